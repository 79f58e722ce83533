"""Paths and images to what they are on a printed page: rules, areas, pictures.

Word draws each border of each table cell as a path of its own, with a tiny square where borders meet; so a printed
rule is a chain of paths that touch, and the places where they touch are the column boundaries of the table. Cues: a
path thin in one direction is a piece of a rule; pieces in one line that touch are one rule; what is thin in both is a
joint; what is thin in neither is an area (shading, a frame in one path, a part of a drawing).
"""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from crsparse.geometry import Box
from crsparse.readers.engines import Shape

THIN = 3.1
"""Thickest rule, in points; Word's widest border is 6 points, CRS uses 0.5 to 3."""
TOUCH = 1.6
"""Pieces of a rule are at most this far apart, in points."""
LEVEL = 1.0
"""Pieces of a rule are at most this far out of line, in points."""


class Rule(Struct, frozen=True):
    """A straight line, horizontal or vertical."""

    start: float
    """Left or upper end in points."""
    end: float
    """Right or lower end in points."""
    place: float
    """Distance of its middle from the top (horizontal) or the left (vertical) of the page in points."""
    joints: tuple[float, ...] = ()
    """Where its pieces meet, in points, both ends left out."""

    @property
    def length(self) -> float:
        """Length in points."""
        return self.end - self.start


class Drawings(Struct, frozen=True):
    """What a page draws beside text."""

    horizontal: tuple[Rule, ...] = ()
    """Horizontal rules, from top to bottom."""
    vertical: tuple[Rule, ...] = ()
    """Vertical rules, from left to right."""
    areas: tuple[Box, ...] = ()
    """Bounds of paths that are no rules."""
    images: tuple[Box, ...] = ()
    """Bounds of images."""


def read_drawings(shapes: Iterable[Shape], width: float, height: float) -> Drawings:
    """Sort the shapes of a page of ``width`` by ``height`` points."""
    across: list[tuple[float, float, float]] = []
    down: list[tuple[float, float, float]] = []
    areas: list[Box] = []
    images: list[Box] = []
    for shape in shapes:
        x0, top, x1, bottom = shape.box
        if x1 <= 0 or bottom <= 0 or x0 >= width or top >= height:
            continue
        if shape.kind == "image":
            images.append(shape.box)
            continue
        wide, high = x1 - x0, bottom - top
        if high <= THIN and wide <= THIN:
            across.append(((top + bottom) / 2, x0, x1))
            down.append(((x0 + x1) / 2, top, bottom))
        elif high <= THIN:
            across.append(((top + bottom) / 2, x0, x1))
        elif wide <= THIN:
            down.append(((x0 + x1) / 2, top, bottom))
        else:
            areas.append(shape.box)
    return Drawings(_rules(across), _rules(down), tuple(areas), tuple(images))


def _rules(pieces: Sequence[tuple[float, float, float]]) -> tuple[Rule, ...]:
    """Chain pieces ``(place, start, end)`` that are in line and touch; joints alone are no rules."""
    levels: list[list[tuple[float, float, float]]] = []
    for piece in sorted(pieces):
        if levels and piece[0] - levels[-1][-1][0] <= LEVEL and piece[0] - levels[-1][0][0] <= 2 * LEVEL:
            levels[-1].append(piece)
        else:
            levels.append([piece])
    rules = []
    for level in levels:
        chain: list[tuple[float, float, float]] = []
        for piece in sorted(level, key=lambda item: item[1:]):
            if chain and piece[1] > max(end for _, _, end in chain[-3:]) + TOUCH:
                rules.append(_chained(chain))
                chain = []
            chain.append(piece)
        rules.append(_chained(chain))
    return tuple(sorted((rule for rule in rules if rule.length > THIN), key=lambda rule: (rule.place, rule.start)))


def _chained(chain: Sequence[tuple[float, float, float]]) -> Rule:
    start, end = min(item[1] for item in chain), max(item[2] for item in chain)
    joints: list[float] = []
    for _, left, right in chain:
        for at in (left, right):
            if start + 2 * THIN < at < end - 2 * THIN and (not joints or at - joints[-1] > THIN):
                joints.append(at)
    joints.sort()
    kept = [at for index, at in enumerate(joints) if index == 0 or at - joints[index - 1] > THIN]
    place = sum(item[0] for item in chain) / len(chain)
    return Rule(start, end, place, tuple(kept))
