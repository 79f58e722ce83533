"""The HTML reader: one positive and one negative case a rule, and what must hold for every page."""

import os
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crsparse.elements import Destination, Element, Run
from crsparse.errors import EmptyInput
from crsparse.readers.html import read_html

ROOT = Path(__file__).resolve().parents[2]
CORPUS = Path(os.environ.get("CRSPARSE_CORPUS", ROOT.parent / "shared" / "corpus"))


def read(markup: str) -> list[Element]:
    return list(read_html(markup.encode(), "page.html").elements)


def one(markup: str) -> Element:
    (element,) = read(markup)
    return element


def outline(markup: str) -> list[tuple[str | None, str]]:
    return [(element.kind, element.text) for element in read(markup)]


def run_with(element: Element, text: str) -> Run:
    (run,) = [run for run in element.runs if run.text.strip() == text]
    return run


# --- text -----------------------------------------------------------------------------------------------------------


def test_white_space_is_collapsed_and_trimmed() -> None:
    assert one("<p>\n  one\t two&nbsp; <b> three </b>\n four </p>").text == "one two three four"


def test_words_in_neighbouring_spans_are_not_parted() -> None:
    assert one("<p><span>A</span><span>ccording</span> to</p>").text == "According to"


def test_a_line_break_is_a_space_and_two_are_a_new_paragraph() -> None:
    assert outline("<p>one<br>two<br> <br>three</p>") == [("paragraph", "one two"), ("paragraph", "three")]


def test_styles() -> None:
    element = one(
        "<p>a <b>bold</b> <em>italic</em> <span style='font-weight: bold; font-style:italic'>both</span> "
        "CO<sub>2</sub> m<sup>3</sup></p>"
    )
    assert run_with(element, "bold").bold
    assert run_with(element, "italic").italic
    assert (run_with(element, "both").bold, run_with(element, "both").italic) == (True, True)
    assert run_with(element, "2").subscript
    assert run_with(element, "3").superscript
    assert not any(
        (element.runs[0].bold, element.runs[0].italic, element.runs[0].superscript, element.runs[0].subscript)
    )


def test_text_is_clean() -> None:
    assert one("<p>of&shy;fice &#xFB01;le e&#x301;</p>").text == "office file é"


def test_bare_text_claims_nothing_and_a_paragraph_does() -> None:
    assert outline("<div>bare<p>said</p>bare again</div>") == [
        (None, "bare"),
        ("paragraph", "said"),
        (None, "bare again"),
    ]


# --- links ----------------------------------------------------------------------------------------------------------


def test_an_address_is_kept_as_spelled() -> None:
    element = one('<p>see <a href="https://a.example/x?y=1&amp;z=%20#top"><span>this</span></a> page</p>')
    link = run_with(element, "this").link
    assert link is not None
    assert (link.href, link.destination) == ("https://a.example/x?y=1&z=%20#top", None)


def test_an_anchor_without_address_is_a_link_without_one() -> None:
    link = run_with(one("<p>the model, <a><span>generative AI</span></a>.</p>"), "generative AI").link
    assert link is not None
    assert (link.href, link.destination) == (None, None)


@pytest.mark.parametrize("href", ["#", "", "javascript:alert(1)", " JavaScript :x", "data:text/html,x"])
def test_an_address_that_leads_nowhere_is_none(href: str) -> None:
    link = run_with(one(f'<p>a <a href="{href}">b</a> c</p>'), "b").link
    assert link is not None
    assert link.href is None


def test_a_name_is_no_link() -> None:
    elements = read('<p>x <a href="#there">go</a></p><p><a name="there">Here</a> it is</p>')
    assert all(run.link is None for run in elements[1].runs)
    assert elements[1].names == ("there",)


def test_neighbouring_links_have_two_keys_and_the_pieces_of_one_link_have_one() -> None:
    element = one('<p><a href="https://x.example"><b>a</b><i>b</i></a><a href="https://x.example">c</a></p>')
    keys = [run.link.key for run in element.runs if run.link]
    assert keys[0] == keys[1] != keys[2]


