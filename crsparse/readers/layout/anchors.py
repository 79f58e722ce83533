"""Link annotations to the text they lie on, by geometry.

An annotation's box covers its anchor line by line, with a margin that each writer chooses; where the anchor ends in
the middle of a run, the run is cut there. The width of a letter is not known here, so places inside a run are
estimated from usual widths, and the cut is moved to the nearest end of a word or sign.

Always true: cutting loses no character; a run belongs to one link at most, the first whose box covers it.
Known to be missed: anchors that begin or end inside a word, when the engine draws that word in one run.
"""

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from crsparse.elements import Anchor
from crsparse.geometry import Box
from crsparse.readers.annotations import LinkAnnotation
from crsparse.readers.engines import PageContent, TextRun
from crsparse.readers.layout.letters import width_of

COVERED = 0.6
"""Share of a run's width that a box must cover to take the whole run when it can't be cut."""
EDGE = 0.8
"""An edge this near to an end of a run, in points, cuts nothing: half of a full stop."""

MOST_LINKS = 2000
"""Links of one page from which it is no document's."""
WIDEST_MARGIN = 5.0
"""Widest margin of boxes around their text, in points; Word's is 2.3."""
BEARING = 0.4
"""Usual white space before the ink of a letter, in points."""


def place_links(
    page: PageContent, links: Sequence[tuple[int, LinkAnnotation]]
) -> tuple[tuple[TextRun, ...], dict[int, Anchor]]:
    """Return the runs of a page, cut where anchors begin and end, and the link of each run by the run's ``id``.

    ``links`` are the page's annotations with their numbers. The caller keeps the runs alive as long as it uses the ids.
    """
    if not links or len(links) > MOST_LINKS:
        return page.runs, {}
    margin = _margin(page.runs, [box for _, annotation in links for box in annotation.boxes])
    areas = [(_shrunk(box, margin), annotation.anchor(key)) for key, annotation in links for box in annotation.boxes]
    runs: list[TextRun] = []
    owners: dict[int, Anchor] = {}
    at_height: dict[tuple[float, float, int], list[tuple[Box, Anchor]]] = {}
    for run in page.runs:
        height = (run.baseline, run.size, run.angle)
        if height not in at_height:
            at_height[height] = [area for area in areas if _lies_across(run, area[0])]
        hits = [area for area in at_height[height] if _overlaps(run, area[0])]
        if not hits:
            runs.append(run)
            continue
        for piece in _cut(run, [edge for box, _ in hits for edge in _edges(run, box)]):
            runs.append(piece)
            best = max(hits, key=lambda hit: _share(piece, hit[0]))
            if _share(piece, best[0]) >= COVERED:
                owners[id(piece)] = best[1]
    return tuple(runs), owners


def _margin(runs: Sequence[TextRun], boxes: Sequence[Box]) -> float:
    """Return how far the boxes of a page usually reach beyond their text at each side, in points."""
    level = [run for run in runs if not run.angle and not run.text.isspace()]
    distances = []
    for x0, top, x1, bottom in boxes:
        starts = [
            run.x0 - x0 for run in level if x0 - EDGE <= run.x0 < x1 and top <= run.baseline - 0.3 * run.size <= bottom
        ]
        if starts and min(starts) <= WIDEST_MARGIN:
            distances.append(max(min(starts), 0.0))
    distances.sort()
    return max(distances[len(distances) // 2] - BEARING, 0.0) if distances else 0.0


def _shrunk(box: Box, margin: float) -> Box:
    x0, top, x1, bottom = box
    return (x0 + margin, top, x1 - margin, bottom) if x1 - x0 > 3 * margin else box


def _lies_across(run: TextRun, box: Box) -> bool:
    """Tell whether a box covers the middle height of a run's letters."""
    if run.angle in (90, 270):
        return box[0] <= run.baseline <= box[2]
    return box[1] <= run.baseline - 0.3 * run.size <= box[3]


def _overlaps(run: TextRun, box: Box) -> bool:
    start, end = _edges(run, box)
    return start < run.x1 - 0.2 and end > run.x0 + 0.2


def _edges(run: TextRun, box: Box) -> tuple[float, float]:
    return (box[1], box[3]) if run.angle in (90, 270) else (box[0], box[2])


def _share(run: TextRun, box: Box) -> float:
    start, end = _edges(run, box)
    return (min(run.x1, end) - max(run.x0, start)) / max(run.x1 - run.x0, 0.1)


def _cut(run: TextRun, edges: Iterable[float]) -> list[TextRun]:
    """Cut a run at the ends of words and signs nearest to ``edges``; edges at its ends cut nothing."""
    text = run.text
    inner = sorted({edge for edge in edges if run.x0 + EDGE < edge < run.x1 - EDGE})
    if not inner or len(text) < 2 or run.x1 <= run.x0:
        return [run]
    widths = [width_of(letter) for letter in text.rstrip()]
    scale = (run.x1 - run.x0) / sum(widths)
    places = [run.x0]
    for width in widths:
        places.append(places[-1] + width * scale)
    places += [run.x1] * (len(text) + 1 - len(places))
    if run.angle in (90, 180):
        places = [run.x0 + run.x1 - place for place in places]
    stops = [stop for stop in range(1, len(text)) if not (text[stop - 1].isalnum() and text[stop].isalnum())]
    cuts: list[int] = []
    for edge in inner:
        stop = min(stops, key=lambda stop: abs(places[stop] - edge), default=None)
        if stop is not None and abs(places[stop] - edge) < 2 * run.size and stop not in cuts:
            cuts.append(stop)
    pieces, start = [], 0
    for stop in [*sorted(cuts), len(text)]:
        if stop > start:
            low, high = sorted((places[start], places[stop]))
            pieces.append(replace(run, text=text[start:stop], x0=low, x1=high))
            start = stop
    return pieces
