"""Provisions of a public law as they are printed before or behind its number: divisions, titles, subtitles, sections.

What CRS prints: levels from the top down behind the law (``P.L. 117-328, Division DD, Title VII, §701``), from the
bottom up before it (``Section 3101 of Division C of P.L. 118-158``, ``Subtitle A of Title LV of Division E of``), or
both (``Section 407 of P.L. 118-42, Division E``), in brackets (``P.L. 119-4 (Title XI of Division A)``).

Always true: the path goes from the top down, whatever the order in print, with the abbreviations of USLM.
"""

import re

from msgspec import Struct

from crsparse.citations.sections import PARAGRAPHS

_ORDER = {"div": "d", "tit": "t", "subtit": "st", "ch": "ch", "subch": "sch"}
"""Beginnings of the levels' names, from the top down, to their abbreviations."""
_LEVEL = (
    r"(?:(?:[Dd]iv(?:isions?\b|s?\.)\s[A-Z]{1,4}\b|[Tt]it(?:les?\b|\.)\s[IVXLC]{1,7}(?:-?[A-Z])?\b"
    r"|[Ss]ubtit(?:les?\b|\.)\s[A-Z]{1,2}\b|[Cc]h(?:apter|\.)\s\d{1,2}\b|[Ss]ubch(?:apter|\.)\s[A-Z]\b)"
    r"(?:(?:,\s[A-Z])*,?\s(?:and|or)\s[A-Z]\b)?)"
)
"""``Division DD``, ``Div. B``, ``tit. I``, ``Title VII``, ``Subtitle A``; of several, the first counts:
``Divisions A, B, and C``. Trap: ``Title 38``, of the Code."""
_NAMED = re.compile(
    r"(?P<name>[Dd]iv|[Tt]it|[Ss]ubtit|[Cc]h|[Ss]ubch)(?:isions?\b|tles?\b|les?\b|apter\b|s?\.)\s(?P<number>[A-Z0-9-]{1,8})"
)
_BEHIND = re.compile(
    rf"(?P<bracket>,?\s[(\[]|,?\s)(?={_LEVEL}|§|[Ss]ec)(?P<levels>{_LEVEL}(?:(?:,\s|\s|\sof\s){_LEVEL}){{0,4}})?"
    r"(?P<section>(?(levels),?\s?)(?P<sign>§§?|[Ss]ec(?:s?\.|tions?\b))\s?(?=\d))?"
)
"""What follows a law: ``, Division DD, Title VII, §``; `` (§``; `` (Title XI of Division A``."""
_OF_THE_NEXT = re.compile(r"(?:,?\s(?:of|in)|,)\s(?:the\s)?(?:P\.?\s?L\.|Pub)")
"""What says that a provision is the next law's: ``P.L. 118-42; Division A of P.L. 118-47``."""
_SECTION = rf"(?:[Ss]ection|[Ss]ec\.|§)\s?(?P<number>\d{{1,6}}[A-Z]{{0,2}})(?P<paragraphs>{PARAGRAPHS})"
_ONE = r"\d{1,6}[\w()–-]{0,20}"
_SECTIONS = (
    rf"(?:[Ss]ections|[Ss]ecs\.|§§)\s?(?P<list>{_ONE}(?:(?:,\s(?:and\s|or\s)?|\s(?:and|or)\s)§{{0,2}}{_ONE}){{0,8}})"
)
_OF = r"(?:,?\s(?:of|in)\s(?:the\s)?|,\s)"
_BEFORE = re.compile(
    rf"(?P<above>(?:{_LEVEL},\s){{0,3}})(?:(?:{_SECTION}|{_SECTIONS}){_OF})?(?P<levels>(?:{_LEVEL}{_OF}){{0,4}})$"
)
"""What precedes a law: ``Section 1003 of Division Z, ``; ``Division C of ``; ``Sections 129 and 131 of ``; from the top
down too, ``Division C, Title V, Sec. 527 of ``. Trap:
``Section 131 (P.L.``: of an act named before, which the bracket explains."""
_LOOK_BACK = 120
"""Code points before a law in which its provision is looked for."""


class Before(Struct, frozen=True):
    """A provision named before its law."""

    start: int
    """First code point."""
    levels: tuple[str, ...]
    """Division, title, subtitle as the upper part of a path."""
    number: str | None
    """Section."""
    paragraphs: str
    """Paragraphs of it as printed."""
    sections: tuple[int, int] | None
    """Where a list of sections stands, if one does."""


class Behind(Struct, frozen=True):
    """A provision named behind its law."""

    levels: tuple[str, ...]
    """Division, title, subtitle as the upper part of a path."""
    end: int
    """One past the last level."""
    sign: str | None
    """The sign before the sections that follow."""
    sections: int
    """Where the first section's number begins, if ``sign``."""
    bracket: str
    """The bracket that has to be closed, or nothing."""


def before(text: str, start: int) -> Before | None:
    """Return the provision that stands right before the law at ``start``."""
    if not text.endswith((" ", "\n"), 0, start):
        return None
    # the pattern can match nothing, so the first match that holds something is wanted
    for match in _BEFORE.finditer(text, max(0, start - _LOOK_BACK), start):
        if match.end() > match.start():
            listed = match.span("list") if match["list"] else None
            return Before(
                match.start(),
                levels(match["above"] + match["levels"]),
                match["number"],
                match["paragraphs"] or "",
                listed,
            )
    return None


def behind(text: str, end: int) -> Behind | None:
    """Return the provision that stands right behind the law that ends at ``end``; its sections are the caller's."""
    match = _BEHIND.match(text, end)
    if not match or not (match["levels"] or match["sign"]):
        return None
    if not match["sign"] and _OF_THE_NEXT.match(text, match.end()):
        return None
    end_of_levels = match.end("levels") if match["levels"] else end
    bracket = match["bracket"].strip(" ,")
    closed = bracket and not match["sign"] and text[end_of_levels : end_of_levels + 1] in (")", "]")
    return Behind(levels(match["levels"] or ""), end_of_levels + bool(closed), match["sign"], match.end(), bracket)


def levels(printed: str) -> tuple[str, ...]:
    """Return printed levels as the upper part of a path, from the top down.

    >>> levels("Title LV of Division E")
    ('dE', 'tLV')
    """
    found = {match["name"].lower(): match["number"].rstrip("-") for match in _NAMED.finditer(printed)}
    return tuple(f"{letter}{found[name]}" for name, letter in _ORDER.items() if name in found)
