"""The text reader as a whole: the reference, what is always true, and what a hostile text does to it."""

from collections import Counter

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from crsparse.readers.text import read_text
from crsparse.text_norm import clean
from tests.conftest import ROOT, no_hang
from tests.readers.typeset import all_text, prose, set_page, texts, told

REFERENCE = (ROOT / "fixtures" / "IN12030" / "IN12030.txt").read_text(encoding="utf-8")


# ------------------------------------------------------------------------------------------------------ the reference


def test_the_reference_has_its_headings_and_furniture() -> None:
    elements = read_text(REFERENCE, "IN12030.txt").elements
    assert texts(elements, "heading") == [
        "Political Reforms in Kazakhstan",
        "January Unrest",
        "“De-Nazarbayevification” and Political Reforms",
        "Implications of Russia’s War in Ukraine",
        "Issues for Congress",
        "Author Information",
        "Disclaimer",
    ]
    assert texts(elements, "furniture") == [
        "Congressional Research Service",
        "https://crsreports.congress.gov",
        "IN12030",
    ]
    assert texts(elements, None)[:3] == ["Updated November 22, 2022", "Maria A. Blackwood", "Analyst in Asian Policy"]


def test_the_reference_has_its_anchors_and_no_others() -> None:
    links = [run.link for element in read_text(REFERENCE, "a.txt").elements for run in element.runs if run.link]
    assert len([link for link in links if link.href is None]) == REFERENCE.count("](#)") == 53
    assert [link.href for link in links if link.href] == ["https://crsreports.congress.gov"]
    assert "[Tokayev] is his own man" in all_text(read_text(REFERENCE, "a.txt").elements)


def test_paragraphs_that_pages_broke_are_whole() -> None:
    paragraphs = texts(read_text(REFERENCE, "a.txt").elements, "paragraph")
    assert len(paragraphs) == 9
    assert any("troops from Russia, Armenia, Belarus, Kyrgyzstan" in text for text in paragraphs)
    assert any("In light of the war, Kazakhstan aims to diversify" in text for text in paragraphs)


def test_flowed_text_has_lists_captions_and_tables() -> None:
    text = (
        f"A Title\n\nMay 1, 2024\n\n{prose(9)}\n\n"
        "- one item of a list\n\n* another one\n\n1. the first\n\n2. the second\n\n"
        f"Table 1. Flow of the River\n\nYear    Flow\n1992    44.2\n\nSource: The river.\n\n{prose(9, 1)}\n"
    )
    found = told(read_text(text, "a.txt").elements)
    assert found[3:-1] == [
        ("list_item", "one item of a list"),
        ("list_item", "another one"),
        ("list_item", "the first"),
        ("list_item", "the second"),
        ("caption", "Table 1. Flow of the River"),
        ("table", "Year Flow 1992 44.2"),
        (None, "Source: The river."),
    ]


# ------------------------------------------------------------------------------------------------- what is always true

ROWS = """
•|• an item|o|1.|2. Second|(a) which|U|nder the act|Contents|SUMMARY|Introduction ............ 1|Tables|Disclaimer
Table 1. A Caption of It|Figure A-2. Another|Source: CRS.|Notes: a. Some.|a. One.|Author Information|Jane Q. Doe
Analyst in River Policy|Jane Q. Doe, Analyst in River Policy|Congressional Research Service|IN99999|3|May 1, 2024
1 10 U.S.C. §1552.|2 See id.|(continued...)|It was so.1 And so.2|the end of a sen-|tence that a line cut|    indented
left            right|River\tFlow\tDepth|\tindented|Year     Flow     Depth|1992     44.2      3.1|[partner](#) and|<https://x.gov>|ﬁne
[a](https://x.gov/b_(c))|[not] a (link)|A Heading of Some Words|soft\u00adhyphen|\f|
"""
LINES = st.one_of(
    st.sampled_from([row for line in ROWS.strip("\n").split("\n") for row in line.split("|")]),
    st.builds(prose, st.integers(1, 3), st.integers(0, 40)),
    st.builds(lambda start, indent: " " * indent + prose(1, start), st.integers(0, 40), st.integers(0, 70)),
    st.builds(lambda a, b: set_page(prose(a, b)), st.integers(1, 6), st.integers(0, 40)),
    st.text(st.characters(exclude_characters="|"), max_size=40),  # bars around cells are markup
)
TEXTS = st.lists(LINES, max_size=60).map("\n".join)


