"""Elements made by hand, as a reader would give them, for tests of the rules.

Text is written with a little markup: ``**bold**``, ``*italic*``, ``^12^`` raised, ``~2~`` lowered and
``[anchor](address)``. Where nothing else is said, an element stands on page 1, in the type of its kind, and its lines
are full.
"""

import re
from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from crsparse.assemble import assemble
from crsparse.drafts import Draft
from crsparse.elements import Anchor, Cell, Element, Kind, Placement, Profile, Reading, Run
from crsparse.looks import look_of
from crsparse.model import Document, Part, SourceInfo
from crsparse.recognizers import footnotes, recognize
from crsparse.recognizers.landmarks import parts_of
from crsparse.recognizers.view import View

PROSE = "PalatinoLinotype"
"""Family of the body, of headings and of notes."""
SANS = "GillSansMT"
"""Family of tables, of captions and of what stands below a table."""
BODY_SIZE = 11.0
LEFT, RIGHT = 72.0, 540.0
LINE = 13.0
"""Distance of lines in points."""
_MARKUP = re.compile(r"(\*\*.+?\*\*|\*.+?\*|\^.+?\^|~.+?~|\[.+?\]\([^)]*\))")
_LINK = re.compile(r"\[(.+?)\]\((.*)\)")

PROSE_TEXT = (
    "Rain has fallen on the test basin for as long as anyone has kept a record of it, and the amount that falls in a "
    "year has changed less than the amount that people in the basin use."
)
"""A paragraph long enough to be one."""


def runs(text: str, *, size: float = BODY_SIZE, font: str = PROSE, bold: bool = False) -> tuple[Run, ...]:
    """Return the runs of a text with markup."""
    plain = Run("", size=size, font=font + "-Bold" if bold else font, bold=bold)
    made: list[Run] = []
    for key, piece in enumerate(_MARKUP.split(text)):
        if not piece:
            continue
        if piece.startswith("**"):
            made.append(replace(plain, text=piece[2:-2], bold=True, font=font + "-Bold"))
        elif piece.startswith("*"):
            made.append(replace(plain, text=piece[1:-1], italic=True))
        elif piece.startswith("^"):
            made.append(replace(plain, text=piece[1:-1], size=size * 0.6, superscript=True))
        elif piece.startswith("~"):
            made.append(replace(plain, text=piece[1:-1], size=size * 0.6, subscript=True))
        elif match := _LINK.fullmatch(piece):
            made.append(replace(plain, text=match[1], link=Anchor(key, match[2] or None)))
        else:
            made.append(replace(plain, text=piece))
    return tuple(made)


def element(
    kind: Kind | None,
    text: str = "",
    *,
    page: int | None = 1,
    top: float = 100.0,
    left: float = LEFT,
    right: float = RIGHT,
    lines: int | None = None,
    end: float | None = None,
    size: float = BODY_SIZE,
    font: str = PROSE,
    bold: bool = False,
    **fields: object,
) -> Element:
    """Return an element whose last line ends at ``end``; with ``page`` None it has neither place nor sizes."""
    if page is None:
        made = tuple(replace(run, size=0.0, font="") for run in runs(text, size=size, font=font, bold=bold))
        return Element(kind=kind, runs=made, **fields)  # type: ignore[arg-type]
    count = lines or 1 + len(text) // 90
    box = (left, top, right, top + count * LINE)
    last = (left, top + (count - 1) * LINE, right if end is None else end, top + count * LINE)
    return Element(
        kind=kind,
        runs=runs(text, size=size, font=font, bold=bold),
        placements=(Placement(page, box),),
        first_line=(left, top, right if count > 1 else last[2], top + LINE),
        last_line=last,
        **fields,  # type: ignore[arg-type]
    )


def paragraph(text: str = PROSE_TEXT, **place: object) -> Element:
    """Return a paragraph in the body's type."""
    return element("paragraph", text, **place)  # type: ignore[arg-type]


def heading(text: str, size: float = 14.0, level: int = 1, **place: object) -> Element:
    """Return a bold heading that the source claims to be one."""
    return element("heading", text, **{"size": size, "bold": True, "level": level, "end": 200.0, **place})  # type: ignore[arg-type]


def item(text: str, marker: str | None = "•", **place: object) -> Element:
    """Return a list item whose marker the reader has set apart."""
    return element("list_item", text, **{"marker": marker, "left": 90.0, **place})  # type: ignore[arg-type]


def note(text: str, **place: object) -> Element:
    """Return a note; its number stands raised at its head, as in ``^12^ See the rain.``."""
    return element("note", text, **{"size": 9.0, "top": 680.0, **place})  # type: ignore[arg-type]


