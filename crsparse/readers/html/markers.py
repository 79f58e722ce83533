"""List markers: HTML keeps them out of the text, the page's reader sees them.

Numbers are those a browser prints; bullets are those that CRS prints at each depth, which styles of its site draw.
"""

import re
from collections.abc import Iterator

from crsparse.readers.html.markup import Tag

_BULLETS = ("•", "o", "▪")
"""Bullets of Word's lists, from the outermost inwards."""
_NO_MARKER = re.compile(r"list-style(?:-type)?\s*:\s*none", re.IGNORECASE)
_LARGEST_ROMAN = 3999
_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)


def item_numbers(tag: Tag) -> Iterator[int]:
    """Yield the numbers of a list's items: from ``start`` on, or backwards; ``value`` sets one anew."""
    items = [kid for kid in tag.kids if isinstance(kid, Tag) and kid.name == "li"]
    backwards = tag.get("reversed") is not None
    number = _integer(tag.get("start"), len(items) if backwards else 1)
    for item in items:
        number = _integer(item.get("value"), number)
        yield number
        number += -1 if backwards else 1


def item_marker(tag: Tag, item: Tag, number: int, depth: int) -> str | None:
    """Return the marker of one item: a bullet by ``depth`` (0 is outermost), or the number in the list's type.

    None where a style takes it away.
    """
    if any(_NO_MARKER.search(part.get("style") or "") for part in (tag, item)):
        return None
    if tag.name != "ol":
        return _BULLETS[min(depth, len(_BULLETS) - 1)]
    kind = item.get("type") or tag.get("type") or "1"
    if kind in ("a", "A"):
        letters = _letters(number)
    elif kind in ("i", "I"):
        letters = _roman(number)
    else:
        letters = str(number)
    return (letters.upper() if kind in ("A", "I") else letters) + "."


def _integer(value: str | None, default: int) -> int:
    text = (value or "").strip()
    digits = text.removeprefix("-")
    return int(text) if digits.isascii() and digits.isdigit() and len(digits) < 9 else default


def _letters(number: int) -> str:
    """Return a, b, …, z, aa, ab, …; a number that has no letters stays a number, as in browsers."""
    if number < 1:
        return str(number)
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return letters


def _roman(number: int) -> str:
    if not 1 <= number <= _LARGEST_ROMAN:
        return str(number)
    numeral = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        numeral += letters * count
    return numeral
