"""Bytes to text."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crsparse.errors import UndecodableText
from crsparse.readers.text import decode

WORDS = "Kazakhstan’s “snap” election — §3.12, naïve"


@pytest.mark.parametrize(
    "content",
    [
        WORDS.encode(),
        codecs.BOM_UTF8 + WORDS.encode(),
        codecs.BOM_UTF16_LE + WORDS.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + WORDS.encode("utf-16-be"),
        codecs.BOM_UTF32_LE + WORDS.encode("utf-32-le"),
        WORDS.encode("cp1252"),
    ],
    ids=["utf-8", "utf-8 with mark", "utf-16-le", "utf-16-be", "utf-32-le", "windows-1252"],
)
def test_encodings_are_told_apart(content: bytes) -> None:
    assert decode(content) == WORDS


def test_utf16_without_a_mark_is_known_by_its_nul_bytes() -> None:
    assert decode("Plain English text.".encode("utf-16-le")) == "Plain English text."
    assert decode("Plain English text.".encode("utf-16-be")) == "Plain English text."


def test_bytes_that_windows_1252_leaves_undefined_are_latin_1() -> None:
    assert decode(b"caf\xe9 \x90") == "café \x90"


@pytest.mark.parametrize(
    "content",
    [
        b"\x00\x01\x02 not text",
        b"words and one \x00 byte",
        bytes(range(1, 32)) * 20,
        codecs.BOM_UTF8 + b"\xff\xfe\xff cut",
        codecs.BOM_UTF16_LE + b"\x41",
        codecs.BOM_UTF16_LE + "nul \x00 inside".encode("utf-16-le"),
    ],
    ids=["binary", "nul byte", "controls", "bad utf-8 after its mark", "half a character", "nul in utf-16"],
)
def test_what_is_no_text_is_refused_in_one_line(content: bytes) -> None:
    with pytest.raises(UndecodableText) as caught:
        decode(content)
    assert str(caught.value)
    assert "\n" not in str(caught.value)


@given(st.binary(max_size=300))
def test_any_bytes_are_text_without_nul_or_refused(content: bytes) -> None:
    try:
        text = decode(content)
    except UndecodableText:
        return
    assert "\x00" not in text
    assert not text.startswith("\ufeff\ufeff")


@given(st.text(alphabet=st.characters(blacklist_categories=("Cs", "Cc"))))
def test_utf8_text_comes_back(text: str) -> None:
    assert decode(text.encode()) == text.removeprefix("\ufeff")
