"""Short forms: ``Section 40101(d) of the IIJA``, ``IIJA §40105``, ``Id. § 342``, resolved where the texts say enough.

What CRS prints: a law's short name beside its number, once (``Infrastructure Investment and Jobs Act (IIJA; P.L.
117-58)``), then sections by that name, anywhere in the product. In notes of Legal Sidebars and legal reports ``Id. §
342`` is section 342 of what was cited last, in the same note or in the one before.

A short name counts as defined where it stands in one bracket with the number of one law; a name that is defined twice
with two laws is no name. ``Id.`` counts where nothing but signals (``See``, ``e.g.``) and an explanation in brackets
stands beside the citation it refers to, and where the section looks like one of that code: sections of the C.F.R. have
a full stop, those of the U.S. Code have none.

Always true: the law, or the title, was printed in the same product; ``origin`` is ``short_form``. Known to be left out:
``the Act``, ``Id.`` and ``Ibid.`` without a section, ``supra``, names without a section (``the IIJA``), full titles,
and laws that only another product's readers know by their short name.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from crsparse.citations.citation import Citation
from crsparse.citations.identifiers import code_url, regulation_url
from crsparse.citations.sections import DASH, PARAGRAPHS, Item, items, path
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
_ID_SECTION = re.compile(r"\b[Ii]d\.,?\s(?:at\s)?(?P<sign>§§?)\s?(?=\d)")
"""``Id. § 342``, ``id. §§ 101.54``. Trap: ``Id. at 19``."""
_SIGNALS = re.compile(
    r"(?:\b(?:[Ss]ee|[Aa]lso|e\.g\.|[Cc]f\.|[Aa]ccord|[Bb]ut|[Cc]ompare|with|and|or|generally|as\samended|&)(?!\w)|[\s,;:.]"
    r"|\([^()]{0,200}(?:\([^()]{0,60}\)[^()]{0,200}){0,3}\))*"
)
"""What may stand beside a citation that leaves it the only authority: ``See, e.g.,``, ``(2018)``, ``(defining
“drug”)``."""
_LONGEST_GAP = 1200
_FULL_STOP = re.compile(r"\d\.\d")


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
    before: Citation | None = None
    for one in searched:
        more = [*_sections_of_acts(one, acts)] if acts else []
        found = _merged(one.found, more)
        last = before if one.is_note else None
        if "d. §" in one.text:
            found = _merged(found, [*_sections_of_id(one.text, found, last)])
        yield found
        if one.is_note:
            before = _only_authority(one.text, found)


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
    taken = Spans(found)
    free = [one for one in more if not any(taken.touching(one.start, one.end))]
    return tuple(sorted((*found, *free), key=lambda one: one.start)) if free else found


# --------------------------------------------------------------------------------------------------------------- acts
def _sections_of_acts(one: Searched, acts: Mapping[str, Act]) -> Iterator[Citation]:
    position = 0
    for sign in _SIGN.finditer(one.text):
        if sign.start() < position:
            continue
        plural = sign[0].rstrip() == "§§" or sign[0].rstrip().lower().endswith(("ons", "ecs."))
        sections = tuple(items(one.text, sign.end(), plural=plural))
        if not sections:
            continue
        start, end, act = _act_beside(one.text, sign.start(), sections[-1].end, acts)
        if act is None:
            continue
        position = end
        for index, item in enumerate(sections):
            first = start if index == 0 else item.start
            yield _of_act(act, first, end if item is sections[-1] else item.end, item)


def _act_beside(text: str, start: int, end: int, acts: Mapping[str, Act]) -> tuple[int, int, Act | None]:
    """Return the act whose name stands right behind or before the sections at ``text[start:end]``, with both ends."""
    of = _OF.match(text, end)
    if of:
        for name in _longest_first(acts):
            if text.startswith(name, of.end()) and not text[of.end() + len(name) :][:1].isalnum():
                return start, of.end() + len(name), acts[name]
    between = _BETWEEN.search(text, max(0, start - 6), start)
    if between:
        for name in _longest_first(acts):
            first = between.start() - len(name)
            if first >= 0 and text.startswith(name, first) and not text[first - 1 : first].isalnum():
                return first, end, acts[name]
    return start, end, None


def _longest_first(acts: Mapping[str, Act]) -> list[str]:
    return sorted(acts, key=lambda name: (-len(name), name))


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
def _sections_of_id(text: str, found: tuple[Citation, ...], before: Citation | None) -> Iterator[Citation]:
    """Yield the sections that ``Id.`` stands before; ``before`` is the only authority of the note before."""
    known = list(found)
    for match in _ID_SECTION.finditer(text):
        last = max((one for one in known if one.end <= match.start()), key=lambda one: one.end, default=None)
        authority = last or before
        gap_start = last.end if last else 0
        if authority is None or match.start() - gap_start > _LONGEST_GAP:
            continue
        if not _SIGNALS.fullmatch(text, gap_start, match.start()):
            continue
        for index, item in enumerate(_items_of(authority, text, match)):
            citation = _same_title(authority, match.start() if index == 0 else item.start, item)
            known.append(citation)
            yield citation


def _items_of(authority: Citation, text: str, match: "re.Match[str]") -> Iterator[Item]:
    """Yield the sections behind ``Id.`` that can be sections of the authority."""
    if authority.kind == "us_code":
        for item in items(text, match.end(), plural=match["sign"] == "§§"):
            if text[item.end : item.end + 1] == "." and text[item.end + 1 : item.end + 2].isdigit():
                return
            yield item
    elif authority.kind == "cfr" and "/s" in authority.id:
        position = match.end()
        while number := _REGULATION.match(text, position):
            yield Item(number.start(), number.end(), number["number"], path(number["paragraphs"]), number["last"])
            following = _NEXT_REGULATION.match(text, number.end())
            if match["sign"] != "§§" or not following:
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


def _only_authority(text: str, found: tuple[Citation, ...]) -> Citation | None:
    """Return what ``Id.`` in the next note refers to: the last citation of a note that holds nothing but citations of
    one title."""
    if not found or found[0].kind not in ("us_code", "cfr"):
        return None
    if any(one.id.rpartition("/")[0] != found[0].id.rpartition("/")[0] for one in found):
        return None
    gaps = zip((0, *(one.end for one in found)), (*(one.start for one in found), len(text)), strict=True)
    if not all(end - start <= _LONGEST_GAP and _SIGNALS.fullmatch(text, start, end) for start, end in gaps):
        return None
    return replace(found[-1], origin="text")
