"""Parts: where front, summary, contents, body, appendixes and the matter at the end begin."""

import pytest

from crsparse.elements import Element
from crsparse.recognizers.landmarks import announcing, is_entry, split_entry
from tests.make_elements import (
    PROSE_TEXT,
    cell,
    element,
    entry,
    figure,
    furniture,
    heading,
    item,
    note,
    paragraph,
    table,
    view,
)


def parts(*elements: Element) -> list[str]:
    return list(view(*elements, parts=None).parts)


TITLE, DATE = heading("Rain in the Test Basin", size=20), paragraph("May 4, 2026", top=130.0)
CONTENTS = [heading("Contents", page=3), entry("Rain .... 1", page=3), entry("Snow .... 2", page=3)]


# --- products without a cover -----------------------------------------------------------------------------------------


def test_title_and_date_then_the_body() -> None:
    assert parts(TITLE, DATE, paragraph(), paragraph("It rains.")) == ["front", "front", "body", "body"]


def test_the_body_may_begin_with_a_heading() -> None:
    assert parts(TITLE, DATE, heading("Rain"), paragraph("It rains.")) == ["front", "front", "body", "body"]


def test_a_large_heading_below_the_date_is_the_title_s() -> None:
    assert parts(DATE, TITLE, paragraph()) == ["front", "front", "body"]


def test_a_heading_above_the_date_is_front() -> None:
    assert parts(heading("Rain"), DATE, paragraph()) == ["front", "front", "body"]


def test_the_body_may_begin_with_a_list() -> None:
    assert parts(TITLE, DATE, item("Rain"), paragraph()) == ["front", "front", "body", "body"]
    assert parts(TITLE, item("Rain"), DATE, paragraph()) == ["front", "front", "front", "body"]


def test_short_lines_are_front() -> None:
    assert parts(TITLE, DATE, paragraph("Ada Example"), paragraph("Analyst in Rain"), paragraph()) == ["front"] * 4 + [
        "body"
    ]


def test_many_letters_in_few_words_are_no_prose() -> None:
    address = "https://rain.example/" + "a" * 200
    assert parts(TITLE, DATE, paragraph(address), paragraph()) == ["front"] * 3 + ["body"]


def test_a_long_title_is_front() -> None:
    assert parts(heading("Rain" * 50, size=20), DATE, paragraph()) == ["front", "front", "body"]


def test_tables_figures_and_notes_do_not_begin_the_body() -> None:
    first = [table([[PROSE_TEXT]]), figure(PROSE_TEXT), note(PROSE_TEXT)]
    assert parts(TITLE, DATE, *first, paragraph()) == ["front"] * 5 + ["body"]


def test_furniture_is_where_it_stands() -> None:
    assert parts(TITLE, furniture("Summary"), DATE, paragraph(), furniture("5")) == ["front"] * 3 + ["body"] * 2


# --- reports ----------------------------------------------------------------------------------------------------------


def test_a_report_with_summary_and_contents() -> None:
    elements = [
        TITLE,
        DATE,
        heading("Summary", page=2),
        paragraph(page=2),
        *CONTENTS,
        heading("Rain", page=4),
        paragraph(page=4),
    ]
    assert parts(*elements) == ["front"] * 2 + ["summary"] * 2 + ["contents"] * 3 + ["body"] * 2


def test_prose_before_the_contents_is_the_summary() -> None:
    assert parts(TITLE, DATE, paragraph(page=2), *CONTENTS, paragraph(page=4)) == ["front"] * 2 + ["summary"] + [
        "contents"
    ] * 3 + ["body"]


def test_a_heading_inside_the_summary_does_not_end_it_while_the_contents_are_to_come() -> None:
    elements = [TITLE, DATE, heading("Summary", page=2), paragraph(page=2), heading("Rain", page=2), *CONTENTS]
    assert parts(*elements)[4] == "summary"