@pytest.mark.parametrize(
    "address", ["#_Toc1", "https://www.congress.gov/crs-product/R1#_Toc1", "/crs-product/R1#_Toc1"]
)
def test_a_link_to_a_generated_name_of_this_page_is_internal(address: str) -> None:
    elements = read(f'<p>see <a href="{address}">above</a></p><h2><a name="_Toc1"></a>Scope</h2>')
    link = run_with(elements[0], "above").link
    assert link is not None
    assert (link.href, link.destination) == (None, Destination(None, name="_Toc1"))
    assert elements[1].names == ("_Toc1",)


def test_a_link_to_a_name_of_another_page_is_external() -> None:
    link = run_with(one('<p>see <a href="https://www.example.gov/report#_Toc1">this</a></p>'), "this").link
    assert link is not None
    assert link.href == "https://www.example.gov/report#_Toc1"


def test_names_stand_with_the_next_element_or_the_last() -> None:
    page = '<p><a href="#a">1</a> <a href="#b">2</a></p><a name="a"></a><div id="b"></div><p>text</p>'
    assert [element.names for element in read(page)] == [(), ("a", "b")]
    assert read('<p><a href="#z">go</a></p><a name="z"></a>')[0].names == ("z",)
    assert read('<p>a</p><a name="Content"></a><a name="unused"></a><p>b</p>')[1].names == ("Content",)


# --- headings -------------------------------------------------------------------------------------------------------


def levels(markup: str) -> list[int | None]:
    return [element.level for element in read(markup) if element.kind == "heading"]


def test_levels_are_ranks_below_the_title() -> None:
    assert levels("<h1>Title</h1><h2>A</h2><h4>B</h4><h2>C</h2>") == [1, 1, 2, 1]
    assert levels("<h3>A</h3><h4>B</h4>") == [1, 2]


def test_several_h1_are_sections() -> None:
    assert levels("<h1>A</h1><h2>B</h2><h1>C</h1>") == [1, 2, 1]


def test_congress_gov_says_it_with_classes() -> None:
    page = (
        '<div class="Report"><div class="Title">T</div><div class="SummaryHeading">Summary</div><p>Text.</p>'
        '<p class="Heading1">A</p><p class="Heading2">B</p><p class="headings">no</p></div>'
    )
    assert [(element.kind, element.level) for element in read(page)] == [
        ("heading", 1),
        ("heading", 1),
        ("paragraph", None),
        ("heading", 1),
        ("heading", 2),
        ("paragraph", None),
    ]


# --- lists and quotations -------------------------------------------------------------------------------------------


def items(markup: str) -> list[tuple[int | None, str | None, str]]:
    return [(element.level, element.marker, element.text) for element in read(markup) if element.kind == "list_item"]


def test_nested_lists() -> None:
    page = "<ul><li>a<ul><li>b</li></ul></li><ul><li>c<ul><li>d</li></ul></li></ul><li>e</ul>"
    assert items(page) == [(0, "•", "a"), (1, "o", "b"), (1, "o", "c"), (2, "▪", "d"), (0, "•", "e")]


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        ("", ["1.", "2."]),
        ("start=4", ["4.", "5."]),
        ("type=a", ["a.", "b."]),
        ("type=A start=26", ["Z.", "AA."]),
        ("type=i start=9", ["ix.", "x."]),
        ("reversed", ["2.", "1."]),
        ("start=99999999999999999999", ["1.", "2."]),
        ("type=i start=5000", ["5000.", "5001."]),
        ("style='list-style-type: none'", [None, None]),
    ],
)
def test_markers_of_ordered_lists(attributes: str, expected: list[str | None]) -> None:
    assert [marker for _, marker, _ in items(f"<ol {attributes}><li>x</li><li>y</li></ol>")] == expected


