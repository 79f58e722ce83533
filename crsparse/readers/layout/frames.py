"""Text boxes and side boxes: text that stands on its own shading or inside a frame.

CRS puts number, date and authors of a report into a grey box at the right of its summary page, around which the text
flows; and short asides into framed boxes as wide as the text. Cues, in this order: an area that holds lines and beside
which, at the same height, other lines stand, is a side box; two vertical and two horizontal rules that close around
lines, with no rule across between, are a frame; so is an area that holds several whole lines.

Always true: a frame holds at least ``LEAST`` lines and is taken whole. Known to be missed: boxes told only by white
space.
"""

from collections.abc import Sequence

from msgspec import Struct

from crsparse.geometry import Box, overlap_x, overlap_y
from crsparse.readers.layout.drawings import Rule
from crsparse.readers.layout.lines import Line
from crsparse.readers.layout.sheets import Sheet

LEAST = 2
"""Fewest lines in a box."""
NARROW = 0.45
"""Greatest width of a side box, as a share of the page's width."""
SMALLEST = (60.0, 24.0)
"""Least width and height of a box in points."""
HIGHEST, WIDEST = 0.7, 0.85
"""Greatest height and width of a box in one area, as shares of the page's: more is a background."""
INSET = 2.5
"""Least distance of the text from the edge of a box in points; shading of lines has none."""
MOST_AREAS, MOST_POSTS = 1500, 300
"""Areas and vertical rules from which a page is a drawing, whose boxes are not looked at."""
CLOSE = 7.0
"""Rules that end this near to each other, in points, meet: Word draws thick frames as several thin paths."""


class Frame(Struct):
    """A box and the lines in it."""

    box: Box
    """The box on the page."""
    lines: list[Line]
    """Its lines."""
    aside: bool
    """Whether the text flows around it."""


def take_frames(sheet: Sheet) -> list[Frame]:
    """Remove the lines in boxes from a sheet and return the boxes."""
    found: list[tuple[Box, bool]] = [(box, True) for box in _side_boxes(sheet)]
    for box in (*_closed_frames(sheet), *_filled_boxes(sheet)):
        if not any(_holds(box, other) for other, _ in found):
            found.append((box, False))
    frames = []
    for box, aside in sorted(found):
        lines = sheet.take(box)
        if len(lines) >= LEAST:
            frames.append(Frame(box, lines, aside))
        else:
            sheet.lines.extend(lines)
    return frames


def _side_boxes(sheet: Sheet) -> list[Box]:
    boxes: list[Box] = []
    if len(sheet.drawings.areas) > MOST_AREAS:
        return []
    for box in sorted(sheet.drawings.areas, key=lambda box: -(box[2] - box[0]) * (box[3] - box[1])):
        wide, high = box[2] - box[0], box[3] - box[1]
        if wide < SMALLEST[0] or high < 2 * SMALLEST[1] or wide > NARROW * sheet.width:
            continue
        if any(other[0] <= box[0] + 1 and other[2] >= box[2] - 1 and overlap_y(other, box) > 0 for other in boxes):
            continue
        inside = [line for line in sheet.lines if _within(line, box)]
        if len(inside) >= LEAST and _has_text_beside(box, sheet.lines):
            boxes.append(box)
    return boxes


def _within(line: Line, box: Box) -> bool:
    x0, top, x1, bottom = line.box
    return x0 >= box[0] - 1 and x1 <= box[2] + 1 and top >= box[1] - 1 and bottom <= box[3] + 3


def _has_text_beside(box: Box, lines: Sequence[Line]) -> bool:
    """Tell whether lines stand at the left or right of the box, and none crosses its edge."""
    beside = [line for line in lines if overlap_y(line.box, box) > 0.5 * line.size and not _within(line, box)]
    clear = all(line.box[2] <= box[0] + 1 or line.box[0] >= box[2] - 1 for line in beside)
    return clear and len(beside) >= LEAST


def _closed_frames(sheet: Sheet) -> list[Box]:
    """Return the boxes that rules close around, unless a rule crosses them: those are tables."""
    frames: list[Box] = []
    posts = [rule for rule in sheet.drawings.vertical if rule.length >= SMALLEST[1]]
    if len(posts) > MOST_POSTS:
        return []
    for place, left in enumerate(posts):
        for right in posts[place + 1 :]:
            wide = right.place - left.place
            if wide < SMALLEST[0] or abs(left.start - right.start) > CLOSE or abs(left.end - right.end) > CLOSE:
                continue
            box = (left.place, min(left.start, right.start), right.place, max(left.end, right.end))
            if _is_closed(box, sheet.drawings.horizontal) and not _is_crossed(box, sheet):
                frames.append(box)
    return [box for box in frames if not any(box != other and _holds(box, other) for other in frames)]


def _filled_boxes(sheet: Sheet) -> list[Box]:
    """Return areas that hold paragraphs: wide, of several lines, not the whole page, and no cells of a table."""
    found: list[Box] = []
    if len(sheet.drawings.areas) > MOST_AREAS:
        return []
    for box in sheet.drawings.areas:
        wide, high = box[2] - box[0], box[3] - box[1]
        if wide < SMALLEST[0] or high < SMALLEST[1] or high > HIGHEST * sheet.height or wide > WIDEST * sheet.width:
            continue
        inside = [line for line in sheet.lines if _within(line, box)]
        crossing = any(
            overlap_y(line.box, box) > 0 and overlap_x(line.box, box) > 0 for line in sheet.lines if line not in inside
        )
        rows = {round(line.baseline) for line in inside}
        ruled = any(
            box[1] + CLOSE < rule.place < box[3] - CLOSE and rule.start < box[2] and rule.end > box[0]
            for rule in sheet.drawings.horizontal
        )
        inset = min((line.x0 for line in inside), default=box[0]) - box[0]
        if len(rows) >= LEAST and inset >= INSET and not crossing and not ruled:
            found.append(box)
    return found


def _is_closed(box: Box, rules: Sequence[Rule]) -> bool:
    def at(height: float) -> bool:
        return any(
            abs(rule.place - height) <= CLOSE and rule.start <= box[0] + CLOSE and rule.end >= box[2] - CLOSE
            for rule in rules
        )

    return at(box[1]) and at(box[3])


def _is_crossed(box: Box, sheet: Sheet) -> bool:
    x0, top, x1, bottom = box
    across = any(
        top + CLOSE < rule.place < bottom - CLOSE and rule.start < x0 + CLOSE and rule.end > x1 - CLOSE
        for rule in sheet.drawings.horizontal
    )
    down = any(
        x0 + CLOSE < rule.place < x1 - CLOSE and rule.start < top + CLOSE and rule.end > bottom - CLOSE
        for rule in sheet.drawings.vertical
    )
    return across or down


def _holds(inner: Box, outer: Box) -> bool:
    return outer[0] <= inner[0] and outer[1] <= inner[1] and outer[2] >= inner[2] and outer[3] >= inner[3]
