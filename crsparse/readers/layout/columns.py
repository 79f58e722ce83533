"""Columns: in what order the lines and blocks of a page are read.

In Focus sets its text in two columns below a title as wide as the page; figures and tables stand in one column or across
both; Issue Briefs set only the summary so. Cues, in this order: a gutter is where many lines begin and that few cross;
what crosses it (or is set much larger than the text, with nothing beside it) parts the page into zones; in a zone that
holds prose at both sides of the gutter, the left side is read before the right; any other zone is read from top to
bottom.

Always true: every line and block is in exactly one flow. Known to be missed: three columns and more.
"""

from collections import Counter
from collections.abc import Sequence

from msgspec import Struct

from crsparse.elements import Element
from crsparse.geometry import Box
from crsparse.readers.layout.lines import Line

MIDDLE = (0.3, 0.72)
"""Where the second column may begin, as shares of the width of the text."""
FEWEST = 4
"""Fewest lines that begin at a column's left edge."""
PAIRS = 5
"""Fewest lines at either side of the gutter of a page."""
FULL = 0.75
"""A line this wide, as a share of its column, is a full line of prose."""
PROSE = 0.3
"""Least share of full lines in a column of prose."""
LARGE = 1.3
"""Least size of a title over both columns, as a multiple of the size of the text."""
LINE = 12.0
"""Height of a line by which blocks are counted, in points."""


class Block(Struct):
    """A table, figure or box: read as one unit."""

    box: Box
    """Where it stands."""
    elements: tuple[Element, ...]
    """What it gives."""


Item = Line | Block


def read_order(lines: Sequence[Line], blocks: Sequence[Block], body_size: float) -> list[list[Item]]:
    """Return the flows of a page in reading order, each from top to bottom."""
    items: list[Item] = [*lines, *blocks]
    items.sort(key=lambda item: (item.box[1], item.box[0]))
    if not items:
        return []
    gutter = _gutter(items, body_size)
    if gutter is None:
        return [items]
    flows: list[list[Item]] = []
    whole: list[Item] | None = None
    for zone, crossing in _zones(items, gutter, body_size):
        left = [item for item in zone if item.box[2] <= gutter]
        right = [item for item in zone if item.box[2] > gutter]
        if not crossing and _is_pair(left, right):
            flows.extend((left, right))
            whole = None
        elif whole is None:
            whole = zone
            flows.append(whole)
        else:
            whole.extend(zone)
    return flows


def _gutter(items: Sequence[Item], body_size: float) -> float | None:
    """Return the left edge of the second column, None when the page has one column."""
    start, end = min(item.box[0] for item in items), max(item.box[2] for item in items)
    wide = end - start
    begins: Counter[int] = Counter()
    for item in items:
        share = (item.box[0] - start) / max(wide, 1.0)
        if MIDDLE[0] < share < MIDDLE[1]:
            begins[round(item.box[0])] += _weight(item)
    best: tuple[int, float] | None = None
    for at in begins:
        count = sum(begins[near] for near in (at - 1, at, at + 1))
        if count < FEWEST:
            continue
        gutter = at - 2.0
        score = 0
        for zone, crossing in _zones(items, gutter, body_size):
            left = [item for item in zone if item.box[2] <= gutter]
            right = [item for item in zone if item.box[2] > gutter]
            if not crossing and _is_pair(left, right):
                score += min(_weights(left), _weights(right))
        if score >= PAIRS and (best is None or (score, -gutter) > (best[0], -best[1])):
            best = (score, gutter)
    return best[1] if best else None


def _weight(item: Item) -> int:
    return 1 if isinstance(item, Line) else max(1, int((item.box[3] - item.box[1]) / LINE))


def _weights(items: Sequence[Item]) -> int:
    return sum(_weight(item) for item in items)


def _zones(items: Sequence[Item], gutter: float, body_size: float) -> list[tuple[list[Item], bool]]:
    """Part items, sorted from top to bottom, at those that reach over both columns; tell which zones are such items."""
    zones: list[tuple[list[Item], bool]] = []
    spread = [item for item in items if _is_spread(item, items, gutter, body_size)]
    limits = sorted((item.box[1] + item.box[3]) / 2 for item in spread)
    wide = {id(item) for item in spread}
    place = 0
    zone: list[Item] = []
    rest = [item for item in items if id(item) not in wide]
    for item in sorted(spread, key=lambda item: (item.box[1] + item.box[3]) / 2):
        middle = limits[place]
        place += 1
        while rest and (rest[0].box[1] + rest[0].box[3]) / 2 < middle:
            zone.append(rest.pop(0))
        if zone:
            zones.append((zone, False))
            zone = []
        if zones and zones[-1][1]:
            zones[-1][0].append(item)
        else:
            zones.append(([item], True))
    if rest:
        zones.append((rest, False))
    return zones


def _is_spread(item: Item, items: Sequence[Item], gutter: float, body_size: float) -> bool:
    x0, top, x1, bottom = item.box
    if x0 < gutter - 1 and x1 > gutter + 1:
        return True
    if isinstance(item, Block) or item.size < LARGE * body_size or x0 >= gutter:
        return False
    return not any(other.box[0] >= gutter - 1 and other.box[1] < bottom and other.box[3] > top for other in items)


def _is_pair(left: Sequence[Item], right: Sequence[Item]) -> bool:
    """Tell whether two sides of a zone are columns of text beside each other."""
    if not left or not right:
        return False
    beside = min(max(item.box[3] for item in left), max(item.box[3] for item in right)) - max(
        min(item.box[1] for item in left), min(item.box[1] for item in right)
    )
    return beside > LINE and _is_prose(left) and _is_prose(right)


def _is_prose(items: Sequence[Item]) -> bool:
    start, end = min(item.box[0] for item in items), max(item.box[2] for item in items)
    full = sum(_weight(item) for item in items if item.box[2] - item.box[0] >= FULL * (end - start))
    return full >= PROSE * _weights(items)
