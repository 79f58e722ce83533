"""Every kind of store, with the same demands: a real SQLite, DuckDB, Parquet folder and PostgreSQL server."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from msgspec.structs import replace

from crsparse.content import statistics_of
from crsparse.model import Document, Heading, Paragraph, Section, Table
from crsparse.stores import Query, opened, tables
from crsparse.stores.portions import Portion
from crsparse.stores.rows import hash_of, key_of, rows_of
from crsparse.stores.sqlite import Sqlite
from crsparse.stores.store import MARK_END, MARK_START, StoreFailed, UnusableQuery
from crsparse.stores.tables import BY_NAME, TABLES
from tests.make_document import block, cell, document, full_document, link
from tests.stores.tools import everything, integrity, looked_into, put, select, version

ROOT = Path(__file__).resolve().parents[2]


def test_rows_have_the_columns_of_their_tables(documents: dict[str, Document]) -> None:
    for each in (*documents.values(), full_document()):
        for name, rows in rows_of(each).tables.items():
            assert {len(row) for row in rows} <= {len(BY_NAME[name].columns)}, name


def test_every_table_but_reports_is_filled_by_the_full_document() -> None:
    assert {name for name, rows in rows_of(full_document()).tables.items() if not rows} <= {"citations"}


def test_documents_come_back_as_they_were(destination: str, documents: dict[str, Document], tmp_path: Path) -> None:
    """Offsets, links, notes, cells, sections: the document made of the rows is the document that was loaded."""
    every = [*documents.values(), full_document(), document(block(Paragraph, "No number. é—“”\U0001f600"))]
    summary = put(destination, tmp_path, *every)
    assert (summary.added, summary.failed) == (len(every), 0)
    with looked_into(destination) as store:
        for each in every:
            assert store.document(key_of(each)) == each
        assert store.document(("R00000", 1)) is None


def test_counts_add_up(destination: str, documents: dict[str, Document], tmp_path: Path) -> None:
    put(destination, tmp_path, *documents.values())
    counts = [statistics_of(each) for each in documents.values()]
    expected = {
        "blocks": sum(sum(getattr(item.blocks, name) for name in item.blocks.__struct_fields__) for item in counts),
        "links": sum(item.links for item in counts),
        "sections": sum(item.sections for item in counts),
        "footnotes": sum(item.footnotes for item in counts),
        "footnote_refs": sum(item.footnote_refs for item in counts),
        "table_cells": sum(item.table_cells for item in counts),
        "tables": sum(item.blocks.table for item in counts),
        "figures": sum(item.blocks.figure for item in counts),
        "citations": sum(item.citations for item in counts),
        "authors": sum(len(each.authors) for each in documents.values()),
        "furniture": sum(len(each.furniture) for each in documents.values()),
        "diagnostics": sum(len(each.diagnostics) for each in documents.values()),
        "reports": len(documents),
        "versions": len(documents),
    }
    assert expected.keys() == BY_NAME.keys()
    assert {name: select(destination, f"SELECT count(*) FROM {name}")[0][0] for name in expected} == expected


def test_anchors_and_paths_are_what_the_document_says(
    destination: str, documents: dict[str, Document], tmp_path: Path
) -> None:
    put(destination, tmp_path, documents["IN12030"])
    statement = """
        SELECT blocks.text, links.start_offset, links.end_offset, links.anchor, blocks.section_path, sections.path
        FROM links JOIN blocks ON blocks.product_id = links.product_id AND blocks.id = links.block_id
        JOIN sections ON sections.product_id = blocks.product_id AND sections.id = blocks.section
        WHERE links.place = 'block'
    """
    rows = select(destination, statement)
    assert rows
    for text, start, end, anchor, path, same in rows:
        assert str(text)[start:end] == anchor  # type: ignore[misc]
        assert path == same


def test_loading_again_changes_nothing(destination: str, documents: dict[str, Document], tmp_path: Path) -> None:
    put(destination, tmp_path, *documents.values())
    before = everything(destination)
    files = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file() and path.suffix != ".duckdb"}
    summary = put(destination, tmp_path, *documents.values())
    assert (summary.added, summary.replaced, summary.unchanged, summary.rows) == (0, 0, len(documents), 0)
    assert everything(destination) == before
    assert {path: path.read_bytes() for path in files} == files


def test_versions_lie_side_by_side(destination: str, documents: dict[str, Document], tmp_path: Path) -> None:
    first = documents["R99001"]
    older = version(first, 5, "2025-12-01", title="Older")
    newer = version(first, 7, "2026-02-02", title="Newer")
    assert put(destination, tmp_path, first, newer).added == 2
    assert put(destination, tmp_path, older).added == 1
    assert select(destination, "SELECT version FROM versions ORDER BY version") == [(5,), (6,), (7,)]
    assert select(destination, "SELECT product_id, version, title FROM current_reports") == [("R99001", 7, "Newer")]
    with looked_into(destination) as store:
        assert [store.document(key_of(each)) for each in (older, first, newer)] == [older, first, newer]


def test_versions_without_a_number_are_told_apart_by_date(destination: str, tmp_path: Path) -> None:
    base = replace(full_document(), product=replace(full_document().product, version=None))
    old, new = (replace(base, publication_date=date) for date in ("2004-01-02", "2011-03-04"))
    put(destination, tmp_path, old, new)
    rows = select(destination, "SELECT version, printed_version FROM versions ORDER BY version")
    assert rows == [(20040102, None), (20110304, None)]
    assert select(destination, "SELECT version FROM current_reports") == [(20110304,)]


def test_a_new_parse_replaces_the_old(destination: str, documents: dict[str, Document], tmp_path: Path) -> None:
    others = [documents["IN12030"], documents["LSB99003"]]
    first = documents["R99001"]
    put(destination, tmp_path, first, *others)
    fewer = replace(first, blocks=first.blocks[:20], footnotes=first.footnotes[:1], diagnostics=(), citations=())
    summary = put(destination, tmp_path, fewer)
    assert (summary.added, summary.replaced) == (0, 1)
    with looked_into(destination) as store:
        assert store.document(key_of(first)) == fewer
        assert [store.document(key_of(each)) for each in others] == others
        assert store.hashes()[key_of(first)] == hash_of(fewer)
    assert select(destination, "SELECT count(*) FROM blocks WHERE product_id = 'R99001'") == [(20,)]
    if destination.endswith(".db"):
        integrity(destination)


def test_of_two_renditions_in_one_load_the_first_counts(destination: str, tmp_path: Path) -> None:
    first = full_document()
    second = replace(first, title="As a web page")
    for added in (1, 0):
        summary = put(destination, tmp_path, first, second)
        assert (summary.added, summary.duplicate, summary.replaced) == (added, 1, 0)
    assert select(destination, "SELECT title FROM versions") == [(first.title,)]


def test_an_error_in_the_middle_leaves_the_old_state(
    destination: str, documents: dict[str, Document], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = documents["R99001"]
    put(destination, tmp_path, first)
    before = everything(destination)
    links = BY_NAME["links"]
    store = opened(destination, writing=True)
    assert store is not None
    broken = rows_of(replace(first, title="Never seen"))
    # a row with too few values, after most tables are written
    broken.tables["links"].append((*broken.key, 99_999))
    assert links in TABLES
    with store:
        portion = store.portion()
        portion.add(broken)
        with pytest.raises(StoreFailed):
            store.write(portion)
    assert everything(destination) == before
    assert put(destination, tmp_path, replace(first, title="Seen")).replaced == 1
    assert select(destination, "SELECT title FROM versions") == [("Seen",)]


def test_sqlite_is_read_while_it_is_written(
    documents: dict[str, Document], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A reader sees what was there before, however large the portion; afterwards there is one file again."""
    path = tmp_path / "crs.db"
    put(str(path), tmp_path, documents["R99001"])
    before = select(str(path), "SELECT count(*) FROM blocks")
    monkeypatch.setattr("crsparse.stores.sqlite.PATIENCE", 0.1)
    seen: list[object] = []
    insert = Sqlite.insert_portion

    def watched(store: Sqlite, table: tables.Table, portion: Portion) -> None:
        insert(store, table, portion)
        seen.append(select(str(path), "SELECT count(*) FROM blocks"))

    monkeypatch.setattr(Sqlite, "insert_portion", watched)
    with Sqlite(path, writing=True) as store:
        store.execute("PRAGMA cache_size = 1")  # pages go to the file long before the end
        portion = store.portion()
        portion.add(rows_of(replace(documents["R99001"], title="Again")))
        store.write(portion)
    assert len(seen) == len(TABLES) - 1
    assert all(count == before for count in seen)
    assert {file.name for file in tmp_path.glob("crs.db*")} == {"crs.db"}
    assert select(str(path), "PRAGMA journal_mode") == [("delete",)]


