"""Captions, subtitles, and the Source and Notes below tables and figures."""

import pytest
from msgspec.structs import replace

from crsparse.geometry import Box
from crsparse.recognizers.captions import captions, notes_below, source_and_notes, split_caption, subtitles, web_hints
from crsparse.recognizers.view import FIGURES, TABLES, View
from tests.make_elements import (
    caption,
    element,
    entry,
    figure,
    heading,
    item,
    note,
    paragraph,
    small,
    table,
    view,
)

TABLE = table([["Basin", "Inches"], ["Upper", "31.4"]], top=140.0)
"""Stands between 140 and 166 points."""


# --- captions ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "label", "rest"),
    [
        ("Table 1. Rain by Month", "Table 1", "Rain by Month"),
        ("Table A-2. Rain", "Table A-2", "Rain"),
        ("Figure 3: Rain", "Figure 3", "Rain"),
        ("Table  4. Rain", "Table 4", "Rain"),
        ("Table II. Rain", "Table II", "Rain"),
        ("Box 1. Rain", "Box 1", "Rain"),
        ("Table 1.", "Table 1", ""),
        ("Table 1a. Rain", "Table 1a", "Rain"),
        ("Figure 1B. Rain", "Figure 1B", "Rain"),
        ("Table 2-1. Rain", "Table 2-1", "Rain"),
        ("Table B3. Rain", "Table B3", "Rain"),
        ("Chart 1. Rain", "Chart 1", "Rain"),
        ("Text Box 1. Rain", "Text Box 1", "Rain"),
        ("Table 3—Rain", "Table 3", "Rain"),
    ],
)
def test_label_and_caption(text: str, label: str, rest: str) -> None:
    assert split_caption(text) == (label, rest)


@pytest.mark.parametrize(
    "text",
    [
        "Table 1 shows rain.",
        "Tables 1. and 2",
        "Table of rain. Much",
        "table 1. rain",
        "Table 1.5 shows",
        "Table 1—which",
    ],
)
def test_what_is_no_caption(text: str) -> None:
    assert split_caption(text) == (None, None)


def found_below(
    looked: View, last: int, box: Box | None, page: int | None, *, taken: set[int]
) -> tuple[list[int], list[int]]:
    """Return the sources and notes below an element, where some are taken."""
    return notes_below(looked, last, box, page, frozenset(looked.free) - taken)


def test_captions_of_tables_and_of_figures() -> None:
    looked = view(caption("Table 1. Rain"), caption("Figure 1. Rain"), heading("Table 2. Snow"))
    assert captions(looked, TABLES) == (0, 2)
    assert captions(looked, FIGURES) == (1,)


def test_a_list_item_in_caption_type() -> None:
    assert captions(view(small("Table 1. Rain", kind="list_item"), paragraph()), TABLES) == (0,)


def test_a_bold_caption_in_the_body_s_family() -> None:
    """Older products have no type of their own for captions."""
    assert captions(view(paragraph("Table 1. Rain", bold=True), paragraph()), TABLES) == (0,)


def test_a_long_text_is_no_caption() -> None:
    assert captions(view(caption("Table 1. " + "Rain " * 100)), TABLES) == ()


def test_a_paragraph_that_begins_like_a_caption() -> None:
    assert captions(view(paragraph("Table 1. shows much rain."), paragraph()), TABLES) == ()


def test_an_item_whose_marker_stands_apart_is_an_item() -> None:
    assert captions(view(item("Table 1. Rain", "•", page=None)), TABLES) == ()


def test_entries_of_the_contents_are_no_captions() -> None:
    assert (
        captions(view(entry("Table 1. Rain .... 3"), caption("Table 1. Rain"), parts=["body", "contents"]), TABLES)
        == ()
    )


# --- subtitles --------------------------------------------------------------------------------------------------------


def under(looked: View) -> list[int]:
    last = len(looked.elements) - 1
    place = looked.elements[last].placements[0]
    return subtitles(looked, 0, place.box, place.page, range(1, last))


CAPTION = caption("Table 1. Rain", top=100.0)


def test_a_line_between_caption_and_table() -> None:
    assert under(view(CAPTION, small("In Inches", top=115.0), TABLE)) == [1]


def test_prose_between_caption_and_table_is_no_subtitle() -> None:
    assert under(view(CAPTION, paragraph("It rains.", top=115.0), TABLE)) == []


