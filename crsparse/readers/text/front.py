"""The front of a product and its authors: title, date, the summary's box, by-lines, the authors' block.

What CRS prints: reports, Insights and Legal Sidebars have the title, over one to four lines, and then the date; an In
Focus has the date first. The summary page of a report repeats the title and has a box with number, date and authors,
which plain text mixes into the summary's lines. Covers of before 2018 name the authors between title and date (2009-
2017) or below the date: name, position, division, each in a line of its own, the position or the division left out at
times. At the end stand names and positions, one a line, in blocks (reports, Insights, Sidebars), with e-mail and
telephone until 2017, or by-lines ``Name, Position`` (In Focus).

Cues in order: a line that is a date, near the start; the lines before it are the title; when there are none, the lines
after it as far as the running title goes, or the lines across both columns, or the first line. A person on the cover is
a line with the form of a name, or what a republisher prints for one, right above a line that is a position or a
division. A line of the summary page belongs to the box when it says a part of what the authors' block says.
Always true: title, date, each name and each position is an element of its own; a position over several lines is one; so
are divisions, addresses and telephone numbers.
Missed: the box of a report whose authors' block is gone, but for lines that begin like a position.
"""

import re
from collections.abc import Mapping, Sequence

from msgspec import Struct

from crsparse.readers.text import wording
from crsparse.readers.text.columns import BOX, FULL, HALF
from crsparse.readers.text.lines import Line, letters

AUTHORS = re.compile(r"Author (?:Contact )?Information|Author Contact Information|Contact Information", re.IGNORECASE)
"""The heading of the authors' block."""
ENDING = re.compile(r"Disclaimer|Acknowledge?ments?|Key (?:CRS )?Policy Staff", re.IGNORECASE)
"""Headings that follow the authors' block."""
_APPENDED = re.compile(r"EveryCRSReport\.com", re.IGNORECASE)
"""The first line of the page that EveryCRSReport appends."""
_COVER_LINES = 40
"""Lines after the date within which the names on a cover stand."""
_POSITION_LINES = 3
"""Lines that a position on a cover may have."""
SUMMARY = re.compile(r"SUMMARY|Summary")
"""The heading of a summary."""
_DATE_WITHIN = 14
"""Lines from the start within which the date of the product stands."""
_TITLE_LINES = 5
"""Lines that a title may have."""
_POSITION_GOES_ON = re.compile(r"(?:\b(?:and|of|in|for|the|to|on|with)|[,&-])$")


class Front(Struct, frozen=True):
    """Lines of the front, by their indexes."""

    title: tuple[int, ...] = ()
    """The title's lines."""
    date: int | None = None
    """The date's line."""
    persons: "tuple[Person, ...]" = ()
    """The authors whom the cover names."""


class Person(Struct, frozen=True):
    """An author in the authors' block or on a cover."""

    name: tuple[int, ...]
    """Indexes of the lines of the name."""
    position: tuple[int, ...]
    """Indexes of the lines of the position; empty where there is none."""
    others: tuple[int, ...] = ()
    """Indexes of further lines: the division, an e-mail address, a telephone number."""


def find_front(lines: Sequence[Line], claimed: Mapping[int, str], running: frozenset[str]) -> Front:
    """Return title and date of the first page; ``running`` has the letters of the running titles."""
    free = [n for n in range(min(len(lines), 60)) if n not in claimed and lines[n].page == lines[0].page]
    place = next((p for p, n in enumerate(free[:_DATE_WITHIN]) if wording.is_date(lines[n].plain)), None)
    if place is None:
        return Front()
    before = [n for n in free[:place] if not SUMMARY.fullmatch(lines[n].plain)]
    after = free[place + 1 :]
    if before:
        title, persons = _title_and_persons(lines, before)
        below = _persons_on_cover(lines, after[:_COVER_LINES])
        return Front(title, free[place], (*persons, *below))
    title = _title_after(lines, after[:_TITLE_LINES], running)
    return Front(title, free[place], _persons_on_cover(lines, after[len(title) : _COVER_LINES]))