def test_without_contents_a_heading_on_another_page_ends_the_summary() -> None:
    elements = [TITLE, DATE, heading("Summary", page=2), paragraph(page=2), heading("Rain", page=3), paragraph(page=3)]
    assert parts(*elements) == ["front"] * 2 + ["summary"] * 2 + ["body"] * 2


def test_a_box_on_the_summary_s_page() -> None:
    box = table([[cell("May 4, 2026\nAda Example")]], page=2)
    assert parts(TITLE, DATE, box, paragraph(page=2), heading("Rain", page=3), paragraph(page=3)) == [
        "front",
        "front",
        "front",
        "summary",
        "body",
        "body",
    ]


def test_a_box_on_page_1_makes_no_summary() -> None:
    assert parts(TITLE, DATE, table([[cell("A box")]]), paragraph())[-1] == "body"


def test_lists_of_figures_and_tables_are_contents() -> None:
    elements = [
        *CONTENTS,
        heading("Figures", page=3),
        entry("Figure 1. Rain .... 3", page=3),
        heading("Contacts", page=3),
    ]
    assert parts(TITLE, DATE, *elements, heading("Rain", page=4)) == ["front"] * 2 + ["contents"] * 6 + ["body"]


def test_a_list_of_another_name_and_an_entry_cut_in_two_are_contents() -> None:
    extra = [
        heading("Timelines", page=3),
        entry("Timeline 1. Rain .... 4", page=3),
        paragraph("Rain in the Upper Basin, and in the", page=3),
        entry("Lower .... 5", page=3),
    ]
    assert parts(TITLE, DATE, *CONTENTS, *extra, heading("Rain", page=4))[5:] == ["contents"] * 4 + ["body"]


def test_a_heading_before_text_ends_the_contents() -> None:
    assert parts(TITLE, DATE, *CONTENTS, heading("Timelines", page=4), paragraph(page=4))[5:] == ["body", "body"]


def test_the_word_contents_alone_makes_no_contents() -> None:
    assert parts(TITLE, DATE, paragraph(), heading("Contents"), paragraph()) == ["front"] * 2 + ["body"] * 3


def test_contents_before_the_summary() -> None:
    elements = [*CONTENTS, heading("Summary", page=4), paragraph(page=4), heading("Rain", page=5), paragraph(page=5)]
    assert parts(TITLE, DATE, *elements) == ["front"] * 2 + ["contents"] * 3 + ["summary"] * 2 + ["body"] * 2


def test_contents_without_page_numbers_announce_what_comes() -> None:
    lines = [paragraph(text, page=1) for text in ("CONTENTS", "SUMMARY", "RAIN", "SNOW")]
    rest = [heading("Summary", page=2), paragraph(page=2), heading("Rain", page=3), heading("Snow", page=3)]
    assert parts(TITLE, *lines, *rest) == ["front"] + ["contents"] * 4 + ["summary"] * 2 + ["body"] * 2


def test_the_title_again_above_a_summary_that_follows_the_contents() -> None:
    """Issue Briefs print it there."""
    rest = [paragraph("Rain in the Test Basin", page=2), heading("Summary", page=2), paragraph(page=2)]
    assert parts(TITLE, DATE, *CONTENTS, *rest) == ["front"] * 2 + ["contents"] * 3 + ["front"] + ["summary"] * 2


def test_an_image_between_entries_is_part_of_the_contents() -> None:
    more = [figure(page=3), entry("Hail .... 3", page=3)]
    assert parts(TITLE, DATE, *CONTENTS, *more) == ["front"] * 2 + ["contents"] * 5
    assert parts(TITLE, DATE, *CONTENTS, figure("drawn", page=3))[-1] == "body"


def test_furniture_between_lines_that_announce_does_not_matter() -> None:
    lines = [paragraph("Contents"), paragraph("Rain"), furniture("5"), paragraph("Snow"), paragraph("Hail")]
    looked = view(*lines, heading("Rain"), heading("Snow"), heading("Hail"))
    assert announcing(looked.elements, looked.texts) == frozenset({1, 3, 4})


