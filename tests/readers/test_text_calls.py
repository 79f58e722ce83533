"""Note calls: which digits glued to words call notes."""

import pytest

from crsparse.readers.text.calls import find_calls


def called(texts: list[str], count: int) -> list[list[str]]:
    found = find_calls(texts, frozenset(range(1, count + 1)))
    return [[text[a:b] for a, b in places] for text, places in zip(texts, found, strict=True)]


def test_digits_after_a_word_or_a_stop_call() -> None:
    assert called(["the bill.1 A branch2 decides, as “told.”3"], 3) == [["1", "2", "3"]]


def test_digits_that_do_not_count_up_do_not_call() -> None:
    # the 2 of CO2 is in the way of the real call
    assert called(["emits CO2 and more.1", "and then.2", "and last.3"], 3) == [["1"], ["2"], ["3"]]


@pytest.mark.parametrize(
    "text",
    [
        "of FY2026 and COVID-19",
        "about 5.6 of $7.8 million",
        "Section 12 and P.L. 116-93",
        "§3 and (4) and #5",
        "at https://www.gao.gov/products/b7",
        "a share of 31% in 2019",
    ],
)
def test_other_numbers_do_not_call(text: str) -> None:
    assert called([text], 200) in ([[]], [["6", "8"]], [["6"]])
    if "." not in text:
        assert called([text], 200) == [[]]


def test_without_notes_nothing_calls() -> None:
    assert find_calls(["the bill.1"], frozenset()) == [[]]


def test_a_missing_call_does_not_stop_the_next() -> None:
    assert called(["one.1", "nothing", "three.3"], 3) == [["1"], [], ["3"]]


def test_a_note_may_be_called_again_behind_a_full_stop() -> None:
    assert called(["the bill.1 A branch.2 So “few.”1 And few.1 In all1"], 2) == [["1", "2", "1", "1"]]


def test_a_note_is_not_called_again_before_it_is_called() -> None:
    # 3 has yet to come: digits behind a full stop are no second call of it
    assert called(["Few.3 Some.1", "The bill.2", "The end.3"], 3) == [["1"], ["2"], ["3"]]
