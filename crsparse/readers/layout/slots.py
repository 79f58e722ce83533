"""Cells of a table on their way, and the rules that part them."""

from collections.abc import Sequence

from msgspec import Struct

from crsparse.readers.layout.drawings import Rule
from crsparse.readers.layout.lines import Line

TIGHT = 1.3
"""Greatest distance of the baselines of a wrapped line, as a multiple of the font size."""


class Slot(Struct):
    """One cell on its way: the columns it covers and its lines."""

    first: int
    """First column, 0-based."""
    last: int
    """Last column covered."""
    lines: list[Line]
    """Lines from top to bottom."""

    @property
    def top(self) -> float:
        """Upper edge of its text."""
        return min(line.box[1] for line in self.lines)

    @property
    def bottom(self) -> float:
        """Lower edge of its text."""
        return max(line.box[3] for line in self.lines)


def ruled(rules: Sequence[Rule], top: float, bottom: float, line: Line) -> bool:
    """Tell whether a rule between two heights, in points, crosses the middle of a line."""
    middle = (line.box[0] + line.box[2]) / 2
    return any(top < rule.place < bottom and rule.start <= middle <= rule.end for rule in rules)
