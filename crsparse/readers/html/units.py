"""The tree of a page to elements, in the page's order.

Cues: the HTML elements themselves, for they are what the source claims: ``h1``–``h6`` and the classes ``Title``,
``Heading1``, ``SummaryHeading``; ``p``, ``li``, ``blockquote``, ``table``, ``img``, ``figcaption``. Text that stands
bare in a ``div`` claims nothing. A list whose items are links into the page, or a paragraph that is one link to a
``_Toc…`` anchor, is a Contents.

Always true: further paragraphs of a list item are paragraphs after it. List markers are those a browser would print;
they are no text of the source.
Known to miss: lists and tables that are only drawn with spaces, ``<br>`` or styles.
"""

from collections.abc import Iterator

from msgspec import Struct, structs

from crsparse.elements import Cell, Element, Kind, Run
from crsparse.readers.html.claims import (
    contents_level,
    date_and_id,
    heading_level,
    heads_authors,
    is_contents,
    leads_to_heading,
    names_authors,
    ranked,
    without_notes_head,
)
from crsparse.readers.html.inline import Line, Links, Style
from crsparse.readers.html.markers import item_marker, item_numbers
from crsparse.readers.html.markup import Tag
from crsparse.readers.html.notes import Notes, without_number
from crsparse.readers.html.page import is_hidden, is_label, is_tool
from crsparse.readers.html.tables import lays_out, rows_of, spans, strays_of

_LISTS = frozenset({"ul", "ol", "dir", "menu"})
_DATE_WITHIN = 12
"""Elements from the start among which EveryCRSReport's line of date and number may stand."""
_BODY_NAME = "Content"
"""Name of the anchor that EveryCRSReport sets where the body begins; kept though no link leads there."""
_SPACER = 3
"""Images at most so many pixels wide or high only make room."""


class _Unit(Struct):
    """What the innermost block claims to be, until its first paragraph takes the claim."""

    kind: Kind | None = None
    level: int | None = None
    marker: str | None = None
    by_line: bool = False

    def take(self) -> "_Unit":
        """Return the claim for the next paragraph: an item has one paragraph of its own."""
        claim = _Unit(self.kind, self.level, self.marker)
        if self.kind == "list_item":
            self.kind, self.level, self.marker = "paragraph", None, None
        return claim


def read_units(root: Tag, product: Tag) -> tuple[Element, ...]:
    """Return the elements of a page; what stands outside ``product`` is furniture."""
    reader = _Reader(root, product)
    reader.visit(root, Style())
    reader.flush()
    elements = reader.elements
    if reader.names and elements:
        elements[-1] = structs.replace(elements[-1], names=(*elements[-1].names, *reader.names))
    return tuple(without_notes_head(ranked(elements)))


