"""Short forms: ``Section 40101(d) of the IIJA``, ``IIJA §40105``, ``Id. § 342``, resolved where the texts say enough.

What CRS prints: a law's short name beside its number, once (``Infrastructure Investment and Jobs Act (IIJA; P.L.
117-58)``), then sections by that name, anywhere in the product. In notes of Legal Sidebars and legal reports ``Id. §
342`` is section 342 of what was cited last, in the same note or in the one before.

A short name counts as defined where it stands in one bracket with the number of one law; a name that is defined twice
with two laws is no name. ``Id.`` counts where nothing but signals (``See``, ``e.g.``) and explanations in brackets
stand beside the citations it may refer to, and where one of them only is of the code whose sections look like that:
those of the C.F.R. have a full stop, those of the U.S. Code have none.

Always true: the law, or the title, was printed in the same product; ``origin`` is ``short_form``. Known to be left out:
``the Act``, ``Id.`` and ``Ibid.`` without a section, ``supra``, names without a section (``the IIJA``), full titles,
and laws that only another product's readers know by their short name.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from msgspec import Struct

from crsparse.citations.citation import Citation, CitationKind
from crsparse.citations.identifiers import code_url, regulation_url
from crsparse.citations.sections import DASH, PARAGRAPHS, Item, is_plural, items, path
from crsparse.citations.spans import Spans

_NAME = (
    r"(?:FY\d{4}\s)?(?:[A-Z][A-Za-z&-]{0,9}[A-Z\d][\w&-]{0,9}(?:\s(?:19|20)?\d{2})?|(?:[A-Z][\w’'-]{1,20}\s){1,4}Act)"
)
"""A short name: ``IIJA``, ``EPAct 2005``, ``BBA 97``, ``FY2026 NDAA``, ``Stafford Act``. Trap: ``H.R. 1``, ``Division
A``, ``House``."""
_BEFORE_LAW = re.compile(
    rf"[(\[](?:the\s)?(?:commonly\s|also\s)?(?:(?:known|referred\sto)\sas\s)?(?:the\s)?[“\"]?(?P<name>{_NAME})[,;]?[”\"]?[,;)\]]\s[(\[]?$"
)
"""What stands before the law that a name stands for: ``(IIJA; ``, ``(the Stafford Act, ``, ``(IIJA) (``."""
_BEHIND_LAW = re.compile(rf"[,;]\s(?:(?:or|known\sas)\s)?(?:the\s)?[“\"]?(?P<name>{_NAME})[”\"]?[)\]]")
"""What stands behind it: ``; IIJA)``, ``, the “Stafford Act”)``."""
_NOT_NAMES = frozenset({"CRS", "GPO", "GAO", "CBO", "OMB", "USC", "CFR"})
_SIGN = re.compile(r"(?:§§?|\b[Ss]ec(?:s?\.|tions?\b))\s?(?=\d)")
_OF = re.compile(r",?\s(?:of|in)\s(?:the\s)?")
_BETWEEN = re.compile(r"(?:[’']s)?,?\s(?:\()?$")
"""Between a name and its section: ``IIJA §``, ``IIJA, Section``."""
_LONGEST_NAME = 100
_WORD = r"[\w&’'-]{1,24}"
_WORDS = re.compile(rf"({_WORD})(?:\s({_WORD}))?(?:\s({_WORD}))?(?:\s({_WORD}))?(?:\s({_WORD}))?")
_WORDS_BEFORE = re.compile(rf"(?<!\w)(?:({_WORD})\s)?(?:({_WORD})\s)?(?:({_WORD})\s)?(?:({_WORD})\s)?({_WORD})$")
"""Up to five words, which may begin or end with a name."""
_ID_SECTION = re.compile(r"\b[Ii]d\.,?\s?(?:at\s)?(?P<sign>§§?)\s?(?=\d)")
"""``Id. § 342``, ``id. §§ 101.54``. Trap: ``Id. at 19``."""
_SIGNALS = re.compile(
    r"(?:\b(?:[Ss]ee|[Aa]lso|e\.g\.|[Cc]f\.|[Aa]ccord|[Bb]ut|[Cc]ompare|with|and|or|generally|as\samended|&)(?!\w)|[\s,;:.]"
    r"|\([^()]{0,200}(?:\([^()]{0,60}\)[^()]{0,200}){0,3}\))*"
)
"""What may stand beside a citation that leaves it the only authority: ``See, e.g.,``, ``(2018)``, ``(defining
“drug”)``."""
_LONGEST_GAP = 1200
_FULL_STOP = re.compile(r"\d{1,4}\.\d")
_CODES = frozenset({"us_code", "cfr"})
_Authorities: TypeAlias = Mapping[CitationKind, Citation]


class Act(Struct, frozen=True):
    """A law by the name that a product gives it."""

    citation: Citation
    """The law, where it is named."""
    levels: tuple[str, ...]
    """Division and title, where the name is only that of a part of the law."""


class Searched(Struct, frozen=True):
    """A text with what was found in it."""

    text: str
    found: tuple[Citation, ...]
    is_note: bool = False
    """Whether it is a footnote, which ``Id.`` of the next one may refer to."""


def resolved(searched: Sequence[Searched]) -> Iterator[tuple[Citation, ...]]:
    """Yield, for each text of a product, in reading order, what was found and the short forms, in their places."""
    acts = named_acts(searched)
    before: _Authorities = {}
    for one in searched:
        found = one.found
        if acts and ("§" in one.text or "ec" in one.text):
            found = _merged(found, [*_sections_of_acts(one, acts)])
        if "d." in one.text and "§" in one.text:
            found = _merged(found, [*_sections_of_id(one.text, found, before if one.is_note else {})])
        yield found
        if one.is_note:
            before = _authorities(one.text, found)


def named_acts(searched: Iterable[Searched]) -> Mapping[str, Act]:
    """Return the laws of a product by the short names that it gives them."""
    acts: dict[str, Act] = {}
    doubtful = set(_NOT_NAMES)
    for one in searched:
        for citation in one.found:
            if citation.kind != "public_law":
                continue
            matches = (
                _BEFORE_LAW.search(one.text, max(0, citation.start - 80), citation.start),
                _BEHIND_LAW.match(one.text, citation.end),
            )
            for name in (match["name"] for match in matches if match):
                levels = tuple(step for step in (citation.pinpoint or "").split("/") if re.match(r"[dt][A-Z]", step))
                if name in acts and acts[name].citation.id != citation.id:
                    doubtful.add(name)
                acts.setdefault(name, Act(citation, levels))
    return {name: act for name, act in acts.items() if name not in doubtful}


def _merged(found: tuple[Citation, ...], more: list[Citation]) -> tuple[Citation, ...]:
    if not more:
        return found
    taken = Spans(found)
    free = [one for one in more if not any(taken.touching(one.start, one.end))]
    return tuple(sorted((*found, *free), key=lambda one: one.start)) if free else found


# --------------------------------------------------------------------------------------------------------------- acts
def _sections_of_acts(one: Searched, acts: Mapping[str, Act]) -> Iterator[Citation]:
    position = 0
    for sign in _SIGN.finditer(one.text):
        if sign.start() < position:
            continue
        sections = tuple(items(one.text, sign.end(), plural=is_plural(sign[0].rstrip()), of_an_act=True))
        if not sections:
            continue
        start, end, act = _act_beside(one.text, sign.start(), sections[-1].end, acts)
        if act is None or start < position:
            continue
        position = end
        for index, item in enumerate(sections):
            first = start if index == 0 else item.start
            yield _of_act(act, first, end if item is sections[-1] else item.end, item)


def _act_beside(text: str, start: int, end: int, acts: Mapping[str, Act]) -> tuple[int, int, Act | None]:
    """Return the act whose name stands right behind or before the sections at ``text[start:end]``, with both ends."""
    of = _OF.match(text, end)
    words = _WORDS.match(text, of.end()) if of else None
    if words:
        # the longest name counts: "FAST Act" before "FAST"
        for last in range(words.lastindex or 0, 0, -1):
            if words[last] and (act := acts.get(text[words.start() : words.end(last)])):
                return start, words.end(last), act
    between = _BETWEEN.search(text, max(0, start - 6), start)
    if between:
        words = _WORDS_BEFORE.search(text, max(0, between.start() - _LONGEST_NAME), between.start())
        for first in range(1, (words.lastindex or 0) + 1) if words else ():
            if words and words[first] and (act := acts.get(text[words.start(first) : between.start()])):
                return words.start(first), end, act
    return start, end, None


def _of_act(act: Act, start: int, end: int, item: Item) -> Citation:
    work = act.citation
    return Citation(
        start=start,
        end=end,
        kind=work.kind,
        id=work.id,
        pinpoint="/".join(filter(None, (*act.levels, f"s{item.number}", item.pinpoint))),
        end_id="/".join((work.id, *act.levels, f"s{item.last}")) if item.last else None,
        url=work.url,
        congress=work.congress,
        origin="short_form",
    )


# ---------------------------------------------------------------------------------------------------------------- Id.
def _sections_of_id(text: str, found: tuple[Citation, ...], before: _Authorities) -> Iterator[Citation]:
    """Yield the sections that ``Id.`` stands before; ``before`` is what the note before cites."""
    last: Citation | None = None
    following = iter(found)
    ahead = next(following, None)
    for match in _ID_SECTION.finditer(text):
        while ahead and ahead.end <= match.start():
            last = ahead if last is None or ahead.end > last.end else last
            ahead = next(following, None)
        gap_start = last.end if last else 0
        if match.start() - gap_start > _LONGEST_GAP or not _SIGNALS.fullmatch(text, gap_start, match.start()):
            continue
        kind: CitationKind = "cfr" if _FULL_STOP.match(text, match.end()) else "us_code"
        authority = before.get(kind) if last is None else last if last.kind == kind else None
        if authority is None:
            continue
        for index, item in enumerate(_items_of(authority, text, match)):
            citation = _same_title(authority, match.start() if index == 0 else item.start, item)
            last = citation
            yield citation


def _items_of(authority: Citation, text: str, match: "re.Match[str]") -> Iterator[Item]:
    """Yield the sections behind ``Id.``, as the code of the authority numbers them."""
    plural = match["sign"] == "§§"
    if authority.kind == "us_code":
        yield from items(text, match.end(), plural=plural)
        return
    position = match.end()
    while number := _REGULATION.match(text, position):
        yield Item(number.start(), number.end(), number["number"], path(number["paragraphs"]), number["last"])
        following = _NEXT_REGULATION.match(text, number.end())
        if not plural or not following:
            return
        position = following.end()


_REGULATION = re.compile(
    rf"(?P<number>\d{{1,4}}\.\d{{1,5}}[a-z]?)(?P<paragraphs>{PARAGRAPHS})(?:\s?{DASH}\s?(?P<last>\d{{1,4}}\.\d{{1,5}}[a-z]?))?(?!{DASH}|\w)"
)
"""A section of the C.F.R. behind ``Id.``, or a range of them: ``101.54–101.69``."""
_NEXT_REGULATION = re.compile(r",\s(?:and\s)?(?=\d{1,4}\.\d)")


def _same_title(authority: Citation, start: int, item: Item) -> Citation:
    above = authority.id.rpartition("/")[0]
    title = above.rpartition("/t")[2]
    is_code = authority.kind == "us_code"
    return Citation(
        start=start,
        end=item.end,
        kind=authority.kind,
        id=f"{above}/s{item.number}",
        pinpoint=item.pinpoint,
        end_id=f"{above}/s{item.last}" if item.last else None,
        url=code_url(title, f"s{item.number}") if is_code else regulation_url(title, item.number),
        origin="short_form",
    )


def _authorities(text: str, found: tuple[Citation, ...]) -> _Authorities:
    """Return what ``Id.`` with a section can refer to in the next note: the last citation of each code, if the note
    holds nothing but citations and but one title of each."""
    gaps = zip((0, *(one.end for one in found)), (*(one.start for one in found), len(text)), strict=True)
    if not all(end - start <= _LONGEST_GAP and _SIGNALS.fullmatch(text, start, end) for start, end in gaps):
        return {}
    if any(one.kind not in _CODES and "s" in (one.pinpoint or "")[:1] for one in found):
        return {}
    authorities: dict[CitationKind, Citation] = {}
    for one in found:
        if one.kind in _CODES:
            before = authorities.get(one.kind)
            if before and before.id.rpartition("/")[0] != one.id.rpartition("/")[0]:
                return {}
            authorities[one.kind] = one
    return authorities
