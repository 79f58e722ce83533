"""Text runs of one unit, in reading order, to the runs of an element: spaces, line ends, raised and lowered text.

A space stands between two runs of a line where either has one or where the gap between their inks is wide enough;
between two lines :func:`crsparse.text_norm.glue` decides. Nothing is dropped but spaces.
"""

from collections.abc import Container, Iterable, Iterator, Sequence

from msgspec import Struct

from crsparse.elements import Anchor, Placement, Run
from crsparse.geometry import Box, joined, union
from crsparse.readers.engines import ASCENT, DESCENT, PageContent, TextRun
from crsparse.text_norm import SUSPENDED, clean, glue, single_spaced

WORD_GAP = 0.6
"""Gap between the inks of two runs that makes a space, as a share of the font size. Engines give word spaces
themselves, by the widths of the glyphs; the ink of a "1" leaves gaps as wide as a space, so only wide ones count
here."""
HYPHEN_GAP = 0.22
"""The same after a suspended hyphen."""
NEW_LINE = 0.55
"""Change of baseline that makes a new line, as a share of the larger font size; calls are raised by some 0.35."""
SMALL = 0.86
"""Largest size of raised or lowered text, as a share of the size of its line."""
SHIFT = 0.07
"""Least shift of the baseline of raised or lowered text, as a share of the size of its line."""
GAP = 0.6
"""Space between two lines that is a gap, as a share of the lower line's height: CRS leads by 0.15 to 0.35."""
_SOFT_HYPHEN = "\u00ad"
"""At the end of a line it cuts a word; :func:`crsparse.text_norm.clean` drops it."""


class Piece(Struct, gc=False):
    """A text run on its page, with the link it belongs to."""

    run: TextRun
    page: int
    link: Anchor | None = None


class _Line(Struct):
    pieces: list[Piece]
    page: int
    angle: int
    baseline: float
    size: float
    start: float
    end: float


class Composed(Struct, frozen=True):
    """The runs of a unit and where it stands."""

    runs: tuple[Run, ...]
    """Runs; neighbours of one style are merged, spaces at both ends are gone."""
    placements: tuple[Placement, ...] = ()
    """One box a page and column."""
    first_line: Box | None = None
    """Box of the first line."""
    last_line: Box | None = None
    """Box of the last line."""


def compose(pieces: Iterable[Piece], words: Container[str] = frozenset()) -> Composed:
    """Return the text of a unit whose pieces are in reading order, and where it stands."""
    lines = _lines(pieces)
    runs = _join(lines, words)
    if not runs:
        return Composed(())
    boxes = [(line.page, _box(line)) for line in lines]
    return Composed(runs, _placements(boxes), boxes[0][1], boxes[-1][1])


def _box(line: _Line) -> Box:
    if line.angle:
        return union(piece.run.box for piece in line.pieces if not piece.run.text.isspace())
    return (line.start, line.baseline - ASCENT * line.size, line.end, line.baseline + DESCENT * line.size)


def _placements(lines: Sequence[tuple[int, Box]]) -> tuple[Placement, ...]:
    """Return one box a page and column, and one on either side of a gap as between paragraphs.

    A new column begins where the text jumps up.
    """
    boxes: list[tuple[int, Box]] = []
    bottom = 0.0
    for page, box in lines:
        height = box[3] - box[1]
        if boxes and boxes[-1][0] == page and -3 * height < box[1] - bottom < GAP * height:
            boxes[-1] = (page, joined(boxes[-1][1], box))
        else:
            boxes.append((page, box))
        bottom = box[3]
    return tuple(Placement(page, box) for page, box in boxes)


def _lines(pieces: Iterable[Piece]) -> list[_Line]:
    lines: list[_Line] = []
    line: _Line | None = None
    for piece in pieces:
        run = piece.run
        if not run.text or run.text.isspace():
            if line is not None and run.text:
                line.pieces.append(piece)
                line.start = min(line.start, run.x0)
            continue
        if (
            line is None
            or piece.page != line.page
            or run.angle != line.angle
            or (
                run.baseline != line.baseline
                and abs(run.baseline - line.baseline) > NEW_LINE * max(run.size, line.size)
            )
            or (run.angle in (0, 270) and run.x1 < line.end - 2 * line.size)
        ):
            line = _Line([piece], piece.page, run.angle, run.baseline, run.size, run.x0, run.x1)
            lines.append(line)
            continue
        line.pieces.append(piece)
        if run.x0 < line.start:
            line.start = run.x0
        line.end = run.x1
        if run.size > line.size:
            line.baseline, line.size = run.baseline, run.size
    return lines


