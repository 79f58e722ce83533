"""Hostile texts: time grows with length, not with its square, and whatever comes in, citations stay in order and in
bounds."""

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crsparse.citations import Anchor, Context, cases, decode, find
from crsparse.citations.short_forms import Searched, resolved
from crsparse.citations.wanted import LacksCongress, NoCitation, wanted
from tests.conftest import no_hang

LENGTH = 100_000
"""Code points of a hostile text. It takes some seconds; with the square of the length it would take many minutes."""

PIECES = [
    "1",
    "1 ",
    "§",
    "1-",
    "1-1-1-1 ",
    "a",
    " ",
    "(a)",
    "(a)(1)",
    "1(a)",
    "42 U.S.C. ",
    "42 U.S.C. §§1, ",
    "42 U.S.C. §1-",
    "42 U.S.C. §1(a)",
    "U.S.C. §§ 1-1-1, 1 and 1, ",
    "21 C.F.R. §§ 1.1-",
    "21 C.F.R. 1.1(a)-1",
    "Title 1, ",
    "Section 1(a)(a)(a) of ",
    "Sections 1, 1 and 1 of Title 10, U.S. Code ",
    "Title 40, Part 60, ",
    "Federal Register, vol. 1, no. 1 ",
    "Title 10 of the U.S. Code ",
    "P.L. 117-58 and 117-58, ",
    "P.L. 117-58, §§1, ",
    "P.L. P.L. Pub. L. No. ",
    "Division A of Title I of ",
    "Division A, ",
    "Divisions A, B, and C, ",
    "Sections 1, 1 and 1 of Title I of ",
    "P.L. 117-58, Division A of ",
    "P.L. 117-58 (Title I, ",
    "Section 1(a) of H.R. 1",
    "U.S. Code Title 1, ",
    "1 U.S.C. Chapters 1, 1, ",
    "IRC §§1, 1, ",
    "Sections 1 and 1 of the Internal Revenue Code ",
    "Internal Revenue Code (IRC) ",
    "1 C.F.R. Part 1, Subparts A, A, ",
    "41 C.F.R. 1-1.1, ",
    "1 Cong. Rec. S1, S1, ",
    "1 Fed. Reg. 1, 1-1, ",
    "CRS Reports 98-1, R40001 and ",
    "(IIJA; P.L. 117-58) ",
    "(Aa Aa Aa Aa ",
    "IIJA §1, ",
    "A1 A1 A1 A1 §1 of A1 A1 A1 A1 ",
    "Section 1 of the IIJA ",
    "Id. § 1, ",
    "1 U.S.C. § 1. Id. §§ 1.1, 1.1, ",
    "See (a(b)c(",
    "(a)(b)(c) See, ",
    "in the 118th, ",
    "Section 1 of Division A, P.L. 117-58 ",
    "H.R. 1, 2, 3, ",
    "H.R. 1, 1",
    "H.R. 1/S. 1/",
    "H.R. 1 ",
    "H. R. H. J. Res. ",
    "(H.R. 1; 119th Congress; ",
    "119th Congress ",
    "119th Congress, H.R. 1 was introduced in the ",
    "Act of 2019 (",
    "FY2021 act act act act (",
    "H.Rept. 119-1 and 119-1, ",
    "House Conference Committee ",
    "1 Stat. 1, 1, ",
    "1 Fed. Reg. 1, 1, 1, ",
    "1, 11111, ",
    "Executive Order 14000, 14001, ",
    "Executive Order (E.O.) (E.O.) ",
    "Congressional Record, daily edition, vol. 1, ",
    "1 Cong. Rec. H1-",
    "CRS Report 98-1 and 98-1, ",
    "CRS CRS Report ",
    "R40000",
    "https://",
    "https://www.congress.gov/bill/",
    "https://x/((((",
    "www.a.gov/) ",
    "https://a.gov/ H.R. 1 ",
    "H.R. 1. ",
    "H.R. 1 [119th Congress] x ",
    "of H.R. 1 [119th Congress] and H.R. 2 x ",
    "title:1 section:1",
    "path=/prelim@title1/a1",
    "\n",
    "é“”’–",
]


def search(text: str) -> None:
    """Give a text to all that searches for citations: as text, as an address, around anchors, in notes, as a wish."""
    find(text, Context("2026-04-15", "R40000"))
    decode("https://uscode.house.gov/" + text)
    decode("https://www.congress.gov/" + text)
    decode("https://www.ecfr.gov/title-1/" + text)
    find("119th Congress " + text, Context("2026-04-15"))
    anchors = tuple(Anchor(place, place + 5, "https://www.crs.gov/Reports/R47447") for place in range(0, len(text), 20))
    find(text, Context("2026-04-15", None, anchors))
    cases._LOOKS_LIKE_ONE.search(text)
    law = "Infrastructure Act (IIJA; P.L. 117-58). 42 U.S.C. §1. "
    notes = [law, text, law + text, text]
    list(resolved([Searched(note, find(note, Context()), True) for note in notes]))
    with contextlib.suppress(LacksCongress, NoCitation):
        wanted(text)


@no_hang
@pytest.mark.parametrize("piece", PIECES)
def test_a_long_hostile_text_comes_to_an_end(piece: str) -> None:
    search((piece * (LENGTH // len(piece) + 1))[:LENGTH])


TEXT = st.lists(st.sampled_from([*PIECES, "18th", "; ", "and ", "to ", "note", "et seq.", ".", ")"]), max_size=30).map(
    "".join
)


@settings(max_examples=300, deadline=None)
@given(TEXT | st.text(max_size=60))
def test_citations_stay_in_order_and_in_bounds(text: str) -> None:
    anchors = (Anchor(0, max(1, len(text) // 2), "https://www.crs.gov/Reports/R47447"),)
    alone = find(text, Context("2026-04-15", None, anchors if text else ()))
    law = "Infrastructure Act (IIJA; P.L. 117-58); 42 U.S.C. §1."
    *_, found = resolved([Searched(law, find(law), True), Searched(text, alone, True)])
    assert set(alone) <= set(found)
    position = 0
    for citation in found:
        assert position <= citation.start < citation.end <= len(text)
        words = text[citation.start : citation.end]
        assert words.strip() == words or citation.origin == "link"
        assert citation.id.startswith("/us/")
        position = citation.end


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=80))
def test_any_address_is_harmless(address: str) -> None:
    for host in (
        "",
        "https://www.congress.gov/",
        "https://uscode.house.gov/view.xhtml?",
        "https://www.ecfr.gov/current/",
    ):
        decode(host + address)
