"""DuckDB (extra ``crsparse[duckdb]``): one file for analysis; rows come in as Arrow tables.

There are no foreign keys: DuckDB checks them against the state before a transaction, so that a version could not be
replaced in one (https://duckdb.org/docs/stable/sql/indexes#over-eager-constraint-checking-in-foreign-keys). There is no
full-text index either, for DuckDB's is an extension that is fetched from the network; see :mod:`.scan`.
"""

import contextlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from crsparse.stores.layout import Dialect
from crsparse.stores.portions import Portion
from crsparse.stores.rows import Key, Row, Value
from crsparse.stores.scan import hits, statement
from crsparse.stores.sql import SqlStore
from crsparse.stores.store import Hit, MissingExtra, Query, StoreFailed, UnusableDestination
from crsparse.stores.tables import Table

try:
    import duckdb

    from crsparse.stores.arrow import ArrowPortion, arrow_table, key_table
except ImportError:
    raise MissingExtra("DuckDB is needed for this: pip install 'crsparse[duckdb]'") from None

DIALECT = Dialect(
    types={
        "text": "VARCHAR",
        "integer": "INTEGER",
        "bigint": "BIGINT",
        "boolean": "BOOLEAN",
        "date": "DATE",
        "json": "JSON",
    },
    mark="?",
    among="IN (SELECT unnest(from_json(?::JSON, '[\"VARCHAR\"]')))",
    comments=True,
    references=False,
)


class Duckdb(SqlStore):
    """A DuckDB database."""

    dialect = DIALECT

    def __init__(self, path: Path, *, writing: bool) -> None:
        """Open the file, or make it if ``writing``; raise UnusableDestination."""
        try:
            if writing:
                path.parent.mkdir(parents=True, exist_ok=True)
            self._connection = duckdb.connect(str(path), read_only=not writing)
            if writing:
                # one core is for the thread that reads
                self._connection.execute("SET threads = greatest(1, current_setting('threads') - 1)")
        except (OSError, duckdb.Error) as error:
            raise UnusableDestination(f"{path} can't be opened: {_first_line(error)}") from None

    def execute(self, statement: str, values: Sequence[Value] = ()) -> list[Row]:
        try:
            rows: list[Row] = self._connection.execute(statement, list(values)).fetchall()
        except duckdb.Error as error:
            raise StoreFailed(f"DuckDB: {_first_line(error)}") from error
        return rows

    def portion(self) -> Portion:
        return ArrowPortion()

    def insert(self, table: Table, rows: Sequence[Row]) -> None:
        self._insert(table, arrow_table(table, rows))

    def insert_portion(self, table: Table, portion: Portion) -> None:
        assert isinstance(portion, ArrowPortion)
        rows = portion.arrow(table)
        if len(rows):
            self._insert(table, rows)

    def _insert(self, table: Table, rows: object) -> None:
        self._connection.register("new_rows", rows)
        names = ", ".join(table.names)
        self.execute(f"INSERT INTO {table.name} ({names}) SELECT {names} FROM new_rows")
        self._connection.unregister("new_rows")

    def delete(self, table: Table, keys: Sequence[Key]) -> None:
        self._connection.register("old_keys", key_table(keys))
        matched = " AND ".join(f"{table.name}.{name} = old_keys.{name}" for name in ("product_id", "version"))
        self.execute(f"DELETE FROM {table.name} USING old_keys WHERE {matched}")
        self._connection.unregister("old_keys")

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        self.execute("BEGIN")
        try:
            yield
            self.execute("COMMIT")
        except BaseException:
            with contextlib.suppress(duckdb.Error):
                self._connection.execute("ROLLBACK")
            raise

    def names(self) -> set[str]:
        rows = self.execute("SELECT table_name FROM duckdb_tables() WHERE schema_name = current_schema()")
        return {str(name) for (name,) in rows}

    def search(self, query: Query) -> list[Hit]:
        self.require_current()
        return hits(self.execute(statement(query)), query)

    def close(self) -> None:
        self._connection.close()


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0]
