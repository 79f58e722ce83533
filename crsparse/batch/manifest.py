"""The manifest of a batch: one row for each input, in a SQLite database (WAL) beside the outputs.

Always true: a row says that the input was dealt with, and how, by the parser that it names; it is written after the
output, so that after a crash there may be an output without a row, which is made again, but no row without an output.
Everything but ``seconds`` follows from input, options and parser version alone, and is equal after any number of
interruptions.
"""

import contextlib
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal, Self, TypeAlias, get_type_hints

from msgspec import DecodeError, Struct, json
from msgspec.structs import astuple, fields

from crsparse.errors import CrsparseError, OutputFailed

FILE_NAME = "manifest.sqlite"
LOCK_NAME = ".crsparse.lock"
LAYOUT = 1
"""Version of the table's layout, kept as SQLite's ``user_version``."""

Status: TypeAlias = Literal["converted", "failed"]


class OutputInUse(CrsparseError):
    """Another batch is writing to the same output."""

    code = "output_in_use"


class ForeignManifest(CrsparseError):
    """The manifest was not written by this program, or by a later version of it."""

    code = "foreign_manifest"


class Record(Struct, frozen=True, kw_only=True):
    """What is known of one input."""

    key: str
    """Path of the input inside its source."""
    sha256: str | None
    """SHA-256 of the input; null when it could not be read."""
    byte_count: int | None
    """Size of the input in bytes."""
    status: Status
    """Whether the input became a document."""
    error_code: str | None = None
    """Cause of the failure, e.g. ``timeout``, ``crashed``, ``damaged_pdf``."""
    error_message: str | None = None
    """The cause in a sentence."""
    product_id: str | None = None
    """Product number."""
    product_version: int | None = None
    """Version of the product."""
    parser_version: str
    """Version of crsparse."""
    schema_version: str
    """Version of the document's schema."""
    output: str
    """Path of the output below the output folder."""
    output_sha256: str | None = None
    """SHA-256 of the document's bytes; null when there is none. An input that can't be read keeps an earlier one."""
    diagnostics: str = "{}"
    """Number of diagnostics by code, a JSON object in the order of the codes."""
    statistics: str = "{}"
    """Figures of the document, a JSON object: pages, characters, blocks, links and so on."""
    seconds: float | None = None
    """Time that the conversion took; the only column that differs between two runs."""


_COLUMNS = tuple(field.name for field in fields(Record))
_SELECT = f"SELECT {', '.join(_COLUMNS)} FROM inputs"
_KINDS = {str: "TEXT", int: "INTEGER", float: "REAL"}


