"""Furniture: told by repetition and place; text that happens to stand there stays text."""

from tests.readers.press import ARIAL, GILL, LEFT, PROSE, Press, shown, texts

HEAD, FOOT = 44.0, 754.0


def with_pages(count: int, *, head: str = "Waves and Weights", foot: str = "Ministry of Tides") -> Press:
    press = Press()
    for number in range(1, count + 1):
        if number > 1:
            press.page()
        press.put(300, HEAD, head, size=8, font=ARIAL)
        press.put(LEFT, FOOT, foot, size=8, font=ARIAL)
        press.put(518, FOOT, str(number), size=8, font=ARIAL)
        press.text(120, PROSE)
        press.text(300, f"Page {number} has a second paragraph, which differs from those of all the others.")
    return press


def test_what_repeats_at_head_and_foot_is_furniture() -> None:
    elements = with_pages(3).read()
    assert texts(elements, "furniture") == [
        "Waves and Weights",
        "Ministry of Tides",
        "1",
        "Waves and Weights",
        "Ministry of Tides",
        "2",
        "Waves and Weights",
        "Ministry of Tides",
        "3",
    ]
    assert len(texts(elements)) == 6


def test_heads_and_feet_of_pages_that_were_shrunk() -> None:
    press = Press()
    for number in range(1, 4):
        if number > 1:
            press.page()
        press.put(300, 80, "Waves and Weights", size=8, font=ARIAL)
        press.put(LEFT, 705, "Ministry of Tides", size=8, font=ARIAL)
        press.put(518, 705, str(number), size=8, font=ARIAL)
        press.text(140, PROSE)
        press.text(300, f"Page {number} has a second paragraph, which differs from those of all the others.")
    elements = press.read()
    assert texts(elements, "furniture") == [
        text for number in "123" for text in ("Waves and Weights", "Ministry of Tides", number)
    ]


def test_what_two_of_many_pages_share_near_head_and_foot_is_text() -> None:
    press = Press()
    for number in range(1, 6):
        if number > 1:
            press.page()
        if number < 3:
            press.put(LEFT, 80, "Harbor Waves Total")
            press.put(LEFT, 700, "All harbors")
        press.text(140, PROSE)
    assert texts(press.read(), "furniture") == []


def test_furniture_comes_at_the_end_page_by_page() -> None:
    elements = with_pages(2).read()
    kinds = [element.kind for element in elements]
    assert kinds == ["paragraph"] * 4 + ["furniture"] * 6
    assert [element.page for element in elements[4:]] == [1, 1, 1, 2, 2, 2]


def test_the_last_foot_is_furniture_by_its_place() -> None:
    press = with_pages(3)
    press.put(250, FOOT + 1, "TD7 · VERSION 2 · NEW", size=10, font=GILL)
    assert "TD7 · VERSION 2 · NEW" in texts(press.read(), "furniture")


def test_text_that_runs_into_the_foot_band_is_text() -> None:
    press = with_pages(3)
    last = press.text(664, PROSE + " " + PROSE)
    assert FOOT - 30 < last < FOOT - 10
    elements = press.read()
    assert texts(elements)[-1] == PROSE + " " + PROSE


def test_a_table_head_on_every_page_is_no_furniture() -> None:
    press = Press()
    for number in range(3):
        if number:
            press.page()
        press.put(300, HEAD, "Waves and Weights", size=8, font=ARIAL)
        press.put(LEFT, 110, "Harbor")
        press.text(140, f"Harbor {number} is deep enough for ships that carry more than one cargo at a time.")
    assert texts(press.read()).count("Harbor") == 3


def test_small_print_of_another_family_at_the_foot_is_furniture_even_once() -> None:
    press = Press()
    press.text(120, PROSE)
    press.put(LEFT, 740, "Prepared for the Keepers", size=8, font=ARIAL)
    assert shown(press.read())[-1] == ("furniture", "Prepared for the Keepers")


def test_white_letters_on_a_logo_are_furniture() -> None:
    press = Press()
    press.put(480, 125, "NOTICE", size=14, font=ARIAL, color=0xFFFFFF)
    press.text(200, PROSE)
    assert shown(press.read()) == [("paragraph", PROSE), ("furniture", "NOTICE")]


def test_black_letters_in_the_same_place_are_text() -> None:
    press = Press()
    press.put(480, 125, "NOTICE", size=14, font=ARIAL)
    press.text(200, PROSE)
    assert "NOTICE" in texts(press.read())
