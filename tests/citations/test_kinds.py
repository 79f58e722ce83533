"""Every kind of citation: what is one, with which id, and what only looks like one."""

import pytest

from crsparse.citations import RECOGNISERS, Citation, Context, find
from crsparse.citations.identifiers import bill_url, law_url, order_url, product_url, record_url, report_url

CONTEXT = Context(publication_date="2026-04-15", product_id="R49900")


def _said(text: str) -> list[str]:
    """Return citations as a reader would note them: ``words = id [+ pinpoint] [.. end]``."""
    return [_note(text, citation) for citation in find(text, CONTEXT)]


def _note(text: str, citation: Citation) -> str:
    pinpoint = f" + {citation.pinpoint}" if citation.pinpoint else ""
    end = f" .. {citation.end_id}" if citation.end_id else ""
    return f"{text[citation.start : citation.end]} = {citation.id}{pinpoint}{end}"


POSITIVE = {
    # bills and resolutions
    "The House passed H.R. 1234.": ["H.R. 1234 = /us/bill/119/hr/1234"],
    "S.Con.Res. 33 (119th Congress)": ["S.Con.Res. 33 = /us/bill/119/sconres/33"],
    "H. J. Res. 5, HR 12 and S.J.Res.7": [
        "H. J. Res. 5 = /us/bill/119/hjres/5",
        "HR 12 = /us/bill/119/hr/12",
        "S.J.Res.7 = /us/bill/119/sjres/7",
    ],
    "S. 2312/H.R. 4439": ["S. 2312 = /us/bill/119/s/2312", "H.R. 4439 = /us/bill/119/hr/4439"],
    "H.R. 1, 2 and 3 would": [
        "H.R. 1 = /us/bill/119/hr/1",
        "2 = /us/bill/119/hr/2",
        "3 = /us/bill/119/hr/3",
    ],
    "S. 2593, §7, would": ["S. 2593, §7 = /us/bill/119/s/2593 + s7"],
    "H.R. 1, §71121(b)(2), and S. 5 Section 3": [
        "H.R. 1, §71121(b)(2) = /us/bill/119/hr/1 + s71121/b/2",
        "S. 5 Section 3 = /us/bill/119/s/5 + s3",
    ],
    "Section 404(a) of S.Con.Res. 13": ["Section 404(a) of S.Con.Res. 13 = /us/bill/119/sconres/13 + s404/a"],
    "Title II of S.Con.Res. 33 and Division A, H.R. 2": [
        "Title II of S.Con.Res. 33 = /us/bill/119/sconres/33 + tII",
        "Division A, H.R. 2 = /us/bill/119/hr/2 + dA",
    ],
    "H.R. 4366, Division A, Title I, §101; S. 7 (§3)": [
        "H.R. 4366, Division A, Title I, §101 = /us/bill/119/hr/4366 + dA/tI/s101",
        "S. 7 (§3) = /us/bill/119/s/7 + s3",
    ],
    "H.R. 5, §§3-5, and Title 38": ["H.R. 5 = /us/bill/119/hr/5"],
    "Sections 3 and 5 of H.R. 2": ["H.R. 2 = /us/bill/119/hr/2"],
    # public laws
    "P.L. 117-58": ["P.L. 117-58 = /us/pl/117/58"],
    "(P.L. 109-58, §131)": ["P.L. 109-58, §131 = /us/pl/109/58 + s131"],
    "P.L. 118-272 (§1244(c)), Congress": ["P.L. 118-272 (§1244(c)) = /us/pl/118/272 + s1244/c"],
    "Pub. L. No. 111-31, § 101(b)(3), sec. 910": ["Pub. L. No. 111-31, § 101(b)(3) = /us/pl/111/31 + s101/b/3"],
    "P.L. 117-328, Division DD, Title VII, §701": [
        "P.L. 117-328, Division DD, Title VII, §701 = /us/pl/117/328 + dDD/tVII/s701"
    ],
    "Section 1003 of Division Z, P.L. 116-260": [
        "Section 1003 of Division Z, P.L. 116-260 = /us/pl/116/260 + dZ/s1003"
    ],
    "P.L. 117-58 and 117-169": ["P.L. 117-58 = /us/pl/117/58", "117-169 = /us/pl/117/169"],
    "Pub. L. No. 117-328, §§ 3501–3508, 136 Stat. 4459": [
        "Pub. L. No. 117-328, §§ 3501–3508 = /us/pl/117/328 + s3501 .. /us/pl/117/328/s3508",
        "136 Stat. 4459 = /us/stat/136/4459",
    ],
    "Section 407 of P.L. 118-42, Division E, did": ["Section 407 of P.L. 118-42, Division E = /us/pl/118/42 + dE/s407"],
    "Subtitle A of Title LV of Division E of P.L. 117-263": [
        "Subtitle A of Title LV of Division E of P.L. 117-263 = /us/pl/117/263 + dE/tLV/stA"
    ],
    "Division C, Title V, Sec. 527 of P.L. 118-42": [
        "Division C, Title V, Sec. 527 of P.L. 118-42 = /us/pl/118/42 + dC/tV/s527"
    ],
    "P.L. 119-4 (Title XI of Division A)": ["P.L. 119-4 (Title XI of Division A) = /us/pl/119/4 + dA/tXI"],
    "P.L. 119-21, Title VII, Subtitle A, Chapter 5, §70531": [
        "P.L. 119-21, Title VII, Subtitle A, Chapter 5, §70531 = /us/pl/119/21 + tVII/stA/ch5/s70531"
    ],
    "(P.L. 118-50, Divisions A, B, and C)": ["P.L. 118-50, Divisions A, B, and C = /us/pl/118/50 + dA"],
    "Sections 129 and 131(a) of P.L. 118-31": [
        "Sections 129 = /us/pl/118/31 + s129",
        "131(a) of P.L. 118-31 = /us/pl/118/31 + s131/a",
    ],
    "16 U.S.C. §§1531-1544), as Section 407 of P.L. 118-42": [
        "16 U.S.C. §§1531-1544 = /us/usc/t16/s1531 .. /us/usc/t16/s1544",
        "Section 407 of P.L. 118-42 = /us/pl/118/42 + s407",
    ],
    "P.L. 118-42, Division A of P.L. 118-47": [
        "P.L. 118-42 = /us/pl/118/42",
        "Division A of P.L. 118-47 = /us/pl/118/47 + dA",
    ],
    # United States Code
    "42 U.S.C. §1983": ["42 U.S.C. §1983 = /us/usc/t42/s1983"],
    "21 U.S.C. § 360k(a)(1)": ["21 U.S.C. § 360k(a)(1) = /us/usc/t21/s360k + a/1"],
    "2 U.S.C. §§601-688": ["2 U.S.C. §§601-688 = /us/usc/t2/s601 .. /us/usc/t2/s688"],
    "42 U.S.C. §1395w-4": ["42 U.S.C. §1395w-4 = /us/usc/t42/s1395w-4"],
    "15 U.S.C. §§ 1451–61": ["15 U.S.C. §§ 1451–61 = /us/usc/t15/s1451 .. /us/usc/t15/s1461"],
    "21 U.S.C. §§ 341, 342–343, 364a–364e": [
        "21 U.S.C. §§ 341 = /us/usc/t21/s341",
        "342–343 = /us/usc/t21/s342 .. /us/usc/t21/s343",
        "364a–364e = /us/usc/t21/s364a .. /us/usc/t21/s364e",
    ],
    "42 U.S.C. §§300aa-1 to 300aa-4": ["42 U.S.C. §§300aa-1 to 300aa-4 = /us/usc/t42/s300aa-1 .. /us/usc/t42/s300aa-4"],
    "21 U.S.C. §§ 348(a)–(g)": ["21 U.S.C. §§ 348(a)–(g) = /us/usc/t21/s348 + a .. /us/usc/t21/s348/g"],
    "38 U.S.C. §1725 and §§1728-1729": [
        "38 U.S.C. §1725 = /us/usc/t38/s1725",
        "§§1728-1729 = /us/usc/t38/s1728 .. /us/usc/t38/s1729",
    ],
    "16 U.S.C. §§3831-3836 (CRP), 3839aa (EQIP), and 3865 (2018), 5 more": [
        "16 U.S.C. §§3831-3836 = /us/usc/t16/s3831 .. /us/usc/t16/s3836",
        "3839aa = /us/usc/t16/s3839aa",
        "3865 = /us/usc/t16/s3865",
    ],
    "(33 U.S.C. §2201 note)": ["33 U.S.C. §2201 note = /us/usc/t33/s2201 + note"],
    "7 C.F.R. §273.24 and §273.7(c)": ["7 C.F.R. §273.24 = /us/cfr/t7/s273.24", "§273.7(c) = /us/cfr/t7/s273.7 + c"],
    "21 U.S.C. § 343-1 notes.": ["21 U.S.C. § 343-1 notes = /us/usc/t21/s343-1 + note"],
    "16 U.S.C. 450ss, note.": ["16 U.S.C. 450ss, note = /us/usc/t16/s450ss + note"],
    "54 U.S.C. §200402": ["54 U.S.C. §200402 = /us/usc/t54/s200402"],
    "42 U.S.C. §§5121 et seq.": ["42 U.S.C. §§5121 et seq. = /us/usc/t42/s5121"],
    "Title 10, Section 9081, of the U.S. Code": ["Title 10, Section 9081, of the U.S. Code = /us/usc/t10/s9081"],
    "Section 1557 of Title 10, U.S. Code,": ["Section 1557 of Title 10, U.S. Code = /us/usc/t10/s1557"],
    "Sections 7104 and 7252 of Title 38, U.S. Code": [
        "Sections 7104 = /us/usc/t38/s7104",
        "7252 of Title 38, U.S. Code = /us/usc/t38/s7252",
    ],
    "50 U.S.C. app. §§ 2401-2420": ["50 U.S.C. app. §§ 2401-2420 = /us/usc/t50a/s2401 .. /us/usc/t50a/s2420"],
    "10 U.S.C. Chapter 47": ["10 U.S.C. Chapter 47 = /us/usc/t10/ch47"],
    "44 U.S.C. Chapters 21, 29, and 33 and 5 U.S.C. §552": [
        "44 U.S.C. Chapters 21 = /us/usc/t44/ch21",
        "29 = /us/usc/t44/ch29",
        "33 = /us/usc/t44/ch33",
        "5 U.S.C. §552 = /us/usc/t5/s552",
    ],
    "10 U.S.C. Chapter 47, 48 ships": ["10 U.S.C. Chapter 47 = /us/usc/t10/ch47"],
    "U.S. Code Title 8, Chapter 12": ["U.S. Code Title 8, Chapter 12 = /us/usc/t8/ch12"],
    "(5 U.S.C. App.), formerly 5 U.S.C. Appendix, as": [
        "5 U.S.C. App. = /us/usc/t5a",
        "5 U.S.C. Appendix = /us/usc/t5a",
    ],
    "IRC §§45Q(b)(1) and 6418, I.R.C. § 501(c)(3)": [
        "IRC §§45Q(b)(1) = /us/usc/t26/s45Q + b/1",
        "6418 = /us/usc/t26/s6418",
        "I.R.C. § 501(c)(3) = /us/usc/t26/s501 + c/3",
    ],
    "Internal Revenue Code (IRC) Section 45": ["Internal Revenue Code (IRC) Section 45 = /us/usc/t26/s45"],
    "Sections 163(j) and 168 of the Internal Revenue Code": [
        "Sections 163(j) = /us/usc/t26/s163 + j",
        "168 of the Internal Revenue Code = /us/usc/t26/s168",
    ],
    "Section 45Q of the Internal Revenue Code of 1986": [
        "Section 45Q of the Internal Revenue Code of 1986 = /us/usc/t26/s45Q"
    ],
    "Title 38 of the U.S. Code": ["Title 38 of the U.S. Code = /us/usc/t38"],
    "See 21 U.S.C. § 21 U.S.C. § 360c": ["21 U.S.C. § 360c = /us/usc/t21/s360c"],
    # C.F.R.
    "38 C.F.R. §3.12(d)(1)(i)": ["38 C.F.R. §3.12(d)(1)(i) = /us/cfr/t38/s3.12 + d/1/i"],
    "21 C.F.R. §§ 131.3–169.182 (2025)": ["21 C.F.R. §§ 131.3–169.182 = /us/cfr/t21/s131.3 .. /us/cfr/t21/s169.182"],
    "38 C.F.R. Part 3, 89 Federal Register 32361, April 26": [
        "38 C.F.R. Part 3 = /us/cfr/t38/pt3",
        "89 Federal Register 32361 = /us/fr/89/32361",
    ],
    "33 CFR 320-332": ["33 CFR 320-332 = /us/cfr/t33/pt320 .. /us/cfr/t33/pt332"],
    "26 C.F.R. §1.401(k)-1(a)": ["26 C.F.R. §1.401(k)-1(a) = /us/cfr/t26/s1.401(k)-1 + a"],
    "26 C.F.R. §§1.45-7 through 1.45-12": [
        "26 C.F.R. §§1.45-7 through 1.45-12 = /us/cfr/t26/s1.45-7 .. /us/cfr/t26/s1.45-12"
    ],
    "48 C.F.R. §52.212-3.": ["48 C.F.R. §52.212-3 = /us/cfr/t48/s52.212-3"],
    "21 C.F.R. pts. 801, 803 (2025)": ["21 C.F.R. pts. 801 = /us/cfr/t21/pt801", "803 = /us/cfr/t21/pt803"],
    "Title 40, Part 60, of the Code of Federal Regulations": [
        "Title 40, Part 60, of the Code of Federal Regulations = /us/cfr/t40/pt60"
    ],
    "42 C.F.R. Part 423, Subpart D; 40 C.F.R. Part 60, Subparts OOOOb and OOOOc": [
        "42 C.F.R. Part 423, Subpart D = /us/cfr/t42/pt423 + sptD",
        "40 C.F.R. Part 60, Subparts OOOOb and OOOOc = /us/cfr/t40/pt60 + sptOOOOb",
    ],
    "7 C.F.R. §§273.24(a)(1)-(3).": [
        "7 C.F.R. §§273.24(a)(1)-(3) = /us/cfr/t7/s273.24 + a/1 .. /us/cfr/t7/s273.24/a/3"
    ],
    "7 C.F.R. §§1.1 (CRP), 2.2, 2.3 (2018), 3 others": [
        "7 C.F.R. §§1.1 = /us/cfr/t7/s1.1",
        "2.2 = /us/cfr/t7/s2.2",
        "2.3 = /us/cfr/t7/s2.3",
    ],
    "8 CFR 274a.12(c)(11)": ["8 CFR 274a.12(c)(11) = /us/cfr/t8/s274a.12 + c/11"],
    "41 C.F.R. Part 102-3. 41 C.F.R. §§60-1.4(a), 102-3.15": [
        "41 C.F.R. Part 102-3 = /us/cfr/t41/pt102-3",
        "41 C.F.R. §§60-1.4(a) = /us/cfr/t41/s60-1.4 + a",
        "102-3.15 = /us/cfr/t41/s102-3.15",
    ],
    # Federal Register, Statutes at Large
    "60 Fed. Reg. 44396, 44397 (Aug. 28, 1996)": ["60 Fed. Reg. 44396, 44397 = /us/fr/60/44396 + p44397"],
    "88 Fed. Reg. 62,242, 62,251–52 (2023)": ["88 Fed. Reg. 62,242, 62,251–52 = /us/fr/88/62242 + p62251"],
    "84 FR 39018-20": ["84 FR 39018-20 = /us/fr/84/39018 .. /us/fr/84/39020"],
    "Federal Register, vol. 76, no. 119 (June 20, 2011), p. 35715.": [
        "Federal Register, vol. 76, no. 119 (June 20, 2011), p. 35715 = /us/fr/76/35715"
    ],
    "117 Stat. 2066, 2464.": ["117 Stat. 2066, 2464 = /us/stat/117/2066 + p2464"],
    "110 Stat. 3009-546 (1996)": ["110 Stat. 3009-546 = /us/stat/110/3009-546"],
    "116 Stat. 1666-1668 and 116 Stat. 1666-68": [
        "116 Stat. 1666-1668 = /us/stat/116/1666 .. /us/stat/116/1668",
        "116 Stat. 1666-68 = /us/stat/116/1666 .. /us/stat/116/1668",
    ],
    "113 Stat. 1501A-164 (1999)": ["113 Stat. 1501A-164 = /us/stat/113/1501A-164"],
    # committee reports
    "H.Rept. 119-215 and 119-272": ["H.Rept. 119-215 = /us/hrpt/119/215", "119-272 = /us/hrpt/119/272"],
    "H.R. Conf. Rep. No. 104-458, at 3": ["H.R. Conf. Rep. No. 104-458 = /us/hrpt/104/458"],
    "S. Rep. No. 78-755 p. 15": ["S. Rep. No. 78-755 = /us/srpt/78/755"],
    "House Report 119-272, Part 1": ["House Report 119-272, Part 1 = /us/hrpt/119/272 + pt1"],
    "S.Exec.Rept. 118-1": ["S.Exec.Rept. 118-1 = /us/erpt/118/1"],
    # executive orders
    "Executive Orders 14154 and 14241, “Energy”": ["Executive Orders 14154 = /us/eo/14154", "14241 = /us/eo/14241"],
    "Executive Order (E.O.) 14347 dated": ["Executive Order (E.O.) 14347 = /us/eo/14347"],
    "Exec. Order No. 14,347": ["Exec. Order No. 14,347 = /us/eo/14347"],
    # Congressional Record
    "Congressional Record, daily edition, vol. 148, part 17 (February 26, 2002), pp. S1148-S1149.": [
        "Congressional Record, daily edition, vol. 148, part 17 (February 26, 2002), pp. S1148-S1149"
        " = /us/crec/148/S1148 .. /us/crec/148/S1149"
    ],
    "170 Cong. Rec. S2297, S2301-S2303.": ["170 Cong. Rec. S2297, S2301-S2303 = /us/crec/170/S2297 + pS2301"],
    "170 Cong. Rec. S2297, 25 Senators": ["170 Cong. Rec. S2297 = /us/crec/170/S2297"],
    "130 Cong. Rec. 28,111 (1984)": ["130 Cong. Rec. 28,111 = /us/crec/130/28111"],
    # CRS products
    "see CRS Report R47447, Bank Capital": ["CRS Report R47447 = /us/crs/R47447"],
    "CRS Reports R43743 and RL33110": ["CRS Reports R43743 = /us/crs/R43743", "RL33110 = /us/crs/RL33110"],
    "CRS Reports 98-338 and 98-337": ["CRS Reports 98-338 = /us/crs/98-338", "98-337 = /us/crs/98-337"],
    "CRS Reports R46240, R46468, and 98-721; CRS Report R47388, 98-2": [
        "CRS Reports R46240 = /us/crs/R46240",
        "R46468 = /us/crs/R46468",
        "98-721 = /us/crs/98-721",
        "CRS Report R47388 = /us/crs/R47388",
    ],
    "CRS Video WVB00841, CRS Podcast WPD0012": [
        "CRS Video WVB00841 = /us/crs/WVB00841",
        "CRS Podcast WPD0012 = /us/crs/WPD0012",
    ],
    "CRS Report R51234 and R51235": ["CRS Report R51234 = /us/crs/R51234", "R51235 = /us/crs/R51235"],
    "see CRS Report R12345 and CRS In Focus IF20001,": [
        "CRS Report R12345 = /us/crs/R12345",
        "CRS In Focus IF20001 = /us/crs/IF20001",
    ],
    "CRS Legal Sidebar LSB10713": ["CRS Legal Sidebar LSB10713 = /us/crs/LSB10713"],
}

