"""What words ask for, and which citations answer."""

import sys

import pytest

from crsparse.citations import Context, find
from crsparse.citations.wanted import DEPTHS, LacksCongress, NoCitation, Wanted, wanted
from crsparse.validation.rules import citations as rules


def _asked(words: str) -> list[str]:
    """Return what is asked for: ``id [+ pinpoint] [.. last] [and below]``."""
    return [
        f"{work.id}{f' + {work.pinpoint}' if work.pinpoint else ''}{f' .. {work.last}' if work.last else ''}"
        f"{'' if work.whole else ' and below'}"
        for work in wanted(words)
    ]


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ("P.L. 117-58", ["/us/pl/117/58"]),
        ("  P.L.  117-58,\n§40101 ", ["/us/pl/117/58 + s40101"]),
        ("Section 1003 of Division Z, P.L. 116-260", ["/us/pl/116/260 + dZ/s1003"]),
        ("42 U.S.C. §1983(a)(1)", ["/us/usc/t42/s1983 + a/1"]),
        ("H.R. 1234 (117th Congress)", ["/us/bill/117/hr/1234"]),
        ("R47447", ["/us/crs/R47447"]),
        ("42 U.S.C. §§601-688", ["/us/usc/t42/s601 .. /us/usc/t42/s688"]),
        ("Title 38 of the U.S. Code", ["/us/usc/t38 and below"]),
        ("38 C.F.R. Part 3", ["/us/cfr/t38/pt3"]),
        ("H.R. 1, 2 and 3 (119th Congress)", ["/us/bill/119/hr/1", "/us/bill/119/hr/2", "/us/bill/119/hr/3"]),
        ("98-721", ["/us/crs/98-721"]),
        ("R99001", ["/us/crs/R99001"]),
        # typed in small letters
        ("p.l. 117-58", ["/us/pl/117/58"]),
        ("public law 117-58", ["/us/pl/117/58"]),
        ("42 usc 1395w-4(a)", ["/us/usc/t42/s1395w-4 + a"]),
        ("hr 1234 (117th congress)", ["/us/bill/117/hr/1234"]),
        ("if13199", ["/us/crs/IF13199"]),
        # ids and addresses
        ("/us/pl/117/58", ["/us/pl/117/58"]),
        ("/us/pl/117/58/", ["/us/pl/117/58"]),
        ("/us/pl/117/58/dDD/s131/a", ["/us/pl/117/58 + dDD/s131/a"]),
        ("/us/pl/117", ["/us/pl/117 and below"]),
        ("/us/bill", ["/us/bill and below"]),
        ("/us/case/us/518/470", ["/us/case/us/518/470"]),
        ("/us/crs/r47447", ["/us/crs/R47447"]),
        ("https://www.congress.gov/bill/117th-congress/house-bill/3684", ["/us/bill/117/hr/3684"]),
        ("http://www.congress.gov/cgi-lis/bdquery/R?d109:FLD002:@1(109+58)", ["/us/pl/109/58"]),
    ],
)
def test_words_ask_for_works(words: str, asked: list[str]) -> None:
    assert _asked(words) == asked


@pytest.mark.parametrize(
    "words", ["", "hello", "/", "/us", "/us/", "/us/foo/1", "/US/pl/117/58", "P.L. 480", "Id. § 5"]
)
def test_other_words_are_refused(words: str) -> None:
    with pytest.raises(NoCitation, match=r"is no (citation|id)"):
        wanted(words)


@pytest.mark.parametrize(
    ("words", "bills"),
    [
        ("H.R. 1", (("hr", "1"),)),
        ("s. 5", (("s", "5"),)),
        ("H.J.Res. 7 and P.L. 117-58", (("hjres", "7"),)),
        ("S. 1/H.R. 2", (("s", "1"), ("hr", "2"))),
    ],
)
def test_a_bill_needs_its_congress(words: str, bills: tuple[tuple[str, str], ...]) -> None:
    with pytest.raises(LacksCongress) as raised:
        wanted(words)
    assert raised.value.bills == bills


def test_court_cases() -> None:
    pytest.importorskip("eyecite", reason="eyecite is not installed: pip install 'crsparse[cases]'")
    assert _asked("Medtronic, Inc. v. Lohr, 518 U.S. 470 (1996)") == ["/us/case/us/518/470"]


def test_court_cases_without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "eyecite", None)
    with pytest.raises(NoCitation, match=r"crsparse\[cases\]"):
        wanted("518 U.S. 470")


def test_every_kind_of_id_is_known() -> None:
    roots = {root.strip("/").split("/")[1] for some in rules._ROOTS.values() for root in some}
    assert roots == set(DEPTHS)