def test_value_sets_the_number_anew() -> None:
    assert [marker for _, marker, _ in items("<ol><li>x</li><li value=7>y</li><li>z</li></ol>")] == ["1.", "7.", "8."]


def test_an_item_has_one_paragraph_of_its_own() -> None:
    page = "<ul><li><p>a</p><p>more of a</p></li><li>b</li></ul>"
    assert outline(page) == [("list_item", "a"), ("paragraph", "more of a"), ("list_item", "b")]


def test_quotations() -> None:
    assert outline("<blockquote><p>a</p><p>b</p></blockquote><p>c</p>") == [
        ("quote", "a"),
        ("quote", "b"),
        ("paragraph", "c"),
    ]


# --- contents -------------------------------------------------------------------------------------------------------


def test_a_list_of_links_into_the_page_is_a_contents() -> None:
    page = (
        '<h2>Contents</h2><ul><li><a href="#a">Scope</a><ul><li><a href="#b">Law</a> 3</li></ul></li></ul>'
        '<h2 id="a">Scope</h2><h3 id="b">Law</h3>'
    )
    entries = [element for element in read(page) if element.kind == "contents_entry"]
    assert [(entry.level, entry.text) for entry in entries] == [(1, "Scope"), (2, "Law 3")]


def test_a_list_with_a_link_into_the_page_is_none() -> None:
    page = '<ul><li>Congress set a limit, as <a href="#t">Table 1</a> shows.</li></ul><p id="t">x</p>'
    assert outline(page)[0][0] == "list_item"


def test_a_paragraph_that_is_a_link_to_a_heading_is_a_line_of_contents() -> None:
    page = (
        '<p class="TOC2"><a href="#_Toc9">Scope</a></p><p>See <a href="#_Toc9">Scope</a>.</p><h2 id="_Toc9">Scope</h2>'
    )
    assert [(element.kind, element.level) for element in read(page)] == [
        ("contents_entry", 2),
        ("paragraph", None),
        ("heading", 1),
    ]


# --- tables and figures ---------------------------------------------------------------------------------------------


def test_a_table_with_spans_heads_and_paragraphs() -> None:
    page = (
        "<table><caption>Table 1. Sums</caption><thead><tr><td rowspan=2>Year</td><td colspan=2>Sum</td></tr>"
        "<tr><td>A</td><td>B</td></tr></thead><tr><th>2020</th><td><p>1</p><p>2</p></td><td></td></tr></table>"
    )
    caption, table = read(page)
    assert (caption.kind, caption.text) == ("caption", "Table 1. Sums")
    first, _, last = table.rows
    assert [(cell.row_span, cell.col_span, cell.header) for cell in first] == [(2, 1, True), (1, 2, True)]
    assert [["".join(run.text for run in runs) for runs in cell.paragraphs] for cell in last] == [
        ["2020"],
        ["1", "2"],
        [],
    ]
    assert [cell.header for cell in last] == [True, False, False]


@pytest.mark.parametrize("span", ["0", "-3", "x", "99999999999999999999", "1.5", "²"])
def test_absurd_spans_are_one(span: str) -> None:
    (row,) = one(f"<table><tr><td colspan='{span}' rowspan='{span}'>x</td></tr></table>").rows
    assert (row[0].col_span, row[0].row_span) == (1, 1)


def test_items_in_a_cell_keep_their_markers_in_the_text() -> None:
    page = "<table><tr><td>Two:<ul><li><p>a</p></li><li>b<ol><li>c</li></ol></li><li> </li></ul>end</td></tr></table>"
    (cell,) = one(page).rows[0]
    assert ["".join(run.text for run in runs) for runs in cell.paragraphs] == ["Two:", "• a", "• b", "1. c", "end"]


def test_a_table_that_only_lays_out_is_read_as_the_page() -> None:
    page = "<table><tr><td><h2>Scope</h2><p>Text.</p></td></tr></table>"
    assert outline(page) == [("heading", "Scope"), ("paragraph", "Text.")]


