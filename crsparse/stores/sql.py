"""What the SQL databases have in common: opening, replacing versions, reading them back."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import cast

from msgspec import json

from crsparse.model import Document
from crsparse.stores.documents import Record, document_of
from crsparse.stores.layout import Dialect, creation, migration
from crsparse.stores.portions import Portion
from crsparse.stores.rows import Key, Row, Value
from crsparse.stores.store import OtherLayout, Store
from crsparse.stores.tables import BY_NAME, CHILDREN, INFO, LAYOUT, TABLES, Table


class SqlStore(Store):
    """A database; subclasses say how to talk to it."""

    dialect: Dialect

    def execute(self, statement: str, values: Sequence[Value] = ()) -> list[Row]:
        """Run one statement; return its rows."""
        raise NotImplementedError

    def insert(self, table: Table, rows: Sequence[Row]) -> None:
        """Put rows into a table by the quickest way there is."""
        raise NotImplementedError

    def insert_portion(self, table: Table, portion: Portion) -> None:
        """Put what a portion has of a table into it."""
        rows = portion.rows(table)
        if rows:
            self.insert(table, rows)

    def delete(self, table: Table, keys: Sequence[Key]) -> None:
        """Delete the rows of versions from a table."""
        raise NotImplementedError

    def transaction(self) -> AbstractContextManager[object]:
        """Return a block of statements that take effect together, or not at all."""
        raise NotImplementedError

    def names(self) -> set[str]:
        """Return the names of the tables that are there."""
        raise NotImplementedError

    # -------------------------------------------------------------------------------------------------------- layout
    def prepare(self) -> None:
        """Make the tables, or bring them up to date; raise OtherLayout for those of others."""
        with self.transaction():
            layout = self.layout()
            if layout is None:
                self._run(creation(self.dialect))
            elif layout < LAYOUT:
                self._run(migration(layout, self.dialect))

    def layout(self) -> int | None:
        """Return the layout of the tables; None where there are none. Raise OtherLayout for tables of others."""
        names = self.names()
        if INFO.name not in names:
            foreign = sorted(names & BY_NAME.keys())
            if foreign:
                raise OtherLayout(
                    f"the database has a table {foreign[0]} that crsparse did not make; "
                    "load into a database (in PostgreSQL, a schema) of its own"
                )
            return None
        ((layout,),) = self.execute(f"SELECT layout FROM {INFO.name}")
        if not isinstance(layout, int) or layout > LAYOUT:
            raise OtherLayout(
                f"the tables were made by a later crsparse (layout {layout}, this one knows {LAYOUT}); upgrade crsparse"
            )
        return layout

    def require_current(self) -> None:
        """Raise OtherLayout when the tables are not there, or of an older layout."""
        layout = self.layout()
        if layout is None:
            raise OtherLayout("nothing was loaded here yet; `crsparse load` makes the tables")
        if layout < LAYOUT:
            raise OtherLayout(
                f"the tables were made by an earlier crsparse (layout {layout}, now {LAYOUT}); "
                "`crsparse load` brings them up to date"
            )

    def _run(self, statements: Iterable[str]) -> None:
        for statement in statements:
            self.execute(statement)

    # ------------------------------------------------------------------------------------------------------ contents
    def hashes(self) -> Mapping[Key, str]:
        layout = self.layout()
        if layout is None:
            return {}
        rows = self.execute("SELECT product_id, version, content_hash FROM versions")
        # what a migration will ask for again is not known
        return {(str(row[0]), cast(int, row[1])): str(row[2]) if layout == LAYOUT else "" for row in rows}

    def write(self, portion: Portion) -> None:
        with self.transaction():
            products, keys = self._present(portion)
            for table in reversed(TABLES[1:]):
                if keys:
                    self.delete(table, keys)
            new = [row for product, row in portion.reports.items() if product not in products]
            if new:
                self.insert(TABLES[0], new)
            for table in TABLES[1:]:
                self.insert_portion(table, portion)

    def _present(self, portion: Portion) -> tuple[set[Value], list[Key]]:
        """Return which products, and which of the versions, of a portion are there already."""
        products = [json.encode(list(portion.reports)).decode()]
        known = self.execute(f"SELECT product_id FROM reports WHERE product_id {self.dialect.among}", products)
        rows = self.execute(f"SELECT product_id, version FROM versions WHERE product_id {self.dialect.among}", products)
        return {row[0] for row in known}, sorted(set(portion.keys).intersection(cast("list[Key]", rows)))

    def select(self, statement: str, values: Sequence[Value] = ()) -> list[Row]:
        self.require_current()
        spelled = statement.replace("?", self.dialect.mark).replace("{binary}", self.dialect.binary)
        return self.execute(spelled, values)

    def document(self, key: Key) -> Document | None:
        mark = self.dialect.mark
        records: dict[str, list[Record]] = {}
        for table in TABLES:
            names = ", ".join(self._readable(table))
            if table.name == "reports":
                rows = self.execute(f"SELECT {names} FROM reports WHERE product_id = {mark}", key[:1])
            else:
                order = "" if table not in CHILDREN else " ORDER BY ordinal"
                where = f"product_id = {mark} AND version = {mark}"
                rows = self.execute(f"SELECT {names} FROM {table.name} WHERE {where}{order}", key)
            records[table.name] = [dict(zip(table.names, row, strict=True)) for row in rows]
        return document_of(records) if records["versions"] else None

    def _readable(self, table: Table) -> list[str]:
        """Return the columns as a SELECT names them, so that they come as the rows had them."""
        text = self.dialect.types["text"]
        return [
            f"CAST({column.name} AS {text})" if column.type in ("date", "json") else column.name
            for column in table.columns
        ]
