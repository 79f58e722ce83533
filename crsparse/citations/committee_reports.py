"""Reports of House and Senate committees: ``H.Rept. 119-215``, ``S. Rep. No. 78-755``, ``H.R. Rep. No. 94-1487``,
``House Report 119-272``.

What CRS prints: ``H.Rept.`` and ``S.Rept.`` with Congress and number; Legal Sidebars write ``H.R. Rep. No.``, ``H.R.
Conf. Rep. No.``; executive reports of the Senate are ``S.Exec.Rept.`` A part follows behind a comma.

Always true: the Congress is part of the number. Known to be missed: reports before the 91st Congress, which have no
Congress in the number (``S. Rept. 1307``); committee prints and hearings are other series.
"""

import re
from collections.abc import Iterator

from crsparse.citations.citation import Citation, Context, Recogniser
from crsparse.citations.identifiers import report_id, report_url
from crsparse.citations.sections import DASH

_NUMBER = (
    rf"(?P<congress>\d{{2,3}})\s?{DASH}\s?(?P<number>\d{{1,4}})(?!\d|{DASH}\d)"
    r"(?:,?\s\(?(?:[Pp](?:ar)?t\.?)\s(?P<part>\d{1,2}|[IVX]+)\b)?"
)
_REPORT = re.compile(
    r"(?<![\w.])(?:(?P<house>H\.?(?:\s?R\.)?|House)|(?P<senate>S\.?|Senate))\s?(?:(?P<executive>Ex(?:ec)?\.|Executive)\s?)?"
    r"(?:Conf(?:erence|\.)\s?)?(?:Comm(?:ittee|\.)\s?)?(?:R(?:e?pts?|eps?|EPT|EP)\b\.?|Reports?)\s?(?:(?:[Nn]os?|NOS?)\.\s?)?"
    rf"{_NUMBER}"
)
"""``H.Rept. 119-215``, ``H. Rept. 109-307, Part 1``, ``S.Rep. No. 78-755``, ``H.R. Conf. Rep. No. 104-458``. Trap:
``CRS Report 98-317``, which has no chamber."""
_ANOTHER = re.compile(rf"(?:,\s(?:and\s)?|\sand\s|;\s){_NUMBER}(?!\s(?:vote|margin))")
"""A further report without its name: ``H.Rept. 119-215 and 119-272``."""
_MOST_APART = 30
"""Congresses by which the members of a list may differ."""


def find(text: str, context: Context) -> Iterator[Citation]:
    """Yield the committee reports that a text cites."""
    for match in _REPORT.finditer(text):
        kind = "hrpt" if match["house"] else "erpt" if match["executive"] else "srpt"
        report: re.Match[str] | None = match
        start = match.start()
        while report and abs(int(report["congress"]) - int(match["congress"])) < _MOST_APART:
            congress, number, part = report["congress"], report["number"], report["part"]
            yield Citation(
                start=start,
                end=report.end(),
                kind="committee_report",
                id=report_id(kind, congress, number),
                pinpoint=f"pt{part}" if part else None,
                url=report_url(kind, congress, number, part if part and part.isdigit() else None),
                congress=int(congress),
            )
            report = _ANOTHER.match(text, report.end())
            start = report.start("congress") if report else 0


RECOGNISER = Recogniser("committee_report", ("Rep", "Rpt", "REP"), find)
