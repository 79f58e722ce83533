"""The comparison of documents: one positive and one negative case a rule."""

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from crsparse.compare import Comparison, compare, pieces
from crsparse.model import Author, Document, Figure, Heading, ListItem, PageBox, Paragraph, Product, RichText, Table
from tests.make_document import block, call, cell, document, emphasis, full_document, link, note

RAIN = "Rain falls on the just and on the unjust alike."
SNOW = "Snow is white, and so are many other things in winter."


def paragraphs(*texts: str) -> Document:
    return document(*(block(Paragraph, text, id=f"b{number}") for number, text in enumerate(texts, 1)))


def kinds(comparison: Comparison) -> list[tuple[str, str | None, str | None]]:
    return [
        (change.kind, change.before.text if change.before else None, change.after.text if change.after else None)
        for change in comparison.blocks
    ]


def test_a_document_is_the_same_as_itself() -> None:
    assert compare(full_document(), full_document()).same


def test_added_and_removed() -> None:
    assert kinds(compare(paragraphs(RAIN), paragraphs(RAIN, SNOW))) == [("added", None, SNOW)]
    assert kinds(compare(paragraphs(SNOW, RAIN), paragraphs(RAIN))) == [("removed", SNOW, None)]


def test_texts_that_share_their_words_are_one_block_changed() -> None:
    later = RAIN.replace("just", "righteous")
    assert kinds(compare(paragraphs(RAIN, SNOW), paragraphs(later, SNOW))) == [("changed", RAIN, later)]


def test_texts_that_share_few_words_are_two_blocks() -> None:
    assert kinds(compare(paragraphs(RAIN), paragraphs(SNOW))) == [("removed", RAIN, None), ("added", None, SNOW)]


def test_changed_blocks_are_aligned_in_order_by_likeness() -> None:
    before = paragraphs("one two three four", "red green blue", "north south east")
    after = paragraphs("a new paragraph", "one two three five", "north south west")
    assert kinds(compare(before, after)) == [
        ("added", None, "a new paragraph"),
        ("changed", "one two three four", "one two three five"),
        ("removed", "red green blue", None),
        ("changed", "north south east", "north south west"),
    ]


def test_fields_of_blocks() -> None:
    before = document(block(Heading, "Scope"), block(ListItem, "an item"), block(Paragraph, RAIN))
    after = document(
        block(Heading, "Scope", level=2),
        block(ListItem, "an item", marker="1."),
        block(Paragraph, RAIN, part="appendix"),
    )
    assert [change.fields for change in compare(before, after).blocks] == [("level",), ("marker",), ("part",)]


def test_a_block_of_another_type_with_the_same_text_is_changed() -> None:
    (change,) = compare(document(block(Paragraph, RAIN)), document(block(ListItem, RAIN))).blocks
    assert (change.kind, change.fields[0]) == ("changed", "type")


def test_what_differs_wherever_the_source_differs_is_not_compared() -> None:
    placed = block(
        Paragraph,
        RAIN,
        id="b7",
        section="s3",
        page=2,
        end_page=3,
        boxes=(PageBox(page=2, box=(1.0, 2.0, 3.0, 4.0)),),
        emphasis=(emphasis(0, 4, "bold"),),
    )
    assert compare(paragraphs(RAIN), document(placed)).same


def test_tables() -> None:
    def table(text: str, **fields: object) -> Document:
        return document(
            block(Table, "Table 1. Rain", rows=((cell("Year"), cell("2020")), (cell("mm"), cell(text))), **fields)
        )

    assert compare(table("5"), table("5")).same
    assert compare(table("5"), table("6")).blocks[0].fields == ("rows",)
    assert compare(table("5"), table("5", source=RichText(text="Source: CRS."))).blocks[0].fields == ("source",)
    assert compare(table("5"), table("5", header_rows=1)).blocks[0].fields == ("header_rows",)


def test_figures() -> None:
    def figure(**fields: object) -> Document:
        return document(block(Figure, "Figure 1. Rain", **fields))

    assert compare(figure(), figure(alt_text="a map")).blocks[0].fields == ("alt_text",)


def test_links_that_lead_elsewhere() -> None:
    def linked(*links: object) -> Document:
        return document(block(Paragraph, RAIN, links=links))

    first, second = link(0, 4, "https://a.example"), link(27, 33, "https://b.example")
    assert compare(linked(first), linked(first)).same
    (change,) = compare(linked(first), linked(link(0, 4, "https://c.example"), second)).blocks
    assert change.fields == ("links",)
    assert [(one.kind, one.anchor, one.before, one.after) for one in change.links] == [
        ("changed", "Rain", "https://a.example", "https://c.example"),
        ("added", RAIN[27:33], None, "https://b.example"),
    ]
    (change,) = compare(linked(first), linked()).blocks
    assert [(one.kind, one.anchor) for one in change.links] == [("removed", "Rain")]


