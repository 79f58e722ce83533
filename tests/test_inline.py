"""Runs to text: links, calls and emphasis keep their places, and nothing of the text is lost."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from crsparse.elements import Anchor, Destination, Run
from crsparse.inline import Inline, LinkSpan, behind, cut, flatten, head, join, respaced
from crsparse.model import Emphasis, FootnoteRef
from tests.make_elements import runs


def any_note(number: int) -> bool:
    return True


def flat(text: str, is_call: object = any_note) -> Inline:
    return flatten(runs(text), is_call)  # type: ignore[arg-type]


def anchors(inline: Inline) -> list[tuple[str, str | None]]:
    return [(inline.text[link.start : link.end], link.anchor.href) for link in inline.links]


def calls(inline: Inline) -> list[tuple[str, int]]:
    """Return the text before each call, and its number."""
    return [(inline.text[: ref.offset], ref.number) for ref in inline.refs]


def marks(inline: Inline) -> list[tuple[str, str]]:
    return [(inline.text[mark.start : mark.end], mark.style) for mark in inline.emphasis]


# --- calls ------------------------------------------------------------------------------------------------------------


def test_digits_of_a_call_are_no_text() -> None:
    inline = flat("Rain fell.^12^ More fell.")
    assert inline.text == "Rain fell. More fell."
    assert calls(inline) == [("Rain fell.", 12)]


def test_a_raised_number_without_note_stays_text() -> None:
    inline = flat("Rain fell.^12^ More fell.", lambda number: number < 10)
    assert inline.text == "Rain fell.12 More fell."
    assert (calls(inline), marks(inline)) == ([], [("12", "superscript")])


def test_without_notes_nothing_is_a_call() -> None:
    assert flat("Rain fell.^12^", None).text == "Rain fell.12"


def test_several_calls_in_one_place() -> None:
    inline = flat("Rain fell.^12, 13^ More fell.")
    assert inline.text == "Rain fell. More fell."
    assert calls(inline) == [("Rain fell.", 12), ("Rain fell.", 13)]


def test_calls_in_a_row_are_not_calls_when_one_has_no_note() -> None:
    assert flat("Rain fell.^12, 99^", lambda number: number == 12).text == "Rain fell.12, 99"


@pytest.mark.parametrize(
    "text", ["the 119^th^ Congress", "some 300 km^2^ of land", "H~2~O", "10^6^ drops", "9 in^2^", "CO^2^ in air"]
)
def test_ordinals_exponents_and_formulas_are_no_calls(text: str) -> None:
    inline = flat(text)
    assert inline.refs == ()
    assert inline.text == text.replace("^", "").replace("~", "")


@pytest.mark.parametrize("text", ["acres.^2^", "lived in^6^", "Title I^3^", "in 2010^4^"])
def test_a_single_digit_after_a_word_is_a_call(text: str) -> None:
    assert len(flat(text).refs) == 1


def test_a_call_stands_right_behind_its_word() -> None:
    """An engine may see a space between the two."""
    assert calls(flat("Rain fell. ^12^")) == [("Rain fell.", 12)]
    assert calls(flat("Rain fell. ^12^ More fell.")) == [("Rain fell.", 12)]


@pytest.mark.parametrize("text", ["fell, ^12^ and", "fell,^12^ and", "fell, ^12 ^and", "fell,^12 ^ and"])
def test_one_space_stays_where_the_call_stood(text: str) -> None:
    assert flat(text).text == "fell, and"


def test_a_call_at_the_head_leaves_no_space() -> None:
    inline = flat("^12^ Rain fell.")
    assert (inline.text, calls(inline)) == ("Rain fell.", [("", 12)])


def test_text_that_is_only_a_call() -> None:
    inline = flat("^12^")
    assert (inline.text, inline.refs) == ("", (FootnoteRef(offset=0, number=12),))


def test_runs_without_text_do_no_harm() -> None:
    assert flatten((Run("Rain "), Run(""), Run("12", superscript=True), Run("")), any_note).text == "Rain"


# --- links ------------------------------------------------------------------------------------------------------------


def test_a_link_covers_its_anchor() -> None:
    assert anchors(flat("See [the rain](https://rain.example) now.")) == [("the rain", "https://rain.example")]


def test_a_link_has_no_spaces_at_its_ends() -> None:
    assert anchors(flat("See[ the rain ](https://rain.example)now.")) == [("the rain", "https://rain.example")]


def test_a_link_of_spaces_is_none() -> None:
    assert flat("See[ ](https://rain.example)now.").links == ()


def test_one_link_in_two_styles_is_one() -> None:
    anchor = Anchor(1, "https://rain.example")
    inline = flatten((Run("The Rain", italic=True, link=anchor), Run(" Act", link=anchor), Run(" passed.")))
    assert anchors(inline) == [("The Rain Act", "https://rain.example")]


def test_neighbours_with_one_address_are_one_link() -> None:
    """Word cuts a link where its formatting changes."""
    inline = flat("See [the](https://rain.example) [rain](https://rain.example).")
    assert anchors(inline) == [("the rain", "https://rain.example")]


def test_neighbours_with_two_addresses_are_two_links() -> None:
    assert len(flat("See [the](https://rain.example) [rain](https://snow.example).").links) == 2


def test_equal_addresses_with_words_between_are_two_links() -> None:
    assert len(flat("See [the](https://rain.example) old [rain](https://rain.example).").links) == 2


def test_neighbours_without_address_are_two_links() -> None:
    """Text sources hide addresses: two anchors side by side may lead to two places."""
    assert len(flat("See [the]() [rain]().").links) == 2


def test_neighbours_to_one_place_are_one_link() -> None:
    place = Destination(3, 100.0)
    inline = flatten((Run("Table", link=Anchor(1, None, place)), Run(" 1", link=Anchor(2, None, place))))
    assert [inline.text[link.start : link.end] for link in inline.links] == ["Table 1"]


def test_a_call_inside_a_link_does_not_part_it() -> None:
    anchor = Anchor(1, "https://rain.example")
    inline = flatten(
        (Run("the rain", link=anchor), Run("12", superscript=True, link=anchor), Run(" act", link=anchor)), any_note
    )
    assert (inline.text, anchors(inline)) == ("the rain act", [("the rain act", "https://rain.example")])
    assert calls(inline) == [("the rain", 12)]


# --- emphasis ---------------------------------------------------------------------------------------------------------


def test_what_is_set_apart_is_emphasis() -> None:
    assert marks(flat("Rain **fell** *fast*.")) == [("fell", "bold"), ("fast", "italic")]


def test_a_face_that_all_words_share_is_no_emphasis() -> None:
    assert flatten(runs("A heading about *rain*", bold=True)).emphasis == (Emphasis(start=16, end=20, style="italic"),)
    assert flatten(runs("*All in italics*")).emphasis == ()


def test_a_plain_call_on_a_bold_heading_makes_it_no_emphasis() -> None:
    inline = flatten((Run("Rain", bold=True), Run("102", superscript=True)), any_note)
    assert inline.emphasis == ()


def test_a_plain_full_stop_makes_a_bold_line_no_emphasis() -> None:
    assert flatten((Run("Rain", bold=True), Run("."))).emphasis == ()


def test_bold_italic_has_two_marks() -> None:
    assert marks(flatten((Run("Rain "), Run("falls", bold=True, italic=True)))) == [
        ("falls", "bold"),
        ("falls", "italic"),
    ]


def test_neighbours_in_one_style_are_one_mark() -> None:
    inline = flatten((Run("Rain "), Run("falls", italic=True), Run(" now", italic=True, size=9.0)))
    assert marks(inline) == [("falls now", "italic")]


def test_words_in_one_style_that_stand_apart_are_two_marks() -> None:
    assert marks(flat("**Rain** falls **fast**")) == [("Rain", "bold"), ("fast", "bold")]


# --- joining and cutting ----------------------------------------------------------------------------------------------


def test_join_moves_marks() -> None:
    joined = join(flat("Rain"), flat("falls *here* on [the basin](https://basin.example).^3^ So"))
    assert joined.text == "Rain falls here on the basin. So"
    assert anchors(joined) == [("the basin", "https://basin.example")]
    assert calls(joined) == [("Rain falls here on the basin.", 3)]
    assert marks(joined) == [("here", "italic")]


def test_a_link_over_the_end_of_a_page_is_one() -> None:
    joined = join(flat("See [the](https://rain.example)"), flat("[rain](https://rain.example)."))
    assert anchors(joined) == [("the rain", "https://rain.example")]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("See [the](https://rain.example)", "[rain](https://snow.example)."),
        ("See [the]()", "[rain]()."),
        ("See [the](https://rain.example) old", "[rain](https://rain.example)."),
        ("See [the](https://rain.example)", "old [rain](https://rain.example)."),
    ],
)
def test_two_links_over_the_end_of_a_page_are_two(first: str, second: str) -> None:
    assert len(join(flat(first), flat(second)).links) == 2


@pytest.mark.parametrize(
    ("first", "second", "whole"),
    [("Indo-", "Pacific", "Indo-Pacific"), ("Rain", "falls", "Rain falls"), ("Rain—", "falls", "Rain—falls")],
)
def test_join_as_two_lines_of_a_paragraph_meet(first: str, second: str, whole: str) -> None:
    assert join(flat(first), flat(second)).text == whole


def test_join_with_a_separator() -> None:
    assert join(flat("Indo-"), flat("Pacific"), "\n").text == "Indo-\nPacific"


def test_joining_nothing_adds_no_separator() -> None:
    assert join(flat("Rain"), Inline(), "\n") == flat("Rain")
    assert join(Inline(), flat("Rain"), "\n") == flat("Rain")


def test_a_call_that_is_joined_to_text_follows_it() -> None:
    assert calls(join(flat("Rain"), flat("^12^"), "\n")) == [("Rain", 12)]
    assert calls(join(flat("^12^"), flat("Rain"), "\n")) == [("", 12)]


def test_head_and_cut_share_the_marks() -> None:
    inline = flat("Source: *Rain*.^3^ Notes: [Snow](https://snow.example).^4^")
    before, after = head(inline, 13), cut(inline, 13)
    assert (before.text, marks(before), calls(before)) == (
        "Source: Rain.",
        [("Rain", "italic")],
        [("Source: Rain.", 3)],
    )
    assert after.text == "Notes: Snow."
    assert (anchors(after), calls(after)) == ([("Snow", "https://snow.example")], [("Notes: Snow.", 4)])


def test_a_mark_over_the_cut_is_cut() -> None:
    inline = flat("one *two three* four")
    assert marks(head(inline, 7)) == [("two", "italic")]
    assert marks(cut(inline, 7)) == [("three", "italic")]


def test_what_is_behind_a_marker_keeps_the_marker_s_call() -> None:
    inline = flat("•^12^ Rain")
    rest = behind(inline, 2)
    assert (rest.text, calls(rest)) == ("Rain", [("", 12)])


def test_behind_a_marker_without_call() -> None:
    rest = behind(flat("1. *Rain* falls.^12^"), 3)
    assert (rest.text, marks(rest), calls(rest)) == ("Rain falls.", [("Rain", "italic")], [("Rain falls.", 12)])


def test_respaced_keeps_marks_on_their_characters() -> None:
    inline = flat("Rain[.....](https://rain.example)*5*")
    spaced = respaced(inline, "Rain ..... 5")
    assert (anchors(spaced), marks(spaced)) == ([(".....", "https://rain.example")], [("5", "italic")])


# --- what is always true ----------------------------------------------------------------------------------------------


def test_an_accent_in_a_run_of_its_own_joins_its_letter() -> None:
    inline = flatten(
        (Run("Cafe"), Run("\u0301 "), Run("rain", italic=True), Run(" falls"), Run("7", superscript=True)), any_note
    )
    assert inline.text == "Café rain falls"
    assert (marks(inline), calls(inline)) == ([("rain", "italic")], [("Café rain falls", 7)])


def test_a_link_on_an_accent_alone_is_none() -> None:
    assert flatten((Run("Cafe"), Run("\u0301", link=Anchor(1, "https://rain.example")), Run(" rain"))).links == ()


TEXTS = st.text(st.sampled_from("ab é12,;.-— \u0301m"), max_size=8).map(lambda text: " ".join(text.split(" ")))
ANCHORS = st.none() | st.builds(
    Anchor, st.integers(1, 3), st.sampled_from([None, "https://a.example", "https://b.example"])
)
RUNS = st.lists(
    st.builds(
        Run,
        TEXTS,
        bold=st.booleans(),
        italic=st.booleans(),
        superscript=st.booleans(),
        subscript=st.booleans(),
        link=ANCHORS,
    ),
    max_size=8,
).map(tuple)


def solid(text: str) -> str:
    return "".join(unicodedata.normalize("NFD", text).split())


@given(RUNS)
@example((Run("a "), Run("12 ", superscript=True), Run(" b")))
def test_no_character_is_lost_and_every_mark_is_in_bounds(made: tuple[Run, ...]) -> None:
    inline = flatten(made, any_note)
    check(inline)
    assert flatten(made).text.replace(" ", "") == unicodedata.normalize(
        "NFC", "".join(run.text for run in made)
    ).replace(" ", "")
    digits = "".join(str(ref.number) for ref in inline.refs)
    # a call's separators go with its digits, and so do zeros before it
    lost = sorted(solid("".join(run.text for run in made)))
    for character in solid(inline.text + digits):
        lost.remove(character)
    assert set(lost) <= set(",;0"), lost


def check(inline: Inline) -> None:
    text = inline.text
    assert text == text.strip(" ")
    assert unicodedata.is_normalized("NFC", text)
    spans: list[LinkSpan | Emphasis] = [*inline.links, *inline.emphasis]
    for span in spans:
        assert 0 <= span.start < span.end <= len(text)
        assert text[span.start : span.end] == text[span.start : span.end].strip(" ")
    assert all(0 <= ref.offset <= len(text) for ref in inline.refs)
    assert [link.start for link in inline.links] == sorted(link.start for link in inline.links)
    assert all(a.end <= b.start for a, b in zip(inline.links, inline.links[1:], strict=False))


@given(RUNS, RUNS, st.sampled_from([None, " ", "\n"]))
def test_joined_text_has_all_its_marks_in_bounds(
    first: tuple[Run, ...], second: tuple[Run, ...], separator: str | None
) -> None:
    a, b = flatten(first, any_note), flatten(second, any_note)
    joined = join(a, b, separator)
    assert solid(joined.text) == solid(a.text + b.text)
    assert [ref.number for ref in joined.refs] == [ref.number for ref in (*a.refs, *b.refs)]
    assert [solid(joined.text[: ref.offset]) for ref in joined.refs] == [
        *(solid(a.text[: ref.offset]) for ref in a.refs),
        *(solid(a.text + b.text[: ref.offset]) for ref in b.refs),
    ]
    assert len(joined.emphasis) == len(a.emphasis) + len(b.emphasis)


@given(RUNS, st.integers(0, 30))
def test_head_and_cut_lose_nothing(made: tuple[Run, ...], place: int) -> None:
    inline = flatten(made, any_note)
    place = min(place, len(inline.text))
    before, after = head(inline, place), cut(inline, place)
    assert solid(before.text + after.text) == solid(inline.text)
    for part in (before, after):
        for span in (*part.links, *part.emphasis):
            assert 0 <= span.start < span.end <= len(part.text)
        assert all(0 <= ref.offset <= len(part.text) for ref in part.refs)
    rest = behind(inline, place)
    assert [ref.number for ref in rest.refs] == [ref.number for ref in inline.refs]


@given(RUNS, st.data())
def test_respaced_marks_keep_their_text(made: tuple[Run, ...], data: st.DataObject) -> None:
    inline = flatten(made, any_note)
    letters = [character for character in inline.text if character != " "]
    text = "".join(character + data.draw(st.sampled_from(["", " "])) for character in letters).strip(" ")
    moved = respaced(inline, text)
    for old, new in zip((*inline.links, *inline.emphasis), (*moved.links, *moved.emphasis), strict=True):
        assert moved.text[new.start : new.end].replace(" ", "") == inline.text[old.start : old.end].replace(" ", "")
    for ref, other in zip(inline.refs, moved.refs, strict=True):
        assert moved.text[: other.offset].replace(" ", "") == inline.text[: ref.offset].replace(" ", "")
