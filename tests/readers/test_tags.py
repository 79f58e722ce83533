"""Tagged PDFs: trees made by hand, and the elements that they claim."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from crsparse.elements import Destination, Element
from crsparse.readers.annotations import LinkAnnotation
from crsparse.readers.engines import Shape
from crsparse.readers.structure import Content, Reference
from tests.conservation import of_elements, of_pages
from tests.readers.tagging import Press, told


@pytest.fixture
def press() -> Press:
    return Press()


# --- kinds ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tag", "kind", "level"),
    [
        ("H1", "heading", 1),
        ("H4", "heading", 4),
        ("H", "heading", 1),
        ("Title", "heading", 1),
        ("P", "paragraph", None),
        ("Caption", "caption", None),
        ("TOCI", "contents_entry", 1),
        ("Footnote", "note", None),
        ("Note", "note", None),
        ("BlockQuote", "quote", None),
        ("Figure", "figure", None),
        ("Sect", None, None),
    ],
)
def test_kinds(press: Press, tag: str, kind: str | None, level: int | None) -> None:
    (element,) = press.read(press(tag, "Rain"))
    assert (element.kind, element.level, element.text) == (kind, level, "Rain")


def test_groups_are_entered(press: Press) -> None:
    tree = press("Document", ("Sect", ("Div", ("P", "Rain")), ("H1", "Snow")))
    assert told(press.read(tree)) == [("paragraph", "Rain"), ("heading", "Snow")]


def test_bare_content_in_a_group_is_a_unit_between_its_blocks(press: Press) -> None:
    tree = press("Sect", "Fog ", ("Span", "falls"), ("P", "Rain"), "Hail")
    assert told(press.read(tree)) == [(None, "Fog falls"), ("paragraph", "Rain"), (None, "Hail")]


def test_the_order_is_the_tree_s(press: Press) -> None:
    first, second = press("P", "Rain"), press("P", "Snow")
    assert told(press.read(second, first)) == [("paragraph", "Snow"), ("paragraph", "Rain")]


def test_a_block_inside_a_paragraph_follows_it(press: Press) -> None:
    tree = press("P", "Rain ", ("Figure", "drawn"), "falls")
    assert [kind for kind, _ in told(press.read(tree))] == ["paragraph", "figure"]


def test_an_empty_element_is_none(press: Press) -> None:
    assert press.read(press("P"), press("P", " "), press("H1", "\u200b")) == []


def test_a_paragraph_over_two_pages_is_one(press: Press) -> None:
    def over() -> Content:
        press.turn()
        return press.text("falls")

    (element,) = press.read(press("P", "Rain", over))
    assert (element.text, element.page, element.end_page) == ("Rain falls", 1, 2)


def test_content_counts_for_its_first_element(press: Press) -> None:
    shared = press.text("Rain")
    press.newline()
    assert told(press.read(press("P", shared), press("H1", shared, "Snow"))) == [
        ("paragraph", "Rain"),
        ("heading", "Snow"),
    ]


# --- the mark of a paragraph's end ------------------------------------------------------------------------------------


def test_content_that_shows_nothing_closes_a_paragraph(press: Press) -> None:
    """Word puts an empty sequence for the paragraph mark."""
    closed = press.read(press("P", "Rain", Content(1, 99)), press("P", "Rain", " "))
    assert [element.closed for element in closed] == [True, True]


def test_text_leaves_it_open(press: Press) -> None:
    made = press.read(press("P", "Rain"), press("P", Content(1, 99), "Rain"), press("P", "Snow"))
    assert [element.closed for element in made] == [False, False, False]


# --- what the tree does not reach -------------------------------------------------------------------------------------


def test_artifacts_are_furniture_line_by_line(press: Press) -> None:
    tree = press("P", "Rain")
    press.artifact("Congressional Research Service")
    press.artifact("Draft", y=40.0)
    assert told(press.read(tree)) == [
        ("paragraph", "Rain"),
        ("furniture", "Draft"),
        ("furniture", "Congressional Research Service"),
    ]


def test_content_that_no_element_names_is_furniture(press: Press) -> None:
    press.text("Snow")
    press.newline()
    assert told(press.read(press("P", "Rain"))) == [("paragraph", "Rain"), ("furniture", "Snow")]


def test_a_wide_gap_parts_furniture(press: Press) -> None:
    press.artifact("Rain")
    press.pages[1].append(replace(press.pages[1][0], text="12", x0=500.0, x1=510.0))
    assert told(press.read()) == [("furniture", "Rain"), ("furniture", "12")]


# --- links ------------------------------------------------------------------------------------------------------------


def link(number: int, href: str | None = "https://rain.example", **more: object) -> LinkAnnotation:
    return LinkAnnotation(1, ((72.0, 0.0, 540.0, 5.0),), href, None, (number, 0), **more)  # type: ignore[arg-type]


def anchors(element: Element) -> list[tuple[str, str | None]]:
    return [(run.text.strip(), run.link.href) for run in element.runs if run.link]


def test_a_link_covers_the_text_of_its_element(press: Press) -> None:
    tree = press("P", "See ", ("Link", Reference((7, 0)), "the rain"), " now.")
    (element,) = press.read(tree, links=[link(7)])
    assert element.text == "See the rain now."
    assert anchors(element) == [("the rain", "https://rain.example")]


def test_a_link_with_text_in_a_span(press: Press) -> None:
    tree = press("P", ("Link", ("Span", "the rain"), Reference((7, 0))))
    (element,) = press.read(tree, links=[link(7)])
    assert anchors(element) == [("the rain", "https://rain.example")]


def test_a_link_of_several_annotations_is_the_first_s(press: Press) -> None:
    tree = press("P", ("Link", Reference((9, 0)), Reference((7, 0)), "the rain", Reference((8, 0))))
    (element,) = press.read(tree, links=[link(7), link(8, "https://snow.example")])
    assert anchors(element) == [("the rain", "https://rain.example")]


def test_an_internal_link(press: Press) -> None:
    inside = LinkAnnotation(1, (), None, Destination(2, 100.0), (7, 0))
    (element,) = press.read(press("P", ("Link", Reference((7, 0)), "Table 1")), links=[inside])
    assert [run.link.destination for run in element.runs if run.link] == [Destination(2, 100.0)]


def test_a_link_without_annotation_is_text(press: Press) -> None:
    (element,) = press.read(press("P", ("Link", "the rain")), links=[link(7)])
    assert anchors(element) == []


def test_an_annotation_that_no_element_names_is_placed_by_its_box(press: Press) -> None:
    tree = press("P", "See the rain now.")
    run = press.pages[1][0]
    over = LinkAnnotation(
        1, ((run.x0 + 20, run.baseline - 8, run.x0 + 60, run.baseline + 3),), "https://rain.example", None, (7, 0)
    )
    (element,) = press.read(tree, links=[over])
    assert anchors(element) == [("the rain", "https://rain.example")]


def test_a_reference_beside_text_that_no_link_holds_does_not_say_which_words(press: Press) -> None:
    tree = press("P", Reference((7, 0)), "See the rain now.")
    run = press.pages[1][0]
    over = LinkAnnotation(
        1, ((run.x0 + 20, run.baseline - 8, run.x0 + 60, run.baseline + 3),), "https://rain.example", None, (7, 0)
    )
    (element,) = press.read(tree, links=[over])
    assert anchors(element) == [("the rain", "https://rain.example")]


# --- lists ------------------------------------------------------------------------------------------------------------


def items(elements: Sequence[Element]) -> list[tuple[str | None, int | None, str | None, str]]:
    return [(element.kind, element.level, element.marker, element.text) for element in elements]


def test_label_and_body(press: Press) -> None:
    tree = press("L", ("LI", ("Lbl", "1. "), ("LBody", "Rain")))
    assert items(press.read(tree)) == [("list_item", 0, "1.", "Rain")]


def test_a_body_in_a_paragraph(press: Press) -> None:
    tree = press("L", ("LI", ("Lbl", "•"), ("LBody", ("P", "Rain"))))
    assert items(press.read(tree)) == [("list_item", 0, "•", "Rain")]


def test_further_paragraphs_of_an_item(press: Press) -> None:
    body = ("LBody", ("P", "Rain"), ("P", "Snow"), "Hail")
    assert items(press.read(press("L", ("LI", body)))) == [
        ("list_item", 0, None, "Rain"),
        ("paragraph", None, None, "Snow"),
        ("paragraph", None, None, "Hail"),
    ]


def test_a_list_inside_an_item(press: Press) -> None:
    inner = ("L", ("LI", ("Lbl", "o"), ("LBody", "Drizzle")))
    outer = press("L", ("LI", ("Lbl", "•"), ("LBody", "Rain", inner)))
    assert items(press.read(outer)) == [("list_item", 0, "•", "Rain"), ("list_item", 1, "o", "Drizzle")]


def test_a_list_right_inside_a_list(press: Press) -> None:
    inner = ("L", ("LI", "Drizzle"))
    tree = press("L", ("LI", "Rain"), inner)
    assert items(press.read(tree)) == [("list_item", 0, None, "Rain"), ("list_item", 1, None, "Drizzle")]


def test_an_item_that_holds_only_a_list_keeps_its_label(press: Press) -> None:
    inner = ("L", ("LI", ("Lbl", "a."), ("LBody", "Drizzle")))
    tree = press("L", ("LI", ("Lbl", "1."), ("LBody", inner)))
    made = press.read(tree)
    assert items(made) == [("list_item", 0, "1.", ""), ("list_item", 1, "a.", "Drizzle")]
    assert made[0].page == 1


def test_other_blocks_in_lists_and_items(press: Press) -> None:
    tree = press("L", ("Caption", "Weather"), ("LI", ("Lbl", "•"), ("LBody", ("Figure", "drawn"), ("P", "Rain"))))
    assert items(press.read(tree)) == [
        ("caption", None, None, "Weather"),
        ("list_item", 0, "•", ""),
        ("figure", None, None, "drawn"),
        ("paragraph", None, None, "Rain"),
    ]


def test_bare_content_in_a_list_is_a_unit(press: Press) -> None:
    assert told(press.read(press("L", "Fog", ("LI", "Rain")))) == [(None, "Fog"), ("list_item", "Rain")]


# --- notes, contents, quotes, figures ---------------------------------------------------------------------------------


def test_the_notes_of_a_page_in_one_element(press: Press) -> None:
    tree = press("Footnote", ("P", "1 See the rain."), ("P", "2 Ibid."))
    assert told(press.read(tree)) == [("note", "1 See the rain."), ("note", "2 Ibid.")]


def test_content_beside_the_paragraphs_of_a_note(press: Press) -> None:
    tree = press("Footnote", "1 See ", ("P", "the rain."))
    assert told(press.read(tree)) == [("note", "1 See"), ("note", "the rain.")]


def test_a_list_in_a_note_is_paragraphs_of_it(press: Press) -> None:
    item = ("LI", ("LBody", "Rain"))
    tree = press("Footnote", ("P", "1 See:"), ("L", item))
    assert told(press.read(tree)) == [("note", "1 See:"), ("note", "Rain")]


def test_levels_of_the_contents(press: Press) -> None:
    nested = ("TOC", ("TOCI", "Drizzle .... 2"))
    tree = press("TOC", ("TOCI", ("P", "Rain .... 1"), nested), ("TOC", ("TOCI", "Hail .... 3")))
    assert [(element.kind, element.level, element.text) for element in press.read(tree)] == [
        ("contents_entry", 1, "Rain .... 1"),
        ("contents_entry", 2, "Drizzle .... 2"),
        ("contents_entry", 2, "Hail .... 3"),
    ]


def test_what_stands_in_the_contents_beside_entries(press: Press) -> None:
    tree = press("TOC", ("Caption", "Contents"), "Fog", ("TOCI", "Rain .... 1"))
    assert told(press.read(tree)) == [("caption", "Contents"), (None, "Fog"), ("contents_entry", "Rain .... 1")]


def test_quotes(press: Press) -> None:
    tree = press("BlockQuote", "He said: ", ("P", "It rains."), ("L", ("LI", "Rain")))
    assert told(press.read(tree)) == [("quote", "He said:"), ("quote", "It rains."), ("list_item", "Rain")]


def test_a_figure_has_its_alternative_and_the_place_of_its_images(press: Press) -> None:
    press.shapes.append(Shape("image", (100.0, 200.0, 300.0, 400.0), 5))
    press.shapes.append(Shape("path", (0.0, 0.0, 9.0, 9.0), 6))
    (element,) = press.read(press("Figure", Content(1, 5), alt="A map"))
    assert (element.kind, element.alt_text, element.text) == ("figure", "A map", "")
    assert [place.box for place in element.placements] == [(100.0, 200.0, 300.0, 400.0)]


def test_an_image_in_a_span_of_the_figure(press: Press) -> None:
    press.shapes.append(Shape("image", (100.0, 200.0, 300.0, 400.0), 5))
    (element,) = press.read(press("Figure", ("Span", Content(1, 5))))
    assert [place.box for place in element.placements] == [(100.0, 200.0, 300.0, 400.0)]


def test_a_figure_without_anything(press: Press) -> None:
    (element,) = press.read(press("Figure"))
    assert (element.kind, element.alt_text, element.placements) == ("figure", None, ())


def test_a_drop_cap_goes_to_its_word(press: Press) -> None:
    press.size = 30.0
    cap = press("P", "R")
    press.size, press.y = 10.0, press.y - 13.0
    assert told(press.read(cap, press("P", "ain falls."))) == [("paragraph", "Rain falls.")]


# --- tables -----------------------------------------------------------------------------------------------------------


def row(*cells: str, tag: str = "TD") -> tuple[object, ...]:
    return ("TR", *((tag, text) for text in cells))


def texts(element: Element) -> list[list[list[str]]]:
    return [[["".join(run.text for run in p) for p in cell.paragraphs] for cell in row] for row in element.rows]


def test_rows_and_cells(press: Press) -> None:
    (element,) = press.read(press("Table", row("Basin", "Inches"), row("Upper", "")))
    assert texts(element) == [[["Basin"], ["Inches"]], [["Upper"], []]]
    assert element.rows[1][1].placement is None


def test_row_groups_and_heads(press: Press) -> None:
    tree = press(
        "Table",
        ("THead", row("Basin", tag="TH")),
        ("TBody", row("Upper", tag="TH")),
        row("Lower", tag="TH"),
    )
    (element,) = press.read(tree)
    assert [[cell.header for cell in row] for row in element.rows] == [[True], [False], [True]]


def test_spans_of_cells(press: Press) -> None:
    tree = press("Table", ("TR", lambda: press("TD", "Rain", col_span=2, row_span=3)))
    (element,) = press.read(tree)
    assert (element.rows[0][0].col_span, element.rows[0][0].row_span) == (2, 3)


def test_the_paragraphs_and_items_of_a_cell(press: Press) -> None:
    inner = ("L", ("LI", ("Lbl", "• "), ("LBody", "in May")))
    tree = press("Table", ("TR", ("TD", "Rain", ("P", "falls"), inner)))
    (element,) = press.read(tree)
    assert texts(element) == [[["Rain", "falls", "• in May"]]]


def test_a_table_in_a_cell_is_paragraphs_of_it(press: Press) -> None:
    tree = press("Table", ("TR", ("TD", ("Table", row("a", "b")))))
    (element,) = press.read(tree)
    assert texts(element) == [[["a", "b"]]]


def test_a_caption_in_a_table_comes_before_it(press: Press) -> None:
    tree = press("Table", row("Upper"), ("Caption", "Table 1. Rain"))
    assert [element.kind for element in press.read(tree)] == ["caption", "table"]


def test_a_table_without_text_is_none(press: Press) -> None:
    assert press.read(press("Table", row("", ""))) == []


def test_what_a_table_holds_outside_of_cells_is_not_lost(press: Press) -> None:
    tree = press("Table", "Fog", ("TR", "Hail", ("TD", "Rain")))
    assert sorted(told(press.read(tree))) == [("furniture", "Fog"), ("furniture", "Hail"), ("table", "Rain")]  # type: ignore[type-var]


# --- any tree at all --------------------------------------------------------------------------------------------------

TAGS = [
    "Document",
    "Sect",
    "P",
    "H2",
    "Span",
    "Link",
    "Lbl",
    "LBody",
    "L",
    "LI",
    "Table",
    "THead",
    "TBody",
    "TR",
    "TH",
    "TD",
    "TOC",
    "TOCI",
    "Footnote",
    "Figure",
    "Caption",
    "BlockQuote",
    "Formula",
    "Unknown",
]
SHAPES = st.recursive(
    st.sampled_from(["Rain ", "falls", " ", "•", "1."]),
    lambda inner: st.tuples(st.sampled_from(TAGS), st.lists(inner, max_size=4)).map(lambda node: (node[0], *node[1])),
    max_leaves=20,
)


@given(st.lists(SHAPES, max_size=4), st.lists(st.sampled_from(["Draft", "12"]), max_size=2))
def test_every_run_lands_in_exactly_one_element(shapes: list[object], artifacts: list[str]) -> None:
    press = Press()
    tree = press("Document", *shapes)
    for text in artifacts:
        press.artifact(text)
    elements = press.read(tree)
    assert of_elements(elements) == of_pages(press.contents())
    for element in elements:
        assert element.kind == "figure" or element.runs or element.rows or element.marker
        assert all(run.text for run in element.runs)
