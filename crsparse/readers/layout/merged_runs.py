"""Runs that another tool has merged over the columns of a table, cut again.

Tools that write a PDF again may show a row of a table in one run: ``2015 $44.2``, with the gap between two columns
inside. Cues: the run reaches over the edge of a column, and it is much wider than its letters. Its words are then given
to the columns so that, in this order, they fit, as many columns as possible have words, the last words, which end where
the run ends, stand in the middle of their column or as far from its left edge as the first words do from theirs, and
earlier columns have the more words.

Always true: no letter is lost; text that is as wide as its letters spans the columns and stays whole. Known to be
missed: merged runs of tables whose edges are not known, and those of so many words that their gap may as well be that
of a justified line; which of two middle columns a word belongs to, where it fits both.
"""

import itertools
from collections.abc import Sequence

from msgspec.structs import replace

from crsparse.elements import Anchor
from crsparse.readers.engines import TextRun
from crsparse.readers.layout.letters import Widths
from crsparse.readers.layout.lines import Line, make_line

STRETCHED = 1.6
"""Room inside a run beyond its letters from which it is merged, as a share of the font size."""
JUSTIFIED = 0.45
"""Room for each space in a run up to which its line is only justified, as a share of the font size."""
UNSURE = 0.06
"""The same as a share of the width of the letters, which is an estimate."""
OVER = 2.0
"""A run reaches over an edge when it does so by more than this at both sides, in points."""
PADDING = 1.5
"""White space that a column keeps between its text and the next column, in points."""
MIDDLE = 3.0
"""Distances from where words should stand that differ by less than this, in points, are alike."""
IN_PLACE = 1.5
"""Words begin in place when they do so within this of it, in points, and what the estimate of their width may err."""
MOST_WORDS = 60
"""Words of a run that is looked at; longer ones are prose."""


def cut_merged(lines: Sequence[Line], edges: Sequence[float], owners: dict[int, Anchor], widths: Widths) -> list[Line]:
    """Return the lines with merged runs cut at the column ``edges``, each piece a line of its own; links are kept."""
    result = []
    for line in lines:
        groups: list[tuple[list[TextRun], list[int]]] = [([], [])]
        for run, order in zip(line.runs, line.orders, strict=True):
            for place, part in enumerate([run] if line.angle else _cut(run, edges, widths)):
                if part is not run and id(run) in owners:
                    owners[id(part)] = owners[id(run)]
                if place:
                    groups.append(([], []))
                groups[-1][0].append(part)
                groups[-1][1].append(order)
        result.extend([line] if len(groups) == 1 else [make_line(runs, orders) for runs, orders in groups])
    return result


def _cut(run: TextRun, edges: Sequence[float], widths: Widths) -> list[TextRun]:
    """Return the pieces of a run, one a column; the run itself when it is not merged."""
    if run.x0 < edges[0] - OVER or run.x1 > edges[-1] + OVER or " " not in run.text:
        return [run]
    over = [edge for edge in edges[1:-1] if run.x0 + OVER < edge < run.x1 - OVER]
    words = run.text.split()
    if not over or not 1 < len(words) <= MOST_WORDS:
        return [run]
    natural = widths.width(" ".join(words), run.font.name, run.size)
    room = run.x1 - run.x0 - natural
    if room < max(STRETCHED * run.size, UNSURE * natural):
        return [run]
    columns = [
        (left, right) for left, right in itertools.pairwise(edges) if right > run.x0 + OVER and left < run.x1 - OVER
    ]
    counts = _words_a_column(run, words, columns, widths)
    if counts is None:
        return [run]
    if room < JUSTIFIED * run.size * (len(words) - 1):  # the line may only be justified, unless the words fall in place
        last = widths.width(" ".join(words[-counts[-1] :]), run.font.name, run.size) if counts[-1] else 0.0
        if len(columns) != 2 or not last or _aside(run, last, columns) > IN_PLACE + UNSURE / 2 * last:
            return [run]
    pieces = []
    start = 0
    for place, (count, (left, right)) in enumerate(zip(counts, columns, strict=True)):
        if not count:
            continue
        text = " ".join(words[start : start + count])
        width = widths.width(text, run.font.name, run.size)
        x0 = run.x0 if start == 0 else run.x1 - width if place + 1 == len(columns) else (left + right - width) / 2
        start += count
        pieces.append(replace(run, text=text + " ", x0=x0, x1=x0 + width))
    return pieces


def _words_a_column(
    run: TextRun, words: Sequence[str], columns: Sequence[tuple[float, float]], widths: Widths
) -> tuple[int, ...] | None:
    """Return how many words stand in each column; None when they don't fit."""

    def width(start: int, end: int) -> float:
        return widths.width(" ".join(words[start:end]), run.font.name, run.size)

    # for each number of words used up so far: how many columns have words, and how many words each has
    best: dict[int, tuple[int, tuple[int, ...]]] = {0: (0, ())}
    for place, (left, right) in enumerate(columns[:-1]):
        room = right - (run.x0 if place == 0 else left) - PADDING
        reached: dict[int, tuple[int, tuple[int, ...]]] = {}
        for used, (filled, counts) in best.items():
            for count in range(1 if place == 0 else 0, len(words) - used):
                if count and width(used, used + count) > room:
                    break
                state = (filled + bool(count), (*counts, count))
                reached[used + count] = max(reached.get(used + count, (-1, ())), state)
        best = reached
    left, right = columns[-1]
    choices = []
    for used, (filled, counts) in best.items():
        last = width(used, len(words))
        if run.x1 - last >= left:
            aside = min(abs(run.x1 - last / 2 - (left + right) / 2), _aside(run, last, columns))
            choices.append((filled, -round(aside / MIDDLE), (*counts, len(words) - used)))
    return max(choices)[2] if choices else None


def _aside(run: TextRun, last: float, columns: Sequence[tuple[float, float]]) -> float:
    """Return how far words of the width ``last`` at the run's end begin from where a column's text begins, in points.

    Columns have one padding at the left, which the run's first words show.
    """
    return abs(run.x1 - last - columns[-1][0] - (run.x0 - columns[0][0]))
