"""What a person asks for: a citation in words, an id or an address, as the works that answer it.

Words go through the same recognisers as documents do, so that whatever is recognised there can be asked for here:
``P.L. 117-58``, ``42 U.S.C. §1983(a)``, ``H.R. 1234 (117th Congress)``, ``R47447``, ``/us/usc/t42``. What is asked
for is answered by all that lies inside it: a title by its sections, a part of the C.F.R. by the sections of that part,
a law by its provisions, and by each range that it lies in.
"""

import re

from msgspec import Struct

from crsparse.citations import Citation, Context, cases, find
from crsparse.citations.identifiers import product_id

DEPTHS = {
    "bill": 3,
    "pl": 2,
    "usc": 2,
    "cfr": 2,
    "fr": 2,
    "stat": 2,
    "hrpt": 2,
    "srpt": 2,
    "erpt": 2,
    "eo": 1,
    "crec": 2,
    "crs": 1,
    "case": 3,
}
"""Beginnings of ids, to the number of further steps that make a work; what comes behind is its pinpoint."""
_RANGED = frozenset({"usc", "cfr", "fr", "stat", "crec"})
"""Ids of which a range runs from one work to another."""
_BY_PAGE = frozenset({"fr", "stat", "crec"})
_ID = re.compile(r"/us/(?P<root>[a-z]+)(?P<steps>(?:/[\w.-]+)*)/?$")
_SOME_DATE = "2025-01-03"
"""Day on which a Congress began; only to tell whether a Congress is all that the words lack."""
_SMALL = re.compile(r"(?<![\w(])[a-z][a-z.]*")
"""An abbreviation in small letters: ``u.s.c.``, ``pl``. Traps, whose case counts: ``§1395w-4(a)``."""
_CONGRESS = re.compile(r"(\d)(st|nd|rd|d|th)\sCONG(?:RESS\b|\.|\b)")
_LABEL = re.compile(r"[a-z]*(?=[\dA-Z])")
_PIECES = re.compile(r"\d+|[A-Za-z]+")
_SECTION = re.compile(r"s\d")
_SECTION_BELOW = re.compile(r"/s\d")
_Key = tuple[tuple[int, int, str], ...]


class NoCitation(ValueError):
    """The words are no citation that can be looked for; the message says why."""


class LacksCongress(ValueError):
    """The words name bills and not their Congress."""

    def __init__(self, bills: tuple[tuple[str, str], ...]) -> None:
        """``bills`` are kind and number: ``("hr", "1234")``."""
        super().__init__("the Congress is missing")
        self.bills = bills


class Wanted(Struct, frozen=True):
    """A work, or all works below an id, or a range."""

    id: str
    """Id of the work, or the beginning of ids: ``/us/usc/t42``."""
    pinpoint: str | None = None
    """Place inside the work."""
    last: str | None = None
    """Last member of a range, as id and pinpoint together."""
    whole: bool = True
    """Whether ``id`` is that of a work; else it is the beginning of ids."""

    @property
    def parent(self) -> str:
        """Id above: the title of a section, the volume of a page."""
        return self.id.rpartition("/")[0]

    @property
    def ranged(self) -> bool:
        """Whether ranges of other works may hold it."""
        return self.whole and self.id.split("/")[2] in _RANGED

    @property
    def sections_of_part(self) -> str | None:
        """How ids of the sections of a part of the C.F.R. begin: ``/us/cfr/t38/s3.`` for part 3."""
        above, _, part = self.id.rpartition("/pt")
        return f"{above}/s{part}." if self.whole and above.startswith("/us/cfr/") else None

    def answered_by(self, id_: str, pinpoint: str | None, last: str | None) -> bool:
        """Return whether a citation, given by id, pinpoint and last member, cites what is wanted or some of it."""
        if not self.whole:
            return id_ == self.id or id_.startswith(f"{self.id}/")
        if self.sections_of_part and id_.startswith(self.sections_of_part):
            return True
        if id_ == self.id and (self.pinpoint is None or _is_below(pinpoint or "", self.pinpoint)):
            return True
        if self.last or last:
            return self._overlaps(id_, pinpoint, last)
        return self._is_page(id_, pinpoint)

    def _is_page(self, id_: str, pinpoint: str | None) -> bool:
        """Return whether a page is meant that lies in a document which begins before it: ``116 Stat. 1666, 1670``."""
        same_volume = id_.rpartition("/")[0] == self.parent
        return self.parent.split("/")[2] in _BY_PAGE and same_volume and pinpoint == f"p{self.id.rpartition('/')[2]}"

    def _overlaps(self, id_: str, pinpoint: str | None, last: str | None) -> bool:
        first, end = _interval(id_, pinpoint, last)
        wanted_first, wanted_end = _interval(self.id, self.pinpoint, self.last)
        if first[0] != wanted_first[0]:
            return False
        return _begins_by(first[1], wanted_end[1]) and _begins_by(wanted_first[1], end[1])