def test_a_text_box_is_a_table_of_one_cell() -> None:
    box = one("<table><tr><td><p><b>What Is a Widget?</b></p><p>A thing.</p></td></tr></table>")
    assert box.kind == "table"
    assert len(box.rows[0][0].paragraphs) == 2


def test_text_that_stands_between_cells_is_kept() -> None:
    assert outline("<table>stray<tr><p>lost</p><td>a</td></tr></table>") == [
        (None, "stray"),
        ("paragraph", "lost"),
        ("table", "a"),
    ]


def test_a_figure_with_caption() -> None:
    figure, caption = read('<figure><img src="m.png" alt=" A  map "><figcaption>Figure 1. Map</figcaption></figure>')
    assert (figure.kind, figure.alt_text) == ("figure", "A map")
    assert (caption.kind, caption.text) == ("caption", "Figure 1. Map")


def test_an_image_that_only_makes_room_is_none() -> None:
    assert outline('<p>text <img src="s.gif" width="1px"></p>') == [("paragraph", "text")]


# --- notes ----------------------------------------------------------------------------------------------------------

CALL = '<p>Text.<sup><a href="#fn1" name="ifn1">1</a></sup></p>'


def note_of(markup: str) -> Element:
    (note,) = [element for element in read(markup) if element.kind == "note"]
    return note


@pytest.mark.parametrize(
    ("markup", "marker"),
    [
        ('<table><tr><td><a href="#ifn1" name="fn1">1</a>.</td><td><p>See it.</p><p>More.</p></td></tr></table>', "1."),
        ('<div class="fn" id="fn1"><p><a href="#ifn1">1</a>. See it.</p><p>More.</p></div>', "1."),
        ('<p><a name="fn1" href="#ifn1">1.</a> See it.<br><br>More.</p>', "1."),
        ('<ol><li id="fn1">See it.<p>More.</p></li></ol>', "1"),
        ('<p><a id="_ftn1" href="#_ftnref1"><sup>[1]</sup></a> See it.<br/><br/>More.</p>', "[1]"),
    ],
)
def test_the_shapes_of_notes(markup: str, marker: str) -> None:
    note = note_of(CALL + markup)
    assert (note.marker, note.text) == (marker, "See it.\nMore.")


def test_a_call_is_raised_and_leads_to_its_note() -> None:
    for call in (
        '<sup><a href="#fn1">1</a></sup>',
        '<a href="#fn1"><sup>1</sup></a>',
        '<a href="#fn1" class="ref">1</a>',
    ):
        run = run_with(read(f"<p>Text.{call}</p><p id='fn1'>1 See.</p>")[0], "1")
        assert run.superscript
        assert run.link is not None
        assert run.link.destination == Destination(None, name="fn1")


def test_a_reference_to_a_note_in_words_is_no_call() -> None:
    run = run_with(one('<p>See <a href="#fn1">footnote 1</a>.</p>'), "footnote 1")
    assert not run.superscript


def test_several_notes_in_one_container() -> None:
    page = '<div><p><a name="fn1">1</a> One.</p><p><a name="fn2">2</a> Two.</p></div><p>After.</p>'
    assert [(element.kind, element.marker, element.text) for element in read(page)] == [
        ("note", "1", "One."),
        ("note", "2", "Two."),
        ("paragraph", None, "After."),
    ]


def test_a_single_note_does_not_swallow_what_follows_it() -> None:
    page = '<div><p><a name="fn1">1</a> One.</p><p>Disclaimer.</p></div>'
    assert [(element.kind, element.text) for element in read(page)] == [("note", "One."), ("paragraph", "Disclaimer.")]


def test_an_anchor_within_the_text_opens_no_note() -> None:
    assert one('<p>Words before <a name="fn1">1</a> the anchor.</p>').kind == "paragraph"


