"""Statements that make the tables, and those that bring older ones up to date.

What came later than a database's layout, its ``since`` tells: such tables are made, such columns added; then views and
indexes of the dialect are made anew. The new columns of rows loaded before are null, so the content hashes are emptied,
and the next load of the same documents fills them.
"""

from collections.abc import Iterator, Mapping

from msgspec import Struct

from crsparse.stores.tables import CURRENT_REPORTS, INFO, LAYOUT, TABLES, Column, ColumnType, Table


class Dialect(Struct, frozen=True):
    """How a database spells the tables."""

    types: Mapping[ColumnType, str]
    mark: str
    """Placeholder of a value."""
    among: str
    """What stands behind a text for whether it is one of many; they are one value, a JSON array of texts."""
    comments: bool
    """Whether there is COMMENT ON; else comments stand in the definition."""
    references: bool
    """Whether foreign keys are declared."""
    additions: Mapping[str, str] = {}
    """Columns of the database's own, by table; one that is its primary key makes the table's own key unique."""
    methods: Mapping[str, str] = {}
    """How an index is made, by its name, where the usual method will not do."""
    binary: str = ""
    """What makes a comparison of texts one of code points, where the database's own locale would not."""
    derived: tuple[str, ...] = ()
    """Statements, each repeatable, that make what full-text search needs."""
    dropped: tuple[str, ...] = ()
    """Statements that undo ``derived`` before a migration."""


def creation(dialect: Dialect) -> Iterator[str]:
    """Yield the statements that make an empty database."""
    for table in (*TABLES, INFO):
        yield from _table(table, dialect)
    yield f"INSERT INTO {INFO.name} VALUES ({LAYOUT})"
    yield from _derived(dialect)


def migration(layout: int, dialect: Dialect) -> Iterator[str]:
    """Yield the statements that bring a database of an older layout up to date."""
    yield "DROP VIEW current_reports"
    yield from dialect.dropped
    for table in TABLES:
        if table.since > layout:
            yield from _table(table, dialect)
            continue
        for column in table.columns:
            if column.since > layout:
                yield f"ALTER TABLE {table.name} ADD COLUMN {_column(column, dialect)}"
                yield from _comment(table, column, dialect)
    yield "UPDATE versions SET content_hash = ''"
    yield f"UPDATE {INFO.name} SET layout = {LAYOUT}"
    yield from _derived(dialect)


def _derived(dialect: Dialect) -> Iterator[str]:
    yield f"CREATE VIEW current_reports AS {CURRENT_REPORTS}"
    yield from dialect.derived


def _table(table: Table, dialect: Dialect) -> Iterator[str]:
    addition = dialect.additions.get(table.name)
    parts = [addition] if addition else []
    parts += [_column(column, dialect) for column in table.columns]
    key = "UNIQUE" if addition and "PRIMARY KEY" in addition else "PRIMARY KEY"
    parts += [f"{key} ({', '.join(table.key)})", *(f"UNIQUE ({', '.join(names)})" for names in table.unique)]
    if dialect.references:
        parts += [
            f"FOREIGN KEY ({', '.join(item.columns)}) REFERENCES {item.table} ({', '.join(item.referenced)})"
            for item in table.references
        ]
    notes = [""] * len(parts)
    if not dialect.comments:
        at = 1 if addition else 0
        notes[at : at + len(table.columns)] = [f" -- {column.comment}" for column in table.columns]
    commas = [","] * (len(parts) - 1) + [""]
    body = "\n".join(f"    {part}{comma}{note}" for part, comma, note in zip(parts, commas, notes, strict=True))
    heading = "" if dialect.comments else f" -- {table.comment}"
    yield f"CREATE TABLE {table.name} ({heading}\n{body}\n)"
    if dialect.comments:
        yield f"COMMENT ON TABLE {table.name} IS {quoted(table.comment)}"
        for column in table.columns:
            yield from _comment(table, column, dialect)
    for names in table.indexes:
        index = f"{table.name}_{'_'.join(names)}"
        yield f"CREATE INDEX {index} ON {table.name} {dialect.methods.get(index, '')} ({', '.join(names)})"


def _column(column: Column, dialect: Dialect) -> str:
    # what is added later is null in the rows that were there
    must = "" if column.nullable or column.since > 1 else " NOT NULL"
    return f"{column.name} {dialect.types[column.type]}{must}"


def _comment(table: Table, column: Column, dialect: Dialect) -> Iterator[str]:
    if dialect.comments:
        yield f"COMMENT ON COLUMN {table.name}.{column.name} IS {quoted(column.comment)}"


def quoted(text: str) -> str:
    """Return ``text`` as a literal of SQL."""
    return "'" + text.replace("'", "''") + "'"
