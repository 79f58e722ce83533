"""Rows as Arrow tables, which DuckDB and Parquet take in bulk."""

from collections.abc import Sequence
from functools import cache

import pyarrow as pa
import pyarrow.compute as pc

from crsparse.stores.rows import Row
from crsparse.stores.tables import LAYOUT, ColumnType, Table

LAYOUT_KEY = b"crsparse_layout"
"""Under which a file's metadata hold the layout of its table."""
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
    """Return rows as an Arrow table."""
    columns = zip(*rows, strict=True) if rows else [()] * len(table.columns)
    arrays = []
    for field, values in zip(schema_of(table), columns, strict=True):
        # dates come as ISO 8601
        spelled = pa.string() if field.type == pa.date32() else field.type
        array = pa.array(values, type=spelled)
        arrays.append(pc.cast(array, field.type) if spelled != field.type else array)
    return pa.Table.from_arrays(arrays, schema=schema_of(table))
