"""Tables written out: cells between tabs or bars."""

import pytest

from crsparse.elements import Element
from crsparse.readers.text import read_text
from crsparse.readers.text.written import written_rows
from tests.readers.typeset import prose


def rows(text: str) -> list[tuple[str, ...]]:
    return [tuple(cell.strip() for cell in cells) for cells, _ in written_rows(text.split("\n")).values() if cells]


def table(text: str) -> Element:
    flowed = f"A Title\n\nMay 1, 2024\n\n{prose(9)}\n\n{text}\n\nSource: The river.\n\n{prose(9, 1)}\n"
    return next(element for element in read_text(flowed, "a.txt").elements if element.kind == "table")


def told(element: Element) -> list[list[str]]:
    return [
        [" / ".join("".join(run.text for run in paragraph) for paragraph in cell.paragraphs) for cell in row]
        for row in element.rows
    ]


def test_tabs_part_cells() -> None:
    assert rows("River\tFlow\tDepth\nUpper\t44.2\t4.3") == [("River", "Flow", "Depth"), ("Upper", "44.2", "4.3")]


def test_cells_may_be_empty_at_either_end() -> None:
    assert rows("\tFlow\tDepth\nUpper\t44.2") == [("", "Flow", "Depth"), ("Upper", "44.2", "")]


def test_bars_part_cells_and_a_rule_stands_below_heads() -> None:
    lines = ["| River | Flow |", "| --- | ---: |", "| Upper \\| Lower | 44.2 |"]
    found = written_rows(lines)
    assert [head for _, head in found.values()] == [True, False, False]
    assert rows("\n".join(lines)) == [("River", "Flow"), ("Upper | Lower", "44.2")]


@pytest.mark.parametrize(
    "text",
    [
        "a\tline alone",
        "\tA line that a tab indents\n\tand another one",
        "1.\tthe first item\n2.\tthe second item",
        "•\tan item\n•\tanother one",
        "| a line alone |",
        "| a | b |\n| c |",
        "a | b\nc | d",
    ],
)
def test_what_is_no_table(text: str) -> None:
    assert rows(text) == []


def test_a_table_of_a_flowed_text() -> None:
    text = "Table 1. Flow of the River\n\n\tFY2024\tFY2025\nUpper\t44.2\t4.3\nLower\t9.9\t14.0"
    found = table(text)
    assert told(found) == [["", "FY2024", "FY2025"], ["Upper", "44.2", "4.3"], ["Lower", "9.9", "14.0"]]
    assert [cell.header for cell in found.rows[0]] == [True, True, True]
    assert not any(cell.header for row in found.rows[1:] for cell in row)


def test_a_table_between_bars_has_paragraphs_in_its_cells() -> None:
    found = table("| River | What it holds |\n| --- | --- |\n| Upper | Fish.<br>Also frogs. |")
    assert told(found) == [["River", "What it holds"], ["Upper", "Fish. / Also frogs."]]
    assert [row[0].header for row in found.rows] == [True, False]


def test_bars_that_make_no_table_stay() -> None:
    flowed = f"A Title\n\nMay 1, 2024\n\n{prose(9)}\n\n| one bar |\n\n{prose(9, 1)}\n"
    assert "| one bar |" in [element.text for element in read_text(flowed, "a.txt").elements]
