"""Public laws: ``P.L. 117-58``, ``P.L. 109-58, §131``, ``Pub. L. No. 111-31, § 101(b)(3)``, ``Section 251 of P.L.
118-31``.

What CRS prints: ``P.L.`` with Congress and number; Legal Sidebars write ``Pub. L. No.``; old texts ``Public Law``.
Division, title and section follow behind a comma or in a bracket, or stand before with ``of``.

Always true: the Congress is part of the number, so it is never inferred. Known to be missed: laws by number alone
(``P.L. 480``, ``Public Law 480``), by chapter (before 1957), and by name; a second section beside a first one in
brackets.
"""

import re
from collections.abc import Iterator

from crsparse.citations.citation import Citation, Context, Recogniser
from crsparse.citations.identifiers import law_id, law_url
from crsparse.citations.sections import DASH, PARAGRAPHS, items, path

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
_BEHIND = re.compile(
    r"(?:,?\s\(?)(?=[Dd]iv|[Tt]it|§|[Ss]ec)(?:[Dd]iv(?:ision|\.)\s(?P<division>[A-Z]{1,4})\b)?(?:,?\s?[Tt]it(?:le|\.)\s(?P<title>[IVXLC]{1,7}[A-Z]?)\b)?"
    r"(?:,?\s?(?P<sign>§§?|[Ss]ec(?:s?\.|tions?\b))\s?(?=\d))?"
)
"""What follows a law: ``, Division DD, Title VII, §``; `` (§``; ``, § ``. Trap: a division of the next law."""
_BEFORE = re.compile(
    rf"(?:(?P<sign>[Ss]ections?|[Ss]ecs?\.|§§?)\s?(?P<number>\d{{1,5}}[A-Z]{{0,2}})(?P<paragraphs>{PARAGRAPHS})(?:,?\s(?:of|in)\s(?:the\s)?|,\s))?"
    r"(?:[Tt]itle\s(?P<title>[IVXLC]{1,7}[A-Z]?)(?:\sof\s|,\s))?(?:[Dd]iv(?:ision|\.)\s(?P<division>[A-Z]{1,4})(?:\sof\s|,\s))?$"
)
"""What precedes a law: ``Section 1003 of Division Z, ``; ``Division C of ``; ``Section 251 of ``. Trap: ``Section 131
(P.L.``: of an act named before, which the bracket explains."""
_LOOK_BACK = 70
"""Code points before a law in which its section is looked for."""


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
    before = _before(text, start)
    if before:
        yield _citation(before.start(), law.end(), law, before, _section(before["number"], before["paragraphs"]))
        return
    behind = _BEHIND.match(text, law.end())
    if not behind or not (behind["division"] or behind["title"] or behind["sign"]):
        yield _citation(start, law.end(), law, None, None)
        return
    sections = tuple(items(text, behind.end(), plural=_is_plural(behind["sign"]))) if behind["sign"] else ()
    if not sections:
        end = max(behind.end("division"), behind.end("title"), law.end())
        yield _citation(start, end, law, behind, None)
    for index, item in enumerate(sections):
        place = "/".join(filter(None, (f"s{item.number}", item.pinpoint)))
        last = item.last and "/".join((law_id(law["congress"], law["law"]), *_above(behind), f"s{item.last}"))
        # "P.L. 118-272 (§1244(c))": the bracket closes what it opened
        closed = len(sections) == 1 and text[law.end() : behind.end()].startswith(" (") and text[item.end :][:1] == ")"
        yield _citation(start if index == 0 else item.start, item.end + closed, law, behind, place, last)


def _before(text: str, start: int) -> "re.Match[str] | None":
    # the pattern can match nothing, so the first match that holds something is wanted
    for match in _BEFORE.finditer(text, max(0, start - _LOOK_BACK), start):
        if match.end() > match.start():
            return match
    return None


def _is_plural(sign: str) -> bool:
    return sign == "§§" or sign.lower().endswith(("ons", "ecs."))


def _section(number: str | None, paragraphs: str | None) -> str | None:
    return "/".join(filter(None, (f"s{number}", path(paragraphs or "")))) if number else None


def _above(place: "re.Match[str] | None") -> tuple[str, ...]:
    """Return division and title as the upper part of a path: ``("dDD", "tVII")``."""
    if not place:
        return ()
    named = (("d", place["division"]), ("t", place["title"]))
    return tuple(f"{letter}{name}" for letter, name in named if name)


def _citation(
    start: int,
    end: int,
    law: "re.Match[str]",
    place: "re.Match[str] | None",
    section: str | None,
    last: str | None = None,
) -> Citation:
    return Citation(
        start=start,
        end=end,
        kind="public_law",
        id=law_id(law["congress"], law["law"]),
        pinpoint="/".join(filter(None, (*_above(place), section))) or None,
        end_id=last,
        url=law_url(law["congress"], law["law"]),
        congress=int(law["congress"]),
    )


RECOGNISER = Recogniser("public_law", ("P.L.", "PL", "P. L.", "Pub", "PUB. L"), find)
