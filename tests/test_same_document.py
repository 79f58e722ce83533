"""One product, several ways to read it, one document: both PDF engines, and every form of every fixture.

What a form cannot hold is in :data:`LACKS` and nowhere else; all the rest of every block must be the same.
"""

import difflib
import functools
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from crsparse import sources
from crsparse.convert import Engine, Options, convert
from crsparse.model import AnyBlock, Document, Figure, Footnote, Heading, ListItem, Table
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


# -- every form of every fixture ---------------------------------------------------------------------------------------

PRODUCTS = tuple(path.parent.name for path in TAGGED)
OLDER = ("98-999", "IB90999", "R49999", "RL99999")
"""Products in the layouts of before 2018."""
WITH_CONTENTS = ("IB90999", "R49999", "R99001", "RL99999")
PARTS = ("summary", "body", "appendix", "acknowledgments", "disclaimer")
"""Parts that every form prints alike; the front, the Contents and the authors are compared by what they say."""
PART_HEADS = ("summary", "acknowledgments")
"""Headings that name a part, which some layouts set as furniture and others not at all."""
BOX_TITLES = ("What Is an Accession?",)
"""Titles of text boxes, which text cannot tell from a heading."""
LACKS: dict[str, frozenset[str]] = {
    "untagged.pdf": frozenset(),
    # HTML numbers its lists "1."; the web editions have pictures for figures, and speak of "these documents"
    "congress.html": frozenset({"brackets", "drawings", "this document"}),
    "everycrsreport.html": frozenset({"brackets", "figures", "acknowledgments", "disclaimer", "authors"}),
    # text has neither styles nor pictures, and cells one by one
    "txt": frozenset({"quotes", "drawings", "spans", "boxes"}),
}
"""What a form lacks, by the end of its file name."""


def lacks_of(product: str, form: str) -> frozenset[str]:
    """Return what one form of a product lacks."""
    lacks = LACKS[form]
    if form == "txt":
        lacks |= frozenset() if product in WITH_CONTENTS else frozenset({"levels"})
        lacks |= frozenset({"anchors"}) if product in OLDER else frozenset()  # printed texts write no links out
    return lacks


@functools.cache
def tagged_document(product: str) -> Document:
    return parsed(ROOT / "fixtures" / product / f"{product}.tagged.pdf")


def told(document: Document, lacks: frozenset[str]) -> list[str]:
    """Return the blocks of a document and its notes as lines, without what a form ``lacks``."""
    lines: list[str] = []
    for block in document.blocks:
        if block.part not in PARTS or block.part in lacks or (isinstance(block, Figure) and "figures" in lacks):
            continue
        if not (isinstance(block, Heading) and block.text.casefold() in PART_HEADS):
            lines.extend(_told_block(block, lacks))
    for note in document.footnotes:
        lines.append(f"note {note.number}: {note.text!r}")
        lines.extend(_anchors(note, lacks))
    return lines


def _told_block(block: AnyBlock, lacks: frozenset[str]) -> Iterator[str]:
    kind = type(block).__name__
    text = block.text
    if "this document" in lacks and block.part == "disclaimer":
        text = text.replace("These documents were", "This document was")
    if kind == "Quote" and "quotes" in lacks:
        kind = "Paragraph"
    if isinstance(block, Figure) and "drawings" in lacks:
        text = text.partition("\n")[0]
    elif isinstance(block, Figure):
        text = " ".join(sorted(text.split()))  # the words of a drawing have no order
    if isinstance(block, Heading):
        kind += "" if "levels" in lacks else f" {block.level}"
    if "boxes" in lacks and text in BOX_TITLES:
        kind = "title of a box"
    if isinstance(block, ListItem):
        kind += f" {block.depth} {_marker(block.marker or '', lacks)}"
    yield f"{kind} {block.part}: {text!r}"
    yield from _anchors(block, lacks)
    yield from (f"  call {ref.number} at {ref.offset}" for ref in block.footnote_refs)
    if isinstance(block, Table):
        yield from _told_table(block, lacks)
    if isinstance(block, Table | Figure):
        yield from (f"  below: {rich.text!r}" for rich in (block.source, block.notes) if rich is not None)


def _told_table(block: Table, lacks: frozenset[str]) -> Iterator[str]:
    yield f"  {block.label} | {block.caption} | {block.subtitle} | {block.header_rows} head rows"
    for row in block.rows:
        cells: list[str] = []
        for cell in row:
            if "spans" in lacks:
                cells += [cell.text, *[""] * (cell.col_span - 1)]
            else:
                cells.append(f"{cell.col_span}x{cell.row_span} {cell.text}")
        yield f"  {cells}"
        for cell in row:
            yield from (f"    call {ref.number} at {ref.offset}" for ref in cell.footnote_refs)


