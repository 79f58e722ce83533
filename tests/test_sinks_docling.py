"""DoclingDocument JSON, as docling-core loads, exports and chunks it."""

import warnings
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from msgspec import json

from crsparse.content import statistics_of
from crsparse.model import ContentsEntry, Document, ListItem, Paragraph
from crsparse.sinks import docling
from crsparse.sinks.grid import laid_out
from tests.make_document import block, document, full_document, link

pytest.importorskip("docling_core", reason="no docling-core: pip install 'crsparse[test]'")
if TYPE_CHECKING:
    from docling_core.types.doc.document import DoclingDocument

ROOT = Path(__file__).resolve().parent.parent
EXPECTED = sorted((ROOT / "fixtures").glob("*/expected.json"))


def _loaded(made: Document) -> "DoclingDocument":
    from docling_core.types.doc.document import DoclingDocument

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        return DoclingDocument.model_validate_json(docling.encode(made))


@pytest.mark.parametrize("path", EXPECTED, ids=lambda path: path.parent.name)
def test_docling_core_loads_it_and_counts_add_up(path: Path) -> None:
    made = Document.from_json(path.read_bytes())
    loaded = _loaded(made)
    counts = statistics_of(made)
    assert len(loaded.tables) == counts.blocks.table
    assert len(loaded.pictures) == counts.blocks.figure
    labels = [item.label.value for item in loaded.texts]
    assert labels.count("section_header") == counts.blocks.heading
    assert labels.count("list_item") == counts.blocks.list_item
    assert sum(len(table.data.table_cells) for table in loaded.tables) == counts.table_cells
    blocks = {block.id: block for block in made.blocks}
    seen = set()
    for item in (*loaded.texts, *loaded.tables, *loaded.pictures):
        extra = (item.meta.model_extra or {}) if item.meta else {}
        name = extra.get("crsparse__block", "")
        if name in blocks:
            seen.add(name)
            original = blocks[name]
            text = item.caption_text(loaded) if hasattr(item, "captions") else item.text
            assert text.startswith(original.text)
            assert json.encode(extra.get("crsparse__links", [])) == json.encode(original.links)
            assert json.encode(extra.get("crsparse__footnote_refs", [])) == json.encode(original.footnote_refs)
            cited = [one for one in made.citations if (one.block, one.field) == (name, "text")]
            assert [(one["id"], one["start"], one["end"]) for one in extra.get("crsparse__citations", [])] == [
                (one.id, one.start, one.end) for one in cited
            ]
            assert [place.page_no for place in item.prov] == [place.page for place in original.boxes]
    assert seen == blocks.keys()
    order = [item.meta.model_extra["crsparse__block"] for item, _ in loaded.iterate_items(with_groups=False)  # type: ignore[index, union-attr]
             if item.meta and "crsparse__part" in (item.meta.model_extra or {})]  # fmt: skip
    body = [item.id for item in made.blocks if not isinstance(item, ContentsEntry) and item.part != "contents"]
    assert order == body, "the reading order, without the Contents"


@pytest.mark.parametrize("path", EXPECTED, ids=lambda path: path.parent.name)
def test_docling_core_exports_it(path: Path) -> None:
    made = Document.from_json(path.read_bytes())
    markdown = _loaded(made).export_to_markdown()
    for item in made.blocks:
        if isinstance(item, Paragraph) and item.text.isalnum():
            assert item.text in markdown
    assert made.title is None or made.title.split()[0] in markdown


def test_tables_keep_their_grid() -> None:
    made = Document.from_json((ROOT / "fixtures/R99001/expected.json").read_bytes())
    tables = [item for item in made.blocks if item.__struct_config__.tag == "table"]
    for ours, theirs in zip(tables, _loaded(made).tables, strict=True):
        grid = [[slot.cell.text if slot else "" for slot in row] for row in laid_out(ours)]  # type: ignore[arg-type]
        assert [[cell.text for cell in row] for row in theirs.data.grid] == grid


def test_chunkers_take_it() -> None:
    pytest.importorskip("transformers", reason="no docling-core[chunking]")
    from docling_core.transforms.chunker import HierarchicalChunker

    made = Document.from_json((ROOT / "fixtures/R99001/expected.json").read_bytes())
    found = list(HierarchicalChunker().chunk(_loaded(made)))
    said = "\n".join(chunk.text for chunk in found)
    for item in made.blocks:
        if isinstance(item, Paragraph) and item.part == "body":
            assert item.text in said


def test_lists_nest() -> None:
    depths = (0, 1, 2, 1, 0)
    items = [block(ListItem, f"Item {at}", id=f"b{at}", depth=depth) for at, depth in enumerate(depths)]
    loaded = _loaded(document(*items))
    levels = [level for item, level in loaded.iterate_items() if item.label.value == "list_item"]
    assert levels == [2, 4, 6, 4, 2]
    assert _loaded(document(block(ListItem, "Deep", depth=3))).texts[0].text == "Deep"


def test_a_link_that_is_the_whole_item() -> None:
    loaded = _loaded(document(block(Paragraph, "congress.gov", links=(link(0, 12, "https://www.congress.gov/"),))))
    assert str(loaded.texts[0].hyperlink) == "https://www.congress.gov/"  # type: ignore[union-attr]


def test_full_document() -> None:
    assert _loaded(full_document()).name == "IN99999"
