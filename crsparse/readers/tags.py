"""Tagged PDFs: the structure tree gives the units and their order, the engine what they say and look like.

Tags are evidence, not truth: this reader says what the tree claims and decides nothing about CRS. What the tree does
not reach (running heads and feet are artifacts, so is the version line) becomes furniture, line by line.

Always true: every text run of every page lands in exactly one element, the first that refers to its marked content.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from operator import attrgetter

from msgspec.structs import replace

from crsparse.elements import Anchor, Cell, Element, Kind, Placement
from crsparse.geometry import Box, union
from crsparse.hyphens import Vocabulary
from crsparse.readers.annotations import LinkAnnotation
from crsparse.readers.compose import Piece, compose, drawn_lines
from crsparse.readers.cut_lines import with_whole_lines
from crsparse.readers.drop_caps import with_drop_caps
from crsparse.readers.engines import PageContent, TextRun
from crsparse.readers.layout.anchors import place_links
from crsparse.readers.structure import Content, Node, Reference

_GROUPS = frozenset(
    {"Document", "DocumentFragment", "Part", "Art", "Sect", "Div", "Aside", "Index", "NonStruct", "Private", "Form"}
)
_LINKS = frozenset({"Link", "Annot", "Reference"})
_NOTES = frozenset({"Note", "Footnote", "Endnote", "FENote"})
_HEADINGS = {"H": 1, "Title": 1, "H1": 1, "H2": 2, "H3": 3, "H4": 4, "H5": 5, "H6": 6}
_BLOCKS = (
    _GROUPS
    | _NOTES
    | _HEADINGS.keys()
    | {"P", "L", "LI", "Table", "TOC", "TOCI", "Figure", "Formula", "Caption", "BlockQuote"}
)
_ROW_GROUPS = frozenset({"THead", "TBody", "TFoot"})
_mcid = attrgetter("mcid")


def read_tags(root: Node, pages: Sequence[PageContent], links: Sequence[LinkAnnotation]) -> tuple[Element, ...]:
    """Return the elements of a tagged PDF: the tree's in its order, then what it does not reach, as furniture."""
    return _TagReader(pages, links, root).read(root)


