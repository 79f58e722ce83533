"""SQLite, which comes with Python: one file, with a full-text index (FTS5) over the blocks.

The index stems English words, ignores case, and follows the table by triggers, so that rows changed by hand are found
as well. Comments stand in the definitions: ``.schema blocks`` shows them.

While rows are written there is a write-ahead log (https://www.sqlite.org/wal.html), so that others can read what was
there before; afterwards the database is one file again, which a medium for reading only can hold.
"""

import contextlib
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path

from crsparse.stores.layout import Dialect
from crsparse.stores.portions import Portion
from crsparse.stores.rows import Key, Row, Value
from crsparse.stores.sql import SqlStore
from crsparse.stores.store import MARK_END, MARK_START, SNIPPET_WORDS, Hit, Query, StoreFailed, UnusableDestination
from crsparse.stores.tables import Table

PATIENCE = 60.0
"""Seconds to wait while another process writes."""
_PATIENCE_AT_THE_END = 1000
"""Milliseconds to wait for those who read, when the log is to go."""
_INDEXED = ("text", "inner_text", "section_path")
_COLUMNS = ", ".join(_INDEXED)
_NEW = ", ".join(f"new.{name}" for name in _INDEXED)
_OLD = ", ".join(f"old.{name}" for name in _INDEXED)
_REMOVE = f"INSERT INTO blocks_fts (blocks_fts, rowid, {_COLUMNS}) VALUES ('delete', old.row_id, {_OLD});"
_ADD = f"INSERT INTO blocks_fts (rowid, {_COLUMNS}) VALUES (new.row_id, {_NEW});"

DIALECT = Dialect(
    types={
        "text": "TEXT",
        "integer": "INTEGER",
        "bigint": "INTEGER",
        "boolean": "INTEGER",
        "date": "TEXT",
        "json": "TEXT",
    },
    mark="?",
    among="IN (SELECT value FROM json_each(?))",
    comments=False,
    references=True,
    # a rowid that VACUUM leaves alone, for the index refers to it
    additions={"blocks": "row_id INTEGER PRIMARY KEY"},
    derived=(
        f"CREATE VIRTUAL TABLE blocks_fts USING fts5 ({_COLUMNS}, "
        "content='blocks', content_rowid='row_id', tokenize='porter unicode61')",
        "INSERT INTO blocks_fts (blocks_fts) VALUES ('rebuild')",
        f"CREATE TRIGGER blocks_added AFTER INSERT ON blocks BEGIN {_ADD} END",
        f"CREATE TRIGGER blocks_deleted AFTER DELETE ON blocks BEGIN {_REMOVE} END",
        f"CREATE TRIGGER blocks_changed AFTER UPDATE ON blocks BEGIN {_REMOVE} {_ADD} END",
    ),
    dropped=(
        "DROP TRIGGER blocks_added",
        "DROP TRIGGER blocks_deleted",
        "DROP TRIGGER blocks_changed",
        "DROP TABLE blocks_fts",
    ),
)

_SEARCH = f"""
SELECT blocks.product_id, blocks.version, versions.title, blocks.section_path, blocks.page, blocks.id,
    snippet(blocks_fts, -1, '{MARK_START}', '{MARK_END}', '…', {SNIPPET_WORDS})
FROM blocks_fts
JOIN blocks ON blocks.row_id = blocks_fts.rowid
JOIN {{versions}} AS versions ON versions.product_id = blocks.product_id AND versions.version = blocks.version
WHERE blocks_fts MATCH ? AND blocks.part <> 'contents'
ORDER BY bm25(blocks_fts), blocks.product_id, blocks.version, blocks.ordinal
LIMIT ?
"""


class Sqlite(SqlStore):
    """A SQLite database."""

    dialect = DIALECT

    def __init__(self, path: Path, *, writing: bool) -> None:
        """Open the file, or make it if ``writing``; raise UnusableDestination, OtherLayout."""
        try:
            if writing:
                path.parent.mkdir(parents=True, exist_ok=True)
            mode = "rwc" if writing else "ro"
            self._connection = sqlite3.connect(
                f"{path.absolute().as_uri()}?mode={mode}",
                uri=True,
                timeout=PATIENCE,
                isolation_level=None,
                check_same_thread=False,  # loading writes in a thread of its own, but never in two at a time
            )
        except (OSError, sqlite3.Error) as error:
            raise UnusableDestination(f"{path} can't be opened: {error}") from None
        self._logging = False
        try:
            self._connection.execute("PRAGMA foreign_keys = ON")
            self._connection.execute("SELECT count(*) FROM sqlite_master")
        except sqlite3.DatabaseError as error:
            self.close()
            raise UnusableDestination(f"{path} is no SQLite database, or is damaged: {error}") from None

    def write(self, portion: Portion) -> None:
        if not self._logging and self.execute("PRAGMA journal_mode") == [("delete",)]:
            # a file system that can't have the log goes without
            self._logging = self.execute("PRAGMA journal_mode = WAL") == [("wal",)]
        super().write(portion)

    def execute(self, statement: str, values: Sequence[Value] = ()) -> list[Row]:
        try:
            return self._connection.execute(statement, values).fetchall()
        except sqlite3.Error as error:
            raise StoreFailed(f"SQLite: {error}") from error

    def _execute_many(self, statement: str, rows: Sequence[Row]) -> None:
        try:
            self._connection.executemany(statement, rows)
        except (sqlite3.Error, OverflowError) as error:
            raise StoreFailed(f"SQLite: {error}") from error

    def insert(self, table: Table, rows: Sequence[Row]) -> None:
        marks = ", ".join("?" * len(table.columns))
        self._execute_many(f"INSERT INTO {table.name} ({', '.join(table.names)}) VALUES ({marks})", rows)

    def delete(self, table: Table, keys: Sequence[Key]) -> None:
        self._execute_many(f"DELETE FROM {table.name} WHERE product_id = ? AND version = ?", keys)

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        self.execute("BEGIN IMMEDIATE")
        try:
            yield
            self.execute("COMMIT")
        except BaseException:
            with contextlib.suppress(sqlite3.Error):
                self._connection.execute("ROLLBACK")
            raise

    def names(self) -> set[str]:
        return {str(name) for (name,) in self.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}

    def search(self, query: Query) -> list[Hit]:
        self.require_current()
        wanted = " ".join(f'"{term}"' for term in query.terms)
        versions = "versions" if query.all_versions else "current_reports"
        rows = self.execute(_SEARCH.format(versions=versions), (wanted, query.limit))
        return [Hit(*row) for row in rows]  # type: ignore[arg-type]

    def close(self) -> None:
        if self._logging:
            with contextlib.suppress(
                sqlite3.Error
            ):  # while others read, the log stays, and the last of them removes it
                self._connection.execute(f"PRAGMA busy_timeout = {_PATIENCE_AT_THE_END}")
                self._connection.execute("PRAGMA journal_mode = DELETE")
        self._connection.close()
