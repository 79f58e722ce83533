"""Which Congress a bill belongs to: from what is printed beside it, else from a year, else from the product's date.

What CRS prints, in the order in which the cues count:

1. right behind the bill or the list it stands in: ``(H.R. 155, 119th Congress)``, ``S.Con.Res. 11 [114th Congress]``,
   ``H.R. 3295, 107th Cong.``, ``(H.R. 5746) in the 117th Congress``;
2. right before it: ``(115th Congress; H.R. 6663/S. 2593, §7)``, ``104th Cong., H.R. 1756``;
3. the law it became, in the same bracket: ``(H.R. 2764; P.L. 110-161)``;
4. the year in its short title: ``Election Security Assistance Act of 2019 (H.R. 3412)`` - inferred, unless 5 says the
   same;
5. earlier in the same sentence: ``the 118th Congress's ACE Act (H.R. 4563)``, or behind it with a verb:
   ``H.R. 6663 was introduced in the 115th Congress``;
6. the publication date - inferred.

Always true: without any of these, no Congress, and so no citation, is made up. Known to be missed: a Congress that only
a heading, the head of a table's column or an earlier sentence names; there the date is taken, and said to be inferred.
"""

import re

from msgspec import Struct

from crsparse.citations.spans import Spans

_FIRST_YEAR = 1789
_MENTION = re.compile(
    r"\b(\d{1,3})(?:st|nd|rd|d|th)\s(?:Cong(?:ress\b|\.)|and\s\d{1,3}(?:st|nd|rd|th)\sCongresses\b)"
    r"|(?:(?<=\d\s[(\[])|(?<=\b[Ii]n\sthe\s))(?P<bare>(?:9\d|1[0-4]\d)(?:st|nd|rd|th))(?=[,;:)\]])"
)
"""``118th Congress``, ``107th Cong.``, the first of ``117th and 118th Congresses``; without the word behind a bill,
``S. 399 (118th)``, or in a series, ``in the 115th, S. 3013``. Traps: ``118th Congressional``; ``in the 115th
Street``."""
_SENTENCE_END = re.compile(r"(?<![A-Z])(?<!Cong)(?<!\bNo)\.[”\"’)\]]*\s(?=[A-Z“\"])")
"""The end of a sentence. Traps: ``H.R. 1`` (a digit follows), ``U.S. House`` (a capital before), ``107th Cong.,
2nd``."""
_BEHIND = re.compile(
    r"(?:,?\s§§?\s?[\w().]{1,20})?(?:,\sas\s\w{1,20}(?=,))?(?:(?P<stop>[,;])\s?(?:(?:of|in|from|during)\s)?|\s?[(\[]|[)\]]?,?\s(?:of|in|from|during)\s)(?:the\s)?"
)
"""What may stand between a bill and the Congress behind it: ``, ``; `` (``; ``, §7) in the ``; `` [``."""
_BEFORE = re.compile(r"(?:[’']s?)?(?P<stop>[,;:]?)[)\]]?\s(?:[(\[])?")
"""What may stand between a Congress and the bill behind it: ``; ``; ``, ``."""
_BECAME = re.compile(
    r"(?:;|/|\s\(|,\s(?:enacted\sas|which\sbecame|signed\sinto\slaw\sas))\s?(?:P\.\s?L\.|Pub\.\sL\.)\s?(?:No\.\s)?(\d{2,3})-\d"
)
"""The law a bill became: ``(H.R. 2764; P.L. 110-161)``. Trap: ``H.R. 735, P.L. 94-564``, two works beside each
other."""
_WAS = re.compile(r"(?:P\.\s?L\.|Pub\.\sL\.)\s?(?:No\.\s)?(\d{2,3})-\d{1,4}(?:;\s|,\s|\s\()$")
"""The same the other way round: ``P.L. 117-328 (H.R. 2617)``; ``(P.L. 117-328, H.R. 2617)``."""
_YEAR_OF_ACT = re.compile(
    r"(?:(?P<fiscal>Appropriations\sAct,\s|\bAct\sfor\sFiscal\sYear\s)|\bAct(?:,|\sof)\s)(?P<year>\d{4})(?:\s\(|,\s)$"
    r"|\bFY(?P<fy>\d{4})\s(?:[A-Za-z]+\s){0,4}(?:[Aa]ct|NDAA|resolution|bill)\s\($"
)
"""The short title before a bill: ``Help America Vote Act of 2001 (``, ``Patent Reform Act of 2005, ``. Bills that name
a fiscal year are of the year before: ``Appropriations Act, 2023 (H.R. 8254``, ``FY2021 consolidated appropriations
act (``. Trap: ``amend the Trade Act of 1974 (H.R. 735)``."""
_NOT_ITS_OWN_ACT = re.compile(r"\bamend|\brepeal|\bunder\b|[Ss]ection|\bpursuant\b|§")
"""Words that say that an Act named before a bracket is not the bill in the bracket but what it is about."""
_BEHIND_A_BILL = re.compile(r"(?:\bH\.\s?R\.|\bS\.|Res\.)\s?\d{1,5}(?:[,;]\s|\s[(\[])(?:the\s)?$")
"""What stands before a Congress that is a bill's already: ``H.R. 7458, 117th Congress, would fail; H.R. 29``."""
_ITS_BRACKET = re.compile(r"\s\((?=[^()]{0,200}\b[HS]\.[\w. ]{0,12}\d)[^()]{0,300}\)")
"""A bracket of bills right behind a Congress, to which it belongs: ``the 116th Congress (H.R. 7575; S. 3591)``.
Trap: ``118th Congress (2023-2024)``."""
_INTRODUCED_IN = re.compile(
    r"[^.;()]{0,60}\b(?:introduced|considered|passed|reported|proposed|filed)\b[^.;()]{0,30}\b(?:in|during)\sthe\s"
)
"""``H.R. 6663 was introduced in the`` - before a mention of a Congress."""
_ANOTHER_ONE = re.compile(
    r"(?i)\b(?:like|unlike|as\sin|since|similar|identical|compan\w+|predecessor\w*|earlier|previous\w*|reintro\w+)\b(?=[^,;]*$)"
)
"""Words that say that the Congress mentioned is that of some other bill: ``similar to a bill introduced in the``. Trap:
``two bills were similar, as was, in the 115th``."""
_LONGEST_SENTENCE = 1500
"""Code points between a Congress and a bill beyond which they are not looked at as one sentence."""
_NEAR = 80
"""Code points before a short title in which words are looked for that say what it is."""