def test_two_lines_announce_nothing() -> None:
    looked = view(paragraph("Contents"), paragraph("Rain"), paragraph("Snow"), heading("Rain"), heading("Snow"))
    assert announcing(looked.elements, looked.texts) == frozenset()


def test_a_web_edition_s_anchor_begins_the_body() -> None:
    elements = [heading("Summary", page=None), paragraph(page=None), heading("In Short", page=None)]
    body = [heading("Rain", page=None, names=("Content",)), paragraph(page=None)]
    assert parts(*elements, *body) == ["summary"] * 3 + ["body"] * 2
    assert parts(*elements)[2] == "body", "without such an anchor, a heading ends the summary"


# --- the end ----------------------------------------------------------------------------------------------------------


def test_the_matter_at_the_end() -> None:
    elements = [
        heading("Appendix A. More Rain"),
        paragraph("It rains."),
        heading("Author Information"),
        paragraph("Ada Example"),
        heading("Acknowledgments"),
        paragraph("Thanks."),
        heading("Disclaimer"),
        paragraph("This is no advice."),
    ]
    assert parts(TITLE, DATE, paragraph(), *elements)[3:] == [
        "appendix",
        "appendix",
        "author_information",
        "author_information",
        "acknowledgments",
        "acknowledgments",
        "disclaimer",
        "disclaimer",
    ]


def test_the_disclaimer_s_words_begin_it_without_heading() -> None:
    text = "This document was prepared by the Congressional Research Service (CRS). It is a text for tests."
    assert parts(TITLE, DATE, paragraph(), paragraph(text))[-1] == "disclaimer"


def test_an_item_or_a_cell_that_names_a_part_does_not_begin_it() -> None:
    assert parts(TITLE, DATE, paragraph(), item("Disclaimer"), table([["Acknowledgments"]]))[3:] == ["body", "body"]


def test_a_paragraph_about_an_appendix_does_not_begin_it() -> None:
    assert parts(TITLE, DATE, paragraph(), paragraph("Appendix A says more."))[-1] == "body"


def test_staff_is_named_with_the_authors() -> None:
    elements = [heading("Author Information"), heading("Disclaimer"), heading("Key Policy Staff")]
    assert parts(TITLE, DATE, paragraph(), *elements)[-1] == "author_information"


# --- lines of a Contents ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["Rain .......... 1", "Rain . . . . . . ii", "Rain .... CRS-4", "Rain ......"])
def test_dots_make_an_entry(text: str) -> None:
    assert is_entry(paragraph(text), text)


@pytest.mark.parametrize("text", ["Rain 1", "Rain ... and snow", "It rains."])
def test_what_is_no_entry(text: str) -> None:
    assert not is_entry(paragraph(text), text)


@pytest.mark.parametrize(
    ("text", "title", "label"),
    [
        ("Rain .......... 12", "Rain", "12"),
        ("Rain .... CRS-4", "Rain", "CRS-4"),
        ("Summary . . . . . ii", "Summary", "ii"),
        ("Rain 12", "Rain", "12"),
        ("Rain since 2026 .... 3", "Rain since 2026", "3"),
        ("Rain", "Rain", None),
        ("Rain and snow", "Rain and snow", None),
        ("Rain ......", "Rain", None),
    ],
)
def test_title_and_page_label(text: str, title: str, label: str | None) -> None:
    assert split_entry(text) == (title, label)


def test_a_number_without_leader_is_the_heading_s_where_a_heading_says_so() -> None:
    titles = frozenset({"rainbefore1915"})
    assert split_entry("Rain Before 1915", titles) == ("Rain Before 1915", None)
    assert split_entry("Rain Before 1915 .... 3", titles) == ("Rain Before 1915", "3")
    assert split_entry("Snow Before 1915", titles) == ("Snow Before", "1915")


def test_kind_of_an_element_is_enough() -> None:
    assert is_entry(element("contents_entry", "Rain"), "Rain")
