"""Text runs to lines: what stands on one baseline and without a gap between.

CRS pages are set by Word, which draws a line in many runs. Cues, in this order: a drop cap goes before the line at its
top; equal baselines join; a gap wider than ``GAP`` times the font size parts (columns of a page or of a table come
apart here, they are joined again only where paragraphs are built); small text beside a line and raised or lowered
belongs to that line.

Always true: every run with ink is in exactly one line; the runs of a line are in order from left to right (from the
bottom up for text turned by 90 degrees).
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from crsparse.geometry import Box
from crsparse.readers.engines import ASCENT, DESCENT, TextRun
from crsparse.text_norm import clean

SAME_BASELINE = 0.12
"""Baselines that differ by less belong to one line, as a share of the font size."""
GAP = 0.95
"""Gap between the inks of two runs that parts a line, as a share of the font size; word spaces take 0.25 to 0.5."""
SMALL = 0.86
"""Largest size of raised or lowered text, as a share of the size of its line."""
RAISED = 0.65
"""Raised text stands at most this far above the baseline, as a share of the size of its line."""
LOWERED = 0.3
"""Lowered text stands at most this far below the baseline, as a share of the size of its line."""
DROP_CAP = 1.6
"""Least size of a drop cap, as a multiple of the size of its paragraph."""
MOST_CAPS = 20
"""Drop caps of one page; more large letters are a drawing's."""
SMALLEST_CAP = 15.0
"""Smallest drop cap in points."""
BESIDE = 0.6
"""Raised text stands at most this far from its line's text, as a share of the size of the line."""
LONGEST_CALL = 9
"""Characters of the longest raised text that is drawn in several runs: ``12, 13``."""
TOUCHING = 0.4
"""Gap between the inks of runs of one raised text, as a share of the font size."""


class Style(Struct, frozen=True, gc=False):
    """What most of a line looks like."""

    size: float
    """Font size in points, rounded to a half."""
    font: str
    """Name of the font."""
    bold: bool
    """Whether the face is bold."""
    italic: bool
    """Whether the face is italic."""
    color: int
    """Fill colour, 0xRRGGBB."""


class Line(Struct):
    """Runs on one baseline without a gap between them."""

    runs: list[TextRun]
    """The runs from left to right, runs of spaces included."""
    x0: float
    """Left end of the ink."""
    x1: float
    """Right end of the ink."""
    baseline: float
    """Baseline of the largest text."""
    size: float
    """Size of the largest text in points."""
    angle: int
    """Direction of the text in degrees, counter-clockwise; coordinates are the page's for every direction."""
    orders: list[int]
    """Place of each run in the order of drawing."""
    text: str
    """Its text, cleaned, single spaces not enforced."""
    box: Box
    """The box on the page, by the font size and not by its ink."""

    @property
    def order(self) -> int:
        """Place of the first ink in the order of drawing."""
        return min(place for place, run in zip(self.orders, self.runs, strict=True) if not run.text.isspace())

    @property
    def top(self) -> float:
        """Upper edge by the font size; for turned text, the left edge."""
        return self.baseline - ASCENT * self.size

    @property
    def bottom(self) -> float:
        """Lower edge by the font size; for turned text, the right edge."""
        return self.baseline + DESCENT * self.size

    @property
    def style(self) -> Style:
        """The style of most of its characters; superscripts don't count while there is other text."""
        if len(self.runs) == 1:
            run = self.runs[0]
        else:
            weights: dict[tuple[str, float, int], int] = {}
            for run in self.runs:
                if run.size > SMALL * self.size and not run.text.isspace():
                    key = (run.font.name, run.size, run.color)
                    weights[key] = weights.get(key, 0) + len(run.text.strip())
            best = max(weights, key=lambda key: weights[key], default=None)
            fitting = (run for run in self.runs if (run.font.name, run.size, run.color) == best)
            run = next(fitting, self.runs[0])  # a damaged line may hold nothing but small type
        return Style(round(2 * run.size) / 2, run.font.name, run.font.bold, run.font.italic, run.color)


