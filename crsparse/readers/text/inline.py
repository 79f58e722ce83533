"""Text to runs: links written out in the text.

``[partner](#)`` is an anchor whose address is hidden; ``[partner](https://…)`` one with its address; ``[12](#fn12)``
one that leads to a place in the document; ``<https://…>`` is an address that is its own anchor. Square brackets alone,
as in ``[Tokayev] is his own man``, are text. Always true: of markup nothing stays in the text, of the rest everything.
"""

import re
from collections.abc import Iterator

from crsparse.elements import Anchor, Destination, Run

_ADDRESS = (
    r"(?:https?://|mailto:|ftp://|www\.)(?:[^\s()<>]|\([^\s()<>]*\))+|/(?:[^\s()<>]|\([^\s()<>]*\))*|[#][^\s()<>]*"
)
"""An address in parentheses, which may have pairs of parentheses itself: ``https://…/R?d109:FLD002:@1(109+58)``."""
_LINK = re.compile(
    rf"""
      \[ (?P<anchor>(?:[^\[\]]|\[[^\[\]]{{0,200}}\]){{1,500}}) \]
      \( <? (?P<address>{_ADDRESS}) >? (?:\ "[^"]{{0,300}}")? \)
    | < (?P<auto>(?:https?://|mailto:|ftp://)[^\s<>]+ | [\w.+-]{{1,64}}@[\w.-]{{1,255}}\.[A-Za-z]{{2,10}}) >
    """,
    re.VERBOSE,
)


class Anchors:
    """Numbers the links of a text in reading order."""

    def __init__(self) -> None:
        self._last = -1

    def next(self, href: str | None, name: str | None = None) -> Anchor:
        """Return an anchor with the next number."""
        self._last += 1
        return Anchor(self._last, href, Destination(None, name=name) if name else None)


def runs_of(text: str, anchors: Anchors) -> tuple[Run, ...]:
    """Return ``text`` as runs, its links with anchors numbered by ``anchors``."""
    if "](" not in text and "<" not in text:
        return (Run(text),) if text else ()
    return tuple(_runs(text, anchors))


def _runs(text: str, anchors: Anchors) -> Iterator[Run]:
    at = 0
    for match in _LINK.finditer(text):
        if match.start() > at:
            yield Run(text[at : match.start()])
        auto, address = match["auto"], match["address"]
        if auto:
            href = auto if ":" in auto else f"mailto:{auto}"
            yield Run(auto, link=anchors.next(href))
        elif address.startswith("#"):
            yield Run(match["anchor"], link=anchors.next(None, address[1:] or None))
        else:
            yield Run(match["anchor"], link=anchors.next(address))
        at = match.end()
    if at < len(text):
        yield Run(text[at:])
