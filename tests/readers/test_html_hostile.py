"""Hostile pages are harmless: no network, only typed exceptions, bounded depth, time and memory, nothing lost."""

import codecs
import re
import socket

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from crsparse.elements import Element
from crsparse.errors import CrsparseError, EmptyInput
from crsparse.readers.html import read_html
from tests.conftest import no_hang


def read(content: bytes | str) -> list[Element]:
    return list(read_html(content.encode() if isinstance(content, str) else content, "page.html").elements)


def text_of(content: bytes | str) -> str:
    return " ".join(element.text for element in read(content))


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the reader opened a socket")

    monkeypatch.setattr(socket, "socket", refuse)


# --- markup that attacks --------------------------------------------------------------------------------------------


def test_scripts_are_neither_run_nor_read() -> None:
    page = (
        '<p onclick="steal()">text</p><script src="https://evil.example/x.js">document.write("<p>no</p>")</script>'
        "<style>p { background: url(https://evil.example) }</style><template><p>no</p></template>"
        '<iframe src="https://evil.example"></iframe><object data="x">no</object><noscript>no</noscript>'
    )
    assert text_of(page) == "text"


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE html [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>',
        '<!DOCTYPE html SYSTEM "https://evil.example/x.dtd">',
        '<!DOCTYPE html [<!ENTITY b SYSTEM "file:///etc/passwd">]>',
    ],
)
def test_entities_of_a_doctype_are_not_expanded(doctype: str) -> None:
    text = text_of(doctype + "<p>x &b; y</p>")
    assert "&b;" in text
    assert "aaaa" not in text
    assert "root:" not in text


def test_addresses_that_are_programs_are_dropped() -> None:
    (element,) = read('<p><a href="java\nscript:alert(1)">a</a> <a href="vbscript:x">b</a></p>')
    assert element.text == "a b"
    assert all(run.link is None or run.link.href is None for run in element.runs)


@pytest.mark.parametrize("tag", ["div", "ul><li", "b", "span", "blockquote", "table><tr><td", "font", "a href=#x"])
def test_deep_nesting_is_bounded_and_loses_nothing(tag: str) -> None:
    page = "<p>before</p>" + f"<{tag}>" * 20_000 + "inside" + "</div>after" * 3
    assert "".join(text_of(page).split()) == "beforeinsideafterafterafter"


def test_words_in_deep_blocks_are_not_glued() -> None:
    assert text_of("<div>" * 5_000 + "one<div>two</div>three").split() == ["one", "two", "three"]


def test_huge_attributes_and_texts() -> None:
    page = f'<p title="{"x" * 5_000_000}" class="{"y" * 100_000}"><a href="https://{"z" * 100_000}">link</a></p>'
    (element,) = read(page)
    assert element.text == "link"
    assert element.runs[0].link is not None
    assert element.runs[0].link.href is None
    assert len(text_of("<p>" + "word " * 500_000)) == 5 * 500_000 - 1


@no_hang
def test_many_elements() -> None:
    assert len(read("<p>a<i>b</i></p>" * 100_000)) == 100_000


def test_huge_spans_make_no_cells() -> None:
    (table,) = read('<table><tr><td colspan="1000000000" rowspan="999999999">x</td></tr></table>')
    assert len(table.rows) == len(table.rows[0]) == 1
    assert table.rows[0][0].col_span <= 1000


# --- markup that is broken ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<p>one<p>two<li>three<td>four", "one two three four"),
        ("<p>a<b>b<i>c</b>d</i>e</p>", "abcde"),
        ("<p>a</div></table></html>b<p>c", "ab c"),
        ("<p class=x'y\">a</p <p>b", "a b"),
        ("<p>1 < 2 & 3 > 2 &amp &#65 &bogus;", "1 < 2 & 3 > 2 & A &bogus;"),
        ("text only", "text only"),
        ("<h2><p>head</p></h2>", "head"),
        ("<table><p>a<tr>b<td>c", "a b c"),
        ("<p>a<!-- <p>b</p> -->c<!-- open", "ac"),
        ("<a href=x><a href=y>a</a>b</a>", "ab"),
    ],
)
def test_broken_markup_keeps_its_text(page: str, text: str) -> None:
    assert "".join(text_of(page).split()) == "".join(text.split())


def test_null_bytes_and_controls() -> None:
    assert text_of(b"<p>one\x01\x02 two</p>") == "one two"
    text = text_of(b"<p>a\x00b</p>")
    assert (text[0], text[-1]) == ("a", "b")
    assert "\x00" not in text