def characters(text: str) -> Counter[str]:
    return Counter(char for char in clean(text) if not char.isspace())


def without_markup(text: str) -> str:
    for markup in ("[partner](#)", "[a](https://x.gov/b_(c))", "<https://x.gov>"):
        text = text.replace(markup, markup[1:-1].split("](")[0])
    return text


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_every_character_is_in_one_element(text: str) -> None:
    assert characters(all_text(read_text(text, "a.txt").elements)) == characters(without_markup(text))


@pytest.mark.parametrize("text", [REFERENCE, REFERENCE.replace("\n\n", "\n"), "\f".join(REFERENCE.split("\n\n"))])
def test_every_character_of_the_reference_is_in_one_element(text: str) -> None:
    plain = text.replace("](#)", "").replace("<https", "https").replace("gov>", "gov")
    found = characters(all_text(read_text(text, "a.txt").elements))
    assert found + Counter({"[": 53}) == characters(plain)


@settings(max_examples=200, deadline=None)
@given(st.text())
@example("\x00")
@example("\ud800")
def test_any_text_is_read(text: str) -> None:
    reading = read_text(text, "a.txt")
    assert reading.profile.page_count is None
    assert reading.profile.media_type == "text/plain"


@given(TEXTS)
@settings(max_examples=50, deadline=None)
def test_the_same_text_gives_the_same_elements(text: str) -> None:
    assert read_text(text, "a.txt") == read_text(text, "a.txt")


# -------------------------------------------------------------------------------------------------------------- hostile

HOSTILE = {
    "short lines": "a\n",
    "lines between blank ones": "a\n\n",
    "pages": "a\n\f",
    "words on one line": "word ",
    "open brackets": "[",
    "half links": "[a](",
    "half addresses": "<http://",
    "numbers": "1\n2\n",
    "notes": "1 See.\n2 See.\n",
    "bullets": "•\n",
    "bullets and items": "•\n\n•\nitem one;\nitem two;\n",
    "captions": "Table 1. Caption\n",
    "contents": "Contents\na ........ 1\n",
    "leaders": "a ........... 1\n",
    "full lines": "This is a sentence that is about as long as a line of a report can be in this format, ok.\n",
    "dots": ".",
    "gaps": "a    b    c    d\n",
    "cells": "a\tb\tc\n",
    "bars": "| a | b |\n",
    "items with gaps": "• a    b\n",
    "called notes": "so it was.1\n\n1 See.\n\n",
    "heads of notes": "Notes\n\n1. See.\n\n",
    "heads of contents": "Contents\n\n",
    "names on a cover": "Jane Q. Doe\nAnalyst in Rivers\n",
    "wrapped": "This line of text is wrapped at seventy-two characters, as many are, and\nso is this.\n\n",
    "columns": f"{'left text here that is long enough for a column':<60}right text here that is long enough too\n",
    "authors": "Author Information\nJohn Smith\nAnalyst in Rivers\n",
    "names": "John Smith, ",
    "capitals": "A\n",
    "halves": "a b.\n\nc d\n\n",
    "quotes": "“",
    "summaries": "SUMMARY\nMay 1, 2024\nJohn Smith\n",
}
LENGTH = 200_000
"""Characters of a hostile text. It takes a second or two; with the square of the length it would take many minutes."""


@no_hang
@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE)
def test_a_long_hostile_text_comes_to_an_end(piece: str) -> None:
    read_text(piece * (LENGTH // len(piece)), "a.txt")
