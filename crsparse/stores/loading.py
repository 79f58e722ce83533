"""Loading: which documents are new, changed or known, and what becomes of each.

A document is known by its content hash, so that loading again changes nothing. Of two documents in one load that are
the same version of the same product, and differ (a PDF and a web page, say), the first counts and the other is told.
"""

import contextlib
import gc
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import Literal, Protocol, Self, TypeAlias

from msgspec import DecodeError, Struct

from crsparse.errors import CrsparseError, UnreadableInput
from crsparse.model import Document
from crsparse.schema import document_from
from crsparse.stores.inputs import Input, read
from crsparse.stores.portions import Portion
from crsparse.stores.rows import Key, hash_of, key_of, rows_of
from crsparse.stores.store import Store

Fate: TypeAlias = Literal["added", "replaced", "unchanged", "duplicate", "failed"]


class Watcher(Protocol):
    """Is told how a load goes."""

    def done(self, item: Input, fate: Fate, error: Exception | None) -> None:
        """A document was dealt with; ``error`` says why it failed, or what it is a duplicate of."""

    def unreadable(self, file: str, error: OSError) -> None:
        """A file can't be read."""


class Duplicate(CrsparseError):
    """The same version of the same product came before in this load."""

    code = "duplicate"


class Summary(Struct):
    """What became of the documents."""

    added: int = 0
    replaced: int = 0
    unchanged: int = 0
    duplicate: int = 0
    failed: int = 0
    rows: int = 0
    """Rows written, of all tables."""

    def count(self, fate: Fate) -> None:
        setattr(self, fate, getattr(self, fate) + 1)


def load(files: Iterable[str], store: Store | None, told: Watcher, *, dry_run: bool = False) -> Summary:
    """Load the documents of files; with ``dry_run`` only tell what would become of them.

    ``store`` may be None in a dry run, for a destination that is not there yet. A document that is none does not stop
    the others. Raise StoreFailed when the database refuses.
    """
    known = store.hashes() if store else {}
    seen: dict[Key, tuple[str, str]] = {}
    summary = Summary()
    portion = store.portion() if store and not dry_run else None
    with _no_cycles(), _Writer(None if dry_run else store) as writer:
        for item in _inputs(files, told):
            try:
                document = _document(item)
                fate, content_hash = _fate(document, item, known, seen)
                rows = rows_of(document, content_hash) if fate in ("added", "replaced") else None
            except (CrsparseError, Duplicate) as error:
                fate, rows = ("duplicate" if isinstance(error, Duplicate) else "failed"), None
                told.done(item, fate, error)
            else:
                told.done(item, fate, None)
            summary.count(fate)
            if rows is not None:
                summary.rows += sum(map(len, rows.tables.values()))
                if store is not None and portion is not None:
                    portion.add(rows)
                    if portion.full:
                        writer.put(portion)
                        portion = store.portion()
        if portion is not None:
            writer.put(portion)
        writer.finish()
    return summary


@contextlib.contextmanager
def _no_cycles() -> Iterator[None]:
    """Keep Python from looking for cycles: documents and rows have none, and the search takes a third of their time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


class _Writer:
    """Writes portions in a thread of its own, one at a time, while the next is read and made into rows.

    A store that spends its time outside of Python, as DuckDB and PostgreSQL do, then costs the reader little.
    """

    def __init__(self, store: Store | None) -> None:
        """Write into ``store``; nowhere without one."""
        self._store = store
        self._thread = ThreadPoolExecutor(max_workers=1)
        self._last: Future[None] | None = None

    def put(self, portion: Portion) -> None:
        """Begin to write a portion when the one before is written; raise what became of that."""
        self._wait()
        if self._store is not None and portion.keys:
            self._last = self._thread.submit(self._store.write, portion)

    def finish(self) -> None:
        """Wait for the last portion and make all of them visible."""
        self._wait()
        if self._store is not None:
            self._store.finish()

    def _wait(self) -> None:
        last, self._last = self._last, None
        if last is not None:
            last.result()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._thread.shutdown()  # what is being written is written whole, even after an interruption


def _inputs(files: Iterable[str], told: Watcher) -> Iterator[Input]:
    for file in files:
        try:
            yield from read(file)
        except OSError as error:
            told.unreadable(file, error)


def _document(item: Input) -> Document:
    """Return the document in a text; raise InvalidDocument, UnreadableInput."""
    try:
        return document_from(item.content)
    except (DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise UnreadableInput(f"this is not JSON: {error}") from error


def _fate(
    document: Document, item: Input, known: Mapping[Key, str], seen: dict[Key, tuple[str, str]]
) -> tuple[Fate, str]:
    """Return what to do with a document, and its hash; raise Duplicate."""
    key, content_hash = key_of(document), hash_of(document)
    if key in seen:
        before, first = seen[key]
        if before != content_hash:
            raise Duplicate(f"{key[0]} version {key[1]} came with {first} already, which is kept")
        return "unchanged", content_hash
    seen[key] = content_hash, item.name
    if key not in known:
        return "added", content_hash
    return ("unchanged" if known[key] == content_hash else "replaced"), content_hash
