"""Congressional Record: ``Congressional Record, daily edition, vol. 171 (January 23, 2025), p. S324``, ``147 Cong. Rec.
H9264``.

What CRS prints: name, edition, volume, part (in the daily edition the issue), date in brackets, pages with the letter
of the chamber; Legal Sidebars write volume, ``Cong. Rec.``, page.

Always true: the id is volume and first page; pages of the daily edition begin with H, S, E or D, those of the bound
edition don't. Known to be missed: citations without a page or with one that stands in another sentence.
"""

import re
from collections.abc import Iterator

from crsparse.citations.citation import Citation, Context, Recogniser
from crsparse.citations.identifiers import record_id, record_url
from crsparse.citations.sections import DASH

_PAGE = r"(?:[HSED]\d{1,5}|\d{1,2},\d{3}(?!\d)|\d{1,5})"
_FURTHER = rf"(?P<further>(?:,\s{_PAGE}(?:{DASH}{_PAGE})?(?=[,;.)\]]|\s\(|$))*)"
"""Further pages of the same speech: ``pp. S785, S790-S792``. Trap: ``p. S324, 25 Senators``."""
_BY_NAME = re.compile(
    r"Congressional\sRecord,?\s(?:\((?:daily|bound)(?:\sedition|\sed\.)?\),?\s|(?:daily|bound|permanent)(?:\sedition|\sed\.),?\s)?"
    r"(?:\d{{1,3}}[a-z]{{2}}\sCong\.,\s\d[a-z]{{2}}\ssess\.,\s)?[Vv]ol(?:\.|ume)\s(?P<volume>\d{1,3}),?\s(?:(?:[Pp](?:ar)?t\.?|[Nn]o\.|[Ii]ssue)\s\d{1,3},?\s)?"
    rf"(?:\(?(?:[A-Z][a-z]{{2,8}}\.?\s\d{{1,2}},\s\d{{4}})\)?,?\s)?(?:pp?\.|[Pp]ages?)\s(?P<page>{_PAGE})(?!\d)(?:\s?{DASH}\s?(?P<last>{_PAGE})(?!\d))?{_FURTHER}"
)
"""``Congressional Record, daily edition, vol. 148, part 17 (February 26, 2002), pp. S1148-S1149``. Trap: ``published in
the Congressional Record``, which cites nothing."""
_BY_VOLUME = re.compile(
    rf"(?<![\w.-])(?P<volume>\d{{1,3}})\s(?:Cong\.\s?Rec\.|CONG\.\s?REC\.|Congressional\sRecord)\s(?P<page>{_PAGE})(?!\d)(?:\s?{DASH}\s?(?P<last>{_PAGE})(?!\d))?{_FURTHER}"
)
"""``147 Cong. Rec. H9264``, ``113 CONG. REC. 21789-90``. Trap: ``107th Congressional Record`` does not exist."""

_SEPARATE = re.compile(_PAGE)


def find(text: str, context: Context) -> Iterator[Citation]:
    """Yield the pages of the Congressional Record that a text cites."""
    for pattern in (_BY_NAME, _BY_VOLUME):
        for match in pattern.finditer(text):
            volume, page = match["volume"], match["page"].replace(",", "")
            last = _last(page, (match["last"] or "").replace(",", ""))
            further = _SEPARATE.findall(match["further"])
            yield Citation(
                start=match.start(),
                end=match.end() if last or further else match.end("page"),
                kind="congressional_record",
                id=record_id(volume, page),
                pinpoint=f"p{further[0].replace(',', '')}" if further else None,
                end_id=last and record_id(volume, last),
                url=record_url(volume, page),
            )


def _last(first: str, last: str) -> str | None:
    """Return the last page of a range in full: ``S1149`` for ``S1148-S1149``, ``S1148-49`` and ``S1148-1149``; None if
    it is none."""
    if not last:
        return None
    letter, number = (first[0], first[1:]) if first[0].isalpha() else ("", first)
    shortened = last.lstrip("HSED")
    longer = shortened if len(shortened) >= len(number) else number[: -len(shortened)] + shortened
    return f"{letter}{longer}" if int(longer) >= int(number) and last[0] in f"{letter}0123456789" else None


RECOGNISER = Recogniser("congressional_record", ("Congressional Record", "Cong.", "CONG."), find)
