"""Head rows: how many leading rows of a table are column heads."""

import pytest

from crsparse.elements import Cell
from crsparse.recognizers.heads import head_rows
from tests.make_elements import cell

NAMES = [cell("Basin", bold=True), cell("Inches", bold=True)]
RAIN = [cell("Upper"), cell("31.4")]
SNOW = [cell("Lower"), cell("1,265")]
WORDS = [cell("Upper"), cell("much rain")]


def claimed(*texts: str) -> list[Cell]:
    return [cell(text, header=True) for text in texts]


def test_claimed_heads() -> None:
    assert head_rows([claimed("Basin", "Says"), WORDS, WORDS]) == 1
    assert head_rows([claimed("Basin", "Says"), claimed("", "much"), WORDS, WORDS]) == 2


def test_an_empty_cell_in_a_claimed_head() -> None:
    assert head_rows([[cell("Basin", header=True), cell("")], WORDS, WORDS]) == 1


def test_an_empty_row_claims_nothing() -> None:
    assert head_rows([[cell(""), cell("")], WORDS, WORDS]) == 0


def test_more_claimed_rows_than_heads_have_are_none() -> None:
    assert head_rows([claimed("Basin", "Says")] * 4 + [WORDS]) == 4
    assert head_rows([claimed("Basin", "Says")] * 5 + [WORDS]) == 0


def test_a_claimed_head_may_miss_a_row_above_the_amounts() -> None:
    assert head_rows([claimed("Basin", "Rain"), [cell("Part"), cell("Inches")], RAIN, SNOW]) == 2


def test_a_claim_for_all_rows_is_none() -> None:
    assert head_rows([claimed("Upper", "much"), claimed("Lower", "little")]) == 0


def test_a_head_cell_at_the_left_makes_no_head_row() -> None:
    assert head_rows([[cell("Upper", header=True), cell("much")], [cell("Lower", header=True), cell("little")]]) == 0


def test_bold_rows() -> None:
    assert head_rows([NAMES, WORDS, WORDS]) == 1
    assert head_rows([NAMES, NAMES, WORDS]) == 2


def test_bold_rows_only_are_no_heads() -> None:
    assert head_rows([NAMES, NAMES]) == 0


def test_a_bold_row_of_amounts_is_no_head() -> None:
    assert head_rows([[cell("All", bold=True), cell("57,384", bold=True)], WORDS, WORDS]) == 0


def test_plain_rows_above_a_table_of_amounts() -> None:
    assert head_rows([[cell("Basin"), cell("Inches")], RAIN, SNOW]) == 1
    assert head_rows([[cell("Basin"), cell("Says")], WORDS, WORDS]) == 0


def test_a_row_of_one_cell_is_a_subhead() -> None:
    assert head_rows([NAMES, [cell("In the Upper Part"), cell("")], RAIN, SNOW]) == 1


def test_a_table_without_anything_above_its_amounts() -> None:
    assert head_rows([RAIN, SNOW]) == 0
    assert head_rows([[cell("Rain")]]) == 0
    assert head_rows([]) == 0


@pytest.mark.parametrize("amount", ["$1,265,016", "(3.4)", "27%", "+$70", "—", "−12", "3 million", "N/A", "14a"])
def test_amounts(amount: str) -> None:
    assert head_rows([[cell("Basin"), cell("Inches")], [cell("Upper"), cell(amount)]]) == 1


@pytest.mark.parametrize("text", ["2026", "1998-2003", "12 inches", "H.R. 12", ""])
def test_what_is_no_amount(text: str) -> None:
    """A year is none: a head may say nothing but years."""
    assert head_rows([[cell("Basin"), cell("Inches")], [cell("Upper"), cell(text)]]) == 0


def test_years_in_a_head() -> None:
    assert head_rows([[cell("Basin"), cell("2025"), cell("2026")], [cell("Upper"), cell("31.4"), cell("29.9")]]) == 1


def test_a_raised_letter_does_not_hide_an_amount() -> None:
    assert head_rows([[cell("Basin"), cell("Inches")], [cell("Upper"), cell("31.4^12^")]]) == 1