NEGATIVE = [
    "587 U.S. 299, 303 (2019)",
    "570 U. S. 48 (2013)",
    "the U.S. 15-point plan",
    "S. 5th Street",
    "S.Amdt. 5001 (Markey)",
    "N.Y. S. 3008",
    "the late Senator John H. Chafee and 3 others",
    "The vote was 119-58.",
    "89 TEMPLE L. REV. 95, 113–20 (2016)",
    "P.L. 480 shipments",
    "5 U.S.C. App. 3",
    "Id. § 341; the Act; Section 5 of the FTC Act",
    "U.S.C. is an abbreviation",
    "38 U.S.C. as amended",
    "Title 10, Section 9081 is long",
    "99 U.S.C. §1",
    "RIN 2900-AS17 Federal Register, October 2, 2024",
    "Conn. Gen. Stat. §29-319",
    "in the Congressional Record “as soon as practicable.”",
    "several executive orders 2017 to 2020",
    "EO 14 satellites",
    "Any CRS Report may be reproduced; CRS Reports of 2024-25",
    "R12345 is no report, R49900 is this one",
    "IN 46204, IF 100, LSB",
    "H.R. 3.5 percent; H.R. 1,234,567",
    "House Report Card 119 of 215",
    "45 CFRs",
    "S. 1 of 4 parts",
    "the Internal Revenue Code requires; IRC and Section 5",
    "Treasury’s Title IV and Division B",
]


