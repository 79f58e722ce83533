"""Paragraphs that a tree cuts within a line."""

import pytest
from msgspec.structs import replace

from crsparse.elements import Element, Placement, Run
from crsparse.readers.cut_lines import with_whole_lines


def at(x0: float, x1: float, text: str, y: float = 100.0, page: int = 1, kind: str = "paragraph") -> Element:
    box = (x0, y, x1, y + 10.0)
    runs = (Run(text, size=10.0),)
    return Element(kind=kind, runs=runs, placements=(Placement(page, box),), first_line=box, last_line=box)  # type: ignore[arg-type]


RAIN = at(72.0, 100.0, "Rain")


def test_a_piece_that_goes_on_in_the_line() -> None:
    (whole,) = with_whole_lines((RAIN, at(103.0, 130.0, "falls.")))
    assert whole.text == "Rain falls."
    assert whole.first_line == whole.last_line == (72.0, 100.0, 130.0, 110.0)


def test_a_piece_that_touches_is_the_same_word() -> None:
    (whole,) = with_whole_lines((RAIN, at(100.3, 130.0, "fall")))
    assert whole.text == "Rainfall"


def test_pieces_in_two_styles_keep_them() -> None:
    falls = at(103.0, 130.0, "falls.")
    falls = replace(falls, runs=(replace(falls.runs[0], italic=True),))
    (whole,) = with_whole_lines((RAIN, falls))
    assert [(run.text, run.italic) for run in whole.runs] == [("Rain ", False), ("falls.", True)]


@pytest.mark.parametrize(
    "other",
    [
        at(300.0, 330.0, "Snow"),
        at(72.0, 100.0, "Snow", y=112.0),
        at(103.0, 130.0, "Snow", page=2),
        at(103.0, 130.0, "Snow", kind="heading"),
        at(103.0, 130.0, "Snow", kind="list_item"),
    ],
    ids=["in another column", "below", "on the next page", "a heading", "an item"],
)
def test_what_stays_apart(other: Element) -> None:
    assert with_whole_lines((RAIN, other)) == (RAIN, other)


def test_a_paragraph_that_is_closed() -> None:
    closed, falls = replace(RAIN, closed=True), at(103.0, 130.0, "falls.")
    assert with_whole_lines((closed, falls)) == (closed, falls)
