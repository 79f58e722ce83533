"""Footnotes: their numbers, their pieces, and what among them belongs to a table."""

from crsparse.drafts import NoteDraft
from crsparse.elements import Element, Run
from crsparse.recognizers.footnotes import note_pages, recognize
from tests.make_elements import element, note, paragraph, small, view


def notes(*elements: Element) -> list[NoteDraft]:
    return [made for claim in recognize(view(*elements)) for made in claim.notes]


def told(*elements: Element) -> list[tuple[int | None, str]]:
    return [(made.number, made.inline.text) for made in notes(*elements)]


# --- numbers ----------------------------------------------------------------------------------------------------------


def test_a_raised_number_is_the_note_s() -> None:
    assert told(note("^1^ See the rain."), note("^2^ Ibid.")) == [(1, "See the rain."), (2, "Ibid.")]


def test_a_number_that_is_not_raised_is_text() -> None:
    assert told(note("^1^ See the rain."), note("2 inches fell.")) == [(1, "See the rain."), (None, "2 inches fell.")]


def test_a_number_in_a_style_of_its_own_is_text_unless_it_is_raised() -> None:
    assert told(note("^1^ See the rain."), note("*2* inches fell.")) == [(1, "See the rain."), (None, "2 inches fell.")]


def test_a_number_in_a_source_without_sizes_need_not_be_raised() -> None:
    made = Element(kind="note", runs=(Run("1. "), Run("See the rain.")))
    assert told(made) == [(1, "See the rain.")]


def test_a_long_number_is_no_note_s() -> None:
    assert told(note("See.", marker="1"), note("It rains.", marker="12345")) == [(1, "See."), (None, "12345 It rains.")]


def test_a_digit_that_is_no_number() -> None:
    assert told(note("See.", marker="1"), note("It rains.", marker="²")) == [(1, "See."), (None, "² It rains.")]


def test_a_number_that_the_reader_set_apart() -> None:
    assert told(note("See the rain.", marker="1."), note("Ibid.", marker="[2]")) == [(1, "See the rain."), (2, "Ibid.")]


def test_a_number_in_a_source_without_sizes() -> None:
    assert told(note("^1^ See the rain.", page=None)) == [(1, "See the rain.")]


def test_what_the_reader_does_not_claim_is_no_note() -> None:
    assert told(paragraph("^1^ See the rain.")) == []


def test_numbers_rise() -> None:
    """A smaller number at the head of a piece is its text, and so is one far ahead."""
    assert told(note("^5^ See the rain."), note("^3^ of the acts."), note("^99^ of the acts.")) == [
        (5, "See the rain."),
        (None, "3 of the acts."),
        (None, "99 of the acts."),
    ]


def test_numbers_may_begin_anywhere_where_a_second_follows() -> None:
    assert told(note("^40^ See the rain."), note("^41^ Ibid.")) == [(40, "See the rain."), (41, "Ibid.")]
    assert told(note("^1994^ was wet."), note("^1^ See.")) == [(1, "See.")]


def test_numbers_may_leave_a_gap() -> None:
    assert [number for number, _ in told(note("^1^ A."), note("^4^ B."), note("^16^ C."), note("^29^ D."))] == [
        1,
        4,
        16,
        None,
    ]


def test_a_number_that_comes_twice_is_text() -> None:
    assert told(note("^1^ A."), note("^1^ B.")) == [(1, "A."), (None, "1 B.")]


def test_a_number_that_does_not_rise_stays_in_the_text() -> None:
    assert told(note("A.", marker="5"), note("B.", marker="3."), note("C.", marker="*")) == [
        (5, "A."),
        (None, "3. B."),
        (None, "* C."),
    ]


def test_nothing_goes_on_before_the_first_note() -> None:
    assert told(note("no number"), note("^1^ See the rain.")) == [(1, "See the rain.")]


# --- pieces -----------------------------------------------------------------------------------------------------------


def test_a_piece_at_the_top_of_a_page_goes_on_in_mid_sentence() -> None:
    first, second = notes(note("^1^ See the rain and"), note("the snow.", page=2))
    assert (first.follows_break, second.number, second.follows_break) == (False, None, True)


def test_a_further_piece_on_a_page_is_a_new_paragraph() -> None:
    _, second = notes(note("^1^ See the rain."), note("And the snow."))
    assert (second.number, second.follows_break) == (None, False)


def test_without_pages_a_piece_is_a_new_paragraph() -> None:
    _, second = notes(note("See the rain.", marker="1", page=None), note("And the snow.", page=None))
    assert not second.follows_break


def test_the_word_continued_is_furniture() -> None:
    claims = list(
        recognize(view(note("^1^ See the rain (continued...)"), note("(...continued) and the snow.", page=2)))
    )
    assert [made.inline.text for claim in claims for made in claim.notes] == ["See the rain", "and the snow."]
    assert [item.text for claim in claims for item in claim.furniture] == ["(continued...)", "(...continued)"]


def test_a_note_that_speaks_of_what_is_continued() -> None:
    assert told(note("^1^ It (continued) rained.")) == [(1, "It (continued) rained.")]


# --- what belongs to tables -------------------------------------------------------------------------------------------


def test_other_type_than_the_notes_is_left_to_the_tables() -> None:
    lettered = small("a. Includes snow.", kind="note", top=660.0)
    claims = list(recognize(view(note("^1^ See the rain."), lettered, note("^2^ Ibid."))))
    assert [claim.elements for claim in claims] == [(0,), (2,)]


# --- pages of notes, for the calls ------------------------------------------------------------------------------------


def test_pages_of_notes() -> None:
    assert note_pages((note("^1^ A."), note("B.", page=2), note("^2^ C.", page=2))) == {1: 1, 2: 2}
    assert note_pages((element("note", "A.", marker="1", page=None),)) == {1: None}
