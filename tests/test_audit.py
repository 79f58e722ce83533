"""The self-audit, check by check: what each disagreement is called, and what is none."""

import pytest

from crsparse.assemble.audit import audit
from crsparse.assemble.audit.subject import Subject
from crsparse.drafts import Facts
from crsparse.elements import Anchor, Destination, Profile
from crsparse.model import (
    AnyBlock,
    Author,
    BlockOffset,
    ContentsEntry,
    Diagnostic,
    Figure,
    Footnote,
    Furniture,
    Heading,
    ListItem,
    PageBox,
    Paragraph,
    Product,
    RichText,
    Table,
)
from tests.make_document import block, call, cell, emphasis, note

ADA = Author(name="Ada Example", title=None, email=None, phone=None, role=None, redacted=False)
FACTS = Facts(title="Rain", publication_date="2026-05-04", authors=(ADA,))
"""What a product without fault tells."""


def found(
    *blocks: AnyBlock,
    notes: tuple[Footnote, ...] = (),
    furniture: tuple[Furniture, ...] = (),
    facts: tuple[Facts, ...] = (FACTS,),
    targets: frozenset[tuple[str | None, Destination | None]] = frozenset(),
    number: str | None = "IN99999",
    version: int | None = 2,
    **profile: object,
) -> list[Diagnostic]:
    product = Product(id=number, type="insight", number_prefix="IN", version=version, status=None, url=None)
    known = {"media_type": "application/pdf", "engine": "pdfium", **profile}
    return list(audit(Subject(blocks, notes, furniture, product, facts, Profile(**known), targets)))  # type: ignore[arg-type]


def codes(*blocks: AnyBlock, **more: object) -> list[str]:
    return [diagnostic.code for diagnostic in found(*blocks, **more)]  # type: ignore[arg-type]


def test_a_product_without_fault() -> None:
    assert found(block(Paragraph, "It rains.")) == []


# --- the product ------------------------------------------------------------------------------------------------------


def test_what_is_missing() -> None:
    assert codes(facts=()) == ["no_title", "no_date", "no_authors"]
    assert codes(facts=(FACTS,), number=None) == ["no_product_number"]


def test_what_is_no_crs_product_need_have_no_date_and_authors() -> None:
    assert codes(facts=(), number=None) == ["no_product_number", "no_title"]


def test_several_numbers() -> None:
    same = (FACTS, Facts(product_id="IN99999"), Facts(product_id="IN99999"))
    assert codes(facts=same) == []
    (diagnostic,) = found(facts=(*same, Facts(product_id="IN11111")))
    assert (diagnostic.code, diagnostic.severity) == ("number_mismatch", "warning")
    assert "IN11111, IN99999" in diagnostic.message


@pytest.mark.parametrize(
    ("filename", "code"),
    [
        ("IN99999.2.pdf", []),
        ("IN99999.pdf", []),
        ("rain.pdf", []),
        ("IN11111.2.pdf", ["filename_mismatch"]),
        ("IN99999.3.pdf", ["filename_mismatch"]),
    ],
)
def test_the_file_name(filename: str, code: list[str]) -> None:
    assert codes(filename=filename) == code


def test_how_it_was_read() -> None:
    (diagnostic,) = found(tagged=False)
    assert (diagnostic.code, diagnostic.severity) == ("untagged", "info")
    assert codes(tagged=True) == codes(tagged=None) == []


def test_what_the_reader_found() -> None:
    (diagnostic,) = found(findings=(("odd_page", "page 3 is odd", 3),))
    assert (diagnostic.code, diagnostic.message, diagnostic.page) == ("odd_page", "page 3 is odd", 3)


# --- the text ---------------------------------------------------------------------------------------------------------


def at(page: int, top: float = 100.0, left: float = 72.0, height: float = 13.0) -> PageBox:
    return PageBox(page=page, box=(left, top, left + 200.0, top + height))


def placed(text: str, *boxes: PageBox, **more: object) -> Paragraph:
    return block(Paragraph, text, page=boxes[0].page, end_page=boxes[-1].page, boxes=boxes, **more)


def test_letters_that_are_lost() -> None:
    (diagnostic,) = found(placed("It rains.", at(1)), page_characters={1: 7, 2: 9})
    assert (diagnostic.code, diagnostic.severity, diagnostic.page) == ("text_lost", "error", 2)
    assert "9 letters" in diagnostic.message


def test_letters_that_are_doubled() -> None:
    (diagnostic,) = found(placed("It rains.", at(1)), placed("It rains.", at(2)), page_characters={1: 7, 2: 0})
    assert (diagnostic.code, diagnostic.page) == ("text_doubled", 2)
    assert "7 letters" in diagnostic.message


