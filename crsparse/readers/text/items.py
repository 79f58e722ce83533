"""List items and their markers.

What CRS prints: ``•``, ``o`` and dashes for nested items, ``1.``, ``(1)``, ``a.``. Text with geometry has the marker
before the item. Plain text has it there in an In Focus; of other products it gives the markers of a list first, one a
line, and the items after them without any.

Cues: symbols are markers wherever a line starts with one. Numbers and letters are when they count on from the item
before, or start at one with the next number not far, after the end of a sentence or a colon. Where markers stand apart
their number is known, so the text is cut at the ends of lines that look most like ends of items: a semicolon, the end
of a sentence, room for the next word. Missed: where such a list ends when no blank line or page end follows."""

import re
from itertools import pairwise

from crsparse.readers.text import wording
from crsparse.readers.text.body import Block, Body
from crsparse.readers.text.measure import SLACK
from crsparse.readers.text.splits import weight

_NEXT_WITHIN = 45
"""Lines within which the second item of a list that counts must follow: a page."""
_NESTED = 9
"""Indentation in characters from which on an item of a full page is nested."""
_STEP = 3
"""Characters by which the items of one depth stand further in than those of the one above."""
_TWICE_NESTED = "▪■"
_NESTED_SYMBOLS = "o–-◦○"
_MOST_ROOM = 5000
"""Room at a line's end from which on more says no more about the end of an item, 1/1000 em."""
_LEAST_CUT = -3000
"""Least score of a line's end to be the end of an item, 1/1000 em."""
_ITEM_END = re.compile(r"(?P<strong>;|; (?:and|or))$|,(?: (?:and|or))?$")
"""The end of an item that is no sentence: ``the surplus or deficit;``, ``the level of public debt; and``."""
_ROMANS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10}


def marker_at(body: Body, at: int, last: int) -> tuple[str | None, int]:
    """Return the marker that opens the line at place ``at``, spaces included, and what it counts.

    ``last`` is what the marker before counted. Without a marker the line is no list item, and ``last`` comes back.
    """
    line = body.line(at)
    symbol = wording.bullet(line.text)
    if symbol:
        return symbol, last
    count = wording.counter(line.text)
    if count is None:
        return None, last
    value, before = _value(count), body.text(at - 1)
    may_follow = not before or wording.ends_sentence(before) or before.endswith(("and", "or", ","))
    # "The Park Service then" / "(1) invites …": the line before was ended on purpose
    may_follow = may_follow or (
        value == 1 and not line.top and _set_apart(body, at) and _next_counts(body, at, 2, True)
    )
    if value == 1:
        counts = (not before or before.endswith((":", ".", ";")) or last == 0) and _next_counts(body, at, 2)
    else:
        counts = value == last + 1
    if not counts or not may_follow:
        return None, last
    if at and count.startswith("(") and not (line.gap or line.top) and body.room(at - 1) <= SLACK:
        return None, last  # "(1) …; (2) …" within a sentence
    return count, value


def starts_item(body: Body, at: int, last: int) -> bool:
    """Whether a list item starts at place ``at``."""
    text = body.line(at).text
    if wording.LONE_MARKER.fullmatch(text.strip()) and body.markers[at]:
        return len(text) > 1 or text in wording.BULLETS
    return marker_at(body, at, last)[0] is not None


def depth_at(body: Body, at: int, margin: int) -> int:
    """Return how deep the list item at place ``at`` is nested, 0 is outermost; its list begins at ``margin``."""
    line = body.line(at)
    if body.geometry and line.text[0] in _TWICE_NESTED and line.x >= _NESTED + _STEP and line.x >= margin + 2 * _STEP:
        return 2
    if wording.bullet(line.text) and line.text[0] in _NESTED_SYMBOLS:
        return 1
    return int(body.geometry and line.frame == 0 and line.x >= _NESTED and line.x >= margin + _STEP)


def items_apart(body: Body, at: int) -> tuple[list[Block], int]:
    """Return the items whose markers stand at place ``at``, one a line, before their text; and the place after."""
    count = body.markers[at]
    markers = [body.text(place) for place in range(at, at + count)]
    start = at + count
    end = start + 1
    while end < len(body.order) and not _ends_list(body, end):
        end += 1
    before = body.text(at - 1)
    item_before = _ITEM_END.search(before)
    goes_on = wording.starts_lower(body.text(start)) and bool(before) and not wording.ends_sentence(before)
    goes_on = goes_on and not (item_before and item_before["strong"])
    wanted = count if goes_on else count - 1
    scores = sorted(((_cut(body, place - 1), -place) for place in range(start + 1, end)), reverse=True)
    cuts = sorted(-place for score, place in scores[:wanted] if score > _LEAST_CUT)
    edges = [start, *cuts, end]
    texts = [tuple(body.order[a:b]) for a, b in pairwise(edges)]
    blocks = [Block("paragraph", texts.pop(0))] if goes_on else []
    for marker, lines in zip(markers, texts, strict=False):
        blocks.append(Block("list_item", lines, marker, apart=True, level=int(marker in _NESTED_SYMBOLS)))
    blocks += [Block("paragraph", lines) for lines in texts[count:]]
    # markers of items that begin on the next page, or were not found
    blocks += [Block("marker", (n,)) for n in body.order[at + len(texts) : start]]
    return blocks, end


def _ends_list(body: Body, at: int) -> bool:
    """Whether the list has ended before place ``at``."""
    line, before = body.line(at), body.line(at - 1)
    if body.order[at] in body.announced or wording.LONE_MARKER.fullmatch(line.plain) or wording.bullet(line.text):
        return True
    if line.top or before.page != line.page:
        return wording.ends_sentence(before.plain) or not wording.starts_lower(line.plain)
    return line.gap > 0


def _cut(body: Body, at: int) -> int:
    """Return how much the end of the line at place ``at`` looks like the end of an item, in 1/1000 em of room left."""
    before, after = body.text(at), body.text(at + 1)
    fits = max(-_MOST_ROOM, min(_MOST_ROOM, body.room(at, body.list_measure(at))))
    end = _ITEM_END.search(before)
    if end:
        return fits + (_MOST_ROOM if end["strong"] else -1000)
    starts, cited = wording.starts_unit(after), wording.PRODUCT_CITED.match(after)
    if not wording.ends_sentence(before) and not cited:
        return fits // 4 if fits == _MOST_ROOM and starts else 2 * _LEAST_CUT
    if not starts:
        return fits - 2000
    return fits + int(1000 * (weight(after) + 1)) + (_MOST_ROOM if cited else 0)


def _next_counts(body: Body, at: int, value: int, apart: bool = False) -> bool:
    """Whether an item that counts ``value`` follows within a page, ``apart`` on a line that was begun on purpose."""
    for place in range(at + 1, min(at + 1 + _NEXT_WITHIN, len(body.order))):
        count = wording.counter(body.line(place).text)
        if count is not None and _value(count) == value and (not apart or _set_apart(body, place)):
            return True
    return False


def _set_apart(body: Body, at: int) -> bool:
    """Whether the line at place ``at`` was begun though its first word would have fitted on the line before."""
    return body.line(at).gap > 0 or body.room(at - 1) > SLACK


def _value(counter: str) -> int:
    """Return what a list marker counts: 2 for ``2.``, ``(b)`` and ``ii)``."""
    core = counter.strip(" ().").lower()
    if core.isdigit():
        return int(core)
    return _ROMANS.get(core, 0) if len(core) > 1 else ord(core) - ord("a") + 1
