"""Wrapped text: lines filled up to a number of characters, blank lines between paragraphs; to flowed text.

What it looks like: published plain texts of older products, mail, what editors and ``lynx -dump`` write. Every line of
a paragraph but its last is so long that the next word would not have fitted within the width, in characters. Print has
that property in the widths of its letters, which differ, and so never in characters.

Cues: the width is that of the longest lines of prose; the property, of nearly all lines that are followed by another
without a blank one; a list marker, a gap inside the line, leaders, or a different indentation than the paragraph's
other lines begin something new. Always true: nothing but line ends and indentation changes. Missed: text justified with
spaces; paragraphs without blank lines between them whose last line is full.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from crsparse.readers.text import wording

_FORM_FEED = "\f"
_LINE_END = re.compile(r"\r\n|[\n\r]")
_WIDTHS = range(40, 121)
"""Characters to which text is wrapped."""
_FEWEST = 12
"""Pairs of lines that show the width."""
_PROSE = 0.7
"""Part of the width that a line of prose fills, unless it is the last of its paragraph."""
_FILLED = 0.97
"""Share of these pairs of which the next word would not have fitted."""
_PARTED = 0.05
"""Share of lines that must stand below a blank one: without blank lines, only geometry shows paragraphs."""
_GAP = re.compile(r"\S(?: {2,}|\t)\S")
_SENTENCE_GAP = re.compile(r"(?<=[.?!:”\"]) {2}(?=[A-Z“\"(])")
"""Two spaces between sentences, as typists set them: no gap of a table."""
_LEADERS = re.compile(r"\.(?:\s?\.){3,}")


def width_of(text: str) -> int | None:
    """Return the width to which ``text`` is wrapped; None when it is not."""
    pages = [_LINE_END.split(page) for page in text.split(_FORM_FEED)]
    lines = [line.rstrip() for page in pages for line in page]
    prose = [line for line in lines if line and not _is_set(line)]
    if not prose:
        return None
    filled = sorted(map(len, prose))
    width = filled[-1]
    if width not in _WIDTHS:
        return None
    pairs = [(a, b) for page in pages for a, b in pairwise(page) if _may_flow(a, b)]
    # lines far too short are titles, names and the like, one below the other
    pairs = [(a, b) for a, b in pairs if len(a.strip()) > _PROSE * width]
    full = sum(1 for a, b in pairs if not _fits(a, b, width))
    if len(pairs) < _FEWEST or full < _FILLED * len(pairs):
        return None
    starts = sum(1 for page in pages for a, b in pairwise(page) if not a.strip() and b.strip())
    return width if starts >= _PARTED * len(prose) else None


def unwrapped(text: str, width: int) -> str:
    """Return ``text`` with each paragraph on one line."""
    pages = text.split(_FORM_FEED)
    return _FORM_FEED.join("\n".join(_joined(_LINE_END.split(page), width)) for page in pages)


def _joined(lines: Sequence[str], width: int) -> Iterator[str]:
    held: list[str] = []
    for line in lines:
        if held and _goes_on(held, line, width):
            held.append(line)
            continue
        if held:
            yield _line(held)
        held = [line]
    if held:
        yield _line(held)


def _line(held: Sequence[str]) -> str:
    first, *rest = held
    return " ".join([first.rstrip(), *(line.strip() for line in rest)]) if rest else first


def _goes_on(held: Sequence[str], line: str, width: int) -> bool:
    """Whether ``line`` goes on with the paragraph of the lines ``held``."""
    last = held[-1]
    if not _may_flow(last, line) or _fits(last, line, width):
        return False
    left, first, before = _indent(line), _indent(held[0]), _indent(last)
    hanging = len(_marker(held[0]))
    if len(held) > 1:
        return left == before
    # the first line may be indented, or begin with a marker below which the others hang
    return left == before or (hanging and left <= first + hanging + 1) or (not hanging and left < first <= left + 10)


def _may_flow(line: str, following: str) -> bool:
    """Whether two lines may be of one paragraph, for what they are."""
    if not line.strip() or not following.strip() or _is_set(line) or _is_set(following):
        return False
    return not _marker(following)


def _is_set(line: str) -> bool:
    """Whether spaces or dots in a line are for show: it is a row of a table or an entry of the Contents."""
    text = _SENTENCE_GAP.sub(" ", line.strip())
    start = len(_marker(line))
    return bool(_GAP.search(text, start) or _LEADERS.search(text)) or "|" in text or "\t" in text


def _marker(line: str) -> str:
    """Return the list marker of a line, spaces included; empty when it has none. Numbers may be part of a sentence."""
    text = line.strip()
    match = re.match(r"[-*+o]\s+(?=\S)", text)
    counted = wording.counter(text) or ""
    return wording.bullet(text) or (match.group() if match and line[:1] == " " else "") or counted


def _fits(line: str, following: str, width: int) -> bool:
    """Whether the first word of the next line would have fitted on the line."""
    text, word = line.rstrip(), following.split(maxsplit=1)[0]
    spaces = 2 if text.endswith((".", "?", "!", ":")) else 1  # typists set two after a sentence
    return len(text) + spaces + len(word) <= width


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
