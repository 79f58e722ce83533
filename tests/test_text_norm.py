"""Characters, spaces and line ends."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crsparse.hyphens import Vocabulary
from crsparse.text_norm import clean, glue, letter_count, single_spaced
from tests.conftest import no_hang

# --- characters -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("ﬁle oﬃce ﬂow", "file office flow"),
        ("legis\u00adlation", "legislation"),
        ("a\u200bb\ufeffc\u2060d", "abcd"),
        ("a\u00a0b\u2003c\u202fd\te\nf", "a b c d e f"),
        ("a\x00b\x07c\x7fd\x9fe", "abcde"),
        ("e\u0301", "é"),
        ("“Rain” — it’s 5–6″", "“Rain” — it’s 5–6″"),
        ("a\ud800b", "a\ufffdb"),
        ("two  spaces", "two  spaces"),
    ],
)
def test_clean(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


@given(st.text())
def test_clean_text_is_clean(text: str) -> None:
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    assert unicodedata.is_normalized("NFC", cleaned)
    assert all(character == " " or not character.isspace() for character in cleaned)
    cleaned.encode()


@given(st.text(st.characters(categories=["L", "N", "P", "S"], codec="utf-8"), max_size=20))
def test_letters_digits_and_signs_stay(text: str) -> None:
    ligatures = {"ﬀ", "ﬁ", "ﬂ", "ﬃ", "ﬄ", "ﬅ", "ﬆ", "\ufffc"}
    if not ligatures & set(text):
        assert clean(text) == unicodedata.normalize("NFC", text)


def test_single_spaced() -> None:
    assert single_spaced("  a   b c ") == " a b c "


@given(st.text())
def test_letters_and_digits_are_counted(text: str) -> None:
    assert letter_count(text) == sum(character.isalnum() for character in text)


# --- line ends --------------------------------------------------------------------------------------------------------


def glued(before: str, after: str, *words: str) -> str:
    kept, separator = glue(before, after, frozenset(words))
    return kept + separator + after


@pytest.mark.parametrize(
    ("before", "after", "whole"),
    [
        ("Rain", "falls", "Rain falls"),
        ("Rain ", "falls", "Rain falls"),
        ("Rain", " falls", "Rain falls"),
        ("", "falls", "falls"),
        ("Rain", "", "Rain"),
        ("Indo-", "Pacific", "Indo-Pacific"),
        ("FY2025-", "FY2026", "FY2025-FY2026"),
        ("first-", "and second-quarter", "first- and second-quarter"),
        ("two-", "or three-star", "two- or three-star"),
        ("peer-", "to-peer", "peer-to-peer"),
        ("text -", "more", "text - more"),
        ("-", "more", "- more"),
        ("rain—", "snow", "rain—snow"),
        ("and/", "or", "and/or"),
        ("2025–", "2026", "2025–2026"),
        ("Rain –", "snow", "Rain – snow"),
        ("see https://rain.example/", "upper/part", "see https://rain.example/upper/part"),
        ("see https://rain.example/a-", "b", "see https://rain.example/a-b"),
        ("at www.rain.", "example", "at www.rain.example"),
        ("see https://rain.example", "for more", "see https://rain.example for more"),
    ],
)
def test_two_lines_meet(before: str, after: str, whole: str) -> None:
    assert glued(before, after) == whole


def test_a_word_that_occurs_whole_has_no_hyphen() -> None:
    assert glued("legis-", "lation", "legislation") == "legislation"
    assert glued("Legis-", "lation", "legislation") == "Legislation"
    assert glued("LEGIS-", "LATION", "legislation") == "LEGISLATION"


def test_the_evidence_concerns_the_whole_word() -> None:
    assert glued("legis-", "lation", "legis", "lation") == "legis-lation"


def test_a_capital_behind_the_hyphen_shows_a_compound() -> None:
    assert glued("Anti-", "Rain", "antirain") == "Anti-Rain"


def test_a_compound_of_three_keeps_its_hyphens() -> None:
    assert glued("bed-", "and-breakfast", "bedand") == "bed-and-breakfast"


def test_an_address_keeps_its_hyphen_whatever_words_there_are() -> None:
    assert glued("https://rain.example/legis-", "lation", "legislation") == "https://rain.example/legis-lation"


@no_hang
def test_a_long_line() -> None:
    glue("a" * 1_000_000 + "-", "b" * 1_000_000, {"c"})
    glue("www." + "a" * 1_000_000, "b", {"c"})


TEXTS = st.text(st.sampled_from("ab -–—/A1."), max_size=12)


@given(TEXTS, TEXTS)
def test_without_evidence_no_character_is_lost(before: str, after: str) -> None:
    kept, separator = glue(before, after)
    assert (kept, separator) in ((before, ""), (before, " "))


@given(TEXTS, TEXTS, st.sets(st.text(st.sampled_from("ab"), max_size=4)))
def test_at_most_the_hyphen_is_lost(before: str, after: str, words: set[str]) -> None:
    kept, separator = glue(before, after, words)
    assert kept in (before, before.removesuffix("-"))
    assert separator in ("", " ")


# --- hyphens of line ends, or of words --------------------------------------------------------------------------------

HYPHENATED = ["It rains on the legis-", "lation of the com-", "mittee. The legislation and the committee", "know it."]


def test_a_document_that_hyphenates() -> None:
    words = Vocabulary(lambda: [*HYPHENATED, "second-largest"])
    assert "legislation" in words, "occurs whole elsewhere"
    assert "precipitation" in words, "occurs nowhere else"
    assert "secondlargest" not in words, "occurs with its hyphen"
    assert words.hyphenates


def test_a_word_that_occurs_both_ways_has_no_hyphen_in_such_a_document() -> None:
    assert "legislation" in Vocabulary(lambda: [*HYPHENATED, "legis-lation"])


def test_a_document_that_does_not() -> None:
    words = Vocabulary(lambda: ["the second-", "largest basin of the Indo-", "Pacific. Pre-", "emption and preemption"])
    assert "preemption" not in words
    assert not words.hyphenates


def test_one_proof_is_chance() -> None:
    assert "legislation" not in Vocabulary(lambda: ["It rains on the legis-", "lation. The legislation knows it."])


def test_few_proofs_among_many_cuts_are_chance() -> None:
    ragged = [f"a{chr(97 + n)}x-\nyy" for n in range(20)]
    lines = [line for pair in ragged for line in pair.split("\n")]
    assert "legislation" not in Vocabulary(lambda: [*HYPHENATED, *lines])


def test_a_long_document_with_few_hyphens_does_not_hyphenate() -> None:
    assert "legislation" not in Vocabulary(lambda: [*HYPHENATED, *["It rains on the basin."] * 1000])


def test_nothing_is_read_before_a_hyphen_asks() -> None:
    def lines() -> list[str]:
        raise AssertionError("was read")

    Vocabulary(lines)
