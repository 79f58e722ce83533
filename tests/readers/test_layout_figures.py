"""Figures: images and drawings take the letters inside, nothing else."""

from tests.readers.press import GILL, GILL_BOLD, PROSE, Press, shown, texts


def figure(press: Press) -> None:
    press.text(60, PROSE)
    press.put(100, 200, "Figure 1. Waves by Year", size=11, font=GILL_BOLD)
    press.put(100, 212, "In Thousands", size=9.5, font=GILL)


def test_letters_on_an_image_belong_to_it() -> None:
    press = Press()
    figure(press)
    press.image(100, 220, 500, 400)
    press.put(150, 300, "2019", size=6, font=GILL)
    press.put(100, 412, "Source: The book.", size=9, font=GILL)
    press.text(440, PROSE)
    assert shown(press.read()) == [
        ("paragraph", PROSE),
        ("caption", "Figure 1. Waves by Year"),
        ("paragraph", "In Thousands"),
        ("figure", "2019"),
        ("paragraph", "Source: The book."),
        ("paragraph", PROSE),
    ]


def test_a_drawing_below_a_caption_is_a_figure_with_its_axes() -> None:
    press = Press()
    figure(press)
    for bar in range(5):
        press.area(150 + 40 * bar, 300 - 12 * bar, 170 + 40 * bar, 380)
        press.put(152 + 40 * bar, 390, str(2019 + bar), size=6, font=GILL)
    press.put(120, 262, "1,800", size=6, font=GILL)
    press.put(100, 412, "Source: The book.", size=9, font=GILL)
    press.text(440, PROSE)
    elements = press.read()
    assert texts(elements, "figure") == ["2019 2020 2021 2022 2023 1,800"]
    assert texts(elements)[2] == "In Thousands"
    assert texts(elements)[-1] == PROSE


def test_a_logo_at_the_head_is_no_figure() -> None:
    press = Press()
    press.image(20, 10, 300, 100)
    press.text(200, PROSE)
    assert [kind for kind, _ in shown(press.read())] == ["paragraph"]


def test_an_ornament_is_no_figure() -> None:
    press = Press()
    press.text(200, PROSE)
    press.image(300, 400, 310, 410)
    assert [kind for kind, _ in shown(press.read())] == ["paragraph"]


def test_the_caption_is_never_taken_into_the_image() -> None:
    press = Press()
    figure(press)
    press.image(90, 180, 510, 400)
    assert "Figure 1. Waves by Year" in texts(press.read(), "caption")
