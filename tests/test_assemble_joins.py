"""Joins: what print has cut is one block again, and what only follows is not."""

import pytest
from msgspec.structs import replace

from crsparse.assemble.joins import join_blocks, join_notes
from crsparse.drafts import BlockDraft, NoteDraft
from crsparse.elements import Element
from crsparse.inline import Inline
from tests.make_elements import caption, draft, element, figure, heading, item, note, paragraph, small, table

CUT = "Rain has fallen on the test basin for as long as anyone has kept a record of it, and the amount that falls in a"
"""The beginning of a sentence that fills its lines."""
WHOLE = CUT + " year has changed."


def blocks(*elements: Element) -> list[BlockDraft]:
    """Return the joined blocks of the body."""
    return list(join_blocks(draft(heading("Summary", page=1, top=40.0), *elements).blocks[1:]))


def texts(*elements: Element) -> list[str]:
    return [block.inline.text for block in blocks(*elements)]


def low(text: str, **place: object) -> Element:
    """Return a paragraph of two lines at the foot of page 1."""
    return paragraph(text, **{"top": 650.0, "lines": 2, **place})  # type: ignore[arg-type]


def high(text: str, **place: object) -> Element:
    """Return a paragraph at the head of page 2."""
    return paragraph(text, **{"page": 2, "top": 72.0, **place})  # type: ignore[arg-type]


# --- over the end of a page -------------------------------------------------------------------------------------------


def test_a_sentence_goes_on_on_the_next_page() -> None:
    (block,) = blocks(low(CUT), high("year has changed."))
    assert block.inline.text == WHOLE
    assert [place.page for place in block.placements] == [1, 2]


def test_a_sentence_goes_on_with_a_capital() -> None:
    assert texts(low(CUT + " Test"), high("Basin has changed.")) == [CUT + " Test Basin has changed."]


def test_a_word_goes_on_behind_its_hyphen() -> None:
    assert texts(low("the second-"), high("largest basin")) == ["the second-largest basin"]


def test_after_a_full_stop_a_paragraph_ends() -> None:
    assert len(blocks(low("It rains."), high("It snows."))) == 2


@pytest.mark.parametrize("end", ["It rains.”", "It rains.)", "Does it rain?", "It rains…", "It may be:"])
def test_other_ends_of_a_sentence(end: str) -> None:
    assert len(blocks(low(end), high("It snows."))) == 2


@pytest.mark.parametrize("start", ["and it snows.", "“and” it snows.", "(and) it snows."])
def test_a_small_letter_goes_on_even_after_a_full_stop(start: str) -> None:
    """``Rain in the U.S.`` ends no sentence."""
    assert len(blocks(low("Rain in the U.S."), high(start))) == 1


def test_after_a_colon_a_small_letter_begins_a_paragraph() -> None:
    assert len(blocks(low("It may be:"), high("rain, or"))) == 2


def test_a_short_last_line_ends_a_paragraph_without_full_stop() -> None:
    assert len(blocks(paragraph(WHOLE), low("Rain in the test basin", end=200.0), high("It snows."))) == 3
    assert len(blocks(paragraph(WHOLE), low("Rain in the test basin", end=500.0), high("It snows."))) == 2


def test_a_short_last_line_before_a_small_letter_does_not() -> None:
    assert len(blocks(low("Rain in the test basin", end=200.0), high("and elsewhere."))) == 1


def test_on_one_page_nothing_is_joined() -> None:
    assert len(blocks(low(CUT), low("year has changed.", top=690.0))) == 2


def test_far_apart_nothing_is_joined() -> None:
    assert len(blocks(low(CUT), high("year has changed.", page=5))) == 2


def test_a_joined_paragraph_may_go_on_again() -> None:
    assert texts(low(CUT), high(CUT, lines=50), high("year.", page=3)) == [f"{CUT} {CUT} year."]


# --- marks of the source ----------------------------------------------------------------------------------------------


def test_what_the_source_closes_goes_on_nowhere() -> None:
    assert len(blocks(low(CUT, closed=True), high("year has changed."))) == 2


def marked(*elements: Element) -> list[BlockDraft]:
    """Return the blocks of a source that marks the ends of most of its paragraphs."""
    ends = [paragraph("It rains.", top=60.0 + 20 * number, closed=True) for number in range(4)]
    return blocks(*ends, *elements)[4:]


def test_a_full_line_without_mark_goes_on_in_a_source_that_marks() -> None:
    """The page cuts between two sentences."""
    assert [block.inline.text for block in marked(low("It rains."), high("It snows."))] == ["It rains. It snows."]


def test_not_when_the_line_is_not_full() -> None:
    assert len(marked(low("It rains.", end=480.0), high("It snows."))) == 2


def test_not_after_a_colon_or_in_a_list() -> None:
    assert len(marked(low("It may:"), high("It snows."))) == 2
    assert len(marked(item("It rains.", top=650.0, lines=2), high("It snows."))) == 2


# --- columns, tables, figures, notes ----------------------------------------------------------------------------------


def test_a_sentence_goes_on_in_the_next_column() -> None:
    assert texts(low(CUT, left=40.0, right=300.0), paragraph("year has changed.", left=316.0, top=72.0)) == [WHOLE]


def test_a_line_a_little_higher_is_no_column() -> None:
    assert len(blocks(low(CUT), paragraph("year has changed.", top=650.0))) == 2


