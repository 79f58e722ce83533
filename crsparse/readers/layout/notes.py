"""Footnotes: the lines at the foot of a page that are notes.

CRS parts the notes from the text by a short rule at the left margin, sets them smaller and raises their numbers; a
note that does not end on its page runs on at the foot of the next, where Word prints ``(continued...)``. Cues, in this
order: a short rule without joints, below which, down to the end of the page, there is only small text; a raised number
at the start of a line begins a note; without a rule, small lines at the end of the page of which the first begins with
a raised number.

Always true: notes are the last lines of their page. Known to be missed: notes set in the size of the text without a
rule.
"""

import re
from collections import Counter
from collections.abc import Sequence

from msgspec.structs import replace

from crsparse.readers.layout.drawings import Rule
from crsparse.readers.layout.lines import SMALL, Line
from crsparse.readers.layout.sheets import Sheet, Typography

SHORT = (0.06, 0.55)
"""Length of the rule above notes, as shares of the page's width; Word draws 144 points."""
NEAR = 3.0
"""The first note stands at most this far below the rule, as a multiple of its size."""
SMALLER = 0.96
"""Largest size of notes, as a share of the size of the body text."""

_NUMBER = re.compile(r"\d{1,4}")
"""A note's number, e.g. ``12``."""
_CONTINUED = re.compile(r"^[(\[](?:\.{3}|…)?\s*continued\s*(?:\.{3}|…)?[)\]]$", re.IGNORECASE)
"""What Word prints where a note runs on: ``(continued...)``, ``(...continued)``."""


def take_notes(sheet: Sheet, body: Typography) -> tuple[list[Line], list[Line]]:
    """Remove the notes of a page; return their lines, and the lines that only say that a note runs on."""
    lines = [line for line in sheet.lines if not line.angle]
    limit = SMALLER * max(body.size, _usual_size(lines))
    zone = _below_rule(sheet, lines, limit) or _at_foot(sheet, lines, limit)
    if not zone:
        return [], []
    taken = {id(line) for line in zone}
    sheet.lines = [line for line in sheet.lines if id(line) not in taken]
    signs = [line for line in zone if says_continued(line.text)]
    return [line for line in zone if not says_continued(line.text)], signs


def says_continued(text: str) -> bool:
    """Tell whether ``text`` only says that a note runs on."""
    return bool(_CONTINUED.match(text))


def _usual_size(lines: Sequence[Line]) -> float:
    """Return the size of most characters in the upper half of a page's lines, for pages unlike the rest."""
    weights: Counter[float] = Counter()
    for line in lines[: (len(lines) + 1) // 2]:
        weights[line.size] += len(line.text)
    return max(weights, key=lambda size: (weights[size], size)) if weights else 0.0


def begins_note(line: Line) -> bool:
    """Tell whether a line begins with a raised number."""
    first = next(run for run in line.runs if not run.text.isspace())
    return (
        first.size <= SMALL * line.size
        and first.baseline < line.baseline
        and bool(_NUMBER.fullmatch(first.text.strip()))
    )


def _below_rule(sheet: Sheet, lines: Sequence[Line], limit: float) -> list[Line]:
    for rule in reversed(sheet.drawings.horizontal):
        if not SHORT[0] * sheet.width <= rule.length <= SHORT[1] * sheet.width or rule.joints:
            continue
        zone = [line for line in lines if line.baseline > rule.place]
        if zone and _are_notes(zone, rule, limit):
            rules = tuple(other for other in sheet.drawings.horizontal if other is not rule)
            sheet.drawings = replace(sheet.drawings, horizontal=rules)  # a table must not take it for its own
            return zone
    return []


def _are_notes(zone: Sequence[Line], rule: Rule, limit: float) -> bool:
    first = min(zone, key=lambda line: line.baseline)
    if first.baseline - rule.place > NEAR * first.size or abs(first.x0 - rule.start) > 1.5 * first.size:
        return False
    if any(line.size > limit for line in zone):
        return False
    return begins_note(first) or any(begins_note(line) for line in zone) or says_continued(zone[-1].text)


def _at_foot(sheet: Sheet, lines: Sequence[Line], limit: float) -> list[Line]:
    """Return the small lines that end the page, from the first that begins with a raised number."""
    zone: list[Line] = []
    for line in reversed(lines):
        if line.size > limit:
            break
        zone.append(line)
    zone.reverse()
    start = next((place for place, line in enumerate(zone) if begins_note(line)), None)
    if start is None or not zone or zone[start].baseline < 0.4 * sheet.height:
        return []
    zone = zone[start:]
    left = zone[0].x0
    return zone if all(line.x0 > left - 1.5 * line.size for line in zone) else []
