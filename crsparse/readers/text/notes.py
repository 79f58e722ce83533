"""Footnotes: at the foot of the page that calls them, each with its number at the start of a line.

Cues in order: numbers that count on from the last note, at the starts of lines, the last such chain on a page (list
items and table rows above it may begin with the same numbers); the call, the same digits glued to a word, must stand
above the first note of a document; from the first number down to the end of the page everything is notes, but for what
starts with a caption. Lines just above the first number belong to the note before when it was open: it ended with
``(continued...)``, or they are too wide for the body (notes are set in smaller type).

Always true: note numbers count up by one. Missed: a page that has nothing but the rest of a long note.
"""

import re
from collections.abc import Container, Mapping, Sequence
from statistics import median

from msgspec import Struct

from crsparse.readers.text import wording
from crsparse.readers.text.lines import Line
from crsparse.readers.text.measure import PROSE, cap
from crsparse.readers.text.widths import width

_START = re.compile(r"(\d{1,3})(?:\s+(\S.*))?")
"""A line that may open a note: ``12 10 U.S.C. §1552.``, or a number alone, its text on the next line."""
_LOWER = re.compile(
    r"[“‘\"'(\[]*(?:https?:|www\.|id\.|ibid|e\.g\.|i\.e\.|see\b|supra|infra|et seq|cf\.|accord\b|but see)"
)
"""How a note may begin in lower case; ``1 in 257 tax filers`` is no note."""
CONTINUED = re.compile(r"\(\s?(?:(?:\.\.\.|…)\s?continued|continued\s?(?:\.\.\.|…))\s?\)")
"""What CRS prints where a note runs on to the next page: ``(continued...)`` and ``(...continued)``."""
_BACK = re.compile(r"Author (?:Contact )?Information|Acknowledge?ments?|Disclaimer", re.IGNORECASE)
"""Headings of the parts at the end of a product."""
_WIDER = 900
"""By how much a line must exceed the body's measure to be of smaller type, 1/1000 em."""
_NEAR = 2500
"""How near the body's measure the widest line of a stretch of body comes, 1/1000 em."""
_FULL_NOTE = 42_000
"""Width from which on the first line of a note is full, 1/1000 em: notes are set in 9 pt across 6 inches."""
_WIDEST_BODY = 44_000
"""Measure above which type is that of notes, not of the body, 1/1000 em: 6.5 inches hold 42.5 em of 11 pt."""
_HIGHEST = 999


class Note(Struct, frozen=True):
    """A footnote."""

    number: int
    """Its number."""
    lines: tuple[int, ...]
    """Indexes of its lines; the first begins with the number, or is the number, wherever that stands."""
    marker: str = ""
    """The number as printed, where that is more than digits: ``12.``."""


class Notes(Struct, frozen=True):
    """The footnotes of a document."""

    notes: tuple[Note, ...] = ()
    """The notes in order of their numbers."""
    continued: tuple[int, ...] = ()
    """Indexes of lines that are nothing but ``(continued...)``, or the heading of the notes."""
    paragraphs: bool = False
    """Whether each line of a note is a paragraph."""