def test_another_caption_a_figure_or_an_entry_is_no_subtitle() -> None:
    between = [caption("Figure 1. Rain", top=115.0), figure("drawn", top=115.0), entry("Rain .... 3", top=115.0)]
    for one in between:
        assert under(view(CAPTION, one, TABLE)) == []


def test_what_stands_above_the_caption_is_no_subtitle() -> None:
    looked = view(CAPTION, small("In Inches", kind="note", top=80.0), TABLE)
    place = TABLE.placements[0]
    assert subtitles(looked, 0, place.box, place.page, ()) == []


def test_a_line_in_another_column_is_no_subtitle() -> None:
    looked = view(CAPTION, small("In Inches", kind="note", top=115.0, left=320.0), TABLE)
    place = TABLE.placements[0]
    assert subtitles(looked, 0, place.box, place.page, ()) == []


def test_a_long_text_is_no_subtitle() -> None:
    assert under(view(CAPTION, small("In inches. " * 30, top=115.0), TABLE)) == []


def test_a_subtitle_among_the_notes_is_found_by_its_place() -> None:
    looked = view(CAPTION, small("In Inches", kind="note", top=115.0), paragraph(), TABLE)
    place = TABLE.placements[0]
    assert subtitles(looked, 0, place.box, place.page, ()) == [1]


def test_a_note_below_the_table_is_no_subtitle() -> None:
    looked = view(CAPTION, small("In Inches", kind="note", top=180.0), TABLE)
    place = TABLE.placements[0]
    assert subtitles(looked, 0, place.box, place.page, ()) == []


# --- source and notes -------------------------------------------------------------------------------------------------


def below(*after: object) -> tuple[list[int], list[int]]:
    looked = view(TABLE, *after)  # type: ignore[arg-type]
    place = TABLE.placements[0]
    return found_below(looked, 0, place.box, place.page, taken={0})


def test_source_and_notes() -> None:
    assert below(small("Source: Rain office.", top=168.0), small("Notes: Rain is wet.", top=182.0)) == ([1], [2])


@pytest.mark.parametrize("words", ["Sources and Notes:", "Data source:", "Source (as of May 4):", "Sources."])
def test_other_words_for_a_source(words: str) -> None:
    assert below(small(f"{words} Rain office.", top=168.0)) == ([1], [])


@pytest.mark.parametrize("words", ["Table Notes:", "Legend:", "Note."])
def test_other_words_for_notes(words: str) -> None:
    assert below(small(f"{words} Rain is wet.", top=168.0)) == ([], [1])


def test_lettered_notes() -> None:
    assert below(small("Source: Rain office.", top=168.0), small("a. Includes snow.", top=182.0)) == ([1], [2])


def test_a_letter_that_the_reader_set_apart() -> None:
    assert below(small("Source: Rain office.", top=168.0), small("Includes snow.", marker="a.", top=182.0)) == (
        [1],
        [2],
    )


def test_a_source_goes_on_in_small_type() -> None:
    assert below(small("Source: Rain office", top=168.0), small("and Snow office.", top=182.0)) == ([1, 2], [])


def test_prose_ends_the_notes() -> None:
    assert below(small("Source: Rain office.", top=168.0), paragraph("It rains.", top=182.0)) == ([1], [])


def test_notes_follow_each_other() -> None:
    """Each stands close to the one before, the last one far from the table."""
    lines = [small(f"{letter}. Includes snow.", top=168.0 + 30 * n) for n, letter in enumerate("abcd")]
    assert below(*lines) == ([], [1, 2, 3, 4])


def test_large_sans_type_is_no_note() -> None:
    assert below(small("Source: Rain.", top=168.0), small("Boxed Text", size=14.0, top=182.0)) == ([1], [])


def test_what_is_claimed_is_no_note() -> None:
    looked = view(TABLE, small("Source: Rain office.", top=168.0))
    place = TABLE.placements[0]
    assert found_below(looked, 0, place.box, place.page, taken={0, 1}) == ([], [])
    assert found_below(replace(looked, free=(0,)), 0, place.box, place.page, taken={0}) == ([], [])


def test_what_stands_far_below_is_no_note() -> None:
    assert below(small("Source: Rain office.", top=400.0)) == ([], [])


