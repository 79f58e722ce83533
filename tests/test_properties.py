"""What is true of every document, whatever it was made of: invented elements, the fixtures, and the corpus.

Nothing is lost and nothing doubled; every mark lies in its text; every reference leads somewhere; the JSON satisfies
the schema, is read back as it was, and is the same bytes each time.
"""

import os
import random
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from crsparse import model, schema
from crsparse.assemble import assemble
from crsparse.assemble.refs import refs_in
from crsparse.content import carriers
from crsparse.elements import Element, Reading
from crsparse.model import Document, SourceInfo
from crsparse.readers import read
from crsparse.readers.engines import pdfium
from crsparse.recognizers import recognize
from crsparse.sources import load
from tests.conservation import differences, of_document, of_elements, of_pages, signs_of
from tests.make_elements import cell, document, element, figure, reading, table

ROOT = Path(__file__).resolve().parent.parent
FORMS = sorted(path for path in (ROOT / "fixtures").glob("*/*") if path.suffix in (".pdf", ".txt", ".html"))


# --- what must hold ---------------------------------------------------------------------------------------------------


def check(made: Document) -> None:
    """Assert what must hold of any document."""
    check_texts(made)
    check_blocks(made)
    check_sections(made)
    check_references(made)
    schema.validate(made)
    assert Document.from_json(made.to_json()) == made
    assert Document.from_json(made.to_json(pretty=True)) == made


def check_texts(made: Document) -> None:
    for pointer, carrier in carriers(made):
        text = carrier.text
        assert text == text.strip(), pointer
        assert "  " not in text, pointer
        assert unicodedata.is_normalized("NFC", text), pointer
        spans: list[model.Link | model.Emphasis] = list(carrier.links)
        assert all(a.end <= b.start for a, b in pairwise(carrier.links)), pointer
        if not isinstance(carrier, model.TableCell):
            spans.extend(carrier.emphasis)
        for span in spans:
            assert 0 <= span.start < span.end <= len(text), pointer
            assert text[span.start : span.end] == text[span.start : span.end].strip(), pointer
        if not isinstance(carrier, model.Footnote):
            assert all(0 <= ref.offset <= len(text) for ref in carrier.footnote_refs), pointer


def check_blocks(made: Document) -> None:
    assert [block.id for block in made.blocks] == [f"b{number}" for number in range(1, len(made.blocks) + 1)]
    pages = made.source.page_count
    for block in made.blocks:
        assert (block.page is None) == (block.end_page is None) == (not block.boxes), block.id
        if block.page is not None and block.end_page is not None:
            assert pages is not None
            assert 1 <= block.page <= block.end_page <= pages, block.id
            assert {box.page for box in block.boxes} <= set(range(1, pages + 1)), block.id
            assert all(box.box[0] <= box.box[2] and box.box[1] <= box.box[3] for box in block.boxes), block.id
        if isinstance(block, model.Table):
            assert block.header_rows <= len(block.rows), block.id


def check_sections(made: Document) -> None:
    headings = {block.id: block for block in made.blocks if isinstance(block, model.Heading)}
    sections = {section.id: section for section in made.sections}
    assert [section.id for section in made.sections] == [f"s{number}" for number in range(1, len(made.sections) + 1)]
    assert [section.heading_block for section in made.sections] == list(headings)
    for section in made.sections:
        heading = headings[section.heading_block]
        assert (section.title, section.level, heading.section) == (heading.text, heading.level, section.id)
        if section.parent is not None:
            parent = sections[section.parent]
            assert parent.level < section.level
            assert headings[parent.heading_block].part == heading.part, "sections end with their part"
    last, part = None, None
    for block in made.blocks:
        last = None if block.part != part else last
        last = block.section if isinstance(block, model.Heading) else last
        part = block.part
        assert block.section == last, block.id


