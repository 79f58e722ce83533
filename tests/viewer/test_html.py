"""The page of a parse without a browser: complete, self-contained, and harmless whatever the document says."""

import hashlib
import re
from base64 import b64encode
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import CliRunner
from msgspec.structs import replace

import crsparse
from crsparse.cli import commands
from crsparse.model import (
    BlockOffset,
    Citation,
    Diagnostic,
    Document,
    Footnote,
    Furniture,
    Heading,
    PageBox,
    Paragraph,
    Section,
    Table,
)
from crsparse.readers.pages import PageImage, page_images
from crsparse.viewer import view
from tests.make_document import block, call, cell, document, full_document, link, note

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
    blocks = {block.id: block.boxes for block in found.blocks}
    notes = {f"fn{note.number}": note.boxes for note in found.footnotes}
    furniture = {f"f{number}": piece.boxes for number, piece in enumerate(found.furniture, 1)}
    assert [article["id"] for article in articles] == [*blocks, *notes, *furniture]
    expected = Counter({name: len(boxes) for name, boxes in (blocks | notes | furniture).items() if boxes})
    assert Counter(box["data-item"] for box in page.all("class", "box")) == expected
    buttons = [attributes for tag, attributes in page.elements if tag == "button" and "data-item" in attributes]
    assert sorted(button["data-item"] for button in buttons) == sorted(expected)
    for button in buttons:
        if button["data-item"] in blocks:
            assert button["aria-label"].startswith(f"{button['data-item'][1:]}, ")
    assert len(page.all("class", "page")) == found.source.page_count
    assert notes
    assert all("off" in each["class"].split() for each in page.all("data-kind", "furniture"))
    assert not [each for each in page.all("data-kind", "note") if "off" in each["class"].split()]


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
        footnotes=(note(1, HOSTILE, page=1, refs=(BlockOffset(block=HOSTILE, offset=0),)),),
        citations=(
            _cites(0, 5, f"/us/{HOSTILE}", url="javascript:window.harmed=1", pinpoint=HOSTILE, end_id=HOSTILE),
            _cites(0, 5, HOSTILE, block=HOSTILE),
            _cites(0, 50, HOSTILE, block="fn1"),
        ),
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
        'rel="noopener noreferrer">rain</a><sup class="call"><a href="#fn1" aria-label="note 1">1</a></sup> in the '
        '<a class="internal" href="#b1" title="to b1 in this document">basin</a> fell.<sup class="call">'
    ) in html


def _cites(start: int, end: int, work: str, **more: object) -> Citation:
    """Return a citation in the text of block b1."""
    fields: dict[str, object] = {"block": "b1", "field": "text", "row": None, "cell": None, "pinpoint": None}
    fields |= {"kind": "public_law", "end_id": None, "url": "https://www.congress.gov/x", "congress": 117}
    fields |= {"congress_inferred": False, "origin": "text", "id": work, "start": start, "end": end}
    return Citation(**{**fields, **more})  # type: ignore[arg-type]


def test_citations_lead_to_the_work_and_back() -> None:
    one = block(Paragraph, "By P.L. 117-58 or P.L. 117-2.", id="b1", section="s1")
    table = block(Table, "Laws", id="b2", rows=((cell("Act"), cell("P.L. 117-58, §3")),))
    found = document(
        block(Heading, "Rain <and> snow", id="b0"),
        one,
        table,
        sections=(Section(id="s1", parent=None, level=1, title="Rain <and> snow", heading_block="b0"),),
        footnotes=(note(1, "See P.L. 117-58."),),
        citations=(
            _cites(3, 14, "/us/pl/117/58"),
            _cites(18, 28, "/us/pl/117/2", url=None, congress_inferred=True),
            _cites(0, 15, "/us/pl/117/58", block="b2", field="cell", row=0, cell=1, pinpoint="s3"),
            _cites(4, 15, "/us/pl/117/58", block="fn1", end_id="/us/pl/117/60", origin="link"),
        ),
    )
    html = view(found)
    told = "/us/pl/117/58: cited 3 times in this document"
    assert f'By <a class="cite" id="c1" href="#work-1" title="{told}">P.L. 117-58</a> or' in html
    assert f'<td><a class="cite" id="c3" href="#work-1" title="{told}">P.L. 117-58, §3</a></td>' in html
    assert f'See <a class="cite" id="c4" href="#work-1" title="{told}">P.L. 117-58</a>.' in html
    first, second = html.split('<article class="work"')[1:]
    assert re.findall(r'href="#(c\d)">([^<]*)</a>', first) == [("c1", "b1"), ("c3", "b2"), ("c4", "fn1")]
    assert '<h3 id="work-1-head">P.L. 117-58</h3>' in first
    assert "Public law · <code>/us/pl/117/58</code> · cited 3 times" in first
    assert 'By <mark>P.L. 117-58</mark> or P.L. 117-2. <span class="detail">Rain &lt;and&gt; snow</span>' in first
    assert '<span class="detail">at s3</span>' in first
    assert "to /us/pl/117/60 · by the address of a link" in first
    assert 'href="https://www.congress.gov/x"' in first
    assert "cited once" in second
    assert "Congress inferred from a date" in second
    assert "www.congress.gov" not in second.partition("</article>")[0]
    assert 'href="#works">Works cited <span class="count">2</span>' in html


