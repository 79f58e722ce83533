"""Notes: the elements at the end that an anchor ``fn12`` opens.

What the web editions print: EveryCRSReport a table, one row a note, ``<td><a href="#ifn1" name="fn1">1</a>.</td>`` and
a cell with its paragraphs; congress.gov a paragraph or a ``<div>`` a note, which the anchor opens or whose own id is
``fn1``.

Cues in order: the anchor's name; that nothing but the number stands before it; that no other note begins in the same
element. The number is taken off, with the stop or bracket after it.
Always true: an element is a note's only if the note's anchor opens it; the text around notes is left to the other
rules.
Known to miss: a second paragraph of a note that stands beside the first, not in one element with it, after the last
note.
"""

import re

from msgspec import structs

from crsparse.elements import Run
from crsparse.readers.html.inline import NOTE_NAME
from crsparse.readers.html.markup import Tag

_NUMBER = re.compile(r"\s*[\[(]?(\d{1,4})[\])]?\s*[.:]?\s*")
"""The number that opens a note: ``1``, ``12.``, ``[3]``."""
_STOP = re.compile(r"\s*[.:\])]\s*")
"""What may stand between the number and the note."""


class Notes:
    """Knows which elements of a page hold one note each."""

    def __init__(self, root: Tag) -> None:
        self.counts: dict[int, int] = {}
        self.total = self._count(root)

    def _count(self, tag: Tag) -> int:
        count = int(_number_of(tag) is not None)
        count += sum(self._count(kid) for kid in tag.kids if isinstance(kid, Tag))
        self.counts[id(tag)] = count
        return count

    def number(self, tag: Tag) -> str | None:
        """Return the number of the note that ``tag`` holds, None when it holds none or several."""
        if self.counts.get(id(tag)) != 1:
            return None
        own = _number_of(tag)
        if own is not None:
            return own if tag.name != "a" and tag.is_block else None
        if tag.name not in ("p", "li", "tr", "dd", "div", "section", "aside"):
            return None
        if tag.name in ("div", "section", "aside") and self.total == 1 and len(_blocks(tag)) > 1:
            return None  # a page with a single note: the element may hold what follows it, too
        opener = _opener(tag)
        return _number_of(opener) if opener is not None else None

    def holds_any(self, tag: Tag) -> bool:
        """Tell whether a note begins in ``tag``."""
        return self.counts.get(id(tag), 0) > 0


def without_number(runs: tuple[Run, ...], number: str) -> tuple[str, tuple[Run, ...]]:
    """Return the marker as printed and the runs after it; the number itself when it is not printed at their head."""
    if not runs:
        return number, ()
    match = _NUMBER.match(runs[0].text)
    if not match or match[1].lstrip("0") != number.lstrip("0"):
        return number, runs
    marker, rest = _cut(runs, match.end())
    if rest and marker.strip().isdigit():
        stop = _STOP.match(rest[0].text)
        if stop:
            printed, rest = _cut(rest, stop.end())
            marker += printed
    if rest:
        rest = (structs.replace(rest[0], text=rest[0].text.lstrip(" ")), *rest[1:])
    return "".join(marker.split()), tuple(run for run in rest if run.text)


def _cut(runs: tuple[Run, ...], length: int) -> tuple[str, tuple[Run, ...]]:
    head, tail = runs[0].text[:length], runs[0].text[length:]
    return head, ((structs.replace(runs[0], text=tail), *runs[1:]) if tail else runs[1:])


def _number_of(tag: Tag) -> str | None:
    for name in tag.names:
        match = NOTE_NAME.match(name)
        if match:
            return match[1]
    return None


def _opener(tag: Tag) -> Tag | None:
    """Return the note's anchor when nothing is printed before it."""
    for kid in tag.kids:
        if isinstance(kid, str):
            if kid.strip():
                return None
        elif _number_of(kid) is not None:
            return kid
        elif kid.text or kid.name == "img":
            return _opener(kid)
    return None


def _blocks(tag: Tag) -> list[Tag]:
    return [kid for kid in tag.kids if isinstance(kid, Tag) and kid.is_block and kid.text]
