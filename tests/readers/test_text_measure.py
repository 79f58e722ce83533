"""How far lines reach, how far they could, and where paragraphs end on full lines."""

import pytest

from crsparse.readers.text.measure import SLACK, cap, cliffs, extents_of, room
from crsparse.readers.text.splits import divide, weight
from crsparse.readers.text.widths import first_piece, width
from tests.readers.typeset import COLUMN, NOTE, REPORT, as_lines, prose, set_lines


def widths(measure: int, sentences: int = 60) -> list[int]:
    return [width(line) for line in set_lines(prose(sentences), measure)]


@pytest.mark.parametrize("measure", [REPORT, COLUMN, NOTE])
def test_lines_tell_the_measure_they_are_set_to(measure: int) -> None:
    assert cap(widths(measure)) == pytest.approx(measure, abs=500)


def test_body_and_notes_have_a_measure_each() -> None:
    found = cliffs(widths(REPORT) + widths(NOTE))
    assert found[0] == pytest.approx(REPORT, abs=500)
    assert found[-1] == pytest.approx(NOTE, abs=500)
    assert cap(widths(REPORT) + widths(NOTE), most=44_000) == found[0]


def test_a_line_that_a_moved_word_lengthened_shows_no_measure() -> None:
    rows = set_lines(prose(30))
    rows[10] += " and-more-of-it"
    extents = extents_of(as_lines(rows))
    assert extents.measures[8] == pytest.approx(REPORT, abs=500)
    assert extents.measures[12] == pytest.approx(REPORT, abs=500)


def test_a_quotation_is_set_narrower() -> None:
    quotation = set_lines(prose(20), REPORT - 8000)
    rows = [*set_lines(prose(20)), *quotation, *set_lines(prose(20))]
    middle = len(set_lines(prose(20))) + len(quotation) // 2
    assert extents_of(as_lines(rows)).measures[middle] < REPORT - 6000


def test_room_is_what_the_next_word_would_have_had() -> None:
    assert room(width("The bill"), REPORT, "passed") > SLACK
    assert room(REPORT - 500, REPORT, "passed") < 0


def test_a_word_may_be_cut_at_its_hyphen_but_a_section_sign_not() -> None:
    assert first_piece("means-tested programs") == "means-"
    assert first_piece("§ 1225(b) directs") == "§ 1225(b)"
    assert first_piece("plain words") == "plain"
    assert first_piece("") == ""


def test_capitals_are_wider_than_small_letters() -> None:
    assert width("WWW") > width("mmm") > width("iii")


def test_the_words_of_a_sentence_tell_whether_a_paragraph_starts() -> None:
    assert weight("Domestic Crises. Treasury has turned") > weight("Treasury has turned") > weight("However, it has")
    assert weight("This report provides") > 0
    assert weight("These reports provide") < 0


def test_a_long_block_is_divided_where_a_paragraph_may_start() -> None:
    assert divide(14, [(7, weight("Treasury has turned"))], full_page=True) == [7]


def test_a_short_block_stays_whole() -> None:
    assert divide(6, [(3, weight("Treasury has turned"))], full_page=True) == []
    assert divide(14, [], full_page=True) == []


def test_a_sentence_that_refers_back_stays_with_what_it_refers_to() -> None:
    assert divide(14, [(6, weight("However, it has")), (7, weight("Treasury has turned"))], full_page=True) == [7]


def test_lines_between_lengthened_ones_could_reach_the_measure() -> None:
    rows = [f"{line} and-more-of-it" if n % 2 else line[:40] for n, line in enumerate(set_lines(prose(3)))]
    extents = extents_of(as_lines([*set_lines(prose(40)), *rows]))
    assert extents.measures[-2] == pytest.approx(REPORT, abs=500)