def make_line(runs: list[TextRun], orders: list[int]) -> Line:
    """Return the line of ``runs``, which stand in reading order and hold some ink, with their places in the drawing."""
    inked = [run for run in runs if not run.text.isspace()]
    largest = inked[0] if len(inked) == 1 else max(inked, key=lambda run: run.size)
    x0, x1 = min(run.x0 for run in inked), max(run.x1 for run in inked)
    low, high = largest.baseline - ASCENT * largest.size, largest.baseline + DESCENT * largest.size
    box = (low, x0, high, x1) if largest.angle in (90, 270) else (x0, low, x1, high)
    text = _text_of(runs, largest.size)
    return Line(runs, x0, x1, largest.baseline, largest.size, largest.angle, orders, text, box)


def merge(parts: Sequence[Line]) -> Line:
    """Return one line of parts that stand side by side, given from left to right."""
    if len(parts) == 1:
        return parts[0]
    return make_line([run for part in parts for run in part.runs], [place for part in parts for place in part.orders])


def read_lines(runs: Sequence[TextRun]) -> list[Line]:
    """Return the lines of a page, from top to bottom, parted at every wide gap."""
    lines: list[Line] = []
    capitals = _drop_caps(runs)
    for angle in sorted({run.angle for run in runs}):
        turned = [(place, run) for place, run in enumerate(runs) if run.angle == angle and place not in capitals]
        for row in _attach(_rows(turned)):
            lines.extend(_parts(row, angle))
    for place, run in capitals.items():
        _add_capital(run, place, lines)
    lines.sort(key=lambda line: (line.box[1], line.box[0]))
    return lines


def _drop_caps(runs: Sequence[TextRun]) -> dict[int, TextRun]:
    """Return the level runs of one or two letters beside which, at their upper end, much smaller text stands."""
    found: dict[int, TextRun] = {}
    for place, run in enumerate(runs):
        if run.size < SMALLEST_CAP or len(run.text) > 3 or run.angle:
            continue
        if not 0 < len(run.text.strip()) <= 2 or not run.text.strip().isalpha():
            continue
        if len(found) >= MOST_CAPS:
            break
        for other in runs:
            above = run.baseline - other.baseline
            if (
                run.size >= DROP_CAP * other.size
                and 0.5 * other.size < above < run.size
                and 0 <= other.x0 - run.x1 < other.size
                and not other.angle
                and not other.text.isspace()
            ):
                found[place] = run
                break
    return found


def _add_capital(run: TextRun, place: int, lines: list[Line]) -> None:
    """Put a drop cap before the first letter of the highest line beside it."""
    beside = [
        line
        for line in lines
        if not line.angle
        and 0 <= line.x0 - run.x1 < line.size
        and run.baseline - run.size < line.baseline <= run.baseline + LOWERED * line.size
    ]
    if not beside:
        lines.append(make_line([run], [place]))
        return
    first = min(beside, key=lambda line: line.baseline)
    small = replace(run, baseline=first.baseline, size=first.size, text=run.text.strip())
    for line in beside:
        line.x0 = run.x0  # the paragraph's left edge is the capital's
        line.box = (run.x0, *line.box[1:])
    lines[lines.index(first)] = make_line([small, *first.runs], [place, *first.orders])


class _Row(Struct):
    """Runs on one baseline, with their places in the order of drawing."""

    baseline: float
    size: float
    runs: list[tuple[int, TextRun]]


def _rows(runs: Iterable[tuple[int, TextRun]]) -> list[_Row]:
    """Return the runs by baseline, from top to bottom."""
    rows: list[_Row] = []
    for place, run in sorted(runs, key=lambda item: (item[1].baseline, item[0])):
        row = rows[-1] if rows else None
        if row is not None and run.baseline - row.baseline <= SAME_BASELINE * min(row.size, run.size):
            row.runs.append((place, run))
            if run.size > row.size and not run.text.isspace():
                row.size = run.size
        else:
            rows.append(_Row(run.baseline, run.size, [(place, run)]))
    return rows