def _marker(marker: str, lacks: frozenset[str]) -> str:
    """Bullets are drawn as each medium draws them."""
    if marker[-1:] not in (".", ")"):
        return "•"
    return marker.strip("().") + "." if "brackets" in lacks else marker


def _anchors(carrier: AnyBlock | Footnote, lacks: frozenset[str]) -> Iterator[str]:
    if "anchors" not in lacks:
        yield from (f"  link {link.start} {carrier.text[link.start : link.end]!r}" for link in carrier.links)


def facts(document: Document, lacks: frozenset[str] = frozenset()) -> dict[str, Any]:
    """Return what the front and the authors' block say; the version stands in PDFs only."""
    return {
        "product": (document.product.id, document.product.type),
        "title": document.title,
        "date": (document.publication_date, document.date_label),
        "authors": () if "authors" in lacks else document.authors,
    }


def assert_told_alike(document: Document, product: str, lacks: frozenset[str]) -> None:
    wanted = told(tagged_document(product), lacks)
    assert wanted
    difference = list(difflib.unified_diff(wanted, told(document, lacks), "tagged PDF", "this form", lineterm="", n=1))
    assert not difference, "\n".join(difference)
    assert facts(document, lacks) == facts(tagged_document(product), lacks)


@pytest.mark.parametrize("form", LACKS)
@pytest.mark.parametrize("product", PRODUCTS)
def test_every_form_gives_the_same_blocks(product: str, form: str) -> None:
    document = parsed(ROOT / "fixtures" / product / f"{product}.{form}")
    assert_told_alike(document, product, lacks_of(product, form))


def test_no_form_is_excused_from_what_it_holds() -> None:
    """An entry of the table is needed: without it some product differs."""
    for form, lacks in LACKS.items():
        for lack in lacks:
            rest = {product: lacks_of(product, form) - {lack} for product in PRODUCTS}
            documents = {product: parsed(ROOT / "fixtures" / product / f"{product}.{form}") for product in PRODUCTS}
            assert any(
                told(documents[product], rest[product]) != told(tagged_document(product), rest[product])
                or facts(documents[product], rest[product]) != facts(tagged_document(product), rest[product])
                for product in PRODUCTS
            ), f"{form} holds {lack}"


# -- what pdftotext makes of the PDFs ----------------------------------------------------------------------------------


def as_text(product: str, pdftotext: str, folder: Path, *options: str) -> Document:
    copy = folder / f"{product}.txt"
    source = ROOT / "fixtures" / product / f"{product}.untagged.pdf"
    subprocess.run([pdftotext, *options, str(source), str(copy)], check=True, timeout=300)
    return parsed(copy)


def headings(document: Document) -> list[tuple[str, str]]:
    found = (block for block in document.blocks if isinstance(block, Heading) and block.part in PARTS)
    return [(block.part, block.text) for block in found if block.text.casefold() not in PART_HEADS]


@pytest.mark.parametrize("options", [(), ("-layout",)], ids=["plain", "layout"])
@pytest.mark.parametrize("product", PRODUCTS)
def test_pdftotext_keeps_title_date_and_authors(
    product: str, options: tuple[str, ...], pdftotext: str, tmp_path: Path
) -> None:
    assert facts(as_text(product, pdftotext, tmp_path, *options)) == facts(tagged_document(product))


@pytest.mark.parametrize("options", [(), ("-layout",)], ids=["plain", "layout"])
@pytest.mark.parametrize("product", OLDER)
def test_pdftotext_keeps_headings_and_era_of_older_products(
    product: str, options: tuple[str, ...], pdftotext: str, tmp_path: Path
) -> None:
    document = as_text(product, pdftotext, tmp_path, *options)
    assert headings(document) == headings(tagged_document(product))
    assert document.source.layout_era == tagged_document(product).source.layout_era


@pytest.mark.parametrize("product", [*OLDER, "IN12030", "LSB99003"])
def test_pdftotext_with_layout_gives_the_same_blocks(product: str, pdftotext: str, tmp_path: Path) -> None:
    """Of a Report of today and an In Focus it does not: raised numbers in headings and drawings are scattered."""
    lacks = lacks_of(product, "txt") | {"anchors"}
    assert_told_alike(as_text(product, pdftotext, tmp_path, "-layout"), product, lacks)


# -- a real product ----------------------------------------------------------------------------------------------------


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