def _join(lines: Sequence[_Line], words: Container[str]) -> tuple[Run, ...]:
    texts: list[str] = []
    styles: list[tuple[object, ...]] = []
    cut = False
    for number, line in enumerate(lines):
        first, end, spaced, drawn = True, 0.0, False, ""
        last: Piece | None = None
        for piece in line.pieces:
            run = piece.run
            text = clean(run.text)
            if not text or text.isspace():
                spaced = True
                continue
            if last is None or not _looks_like(piece, last):
                style = _style(run, line, piece.link)
            if first:
                if number and texts:
                    texts[-1] = texts[-1].rstrip(" ") if not spaced_hyphen(texts[-1]) else texts[-1]
                    kept, separator = (texts[-1], "") if cut else glue(texts[-1], text.lstrip(" "), words)
                    texts[-1] = kept + separator
                    text = text.lstrip(" ")
                first = False
            elif (
                texts[-1][-1:] != " "
                and text[0] != " "
                and (
                    spaced or ((gap := _gap(run, end) / line.size) > HYPHEN_GAP and _is_word_gap(texts[-1], text, gap))
                )
            ):
                texts[-1] += " "
            if styles and (styles[-1] is style or styles[-1] == style):
                texts[-1] += text
            else:
                texts.append(text)
                styles.append(style)
            end, spaced = (run.x0 if run.angle == 90 else run.x1), False
            drawn, last = run.text, piece
        cut = drawn.rstrip().endswith(_SOFT_HYPHEN)
        if spaced and texts and texts[-1].endswith("-"):
            texts[-1] += " "  # a space after a hyphen is printed: "first- and second-quarter"
    return _runs(texts, styles)


def spaced_hyphen(text: str) -> bool:
    """Tell whether ``text`` ends in a hyphen and a printed space, which no line end may swallow."""
    return text.endswith("- ")


def _is_word_gap(before: str, after: str, gap: float) -> bool:
    """Tell whether ``gap``, in font sizes, is a space; pdfium drops the one in ``air- and sea-launched``."""
    return gap > (HYPHEN_GAP if before.endswith("-") and SUSPENDED.match(after) else WORD_GAP)


def _gap(run: TextRun, end: float) -> float:
    return end - run.x1 if run.angle == 90 else run.x0 - end


def _looks_like(piece: Piece, last: Piece) -> bool:
    """Tell whether two pieces of one line have one style, which most neighbours have."""
    one, other = piece.run, last.run
    return (
        one.font is other.font
        and one.size == other.size
        and one.baseline == other.baseline
        and one.color == other.color
        and piece.link is last.link
    )


def _style(run: TextRun, line: _Line, link: Anchor | None) -> tuple[object, ...]:
    superscript = subscript = False
    if run.size <= SMALL * line.size:
        shift = line.baseline - run.baseline
        if line.angle == 270:
            shift = -shift
        superscript, subscript = shift > SHIFT * line.size, shift < -SHIFT * line.size
    font = run.font
    return (run.size, font.name, font.bold, font.italic, superscript, subscript, run.color, link)


def _runs(texts: list[str], styles: list[tuple[object, ...]]) -> tuple[Run, ...]:
    runs: list[Run] = []
    last = len(texts) - 1
    spaced = True  # at the start: no space at the front
    for index, (text, style) in enumerate(zip(texts, styles, strict=True)):
        text = single_spaced(text)
        if spaced:
            text = text.lstrip(" ")
        if index == last:
            text = text.rstrip(" ")
        if text:
            runs.append(Run(text, *style))  # type: ignore[arg-type]
            spaced = text[-1] == " "
    return tuple(runs)


def drawn_lines(pages: Sequence[PageContent]) -> Iterator[str]:
    """Yield the text of each line, in the order in which it is drawn."""
    for page in pages:
        line: list[str] = []
        last: TextRun | None = None
        for run in page.runs:
            if last is not None and abs(run.baseline - last.baseline) > 0.5 * run.size:
                yield "".join(line)
                line.clear()
            elif last is not None and run.x0 - last.x1 > 0.1 * run.size:
                line.append(" ")
            line.append(run.text)
            last = run
        yield "".join(line)
