"""Furniture: what a page carries beside its content, told by repetition over pages and by place.

CRS prints a running title at the head, its name and the page number at the foot; the last page's foot carries the
version line instead of, or beside, them; page 1 carries a foot of its own; landscape pages have page labels such as
``CRS-5``. Cues, in this order: in the bands at the head and the foot of the page, a line whose text (numbers aside)
stands at the same height on another page of the same shape is furniture; so is what stands no nearer to the text than
such lines; so is a line in their style, or small and in another family than the text's; so is what a long rule parts
from the text; so is what is printed on artwork as wide as the page. White letters over the text's top are part of a
logo. A line that goes on the text above it is text.

Always true: only lines in the bands are taken, so text in the type area never is. Known to be missed: feet that stand
on one page only, in the style of the text and without a rule.
"""

import re
from collections import defaultdict
from collections.abc import Sequence

from msgspec import Struct

from crsparse.looks import family
from crsparse.readers.layout.drawings import Rule
from crsparse.readers.layout.lines import Line, Style
from crsparse.readers.layout.sheets import Sheet, Typography

HEAD = 0.09
"""Depth of the band at the head, as a share of the page's height."""
FOOT = 0.085
"""Depth of the band at the foot, as a share of the page's height."""
DEEP_HEAD, DEEP_FOOT = 0.11, 0.14
"""Depths of the bands in which heads and feet are looked for where on most pages the usual ones have none: pages that
were shrunk to fit a printer, or set on taller paper, have them nearer to the middle. Heads of tables begin at 0.12."""
LOGO = 0.2
"""Depth of the band for logos, as a share of the page's height."""
SAME_HEIGHT = 2.0
"""Lines whose baselines differ by less than this, in points, stand at the same height."""
FEWEST_LETTERS = 3
"""Letters of a foot that is looked for further up: ``CRS-2``."""
LONG = 0.5
"""Least length of a rule that parts heads and feet from the text, as a share of the page's width."""
SMALLER = 0.95
"""Size below which text of another family than the body's is furniture in the bands, as a share of the body's size."""
WIDE = 0.75
"""Least width of artwork at the head or foot, as a share of the page's width."""
NEXT_LINE = 1.7
"""Greatest distance of the baselines of two lines of one text, as a share of the font size."""
WHITE = 0xF0F0F0
"""Colours at least this light are white on print."""

_CHANGING = re.compile(r"\d+|\b[ivxlc]+\b|\s+")
"""What changes from page to page: page numbers, arabic or roman, and the spaces, which engines may tell differently."""


class _Band(Struct):
    """What is known of the heads or feet of pages of one shape."""

    limit: float
    """Height in points beyond which furniture stands: the end of the band."""
    edge: float
    """Baseline nearest to the text; what stands beyond it is furniture."""
    styles: set[Style]
    """Styles of repeated lines."""


def take_furniture(sheets: Sequence[Sheet], body: Typography) -> list[list[Line]]:
    """Remove the furniture from every sheet and return it, sheet by sheet, from top to bottom."""
    shapes: dict[tuple[int, int], list[Sheet]] = defaultdict(list)
    for sheet in sheets:
        shapes[(round(sheet.width), round(sheet.height))].append(sheet)
    taken: list[list[Line]] = []
    bands = {shape: (_band(alike, True), _band(alike, False)) for shape, alike in shapes.items()}
    styles = {style for pair in bands.values() for band in pair for style in band.styles}
    for sheet in sheets:
        head, foot = bands[(round(sheet.width), round(sheet.height))]
        loose: list[Line] = []
        kept: list[Line] = []
        for line in sheet.lines:
            (loose if _is_furniture(line, sheet, head, foot, styles, body) else kept).append(line)
        sheet.lines = kept
        taken.append(loose)
    return taken


def _is_furniture(line: Line, sheet: Sheet, head: _Band, foot: _Band, styles: set[Style], body: Typography) -> bool:
    top, bottom = line.box[1], line.box[3]
    in_band = bottom <= head.limit or top >= foot.limit
    if in_band and line.size < SMALLER * body.size and family(line.style.font) != family(body.font):
        return True
    if bottom <= head.limit:
        return _height(line) <= head.edge + SAME_HEIGHT or line.style in styles
    if top >= foot.limit:
        if line.style in styles:
            return True
        beyond = _height(line) >= min(foot.edge - SAME_HEIGHT, _rule_at_foot(sheet, foot.limit))
        return (beyond and not _goes_on(line, sheet)) or _on_artwork(line, sheet)
    return bottom <= LOGO * sheet.height and is_white(line.style.color)


