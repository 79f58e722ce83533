"""What every recogniser of citations takes and gives: a context, a citation, and the form of a recogniser."""

from collections.abc import Callable, Iterator
from typing import Literal

from msgspec import Struct

CitationKind = Literal[
    "bill",
    "public_law",
    "us_code",
    "cfr",
    "federal_register",
    "statutes_at_large",
    "committee_report",
    "executive_order",
    "congressional_record",
    "crs_product",
    "court_case",
]


class Citation(Struct, frozen=True, kw_only=True):
    """One work cited at one place of a text; ``text[start:end]`` is the citation as printed.

    A list gives one citation a member ("H.R. 1, 2 and 3": three), a range gives one citation with ``end_id``.
    """

    start: int
    """First code point of the citation."""
    end: int
    """One past the last code point of the citation."""
    kind: CitationKind
    """What sort of work is cited."""
    id: str
    """The work: a whole bill, law, section of a code, first page; see the scheme in :mod:`crsparse.citations`."""
    pinpoint: str | None = None
    """Place inside the work, as a path below ``id``: ``a/1``, ``s131``, ``dC/tI``, ``p67329``, ``note``."""
    end_id: str | None = None
    """Last member of a range, as id and pinpoint together: ``/us/usc/t2/s688`` for ``2 U.S.C. §§601-688``."""
    url: str | None = None
    """Where the work can be read: congress.gov where it has it, else the publisher of that series."""
    congress: int | None = None
    """Number of the Congress, for bills, laws and committee reports."""
    congress_inferred: bool = False
    """Whether the Congress is not printed at the citation but follows from a date, so that it may be wrong."""
    origin: Literal["text", "short_form", "link"] = "text"
    """Whether the words cite the work, by themselves or by a short form that other words explain ("IIJA §40105", "Id. §
    342"), or only the address behind other words: "[exchange rates](…/IF10676)"."""


class Anchor(Struct, frozen=True):
    """A link in the text: its words are ``text[start:end]``."""

    start: int
    """First code point of the anchor."""
    end: int
    """One past the last code point of the anchor."""
    href: str
    """Address."""


class Context(Struct, frozen=True):
    """What a recogniser may know beside the text."""

    publication_date: str | None = None
    """Date of the product, ISO 8601; tells the Congress of a bill where the text does not."""
    product_id: str | None = None
    """Number of the product itself; it does not cite itself."""
    anchors: tuple[Anchor, ...] = ()
    """Links of the text."""


class Target(Struct, frozen=True):
    """The work that an address leads to."""

    kind: CitationKind
    """What sort of work."""
    id: str
    """Its id."""
    pinpoint: str | None = None
    """Place inside the work, where the address says one."""
    url: str | None = None
    """The address a reader should use today."""
    congress: int | None = None
    """Number of the Congress, for bills, laws and committee reports."""


class Recogniser(Struct, frozen=True):
    """One kind of citation."""

    kind: CitationKind
    """What it finds."""
    cues: tuple[str, ...]
    """Strings of which a text holds at least one, if it holds such a citation; a quick look before any pattern is
    run."""
    find: Callable[[str, Context], Iterator[Citation]]
    """Yield the citations of a text in reading order. Pure."""
