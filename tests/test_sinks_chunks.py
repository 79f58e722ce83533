"""Chunks: bounds, nothing lost, offsets that lead back."""

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import json

from crsparse.cite import with_citations
from crsparse.content import Place, carriers, texts
from crsparse.model import ContentsEntry, Document, Heading, Paragraph, RichText, Section, Table
from crsparse.sinks import chunks
from crsparse.sinks.chunks import LIMIT, Chunk
from tests.make_document import block, call, cell, document, full_document, link, note

ROOT = Path(__file__).resolve().parent.parent
EXPECTED = sorted((ROOT / "fixtures").glob("*/expected.json"))


def _made(made: Document) -> list[Chunk]:
    return [json.decode(line, type=Chunk) for line in chunks.encode(made).splitlines()]


def _solid(texts: list[str]) -> Counter[str]:
    return Counter(character for text in texts for character in text if not character.isspace())


def _check(made: Document) -> list[Chunk]:
    """Assert what is always true."""
    found = _made(made)
    texts = {item.id: item.text for item in made.blocks} | {f"fn{item.number}": item.text for item in made.footnotes}
    paths = {item.id: item for item in made.sections}
    assert len({chunk.id for chunk in found}) == len(found)
    for chunk in found:
        assert 0 < len(chunk.text) <= LIMIT
        for span in chunk.spans:
            length = span.end - span.start
            assert chunk.text[span.offset : span.offset + length] == texts[span.block][span.start : span.end]
        for each in chunk.links:
            assert 0 <= each.start <= each.end <= len(chunk.text)
        assert set(chunk.block_ids) <= texts.keys()
        assert (chunk.section_path[-1:] == (paths[chunk.section].title,)) if chunk.section else not chunk.section_path
    return found


@pytest.mark.parametrize("path", EXPECTED, ids=lambda path: path.parent.name)
def test_nothing_is_lost_or_doubled(path: Path) -> None:
    made = Document.from_json(path.read_bytes())
    found = _check(made)
    contents = {f"/blocks/{at}" for at, item in enumerate(made.blocks) if isinstance(item, ContentsEntry)}
    said = [carrier.text for pointer, carrier in carriers(made) if pointer not in contents]
    said += [item.subtitle for item in made.blocks if isinstance(item, Table) and item.subtitle]
    bars = sum(len(row) - 1 for item in made.blocks if isinstance(item, Table) for row in item.rows if row)
    assert _solid([chunk.text for chunk in found]) == _solid(said) + Counter({"|": bars} if bars else {})
    covered = {(span.block, at) for chunk in found for span in chunk.spans for at in range(span.start, span.end)}
    wanted = sum(len(item.text) for item in made.blocks if not isinstance(item, ContentsEntry))
    assert len(covered) == wanted + sum(len(item.text) for item in made.footnotes)
    anchors = [c.text[each.start : each.end] for c in found for each in c.links]
    printed = [
        carrier.text[each.start : each.end]
        for pointer, carrier in carriers(made)
        if pointer not in contents
        for each in carrier.links
    ]
    assert _solid(anchors) == _solid(printed)
    held = dict(texts(made))
    cited = [(held[Place(one.block, one.field, one.row, one.cell)].text[one.start : one.end], one.id)
             for one in made.citations]  # fmt: skip
    assert sorted((c.text[one.start : one.end], one.id) for c in found for one in c.citations) == sorted(cited)
    calls = {
        ref.number
        for _, carrier in carriers(made)
        if hasattr(carrier, "footnote_refs")
        for ref in carrier.footnote_refs
    }
    assert {number for chunk in found for number in chunk.footnotes} == calls


def test_a_long_block_is_cut_behind_sentences() -> None:
    text = "This is a sentence of the test. " * 200
    found = _check(document(block(Paragraph, text.strip())))
    assert len(found) > 3
    assert all(chunk.text.rstrip().endswith(".") for chunk in found)
    assert "".join(chunk.text for chunk in found) == text.strip()