def test_a_note_keeps_a_number_of_its_own() -> None:
    note = note_of('<p><a name="fn12" href="#ifn12">12</a>. 42 U.S.C. 1 says so.</p>')
    assert (note.marker, note.text) == ("12.", "42 U.S.C. 1 says so.")
    assert note_of('<p id="fn3">42 U.S.C. 1.</p>').text == "42 U.S.C. 1."


def test_the_heading_above_the_notes_is_furniture_and_another_is_not() -> None:
    note = '<p><a name="fn1">1</a> One.</p>'
    assert outline(f"<h2>Footnotes</h2>{note}")[0] == ("furniture", "Footnotes")
    assert outline(f"<h2>Notes on Method</h2>{note}")[0] == ("heading", "Notes on Method")
    assert outline("<h2>Notes</h2><p>Text.</p>")[0] == ("heading", "Notes")


# --- the site around the product ------------------------------------------------------------------------------------

SITE = """<!DOCTYPE html><html><head><title>Widgets | Congress.gov</title><style>p {{}}</style></head><body>
<nav><a href="/">Home</a></nav><header>Library of Congress</header><div hidden>unseen</div>
<div class="tools"><a href="/c">Citation</a> <button>Share/Save</button></div>
{product}
<noscript>no scripts</noscript><footer>Contact us</footer><script>document.write("<p>no</p>")</script></body></html>"""


@pytest.mark.parametrize(
    "product",
    [
        '<div id="Insightsdiv"><div class="ReportContent"><p>The text.</p></div></div>',
        '<div><div class="ReportHeader"><h1>T</h1></div><div class="ReportContent"><p>The text.</p></div></div>',
        "<main><p>The text of the product is longer than all that the site says about itself.</p></main>",
    ],
)
def test_the_site_is_furniture_and_the_product_is_not(product: str) -> None:
    elements = read(SITE.format(product=product))
    around = [element.text for element in elements if element.kind == "furniture"]
    assert around == ["Library of Congress", "Citation", "Share/Save", "Contact us"]
    assert next(element.text for element in elements if element.kind == "paragraph").startswith("The text")


def test_a_lone_header_does_not_hold_the_product() -> None:
    page = '<div class="x"><div class="y"><div class="ReportHeader"><h1>T</h1></div></div><p>Text of it all.</p></div>'
    assert outline(SITE.format(product=page))[3:5] == [("heading", "T"), ("paragraph", "Text of it all.")]


def test_tools_inside_the_product_are_furniture_and_prose_about_them_is_not() -> None:
    page = (
        '<div class="Report"><div class="share-bar">Mail Post</div><p>Download PDF</p>'
        "<p>Download PDF files with care.</p><p class='ReportSaved'>Saved.</p></div>"
    )
    assert outline(page) == [
        ("furniture", "Mail Post"),
        ("furniture", "Download PDF"),
        ("paragraph", "Download PDF files with care."),
        ("paragraph", "Saved."),
    ]


def test_hidden_text_of_the_product_is_kept() -> None:
    assert outline('<div class="Report"><p>a</p><p style="display:none">b</p></div>')[1] == ("paragraph", "b")


def test_everycrsreport_prints_the_number_beside_the_date() -> None:
    page = "<div><div>A Title</div><div>Updated April 21, 2026\n   (IN12669)</div><p>Text.</p></div>"
    assert outline(page)[1:3] == [(None, "Updated April 21, 2026"), ("furniture", "(IN12669)")]
    assert outline("<p>It was signed on April 21, 2026 (see below)</p>")[0][0] == "paragraph"


def test_names_and_positions_of_authors_are_lines() -> None:
    page = "<h2>Author Information</h2><p>Jane Doe<br>Analyst</p><h2>Scope</h2><p>one<br>two</p>"
    assert [text for _, text in outline(page)] == ["Author Information", "Jane Doe", "Analyst", "Scope", "one two"]