def test_notes_at_the_top_of_the_next_page() -> None:
    assert below(small("Source: Rain office.", top=80.0, page=2)) == ([1], [])
    assert below(small("Source: Rain office.", top=300.0, page=2)) == ([], [])
    assert below(small("Source: Rain office.", top=168.0, page=2)) == ([], []), "as high as below the table on its page"
    assert below(small("Source: Rain office.", top=80.0, page=3)) == ([], [])


def test_a_heading_or_a_caption_ends_the_notes() -> None:
    after = small("Notes: Rain is wet.", top=182.0)
    assert below(heading("Snow", top=168.0), after) == ([], [])
    assert below(caption("Figure 1. Snow", top=168.0), after) == ([], [])


def test_notes_that_stand_before_in_order_are_found_by_place() -> None:
    """Tags may put a table's notes among the footnotes of the page."""
    looked = view(small("a. Includes snow.", kind="note", top=168.0), TABLE)
    place = TABLE.placements[0]
    assert found_below(looked, 1, place.box, place.page, taken={1}) == ([], [0])


def test_notes_on_the_next_page_that_stand_before_in_order() -> None:
    """R46646: a tree has the last of a table's lettered notes before the table; prose there stays where it is."""
    place = TABLE.placements[0]
    over, own = small("b. Includes hail.", top=80.0, page=2), small("a. Includes snow.", top=168.0)
    assert found_below(view(over, TABLE, own), 1, place.box, place.page, taken={1}) == ([], [2, 0])
    prose = paragraph("It rains.", top=80.0, page=2)
    assert found_below(view(prose, TABLE, own), 1, place.box, place.page, taken={1}) == ([], [2])


def test_notes_beside_the_table_belong_to_another_column() -> None:
    assert below(small("Source: Rain office.", top=168.0, left=320.0)) == ([], [])


def test_without_sizes_only_words_and_letters_tell() -> None:
    looked = view(
        table([["a"]], page=None),
        element("paragraph", "Source: Rain office.", page=None),
        element("paragraph", "a. Includes snow.", page=None),
        element("paragraph", "It rains.", page=None),
    )
    assert found_below(looked, 0, None, None, taken={0}) == ([1], [2])


def test_without_places_notes_stand_behind() -> None:
    looked = view(element("paragraph", "Source: Rain office.", page=None), table([["a"]], page=None))
    assert found_below(looked, 1, None, None, taken={1}) == ([], [])
    after = view(table([["a"]], page=None), element("paragraph", "a. Includes snow.", page=None))
    assert notes_below(after, 0, None, None, {0}) == ([], []), "a letter alone begins nothing"


def test_notes_inside_the_source_s_paragraph_are_set_apart() -> None:
    looked = view(small("Source: Rain office.^1^ Notes: Rain is *wet*."), note("^1^ See the rain."))
    source, notes = source_and_notes(looked, [0], [])
    assert source is not None
    assert notes is not None
    assert (source.text, [ref.number for ref in source.refs]) == ("Source: Rain office.", [1])
    assert (notes.text, [notes.text[mark.start : mark.end] for mark in notes.emphasis]) == (
        "Notes: Rain is wet.",
        ["wet"],
    )


def test_notes_inside_the_source_come_before_the_others() -> None:
    looked = view(small("Source: Rain office. Notes: Rain is wet."), small("a. Includes snow."))
    source, notes = source_and_notes(looked, [0], [1])
    assert source is not None
    assert notes is not None
    assert (source.text, notes.text) == ("Source: Rain office.", "Notes: Rain is wet.\na. Includes snow.")


def test_the_paragraphs_of_the_notes_are_parted_by_line_feeds() -> None:
    looked = view(small("Notes: Rain is wet."), small("Includes snow.", marker="a."))
    assert source_and_notes(looked, [], [0, 1])[1] is not None
    assert source_and_notes(looked, [], [0, 1])[1].text == "Notes: Rain is wet.\na. Includes snow."  # type: ignore[union-attr]


def test_a_hint_at_the_web_edition() -> None:
    looked = view(small("Figure is interactive in the HTML version of this report."), small("FY2016-FY2026"))
    assert web_hints(looked, [0, 1]) == [0]


def test_family_of_the_body_is_told_by_the_profile() -> None:
    """In a document set in sans type throughout, small sans type is nothing special."""
    looked = view(TABLE, small("and more.", top=168.0), body_font="GillSansMT")
    place = TABLE.placements[0]
    assert found_below(looked, 0, place.box, place.page, taken={0}) == ([], [])
