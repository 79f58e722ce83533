"""Which shape a text has."""

from crsparse.readers.text.shape import shape_of
from tests.readers.typeset import prose, set_page


def test_paragraphs_of_one_long_line_are_flowed() -> None:
    assert shape_of(f"A Title\n\n{prose(8)}\n\nA Heading\n\n{prose(9)}\n") == "flowed"


def test_short_paragraphs_between_blank_lines_are_flowed() -> None:
    assert shape_of("A Title\n\nMay 1, 2024\n\nOne short paragraph.\n\nAnother short one.\n") == "flowed"


def test_printed_lines_are_plain() -> None:
    assert shape_of(f"A Title\nMay 1, 2024\n{set_page(prose(8), prose(9))}\n\fA Title\n\n{prose(1)}") == "plain"


def test_pages_of_long_lines_are_flowed_too() -> None:
    assert shape_of(f"{prose(8)}\n\f{prose(8)}\n") == "flowed"


def test_a_few_lines_that_moved_words_lengthened_are_plain() -> None:
    assert shape_of(f"{set_page(prose(40))}\n{prose(3)}\n\f{set_page(prose(40))}\n") == "plain"


def test_short_paragraphs_on_pages_are_not_flowed() -> None:
    assert shape_of("A Title\n\nMay 1, 2024\n\n\fOne short paragraph.\n\nAnother short one.\n") == "plain"


def test_indentation_and_gaps_are_layout() -> None:
    rows = "\n".join(f"     Item {n}            {n}.0        {n}%" for n in range(9))
    assert shape_of(f"{set_page(prose(4))}\n\n{rows}\n\f{set_page(prose(4))}") == "layout"


def test_nothing_is_flowed() -> None:
    assert shape_of("") == "flowed"
    assert shape_of(" \n\f\n ") == "flowed"
