"""Composing text runs: spaces, line ends, raised and lowered text, and where a unit stands."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crsparse.elements import Anchor
from crsparse.readers.compose import Composed, Piece, compose, drawn_lines
from crsparse.readers.engines import Font, PageContent, TextRun

PLAIN, BOLD = Font("PalatinoLinotype", False, False), Font("PalatinoLinotype-Bold", True, False)
WIDTH = 5.0
"""Points of a letter of 10 points."""


def run(
    text: str, x: float = 72.0, baseline: float = 100.0, size: float = 10.0, font: Font = PLAIN, **more: object
) -> TextRun:
    width = len(text) * WIDTH * size / 10
    return TextRun(text, x, x + width, baseline, size, font, 0, 0, **more)  # type: ignore[arg-type]


def composed(*made: TextRun, page: int = 1, words: frozenset[str] = frozenset()) -> Composed:
    return compose([Piece(one, page) for one in made], words)


def text(*made: TextRun, words: frozenset[str] = frozenset()) -> str:
    return "".join(one.text for one in composed(*made, words=words).runs)


def row(*texts: str, gap: float = 0.0, baseline: float = 100.0) -> list[TextRun]:
    """Return runs of one line with ``gap`` points between them."""
    made: list[TextRun] = []
    for one in texts:
        made.append(run(one, made[-1].x1 + gap if made else 72.0, baseline))
    return made


# --- spaces -----------------------------------------------------------------------------------------------------------


def test_runs_that_touch_are_one_word() -> None:
    assert text(*row("Ra", "in")) == "Rain"


def test_a_wide_gap_is_a_space() -> None:
    assert text(*row("Rain", "falls", gap=7.0)) == "Rain falls"
    assert text(*row("Ra", "in", gap=5.0)) == "Rain", "the ink of a 1 leaves gaps, too"


def test_a_gap_beside_a_space_adds_none() -> None:
    assert text(*row("Rain ", "falls", gap=7.0)) == "Rain falls"
    assert text(*row("Rain", " falls", gap=7.0)) == "Rain falls"


def test_a_run_of_spaces_is_one() -> None:
    assert text(*row("Rain", " ", "  ", "falls")) == "Rain falls"
    assert text(*row("Rain  falls")) == "Rain falls"


def test_spaces_at_both_ends_go() -> None:
    assert text(*row(" ", " Rain ", " ")) == "Rain"


def test_a_suspended_hyphen_has_its_space_after_a_small_gap() -> None:
    assert text(*row("air-", "and sea-launched", gap=3.0)) == "air- and sea-launched"
    assert text(*row("air-", "launched", gap=3.0)) == "air-launched"


# --- lines ------------------------------------------------------------------------------------------------------------


def two(first: str, second: str, words: frozenset[str] = frozenset()) -> str:
    return text(run(first), run(second, baseline=113.0), words=words)


@pytest.mark.parametrize(
    ("first", "second", "whole"),
    [
        ("Rain", "falls", "Rain falls"),
        ("Rain ", "falls", "Rain falls"),
        ("Rain", " falls", "Rain falls"),
        ("Indo-", "Pacific", "Indo-Pacific"),
        ("Indo‐", "Pacific", "Indo‐Pacific"),
        ("https://rain.example/", "upper", "https://rain.example/upper"),
        ("legis\u00ad", "lation", "legislation"),
        ("legis\u00ad ", "lation", "legislation"),
    ],
)
def test_two_lines(first: str, second: str, whole: str) -> None:
    assert two(first, second) == whole


def test_words_prove_that_a_hyphen_is_the_line_end_s() -> None:
    assert two("legis-", "lation", frozenset({"legislation"})) == "legislation"


def test_a_printed_space_after_a_hyphen_stays() -> None:
    assert text(run("first-"), run(" ", x=110.0), run("second-quarter", baseline=113.0)) == "first- second-quarter"
    assert text(run("first- "), run("second-quarter", baseline=113.0)) == "first- second-quarter"


def test_the_same_height_further_left_is_a_new_line() -> None:
    """The next column's first line may stand as high as the last one's last."""
    assert text(run("Indo-", x=300.0), run("Pacific", x=72.0)) == "Indo-Pacific"


def test_another_page_is_a_new_line() -> None:
    made = compose([Piece(run("Indo-"), 1), Piece(run("Pacific", x=200.0), 2)])
    assert "".join(one.text for one in made.runs) == "Indo-Pacific"
    assert [place.page for place in made.placements] == [1, 2]


def test_an_invisible_run_is_nothing() -> None:
    assert text(run("\u200b"), run("Rain", baseline=113.0)) == "Rain"
    assert composed(run("\u200b"), run(" ")) == Composed(())


# --- styles -----------------------------------------------------------------------------------------------------------


def test_neighbours_in_one_style_are_one_run() -> None:
    assert len(composed(*row("Ra", "in ", "falls")).runs) == 1


def test_styles_and_links_part_runs() -> None:
    bold = run("Rain ", font=BOLD)
    made = compose([Piece(bold, 1), Piece(run("falls", x=bold.x1), 1, Anchor(1, "https://rain.example"))])
    assert [(one.text, one.bold, one.link is not None) for one in made.runs] == [
        ("Rain ", True, False),
        ("falls", False, True),
    ]


def test_raised_and_lowered_text() -> None:
    made = composed(
        run("Rain"),
        run("12", x=92.0, baseline=96.5, size=6.5),
        run(" CO", x=99.0),
        run("2", x=114.0, baseline=102.0, size=6.5),
    )
    assert [(one.text, one.superscript, one.subscript) for one in made.runs] == [
        ("Rain", False, False),
        ("12", True, False),
        (" CO", False, False),
        ("2", False, True),
    ]


def test_small_text_on_the_baseline_is_neither() -> None:
    made = composed(run("Rain"), run("FALLS", x=92.0, size=7.5))
    assert not any(one.superscript or one.subscript for one in made.runs)


def test_large_text_above_the_baseline_is_neither() -> None:
    made = composed(run("Rain"), run("falls", x=92.0, baseline=98.0))
    assert not any(one.superscript for one in made.runs)


def test_a_call_at_the_head_of_a_line_is_raised() -> None:
    """The number of a note comes before the text that it is raised above."""
    made = composed(run("12", baseline=96.5, size=6.5), run("See", x=80.0))
    assert [(one.text, one.superscript) for one in made.runs] == [("12", True), ("See", False)]


# --- places -----------------------------------------------------------------------------------------------------------


def test_lines_and_boxes() -> None:
    made = composed(run("Rain falls"), run("in May", baseline=113.0))
    assert made.first_line == (72.0, 92.5, 122.0, 102.5)
    assert made.last_line == (72.0, 105.5, 102.0, 115.5)
    assert [place.box for place in made.placements] == [(72.0, 92.5, 122.0, 115.5)]


def test_a_new_column_has_a_box_of_its_own() -> None:
    made = composed(run("Rain", baseline=700.0), run("falls", x=320.0, baseline=100.0))
    assert [place.box[0] for place in made.placements] == [72.0, 320.0]


def test_a_gap_parts_boxes() -> None:
    made = composed(run("Rain"), run("falls", baseline=113.0), run("much", baseline=150.0))
    assert [place.box[1] for place in made.placements] == [92.5, 142.5]


def test_text_that_runs_upwards_has_no_columns() -> None:
    upwards = [run("Rain", x=200.0, angle=90), run("falls", x=150.0, angle=90)]
    assert len(composed(*upwards).placements) == 1


def test_turned_text() -> None:
    upwards = [run("Ra", x=200.0, angle=90), run("in", x=190.0, angle=90)]
    assert text(*upwards) == "Rain"
    assert composed(run("Rain", x=200.0, angle=270)).placements[0].box == (92.5, 200.0, 102.5, 220.0)


# --- what is always true ----------------------------------------------------------------------------------------------

RUNS = st.builds(
    run,
    st.text(st.sampled_from("ab é1-—/\u0301\u00a0\u200b"), max_size=6),
    x=st.sampled_from([72.0, 90.0, 300.0]),
    baseline=st.sampled_from([100.0, 96.0, 113.0, 300.0]),
    size=st.sampled_from([6.5, 10.0]),
    font=st.sampled_from([PLAIN, BOLD]),
    angle=st.sampled_from([0, 0, 90]),
)


@given(st.lists(RUNS, max_size=8))
def test_nothing_is_dropped_but_spaces(made: list[TextRun]) -> None:
    unit = composed(*made)
    said = "".join(one.text for one in unit.runs)
    drawn = "".join(one.text for one in made).replace("\u200b", "")
    assert solid(said) == solid(drawn)
    assert said == said.strip(" ")
    assert "  " not in said
    assert all(one.text for one in unit.runs)
    assert bool(unit.runs) == bool(unit.placements) == bool(unit.first_line) == bool(unit.last_line)


def solid(said: str) -> str:
    return "".join(unicodedata.normalize("NFD", said).split())


# --- lines as they are drawn ------------------------------------------------------------------------------------------


def drawn(*made: TextRun) -> list[str]:
    return list(drawn_lines([PageContent(1, 612.0, 792.0, made, ())]))


def test_drawn_lines() -> None:
    first = row("Rain ", "fa", "lls")
    assert drawn(*first, run("much", baseline=113.0)) == ["Rain falls", "much"]


def test_a_gap_in_a_drawn_line_is_a_space() -> None:
    assert drawn(*row("Rain", "falls", gap=2.0)) == ["Rain falls"]


def test_a_call_does_not_end_a_drawn_line() -> None:
    assert drawn(run("Rain"), run("12", x=92.0, baseline=96.5, size=8.0), run(" falls", x=100.0)) == ["Rain12 falls"]