class Manifest:
    """An open manifest, held by one process at a time."""

    def __init__(self, folder: Path) -> None:
        """Open the manifest in ``folder``, make it if it is missing; raise OutputInUse or ForeignManifest.

        The lock is SQLite's own on a second, empty database: the system gives it free when the process ends, however
        it ends, and the manifest itself stays readable for others.
        """
        folder.mkdir(parents=True, exist_ok=True)
        try:
            self._lock = sqlite3.connect(folder / LOCK_NAME, timeout=0, isolation_level=None)
        except sqlite3.Error as error:
            raise OutputFailed(f"{folder / LOCK_NAME}: {error}") from None
        try:
            self._lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            self._lock.close()
            if error.sqlite_errorcode == sqlite3.SQLITE_BUSY:
                raise OutputInUse(f"another batch is writing to {folder}") from None
            raise OutputFailed(f"{folder / LOCK_NAME}: {error}") from None
        except sqlite3.DatabaseError as error:
            self._lock.close()
            raise ForeignManifest(f"{folder / LOCK_NAME}: {error}") from None
        try:
            self._database = _opened(folder / FILE_NAME)
        except BaseException:
            self._lock.close()
            raise

    @contextlib.contextmanager
    def _working(self) -> Iterator[None]:
        """Raise OutputFailed for what SQLite raises: the disk is full, the file is locked or damaged.

        What was not committed is done again by the next run.
        """
        try:
            yield
        except sqlite3.Error as error:
            raise OutputFailed(f"{FILE_NAME}: {error}") from None

    def get(self, key: str) -> Record | None:
        with self._working():
            row = self._database.execute(f"{_SELECT} WHERE key = ?", (key,)).fetchone()
        return None if row is None else _record(row)

    def put(self, record: Record) -> None:
        """Write a row, for good, and note what it makes superfluous: a document elsewhere, that of a failed input."""
        marks = ", ".join("?" * len(_COLUMNS))
        write = self._database.execute
        with self._working():
            write("BEGIN IMMEDIATE")
            write(
                "INSERT OR IGNORE INTO stale SELECT output FROM inputs WHERE key = ? AND output <> ?",
                (record.key, record.output),
            )
            if record.output_sha256 is None:
                write("INSERT OR IGNORE INTO stale VALUES (?)", (record.output,))
            else:
                write("DELETE FROM stale WHERE output = ?", (record.output,))
            write(f"INSERT OR REPLACE INTO inputs ({', '.join(_COLUMNS)}) VALUES ({marks})", astuple(record))
            write("COMMIT")

    def announce(self, output: str) -> None:
        """Note, for good, that an output is about to be written; if all is killed then, no row will speak for it."""
        with self._working():
            self._database.execute("INSERT OR IGNORE INTO stale VALUES (?)", (output,))

    def settle(self, output: str) -> None:
        """Take back what was announced: the output is as its row says, or gone."""
        with self._working():
            self._database.execute("DELETE FROM stale WHERE output = ?", (output,))

    def doubtful(self) -> list[Record]:
        """Return the rows whose outputs were announced, and may have been written anew since."""
        with self._working():
            doubtful = "output_sha256 IS NOT NULL AND output IN (SELECT output FROM stale)"
            return list(map(_record, self._database.execute(f"{_SELECT} WHERE {doubtful} ORDER BY key")))

    def clear(self, remove: Callable[[str], bool]) -> None:
        """Take away the outputs that no row speaks for; ``remove`` does so, and tells whether it could."""
        claimed = "SELECT 1 FROM inputs WHERE inputs.output = stale.output AND output_sha256 IS NOT NULL"
        with self._working():
            self._database.execute(f"DELETE FROM stale WHERE EXISTS ({claimed})")
            outputs = self._database.execute("SELECT output FROM stale ORDER BY output").fetchall()
        for (output,) in outputs:
            if remove(output):
                self.settle(output)

    def lose(self, key: str, code: str, message: str) -> None:
        """Note that the document of a row is not there any more; what stands in its place is somebody else's."""
        with self._working():
            self._database.execute(
                "UPDATE inputs SET status = 'failed', error_code = ?, error_message = ?, sha256 = NULL,"
                " output_sha256 = NULL WHERE key = ?",
                (code, message, key),
            )

    def outputs(self) -> dict[str, str]:
        """Return the paths of all outputs by key."""
        with self._working():
            return dict(self._database.execute("SELECT key, output FROM inputs"))

    def records(self) -> Iterator[Record]:
        """Yield all rows in the order of their keys."""
        with self._working():
            yield from map(_record, self._database.execute(f"{_SELECT} ORDER BY key"))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        with contextlib.suppress(sqlite3.Error):  # on a full disk the log stays, and the next run reads it
            self._database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self._database.close()
        self._lock.close()


def _record(row: tuple[object, ...]) -> Record:
    return Record(**dict(zip(_COLUMNS, row, strict=True)))  # type: ignore[arg-type]


def counts(text: str) -> dict[str, int]:
    """Return the column ``diagnostics`` or ``statistics`` of a record; raise ForeignManifest."""
    try:
        return json.decode(text, type=dict[str, int])
    except DecodeError as error:
        raise ForeignManifest(f"{FILE_NAME}: a row has no figures: {error}") from None


def _opened(path: Path) -> sqlite3.Connection:
    try:
        database = sqlite3.connect(path, isolation_level=None)
    except sqlite3.Error as error:
        raise ForeignManifest(f"{path}: {error}") from None
    try:
        (layout,) = database.execute("PRAGMA user_version").fetchone()
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("PRAGMA synchronous = NORMAL")
        if layout not in (0, LAYOUT):
            raise ForeignManifest(f"{path} is of layout {layout}, this version writes {LAYOUT}")
        if layout == 0:
            # one transaction: a process that is killed between the two would leave a table without a version
            database.executescript(f"BEGIN; {_tables()}; PRAGMA user_version = {LAYOUT}; COMMIT;")
    except sqlite3.DatabaseError as error:
        database.close()
        raise ForeignManifest(f"{path}: {error}") from None
    except BaseException:
        database.close()
        raise
    return database


def _tables() -> str:
    """Return the definitions of the tables: the fields of a record, and outputs to be taken away."""
    hints = get_type_hints(Record)
    columns = []
    for name in _COLUMNS:
        kind = next((sql for python, sql in _KINDS.items() if python in getattr(hints[name], "__args__", ())), None)
        kind = kind or _KINDS.get(hints[name], "TEXT")
        required = "" if type(None) in getattr(hints[name], "__args__", ()) else " NOT NULL"
        columns.append(f"{name} {kind}{' PRIMARY KEY' if name == 'key' else ''}{required}")
    return (
        f"CREATE TABLE inputs ({', '.join(columns)}) WITHOUT ROWID; CREATE INDEX outputs ON inputs (output);"
        "CREATE TABLE stale (output TEXT PRIMARY KEY) WITHOUT ROWID"
    )