class _TagReader:
    def __init__(self, pages: Sequence[PageContent], links: Sequence[LinkAnnotation], root: Node) -> None:
        self.runs: dict[tuple[int, int], list[TextRun]] = {}
        self.loose: list[tuple[int, list[TextRun]]] = []
        self.drawn: dict[tuple[int, int], list[Box]] = {}
        self.owners: dict[int, Anchor] = {}
        """Links that hang on no element of the tree (IN12681), by the ``id`` of the run they lie on."""
        stray = _stray_links(links, root)
        for page in pages:
            runs = page.runs
            if page.number in stray:
                runs, owners = place_links(page, stray[page.number])
                self.owners.update(owners)
            loose: list[TextRun] = []
            for mcid, marked in groupby(runs, _mcid):
                (self.runs.setdefault((page.number, mcid), []) if mcid >= 0 else loose).extend(marked)
            self.loose.append((page.number, loose))
            for shape in page.shapes:
                if shape.mcid >= 0:
                    self.drawn.setdefault((page.number, shape.mcid), []).append(shape.box)
        self.anchors = {link.object_id: link.anchor(key) for key, link in enumerate(links)}
        self.elements: list[Element] = []
        self.marked = False
        """Whether the marked content read last shows nothing: Word's paragraph mark, see :attr:`Element.closed`."""
        self.containers = 0
        self.words = Vocabulary(lambda: drawn_lines(pages))

    def read(self, root: Node) -> tuple[Element, ...]:
        self._group(root, None)
        rest: dict[int, list[TextRun]] = {page: list(runs) for page, runs in self.loose}
        for (page, _), runs in sorted(self.runs.items()):
            rest.setdefault(page, []).extend(runs)
        for page, loose in sorted(rest.items()):
            self.elements.extend(_furniture(page, loose, self.owners))
        return with_whole_lines(with_drop_caps(self.elements))

    # -- the tree -----------------------------------------------------------------------------------------------------

    def _group(self, node: Node, parent: int | None) -> None:
        """Read a container; inline content that stands in it without a block becomes a unit without a claim."""
        stray = Node("NonStruct", [])
        for kid in node.kids:
            if isinstance(kid, Node) and kid.tag in _BLOCKS:
                self._emit_unit(stray, None, parent=parent)
                stray = Node("NonStruct", [])
                self._block(kid, parent)
            else:
                stray.kids.append(kid)
        self._emit_unit(stray, None, parent=parent)

    def _block(self, node: Node, parent: int | None = None, depth: int = 0) -> None:
        tag = node.tag
        if tag == "Table":
            self._table(node)
        elif tag == "L":
            self._list(node, depth)
        elif tag == "LI":
            self._item(node, depth)
        elif tag in _NOTES:
            self._notes(node)
        elif tag == "TOC":
            self._contents(node, 1)
        elif tag == "TOCI":
            self._emit_unit(node, "contents_entry", level=1)
        elif tag in _GROUPS:
            self._group(node, parent)
        elif tag in _HEADINGS:
            self._emit_unit(node, "heading", level=_HEADINGS[tag], parent=parent)
        elif tag in ("Figure", "Formula"):
            self._figure(node)
        elif tag == "BlockQuote":
            self._quote(node)
        else:
            self._emit_unit(node, "caption" if tag == "Caption" else "paragraph", parent=parent)

    def _emit_unit(
        self,
        node: Node,
        kind: Kind | None,
        *,
        level: int | None = None,
        marker: str | None = None,
        alt_text: str | None = None,
        parent: int | None = None,
        keep_empty: bool = False,
        depth: int = 0,
    ) -> None:
        """Emit one element for the inline content of ``node``, then what blocks are nested in it."""
        pieces: list[Piece] = []
        nested: list[Node] = []
        self.marked = False
        self._inline(node, None, pieces, nested)
        closed = self.marked
        unit = compose(pieces, self.words)
        if unit.runs or keep_empty:
            element = Element(
                kind=kind,
                runs=unit.runs,
                level=level,
                marker=marker,
                placements=unit.placements,
                first_line=unit.first_line,
                last_line=unit.last_line,
                alt_text=alt_text or None,
                parent=parent,
                closed=closed,
            )
            self.elements.append(element)
        for block in nested:
            self._block(block, parent, depth)

    def _figure(self, node: Node) -> None:
        """Read a figure: the text drawn in it, and where its images and paths stand."""
        boxes: list[Placement] = []
        pending = [node]
        while pending:
            for kid in pending.pop().kids:
                if isinstance(kid, Node):
                    pending.append(kid)
                elif isinstance(kid, Content):
                    boxes.extend(Placement(kid.page, box) for box in self.drawn.get((kid.page, kid.mcid), ()))
        start = len(self.elements)
        self._emit_unit(node, "figure", alt_text=node.alt, keep_empty=True)
        figure = self.elements[start]
        self.elements[start] = replace(figure, placements=_around((*boxes, *figure.placements)))

    def _inline(self, node: Node, link: Anchor | None, pieces: list[Piece], nested: list[Node]) -> None:
        if node.tag in _LINKS:
            link = self._anchor(node) or link
        for kid in node.kids:
            if isinstance(kid, Content):
                runs = self.runs.pop((kid.page, kid.mcid), ())
                self.marked = not runs or all(run.text.isspace() for run in runs)
                for run in runs:
                    pieces.append(Piece(run, kid.page, link or self.owners.get(id(run))))
            elif isinstance(kid, Node):
                if kid.tag in _BLOCKS:
                    nested.append(kid)
                else:
                    self._inline(kid, link, pieces, nested)

    def _anchor(self, node: Node) -> Anchor | None:
        for kid in node.kids:
            if isinstance(kid, Reference) and kid.object_id in self.anchors:
                return self.anchors[kid.object_id]
        return None

    # -- lists, notes, contents -------------------------------------------------------------------------------------

    def _list(self, node: Node, depth: int) -> None:
        for kid in node.kids:
            if not isinstance(kid, Node):
                self._emit_unit(Node("P", [kid]), None)
            elif kid.tag == "LI":
                self._item(kid, depth)
            elif kid.tag == "L":  # a list right inside a list: the nested items follow the item above
                self._list(kid, depth + 1)
            else:
                self._block(kid)

    def _item(self, node: Node, depth: int) -> None:
        """Read a list item: its label, its first paragraph, then further paragraphs and nested lists."""
        label: list[Piece] = []
        body = Node("LBody", [])
        blocks: list[Node] = []
        for kid in node.kids:
            if isinstance(kid, Node) and kid.tag == "Lbl":
                self._inline(kid, None, label, blocks)
            elif isinstance(kid, Node) and kid.tag == "LBody":
                body.kids.extend(kid.kids)
            else:
                body.kids.append(kid)
        inline = Node("LBody", [])
        for place, kid in enumerate(body.kids):
            if isinstance(kid, Node) and kid.tag in _BLOCKS:
                if kid.tag in ("P", "Div", "Sect") and not inline.kids and not blocks:
                    inline.kids.append(Node("Span", kid.kids))
                else:
                    blocks.append(kid)
            elif blocks:
                blocks.append(Node("P", [body.kids[place]]))
            else:
                inline.kids.append(kid)
        sign = compose(label)
        marker = "".join(run.text for run in sign.runs).strip() or None
        start = len(self.elements)
        self._emit_unit(inline, "list_item", level=depth, marker=marker, depth=depth + 1, keep_empty=marker is not None)
        if marker and not self.elements[start].runs:  # an item that holds only a list, or nothing
            self.elements[start] = replace(
                self.elements[start],
                placements=sign.placements,
                first_line=sign.first_line,
                last_line=sign.last_line,
            )
        for block in blocks:
            self._block(block, None, depth + 1 if block.tag == "L" else depth)

    def _notes(self, node: Node) -> None:
        """Read the notes of a page: one block a note, or one note with its paragraphs; the numbers tell which."""
        blocks = [kid for kid in node.kids if isinstance(kid, Node) and kid.tag in _BLOCKS]
        if not blocks:
            self._emit_unit(node, "note")
            return
        stray = Node("P", [kid for kid in node.kids if not (isinstance(kid, Node) and kid.tag in _BLOCKS)])
        self._emit_unit(stray, "note")
        for block in blocks:
            for paragraph in _paragraphs_of(block):
                self._emit_unit(paragraph, "note")

    def _contents(self, node: Node, level: int) -> None:
        for kid in node.kids:
            if not isinstance(kid, Node):
                self._emit_unit(Node("P", [kid]), None)
            elif kid.tag == "TOC":
                self._contents(kid, level + 1)
            elif kid.tag == "TOCI":
                inner = [item for item in kid.kids if isinstance(item, Node) and item.tag == "TOC"]
                own = [item for item in kid.kids if not (isinstance(item, Node) and item.tag == "TOC")]
                flat = [Node("Span", item.kids) if isinstance(item, Node) and item.tag == "P" else item for item in own]
                self._emit_unit(Node("TOCI", flat), "contents_entry", level=level)
                for item in inner:
                    self._contents(item, level + 1)
            else:
                self._block(kid)

    def _quote(self, node: Node) -> None:
        blocks = [kid for kid in node.kids if isinstance(kid, Node) and kid.tag in _BLOCKS]
        self._emit_unit(Node("P", [kid for kid in node.kids if kid not in blocks]), "quote")
        for block in blocks:
            if block.tag == "P":
                self._emit_unit(block, "quote")
            else:
                self._block(block)

    # -- tables -------------------------------------------------------------------------------------------------------

    def _table(self, node: Node) -> None:
        rows: list[tuple[Cell, ...]] = []
        captions: list[Node] = []
        for row, in_head in _rows_of(node, captions):
            cells: list[Cell] = []
            for kid in row.kids:
                if isinstance(kid, Node) and kid.tag in ("TD", "TH"):
                    cells.append(self._cell(kid, kid.tag == "TH" and in_head))
            if cells:
                rows.append(tuple(cells))
        for caption in captions:
            self._emit_unit(caption, "caption")
        boxes = tuple(cell.placement for row in rows for cell in row if cell.placement)
        if boxes:
            self.elements.append(Element(kind="table", rows=tuple(rows), placements=_around(boxes)))

    def _cell(self, node: Node, header: bool) -> Cell:
        paragraphs = []
        where: list[Placement] = []
        pending = [node]
        while pending:
            unit = pending.pop(0)
            pieces: list[Piece] = []
            nested: list[Node] = []
            self._cell_inline(unit, pieces, nested)
            unit_text = compose(pieces, self.words)
            if unit_text.runs:
                paragraphs.append(unit_text.runs)
                where.extend(unit_text.placements)
            pending[:0] = nested
        if not where:
            return Cell((), None, header, node.col_span, node.row_span)
        first = [place for place in where if place.page == where[0].page]
        return Cell(tuple(paragraphs), _around(first)[0], header, node.col_span, node.row_span)

    def _cell_inline(self, node: Node, pieces: list[Piece], nested: list[Node]) -> None:
        """As :meth:`_inline`, but list labels and bodies run on in one line, and nested tables are taken apart."""
        wrapped = Node("Span", [])
        for kid in node.kids:
            if isinstance(kid, Node) and kid.tag in ("TR", "TD", "TH", "LI", *_ROW_GROUPS):
                nested.append(Node("Div", kid.kids))
            else:
                wrapped.kids.append(kid)
        self._inline(wrapped, None, pieces, nested)


