"""Which shape a text has, judged from the text itself.

``flowed``: one paragraph a line, however long, blank lines between, links as ``[anchor](#)``; what people get who copy
a web page. ``layout``: ``pdftotext -layout``, where spaces keep the page's geometry. ``plain``: ``pdftotext``, lines as
printed but flush left, columns one after the other.

Cues in order: most of a flowed text's characters stand in lines longer than any printed line, or, where no form feed
tells of pages, nearly every line stands between blank ones. Gaps of several spaces and indented rows then tell
``layout`` from ``plain``.
"""

import re
from typing import Literal

Shape = Literal["flowed", "plain", "layout"]

LONGEST_PRINTED = 180
"""Characters of text in the longest line that a page holds: a landscape page in 8 pt type has fewer."""
_FLOWED_SHARE = 0.4
"""Share of characters in longer lines from which on a text is flowed; ``pdftotext``, which moves cut words up, makes
an eighth at most."""
_ALONE_SHARE = 0.8
"""Share of lines between blank ones from which on a text without pages is flowed, whatever the length of its lines."""
_GAPS_SHARE = 0.04
"""Share of lines with indentation or a gap from which on a text keeps the page's geometry."""
_GAP = re.compile(r"^ {3,}\S|\S {3,}\S")
_ALONE = re.compile(r"(?<=\n\n)[^\n]*[^\s][^\n]*(?=\n\n)")
"""A line between two blank ones."""
_SPACES = re.compile(r"\s+")


def shape_of(text: str) -> Shape:
    """Return the shape of ``text``."""
    lines = [line for line in re.split(r"[\n\r\x0c]+", text) if not line.isspace() and line]
    if not lines:
        return "flowed"
    sizes = [len(_SPACES.sub(" ", line)) for line in lines]
    if sum(size for size in sizes if size > LONGEST_PRINTED) >= _FLOWED_SHARE * sum(sizes):
        return "flowed"
    if "\f" not in text and len(_ALONE.findall("\n\n" + text + "\n\n")) >= _ALONE_SHARE * len(lines):
        return "flowed"
    gaps = sum(1 for line in lines if _GAP.search(line.expandtabs()))
    return "layout" if gaps >= _GAPS_SHARE * len(lines) else "plain"
