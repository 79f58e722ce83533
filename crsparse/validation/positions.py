"""Positions: where in a JSON text the values that JSON Pointers name stand.

A scanner of its own, run only for documents in which something is wrong: the libraries that map positions go through
the text character by character and keep a place for every value. This one knows the text to be JSON, goes through its
tokens once, and keeps track of names and places only along the pointers that are wanted.

A pointer to something that is not there gets the place of the nearest thing around it.
"""

import re
from collections.abc import Iterable, Mapping

from msgspec import json

_TOKEN = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"|[\[\]{}:,]|[^\s\[\]{}:,"]+')
r"""A string with its escapes, e.g. "a\"b"; a sign of structure; a number or literal, e.g. -1.5e3. Possessive, so that a
string of many megabytes takes no memory for ways back."""


class Place(tuple[int, int]):
    """Line and column, both 1-based; columns in code points."""

    __slots__ = ()

    @property
    def line(self) -> int:
        """Line."""
        return self[0]

    @property
    def column(self) -> int:
        """Column."""
        return self[1]


class _Step:
    """A step along wanted pointers: the pointer up to here, the steps that go on from it, the offset once known."""

    __slots__ = ("offset", "onward")

    def __init__(self) -> None:
        self.onward: dict[str, _Step] = {}
        self.offset: int | None = None


def locate(text: str, pointers: Iterable[str]) -> Mapping[str, Place]:
    """Return line and column of what each pointer names in ``text``, which must be JSON.

    >>> dict(locate('{"a": [1,\\n 2]}', ["/a/1", ""]))
    {'/a/1': (2, 2), '': (1, 1)}
    """
    root = _Step()
    wanted = {pointer: _steps(pointer) for pointer in pointers}
    for steps in wanted.values():
        node = root
        for step in steps:
            node = node.onward.setdefault(step, _Step())
    _scan(text, root)
    offsets = {pointer: _offset(root, steps) for pointer, steps in wanted.items()}
    places = place_of(text, offsets.values())
    return {pointer: places[offset] for pointer, offset in offsets.items()}


def place_of(text: str, offsets: Iterable[int]) -> dict[int, Place]:
    """Return line and column of offsets into a text."""
    places: dict[int, Place] = {}
    line, begin = 1, 0
    for offset in sorted(set(offsets)):
        line += text.count("\n", begin, offset)
        begin = max(begin, text.rfind("\n", 0, offset) + 1)
        places[offset] = Place((line, offset - begin + 1))
    return places


def _steps(pointer: str) -> tuple[str, ...]:
    return tuple(step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/")[1:])


def _offset(root: _Step, steps: tuple[str, ...]) -> int:
    node, offset = root, root.offset or 0
    for step in steps:
        node = node.onward[step]
        if node.offset is None:
            break
        offset = node.offset
    return offset


class _Open:
    """An object or array that the scan is inside of."""

    __slots__ = ("count", "expects_name", "is_object", "name", "step")

    def __init__(self, step: _Step | None, is_object: bool) -> None:
        self.step, self.is_object = step, is_object
        self.name, self.count, self.expects_name = "", 0, is_object


def _scan(text: str, root: _Step) -> None:
    """Write the offset of each wanted value to its step; of a name that comes twice the last one counts, as in JSON."""
    stack: list[_Open] = []
    for token in _TOKEN.finditer(text):
        sign = token[0]
        top = stack[-1] if stack else None
        if sign in "]}":
            stack.pop()
        elif sign == ",":
            if top:
                top.count += 1
                top.expects_name = top.is_object
        elif sign == ":":
            if top:
                top.expects_name = False
        elif top and top.expects_name:
            if top.step is not None:
                top.name = json.decode(sign) if "\\" in sign else sign[1:-1]
        else:
            step = root if top is None else _onward(top)
            if step is not None:
                step.offset = token.start()
            if sign in "[{":
                stack.append(_Open(step, sign == "{"))


def _onward(top: _Open) -> _Step | None:
    if top.step is None:
        return None
    return top.step.onward.get(top.name if top.is_object else str(top.count))
