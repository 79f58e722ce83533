"""Eras: which generation of CRS's templates the first page shows.

The era is not the date: a product of 2008 can be served in today's layout, so page 1 decides.

``issue_brief``     ``CRS Issue Brief for Congress``, ``Order Code IB90078`` (about 1997-2006)
``crs_web``         ``Order Code RL32837``, ``Received through the CRS Web`` (2000-2008)
``crs_7_5700``      ``7-5700``, ``www.crs.gov`` (2009-2017)
``everycrsreport``  a page appended by EveryCRSReport.com, and none of the above
``modern``          ``https://crsreports.congress.gov``, ``VERSION 4``

Cues: these strings among the first elements; the version line anywhere. Claims nothing, only learns.
Known to miss: an older product whose first page was cut off.
"""

import re
from collections.abc import Iterator

from crsparse.drafts import Claim, Facts
from crsparse.model import LayoutEra
from crsparse.recognizers.view import View

_FIRST = 60
"""Elements looked at in sources without pages: more than a first page of older products has before its text."""
_SIGNS: tuple[tuple[LayoutEra, re.Pattern[str]], ...] = (
    ("issue_brief", re.compile(r"CRS Issue Brief for Congress|Order Code:? IB\d", re.I)),
    (
        "crs_web",
        re.compile(
            r"Received through the CRS Web|Order Code:? (?:RL|RS|\d\d-)|CRS Report for Congress\s+Received", re.I
        ),
    ),
    ("crs_7_5700", re.compile(r"\b7-5700\b|(?<![\w.])www\.crs\.gov\b", re.I)),
    ("modern", re.compile(r"crsreports\.congress\.gov|congress\.gov/crs-product|VERSION \d+ · (?:NEW|UPDATED)")),
)
_REPUBLISHED = re.compile(r"EveryCRSReport\.com", re.I)


def recognize(view: View) -> Iterator[Claim]:
    """Learn the era."""
    first = "\n".join(
        text
        for index, (element, text) in enumerate(zip(view.elements, view.texts, strict=True))
        if element.page == 1 or (element.page is None and index < _FIRST)
    )
    furniture = "\n".join(
        text for element, text in zip(view.elements, view.texts, strict=True) if element.kind == "furniture"
    )
    for era, sign in _SIGNS:
        if sign.search(first) or (era == "modern" and sign.search(furniture)):
            yield Claim((), facts=Facts(layout_era=era))
            return
    if any(_REPUBLISHED.search(text) for text in view.texts):
        yield Claim((), facts=Facts(layout_era="everycrsreport"))
