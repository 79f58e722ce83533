"""Markdown, judged by what a CommonMark parser makes of it."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import crsparse
from crsparse.model import ContentsEntry, Emphasis, Figure, Heading, ListItem, Paragraph, Quote, RichText, Table, Title
from crsparse.sinks import markdown
from crsparse.sinks.markdown.inline import Inline
from tests.commonmark import outline, visible, visible_text
from tests.make_document import block, call, cell, document, emphasis, full_document, link, note


def rendered(*blocks: object, **fields: object) -> str:
    return markdown.encode(document(*blocks, **fields)).decode()  # type: ignore[arg-type]


ROOT = Path(__file__).resolve().parent.parent


# ------------------------------------------------------------------------------------------------- text with its marks
_ALPHABET = "ab1 2.*_[]()<>!&#;-+=~`\\|:/\"'“”’—–$€é§\n"
_WORDS = st.lists(st.sampled_from([*_ALPHABET, "&amp;", "https://a.b/~c_", "1. ", "# "]), max_size=20).map("".join)
_ADDRESSES = ["https://x.org/a_b", "http://x.org/cgi?d109:FLD002:@1(109+58)", "/a b<c>&amp;d\\"]


@st.composite
def _inlines(draw: st.DrawFn) -> Inline:
    text = draw(_WORDS)
    places = st.tuples(st.integers(0, len(text) + 2), st.integers(0, len(text) + 2)).map(sorted)
    addresses = st.sampled_from(_ADDRESSES)
    styles = st.sampled_from(["bold", "italic", "superscript", "subscript"])
    return Inline(
        text,
        draw(st.lists(st.builds(lambda place, href: link(*place, href), places, addresses), max_size=3)),
        (),
        draw(st.lists(st.builds(lambda place, style: emphasis(*place, style), places, styles), max_size=4)),
    )


def _shown(inline: Inline) -> str:
    """Return the text as it must be seen: spaces folded, no empty lines."""
    lines = (" ".join(line.split()) for line in inline.text.split("\n"))
    return "\n".join(line for line in lines if line)


@given(_inlines())
def test_every_character_is_shown_once(inline: Inline) -> None:
    source = "\\\n".join(inline.lines())
    assert visible_text(source) == _shown(inline), source
    assert set(outline(source)) <= {"paragraph_open", "inline", "paragraph_close"}, source


@given(_inlines())
def test_emphasis_and_links_cover_what_they_covered(inline: Inline) -> None:
    source = "\\\n".join(inline.lines())
    expected, done = [], 0
    spans = []
    for item in sorted(inline.links, key=lambda item: (item.start, -item.end)):
        start, end = max(item.start, done), min(item.end, len(inline.text))
        if start < end:
            spans.append((start, end, item.href))
            done = end
    for index, character in enumerate(inline.text):
        if character.isspace():
            continue
        styles = frozenset(item.style for item in inline.emphasis if item.start <= index < item.end)
        href = next((href for start, end, href in spans if start <= index < end), None)
        expected.append((character, styles, href))
    got = [
        # an address in the text that is made its own link is no link of the document's
        (character, styles, href if href in _ADDRESSES else None)
        for character, styles, href in visible(source)
        if not character.isspace()
    ]
    assert got == expected, source


@pytest.mark.parametrize(
    ("text", "styles", "expected"),
    [
        ("Amtrak v. FEC", [emphasis(0, 9, "italic")], "*Amtrak v.* FEC"),
        ("bold and both", [emphasis(0, 13, "bold"), emphasis(9, 13, "italic")], "__bold and *both*__"),
        ("overlapping runs", [emphasis(0, 8, "bold"), emphasis(4, 16, "italic")], None),
        ("“Quoted,”then", [emphasis(0, 9, "italic")], "<em>“Quoted,”</em>then"),
        (
            "CO2 and m2",
            [emphasis(2, 3, "subscript"), emphasis(9, 10, "superscript")],
            "CO<sub>2</sub> and m<sup>2</sup>",
        ),
        ("a space at its end ", [emphasis(8, 19, "bold")], "a space **at its end**"),
        ("side by side", [emphasis(0, 4, "italic"), emphasis(4, 12, "bold")], None),
        ("ab", [emphasis(0, 1, "italic"), emphasis(1, 2, "bold")], None),
    ],
)
def test_emphasis(text: str, styles: list[Emphasis], expected: str | None) -> None:
    (line,) = Inline(text, emphasis=styles).lines()
    if expected is not None:
        assert line == expected
    for index, (character, shown, _) in enumerate(visible(line)):
        if character != " ":
            assert shown == {item.style for item in styles if item.start <= index < item.end}, line


@pytest.mark.parametrize(
    "text",
    [
        "# not a heading",
        "1. not a list",
        "2026) not a list",
        "- not a list",
        "+ not a list",
        "> not a quote",
        "--- not a rule",
        "=== not an underline",
        "* * *",
        "~~~ not a fence",
        "``` not a fence",
        "<div>not HTML</div>",
        "[x]: not a definition",
        "![not](an image)",
        "[Tokayev] is his own man",
        "[a](b)",
        "AT&amp;T is AT&T",
        "5 * 3 * 2 and snake_case_name and _this_",
        "C:\\path\\*",
        "$5 million | $6 million",
        "ends with a backslash \\",
        "~~not struck~~",
        "first line\n# second line\n- third\n===",
    ],
)
def test_text_stays_text(text: str) -> None:
    source = rendered(block(Paragraph, text))
    assert visible_text(source) == text
    assert outline(source) == ["paragraph_open", "inline", "paragraph_close"]
    assert {styles for _, styles, _ in visible(source)} == {frozenset()}


def test_links_are_spliced_by_code_points() -> None:
    text = "𝒜 “naïve” rule 😀 here"
    start = text.index("rule")
    (line,) = Inline(text, [link(start, start + 6, "https://x.org/(a)?b=1&amp=2")]).lines()
    assert line == "𝒜 “naïve” [rule 😀](<https://x.org/(a)?b=1&amp=2>) here"


def test_a_link_without_address_is_text_and_an_exclamation_before_a_link_makes_no_image() -> None:
    hidden = link(4, 11, None, kind="unknown")
    assert Inline("the partner here", [hidden]).lines() == ["the partner here"]
    assert Inline("Go!here", [link(3, 7, "/x")]).lines() == ["Go\\![here](/x)"]


def test_addresses_keep_their_characters() -> None:
    line = "See https://www.crs.gov/~x/_a*b, and https://www.crs.gov/a_b."
    assert Inline(line).lines() == ["See <https://www.crs.gov/~x/_a*b>, and https://www.crs.gov/a_b."]


# ------------------------------------------------------------------------------------------------------------- notes
def test_note_calls_meet_their_notes() -> None:
    source = rendered(
        block(Paragraph, "Rain falls. It stops.", footnote_refs=(call(11, 1), call(21, 2), call(21, 9))),
        footnotes=(note(1, "One.\nA second paragraph.", links=(link(0, 3, "/one"),)), note(2, "# Two")),
    )
    assert source == (
        "Rain falls.[^1] It stops.[^2]<sup>9</sup>\n\n[^1]: [One](/one).\n\n    A second paragraph.\n\n[^2]: \\# Two\n"
    )


def test_a_call_inside_a_link_stands_after_it() -> None:
    (line,) = Inline("the whole act", [link(4, 13, "/x")], [call(9, 3)]).lines({3})
    assert line == "the [whole act](/x)[^3]"


def test_emphasis_goes_on_after_a_call() -> None:
    (line,) = Inline("one two", (), [call(3, 1)], [emphasis(0, 7, "italic")]).lines({1})
    assert line == "*one*[^1] *two*"


# ------------------------------------------------------------------------------------------------------------ blocks
def test_headings_are_below_the_title() -> None:
    source = rendered(
        block(Heading, "One", level=1),
        block(Heading, "Six deep #", level=7, emphasis=(emphasis(0, 10, "italic"),)),
        block(Heading, "NRSC v. FEC: After", emphasis=(emphasis(0, 18, "bold"), emphasis(0, 11, "italic"))),
        title="The *Title*",
    )
    assert source.splitlines()[::2] == [
        "# The \\*Title\\*",
        "## One",
        "###### Six deep \\#",
        "## *NRSC v. FEC*: After",
    ]


def test_title_block_names_product_version_date_and_authors() -> None:
    lines = markdown.encode(full_document()).decode().split("\n\n")
    assert lines[:4] == [
        "# Rain in the Test Basin",
        "*A text written for a test*",
        "CRS Insight · IN99999 · Version 2 · Updated May 4, 2026",
        "Ada Example, Analyst in Rain",
    ]


def test_titles_and_contents_are_left_out() -> None:
    source = rendered(
        block(Title, "Once more the title", part="front"),
        block(Heading, "Contents", part="contents"),
        block(Paragraph, "Text."),
        title="T",
    )
    assert source == "# T\n\nText.\n"


def test_the_front_is_not_said_twice() -> None:
    full = full_document()
    front = [
        block(Paragraph, text, part="front")
        for text in ("IN99999", "Updated May 4, 2026", "Ada Example, Coordinator", "Analyst in Rain", "Order Code 7")
    ]
    source = rendered(
        *front,
        block(Paragraph, "Analyst in Rain"),
        product=full.product,
        authors=full.authors,
        date_label=full.date_label,
    )
    assert source.split("\n\n", 2)[2] == "Order Code 7\n\nAnalyst in Rain\n"


def test_lists_nest_and_keep_their_numbers() -> None:
    items = [
        ("•", 0, "a"),
        ("o", 1, "aa"),
        ("3.", 2, "aaa"),
        ("•", 5, "too deep"),
        ("1.", 0, "b"),
        ("2.", 0, "c"),
        ("7.", 0, "d"),
        ("(a)", 0, "e"),
        ("•", 0, "1. f"),
    ]
    source = rendered(*(block(ListItem, text, marker=marker, depth=depth) for marker, depth, text in items))
    assert source == ("- a\n  - aa\n\n    3. aaa\n       - too deep\n1. b\n2. c\n<!-- -->\n7. d\n- (a) e\n- 1\\. f\n")
    names = [name for name in outline(source) if name.endswith("list_open")]
    assert names == ["bullet_list_open"] * 2 + ["ordered_list_open", "bullet_list_open"] + [
        "ordered_list_open",
        "ordered_list_open",
        "bullet_list_open",
    ]


def test_quotes_and_paragraphs_with_line_ends() -> None:
    assert rendered(block(Quote, "One.\nTwo.")) == "> One.\\\n> Two.\n"


def test_table_with_spans_links_and_two_head_rows() -> None:
    table = block(
        Table,
        "Table 1. Rain | Snow",
        label="Table 1",
        caption="Rain | Snow",
        subtitle="In inches",
        header_rows=2,
        rows=(
            (cell("Month", row_span=2), cell("Fall", col_span=2)),
            (cell("Rain"), cell("Snow", footnote_refs=(call(4, 1),))),
            (cell("May", links=(link(0, 3, "/may"),)), cell("3|4\n5", col_span=2)),
            (cell("June", row_span=9), cell("*"), cell("")),
            (cell("0"),),
        ),
        source=RichText(text="CRS."),
        notes=RichText(text="Rounded."),
    )
    assert rendered(table, footnotes=(note(1, "N."),)) == (
        "**Table 1. Rain | Snow**\n\n*In inches*\n\n"
        "| Month | Fall<br>Rain | Fall<br>Snow[^1] |\n"
        "| --- | --- | --- |\n"
        "| [May](/may) | 3\\|4<br>5 |  |\n"
        "| June | \\* |  |\n"
        "|  | 0 |  |\n\n"
        "CRS.\n\nRounded.\n\n[^1]: N.\n"
    )


def test_table_without_head_and_absurd_spans() -> None:
    table = block(Table, "", rows=((cell("a", col_span=10**12, row_span=10**12),), ()))
    lines = rendered(table).splitlines()
    assert lines[1].count("---") == 1000
    assert [line.count("|") for line in lines] == [1001] * 4
    assert rendered(block(Table, "T", label="T", rows=())) == "**T**\n"


def test_figure_shows_caption_and_what_is_printed_in_it() -> None:
    figure = block(Figure, "Figure 1. Map\nNorth\nSouth", label="Figure 1", caption="Map")
    assert rendered(figure) == "**Figure 1. Map**\\\nNorth\\\nSouth\n"
    assert rendered(block(Figure, "", alt_text="A map of <rain>")) == "Figure: A map of \\<rain>\n"


@pytest.mark.parametrize("path", sorted((ROOT / "fixtures").glob("*/*.tagged.pdf")), ids=lambda path: path.stem)
def test_fixtures_say_in_markdown_what_their_blocks_say(path: Path) -> None:
    document = crsparse.parse(path)
    source = markdown.encode(document).decode()
    body, _, notes = source.partition("\n[^1]: ")
    # CommonMark knows no footnotes: calls are taken out, a note's later paragraphs moved to the margin
    plain = re.sub(r"\[\^\d+\](?:: )?", "", body + "\n" + notes.replace("\n    ", "\n"))
    shown = "".join(visible_text(plain).split())
    for item in (*document.blocks, *document.footnotes):
        texts = [item.text]
        if isinstance(item, Table):
            texts += [cell.text for row in item.rows for cell in row]
        left_out = isinstance(item, Title | ContentsEntry) or getattr(item, "part", "") in ("front", "contents")
        for text in texts:
            assert left_out or "".join(text.split()) in shown, text


def test_internal_links_lead_to_blocks() -> None:
    source = rendered(
        block(Paragraph, "See Table 1 and note 3.", links=(link(4, 11, None, kind="internal", target="b2"),)),
        block(Table, "Table 1. Rain", id="b2", label="Table 1", caption="Rain", rows=((cell("x"),),)),
        block(Paragraph, "Lost.", links=(link(0, 4, None, kind="internal", target="b77"),)),
    )
    assert "[Table 1](#b2)" in source
    assert '<a id="b2"></a>**Table 1. Rain**' in source
    assert "\n\nLost.\n" in source
