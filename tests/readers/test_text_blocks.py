"""Paragraphs, headings and list items of the body."""

from crsparse.elements import Element
from crsparse.readers.text import read_text
from tests.readers.typeset import COLUMN, REPORT, paragraph, prose, set_lines, set_page, texts

FILLER = set_page(prose(14, 1), prose(13, 2), prose(11, 3))


def body(*rows: str) -> list[Element]:
    """Return the elements of the body of a text with these rows, between pages of prose."""
    text = f"A Title\nMay 1, 2024\n{FILLER}\n\f" + "\n".join(rows) + f"\n\f{set_page(prose(14, 4), prose(13, 5))}"
    elements = read_text(text, "a.txt").elements
    start = next(n for n, element in enumerate(elements) if element.text == FIRST)
    return list(elements[start + 1 :])


FIRST = (
    "This page begins with a paragraph of its own, which takes more than one line, for it has to be prose, and it is."
)


# ------------------------------------------------------------------------------------------------------- paragraphs


def test_a_line_that_ends_early_ends_its_paragraph() -> None:
    one, two = paragraph(4, 20), paragraph(5, 30)
    assert [e.text for e in body(*set_lines(FIRST), "", *set_lines(one), *set_lines(two))][:2] == [one, two]


def test_a_blank_line_after_a_sentence_parts_paragraphs() -> None:
    one, two = prose(4), prose(5, 3)
    assert [e.text for e in body(*set_lines(FIRST), "", *set_lines(one), "", *set_lines(two))][:2] == [one, two]


def test_a_sentence_that_ends_on_a_full_line_does_not_end_a_short_paragraph() -> None:
    text = prose(4)
    assert body(*set_lines(FIRST), "", *set_lines(text))[0].text == text


def test_a_paragraph_goes_on_over_the_page() -> None:
    text = paragraph(8, 50)
    lines = set_lines(text)
    pages = ["A Title\nMay 1, 2024\n" + FILLER, "\n".join(lines[:3]), "\n".join(lines[3:]) + "\n" + FILLER]
    assert text in texts(read_text("\n\f".join(pages), "a.txt").elements, "paragraph")


def test_a_paragraph_goes_on_over_a_table() -> None:
    text = paragraph(8, 50)
    lines = set_lines(text)
    table = ["", "Table 1. Flow of the River", "Year", "", "1992", "", "Source: The river.", ""]
    found = body(*set_lines(FIRST), "", *lines[:3], *table, *lines[3:], *set_lines(paragraph(4, 20)))
    assert found[0].text == text


def test_an_abbreviation_at_the_line_end_does_not_end_a_paragraph() -> None:
    first = "It was held by the court of appeals, and by others that came to the same end, under 8 U.S.C."
    rest = "1225 that this is so. " + prose(3, 60)
    assert body(*set_lines(FIRST), "", first, *set_lines(rest))[0].text == f"{first} {rest}"


def test_an_introduction_to_a_quotation_is_a_paragraph() -> None:
    quotation = "“" + prose(3) + "”"
    rows = ["In the spring, the Army reported,", *set_lines(quotation, REPORT - 4000), *set_lines(paragraph(4, 20))]
    assert [e.text for e in body(*set_lines(FIRST), "", *rows)][:2] == ["In the spring, the Army reported,", quotation]


# --------------------------------------------------------------------------------------------------------- headings


def test_a_short_line_in_title_case_above_prose_is_a_heading() -> None:
    found = body(*set_lines(FIRST), "", "Rivers of the Valley", *set_lines(paragraph(5, 40)))
    assert (found[0].kind, found[0].text) == ("heading", "Rivers of the Valley")


def test_a_heading_may_have_two_lines() -> None:
    column = set_page(prose(20), measure=COLUMN)
    heading = "Ongoing Work on the Rivers\nof the Valley"
    text = f"May 1, 2024\n\nA Title\n{column}\n\n{heading}\n{column}\n\fA Title\n\n{column}"
    assert "Ongoing Work on the Rivers of the Valley" in texts(read_text(text, "a.txt").elements, "heading")


def test_a_question_above_prose_is_a_heading() -> None:
    found = body(*set_lines(FIRST), "", "How are rivers being used today?", *set_lines(paragraph(5, 40)))
    assert (found[0].kind, found[0].text) == ("heading", "How are rivers being used today?")


def test_a_sentence_is_no_heading() -> None:
    found = body(*set_lines(FIRST), "", "The Rivers of the Valley Flow.", *set_lines(paragraph(5, 40)))
    assert found[0].kind == "paragraph"


def test_a_line_within_a_paragraph_is_no_heading() -> None:
    text = "The rivers, which are many, are named for the people of the Valley. " + prose(4)
    assert body(*set_lines(FIRST), "", *set_lines(text))[0].text == text


def test_a_product_in_a_list_is_no_heading() -> None:
    rows = [
        "CRS Report R99999, Rivers of the Valley, by Jane Q. Doe",
        "CRS In Focus IF99999, Dams of the Valley, by John Roe",
    ]
    assert [(e.kind, e.text) for e in body(*set_lines(FIRST), "", *rows, "", *set_lines(paragraph(4, 20)))][:2] == [
        ("paragraph", row) for row in rows
    ]


# -------------------------------------------------------------------------------------------------------- list items


