"""Tables, text boxes and side boxes: where they are, and what stands in which cell."""

from crsparse.readers.layout.letters import width_of_text
from tests.readers.press import BOLD, GILL, GILL_BOLD, LEFT, PROSE, RIGHT, TIMES, Press, grid, shown, texts

EDGES = (90.0, 230.0, 380.0, 522.0)


def caption(press: Press, y: float = 200.0) -> None:
    press.put(150, y, "Table 1. Waves by Harbor", size=11, font=GILL_BOLD)


def cell(press: Press, column: int, y: float, *lines: str, bold: bool = False) -> None:
    for place, line in enumerate(lines):
        press.put(EDGES[column] + 6, y + 10.5 * place, line, size=9, font=GILL_BOLD if bold else GILL)


def ruled(press: Press, *, last_rule: bool = True, top: float = 210.0) -> None:
    """Print a table of three rows below a head, drawn cell by cell."""
    press.text(60, PROSE)
    caption(press, top - 10)
    press.rule(top, *EDGES)
    for column, head in enumerate(("Harbor", "Waves", "Remarks")):
        cell(press, column, top + 14, head, bold=True)
    press.rule(top + 20, *EDGES)
    for row, (harbor, waves, remarks) in enumerate(
        (
            (("Port Ebb",), ("1,204",), ("Counted by the keeper", "and by nobody else")),
            (("Port Flood", "and Environs"), ("98",), ("None",)),
            (("All",), ("1,302",), ("None",)),
        )
    ):
        y = top + 32 + 27 * row
        cell(press, 0, y, *harbor)
        cell(press, 1, y, *waves)
        cell(press, 2, y, *remarks)
    if last_rule:
        press.rule(top + 106, *EDGES)
        press.put(96, top + 118, "Source: The book.", size=9, font=GILL)
    press.text(top + 150, PROSE)


ROWS = [
    ["Harbor", "Waves", "Remarks"],
    ["Port Ebb", "1,204", "Counted by the keeper and by nobody else"],
    ["Port Flood and Environs", "98", "None"],
    ["All", "1,302", "None"],
]


def test_rules_in_pieces_give_the_columns_and_the_order_of_drawing_the_rows() -> None:
    press = Press()
    ruled(press)
    elements = press.read()
    assert [kind for kind, _ in shown(elements)] == ["paragraph", "caption", "table", "paragraph", "paragraph"]
    assert grid(elements[2]) == ROWS
    assert texts(elements)[3] == "Source: The book."


def test_a_table_that_runs_on_has_no_last_rule() -> None:
    press = Press()
    ruled(press, last_rule=False)
    elements = press.read()
    assert grid(elements[2]) == ROWS
    assert texts(elements)[-1] == PROSE


def test_rows_are_told_by_distance_where_the_order_of_drawing_is_lost() -> None:
    press = Press()
    press.text(60, PROSE)
    caption(press)
    press.rule(210, *EDGES)
    drawn = []
    for row, (harbor, waves) in enumerate((("Port Ebb", "1,204"), ("Port Flood", "98"), ("All", "1,302"))):
        drawn.append((224 + 18.0 * row, harbor, waves))
    for y, harbor, _ in drawn:
        cell(press, 0, y, harbor)
    for y, _, waves in drawn:
        cell(press, 1, y, waves)
    press.rule(270, *EDGES)
    assert grid(press.read()[2]) == [["Port Ebb", "1,204"], ["Port Flood", "98"], ["All", "1,302"]]


def test_a_cell_over_two_columns_spans_them() -> None:
    press = Press()
    press.text(60, PROSE)
    caption(press)
    press.rule(210, *EDGES)
    cell(press, 0, 224, "Harbor")
    cell(press, 1, 224, "Waves and whatever else has been counted there")
    cell(press, 0, 242, "Port Ebb")
    cell(press, 1, 242, "1,204")
    cell(press, 2, 242, "12")
    press.rule(250, *EDGES)
    rows = press.read()[2].rows
    assert [cell.col_span for cell in rows[0]] == [1, 2]
    assert [cell.col_span for cell in rows[1]] == [1, 1, 1]


