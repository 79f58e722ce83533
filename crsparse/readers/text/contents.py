"""The Contents, and the headings of the body that it announces.

CRS reports list their headings (three levels), figures, tables, appendixes and contacts with dot leaders and page
numbers. Plain text has no fonts, so the Contents are the best evidence for what is a heading and how it is worded; with
``pdftotext -layout`` the indentation of its entries gives the levels too.

Cues: the word ``Contents`` alone on a line, with a line of leaders close after it; from there on every line with
leaders and the lines before it that it continues, until no leaders follow. Issue Briefs and web editions print neither
leaders nor page numbers: there the lines after the word are entries as long as each says what a later line says again,
and there must be three. A heading of the body is one to four lines that together have the letters of an entry; one that
is not announced is of the level below those that are, for the Contents leave out the fourth. Missed: entries over
several lines in Contents without leaders."""

import re
from collections.abc import Mapping, Sequence

from msgspec import Struct

from crsparse.readers.text import wording
from crsparse.readers.text.lines import Line, letters
from crsparse.text_norm import single_spaced

_LEADERS = re.compile(r"(?<!\.)(?<!\.\s)\.(?:\s?\.){3,}+\s*+((?:[A-Z]{1,2}-)?\d{1,3}|[ivxl]{1,6})?\s*$")
"""Dot leaders and a page number at the end of a line: ``........... 17``; four dots at least, for three are an
ellipsis. Looked for where dots begin: from each dot, a row of 400,000 would take a day."""
_HEAD = re.compile(
    r"(?:Table of )?Contents|Figures|Tables|Appendix(?:es)?|Appendices|Contacts|CONTENTS|Exhibits|Maps|Boxes"
    r"|Lists? of (?:Tables|Figures|Appendix(?:es)?|Appendices|Maps|Boxes)",
    re.I,
)
"""Heads of the Contents and of the lists below them."""
_START = re.compile(r"(?:Table of )?Contents", re.IGNORECASE)
_REACH = 4
"""Lines within which another line with leaders must follow for the Contents to go on."""
_FEWEST = 3
"""Entries that make Contents without leaders."""
_LONGEST_HEADING = 4
"""Lines that a heading may have."""


class Entry(Struct, frozen=True):
    """An entry of the Contents."""

    title: str
    """The heading or caption it announces, without leaders and page number."""
    lines: tuple[int, ...]
    """Indexes of its lines."""
    level: int | None
    """Its rank among the indentations, 1 is outermost; None where the text keeps no indentation."""
    listed: str
    """The head it stands under, in lower case: ``contents``, ``figures``, ``tables``, …"""


class Contents(Struct, frozen=True):
    """The Contents of a document; empty where there are none."""

    heads: tuple[int, ...] = ()
    """Indexes of the lines that are heads."""
    entries: tuple[Entry, ...] = ()
    """The entries in printed order."""

    @property
    def captions(self) -> frozenset[str]:
        """Letters of the captions that the lists of figures and tables announce."""
        return frozenset(
            letters(e.title) for e in self.entries if e.listed not in ("contents", "appendixes", "contacts")
        )

    @property
    def below(self) -> int | None:
        """The level of a heading that the Contents leave out; None where they tell no levels."""
        levels = [entry.level for entry in self.entries if entry.level is not None]
        return max(levels) + 1 if levels else None


def has_leaders(text: str) -> bool:
    """Whether ``text`` ends with dot leaders."""
    return _LEADERS.search(text) is not None


def find_contents(lines: Sequence[Line], claimed: Mapping[int, str]) -> Contents:
    """Return the Contents among the lines that nothing has claimed yet."""
    free = [n for n in range(len(lines)) if n not in claimed]
    for at, n in enumerate(free):
        if _START.fullmatch(lines[n].plain.strip()) and any(
            has_leaders(lines[m].text) for m in free[at + 1 : at + 1 + _REACH]
        ):
            return _read(lines, free[at:])
    return _without_leaders(lines, free)


def _without_leaders(lines: Sequence[Line], free: Sequence[int]) -> Contents:
    """Return Contents whose lines are said again by later ones."""
    heads = [at for at, n in enumerate(free) if _START.fullmatch(lines[n].plain.strip())]
    if not heads:
        return Contents()
    keys = [letters(lines[n].plain) for n in free]
    last: dict[str, int] = {}
    for place, key in enumerate(keys):
        last[key] = place
        if place and lines[free[place]].gap == 0:  # a heading over two lines
            last[keys[place - 1] + key] = place
        last[key.rstrip("0123456789")] = place  # with the call of a note
    for at in heads:
        end, seen = at + 1, set[str]()
        while end < len(free) and keys[end] and keys[end] not in seen and last.get(keys[end], 0) > end:
            seen.add(keys[end])
            end += 1
        if end - at > _FEWEST:
            listed = free[at + 1 : end]
            ranks = _ranks([lines[n].x for n in listed])
            entries = (Entry(lines[n].plain.strip(), (n,), ranks.get(lines[n].x), "contents") for n in listed)
            return Contents((free[at],), tuple(entries))
    return Contents()