def test_bullets_open_items() -> None:
    rows = ["• the rivers of the valley, and", "• the dams on them."]
    found = body(*set_lines(FIRST), "", *rows, "", *set_lines(paragraph(4, 20)))
    assert [(e.kind, e.marker, e.text) for e in found][:2] == [
        ("list_item", "•", "the rivers of the valley, and"),
        ("list_item", "•", "the dams on them."),
    ]


def test_numbers_open_items_when_they_count_on() -> None:
    rows = ["There are two of them:", "1. Rivers. " + prose(1), "2. Dams. " + prose(1)]
    found = body(*set_lines(FIRST), "", *rows, "", *set_lines(paragraph(4, 20)))
    assert [(e.kind, e.marker) for e in found][1:3] == [("list_item", "1."), ("list_item", "2.")]


def test_a_number_alone_opens_no_item() -> None:
    found = body(*set_lines(FIRST), "", "There is one of them:", "7. It is a river.", "", *set_lines(paragraph(4, 20)))
    assert [e.kind for e in found if e.text.startswith(("7.", "It is a river"))] == ["paragraph"]


def test_an_enumeration_in_a_sentence_is_no_list() -> None:
    text = (
        "The act has three aims: (1) to keep the rivers as they are and the dams in repair; (2) to see to it that the "
        "fields are watered; and (3) to let boats pass."
    )
    found = body(*set_lines(FIRST), "", *set_lines(text))
    assert found[0].text == text


def test_markers_that_stand_apart_are_given_to_their_items() -> None:
    items = [
        "the rivers of the valley;",
        "the dams on the rivers, " + "which are old and many and which stand above towns " * 2 + "of the valley; and",
        "the bridges.",
    ]
    rows = [
        "The act names these:",
        "•",
        "",
        "•",
        "•",
        "",
        *(line for item in items for line in set_lines(item, REPORT - 6500)),
    ]
    found = body(*set_lines(FIRST), "", *rows, "", *set_lines(paragraph(4, 20)))
    assert [(e.kind, e.marker, e.text) for e in found][1:4] == [("list_item", "•", item) for item in items]


def test_indentation_is_the_depth_of_items_and_ends_them() -> None:
    rows = [
        "A Title of It",
        "",
        "May 1, 2024",
        "",
        *set_lines(prose(12)),
        "    •    the rivers of the valley, which are many and flow from the",
        "         mountains, and",
    ]
    rows += ["             o    the dams on them;", *set_lines("The act is old. " + prose(5))]
    elements = read_text("\n".join([*rows, "\f", *set_lines(prose(9))]), "a.txt").elements
    assert [(e.marker, e.level, e.text) for e in elements if e.kind == "list_item"] == [
        ("•", 0, "the rivers of the valley, which are many and flow from the mountains, and"),
        ("o", 1, "the dams on them;"),
    ]
    assert any(text.startswith("The act is old.") for text in texts(elements, "paragraph"))


def test_a_question_over_two_lines_is_a_heading() -> None:
    found = body(
        *set_lines(FIRST),
        "",
        "How could dams and bridges of the old",
        "council be used in the future?",
        *set_lines(prose(4, 20)),
    )
    assert found[0].kind == "heading"
    assert found[0].text == "How could dams and bridges of the old council be used in the future?"


def test_a_question_in_a_paragraph_is_none() -> None:
    found = body(
        *set_lines(FIRST),
        "How could dams and bridges of the old",
        "council be used in the future?",
        *set_lines(prose(4, 20)),
    )
    assert not texts(found, "heading")[:1] or not texts(found, "heading")[0].startswith("How")


def test_the_heading_for_congress_is_whole() -> None:
    found = body(
        *set_lines(FIRST), "", "Potential Issues for Congress", "Dams of the Upper River", *set_lines(prose(4, 20))
    )
    assert texts(found, "heading")[:2] == ["Potential Issues for Congress", "Dams of the Upper River"]


def test_the_heading_for_congress_may_be_in_small_letters() -> None:
    found = body(*set_lines(FIRST), "", "Potential questions for Congress", "", "• whether to build", "• when to build")
    assert texts(found, "heading")[:1] == ["Potential questions for Congress"]


def test_items_that_count_may_go_on_with_a_sentence() -> None:
    found = body(
        *set_lines(FIRST),
        "The board then",
        "(1) asks the farmers;",
        "(2) builds the dam; and",
        "(3) leaves.",
        "",
        *set_lines(prose(4, 20)),
    )
    assert [(e.marker, e.text) for e in found if e.kind == "list_item"][:3] == [
        ("(1)", "asks the farmers;"),
        ("(2)", "builds the dam; and"),
        ("(3)", "leaves."),
    ]


def test_counted_clauses_within_lines_are_no_items() -> None:
    sentence = (
        "The board then (1) asks the farmers of the valley; (2) builds the dam; and (3) leaves the river to itself."
    )
    found = body(*set_lines(FIRST), *set_lines(f"{sentence} {prose(3, 21)}"), *set_lines(prose(4, 20)))
    assert not [e for e in found if e.kind == "list_item"]


def test_the_last_marker_that_stands_apart_has_an_item() -> None:
    found = body(
        *set_lines(FIRST),
        "Those who came are these:",
        "•",
        "",
        "farmers of the valley;",
        "",
        "•",
        "",
        "boats on the river; and",
        "",
        "•",
        "",
        "fish of the lake.",
    )
    assert [(e.marker, e.text) for e in found if e.kind == "list_item"][:3] == [
        ("•", "farmers of the valley;"),
        ("•", "boats on the river; and"),
        ("•", "fish of the lake."),
    ]
