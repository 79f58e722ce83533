"""Every form of every fixture gives the document that its source says, and the JSON that was read and found right.

The sources are read by the fixture maker's own reader (:mod:`tests.fixture_maker.source`), which shares nothing with
crsparse: what is demanded here was written before it was parsed.
"""

import dataclasses
import difflib
import functools
import json
from collections.abc import Callable
from pathlib import Path

import pytest

import crsparse
from crsparse.model import Document
from tests import fixture_truth as truth
from tests.fixture_maker import reference
from tests.fixture_maker.__main__ import others
from tests.fixture_maker.source import Source, read

ROOT = Path(__file__).resolve().parent.parent
FIXTURES = ROOT / "fixtures"
PRODUCTS = sorted(path.name for path in FIXTURES.iterdir() if path.is_dir())
STYLES = ROOT / "tests" / "fixture_maker" / "styles"
DRAWINGS = {path.name: truth.drawing(path.read_text(encoding="utf-8")) for path in STYLES.glob("*.svg")}

HOLDS = {
    "tagged.pdf": truth.Holds(),
    "untagged.pdf": truth.Holds(alternatives=False),
    "congress.html": truth.Holds(drawings=False, alternatives=False, brackets=False),
    # by-lines, acknowledgments and figures are gone, and so are some addresses
    "everycrsreport.html": truth.Holds(
        parts=("summary", "body", "appendix"),
        figures=False,
        brackets=False,
        hidden=("/crs-product/", "/statutes/"),
    ),
    # text has no styles, no pictures, and cells one by one; headings are alike where no Contents tell their levels; the
    # reference text hides all addresses
    "txt": truth.Holds(
        levels=False,
        emphasis=False,
        quotes=False,
        drawings=False,
        alternatives=False,
        internal=False,
        boxes=False,
        spans=False,
        hidden=("example.org/in12030",),
    ),
}
"""What each form can hold, by the end of its file name."""
TEXTS: dict[str, dict[str, bool]] = {
    "98-999": {"links": False},
    "IB90999": {"links": False, "levels": True},
    "R49999": {"links": False, "levels": True},
    "R99001": {"levels": True},
    "RL99999": {"links": False, "levels": True},
}
"""What the texts of some products hold otherwise: those with Contents the levels, those from paper no links."""
FORMS = [(product, form) for product in PRODUCTS for form in HOLDS]


def holds_of(product: str, form: str) -> truth.Holds:
    """Return what one form of one product can hold."""
    return dataclasses.replace(HOLDS[form], **(TEXTS.get(product, {}) if form == "txt" else {}))


EVERY_FORM = pytest.mark.parametrize(("product", "form"), FORMS, ids=[f"{p}.{f}" for p, f in FORMS])


@functools.cache
def source_of(product: str) -> Source:
    """The source as written."""
    folder = FIXTURES / product
    path = folder / "source.md"
    return read(path.read_text(encoding="utf-8")) if path.exists() else reference.read(folder / f"{product}.txt")


@functools.cache
def parsed(product: str, form: str) -> Document:
    """The document that crsparse makes of one form."""
    return crsparse.parse(FIXTURES / product / f"{product}.{form}")


def differences(wanted: list[str], got: list[str]) -> str:
    """Return a readable comparison, empty when there is nothing to say."""
    return "\n".join(difflib.unified_diff(wanted, got, "wanted", "got", lineterm="", n=1))


@EVERY_FORM
def test_every_product_has_every_form(product: str, form: str) -> None:
    assert (FIXTURES / product / f"{product}.{form}").is_file()


@pytest.mark.parametrize("product", PRODUCTS)
def test_texts_and_web_pages_are_what_their_maker_makes(product: str) -> None:
    for form, text in others(source_of(product)).items():
        assert (FIXTURES / product / f"{product}.{form}").read_bytes().decode() == text, form


@EVERY_FORM
def test_document_says_what_the_source_says(product: str, form: str) -> None:
    holds = holds_of(product, form)
    wanted = truth.said_by_source(source_of(product), holds, DRAWINGS)
    got = truth.said_by_document(parsed(product, form), holds)
    assert wanted
    assert not (difference := differences(wanted, got)), difference


@EVERY_FORM
def test_title_date_version_and_authors(product: str, form: str) -> None:
    wanted = truth.facts_of_source(source_of(product))
    got = truth.facts_of_document(parsed(product, form))
    if not form.endswith("pdf"):
        wanted["version"] = wanted["status"] = None  # they stand at the foot of the last page only
    if form == "everycrsreport.html":
        wanted["authors"] = []
    assert got == wanted


