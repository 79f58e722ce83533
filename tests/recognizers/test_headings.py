"""Headings: what is one, what only looks or claims so, and the levels."""

import pytest

from crsparse.drafts import BlockDraft
from crsparse.elements import Element, Run
from crsparse.recognizers.headings import recognize
from tests.make_elements import (
    PROSE,
    PROSE_TEXT,
    SANS,
    caption,
    element,
    entry,
    figure,
    heading,
    item,
    note,
    paragraph,
    runs,
    table,
    view,
)


def blocks(*elements: Element, **more: object) -> list[BlockDraft]:
    return [block for claim in recognize(view(*elements, **more)) for block in claim.blocks]  # type: ignore[arg-type]


def levels(*elements: Element, **more: object) -> dict[str, int]:
    return {block.inline.text: block.level for block in blocks(*elements, **more) if block.type == "heading"}


def texts(*elements: Element, **more: object) -> list[str]:
    return list(levels(*elements, **more))


# --- what is a heading ------------------------------------------------------------------------------------------------


def test_a_claimed_heading() -> None:
    assert texts(heading("Rain"), paragraph()) == ["Rain"]


def test_a_paragraph_in_a_style_of_headings() -> None:
    assert texts(heading("Rain"), paragraph(), paragraph("Snow", size=14.0, bold=True), paragraph()) == ["Rain", "Snow"]


def test_a_style_that_no_heading_has_is_none() -> None:
    assert texts(heading("Rain"), paragraph(), paragraph("Snow", size=13.0, bold=True)) == ["Rain"]


def test_a_claimed_heading_in_the_body_s_style_is_text() -> None:
    assert texts(element("heading", "It rains.", level=1), paragraph()) == []


def test_a_bold_run_in_phrase_is_no_heading() -> None:
    assert texts(heading("Rain", size=11.0), paragraph(), paragraph("**Snow.** It snows, too.")) == ["Rain"]


def test_a_long_text_in_large_type_is_text() -> None:
    assert texts(heading("Rain " * 80), paragraph()) == []


def test_a_bold_sentence_is_prose() -> None:
    sentence = "It rains, and in the upper part of the basin, as has been said many times, it rains more."
    assert texts(heading("Rain"), paragraph(), paragraph(sentence, size=14.0, bold=True)) == ["Rain"]


def test_a_long_heading_without_full_stop_is_one() -> None:
    long = "Rain in the Upper Part of the Basin, as Has Been Said Many Times, and Its Causes in the Lower Part"
    assert texts(heading("Rain"), paragraph(), paragraph(long, size=14.0, bold=True)) == ["Rain", long]


def test_a_claimed_heading_may_differ_by_its_family_alone() -> None:
    sans = element("heading", "Rain", font=SANS, level=1)
    assert texts(sans, paragraph()) == ["Rain"]


def test_a_claimed_heading_that_is_prose_in_other_type_is_text() -> None:
    prose = PROSE_TEXT
    assert texts(element("heading", prose, font=SANS, level=1), paragraph(), paragraph()) == []
    assert texts(element("heading", prose.rstrip("."), font=SANS, level=1), *[paragraph()] * 3) == [prose.rstrip(".")]


def test_a_style_that_is_used_for_prose_mainly_is_no_heading_s() -> None:
    bold = [paragraph(PROSE_TEXT, bold=True)] * 2
    made = (heading("Rain", size=11.0), *[paragraph()] * 5, *bold, paragraph("Snow", bold=True))
    assert texts(*made) == ["Rain"]
    assert texts(*made[:6], made[-1]) == ["Rain", "Snow"]


def test_a_text_of_several_weights_or_sizes_is_no_heading() -> None:
    weights = paragraph("**Snow falls in** May", size=14.0)
    sizes = Element(
        kind="paragraph",
        runs=(Run("In May ", 11.0, PROSE + "-Bold", bold=True), Run("snow falls", 14.0, PROSE + "-Bold", bold=True)),
    )
    assert texts(heading("Rain"), paragraph(), weights, sizes) == ["Rain"]


