"""Tables of other versions of crsparse, and of other programs."""

import shutil
from pathlib import Path

import pytest

from crsparse.model import Document
from crsparse.stores import Query, layout, opened, tables
from crsparse.stores.rows import key_of, rows_of
from crsparse.stores.sql import SqlStore
from crsparse.stores.store import OtherLayout
from crsparse.stores.tables import INFO, LAYOUT, TABLES, Table
from tests.stores.tools import integrity, looked_into, put, select

LAYOUT_1 = {
    "reports": "product_id number number_prefix url",
    "versions": "product_id version printed_version type status title subtitle publication_date date_label disclaimer "
    "disclaimer_variant acknowledgments source_filename source_media_type source_sha256 source_byte_count "
    "source_page_count source_tagged source_engine source_layout_era generator_name generator_version schema_version "
    "statistics content_hash",
    "authors": "product_id version ordinal name title email phone role redacted",
    "sections": "product_id version ordinal id parent level title path heading_block",
    "blocks": "product_id version ordinal id type part section section_path text page end_page boxes emphasis level "
    "depth marker entry_title page_label",
    "footnotes": "product_id version ordinal number text page emphasis refs",
    "tables": "product_id version ordinal block_id label caption subtitle header_rows row_count notes notes_emphasis "
    "source source_emphasis",
    "table_cells": "product_id version ordinal table_ordinal row_number cell_number column_number text col_span "
    "row_span header",
    "figures": "product_id version ordinal block_id label caption alt_text notes notes_emphasis source source_emphasis",
    "links": "product_id version ordinal place block_id cell footnote start_offset end_offset anchor href kind target",
    "footnote_refs": "product_id version ordinal place block_id cell footnote call_offset number",
    "diagnostics": "product_id version ordinal code severity message page block_id",
}
"""What layout 1 had; it is what databases have that were made then."""


def _older(table: Table) -> Table:
    return Table(
        table.name,
        table.comment,
        tuple(column for column in table.columns if column.since == 1),
        table.key,
        table.references,
        table.unique,
        table.indexes,
    )


OLDER = tuple(_older(table) for table in TABLES if table.since == 1)


def test_layout_1_stays_what_it_was() -> None:
    """A column that is added must say ``since`` when, and one that is taken away breaks every database."""
    assert {table.name: " ".join(table.names) for table in OLDER} == LAYOUT_1


def test_every_layout_is_reached() -> None:
    since = {table.since for table in TABLES} | {column.since for table in TABLES for column in table.columns}
    assert since == set(range(1, LAYOUT + 1))


