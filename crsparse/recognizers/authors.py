"""Authors: the Author Information block, the summary page's box, the by-line of an In Focus.

What CRS prints. At the end: a grid of two columns, read down each column, name above title; ``Coordinator`` may follow
a name, or stand in a line of its own (R48907). On a report's summary page: a box with number, date, names in bold,
titles. In Focus: ``Name, Title`` at the end, name in bold, before the bare number. Older products add e-mail and
telephone, and those before 2018 name their authors on the cover: name, position, division, each in a line of its own.
Republishers replace names by ``[name redacted]``.

A web edition may name them below title and date, and its Author Contact Information may have an author a paragraph:
``Name, Title (address, telephone)``.

Cues, in this order: the part; the form of the lines. Lines go in pairs of name and title; a line that looks like an
address or a telephone number belongs to the name above. Where name and title share a line, the name is one of those in
the PDF's metadata, or ends before a word for a position.
Always true: authors are given once, from the fullest place: the block at the end, else the by-line, else the box.
Known to miss: titles over two paragraphs; an author who stands in the box only.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec.structs import replace

from crsparse.drafts import BlockDraft, Claim, Facts
from crsparse.elements import Run
from crsparse.inline import flatten
from crsparse.model import Author
from crsparse.recognizers.landmarks import DATE
from crsparse.recognizers.view import View, key, marked_runs

_EMAIL = re.compile(
    r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)*|\[redacted\]@[^\s,;()]+|\[e-?mail address scrubbed\]", re.I
)
_PHONE = re.compile(r"(?:\(?\d{3}\)?[ -])?\d{1,3}-(?:\d{4}|\.{4})|\[phone number scrubbed\]", re.I)
_REDACTED = re.compile(r"[\[(]?(?:author )?names? (?:redacted|scrubbed)[\])]?|\[(?:redacted|scrubbed)\]", re.I)
"""``[author name scrubbed]``, ``(name redacted)``, ``[redacted]``."""
_DIVISION = re.compile(r".*\b(?:Division|Knowledge Services Group|Office of (?:Legislative|Information) \w+)")
"""The part of CRS in which an author works, which older products print below the position."""
_ROLE = re.compile(r",?\s*\(?(?P<role>Coordinator|Co-?coordinator|Team Leader|Editor)s?\)?\s*$", re.I)
_NAME = r"[^\W\d_][\w.'’-]*(?: [^\W\d_(“\"][\w.'’-]*| [“\"(]\w+[”\")]){1,5}(?:,? (?:Jr|Sr|II|III|IV)\.?)?"
_BYLINE = re.compile(
    r"(?P<name>"
    + _NAME
    + r")(?P<role>,? (?:Coordinator|Co-?coordinator))?,\s+(?P<title>[A-Z](?:[^.;:]|(?<=[A-Z])\.){3,120})\s*"
)
"""``Andrew Feickert, Specialist in Military Ground Forces``."""
_NAME_LINE = re.compile(_NAME + r"(?:,? \(?(?:Coordinator|Co-?coordinator)\)?)?|" + _REDACTED.pattern)
"""A line that is only a name: ``Jane Doe``, ``Jane Doe, Coordinator``."""
_POSITION = re.compile(
    r"(?:[A-Z][\w.’'&-]+ )*(?:Analyst|Specialist|Attorney|Fellow|Librarian|Assistant|Coordinator|Consultant|Economist|"
    r"Intern|Head|Director|Associate|Scholar|Adviser|Advisor|Manager|Counsel|Editor)\b"
)
"""``Legislative Attorney``, which has the form of a name."""
_SEVERAL = re.compile(r"\s*[,;]\s*(?:and\s+)?")
"""What parts the names in a PDF's metadata: ``Ann Lee, Bob Ray``."""
_CONTACT = re.compile(r"(?P<person>.{5,160}?),?\s*\((?P<contact>[^()]*)\)\s*")
"""``Jane Doe, Analyst in Lakes (jdoe@crs.loc.gov, 7-1234)``."""
_LONGEST_LINE = 120
"""Characters of the longest line with a position."""
_STAFF = "keypolicystaff"
"""Heading of a table of people who need not be authors."""
_TITLE_BEHIND = re.compile(
    r"(?P<name>" + _NAME + r")\s+(?P<title>(?:(?:Senior|Acting|Deputy|Assistant|Supervisory|Lead) )*"
    r"(?:Analyst|Specialist|Legislative Attorney|Attorney|Research (?:Assistant|Librarian|Manager|Associate)|"
    r"Section Research Manager|Information Research Specialist|Visual Information Specialist|Librarian|Economist|"
    r"Fellow|Law Clerk|Intern)\b.*)"
)
"""``Marc Labonte Specialist in Macroeconomic Policy``: name and title in one paragraph, over two lines."""
_MOST_BYLINES = 12
"""Lines before the end matter that may be by-lines."""


