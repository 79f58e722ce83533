"""Rows to paragraphs: where one ends and the next begins.

CRS sets its pages ragged, with space between paragraphs and without indent; headings keep their own type; In Focus
headings stand right above their paragraph without space. Cues, in this order: another direction, size or heading style
begins a paragraph; so does a list marker; so does a distance larger than the usual one of that size; so does a change
of the left edge that neither a first line nor a hanging indent explains; so does a line that ends early where the next
word had room.

Always true: rows keep their order, each is in exactly one paragraph. Known to be missed: the end of a paragraph whose
last line is full and that no space, indent or style parts from the next.
"""

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from crsparse.geometry import Box
from crsparse.looks import family
from crsparse.readers.engines import TextRun
from crsparse.readers.layout.lines import SMALL, Line
from crsparse.readers.layout.rows import Row
from crsparse.readers.layout.words import begins_caption, begins_legend, has_leader

SPACE = 0.27
"""Distance beyond the usual one of two baselines that parts paragraphs, as a share of the font size."""
LEADING = 1.2
"""Distance of two baselines where the document shows no usual one, as a share of the font size."""
LOOSE = 1.45
"""The same for type larger than the text: titles and headings."""
SIZES = 0.07
"""Sizes that differ by more than this share are different styles."""
INDENT = 6.0
"""Left edges that differ by less than this, in points, are one edge."""
HANGING = 5.0
"""The text of a list item stands at most this far from its marker, as a share of the font size."""
EARLY = 0.35
"""Room left on a line, as a share of the width of its column, from which the line ends a paragraph whatever it says."""
SURE = 0.1
"""The same where the line ends with a sentence."""
WORD_SPACE = 0.3
"""Width of a space, as a share of the font size."""

_HALF = 0.48
"""Width of a cell whose edges don't show, as a share of the column's."""
_CONTACT = re.compile(r"\S+@\S+|(?:\(?\d{3}\)?[ -])?\d{1,3}-(?:\d{4}|\.{4})|\[[^\]]*scrubbed\]", re.IGNORECASE)
"""``alee@crs.loc.gov``, ``7-5700``, ``[phone number scrubbed]``."""
_SITE = re.compile(r"(?:www\.|https?://)[^\s/]{4,40}/?")
"""``www.crs.gov``; not an address with a path, which may be a line of prose."""
_SENTENCE_ENDS = (".", "?", "!", ":", ";", ".”", "?”", "!”", ".)", ".’", ";”", ".]", "; and", "; or")


class Paragraph(Struct):
    """Rows that are one paragraph."""

    rows: list[Row]
    """Its rows, from top to bottom."""
    tail: bool = False
    """Whether it only goes on with the list item before it."""
    closed: bool = False
    """Whether it surely ends here."""

    @property
    def lines(self) -> list[Line]:
        """Its lines, without the marker."""
        return [row.line for row in self.rows]


class Spacing(Struct, frozen=True):
    """What is usual in the document."""

    leading: dict[float, float]
    """Usual distance of two baselines by font size, in points."""
    body_size: float
    """Size of the text in points."""

    def usual(self, size: float) -> float:
        """Return the usual distance of baselines of lines of ``size`` points."""
        found = self.leading.get(round(size * 2) / 2)
        if found is not None:
            return found
        return (LOOSE if size > 1.1 * self.body_size else LEADING) * size


def read_spacing(columns: Iterable[Sequence[Row]], body_size: float) -> Spacing:
    """Return the distance of baselines that is most frequent for each size that occurs often."""
    seen: dict[float, Counter[float]] = defaultdict(Counter)
    for rows in columns:
        for above, below in itertools.pairwise(rows):
            size = below.line.size
            distance = below.line.baseline - above.line.baseline
            if abs(above.line.size - size) < 0.3 and 0.9 * size < distance < 2.5 * size:
                seen[round(size * 2) / 2][round(distance, 1)] += 1
    usual = {}
    for size, counts in seen.items():
        near = {
            distance: sum(counts[round(distance + step / 10, 1)] for step in (-2, -1, 0, 1, 2)) for distance in counts
        }
        best = min(near, key=lambda distance: (-near[distance], distance))
        # a size that is used for short lines only, such as headings, shows the distance between paragraphs instead
        if near[best] >= 3 and (size <= 1.1 * body_size or best < LOOSE * size):
            usual[size] = best
    return Spacing(usual, body_size)


class Margins(Struct, frozen=True):
    """The edges of a column."""

    left: float
    """Left edge in points."""
    right: float
    """Right edge in points."""
    obstacles: tuple[Box, ...] = ()
    """Boxes around which the text flows."""
    width: float = 0.0
    """Width of a full line in points, where it is not the column's; else 0."""
    early: float = EARLY
    """Room left on a line, as a share of the width, from which it ends a paragraph whatever it says."""

    def right_of(self, line: Line) -> float:
        """Return where a line at the height of ``line`` ends."""
        edge = self.right
        for box in self.obstacles:
            if box[1] - line.size < line.baseline < box[3] + line.size and box[0] > line.x0:
                edge = min(edge, box[0] - 4.0)
        return max(edge, line.x1)