class Mention(Struct, frozen=True):
    """A Congress named in the text."""

    start: int
    """First code point."""
    end: int
    """One past the last code point."""
    number: int
    """119 for ``119th Congress``."""


class Stated(Struct, frozen=True):
    """The Congress of a bill and whether it was printed."""

    number: int
    """119 for the 119th Congress."""
    inferred: bool
    """Whether a date told it."""


def congress_on(date: str) -> int | None:
    """Return the number of the Congress in office on an ISO date; None for a date before the first.

    Congresses begin on 3 January of odd years (Twentieth Amendment; from 1789 to 1934 in March, which does not matter
    here: no CRS product is older).

    >>> congress_on("2026-04-15"), congress_on("2025-01-02"), congress_on("2025-01-03")
    (119, 118, 119)
    """
    year = int(date[:4])
    if year % 2 and date[5:] < "01-03":
        year -= 1
    return congress_of_year(year)


def congress_of_year(year: int) -> int | None:
    """Return the number of the Congress that sits in a year.

    >>> congress_of_year(2019)
    116
    """
    return (year - _FIRST_YEAR) // 2 + 1 if year >= _FIRST_YEAR else None


def ordinal(number: int) -> str:
    """Return a number as congress.gov spells it in addresses.

    >>> [ordinal(number) for number in (93, 101, 102, 103, 111, 112, 113, 119)]
    ['93rd', '101st', '102nd', '103rd', '111th', '112th', '113th', '119th']
    """
    if number % 100 in (11, 12, 13):
        return f"{number}th"
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th') }"


