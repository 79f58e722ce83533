"""Runs to lines: what belongs to one line, and what only stands near."""

from crsparse.readers.layout.lines import read_lines
from tests.readers.press import BOLD, LEFT, PROSE, TIMES, Press, texts


def lines(press: Press) -> list[str]:
    return [line.text for line in read_lines(press.content()[0].runs)]


def test_runs_of_one_baseline_are_one_line() -> None:
    press = Press()
    press.runs(LEFT, 100, ("The Min", TIMES), ("istry of ", TIMES), ("Tides", BOLD), (" counts.", TIMES))
    assert lines(press) == ["The Ministry of Tides counts."]


def test_a_wide_gap_parts_a_line() -> None:
    press = Press()
    press.put(LEFT, 100, "Waves")
    press.put(LEFT + 120, 100, "1,204")
    assert lines(press) == ["Waves", "1,204"]


def test_baselines_a_line_apart_are_two_lines_even_when_runs_are_drawn_upwards() -> None:
    press = Press()
    press.put(LEFT, 112.65, "second")
    press.put(LEFT, 100, "first")
    assert lines(press) == ["first", "second"]


def test_a_raised_number_belongs_to_the_line_beside_it() -> None:
    press = Press()
    press.runs(LEFT, 100, ("The book is dry.", TIMES), ("12 ", TIMES, 4.0), ("Nobody asks.", TIMES))
    assert lines(press) == ["The book is dry.12 Nobody asks."]
    (element,) = press.read()
    assert [run.text for run in element.runs if run.superscript] == ["12 "]


def test_a_raised_number_that_is_drawn_digit_by_digit() -> None:
    press = Press()
    end = press.put(LEFT, 100, "The book is dry.")
    press.put(end + 0.5, 96, " ")
    for place, digit in enumerate("123"):
        press.put(end + 0.5 + 3.3 * place, 96, digit, size=6.6)
    assert lines(press) == ["The book is dry. 123"]
    (element,) = press.read()
    assert [run.text for run in element.runs if run.superscript] == ["123"]


def test_a_lowered_number_is_a_subscript() -> None:
    press = Press()
    press.runs(LEFT, 100, ("Carbonic acid is H", TIMES), ("2", TIMES, -2.0), ("CO.", TIMES))
    (element,) = press.read()
    assert element.text == "Carbonic acid is H2CO."
    assert [run.text for run in element.runs if run.subscript] == ["2"]


def test_small_text_far_from_any_line_stays_alone() -> None:
    press = Press()
    end = press.put(LEFT, 100, "The book is dry.")
    press.put(end + 60, 96, "12", size=6.6)
    assert lines(press) == ["12", "The book is dry."]


def test_text_of_the_same_size_a_little_higher_is_no_superscript() -> None:
    press = Press()
    end = press.put(LEFT, 100, "The book")
    press.put(end + 2, 96, "is dry")
    assert lines(press) == ["is dry", "The book"]


def test_a_drop_cap_goes_before_the_line_at_its_top() -> None:
    press = Press()
    press.put(124, 100, "he Ministry of Tides counts the waves that reach the harbor, and it has done ")
    press.put(124, 112.65, "so since the harbor was built. Each wave is written down in a book, with its ")
    press.put(LEFT, 125.3, "height and the hour at which it came.")
    press.put(LEFT, 114, "T", size=49.0)
    (element,) = press.read()
    assert element.text.startswith("The Ministry of Tides counts")
    assert element.text.endswith("its height and the hour at which it came.")


def test_a_large_letter_alone_is_no_drop_cap() -> None:
    press = Press()
    press.put(300, 100, "A", size=30.0)
    press.text(200, PROSE)
    assert lines(press)[0] == "A"
    assert press.read()[0].text == "A"


def test_turned_text_is_read_along_its_direction() -> None:
    press = Press()
    press.put(200, 300, "Fiscal", angle=90)
    press.put(211, 300, "Year", angle=90)
    assert lines(press) == ["Fiscal", "Year"]


def test_spaces_between_words_are_single() -> None:
    press = Press()
    end = press.put(LEFT, 100, "The book ")
    press.put(end + 3, 100, " is dry.")
    assert texts(press.read()) == ["The book is dry."]