@given(st.text("ab .\n", max_size=3 * LIMIT), st.integers(0, 5000), st.integers(0, 5000))
def test_any_text_any_link(text: str, start: int, end: int) -> None:
    start, end = sorted((min(start, len(text)), min(end, len(text))))
    made = document(block(Paragraph, text, links=(link(start, end),)), footnotes=(note(1, text),))
    found = _check(made)
    body = [chunk for chunk in found if chunk.part != "footnotes"]
    assert "".join(chunk.text for chunk in body) == text
    assert "".join(c.text[item.start : item.end] for c in body for item in c.links) == text[start:end]


def test_sections_are_kept_apart_and_headings_with_their_text() -> None:
    sections = (
        Section(id="s1", parent=None, level=1, title="Water", heading_block="b1"),
        Section(id="s2", parent="s1", level=2, title="Dams", heading_block="b2"),
        Section(id="s3", parent=None, level=1, title="Air", heading_block="b4"),
    )
    made = document(
        block(Heading, "Water", id="b1", section="s1"),
        block(Heading, "Dams", id="b2", section="s2", level=2),
        block(Paragraph, "A dam.", id="b3", section="s2", page=2, end_page=3, footnote_refs=(call(6, 1),)),
        block(Heading, "Air", id="b4", section="s3"),
        block(Paragraph, "A wind.", id="b5", section="s3", page=4, end_page=4),
        sections=sections,
        footnotes=(note(1, "See the dam.", page=3),),
    )
    dams, air, notes = _check(made)
    assert (dams.text, dams.section_path, dams.page, dams.end_page) == ("Water\nDams\nA dam.", ("Water", "Dams"), 2, 3)
    assert (dams.block_ids, dams.footnotes) == (("b1", "b2", "b3"), (1,))
    assert (air.text, air.section_path) == ("Air\nA wind.", ("Air",))
    assert (notes.text, notes.block_ids, notes.part) == ("See the dam.", ("fn1",), "footnotes")


def test_a_long_table_repeats_its_head_as_context() -> None:
    rows = ((cell("Month", header=True), cell("Inches", header=True)),)
    rows += tuple((cell(f"Month {number}", links=(link(0, 5),)), cell("x" * 80)) for number in range(60))
    table = block(Table, "Table 1. Rain", label="Table 1", caption="Rain", header_rows=1, rows=rows)
    first, *others = _check(document(table))
    assert first.context is None
    assert others
    assert {chunk.context for chunk in others} == {"Table 1. Rain\nMonth | Inches"}
    assert all(chunk.text[item.start : item.end] == "Month" for chunk in others for item in chunk.links)


def test_citations_count_in_the_chunk() -> None:
    sentences = "The law, which is long, says so once more here. " * 60
    table = block(
        Table,
        "Table 1. S. 7",
        id="b2",
        rows=((cell("Bill"), cell("Act")), (cell("H.R. 5"), cell("see P.L. 117-58, §131"))),
        notes=RichText(text="By S. 6."),
        source=RichText(text="CRS, and 42 U.S.C. §1983."),
    )
    made = with_citations(
        document(
            block(Paragraph, f"{sentences}It is P.L. 85-997.", id="b1"),
            table,
            footnotes=(note(3, "Title 38 of the U.S. Code; 38 U.S.C. §§1-5."),),
            publication_date="2026-04-15",
        )
    )
    found = _check(made)
    cited = [(chunk.text[one.start : one.end], one.id, one.pinpoint) for chunk in found for one in chunk.citations]
    assert cited == [
        ("P.L. 85-997", "/us/pl/85/997", None),
        ("S. 7", "/us/bill/119/s/7", None),
        ("H.R. 5", "/us/bill/119/hr/5", None),
        ("P.L. 117-58, §131", "/us/pl/117/58", "s131"),
        ("S. 6", "/us/bill/119/s/6", None),
        ("42 U.S.C. §1983", "/us/usc/t42/s1983", None),
        ("Title 38 of the U.S. Code", "/us/usc/t38", None),
        ("38 U.S.C. §§1-5", "/us/usc/t38/s1", None),
    ]
    assert not found[0].citations
    assert found[-1].citations[-1].end_id == "/us/usc/t38/s5"
    assert all(one.congress_inferred for chunk in found for one in chunk.citations if one.kind == "bill")


def test_full_document() -> None:
    assert _check(full_document())