def check_references(made: Document) -> None:
    blocks = {block.id: block for block in made.blocks}
    notes = {f"fn{note.number}" for note in made.footnotes}
    numbers = [note.number for note in made.footnotes]
    assert numbers == sorted(set(numbers))
    for pointer, carrier in carriers(made):
        for link in carrier.links:
            assert link.target is None or link.target in blocks.keys() | notes, pointer
            assert (link.kind == "internal") or link.target is None, pointer
    called = {(ref.number, block.id, ref.offset) for block in made.blocks for ref in refs_in(block)}
    told = [(note.number, ref.block, ref.offset) for note in made.footnotes for ref in note.refs]
    assert set(told) == called, "notes know their calls, and calls have notes"
    assert len(told) == sum(1 for block in made.blocks for _ in refs_in(block))
    for diagnostic in made.diagnostics:
        assert diagnostic.block is None or diagnostic.block in blocks


def made_of(read_: Reading) -> Document:
    """Return the document of a reading."""
    profile = read_.profile
    source = SourceInfo(
        filename=profile.filename,
        media_type=profile.media_type,
        sha256="0" * 64,
        byte_count=1,
        page_count=profile.page_count,
        tagged=profile.tagged,
        engine=profile.engine,
        layout_era=None,
    )
    return assemble(recognize(read_), profile, source)


def check_reading(path: Path, *, tags: bool = True) -> None:
    """Assert that nothing is lost on the way from a file to its document, and that the document is sound."""
    source = load(path)
    read_ = read(source.content, source.media_type, source.filename, tags=tags)
    made = made_of(read_)
    if source.media_type == "application/pdf":
        drawn = differences(of_pages(pdfium.read_pages(source.content)), of_elements(read_.elements))
        # a hyphen that only a line end put there is no part of the text
        assert drawn.pop("-", 0) <= 0
        assert not drawn
    assert not differences(of_elements(read_.elements), of_document(made), signs_of(made))
    check(made)


# --- invented elements ------------------------------------------------------------------------------------------------

KINDS = ["heading", "paragraph", "list_item", "quote", "contents_entry", "caption", "figure", "note", "furniture", None]
TEXTS = [
    "Rain in the Test Basin",
    "May 4, 2026",
    "Summary",
    "Contents",
    "Rain .... 1",
    "Table 1. Rain^1^",
    "Figure 1. Rain",
    "In Inches^2^",
    "• Rain",
    "•^1^ Rain",
    "Source: Rain office.^1^ Notes: Rain is wet.",
    "a. Includes snow.",
    "Author Information",
    "Ada Example",
    "**Ada Example**, Analyst in Rain",
    "Disclaimer",
    "IN99999",
    "IN99999 · VERSION 2 · NEW",
    "Congressional Research Service",
    "^1^ See the [rain](https://rain.example).",
    "^2^ Ibid.",
    "It rains.^1^ It *snows*^2^ in",
    "May, says the [rain office](https://rain.example).^1, 2^",
    "[See](https://rain.example)",
    "^3^",
    "",
    "Cafe*\u0301* m^2^, the 119^th^, CO~2~",
    "Appendix A. More Rain",
    "EveryCRSReport.com",
    "No table of contents entries found.",
    "(...continued) more (continued...)",
    "***",
    "Rain has fallen on the test basin for as long as anyone has kept a record of it, and the amount that falls in a"
    " year has changed less than the amount that people use.^1^",
]
PLACES = {
    "page": st.integers(1, 3),
    "top": st.sampled_from([30.0, 100.0, 118.0, 136.0, 700.0, 760.0]),
    "left": st.sampled_from([72.0, 90.0, 320.0]),
}
ELEMENTS = st.builds(
    element,
    st.sampled_from(KINDS),
    st.sampled_from(TEXTS),
    **PLACES,
    size=st.sampled_from([8.5, 11.0, 14.0, 20.0]),
    font=st.sampled_from(["PalatinoLinotype", "GillSansMT"]),
    bold=st.booleans(),
    marker=st.sampled_from([None, None, None, "•", "1.", "a.", "3", "*"]),
    level=st.sampled_from([None, None, 1, 2]),
    closed=st.booleans(),
)
CELLS = st.builds(cell, st.sampled_from(["", "Upper", "31.4^1^", "^2^", "^1^\nUpper", "Table 1. Rain", "• Rain\nmore"]))
ROWS = st.lists(st.lists(CELLS, min_size=1, max_size=3), min_size=1, max_size=3)
TABLES = st.builds(
    table, ROWS, page=st.integers(1, 3), top=st.sampled_from([100.0, 140.0, 400.0]), head=st.integers(0, 1)
)
UNPLACED = st.builds(
    element, st.sampled_from(KINDS), st.sampled_from(TEXTS), page=st.none(), marker=st.sampled_from([None, "•", "2"])
)