def test_every_place_that_holds_text_counts() -> None:
    rich = RichText(text="1234", footnote_refs=(call(0, 5),))
    blocks = (
        block(Paragraph, "Rain, 2", footnote_refs=(call(0, 34),)),  # 5 and 2
        block(ListItem, "Rain", marker="a."),  # 4 and 1
        block(
            Table, "T", subtitle="In", rows=((cell("ab"), cell("c", footnote_refs=(call(0, 6),))),), notes=rich
        ),  # 3, 4, 5
        block(Figure, "F", source=rich),  # 1, 5
    )
    notes = (note(34, "See."), note(5, "A"), note(6, "B"))  # 2 and 3, 2, 2
    furniture = (Furniture(kind="footer", text="CRS", page=None, boxes=()),)  # 3
    held = 7 + 5 + 12 + 6 + 9 + 3
    assert "text_lost" not in codes(*blocks, notes=notes, furniture=furniture, page_characters={1: held})
    (diagnostic,) = [
        one
        for one in found(*blocks, notes=notes, furniture=furniture, page_characters={1: held + 1})
        if "text" in one.code
    ]
    assert diagnostic.message.startswith("1 letters")


def test_text_over_two_pages_is_shared_out() -> None:
    both = placed("x" * 100, at(1, height=39.0), at(2, height=13.0))
    assert codes(both, page_characters={1: 75, 2: 25}) == []
    (diagnostic,) = found(both, page_characters={1: 75, 2: 75})
    assert diagnostic.page == 2


def test_where_nothing_was_counted_nothing_is_lost() -> None:
    assert codes(block(Paragraph, "It rains."), page_characters={}) == []


# --- the order --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "second", "code"),
    [
        (at(1, 100.0), at(1, 120.0), []),
        (at(1, 100.0), at(2, 100.0), []),
        (at(2, 100.0), at(1, 100.0), ["order_against_page"]),
        (at(1, 120.0), at(1, 100.0), ["order_against_page"]),
        (at(1, 700.0), at(1, 100.0, left=320.0), []),  # the next column
        (at(1, 100.0, left=320.0), at(1, 200.0), ["order_against_page"]),  # the column to the left
        (at(1, 102.0), at(1, 95.0), []),  # beside each other more than above
    ],
)
def test_order(first: PageBox, second: PageBox, code: list[str]) -> None:
    assert codes(placed("Rain", first), placed("Snow", second, id="b2")) == code


def test_only_running_text_has_an_order() -> None:
    assert codes(placed("Rain", at(1, 300.0)), placed("Snow", at(1, 100.0), part="front")) == []
    assert codes(placed("Rain", at(1, 300.0)), block(Table, "T", boxes=(at(1, 100.0),), rows=((cell("a"),),))) == []


def test_what_stands_beside_the_text_is_in_order_within_itself() -> None:
    """The author's name in a box beside the summary says nothing of the summary's order, nor the summary of its."""
    text, box = (
        placed("Rain", at(1, 100.0), part="summary"),
        placed("Ada", at(1, 90.0, left=400.0), part="front", id="b2"),
    )
    more = placed("Snow", at(1, 120.0), part="summary", id="b3")
    assert codes(text, box, more) == []
    lower = placed("Bea", at(1, 110.0, left=400.0), part="front", id="b4")
    assert codes(text, box, more, lower) == []
    assert codes(text, lower, more, box) == ["order_against_page"]
    assert codes(placed("Rain", at(1, 140.0), part="summary"), box, more) == ["order_against_page"]


def test_a_gap_inside_a_block() -> None:
    (diagnostic,) = found(placed("Rain", at(1, 100.0), at(1, 150.0)))
    assert (diagnostic.code, diagnostic.block) == ("gap_in_block", "b1")
    assert codes(placed("Rain", at(1, 700.0), at(1, 100.0, left=320.0))) == [], "the next column"
    assert codes(placed("Rain", at(1, 700.0), at(2, 100.0))) == [], "the next page"


# --- notes ------------------------------------------------------------------------------------------------------------

CALL = (BlockOffset(block="b1", offset=0),)


def test_numbers_of_notes() -> None:
    assert codes(notes=(note(1, "A", refs=CALL), note(2, "B", refs=CALL))) == []
    (diagnostic,) = found(notes=(note(1, "A", refs=CALL), note(4, "B", refs=CALL, page=7)))
    assert (diagnostic.code, diagnostic.page, diagnostic.message) == ("note_number_gap", 7, "note 4 follows note 1")
    assert codes(notes=(note(2, "B", refs=CALL), note(3, "C", refs=CALL))) == ["note_number_gap"]


def test_a_note_that_is_called_nowhere() -> None:
    assert codes(notes=(note(1, "A"),)) == ["note_without_call"]


def raised(text: str, digits: str) -> Paragraph:
    return block(Paragraph, text + digits, emphasis=(emphasis(len(text), len(text) + len(digits), "superscript"),))


@pytest.mark.parametrize("text", ["It rains.", "rain", "“It rains.”", "(in May)", "rain,"])
def test_a_raised_number_that_calls_nothing(text: str) -> None:
    (diagnostic,) = found(raised(text, "12"))
    assert (diagnostic.code, diagnostic.block) == ("note_call_without_note", "b1")


