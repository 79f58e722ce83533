"""Authors: the block at the end, the summary's box, the by-line, the lines of older covers and of web editions."""

import pytest

from crsparse.elements import Element, PdfMetadata
from crsparse.model import Author
from crsparse.recognizers.authors import recognize
from tests.conftest import no_hang
from tests.make_elements import cell, element, heading, item, note, paragraph, table, view


def found(*elements: Element, **more: object) -> list[Author]:
    """Return the authors of the first claim that knows any."""
    claims = list(recognize(view(*elements, **{"parts": "author_information", **more})))  # type: ignore[arg-type]
    return next((list(claim.facts.authors) for claim in claims if claim.facts and claim.facts.authors), [])


def author(name: str, title: str | None = None, **more: object) -> Author:
    return Author(
        name=name,
        title=title,
        **{"email": None, "phone": None, "role": None, "redacted": False, **more},  # type: ignore[arg-type]
    )


ADA = author("Ada Example", "Analyst in Rain")
BOB = author("Bob Q. Sample Jr.", "Specialist in Snow")

# --- the block at the end ---------------------------------------------------------------------------------------------


def test_a_grid_is_read_down_each_column() -> None:
    grid = table(
        [
            [cell("Ada Example\nAnalyst in Rain"), cell("Cy Third\nSection Research Manager")],
            [cell("Bob Q. Sample Jr.\nSpecialist in Snow"), ""],
        ]
    )
    assert found(heading("Author Information"), grid) == [ADA, BOB, author("Cy Third", "Section Research Manager")]


def test_a_grid_of_unequal_rows() -> None:
    grid = table([["Ada Example\nAnalyst in Rain"], ["", "Bob Q. Sample Jr.\nSpecialist in Snow"]])
    assert found(grid) == [ADA, BOB]


def test_a_position_over_two_lines() -> None:
    assert found(table([["Ada Example\nAnalyst in\nRain"]])) == [ADA]


def test_a_position_over_three_lines() -> None:
    assert found(table([["Ada Example\nAnalyst in\nRain and\nSnow"]])) == [
        author("Ada Example", "Analyst in Rain and Snow")
    ]


def test_two_authors_in_a_cell() -> None:
    assert found(table([["Ada Example\nAnalyst in Rain\nBob Q. Sample Jr.\nSpecialist in Snow"]])) == [ADA, BOB]


def test_a_name_of_the_metadata_before_a_position_of_any_kind() -> None:
    grid = table([["Ada Example Keeper of Rain"], ["Bob Sample Counter of Snow"]])
    told = found(grid, metadata=PdfMetadata(author="Ada Example, Bob Sample"))
    assert told == [author("Ada Example", "Keeper of Rain"), author("Bob Sample", "Counter of Snow")]


def test_a_position_in_the_line_of_the_name() -> None:
    assert found(table([["Ada Example Analyst in Rain"]])) == [ADA]


def test_an_address_in_the_cell_is_no_line_of_the_position() -> None:
    grid = table([["Ada Example\nAnalyst in\nRain\naexample@crs.loc.gov"]])
    assert found(grid) == [author("Ada Example", "Analyst in Rain", email="aexample@crs.loc.gov")]


def test_an_address_before_all_names_is_no_one_s() -> None:
    assert [one.email for one in found(paragraph("7-0123"), paragraph("Analyst"), paragraph("Ada Example"))] == [
        None,
        None,
    ]


def test_a_date_in_the_block_is_no_name() -> None:
    assert found(paragraph("May 4, 2026"), paragraph("Ada Example"), paragraph("Analyst in Rain")) == [ADA]


def test_the_heading_of_the_block_is_left_to_the_headings() -> None:
    claims = list(recognize(view(heading("Author Information"), paragraph("Ada Example"), parts="author_information")))
    assert [claim.elements for claim in claims] == [(1,)]


def test_lines_without_grid() -> None:
    assert found(
        *(paragraph(text) for text in ("Ada Example", "Analyst in Rain", "Bob Q. Sample Jr.", "Specialist in Snow"))
    ) == [
        ADA,
        BOB,
    ]


def test_lines_of_a_text_in_one_element() -> None:
    assert found(element(None, "Ada Example\nAnalyst in Rain", page=None)) == [ADA]


@pytest.mark.parametrize("text", ["Ada Example, Coordinator", "Ada Example (Coordinator)", "Ada Example Coordinator"])
def test_a_role_behind_the_name(text: str) -> None:
    assert found(paragraph(text), paragraph("Analyst in Rain")) == [
        author("Ada Example", "Analyst in Rain", role="coordinator")
    ]