def test_a_page_without_text_is_empty() -> None:
    for page in ("", "<p> </p>", "<script>x</script>", "<!-- x -->", "<img src=x alt=y>"):
        with pytest.raises(EmptyInput):
            read_html(page.encode(), "x")


def test_the_profile_says_that_there_are_no_pages() -> None:
    profile = read_html(b"<p>x</p>", "x.html").profile
    assert (profile.media_type, profile.engine, profile.filename) == ("text/html", "html", "x.html")
    assert (profile.page_count, profile.tagged, profile.body_size) == (None, None, 0.0)


# --- what holds for every page --------------------------------------------------------------------------------------

CONTAINERS = (
    "div",
    "p",
    "ul",
    "ol",
    "li",
    "blockquote",
    "table",
    "tr",
    "td",
    "th",
    "h2",
    "h3",
    "span",
    "b",
    "sup",
    "a",
)
EXTRAS = ("section", "dl", "dd", "figure", "figcaption", "caption", "thead", "em", "form", "button", "center", "pre")


@st.composite
def pages(draw: st.DrawFn, names: tuple[str, ...] = CONTAINERS + EXTRAS) -> tuple[str, list[str]]:
    """Return a page of nested elements, and its words in order; every word is unique."""
    words: list[str] = []

    def build(depth: int) -> str:
        parts: list[str] = []
        for _ in range(draw(st.integers(0, 4))):
            choice = draw(st.integers(0, 3 if depth < 6 else 0))
            if choice == 0:
                words.append(f"w{len(words)}x")
                parts.append(words[-1] + draw(st.sampled_from(["", " ", "\n", "<br>", "&nbsp;"])))
            else:
                name = draw(st.sampled_from(names))
                extra = draw(
                    st.sampled_from(["", ' id="fn1"', ' name="fn2"', ' class="share"', ' href="#a"', ' colspan="2"'])
                )
                parts.append(f"<{name}{extra}>{build(depth + 1)}</{name}>")
        return "".join(parts)

    return build(0), words


def words_of(elements: list[Element]) -> list[str]:
    """Return the words of :func:`pages` in order; they may be glued, and items in cells have markers."""
    return re.findall(r"w\d+x", " ".join(element.text for element in elements))


@settings(max_examples=300, deadline=None)
@given(pages())
def test_every_character_lands_in_one_element_in_order(page: tuple[str, list[str]]) -> None:
    markup, words = page
    if not words:
        return
    assert words_of(read(f"<body>{markup}</body>")) == words


@settings(max_examples=100, deadline=None)
@given(pages())
def test_texts_are_single_spaced_and_runs_are_not_empty(page: tuple[str, list[str]]) -> None:
    markup, words = page
    for element in read(f"{markup}<p>end</p>") if words else ():
        assert "  " not in element.text
        assert all(run.text for run in element.runs)
        assert element.kind == "table" or element.text == element.text.strip()


@settings(max_examples=100, deadline=None)
@given(pages())
def test_reading_twice_gives_the_same(page: tuple[str, list[str]]) -> None:
    markup, words = page
    if words:
        assert read(markup) == read(markup)


# --- the corpus -----------------------------------------------------------------------------------------------------


@pytest.mark.corpus
def test_a_real_fragment() -> None:
    path = CORPUS / "html" / "IN12669.v3.everycrsreport.html"
    if not path.exists():
        pytest.skip("no corpus: its HTML fragment is not there (set CRSPARSE_CORPUS)")
    elements = read_html(path.read_bytes(), path.name).elements
    kinds = [element.kind for element in elements]
    assert kinds[:4] == [None, None, "furniture", "paragraph"]
    assert kinds.count("heading") == 3
    assert {element.level for element in elements if element.kind == "heading"} == {1}
    links = {run.link.key: run.link for element in elements for run in element.runs if run.link}
    assert len(links) == path.read_text("utf-8").count("<a")
    assert sum(link.href is None for link in links.values()) == path.read_text("utf-8").count("<a>")
