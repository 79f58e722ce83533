"""Rows as Arrow tables, which DuckDB and Parquet take in bulk."""

import datetime
from collections.abc import Sequence
from functools import cache

import pyarrow as pa

from crsparse.stores.portions import Portion
from crsparse.stores.rows import Key, Row, Rows
from crsparse.stores.store import StoreFailed
from crsparse.stores.tables import LAYOUT, TABLES, ColumnType, Table

LAYOUT_KEY = b"crsparse_layout"
"""Under which a file's metadata hold the layout of its table."""
BYTES = 128 << 20
"""Size of a portion, as Arrow has it: so large that DuckDB puts it into the file without a detour over its log."""
_AT_ONCE = 20_000
"""Rows that are made Arrow's at once; fewer would cost more, more would be held as rows for longer."""
_TYPES: dict[ColumnType, pa.DataType] = {
    "text": pa.string(),
    "integer": pa.int32(),
    "bigint": pa.int64(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
    "json": pa.string(),
}


@cache
def schema_of(table: Table) -> pa.Schema:
    """Return the table's schema; descriptions of columns and table are in the metadata."""
    fields = [
        pa.field(
            column.name,
            _TYPES[column.type],
            nullable=column.nullable or column.since > 1,  # what is added later is null in the rows that were there
            metadata={"description": column.comment},
        )
        for column in table.columns
    ]
    return pa.schema(fields, metadata={"description": table.comment, LAYOUT_KEY: str(LAYOUT)})


def arrow_table(table: Table, rows: Sequence[Row]) -> pa.Table:
    """Return rows as an Arrow table; raise StoreFailed for a value that has no place in its column."""
    columns = zip(*rows, strict=True) if rows else [()] * len(table.columns)
    try:
        arrays = [
            pa.array(map(_date, values) if field.type == pa.date32() else values, type=field.type)
            for field, values in zip(schema_of(table), columns, strict=True)
        ]
        return pa.Table.from_arrays(arrays, schema=schema_of(table))
    except (pa.ArrowException, OverflowError, ValueError) as error:
        raise StoreFailed(f"a row of {table.name} can't be held: {error}") from error


def key_table(keys: Sequence[Key]) -> pa.Table:
    """Return the names of versions as an Arrow table."""
    products, versions = zip(*keys, strict=True)
    return pa.table({"product_id": pa.array(products, pa.string()), "version": pa.array(versions, pa.int32())})


def _date(value: object) -> datetime.date | None:
    return None if value is None else datetime.date.fromisoformat(str(value))


class ArrowPortion(Portion):
    """Documents as Arrow tables; their rows are dropped as soon as they are made."""

    def __init__(self) -> None:
        super().__init__()
        self._made: dict[str, list[pa.Table]] = {table.name: [] for table in TABLES[1:]}
        self._fresh = self._bytes = 0

    @property
    def full(self) -> bool:
        return self._bytes >= BYTES

    def add(self, document: Rows) -> None:
        super().add(document)
        self._fresh += sum(map(len, document.tables.values()))
        if self._fresh >= _AT_ONCE:
            self._make()

    def _make(self) -> None:
        for table in TABLES[1:]:
            rows = self._rows[table.name]
            if rows:
                made = arrow_table(table, rows)
                self._made[table.name].append(made)
                self._bytes += made.nbytes
                rows.clear()
        self._fresh = 0

    def arrow(self, table: Table) -> pa.Table:
        """Return what is in it of a table; of reports see ``reports``."""
        self._make()
        return pa.concat_tables([schema_of(table).empty_table(), *self._made[table.name]])
