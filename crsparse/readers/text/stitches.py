"""Reading order of plain text where ``pdftotext`` mixed the columns of a page.

``pdftotext`` without ``-layout`` gives one block of a page after the other. Around figures and at column ends it may
put a block of the right column between two of the left. The seam shows: a block that begins in mid-sentence after one
that was complete (an *orphan*), and elsewhere on the page a block that breaks off on a full line (an *open* block)
with nothing after it that goes on.

Cues: blank lines part the blocks; an orphan belongs after the nearest open block before it on its page, or else after
the next one; then what follows the orphan up to the next heading comes along, for it stands below it in its column.
By-lines come last, for they close the text. Always true: no line is lost. Missed: blocks out of place that begin and
end with whole sentences."""

from collections.abc import Callable, Sequence

from msgspec import Struct

from crsparse.readers.text import wording
from crsparse.readers.text.lines import Line
from crsparse.readers.text.measure import PROSE, Extents, cap, room
from crsparse.readers.text.widths import width

_TWO_COLUMNS = 30_000
"""Measure up to which a text is set in two columns, 1/1000 em."""
_REACH = 60
"""Blocks away within which the other half of an interrupted one is looked for: a page has fewer."""
_FULL = 3500
"""Room on the last line of an open block, 1/1000 em, above which the line is not full: in quotations there is some."""


class Chunk(Struct, frozen=True):
    """Lines of the body between blank lines."""

    lines: tuple[int, ...]
    """Indexes of its lines."""
    lower: bool
    """Whether it begins in mid-sentence."""
    open: bool
    """Whether it breaks off in mid-sentence."""


def stitched(
    lines: Sequence[Line], order: Sequence[int], extents: Extents, is_heading: Callable[[int], bool]
) -> list[int]:
    """Return ``order``, the indexes of body lines, with misplaced blocks where they belong."""
    if not order or cap([width(lines[n].plain) for n in order if len(lines[n].text) > PROSE]) > _TWO_COLUMNS:
        return list(order)
    pages: dict[int, list[int]] = {}
    for n in order:
        pages.setdefault(lines[n].page, []).append(n)
    result: list[int] = []
    bylines: list[int] = []
    for page in pages.values():
        chunks = _chunks(lines, page, is_heading)
        for chunk in _mended(lines, chunks, extents):
            result += chunk.lines
    starts = [place for place, n in enumerate(result) if wording.BYLINE.fullmatch(lines[n].plain)]
    for place in starts:
        end = place + 1
        while end < len(result) and end not in starts and _position_goes_on(lines, result[end - 1], result[end]):
            end += 1
        bylines += result[place:end]
    moved = set(bylines)
    return [n for n in result if n not in moved] + bylines


def _position_goes_on(lines: Sequence[Line], above: int, n: int) -> bool:
    """Whether line ``n`` goes on with the position in the by-line above it: a few words with capitals, right below."""
    text = lines[n].plain
    if n != above + 1 or lines[n].gap or lines[n].top or len(text.split()) > 4 or wording.ends_sentence(text):
        return False
    return wording.is_title_case(text) or wording.starts_lower(text) or wording.must_go_on(lines[above].plain)


def _chunks(lines: Sequence[Line], page: Sequence[int], is_heading: Callable[[int], bool]) -> list[Chunk]:
    groups: list[list[int]] = []
    for n in page:
        if groups and not lines[n].gap and not lines[n].top and n == groups[-1][-1] + 1:
            groups[-1].append(n)
        else:
            groups.append([n])
    chunks = []
    for group in groups:
        first, last = lines[group[0]].plain, lines[group[-1]].plain
        ends = wording.ends_sentence(last) and not wording.must_go_on(last)
        heading = is_heading(group[0]) or (len(group) == 1 and wording.is_title_case(first))
        closed = ends or is_heading(group[-1]) or (len(group) <= 2 and heading) or wording.BYLINE.fullmatch(last)
        marked = wording.LONE_MARKER.fullmatch(last)
        chunks.append(Chunk(tuple(group), wording.starts_lower(first), not closed and not marked))
    return chunks


def _mended(lines: Sequence[Line], chunks: list[Chunk], extents: Extents) -> list[Chunk]:
    at = 1
    for _ in range(len(chunks)):
        while at < len(chunks) and not (chunks[at].lower and not chunks[at - 1].open):
            at += 1
        if at >= len(chunks):
            break
        orphan = lines[chunks[at].lines[0]].plain

        def fits_after(place: int, orphan: str = orphan) -> bool:
            if not chunks[place].open or (place + 1 < len(chunks) and chunks[place + 1].lower):
                return False
            last = chunks[place].lines[-1]
            return room(extents.reach[last], extents.measures[last], orphan) <= _FULL

        before = next((place for place in range(at - 2, max(-1, at - _REACH), -1) if fits_after(place)), None)
        after = next((place for place in range(at + 1, min(len(chunks), at + _REACH)) if fits_after(place)), None)
        if before is not None:
            chunks.insert(before + 1, chunks.pop(at))
            at += 1
        elif after is not None and after < len(chunks) - 1:
            chunks.insert(after, chunks.pop(at))
        else:
            at += 1
    return chunks
