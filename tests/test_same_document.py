"""One product, several ways to read it, one document: both PDF engines, and the PDF and its web edition."""

import difflib
from pathlib import Path
from typing import Any

import pytest

from crsparse import sources
from crsparse.convert import Engine, Options, convert
from crsparse.model import Document, Figure
from tests.conftest import ROOT

TOLERANCE = 2.0
"""Points by which boxes may differ: pdfium reports the ink of the glyphs, pdfplumber their advance widths."""
STRAIGHT = str.maketrans("‘’“”", "''\"\"")
"""Web editions print straight quotes."""
TAGGED = sorted((ROOT / "fixtures").glob("*/*.tagged.pdf"))
SAMPLE = ("98-317.v22", "IF13200.v1", "IN12680.v1", "LSB11418.v1", "R48903.v3")
"""One of each kind in the corpus, short ones: pdfminer takes its time."""


def parsed(path: Path, engine: Engine = "pdfium") -> Document:
    return convert(sources.load(path), Options(engine=engine))


def comparable(document: Document) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Return a document without what names the engine, and the boxes of all that is in it."""
    data = document.to_dict()
    del data["source"]["engine"]
    placed = [*data["blocks"], *data["footnotes"], *data["furniture"]]
    return data, [box for item in placed for box in item.pop("boxes")]


def assert_same_from_both_engines(path: Path) -> None:
    first, first_boxes = comparable(parsed(path))
    second, second_boxes = comparable(parsed(path, "pdfplumber"))
    for field in first:
        assert first[field] == second[field], field
    assert [box["page"] for box in first_boxes] == [box["page"] for box in second_boxes]
    for one, other in zip(first_boxes, second_boxes, strict=True):
        assert one["box"] == pytest.approx(other["box"], abs=TOLERANCE)


@pytest.mark.parametrize("path", TAGGED, ids=lambda path: path.parent.name)
def test_both_engines_give_the_same_document(path: Path) -> None:
    assert_same_from_both_engines(path)


@pytest.mark.slow
@pytest.mark.corpus
@pytest.mark.parametrize("name", SAMPLE)
def test_both_engines_give_the_same_document_of_real_products(name: str, corpus: Path) -> None:
    path = corpus / "pdf" / f"{name}.pdf"
    if not path.is_file():
        pytest.skip(f"{path.name} is not in the corpus")
    assert_same_from_both_engines(path)


def said(document: Document) -> list[str]:
    """Return what the text of a product says: its blocks of summary, body and appendixes, and its notes."""
    lines = []
    for block in document.blocks:
        if block.part in ("summary", "body", "appendix") and not isinstance(block, Figure):
            details = [getattr(block, name, None) for name in ("level", "depth", "rows")]
            lines.append(f"{type(block).__name__} {details}: {block.text}")
    lines.extend(f"{note.number}: {note.text}" for note in document.footnotes)
    return [line.translate(STRAIGHT) for line in lines]


def anchors(document: Document) -> list[str]:
    return [block.text[link.start : link.end].translate(STRAIGHT) for block in document.blocks for link in block.links]


@pytest.mark.corpus
def test_a_real_web_edition_is_the_document_of_its_pdf(corpus: Path) -> None:
    page = corpus / "html" / "IN12669.v3.everycrsreport.html"
    twin = corpus / "pdf" / "IN12669.v3.pdf"
    if not (page.is_file() and twin.is_file()):
        pytest.skip(f"{page.name} or its PDF is not in the corpus")
    web, pdf = parsed(page), parsed(twin)
    assert not list(difflib.unified_diff(said(pdf), said(web), lineterm=""))
    assert anchors(web) == anchors(pdf)
    assert (web.product.id, web.title, web.publication_date) == (pdf.product.id, pdf.title, pdf.publication_date)
