"""Cells of tables."""

from crsparse.readers.text.grid import cells_of, with_head
from crsparse.readers.text.lines import Line
from tests.readers.typeset import as_lines


def cells(*rows: str) -> list[list[str]]:
    lines = [
        Line(row.strip(), 1, len(row) - len(row.lstrip()), 0 if not gap else 1)
        for row, gap in zip(rows, [0] * len(rows), strict=True)
    ]
    return [["".join(run.text for p in cell.paragraphs for run in p) for cell in row] for row in cells_of(lines)]


def test_gaps_make_columns() -> None:
    assert cells("River       Flow    Depth", "Upper       44.2       4.3", "Lower        9.9      14.0") == [
        ["River", "Flow", "Depth"],
        ["Upper", "44.2", "4.3"],
        ["Lower", "9.9", "14.0"],
    ]


def test_a_row_without_its_first_cell_goes_on_with_the_row_above() -> None:
    assert cells(
        "River      Description of it",
        "Upper      It flows from the",
        "           mountains.",
        "Lower      It ends here.",
    ) == [
        ["River", "Description of it"],
        ["Upper", "It flows from the mountains."],
        ["Lower", "It ends here."],
    ]


def test_a_row_with_nothing_but_its_first_cell_goes_on_when_that_wrapped() -> None:
    assert cells("Upper river and its   44.2", "tributaries", "Lower                  9.9") == [
        ["Upper river and its tributaries", "44.2"],
        ["Lower", "9.9"],
    ]


def test_without_geometry_groups_between_blank_lines_are_cells() -> None:
    found = cells_of(as_lines(["Upper river and", "its tributaries", "", "44.2"]))
    assert [["".join(run.text for p in cell.paragraphs for run in p) for cell in row] for row in found] == [
        ["Upper river and its tributaries"],
        ["44.2"],
    ]


def test_a_head_beside_its_amounts_is_in_their_column() -> None:
    assert cells(
        "River     Flow          Depth", "Upper           44.2         4.3", "Lower            9.9        14.0"
    ) == [
        ["River", "Flow", "Depth"],
        ["Upper", "44.2", "4.3"],
        ["Lower", "9.9", "14.0"],
    ]


def test_columns_that_a_row_fills_both_stay_apart() -> None:
    assert cells("River   Yes   No", "Upper   X", "Lower         X") == [
        ["River", "Yes", "No"],
        ["Upper", "X", ""],
        ["Lower", "", "X"],
    ]


def heads(*rows: str) -> list[bool]:
    return [any(cell.header for cell in row) for row in with_head(cells_of(as_lines(rows)))]


def test_the_first_row_of_a_table_is_its_head() -> None:
    assert heads("River   Kind", "Upper   wide", "Lower   deep") == [True, False, False]


def test_a_row_of_amounts_is_no_head() -> None:
    assert heads("Upper   44.2", "Lower   9.9", "Other   1.2") == [False, False, False]


def test_two_rows_show_no_head() -> None:
    assert heads("Upper   wide", "Lower   deep") == [False, False]
