"""Columns side by side, in text that keeps the page's geometry."""

from crsparse.readers.text.columns import BOX, GRID, lines_of
from crsparse.readers.text.lines import Row, pages
from tests.readers.typeset import COLUMN, prose, set_lines


def beside(left: list[str], right: list[str], edge: int = 66) -> list[str]:
    """Set two columns side by side."""
    height = max(len(left), len(right))
    left, right = left + [""] * (height - len(left)), right + [""] * (height - len(right))
    return [f"{a:<{edge}}{b}".rstrip() for a, b in zip(left, right, strict=True)]


def rows_of(*rows: str) -> list[Row]:
    return pages("\n".join(rows))[0]


LEFT = set_lines(prose(9), COLUMN)
RIGHT = set_lines(prose(9, 2), COLUMN)


def test_the_left_column_comes_before_the_right() -> None:
    found = [
        line.text
        for line in lines_of(
            rows_of("A Title over Both of the Columns of the Page, All the Way Across It", *beside(LEFT, RIGHT))
        )
    ]
    assert found[0].startswith("A Title")
    assert found[1:] == LEFT + RIGHT


def test_a_row_across_both_columns_parts_them() -> None:
    across = "Figure 1. A Caption That Runs across Both Columns of the Page, as Wide Figures Have Them"
    rows = [*beside(LEFT, RIGHT), across, *beside(RIGHT, LEFT)]
    assert [line.text for line in lines_of(rows_of(*rows))] == [*LEFT, *RIGHT, across, *RIGHT, *LEFT]


def test_items_may_be_indented_in_the_right_column() -> None:
    right = [
        line
        for item in range(4)
        for line in (
            "• an item of a list that goes on for the whole line",
            "   and ends on a line of its own, which is indented",
        )
    ] * 2
    found = lines_of(rows_of(*beside(LEFT, right)))
    assert [line.text for line in found][-len(right) :] == [line.strip() for line in right]
    assert {line.x for line in found[-len(right) :]} == {0, 3}


def test_the_rows_of_a_table_stay_rows() -> None:
    rows = [
        f"{state:<40}{number:>12,}{number / 7:>14.1f}"
        for state, number in zip("ABCDEFGHIJKLMNOP", range(1000, 9999, 500), strict=False)
    ]
    assert [line.text for line in lines_of(rows_of(*rows))] == [row.strip() for row in rows]


def test_one_column_stays_one() -> None:
    rows = set_lines(prose(12))
    assert [line.text for line in lines_of(rows_of(*rows))] == rows


def test_the_box_beside_a_summary_comes_after_its_text() -> None:
    text = set_lines(prose(5), 36_000)
    box = ["May 1, 2024", "Jane Q. Doe", "Analyst in River Policy", "", "John Roe", "Legislative Attorney"]
    rows = [" " * 108 + "SUMMARY", *beside(text, box, 104), *set_lines(prose(4))]
    found = lines_of(rows_of(*rows))
    assert found[0].text == "SUMMARY"
    assert [line.text for line in found if line.frame == BOX] == [line for line in box if line]
    assert [line.text for line in found if line.frame != BOX][1:] == [*text, *set_lines(prose(4))]


def test_the_grid_of_authors_is_read_down_its_columns() -> None:
    left = ["Jane Q. Doe, Coordinator", "Analyst in River Policy", "", "John Roe", "Legislative Attorney"]
    right = ["Ann Poe", "Specialist in the Economics of Rivers, Lakes, and Estuaries"]
    rows = [
        *set_lines(prose(3)),
        "",
        "Author Information",
        "",
        *beside(left, right, 60),
        "",
        "",
        "Disclaimer",
        *set_lines(prose(3)),
    ]
    found = lines_of(rows_of(*rows))
    assert [line.text for line in found if line.frame == GRID] == [line for line in left + right if line]
    assert [line.text for line in found][-len(set_lines(prose(3))) - 1] == "Disclaimer"


def test_by_lines_side_by_side_are_parted() -> None:
    rows = beside(["Jane Q. Doe, Analyst in River Policy"], ["John Roe, Legislative Attorney"], 62)
    assert [line.text for line in lines_of(rows_of(*rows))] == [
        "Jane Q. Doe, Analyst in River Policy",
        "John Roe, Legislative Attorney",
    ]


def test_a_last_page_may_have_few_rows_in_its_right_column() -> None:
    last = rows_of(*beside(LEFT, RIGHT[:4]))
    found = [line.text for line in lines_of(last, gutters=[66])]
    assert found == [*LEFT, *RIGHT[:4]]
    assert [line.text for line in lines_of(last)] != found
