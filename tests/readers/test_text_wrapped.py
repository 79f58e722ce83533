"""Text wrapped at a number of characters."""

import textwrap

import pytest

from crsparse.readers.text import read_text
from crsparse.readers.text.wrapped import unwrapped, width_of
from tests.readers.typeset import NOTE, prose, set_page, texts

PARAGRAPHS = [prose(5, number) for number in range(8)]


def wrapped(*paragraphs: str, width: int = 72) -> str:
    return "\n\n".join(textwrap.fill(paragraph, width, break_on_hyphens=False) for paragraph in paragraphs)


@pytest.mark.parametrize("width", [60, 72, 80, 100])
def test_the_width_is_that_of_the_longest_lines(width: int) -> None:
    found = width_of(wrapped(*PARAGRAPHS, width=width))
    assert found is not None
    assert width - 3 <= found <= width


@pytest.mark.parametrize("measure", [30_000, 39_270, NOTE])
def test_print_is_not_wrapped_at_characters(measure: int) -> None:
    assert width_of("\n\n".join(set_page(paragraph, measure=measure) for paragraph in PARAGRAPHS)) is None


def test_a_few_lines_show_no_width() -> None:
    assert width_of(wrapped(prose(2))) is None
    assert width_of("") is None


def test_lines_without_blank_ones_between_paragraphs_are_not_joined() -> None:
    assert width_of(wrapped(*PARAGRAPHS).replace("\n\n", "\n")) is None


def test_each_paragraph_becomes_a_line() -> None:
    text = wrapped(*PARAGRAPHS)
    assert unwrapped(text, 72).split("\n\n") == PARAGRAPHS


def test_a_short_line_ends_its_paragraph_without_a_blank_one() -> None:
    assert unwrapped("A Title\nof two lines that is short\nAnd more", 72).count("\n") == 2


@pytest.mark.parametrize(
    "line",
    [
        "• an item of a list",
        "(2) an item that counts",
        "Introduction ............................ 1",
        "1992      44.2      3.1",
        "| a | b |",
    ],
)
def test_what_begins_something_new_is_not_joined(line: str) -> None:
    full = "x" * 60 + " and so on"
    assert unwrapped(f"{full}\n{line}", 70) == f"{full}\n{line}"


def test_two_spaces_between_sentences_are_no_gap() -> None:
    spaced = [paragraph.replace(". ", ".  ") for paragraph in PARAGRAPHS]
    text = "\n\n".join("\n".join(_fill(paragraph, 72)) for paragraph in spaced)
    assert width_of(text) is not None
    assert [line.replace(".  ", ". ") for line in unwrapped(text, 72).split("\n\n")] == PARAGRAPHS


def _fill(paragraph: str, width: int) -> list[str]:
    """Wrap a paragraph and keep its double spaces, as typists do."""
    lines = [""]
    for word in paragraph.replace(".  ", ".\x00 ").split(" "):
        word = word.replace("\x00", " ")
        if lines[-1] and len(lines[-1]) + 1 + len(word.rstrip()) > width:
            lines[-1] = lines[-1].rstrip()
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}" if lines[-1] else word
    return [line.rstrip() for line in lines]


def test_the_lines_of_an_item_hang_below_its_marker() -> None:
    item = textwrap.fill("• " + prose(2), 72, subsequent_indent="  ")
    assert unwrapped(item, 72) == "• " + prose(2)


def test_a_first_line_may_be_indented() -> None:
    assert unwrapped(textwrap.fill(prose(3), 72, initial_indent="     "), 72) == "     " + prose(3)


def test_nothing_but_line_ends_and_indentation_changes() -> None:
    text = wrapped(*PARAGRAPHS) + "\n\n\f" + textwrap.fill("• " + prose(2), 72, subsequent_indent="  ")
    assert "".join(unwrapped(text, 72).split()) == "".join(text.split())
    assert unwrapped(text, 72).count("\f") == 1


def test_a_page_end_does_not_cut_a_paragraph_in_two() -> None:
    first, second = wrapped(*PARAGRAPHS), wrapped(prose(6, 40), *PARAGRAPHS)
    above, below = "\n".join(second.split("\n")[:3]), "\n".join(second.split("\n")[3:])
    text = f"A Title\n\nMay 1, 2024\n\n{first}\n\n{above}\n\fCRS-2\n\n{below}"
    elements = read_text(text, "a.txt").elements
    assert prose(6, 40) in texts(elements, "paragraph")
    assert texts(elements, "furniture") == ["CRS-2"]
