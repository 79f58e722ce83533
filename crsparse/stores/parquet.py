"""A folder of Parquet files (extra ``crsparse[parquet]``), one for each table: ``blocks.parquet`` and so on.

A load writes every file anew: what was there, without the versions that are replaced, and what is new. A load that
changes nothing writes nothing.

Always true: the files are those of one load. New ones are written beside the old under hidden names; that they are all
there, a file ``.commit`` says; then each takes its place. The next load finishes an interrupted one after ``.commit``,
and clears it away before.
"""

import contextlib
import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from crsparse.model import Document
from crsparse.stores.documents import Record, document_of
from crsparse.stores.portions import Portion
from crsparse.stores.rows import Key, Row, Value
from crsparse.stores.scan import hits, statement
from crsparse.stores.store import Hit, MissingExtra, OtherLayout, Query, Store, StoreFailed, UnusableDestination
from crsparse.stores.tables import CHILDREN, CURRENT_REPORTS, LAYOUT, TABLES, Table

try:
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    from crsparse.stores.arrow import LAYOUT_KEY, ArrowPortion, arrow_table, schema_of
except ImportError:
    raise MissingExtra("pyarrow is needed for this: pip install 'crsparse[parquet]'") from None

COMMIT = ".commit"
LOCK = ".lock"
SUFFIX = ".parquet"
_KEY_COLUMNS = ["product_id", "version"]
_BATCH = 50_000
"""Rows held in memory while files are written anew."""