_KILLED = """
import os, signal, sys
from crsparse.stores import sql, parquet, opened, load
from tests.stores.tools import Silent
place, destination, path = sys.argv[1:]
def dies(*arguments, **names):
    os.kill(os.getpid(), signal.SIGKILL)
store = opened(destination, writing=True)
if isinstance(store, parquet.Parquet):
    # before the files are complete, or between them taking their places
    if place == "early":
        type(store)._kept = dies
    else:
        real, count = os.replace, [0]
        def replaced(*arguments):
            count[0] += 1
            return dies() if count[0] == 3 else real(*arguments)
        os.replace = replaced
else:
    insert = type(store).insert_portion
    table = "sections" if place == "early" else "furniture"
    type(store).insert_portion = lambda self, t, rows: dies() if t.name == table else insert(self, t, rows)
load([path], store, Silent())
"""


@pytest.mark.parametrize("place", ["early", "late"])
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL here")
def test_kill_in_the_middle(destination: str, documents: dict[str, Document], tmp_path: Path, place: str) -> None:
    """What is found afterwards is the old state; in Parquet, once the new files are complete, the new one."""
    first = documents["R99001"]
    put(destination, tmp_path, first, documents["IN12030"])
    before = everything(destination)
    new = [replace(first, title="Seen"), documents["LSB99003"]]
    (tmp_path / "new.jsonl").write_bytes(b"".join(each.to_json() + b"\n" for each in new))
    ended = subprocess.run(
        [sys.executable, "-c", _KILLED, place, destination, str(tmp_path / "new.jsonl")],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        timeout=300,
        check=False,
    )
    assert ended.returncode == -signal.SIGKILL, ended.stderr.decode()
    complete = place == "late" and destination.endswith("parquet")
    if not complete:
        assert everything(destination) == before
    summary = put(destination, tmp_path, *new)
    assert (summary.replaced, summary.added) == ((0, 0) if complete else (1, 1))
    with looked_into(destination) as store:
        assert [store.document(key_of(each)) for each in new] == new
        assert store.document(key_of(documents["IN12030"])) == documents["IN12030"]


