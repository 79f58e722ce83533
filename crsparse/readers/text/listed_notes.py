"""Footnotes of flowed text, where each paragraph of a note is a line.

Two ways: under a heading ``Footnotes``, as web editions list them all, their numbers with a full stop or without; or at
the foot of each page, where the page's own foot, a form feed or a heading of the end matter closes them.

Cues in order: the heading; else a number at the start of a line that counts on from the last note and is called above,
its digits glued to a word or full stop. What follows down to the end of the page, or under the heading to its end, goes
on with the note before, each line a paragraph, unless a heading comes that the Contents announce. Where nothing shows
the end of the page, a note has one line.
Always true: note numbers count up by one. Missed: a page that begins with the rest of a note.
"""

import re
from collections.abc import Container, Iterator, Mapping, Sequence

from crsparse.readers.text.front import AUTHORS, ENDING
from crsparse.readers.text.lines import Line
from crsparse.readers.text.notes import CONTINUED, Note, Notes, called_in, number_of

_HEAD = re.compile(r"(?:Foot|End)?notes", re.IGNORECASE)
"""The heading that web editions set above all notes."""
_LISTED = re.compile(r"\[?(\d{1,3})\]?(?:\([^()\s]*\))?(?:\.|\))?\s+(?=\S)")
"""The number of a listed note: ``12. See``, ``12 See``, ``[12] See``; as a link back to its call, ``[12](#). See``."""


def find_listed_notes(lines: Sequence[Line], claimed: Mapping[int, str], heads: Container[int] = ()) -> Notes:
    """Return the footnotes among the lines that nothing has claimed yet; ``heads`` are those of announced headings."""
    for n, line in enumerate(lines):
        if n not in claimed and _HEAD.fullmatch(line.plain.strip(" :")):
            listed = _listed(lines, claimed, n)
            if listed:
                return Notes(tuple(listed), (n,), paragraphs=True)
    return _at_feet(lines, claimed, heads)


def _listed(lines: Sequence[Line], claimed: Mapping[int, str], head: int) -> list[Note]:
    """Return the notes below a heading; none when the line below it is not the first note."""
    found: list[tuple[list[int], str]] = []
    for n in range(head + 1, len(lines)):
        if n in claimed:
            if claimed[n] == "disclaimer":
                break
            continue
        if _is_end(lines[n]):
            break
        match = _LISTED.match(lines[n].plain)
        if match and int(match[1]) == len(found) + 1:
            found.append(([n], match.group().rstrip()))
        elif not found:
            return []
        else:
            found[-1][0].append(n)
    return [Note(number, tuple(group), marker) for number, (group, marker) in enumerate(found, 1)]


def _is_end(line: Line) -> bool:
    text = line.plain.strip()
    return ENDING.fullmatch(text) is not None or AUTHORS.fullmatch(text) is not None


def _at_feet(lines: Sequence[Line], claimed: Mapping[int, str], heads: Container[int]) -> Notes:
    """Return the notes at the feet of pages."""
    notes: list[Note] = []
    continued: list[int] = []
    for page in _sheets(lines, claimed):
        closed = page.closed
        for n in _from_first(lines, page.lines, len(notes) + 1):
            if n in heads:
                break
            if CONTINUED.fullmatch(lines[n].plain.strip()):
                continued.append(n)
            elif number_of(lines[n]) == len(notes) + 1:
                notes.append(Note(len(notes) + 1, (n,)))
            elif closed:
                notes[-1] = Note(notes[-1].number, (*notes[-1].lines, n))
    return Notes(tuple(notes), tuple(continued), paragraphs=True)


def _from_first(lines: Sequence[Line], page: Sequence[int], number: int) -> Sequence[int]:
    """Return the lines of a page from that on which opens a note: below the first that calls it."""
    call = next((place for place, n in enumerate(page) if called_in(lines, (n,), number)), len(page))
    places = range(call + 1, len(page))
    return page[next((place for place in places if number_of(lines[page[place]]) == number), len(page)) :]


class _Sheet:
    """The lines of a page that nothing has claimed, and whether the text shows where it ends."""

    def __init__(self, lines: list[int], closed: bool) -> None:
        self.lines = lines
        self.closed = closed


def _sheets(lines: Sequence[Line], claimed: Mapping[int, str]) -> Iterator[_Sheet]:
    """Yield the pages: a form feed, a running foot or head, or a heading of the end matter ends one."""
    found: list[int] = []
    for n, line in enumerate(lines):
        ends = claimed.get(n) == "furniture" or (n not in claimed and _is_end(line))
        if found and (ends or line.page != lines[found[-1]].page):
            yield _Sheet(found, True)
            found = []
        if n not in claimed and not ends:
            found.append(n)
    if found:
        yield _Sheet(found, False)