def recognize(view: View) -> Iterator[Claim]:
    """Claim the places that name authors."""
    yield from _author_block(view)
    yield from _bylines(view)
    yield from _summary_box(view)
    yield from _cover_lines(view)
    yield from _front_lines(view)


def _author_block(view: View) -> Iterator[Claim]:
    lines: list[str] = []
    claimed: list[int] = []
    blocks: list[BlockDraft] = []
    known = _SEVERAL.split(view.profile.metadata.author)
    for index in view.free:
        element = view.elements[index]
        if view.parts[index] != "author_information" or element.kind in ("note", "furniture", "figure"):
            continue
        if key(view.texts[index]) in ("authorinformation", "authorcontactinformation", "authorsinformation"):
            continue
        if key(view.texts[index]) == _STAFF:
            break
        claimed.append(index)
        for cell in _cells_down(view, index):
            told = [line for paragraph in cell for line in _parted(flatten(paragraph).text)]
            lines.extend(_name_and_title(told, known) if element.rows else told)
            blocks.extend(_cell_block(view, index, cell))
    if claimed:
        yield Claim(tuple(claimed), tuple(blocks), facts=Facts(authors=_authors(lines)))


def _parted(line: str) -> tuple[str, ...]:
    """Return name, title, address and telephone that share a line, each apart; else the line."""
    match = _CONTACT.fullmatch(line)
    if not match or not (_EMAIL.search(match["contact"]) or _PHONE.search(match["contact"])):
        return (line,)
    found = [part.group() for part in (_EMAIL.search(match["contact"]), _PHONE.search(match["contact"])) if part]
    person = match["person"]
    redacted = _REDACTED.match(person)
    byline = _BYLINE.fullmatch(person)
    if redacted and person[redacted.end() :].startswith(", "):
        return (redacted.group(), person[redacted.end() + 2 :], *found)
    if byline:
        return (byline["name"] + (byline["role"] or ""), byline["title"], *found)
    return (person, *found)


def _cells_down(view: View, index: int) -> Iterator[tuple[tuple[Run, ...], ...]]:
    """Yield the paragraphs of each cell, down each column; an element that is no table is one cell."""
    element = view.elements[index]
    if not element.rows:
        yield _lines_of(marked_runs(element))
        return
    for column in range(max(len(row) for row in element.rows)):
        for row in element.rows:
            if column < len(row) and row[column].paragraphs:
                yield row[column].paragraphs


def _name_and_title(lines: list[str], known: Sequence[str]) -> list[str]:
    """Return the lines of one author's cell with the title in one line of its own: it may take several, or share the
    name's.

    A cell may hold two authors: then a later line is a name, and the next begins like a position.
    """
    plain = [line for line in lines if not (_EMAIL.search(line) or _PHONE.search(line) or _ROLE.fullmatch(line))]
    if len(plain) >= 3 and not any(
        _NAME_LINE.fullmatch(line) and not _POSITION.match(line) and _POSITION.match(below)
        for line, below in pairwise(plain[2:])
    ):
        return [plain[0], " ".join(plain[1:]), *(line for line in lines if line not in plain)]
    if len(plain) == 1:
        for name in known:
            if name and plain[0].startswith(name + " "):
                return [name, plain[0][len(name) :].strip(), *(line for line in lines if line not in plain)]
        match = _TITLE_BEHIND.fullmatch(plain[0])
        if match:
            return [match["name"], match["title"], *(line for line in lines if line not in plain)]
    return lines


def _lines_of(runs: tuple[Run, ...]) -> tuple[tuple[Run, ...], ...]:
    """Split runs at line feeds, which readers of text leave in an author block."""
    lines: list[list[Run]] = [[]]
    for run in runs:
        for place, piece in enumerate(run.text.split("\n")):
            if place:
                lines.append([])
            if piece:
                lines[-1].append(replace(run, text=piece))
    return tuple(tuple(line) for line in lines if line)


def _cell_block(view: View, index: int, paragraphs: Sequence[tuple[Run, ...]]) -> Iterator[BlockDraft]:
    for paragraph in paragraphs:
        yield view.block(index, "paragraph", flatten(paragraph))


def _authors(lines: Sequence[str]) -> tuple[Author, ...]:
    """Return authors from lines of names, titles, roles, addresses and telephone numbers."""
    authors: list[Author] = []
    for line in lines:
        line = line.strip()
        if not line or DATE.fullmatch(line):
            continue
        last = authors[-1] if authors else None
        email, phone = _EMAIL.search(line), _PHONE.search(line)
        if last and (email or phone):
            authors[-1] = replace(
                last, email=email.group() if email else last.email, phone=phone.group() if phone else last.phone
            )
        elif last and _ROLE.fullmatch(line):
            authors[-1] = replace(last, role=_role(line))
        elif last is None or last.title is not None:
            match = _ROLE.search(line)
            name = line[: match.start()] if match else line
            redacted = bool(_REDACTED.fullmatch(name))
            authors.append(
                Author(
                    name=name,
                    title=None,
                    email=None,
                    phone=None,
                    role=_role(line) if match else None,
                    redacted=redacted,
                )
            )
        else:
            authors[-1] = replace(last, title=line)
    return tuple(authors)


