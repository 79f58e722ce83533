"""Drop caps: the large first letter of a text, over two or three lines, which extraction parts from its word.

Plain text has the letter alone on a line, before its word or a few lines after it; text with geometry has it at the
left of the first or second line of the paragraph, the lines beside it indented. Cues: one capital letter alone, and a
line near it that starts a block in mid-word. Always true: the letter goes to the line that it starts, nothing else
changes but the indentation beside it."""

from collections.abc import Sequence

from msgspec import structs

from crsparse.readers.text import wording
from crsparse.readers.text.lines import Line, pieces

_REACH = 6
"""Lines before the letter within which its word may stand."""
_BESIDE = 3
"""Characters by which the lines beside the letter are indented at least."""
_DEEP = 4
"""Lines that may stand beside the letter."""


def restored(lines: Sequence[Line], furniture: Sequence[int]) -> tuple[list[Line], list[int]]:
    """Return the lines with drop caps at the head of their words, and the indexes of furniture among them."""
    result: list[Line | None] = list(lines)
    apart = set(furniture)
    for n, line in enumerate(lines):
        if n in apart or not line.text[:1].isupper():
            continue
        if len(line.text) == 1:
            word = _word(lines, n, apart)
            if word is not None and result[word] is lines[word]:
                result[word] = _with_letter(lines[word], line)
                result[n] = None
        elif line.text[1:2] == " ":
            _beside(result, n)
    kept = [n for n, line in enumerate(result) if line is not None]
    places = {n: place for place, n in enumerate(kept)}
    return [line for line in result if line is not None], [places[n] for n in furniture]


def _word(lines: Sequence[Line], n: int, apart: set[int]) -> int | None:
    """Return the line that the letter alone on line ``n`` starts, in plain text."""
    if n + 1 < len(lines) and n + 1 not in apart and _in_mid_word(lines, n + 1):
        return n + 1
    for m in range(n - 1, max(-1, n - _REACH), -1):
        if m in apart or lines[m].page != lines[n].page:
            return None
        if (lines[m].gap or lines[m].top) and _in_mid_word(lines, m):
            return m
    return None


def _in_mid_word(lines: Sequence[Line], n: int) -> bool:
    """Whether line ``n`` starts in lower case though nothing before it goes on."""
    first = lines[n].text[:1]
    before = lines[n - 1].plain if n else ""
    return first.islower() and (lines[n].gap > 0 or lines[n].top or len(before) == 1) and not wording.must_go_on(before)


def _with_letter(word: Line, letter: Line) -> Line:
    return structs.replace(
        word, text=letter.text + word.text, gap=max(word.gap, letter.gap), top=word.top or letter.top
    )


def _beside(result: list[Line | None], n: int) -> None:
    """Put the letter at the left of line ``n`` where it belongs, in text with geometry."""
    line = result[n]
    assert line is not None
    parts = pieces(line.text)
    if len(parts) < 2 or len(parts[0].text) > 1 or not parts[1].text[:1].islower():
        return
    indent = parts[1].start
    if indent < _BESIDE:
        return
    text = line.text[indent:]
    above = result[n - 1] if n else None
    if above is not None and above.x - line.x >= _BESIDE and above.text[:1].islower() and (above.gap or above.top):
        result[n - 1] = structs.replace(above, text=parts[0].text + above.text, x=line.x)
        result[n] = structs.replace(line, text=text, gap=0)
    else:
        result[n] = structs.replace(line, text=parts[0].text + text)
    for m in range(n + 1, min(n + _DEEP, len(result))):
        below = result[m]
        if below is None or below.page != line.page or abs(below.x - line.x - indent) > 1:
            break
        result[m] = structs.replace(below, x=line.x, gap=0)
