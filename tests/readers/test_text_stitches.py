"""Blocks of two columns that pdftotext mixed."""

from crsparse.readers.text import read_text
from tests.readers.typeset import COLUMN, paragraph, prose, set_lines, set_page, texts

HEAD = "May 1, 2024\n\nA Title of an In Focus"
PAGE = set_page(prose(16), measure=COLUMN)


def paragraphs(*blocks: list[str]) -> list[str]:
    text = HEAD + "\n" + "\n\n".join("\n".join(block) for block in blocks) + f"\n\fA Title of an In Focus\n\n{PAGE}"
    return texts(read_text(text, "a.txt").elements, "paragraph")


BROKEN = paragraph(6, 70, COLUMN)
LINES = set_lines(BROKEN, COLUMN)
CUT = next(n for n in range(3, len(LINES)) if not LINES[n - 1].endswith(".") and LINES[n][0].islower())
FIRST, REST = LINES[:CUT], LINES[CUT:]
WHOLE = paragraph(5, 90, COLUMN)


def test_a_block_between_two_halves_comes_after_them() -> None:
    assert paragraphs(FIRST, set_lines(WHOLE, COLUMN), REST)[:2] == [BROKEN, WHOLE]


def test_a_second_half_before_its_first_comes_after_it() -> None:
    assert paragraphs(set_lines(WHOLE, COLUMN), REST, ["Rivers of the Valley", *FIRST], set_lines(prose(4), COLUMN))[
        :2
    ] == [WHOLE, BROKEN]


def test_whole_blocks_stay_where_they_are() -> None:
    blocks = [paragraph(4, n, COLUMN) for n in (10, 30, 50)]
    assert paragraphs(*(set_lines(block, COLUMN) for block in blocks))[:3] == blocks


def test_by_lines_come_last() -> None:
    found = paragraphs(set_lines(WHOLE, COLUMN), ["Jane Q. Doe, Analyst in River Policy"], set_lines(prose(4), COLUMN))
    assert found[-1] == "Jane Q. Doe, Analyst in River Policy"


def test_pages_of_one_column_are_left_alone() -> None:
    lines = set_lines(prose(9))
    text = "A Title\nMay 1, 2024\n" + "\n".join(
        ["rivers of it. " + lines[0], *lines[1:5], "", *set_lines(prose(12)), "", *lines[5:]]
    )
    found = texts(read_text(f"{text}\n\f{set_page(prose(12))}", "a.txt").elements, "paragraph")
    assert found[0].startswith("rivers of it.")
