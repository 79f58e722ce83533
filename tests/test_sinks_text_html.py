"""Plain text and HTML, the latter judged by what a parser of HTML makes of it."""

from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crsparse.content import carriers
from crsparse.model import ContentsEntry, Document, Heading, ListItem, Paragraph, Table
from crsparse.sinks import html, text
from tests.make_document import block, call, cell, document, emphasis, full_document, link, note

ROOT = Path(__file__).resolve().parent.parent
EXPECTED = sorted((ROOT / "fixtures").glob("*/expected.json"))
_VOID = {"meta", "br", "hr"}


class _Page(HTMLParser):
    """Reads a page; keeps its text, links, ids and tags, and asserts that tags nest."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.tags: list[str] = []
        self.text = ""
        self.links: list[tuple[str, str]] = []
        self.ids: list[str] = []
        self.feed(source)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.tags.append(tag)
        if "id" in values:
            self.ids.append(str(values["id"]))
        if tag == "a":
            assert "a" not in self.open, "links do not nest"
            self.links.append((str(values["href"]), ""))
        if tag not in _VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if not {"style", "title"} & set(self.open):
            self.text += data
            if "a" in self.open:
                self.links[-1] = (self.links[-1][0], self.links[-1][1] + data)


def _page(made: Document) -> _Page:
    return _Page(html.encode(made).decode())


@pytest.mark.parametrize("path", EXPECTED, ids=lambda path: path.parent.name)
def test_everything_is_said(path: Path) -> None:
    made = Document.from_json(path.read_bytes())
    page, plain = _page(made), text.encode(made).decode()
    for pointer, carrier in carriers(made):
        if getattr(carrier, "footnote_refs", ()):
            continue  # the calls stand in between
        assert " ".join(carrier.text.split()) in " ".join(page.text.split())
        entry = (
            pointer.count("/") == 2 and isinstance(made.blocks[int(pointer[8:])], ContentsEntry)
            if "blocks" in pointer
            else False
        )
        if not entry:
            assert " ".join(carrier.text.split()) in " ".join(plain.split())
    refs = [ref for _, carrier in carriers(made) for ref in getattr(carrier, "footnote_refs", ())]
    for ref in refs:
        assert (f"#fn{ref.number}", str(ref.number)) in page.links
        assert f"[{ref.number}]" in plain
    assert len(set(page.ids)) == len(page.ids)
    assert {item.id for item in made.blocks} <= set(page.ids)
    for _, carrier in carriers(made):
        for each in carrier.links:
            if each.kind != "internal" and each.href:
                assert (each.href, carrier.text[each.start : each.end]) in page.links


_HOSTILE = "<script>alert('x')</script> & \"quoted\" &amp; <b>"


def test_text_is_never_markup() -> None:
    made = document(
        block(Heading, _HOSTILE, id="b1"),
        block(Paragraph, _HOSTILE, id='b"2>', links=(link(0, 8, 'https://x.org/"><script>'),)),
        block(ListItem, _HOSTILE, id="b3", marker="<i>"),
        block(Table, _HOSTILE, id="b4", subtitle=_HOSTILE, rows=((cell(_HOSTILE),),)),
        title=_HOSTILE,
        footnotes=(note(1, _HOSTILE),),
    )
    page = _page(made)
    assert "script" not in page.tags
    assert "i" not in page.tags
    assert page.text.count(_HOSTILE) == 7
    assert page.links[0] == ('https://x.org/"><script>', "<script>")


@pytest.mark.parametrize(
    "href", ["javascript:alert(1)", "JavaScript:x", "data:text/html,x", " vbscript:x", "/relative"]
)
def test_dangerous_addresses_are_no_links(href: str) -> None:
    assert _page(document(block(Paragraph, "Look here", links=(link(5, 9, href),)))).links == []


_STYLES = st.sampled_from(["bold", "italic", "superscript", "subscript"])
_PLACES = st.tuples(st.integers(0, 22), st.integers(0, 22)).map(sorted)


@given(
    st.text("ab<&\n ", max_size=20),
    st.lists(st.builds(lambda place: link(*place), _PLACES), max_size=3),
    st.lists(st.builds(lambda place, style: emphasis(*place, style), _PLACES, _STYLES), max_size=3),
    st.lists(st.integers(0, 22), max_size=3),
)
def test_any_marks_nest_and_keep_the_text(words: str, links: list, styles: list, calls: list[int]) -> None:  # type: ignore[type-arg]
    refs = [call(min(offset, len(words)), 7) for offset in calls]
    page = _Page(html.inline(words, links, refs, styles))
    assert page.text.replace("7", "") == words
    assert page.text.count("7") == len(calls)


def test_spans_and_heads_of_tables() -> None:
    rows = ((cell("Year", header=True, row_span=2), cell("Rain", header=True, col_span=2)), (cell("May"), cell("June")))
    source = html.encode(document(block(Table, "Table 1", header_rows=1, rows=rows))).decode()
    assert '<thead>\n<tr><th rowspan="2">Year</th><th colspan="2">Rain</th></tr>\n</thead>' in source


def test_plain_text() -> None:
    made = document(
        block(Heading, "Water", id="b1"),
        block(Paragraph, "It rains. Much.", id="b2", footnote_refs=(call(9, 1), call(15, 2))),
        block(ListItem, "Rain", id="b3", marker=None),
        block(ListItem, "Snow", id="b4", marker="1.", depth=1),
        block(Table, "Table 1. Rain", id="b5", rows=((cell("May"), cell("3\ninches")),)),
        footnotes=(note(1, "One."), note(2, "Two.")),
    )
    assert text.encode(made).decode() == (
        "Water\n\nIt rains.[1] Much.[2]\n\n- Rain\n\n  1. Snow\n\n"
        "Table 1. Rain\nMay\t3 inches\n\n[1] One.\n\n[2] Two.\n"
    )


def test_full_document() -> None:
    assert _page(full_document()).text
    assert text.encode(full_document()).endswith(b"See the rain.\n")