def margins_of(rows: Sequence[Row], obstacles: Sequence[Box] = ()) -> Margins:
    """Return the edges of the column that ``rows`` fill."""
    level = [row for row in rows if not row.line.angle]
    if not level:
        return Margins(0.0, 0.0)
    return Margins(min(row.left for row in level), max(row.line.x1 for row in level), tuple(obstacles))


def read_paragraphs(rows: Sequence[Row], spacing: Spacing, margins: Margins | None = None) -> list[Paragraph]:
    """Return the paragraphs of rows that follow each other in one column."""
    paragraphs: list[Paragraph] = []
    edges = margins or margins_of(rows)
    for cluster in _clusters(rows, spacing):
        first = len(paragraphs)
        # short lines close together stand in a cell whose edges don't show, such as an author's: half of the column
        narrow = max(_HALF * (edges.right - edges.left), max(row.line.x1 for row in cluster) - cluster[0].left)
        local = replace(edges, width=narrow, early=0.0) if _is_narrow(cluster, edges) else edges
        for row in cluster:
            if len(paragraphs) > first and not _begins(paragraphs[-1], row, spacing, local):
                paragraphs[-1].rows.append(row)
            else:
                paragraphs.append(Paragraph([row]))
    return paragraphs


def _clusters(rows: Sequence[Row], spacing: Spacing) -> Iterator[list[Row]]:
    """Yield rows of one size that stand close below each other."""
    cluster: list[Row] = []
    for row in rows:
        if cluster and (_is_apart(cluster[-1], row, spacing) or row.marker):
            yield cluster
            cluster = []
        cluster.append(row)
    if cluster:
        yield cluster


def _is_apart(above: Row, row: Row, spacing: Spacing) -> bool:
    size = row.line.size
    distance = row.line.baseline - above.line.baseline
    if row.line.angle or above.line.angle:
        return row.line.angle != above.line.angle
    other = abs(size - above.line.size) > SIZES * max(size, above.line.size)
    return other or not 0.4 * size <= distance <= max(LOOSE * size, spacing.usual(size)) + SPACE * size


def _is_narrow(cluster: Sequence[Row], margins: Margins) -> bool:
    """Tell whether rows are lines of an address or of authors: two and more at one left edge, all of them short."""
    if margins.early < EARLY or len(cluster) < 2 or any(abs(row.left - cluster[0].left) > INDENT for row in cluster):
        return False
    wide = margins.right - margins.left
    return all(row.line.x1 < margins.right_of(row.line) - EARLY * wide for row in cluster)


def _begins(paragraph: Paragraph, row: Row, spacing: Spacing, margins: Margins) -> bool:
    """Tell whether ``row`` begins a new paragraph after ``paragraph``."""
    above, line = paragraph.rows[-1].line, row.line
    if above.angle != line.angle:
        return True
    distance = line.baseline - above.baseline
    if line.angle:
        return not 0 < distance < 2 * line.size
    if row.marker or has_leader(above.text) or begins_legend(line.text):
        return True
    if distance < 0.4 * line.size or abs(line.size - above.size) > SIZES * max(line.size, above.size):
        return True
    if distance > max(spacing.usual(line.size), 0.95 * _inner(paragraph)) + SPACE * line.size:
        return True
    if _changes_style(paragraph, line):
        return True
    if _is_contact(above, margins) or _is_contact(line, margins):
        return True
    if _is_centred(above, line, margins):
        return _ended_early(paragraph, line, margins, margins.right - margins.left)
    return _moves(paragraph, row) or _ended_early(paragraph, line, margins, None)


def _inner(paragraph: Paragraph) -> float:
    """Return the distance of the paragraph's own lines: type that is set wider than the document's usual stays so."""
    rows = paragraph.rows
    if len(rows) < 2:
        return 0.0
    own = rows[-1].line.baseline - rows[-2].line.baseline
    return own if own < 1.6 * rows[-1].line.size else 0.0


def _changes_style(paragraph: Paragraph, line: Line) -> bool:
    """Tell whether a heading ends above: all its lines in one style, of which the next line has nothing."""
    last = _edge_run(paragraph.rows[-1].line, -1)
    first = _edge_run(line, 0)
    if _face(last) == _face(first):
        return False
    before = {_face(run) for each in paragraph.lines for run in _main_runs(each)}
    if len(before) > 1 and not (
        len({face[:2] for face in before}) == 1 and _face(first)[:2] not in {f[:2] for f in before}
    ):
        return False
    after = {_face(run) for run in _main_runs(line)}
    if before & after:
        return False
    other_family = all(face[0] != _face(last)[0] for face in after)
    if last.font.bold and begins_caption(paragraph.rows[0].line.text) and not any(face[2] for face in after):
        return True
    if last.font.bold and all(not face[2] and face[1] != last.color for face in after):
        return True
    return other_family or (last.font.bold and not any(face[2] for face in after) and _is_short(paragraph, line))


