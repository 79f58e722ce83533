"""What the tests of stores share: loading, looking inside."""

import sqlite3
from collections.abc import Iterable
from pathlib import Path

from msgspec.structs import replace

from crsparse.model import Document
from crsparse.stores import Store, Summary, load, opened
from crsparse.stores.inputs import Input
from crsparse.stores.parquet import Parquet
from crsparse.stores.sql import SqlStore


class Silent:
    """Keeps what it is told."""

    def __init__(self) -> None:
        self.errors: list[str] = []

    def done(self, item: Input, fate: str, error: Exception | None) -> None:
        if error is not None:
            self.errors.append(f"{fate}: {error}")

    def unreadable(self, file: str, error: OSError) -> None:
        self.errors.append(f"unreadable: {file}")


def saved(folder: Path, documents: Iterable[Document]) -> list[str]:
    """Write documents into one JSON Lines file; return the paths to load."""
    path = folder / "documents.jsonl"
    path.write_bytes(b"".join(document.to_json() + b"\n" for document in documents))
    return [str(path)]


def put(destination: str, folder: Path, *documents: Document) -> Summary:
    """Load documents as the command does."""
    store = opened(destination, writing=True)
    assert store is not None
    with store:
        return load(saved(folder, documents), store, Silent())


def looked_into(destination: str) -> Store:
    store = opened(destination, writing=False)
    assert store is not None
    return store


def select(destination: str, statement: str) -> list[tuple[object, ...]]:
    """Return what a SELECT finds, in any store: Parquet files are read by DuckDB."""
    with looked_into(destination) as store:
        if isinstance(store, SqlStore):
            return list(store.execute(statement))
        assert isinstance(store, Parquet)
    import duckdb

    from crsparse.stores.tables import CURRENT_REPORTS, TABLES

    with duckdb.connect() as connection:
        for table in TABLES:
            path = Path(destination) / f"{table.name}.parquet"
            connection.execute(f"CREATE VIEW {table.name} AS SELECT * FROM read_parquet('{path}')")
        connection.execute(f"CREATE VIEW current_reports AS {CURRENT_REPORTS}")
        return list(connection.execute(statement).fetchall())


def version(document: Document, number: int | None, date: str | None = None, **changes: object) -> Document:
    """Return the document as another version of its product."""
    product = replace(document.product, version=number)
    return replace(document, product=product, publication_date=date or document.publication_date, **changes)


def everything(destination: str) -> dict[str, list[tuple[object, ...]]]:
    """Return all rows of all tables."""
    from crsparse.stores.tables import TABLES

    rows = {}
    for table in TABLES:
        found = select(destination, f"SELECT {', '.join(table.names)} FROM {table.name}")
        rows[table.name] = sorted(tuple(map(str, row)) for row in found)
    return rows


def integrity(path: str) -> None:
    """Assert that a SQLite file is sound, its full-text index included."""
    with sqlite3.connect(path) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        connection.execute("INSERT INTO blocks_fts (blocks_fts, rank) VALUES ('integrity-check', 1)")
    connection.close()
