"""Furniture: what is running matter, what kind it is, and what it tells of the product."""

import pytest

from crsparse.drafts import Claim
from crsparse.elements import Element
from crsparse.recognizers.furniture import recognize
from tests.make_elements import element, furniture, heading, note, paragraph, table, view


def claims(*elements: Element) -> list[Claim]:
    return list(recognize(view(*elements)))


def kinds(*elements: Element) -> list[tuple[str, str]]:
    return [(item.kind, item.text) for claim in claims(*elements) for item in claim.furniture]


# --- what is furniture ------------------------------------------------------------------------------------------------


def test_what_the_reader_claims() -> None:
    assert kinds(paragraph(), furniture("Rain in the Test Basin")) == [("footer", "Rain in the Test Basin")]


def test_prose_is_none() -> None:
    assert kinds(paragraph(), heading("Background"), paragraph("The Congressional Research Service wrote this.")) == []


@pytest.mark.parametrize(
    "text",
    [
        "Congressional Research Service",
        "https://crsreports.congress.gov",
        "CRS INSIGHT",
        "Prepared for Members and Committees of Congress",
        "Informing the legislative debate since 1914",
        "Congressional Research Service ˜ The Library of Congress",
        "Received through the CRS Web",
    ],
)
def test_the_imprint_of_the_first_page(text: str) -> None:
    assert kinds(paragraph(), paragraph(text, top=400.0)) == [("footer", text)]


def test_the_imprint_s_words_on_a_later_page_are_text() -> None:
    """A table cell or a line of text may well be ``Congressional Research Service``."""
    assert kinds(paragraph(), paragraph("Congressional Research Service", page=2)) == []


def test_the_imprint_in_a_source_without_pages() -> None:
    assert kinds(paragraph("Congressional Research Service", page=None)) == [
        ("footer", "Congressional Research Service")
    ]


@pytest.mark.parametrize("text", ["IN99999", "R49999", "LSB10000", "98-317", "84-82F", "Order Code RL39999"])
def test_a_number_alone(text: str) -> None:
    assert kinds(paragraph(), paragraph(text, page=2, top=750.0)) == [("footer", text)]


@pytest.mark.parametrize("text", ["IN99999 was updated", "1998-2003", "IN", "12030"])
def test_more_or_less_than_a_number(text: str) -> None:
    assert kinds(paragraph(text, page=2)) == []


def test_a_number_in_a_table_or_note_is_text() -> None:
    assert kinds(table([["IN99999"]]), note("IN99999")) == []


def test_a_note_is_never_furniture() -> None:
    """Calls lead to it."""
    assert kinds(note("No table of contents entries found.", marker="1.")) == []
    assert kinds(paragraph(), paragraph("EveryCRSReport.com", page=2), note("^1^ See.", page=2)) == [
        ("other", "EveryCRSReport.com")
    ]


def test_what_word_prints_for_an_empty_list() -> None:
    text = "No table of contents entries found."
    assert kinds(paragraph(text, page=2), paragraph("No table was found.", page=2)) == [("other", text)]


def test_the_page_that_a_republisher_appends() -> None:
    """All of it is furniture, whatever it looks like, and what stands before it is not."""
    added = [
        heading("EveryCRSReport.com", page=2),
        paragraph("A text about the site.", page=2),
        table([["a", "b"]], page=2),
    ]
    assert kinds(paragraph(), *added) == [
        ("other", "EveryCRSReport.com"),
        ("other", "A text about the site."),
        ("other", "a b"),
    ]


def test_a_marker_that_was_set_apart_is_kept() -> None:
    assert kinds(element("list_item", "CRS INSIGHT", marker="•", top=400.0)) == [("footer", "• CRS INSIGHT")]


def test_an_imprint_is_short() -> None:
    assert kinds(paragraph("Congressional Research Service" + " " * 40 + "˜ The Library of Congress", top=400.0)) == []


def test_a_running_head_of_the_appended_page_is_of_its_kind() -> None:
    assert kinds(paragraph(), paragraph("EveryCRSReport.com", page=2), furniture("12", page=2))[-1] == (
        "page_number",
        "12",
    )


def test_what_is_empty_is_no_furniture() -> None:
    assert kinds(paragraph(), paragraph("EveryCRSReport.com", page=2), paragraph("", page=2)) == [
        ("other", "EveryCRSReport.com")
    ]


# --- kinds ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "top", "kind"),
    [
        ("Rain in the Test Basin", 30.0, "header"),
        ("Rain in the Test Basin", 760.0, "footer"),
        ("DRAFT", 400.0, "other"),
        ("12", 760.0, "page_number"),
        ("iv", 30.0, "page_number"),
        ("CRS-12", 30.0, "page_number"),
        ("INSIGHTi", 30.0, "logo"),
        ("98-317", 760.0, "footer"),
    ],
)
def test_kinds(text: str, top: float, kind: str) -> None:
    assert kinds(furniture(text, top=top)) == [(kind, text)]


# --- facts ------------------------------------------------------------------------------------------------------------


def test_the_version_line() -> None:
    (claim,) = claims(furniture("https://crsreports.congress.gov | IF99999 · VERSION 7 · UPDATED"))
    assert claim.facts is not None
    assert (claim.facts.product_id, claim.facts.version, claim.facts.status) == ("IF99999", 7, "updated")


def test_a_version_line_without_number() -> None:
    (claim,) = claims(furniture("· VERSION 1 · NEW"))
    assert claim.facts is not None
    assert (claim.facts.product_id, claim.facts.version, claim.facts.status) == (None, 1, "new")


@pytest.mark.parametrize(("text", "number"), [("R49999", "R49999"), ("Order Code RL39999", "RL39999")])
def test_the_number(text: str, number: str) -> None:
    (claim,) = claims(furniture(text))
    assert claim.facts is not None
    assert (claim.facts.product_id, claim.facts.version) == (number, None)


def test_a_running_head_tells_nothing() -> None:
    (claim,) = claims(furniture("Rain in the Test Basin"))
    assert claim.facts is None


def test_the_appended_page_of_a_source_without_pages() -> None:
    words = ("EveryCRSReport.com", "The Congressional Research Service (CRS) is an agency.", "It is free.")
    appended = [paragraph(text, page=None) for text in words]
    assert kinds(paragraph("Rain fell.", page=None), *appended) == [("other", text) for text in words]
    assert kinds(paragraph("EveryCRSReport.com", page=None), paragraph("Rain fell.", page=None)) == []
