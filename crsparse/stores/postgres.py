"""PostgreSQL (extra ``crsparse[postgres]``): rows come in by COPY; a tsvector with a GIN index answers searches.

The tables are made in the first schema of the search path; ``?options=-csearch_path%3Dcrs`` in the URL chooses another.
What PostgreSQL can't hold, the character NUL, becomes U+FFFD, so that offsets stay. Two loads at a time take turns.
"""

import contextlib
from collections.abc import Callable, Iterator, Sequence

from crsparse.stores.layout import Dialect
from crsparse.stores.rows import Key, Row, Value
from crsparse.stores.sql import SqlStore
from crsparse.stores.store import (
    MARK_END,
    MARK_START,
    SNIPPET_WORDS,
    Hit,
    MissingExtra,
    Query,
    StoreFailed,
    UnusableDestination,
)
from crsparse.stores.tables import Table

try:
    import psycopg
except ImportError:
    raise MissingExtra("psycopg is needed for PostgreSQL: pip install 'crsparse[postgres]'") from None

PATIENCE = 10
"""Seconds to wait for the server to answer, unless the URL has a ``connect_timeout``."""
_LOCK = 0x63727370
"""Key of the advisory lock that writers take: "crsp" in ASCII."""
_LONGEST_INSIDE = 300_000
"""Characters of a table's inside that are indexed; a tsvector holds one mebibyte."""
_VECTOR = f"""
search tsvector GENERATED ALWAYS AS (
        setweight(to_tsvector('english', text), 'A')
        || setweight(to_tsvector('english', left(coalesce(inner_text, ''), {_LONGEST_INSIDE})), 'B')
        || setweight(to_tsvector('english', coalesce(section_path, '')), 'C')
    ) STORED
""".strip()

DIALECT = Dialect(
    types={
        "text": "text",
        "integer": "integer",
        "bigint": "bigint",
        "boolean": "boolean",
        "date": "date",
        "json": "jsonb",
    },
    mark="%s",
    among="IN (SELECT jsonb_array_elements_text(%s::jsonb))",
    comments=True,
    references=True,
    # an address may be longer than an entry of a B-tree
    methods={"links_href": "USING hash"},
    binary=' COLLATE "C"',
    derived=(
        f"ALTER TABLE blocks ADD COLUMN {_VECTOR}",
        "COMMENT ON COLUMN blocks.search IS 'Words for full-text search: text, inside, section path.'",
        "CREATE INDEX blocks_search ON blocks USING gin (search)",
    ),
    dropped=("ALTER TABLE blocks DROP COLUMN search",),
)

_SEARCH = f"""
SELECT blocks.product_id, blocks.version, versions.title, blocks.section_path, blocks.page, blocks.id,
    ts_headline('english', concat_ws(E'\\n', blocks.text, blocks.inner_text), query,
        'StartSel="{MARK_START}", StopSel="{MARK_END}", MaxWords={SNIPPET_WORDS}, MinWords={SNIPPET_WORDS // 2}')
FROM blocks
JOIN {{versions}} AS versions ON versions.product_id = blocks.product_id AND versions.version = blocks.version,
    (SELECT {{query}} AS query) AS wanted
WHERE blocks.search @@ query AND blocks.part <> 'contents'
ORDER BY ts_rank_cd(blocks.search, query, 1) DESC, blocks.product_id, blocks.version, blocks.ordinal
LIMIT %s
"""


class Postgres(SqlStore):
    """A PostgreSQL database."""

    dialect = DIALECT

    def __init__(self, url: str, without_secrets: Callable[[str, str], str]) -> None:
        """Connect; raise UnusableDestination. ``without_secrets`` takes the URL's password out of a message."""
        self._clean = without_secrets
        self._url = url
        try:
            options = {} if "connect_timeout" in url else {"connect_timeout": PATIENCE}
            self._connection = psycopg.connect(
                url,
                autocommit=True,
                fallback_application_name="crsparse",
                **options,  # type: ignore[arg-type]
            )
        except (psycopg.Error, ValueError) as error:
            raise UnusableDestination(f"PostgreSQL can't be reached: {self._words(error)}") from None

    def _words(self, error: Exception) -> str:
        """Return what the server or the library says, in a line, without the password."""
        lines = (line.strip() for line in str(error).splitlines())
        return self._clean("; ".join(line for line in lines if line), self._url)

    def _failed(self, error: psycopg.Error) -> StoreFailed:
        said = error.diag.message_primary
        return StoreFailed(f"PostgreSQL: {self._clean(said, self._url) if said else self._words(error)}")

    def execute(self, statement: str, values: Sequence[Value] = ()) -> list[Row]:
        try:
            cursor = self._connection.execute(statement.encode(), _storable(values) if values else None)
            return cursor.fetchall() if cursor.description else []
        except psycopg.Error as error:
            raise self._failed(error) from None

    def insert(self, table: Table, rows: Sequence[Row]) -> None:
        try:
            with self._connection.cursor() as cursor:
                statement = f"COPY {table.name} ({', '.join(table.names)}) FROM STDIN"
                with cursor.copy(statement.encode()) as copy:
                    for row in rows:
                        copy.write_row(_storable(row))
        except psycopg.Error as error:
            raise self._failed(error) from None

    def delete(self, table: Table, keys: Sequence[Key]) -> None:
        products, versions = [key[0] for key in keys], [key[1] for key in keys]
        try:
            self._connection.execute(
                f"DELETE FROM {table.name} WHERE (product_id, version) IN "
                "(SELECT * FROM unnest(%s::text[], %s::integer[]))".encode(),
                (products, versions),
            )
        except psycopg.Error as error:
            raise self._failed(error) from None

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        try:
            with self._connection.transaction():
                self.execute(f"SELECT pg_advisory_xact_lock({_LOCK})")
                yield
        except psycopg.Error as error:
            raise self._failed(error) from None

    def names(self) -> set[str]:
        return {
            str(name) for (name,) in self.execute("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()")
        }

    def search(self, query: Query) -> list[Hit]:
        self.require_current()
        wanted = " && ".join(["phraseto_tsquery('english', %s)"] * len(query.terms))
        versions = "versions" if query.all_versions else "current_reports"
        # the words of ts_headline's options have no per cent sign, so that the statement needs no escapes
        rows = self.execute(_SEARCH.format(versions=versions, query=wanted), (*query.terms, query.limit))
        return [Hit(*row) for row in rows]  # type: ignore[arg-type]

    def close(self) -> None:
        self._connection.close()


def _storable(row: Sequence[Value]) -> Sequence[Value]:
    """Return a row without NUL."""
    if any(isinstance(value, str) and "\0" in value for value in row):
        return [value.replace("\0", "\ufffd") if isinstance(value, str) else value for value in row]
    return row
