"""The stages of the layout reader in their order; see the package's docstring."""

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from crsparse.elements import Anchor, Element, Placement
from crsparse.hyphens import Vocabulary
from crsparse.readers.annotations import LinkAnnotation
from crsparse.readers.compose import Piece, compose
from crsparse.readers.engines import PageContent, TextRun
from crsparse.readers.layout.anchors import place_links
from crsparse.readers.layout.columns import Block, Item, gutters_of, read_order
from crsparse.readers.layout.continuations import Flow, join_flows
from crsparse.readers.layout.figures import Figure, take_figures
from crsparse.readers.layout.frames import Frame, take_frames
from crsparse.readers.layout.furniture import take_furniture
from crsparse.readers.layout.grids import build_rows, gap_edges
from crsparse.readers.layout.letters import Widths
from crsparse.readers.layout.lines import Line
from crsparse.readers.layout.notes import begins_note, take_notes
from crsparse.readers.layout.paragraphs import Margins, Paragraph, Spacing, margins_of, read_paragraphs, read_spacing
from crsparse.readers.layout.rows import Grid, Row, RowItem, read_rows
from crsparse.readers.layout.sequences import mark_sequences
from crsparse.readers.layout.sheets import Sheet, read_sheet, read_typography
from crsparse.readers.layout.slots import Slot
from crsparse.readers.layout.units import Setter, cell_paragraphs, with_levels
from crsparse.readers.layout.upright import Turn, turn_of, turned_back, upright, upright_links
from crsparse.readers.layout.zones import Zone, take_zones

NOTES_APART = 0.2
"""Distance beyond the usual one that parts the paragraphs of a note, as a share of the font size; a raised number in
the first line adds less."""
MOST_RUNS = 20_000
"""Runs from which a page is read as it is drawn: a page of print has some hundreds, a dense table two thousand."""
LEAST_FLOOR = 0.8
"""The text of a full page reaches at least this far down, as a share of its height."""
ABOVE_NOTES = 1.65
"""Least distance of the text's last baseline from the first note's top, as a share of the distance of lines."""


class _Leaf(Struct):
    """One page, taken apart."""

    sheet: Sheet
    furniture: list[Line]
    notes: list[Line]
    signs: list[Line]
    asides: list[Frame]
    items: list[Item]
    flows: list[list[RowItem]] = []