def test_a_role_in_a_line_of_its_own() -> None:
    lines = [paragraph(text) for text in ("Ada Example", "Coordinator", "Analyst in Rain")]
    assert found(*lines) == [author("Ada Example", "Analyst in Rain", role="coordinator")]


def test_address_and_telephone() -> None:
    lines = [paragraph(text) for text in ("Ada Example", "Analyst in Rain", "aexample@crs.loc.gov, 7-0123")]
    assert found(*lines) == [author("Ada Example", "Analyst in Rain", email="aexample@crs.loc.gov", phone="7-0123")]


def test_what_a_republisher_removed() -> None:
    lines = [
        paragraph(text)
        for text in (
            "[author name scrubbed]",
            "Analyst in Rain",
            "[redacted]@crs.loc.gov",
            "7-....",
            "Bob Q. Sample Jr.",
            "Specialist in Snow",
        )
    ]
    assert found(*lines) == [
        author(
            "[author name scrubbed]", "Analyst in Rain", email="[redacted]@crs.loc.gov", phone="7-....", redacted=True
        ),
        BOB,
    ]


def test_notes_in_the_block_are_no_authors() -> None:
    assert found(paragraph("Ada Example"), paragraph("Analyst in Rain"), note("^1^ See the rain.")) == [ADA]


def test_a_table_of_staff_names_no_authors() -> None:
    assert found(heading("Key Policy Staff"), table([["Rain", "Ada Example"]])) == []


def test_every_paragraph_of_the_block_is_a_block() -> None:
    (claim,) = recognize(view(table([["Ada Example\nAnalyst in Rain"]]), item("Bob", "1."), parts="author_information"))
    assert [block.inline.text for block in claim.blocks] == ["Ada Example", "Analyst in Rain", "1. Bob"]


@no_hang
def test_a_long_line_of_letters() -> None:
    """A search for addresses that begins anew at each letter takes time with its square."""
    assert found(paragraph("Ada Example"), paragraph("a" * 1_000_000))[0].name == "Ada Example"


# --- the by-line ------------------------------------------------------------------------------------------------------


def byline(*texts: str, **more: object) -> list[Author]:
    return found(paragraph(), *(paragraph(text) for text in texts), parts="body", **more)


def test_bylines_at_the_end() -> None:
    assert byline("**Ada Example**, Analyst in Rain", "**Bob Q. Sample Jr.**, Specialist in Snow") == [ADA, BOB]


def test_a_coordinator_in_the_byline() -> None:
    assert byline("**Ada Example**, Coordinator, Analyst in Rain") == [
        author("Ada Example", "Analyst in Rain", role="coordinator")
    ]


def test_a_title_with_initials() -> None:
    assert byline("**Ada Example**, Analyst in U.S. Rain") == [author("Ada Example", "Analyst in U.S. Rain")]


@pytest.mark.parametrize(
    "text",
    [
        "Ada Example, Analyst in Rain",  # not bold, in a source with fonts
        "**Ada Example**, Analyst in Rain. She likes it.",
        "**Ada** was an Analyst, in Rain",
        "**Rain**, Snow",
    ],
)
def test_what_is_no_byline(text: str) -> None:
    assert byline(text) == []


def test_a_byline_needs_no_bold_face_without_fonts() -> None:
    assert found(
        *(paragraph(text, page=None) for text in ("It rains.", "Ada Example, Analyst in Rain")), parts="body"
    ) == [ADA]


def test_bylines_stand_at_the_end_only() -> None:
    assert byline("**Ada Example**, Analyst in Rain", "It rains.") == []


def test_bylines_are_part_of_the_author_information() -> None:
    claims = list(recognize(view(paragraph(), paragraph("**Ada Example**, Analyst in Rain"))))
    assert [(claim.elements, claim.blocks[0].part) for claim in claims] == [((1,), "author_information")]


def test_with_a_block_at_the_end_there_is_no_byline() -> None:
    lines = [paragraph("**Zoe Nobody**, Analyst in Fog"), paragraph("Ada Example"), paragraph("Analyst in Rain")]
    assert found(*lines, parts=["body", "author_information", "author_information"]) == [ADA]


# --- the summary's box ------------------------------------------------------------------------------------------------


def box(*texts: str, page: int = 2) -> Element:
    return table([[cell("\n".join(texts))]], page=page)


def test_the_box_on_the_summary_page() -> None:
    boxed = box("R49999", "May 4, 2026", "Ada Example", "Analyst in Rain", "Bob Q. Sample Jr.", "Specialist in Snow")
    (claim,) = recognize(view(boxed, parts="summary"))
    assert claim.facts is not None
    assert list(claim.facts.authors) == [ADA, BOB]
    assert {block.part for block in claim.blocks} == {"front"}
    assert [block.inline.text for block in claim.blocks][:2] == ["R49999", "May 4, 2026"]