def _rule_at_foot(sheet: Sheet, limit: float) -> float:
    return min((rule.place for rule in _long_rules(sheet) if rule.place >= limit), default=sheet.height)


def _long_rules(sheet: Sheet) -> list[Rule]:
    return [rule for rule in sheet.drawings.horizontal if rule.length >= LONG * sheet.width]


def _on_artwork(line: Line, sheet: Sheet) -> bool:
    """Tell whether a line at the foot stands on an image or an area that is as wide as the page."""
    return any(
        box[2] - box[0] >= WIDE * sheet.width and box[1] >= 0.85 * sheet.height and box[1] <= line.baseline <= box[3]
        for box in (*sheet.drawings.areas, *sheet.drawings.images)
    )


def _goes_on(line: Line, sheet: Sheet) -> bool:
    """Tell whether the line above, in the same style, is so near that both are one text."""
    style = line.style
    return any(
        0 < line.baseline - other.baseline <= NEXT_LINE * line.size
        and min(line.x1, other.x1) > max(line.x0, other.x0)
        and other.style == style
        for other in sheet.lines
    )


def is_white(color: int) -> bool:
    """Tell whether a fill colour, 0xRRGGBB, is white on print."""
    return all((color >> shift) & 0xFF >= WHITE & 0xFF for shift in (0, 8, 16))


def _height(line: Line) -> float:
    return line.baseline if line.angle in (0, 180) else line.box[3]


def _band(sheets: Sequence[Sheet], head: bool) -> _Band:
    """Return what repeats at the head or the foot of sheets of one shape."""
    high = max(sheet.height for sheet in sheets)
    limit = HEAD * high if head else (1 - FOOT) * high
    found = _repeated(sheets, limit, head)
    if not _on_most(found, sheets):
        deep_limit = DEEP_HEAD * high if head else (1 - DEEP_FOOT) * high
        deep = [item for item in _repeated(sheets, deep_limit, head) if len(item.words) >= FEWEST_LETTERS]
        deep = [item for item in deep if _on_most([other for other in deep if other.words == item.words], sheets)]
        if deep:
            limit = deep_limit if head else min(item.top for item in deep) - SAME_HEIGHT
            found = _repeated(sheets, limit, head)
    rules: dict[int, set[int]] = defaultdict(set)
    for sheet in sheets:
        for rule in _long_rules(sheet):
            if rule.place <= limit if head else rule.place >= limit:
                rules[round(rule.place)].add(sheet.number)
    edges = [item.height for item in found] + [float(place) for place, numbers in rules.items() if len(numbers) > 1]
    nothing = -1.0 if head else float("inf")
    edge = (max if head else min)(edges, default=nothing)
    return _Band(limit, edge, {item.style for item in found})


def _on_most(found: Sequence["_Repeated"], sheets: Sequence[Sheet]) -> bool:
    """Tell whether at least half of the sheets have one of ``found``."""
    return 2 * len({item.page for item in found}) >= len(sheets)


class _Repeated(Struct, frozen=True):
    """A line that stands at the same height on another page."""

    page: int
    top: float
    height: float
    style: Style
    words: str
    """What it says, numbers and spaces left out."""


def _repeated(sheets: Sequence[Sheet], limit: float, head: bool) -> list[_Repeated]:
    """Return the lines beyond ``limit`` whose text, numbers aside, stands at the same height on another page."""
    seen: dict[str, list[tuple[float, int, Line]]] = defaultdict(list)
    for sheet in sheets:
        for line in sheet.lines:
            if line.box[3] <= limit if head else line.box[1] >= limit:
                seen[_CHANGING.sub("", line.text)].append((_height(line), sheet.number, line))
    found: list[_Repeated] = []
    for text, places in seen.items():
        for height, number, line in places:
            if any(other != number and abs(height - at) <= SAME_HEIGHT for at, other, _ in places):
                found.append(_Repeated(number, line.box[1], height, line.style, text))
    return found
