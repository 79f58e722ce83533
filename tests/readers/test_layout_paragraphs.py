"""Rows to paragraphs: each cue that ends one, and what looks like it and does not."""

import pytest

from crsparse.readers.layout.words import begins_caption, begins_legend, has_leader, marker_of
from tests.readers.press import BOLD, GILL, GILL_BOLD, ITALIC, LEFT, PALATINO, PROSE, RIGHT, TIMES, Press, shown, texts


def test_lines_at_the_usual_distance_are_one_paragraph() -> None:
    press = Press()
    press.text(100, PROSE)
    assert texts(press.read()) == [PROSE]


def test_space_parts_paragraphs() -> None:
    press = Press()
    last = press.text(100, PROSE)
    press.text(last + 18.6, PROSE)
    assert texts(press.read()) == [PROSE, PROSE]


def test_a_heading_right_above_its_paragraph_is_apart() -> None:
    press = Press()
    press.put(LEFT, 100, "Overview", size=12.5, font=GILL_BOLD, color=0x336A91)
    press.text(112, PROSE)
    assert shown(press.read()) == [("heading", "Overview"), ("paragraph", PROSE)]


def test_a_bold_phrase_that_runs_in_is_no_heading() -> None:
    press = Press()
    end = press.runs(LEFT, 100, ("Critical waves. ", BOLD), ("The Ministry counts them, every ", TIMES))
    assert end < RIGHT
    press.text(112.65, "hour of the day and of the night, as the book has it.")
    assert [kind for kind, _ in shown(press.read())] == ["paragraph"]


def test_a_bold_phrase_longer_than_a_line_does_not_part_its_paragraph() -> None:
    press = Press()
    press.text(100, PROSE[:84], font=BOLD)
    end = press.put(LEFT, 112.65, "since the harbor was built. ", font=BOLD)
    press.put(end + 3, 112.65, "Each wave is written down in a book, with its height and")
    press.text(125.3, "the hour at which it came.")
    assert len(texts(press.read())) == 1


def test_a_line_that_ends_early_with_a_sentence_ends_the_paragraph() -> None:
    press = Press()
    press.text(100, PROSE)
    press.put(LEFT, 150.6, "The book is dry.")
    press.text(163.25, PROSE)
    assert texts(press.read())[-2:] == ["The book is dry.", PROSE] or texts(press.read())[-1] == PROSE


def test_a_line_that_ends_early_because_the_next_word_is_long_does_not() -> None:
    press = Press()
    press.text(100, "The Ministry publishes the book of waves and whatever has been said about it so far,")
    press.put(LEFT, 112.65, "since the harbor was built and the first wave came to it, at")
    press.put(LEFT, 125.3, "https://tides.example.gov/" + "wave-by-wave/" * 5)
    assert len(texts(press.read())) == 1


def test_names_and_titles_close_below_each_other_are_apart() -> None:
    press = Press()
    press.text(300, PROSE)
    press.put(LEFT, 100, "Diane P. Wave", size=10)
    press.put(LEFT, 111.5, "Specialist in Flood Insurance and Emergency", size=10)
    press.put(LEFT, 123, "Management of Harbors", size=10)
    assert texts(press.read())[:2] == [
        "Diane P. Wave",
        "Specialist in Flood Insurance and Emergency Management of Harbors",
    ]


def test_an_address_and_a_number_are_lines_of_their_own() -> None:
    press = Press()
    press.text(300, PROSE)
    for place, line in enumerate(("Ann Lee", "Analyst in Tides", "alee@tides.example.gov", "7-0101")):
        press.put(LEFT, 100 + 11.5 * place, line, size=10)
    assert texts(press.read())[:4] == ["Ann Lee", "Analyst in Tides", "alee@tides.example.gov", "7-0101"]


def test_a_bullet_begins_an_item_and_its_lines_hang() -> None:
    press = Press()
    press.text(100, PROSE)
    for number in range(2):
        press.put(108, 160 + 40 * number, "• ")
        press.text(160 + 40 * number, PROSE[:150], x=126)
    items = [element for element in press.read() if element.kind == "list_item"]
    assert [(item.marker, item.text, item.level) for item in items] == [("•", PROSE[:150], 0)] * 2


def test_nested_bullets_are_deeper() -> None:
    press = Press()
    press.text(60, PROSE)
    for place, (left, marker) in enumerate(((108, "•"), (144, "o"), (144, "o"), (108, "•"))):
        press.put(left, 120 + 20 * place, marker + " ")
        press.put(left + 18, 120 + 20 * place, f"item {place}")
    items = [element for element in press.read() if element.kind == "list_item"]
    assert [(item.marker, item.level) for item in items] == [("•", 0), ("o", 1), ("o", 1), ("•", 0)]


def test_a_number_with_a_tab_is_a_marker() -> None:
    press = Press()
    press.put(108, 100, "1. ")
    press.text(100, PROSE, x=126)
    (item,) = press.read()
    assert (item.kind, item.marker, item.text) == ("list_item", "1.", PROSE)


def test_an_initial_is_no_marker() -> None:
    press = Press()
    press.runs(LEFT, 100, ("L. ", TIMES), ("Paige counts the waves.", TIMES))
    assert shown(press.read()) == [("paragraph", "L. Paige counts the waves.")]


def test_a_number_in_brackets_at_the_start_of_a_line_is_no_marker() -> None:
    press = Press()
    press.text(100, "The Ministry (1) counts the waves that reach the harbor and writes them down in its book; ")
    press.put(LEFT, 112.65, "(2) keeps the book dry; and (3) never lends it.")
    assert [kind for kind, _ in shown(press.read())] == ["paragraph"]