def test_an_empty_cell_keeps_its_place() -> None:
    press = Press()
    press.text(60, PROSE)
    caption(press)
    press.rule(210, *EDGES)
    for column in range(3):
        cell(press, column, 224, f"head {column}")
    cell(press, 0, 242, "Port Ebb")
    cell(press, 2, 242, "12")
    press.rule(250, *EDGES)
    assert grid(press.read()[2])[1] == ["Port Ebb", "", "12"]


def test_turned_heads_are_one_cell_each() -> None:
    press = Press()
    press.text(60, PROSE)
    caption(press)
    press.rule(210, *EDGES)
    press.put(96, 290, "Harbor", size=9, font=GILL_BOLD)
    for column, (upper, lower) in enumerate((("Waves", "counted"), ("Waves", "missed")), 1):
        press.put(EDGES[column] + 20, 290, upper, size=9, font=GILL_BOLD, angle=90)
        press.put(EDGES[column] + 31, 290, lower, size=9, font=GILL_BOLD, angle=90)
    press.rule(296, *EDGES)
    for column, text in enumerate(("Port Ebb", "1,204", "12")):
        cell(press, column, 310, text)
    press.rule(318, *EDGES)
    assert grid(press.read()[2]) == [["Harbor", "Waves counted", "Waves missed"], ["Port Ebb", "1,204", "12"]]


def test_prose_between_two_rules_is_no_table() -> None:
    press = Press()
    press.text(60, PROSE)
    press.rule(140, LEFT, RIGHT)
    press.text(160, PROSE)
    press.rule(230, LEFT, RIGHT)
    assert [kind for kind, _ in shown(press.read())] == ["paragraph", "paragraph"]


def test_columns_without_rules_are_a_table() -> None:
    press = Press()
    press.text(100, PROSE)
    for x, name, title in ((LEFT, "Ann Lee", "Analyst in Tides"), (306.0, "Bo Oak", "Keeper of Books")):
        press.put(x, 200, name, size=10)
        press.put(x, 211.5, title, size=10)
    press.put(LEFT, 234, "Cy Fir", size=10)
    press.put(LEFT, 245.5, "Counter of Waves", size=10)
    table = press.read()[1]
    assert grid(table) == [
        ["Ann Lee / Analyst in Tides", "Bo Oak / Keeper of Books"],
        ["Cy Fir / Counter of Waves", ""],
    ]


def test_a_gap_in_one_line_is_no_table() -> None:
    press = Press()
    press.text(100, PROSE)
    press.put(LEFT, 200, "Waves")
    press.put(400, 200, "January 20, 2026")
    press.text(230, PROSE)
    assert "table" not in [kind for kind, _ in shown(press.read())]


def test_shading_in_a_grid_below_a_caption_gives_columns() -> None:
    press = Press()
    press.text(60, PROSE)
    caption(press)
    for row in range(4):
        for column in range(3):
            press.area(EDGES[column], 206 + 16 * row, EDGES[column + 1], 222 + 16 * row)
            cell(press, column, 218 + 16 * row, f"cell {row}{column}")
    assert grid(press.read()[2]) == [[f"cell {row}{column}" for column in range(3)] for row in range(4)]


def test_a_run_merged_over_columns_is_cut() -> None:
    press = Press()
    press.text(60, PROSE)
    caption(press)
    press.rule(210, *EDGES)
    for column, head in enumerate(("Harbor", "Waves", "Remarks")):
        cell(press, column, 224, head, bold=True)
    press.rule(230, *EDGES)
    for row in range(3):
        press.put(96, 244 + 16 * row, "Port Ebb 1,204 ", size=9, font=GILL)
        run = press.pages[-1][0][-1]
        press.pages[-1][0][-1] = type(run)(run.text, 96, 260, run.baseline, 9, GILL, 0, -1)
        cell(press, 2, 244 + 16 * row, "none at all")
    press.rule(290, *EDGES)
    assert grid(press.read()[2])[1:] == [["Port Ebb", "1,204", "none at all"]] * 3


def merged(press: Press, y: float, text: str, end: float) -> None:
    """Print words in one run from the first column's text on, stretched to ``end``."""
    press.put(96, y, text, size=9, font=GILL)
    run = press.pages[-1][0][-1]
    press.pages[-1][0][-1] = type(run)(run.text, 96, end, run.baseline, 9, GILL, 0, -1)