def assert_sound(elements: list[Element], **profile: object) -> None:
    read_ = reading(*elements, **profile)
    made = document(*elements, **profile)
    assert not differences(of_elements(read_.elements), of_document(made), signs_of(made))
    check(made)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(ELEMENTS | TABLES | st.just(figure()), min_size=1, max_size=14))
def test_any_elements_of_a_pdf(elements: list[Element]) -> None:
    assert_sound(elements, page_count=3, page_sizes=((612.0, 792.0),) * 3, media_type="application/pdf")


@settings(deadline=None)
@given(st.lists(UNPLACED | st.builds(table, ROWS, page=st.none()), min_size=1, max_size=14))
def test_any_elements_of_a_source_without_pages(elements: list[Element]) -> None:
    assert_sound(elements)


def test_no_elements() -> None:
    assert_sound([])


# --- fixtures ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.name)
def test_fixtures(path: Path) -> None:
    check_reading(path)


@pytest.mark.parametrize(
    "path", [path for path in FORMS if path.name.endswith(".tagged.pdf")], ids=lambda path: path.name
)
def test_fixtures_without_their_tags(path: Path) -> None:
    check_reading(path, tags=False)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("path", [path for path in FORMS if ".tagged." in path.name], ids=lambda path: path.name)
def test_fixtures_with_absurd_claims(path: Path, seed: int) -> None:
    """A reader may be wrong in kinds, markers, places and order: that costs structure, but no text and no crash."""
    source = load(path)
    read_ = read(source.content, source.media_type, source.filename)
    absurd = Reading(tuple(disturbed(list(read_.elements), random.Random(seed))), read_.profile)
    made = made_of(absurd)
    assert not differences(of_elements(absurd.elements), of_document(made), signs_of(made))
    check(made)


def disturbed(elements: list[Element], chance: random.Random) -> list[Element]:
    """Return the elements with every fifth wrong in some way."""
    for _ in range(len(elements) // 5):
        place = chance.randrange(len(elements))
        one = elements[place]
        match chance.randrange(4):
            case 0 if not one.rows:
                elements[place] = replace(one, kind=chance.choice(KINDS))
            case 1 if not one.rows:
                elements[place] = replace(one, marker=chance.choice([None, "•", "1.", "a.", "7"]))
            case 2:
                elements[place] = replace(one, placements=(), first_line=None, last_line=None)
            case _:
                elements.insert(chance.randrange(len(elements)), elements.pop(place))
    return elements


def test_same_bytes_each_time() -> None:
    """In processes of their own, which order sets differently, and in any folder."""
    outputs = {seed: json_of_all(seed) for seed in ("0", "1", "4242")}
    assert outputs["0"]
    assert outputs["0"] == outputs["1"] == outputs["4242"]


def json_of_all(seed: str) -> bytes:
    program = "import sys, crsparse\nfor path in sys.argv[1:]: sys.stdout.buffer.write(crsparse.parse(path).to_json())"
    ended = subprocess.run(
        [sys.executable, "-c", program, *map(str, FORMS)],
        env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        timeout=300,
        check=True,
    )
    return ended.stdout


# --- the corpus -------------------------------------------------------------------------------------------------------


def pdfs(corpus: Path) -> Iterator[Path]:
    found = sorted((corpus / "pdf").glob("*.pdf"))
    assert found
    return iter(found)


@pytest.mark.corpus
@pytest.mark.slow
@pytest.mark.parametrize("tags", [True, False], ids=["tags", "layout"])
def test_corpus(corpus: Path, tags: bool) -> None:
    for path in pdfs(corpus):
        check_reading(path, tags=tags)


@pytest.mark.corpus
@pytest.mark.slow
@pytest.mark.parametrize("options", [(), ("-layout",)], ids=["plain", "layout"])
def test_corpus_as_text(corpus: Path, pdftotext: str, tmp_path: Path, options: tuple[str, ...]) -> None:
    for path in pdfs(corpus):
        copy = tmp_path / f"{path.stem}.txt"
        subprocess.run([pdftotext, *options, str(path), str(copy)], check=True, timeout=300)
        check_reading(copy)
