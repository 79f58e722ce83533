"""The driver and the view: every element is claimed once, and which numbers can be calls."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crsparse import recognizers
from crsparse.drafts import Claim
from crsparse.errors import UnclaimedElements
from crsparse.inline import Inline
from crsparse.recognizers.view import View, key, marked_runs
from tests.make_elements import element, figure, heading, item, note, paragraph, reading, view


def claiming(*indexes: int) -> object:
    def rule(looked: View) -> Iterator[Claim]:
        yield Claim(indexes)

    return rule


def test_claiming_twice_raises(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recognizers, "RULES", (claiming(0, 1), claiming(1)))
    with pytest.raises(UnclaimedElements, match="element 1 a second time"):
        recognizers.recognize(reading(paragraph(), paragraph()))


def test_claiming_twice_in_one_claim_raises(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recognizers, "RULES", (claiming(0, 0),))
    with pytest.raises(UnclaimedElements):
        recognizers.recognize(reading(paragraph()))


def test_leaving_an_element_raises(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recognizers, "RULES", (claiming(0),))
    with pytest.raises(UnclaimedElements, match="element 1 is claimed by no rule"):
        recognizers.recognize(reading(paragraph(), paragraph()))


def test_rules_see_what_is_free(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[int, ...]] = []

    def rule(looked: View) -> Iterator[Claim]:
        seen.append(looked.free)
        yield Claim(looked.free[:1])

    monkeypatch.setattr(recognizers, "RULES", (rule, rule))
    recognizers.recognize(reading(paragraph(), paragraph()))
    assert seen == [(0, 1), (1,)]


def test_blocks_come_in_the_order_of_their_elements() -> None:
    made = recognizers.recognize(reading(paragraph("It rains."), item("Rain"), heading("Snow"), paragraph("It snows.")))
    assert [block.order for block in made.blocks] == [0, 1, 2, 3]


# --- calls ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("page", "calls"), [(1, False), (2, True), (3, True), (4, False)])
def test_a_note_stands_on_its_call_s_page_or_the_next(page: int, calls: bool) -> None:
    looked = view(note("^7^ See.", page=3))
    assert looked.calls_on(page, page)(7) is calls


def test_a_number_without_note_is_never_a_call() -> None:
    assert not view(note("^7^ See.")).calls_on(1, 1)(8)


def test_a_note_may_be_called_again_later() -> None:
    looked = view(note("^7^ See.", page=3))
    assert looked.calls_on(9, 9, again=True)(7)
    assert not looked.calls_on(9, 9)(7)
    assert not looked.calls_on(1, 1, again=True)(7)


def test_a_paragraph_over_two_pages_may_call_notes_of_both() -> None:
    looked = view(note("^7^ A.", page=2), note("^8^ B.", page=4))
    assert [looked.calls_on(2, 3)(number) for number in (7, 8)] == [True, True]


def test_without_pages_every_note_can_be_called() -> None:
    assert view(note("^7^ See.", page=None)).calls_on(None, None)(7)


def test_a_raised_number_at_the_head_begins_a_note_of_its_own() -> None:
    """``¹ Includes snow.`` below a table calls no note of an earlier page; ``Rain.¹`` in a paragraph does."""
    looked = view(note("^7^ See."), paragraph("^7^ Includes snow.", page=5), paragraph("It rains.^7^", page=5))
    assert [len(looked.inline(index).refs) for index in (1, 2)] == [0, 1]


def test_an_element_with_its_marker_and_without() -> None:
    looked = view(item("Rain", "1."))
    assert (looked.inline(0).text, looked.inline(0, marker=False).text, looked.printed(0)) == (
        "1. Rain",
        "Rain",
        "1. Rain",
    )
    assert [run.text for run in marked_runs(item("", "•"))] == ["• "]
    assert marked_runs(paragraph("Rain")) == paragraph("Rain").runs


def test_a_block_stands_where_its_element_stands() -> None:
    one = paragraph("It rains.", page=2, names=("_Toc1",), closed=True)
    made = view(one).block(0, "quote", level=3)
    assert (made.type, made.order, made.part, made.inline.text, made.level) == ("quote", 0, "body", "It rains.", 3)
    assert (made.placements, made.first_line, made.last_line) == (one.placements, one.first_line, one.last_line)
    assert (made.names, made.closed) == (("_Toc1",), True)
    other = view(one).block(0, "paragraph", Inline("It snows."), part="front")
    assert (other.inline.text, other.part) == ("It snows.", "front")


def test_key() -> None:
    assert key("Rain, in the TEST Basin (1)") == key("RAIN IN THE TEST BASIN 1") == "raininthetestbasin1"


# --- any elements at all ----------------------------------------------------------------------------------------------

KINDS = ["heading", "paragraph", "list_item", "quote", "contents_entry", "caption", "figure", "note", "furniture", None]
TEXTS = [
    "Rain in the Test Basin",
    "May 4, 2026",
    "Summary",
    "Contents",
    "Rain .... 1",
    "Table 1. Rain",
    "Figure 1. Rain",
    "• Rain",
    "Source: Rain office.",
    "Notes: Rain is wet.",
    "a. Includes snow.",
    "Author Information",
    "**Ada Example**, Analyst in Rain",
    "Disclaimer",
    "IN99999",
    "Congressional Research Service",
    "^1^ See the rain.",
    "^2^ Ibid.",
    "It rains.^1^ It",
    "snows.",
    "",
    "Appendix A. More",
    "EveryCRSReport.com",
    "No table of contents entries found.",
    "(...continued) more (continued...)",
    "***",
]
ELEMENTS = st.builds(
    element,
    st.sampled_from(KINDS),
    st.sampled_from(TEXTS),
    page=st.integers(1, 3),
    top=st.sampled_from([30.0, 100.0, 118.0, 136.0, 700.0, 760.0]),
    left=st.sampled_from([72.0, 90.0, 320.0]),
    size=st.sampled_from([8.5, 11.0, 14.0, 20.0]),
    font=st.sampled_from(["PalatinoLinotype", "GillSansMT"]),
    bold=st.booleans(),
    marker=st.sampled_from([None, None, "•", "1.", "a.", "3"]),
    closed=st.booleans(),
)


@given(st.lists(ELEMENTS | st.just(figure()), max_size=12))
def test_every_element_is_claimed_once(made: list[object]) -> None:
    recognizers.recognize(reading(*made))  # type: ignore[arg-type]