@pytest.mark.parametrize(
    ("text", "digits"), [("some 300 km", "2"), ("the 119", "th"), ("10", "6"), ("It rains. ", "12"), ("", "12")]
)
def test_other_raised_text(text: str, digits: str) -> None:
    assert codes(raised(text, digits)) == []


# --- the Contents -----------------------------------------------------------------------------------------------------


def entry(title: str) -> ContentsEntry:
    return block(ContentsEntry, f"{title} .... 1", id="b9", part="contents", title=title)


def test_entries_with_their_headings_and_captions() -> None:
    blocks = (block(Heading, "Rain, and Snow"), block(Figure, "", label="Figure 1", caption="Rain by Year, FY2016"))
    assert codes(entry("RAIN AND SNOW"), entry("Figure 1. Rain by Year"), *blocks) == []


def test_an_entry_without_heading() -> None:
    (diagnostic,) = found(entry("Hail"), block(Heading, "Rain"), block(Paragraph, "Hail"))
    assert (diagnostic.code, diagnostic.block) == ("contents_entry_without_heading", "b9")


def test_a_heading_that_is_not_announced_is_no_fault() -> None:
    """Contents go down to some level only."""
    assert codes(entry("Rain"), block(Heading, "Rain"), block(Heading, "Drizzle", level=4)) == []


# --- labels -----------------------------------------------------------------------------------------------------------


def tables(*labels: str | None) -> list[str]:
    return codes(*(block(Table, "", label=label, caption="x", rows=((cell("a"),),)) for label in labels))


def test_labels_in_a_row() -> None:
    assert tables("Table 1", "Table 2", "Table A-1", "Table A-2", "Table B-1") == []
    assert codes(*(block(Figure, "", label=label) for label in ("Figure 1", "Figure 2"))) == []
    assert tables("Table 1", "Table I", "Map") == [], "other labels are not counted"


def test_labels_that_are_missing_or_double() -> None:
    assert tables("Table 1", "Table 3") == ["label_gap"]
    assert tables("Table 2") == ["label_gap"]
    assert tables("Table 1", "Table 1", "Table 2") == ["label_twice"]
    assert tables("Table A-2") == ["label_gap"]


def test_a_table_without_caption_among_others() -> None:
    assert tables("Table 1", None) == ["table_without_caption"]
    assert tables(None, None) == []
    front = block(Table, "", part="front", rows=((cell("a"),),))
    assert codes(front, block(Table, "", label="Table 1", caption="x", rows=((cell("a"),),))) == []


def test_a_caption_without_table() -> None:
    assert codes(block(Table, "", label="Table 1", caption="x")) == ["caption_without_table"]


# --- links ------------------------------------------------------------------------------------------------------------

RAIN = Anchor(1, "https://rain.example")
PLACE = Destination(3, 100.0)


def test_annotations_that_the_text_carries() -> None:
    told = frozenset({("https://rain.example", None), (None, PLACE)})
    assert codes(annotations=((1, RAIN), (2, Anchor(2, None, PLACE))), targets=told) == []


def test_annotations_without_text() -> None:
    wanted = [("link_annotation_without_anchor", 1), ("link_annotation_without_anchor", 2)]
    assert [(one.code, one.page) for one in found(annotations=((1, RAIN), (2, Anchor(2, None, PLACE))))] == wanted
    assert len(found(annotations=((1, RAIN), (2, RAIN)))) == 1, "several with one target are one"


def test_an_annotation_that_leads_nowhere() -> None:
    assert codes(annotations=((1, Anchor(1)),)) == []


# --- the order of findings --------------------------------------------------------------------------------------------


def test_findings_come_in_a_fixed_order() -> None:
    blocks = (block(Table, "", label="Table 2", caption="x", rows=((cell("a"),),)), entry("Hail"))
    faults = {"notes": (note(2, "A"),), "annotations": ((1, RAIN),), "facts": (), "page_characters": {1: 900}}
    assert codes(*blocks, **faults) == [
        "no_title",
        "no_date",
        "no_authors",
        "text_lost",
        "note_number_gap",
        "note_without_call",
        "contents_entry_without_heading",
        "label_gap",
        "link_annotation_without_anchor",
    ]


# --- notes below tables -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("notes", "told"),
    [
        ("Notes: As of May.\na. In spring.\nb. In summer.\nc. In autumn.", []),
        ("In spring.\nIn summer.", []),
        ("a. In spring. b. In summer.\nc. In autumn.", ["below Table 1 note c follows note a"]),
        ("b. In summer.\nc. In autumn.", ["below Table 1 note b follows nothing"]),
        ("a. In spring.\na. In summer.", ["below Table 1 note a follows note a"]),
        ("a. In spring.\nU.S. totals.\nb. In summer.", []),
    ],
)
def test_letters_of_notes_below_a_table(notes: str, told: list[str]) -> None:
    for kind in (Table, Figure):
        one = block(kind, "Table 1. Rain", label="Table 1", caption="Rain", notes=RichText(text=notes))
        messages = [each.message for each in found(one) if each.code == "table_note_gap"]
        assert messages == told
