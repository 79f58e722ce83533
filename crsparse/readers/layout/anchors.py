"""Link annotations to the text they lie on, by geometry.

An annotation's box covers its anchor line by line; where the anchor ends in the middle of a run, the run is cut there. The
width of a letter is not known here, so places inside a run are estimated from usual widths, and the cut is moved to the
nearest end of a word or sign.

Always true: cutting loses no character; a run belongs to one link at most, the first whose box covers it.
Known to be missed: anchors that begin or end inside a word, when the engine draws that word in one run.
"""

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from crsparse.elements import Anchor
from crsparse.geometry import Box
from crsparse.readers.annotations import LinkAnnotation
from crsparse.readers.engines import PageContent, TextRun

COVERED = 0.6
"""Share of a run's width that a box must cover to take the whole run when it can't be cut."""
EDGE = 0.8
"""An edge this near to an end of a run, in points, cuts nothing: half of a full stop."""

_USUAL = 500
"""Width of a letter that is not in the table below, in thousandths of the font size."""
_WIDTHS = {
    letter: width
    for width, letters in (
        (200, "|"),
        (250, " .,"),
        (278, "ijlt/:;\\"),
        (333, "()[]-fr'‘’`I!"),
        (389, "sJ"),
        (444, "acez?“”"),
        (556, "FPS"),
        (611, "ELTZ"),
        (667, "BCR"),
        (722, "ADGHKNOQUVXYw"),
        (778, "m&"),
        (833, "%"),
        (889, "M"),
        (944, "W@"),
        (1000, "—"),
    )
    for letter in letters
}
"""Widths of letters in thousandths of the font size, those of Times Roman; other faces differ, but less in proportion."""


def place_links(
    page: PageContent, links: Sequence[tuple[int, LinkAnnotation]]
) -> tuple[tuple[TextRun, ...], dict[int, Anchor]]:
    """Return the runs of a page, cut where anchors begin and end, and the link of each run by the run's ``id``.

    ``links`` are the page's annotations with their numbers. The caller keeps the runs alive as long as it uses the ids.
    """
    if not links:
        return page.runs, {}
    areas = [(box, annotation.anchor(key)) for key, annotation in links for box in annotation.boxes]
    runs: list[TextRun] = []
    owners: dict[int, Anchor] = {}
    for run in page.runs:
        hits = [(box, anchor) for box, anchor in areas if _meets(run, box)]
        if not hits:
            runs.append(run)
            continue
        for piece in _cut(run, [edge for box, _ in hits for edge in _edges(run, box)]):
            runs.append(piece)
            best = max(hits, key=lambda hit: _share(piece, hit[0]))
            if _share(piece, best[0]) >= COVERED:
                owners[id(piece)] = best[1]
    return tuple(runs), owners


def _meets(run: TextRun, box: Box) -> bool:
    """Tell whether a box lies on the run: across its middle height, and along a part of it."""
    if run.angle in (90, 270):
        across, low, high = run.baseline, box[0], box[2]
    else:
        across, low, high = run.baseline - 0.3 * run.size, box[1], box[3]
    start, end = _edges(run, box)
    return low <= across <= high and start < run.x1 - 0.2 and end > run.x0 + 0.2


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
    widths = [_WIDTHS.get(letter, _USUAL) for letter in text.rstrip()]
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
