"""List items: bullets and numbers, set apart from the text, and nesting.

What CRS prints: ``•`` (Symbol), ``o`` (Courier) and ``–`` for nested items, ``1.``, ``a.``, ``(1)``. Tags are
L/LI/LBody, flat or nested; an item that a page end cuts is two items, the second without marker (R48907).

Cues, in this order: the source's claim; a bullet at the head of a paragraph. Depth: the claimed one, else the indents
of neighbouring items.
Always true: the marker is not part of the text. A claimed item without marker that stands further in than the body goes
on with the item before; one at the body's margin is a paragraph.
Known to miss: numbered items that no one claims; they can't be told from numbered paragraphs.
"""

import re
from collections.abc import Iterator

from msgspec.structs import replace

from crsparse.drafts import Claim
from crsparse.elements import Element
from crsparse.inline import Inline, behind
from crsparse.recognizers.view import BULLET, CAPTION, View

_CLAIMED_MARKER = re.compile(BULLET.pattern + r"|[o–—-]\s+|\(?(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,5})[.)]\s+")
"""Markers of claimed items, ``o`` and dashes too: ``1.``, ``(a)``, ``iv.``."""
_STEP = 6.0
"""Points by which left edges must differ to be two depths."""
_COLUMN = 100.0
"""A left edge that moves by more than this is another column's."""


def recognize(view: View) -> Iterator[Claim]:
    """Claim list items."""
    stack: list[float] = []
    last: int | None = None
    for index in view.free:
        element, text = view.elements[index], view.texts[index]
        claimed = element.kind == "list_item"
        if not claimed and not (element.kind in (None, "paragraph") and BULLET.match(text)):
            continue
        if CAPTION.match(text) and claimed and element.marker is None:
            continue  # IF10753 tags a caption as LI
        if last is None or any(
            view.elements[other].kind in ("heading", "paragraph") for other in range(last + 1, index)
        ):
            stack = []
        inline = view.inline(index, marker=False)
        marker, inline = _marker(element, inline)
        left = element.first_line[0] if element.first_line else None
        if marker is None:
            if left is not None and not (stack and left > stack[0] - 2):
                continue
            block = replace(view.block(index, "list_item", inline, level=max(0, len(stack) - 1)), tail=bool(stack))
        else:
            depth = _depth(stack, left, element.level or 0)
            block = replace(view.block(index, "list_item", inline, level=depth), marker=marker)
        last = index
        yield Claim((index,), (block,))


def _marker(element: Element, inline: Inline) -> tuple[str | None, Inline]:
    if element.marker is not None:
        return element.marker, inline
    pattern = _CLAIMED_MARKER if element.kind == "list_item" else BULLET
    match = pattern.match(inline.text)
    if not match:
        return None, inline
    return match.group().strip(), behind(inline, match.end())


def _depth(stack: list[float], left: float | None, claimed: int) -> int:
    """Return the depth of an item and keep the stack of left edges."""
    if left is None:
        return claimed
    if stack and abs(left - stack[-1]) > _COLUMN:
        shift = left - stack[-1]
        stack[:] = [edge + shift for edge in stack]
    while stack and left < stack[-1] - _STEP:
        stack.pop()
    if not stack or left > stack[-1] + _STEP:
        stack.append(left)
    return max(len(stack) - 1, claimed)
