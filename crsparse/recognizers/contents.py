"""Contents: the lines of Contents, Figures, Tables, Appendixes and Contacts, and these headings.

What CRS prints: an entry, dots, a page number; one indent a level; some entries over two lines.
Cues: the reader's claim or the dots; the headings by their words, within this part only.
Issue Briefs print neither dots nor numbers: there a line is one that announces a heading.
Always true: an entry's ``text`` is the whole line as printed; ``title`` and ``page_label`` are read from it.
Known to miss: entries without leader and number in sources that do not claim them.
"""

import re
from collections.abc import Iterator

from msgspec.structs import replace

from crsparse.drafts import Claim
from crsparse.inline import respaced
from crsparse.recognizers.landmarks import announcing, is_entry, split_entry, titles_of
from crsparse.recognizers.view import View

_LEADER = re.compile(r"\s*((?:\.\s?){4,})\s*")
"""The dots; engines see spaces among and around them or don't."""
_INDENT = 7.0
"""Points by which left edges must differ to be two levels; CRS indents by 17."""


def recognize(view: View) -> Iterator[Claim]:
    """Claim the part ``contents``."""
    lefts: list[float] = []
    entries = {index for index in view.free if is_entry(view.elements[index], view.texts[index])}
    titles = titles_of(view.elements, view.texts)
    entries |= announcing(view.elements, view.texts)
    for index in view.free:
        if view.parts[index] == "contents" and view.elements[index].first_line:
            line = view.elements[index].first_line
            assert line is not None
            if index in entries and not any(abs(line[0] - left) < _INDENT for left in lefts):
                lefts.append(line[0])
    lefts.sort()
    for index in view.free:
        if view.parts[index] != "contents" or view.elements[index].kind in ("note", "figure", "table"):
            continue
        if index not in entries:
            yield Claim((index,), (view.block(index, "heading", level=1),))
            continue
        element = view.elements[index]
        level = element.level or 1
        if element.first_line:
            level = 1 + sum(1 for left in lefts if left < element.first_line[0] - _INDENT / 2)
        inline = view.inline(index)
        spaced = _LEADER.sub(lambda match: f" {match[1].replace(' ', '')} ", inline.text).strip()
        block = view.block(index, "contents_entry", respaced(inline, spaced), level=level)
        title, page = split_entry(block.inline.text, titles)
        yield Claim((index,), (replace(block, caption=title, page_label=page),))