def caption(text: str, **place: object) -> Element:
    """Return a caption in the type that CRS sets it in."""
    return element("caption", text, **{"font": SANS, "bold": True, "size": 11.0, **place})  # type: ignore[arg-type]


def small(text: str, kind: Kind | None = "paragraph", **place: object) -> Element:
    """Return what stands in small sans type around a table: subtitle, source, notes."""
    return element(kind, text, **{"font": SANS, "size": 8.5, **place})  # type: ignore[arg-type]


def furniture(text: str, **place: object) -> Element:
    """Return what the reader holds to be furniture."""
    return element("furniture", text, **{"top": 750.0, **place})  # type: ignore[arg-type]


def figure(text: str = "", **place: object) -> Element:
    """Return a figure of 200 points' height; ``text`` is drawn in it."""
    return element("figure", text, **{"lines": 15, **place})  # type: ignore[arg-type]


def entry(text: str, **place: object) -> Element:
    """Return a line of the Contents."""
    return element("contents_entry", text, **place)  # type: ignore[arg-type]


def cell(text: str = "", **fields: object) -> Cell:
    """Return a table cell; a line feed parts its paragraphs."""
    style = {name: fields.pop(name) for name in ("bold", "size", "font") if name in fields}
    made = tuple(runs(line, **{"font": SANS, "size": 9.0, **style}) for line in text.split("\n") if line)  # type: ignore[arg-type]
    return Cell(made, **fields)  # type: ignore[arg-type]


def table(
    rows: Sequence[Sequence[str | Cell]],
    *,
    page: int | None = 1,
    top: float = 100.0,
    width: float = 100.0,
    head: int = 0,
) -> Element:
    """Return a table of equal columns; the first ``head`` rows are bold, ``width`` is that of a column in points."""
    made: list[tuple[Cell, ...]] = []
    for number, row in enumerate(rows):
        cells: list[Cell] = []
        for place, content in enumerate(row):
            given = content if isinstance(content, Cell) else cell(content, bold=number < head)
            if page is not None and given.paragraphs and given.placement is None:
                left, upper = LEFT + place * width, top + number * LINE
                given = replace(given, placement=Placement(page, (left, upper, left + width - 10, upper + LINE)))
            cells.append(given)
        made.append(tuple(cells))
    columns = max(len(row) for row in rows)
    box = (LEFT, top, LEFT + columns * width, top + len(rows) * LINE)
    return Element(kind="table", rows=tuple(made), placements=(Placement(page, box),) if page is not None else ())


def reading(*elements: Element, **profile: object) -> Reading:
    """Return the reading of a PDF of Letter pages, or of a text when no element has a page."""
    pages = max((place.page for one in elements for place in one.placements), default=0)
    known: dict[str, object] = {"media_type": "text/plain", "engine": "text"}
    if pages:
        known = {
            "media_type": "application/pdf",
            "engine": "pdfium",
            "page_count": pages,
            "page_sizes": ((612.0, 792.0),) * pages,
            "tagged": True,
            "body_size": BODY_SIZE,
            "body_font": PROSE,
        }
    return Reading(elements, Profile(**{**known, **profile}))  # type: ignore[arg-type]


def view(*elements: Element, parts: Part | Iterable[Part] | None = "body", **profile: object) -> View:
    """Return what a rule sees, with all elements free; ``parts`` None lets the landmarks tell the parts."""
    read = reading(*elements, **profile)
    texts = tuple(one.text.strip() for one in elements)
    if parts is None:
        known = parts_of(elements, texts, read.profile)
    else:
        known = (parts,) * len(elements) if isinstance(parts, str) else tuple(parts)  # type: ignore[assignment]
    return View(
        elements=elements,
        texts=texts,
        looks=tuple(look_of(one.runs) for one in elements),
        parts=known,
        profile=read.profile,
        note_pages=footnotes.note_pages(elements),
        free=tuple(range(len(elements))),
    )


def draft(*elements: Element, **profile: object) -> Draft:
    """Return what all rules make of the elements."""
    return recognize(reading(*elements, **profile))


def document(*elements: Element, **profile: object) -> Document:
    """Return the document of the elements."""
    read = reading(*elements, **profile)
    source = SourceInfo(
        filename=read.profile.filename,
        media_type=read.profile.media_type,
        sha256="0" * 64,
        byte_count=1,
        page_count=read.profile.page_count,
        tagged=read.profile.tagged,
        engine=read.profile.engine,
        layout_era=None,
    )
    return assemble(recognize(read), read.profile, source)
