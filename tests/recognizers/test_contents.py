"""Contents: entries with title, page label and level."""

from crsparse.drafts import BlockDraft
from crsparse.elements import Element
from crsparse.recognizers.contents import recognize
from tests.make_elements import entry, figure, heading, note, paragraph, view


def blocks(*elements: Element, **more: object) -> list[BlockDraft]:
    claims = recognize(view(*elements, **{"parts": "contents", **more}))  # type: ignore[arg-type]
    return [block for claim in claims for block in claim.blocks]


def test_an_entry_has_title_and_page_label() -> None:
    (block,) = blocks(entry("Where Rain Falls ........ 12"))
    assert (block.type, block.inline.text) == ("contents_entry", "Where Rain Falls ........ 12")
    assert (block.caption, block.page_label) == ("Where Rain Falls", "12")


def test_dots_are_enough() -> None:
    (block,) = blocks(paragraph("Where Rain Falls ........ ii"))
    assert (block.type, block.page_label) == ("contents_entry", "ii")


def test_spaces_among_the_dots_are_the_engine_s() -> None:
    (block,) = blocks(entry("Where Rain Falls. . . . . .12"))
    assert (block.inline.text, block.caption) == ("Where Rain Falls ...... 12", "Where Rain Falls")


def test_an_entry_without_page_label() -> None:
    (block,) = blocks(entry("Where Rain Falls"))
    assert (block.caption, block.page_label) == ("Where Rain Falls", None)


def test_levels_follow_the_indent() -> None:
    found = blocks(
        entry("Rain .... 1", left=72.0),
        entry("Snow .... 2", left=89.0),
        entry("Hail .... 3", left=90.0),
        entry("Fog .... 4", left=72.0),
    )
    assert [block.level for block in found] == [1, 2, 2, 1]


def test_the_order_of_the_indents_does_not_matter() -> None:
    found = blocks(heading("Contents", left=40.0), entry("Snow .... 2", left=89.0), entry("Rain .... 1", left=72.0))
    assert [block.level for block in found] == [1, 2, 1]


def test_without_places_the_claimed_level_counts() -> None:
    found = blocks(entry("Rain", page=None, level=1), entry("Snow", page=None, level=2))
    assert [block.level for block in found] == [1, 2]


def test_what_is_no_entry_is_a_heading_of_the_list() -> None:
    found = blocks(heading("Figures"), entry("Figure 1. Rain .... 3"))
    assert [(block.type, block.inline.text) for block in found] == [
        ("heading", "Figures"),
        ("contents_entry", "Figure 1. Rain .... 3"),
    ]


def test_lines_that_announce_headings_need_no_page_label() -> None:
    lines = [paragraph(text) for text in ("Contents", "Rain", "Snow", "Hail")]
    later = [heading(text, page=2) for text in ("Rain", "Snow", "Hail")]
    found = blocks(*lines, *later, parts=["contents"] * 4 + ["body"] * 3)
    assert [block.type for block in found] == ["heading", "contents_entry", "contents_entry", "contents_entry"]


def test_other_parts_notes_and_figures_are_left_alone() -> None:
    assert blocks(entry("Rain .... 1"), parts="body") == []
    assert blocks(note("^1^ See the rain."), figure()) == []