def test_the_body_s_style_is_that_of_the_body() -> None:
    """Not that of a long disclaimer in other type."""
    disclaimer = [element("paragraph", PROSE_TEXT, font=SANS)] * 5
    made = (element("heading", "Rain", font=SANS, level=1), paragraph(), *disclaimer)
    assert texts(*made, parts=["body"] * 2 + ["disclaimer"] * 5) == ["Rain"]


def test_captions_tables_figures_and_notes_are_no_headings() -> None:
    looked = (
        caption("Table 1. Rain"),
        heading("Figure 1. Rain"),
        table([["Rain"]]),
        figure("Rain"),
        note("Rain", bold=True),
    )
    assert texts(*looked, paragraph()) == []


def test_colour_is_no_style_of_its_own() -> None:
    blue = Element(kind="paragraph", runs=(Run("Snow", 14.0, PROSE + "-Bold", bold=True, color=0x1F497D),))
    assert texts(heading("Rain"), paragraph(), blue) == ["Rain", "Snow"]


def test_a_raised_call_does_not_spoil_a_heading() -> None:
    (block,) = blocks(heading("Rain^2^"), paragraph(), note("^2^ See."))
    assert (block.inline.text, [ref.number for ref in block.inline.refs]) == ("Rain", [2])


def test_without_sizes_the_claim_counts() -> None:
    assert texts(heading("Rain", page=None), element("paragraph", "Snow", page=None)) == ["Rain"]


# --- headings glued to their paragraph --------------------------------------------------------------------------------


def glued(text: str, rest: str = " It rains.", size: float = 14.0) -> Element:
    made = (Run(text, size, PROSE + "-Bold", bold=True), *runs(rest))
    return Element(kind="paragraph", runs=made)


def test_a_glued_heading_is_parted_from_its_paragraph() -> None:
    made = blocks(heading("Snow"), paragraph(), glued("Rain"))
    assert [(block.type, block.inline.text) for block in made] == [
        ("heading", "Snow"),
        ("heading", "Rain"),
        ("paragraph", "It rains."),
    ]


def test_a_bold_beginning_of_the_same_size_is_not_glued() -> None:
    assert texts(heading("Snow", size=11.0), paragraph(), glued("Rain", size=11.0)) == ["Snow"]


def test_a_glued_beginning_that_is_not_bold_stays() -> None:
    made = Element(kind="paragraph", runs=(Run("Rain", 14.0, PROSE), *runs(" It rains.")))
    assert texts(heading("Snow", bold=False), paragraph(), made) == ["Snow"]


def test_a_call_in_the_paragraph_below_a_glued_heading_is_kept() -> None:
    made = blocks(heading("Snow"), paragraph(), glued("Rain", " It rains.^2^"), note("^2^ See."))
    assert made[-1].inline.text == "It rains."


# --- levels -----------------------------------------------------------------------------------------------------------

LARGE, MIDDLE, LITTLE = 18.0, 14.0, 12.0


def test_styles_rank_by_size() -> None:
    found = levels(heading("A", size=MIDDLE), heading("B", size=LARGE), heading("C", size=LITTLE), paragraph())
    assert found == {"B": 1, "A": 2, "C": 3}


def test_upright_comes_before_italic() -> None:
    found = levels(heading("*A a*", size=LITTLE), heading("B", size=LITTLE), paragraph())
    assert found == {"B": 1, "A a": 2}


def test_a_style_that_is_missing_leaves_no_gap() -> None:
    assert levels(heading("A", size=LITTLE, level=3), heading("B", size=MIDDLE, level=2), paragraph()) == {
        "B": 1,
        "A": 2,
    }


def test_the_contents_tell_the_level_of_a_style() -> None:
    """``B`` ranks second by its size, but stands in the Contents at the left edge."""
    lines = [entry("A .... 1", left=72.0), entry("B .... 2", left=72.0), entry("C .... 3", left=89.0)]
    heads = [heading("A", size=LARGE), heading("B", size=MIDDLE), heading("C", size=LITTLE), paragraph()]
    assert levels(*lines, *heads, parts=["contents"] * 3 + ["body"] * 4) == {"A": 1, "B": 1, "C": 2}