def _read(lines: Sequence[Line], free: Sequence[int]) -> Contents:
    heads: list[int] = []
    found: list[tuple[list[int], str, str]] = []
    listed, open_lines = "contents", list[int]()
    for n in free[: _end(lines, free)]:
        text = lines[n].plain.strip()
        if not open_lines and _HEAD.fullmatch(text):
            heads.append(n)
            listed = text.lower().removeprefix("table of ").removeprefix("list of ").removeprefix("lists of ")
            continue
        open_lines.append(n)
        leaders = _LEADERS.search(text)
        if leaders:
            words = [lines[m].plain.strip() for m in open_lines]
            words[-1] = words[-1][: len(words[-1]) - len(leaders.group())] if leaders else words[-1]
            found.append((open_lines, single_spaced(" ".join(words)).strip(), listed))
            open_lines = []
    ranks = _ranks([lines[group[0]].x for group, _, under in found if under == "contents"])
    entries = tuple(
        Entry(title, tuple(group), ranks.get(lines[group[0]].x) if under == "contents" else None, under)
        for group, title, under in found
    )
    return Contents(tuple(heads), entries)


def _end(lines: Sequence[Line], free: Sequence[int]) -> int:
    """Return the place after the last line with leaders that is within reach of the one before it."""
    end, missing = 0, 0
    for place, n in enumerate(free[1:], start=1):
        if has_leaders(lines[n].text):
            end, missing = place + 1, 0
        else:
            missing += 1
            if missing > _REACH:
                break
    return end


def _ranks(indents: Sequence[int]) -> dict[int, int]:
    """Return the level of each indentation; nothing when all are alike, as in text without geometry."""
    levels: dict[int, int] = {}
    rank, previous = 0, -10
    for indent in sorted(set(indents)):
        # entries of one level may be a column apart, for columns are rounded
        rank += indent - previous > 1
        previous = indent
        levels[indent] = rank
    return levels if rank > 1 else {}


def announced(
    lines: Sequence[Line], claimed: Mapping[int, str], contents: Contents
) -> dict[int, tuple[int, int | None]]:
    """Return where headings stand that the Contents announce: index of the first line to number of lines and level."""
    entries = {letters(e.title): e for e in contents.entries if e.listed in ("contents", "appendixes", "appendices")}
    longest = max(map(len, entries), default=0)
    result: dict[int, tuple[int, int | None]] = {}
    taken: set[int] = set()
    for n in range(len(lines)):
        if _in_mid_sentence(lines, claimed, n):
            continue
        key = ""
        for count in range(1, _LONGEST_HEADING + 1):
            m = n + count - 1
            if m >= len(lines) or m in claimed or m in taken or (count > 1 and lines[m].page != lines[n].page):
                break
            key += letters(lines[m].plain)
            entry = entries.get(key) or entries.get(key.rstrip("0123456789"))
            if entry and _as_heading(lines[n].plain, lines[m].plain, entry.title):
                result[n] = (count, entry.level if entry.listed == "contents" else 1)
                taken.update(range(n, m + 1))
                break
            if len(key) > longest:
                break
    return result


def _in_mid_sentence(lines: Sequence[Line], claimed: Mapping[int, str], n: int) -> bool:
    """Whether line ``n`` must go on with the line above it: ``… Provisions Related to`` / ``Cosmetics``."""
    if not n or n - 1 in claimed or lines[n].gap or lines[n].top:
        return False
    return wording.must_go_on(lines[n - 1].plain)


def level_below(lines: Sequence[Line], contents: Contents, heads: Mapping[int, object]) -> dict[int, int | None]:
    """Return for each line the level that a heading there has when the Contents leave it out.

    That is the one below the Contents' levels; in an appendix that only the list of appendixes announces, the second.
    """
    apart = {letters(e.title) for e in contents.entries if e.listed in ("appendixes", "appendices", "appendix")}
    level = contents.below
    result: dict[int, int | None] = {}
    for n, line in enumerate(lines):
        if n in heads and level is not None and line.plain.startswith("Appendix"):
            key = letters(line.plain)
            level = 2 if any(title.startswith(key) for title in apart) else contents.below
        result[n] = level
    return result


def _as_heading(first: str, last: str, title: str) -> bool:
    """Whether lines that have the letters of an entry are set as a heading, and not the end of a sentence that says
    the same."""
    if first.lstrip("“‘\"'([")[:1].islower():
        return False
    end = last.rstrip()[-1:]
    return end not in ".;," or title.endswith(end) or first.startswith("Appendix")