@pytest.mark.parametrize(
    ("asked", "cited", "answers"),
    [
        ("42 U.S.C. §1983", "42 U.S.C. §1983(a)", True),
        ("42 U.S.C. §1983(a)", "42 U.S.C. §1983(a)(2)", True),
        ("42 U.S.C. §1983(a)", "42 U.S.C. §1983", False),
        ("42 U.S.C. §1983(a)", "42 U.S.C. §1983(aa)", False),
        ("42 U.S.C. §198", "42 U.S.C. §1983", False),
        ("/us/usc/t4", "42 U.S.C. §1983", False),
        ("/us/usc/t42", "42 U.S.C. §1983", True),
        ("/us/usc/t42", "42 U.S.C. Chapter 7", True),
        ("/us/usc/t5", "5 U.S.C. App. §2", False),
        # ranges
        ("2 U.S.C. §622", "2 U.S.C. §§601-688", True),
        ("2 U.S.C. §688(b)", "2 U.S.C. §§601-688", True),
        ("2 U.S.C. §689", "2 U.S.C. §§601-688", False),
        ("5 U.S.C. §622", "2 U.S.C. §§601-688", False),
        ("2 U.S.C. §§600-610", "2 U.S.C. §605", True),
        ("2 U.S.C. §§600-610", "2 U.S.C. §§610-615", True),
        ("2 U.S.C. §§600-610", "2 U.S.C. §§611-615", False),
        ("42 U.S.C. §300aa-2", "42 U.S.C. §§300aa-1 to 300aa-4", True),
        ("42 U.S.C. §300aa-12", "42 U.S.C. §§300aa-1 to 300aa-4", False),
        ("21 U.S.C. §364b", "21 U.S.C. §§364a-364e", True),
        ("21 U.S.C. §348(c)", "21 U.S.C. §§348(a)–(g)", True),
        ("21 U.S.C. §348(h)", "21 U.S.C. §§348(a)–(g)", False),
        ("21 U.S.C. §348", "21 U.S.C. §§348(a)–(g)", True),
        # laws
        ("P.L. 117-58", "P.L. 117-58, §131", True),
        ("P.L. 117-58", "Pub. L. No. 117-58, §§ 3501–3508", True),
        ("P.L. 117-58, §131", "P.L. 117-58, Division D, §131(a)", True),
        ("P.L. 117-58, §13", "P.L. 117-58, Division D, §131(a)", False),
        ("P.L. 117-58, Division D", "P.L. 117-58, Division D, Title I, §131", True),
        ("P.L. 117-58, Division D", "P.L. 117-58, Division DD, §131", False),
        ("P.L. 117-58, §3504", "P.L. 117-58, Division D, §§3501-3508", True),
        ("P.L. 117-58, §3509", "P.L. 117-58, Division D, §§3501-3508", False),
        ("P.L. 117-58, §131", "P.L. 117-59, §131", False),
        # C.F.R.
        ("38 C.F.R. Part 3", "38 C.F.R. §3.12(d)", True),
        ("38 C.F.R. Part 3", "38 C.F.R. §30.12", False),
        ("38 C.F.R. §3.12", "38 C.F.R. Part 3", False),
        ("21 C.F.R. §150.160", "21 C.F.R. §§131.3-169.182", True),
        ("21 C.F.R. Part 150", "21 C.F.R. §§131.3-169.182", True),
        ("33 C.F.R. §325.1", "33 CFR 320-332", True),
        # pages
        ("116 Stat. 1670", "116 Stat. 1666, 1670", True),
        ("116 Stat. 1671", "116 Stat. 1666, 1670", False),
        ("117 Stat. 1670", "116 Stat. 1666, 1670", False),
        ("84 Federal Register 39019", "84 FR 39018-20", True),
        ("171 Cong. Rec. S1149", "171 Cong. Rec. S1148-S1150", True),
        ("171 Cong. Rec. H1149", "171 Cong. Rec. S1148-S1150", False),
        # others
        ("/us/bill/119", "H.R. 1 (119th Congress)", True),
        ("/us/bill/11", "H.R. 1 (119th Congress)", False),
        ("H.R. 1 (119th Congress)", "H.R. 10 (119th Congress)", False),
        ("H.Rept. 119-2", "H.Rept. 119-2, Part 1", True),
    ],
)
def test_what_answers(asked: str, cited: str, answers: bool) -> None:
    (work,) = wanted(asked)
    (citation,) = find(cited, Context())
    assert work.answered_by(citation.id, citation.pinpoint, citation.end_id) is answers


def test_a_citation_answers_itself() -> None:
    for words in ("P.L. 117-58, §§1-3", "2 U.S.C. §§601-688", "116 Stat. 1666, 1670", "S. 1, §2 (119th Congress)"):
        (citation,) = find(words, Context())
        (work,) = wanted(words)
        assert work == Wanted(citation.id, citation.pinpoint, citation.end_id)
        assert work.answered_by(citation.id, citation.pinpoint, citation.end_id)
