"""Documents on their way into a store: their rows by table, as many as one transaction takes."""

from collections.abc import Sequence

from crsparse.stores.rows import Key, Row, Rows
from crsparse.stores.tables import TABLES, Table

ROWS = 50_000
"""Rows that are written in one transaction, about."""


class Portion:
    """Documents that are written together; a store that takes rows in another form has a kind of its own."""

    def __init__(self) -> None:
        self.keys: list[Key] = []
        """Versions in it."""
        self.reports: dict[str, Row] = {}
        """Rows of reports, by product."""
        self._rows: dict[str, list[Row]] = {table.name: [] for table in TABLES}

    @property
    def full(self) -> bool:
        """Whether it is time to write it."""
        return sum(map(len, self._rows.values())) >= ROWS

    def add(self, document: Rows) -> None:
        """Add a document; raise StoreFailed for values that the store can't hold, as soon as that is seen."""
        self.keys.append(document.key)
        for row in document.tables["reports"]:
            self.reports[document.key[0]] = row
        for name, rows in document.tables.items():
            self._rows[name] += rows

    def rows(self, table: Table) -> Sequence[Row]:
        """Return what is in it of a table; of reports see ``reports``."""
        return self._rows[table.name]