def test_a_figure_or_table_between_does_not_matter() -> None:
    assert texts(low(CUT, top=100.0), figure("drawn", top=200.0), low("year has changed."))[0] == WHOLE
    made = blocks(
        low(CUT), caption("Table 1. Rain", page=2), table([["a", "b"]], page=2, top=140.0), high("year.", top=300.0)
    )
    assert [block.type for block in made] == ["paragraph", "table"]


def test_notes_between_do_not_matter() -> None:
    assert texts(low(CUT), note("^1^ See the rain."), small("5", kind="furniture"), high("year has changed.")) == [
        WHOLE
    ]


def test_a_heading_between_does() -> None:
    assert len(blocks(low(CUT), heading("Snow", page=2), high("year has changed."))) == 3


def test_a_table_between_two_full_paragraphs_joins_nothing() -> None:
    made = marked(low("It rains.", top=300.0), figure("drawn", top=400.0), low("It snows."))
    assert [block.type for block in made] == ["paragraph", "figure", "paragraph"]


# --- kinds ------------------------------------------------------------------------------------------------------------


def test_an_item_goes_on_as_far_in_as_its_text() -> None:
    assert texts(item(CUT, top=650.0, lines=2), high("Basin.", left=90.0)) == [CUT + " Basin."]


def test_a_paragraph_at_the_margin_is_not_the_item_s() -> None:
    assert len(blocks(item(CUT, top=650.0, lines=2), high("Basin."))) == 2
    assert len(blocks(item(CUT, top=650.0, lines=2), high("year has changed."))) == 1, "but for one in mid-sentence"


def test_an_item_without_marker_goes_on_with_the_one_before() -> None:
    (block,) = blocks(item("It rains.", top=650.0), item("It pours.", None, page=2, top=72.0))
    assert (block.marker, block.inline.text) == ("•", "It rains. It pours.")


def test_an_item_with_marker_begins() -> None:
    assert len(blocks(item(CUT, top=650.0, lines=2), item("year", page=2, top=72.0))) == 2
    assert len(blocks(low(CUT), item("year", page=2, top=72.0))) == 2


def test_a_quote_goes_on_in_a_quote_only() -> None:
    quote = element("quote", CUT, top=650.0, lines=2)
    assert len(blocks(quote, element("quote", "year.", page=2, top=72.0))) == 1
    assert len(blocks(quote, high("year."))) == 2
    assert len(blocks(low(CUT), element("quote", "year.", page=2, top=72.0))) == 2


def test_parts_are_not_joined() -> None:
    first, second = blocks_as_they_are(low(CUT), high("year."))
    assert len(join_blocks([first, second])) == 1
    assert len(join_blocks([first, replace(second, part="disclaimer")])) == 2
    assert len(join_blocks([replace(first, part="front"), replace(second, part="front")])) == 2


def blocks_as_they_are(*elements: Element) -> list[BlockDraft]:
    return list(draft(heading("Summary", page=1, top=40.0), *elements).blocks)[1:]


def test_what_is_closed_at_its_end_goes_on_nowhere() -> None:
    assert len(blocks(low(CUT), high(CUT, lines=50, closed=True), high("year.", page=3))) == 2


def test_front_matter_is_not_joined() -> None:
    lines = [low("Rain in the", size=20.0), high("test basin", size=20.0)]
    assert [block.part for block in join_blocks(draft(*lines).blocks)] == ["front", "front"]


def test_without_places_nothing_is_joined() -> None:
    """A text's reader has joined what it could."""
    made = [element("paragraph", text, page=None) for text in (WHOLE + " More", "of it.")]
    assert len(join_blocks(draft(*made).blocks)) == 2


def test_marks_move_along() -> None:
    (block,) = blocks(low(CUT + "^1^"), high("*year*^2^ has"), note("^1^ A."), note("^2^ B.", page=2))
    assert block.inline.text == CUT + " year has"
    assert [(block.inline.text[: ref.offset][-4:], ref.number) for ref in block.inline.refs] == [
        ("in a", 1),
        ("year", 2),
    ]
    assert [block.inline.text[mark.start : mark.end] for mark in block.inline.emphasis] == ["year"]


# --- notes ------------------------------------------------------------------------------------------------------------


def piece(number: int | None, text: str, follows_break: bool = False, names: tuple[str, ...] = ()) -> NoteDraft:
    return NoteDraft(0, number, Inline(text), 1, names, follows_break)


def joined(*pieces: NoteDraft) -> list[tuple[int | None, str]]:
    return [(made.number, made.inline.text) for made in join_notes(pieces)]


def test_a_note_goes_on_over_a_page_in_mid_sentence() -> None:
    assert joined(piece(1, "See the"), piece(None, "rain.", True), piece(2, "Ibid.")) == [
        (1, "See the rain."),
        (2, "Ibid."),
    ]


def test_a_further_paragraph_of_a_note_is_a_new_line() -> None:
    assert joined(piece(1, "See the rain."), piece(None, "And snow.")) == [(1, "See the rain.\nAnd snow.")]


def test_names_of_all_pieces_are_the_note_s() -> None:
    (made,) = join_notes([piece(1, "A", names=("fn1",)), piece(None, "B", names=("fn1b",))])
    assert made.names == ("fn1", "fn1b")