def find_notes(lines: Sequence[Line], claimed: Mapping[int, str], heads: Container[int] = ()) -> Notes:
    """Return the footnotes among the lines that nothing has claimed yet; ``heads`` are those of announced headings."""
    by_page: dict[int, list[int]] = {}
    for n, line in enumerate(lines):
        if n not in claimed:
            by_page.setdefault(line.page, []).append(n)
    upper = [n for page in by_page.values() for n in page[: len(page) // 2]]
    measure = cap([width(lines[n].plain) for n in upper if len(lines[n].text) > PROSE], _WIDEST_BODY)
    geometry = any(line.x for line in lines)
    found: dict[int, list[int]] = {}
    continued: list[int] = []
    last, open_note = 0, False
    for page in by_page.values():
        chain = _chain(lines, page, last + 1) or _displaced(lines, page, last + 1)
        if not chain or (last == 0 and not called_in(lines, page[: chain[0]], 1)):
            continue
        rest = _rest(lines, page, chain[0], open_note, measure) if last else chain[0]
        rest = chain[0] if any(n in heads for n in page[rest : chain[0]]) else rest
        end = _end(lines, page, chain[-1])
        body = set() if geometry else _body_between(lines, page, range(chain[0], end), set(chain), measure, heads)
        for place in range(rest, end):
            if place in body:
                continue
            number = last + sum(1 for start in chain if start <= place)
            group = found.setdefault(number, []) if number else []
            if lines[page[place]].plain.strip() == str(last + 1) and place > chain[-1]:
                found[last + 1].insert(0, page[place])
                continue
            (continued if CONTINUED.fullmatch(lines[page[place]].plain.strip()) else group).append(page[place])
        last += len(chain)
        tail = found[last][-1]
        open_note = any(page[p] in continued for p in range(chain[-1], end)) or wording.must_go_on(lines[tail].plain)
    return Notes(tuple(Note(number, tuple(group)) for number, group in sorted(found.items())), tuple(continued))


def number_of(line: Line) -> int | None:
    """Return the number that ``line`` begins with, when it may open a note."""
    match = _START.fullmatch(line.plain.strip())
    if not match or match.group(1).startswith("0"):
        return None
    text = match.group(2)
    if text and wording.starts_lower(text) and not _LOWER.match(text):
        return None
    return int(match.group(1))


def _chain(lines: Sequence[Line], page: Sequence[int], expected: int) -> list[int]:
    """Return the places on the page where notes start, ``expected`` first: the last chain of numbers that is
    longest."""
    places: dict[int, list[int]] = {}
    for place, n in enumerate(page):
        number = number_of(lines[n])
        if number is not None and expected <= number <= _HIGHEST:
            alone = lines[n].plain.strip() == str(number)
            if not alone or place + 1 < len(page):
                places.setdefault(number, []).append(place)
    best: list[int] = []
    top = expected
    while top in places:
        top += 1
    for highest in range(top - 1, expected - 1, -1):
        chain: list[int] = []
        below = len(page)
        for number in range(highest, expected - 1, -1):
            before = [place for place in places[number] if place < below]
            if not before:
                break
            below = before[-1]
            chain.append(below)
        if len(chain) == highest - expected + 1:
            best = chain[::-1]
            break
    return best


def _displaced(lines: Sequence[Line], page: Sequence[int], expected: int) -> list[int]:
    """Return the places where notes start when the number of the first stands alone, below all notes, as in plain
    text."""
    alone = [place for place, n in enumerate(page) if lines[n].plain.strip() == str(expected)]
    later = _chain(lines, page, expected + 1)
    if not alone or not later or alone[-1] < later[-1]:
        return []
    place = later[0]
    while place > 0 and lines[page[place]].gap == 0 and not lines[page[place]].top:
        place -= 1
    return [place, *later] if place < later[0] else []


def called_in(lines: Sequence[Line], above: Sequence[int], number: int) -> bool:
    """Whether a call of the note stands in the lines above it: its digits glued to a word or its full stop."""
    call = re.compile(rf"[^\W\d][.,;:”’\")\]]{{0,3}}{number}(?!\d)|[.,;:”’\")\]]{number}(?!\d)")
    return any(call.search(lines[n].plain) for n in above)


def _rest(lines: Sequence[Line], page: Sequence[int], first: int, open_note: bool, measure: int) -> int:
    """Return the place where the rest of the last page's note begins, or that of the first note when there is none."""
    place = first
    while place > 0 and lines[page[place]].gap == 0 and not lines[page[place]].top:
        place -= 1
    if place == first and lines[page[first]].gap and first > 0:
        # in text that keeps geometry the raised number of the first note makes a blank row below what goes before
        place = first - 1
        while place > 0 and lines[page[place]].gap == 0 and not lines[page[place]].top:
            place -= 1
    if place == first:
        return first
    full = [width(lines[n].plain) for n in page[place : first - 1]]
    wide = bool(full) and median(full) > measure + _WIDER
    return place if wide or (open_note and lines[page[place]].gap > 0) else first


def _body_between(
    lines: Sequence[Line],
    page: Sequence[int],
    zone: range,
    starts: set[int],
    measure: int,
    heads: Container[int],
) -> set[int]:
    """Return the places in the zone of notes that are body: plain text may put a page's last paragraphs behind its
    notes.

    Such a stretch follows a blank line, and none of its lines goes beyond the body's measure though some come near it;
    notes are set in smaller type and reach further. A heading that the Contents announce opens one, too.
    """
    found: set[int] = set()
    at = zone.start
    inside = False
    while at < zone.stop:
        if page[at] in heads:
            found.add(at)
            inside = True
            at += 1
            while at < zone.stop and at not in starts and not lines[page[at]].gap:
                if width(lines[page[at]].plain) > measure + _WIDER:
                    break
                found.add(at)
                at += 1
            continue
        if at in starts:
            inside = False
            at += 1
            continue
        end = at + 1
        while end < zone.stop and end not in starts and not lines[page[end]].gap:
            end += 1
        widths = [width(lines[n].plain) for n in page[at:end]]
        over = sum(1 for value in widths if value > measure + _WIDER)
        near = any(measure - _NEAR <= value <= measure + _WIDER for value in widths)
        # a word that was cut by a hyphen may make a line of the body longer
        prose = near and over <= len(widths) // 8
        if lines[page[at]].gap and (prose or (inside and not over)) and _note_ended(lines, page, at, starts):
            inside = True
            found.update(range(at, end))
        at = end
    return found


def _note_ended(lines: Sequence[Line], page: Sequence[int], at: int, starts: set[int]) -> bool:
    """Whether the note before place ``at`` may end there: its first line alone is parted from the rest by a blank
    line."""
    text = lines[page[at - 1]].plain
    if at - 1 in starts and width(text) > _FULL_NOTE:
        return False
    return wording.ends_sentence(text) or wording.starts_unit(lines[page[at]].plain)


def _end(lines: Sequence[Line], page: Sequence[int], last_start: int) -> int:
    """Return the place after the page's last note: a caption after it starts what plain text put behind the notes."""
    for place in range(last_start + 1, len(page)):
        line = lines[page[place]]
        if line.gap and (wording.CAPTION.match(line.plain) or _BACK.fullmatch(line.plain)):
            return place
    return len(page)
