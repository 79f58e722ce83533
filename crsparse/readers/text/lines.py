"""Pages, rows and lines: what the other parts of the reader work on.

A *row* is a printed line of the input as it stands, across the whole page. A *line* is the part of a row that belongs
to one column of text: the same thing, unless the page has columns side by side."""

import re

from msgspec import Struct

from crsparse.readers.text.written import written_rows
from crsparse.text_norm import clean, single_spaced

_FORM_FEED = "\x0c"
_LINE_END = re.compile(r"\r\n|[\n\r\x0b\x85\u2028\u2029]")
"""Every line end Unicode knows, but for the form feed, which ends a page."""
TAB_COLUMNS = 8
"""Columns from one tab stop to the next, as everywhere in terminals."""
_GAP = re.compile(r" {2,}")
"""Two spaces or more: a gap between columns, for words of one text have one space between them."""


class Row(Struct, frozen=True):
    """A row of a page that is not blank."""

    text: str
    """Its characters, indentation included, without spaces at the end."""
    page: int
    """Page, 1-based; 1 throughout where the text has no form feeds."""
    gap: int
    """Number of blank rows above it on the page; 0 for a page's first row."""
    cells: tuple[str, ...] = ()
    """Its cells, where tabs or bars part them; then ``text`` has a gap between them."""
    head: bool = False
    """Whether a rule of dashes below says that its cells are heads."""


class Line(Struct, frozen=True):
    """A line of one column of text."""

    text: str
    """Its characters without indentation; gaps of several spaces inside are kept, for they show tables."""
    page: int
    """Page, 1-based."""
    x: int = 0
    """Indentation in characters from the left edge of its column; 0 where the text keeps no indentation."""
    gap: int = 0
    """Number of blank lines above it in its column; 0 for the first line of a page or column."""
    frame: int = 0
    """Which kind of column it stands in (0 the full page width); lines of one frame have the same measure."""
    top: bool = False
    """Whether it is the first line of its page or column, where a gap above is no evidence of a new paragraph."""

    @property
    def plain(self) -> str:
        """The text with one space between words."""
        return single_spaced(self.text) if "  " in self.text else self.text

    @property
    def gapped(self) -> bool:
        """Whether the line has a gap of two spaces or more inside, as the rows of tables have."""
        return "  " in self.text


class Piece(Struct, frozen=True):
    """A stretch of a row between two gaps."""

    start: int
    """Column of its first character, 0-based."""
    text: str
    """Its characters."""

    @property
    def end(self) -> int:
        """Column after its last character."""
        return self.start + len(self.text)


def pages(text: str, tables: bool = False) -> list[list[Row]]:
    """Return the rows of each page of ``text`` that are not blank, cleaned of invisible characters and ligatures.

    ``tables`` says that tables may be written out, with tabs or bars between their cells.
    """
    result = []
    for number, page in enumerate(text.split(_FORM_FEED), start=1):
        rows: list[Row] = []
        gap = 0
        raws = _LINE_END.split(page)
        written = written_rows(raws) if tables else {}
        for place, raw in enumerate(raws):
            if place in written:
                cells, head = written[place]
                cells = tuple(clean(cell).strip(" ") for cell in cells)
                if any(cells):
                    rows.append(Row("   ".join(filter(None, cells)), number, gap if rows else 0, cells, head))
                    gap = 0
                continue
            line = clean(raw.expandtabs(TAB_COLUMNS)).rstrip(" ")
            if not line:
                gap += 1
                continue
            rows.append(Row(line, number, gap if rows else 0))
            gap = 0
        result.append(rows)
    return result


def pieces(text: str) -> list[Piece]:
    """Return the stretches of ``text`` between gaps of two spaces or more, with the columns they stand in."""
    result, at = [], len(text) - len(text.lstrip(" "))
    for gap in _GAP.finditer(text, at):
        result.append(Piece(at, text[at : gap.start()]))
        at = gap.end()
    if at < len(text):
        result.append(Piece(at, text[at:]))
    return result


def letters(text: str) -> str:
    """Return the letters and digits of ``text`` in lower case: two printings of one text agree in them."""
    return "".join([char for char in text.lower() if char.isalnum()])
