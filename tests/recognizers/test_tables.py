"""Tables: what belongs to one, its pieces on several pages, its rows, and text boxes."""

from msgspec.structs import replace

from crsparse.drafts import BlockDraft, Claim
from crsparse.elements import Element
from crsparse.recognizers.tables import recognize
from tests.make_elements import caption, cell, element, figure, furniture, heading, note, paragraph, small, table, view

HEAD = ["Basin", "Inches"]
UPPER, LOWER = ["Upper", "31.4"], ["Lower", "27.9"]


def claims(*elements: Element) -> list[Claim]:
    return list(recognize(view(*elements)))


def only(*elements: Element) -> BlockDraft:
    ((block,),) = [claim.blocks for claim in claims(*elements)]
    return block


def texts(block: BlockDraft) -> list[list[str]]:
    return [[drafted.inline.text for drafted in row] for row in block.rows]


def rain(**place: object) -> Element:
    return table([HEAD, UPPER, LOWER], head=1, **{"top": 140.0, **place})  # type: ignore[arg-type]


# --- what belongs to a table ------------------------------------------------------------------------------------------


def test_a_table_with_all_that_belongs_to_it() -> None:
    (claim,) = claims(
        caption("Table 1. Rain by Basin"),
        small("In Inches", top=115.0),
        rain(),
        small("Source: Rain office.", top=181.0),
        small("Notes: Rain is wet.", top=195.0),
        paragraph(top=300.0),
    )
    (block,) = claim.blocks
    assert claim.elements == (0, 1, 2, 3, 4)
    assert (block.type, block.label, block.caption, block.subtitle) == (
        "table",
        "Table 1",
        "Rain by Basin",
        "In Inches",
    )
    assert block.inline.text == "Table 1. Rain by Basin"
    assert block.source is not None
    assert block.notes is not None
    assert (block.source.text, block.notes.text) == ("Source: Rain office.", "Notes: Rain is wet.")
    assert (texts(block), block.header_rows) == ([HEAD, UPPER, LOWER], 1)
    assert [drafted.header for row in block.rows for drafted in row] == [True, True, False, False, False, False]


def test_a_table_without_caption() -> None:
    block = only(paragraph(), rain(), paragraph(top=300.0))
    assert (block.label, block.caption, block.order) == (None, None, 1)


def test_the_caption_says_where_the_table_stands() -> None:
    assert only(paragraph(), caption("Table 1. Rain"), note("^1^ See."), rain()).order == 1


def test_each_table_has_its_own_caption() -> None:
    made = claims(caption("Table 1. Rain"), rain(), caption("Table 2. Snow", top=300.0), rain(top=340.0))
    assert [(claim.elements, claim.blocks[0].label) for claim in made] == [((0, 1), "Table 1"), ((2, 3), "Table 2")]


def test_a_caption_far_before_is_another_s() -> None:
    block = only(caption("Table 1. Rain"), *[paragraph()] * 7, rain(page=2))
    assert block.label is None


def test_a_caption_that_the_tags_put_behind_its_table() -> None:
    made = claims(rain(top=120.0), caption("Table 1. Rain", top=100.0))
    assert [claim.elements for claim in made] == [(0, 1)]


def test_a_caption_is_that_of_one_table() -> None:
    """Two tables beside each other may both stand below it."""
    made = claims(rain(top=120.0), rain(top=120.0), caption("Table 1. Rain", top=100.0))
    assert [(claim.elements, claim.blocks[0].label) for claim in made] == [((0,), None), ((1, 2), "Table 1")]


def test_a_caption_below_a_table_is_another_s() -> None:
    assert only(rain(), caption("Table 2. Snow", top=300.0)).label is None


def test_an_address_in_a_cell_is_a_link_and_a_call_a_call() -> None:
    block = only(table([HEAD, [cell("[Upper](https://basin.example)"), cell("31.4^2^")]]), note("^2^ See."))
    upper, inches = block.rows[1]
    assert [link.anchor.href for link in upper.inline.links] == ["https://basin.example"]
    assert (inches.inline.text, [ref.number for ref in inches.inline.refs]) == ("31.4", [2])


def test_a_cell_that_holds_only_a_call_keeps_it() -> None:
    block = only(table([HEAD, [cell("^2^\nUpper"), "31.4"]]), note("^2^ See."))
    assert [(ref.offset, ref.number) for ref in block.rows[1][0].inline.refs] == [(0, 2)]
    assert block.rows[1][0].inline.text == "Upper"


def test_the_paragraphs_of_a_cell_are_parted_by_line_feeds() -> None:
    assert texts(only(table([HEAD, ["Upper\nand middle", "31.4"]])))[1][0] == "Upper\nand middle"


def test_a_call_on_the_subtitle_is_kept_on_the_caption() -> None:
    block = only(caption("Table 1. Rain"), small("In Inches^2^", top=115.0), rain(), note("^2^ See."))
    assert block.subtitle == "In Inches"
    assert [(ref.offset, ref.number) for ref in block.inline.refs] == [(len("Table 1. Rain"), 2)]


def test_a_short_row_covers_the_columns() -> None:
    block = only(table([[cell("Rain", bold=True)], HEAD, UPPER], head=2))
    assert [[drafted.col_span for drafted in row] for row in block.rows] == [[2], [1, 1], [1, 1]]