class Parquet(Store):
    """A folder of Parquet files."""

    def __init__(self, folder: Path, *, writing: bool) -> None:
        """Open the folder, or make it if ``writing``; raise UnusableDestination, OtherLayout."""
        self._folder = folder
        self._writers: dict[str, pq.ParquetWriter] = {}
        self._written: set[Key] = set()
        self._lock: int | None = None
        try:
            if writing:
                folder.mkdir(parents=True, exist_ok=True)
                self._lock = _locked(folder / LOCK)
                self._settle()
        except BlockingIOError:
            raise UnusableDestination(f"{folder}: another load is writing there; wait for its end") from None
        except OSError as error:
            raise UnusableDestination(f"{folder} can't be written: {error.strerror or error}") from None
        try:
            self.layout = self._layout()
        except BaseException:
            self.close()
            raise

    def _settle(self) -> None:
        """Finish the load that was interrupted, or clear it away."""
        commit = self._folder / COMMIT
        committed = commit.exists()
        for table in TABLES:
            if self._new(table).exists():
                if committed:
                    os.replace(self._new(table), self._old(table))
                else:
                    self._new(table).unlink()
        if committed:
            commit.unlink()

    def _old(self, table: Table) -> Path:
        return self._folder / f"{table.name}{SUFFIX}"

    def _new(self, table: Table) -> Path:
        return self._folder / f".{table.name}{SUFFIX}"

    def _layout(self) -> int | None:
        """Return the layout of the files; None where there are none."""
        path = self._folder / f"versions{SUFFIX}"
        if not path.exists():
            return None
        try:
            metadata = pq.read_schema(path).metadata or {}
        except (pa.ArrowException, OSError) as error:
            raise UnusableDestination(f"{path} is no Parquet file: {str(error).partition(chr(10))[0]}") from None
        if LAYOUT_KEY not in metadata:
            raise OtherLayout(f"{path} was not made by crsparse; load into a folder of its own")
        layout = int(metadata[LAYOUT_KEY])
        if layout > LAYOUT:
            raise OtherLayout(
                f"the files were made by a later crsparse (layout {layout}, this one knows {LAYOUT}); upgrade crsparse"
            )
        return layout

    def hashes(self) -> Mapping[Key, str]:
        if self.layout is None:
            return {}
        rows = pq.read_table(self._folder / f"versions{SUFFIX}", columns=[*_KEY_COLUMNS, "content_hash"]).to_pylist()
        return {
            (row["product_id"], row["version"]): row["content_hash"] if self.layout == LAYOUT else "" for row in rows
        }

    def portion(self) -> Portion:
        return ArrowPortion()

    def write(self, portion: Portion) -> None:
        assert isinstance(portion, ArrowPortion)
        try:
            for table in TABLES:
                if table.name not in self._writers:
                    self._writers[table.name] = pq.ParquetWriter(self._new(table), schema_of(table), compression="zstd")
                if table.name == "reports":
                    continue  # they are made of the others at the end
                rows = portion.arrow(table)
                if len(rows):
                    self._writers[table.name].write_table(rows)
            known = {key[0] for key in self._written}
            new = [row for product, row in portion.reports.items() if product not in known]
            self._writers["reports"].write_table(arrow_table(TABLES[0], new))
        except (OSError, pa.ArrowException) as error:
            raise StoreFailed(f"{self._folder} can't be written: {error}") from error
        self._written.update(portion.keys)

    def finish(self) -> None:
        if not self._writers:
            return
        try:
            for table in TABLES:
                writer = self._writers[table.name]
                for batch in self._kept(table):
                    writer.write_table(batch)
                writer.close()
            self._writers = {}
            (self._folder / COMMIT).touch()
            self._settle()
        except (OSError, pa.ArrowException) as error:
            raise StoreFailed(f"{self._folder} can't be written: {error}") from error

    def _kept(self, table: Table) -> Iterator[pa.Table]:
        """Yield what is there of a table and is not replaced, in this layout."""
        if not self._old(table).exists():
            return
        replaced = pa.array([_joined(*key) for key in self._written])
        if table.name == "reports":
            replaced = pa.array([key[0] for key in self._written])
        with pq.ParquetFile(self._old(table)) as file:
            for batch in file.iter_batches(batch_size=_BATCH):
                rows = pa.Table.from_batches([batch])
                key = rows["product_id"]
                if table.name != "reports":
                    key = pc.binary_join_element_wise(key, pc.cast(rows["version"], pa.string()), "\t")
                yield self._raised(table, rows.filter(pc.invert(pc.is_in(key, value_set=replaced))))

    def _raised(self, table: Table, rows: pa.Table) -> pa.Table:
        """Return rows of an older layout in this one: new columns are null, content hashes empty."""
        columns = []
        for field in schema_of(table):
            if field.name not in rows.column_names:
                columns.append(pa.nulls(len(rows), field.type))
            elif field.name == "content_hash" and self.layout != LAYOUT:
                columns.append(pa.array([""] * len(rows), pa.string()))
            else:
                columns.append(rows[field.name])
        return pa.Table.from_arrays(columns, schema=schema_of(table))

    def search(self, query: Query) -> list[Hit]:
        return hits(self.select(statement(query)), query)

    def select(self, statement: str, values: Sequence[Value] = ()) -> list[Row]:
        self._require_current()
        try:
            import duckdb
        except ImportError:
            raise MissingExtra("DuckDB is needed to search Parquet: pip install 'crsparse[duckdb]'") from None
        try:
            with duckdb.connect() as connection:
                for table in TABLES:
                    path = str(self._old(table)).replace("'", "''")
                    connection.execute(f"CREATE VIEW {table.name} AS SELECT * FROM read_parquet('{path}')")
                connection.execute(f"CREATE VIEW current_reports AS {CURRENT_REPORTS}")
                return connection.execute(statement.replace("{binary}", ""), list(values)).fetchall()
        except duckdb.Error as error:
            raise StoreFailed(f"DuckDB: {str(error).partition(chr(10))[0]}") from error

    def _require_current(self) -> None:
        if self.layout is None:
            raise OtherLayout("nothing was loaded here yet; `crsparse load` makes the files")
        if self.layout < LAYOUT:
            raise OtherLayout(
                f"the files were made by an earlier crsparse (layout {self.layout}, now {LAYOUT}); "
                "`crsparse load` brings them up to date"
            )

    def document(self, key: Key) -> Document | None:
        self._require_current()
        records: dict[str, list[Record]] = {}
        for table in TABLES:
            wanted = [("product_id", "=", key[0])]
            if table.name != "reports":
                wanted.append(("version", "=", key[1]))  # type: ignore[arg-type]
            rows = pq.read_table(self._old(table), filters=wanted)
            if table in CHILDREN:
                rows = rows.sort_by("ordinal")
            records[table.name] = [_as_read(row) for row in rows.to_pylist()]
        return document_of(records) if records["versions"] else None

    def close(self) -> None:
        """Let go of the files; what was written without ``finish`` is dropped."""
        for writer in self._writers.values():
            with contextlib.suppress(OSError, pa.ArrowException):
                writer.close()
        if self._writers:
            self._writers = {}
            with contextlib.suppress(OSError):
                self._settle()
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None


def _locked(path: Path) -> int | None:
    """Return an open file that no other process holds locked; raise BlockingIOError when one does."""
    try:
        import fcntl
    except ImportError:  # Windows: nobody watches that one load runs at a time
        return None
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(handle)
        raise
    return handle


def _joined(product: str, version: int) -> str:
    return f"{product}\t{version}"


def _as_read(row: dict[str, object]) -> Record:
    date = row.get("publication_date")
    return {**row, "publication_date": date and str(date)}  # type: ignore[dict-item]
