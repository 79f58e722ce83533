"""Addresses: which work one leads to. Today's of congress.gov, uscode.house.gov, govinfo.gov, ecfr.gov,
federalregister.gov, and dead ones.

CRS sets links by machine: ``P.L. 109-58`` leads to
``http://www.congress.gov/cgi-lis/bdquery/R?d109:FLD002:@1(109+58)``, an address of the LIS, a system that is gone;
``CRS Report R47447`` leads to ``http://www.crs.gov/Reports/R47447``, which only Congress can open. Each pattern below
has its example. A fragment or a text highlight (``#:~:text=``) is not looked at, but for ``substructure-location_``.

Always true: an address gives at most one target, and what no pattern knows gives none.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from urllib.parse import unquote

from crsparse.citations import identifiers as ids
from crsparse.citations.citation import Target

_Build = Callable[["re.Match[str]"], Target | None]

_BILL_KINDS_BY_ADDRESS = {address: kind for kind, address in ids.BILL_KINDS.items()}
_REPORT_KINDS_BY_ADDRESS = {address: kind for kind, address in ids.REPORT_KINDS.items()}


def _bill(congress: str, kind: str, number: str) -> Target | None:
    name = re.sub(r"[.\s]", "", kind).lower()
    if name not in ids.BILL_KINDS:
        return None
    session = int(congress)
    return Target("bill", ids.bill_id(session, name, number), url=ids.bill_url(session, name, number), congress=session)


def _law(congress: str, number: str) -> Target:
    return Target("public_law", ids.law_id(congress, number), url=ids.law_url(congress, number), congress=int(congress))


def _report(kind: str, congress: str, number: str) -> Target:
    url = ids.report_url(kind, congress, number)
    return Target("committee_report", ids.report_id(kind, congress, number), url=url, congress=int(congress))


def _section(match: "re.Match[str]") -> Target:
    part = f"s{match['section']}"
    place = match["place"]
    return Target(
        "us_code",
        ids.code_id(match["title"], part),
        place.replace("_", "/") if place else None,
        ids.code_url(match["title"], part),
    )


def _chapter(match: "re.Match[str]") -> Target:
    part = f"ch{match['chapter']}" if match["chapter"] else None
    return Target("us_code", ids.code_id(match["title"], part), None, ids.code_url(match["title"], part))


def _regulation(match: "re.Match[str]") -> Target:
    title, number = match["title"], match["section"] or match["part"]
    return Target("cfr", ids.regulation_id(title, number), None, ids.regulation_url(title, number))


def _product(match: "re.Match[str]") -> Target:
    number = match["number"].upper()
    return Target("crs_product", ids.product_id(number), None, ids.product_url(number))


def _statutes(match: "re.Match[str]") -> Target:
    volume, page = match["volume"], match["page"].upper()
    return Target("statutes_at_large", ids.statutes_id(volume, page), None, ids.statutes_url(volume, page))


_PRODUCT_NUMBER = r"(?P<number>(?:R[LS]?|IF|IN|LSB|TE|IB|IG|WPD|WVB)\d{4,6}|\d{2}-\d{1,4}[A-Z]?)(?![\w-])"

_PLACE = r"(?:[^#]*#substructure-location_(?P<place>\w+)$)?"

_PATTERNS: tuple[tuple[str, "re.Pattern[str]", _Build], ...] = tuple(
    (host, re.compile(pattern), build)
    for host, pattern, build in (
        # http://www.congress.gov/cgi-lis/bdquery/R?d109:FLD002:@1(109+58): a law
        ("congress.gov", r"/cgi-lis/bdquery/R\?d\d+:FLD002:@1\((\d+)\+(\d+)\)", lambda m: _law(m[1], m[2])),
        # http://www.congress.gov/cgi-lis/bdquery/z?d118:H.R.4987: a bill; thomas.loc.gov spelled it with blanks and
        # zeros
        (
            "congress.gov",
            r"/cgi-lis/bdquery/[zD]\?d(\d+):((?:H|S)[.\s]*(?:R|(?i:(?:J|Con)?[.\s]*Res))?)[.\s]*(\d+)",
            lambda m: _bill(m[1], m[2], m[3]),
        ),
        # http://www.congress.gov/cgi-lis/cpquery/R?cp119:FLD010:@1(hr215): a committee report
        (
            "congress.gov",
            r"/cgi-lis/cpquery/R\?cp(\d+):FLD010:@1\(([hse])r(\d+)\)",
            lambda m: _report(f"{m[2]}rpt", m[1], m[3]),
        ),
        # https://www.congress.gov/bill/116th-congress/house-bill/8753/text
        (
            "congress.gov",
            r"/bill/(\d+)(?:st|nd|rd|th)-congress/([a-z-]+)/(\d+)",
            lambda m: _bill(m[1], _BILL_KINDS_BY_ADDRESS.get(m[2], ""), m[3]),
        ),
        # https://www.congress.gov/119/bills/hr7148/BILLS-119hr7148enr.pdf, and govinfo's BILLS-119hr7148enr
        ("gov", r"/BILLS-(\d+)([a-z]+?)(\d+)[a-z]{2,4}\b", lambda m: _bill(m[1], m[2], m[3])),
        # https://www.congress.gov/117/plaws/publ328/PLAW-117publ328.pdf, and govinfo's
        ("gov", r"/PLAW-(\d+)publ(\d+)", lambda m: _law(m[1], m[2])),
        # https://www.congress.gov/public-laws/117th-congress/58
        (
            "congress.gov",
            r"/public-laws?/(\d+)(?:st|nd|rd|th)-congress/(?:public-law/)?(\d+)",
            lambda m: _law(m[1], m[2]),
        ),
        # https://www.congress.gov/congressional-report/119th-congress/house-report/215/1
        (
            "congress.gov",
            r"/congressional-report/(\d+)(?:st|nd|rd|th)-congress/(house-report|senate-report|executive-report)/(\d+)",
            lambda m: _report(_REPORT_KINDS_BY_ADDRESS[m[2]], m[1], m[3]),
        ),
        # https://www.congress.gov/119/crpt/hrpt215/CRPT-119hrpt215.pdf, and govinfo's
        ("gov", r"/CRPT-(\d+)([hse]rpt)(\d+)", lambda m: _report(m[2], m[1], m[3])),
        # https://www.congress.gov/crs-product/R44798; http://www.crs.gov/Reports/R47447;
        # https://crs.gov/products/R47447
        ("congress.gov", rf"/crs-products?/{_PRODUCT_NUMBER}", _product),
        ("crs.gov", rf"/(?:Reports|reports|Products|products)/{_PRODUCT_NUMBER}", _product),
        # https://crsreports.congress.gov/product/pdf/LSB/LSB11382; …/crs_external_products/R/PDF/R47447/R47447.2.pdf
        (
            "congress.gov",
            rf"/(?:product/(?:pdf|details|code)|crs_external_products)/(?:[^?#]*/)?(?:details\?prodcode=)?{_PRODUCT_NUMBER}",
            _product,
        ),
        # https://uscode.house.gov/view.xhtml?req=(title:50 section:1702 edition:prelim)…#substructure-location_c_5_C
        (
            "uscode.house.gov",
            r"title:(?P<title>\d+) section:(?P<section>[\w.-]+) edition" + _PLACE,
            _section,
        ),
        # https://uscode.house.gov/view.xhtml?hl=false&req=granuleid:USC-prelim-title15-section18a&num=0
        (
            "uscode.house.gov",
            r"granuleid:USC-\w+-title(?P<title>\d+)-section(?P<section>\w+(?:-\w+)*)" + _PLACE,
            _section,
        ),
        # https://uscode.house.gov/view.xhtml?req=granuleid:USC-prelim-title5-chapter131-subchapter1&num=0
        (
            "uscode.house.gov",
            r"granuleid:USC-\w+-title(?P<title>\d+)-chapter(?P<chapter>\w+)",
            _chapter,
        ),
        # https://uscode.house.gov/view.xhtml?path=/prelim@title52/subtitle2/chapter209/subchapter1&edition=prelim
        (
            "uscode.house.gov",
            r"path=/prelim@title(?P<title>\d+)(?:(?:/[a-z]+\w+)*?/chapter(?P<chapter>\w+))?",
            _chapter,
        ),
        # https://www.govinfo.gov/app/details/USCODE-2015-title19/USCODE-2015-title19-chap7-subchapII-partIV-sec1862
        (
            "govinfo.gov",
            r"/USCODE-\d+-title(?P<title>\d+)[\w-]*?-sec(?P<section>\d[\w-]*)(?P<place>(?!))?",
            _section,
        ),
        # https://www.law.cornell.edu/uscode/text/42/1983
        ("law.cornell.edu", r"/uscode/text/(?P<title>\d+)/(?P<section>\d[\w-]*)(?P<place>(?!))?", _section),
        # https://www.ecfr.gov/current/title-11/chapter-I/subchapter-A/part-109/subpart-C/section-109.21;
        # …/title-2/…/part-200
        (
            "ecfr.gov",
            r"/title-(?P<title>\d+)/(?:[^#?]*/)?section-(?P<section>\d+\.[\w.-]+)(?P<part>(?!))?",
            _regulation,
        ),
        ("ecfr.gov", r"/title-(?P<title>\d+)/(?:[^#?]*/)?part-(?P<part>\d+)(?P<section>(?!))?", _regulation),
        # https://www.govinfo.gov/content/pkg/STATUTE-86/pdf/STATUTE-86-Pg1591.pdf;
        # https://www.congress.gov/108/statute/…
        ("gov", r"/STATUTE-(?P<volume>\d+)-Pg(?P<page>\d+\w*)", _statutes),
        # https://uscode.house.gov/statviewer.htm?volume=110&page=1227
        ("uscode.house.gov", r"/statviewer\.htm\?volume=(?P<volume>\d+)&page=(?P<page>\d+\w*)", _statutes),
        # https://www.federalregister.gov/executive-order/14184
        (
            "federalregister.gov",
            r"/executive-order/(\d+)",
            lambda m: Target("executive_order", ids.order_id(m[1]), None, ids.order_url(m[1])),
        ),
        # https://www.federalregister.gov/citation/89-FR-32361
        (
            "federalregister.gov",
            r"/citation/(\d+)-FR-(\d+)",
            lambda m: Target("federal_register", ids.register_id(m[1], m[2]), None, ids.register_url(m[1], m[2])),
        ),
    )
)
_ADDRESS = re.compile(r"(?:https?://)?([\w.-]{1,80})(?=[/?]|$)")
_WRAPPED = re.compile(r"^https://urldefense\.\w+/v3/__(https?:/[^_]+)__")
"""A mail filter's wrapping, left in by authors:
``https://urldefense.us/v3/__https:/constitution.congress.gov/…__;``."""
_LONGEST = 2000
"""Code points of an address that are looked at."""


@lru_cache(maxsize=4096)
def decode(href: str) -> Target | None:
    """Return the work an address leads to; None for any other address.

    >>> decode("http://www.congress.gov/cgi-lis/bdquery/R?d109:FLD002:@1(109+58)").id
    '/us/pl/109/58'
    >>> decode("http://www.crs.gov/Reports/R47447").id
    '/us/crs/R47447'
    """
    address = unquote(href[:_LONGEST])
    wrapped = _WRAPPED.match(address)
    if wrapped:
        address = wrapped[1].replace(":/", "://", 1)
    host = _ADDRESS.match(address)
    if not host:
        return None
    for end_of_host, pattern, build in _PATTERNS:
        if host[1].endswith(end_of_host):
            match = pattern.search(address, host.end())
            if match:
                return build(match)
    return None
