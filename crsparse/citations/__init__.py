"""Citations: what a text cites of federal law, legislation and CRS, where, and under which id.

:func:`find` runs the recognisers, each a file of its own, over one text (a paragraph, a note, a cell). They are pure:
text and context in, citations out.

Ids are made in the manner of USLM, the identifiers of the United States Legislative Markup: a path from the
jurisdiction down, with the abbreviations of USLM for levels (``t`` title, ``ch`` chapter, ``pt`` part, ``s`` section,
``d`` division; paragraphs bare). ``id`` is the work as a whole and the same for all who cite it; ``pinpoint`` is the
place in it; joined by a slash they are the full path.

==================== ============================= ============================================= ====================
kind                 id                            what is printed                               pinpoint
==================== ============================= ============================================= ====================
bill                 /us/bill/119/sconres/33       S.Con.Res. 33 (119th Congress)                s7 (``, §7``)
public_law           /us/pl/117/58                 P.L. 117-58, Division DD, Title VII, §701     dDD/tVII/s701
us_code              /us/usc/t42/s1983             42 U.S.C. §1983(a)(1)                         a/1; ``note``
us_code              /us/usc/t10/ch47              10 U.S.C. Chapter 47
us_code              /us/usc/t38                   Title 38 of the U.S. Code
cfr                  /us/cfr/t38/s3.12             38 C.F.R. §3.12(d)                            d
cfr                  /us/cfr/t38/pt81              38 C.F.R. Part 81
federal_register     /us/fr/89/32361               89 Federal Register 32361, 32370              p32370
statutes_at_large    /us/stat/116/1666             116 Stat. 1666                                p1670
committee_report     /us/hrpt/119/215, /us/srpt/…  H.Rept. 119-215, Part 1; S.Rept., S.Exec.Rept. pt1
executive_order      /us/eo/14184                  Executive Order 14184
congressional_record /us/crec/171/S324             Congressional Record, vol. 171 (…), p. S324
crs_product          /us/crs/R47447                CRS Report R47447
court_case           /us/case/us/569/483           569 U.S. 483 (extra ``crsparse[cases]``)
==================== ============================= ============================================= ====================

USLM itself has bill, pl, usc, cfr, stat, fr; hrpt, srpt, erpt and crec are govinfo's names of its collections; eo, crs
and case are ours.

Always true: citations are in reading order and do not overlap; what ``id`` says was printed at that place or in the
address behind it, but for a Congress marked ``congress_inferred`` and for a ``short_form``. What only other texts of a
product explain, :mod:`crsparse.citations.short_forms` finds; ``the Act``, ``Section 5`` and their like are left out.
"""

import re

from crsparse.citations import (
    bills,
    cfr,
    committee_reports,
    congressional_record,
    crs_products,
    executive_orders,
    federal_register,
    public_laws,
    statutes,
    us_code,
)
from crsparse.citations.citation import Anchor, Citation, CitationKind, Context, Recogniser, Target
from crsparse.citations.links import decode
from crsparse.citations.spans import Spans

__all__ = ["RECOGNISERS", "Anchor", "Citation", "CitationKind", "Context", "Recogniser", "Target", "decode", "find"]

RECOGNISERS: tuple[Recogniser, ...] = (
    public_laws.RECOGNISER,
    us_code.RECOGNISER,
    cfr.RECOGNISER,
    federal_register.RECOGNISER,
    statutes.RECOGNISER,
    committee_reports.RECOGNISER,
    bills.RECOGNISER,
    executive_orders.RECOGNISER,
    congressional_record.RECOGNISER,
    crs_products.RECOGNISER,
)
"""In the order in which they win where two claim the same words from the same start and to the same end."""

_DIGIT = re.compile(r"[0-9]")
_WORD = re.compile(r"[A-Za-z§]")
"""What every citation has beside a digit; most cells of tables are bare numbers."""
_ADDRESS = re.compile(r"(?:https?://|\bwww\.)[^\s<>\"“”]{4,2000}")
"""An address in print; stops and brackets at its end are the sentence's, see _ENDING."""
_ENDING = ".,;:)]'’"
_BESIDE = 3
"""Code points between a citation and the link of its title: ``CRS Report R47447, [Bank Capital Requirements]``."""


def find(text: str, context: Context = Context()) -> tuple[Citation, ...]:  # noqa: B008 -- Context is frozen
    """Return the citations of a text in reading order, without overlaps.

    Court cases are not among them: see :func:`crsparse.citations.cases.among`.
    """
    found: list[Citation] = []
    if _DIGIT.search(text) and _WORD.search(text):
        addresses = _printed_addresses(text)
        for recogniser in RECOGNISERS:
            for cue in recogniser.cues:
                if cue in text:
                    found.extend(recogniser.find(text, context))
                    break
        if addresses:
            places = Spans(addresses)
            found = [one for one in found if not any(places.touching(one.start, one.start + 1))]
        found = _without_overlaps(found)
        if addresses:
            found.extend(_behind_addresses(addresses, found, context))
    if context.anchors:
        found.extend(_behind_anchors(context, found))
    return tuple(sorted(found, key=_place))


def _place(citation: Citation) -> tuple[int, int]:
    return citation.start, -citation.end


def _without_overlaps(found: list[Citation]) -> list[Citation]:
    kept: list[Citation] = []
    for citation in sorted(found, key=_place):
        if not kept or citation.start >= kept[-1].end:
            kept.append(citation)
    return kept


def _printed_addresses(text: str) -> tuple[Anchor, ...]:
    if "://" not in text and "www." not in text:
        return ()
    addresses = []
    for match in _ADDRESS.finditer(text):
        address = match[0].rstrip(_ENDING)
        # "R?d109:FLD002:@1(109+58)": a bracket that opens in the address closes in it
        if address.count("(") > address.count(")") and match[0][len(address) : len(address) + 1] == ")":
            address += ")"
        addresses.append(Anchor(match.start(), match.start() + len(address), address))
    return tuple(addresses)


def _behind_addresses(addresses: tuple[Anchor, ...], found: list[Citation], context: Context) -> list[Citation]:
    """Return what printed addresses lead to, unless the text names it as well: "89 Federal Register 9140,
    https://…"."""
    named = {citation.id for citation in found}
    return [citation for address in addresses if (citation := _behind(address, context)) and citation.id not in named]


def _behind_anchors(context: Context, found: list[Citation]) -> list[Citation]:
    """Return what links lead to whose words cite nothing themselves: "[exchange rates]" leads to CRS In Focus
    IF10676."""
    taken = Spans(found)
    behind: list[Citation] = []
    for anchor in sorted(context.anchors, key=lambda anchor: anchor.start):
        citation = _behind(anchor, context)
        if (
            citation is None
            or (behind and anchor.start < behind[-1].end)
            or any(taken.touching(anchor.start, anchor.end))
        ):
            continue
        before = taken.before(anchor.start)
        if before is None or before.id != citation.id or anchor.start - before.end > _BESIDE:
            behind.append(citation)
    return behind


def _behind(anchor: Anchor, context: Context) -> Citation | None:
    target = decode(anchor.href)
    if target is None or anchor.end <= anchor.start or target.id == f"/us/crs/{context.product_id}":
        return None
    return Citation(
        start=anchor.start,
        end=anchor.end,
        kind=target.kind,
        id=target.id,
        pinpoint=target.pinpoint,
        url=target.url,
        congress=target.congress,
        origin="link",
    )