def wanted(words: str) -> tuple[Wanted, ...]:
    """Return what words, an id or an address ask for: one, or several if the words are a list.

    Raises NoCitation, and LacksCongress for bills.
    """
    words = " ".join(words.split())
    if words.startswith("/"):
        return (_of_id(words),)
    # who asks for a bare number means a product: "98-721", "R99001"
    for spelling in dict.fromkeys((words, _capitals(words), words.title(), f"CRS Report {words.upper()}")):
        found = find(spelling, Context(publication_date=_SOME_DATE))
        lacking = tuple((*one.id.split("/")[-2:],) for one in found if one.congress_inferred)
        if lacking:
            raise LacksCongress(lacking)  # type: ignore[arg-type]  # two pieces each
        if found:
            return tuple(dict.fromkeys(map(_of_citation, found)))
    found = _cases(words)
    if not found:
        raise NoCitation(
            f"{words!r} is no citation that crsparse knows; give one like 'P.L. 117-58', '42 U.S.C. §1983', "
            "'H.R. 1234 (117th Congress)', 'R47447', or an id like /us/pl/117/58"
        )
    return tuple(dict.fromkeys(map(_of_citation, found)))


def _capitals(words: str) -> str:
    """Return words typed in small letters as citations are spelled: ``H.R. 1 (117th Congress)``."""
    capitals = _SMALL.sub(lambda match: match[0].upper(), words)
    return _CONGRESS.sub(lambda match: f"{match[1]}{match[2].lower()} Congress", capitals)


def _cases(words: str) -> tuple[Citation, ...]:
    if not cases.looks_like_one(words):
        return ()
    try:
        return cases.among((), words, Context())
    except cases.CasesNotInstalled as missing:
        raise NoCitation(str(missing)) from missing


def _of_citation(citation: Citation) -> Wanted:
    whole = len(citation.id.split("/")) - 3 >= DEPTHS[citation.id.split("/")[2]]
    return Wanted(citation.id, citation.pinpoint, citation.end_id, whole)


def _of_id(words: str) -> Wanted:
    match = _ID.match(words)
    depth = DEPTHS.get(match["root"]) if match else None
    if match is None or depth is None:
        known = ", ".join(f"/us/{root}" for root in DEPTHS)
        raise NoCitation(f"{words!r} is no id of a citation; they begin with {known}")
    steps = match["steps"].strip("/").split("/") if match["steps"] else []
    id_ = "/".join(["/us", match["root"], *steps[:depth]])
    if match["root"] == "crs" and steps:
        id_ = product_id(steps[0].upper())
    return Wanted(id_, "/".join(steps[depth:]) or None, None, len(steps) >= depth)


def _is_below(place: str, above: str) -> bool:
    if place == above or place.startswith(f"{above}/"):
        return True
    # sections run through a law: "§11101" is asked for, "Division A, §11101" is cited
    section = _SECTION_BELOW.search(place)
    return bool(section and above[:1] == "s" and section.start() and _is_below(place[section.start() + 1 :], above))


def _interval(id_: str, pinpoint: str | None, last: str | None) -> tuple[tuple[str, _Key], tuple[str, _Key]]:
    """Return first and last member of a citation, each as what it is in and a key that can be compared.

    A range of provisions runs inside its law, any other from work to work in a title or volume.
    """
    inside = id_.split("/")[2] not in _RANGED
    whole = "/".join(filter(None, (id_, pinpoint)))
    above = id_ if inside else id_.rpartition("/")[0]
    return _placed(whole, above, inside), _placed(last or whole, above, inside)


def _placed(path: str, above: str, inside: bool) -> tuple[str, _Key]:
    steps = path[len(above) :].strip("/").split("/")
    # divisions and titles of a law do not count: its sections are what ranges run over
    while inside and len(steps) > 1 and not _SECTION.match(steps[0]):
        steps = steps[1:]
    label = _LABEL.match(steps[0])
    name, number = (label[0], steps[0][label.end() :]) if label else ("", steps[0])
    pieces = tuple(piece for step in (number, *steps[1:]) for piece in _PIECES.findall(step))
    # a part of the C.F.R. is the beginning of its sections' numbers
    name = "" if above.startswith("/us/cfr/") else name
    return f"{above}/{name}", tuple((0, int(piece), "") if piece.isdigit() else (1, 0, piece) for piece in pieces)


def _begins_by(first: _Key, last: _Key) -> bool:
    """Return whether ``first`` is not behind ``last``, in which what lies below the last member counts as in it."""
    return first[: len(last)] <= last