def test_internal_links_are_compared_by_the_text_they_lead_to() -> None:
    def pointing(*texts: str) -> Document:
        target = f"b{1 + texts.index('Table of rain')}"
        blocks = [block(Paragraph, text, id=f"b{number}") for number, text in enumerate(texts, 1)]
        blocks[0] = replace(blocks[0], links=(link(0, 4, None, kind="internal", target=target),))
        return document(*blocks)

    moved = compare(pointing(RAIN, "Table of rain"), pointing(RAIN, SNOW, "Table of rain"))
    assert kinds(moved) == [("added", None, SNOW)]
    other = document(
        block(Paragraph, RAIN, id="b1", links=(link(0, 4, None, kind="internal", target="b1"),)),
        block(Paragraph, "Table of rain", id="b2"),
    )
    assert not compare(pointing(RAIN, "Table of rain"), other).same


def test_one_note_more_does_not_change_the_calls_after_it() -> None:
    def noted(*texts: str) -> Document:
        calls = tuple(call(4 * number, number) for number, _ in enumerate(texts, 1))
        return document(
            block(Paragraph, RAIN, footnote_refs=calls),
            footnotes=tuple(note(number, text) for number, text in enumerate(texts, 1)),
        )

    one = "See the almanac of the county for the year."
    two = "Ibid., pages 3 and 4, with further sources named there."
    comparison = compare(noted(one, two), noted(one, "A new note in between, of other words.", two))
    assert [(change.kind, change.after.number if change.after else None) for change in comparison.notes] == [
        ("added", 2)
    ]
    assert [change.fields for change in comparison.blocks] == [("footnote_refs",)]
    before = document(block(Paragraph, RAIN, footnote_refs=(call(4, 1),)), footnotes=(note(1, one),))
    after = document(
        block(Paragraph, SNOW, footnote_refs=(call(4, 1),)),
        block(Paragraph, RAIN, footnote_refs=(call(4, 2),)),
        footnotes=(note(1, two), note(2, one)),
    )
    assert kinds(compare(before, after)) == [("added", None, SNOW)]


def test_calls_that_only_moved_with_the_text_are_no_difference_of_their_own() -> None:
    before = document(block(Paragraph, RAIN, footnote_refs=(call(10, 1),)), footnotes=(note(1, "See."),))
    after = document(block(Paragraph, "Much " + RAIN, footnote_refs=(call(15, 1),)), footnotes=(note(1, "See."),))
    assert compare(before, after).blocks[0].fields == ("text",)


def test_notes() -> None:
    before = document(footnotes=(note(1, RAIN, links=(link(0, 4, "https://a.example"),)),))
    assert compare(before, before).same
    (change,) = compare(before, document(footnotes=(note(1, RAIN),))).notes
    assert [one.kind for one in change.links] == ["removed"]
    (change,) = compare(before, document(footnotes=(note(1, RAIN + " Ibid.", links=before.footnotes[0].links),))).notes
    assert (change.kind, change.links) == ("changed", ())


def test_facts() -> None:
    product = Product(id="IN1", type="insight", number_prefix="IN", version=3, status="new", url=None)
    author = Author(name="A. B.", title="Analyst", email=None, phone=None, role=None, redacted=False)
    before = document(product=product, title="Rain", authors=(author,))
    after = document(product=replace(product, version=4), title=None, authors=(author, replace(author, name="C. D.")))
    assert [(change.field, change.before, change.after) for change in compare(before, after).fields] == [
        ("product.version", "3", "4"),
        ("title", "Rain", None),
        ("authors", "A. B., Analyst", "A. B., Analyst; C. D., Analyst"),
    ]


def test_pieces_keep_words_whole() -> None:
    assert [(piece.op, piece.text) for piece in pieces("It rained.", "It rains, often.")] == [
        ("same", "It "),
        ("removed", "rained"),
        ("added", "rains, often"),
        ("same", "."),
    ]


WORDS = st.lists(st.sampled_from(["rain", "snow", "wind", "hail", "sun", "fog"]), min_size=1, max_size=6).map(" ".join)


@settings(max_examples=200, deadline=None)
@given(st.lists(WORDS, max_size=8), st.lists(WORDS, max_size=8))
def test_every_block_is_equal_to_a_twin_or_in_one_change(before: list[str], after: list[str]) -> None:
    comparison = compare(paragraphs(*before), paragraphs(*after))
    old = [change.before.text for change in comparison.blocks if change.before]
    new = [change.after.text for change in comparison.blocks if change.after]
    assert len(before) - len(old) == len(after) - len(new)
    for changed, everything in ((old, before), (new, after)):
        rest = iter(everything)
        assert all(text in rest for text in changed), "changes keep the order"
    assert comparison.same == (before == after)


@settings(max_examples=100, deadline=None)
@given(WORDS, WORDS)
def test_pieces_give_both_texts(before: str, after: str) -> None:
    parts = pieces(before, after)
    assert "".join(piece.text for piece in parts if piece.op != "added") == before
    assert "".join(piece.text for piece in parts if piece.op != "removed") == after
