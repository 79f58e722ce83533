"""The page of a parse without a browser: complete, self-contained, and harmless whatever the document says."""

import hashlib
import re
from base64 import b64encode
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import CliRunner
from msgspec.structs import replace

import crsparse
from crsparse.cli import commands
from crsparse.model import Diagnostic, Document, Footnote, Furniture, Heading, Paragraph, Section
from crsparse.readers.pages import PageImage, page_images
from crsparse.viewer import view
from tests.make_document import block, call, document, full_document, link, note

HOSTILE = "</script></style></title><script>window.harmed=1</script><img src=x onerror=window.harmed=1>\"'`&<!-- ]]>"


class _Elements(HTMLParser):
    """Collects elements with their attributes, and the text outside of scripts and styles."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.text = ""
        self.raw: dict[str, str] = {}
        self._in = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        self._in = tag

    def handle_endtag(self, tag: str) -> None:
        self._in = ""

    def handle_data(self, data: str) -> None:
        if self._in in ("script", "style"):
            self.raw[self._in] = self.raw.get(self._in, "") + data
        else:
            self.text += data

    def all(self, name: str, value: str) -> list[dict[str, str]]:
        return [attributes for _, attributes in self.elements if value in attributes.get(name, "").split()]


@pytest.fixture(scope="module")
def report(fixtures: Path) -> tuple[Document, _Elements, str]:
    path = fixtures / "R99001" / "R99001.tagged.pdf"
    found = crsparse.parse(path)
    html = view(found, page_images(path.read_bytes()))
    return found, _Elements(html), html


def test_every_block_is_there_in_order_and_with_its_number(report: tuple[Document, _Elements, str]) -> None:
    found, page, _ = report
    articles = page.all("class", "block")
    assert [article["id"] for article in articles] == [block.id for block in found.blocks]
    boxes = page.all("class", "box")
    assert len(boxes) == sum(len(block.boxes) for block in found.blocks)
    buttons = [attributes for tag, attributes in page.elements if tag == "button" and "data-block" in attributes]
    assert sorted(int(button["data-block"][1:]) for button in buttons) == [
        int(block.id[1:]) for block in found.blocks if block.boxes
    ]
    for button in buttons:
        assert button["aria-label"].startswith(f"{button['data-block'][1:]}, ")
    assert len(page.all("class", "page")) == found.source.page_count
    assert len(page.all("class", "note")) == len(found.footnotes)


def test_all_text_is_there(report: tuple[Document, _Elements, str]) -> None:
    found, page, _ = report
    told = re.sub(r"\s+", "", page.text)
    for block_ in found.blocks:
        for piece in re.split(r"\s+", block_.text):
            assert piece in told
    for section in found.sections:
        assert re.sub(r"\s+", "", section.title) in told


def test_nothing_is_loaded_from_anywhere(report: tuple[Document, _Elements, str]) -> None:
    _, page, html = report
    for tag, attributes in page.elements:
        assert tag not in ("link", "iframe", "object", "embed", "base", "form")
        assert "srcset" not in attributes
        assert attributes.get("src", "data:").startswith("data:image/webp;base64,") or "src" not in attributes
        assert not [name for name in attributes if name.startswith("on")]
    assert "@import" not in html
    assert "url(" not in page.raw["style"]
    assert not re.search(r"\b(fetch|XMLHttpRequest|import|eval|innerHTML|Function)\b\s*[.(=]", page.raw["script"])


def test_policy_allows_this_script_and_no_other(report: tuple[Document, _Elements, str]) -> None:
    _, page, _ = report
    (policy,) = (a["content"] for tag, a in page.elements if a.get("http-equiv") == "Content-Security-Policy")
    for kind, directive in (("script", "script-src"), ("style", "style-src-elem")):
        digest = b64encode(hashlib.sha256(page.raw[kind].encode()).digest()).decode()
        assert f"{directive} 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'; img-src data:;")


def test_links_and_ids_within_the_page_fit(report: tuple[Document, _Elements, str]) -> None:
    _, page, _ = report
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    targets = {
        attributes["href"][1:] for tag, attributes in page.elements if attributes.get("href", "").startswith("#")
    }
    assert targets <= set(ids)


def _hostile() -> Document:
    """A document that wants to be a script, in every text it has."""
    hostile = block(Paragraph, HOSTILE, id=f'b1" onfocus="{HOSTILE}', page=1, end_page=1)
    heading = block(Heading, HOSTILE, id="b2")
    addresses = (
        "javascript:window.harmed=1",
        "JaVaScRiPt:1",
        "data:text/html,x",
        "vbscript:x",
        "https://x/\" onclick=1 '",
    )
    linked = block(
        Paragraph,
        "abcdefghij",
        id="b3",
        links=tuple(link(n, n + 1, href) for n, href in enumerate(addresses)),
        footnote_refs=(call(6, 1), call(10, 9)),
    )
    return document(
        hostile,
        heading,
        linked,
        title=HOSTILE,
        date_label=HOSTILE,
        sections=(Section(id="s1", parent=None, level=1, title=HOSTILE, heading_block=f"b2{HOSTILE}"),),
        footnotes=(note(1, HOSTILE, page=1),),
        furniture=(Furniture(kind="footer", text=HOSTILE, page=1, boxes=()),),
        diagnostics=(Diagnostic(code=HOSTILE, severity="error", message=HOSTILE, page=1, block=HOSTILE),),
    )


def test_hostile_texts_stay_texts() -> None:
    image = PageImage(1, 612.0, 792.0, b"")
    clean, hostile = _Elements(view(full_document(), [image])), _Elements(view(_hostile(), [image]))
    known = {tag for tag, _ in clean.elements}
    assert {tag for tag, _ in hostile.elements} <= known
    assert [tag for tag, _ in hostile.elements].count("script") == 1
    assert hostile.raw == clean.raw
    for _, attributes in hostile.elements:
        assert not [name for name in attributes if name.startswith("on")]
        assert attributes.get("href", "#").startswith(("#", "https://"))
    assert hostile.text.count("window.harmed=1") >= 5


def test_links_that_may_not_be_followed_tell_their_address() -> None:
    page = _Elements(view(_hostile()))
    dead = [attributes["title"] for tag, attributes in page.elements if attributes.get("class") == "dead"]
    assert dead[:3] == [f"address not followed: {href}" for href in ("javascript:window.harmed=1", "JaVaScRiPt:1",
                                                                     "data:text/html,x")]  # fmt: skip


def test_links_calls_and_emphasis_nest() -> None:
    text = "The rain in the basin fell."
    one = block(
        Paragraph,
        text,
        id="b1",
        links=(link(4, 8, "https://example.org/"), link(16, 21, None, kind="internal", target="b1")),
        footnote_refs=(call(8, 1), call(27, 1)),
        emphasis=(),
    )
    html = view(document(one, footnotes=(note(1, "Wet."),)))
    assert (
        'The <a class="external" href="https://example.org/" title="https://example.org/" target="_blank" '
        'rel="noopener noreferrer">rain</a><sup class="call"><a href="#fn1" title="Wet.">1</a></sup> in the '
        '<a class="internal" href="#b1" title="to b1 in this document">basin</a> fell.<sup class="call">'
    ) in html


def test_offsets_outside_of_the_text_do_no_harm() -> None:
    one = block(Paragraph, "Rain", id="b1", links=(link(2, 99), link(3, 3)), footnote_refs=(call(99, 7),))
    assert "Rain<sup" in view(document(one))


def test_without_pages_there_is_text_alone(fixtures: Path) -> None:
    page = _Elements(view(crsparse.parse(fixtures / "IN12030" / "IN12030.txt")))
    assert page.all("class", "text-only")
    assert not page.all("class", "page")
    assert not [tag for tag, _ in page.elements if tag == "img"]


def test_deep_outlines_do_not_overflow() -> None:
    sections = tuple(
        Section(id=f"s{n}", parent=f"s{n - 1}" if n > 1 else None, level=n, title="Rain", heading_block=f"b{n}")
        for n in range(1, 3000)
    )
    html = view(document(sections=sections))
    assert html.count("<ol>") == html.count("</ol>")


def test_outline_is_the_tree_of_sections() -> None:
    levels = [(1, None), (2, "s1"), (3, "s2"), (1, None), (2, "s4"), (2, "s4")]
    sections = tuple(
        Section(id=f"s{n}", parent=parent, level=level, title=f"T{n}", heading_block=f"b{n}")
        for n, (level, parent) in enumerate(levels, 1)
    )
    html = view(document(sections=sections))
    outline = re.sub(r'<a href="#b\d">(T\d)</a>', r"\1", html.partition("<h2>Outline</h2>")[2].partition("</nav>")[0])
    assert outline == (
        "<ol><li>T1<ol><li>T2<ol><li>T3</li></ol></li></ol></li><li>T4<ol><li>T5</li><li>T6</li></ol></li></ol>"
    )


def test_same_input_same_bytes(fixtures: Path) -> None:
    path = fixtures / "IF99002" / "IF99002.tagged.pdf"
    one, other = (view(crsparse.parse(path), page_images(path.read_bytes())) for _ in range(2))
    assert one == other


def test_a_page_takes_a_sensible_amount(report: tuple[Document, _Elements, str]) -> None:
    found, _, html = report
    assert found.source.page_count
    assert len(html) / found.source.page_count < 200_000


def _view(*arguments: object, stdin: bytes = b"") -> "tuple[int, bytes, str]":
    result = CliRunner().invoke(commands, ["view", *map(str, arguments)], input=stdin)
    return result.exit_code, result.stdout_bytes, result.stderr


def test_command(fixtures: Path, tmp_path: Path) -> None:
    source = fixtures / "IF99002" / "IF99002.tagged.pdf"
    page = tmp_path / "page.html"
    assert _view(source, "-o", page) == (0, b"", f"{page} is written; open it in a browser and press ? for its keys\n")
    code, told, _ = _view(source)
    assert (code, told) == (0, page.read_bytes())
    code, told, _ = _view("-", "-o", "-", stdin=source.read_bytes())
    assert code == 0
    assert told.count(b'class="page"') == told.count(b"<img ") > 0
    assert _view(source, "-o", f"{tmp_path}/")[0] == 0
    assert (tmp_path / "IF99002.tagged.html").is_file()


def test_command_ends_as_the_others_do(fixtures: Path, tmp_path: Path) -> None:
    source = fixtures / "IF99002" / "IF99002.tagged.pdf"
    damaged = tmp_path / "damaged.pdf"
    damaged.write_bytes(b"%PDF-1.7\nrain")
    assert _view(tmp_path / "none.pdf")[0] == 3
    code, told, complaint = _view(damaged, "-o", tmp_path / "page.html")
    assert (code, told) == (3, b"")
    assert complaint.startswith(f"crsparse: {damaged}: ")
    assert not (tmp_path / "page.html").exists()
    assert _view(source, "-o", source)[0] == 2
    assert _view(source, "-o", tmp_path / "none" / "page.html")[0] in (0, 1)
    assert _view()[0] == 2


def test_diagnostics_lead_to_their_blocks() -> None:
    told = (
        Diagnostic(code="a_code", severity="warning", message="Rain.", page=1, block="b4"),
        Diagnostic(code="b_code", severity="info", message="More rain.", page=2, block=None),
    )
    html = view(replace(full_document(), diagnostics=told), [PageImage(n, 612.0, 792.0, b"") for n in (1, 2)])
    assert '<a href="#b4">b4</a> Rain. <code>a_code</code>' in html
    assert '<a href="#page-2">page 2</a> More rain. <code>b_code</code>' in html
    assert "(1 warning, 1 info)" in html
    assert isinstance(full_document().footnotes[0], Footnote)
