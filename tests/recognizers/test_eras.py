"""Eras: the strings of page 1 that tell which templates a product was made with."""

import pytest

from crsparse.elements import Element
from crsparse.recognizers.eras import recognize
from tests.make_elements import furniture, paragraph, view


def era(*elements: Element) -> str | None:
    claims = list(recognize(view(*elements)))
    assert all(claim.elements == () for claim in claims), "an era claims nothing"
    return claims[0].facts.layout_era if claims and claims[0].facts else None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("CRS Issue Brief for Congress", "issue_brief"),
        ("Order Code IB99999", "issue_brief"),
        ("Order Code RL39999", "crs_web"),
        ("Received through the CRS Web", "crs_web"),
        ("7-5700", "crs_7_5700"),
        ("www.crs.gov", "crs_7_5700"),
        ("https://crsreports.congress.gov", "modern"),
        ("R49999 · VERSION 3 · NEW", "modern"),
        ("EveryCRSReport.com", "everycrsreport"),
        ("Rain in the Test Basin", None),
    ],
)
def test_signs(text: str, name: str | None) -> None:
    assert era(paragraph("Rain in the Test Basin"), paragraph(text)) == name


def test_the_older_sign_wins() -> None:
    """An Issue Brief was received through the CRS Web, too."""
    assert era(paragraph("Received through the CRS Web"), paragraph("Order Code IB99999")) == "issue_brief"


def test_only_page_1_tells_an_older_era() -> None:
    """A text may speak of ``www.crs.gov`` anywhere."""
    assert era(paragraph(), paragraph("7-5700", page=2)) is None


def test_the_version_line_may_stand_on_the_last_page() -> None:
    assert era(paragraph(), furniture("R49999 · VERSION 3 · NEW", page=2)) == "modern"


def test_a_page_that_was_appended_does_not_hide_the_era() -> None:
    assert era(paragraph("7-5700"), paragraph("EveryCRSReport.com", page=2)) == "crs_7_5700"


def test_in_a_text_without_pages_the_first_elements_count() -> None:
    prose = [paragraph("Rain falls.", page=None)] * 60
    assert era(paragraph("7-5700", page=None), *prose) == "crs_7_5700"
    assert era(*prose, paragraph("7-5700", page=None)) is None
