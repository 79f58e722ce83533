"""Rows of a table by the places of its lines alone."""

from collections.abc import Sequence

from crsparse.readers.layout.bands import rows_by_distance
from crsparse.readers.layout.drawings import Rule
from crsparse.readers.layout.lines import make_line
from crsparse.readers.layout.slots import Slot
from tests.readers.press import TIMES
from tests.readers.press import Press as Page

Cell = tuple[int, float, str]
"""Column, baseline, text."""


def rows(*cells: Cell, rules: Sequence[Rule] = ()) -> list[list[str]]:
    """Return the rows of cells drawn in this order, set in 9 points in columns 100 points wide."""
    page = Page()
    for column, y, text in cells:
        page.put(100.0 + 100 * column, y, text, size=9.0, font=TIMES)
    drawn = page.content()[0].runs
    slots = [
        Slot(column, column, [make_line([run], [order])])
        for order, ((column, _, _), run) in enumerate(zip(cells, drawn, strict=True))
    ]
    found = rows_by_distance(slots, rules)
    width = 1 + max(column for column, _, _ in cells)
    return [
        [" ".join(line.text for slot in row if slot.first == column for line in slot.lines) for column in range(width)]
        for row in found
    ]


def test_wrapped_lines_and_rows_further_apart() -> None:
    assert rows(
        (0, 100.0, "Port Flood"),
        (1, 100.0, "98"),
        (0, 110.4, "and Environs"),
        (0, 126.8, "Port Ebb"),
        (1, 126.8, "1,204"),
        (1, 137.2, "waves"),
    ) == [["Port Flood and Environs", "98"], ["Port Ebb", "1,204 waves"]]


def test_a_cell_in_the_middle_of_a_high_row() -> None:
    assert rows(
        (1, 100.0, "Waves are"),
        (0, 105.2, "Port Ebb"),
        (1, 110.4, "counted"),
        (1, 126.8, "Waves are"),
        (0, 132.0, "Port Flood"),
        (1, 137.2, "not counted"),
    ) == [["Port Ebb", "Waves are counted"], ["Port Flood", "Waves are not counted"]]


def test_a_paragraph_in_one_column_goes_on_its_cell() -> None:
    assert rows(
        (0, 100.0, "Port Ebb"),
        (1, 100.0, "Waves are"),
        (1, 110.4, "counted."),
        (1, 126.8, "Not at night."),
        (0, 143.2, "Port Flood"),
        (1, 143.2, "None."),
    ) == [["Port Ebb", "Waves are counted. Not at night."], ["Port Flood", "None."]]


def test_a_rule_parts_it_all_the_same() -> None:
    cells = ((0, 100.0, "Port Ebb"), (1, 100.0, "Counted."), (1, 126.8, "Not at night."), (0, 143.2, "Port Flood"))
    rule = Rule(100.0, 300.0, 113.0)
    assert rows(*cells, rules=[rule])[:2] == [["Port Ebb", "Counted."], ["", "Not at night."]]


def test_two_columns_without_the_first_are_a_row() -> None:
    assert rows(
        (0, 100.0, "Port Ebb"),
        (1, 100.0, "Day"),
        (2, 100.0, "98"),
        (1, 116.4, "Night"),
        (2, 116.4, "12"),
        (0, 132.8, "Port Flood"),
        (2, 132.8, "7"),
    ) == [["Port Ebb", "Day", "98"], ["", "Night", "12"], ["Port Flood", "", "7"]]


def test_lines_as_close_as_wrapped_ones_without_the_first_column() -> None:
    """Lines of a head, and totals with their shares below them, in a table whose rows are no further apart."""
    assert rows(
        (1, 89.6, "Waves"),
        (2, 89.6, "Waves"),
        (0, 100.0, "Harbor"),
        (1, 100.0, "counted"),
        (2, 100.0, "lost"),
        (0, 110.4, "Port Ebb"),
        (1, 110.4, "98"),
        (2, 110.4, "2"),
        (0, 120.8, "All"),
        (1, 120.8, "98"),
        (2, 120.8, "2"),
        (1, 131.2, "(98%)"),
        (2, 131.2, "(2%)"),
    ) == [["Harbor", "Waves counted", "Waves lost"], ["Port Ebb", "98", "2"], ["All", "98 (98%)", "2 (2%)"]]


def test_each_line_is_a_row_where_rows_are_close() -> None:
    cells = [(column, 100.0 + 10.4 * row, f"{row}{column}") for row in range(4) for column in range(3)]
    assert rows(*cells) == [[f"{row}{column}" for column in range(3)] for row in range(4)]


def test_a_paragraph_of_the_first_column_stands_nearer_than_rows_do() -> None:
    near = (
        (0, 100.0, "Port Ebb"),
        (1, 100.0, "Waves are"),
        (1, 110.4, "counted"),
        (1, 120.8, "here"),
        (0, 113.4, "(2 inches)"),
        (0, 137.2, "Port Flood"),
        (1, 137.2, "None"),
    )
    assert rows(*near) == [["Port Ebb (2 inches)", "Waves are counted here"], ["Port Flood", "None"]]
    assert rows(
        (0, 100.0, "Port Ebb"),
        (1, 100.0, "Waves are"),
        (1, 110.4, "counted"),
        (0, 126.8, "Islands"),
        (0, 143.2, "Port Flood"),
        (1, 143.2, "None"),
    ) == [["Port Ebb", "Waves are counted"], ["Islands", ""], ["Port Flood", "None"]]