def _attach(rows: list[_Row]) -> list[_Row]:
    """Move small raised or lowered runs to the line beside which they stand."""
    baselines = [row.baseline for row in rows]
    moved: list[tuple[_Row, tuple[int, TextRun]]] = []
    largest = max((row.size for row in rows), default=0.0)
    for index, row in enumerate(rows):
        start = bisect_left(baselines, row.baseline - LOWERED * largest)
        near = []
        for other in rows[start:]:
            shift = other.baseline - row.baseline
            if shift > RAISED * largest:
                break
            if other is not row and -LOWERED * other.size <= shift <= RAISED * other.size:
                near.append(other)
        if not near:
            continue
        kept = []
        for group in _groups(row.runs):
            inked = [run for _, run in group if not run.text.isspace()] or [run for _, run in group]
            x0, x1 = min(run.x0 for run in inked), max(run.x1 for run in inked)
            size = max(run.size for run in inked)
            target = min(
                (other for other in near if _beside(x0, x1, size, other)),
                key=lambda other: abs(other.baseline - row.baseline),
                default=None,
            )
            if target is None:
                kept.extend(group)
            else:
                moved.extend((target, item) for item in group)
        rows[index].runs = kept
    for target, item in moved:
        target.runs.append(item)
    return [row for row in rows if row.runs]


def _groups(runs: Sequence[tuple[int, TextRun]]) -> list[list[tuple[int, TextRun]]]:
    """Return short runs that touch as one: ``1`` and ``2`` are one call where a tool draws each sign by itself."""
    if len(runs) == 1:
        return [list(runs)]
    groups: list[list[tuple[int, TextRun]]] = []
    end = length = 0.0
    for item in sorted(runs, key=lambda item: item[1].x0):
        run = item[1]
        length += len(run.text)
        if groups and length <= LONGEST_CALL and run.x0 - end < TOUCHING * run.size:
            groups[-1].append(item)
        else:
            groups.append([item])
            length = len(run.text)
        end = run.x1
    return groups


def _beside(x0: float, x1: float, size: float, row: _Row) -> bool:
    """Tell whether text between ``x0`` and ``x1`` is small and stands right beside larger text of ``row``."""
    for _, other in row.runs:
        if size <= SMALL * other.size and not other.text.isspace():
            reach = BESIDE * other.size
            if -0.2 * other.size < x0 - other.x1 < reach or -0.2 * other.size < other.x0 - x1 < reach:
                return True
    return False


def _parts(row: _Row, angle: int) -> list[Line]:
    """Part a row at wide gaps; runs of spaces without ink beside them are dropped."""
    backwards = angle in (90, 180)
    ordered = sorted(row.runs, key=lambda item: (-item[1].x1, item[0]) if backwards else (item[1].x0, item[0]))
    parts: list[list[tuple[int, TextRun]]] = []
    end = 0.0
    size = 0.0
    for place, run in ordered:
        start, stop = (-run.x1, -run.x0) if backwards else (run.x0, run.x1)
        blank = run.text.isspace()
        if not parts or (not blank and size and start - end > GAP * max(size, run.size)):
            if blank and not parts:
                continue
            parts.append([])
            end, size = stop, 0.0
        parts[-1].append((place, run))
        if not blank:
            end, size = max(end, stop), max(size, run.size)
    return [
        make_line([run for _, run in part], [place for place, _ in part])
        for part in parts
        if any(not run.text.isspace() for _, run in part)
    ]


def _text_of(runs: Sequence[TextRun], size: float) -> str:
    text = ""
    end: float | None = None
    for run in runs:
        piece = clean(run.text)
        gap = 0.0 if end is None else (end - run.x1 if run.angle == 90 else run.x0 - end)
        if text and gap > BESIDE * size and text[-1] != " " and piece[:1] != " ":
            text += " "
        text += piece
        end = run.x0 if run.angle == 90 else run.x1
    return text.strip(" ")
