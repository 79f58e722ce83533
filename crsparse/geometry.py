"""Boxes on a page: ``(x0, top, x1, bottom)`` in PDF points, origin top left, as displayed (rotation applied)."""

from collections.abc import Iterable

Box = tuple[float, float, float, float]


def union(boxes: Iterable[Box]) -> Box:
    """Return the smallest box around ``boxes``; raise ValueError when there is none."""
    x0s, tops, x1s, bottoms = zip(*boxes, strict=True)
    return (min(x0s), min(tops), max(x1s), max(bottoms))


def joined(a: Box, b: Box) -> Box:
    """Return the smallest box around two."""
    return (min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3]))


def rounded(box: Box) -> Box:
    """Return ``box`` rounded to 0.1 point, without negative zeros."""
    x0, top, x1, bottom = box
    return (round(x0, 1) + 0.0, round(top, 1) + 0.0, round(x1, 1) + 0.0, round(bottom, 1) + 0.0)


def overlap_x(a: Box, b: Box) -> float:
    """Return the width in points that ``a`` and ``b`` share; negative when they are apart."""
    return min(a[2], b[2]) - max(a[0], b[0])


def overlap_y(a: Box, b: Box) -> float:
    """Return the height in points that ``a`` and ``b`` share; negative when they are apart."""
    return min(a[3], b[3]) - max(a[1], b[1])
