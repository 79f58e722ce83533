"""List items: markers, depths, and items that go on."""

import pytest

from crsparse.drafts import BlockDraft
from crsparse.elements import Element
from crsparse.recognizers.lists import recognize
from tests.make_elements import element, heading, item, note, paragraph, table, view


def blocks(*elements: Element) -> list[BlockDraft]:
    return [block for claim in recognize(view(*elements)) for block in claim.blocks]


def told(*elements: Element) -> list[tuple[str | None, str]]:
    return [(block.marker, block.inline.text) for block in blocks(*elements)]


def depths(*elements: Element) -> list[int]:
    return [block.level for block in blocks(*elements)]


def bare(text: str, **place: object) -> Element:
    """Return a claimed item whose marker is still in its text, or that has none."""
    return item(text, None, **place)


# --- what is an item, and its marker ----------------------------------------------------------------------------------


def test_a_claimed_item() -> None:
    assert told(paragraph(), item("Rain", "1.")) == [("1.", "Rain")]


@pytest.mark.parametrize("marker", ["•", "o", "–", "1.", "(a)", "iv.", "12)", "\uf0b7"])
def test_a_marker_in_the_text_of_a_claimed_item_is_set_apart(marker: str) -> None:
    assert told(bare(f"{marker} Rain")) == [(marker, "Rain")]


@pytest.mark.parametrize("bullet", ["•", "▪", "❖", "\uf0a7"])
def test_a_bullet_at_the_head_of_a_paragraph(bullet: str) -> None:
    assert told(paragraph(f"{bullet} Rain")) == [(bullet, "Rain")]


@pytest.mark.parametrize("text", ["1. Rain", "o Rain", "– Rain", "Rain • Snow"])
def test_a_paragraph_that_only_might_be_an_item(text: str) -> None:
    assert told(paragraph(text)) == []


def test_words_that_look_like_markers_are_text() -> None:
    """``a`` is a word, ``I`` a pronoun, ``12`` an amount."""
    made = told(item("x", "1."), bare("a storm", left=95.0), bare("I rain", left=95.0), bare("12 inches", left=95.0))
    assert [marker for marker, _ in made] == ["1.", None, None, None]


def test_other_kinds_are_left_alone() -> None:
    assert told(heading("• Rain"), note("• Rain"), table([["• Rain", "x"]])) == []


def test_a_caption_that_is_tagged_as_an_item() -> None:
    assert told(item("Rain"), bare("Table 1. Rain")) == [("•", "Rain")]


def test_an_item_that_begins_like_a_caption() -> None:
    assert told(item("Table 1. Rain", "1.")) == [("1.", "Table 1. Rain")]


def test_a_paragraph_as_far_in_as_an_item_is_none() -> None:
    assert told(item("Rain"), paragraph("It rains.", left=90.0)) == [("•", "Rain")]


def test_marks_move_with_the_text() -> None:
    (block,) = blocks(bare("• See *rain*.^2^"), note("^2^ See."))
    inline = block.inline
    assert inline.text == "See rain."
    assert [inline.text[mark.start : mark.end] for mark in inline.emphasis] == ["rain"]
    assert [(ref.offset, ref.number) for ref in inline.refs] == [(len("See rain."), 2)]


def test_a_call_on_the_marker_is_kept() -> None:
    (block,) = blocks(bare("•^2^ Rain"), note("^2^ See."))
    assert [(ref.offset, ref.number) for ref in block.inline.refs] == [(0, 2)]


def test_an_item_without_text() -> None:
    assert told(item("", "1.")) == [("1.", "")]


# --- depth ------------------------------------------------------------------------------------------------------------


def test_depth_follows_the_indent() -> None:
    items = [
        item("a", left=90.0),
        item("b", left=108.0),
        item("c", left=126.0),
        item("d", left=108.0),
        item("e", left=90.0),
    ]
    assert depths(*items) == [0, 1, 2, 1, 0]


def test_small_differences_are_no_depth() -> None:
    assert depths(item("a", left=90.0), item("b", left=94.0)) == [0, 0]


def test_a_heading_or_paragraph_begins_a_new_list() -> None:
    assert depths(item("a", left=90.0), paragraph(), item("b", left=108.0)) == [0, 0]


def test_a_table_or_note_between_items_does_not() -> None:
    assert depths(item("a", left=90.0), note("^1^ See."), item("b", left=108.0)) == [0, 1]


def test_the_next_column_s_left_edge_is_no_depth() -> None:
    assert depths(item("a", left=90.0), item("b", left=108.0), item("c", left=330.0 + 36.0)) == [0, 1, 1]


def test_the_claimed_depth_counts_when_it_is_greater() -> None:
    assert depths(item("a", left=90.0), item("b", left=90.0, level=1)) == [0, 1]


def test_without_places_the_claimed_depth_counts() -> None:
    assert depths(item("a", page=None, level=0), item("b", page=None, level=2)) == [0, 2]


# --- items that go on -------------------------------------------------------------------------------------------------


def test_a_claimed_item_without_marker_goes_on_with_the_one_before() -> None:
    made = blocks(item("Rain falls and", left=90.0), bare("falls.", left=90.0, page=2))
    assert [(block.marker, block.tail, block.level) for block in made] == [("•", False, 0), (None, True, 0)]
    nested = blocks(item("Rain", left=90.0), item("falls and", left=108.0), bare("falls.", left=108.0, page=2))
    assert [block.level for block in nested] == [0, 1, 1]


def test_at_the_body_s_margin_it_is_a_paragraph() -> None:
    assert told(item("Rain", left=90.0), bare("It rains.", left=72.0)) == [("•", "Rain")]


def test_without_an_item_before_it_is_a_paragraph() -> None:
    assert told(paragraph(), bare("It rains.", left=90.0)) == []


def test_without_places_it_is_an_item_of_its_own() -> None:
    made = blocks(element("list_item", "It rains.", page=None))
    assert [(block.marker, block.tail) for block in made] == [(None, False)]
