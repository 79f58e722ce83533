"""Figures: images and drawings, with the text that is drawn inside them.

CRS prints figures as images below a caption ``Figure 1. …``; letters over the image belong to it. Cues, in this order:
an image that is no logo (logos stand at the head of the page); a caption of a figure and, below it, paths that are
neither rules of the page nor shading of lines, up to the ``Source:`` line.

Always true: captions, sources and notes are never taken into a figure. Known to be missed: vector drawings without
caption.
"""

from msgspec import Struct

from crsparse.geometry import Box, overlap_x, overlap_y, union
from crsparse.readers.layout.furniture import LOGO, WIDE
from crsparse.readers.layout.lines import Line
from crsparse.readers.layout.sheets import Sheet, Typography, is_prose
from crsparse.readers.layout.words import FIGURES, begins_caption, begins_legend

SMALLEST = (30.0, 24.0)
"""Least width and height of a figure in points; smaller images are ornaments."""
FEWEST = 2
"""Fewest paths of a drawing."""
AROUND = 28.0
"""Letters of a drawing stand at most this far outside of its paths, in points."""
LETTERS = 0.75
"""Letters above the paths of a drawing are smaller than this share of the caption's size; a subtitle is larger."""
BELOW = 60.0
"""A drawing begins at most this far below its caption, in points."""


class Figure(Struct):
    """A figure and what is written in it."""

    box: Box
    """Where it stands."""
    lines: list[Line]
    """Lines inside."""


def take_figures(sheet: Sheet, body: Typography) -> list[Figure]:
    """Remove the lines inside figures from a sheet and return the figures, from top to bottom."""
    boxes = _images(sheet)
    boxes += [box for box in _drawn(sheet, body) if not any(_meet(box, other) for other in boxes)]
    figures = []
    for box in sorted(boxes, key=lambda box: (box[1], box[0])):
        inside = list(sheet.take(box, 0.0))
        outside = [line for line in inside if begins_caption(line.text) or begins_legend(line.text)]
        sheet.lines.extend(outside)
        figures.append(Figure(box, [line for line in inside if line not in outside]))
    return figures


def _images(sheet: Sheet) -> list[Box]:
    """Return the places of images, those that overlap joined."""
    boxes: list[Box] = []
    for image in sheet.drawings.images:
        box = (max(image[0], 0.0), max(image[1], 0.0), min(image[2], sheet.width), min(image[3], sheet.height))
        wide, high = box[2] - box[0], box[3] - box[1]
        if wide < SMALLEST[0] or high < SMALLEST[1] or _is_artwork(box, sheet):
            continue
        near = [other for other in boxes if _meet(box, other)]
        boxes = [other for other in boxes if other not in near]
        boxes.append(union([box, *near]))
    return boxes


def _is_artwork(box: Box, sheet: Sheet) -> bool:
    """Tell whether an image is a logo at the head, a strip at the foot, or a page's background."""
    wide, high = box[2] - box[0], box[3] - box[1]
    if box[3] <= LOGO * sheet.height and not _captioned(box, sheet):
        return True
    return bool(wide >= WIDE * sheet.width and (box[1] >= 0.85 * sheet.height or high >= 0.9 * sheet.height))


def _captioned(box: Box, sheet: Sheet) -> bool:
    return any(
        begins_caption(line.text) and -BELOW <= line.box[3] - box[1] <= line.size and overlap_x(line.box, box) > 0
        for line in sheet.lines
    )


def _drawn(sheet: Sheet, body: Typography) -> list[Box]:
    """Return the bounds of drawings below captions of figures, with the letters around them."""
    found = []
    for caption in [line for line in sheet.lines if begins_caption(line.text, FIGURES) and not line.angle]:
        end = min(
            (
                line.box[1]
                for line in sheet.lines
                if line.box[1] > caption.box[3] + SMALLEST[1] and _ends_figure(line, caption, body, sheet.width)
            ),
            default=sheet.height,
        )
        right = caption.x1 + sheet.width / 3
        paths = [
            box
            for box in _paths(sheet)
            if caption.box[3] - 2 <= box[1] and box[3] <= end + 4 and box[0] < right and box[2] > caption.x0 - 10
        ]
        if len(paths) < FEWEST:
            continue
        box = union(paths)
        if box[1] - caption.box[3] > BELOW or box[2] - box[0] < SMALLEST[0] or box[3] - box[1] < SMALLEST[1]:
            continue
        letters = [
            line.box
            for line in sheet.lines
            if box[1] - AROUND <= line.box[1] < end
            and line.box[3] <= end + 2
            and (overlap_x(line.box, (caption.x0, 0, caption.x1, 0)) > 0 or overlap_x(line.box, box) > -AROUND)
            and (line.box[1] > box[1] or line.size < LETTERS * caption.size)
            and not (begins_legend(line.text) or begins_caption(line.text) or is_prose(line, body, box[2] - box[0]))
        ]
        found.append(union([box, *letters]))
    return found


def _ends_figure(line: Line, caption: Line, body: Typography, width: float) -> bool:
    """Tell whether a line is below the figure: a source, another caption, a heading or the text."""
    if overlap_x(line.box, caption.box) <= 0:
        return False
    heading = line.style.bold and line.size > body.size
    return heading or begins_legend(line.text) or begins_caption(line.text) or is_prose(line, body, 0.4 * width)


def _paths(sheet: Sheet) -> list[Box]:
    drawings = sheet.drawings
    across = [(rule.start, rule.place, rule.end, rule.place) for rule in drawings.horizontal]
    down = [(rule.place, rule.start, rule.place, rule.end) for rule in drawings.vertical]
    return [*drawings.areas, *across, *down]


def _meet(a: Box, b: Box) -> bool:
    return overlap_x(a, b) > 0 and overlap_y(a, b) > 0