def test_nothing_is_said_of_citations_where_there_are_none() -> None:
    html = view(document(block(Paragraph, "Rain.", id="b1")))
    assert '<a href="#works">' not in html
    assert 'id="works"' not in html


def test_citations_and_links_do_not_nest() -> None:
    one = block(
        Paragraph,
        "See P.L. 117-58 and the Act here.",
        id="b1",
        links=(link(4, 15, "https://example.org/law"), link(16, 32, "https://example.org/act")),
        footnote_refs=(call(8, 1), call(19, 1)),
    )
    html = view(document(one, footnotes=(note(1, "Wet."),), citations=(_cites(4, 15, "/us/pl/117/58"),)))
    content = html.partition('<div class="content"><p>See ')[2].partition("</p>")[0]
    assert not re.search(r"<a [^>]*>(?:(?!</a>).)*<a ", content)
    assert content.count("<a ") == content.count("</a>") == 7
    # the link that is a citation altogether has an arrow, the one that a call cuts is told once, with its whole anchor
    assert 'class="arrow external" href="https://example.org/law"' in content
    assert re.findall(r'data-anchor="([^"]*)"', content) == ["P.L. 117-58", "and the Act here"]
    assert content.count("data-rest") == 1
    assert content.count('id="c1"') == 1
    assert re.sub(r"<sup.*?</sup>|<[^>]*>", "", content) == "P.L. 117-58 and the Act here."


@pytest.mark.parametrize(
    ("work", "name"),
    [
        ("/us/pl/117/58", "P.L. 117-58"),
        ("/us/usc/t52/s20901", "52 U.S.C. §20901"),
        ("/us/usc/t5a/s3", "5 U.S.C. App. §3"),
        ("/us/usc/t26/ch61", "26 U.S.C. Chapter 61"),
        ("/us/bill/119/sconres/33", "S.Con.Res. 33 (119th Congress)"),
        ("/us/cfr/t38/s3.12", "38 C.F.R. §3.12"),
        ("/us/cfr/t38/pt81", "38 C.F.R. Part 81"),
        ("/us/crs/R47447", "CRS R47447"),
        ("/us/hrpt/119/215", "By P.L."),
    ],
)
def test_works_are_called_by_what_they_are(work: str, name: str) -> None:
    html = view(document(block(Paragraph, "By P.L. 117-58.", id="b1"), citations=(_cites(0, 7, work),)))
    assert f'<h3 id="work-1-head">{name}</h3>' in html


def test_notes_lead_back_to_every_block_that_calls_them() -> None:
    refs = tuple(BlockOffset(block=name, offset=1) for name in ("b1", "b1", "b2"))
    blocks = [block(Paragraph, "Rain.", id=f"b{n}", footnote_refs=(call(1, 1),)) for n in (1, 2)]
    html = view(document(*blocks, footnotes=(note(1, "Wet.", refs=refs), note(2, "Dry."))))
    assert 'Called in <a class="back" href="#b1">b1</a>, <a class="back" href="#b2">b2</a></p>' in html
    assert "Called in no block</p>" in html


def test_boxes_right_below_each_other_have_one_number() -> None:
    def at(page: int, left: float, top: float, bottom: float) -> PageBox:
        return PageBox(page=page, box=(left, top, left + 200, bottom))

    boxes = (at(1, 72, 100, 120), at(1, 72, 125, 300), at(1, 320, 72, 90), at(2, 72, 72, 90), at(2, 72, 400, 420))
    one = block(Paragraph, "Rain.", id="b1", page=1, end_page=2, boxes=boxes)
    html = view(document(one), [PageImage(n, 612.0, 792.0, b"") for n in (1, 2)])
    assert html.count('<span class="chip" aria-hidden="true">1</span>') == 4


def test_offsets_outside_of_the_text_do_no_harm() -> None:
    one = block(Paragraph, "Rain", id="b1", links=(link(2, 99), link(3, 3)), footnote_refs=(call(99, 7),))
    assert "Rain<sup" in view(document(one))
    for start, end in ((2, 99), (99, 101), (3, 3)):
        page = _Elements(view(document(one, citations=(_cites(start, end, "/us/pl/117/58"),))))
        assert "Rain7" in page.text
    assert "Rain<sup" in view(document(one, citations=(_cites(0, 2, "/us/pl/117/58", block="b9"),)))


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
    assert _view(source, "--no-tags", "--cross-check")[0] == 2


def test_court_cases_are_shown_when_asked_for() -> None:
    pytest.importorskip("eyecite")
    text = b"The Court said so in Rain v. Snow, 518 U.S. 470 (1996). It has not said so since.\n"
    assert b'class="work"' not in _view("-", stdin=text)[1]
    code, page, _ = _view("-", "--court-cases", stdin=text)
    assert code == 0
    assert b"Court case" in page
    assert page.count(b'class="work"') == 1


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