def _make_layout_1(destination: str, document: Document, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make a store as layout 1 had it, with one document."""
    rows = rows_of(document)
    if destination.endswith("parquet"):
        from crsparse.stores import arrow

        with monkeypatch.context() as patched:
            import pyarrow.parquet as pq

            patched.setattr(arrow, "LAYOUT", 1)
            Path(destination).mkdir()
            for table in OLDER:
                arrow.schema_of.cache_clear()
                short = [row[: len(table.columns)] for row in rows.tables[table.name]]
                pq.write_table(arrow.arrow_table(table, short), Path(destination) / f"{table.name}.parquet")
        arrow.schema_of.cache_clear()
        return
    with monkeypatch.context() as patched:
        patched.setattr(layout, "TABLES", OLDER)
        patched.setattr(layout, "LAYOUT", 1)
        # full-text search as it was, without the inside of tables
        store = _bare(destination)
        old = [_without_inside(statement) for statement in layout.creation(store.dialect)]
        with store, store.transaction():
            for statement in old:
                store.execute(statement)
            for table in OLDER:
                short = [row[: len(table.columns)] for row in rows.tables[table.name]]
                if short:
                    store.insert(table, short)


def _without_inside(statement: str) -> str:
    for name in (", inner_text", ", new.inner_text", ", old.inner_text"):
        statement = statement.replace(name, "")
    return statement.replace("left(coalesce(inner_text, ''), 300000)", "''")


def _bare(destination: str) -> SqlStore:
    """Return a store that is opened and not prepared."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(SqlStore, "prepare", lambda self: None)
        store = opened(destination, writing=True)
    assert isinstance(store, SqlStore)
    return store


def test_migration(
    destination: str, documents: dict[str, Document], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = documents["R99001"]
    _make_layout_1(destination, document, monkeypatch)
    with (
        looked_into(destination) as store,
        pytest.raises(OtherLayout, match=rf"earlier crsparse \(layout 1, now {LAYOUT}\)"),
    ):
        store.search(Query.parse("gene"))
    with looked_into(destination) as store:
        assert store.hashes() == {key_of(document): ""}
    # another document is loaded: the tables are brought up to date, what was there is kept
    assert put(destination, tmp_path, documents["IN12030"]).added == 1
    assert len(select(destination, "SELECT 1 FROM blocks WHERE product_id = 'R99001'")) == len(document.blocks)
    with looked_into(destination) as store:
        assert store.search(Query.parse('"gene bank"'))
        assert store.document(key_of(documents["IN12030"])) == documents["IN12030"]
    # the same document fills what layout 1 did not have
    assert put(destination, tmp_path, document).replaced == 1
    assert put(destination, tmp_path, document).unchanged == 1
    with looked_into(destination) as store:
        assert store.document(key_of(document)) == document
    if destination.endswith(".db"):
        integrity(destination)


def test_a_later_layout_is_refused(
    destination: str, documents: dict[str, Document], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(destination, tmp_path, documents["IN12030"])
    if destination.endswith("parquet"):
        from crsparse.stores import parquet

        monkeypatch.setattr(parquet, "LAYOUT", LAYOUT - 1)
    else:
        with _bare(destination) as store:
            assert isinstance(store, SqlStore)
            store.execute(f"UPDATE {INFO.name} SET layout = {LAYOUT + 1}")
    with pytest.raises(OtherLayout, match=r"made by a later crsparse .* upgrade crsparse"):
        put(destination, tmp_path, documents["IN12030"])


def test_tables_of_others_are_left_alone(destination: str, documents: dict[str, Document], tmp_path: Path) -> None:
    if destination.endswith("parquet"):
        import pyarrow as pa
        import pyarrow.parquet as pq

        Path(destination).mkdir()
        pq.write_table(pa.table({"a": [1]}), Path(destination) / "versions.parquet")
    else:
        with _bare(destination) as store:
            store.execute("CREATE TABLE blocks (a INTEGER)")
    with pytest.raises(OtherLayout, match="of its own"):
        put(destination, tmp_path, documents["IN12030"])


def test_a_migration_that_fails_leaves_the_old_tables(
    tmp_path: Path, documents: dict[str, Document], monkeypatch: pytest.MonkeyPatch
) -> None:
    destination = str(tmp_path / "crs.db")
    _make_layout_1(destination, documents["IN12030"], monkeypatch)
    shutil.copy(destination, tmp_path / "before.db")
    real = layout.migration

    def breaks(*arguments: object) -> object:
        yield from list(real(*arguments))[:-2]  # type: ignore[arg-type]
        yield "CREATE NONSENSE"

    with monkeypatch.context() as patched:
        patched.setattr("crsparse.stores.sql.migration", breaks)
        with pytest.raises(Exception, match="syntax error"):
            opened(destination, writing=True)
    with looked_into(destination) as store:
        assert isinstance(store, SqlStore)
        assert store.layout() == 1
        assert "furniture" not in store.names()
    assert put(destination, tmp_path, documents["IN12030"]).replaced == 1


def test_comments_are_in_the_database(postgres: str, tmp_path: Path, documents: dict[str, Document]) -> None:
    put(postgres, tmp_path, documents["IN12030"])
    statement = """
        SELECT table_name || '.' || column_name, col_description(table_name::regclass, ordinal_position)
        FROM information_schema.columns WHERE table_schema = current_schema() AND table_name <> 'current_reports'
    """
    found = dict(select(postgres, statement))
    for table in tables.TABLES:
        for column in table.columns:
            assert found[f"{table.name}.{column.name}"] == column.comment
    keys = "SELECT count(*) FROM information_schema.table_constraints WHERE constraint_type = 'FOREIGN KEY'"
    assert select(postgres, keys) == [(sum(len(table.references) for table in TABLES),)]
