"""Figures: captions with their images, text drawn in them, and what is only ornament."""

from msgspec.structs import replace

from crsparse.drafts import Claim
from crsparse.elements import Element, Placement
from crsparse.recognizers.figures import recognize
from tests.make_elements import caption, figure, heading, note, paragraph, small, table, view


def claims(*elements: Element, **more: object) -> list[Claim]:
    return list(recognize(view(*elements, **more)))  # type: ignore[arg-type]


def sized(width: float, height: float, **more: object) -> Element:
    return replace(figure(**more), placements=(Placement(1, (72.0, 140.0, 72.0 + width, 140.0 + height)),))  # type: ignore[arg-type]


def test_a_figure_with_all_that_belongs_to_it() -> None:
    (claim,) = claims(
        caption("Figure 1. Rain by Year"),
        small("FY2016-FY2026", top=115.0),
        figure("2016 2026", top=140.0, alt_text="A chart"),
        small("Source: Rain office.", top=340.0),
        small("Notes: Rain is wet.", top=354.0),
        paragraph(top=400.0),
    )
    (block,) = claim.blocks
    assert claim.elements == (0, 1, 2, 3, 4)
    assert (block.type, block.label, block.caption) == ("figure", "Figure 1", "Rain by Year FY2016-FY2026")
    assert block.inline.text == "Figure 1. Rain by Year FY2016-FY2026\n2016 2026"
    assert block.alt_text == "A chart"
    assert block.source is not None
    assert block.notes is not None
    assert (block.source.text, block.notes.text) == ("Source: Rain office.", "Notes: Rain is wet.")


def test_a_caption_without_image() -> None:
    (claim,) = claims(caption("Figure 1. Rain"), paragraph(), paragraph())
    assert (claim.elements, claim.blocks[0].inline.text) == ((0,), "Figure 1. Rain")


def test_an_image_of_several_parts() -> None:
    (claim,) = claims(caption("Figure 1. Rain"), figure("left", top=140.0), figure("right", top=140.0, left=300.0))
    assert (claim.elements, claim.blocks[0].inline.text) == ((0, 1, 2), "Figure 1. Rain\nleft\nright")


def test_each_image_has_its_own_caption() -> None:
    made = claims(caption("Figure 1. Rain"), figure(), caption("Figure 2. Snow", top=400.0), figure(top=420.0))
    assert [claim.elements for claim in made] == [(0, 1), (2, 3)]


def test_an_image_far_behind_a_caption_is_another() -> None:
    made = claims(caption("Figure 1. Rain"), *[paragraph()] * 5, figure("drawn", page=2))
    assert [claim.elements for claim in made] == [(0,), (6,)]


def test_a_heading_or_table_parts_caption_and_image() -> None:
    assert len(claims(caption("Figure 1. Rain"), heading("Snow"), figure("drawn"))) == 2
    assert len(claims(caption("Figure 1. Rain"), table([["a", "b"]]), figure("drawn"))) == 2


def test_what_others_have_claimed_parts_caption_and_image() -> None:
    looked = view(caption("Figure 1. Rain"), paragraph(), figure("drawn"))
    assert [claim.elements for claim in recognize(replace(looked, free=(0, 2)))] == [(0,), (2,)]


def test_an_image_that_holds_a_caption_is_another_figure() -> None:
    made = claims(caption("Figure 1. Rain"), figure("Figure 2. Snow 2016 2026"))
    assert [(claim.elements, claim.blocks[0].label) for claim in made] == [((0,), "Figure 1"), ((1,), "Figure 2")]


def test_a_note_does_not_part_caption_and_image() -> None:
    """What other rules have claimed lies between in the order of tags only."""
    looked = view(caption("Figure 1. Rain"), note("^1^ See."), figure("drawn", top=140.0))
    (claim,) = recognize(replace(looked, free=(0, 2)))
    assert claim.elements == (0, 2)


def test_a_hint_at_the_web_edition_is_a_note() -> None:
    hint = "Figure is interactive in the HTML version of this report."
    (claim,) = claims(caption("Figure 1. Rain"), small(hint, top=115.0), figure(top=140.0))
    (block,) = claim.blocks
    assert (block.caption, block.notes and block.notes.text) == ("Rain", hint)


def test_a_call_on_the_caption() -> None:
    (claim,) = claims(caption("Figure 1. Rain^2^"), figure("drawn"), note("^2^ See."))
    assert [(ref.offset, ref.number) for ref in claim.blocks[0].inline.refs] == [(len("Figure 1. Rain"), 2)]


def test_a_call_that_stands_alone_in_an_image_is_kept() -> None:
    (claim,) = claims(caption("Figure 1. Rain"), figure("^2^"), note("^2^ See."))
    assert [ref.number for ref in claim.blocks[0].inline.refs] == [2]


# --- figures without caption ------------------------------------------------------------------------------------------


def test_a_figure_with_words_or_an_alternative() -> None:
    assert claims(sized(10, 10, text="drawn"))[0].blocks[0].inline.text == "drawn"
    assert claims(sized(10, 10, alt_text="A map"))[0].blocks[0].alt_text == "A map"


def test_a_picture_by_its_size() -> None:
    assert len(claims(sized(100, 100))) == 1


def test_ornament_is_no_figure() -> None:
    assert claims(sized(400, 2)) == []
    assert claims(sized(20, 100)) == []


def test_the_logo_on_the_cover_is_no_figure() -> None:
    assert claims(sized(100, 100), parts="front") == []


def test_words_on_the_cover_are_kept() -> None:
    assert len(claims(sized(100, 100, text="drawn"), parts="front")) == 1
