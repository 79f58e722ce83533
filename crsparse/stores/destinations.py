"""What a destination's words mean: a URL, a file, a folder. A password is never shown."""

import os
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from urllib.parse import unquote

from crsparse.stores.sql import SqlStore
from crsparse.stores.store import Store, UnusableDestination

KNOWN = "give FILE.db, sqlite:///FILE, duckdb:///FILE, postgresql://USER@HOST/DATABASE, or a folder for Parquet"
_SQLITE_SUFFIXES = (".db", ".sqlite", ".sqlite3")
_DUCKDB_SUFFIXES = (".duckdb", ".ddb")
# A URL's scheme: two letters or more, so that "C:\crs.db" has none.
_SCHEME = re.compile(r"^([A-Za-z][A-Za-z0-9+.-]+)://")
# A password in a URL: after the user's name, "postgresql://ada:secret@host/"; greedy, for a password may hold an "@".
_PASSWORD = re.compile(r"(?<=://)([^/:@]*):(.*)@")
# A password as a parameter: "?password=secret", "&sslpassword=secret".
_PARAMETER = re.compile(r"([?&](?:ssl)?password=)([^&#]*)")


def shown(destination: str) -> str:
    """Return a destination as it may be printed."""
    return _PARAMETER.sub(r"\1***", _PASSWORD.sub(r"\1:***@", destination))


def without_secrets(text: str, destination: str) -> str:
    """Return ``text``, a message of a library, without the passwords that stand in ``destination``."""
    found = [match[2] for match in (*_PASSWORD.finditer(destination), *_PARAMETER.finditer(destination))]
    for secret in found:
        for spelling in {secret, unquote(secret)} - {""}:
            text = text.replace(spelling, "***")
    return text


def opened(destination: str, *, writing: bool) -> Store | None:
    """Return the store that a destination means, with its tables made or brought up to date if ``writing``.

    Without ``writing`` nothing is made or changed: None where there is nothing yet. Raise UnusableDestination,
    MissingExtra, OtherLayout.
    """
    match = _SCHEME.match(destination)
    if match is None:
        return _path(destination, writing)
    scheme = match[1].lower()
    if scheme in ("postgresql", "postgres"):
        return _postgres(destination, writing)
    opener = _FILES.get(scheme)
    if opener is None:
        raise UnusableDestination(f"{scheme}:// is not known; {KNOWN}")
    host, slash, path = destination[match.end() :].partition("/")
    if host or not slash or not path:
        raise UnusableDestination(f"{shown(destination)} names no file: {scheme}:///FILE has three slashes")
    return opener(Path(path), writing)


def _path(destination: str, writing: bool) -> Store | None:
    path = Path(destination)
    suffix = path.suffix.lower()
    if suffix in _SQLITE_SUFFIXES and not path.is_dir():
        return _sqlite(path, writing)
    if suffix in _DUCKDB_SUFFIXES and not path.is_dir():
        return _duckdb(path, writing)
    if path.is_dir() or not path.suffix or destination.endswith(("/", os.sep)):
        return _parquet(path, writing)
    raise UnusableDestination(f"{shown(destination)} is no destination; {KNOWN}")


def _sqlite(path: Path, writing: bool) -> Store | None:
    from crsparse.stores.sqlite import Sqlite

    if not writing and not path.exists():
        return None
    return _prepared(Sqlite(path, writing=writing), writing)


def _duckdb(path: Path, writing: bool) -> Store | None:
    from crsparse.stores.duckdb import Duckdb

    if not writing and not path.exists():
        return None
    return _prepared(Duckdb(path, writing=writing), writing)


def _parquet(path: Path, writing: bool) -> Store | None:
    from crsparse.stores.parquet import Parquet

    if path.exists() and not path.is_dir():
        raise UnusableDestination(f"{path} is a file; {KNOWN}")
    if not writing and not path.exists():
        return None
    return Parquet(path, writing=writing)


def _postgres(url: str, writing: bool) -> Store | None:
    from crsparse.stores.postgres import Postgres

    return _prepared(Postgres(url, without_secrets), writing)


def _prepared(store: SqlStore, writing: bool) -> Store:
    """Return the store with its tables in place, if ``writing``."""
    try:
        if writing:
            store.prepare()
    except BaseException:
        store.close()
        raise
    return store


_FILES: Mapping[str, Callable[[Path, bool], Store | None]] = {"sqlite": _sqlite, "duckdb": _duckdb}
