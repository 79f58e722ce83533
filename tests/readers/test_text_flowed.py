"""Flowed text: lists, notes, figures, paragraphs that pages broke, running titles."""

from crsparse.elements import Element
from crsparse.readers.text import read_text
from tests.readers.typeset import prose, texts, told

FRONT = f"A Title of Some Words\n\nMay 1, 2024\n\n{prose(9)}"


def elements(*chunks: str) -> tuple[Element, ...]:
    return read_text("\n\n".join([FRONT, *chunks, prose(9, 90)]) + "\n", "a.txt").elements


def notes(found: tuple[Element, ...]) -> list[tuple[str | None, str]]:
    return [(element.marker, element.text) for element in found if element.kind == "note"]


def calls(found: tuple[Element, ...]) -> list[str]:
    return [run.text for element in found for run in element.runs if run.superscript]


# ------------------------------------------------------------------------------------------------------------- lists


def depths(*items: str) -> list[tuple[int | None, str | None]]:
    found = elements("The list is this:", *items)
    return [(element.level, element.marker) for element in found if element.kind == "list_item"]


def test_indentation_nests_items() -> None:
    assert depths("1. one", "2. two", "  • two and a half", "    ▪ less than three", "3. three") == [
        (0, "1."),
        (0, "2."),
        (1, "•"),
        (2, "▪"),
        (0, "3."),
    ]


def test_without_indentation_another_marker_nests() -> None:
    assert depths("• one", "o one and a half", "o and more", "• two") == [(0, "•"), (1, "o"), (1, "o"), (0, "•")]


def test_a_list_begins_anew_after_a_paragraph() -> None:
    found = elements("  • one", prose(4, 7), "• two")
    assert [element.level for element in found if element.kind == "list_item"] == [0, 0]


# ------------------------------------------------------------------------------------------------------------- notes


def test_notes_under_a_heading() -> None:
    found = elements(
        "It flows.1 It ends.2", "Footnotes", "1. See the river.", "And the lake.", "2. Ibid.", "Disclaimer"
    )
    assert notes(found) == [("1.", "See the river."), (None, "And the lake."), ("2.", "Ibid.")]
    assert "Footnotes" in texts(found, "furniture")
    assert calls(found) == ["1", "2"]


def test_calls_and_numbers_of_notes_may_be_links() -> None:
    found = elements(
        "It flows.[1](#) It ends.[2](#fn2)", "Footnotes", "[1](#). See the river.", "[2](#ifn2) Ibid.", "Disclaimer"
    )
    assert notes(found) == [("1.", "See the river."), ("2", "Ibid.")]
    assert calls(found) == ["1", "2"]


def test_notes_at_the_foot_of_a_page_end_with_it() -> None:
    foot = "Congressional Research Service 1"
    found = elements("It flows.1 It ends.2", "1 See the river.", "2 Ibid.", foot, prose(4, 5))
    assert notes(found) == [("1", "See the river."), ("2", "Ibid.")]
    assert prose(4, 5) in texts(found, "paragraph")


def test_a_note_has_one_line_where_nothing_shows_the_end_of_the_page() -> None:
    found = elements("It flows.1", "1 See the river.", prose(4, 5))
    assert notes(found) == [("1", "See the river.")]
    assert prose(4, 5) in texts(found, "paragraph")


def test_numbers_that_nothing_calls_are_no_notes() -> None:
    assert notes(elements("It flows.", "1 river and", "2 lakes.")) == []


def test_the_heading_of_notes_without_notes_is_a_heading() -> None:
    found = elements("Notes", prose(4, 5))
    assert notes(found) == []
    assert "Notes" in texts(found, "heading")


def test_cells_of_several_paragraphs_call_notes() -> None:
    found = elements(
        "| River | Fish |\n| --- | --- |\n| Upper | Many.1<br>Also frogs. |", "Footnotes", "1. Or few.", "Disclaimer"
    )
    runs = [run for e in found for row in e.rows for cell in row for p in cell.paragraphs for run in p]
    assert [run.text for run in runs if run.superscript] == ["1"]


# ----------------------------------------------------------------------------------------------------------- figures


def test_a_caption_stands_for_a_picture_that_is_lost() -> None:
    found = elements("Figure 1. A Map of the River", "In Miles", "Source: The river.", "Notes: It flows.", "a. Mostly.")
    start = next(n for n, element in enumerate(found) if element.kind == "caption")
    assert told(found[start : start + 6]) == [
        ("caption", "Figure 1. A Map of the River"),
        (None, "In Miles"),
        ("figure", ""),
        (None, "Source: The river."),
        (None, "Notes: It flows."),
        (None, "a. Mostly."),
    ]


def test_prose_below_a_caption_is_no_subtitle() -> None:
    found = elements("Figure 1. A Map of the River", prose(5, 3))
    assert prose(5, 3) in texts(found, "paragraph")


# -------------------------------------------------------------------------------------------------------- paragraphs

OPEN = "The board that was asked about the river, the canal, and the lake concluded that"


def test_a_paragraph_that_a_page_cut_is_joined() -> None:
    foot = "Congressional Research Service\n\n<https://crsreports.congress.gov>\n\nR99999"
    found = elements(OPEN, foot, "no dam would hold.")
    assert f"{OPEN} no dam would hold." in texts(found, "paragraph")


def test_where_the_text_shows_no_pages_what_follows_is_a_quotation() -> None:
    found = elements(OPEN, "no dam would hold.")
    assert OPEN in texts(found, "paragraph")
    assert "no dam would hold." in texts(found, "paragraph")


def test_a_comma_goes_on_without_pages_too() -> None:
    opened = OPEN.removesuffix(" that") + " of rivers, lakes,"
    assert f"{opened} and seas." in texts(elements(opened, "and seas."), "paragraph")


# --------------------------------------------------------------------------------------------------------- furniture


def test_a_running_title_is_furniture_where_it_repeats_beside_the_feet_of_pages() -> None:
    foot = "Congressional Research Service {}\n\nA Title of Some Words"
    found = elements(foot.format(1), prose(5, 3), foot.format(2), prose(5, 4))
    assert texts(found, "furniture").count("A Title of Some Words") == 2
    assert texts(found, "heading") == ["A Title of Some Words"]


def test_a_repeated_line_elsewhere_is_text() -> None:
    found = elements("A Title of Some Words", prose(5, 3), "A Title of Some Words")
    assert "A Title of Some Words" not in texts(found, "furniture")


def test_number_and_date_of_an_issue_brief_are_furniture() -> None:
    found = elements("IB99999                 01-24-01", prose(5, 3))
    assert texts(found, "furniture") == ["IB99999 01-24-01"]
