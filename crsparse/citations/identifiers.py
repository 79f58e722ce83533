"""Ids and addresses of what CRS cites: the one place where both are spelled. The scheme is told in
:mod:`crsparse.citations`.

Addresses lead to congress.gov where it has the work at an address that follows from the citation alone, else to the
publisher of the series (Office of the Law Revision Counsel, Office of the Federal Register, Government Publishing
Office); None where neither has such an address.
"""

from crsparse.citations.congress import ordinal

BILL_KINDS = {
    "hr": "house-bill",
    "s": "senate-bill",
    "hres": "house-resolution",
    "sres": "senate-resolution",
    "hjres": "house-joint-resolution",
    "sjres": "senate-joint-resolution",
    "hconres": "house-concurrent-resolution",
    "sconres": "senate-concurrent-resolution",
}
"""Kind of a bill in ids, to that in addresses of congress.gov."""
REPORT_KINDS = {"hrpt": "house-report", "srpt": "senate-report", "erpt": "executive-report"}
"""Kind of a committee report in ids, to that in addresses of congress.gov."""
_BILLS_ONLINE = 93
"""First Congress (1973) whose bills all have a page on congress.gov."""
_LAW_PRINTS_ONLINE = 104
"""First Congress (1995) whose laws are on congress.gov as single prints; those since the 93rd have a page."""
_REPORTS_ONLINE = 104
"""First Congress whose committee reports are on congress.gov."""
_RECORD_ONLINE = 141
"""First volume (1995) of the daily Congressional Record whose pages have an address on congress.gov."""
_ORDERS_ONLINE = 12890
"""First executive order (1994) that federalregister.gov has in full."""
_RECORD_SECTIONS = {
    "H": "house-section",
    "S": "senate-section",
    "E": "extensions-of-remarks-section",
    "D": "daily-digest",
}


def bill_id(congress: int, kind: str, number: str) -> str:
    """Return ``/us/bill/119/sconres/33``."""
    return f"/us/bill/{congress}/{kind}/{int(number)}"


def bill_url(congress: int, kind: str, number: str) -> str | None:
    """Return the page of a bill on congress.gov."""
    if congress < _BILLS_ONLINE:
        return None
    return f"https://www.congress.gov/bill/{ordinal(congress)}-congress/{BILL_KINDS[kind]}/{int(number)}"


def law_id(congress: str, number: str) -> str:
    """Return ``/us/pl/117/58``."""
    return f"/us/pl/{int(congress)}/{int(number)}"


def law_url(congress: str, number: str) -> str | None:
    """Return the law on congress.gov: its print, or its page for the years that have no single prints."""
    session, law = int(congress), int(number)
    if session >= _LAW_PRINTS_ONLINE:
        return f"https://www.congress.gov/{session}/plaws/publ{law}/PLAW-{session}publ{law}.pdf"
    if session >= _BILLS_ONLINE:
        return f"https://www.congress.gov/cgi-lis/bdquery/R?d{session:03}:FLD002:@1({session}+{law})"
    return None


def report_id(kind: str, congress: str, number: str) -> str:
    """Return ``/us/hrpt/119/215``."""
    return f"/us/{kind}/{int(congress)}/{int(number)}"


def report_url(kind: str, congress: str, number: str, part: str | None = None) -> str | None:
    """Return the page of a committee report, or of a part of it, on congress.gov."""
    if int(congress) < _REPORTS_ONLINE:
        return None
    address = f"{ordinal(int(congress))}-congress/{REPORT_KINDS[kind]}/{int(number)}{f'/{part}' if part else ''}"
    return f"https://www.congress.gov/congressional-report/{address}"


def code_id(title: str, part: str | None) -> str:
    """Return ``/us/usc/t42/s1983``; of a whole title without ``part``. The appendix of title 5 is ``5a``."""
    return "/".join(filter(None, (f"/us/usc/t{title.lstrip('0')}", part)))


def code_url(title: str, part: str | None) -> str:
    """Return where the Office of the Law Revision Counsel shows the section, chapter or title as it is today."""
    if part is None:
        below = ""
    elif part.startswith("ch"):
        below = f"-chapter{part[2:]}"
    else:
        below = f"-section{part[1:]}"
    return f"https://uscode.house.gov/view.xhtml?req=granuleid:USC-prelim-title{title.lstrip('0')}{below}&num=0&edition=prelim"


def regulation_id(title: str, number: str) -> str:
    """Return ``/us/cfr/t38/s3.12`` for a section, ``/us/cfr/t38/pt81`` for a part."""
    return f"/us/cfr/t{int(title)}/{'s' if '.' in number else 'pt'}{number}"


def regulation_url(title: str, number: str) -> str:
    """Return where the Electronic Code of Federal Regulations shows the section or part as it is today."""
    return f"https://www.ecfr.gov/current/title-{int(title)}/{'section' if '.' in number else 'part'}-{number}"


def register_id(volume: str, page: str) -> str:
    """Return ``/us/fr/89/32361``."""
    return f"/us/fr/{int(volume)}/{int(page)}"


def register_url(volume: str, page: str) -> str:
    """Return the address by which federalregister.gov finds the document on a page of a volume."""
    return f"https://www.federalregister.gov/citation/{int(volume)}-FR-{int(page)}"


def statutes_id(volume: str, page: str) -> str:
    """Return ``/us/stat/116/1666``."""
    return f"/us/stat/{int(volume)}/{page}"


def statutes_url(volume: str, page: str) -> str:
    """Return the address by which govinfo.gov finds the law on a page of a volume."""
    return f"https://www.govinfo.gov/link/statute/{int(volume)}/{page}"


def order_id(number: str) -> str:
    """Return ``/us/eo/14184``."""
    return f"/us/eo/{int(number)}"


def order_url(number: str) -> str | None:
    """Return the order on federalregister.gov."""
    return f"https://www.federalregister.gov/executive-order/{int(number)}" if int(number) >= _ORDERS_ONLINE else None


def record_id(volume: str, page: str) -> str:
    """Return ``/us/crec/171/S330`` for the daily edition, ``/us/crec/113/21789`` for the bound one."""
    return f"/us/crec/{int(volume)}/{page}"


def record_url(volume: str, page: str) -> str | None:
    """Return the page of the daily edition on congress.gov."""
    section = _RECORD_SECTIONS.get(page[0])
    if section is None or int(volume) < _RECORD_ONLINE:
        return None
    return f"https://www.congress.gov/congressional-record/volume-{int(volume)}/{section}/page/{page}"


def product_id(number: str) -> str:
    """Return ``/us/crs/R47447``."""
    return f"/us/crs/{number}"


def product_url(number: str) -> str | None:
    """Return the page of a CRS product on congress.gov, which does not show videos."""
    if number.startswith("WVB"):
        return None
    return f"https://www.congress.gov/crs-product/{number}"
