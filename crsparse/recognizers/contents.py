"""Contents: the lines of Contents, Figures, Tables, Appendixes and Contacts, and these headings.

What CRS prints: an entry, dots, a page number; one indent a level; some entries over two lines.
Cues: the reader's claim or the dots; the headings by their words, within this part only.
Always true: an entry's ``text`` is the whole line as printed; ``title`` and ``page_label`` are read from it.
Known to miss: entries without leader and number in sources that do not claim them.
"""

import re
from collections.abc import Iterator

from msgspec.structs import replace

from crsparse.drafts import Claim
from crsparse.recognizers.landmarks import LEADER
from crsparse.recognizers.view import View

_ENTRY = re.compile(r"(?P<title>.*?)\s*(?:(?:\.\s?){3,}|\s{2,}|\s(?=\S+$))\s*(?P<page>(?:[A-Z]{1,3}-)?(?:\d+|[ivxlc]+))?\s*$", re.S)
"""Title, leader, page label. Without a leader the last word is a label only when it is a number."""
_INDENT = 7.0
"""Points by which left edges must differ to be two levels; CRS indents by 17."""


def recognize(view: View) -> Iterator[Claim]:
    """Claim the part ``contents``."""
    lefts: list[float] = []
    for index in view.free:
        if view.parts[index] == "contents" and view.elements[index].first_line:
            line = view.elements[index].first_line
            assert line is not None
            if _is_entry(view, index) and not any(abs(line[0] - left) < _INDENT for left in lefts):
                lefts.append(line[0])
    lefts.sort()
    for index in view.free:
        if view.parts[index] != "contents" or view.elements[index].kind in ("note", "figure", "table"):
            continue
        if not _is_entry(view, index):
            yield Claim((index,), (view.block(index, "heading", level=1),))
            continue
        element = view.elements[index]
        level = element.level or 1
        if element.first_line:
            level = 1 + sum(1 for left in lefts if left < element.first_line[0] - _INDENT / 2)
        block = view.block(index, "contents_entry", level=level)
        title, page = split_entry(block.inline.text)
        yield Claim((index,), (replace(block, caption=title, page_label=page),))


def _is_entry(view: View, index: int) -> bool:
    return view.elements[index].kind == "contents_entry" or bool(LEADER.search(view.texts[index]))


def split_entry(text: str) -> tuple[str, str | None]:
    """Return title and page label of a line of the Contents.

    >>> split_entry("Introduction ............ 1")
    ('Introduction', '1')
    """
    match = _ENTRY.match(text)
    if not match or not match["title"]:
        return text, None
    page = match["page"]
    if page is None and "..." not in text:
        return text, None
    return match["title"].rstrip(" ."), page
