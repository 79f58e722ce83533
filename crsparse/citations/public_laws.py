"""Public laws: ``P.L. 117-58``, ``P.L. 109-58, §131``, ``Pub. L. No. 111-31, § 101(b)(3)``, ``Section 251 of P.L.
118-31``.

What CRS prints: ``P.L.`` with Congress and number; Legal Sidebars write ``Pub. L. No.``; old texts ``Public Law``.
Division, title and section follow behind a comma or in a bracket, or stand before with ``of``: see
:mod:`crsparse.citations.provisions`.

Always true: the Congress is part of the number, so it is never inferred. Known to be missed: laws by number alone
(``P.L. 480``, ``Public Law 480``), by chapter (before 1957), and by name; a section in brackets behind a section
(``§1000(a)(3) [Title I, §126]``).
"""

import re
from collections.abc import Iterator

from crsparse.citations import provisions
from crsparse.citations.citation import Citation, Context, Recogniser
from crsparse.citations.identifiers import law_id, law_url
from crsparse.citations.sections import DASH, Item, is_plural, items, path

_NUMBER = rf"(?P<congress>\d{{2,3}})\s?{DASH}\s?(?P<law>\d{{1,4}})(?![\d/]|{DASH}\d)"
_LAW = re.compile(
    rf"(?<![\w.])(?:P\.?\s?L\.?|Pub\.?\s?L(?:aw|\.)?|Public\sLaws?|PUB\.\sL\.)s?,?\s?(?:(?:[Nn]os?|NOS?)[.:]\s?)?{_NUMBER}",
    re.ASCII,
)
"""``P.L. 117-58``, ``PL 117–58``, ``Pub L. No. 85-929``, ``Public Laws 117-58 and``. Trap: ``89 TEMPLE L. REV. 95,
113–20``, ``P.L. 480``."""
_ANOTHER = re.compile(
    rf"(?:,\s(?:and\s|or\s)?|\s(?:and|or|&)\s|;\s|/)(?:as\samended\sby\s)?{_NUMBER}(?!\s(?:vote|margin))"
)
"""A further law without its ``P.L.``: ``P.L. 117-58 and 117-169``. Trap: ``(P.L. 117-58, 69-30)``, a vote: see
_MOST_APART."""
_FIRST_CONGRESS = 57
"""Laws have been numbered by Congress since 1901."""
_MOST_APART = 30
"""Congresses by which the members of a list may differ; more apart, it is a vote or an age."""


def find(text: str, context: Context) -> Iterator[Citation]:
    """Yield the public laws that a text cites."""
    for match in _LAW.finditer(text):
        law: re.Match[str] | None = match
        start = match.start()
        while (
            law
            and int(law["congress"]) >= _FIRST_CONGRESS
            and abs(int(law["congress"]) - int(match["congress"])) < _MOST_APART
        ):
            end = law.end()
            for citation in _with_places(text, start, law):
                yield citation
                end = max(end, citation.end)
            law = _ANOTHER.match(text, end)
            start = law.start("congress") if law else 0


def _with_places(text: str, start: int, law: "re.Match[str]") -> Iterator[Citation]:
    before, behind = provisions.before(text, start), provisions.behind(text, law.end())
    if before:
        # "Section 407 of P.L. 118-42, Division E": the rest of the path stands behind
        more = behind if behind and not behind.sign and not before.levels else None
        levels, end = (more.levels, more.end) if more else (before.levels, law.end())
        yield from _before_it(text, law, before, levels, end)
        return
    if not behind:
        yield _citation(start, law.end(), law)
        return
    sections = tuple(items(text, behind.sections, plural=is_plural(behind.sign))) if behind.sign else ()
    if not sections:
        yield _citation(start, behind.end, law, behind.levels)
    for index, item in enumerate(sections):
        # "P.L. 118-272 (§1244(c))": the bracket closes what it opened
        closed = bool(behind.bracket) and len(sections) == 1 and text[item.end : item.end + 1] in (")", "]")
        yield _citation(start if index == 0 else item.start, item.end + closed, law, behind.levels, item)


def _before_it(
    text: str, law: "re.Match[str]", before: provisions.Before, levels: tuple[str, ...], end: int
) -> Iterator[Citation]:
    """Yield the provisions named before their law: ``Section 251 of``, ``Sections 129 and 131 of``."""
    if before.number:
        section = Item(before.start, end, before.number, path(before.paragraphs), None)
        yield _citation(before.start, end, law, levels, section)
        return
    listed = before.sections
    sections = tuple(items(text[: listed[1]], listed[0], plural=True)) if listed else ()
    if not listed or not sections or sections[-1].end != listed[1]:
        yield _citation(before.start if not listed else law.start(), end, law, levels)
        return
    for index, item in enumerate(sections):
        first = before.start if index == 0 else item.start
        yield _citation(first, end if item is sections[-1] else item.end, law, levels, item)


def _citation(
    start: int, end: int, law: "re.Match[str]", levels: tuple[str, ...] = (), section: Item | None = None
) -> Citation:
    work = law_id(law["congress"], law["law"])
    place = (*levels, f"s{section.number}", section.pinpoint) if section else levels
    return Citation(
        start=start,
        end=end,
        kind="public_law",
        id=work,
        pinpoint="/".join(filter(None, place)) or None,
        end_id="/".join((work, *levels, f"s{section.last}")) if section and section.last else None,
        url=law_url(law["congress"], law["law"]),
        congress=int(law["congress"]),
    )


RECOGNISER = Recogniser("public_law", ("P.L.", "PL", "P. L.", "Pub", "PUB. L"), find)