def _role(line: str) -> str | None:
    match = _ROLE.search(line)
    return match["role"].lower() if match else None


def _bylines(view: View) -> Iterator[Claim]:
    """Claim the by-lines of an In Focus: the last lines of the body, ``Name, Title``."""
    body = [index for index in view.free if view.parts[index] in ("body", "author_information") and view.texts[index]]
    if any(part == "author_information" for part in view.parts):
        return
    end: list[int] = []
    for index in reversed(body[-_MOST_BYLINES:]):
        element = view.elements[index]
        if element.kind in ("note", "figure", "furniture"):
            continue
        if element.kind == "table" or not _is_byline(view, index):
            break
        end.append(index)
    if not end:
        return
    end.reverse()
    authors = []
    for index in end:
        match = _BYLINE.fullmatch(view.texts[index])
        assert match is not None
        role = _role(match["role"]) if match["role"] else None
        authors.append(
            Author(name=match["name"], title=match["title"], email=None, phone=None, role=role, redacted=False)
        )
    blocks = tuple(view.block(index, "paragraph", part="author_information") for index in end)
    yield Claim(tuple(end), blocks, facts=Facts(authors=tuple(authors)))


def _is_byline(view: View, index: int) -> bool:
    match = _BYLINE.fullmatch(view.texts[index])
    if not match:
        return False
    first = view.elements[index].runs[0]
    return first.bold or first.size == 0.0


def _summary_box(view: View) -> Iterator[Claim]:
    """Claim the box on the summary page: number, date, authors."""
    for index in view.free:
        element = view.elements[index]
        if element.kind != "table" or view.parts[index] not in ("front", "summary") or element.page == 1:
            continue
        if max(len(row) for row in element.rows) > 2:
            continue
        paragraphs = [paragraph for row in element.rows for cell in row for paragraph in cell.paragraphs]
        texts = [flatten(paragraph).text for paragraph in paragraphs]
        if not any(DATE.fullmatch(text) for text in texts):
            continue
        dated = next(place for place, text in enumerate(texts) if DATE.fullmatch(text))
        blocks = tuple(view.block(index, "paragraph", flatten(paragraph), part="front") for paragraph in paragraphs)
        yield Claim((index,), blocks, facts=Facts(authors=_authors(texts[dated + 1 :])))


def _cover_lines(view: View) -> Iterator[Claim]:
    """Claim the names, positions and divisions on the cover of older products."""
    lines: list[str] = []
    claimed: list[int] = []
    for index in view.free:
        element, text = view.elements[index], view.texts[index]
        if element.page != 1 or view.parts[index] != "front" or element.kind in ("table", "figure", "note") or not text:
            continue
        if len(text) > _LONGEST_LINE or (not claimed and not _NAME_LINE.fullmatch(text)):
            break
        claimed.append(index)
        lines.append(text)
    authors = _cover_authors(lines)
    if authors:
        blocks = tuple(view.block(index, "paragraph", part="front") for index in claimed)
        yield Claim(tuple(claimed), blocks, facts=Facts(authors=authors))


def _cover_authors(lines: Sequence[str]) -> tuple[Author, ...]:
    """Return authors from lines of names, positions and divisions, of which a person may lack the latter two."""
    authors: list[Author] = []
    for line in lines:
        untitled = bool(authors) and authors[-1].title is None
        if _DIVISION.fullmatch(line):
            continue
        if authors and _ROLE.fullmatch(line):
            authors[-1] = replace(authors[-1], role=_role(line))
        elif _NAME_LINE.fullmatch(line) and not (untitled and _POSITION.match(line)):
            authors.extend(_authors([line]))
        elif authors and (_EMAIL.fullmatch(line) or _PHONE.fullmatch(line)):
            authors[-1] = replace(authors[-1], **{"email" if _EMAIL.fullmatch(line) else "phone": line})
        elif untitled:
            authors[-1] = replace(authors[-1], title=line)
    return tuple(authors)


def _front_lines(view: View) -> Iterator[Claim]:
    """Claim the names and positions that a web edition prints below title and date, each in a line of its own."""
    if view.profile.page_count is not None:
        return
    named: list[int] = []
    lines: list[str] = []
    for index in view.free:
        text = view.texts[index]
        if view.parts[index] != "front" or view.elements[index].kind not in (None, "paragraph") or not text:
            continue
        byline = _BYLINE.fullmatch(text)
        if not named and not byline and not _NAME_LINE.fullmatch(text):
            continue
        if len(text) > _LONGEST_LINE:
            break
        named.append(index)
        lines.extend([byline["name"] + (byline["role"] or ""), byline["title"]] if byline else [text])
    if named:
        blocks = tuple(view.block(index, "paragraph", part="front") for index in named)
        yield Claim(tuple(named), blocks, facts=Facts(authors=_cover_authors(lines)))