@pytest.mark.parametrize(("text", "said"), POSITIVE.items(), ids=POSITIVE)
def test_is_a_citation(text: str, said: list[str]) -> None:
    assert _said(text) == said


@pytest.mark.parametrize("text", NEGATIVE)
def test_is_none(text: str) -> None:
    assert _said(text) == []


def test_a_number_that_begins_the_next_citation_is_not_a_section() -> None:
    assert _said("21 U.S.C. §§ 321, 342, 74 Stat. 397, and 346 of them") == [
        "21 U.S.C. §§ 321 = /us/usc/t21/s321",
        "342 = /us/usc/t21/s342",
        "74 Stat. 397 = /us/stat/74/397",
    ]
    assert _said("52 U.S.C. §20901, and §301 of HAVA") == ["52 U.S.C. §20901 = /us/usc/t52/s20901"]


def test_a_bill_without_a_congress_is_left_out() -> None:
    assert find("H.R. 1 would", Context()) == ()
    assert [citation.id for citation in find("H.R. 1 (93rd Congress)", Context())] == ["/us/bill/93/hr/1"]


def test_every_kind_is_tested_and_looked_for_by_its_cues() -> None:
    kinds = {citation.kind for text in POSITIVE for citation in find(text, CONTEXT)}
    assert kinds == {recogniser.kind for recogniser in RECOGNISERS}
    for recogniser in RECOGNISERS:
        for text in POSITIVE:
            if any(True for _ in recogniser.find(text, CONTEXT)):
                assert any(cue in text for cue in recogniser.cues), f"{recogniser.kind} has no cue for {text!r}"


def test_addresses_are_those_of_today() -> None:
    site = "https://www.congress.gov"
    assert bill_url(119, "sconres", "33") == f"{site}/bill/119th-congress/senate-concurrent-resolution/33"
    assert law_url("117", "58") == f"{site}/117/plaws/publ58/PLAW-117publ58.pdf"
    assert report_url("hrpt", "119", "215") == f"{site}/congressional-report/119th-congress/house-report/215"
    assert record_url("171", "S324") == f"{site}/congressional-record/volume-171/senate-section/page/S324"
    assert order_url("14184") == "https://www.federalregister.gov/executive-order/14184"


def test_what_is_not_online_has_no_address() -> None:
    assert bill_url(92, "hr", "1") is None
    assert law_url("79", "191") is None
    assert report_url("srpt", "78", "755") is None
    assert record_url("113", "21789") is None
    assert order_url("9066") is None
    assert product_url("WVB00841") is None
