"""Lists whose numbers stand in the line, without a tab: ``(1) invites …``, ``(2) evaluates …``.

A number at the head of a paragraph may be one of a list or of a quoted statute (R48915). Cues, in this order:
paragraphs one after the other, also over a page's end, whose numbers follow each other in one form; one left edge; and
at least one of them has a hanging indent, which quoted text has not.

Always true: only paragraphs become list items. Known to be missed: numbered lists of single lines.
"""

import re
from collections.abc import Sequence

from crsparse.elements import Anchor
from crsparse.readers.layout.continuations import Flow
from crsparse.readers.layout.lines import Line
from crsparse.readers.layout.paragraphs import INDENT, Paragraph
from crsparse.readers.layout.rows import with_marker
from crsparse.readers.layout.words import marker_of

_NUMBER = re.compile(r"(\(?)(\d{1,2}|[a-z])([.)])")
"""``(1)``, ``2.``, ``c)``."""


def mark_sequences(flows: Sequence[Flow], owners: dict[int, Anchor], fresh: list[Line]) -> None:
    """Set the numbers apart of paragraphs that are numbered one after the other and hang."""
    group: list[tuple[Paragraph, float]] = []
    last: tuple[str, int, str] | None = None
    for flow in flows:
        for unit in flow.units:
            number = _number(unit) if isinstance(unit, Paragraph) else None
            if isinstance(unit, Paragraph) and number is not None:
                indent = unit.rows[0].left - flow.margins.left
                follows = last is not None and number == (last[0], last[1] + 1, last[2])
                if not (follows and abs(indent - group[-1][1]) < INDENT):
                    _mark(group, owners, fresh)
                    group = []
                group.append((unit, indent))
                last = number
            else:
                _mark(group, owners, fresh)
                group, last = [], None
    _mark(group, owners, fresh)


def _number(paragraph: Paragraph) -> tuple[str, int, str] | None:
    """Return the form and the value of the number at a paragraph's head."""
    row = paragraph.rows[0]
    match = None if row.marker else _NUMBER.fullmatch(marker_of(row.line.text))
    if match is None:
        return None
    before, value, after = match.groups()
    return before, int(value) if value.isdigit() else ord(value) - ord("a") + 101, after


def _mark(group: Sequence[tuple[Paragraph, float]], owners: dict[int, Anchor], fresh: list[Line]) -> None:
    if len(group) < 2 or not any(_hangs(paragraph) for paragraph, _ in group):
        return
    for paragraph, _ in group:
        row = with_marker(paragraph.rows[0], owners, fresh)
        if row is not None:
            paragraph.rows[0] = row


def _hangs(paragraph: Paragraph) -> bool:
    return len(paragraph.rows) > 1 and paragraph.rows[1].left > paragraph.rows[0].left + INDENT
