"""Addresses to works: dead systems, today's sites; and links whose words cite nothing themselves."""

import pytest

from crsparse.citations import Anchor, Context, decode, find

USCODE = "https://uscode.house.gov/view.xhtml?"


@pytest.mark.parametrize(
    ("href", "work"),
    [
        ("http://www.congress.gov/cgi-lis/bdquery/R?d109:FLD002:@1(109+58)", "/us/pl/109/58"),
        ("http://www.congress.gov/cgi-lis/bdquery/R?d094:FLD002:@1(94+564)", "/us/pl/94/564"),
        ("http://www.congress.gov/cgi-lis/bdquery/z?d118:H.R.4987:", "/us/bill/118/hr/4987"),
        ("http://www.congress.gov/cgi-lis/bdquery/z?d110:S.J.Res.7:", "/us/bill/110/sjres/7"),
        ("http://www.congress.gov/cgi-lis/bdquery/z?d111:S.CON.RES.13:", "/us/bill/111/sconres/13"),
        ("http://www.congress.gov/cgi-lis/bdquery/z?d093:S.%200440:", "/us/bill/93/s/440"),
        ("http://www.congress.gov/cgi-lis/cpquery/R?cp119:FLD010:@1(hr215):", "/us/hrpt/119/215"),
        ("http://www.congress.gov/cgi-lis/cpquery/R?cp119:FLD010:@1(sr46):", "/us/srpt/119/46"),
        ("https://www.congress.gov/bill/116th-congress/house-bill/8753/text#toc-H83", "/us/bill/116/hr/8753"),
        ("https://www.congress.gov/bill/119th-congress/house-joint-resolution/121?s=4&r=3", "/us/bill/119/hjres/121"),
        ("https://www.congress.gov/119/bills/hr7148/BILLS-119hr7148enr.pdf#page=295", "/us/bill/119/hr/7148"),
        ("https://www.congress.gov/117/plaws/publ328/PLAW-117publ328.pdf#page=221", "/us/pl/117/328"),
        ("https://www.congress.gov/congressional-report/119th-congress/senate-report/46/1", "/us/srpt/119/46"),
        ("https://www.congress.gov/119/crpt/hrpt215/CRPT-119hrpt215.pdf", "/us/hrpt/119/215"),
        ("http://www.crs.gov/Reports/R47447", "/us/crs/R47447"),
        ("https://crs.gov/Reports/R45951#_Toc88641250", "/us/crs/R45951"),
        ("https://www.congress.gov/crs-product/R48611#:~:text=Under%20prior%20law", "/us/crs/R48611"),
        ("https://crsreports.congress.gov/product/pdf/LSB/LSB10713#:~:text=Circuit", "/us/crs/LSB10713"),
        ("https://www.congress.gov/crs_external_products/R/PDF/R47447/R47447.2.pdf", "/us/crs/R47447"),
        (USCODE + "req=(title:50%20section:1702%20edition:prelim)%20OR%20(granuleid:USC-x)&num=0", "/us/usc/t50/s1702"),
        (USCODE + "hl=false&edition=prelim&req=granuleid%3AUSC-prelim-title15-section18a&num=0", "/us/usc/t15/s18a"),
        (USCODE + "req=(title:7%20section:7a-2%20edition:prelim)", "/us/usc/t7/s7a-2"),
        (USCODE + "path=/prelim@title52/subtitle2/chapter209/subchapter1&edition=prelim", "/us/usc/t52/ch209"),
        (USCODE + "req=granuleid%3AUSC-prelim-title29-chapter28&saved=x&num=0", "/us/usc/t29/ch28"),
        (USCODE + "req=granuleid:USC-1994-title42-chapter55-subchapter1&num=0", "/us/usc/t42/ch55"),
        ("https://www.law.cornell.edu/uscode/text/42/1983", "/us/usc/t42/s1983"),
        (
            "https://www.ecfr.gov/current/title-11/chapter-I/subchapter-A/part-109/subpart-C/section-109.21",
            "/us/cfr/t11/s109.21",
        ),
        ("https://www.ecfr.gov/current/title-2/subtitle-A/chapter-II/part-200/subpart-D", "/us/cfr/t2/pt200"),
        ("https://www.govinfo.gov/content/pkg/STATUTE-86/pdf/STATUTE-86-Pg1591.pdf#page=3", "/us/stat/86/1591"),
        ("https://uscode.house.gov/statviewer.htm?volume=110&page=1227", "/us/stat/110/1227"),
        ("https://www.federalregister.gov/citation/89-FR-32361", "/us/fr/89/32361"),
        ("https://www.federalregister.gov/executive-order/14184", "/us/eo/14184"),
    ],
)
def test_decoded(href: str, work: str) -> None:
    target = decode(href)
    assert target is not None
    assert target.id == work


