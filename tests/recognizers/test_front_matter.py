"""Front matter: title and date."""

import pytest

from crsparse.drafts import Facts
from crsparse.elements import Element
from crsparse.recognizers.front_matter import recognize
from crsparse.recognizers.landmarks import DATE
from tests.make_elements import heading, note, paragraph, table, view

TITLE = "Rain in the Test Basin"


def found(*elements: Element, **more: object) -> tuple[list[str], Facts]:
    """Return the texts of the blocks, and what was learned; titles are title blocks, dates paragraphs."""
    claims = list(recognize(view(*elements, **{"parts": "front", **more})))  # type: ignore[arg-type]
    facts = [claim.facts for claim in claims if claim.facts is not None]
    merged = {
        name: next((v for f in facts if (v := getattr(f, name))), None)
        for name in ("title", "publication_date", "date_label")
    }
    blocks = [block for claim in claims for block in claim.blocks]
    assert all(block.type == ("paragraph" if DATE.fullmatch(block.inline.text) else "title") for block in blocks)
    return [block.inline.text for block in blocks], Facts(**merged)


def test_the_largest_type_on_page_1_is_the_title() -> None:
    texts, facts = found(paragraph("A line above"), heading(TITLE, size=20), paragraph("A line below"))
    assert (texts, facts.title) == ([TITLE], TITLE)


def test_a_title_over_several_lines() -> None:
    texts, facts = found(heading("Rain in", size=20), heading("the Test Basin", size=20))
    assert (texts, facts.title) == ([TITLE], TITLE)


def test_large_type_that_comes_again_later_is_not_the_title() -> None:
    _, facts = found(heading(TITLE, size=20), paragraph("A line"), heading("Large, too", size=20))
    assert facts.title == TITLE


def test_a_title_must_be_larger_than_the_body() -> None:
    assert found(paragraph(TITLE), paragraph("A line")) == ([], Facts())


def test_large_type_on_page_2_is_no_title() -> None:
    assert found(paragraph("A line"), heading(TITLE, size=20, page=2))[1].title is None


def test_without_sizes_the_first_line_that_is_no_date_is_the_title() -> None:
    texts, facts = found(
        paragraph("May 4, 2026", page=None), paragraph(TITLE, page=None), paragraph("A line", page=None)
    )
    assert (sorted(texts), facts.title) == (["May 4, 2026", TITLE], TITLE)


def test_a_smaller_line_right_below_is_the_subtitle() -> None:
    (_, claim) = recognize(view(heading(TITLE, size=20), paragraph("A Short History", size=14.0), parts="front"))
    assert (claim.facts and claim.facts.subtitle, claim.elements) == ("A Short History", (1,))


@pytest.mark.parametrize(
    "below",
    [
        paragraph("A Short History"),  # no larger than the body
        paragraph("A Short History", size=14.0, font="GillSansMT"),
        paragraph("A Short History", size=14.0, page=2),
        paragraph("History " * 30, size=14.0),
        paragraph("May 4, 2026", size=14.0),
        paragraph(TITLE, size=14.0),  # printed again at once
    ],
)
def test_what_is_no_subtitle(below: Element) -> None:
    claims = list(recognize(view(heading(TITLE, size=20), below, parts="front")))
    assert not any(claim.facts.subtitle for claim in claims if claim.facts)


def test_the_second_printing_of_the_title() -> None:
    """The summary page's, in other letters and other type."""
    texts, _ = found(
        heading(TITLE, size=20), paragraph("RAIN IN THE TEST BASIN", page=2), paragraph("Rain in the basin", page=2)
    )
    assert texts == [TITLE, "RAIN IN THE TEST BASIN"]


def test_a_note_of_the_title_s_words_is_a_note() -> None:
    assert found(heading(TITLE, size=20), note(TITLE, marker="1."))[0] == [TITLE]


def test_the_title_s_words_in_the_body_are_text() -> None:
    texts, _ = found(heading(TITLE, size=20), paragraph(TITLE), parts=("front", "body"))
    assert texts == [TITLE]


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("May 4, 2026", "2026-05-04"),
        ("Updated November 22, 2022", "2022-11-22"),
        ("Revised January 31, 1999", "1999-01-31"),
        ("Last updated: June 10, 2004", "2004-06-10"),
    ],
)
def test_dates(text: str, date: str) -> None:
    texts, facts = found(paragraph(text))
    assert (texts, facts.publication_date, facts.date_label) == ([text], date, text)


@pytest.mark.parametrize("text", ["Rain fell on May 4, 2026.", "May 2026", "Maybe 4, 2026"])
def test_what_is_no_date(text: str) -> None:
    assert found(paragraph(text))[1].publication_date is None


def test_the_first_date_counts() -> None:
    texts, facts = found(paragraph("May 4, 2026"), paragraph("June 5, 2026", page=2))
    assert (texts, facts.date_label) == (["May 4, 2026", "June 5, 2026"], "May 4, 2026")


def test_tables_and_notes_are_left_alone() -> None:
    assert found(table([["May 4, 2026"]]), note(TITLE, size=30.0)) == ([], Facts())
