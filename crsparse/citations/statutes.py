"""Statutes at Large: ``116 Stat. 1666``, ``136 Stat. 4459, 5847``, ``113 Stat. 1535, 1501A-164``.

What CRS prints: volume, ``Stat.``, first page of the law, sometimes the page meant.

Always true: the id is volume and first page. Known to be missed: laws cited by date and chapter (``ch. 283``). State
statutes are no citations of this kind (``Conn. Gen. Stat. §29-319``).
"""

import re
from collections.abc import Iterator

from crsparse.citations.citation import Citation, Context, Recogniser
from crsparse.citations.identifiers import statutes_id, statutes_url
from crsparse.citations.sections import DASH

_PAGE = rf"\d{{1,4}}[A-Z]?(?:{DASH}\d{{1,4}})?"
_CITATION = re.compile(
    rf"(?<![\w.-])(?P<volume>\d{{1,3}})\s(?:Stat\.?|STAT\.|Statutes\sat\sLarge,?)\s(?P<page>{_PAGE})(?!\w)"
    rf"(?P<pinpoint>,\s(?P<place>{_PAGE})(?=[,;.)\]]|\s\(|$))?"
)
"""``116 Stat. 1666``, ``117 Stat. 2066, 2464``, ``111 Stat. 1501A-164``. Traps: ``Gen. Stat. 29``; ``118 Stat. 349,
January``."""

_SHORTENED = 2
"""Digits to which the end of a range is shortened."""


def find(text: str, context: Context) -> Iterator[Citation]:
    """Yield the laws that a text cites by their page in the Statutes at Large."""
    for match in _CITATION.finditer(text):
        volume, page, last = match["volume"], re.sub(DASH, "-", match["page"]), None
        first, _, behind = page.partition("-")
        if behind and first.isdigit():
            # "1666-1668" and "1666-68" are ranges; "1501A-164" and "3009-546" are single pages, put in between
            longer = first[: -len(behind)] + behind if len(behind) == _SHORTENED < len(first) else behind
            if len(longer) == len(first) and int(longer) > int(first):
                page, last = first, statutes_id(volume, longer)
        yield Citation(
            start=match.start(),
            end=match.end(),
            kind="statutes_at_large",
            id=statutes_id(volume, page),
            pinpoint=f"p{re.sub(DASH, '-', match['place'])}" if match["place"] else None,
            end_id=last,
            url=statutes_url(volume, page),
        )


RECOGNISER = Recogniser("statutes_at_large", ("Stat.", "Stat ", "STAT.", "Statutes at Large"), find)