@pytest.mark.parametrize(
    "href",
    [
        "",
        "https://",
        "mailto:someone@crs.gov",
        "https://www.congress.gov/",
        "https://www.congress.gov/member/x/R000001",
        "https://www.crs.gov/products/Documents/93HR6767TradeReformActof1973/pdf#page=3",
        "https://example.com/Reports/R47447",
        "https://example.com/?u=http://www.crs.gov.example.com/Reports/R47447",
        "http://www.congress.gov/cgi-lis/bdquery/z?d118:X.R.4987:",
        "https://www.congress.gov/bill/116th-congress/house-joke/8753",
        "https://www.federalregister.gov/documents/2025/12/23/2025-23845/ensuring-american-space-superiority",
    ],
)
def test_not_decoded(href: str) -> None:
    assert decode(href) is None


def test_the_place_in_a_section() -> None:
    target = decode(USCODE + "req=(title:7%20section:7a-2%20edition:prelim)&jumpTo=true#substructure-location_c_5_C")
    assert target is not None
    assert (target.id, target.pinpoint) == ("/us/usc/t7/s7a-2", "c/5/C")


def test_a_link_cites_what_its_words_do_not() -> None:
    text = "their exchange rates fell"
    (citation,) = find(text, Context(anchors=(Anchor(6, 20, "https://www.crs.gov/Reports/IF10676"),)))
    assert text[citation.start : citation.end] == "exchange rates"
    assert (citation.id, citation.origin, citation.kind) == ("/us/crs/IF10676", "link", "crs_product")


def test_words_come_before_the_address_and_a_title_is_no_second_citation() -> None:
    text = "see CRS Report R47447, Bank Capital Requirements, and P.L. 119-21"
    anchors = (
        Anchor(23, 48, "http://www.crs.gov/Reports/R47447"),
        Anchor(54, 65, "http://www.congress.gov/cgi-lis/bdquery/R?d119:FLD002:@1(119+21)"),
    )
    assert [text[anchor.start : anchor.end] for anchor in anchors] == ["Bank Capital Requirements", "P.L. 119-21"]
    found = find(text, Context(anchors=anchors))
    assert [(citation.id, citation.origin) for citation in found] == [
        ("/us/crs/R47447", "text"),
        ("/us/pl/119/21", "text"),
    ]


def test_a_product_does_not_cite_itself() -> None:
    anchor = Anchor(0, 4, "https://www.congress.gov/crs-product/R47447")
    assert find("here R47447", Context(product_id="R47447", anchors=(anchor,))) == ()


def test_printed_addresses() -> None:
    text = (
        "See https://www.crs.gov/Reports/R47447, and http://www.congress.gov/cgi-lis/bdquery/R?d109:FLD002:@1(109+58)."
    )
    found = find(text)
    assert [text[citation.start : citation.end] for citation in found] == [
        "https://www.crs.gov/Reports/R47447",
        "http://www.congress.gov/cgi-lis/bdquery/R?d109:FLD002:@1(109+58)",
    ]
    assert [citation.id for citation in found] == ["/us/crs/R47447", "/us/pl/109/58"]


def test_a_printed_address_repeats_what_the_words_say() -> None:
    found = find("CRS Report R47447 (https://www.congress.gov/crs-product/R47447)")
    assert [(citation.id, citation.origin) for citation in found] == [("/us/crs/R47447", "text")]