class _Reader:
    """Walks the tree; bounded, for the tree is."""

    def __init__(self, root: Tag, product: Tag) -> None:
        tags = list(root.tags())
        led_to = frozenset((tag.get("href") or "").partition("#")[2] for tag in tags if tag.name == "a")
        self.wanted = led_to | {_BODY_NAME}
        self.product = product
        self.around = _around(root, product)
        self.links = Links(frozenset(name for tag in tags for name in tag.names))
        self.notes = Notes(product)
        self.elements: list[Element] = []
        self.names: list[str] = []
        self.images: list[Tag] = []
        self.line = Line()
        self.unit = _Unit()
        self.collected: list[tuple[Run, ...]] | None = None
        self.furniture = True
        self.authors = False
        self.depth = -1

    # -- walking ------------------------------------------------------------------------------------------------------

    def visit(self, tag: Tag, style: Style) -> None:
        """Read one element."""
        if tag is self.product:
            self.flush()
            self.furniture = False
            self._block(tag, style, _Unit())
            self.furniture = True
            return
        if self.furniture and id(tag) not in self.around and (tag.name == "nav" or is_hidden(tag)):
            return
        self.names.extend(name for name in tag.names if name in self.wanted)
        if tag.name == "br":
            self.line.add_break(style)
        elif tag.name == "img":
            self.images.append(tag)
        elif not tag.is_block:
            inner = self.links.style(tag, style) if tag.name == "a" else style
            self._kids(tag, inner.within(tag))
        elif self.collected is not None and tag.name in _LISTS:
            self._list_in_cell(tag, style)
        elif self.furniture or self.collected is not None:
            self._block(tag, style, _Unit())
        else:
            self._product_block(tag, style)

    def _kids(self, tag: Tag, style: Style) -> None:
        for kid in tag.kids:
            if isinstance(kid, str):
                self.line.add(kid, style)
            else:
                self.visit(kid, style)

    def _block(self, tag: Tag, style: Style, unit: _Unit) -> None:
        """Read an element that begins and ends a line, under the claim ``unit``."""
        self.flush()
        unit.by_line = unit.by_line or self.unit.by_line or names_authors(tag)
        before, self.unit = self.unit, unit
        self._kids(tag, style.within(tag))
        self.flush()
        self.unit = before

    def _product_block(self, tag: Tag, style: Style) -> None:
        number, level = self.notes.number(tag), heading_level(tag)
        if number is not None:
            self._note(tag, number, style)
        elif is_tool(tag) and not self.notes.holds_any(tag):
            self.flush()
            self.furniture = True
            self._block(tag, style, _Unit())
            self.furniture = False
        elif level is not None:
            self._block(tag, style, _Unit("heading", level))
        elif tag.name == "table":
            self._table(tag, style)
        elif tag.name in _LISTS:
            self._list(tag, style)
        elif tag.name == "blockquote":
            self._block(tag, style, _Unit("quote"))
        elif tag.name in ("figcaption", "caption"):
            self._block(tag, style, _Unit("caption"))
        elif self.unit.kind not in (None, "paragraph"):
            self._block(tag, style, self.unit)  # a paragraph in an item, a quotation, a heading is part of it
        elif tag.name in ("p", "pre", "dt", "dd", "li"):
            self._block(tag, style, _Unit("paragraph", contents_level(tag)))
        else:
            self._block(tag, style, _Unit())

    def _list(self, tag: Tag, style: Style) -> None:
        self.flush()
        self.depth += 1
        announces = self.unit.kind == "contents_entry" or is_contents(tag)
        numbers = item_numbers(tag)
        for kid in tag.kids:
            if isinstance(kid, str):
                self.line.add(kid, style)
                continue
            number = next(numbers) if kid.name == "li" else 0
            if kid.name != "li" or self.notes.number(kid) is not None:
                self.visit(kid, style)
                continue
            self.names.extend(name for name in kid.names if name in self.wanted)
            item = _Unit("list_item", self.depth, item_marker(tag, kid, number, self.depth))
            self._block(kid, style, _Unit("contents_entry", self.depth + 1) if announces else item)
        self.flush()
        self.depth -= 1

    def _list_in_cell(self, tag: Tag, style: Style) -> None:
        """Read a list inside a cell or note: its markers stand in the text, as a browser and the print show them."""
        self.flush()
        self.depth += 1
        numbers = item_numbers(tag)
        for kid in tag.kids:
            if isinstance(kid, str):
                self.line.add(kid, style)
                continue
            number = next(numbers) if kid.name == "li" else 0
            marker = item_marker(tag, kid, number, self.depth) if kid.name == "li" and kid.text else None
            if marker:
                self.flush()
                self.line.lead(f"{marker} ", style)
            self.visit(kid, style)
        self.flush()
        self.depth -= 1

    def _note(self, tag: Tag, number: str, style: Style) -> None:
        self.flush()
        self.authors = False
        self.names.extend(tag.names)
        paragraphs = self._collect(tag, style)
        marker, first = without_number(paragraphs[0] if paragraphs else (), number)
        runs: tuple[Run, ...] = ()
        for paragraph in (first, *paragraphs[1:]):
            if paragraph:
                runs += (Run("\n"), *paragraph) if runs else paragraph
        self._add(Element(kind="note", runs=runs, marker=marker))

    def _table(self, tag: Tag, style: Style) -> None:
        self.flush()
        depth, self.depth = self.depth, -1
        if self.notes.holds_any(tag) or lays_out(tag):
            self._block(tag, style, _Unit())
        else:
            for stray in strays_of(tag):
                if isinstance(stray, str):
                    self.line.add(stray, style)
                else:
                    self.visit(stray, style)
            self.flush()
            rows = [tuple(self._cells(row, in_head, style)) for row, in_head in rows_of(tag)]
            if any(cell.paragraphs for row in rows for cell in row):
                self._add(Element(kind="table", rows=tuple(row for row in rows if row)))
            self.flush()
        self.depth = depth

    def _cells(self, row: Tag, in_head: bool, style: Style) -> Iterator[Cell]:
        for tag in row.kids:
            if isinstance(tag, Tag) and tag.name in ("td", "th"):
                self.names.extend(name for name in tag.names if name in self.wanted)
                columns, rows = spans(tag)
                paragraphs = tuple(self._collect(tag, style))
                yield Cell(paragraphs, header=in_head or tag.name == "th", col_span=columns, row_span=rows)

    def _collect(self, tag: Tag, style: Style) -> list[tuple[Run, ...]]:
        """Return the paragraphs of an element instead of adding elements for them."""
        paragraphs: list[tuple[Run, ...]] = []
        before, self.collected = self.collected, paragraphs
        self._block(tag, style, _Unit())
        self.collected = before
        return paragraphs

    # -- elements -----------------------------------------------------------------------------------------------------

    def flush(self) -> None:
        """End the line: what was collected becomes elements."""
        for runs in self.line.paragraphs(by_line=self.unit.by_line or self.authors):
            if self.collected is not None:
                self.collected.append(runs)
            else:
                for element in self._elements(runs):
                    self._add(element)
        if self.collected is None:
            images, self.images = self.images, []
            for image in images:
                if not self.furniture and not _is_spacer(image):
                    self._add(Element(kind="figure", alt_text=" ".join((image.get("alt") or "").split()) or None))

    def _elements(self, runs: tuple[Run, ...]) -> Iterator[Element]:
        text = "".join(run.text for run in runs)
        if self.furniture or is_label(text):
            yield Element(kind="furniture", runs=runs)
            return
        unit = self.unit.take()
        if unit.kind == "heading":
            self.authors = heads_authors(text)
        if unit.kind in (None, "paragraph"):
            parts = date_and_id(text) if len(self.elements) < _DATE_WITHIN else None
            if parts:
                yield Element(kind=unit.kind, runs=(Run(parts[0]),))
                yield Element(kind="furniture", runs=(Run(parts[1]),))
                return
            if all(leads_to_heading(run) for run in runs if run.text.strip()):
                unit.kind, unit.level = "contents_entry", unit.level or 1
            else:
                unit.level = None
        yield Element(kind=unit.kind, runs=runs, level=unit.level, marker=unit.marker)

    def _add(self, element: Element) -> None:
        names, self.names = tuple(dict.fromkeys(self.names)), []
        self.elements.append(structs.replace(element, names=names) if names else element)


def _around(root: Tag, product: Tag) -> frozenset[int]:
    """Return the identities of the elements that hold the product."""
    if root is product:
        return frozenset({id(root)})
    for kid in root.kids:
        inner = _around(kid, product) if isinstance(kid, Tag) else None
        if inner:
            return inner | {id(root)}
    return frozenset()


def _is_spacer(image: Tag) -> bool:
    sizes = [(image.get(side) or "").strip().removesuffix("px") for side in ("width", "height")]
    return any(size.isascii() and size.isdigit() and len(size) < 9 and int(size) <= _SPACER for size in sizes)
