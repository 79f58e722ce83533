"""Columns: in what order the lines and blocks of a page are read.

In Focus sets its text in two columns below a title as wide as the page; figures and tables stand in one column or
across both; Issue Briefs set only the summary so. Cues, in this order: a gutter is where many lines begin and that few
cross; what crosses it (or is set much larger than the text, with nothing beside it) parts the page into zones; in a
zone that holds prose at both sides of the gutter, the left side is read before the right; any other zone is read from
top to bottom.

Always true: every line and block is in exactly one flow. Known to be missed: three columns and more.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

from msgspec import Struct

from crsparse.elements import Element
from crsparse.geometry import Box
from crsparse.readers.layout.lines import Line

MIDDLE = (0.3, 0.72)
"""Where the second column may begin, as shares of the width of the text."""
FEWEST = 4
"""Fewest lines that begin at a column's left edge."""
MOST_EDGES = 16
"""Left edges that are tried, those of most lines."""
PAIRS = 5
"""Fewest lines at either side of the gutter of a page."""
FULL = 0.75
"""A line this wide, as a share of its column, is a full line of prose."""
PROSE = 0.3
"""Least share of full lines in a column of prose."""
LARGE = 1.3
"""Least size of a title over both columns, as a multiple of the size of the text."""
EDGE = 2.0
"""The gutter ends this far left of the lines of the second column, in points."""
LINE = 12.0
"""Height of a line by which blocks are counted, in points."""


class Block(Struct):
    """A table, figure or box: read as one unit."""

    box: Box
    """Where it stands."""
    elements: tuple[Element, ...]
    """What it gives."""


Item = Line | Block


def gutters_of(pages: Iterable[Sequence[Item]], body_size: float) -> tuple[list[float | None], float | None]:
    """Return the left edge of the second column of each page, and the one that most pages with two columns have."""
    own = [_gutter(sorted(items, key=_place), body_size) if items else None for items in pages]
    found = Counter(round(gutter) for gutter in own if gutter is not None)
    usual = float(min(found, key=lambda gutter: (-found[gutter], gutter))) if found else None
    return own, usual


def read_order(
    items: Sequence[Item], body_size: float, gutter: float | None, usual: float | None = None
) -> list[list[Item]]:
    """Return the flows of a page in reading order, each from top to bottom.

    ``gutter`` is the page's own left edge of a second column; without one ``usual``, that of the other pages, counts
    for what stands at both its sides, be it only two by-lines.
    """
    ordered = sorted(items, key=_place)
    if not ordered:
        return []
    known = gutter is None and usual is not None
    if gutter is None:
        gutter = usual
    if gutter is None:
        return [ordered]
    flows: list[list[Item]] = []
    whole: list[Item] | None = None
    for zone, crossing in _zones(ordered, gutter, body_size):
        left = [item for item in zone if item.box[2] <= gutter]
        right = [item for item in zone if item.box[2] > gutter]
        if not crossing and (_is_pair(left, right) or (known and _is_split(left, right, gutter))):
            flows.extend((left, right))
            whole = None
        elif whole is None:
            whole = zone
            flows.append(whole)
        else:
            whole.extend(zone)
    return flows


def _place(item: Item) -> tuple[float, float]:
    return (item.box[1], item.box[0])


def _is_split(left: Sequence[Item], right: Sequence[Item], gutter: float) -> bool:
    """Tell whether a zone of a page without columns of its own keeps to the gutter of the others."""
    return bool(left) and any(abs(item.box[0] - gutter) < 2 * EDGE for item in right)


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
    for at in sorted(begins, key=lambda at: (-begins[at], at))[:MOST_EDGES]:
        count = sum(begins[near] for near in (at - 1, at, at + 1))
        if count < FEWEST:
            continue
        gutter = at - EDGE
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
    spread = {id(item) for item in items if _is_spread(item, items, gutter, body_size)}
    zones: list[tuple[list[Item], bool]] = []
    # sorted by their middles: a caption's small subtitle must not come before the caption beside which it ends
    for item in sorted(items, key=lambda item: (item.box[1] + item.box[3], item.box[0])):
        crossing = id(item) in spread
        if zones and zones[-1][1] == crossing:
            zones[-1][0].append(item)
        else:
            zones.append(([item], crossing))
    for zone, _ in zones:
        zone.sort(key=_place)
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
