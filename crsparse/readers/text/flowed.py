"""Flowed text: one paragraph a line, as people get it who copy a web page or another tool's output.

What it looks like: blank lines between paragraphs; links as ``[anchor](#)``; headings that are only short lines; lines
of the page's head and foot in the middle of sentences; a paragraph that a page end broke is two.

Cues in order: furniture by its wording; title, date, Contents, authors and disclaimer as in other text; captions and
the lines below tables by their words; list markers, and the indentation that nests them; notes (see
:mod:`listed_notes <crsparse.readers.text.listed_notes>`); headings are lines worded like headings, without the end of a
sentence, before something else. A paragraph without the end of a sentence goes on in the next one, but where the text
shows no pages only after a comma: what follows ``concluded that`` is a quotation. The first row of a table is its head,
as CRS sets them, unless it shows amounts. Missed: tables, unless their cells are parted by tabs, bars or gaps."""

import re
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct, structs

from crsparse.elements import Cell, Element, Run
from crsparse.readers.text import wording
from crsparse.readers.text.assembly import Unit, claim, elements_of
from crsparse.readers.text.contents import announced, level_below
from crsparse.readers.text.front import ENDING, SUMMARY
from crsparse.readers.text.furniture import is_bare_number, is_furniture, running_lines
from crsparse.readers.text.grid import cells_of, with_head
from crsparse.readers.text.lines import Line, Row, pages
from crsparse.readers.text.listed_notes import find_listed_notes
from crsparse.readers.text.pipeline import claimed_units

_LONGEST_HEADING = 180
"""Characters of the longest heading."""
_LEAST_OPEN = 60
"""Characters from which on a line without the end of a sentence is a paragraph that goes on; shorter ones are
headings."""
_LONGEST_SUBTITLE = 160
"""Characters of the longest subtitle of a table or figure."""
_DASH = re.compile(r"[-*+]\s+(?=\S)")
"""List markers that text takes for bullets: ``- item``, ``* item``."""
_NESTED = re.compile(r"(?:o|[a-z][.)]|\([a-z]\)|[ivx]{1,4}[.)])\s+(?=\S)")
"""Markers of items within items, which start words as well: only where a list goes on."""
_ANCHOR = re.compile(r"\]\([^()\s]*\)|\[")
_BREAK = re.compile(r"\s*<br\s*/?>\s*", re.IGNORECASE)
"""What parts the paragraphs of a cell between bars."""


class _Text(Struct, frozen=True):
    """A flowed text, as its parts see it. A *place* is a position in ``order``, 0-based."""

    lines: Sequence[Line]
    """All lines."""
    rows: Sequence[Row]
    """The rows that the lines are."""
    order: Sequence[int]
    """Indexes of the lines that are body, in reading order."""
    heads: Mapping[int, int | None]
    """Headings known by their words or from the Contents: index to level, where it is known."""
    below: Mapping[int, int | None]
    """The level of a heading at each line that the Contents leave out, where it is known."""
    paged: bool
    """Whether heads and feet of pages stand between the lines, so that page ends may cut paragraphs."""

    def text(self, place: int) -> str:
        """Return the text at a place, with one space between words; empty outside."""
        return self.lines[self.order[place]].plain if 0 <= place < len(self.order) else ""


def read_flowed(text: str) -> tuple[Element, ...]:
    """Return the elements of a text that has one paragraph a line."""
    rows = [row for page in pages(text, tables=True) for row in page]
    lines = [_line(row, n == 0 or rows[n - 1].page != row.page) for n, row in enumerate(rows)]
    claims: dict[int, str] = {}
    furniture = _furniture(lines)
    units = [Unit((n,), "furniture") for n in furniture]
    claim(claims, furniture, "furniture")
    contents, found = claimed_units(lines, claims, furniture, plain=False, notes=find_listed_notes)
    units += found
    heads = {n: level for n, (count, level) in announced(lines, claims, contents).items() if count == 1}
    words = (n for n, line in enumerate(lines) if n not in claims)
    heads |= {n: None for n in words if ENDING.fullmatch(lines[n].plain) or SUMMARY.fullmatch(lines[n].plain)}
    order = [n for n in range(len(lines)) if n not in claims]
    paged = any(order[0] < n < order[-1] for n in furniture) if order else False
    below = level_below(lines, contents, heads)
    units += _body(_Text(lines, rows, order, heads, below, paged))
    return elements_of(units, lines, range(len(lines)))


