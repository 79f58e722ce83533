"""Drop caps in text."""

from crsparse.readers.text import read_text
from crsparse.readers.text.dropcaps import restored
from crsparse.readers.text.lines import Line
from tests.readers.typeset import as_lines, prose, set_lines, set_page, texts

WORD = "nder the system that the act set up, " + prose(3)


def test_a_letter_before_its_word_joins_it() -> None:
    lines, _ = restored(as_lines(["U", "", *set_lines(WORD)]), [])
    assert lines[0].text.startswith("Under the system")
    assert all(len(line.text) > 1 for line in lines)


def test_a_letter_some_lines_after_its_word_joins_it() -> None:
    lines, _ = restored(as_lines([*set_lines(WORD)[:3], "", "U", "", "Another paragraph."]), [])
    assert [line.text[:5] for line in lines if line.text.startswith(("Under", "Anoth"))] == ["Under", "Anoth"]


def test_indentation_beside_the_letter_goes() -> None:
    lines = [
        Line("U       nder the system that the act set up,", 1, 0, 2),
        Line("the committee considered the measure at some", 1, 8),
        Line("length before it ordered the bill reported.", 1, 0),
    ]
    found, _ = restored(lines, [])
    assert [line.x for line in found] == [0, 0, 0]
    assert found[0].text.startswith("Under the system")


def test_a_letter_beside_the_second_line_belongs_to_the_first() -> None:
    lines = [
        Line("ongressional hearings may be of four types:", 1, 7, 1, 0, True),
        Line("C      oversight, investigative, and so on.", 1, 0, 1),
    ]
    found, _ = restored(lines, [])
    assert [line.text for line in found] == [
        "Congressional hearings may be of four types:",
        "oversight, investigative, and so on.",
    ]


def test_a_letter_that_no_word_lacks_stays() -> None:
    lines, furniture = restored(as_lines(["E", "", "TBD", "", "A paragraph begins here."]), [1])
    assert [line.text for line in lines] == ["E", "TBD", "A paragraph begins here."]
    assert furniture == [1]


def test_in_a_text() -> None:
    page = f"A Title of a Report\nMay 1, 2024\n\nIntroduction\nU\n\n{set_page(WORD)}\n\n{set_page(prose(5))}"
    text = f"{page}\n\fA Title\n\n{set_page(prose(4))}"
    assert any(found.startswith("Under the system") for found in texts(read_text(text, "a.txt").elements, "paragraph"))