def test_a_box_without_date_is_another_one() -> None:
    assert list(recognize(view(box("Ada Example", "Analyst in Rain"), parts="summary"))) == []


def test_a_table_of_many_columns_is_no_box() -> None:
    assert list(recognize(view(table([["May 4, 2026", "Ada", "Bob"]], page=2), parts="summary"))) == []


def test_a_box_in_the_body_is_another_one() -> None:
    assert list(recognize(view(box("May 4, 2026", "Ada Example"), parts="body"))) == []


# --- covers and web editions ------------------------------------------------------------------------------------------


def test_the_lines_of_an_older_cover() -> None:
    lines = [
        "Ada Example",
        "Analyst in Rain",
        "Resources, Science, and Industry Division",
        "Bob Q. Sample Jr.",
        "Specialist in Snow",
    ]
    assert found(*(paragraph(text) for text in lines), parts="front") == [ADA, BOB]


def test_authors_without_position_on_a_cover() -> None:
    lines = ["Ada Example", "Resources Division", "Bob Q. Sample Jr.", "Specialist in Snow"]
    assert found(*(paragraph(text) for text in lines), parts="front") == [author("Ada Example"), BOB]


def test_the_names_of_a_cover_end_at_a_long_line() -> None:
    lines = [
        paragraph("Ada Example"),
        paragraph("Analyst in Rain"),
        paragraph("It rains. " * 20),
        paragraph("Cy Third"),
    ]
    claims = list(recognize(view(*lines, parts="front")))
    assert [claim.elements for claim in claims] == [(0, 1)]


def test_a_position_that_has_the_form_of_a_name() -> None:
    lines = [paragraph("Ada Example"), paragraph("Legislative Attorney")]
    assert found(*lines, parts="front") == [author("Ada Example", "Legislative Attorney")]


def test_other_lines_of_a_cover_name_no_one() -> None:
    assert found(paragraph("A text that was written for this test, in 2026"), parts="front") == []


def test_the_lines_of_a_web_edition() -> None:
    lines = [paragraph("Ada Example", page=None), paragraph("Analyst in Rain", page=None)]
    assert found(*lines, parts="front") == [ADA]
    assert found(paragraph("Ada Example, Analyst in Rain", page=None), parts="front") == [ADA]


def test_other_lines_above_the_names_of_a_web_edition() -> None:
    lines = [paragraph("CRS product, in 2026", page=None), paragraph("Ada Example", page=None)]
    claims = list(recognize(view(*lines, paragraph("Analyst in Rain", page=None), parts="front")))
    assert [claim.elements for claim in claims] == [(1, 2)]


def test_a_coordinator_in_a_web_edition() -> None:
    made = found(paragraph("Ada Example, Coordinator, Analyst in Rain", page=None), parts="front")
    assert made == [author("Ada Example", "Analyst in Rain", role="coordinator")]


def test_headings_of_a_web_edition_name_no_one() -> None:
    assert found(heading("Ada Example", page=None), parts="front") == []


def test_prose_below_the_names_of_a_web_edition_is_no_name() -> None:
    lines = [paragraph("Ada Example", page=None), paragraph("Analyst in Rain", page=None), paragraph(page=None)]
    claims = list(recognize(view(*lines, parts="front")))
    assert [claim.elements for claim in claims] == [(0, 1)]


def test_a_division_on_a_web_page_is_no_position() -> None:
    lines = ["Ada Example", "Resources, Science, and Industry Division", "Bob Q. Sample Jr.", "Specialist in Snow"]
    assert found(*(paragraph(line, page=None) for line in lines), parts="front", page_count=None) == [
        author("Ada Example"),
        BOB,
    ]


def test_a_paragraph_with_name_position_address_and_telephone() -> None:
    line = "Ada Example, Coordinator, Analyst in Rain (aexample@crs.loc.gov, 7-1234)"
    assert found(heading("Author Contact Information"), paragraph(line)) == [
        author("Ada Example", "Analyst in Rain", email="aexample@crs.loc.gov", phone="7-1234", role="coordinator")
    ]


def test_a_paragraph_with_scrubbed_name_and_address() -> None:
    line = "[author name scrubbed], Analyst in Rain ([redacted]@crs.loc.gov, 7-....)"
    assert found(paragraph(line)) == [
        author(
            "[author name scrubbed]", "Analyst in Rain", email="[redacted]@crs.loc.gov", phone="7-....", redacted=True
        )
    ]


def test_parentheses_that_hold_no_address_stay() -> None:
    assert found(paragraph("Ada Example (Acting)"), paragraph("Analyst in Rain")) == [
        author("Ada Example (Acting)", "Analyst in Rain")
    ]
