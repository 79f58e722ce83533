"""Columns: the order of reading, and what is no column."""

from crsparse.readers.layout.columns import gutters_of
from crsparse.readers.layout.sheets import read_sheet
from tests.readers.press import BOLD, LEFT, PROSE, TIMES, Press, shown, texts

COLUMNS = ((58.0, 298.0), (314.0, 554.0))


def two_columns(press: Press, top: float = 140.0, *, lefts: int = 3, rights: int = 3) -> None:
    for (x, right), count, name in zip(COLUMNS, (lefts, rights), ("Left", "Right"), strict=True):
        y = top
        for number in range(count):
            y = press.text(y, f"{name} {number}. {PROSE}", x=x, right=right, line=11.5, size=10) + 23


def test_the_left_column_is_read_before_the_right() -> None:
    press = Press()
    two_columns(press)
    heads = [text.split(".")[0] for text in texts(press.read())]
    assert heads == ["Left 0", "Left 1", "Left 2", "Right 0", "Right 1", "Right 2"]


def test_a_title_and_a_date_above_both_columns_come_first() -> None:
    press = Press()
    press.put(460, 90, "April 23, 2026", size=10)
    press.put(58, 115, "Waves", size=18, font=BOLD)
    two_columns(press)
    assert [text.split(".")[0] for text in texts(press.read())][:4] == ["April 23, 2026", "Waves", "Left 0", "Left 1"]


def test_what_crosses_the_gutter_parts_the_page() -> None:
    press = Press()
    two_columns(press, lefts=1, rights=1)
    press.text(400, "A line as wide as the page stands between the upper and the lower columns of it.", x=58, right=554)
    two_columns(press, 430, lefts=1, rights=1)
    heads = [text.split(" ")[0] for text in texts(press.read())]
    assert heads == ["Left", "Right", "A", "Left", "Right"]


def test_one_column_is_one_flow() -> None:
    press = Press()
    press.text(100, PROSE)
    press.text(200, PROSE)
    sheet = read_sheet(press.content()[0])
    assert gutters_of([sheet.lines], 11.0) == ([None], None)


def test_short_lines_side_by_side_are_no_columns_of_prose() -> None:
    press = Press()
    for row in range(12):
        press.put(LEFT, 100 + 14 * row, f"Harbor {row}")
        press.put(330, 100 + 14 * row, f"{row * 7} waves")
    sheet = read_sheet(press.content()[0])
    assert gutters_of([sheet.lines], 11.0) == ([None], None)


def test_by_lines_on_a_page_of_their_own_keep_to_the_gutter_of_the_others() -> None:
    press = Press()
    two_columns(press)
    press.page()
    press.runs(58, 80, ("Ann Lee", BOLD), (", Analyst in Tides", TIMES), size=10)
    press.runs(314, 80, ("Bo Oak", BOLD), (", Keeper of Books", TIMES), size=10)
    press.text(140, PROSE, x=58, right=554)
    assert texts(press.read())[-3:-1] == ["Ann Lee, Analyst in Tides", "Bo Oak, Keeper of Books"]


def test_a_paragraph_goes_on_in_the_next_column() -> None:
    press = Press()
    press.text(140, "Left. " + PROSE, x=58, right=298, line=11.5, size=10)
    press.put(58, 300, "The Ministry of Tides counts the waves that reach the harbor,", size=10)
    press.put(58, 311.5, "and it has done so since the harbor was first built, in 1899", size=10)
    press.text(140, "and this is the rest of it. " + PROSE, x=314, right=554, line=11.5, size=10)
    joined = texts(press.read())[1]
    assert joined.startswith("The Ministry of Tides counts")
    assert joined.endswith("and this is the rest of it. " + PROSE)


def test_a_sentence_that_ends_in_a_short_line_ends_the_paragraph_at_the_columns_end() -> None:
    press = Press()
    press.text(140, "Left. " + PROSE, x=58, right=298, line=11.5, size=10)
    press.text(300, "The book is dry.", x=58, right=298, line=11.5, size=10)
    press.text(140, "Nobody has asked for it. " + PROSE, x=314, right=554, line=11.5, size=10)
    assert [kind for kind, _ in shown(press.read())] == ["paragraph"] * 3