def _line(row: Row, top: bool) -> Line:
    text = row.text.strip(" ")
    return Line(text, row.page, 0 if row.cells else len(row.text) - len(row.text.lstrip(" ")), row.gap, 0, top)


def _furniture(lines: Sequence[Line]) -> list[int]:
    """Return the lines that are furniture by their wording, and the numbers and running titles beside them."""
    found = {n for n, line in enumerate(lines) if is_furniture(line.text)}
    found |= {n for n, line in enumerate(lines) if is_bare_number(line.text) and (n - 1 in found or n + 1 in found)}
    return sorted(found | running_lines(lines, found))


def _body(text: _Text) -> Iterator[Unit]:
    at = 0
    stack: list[tuple[int, str]] = []
    while at < len(text.order):
        n, words = text.order[at], text.text(at)
        marker = _marker(text, at, bool(stack))
        after = at if marker else _table_end(text, at)
        if after > at:
            yield _table(text, at, after)
        elif n in text.heads:
            after = at + 1
            yield Unit((n,), "heading", text.heads[n])
        elif wording.CAPTION.match(words) and len(words) < 2 * _LONGEST_HEADING:
            after = _float_end(text, at)
            yield from _float(text, at, after)
        elif wording.SOURCE.match(words):
            after = at + 1
            yield Unit((n,))
        elif _is_heading(text, at):
            after = at + 1
            yield Unit((n,), "heading", text.below.get(n))
        else:
            after = _paragraph_end(text, at)
            group = tuple(text.order[at:after])
            if marker:
                yield Unit(group, "list_item", _depth(stack, text.lines[n].x, marker), marker.strip())
            else:
                yield Unit(group, "paragraph")
        if not marker:
            stack.clear()
        at = after


def _marker(text: _Text, at: int, in_list: bool) -> str | None:
    """Return the list marker that opens the line at a place, spaces included."""
    line = text.lines[text.order[at]].text
    match = _DASH.match(line) or (_NESTED.match(line) if in_list else None)
    return wording.bullet(line) or (match.group() if match else None) or _counted(line)


def _counted(line: str) -> str | None:
    count = wording.counter(line)
    return count if count and count.strip(" ().").isdigit() else None


def _depth(stack: list[tuple[int, str]], x: int, marker: str) -> int:
    """Return how deep an item is nested, 0 is outermost, and keep the stack of indentations and kinds of markers.

    An item further in is nested; one as far in with another kind of marker, too, for indentation may be lost.
    """
    kind = "1" if marker.strip(" ().").isdigit() else marker.strip() if len(marker.strip()) == 1 else "a"
    known = next((place for place, (left, other) in enumerate(stack) if other == kind and abs(left - x) <= 1), None)
    if known is not None:
        del stack[known + 1 :]
        return known
    while stack and stack[-1][0] > x:
        stack.pop()
    stack.append((x, kind))
    return len(stack) - 1


def _table_end(text: _Text, at: int) -> int:
    """Return the place after the table that starts at place ``at``; ``at`` itself when none does."""
    lines, rows, order = text.lines, text.rows, text.order
    if not rows[order[at]].cells and not lines[order[at]].gapped:
        return at
    end = at + 1
    written = bool(rows[order[at]].cells)
    while end < len(order) and not lines[order[end]].gap and not lines[order[end]].top:
        if bool(rows[order[end]].cells) != written or not (written or lines[order[end]].gapped):
            break
        end += 1
    return end if written or end > at + 1 else at


