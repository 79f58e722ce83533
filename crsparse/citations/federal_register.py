"""Federal Register: ``89 Federal Register 32361``, ``81 Fed. Reg. 28974, 28976``, ``77 FR 23250-23260``.

What CRS prints: volume, name, first page, sometimes the page meant or a range; the date follows. Reports spell the name
out, Legal Sidebars write ``Fed. Reg.``.

Always true: the id is volume and first page. Known to be missed: rules cited by date or docket alone (``RIN 0790-AL57
Federal Register, November 29, 2024``).
"""

import re
from collections.abc import Iterator

from crsparse.citations.citation import Citation, Context, Recogniser
from crsparse.citations.identifiers import register_id, register_url
from crsparse.citations.sections import DASH

_PAGE = r"(?:\d{1,3}(?:,\d{3})+|\d{1,6})"
_CITATION = re.compile(
    rf"(?<![\w.-])(?P<volume>\d{{1,3}})\s(?:Federal\sRegister|Fed\.?\s?Reg\.?|FED\.\sREG\.|F\.\s?R\.|FR),?\s(?:at\s|pp?\.\s)?(?P<page>{_PAGE})(?![\w])"
    rf"(?:\s?{DASH}\s?(?P<last>\d{{1,6}})(?!\d)|(?P<pinpoints>(?:,\s{_PAGE}(?:{DASH}\d{{1,6}})?(?![\d/])(?!,?\s(?:Fed|FR|U\.S|C\.F|Stat)))+)(?!\s[A-Z]))?"
)
"""``89 Federal Register 32361``, ``84 FR 39018-20``, ``60 Fed. Reg. 44396, 44397``. Traps: ``91 Federal Register, March
9``; ``45 FR 1 12 C.F.R.``"""
_BY_NAME = re.compile(
    rf"Federal\sRegister,?\s[Vv]ol(?:\.|ume)\s(?P<volume>\d{{1,3}}),?\s(?:[Nn]o\.\s\d{{1,3}},?\s)?"
    rf"(?:\(?[A-Z][a-z]{{2,8}}\.?\s\d{{1,2}},\s\d{{4}}\)?,?\s)?(?:pp?\.|[Pp]ages?)\s(?P<page>{_PAGE})(?!\w)"
    rf"(?:\s?{DASH}\s?(?P<last>\d{{1,6}})(?!\d))?(?P<pinpoints>)"
)
"""``Federal Register, vol. 76, no. 119 (June 20, 2011), p. 35715``, as reports of earlier years print it."""
_MEANT = re.compile(rf"(?P<page>{_PAGE})(?:{DASH}\d{{1,6}})?")
"""A page or stretch of pages that is meant: ``36290-91``, ``62,251–52``."""


def find(text: str, context: Context) -> Iterator[Citation]:
    """Yield the documents of the Federal Register that a text cites."""
    for match in (*_CITATION.finditer(text), *_BY_NAME.finditer(text)):
        volume, page = match["volume"], match["page"].replace(",", "")
        end, pinpoint, last = match.end("page"), None, None
        if match["last"]:
            # "39018-20": what a range leaves out is what its first page begins with
            longer = match["last"] if len(match["last"]) >= len(page) else page[: -len(match["last"])] + match["last"]
            if int(longer) >= int(page):
                last, end = register_id(volume, longer), match.end("last")
        elif match["pinpoints"]:
            for number in _MEANT.finditer(text, match.start("pinpoints"), match.end("pinpoints")):
                meant = number["page"].replace(",", "")
                if int(meant) < int(page):
                    break
                pinpoint, end = pinpoint or f"p{meant}", number.end()
        yield Citation(
            start=match.start(),
            end=end,
            kind="federal_register",
            id=register_id(volume, page),
            pinpoint=pinpoint,
            end_id=last,
            url=register_url(volume, page),
        )


RECOGNISER = Recogniser("federal_register", ("Federal Register", "Fed.", "FED.", "FR ", "F.R", "F. R", "Fed Reg"), find)