class LayoutReader:
    """Reads the pages of one document."""

    def __init__(self, pages: Sequence[PageContent], links: Sequence[LinkAnnotation]) -> None:
        self.fresh: list[Line] = []
        owners: dict[int, Anchor] = {}
        on_page: dict[int, list[tuple[int, LinkAnnotation]]] = defaultdict(list)
        for key, link in enumerate(links):
            on_page[link.page].append((key, link))
        # the pages are kept: links are looked up by the identity of runs, which must not be given to others
        self.pages = []
        self.turns: dict[int, Turn] = {}
        self.crowded: dict[int, tuple[TextRun, ...]] = {}
        for page in pages:
            turn = turn_of(page)
            if turn:
                self.turns[page.number] = turn
                page = upright(page, turn)
                on_page[page.number] = upright_links(on_page[page.number], turn)
            if len(page.runs) > MOST_RUNS:
                self.crowded[page.number] = page.runs
                page = replace(page, runs=(), shapes=())
            runs, placed = place_links(page, on_page[page.number])
            owners.update(placed)
            self.pages.append(replace(page, runs=runs))
        self.sheets = [read_sheet(page) for page in self.pages]
        self.widths = Widths(lambda: (run for page in self.pages for run in page.runs))
        self.body = read_typography(self.sheets)
        self.setter = Setter(owners, self.body, _words(self.sheets))

    def read(self) -> tuple[Element, ...]:
        """Return the elements in reading order, furniture at the end."""
        furniture = take_furniture(self.sheets, self.body)
        leaves = [self._take_apart(sheet, loose) for sheet, loose in zip(self.sheets, furniture, strict=True)]
        gutters, usual = gutters_of((leaf.items for leaf in leaves), self.body.size)
        for leaf, gutter in zip(leaves, gutters, strict=True):
            order = read_order(leaf.items, self.body.size, gutter, usual)
            leaf.flows = [self._rows(leaf.sheet.number, flow) for flow in order]
        columns = [[row for row in flow if isinstance(row, Row)] for leaf in leaves for flow in leaf.flows]
        spacing = read_spacing(columns, self.body.size)
        floors = _floors(leaves)
        parts = [(leaf, self._flows(leaf, spacing, floors[_shape(leaf.sheet)])) for leaf in leaves]
        flows = [flow for _, each in parts for flow in each]
        join_flows(flows, spacing)
        mark_sequences(flows, self.setter.owners, self.fresh)
        elements = [element for leaf, each in parts for element in self._elements(leaf, each, spacing)]
        ends = [
            self.setter.element([(line, leaf.sheet.number)], "furniture")
            for leaf in leaves
            for line in (*leaf.furniture, *leaf.signs)
        ]
        everything = (*with_levels(elements), *ends)
        return tuple(turned_back(element, self.turns) for element in everything) if self.turns else everything

    def _rows(self, page: int, items: Sequence[Item]) -> list[RowItem]:
        return read_rows(items, page, self.setter.owners, self.fresh)

    def _take_apart(self, sheet: Sheet, furniture: list[Line]) -> _Leaf:
        notes, signs = take_notes(sheet, self.body)
        frames = take_frames(sheet)
        blocks = [Block(figure.box, (self._figure(sheet.number, figure),)) for figure in take_figures(sheet, self.body)]
        blocks += [
            Block(zone.box, (self._table(sheet.number, zone),))
            for zone in take_zones(sheet, self.body, self.setter.owners, self.widths)
        ]
        blocks += [Block(frame.box, (self._box(sheet.number, frame),)) for frame in frames if not frame.aside]
        asides = [frame for frame in frames if frame.aside]
        return _Leaf(sheet, furniture, notes, signs, asides, [*sheet.lines, *blocks])

    def _elements(self, leaf: _Leaf, flows: Sequence[Flow], spacing: Spacing) -> Iterator[Element]:
        if leaf.sheet.number in self.crowded:
            yield self._crowd(leaf.sheet.number)
        for frame in leaf.asides:
            yield self._box(leaf.sheet.number, frame)
        for flow in flows:
            for unit in flow.units:
                yield self.setter.paragraph(unit) if isinstance(unit, Paragraph) else unit
        for paragraph in self._notes(leaf, spacing):
            yield self.setter.note(paragraph)

    def _crowd(self, page: int) -> Element:
        """Return the text of a page that has too much of it to have a layout, in the order of drawing."""
        done = compose(Piece(run, page) for run in self.crowded[page])
        return Element(kind="paragraph", runs=done.runs, placements=done.placements)

    def _flows(self, leaf: _Leaf, spacing: Spacing, floor: float) -> list[Flow]:
        obstacles = tuple(frame.box for frame in leaf.asides)
        if leaf.notes:
            floor = leaf.notes[0].top - ABOVE_NOTES * spacing.usual(self.body.size)
        flows = []
        for items in leaf.flows:
            margins = margins_of([row for row in items if isinstance(row, Row)], obstacles)
            units: list[Paragraph | Element] = []
            pending: list[Row] = []
            for item in items:
                if isinstance(item, Row):
                    pending.append(item)
                    continue
                units.extend(read_paragraphs(pending, spacing, margins))
                pending = []
                if isinstance(item, Grid):
                    units.append(self._grid(leaf.sheet, item, spacing))
                else:
                    units.extend(item.elements)
            units.extend(read_paragraphs(pending, spacing, margins))
            flows.append(Flow(units, margins, leaf.sheet.number, floor))
        return flows

    def _notes(self, leaf: _Leaf, spacing: Spacing) -> Iterator[Paragraph]:
        """Yield the paragraphs of the notes of a page; a number begins a new one, and so does a wider distance."""
        rows = [row for row in self._rows(leaf.sheet.number, leaf.notes) if isinstance(row, Row)]
        margins = margins_of(rows)
        within = Counter(
            round(row.line.baseline - above.line.baseline, 1)
            for above, row in itertools.pairwise(rows)
            if not begins_note(row.whole)
        )
        usual = min(within, key=lambda distance: (-within[distance], distance)) if within else 0.0
        group: list[Row] = []
        for row in rows:
            distance = row.line.baseline - group[-1].line.baseline if group else 0.0
            if begins_note(row.whole) or (usual and distance > usual + NOTES_APART * row.line.size):
                yield from read_paragraphs(group, spacing, margins)
                group = []
            group.append(row)
        yield from read_paragraphs(group, spacing, margins)

    def _figure(self, page: int, figure: Figure) -> Element:
        element = self.setter.element(
            [(line, page) for line in sorted(figure.lines, key=lambda line: line.order)], "figure"
        )
        return replace(element, placements=(Placement(page, figure.box),), first_line=None, last_line=None)

    def _table(self, page: int, zone: Zone) -> Element:
        edges = zone.edges if len(zone.edges) > 2 else gap_edges(zone.lines, *zone.edges)
        rows = build_rows(zone.lines, edges, zone.rules)
        return self.setter.table(rows, Placement(page, zone.box), cell_paragraphs)

    def _grid(self, sheet: Sheet, grid: Grid, spacing: Spacing) -> Element:
        box = grid.box
        edges = gap_edges(grid.lines, box[0], box[2])

        def split(slot: Slot) -> list[list[Line]]:
            """Part at lines that end early, too: names and titles of authors stand close below each other."""
            own = [Row(line, line.x0, line, sheet.number) for line in slot.lines]
            beyond = [line.x0 for line in grid.lines if slot.last + 2 < len(edges) and line.x0 > edges[slot.last + 1]]
            right = min(beyond, default=max(edges[-1], sheet.width - edges[0]))
            margins = Margins(edges[slot.first], right, early=0.0)
            return [paragraph.lines for paragraph in read_paragraphs(own, spacing, margins)]

        return self.setter.table(build_rows(grid.lines, edges, ()), Placement(sheet.number, box), split)

    def _box(self, page: int, frame: Frame) -> Element:
        rows = [row for row in self._rows(page, frame.lines) if isinstance(row, Row)]
        paragraphs = read_paragraphs(rows, read_spacing([rows], self.body.size))
        return self.setter.boxed(paragraphs, Placement(page, frame.box))


def _shape(sheet: Sheet) -> tuple[int, int]:
    return (round(sheet.width), round(sheet.height))


def _floors(leaves: Sequence[_Leaf]) -> dict[tuple[int, int], float]:
    """Return the lowest baseline of the text on pages of each shape."""
    floors: dict[tuple[int, int], float] = {}
    for leaf in leaves:
        low = max((item.line.baseline for flow in leaf.flows for item in flow if isinstance(item, Row)), default=0.0)
        least = LEAST_FLOOR * leaf.sheet.height
        floors[_shape(leaf.sheet)] = max(low, floors.get(_shape(leaf.sheet), least))
    return floors


def _words(sheets: Sequence[Sheet]) -> Vocabulary:
    """Return what the document says about hyphens at line ends."""
    return Vocabulary(lambda: (line.text for sheet in sheets for line in sheet.lines))