def _table(text: _Text, at: int, end: int) -> Unit:
    numbers = tuple(text.order[at:end])
    rows = [text.rows[n] for n in numbers]
    if rows[0].cells:
        cells = tuple(tuple(structs.replace(_cell(cell), header=row.head) for cell in row.cells) for row in rows)
    else:
        cells = cells_of([text.lines[n] for n in numbers])
    return Unit(numbers, "table", rows=with_head(cells))


def _cell(text: str) -> Cell:
    return Cell(tuple((Run(part),) for part in _BREAK.split(text) if part))


def _float_end(text: _Text, at: int) -> int:
    """Return the place after the caption at place ``at``, its subtitle, and the lines below its table or figure."""
    end = at + 1
    if end < len(text.order) and _is_subtitle(text, end):
        end += 1
    table = _table_end(text, end) if end < len(text.order) else end
    end = max(end, table)
    below = end
    while below < len(text.order) and text.order[below] not in text.heads:
        words = text.text(below)
        if not wording.SOURCE.match(words) and not (below > end and wording.LETTERED.match(words)):
            break
        below += 1
    return below


def _is_subtitle(text: _Text, at: int) -> bool:
    """Whether the line at a place stands between a caption and its table, or what is below its picture."""
    words = text.text(at)
    if text.order[at] in text.heads or len(words) > _LONGEST_SUBTITLE or _table_end(text, at) > at:
        return False
    if wording.SOURCE.match(words) or wording.CAPTION.match(words) or wording.ends_sentence(words):
        return False
    after = at + 1
    return after < len(text.order) and (
        _table_end(text, after) > after or wording.SOURCE.match(text.text(after)) is not None
    )


def _float(text: _Text, at: int, end: int) -> Iterator[Unit]:
    """Yield the units of a table or figure from its caption at place ``at`` on; the picture of a figure is lost."""
    yield Unit((text.order[at],), "caption")
    figure = not text.text(at).startswith(("Table", "Box"))
    place = at + 1
    if place < end and not wording.SOURCE.match(text.text(place)) and _table_end(text, place) == place:
        yield Unit((text.order[place],))
        place += 1
    table = _table_end(text, place) if place < end else place
    if table > place:
        yield _table(text, place, table)
    elif figure:
        yield Unit((), "figure", place=text.order[place - 1])
    for below in range(max(place, table), end):
        yield Unit((text.order[below],))


def _is_heading(text: _Text, at: int) -> bool:
    words = text.text(at)
    if len(words) > _LONGEST_HEADING or wording.BYLINE.fullmatch(words) or wording.CITATION.search(words):
        return False
    if _marker(text, at, False) or at + 1 >= len(text.order) or _unfinished(text, at - 1):
        return False
    return wording.is_title_case(_ANCHOR.sub("", words)) or (
        len(words) < _LEAST_OPEN
        and not wording.ends_sentence(words)
        and wording.starts_unit(words)
        and len(words.split()) > 1
    )


def _unfinished(text: _Text, at: int) -> bool:
    """Whether the line at ``at`` is a paragraph that goes on in the next."""
    words = text.text(at)
    if not words or len(words) < _LEAST_OPEN or (wording.ends_sentence(words) and not wording.must_go_on(words)):
        return False
    if not text.paged and not words.endswith((",", "-", "—")):
        return False
    return not wording.is_title_case(_ANCHOR.sub("", words)) and not wording.CAPTION.match(words)


def _paragraph_end(text: _Text, at: int) -> int:
    """Return the place after the paragraph at ``at`` and the paragraphs that go on with it."""
    end = at + 1
    while end < len(text.order) and _unfinished(text, end - 1):
        n = text.order[end]
        if n in text.heads or _marker(text, end, False) or wording.CAPTION.match(text.text(end)):
            break
        if text.rows[n].cells or text.lines[n].gapped:
            break
        end += 1
    return end