@EVERY_FORM
def test_golden(product: str, form: str, golden: Callable[[Path, bytes], None]) -> None:
    """``expected.json`` is the document of the tagged PDF, for IN12030 the text's; all were read beside the pages."""
    first = "txt" if product == "IN12030" else "tagged.pdf"
    name = "expected.json" if form == first else f"expected.{form}.json"
    got = parsed(product, form).to_json(pretty=True) + b"\n"
    if (product, form) == ("IN12030", "txt"):  # made by hand, and never written by this test
        wanted = (FIXTURES / product / name).read_text(encoding="utf-8")
        assert not (difference := differences(wanted.splitlines(), got.decode().splitlines())), difference
    else:
        golden(FIXTURES / product / name, got)


@pytest.mark.parametrize("product", PRODUCTS)
def test_no_form_gives_cause_for_a_warning(product: str) -> None:
    for form in HOLDS:
        found = [d for d in parsed(product, form).diagnostics if d.severity != "info"]
        assert not found, form


@pytest.mark.parametrize("product", PRODUCTS)
def test_tagged_and_untagged_pdf_give_one_document(product: str) -> None:
    """All of it, front matter, Contents, pages and furniture included, but for what no untagged PDF can carry."""
    tagged, untagged = (_lines(parsed(product, form)) for form in ("tagged.pdf", "untagged.pdf"))
    assert not (difference := differences(tagged, untagged)), difference


@pytest.mark.parametrize("product", PRODUCTS)
def test_tagged_and_untagged_pdf_place_blocks_alike(product: str) -> None:
    tagged, untagged = (parsed(product, form).blocks for form in ("tagged.pdf", "untagged.pdf"))
    for one, other in zip(tagged, untagged, strict=True):
        assert [box.page for box in one.boxes] == [box.page for box in other.boxes], one.text
        for a, b in zip(one.boxes, other.boxes, strict=True):
            assert _shared(a.box, b.box) > 0.8, (type(one).__name__, one.text, a, b)


def _shared(a: tuple[float, float, float, float], b: tuple[float, float, float, float]) -> float:
    """Return how much of the smaller of two boxes the other covers: one may take in the marker, the rules, the cell."""
    width = min(a[2], b[2]) - max(a[0], b[0])
    height = min(a[3], b[3]) - max(a[1], b[1])
    smaller = min((box[2] - box[0]) * (box[3] - box[1]) for box in (a, b))
    return max(0.0, width) * max(0.0, height) / smaller if smaller else 1.0


def test_reference_text_and_its_pdf_give_one_document() -> None:
    """The PDF's document equals the text's but for pages, boxes, addresses and what only pages have."""
    text, pdf = (parsed("IN12030", form).to_dict() for form in ("txt", "tagged.pdf"))
    assert pdf["product"]["version"] == 4
    for document in (text, pdf):
        for block in document["blocks"]:
            block["page"] = block["end_page"] = None
            block["boxes"] = []
            for link in block["links"]:
                link["href"], link["kind"] = None, "unknown"
        document["product"]["version"] = document["product"]["status"] = None  # from the foot of the last page
        del document["source"], document["statistics"]["furniture_characters"]
    lines = [{item["text"] for item in document.pop("furniture")} for document in (text, pdf)]
    assert lines[0] < lines[1]
    assert pdf == text


def test_reference_text_has_53_links_and_tokayev_is_none() -> None:
    document = parsed("IN12030", "txt")
    anchors = [block.text[link.start : link.end] for block in document.blocks for link in block.links]
    assert len(anchors) == 53
    assert "Tokayev" not in anchors
    assert any("[Tokayev] is his own man" in block.text for block in document.blocks)


def _lines(document: Document) -> list[str]:
    """Return a document as lines of JSON, without boxes; furniture as the words of each page, whatever its pieces."""
    data = document.to_dict()
    for key in ("source", "diagnostics", "statistics"):
        del data[key]
    for block in data["blocks"]:
        block.pop("alt_text", None)
        del block["boxes"]
    pages: dict[int, list[str]] = {}
    for item in data.pop("furniture"):
        pages.setdefault(item["page"], []).extend(item["text"].split())
    data["furniture"] = {str(page): sorted(words) for page, words in sorted(pages.items())}
    return json.dumps(data, ensure_ascii=False, indent=1).splitlines()