def _is_short(paragraph: Paragraph, line: Line) -> bool:
    """Tell whether the paragraph's last line had room for the first word of ``line``."""
    above = paragraph.rows[-1].line
    widest = max([line.x1, *(each.x1 for each in paragraph.lines)])
    return above.x1 + WORD_SPACE * line.size + first_word(line) < widest


def _main_runs(line: Line) -> list[TextRun]:
    return [run for run in line.runs if run.size > SMALL * line.size and not run.text.isspace()]


def _edge_run(line: Line, place: int) -> TextRun:
    return (_main_runs(line) or line.runs)[place]


def _face(run: TextRun) -> tuple[str, int, bool]:
    return (family(run.font.name), run.color, run.font.bold)


def _is_centred(above: Line, line: Line, margins: Margins) -> bool:
    """Tell whether two lines are centred on each other and on the column."""
    middle = (line.x0 + line.x1) / 2
    same = abs(middle - (above.x0 + above.x1) / 2) < 3.0
    return same and abs(line.x0 - above.x0) > 3.0 and abs(middle - (margins.left + margins.right) / 2) < 6.0


def _moves(paragraph: Paragraph, row: Row) -> bool:
    """Tell whether the left edge moves in a way that a paragraph's inner lines don't."""
    rows = paragraph.rows
    first = rows[0]
    if len(rows) == 1 and first.marker:
        # the text's own edge may be an estimate; a list without hanging indent goes on below its marker
        furthest = max(first.line.x0, first.left + HANGING * row.line.size)
        return not first.left - INDENT <= row.left <= furthest + INDENT
    shift = row.left - rows[-1].line.x0
    if abs(shift) < INDENT:
        return False
    if len(rows) == 1:
        # a first line may be indented, or hang; a hanging line is told by what follows it
        if shift < 0:
            return -shift > 4 * row.line.size
        return shift > 4 * row.line.size or ends_sentence(first.line)
    return True


def _ended_early(paragraph: Paragraph, line: Line, margins: Margins, width: float | None) -> bool:
    """Tell whether the line above had room for the first word of ``line``; titles may break where they like.

    ``width`` is that of a full line, where it does not follow from the left edge.
    """
    above = paragraph.rows[-1].line
    if is_display(above) and is_display(line):
        return False
    right = margins.right_of(above)
    full = width or margins.width or right - above.x0
    room = full - (above.x1 - above.x0 + WORD_SPACE * line.size + first_word(line))
    wide = max(right - margins.left, 1.0)
    if room > (SURE if ends_sentence(above) else margins.early) * wide:
        return True
    return is_byline(paragraph.rows[0].line) and is_byline(line)


def _is_contact(line: Line, margins: Margins) -> bool:
    """Tell whether a line is nothing but an address or a telephone number."""
    short = line.x1 - line.x0 < _HALF * (margins.right - margins.left)
    return bool(_CONTACT.fullmatch(line.text)) or (short and bool(_SITE.fullmatch(line.text)))


def is_byline(line: Line) -> bool:
    """Tell whether a line begins with a name in bold and goes on with a comma and no bold: ``**Ann Lee**, Analyst``."""
    runs = _main_runs(line)
    if not runs or not runs[0].font.bold or runs[-1].font.bold:
        return False
    bold = "".join(run.text for run in itertools.takewhile(lambda run: run.font.bold, runs))
    rest = next(run for run in runs if not run.font.bold)
    return rest.text.lstrip().startswith(",") and " " in bold.strip()


def is_display(line: Line) -> bool:
    """Tell whether a line is all bold, as titles, headings and captions are."""
    return all(run.font.bold for run in _main_runs(line))


def ends_sentence(line: Line) -> bool:
    """Tell whether a paragraph may end with ``line``; note calls after the full stop don't count."""
    if line.text.endswith(_SENTENCE_ENDS):
        return True
    runs = [run for run in line.runs if not run.text.isspace()]
    while len(runs) > 1 and runs[-1].size <= SMALL * line.size and runs[-1].baseline < line.baseline:
        runs.pop()
    return runs[-1].text.rstrip().endswith(_SENTENCE_ENDS)


def first_word(line: Line) -> float:
    """Return the estimated width in points of what can't be parted from a line's first word.

    A sign or a single letter goes with the next word: a no-break space, which PDFs don't show, is usual there (``§
    12``).
    """
    words = line.text.split(" ")
    size = len(words[0])
    for before, word in itertools.pairwise(words):
        if sum(character.isalnum() for character in before) > 1:
            break
        size += 1 + len(word)
    return (line.x1 - line.x0) * size / max(len(line.text), 1)
