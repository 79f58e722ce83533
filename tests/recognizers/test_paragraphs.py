"""Paragraphs: what no other rule has claimed."""

from crsparse.recognizers.paragraphs import recognize
from tests.make_elements import element, figure, note, paragraph, view


def test_the_rest_is_paragraphs() -> None:
    claims = list(recognize(view(paragraph("It rains."), element(None, "It snows."), note("no number"))))
    assert [(claim.elements, claim.blocks[0].type) for claim in claims] == [
        ((0,), "paragraph"),
        ((1,), "paragraph"),
        ((2,), "paragraph"),
    ]


def test_what_is_empty_is_claimed_and_leaves_no_block() -> None:
    claims = list(recognize(view(figure(), paragraph(""))))
    assert [(claim.elements, claim.blocks) for claim in claims] == [((0,), ()), ((1,), ())]


def test_a_marker_that_no_rule_has_a_place_for_is_text() -> None:
    texts = [
        claim.blocks[0].inline.text
        for claim in recognize(view(note("See the rain.", marker="*"), note("", marker="†")))
    ]
    assert texts == ["* See the rain.", "†"]
