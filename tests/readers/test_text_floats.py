"""Tables and figures in text."""

from crsparse.elements import Element
from crsparse.readers.text import read_text
from tests.readers.typeset import prose, set_lines, set_page, texts, told

CELLS = "Year\n\nFlow\n\n1992\n\n44.2\n\n1993\n\n38.4\n\n1994\n\n36.7"
AFTER = set_page("The rivers are old. " + prose(4))


def elements(table: str, after: str = AFTER) -> tuple[Element, ...]:
    return read_text(
        f"A Title\nMay 1, 2024\n{set_page(prose(5))}\n\n{table}\n\n{after}\n\f{set_page(prose(6))}", "a.txt"
    ).elements


def test_caption_cells_and_source_of_a_table() -> None:
    found = elements(
        "Table 1. Flow of the River, by Year\n(cubic meters per second)\n\n"
        f"{CELLS}\n\nSource: The river.\nNotes: It flows."
    )
    start = next(n for n, element in enumerate(found) if element.kind == "caption")
    assert told(found[start : start + 5]) == [
        ("caption", "Table 1. Flow of the River, by Year"),
        (None, "(cubic meters per second)"),
        ("table", "Year Flow 1992 44.2 1993 38.4 1994 36.7"),
        (None, "Source: The river."),
        (None, "Notes: It flows."),
    ]
    assert found[start + 5].text.startswith("The rivers are old.")


def test_a_sentence_about_a_table_is_no_caption() -> None:
    found = elements("Table 1 presents the flow of the river in several years, and in each of them by season.")
    assert texts(found, "caption") == []


def test_a_caption_goes_on_while_its_lines_are_full() -> None:
    caption = (
        "Table 1. Flow of the River, Its Tributaries, and the Canals That Lead from the River\n"
        "to the Fields of the Valley"
    )
    assert texts(elements(f"{caption}\n\n{CELLS}\n\nSource: The river."), "caption") == [caption.replace("\n", " ")]


def test_a_figure_ends_at_its_source_or_at_prose() -> None:
    found = elements("Figure 1. A Map of the River\n\nSource: The river.")
    assert told(found)[3:6] == [
        ("caption", "Figure 1. A Map of the River"),
        ("figure", ""),
        (None, "Source: The river."),
    ]
    without = elements("Figure 1. A Map of the River")
    assert told(without)[3:5] == [("caption", "Figure 1. A Map of the River"), ("figure", "")]
    assert without[5].text.startswith("The rivers are old.")


def test_a_heading_above_prose_is_not_in_the_figure() -> None:
    found = elements("Figure 1. A Map of the River", f"Rivers of the Valley\n{AFTER}")
    assert texts(found, "figure") == [""]
    assert "Rivers of the Valley" in texts(found, "heading")


def test_cells_far_from_a_caption_are_a_table() -> None:
    found = elements(CELLS)
    assert texts(found, "table") == ["Year Flow 1992 44.2 1993 38.4 1994 36.7"]


def test_two_short_lines_are_no_table() -> None:
    found = elements("The river.\n\nThe dam.")
    assert texts(found, "table") == []


def test_notes_below_a_table_end_with_their_indentation() -> None:
    rows = [
        "  Year           Flow          Depth",
        "",
        *(f"  {year}           {year / 50:.1f}          {year / 90:.1f}" for year in range(1990, 1996)),
    ]
    below = ["    Source: The river, which flows", "    from the mountains.", "    a. In spring."]
    page = [
        *set_lines(prose(5)),
        "",
        "                Table 1. Flow of the River",
        *rows,
        "",
        *below,
        *set_lines("The rivers are old. " + prose(4)),
    ]
    found = read_text("\n".join(["A Title", "May 1, 2024", "", *page, "\f", *set_lines(prose(6))]), "a.txt").elements
    start = next(n for n, element in enumerate(found) if element.kind == "caption")
    assert [element.text for element in found[start + 2 : start + 4]] == [
        "Source: The river, which flows from the mountains.",
        "a. In spring.",
    ]
    assert found[start + 4].text.startswith("The rivers are old.")
    assert [[cell.paragraphs[0][0].text for cell in row] for row in found[start + 1].rows][:2] == [
        ["Year", "Flow", "Depth"],
        ["1990", "39.8", "22.1"],
    ]


def test_prose_below_a_table_begins_with_its_first_line_though_that_is_short() -> None:
    after = "The old rivers of the valley, its canals, and the lakes below the dams of\n" + AFTER
    found = elements(f"Table 1. Flow of the River\n\n{CELLS}", after)
    assert any(text.startswith("The old rivers of the valley, its canals") for text in texts(found, "paragraph"))


def test_a_heading_between_cells_and_prose_is_none_of_the_cells() -> None:
    found = elements(f"Table 1. Flow of the River\n\n{CELLS}\n\nThe Rivers of the Valley")
    assert "The Rivers of the Valley" in texts(found, "heading")