# --- encodings ------------------------------------------------------------------------------------------------------

WORDS = "naïve “quotes” — Ü"
PAGE = f"<p>{WORDS}</p>"


@pytest.mark.parametrize(
    "content",
    [
        PAGE.encode("utf-8"),
        codecs.BOM_UTF8 + PAGE.encode("utf-8"),
        PAGE.encode("utf-16"),
        codecs.BOM_UTF16_BE + PAGE.encode("utf-16-be"),
        PAGE.encode("utf-16-le"),
        PAGE.encode("utf-16-be"),
        PAGE.encode("utf-32"),
        PAGE.encode("cp1252"),
        b'<meta charset="iso-8859-1">' + PAGE.encode("cp1252"),
        b'<meta http-equiv="Content-Type" content="text/html; charset=windows-1252">' + PAGE.encode("cp1252"),
        b'<?xml version="1.0" encoding="macintosh"?>' + PAGE.encode("mac-roman"),
        b'<meta charset="iso-8859-1">' + PAGE.encode("utf-8"),
        b'<meta charset="utf-8">' + PAGE.encode("cp1252"),
        b'<meta charset="utf-7">' + PAGE.encode("cp1252"),
        b'<meta charset="zlib">' + PAGE.encode("cp1252"),
        b'<meta charset="no-such">' + PAGE.encode("cp1252"),
    ],
    ids=str,
)
def test_encodings(content: bytes) -> None:
    assert text_of(content) == WORDS


def test_a_declared_encoding_counts_where_bytes_do_not_tell() -> None:
    word = "řeka"
    assert text_of(b'<meta charset="iso-8859-2"><p>' + word.encode("iso-8859-2") + b"</p>") == word
    assert text_of(b"<p>" + word.encode("iso-8859-2") + b"</p>") != word


def test_damaged_bytes_are_replaced() -> None:
    assert text_of(codecs.BOM_UTF8 + b"<p>a\xff\xfeb</p>") == "a\ufffd\ufffdb"
    assert text_of(b"<p>a\x81b</p>") == "a\ufffdb"


# --- anything at all ------------------------------------------------------------------------------------------------


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=400))
@example(b"")
@example(b"\xff\xfe")
@example(b"\xff\xfe\x00")
@example(b"<")
@example(b"<\x00>")
@example(b"<!DOCTYPE")
@example(b"<p><![CDATA[")
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    try:
        elements = read(content)
    except CrsparseError:
        return
    assert any(element.text for element in elements)


# fmt: off
TAGS = st.sampled_from([
    "p", "div", "ul", "li", "ol", "table", "tr", "td", "th", "thead", "caption", "h1", "h2", "h6", "a", "b", "sup",
    "sub", "span", "br", "hr", "img", "blockquote", "pre", "dl", "dt", "dd", "form", "button", "select", "option",
    "figure", "figcaption", "section", "nav", "main", "article", "center", "font", "o:p", "x-y",
])
# fmt: on
TOKENS = st.one_of(
    st.builds("<{}>".format, TAGS),
    st.builds("</{}>".format, TAGS),
    st.builds(
        '<{} id="fn{}" class="{}">'.format,
        TAGS,
        st.integers(0, 3),
        st.sampled_from(["Report", "share", "Heading2", ""]),
    ),
    st.builds(
        '<a href="{}" name="{}">'.format,
        st.sampled_from(["#fn1", "#_Toc1", "x", ""]),
        st.sampled_from(["fn1", "_Toc1"]),
    ),
    st.just("word "),
)


@settings(max_examples=300, deadline=None)
@given(st.lists(TOKENS, max_size=40))
def test_soup_of_tags_keeps_every_word(tokens: list[str]) -> None:
    words = 0
    parts: list[str] = []
    for token in tokens:
        if token == "word ":
            words += 1
            token = f"q{words}z "
        parts.append(token)
    # what stands in a menu outside of a product is left out by rule
    page = (
        "<main><div class='Report'>"
        + "".join(part for part in parts if not part.startswith(("<nav", "</nav")))
        + "anchor" * 20
    )
    expected = [f"q{number}z" for number in range(1, words + 1)] + ["anchor" * 20]
    assert re.findall(r"q\d+z|(?:anchor)+", text_of(page)) == expected


def test_nothing_shown_is_refused() -> None:
    with pytest.raises(EmptyInput):
        read(b"<html><head><title>x</title></head></html>")