# --------------------------------------------------------------------------------------------------------------- search
def _basin() -> Document:
    sections = (
        Section(id="s1", parent=None, level=1, title="Water", heading_block="b1"),
        Section(id="s2", parent="s1", level=2, title="Rivers and Dams", heading_block="b2"),
    )
    return document(
        block(Heading, "Water", id="b1", section="s1"),
        block(Heading, "Rivers and Dams", id="b2", section="s2", level=2),
        block(
            Paragraph,
            "The dam on the Test River holds 5% of it; 'quotes' and _under_scores.",
            id="b3",
            section="s2",
            page=4,
        ),
        block(Paragraph, "Nothing of note is written here.", id="b4", section="s1", page=5),
        *(item for item in full_document().blocks if item.id == "b7"),
        sections=(*sections,),
        product=replace(full_document().product, id="R99999", version=1),
        title="A Basin",
    )


def test_search(destination: str, tmp_path: Path) -> None:
    old = _basin()
    new = version(old, 2, title="A Basin, Again")
    put(destination, tmp_path, old, new, full_document())
    with looked_into(destination) as store:
        (hit,) = store.search(Query.parse("TEST holds"))
        assert (hit.product_id, hit.version, hit.title, hit.block_id) == ("R99999", 2, "A Basin, Again", "b3")
        assert (hit.section_path, hit.page) == ("Water > Rivers and Dams", 4)
        assert f"{MARK_START}Test{MARK_END} River" in hit.snippet
        assert f"{MARK_START}holds{MARK_END}" in hit.snippet
        both = store.search(Query.parse("Test holds", all_versions=True))
        assert sorted(hit.version for hit in both) == [1, 2]
        assert [hit.block_id for hit in store.search(Query.parse('"test river"'))] == ["b3"]
        assert store.search(Query.parse('"river test"')) == []
        assert {hit.block_id for hit in store.search(Query.parse("water nothing"))} == {"b4"}, "by the section's title"
        assert {hit.block_id for hit in store.search(Query.parse("inches May"))} == {"b7"}, "inside of a table"
        assert len(store.search(Query.parse("rain", limit=2))) == 2
        assert len(store.search(Query.parse("rain", limit=50))) > 2
        for hostile in (
            "100%",
            "it's",
            "a:b*c",
            "NEAR(a b)",
            "x\\y",
            "AND OR NOT",
            "'; DROP TABLE blocks; --",
            "%s",
        ):
            store.search(Query.parse(hostile))
        with pytest.raises(UnusableQuery):
            Query.parse("(")
    assert len(select(destination, "SELECT 1 FROM versions")) == 3


def test_search_after_replacing(destination: str, tmp_path: Path) -> None:
    put(destination, tmp_path, _basin())
    put(destination, tmp_path, replace(_basin(), blocks=_basin().blocks[:2]))
    with looked_into(destination) as store:
        assert store.search(Query.parse("holds")) == []


def test_texts_that_databases_choke_on(destination: str, tmp_path: Path) -> None:
    """NUL, backslashes, tabs, quotes, characters beyond the BMP, addresses and tables longer than an index holds."""
    words = "".join(f" word{number}" for number in range(150_000))
    hostile = "a\0b \\N \\. \t \r \n ' \" \U0001f600 \u202e , {} -- ;"
    rows = ((cell(hostile, links=(link(0, 3, f"https://example.org/{'x' * 20_000}"),)), cell(words)),)
    made = document(
        block(Paragraph, hostile, id="b1"),
        block(Table, "\\N", id="b2", rows=rows),
        block(Paragraph, "", id="b3"),
        title="\\N",
    )
    assert put(destination, tmp_path, made).added == 1
    assert put(destination, tmp_path, made).unchanged == 1
    expected = made.to_json()
    if destination.startswith("postgresql"):
        expected = expected.replace(b"\\u0000", "\ufffd".encode())
    with looked_into(destination) as store:
        found = store.document(key_of(made))
        assert found is not None
        assert found.to_json() == expected
        assert [hit.block_id for hit in store.search(Query.parse("word7 word8"))] == ["b2"]


def test_base_installation_needs_no_database_library() -> None:
    program = (
        "import sys; from crsparse.cli import load, search; from crsparse.stores import opened;"
        "opened('crs.db', writing=False); print({'duckdb', 'pyarrow', 'psycopg', 'pandas'} & set(sys.modules))"
    )
    ended = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.stdout == "set()\n", ended.stderr
