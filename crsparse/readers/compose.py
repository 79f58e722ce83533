"""Text runs of one unit, in reading order, to the runs of an element: spaces, line ends, raised and lowered text.

A space stands between two runs of a line where either has one or where the gap between their inks is wide enough;
between two lines :func:`crsparse.text_norm.glue` decides. Nothing is dropped but spaces.
"""

from collections.abc import Container, Iterable, Sequence

from msgspec import Struct

from crsparse.elements import Anchor, Placement, Run
from crsparse.geometry import Box
from crsparse.readers.engines import ASCENT, DESCENT, TextRun
from crsparse.text_norm import clean, glue, single_spaced

WORD_GAP = 0.6
"""Gap between the inks of two runs that makes a space, as a share of the font size. Engines give word spaces themselves,
by the widths of the glyphs; the ink of a "1" alone leaves gaps as wide as a space, so only wide gaps count here."""
NEW_LINE = 0.55
"""Change of baseline that makes a new line, as a share of the larger font size; calls are raised by some 0.35."""
SMALL = 0.86
"""Largest size of raised or lowered text, as a share of the size of its line."""
SHIFT = 0.07
"""Least shift of the baseline of raised or lowered text, as a share of the size of its line."""


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
    end: float


def compose(pieces: Iterable[Piece], words: Container[str] = frozenset()) -> tuple[Run, ...]:
    """Return the runs of an element; neighbours of one style are merged, spaces at both ends are gone."""
    return _join(_lines(pieces), words)


def placements(pieces: Iterable[Piece]) -> tuple[Placement, ...]:
    """Return one box a page and column; a new column begins where the text jumps up."""
    boxes: list[tuple[int, Box]] = []
    bottom = 0.0
    for piece in pieces:
        run = piece.run
        if run.angle:
            box = run.box
        else:
            box = (run.x0, run.baseline - ASCENT * run.size, run.x1, run.baseline + DESCENT * run.size)
        if boxes and boxes[-1][0] == piece.page and box[3] > bottom - 3 * run.size:
            page, old = boxes[-1]
            boxes[-1] = (page, (min(old[0], box[0]), min(old[1], box[1]), max(old[2], box[2]), max(old[3], box[3])))
        else:
            boxes.append((piece.page, box))
        bottom = box[3]
    return tuple(Placement(page, box) for page, box in boxes)


def _lines(pieces: Iterable[Piece]) -> list[_Line]:
    lines: list[_Line] = []
    line: _Line | None = None
    for piece in pieces:
        run = piece.run
        if not run.text or run.text.isspace():
            if line is not None:
                line.pieces.append(piece)
            continue
        if (
            line is None
            or piece.page != line.page
            or run.angle != line.angle
            or abs(run.baseline - line.baseline) > NEW_LINE * max(run.size, line.size)
            or (run.angle in (0, 270) and run.x1 < line.end - 2 * line.size)
        ):
            line = _Line([piece], piece.page, run.angle, run.baseline, run.size, run.x1)
            lines.append(line)
            continue
        line.pieces.append(piece)
        line.end = run.x1
        if run.size > line.size:
            line.baseline, line.size = run.baseline, run.size
    return lines


def _join(lines: Sequence[_Line], words: Container[str]) -> tuple[Run, ...]:
    texts: list[str] = []
    styles: list[tuple[object, ...]] = []

    def extend(text: str, style: tuple[object, ...]) -> None:
        if styles and styles[-1] == style:
            texts[-1] += text
        else:
            texts.append(text)
            styles.append(style)

    for number, line in enumerate(lines):
        first, end, spaced = True, 0.0, False
        for piece in line.pieces:
            run = piece.run
            text = clean(run.text)
            if not text or text.isspace():
                spaced = True
                continue
            style = _style(run, line, piece.link)
            if first:
                if number and texts:
                    texts[-1] = texts[-1].rstrip(" ") if not spaced_hyphen(texts[-1]) else texts[-1]
                    kept, separator = glue(texts[-1], text.lstrip(" "), words)
                    texts[-1] = kept + separator
                    text = text.lstrip(" ")
                first = False
            elif not texts[-1].endswith(" ") and text[0] != " " and (spaced or _gap(run, end) > WORD_GAP * line.size):
                texts[-1] += " "
            extend(text, style)
            end, spaced = (run.x0 if run.angle == 90 else run.x1), False
        if spaced and texts and texts[-1].endswith("-"):
            texts[-1] += " "  # a space after a hyphen is printed: "first- and second-quarter"
    return _runs(texts, styles)


def spaced_hyphen(text: str) -> bool:
    """Tell whether ``text`` ends in a hyphen and a printed space, which no line end may swallow."""
    return text.endswith("- ")


def _gap(run: TextRun, end: float) -> float:
    return end - run.x1 if run.angle == 90 else run.x0 - end


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
