"""Bills and resolutions: ``H.R. 1234``, ``S.Con.Res. 33 (119th Congress)``, ``S. 2312/H.R. 4439``, ``H.R. 1, 2 and 3``.

What CRS prints: chamber and kind, sometimes with spaces inside (``H. J. Res. 5``), then the number. The Congress stands
at one bill of a list for all of them, or nowhere: see :mod:`crsparse.citations.congress`; where the bill is a link to
congress.gov, the address tells.

Always true: a bill has a Congress; without one there is no id, and the bill is left out. Known to be missed: ``the
bill``, ``the House-passed version``, numbers without a kind except in a list that ends with ``and``; state bills are
not told from federal ones unless a state stands right before (``N.Y. S. 3008``). Amendments (``S.Amdt. 5001``) are not
bills.
"""

import re
from collections.abc import Iterator

from crsparse.citations import provisions
from crsparse.citations.citation import Anchor, Citation, Context, Recogniser
from crsparse.citations.congress import Stated, congress_at, mentions
from crsparse.citations.identifiers import bill_id, bill_url
from crsparse.citations.links import decode
from crsparse.citations.sections import is_plural, items, path
from crsparse.citations.spans import Spans

_BILL = re.compile(
    r"(?<![\w.])(?:(?P<hr>H\.?\s?R\.?)|(?<!U\.\s)(?<![A-Z]\.[A-Z]\.\s)(?P<s>S\.)"
    r"|(?P<chamber>[HS])\.?\s?(?P<kind>(?i:J|CON|C)\.?\s?)?(?i:RES)\.?)"
    r"\s?(?:No\.\s)?(?P<number>\d{1,5})(?![\w%]|[.,]\d|[-–]\d|\sof\s\d)"
)
"""``H.R. 1``, ``HR 1``, ``H. Res. 5``, ``S.J.Res. 118``, ``S. Con. Res. 33``, ``S. 2312``. Traps: ``587 U.S. 299``,
``570 U. S. 48``, ``H.R. Rep. No. 94-1487``, ``H.Rept. 119-215``, ``S. 5th Street``, ``S.Amdt. 5001``, ``N.Y. S.
3008``, ``S. 1 of 4``."""
_MORE = re.compile(
    r"(?P<numbers>(?:,\s\d{1,5})*,?)\s(?:and|or|&)\s(?P<last>\d{1,5})(?=[.,;:)\]]|$|\s(?:\(|would|were|are|was|is|have|has|had|in|of|to|on|by|as|from"
    r"|which|that|and|or|also|both|each|all|may|could|might|do|did|seek|propose|include)\b)(?![.,]\d)"
)
"""Further numbers of the same kind: ``H.R. 1, 2 and 3 would``. Traps: ``H.R. 1 and 2 other bills``, ``H.R. 1, 119th
Congress``."""
_JOINED = re.compile(r"(?:\s?/\s?|,\s(?:and\s|or\s)?|\s(?:and|or|&|with)\s|;\s)")
"""What joins the bills of a list, whose Congress is one: ``H.R. 6663/S. 2261``, ``S. 348, H.R. 1903``."""
_DIGITS = re.compile(r"\d+")
_Found = tuple[int, int, str, str]
"""Start, end, kind (``hr``), number."""


def find(text: str, context: Context) -> Iterator[Citation]:
    """Yield the bills and resolutions that a text cites."""
    found = tuple(_bills(text))
    if not found:
        return
    named, anchors = mentions(text), Spans(context.anchors)
    for group in _lists(text, found):
        stated = congress_at(text, group[0][0], group[-1][1], named, context.publication_date)
        for bill in group:
            citation = _citation(text, bill, _linked(bill, anchors) or stated)
            if citation:
                yield citation


def _bills(text: str) -> Iterator[_Found]:
    for match in _BILL.finditer(text):
        name = _name(match)
        yield match.start(), match.end(), name, match["number"]
        more = _MORE.match(text, match.end())
        if more:
            for number in _DIGITS.finditer(text, more.start(), more.end("last")):
                yield number.start(), number.end(), name, number[0]


def _name(match: "re.Match[str]") -> str:
    """Return the kind as ids spell it: ``hr``, ``s``, ``hres``, ``sjres``, ``hconres``."""
    if match["hr"]:
        return "hr"
    if match["s"]:
        return "s"
    joint_or_concurrent = {"": "", "j": "j", "c": "con"}[(match["kind"] or "")[:1].lower()]
    return f"{match['chamber'].lower()}{joint_or_concurrent}res"


def _lists(text: str, found: tuple[_Found, ...]) -> Iterator[tuple[_Found, ...]]:
    group = [found[0]]
    for bill in found[1:]:
        if not _JOINED.fullmatch(text, group[-1][1], bill[0]):
            yield tuple(group)
            group = []
        group.append(bill)
    yield tuple(group)


def _linked(bill: _Found, anchors: Spans[Anchor]) -> Stated | None:
    """Return the Congress that the address behind a bill tells: the source itself says it."""
    start, end, kind, number = bill
    for anchor in anchors.touching(start, end):
        target = decode(anchor.href)
        if target and target.congress and target.id == bill_id(target.congress, kind, number):
            return Stated(target.congress, inferred=False)
    return None


def _citation(text: str, bill: _Found, stated: Stated | None) -> Citation | None:
    start, end, kind, number = bill
    if stated is None or int(number) == 0:
        return None
    start, end, pinpoint = _provision(text, start, end)
    return Citation(
        start=start,
        end=end,
        kind="bill",
        id=bill_id(stated.number, kind, number),
        pinpoint=pinpoint,
        url=bill_url(stated.number, kind, number),
        congress=stated.number,
        congress_inferred=stated.inferred,
    )


def _provision(text: str, start: int, end: int) -> tuple[int, int, str | None]:
    """Return where a bill begins and ends with its title or section, and the path of that: ``S. 2593, §7``, ``Title II
    of S.Con.Res. 33``. Of a list of sections, none is told."""
    before = provisions.before(text, start)
    if before and not before.sections:
        section = "/".join(filter(None, (f"s{before.number}", path(before.paragraphs)))) if before.number else None
        return before.start, end, "/".join(filter(None, (*before.levels, section)))
    behind = None if before else provisions.behind(text, end)
    if not behind or is_plural(behind.sign or ""):
        return start, end, None
    item = next(items(text, behind.sections, plural=False), None) if behind.sign else None
    if item is None or item.last:
        return (start, behind.end, "/".join(behind.levels)) if behind.levels else (start, end, None)
    closed = bool(behind.bracket) and text[item.end : item.end + 1] in (")", "]")
    return start, item.end + closed, "/".join(filter(None, (*behind.levels, f"s{item.number}", item.pinpoint)))


RECOGNISER = Recogniser("bill", ("H.", "S.", "HR", "H R", "S J", "S C", "HJ", "HC", "SJ", "SC"), find)
