"""What every store offers, and how it fails.

Always true: a version is in a store whole or not at all, whatever ends a load; what was there before stays until its
replacement is whole.
"""

import re
from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import Self

from msgspec import Struct

from crsparse.errors import CrsparseError
from crsparse.model import Document
from crsparse.stores.portions import Portion
from crsparse.stores.rows import Key, Row, Value

MARK_START, MARK_END = "\x02", "\x03"
"""Stand around what a snippet highlights; no document holds these characters."""
SNIPPET_WORDS = 24
"""Length of a snippet, in words, about."""


class UnusableDestination(CrsparseError):
    """The destination is not one that can be loaded into or searched."""

    code = "unusable_destination"


class MissingExtra(CrsparseError):
    """The destination needs a package that is not installed."""

    code = "missing_extra"


class OtherLayout(CrsparseError):
    """The database has tables of another program, or of another version of crsparse."""

    code = "other_layout"


class StoreFailed(CrsparseError):
    """The database refused."""

    code = "store_failed"


class UnusableQuery(CrsparseError):
    """There is nothing to search for."""

    code = "unusable_query"


class Hit(Struct, frozen=True):
    """A block that answers a query."""

    product_id: str
    version: int
    title: str | None
    """Title of the product."""
    section_path: str | None
    page: int | None
    block_id: str
    snippet: str
    """Part of the text, with ``MARK_START`` and ``MARK_END`` around what was looked for."""


class Query(Struct, frozen=True):
    """What to look for: blocks in which each of the terms stands."""

    terms: tuple[str, ...]
    """Words, and phrases of words separated by spaces."""
    limit: int = 10
    """Hits at most."""
    all_versions: bool = False
    """Whether to look in older versions too."""

    @classmethod
    def parse(cls, text: str, limit: int = 10, all_versions: bool = False) -> Self:
        """Return the query in a person's words: ``"in quotes"`` is a phrase; raise UnusableQuery without a word."""
        found = re.findall(r'"([^"]*)"|([^\s"]+)', text)  # a phrase in quotes, or what stands between spaces
        # what the full-text indexes take for words: letters and digits, whatever stands between
        terms = (" ".join(re.findall(r"\w+", phrase or word)) for phrase, word in found)
        kept = tuple(term for term in terms if term)
        if not kept:
            raise UnusableQuery("the query has no word in it")
        return cls(kept, limit, all_versions)


class Store:
    """A database or folder with the tables of crsparse; used in a ``with`` block."""

    def hashes(self) -> Mapping[Key, str]:
        """Return the content hash of every version that is there."""
        raise NotImplementedError

    def portion(self) -> Portion:
        """Return an empty portion, to be filled and written."""
        return Portion()

    def write(self, portion: Portion) -> None:
        """Put documents into the store, each in place of the same version; all of them or, with an error, none."""
        raise NotImplementedError

    def finish(self) -> None:
        """Make what was written visible, where it is not yet."""

    def search(self, query: Query) -> list[Hit]:
        """Return what answers the query, the best first."""
        raise NotImplementedError

    def select(self, statement: str, values: Sequence[Value] = ()) -> list[Row]:
        """Return the rows of a SELECT over the tables and the view, in SQL that all databases here understand.

        ``?`` stands for a value; ``{binary}`` behind a text for comparing it code point by code point. Raise
        OtherLayout when the tables are not there, or of an older layout.
        """
        raise NotImplementedError

    def document(self, key: Key) -> Document | None:
        """Return the document of a version; None where there is none."""
        raise NotImplementedError

    def close(self) -> None:
        """Let go of files and connections."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