def test_numbered_paragraphs_that_hang_are_a_list() -> None:
    press = Press()
    for number in range(1, 4):
        press.text(60 + 60 * number, f"({number}) {PROSE[:160]}", x=144, hang=18)
    items = press.read()
    assert [(item.kind, item.marker) for item in items] == [("list_item", f"({number})") for number in (1, 2, 3)]
    assert items[0].text == PROSE[:160]


def test_numbered_paragraphs_of_a_quoted_law_are_none() -> None:
    press = Press()
    for number in range(1, 4):
        press.text(60 + 60 * number, f"({number}) {PROSE[:160]}", x=144)
    assert [element.kind for element in press.read()] == ["paragraph"] * 3


def test_a_caption_and_its_subtitle_are_apart() -> None:
    press = Press()
    press.text(60, PROSE)
    press.put(LEFT, 200, "Table 1. Waves by Harbor", size=9.5, font=GILL_BOLD)
    press.put(LEFT, 211, "($ in millions)", size=9.5, font=GILL)
    assert shown(press.read())[1:] == [("caption", "Table 1. Waves by Harbor"), ("paragraph", "($ in millions)")]


def test_a_sentence_about_a_table_is_no_caption() -> None:
    press = Press()
    press.text(60, "Table 1. shows the waves by harbor, as far as anyone has counted them and written them down.")
    assert shown(press.read())[0][0] == "paragraph"


def test_source_and_notes_are_apart() -> None:
    press = Press()
    press.text(60, PROSE)
    press.runs(
        LEFT, 200, ("Source: ", GILL_BOLD), ("The book, passim, and whatever the committee has weighed.", GILL), size=9
    )
    press.runs(LEFT, 210.3, ("Notes: ", GILL_BOLD), ("Waves below an inch are not counted.", GILL), size=9)
    assert [text.split(":")[0] for text in texts(press.read())[1:]] == ["Source", "Notes"]


def test_lines_of_the_contents_have_levels_by_indent() -> None:
    press = Press()
    for place, (left, text) in enumerate(
        ((LEFT, "Waves"), (104.0, "High Waves"), (104.0, "Low Waves"), (LEFT, "Books"))
    ):
        press.put(left, 100 + 13 * place, text + " " + "." * 60 + f" {place + 1}")
    entries = press.read()
    assert [(entry.kind, entry.level) for entry in entries] == [("contents_entry", level) for level in (1, 2, 2, 1)]


def test_an_entry_over_two_lines_is_one() -> None:
    press = Press()
    press.put(104, 100, "Special Provisions for Harbors That Have Asked for More Waves Than They Were Given")
    press.put(118, 112.65, "in the Year Before " + "." * 40 + " 21")
    press.put(104, 125.3, "Books " + "." * 60 + " 22")
    assert [entry.text.rsplit(" ", 1)[1] for entry in press.read()] == ["21", "22"]


def test_heading_styles_rank() -> None:
    press = Press()
    y = 100.0
    for text, size, font in (
        ("Waves", 18.0, PALATINO),
        ("High Waves", 14.0, PALATINO),
        ("Very High Waves", 12.0, PALATINO),
        ("Low Waves", 14.0, PALATINO),
    ):
        press.put(LEFT, y, text, size=size, font=font)
        y = press.text(y + 20, PROSE) + 30
    headings = [element for element in press.read() if element.kind == "heading"]
    assert [heading.level for heading in headings] == [1, 2, 3, 2]


def test_a_heading_over_two_lines_is_one() -> None:
    press = Press()
    press.text(
        100, "The Keeper’s Book and What the Committee Has Said About Its Weight", size=18, font=PALATINO, line=24.3
    )
    press.text(160, PROSE)
    assert shown(press.read())[0] == ("heading", "The Keeper’s Book and What the Committee Has Said About Its Weight")


def test_an_italic_paragraph_is_no_heading() -> None:
    press = Press()
    press.text(100, PROSE)
    press.put(LEFT, 180, "Waves are counted at dusk.", font=ITALIC)
    assert shown(press.read())[1] == ("paragraph", "Waves are counted at dusk.")


def test_a_hyphen_at_a_line_end_stays_where_the_document_does_not_hyphenate() -> None:
    press = Press()
    press.put(
        LEFT, 100, "The Ministry of Tides counts, at every hour of the day and night, all of the waves from the Indo-"
    )
    press.put(LEFT, 112.65, "Pacific to the Baltic, and every one of them is written down in the book at the hour.")
    assert "Indo-Pacific to" in texts(press.read())[0]


@pytest.mark.parametrize(
    ("text", "marker"),
    [("• a", "•"), ("o a", "o"), ("– a", "–"), ("1. a", "1."), ("(a) b", "(a)"), ("iv. a", "iv."), ("•", "•")],
)
def test_markers(text: str, marker: str) -> None:
    assert marker_of(text) == marker


@pytest.mark.parametrize("text", ["of a", "U.S. Army", "2019 was", "-5 degrees", "1.5 feet", "a book"])
def test_no_markers(text: str) -> None:
    assert marker_of(text) == ""


def test_words_that_tell() -> None:
    assert begins_caption("Figure A-2. Waves")
    assert begins_caption("Table 12: Waves", "Table")
    assert not begins_caption("Table 1 shows waves")
    assert not begins_caption("Figure 1. Waves", "Table")
    assert begins_legend("Sources: a book")
    assert begins_legend("Note: waves")
    assert not begins_legend("Note that waves")
    assert has_leader("Waves ........ 12")
    assert has_leader("Summary . . . . . ii")
    assert not has_leader("and so on...")
    assert not has_leader("7-....")