def mentions(text: str) -> Spans[Mention]:
    """Return the Congresses named in a text, in reading order."""
    return Spans(
        Mention(match.start(), match.end(), int(match[1] or match["bare"][:-2])) for match in _MENTION.finditer(text)
    )


def congress_at(text: str, start: int, end: int, named: Spans[Mention], date: str | None) -> Stated | None:
    """Return the Congress of the bill, or of the list of bills, at ``text[start:end]``; None where nothing tells it.

    ``named`` are the text's :func:`mentions`, ``date`` is the product's.
    """
    printed = _beside(text, start, end, named) or _law_it_became(text, start, end)
    if printed:
        return Stated(printed, inferred=False)
    in_sentence, in_title = _in_sentence(text, start, end, named), _in_title(text, start)
    # a sentence goes on from one bill to the next, but a title is the bill's own
    if in_title and in_title != in_sentence:
        return Stated(in_title, inferred=True)
    if in_sentence:
        return Stated(in_sentence, inferred=False)
    number = congress_on(date) if date else None
    return Stated(number, inferred=True) if number else None


def _beside(text: str, start: int, end: int, named: Spans[Mention]) -> int | None:
    before, behind = named.before(start), named.behind(end)
    gap_behind = _BEHIND.fullmatch(text, end, behind.start) if behind else None
    gap_before = _BEFORE.fullmatch(text, before.end, start) if before and not _of_another(text, before) else None
    # "(115th Congress, H.R. 1; 116th Congress, H.R. 2)": a semicolon parts, a comma joins
    parted = gap_behind is not None and gap_behind["stop"] == ";"
    if behind and gap_behind and not (parted and gap_before and gap_before["stop"] != ";"):
        return behind.number
    if (
        before
        and gap_before
        and gap_before["stop"] == ";"
        and _BEHIND_A_BILL.search(text, max(0, before.start - _NEAR // 2), before.start)
    ):
        # "S. 2610, 116th Cong.; S.J.Res. 52": what stands behind a bill is its own
        return None
    return before.number if before and gap_before else None


def _law_it_became(text: str, start: int, end: int) -> int | None:
    became = _BECAME.match(text, end) or _WAS.search(text, max(0, start - 40), start)
    return int(became[1]) if became else None


def _of_another(text: str, mention: Mention) -> bool:
    """Return whether the words before a Congress say that it is another bill's: ``Like bills in the 115th``."""
    return bool(_ANOTHER_ONE.search(text, max(0, mention.start - _NEAR // 2), mention.start))


def _is_a_bills(text: str, mention: Mention) -> bool:
    """Return whether a Congress belongs to the bill before it or to the bracket of bills behind it, and to no other."""
    return bool(
        _BEHIND_A_BILL.search(text, max(0, mention.start - _NEAR // 2), mention.start)
        or _ITS_BRACKET.match(text, mention.end)
    )


def _in_title(text: str, start: int) -> int | None:
    title = _YEAR_OF_ACT.search(text, max(0, start - _NEAR), start)
    if not title:
        return None
    about = text[max(0, title.start() - _NEAR) : title.start()]
    # what an earlier sentence amends or repeals is no matter
    *_, sentence = _SENTENCE_END.split(about)
    if _NOT_ITS_OWN_ACT.search(sentence):
        return None
    year = int(title["year"] or title["fy"])
    return congress_of_year(year - 1 if title["fiscal"] or title["fy"] else year)


def _in_sentence(text: str, start: int, end: int, named: Spans[Mention]) -> int | None:
    before, behind = named.before(start), named.behind(end)
    while before and start - before.end < _LONGEST_SENTENCE and _is_a_bills(text, before):
        before = named.before(before.start)
    if (
        before
        and start - before.end < _LONGEST_SENTENCE
        # the bill's first letter may be that of a new sentence: "... for five years. S. 9002 would"
        and not _SENTENCE_END.search(text, before.end, start + 1)
        and not _of_another(text, before)
    ):
        return before.number
    if behind and behind.start - end < 2 * _NEAR:
        gap = _INTRODUCED_IN.fullmatch(text, end, behind.start)
        if gap and not _ANOTHER_ONE.search(gap[0]):
            return behind.number
    return None