def test_a_merged_run_of_many_words_whose_last_begin_at_the_column_s_edge_is_cut() -> None:
    rest = "The keeper counts the waves that reach the pier"
    press = Press()
    press.text(60, PROSE)
    caption(press)
    edges = (90.0, 130.0, 522.0)
    press.rule(210, *edges)
    press.put(96, 224, "Year", size=9, font=GILL_BOLD)
    press.put(136, 224, "Action", size=9, font=GILL_BOLD)
    press.rule(230, *edges)
    width = width_of_text(rest, 9)
    for row, year in enumerate(("1992", "1995", "2001")):
        merged(press, 240 + 16 * row, f"{year} {rest}", 136 + width)
    press.rule(290, *edges)
    for row in range(3):  # lines that are not merged tell how wide the font is
        press.put(96, 304 + 10.5 * row, "Source: the book of waves, third edition", size=9, font=GILL)
    assert grid(press.read()[2])[1:] == [[year, rest] for year in ("1992", "1995", "2001")]


def test_a_line_that_is_only_justified_spans_the_columns() -> None:
    words = "All of the waves that reach the pier are counted"
    press = Press()
    press.text(60, PROSE)
    caption(press)
    press.rule(210, *EDGES)
    for column, head in enumerate(("Harbor", "Waves", "Remarks")):
        cell(press, column, 224, head, bold=True)
    press.rule(230, *EDGES)
    for row in range(3):
        merged(press, 240 + 16 * row, words, 96 + width_of_text(words, 9) + 18)
    press.rule(290, *EDGES)
    assert [row[0] for row in grid(press.read()[2])[1:]] == [words] * 3


def test_a_grey_box_beside_the_text_is_read_first_and_whole() -> None:
    press = Press()
    press.area(454, 86, 566, 220)
    press.text(100, PROSE + " " + PROSE, x=54, right=440, line=11.5, size=10)
    press.put(461, 104, "R99999", size=14, font=GILL)
    press.put(461, 130, "January 20, 2026", size=10)
    press.put(461, 152, "Ann Lee", size=9, font=GILL_BOLD, color=0x568D)
    press.put(461, 163, "Analyst in Tides", size=9, font=GILL)
    elements = press.read()
    assert grid(elements[0]) == [["R99999 / January 20, 2026 / Ann Lee / Analyst in Tides"]]
    assert texts(elements)[1] == PROSE + " " + PROSE


def test_a_framed_text_is_a_table_of_one_cell() -> None:
    press = Press()
    press.text(60, PROSE)
    for x in (LEFT, RIGHT):
        press.post(x, 200, 260)
    for y in (200.0, 260.0):
        press.rule(y, LEFT, RIGHT)
    press.put(250, 215, "What Is a Wave?", size=11, font=GILL_BOLD)
    press.put(96, 230, "A wave is what the keeper has counted as one.", size=9, font=GILL)
    elements = press.read()
    assert grid(elements[1]) == [["What Is a Wave? / A wave is what the keeper has counted as one."]]


def test_shading_of_a_line_is_no_box() -> None:
    press = Press()
    press.area(LEFT, 91, RIGHT, 104)
    press.area(LEFT, 104, RIGHT, 117)
    press.text(100, PROSE)
    assert [kind for kind, _ in shown(press.read())] == ["paragraph"]


def test_a_link_in_a_cell_keeps_its_emphasis_and_text() -> None:
    press = Press()
    press.text(60, PROSE)
    caption(press)
    press.rule(210, *EDGES)
    cell(press, 0, 224, "Harbor")
    press.runs(236, 224, ("very ", TIMES), ("high", BOLD), size=9)
    press.rule(230, *EDGES)
    runs = press.read()[2].rows[0][1].paragraphs[0]
    assert [(run.text, run.bold) for run in runs] == [("very ", False), ("high", True)]


def test_a_justified_line_below_a_table_is_not_cut_at_its_columns() -> None:
    press = Press()
    ruled(press)
    line = "growler from a wave, [the patrol] will need a second keeper and a third"
    press.put(EDGES[0] + 6, 500, line, size=10)
    run = press.pages[-1][0][-1]
    stretched = type(run)(line, run.x0, run.x1 + 20, run.baseline, run.size, run.font, 0, -1)
    press.pages[-1][0][-1] = stretched
    assert texts(press.read())[-1] == line