def _stray_links(links: Sequence[LinkAnnotation], root: Node) -> dict[int, list[tuple[int, LinkAnnotation]]]:
    """Return the annotations that no link's element refers to, with their numbers, by page.

    A reference beside the text of a paragraph does not say which of its words are the link's.
    """
    referenced: set[tuple[int, int]] = set()
    pending = [root]
    while pending:
        node = pending.pop()
        for kid in node.kids:
            if isinstance(kid, Node):
                pending.append(kid)
            elif isinstance(kid, Reference) and node.tag in _LINKS:
                referenced.add(kid.object_id)
    stray: dict[int, list[tuple[int, LinkAnnotation]]] = {}
    for key, link in enumerate(links):
        if link.object_id not in referenced or link.object_id == (0, 0):
            stray.setdefault(link.page, []).append((key, link))
    return stray


def _rows_of(table: Node, captions: list[Node]) -> Iterator[tuple[Node, bool]]:
    """Yield the rows of a table and whether they stand in its head; put its captions into ``captions``."""
    for kid in table.kids:
        if not isinstance(kid, Node):
            continue
        if kid.tag == "TR":
            yield kid, True
        elif kid.tag in _ROW_GROUPS:
            for row in kid.kids:
                if isinstance(row, Node) and row.tag == "TR":
                    yield row, kid.tag == "THead"
        elif kid.tag == "Caption":
            captions.append(kid)


