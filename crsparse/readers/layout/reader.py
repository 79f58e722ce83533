"""The stages of the layout reader in their order; see the package's docstring."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from crsparse.elements import Anchor, Element, Placement
from crsparse.geometry import Box
from crsparse.readers.annotations import LinkAnnotation
from crsparse.readers.engines import PageContent
from crsparse.readers.layout.anchors import place_links
from crsparse.readers.layout.columns import Block, Item, read_order, usual_gutter
from crsparse.readers.layout.continuations import Flow, join_flows
from crsparse.readers.layout.figures import take_figures
from crsparse.readers.layout.frames import Frame, take_frames
from crsparse.readers.layout.furniture import take_furniture
from crsparse.readers.layout.grids import Slot, build_rows, gap_edges
from crsparse.readers.layout.lines import Line
from crsparse.readers.layout.notes import begins_note, take_notes
from crsparse.readers.layout.paragraphs import Margins, Paragraph, Spacing, margins_of, read_paragraphs, read_spacing
from crsparse.readers.layout.rows import Grid, Row, RowItem, read_rows
from crsparse.readers.layout.sheets import Sheet, Typography, read_sheet, read_typography
from crsparse.readers.layout.units import Setter, cell_paragraphs, with_levels
from crsparse.readers.layout.zones import Zone, take_zones

ABOVE_NOTES = 1.65
"""Least distance of the text's last baseline from the first note's top, as a share of the distance of lines."""

_WORD = re.compile(r"[^\W\d_]{4,}")
"""Words long enough to have been hyphenated."""


class _Leaf(Struct):
    """One page, taken apart."""

    sheet: Sheet
    setter: Setter
    furniture: list[Line]
    notes: list[Line]
    signs: list[Line]
    asides: list[Frame]
    items: list[Item]
    flows: list[list[RowItem]] = []


class LayoutReader:
    """Reads the pages of one document."""

    def __init__(self, pages: Sequence[PageContent], links: Sequence[LinkAnnotation]) -> None:
        self.pages = pages
        self.links: dict[int, list[tuple[int, LinkAnnotation]]] = defaultdict(list)
        for key, link in enumerate(links):
            self.links[link.page].append((key, link))
        self.fresh: list[Line] = []

    def read(self) -> tuple[Element, ...]:
        """Return the elements in reading order, furniture at the end."""
        sheets: list[Sheet] = []
        owners: dict[int, dict[int, Anchor]] = {}
        for page in self.pages:
            runs, owners[page.number] = place_links(page, self.links.get(page.number, ()))
            sheets.append(read_sheet(replace(page, runs=runs)))
        body = read_typography(sheets)
        words = _words(sheets)
        furniture = take_furniture(sheets)
        leaves = [
            self._take_apart(sheet, Setter(sheet.number, sheet.width, owners[sheet.number], body, words), loose, body)
            for sheet, loose in zip(sheets, furniture, strict=True)
        ]
        usual = usual_gutter((leaf.items for leaf in leaves), body.size)
        for leaf in leaves:
            flows = read_order(leaf.items, body.size, usual)
            leaf.flows = [read_rows(flow, leaf.setter.owners, self.fresh) for flow in flows]
        floors = _floors(leaves)
        columns = [[row for row in flow if isinstance(row, Row)] for leaf in leaves for flow in leaf.flows]
        spacing = read_spacing(columns, body.size)
        parts = [(leaf, self._flows(leaf, spacing, floors)) for leaf in leaves]
        join_flows([flow for _, flows in parts for flow in flows], spacing)
        elements = [element for leaf, flows in parts for element in self._elements(leaf, flows, spacing)]
        ends = [leaf.setter.element([line], "furniture") for leaf in leaves for line in (*leaf.furniture, *leaf.signs)]
        return (*with_levels(elements), *ends)

    def _take_apart(self, sheet: Sheet, setter: Setter, furniture: list[Line], body: Typography) -> _Leaf:
        notes, signs = take_notes(sheet, body)
        frames = take_frames(sheet)
        blocks = [Block(figure.box, (self._figure(setter, figure.box, figure.lines),)) for figure in take_figures(sheet)]
        for zone in take_zones(sheet, body):
            blocks.append(Block(zone.box, (self._table(setter, zone),)))
        for frame in frames:
            if not frame.aside:
                blocks.append(Block(frame.box, (self._box(setter, frame),)))
        asides = [frame for frame in frames if frame.aside]
        return _Leaf(sheet, setter, furniture, notes, signs, asides, [*sheet.lines, *blocks])

    def _elements(self, leaf: _Leaf, flows: Sequence[Flow], spacing: Spacing) -> Iterator[Element]:
        setter = leaf.setter
        for frame in leaf.asides:
            yield self._box(setter, frame)
        for flow in flows:
            for unit in flow.units:
                yield setter.paragraph(unit) if isinstance(unit, Paragraph) else unit
        for paragraph in self._notes(leaf, spacing):
            yield setter.element([paragraph.rows[0].whole, *paragraph.lines[1:]], "note")

    def _flows(self, leaf: _Leaf, spacing: Spacing, floors: dict[tuple[int, int], float]) -> list[Flow]:
        obstacles = tuple(frame.box for frame in leaf.asides)
        floor = floors[_shape(leaf.sheet)]
        if leaf.notes:
            floor = leaf.notes[0].top - ABOVE_NOTES * spacing.usual(leaf.setter.body.size)
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
                    units.append(self._grid(leaf.setter, item, spacing))
                else:
                    units.extend(item.elements)
            units.extend(read_paragraphs(pending, spacing, margins))
            flows.append(Flow(units, margins, leaf.sheet.number, floor))
        return flows

    def _notes(self, leaf: _Leaf, spacing: Spacing) -> Iterator[Paragraph]:
        """Yield the notes of a page, one paragraph each."""
        rows = [row for row in read_rows(leaf.notes, leaf.setter.owners, self.fresh) if isinstance(row, Row)]
        margins = margins_of(rows)
        group: list[Row] = []
        for row in rows:
            if begins_note(row.whole):
                yield from read_paragraphs(group, spacing, margins)
                group = []
            group.append(row)
        yield from read_paragraphs(group, spacing, margins)

    def _figure(self, setter: Setter, box: Box, lines: Sequence[Line]) -> Element:
        element = setter.element(lines, "figure")
        return replace(element, placements=(Placement(setter.page, box),), first_line=None, last_line=None)

    def _table(self, setter: Setter, zone: Zone) -> Element:
        edges = zone.edges if len(zone.edges) > 2 else gap_edges(zone.lines, *zone.edges)
        rows = build_rows(zone.lines, edges, zone.rules)
        columns = max((slot.last + 1 for row in rows for slot in row), default=1)
        return setter.table(rows, columns, zone.box, cell_paragraphs)

    def _grid(self, setter: Setter, grid: Grid, spacing: Spacing) -> Element:
        box = grid.box
        edges = gap_edges(grid.lines, box[0], box[2])
        rows = build_rows(grid.lines, edges, ())
        columns = max((slot.last + 1 for row in rows for slot in row), default=1)

        def split(slot: Slot) -> list[list[Line]]:
            """Part at lines that end early, too: names and titles of authors stand close below each other."""
            own = [Row(line, line.x0, line) for line in slot.lines]
            last = slot.last + 2 == len(edges)
            right = max(edges[-1], setter.width - edges[0]) if last else edges[slot.last + 1]
            margins = Margins(edges[slot.first], right, early=0.0)
            return [paragraph.lines for paragraph in read_paragraphs(own, spacing, margins)]

        return setter.table(rows, columns, box, split)

    def _box(self, setter: Setter, frame: Frame) -> Element:
        rows = [row for row in read_rows(frame.lines, setter.owners, self.fresh) if isinstance(row, Row)]
        paragraphs = read_paragraphs(rows, read_spacing([rows], setter.body.size))
        return setter.boxed(paragraphs, frame.box)


def _shape(sheet: Sheet) -> tuple[int, int]:
    return (round(sheet.width), round(sheet.height))


def _floors(leaves: Sequence[_Leaf]) -> dict[tuple[int, int], float]:
    """Return the lowest baseline of the text on pages of each shape."""
    floors: dict[tuple[int, int], float] = {}
    for leaf in leaves:
        low = max((item.line.baseline for flow in leaf.flows for item in flow if isinstance(item, Row)), default=0.0)
        floors[_shape(leaf.sheet)] = max(low, floors.get(_shape(leaf.sheet), 0.0))
    return floors


def _words(sheets: Sequence[Sheet]) -> frozenset[str]:
    """Return the lower-case words of the document that no line end cuts."""
    words: set[str] = set()
    for sheet in sheets:
        for line in sheet.lines:
            words.update(_WORD.findall(line.text.lower()))
    return frozenset(words)
