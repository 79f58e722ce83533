"""Quotations: paragraphs set off at both sides."""

from crsparse.elements import Element
from crsparse.recognizers.quotes import recognize
from tests.make_elements import PROSE_TEXT, element, heading, item, paragraph, view

SET_OFF = {"left": 90.0, "right": 522.0}
BODY = [paragraph(), paragraph(top=160.0), paragraph(top=220.0)]


def quoted(*elements: Element, **more: object) -> list[int]:
    return [index for claim in recognize(view(*elements, **more)) for index in claim.elements]  # type: ignore[arg-type]


def test_a_paragraph_set_off_at_both_sides() -> None:
    assert quoted(*BODY, paragraph(**SET_OFF)) == [3]


def test_an_indent_at_one_side_is_none() -> None:
    assert quoted(*BODY, paragraph(left=90.0), paragraph(right=522.0)) == []


def test_the_source_s_claim() -> None:
    assert quoted(*BODY, element("quote", "It rains.", page=None)) == [3]


def test_text_of_another_size_is_none() -> None:
    assert quoted(*BODY, paragraph(size=9.0, **SET_OFF)) == []


def test_one_short_line_is_none() -> None:
    """Its right edge says nothing."""
    assert quoted(*BODY, paragraph("It rains.", lines=1, **SET_OFF)) == []


def test_one_long_line_is_a_quote() -> None:
    assert quoted(*BODY, paragraph("It rains in the upper part, and it snows in it, too.", lines=1, **SET_OFF)) == [3]


def test_without_other_paragraphs_nothing_is_set_off() -> None:
    assert quoted(paragraph(**SET_OFF)) == []
    assert quoted(*BODY, paragraph(page=5, **SET_OFF)) == [], "the right edge is that of this page or its neighbours"
    assert quoted(*BODY, paragraph(page=2, **SET_OFF)) == [3]


def test_short_lines_show_no_margin() -> None:
    lines = [paragraph("It rains.", left=20.0, right=600.0, lines=2) for _ in range(9)]
    assert quoted(*lines, paragraph(), paragraph(left=80.0, right=530.0)) == []


def test_lists_show_no_margin() -> None:
    items = [item(PROSE_TEXT, left=20.0, right=600.0) for _ in range(9)]
    assert quoted(*items, paragraph(), paragraph()) == []


def test_items_and_headings_are_none() -> None:
    assert quoted(*BODY, item(PROSE_TEXT, **SET_OFF), heading(PROSE_TEXT, size=11.0, **SET_OFF)) == []


def test_outside_of_the_body_there_are_none() -> None:
    assert quoted(*BODY, paragraph(**SET_OFF), parts=["body"] * 3 + ["disclaimer"]) == []


def test_each_column_has_its_margins() -> None:
    """The right column of an In Focus is not set off from the left one."""
    left = [paragraph(left=40.0, right=300.0, top=top) for top in (100.0, 200.0, 300.0)]
    right = [paragraph(left=316.0, right=576.0, top=top) for top in (100.0, 200.0, 300.0)]
    assert quoted(*left, *right, paragraph(left=334.0, right=558.0, top=400.0)) == [6]


def test_a_heading_shows_the_margin_of_a_column_with_little_prose() -> None:
    left = [paragraph(left=40.0, right=300.0, top=top) for top in (100.0, 200.0, 300.0)]
    right = [heading("Rain", left=316.0, top=100.0), paragraph(left=316.0, right=576.0, top=130.0)]
    assert quoted(*left, *right, paragraph(left=334.0, right=558.0, top=400.0)) == [5]


def test_a_source_without_places_has_only_claims() -> None:
    assert quoted(*[paragraph(page=None)] * 4) == []