def _paragraphs_of(block: Node) -> Iterator[Node]:
    """Yield what is one paragraph each in a note: the block itself, or the items of a list in it."""
    inner = [kid for kid in block.kids if isinstance(kid, Node) and kid.tag in (*_BLOCKS, "LBody")]
    if not inner:
        yield block
        return
    own = [kid for kid in block.kids if kid not in inner]
    if own:
        yield Node(block.tag, own)
    for kid in inner:
        yield from _paragraphs_of(kid)


def _around(boxes: Sequence[Placement]) -> tuple[Placement, ...]:
    """Return one box a page around ``boxes``."""
    pages: dict[int, Box] = {}
    for place in boxes:
        pages[place.page] = union((pages[place.page], place.box)) if place.page in pages else place.box
    return tuple(Placement(page, box) for page, box in sorted(pages.items()))


def _furniture(page: int, runs: Sequence[TextRun], owners: Mapping[int, Anchor]) -> Iterator[Element]:
    """Yield what the tree does not reach, one element a line and a gap."""
    lines: list[list[TextRun]] = []
    for run in sorted(runs, key=lambda run: (round(run.baseline), run.x0)):
        last = lines[-1][-1] if lines else None
        if last and abs(last.baseline - run.baseline) <= 0.3 * run.size and -run.size < run.x0 - last.x1 < 3 * run.size:
            lines[-1].append(run)
        elif not run.text.isspace():
            lines.append([run])
    for line in lines:
        pieces = [Piece(run, page, owners.get(id(run))) for run in line]
        unit = compose(pieces)
        yield Element(kind="furniture", runs=unit.runs, placements=unit.placements)
