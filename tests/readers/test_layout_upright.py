"""Pages of turned text are read like upright ones, and their places are those of the page as displayed."""

import pytest

from crsparse.readers import layout
from crsparse.readers.engines import PageContent
from crsparse.readers.layout.upright import Turn, turn_of, upright
from tests.readers.press import GILL, LEFT, PROSE, Press, grid, texts

WIDTH, HEIGHT = 612.0, 792.0
REACH = 6.0
"""Letters reach further to one side of the baseline than to the other, which an engine's box of turned text leaves
out."""


def landscape() -> Press:
    press = Press(HEIGHT, WIDTH)
    press.text(90, PROSE)
    press.put(90, 180, "Table 1. Waves by Harbor", font=GILL, size=11)
    press.rule(190, 90, 230, 380, 522)
    for row, names in enumerate((("Harbor", "Waves", "Remarks"), ("Port Ebb", "1,204", "None"))):
        for x, name in zip((96, 236, 386), names, strict=True):
            press.put(x, 204 + 18 * row, name, font=GILL, size=9)
    press.rule(230, 90, 230, 380, 522)
    return press


def sideways(page: PageContent, angle: int) -> PageContent:
    """Return an upright page as it looks when it is printed sideways."""
    return upright(page, Turn((360 - angle) % 360, page.width, page.height))


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_a_sideways_page_reads_like_the_upright_one(angle: int) -> None:
    (page,) = landscape().content()
    turned = sideways(page, angle)
    assert {run.angle for run in turned.runs} == {angle}
    expected, found = layout.read((page,)), layout.read((turned,))
    assert texts(found) == texts(expected)
    assert [grid(element) for element in found if element.rows] == [
        grid(element) for element in expected if element.rows
    ]


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_places_are_those_of_the_displayed_page(angle: int) -> None:
    (page,) = landscape().content()
    turned = sideways(page, angle)
    element = layout.read((turned,))[0]
    ink = [run.box for run in turned.runs if run.text.strip() and run.text.strip() in PROSE]
    x0, top, x1, bottom = element.placements[0].box
    assert x0 == pytest.approx(min(box[0] for box in ink), abs=REACH)
    assert top == pytest.approx(min(box[1] for box in ink), abs=REACH)
    assert x1 == pytest.approx(max(box[2] for box in ink), abs=REACH)
    assert bottom == pytest.approx(max(box[3] for box in ink), abs=REACH)


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_turning_back_undoes_turning(angle: int) -> None:
    turn = Turn(angle, WIDTH, HEIGHT)
    assert turn.box_back(turn.box((10, 20, 30, 50))) == (10, 20, 30, 50)


def test_a_page_with_turned_heads_in_a_table_is_left_as_it_is() -> None:
    press = Press()
    press.text(100, PROSE)
    press.put(200, 300, "Waves that were counted", font=GILL, angle=90)
    press.put(LEFT, 320, "and those that were not", font=GILL)
    assert turn_of(press.content()[0]) is None