def _title_and_persons(lines: Sequence[Line], before: Sequence[int]) -> tuple[tuple[int, ...], tuple[Person, ...]]:
    """Return the title's lines and the persons named between it and the date."""
    for place in range(1, len(before)):
        persons = _persons_on_cover(lines, before[place:])
        if persons and len(before) - place == sum(len(p.name + p.position + p.others) for p in persons):
            return tuple(before[:place]), persons
    return tuple(before), ()


def _persons_on_cover(lines: Sequence[Line], free: Sequence[int]) -> tuple[Person, ...]:
    """Return the persons whose lines ``free`` begins with."""
    persons: list[Person] = []
    at = 0
    while at < len(free) and _is_name(lines, free, at):
        name, at = free[at], at + 1
        position: list[int] = []
        others: list[int] = []
        while at < len(free) and not _is_name(lines, free, at):
            text = lines[free[at]].plain.strip()
            if wording.CONTACT.fullmatch(text) or wording.DIVISION.fullmatch(text):
                others.append(free[at])
            elif not others and _is_position(lines, free[at], position):
                position.append(free[at])
            else:
                break
            at += 1
        persons.append(Person((name,), tuple(position), tuple(others)))
    return tuple(persons)


def _is_name(lines: Sequence[Line], free: Sequence[int], at: int) -> bool:
    """Whether the line at place ``at`` is a name: by its form and by the position, division or address below it."""
    text = lines[free[at]].plain.strip()
    redacted = wording.REDACTED.fullmatch(text) is not None
    if not redacted and not wording.NAME.fullmatch(text):
        return False
    if at + 1 >= len(free):
        return redacted
    below = lines[free[at + 1]].plain.strip()
    known = wording.HELD.fullmatch(below) or wording.DIVISION.fullmatch(below) or wording.CONTACT.fullmatch(below)
    return redacted or (known is not None and not wording.HELD.fullmatch(text) and not wording.DIVISION.fullmatch(text))


def _is_position(lines: Sequence[Line], n: int, position: Sequence[int]) -> bool:
    """Whether line ``n`` is a position, or goes on with that on the lines ``position``."""
    text = lines[n].plain.strip()
    if not position:
        return wording.HELD.fullmatch(text) is not None
    before = lines[position[-1]].plain.strip()
    goes_on = bool(_POSITION_GOES_ON.search(before)) or wording.starts_lower(text)
    return goes_on and not lines[n].gap and len(position) < _POSITION_LINES


def _title_after(lines: Sequence[Line], after: Sequence[int], running: frozenset[str]) -> tuple[int, ...]:
    """Return the lines of a title that follows the date, as in an In Focus."""
    for count in range(1, len(after) + 1):
        if letters("".join(lines[n].text for n in after[:count])) in running:
            return tuple(after[:count])
    if after and lines[after[0]].frame == FULL and any(lines[n].frame == HALF for n in after):
        across = next(p for p, n in enumerate(after) if lines[n].frame == HALF)
        return tuple(after[:across])
    count = 1
    while count < len(after) and wording.must_go_on(lines[after[count - 1]].plain) and lines[after[count]].gap == 0:
        count += 1
    return tuple(after[:count])


def title_again(lines: Sequence[Line], claimed: Mapping[int, str], front: Front) -> tuple[tuple[int, ...], ...]:
    """Return the groups of lines that repeat the title, as the summary page does."""
    title = letters("".join(lines[n].text for n in front.title))
    groups: list[tuple[int, ...]] = []
    if len(title) < 8:
        return ()
    for n in range(len(lines)):
        if n in front.title or n in claimed or lines[n].page > 4:
            continue
        key, group = "", list[int]()
        for m in range(n, min(len(lines), n + _TITLE_LINES)):
            # the box beside the title may come between its lines
            if m in claimed or wording.is_date(lines[m].plain):
                continue
            key += letters(lines[m].text)
            group.append(m)
            if not title.startswith(key):
                break
            if key == title:
                groups.append(tuple(group))
                break
        if len(groups) == 2:
            break
    return tuple(groups[:1])


def find_authors(lines: Sequence[Line], claimed: Mapping[int, str]) -> tuple[int | None, tuple[Person, ...]]:
    """Return the heading of the authors' block and the persons in it."""
    heads = [n for n, line in enumerate(lines) if n not in claimed and AUTHORS.fullmatch(line.plain.strip())]
    if not heads:
        return None, ()
    head = heads[-1]
    block = []
    for n in range(head + 1, len(lines)):
        if n in claimed:
            continue
        text = lines[n].plain.strip()
        if ENDING.fullmatch(text) or _APPENDED.fullmatch(text) or len(text) > 100 or text.startswith("Appendix"):
            break
        block.append(n)
    return head, _persons(lines, block)


