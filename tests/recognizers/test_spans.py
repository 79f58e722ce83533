"""Column spans: which columns the cells of a short row cover, by where their texts stand."""

from crsparse.elements import Cell, Placement
from crsparse.recognizers.spans import column_spans
from tests.make_elements import cell


def at(left: float, right: float, text: str = "x", **more: object) -> Cell:
    return cell(text, placement=Placement(1, (left, 100.0, right, 110.0)), **more)


FULL = [at(0, 60), at(100, 160), at(200, 260), at(300, 360)]


def test_full_rows_have_no_spans() -> None:
    assert column_spans([FULL, FULL]) == ((1, 1, 1, 1), (1, 1, 1, 1))


def test_a_text_in_the_middle_of_two_columns_covers_both() -> None:
    assert column_spans([[at(0, 60), at(150, 210), at(300, 360)], FULL])[0] == (1, 2, 1)


def test_a_text_at_the_left_of_its_columns_may_cover_them() -> None:
    assert column_spans([[at(0, 60), at(100, 260), at(300, 360)], FULL])[0] == (1, 2, 1)


def test_two_heads_over_two_columns_each() -> None:
    assert column_spans([[at(50, 110), at(250, 310)], FULL])[0] == (2, 2)


def test_the_last_cell_covers_what_is_left() -> None:
    assert column_spans([[at(0, 60), at(180, 280)], FULL])[0] == (1, 3)


def test_a_single_cell_covers_the_row() -> None:
    assert column_spans([[at(0, 60)], FULL])[0] == (4,)


def test_empty_cells_are_single() -> None:
    assert column_spans([[cell(""), at(150, 210), cell("")], FULL])[0] == (1, 2, 1)


def test_spans_that_the_source_gives_are_kept() -> None:
    assert column_spans([[at(0, 60, col_span=3), at(300, 360)], FULL])[0] == (3, 1)


def test_without_places_a_short_row_stays_as_it_is() -> None:
    rows = [[cell("a"), cell("b")], [cell("a"), cell("b"), cell("c")]]
    assert column_spans(rows) == ((1, 1), (1, 1, 1))


def test_an_empty_column_stands_between_its_neighbours() -> None:
    rows = [[at(0, 60), cell(""), at(200, 260)], [at(0, 60), at(200, 260)]]
    spans = column_spans(rows)[1]
    assert sum(spans) == 3


def test_every_covered_row_adds_up() -> None:
    rows = [[at(0, 10 * n) for n in range(1, count + 1)] for count in (4, 1, 2, 3)]
    assert [sum(spans) for spans in column_spans(rows)] == [4, 4, 4, 4]


def test_no_rows() -> None:
    assert column_spans([]) == ()