def test_headings_of_one_style_have_one_level() -> None:
    """Even if the Contents have only one of them."""
    lines = [entry("A .... 1", left=72.0), entry("B .... 2", left=89.0)]
    heads = [heading("A", size=LARGE), heading("B", size=LITTLE), heading("Not listed", size=LITTLE), paragraph()]
    assert levels(*lines, *heads, parts=["contents"] * 2 + ["body"] * 4)["Not listed"] == 2


def test_the_order_of_the_contents_does_not_matter() -> None:
    lines = [entry("B .... 2", left=89.0), entry("A .... 1", left=72.0)]
    heads = [heading("B", size=LARGE), heading("A", size=LITTLE), paragraph()]
    assert levels(*lines, *heads, parts=["contents"] * 2 + ["body"] * 3) == {"B": 2, "A": 1}


def test_without_sizes_the_contents_tell_before_the_claim() -> None:
    lines = [entry("A", level=1, page=None), entry("B", level=2, page=None)]
    heads = [heading("A", level=3, page=None), heading("B", level=4, page=None), heading("C", level=5, page=None)]
    assert levels(*lines, *heads, parts=["contents"] * 2 + ["body"] * 3) == {"A": 1, "B": 2, "C": 5}


def test_outside_of_the_body_all_headings_are_top() -> None:
    heads = [heading("A", size=LARGE), paragraph(), heading("Author Information", size=LITTLE)]
    assert levels(*heads, parts=["body", "body", "author_information"]) == {"A": 1, "Author Information": 1}


def test_the_heading_summary_is_no_part_of_the_ranks() -> None:
    heads = [heading("Summary", size=LARGE), heading("A", size=MIDDLE), paragraph()]
    assert levels(*heads, parts=["summary", "body", "body"]) == {"Summary": 1, "A": 1}
    small = [heading("Summary", size=LITTLE), heading("A", size=MIDDLE), heading("B", size=LITTLE), paragraph()]
    assert levels(*small, parts=["summary", "body", "body", "body"]) == {"Summary": 1, "A": 1, "B": 2}


def test_without_sizes_the_claimed_level_counts() -> None:
    heads = [heading("A", level=1, page=None), heading("B", level=2, page=None)]
    assert levels(*heads) == {"A": 1, "B": 2}


def test_a_heading_with_words_in_italics_among_italic_ones() -> None:
    heads = [
        heading("Rain", size=LARGE),
        heading("*Fog bank*", size=LITTLE),
        heading("*Doe* and much rain", size=LITTLE),
    ]
    assert levels(*heads, heading("Ice", size=MIDDLE), paragraph()) == {
        "Rain": 1,
        "Fog bank": 3,
        "Doe and much rain": 3,
        "Ice": 2,
    }
    upright = heading("Hail", size=LITTLE, level=7)
    assert levels(*heads, upright, paragraph()) == {"Rain": 1, "Fog bank": 3, "Doe and much rain": 3, "Hail": 2}


@pytest.mark.parametrize(("other", "level"), [("Fog", 2), ("*Fog bank*", 3)])
def test_a_heading_with_words_in_italics_is_of_the_style_that_others_have(other: str, level: int) -> None:
    """``*Doe v. Roe* and Rain`` may be an upright heading that names a case, or an italic one with an upright end."""
    heads = [
        heading("Rain", size=LARGE, level=1),
        heading(other, size=LITTLE, level=2),
        heading("*Doe v. Roe* and Rain", size=LITTLE, level=2),
        paragraph(),
    ]
    found = levels(*heads)
    assert found["Doe v. Roe and Rain"] == found[other.strip("*")] == 2
    both = levels(*heads, heading("Ice", size=LITTLE, level=1), heading("*Ice age*", size=LITTLE, level=3))
    assert both["Doe v. Roe and Rain"] == both[other.strip("*")] == level


def test_the_name_of_a_part_at_the_end_is_a_heading_whatever_its_type() -> None:
    """R48916 sets "Author Information" as its text is set; elsewhere the words are text."""
    plain = paragraph("Author Information")
    assert texts(paragraph(), plain, parts=["body", "author_information"]) == ["Author Information"]
    assert texts(paragraph(), plain, parts="body") == []
    assert texts(paragraph(), item("Disclaimer"), parts=["body", "disclaimer"]) == []