def _persons(lines: Sequence[Line], block: Sequence[int]) -> tuple[Person, ...]:
    persons: list[tuple[list[int], list[int], list[int]]] = []
    for at, n in enumerate(block):
        line, text = lines[n], lines[n].plain.strip()
        before = lines[block[at - 1]].plain.strip() if at else ""
        if not persons:
            persons.append(([n], [], []))
            continue
        name, position, others = persons[-1]
        if wording.CONTACT.fullmatch(text):
            others.append(n)
            continue
        if others:
            persons.append(([n], [], []))
            continue
        goes_on = bool(_POSITION_GOES_ON.search(before)) or wording.starts_lower(text)
        if name and not position and not (line.gap and at):
            (name if re.fullmatch(r"Coordinator", text) else position).append(n)
        elif (
            not line.gap and position and (goes_on or not wording.NAME.fullmatch(text) or wording.POSITION.match(text))
        ) or (line.gap == 0 and goes_on):
            position.append(n)
        else:
            persons.append(([n], [], []))
    return tuple(Person(*map(tuple, person)) for person in persons)


def printed_order(lines: Sequence[Line], persons: Sequence[Person], box: Sequence[Sequence[int]]) -> tuple[Person, ...]:
    """Return the persons in the order of the grid, which is read down its columns, from plain text, which has its rows.

    The summary's box, where it names them all, says the order; otherwise the first of each row come before the second.
    """
    named = [letters(lines[group[0]].plain) for group in box]
    names = [letters(re.sub(r",? Coordinator$", "", lines[person.name[0]].plain)) for person in persons]
    if persons and all(name in named for name in names):
        return tuple(
            person for _, person in sorted(zip(map(named.index, names), persons, strict=True), key=lambda p: p[0])
        )
    return (*persons[0::2], *persons[1::2])


def box_lines(
    lines: Sequence[Line], claimed: Mapping[int, str], persons: Sequence[Person]
) -> tuple[tuple[int, ...], ...]:
    """Return the lines of the box beside a report's summary, in groups: a date, a name, a position."""
    start = next((n for n in range(len(lines)) if SUMMARY.fullmatch(lines[n].plain.strip())), None)
    if start is None:
        return ()
    page = [n for n in range(len(lines)) if n not in claimed and lines[n].page == lines[start].page and n != start]
    names = {letters(lines[n].plain): lines[n].plain for p in persons for n in p.name}
    names |= {letters(re.sub(r",? Coordinator$", "", text)): text for text in list(names.values())}
    positions = {" ".join(lines[n].plain.strip() for n in p.position).lower() for p in persons} - {""}
    groups: list[list[int]] = []
    left = ""
    for n in page:
        text = lines[n].plain.strip()
        part = text.lower()
        in_box = lines[n].frame == BOX
        if left.startswith(part) and (left == part or left[len(part) : len(part) + 1] in (" ", "-")):
            groups[-1].append(n)
            left = left[len(part) :].strip()
            continue
        whole = next((p for p in sorted(positions, key=len) if p == part or p.startswith(part + " ")), None)
        if wording.is_date(text) or letters(text) in names or part == "coordinator" or whole or in_box:
            goes_on = (
                in_box and bool(groups) and not whole and letters(text) not in names and _runs_on(lines, groups[-1], n)
            )
            if goes_on:
                groups[-1].append(n)
            else:
                groups.append([n])
            left = whole[len(part) :].strip() if whole else ""
        elif not in_box:
            # a line of the summary between: only a line that is the rest of a position may still follow
            continue
    return tuple(tuple(group) for group in groups)


def _runs_on(lines: Sequence[Line], group: Sequence[int], n: int) -> bool:
    """Whether a line of the box goes on with the position above it, though no authors' block says so."""
    above = lines[group[-1]].plain.strip()
    return (
        lines[n].gap == 0 and wording.POSITION.match(lines[group[0]].plain) is not None and not wording.is_date(above)
    )