# --- pieces on several pages ------------------------------------------------------------------------------------------


def test_a_table_over_two_pages_is_one() -> None:
    (claim,) = claims(caption("Table 1. Rain"), rain(), table([["Third", "9.1"], ["Fourth", "8.2"]], page=2))
    (block,) = claim.blocks
    assert texts(block) == [HEAD, UPPER, LOWER, ["Third", "9.1"], ["Fourth", "8.2"]]
    assert [place.page for place in block.placements] == [1, 1, 2]


def test_a_head_that_is_printed_again_is_furniture() -> None:
    (claim,) = claims(rain(), table([HEAD, ["Third", "9.1"]], page=2, head=1))
    assert texts(claim.blocks[0]) == [HEAD, UPPER, LOWER, ["Third", "9.1"]]
    assert [(item.kind, item.text, item.page) for item in claim.furniture] == [("header", "Basin Inches", 2)]


def test_a_row_of_the_first_piece_that_comes_again_is_no_head() -> None:
    (claim,) = claims(rain(), table([UPPER, ["Third", "9.1"]], page=2))
    assert texts(claim.blocks[0]) == [HEAD, UPPER, LOWER, UPPER, ["Third", "9.1"]]
    assert claim.furniture == ()


def test_a_caption_that_is_printed_again_is_furniture() -> None:
    again = caption("Table 1. Rain (continued)", page=2)
    (claim,) = claims(caption("Table 1. Rain"), rain(), again, rain(page=2))
    assert claim.elements == (0, 1, 2, 3)
    assert [item.text for item in claim.furniture] == ["Table 1. Rain (continued)", "Basin Inches"]


def test_notes_and_furniture_between_pieces_do_not_part_them() -> None:
    made = claims(rain(), note("^1^ See."), furniture("5"), rain(page=2))
    assert [claim.elements for claim in made] == [(0, 3)]


def test_what_is_empty_or_claimed_by_others_does_not_part_pieces() -> None:
    assert [claim.elements for claim in claims(rain(), figure(), rain(page=2))] == [(0, 2)]
    looked = view(rain(), paragraph("CRS INSIGHT"), rain(page=2))
    assert [claim.elements for claim in recognize(replace(looked, free=(0, 2)))] == [(0, 2)]


def test_text_between_tables_parts_them() -> None:
    assert [claim.elements for claim in claims(rain(), paragraph(), rain(page=2))] == [(0,), (2,)]


def test_another_caption_between_tables_parts_them() -> None:
    made = claims(caption("Table 1. Rain"), rain(), caption("Figure 1. Snow", page=2), rain(page=2))
    assert [claim.elements for claim in made] == [(0, 1), (3,)]


def test_tables_on_one_page_are_two() -> None:
    assert len(claims(rain(), rain(top=300.0))) == 2


def test_a_table_of_other_columns_is_another() -> None:
    assert len(claims(rain(), table([["a", "b", "c"], ["d", "e", "f"]], page=2))) == 2


def test_a_page_without_the_table_parts_it() -> None:
    assert len(claims(rain(), rain(page=3))) == 2


def test_pieces_that_begin_with_the_caption_are_claimed_once() -> None:
    """The caption may be printed inside each piece, as its first row."""
    pieces = [table([["Table 1. Rain", ""], [f"Basin {page}", "9.1"]], page=page, top=140.0) for page in (1, 2, 3)]
    (claim,) = claims(caption("Table 1. Rain"), *pieces)
    assert claim.elements == (0, 1, 2, 3)


# --- text boxes -------------------------------------------------------------------------------------------------------


def test_a_box_of_prose_is_paragraphs_and_items() -> None:
    (claim,) = claims(table([[cell("Rain in Law\nIt **may** rain.\n• in spring\n• in May")]]))
    assert [(block.type, block.marker, block.inline.text) for block in claim.blocks] == [
        ("paragraph", None, "Rain in Law"),
        ("paragraph", None, "It may rain."),
        ("list_item", "•", "in spring"),
        ("list_item", "•", "in May"),
    ]


def test_a_captioned_table_of_one_column_is_a_table() -> None:
    assert only(caption("Table 2. Rules"), table([["It may rain."]], top=140.0)).type == "table"


def test_a_long_column_is_no_box() -> None:
    assert [block.type for claim in claims(table([["a"], ["b"], ["c"]])) for block in claim.blocks] == ["paragraph"] * 3
    assert only(table([["a"], ["b"], ["c"], ["d"]])).type == "table"


def test_a_table_of_two_columns_is_no_box() -> None:
    assert only(table([["Rain", "Snow"]])).type == "table"


def test_without_pages() -> None:
    (claim,) = claims(
        element("caption", "Table 1. Rain", page=None),
        element("paragraph", "In Inches", page=None),
        table([HEAD, UPPER], page=None),
        element("paragraph", "Source: Rain office.", page=None),
        element("heading", "Snow", page=None),
    )
    assert claim.elements == (0, 1, 2, 3)
    assert (claim.blocks[0].placements, claim.blocks[0].subtitle) == ((), "In Inches")


def test_a_heading_is_never_part_of_a_table() -> None:
    assert [claim.elements for claim in claims(heading("Rain"), rain(), heading("Snow", top=170.0))] == [(1,)]
