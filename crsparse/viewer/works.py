"""Works: what a document cites, and for each work every place that cites it.

Citations that have one ``id`` cite one work, whatever words they use and whatever part of it they name. Works are
numbered in the order in which they are first cited; citations are numbered as they stand in the document.
"""

import re
from collections.abc import Mapping
from functools import cached_property
from html import escape

from msgspec import Struct

from crsparse.citations.congress import ordinal
from crsparse.content import Place, texts
from crsparse.model import Citation, CitationKind, Document
from crsparse.viewer.addresses import harmless

_KINDS: dict[CitationKind, str] = {
    "bill": "Bill or resolution",
    "public_law": "Public law",
    "us_code": "U.S. Code",
    "cfr": "Code of Federal Regulations",
    "federal_register": "Federal Register",
    "statutes_at_large": "Statutes at Large",
    "committee_report": "Committee report",
    "executive_order": "Executive order",
    "congressional_record": "Congressional Record",
    "crs_product": "CRS product",
    "court_case": "Court case",
}
_NAMES = (
    (re.compile(r"/us/pl/(\d+)/(\d+)"), r"P.L. \1-\2"),
    (re.compile(r"/us/usc/t(\d+)a/s(.+)"), r"\1 U.S.C. App. §\2"),
    (re.compile(r"/us/usc/t(\w+)/s(.+)"), r"\1 U.S.C. §\2"),
    (re.compile(r"/us/usc/t(\w+)/ch(.+)"), r"\1 U.S.C. Chapter \2"),
    (re.compile(r"/us/usc/t(\w+)"), r"\1 U.S.C."),
    (re.compile(r"/us/cfr/t(\d+)/s(.+)"), r"\1 C.F.R. §\2"),
    (re.compile(r"/us/cfr/t(\d+)/pt(.+)"), r"\1 C.F.R. Part \2"),
    (re.compile(r"/us/fr/(\d+)/(\d+)"), r"\1 Federal Register \2"),
    (re.compile(r"/us/stat/(\d+)/(.+)"), r"\1 Stat. \2"),
    (re.compile(r"/us/eo/(\d+)"), r"Executive Order \1"),
    (re.compile(r"/us/crs/(.+)"), r"CRS \1"),
)
"""How a work is called whose citations are parts and ranges of it, by its id: ``52 U.S.C. §20901`` where the words are
``52 U.S.C. §§20901-21145``. Of others, the words of the first citation are the name."""
_BILLS = {
    "hr": "H.R.",
    "s": "S.",
    "hres": "H.Res.",
    "sres": "S.Res.",
    "hjres": "H.J.Res.",
    "sjres": "S.J.Res.",
    "hconres": "H.Con.Res.",
    "sconres": "S.Con.Res.",
}
_BILL = re.compile(r"/us/bill/(\d+)/(\w+)/(\d+)")
"""``/us/bill/119/hr/1``; bills of one number and two Congresses are two works."""
_AROUND = 70
"""Characters around a citation that its place is told with."""


class Mark(Struct, frozen=True):
    """A citation in a text."""

    number: int
    """Among the document's citations, from 1."""
    work: int
    """Number of the work, from 1."""
    start: int
    end: int
    hint: str
    """What pointing at it tells."""


class Works:
    """The works that a document cites."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._of: dict[str, list[tuple[int, Citation]]] = {}
        for number, citation in enumerate(document.citations, 1):
            self._of.setdefault(citation.id, []).append((number, citation))

    @cached_property
    def marks(self) -> Mapping[Place, tuple[Mark, ...]]:
        """The citations of each text, in order."""
        found: dict[Place, list[Mark]] = {}
        for work, (name, cited) in enumerate(self._of.items(), 1):
            hint = f"{name}: {_times(len(cited))} in this document"
            for number, citation in cited:
                mark = Mark(number, work, citation.start, citation.end, hint)
                found.setdefault(_place(citation), []).append(mark)
        return {place: tuple(sorted(marks, key=lambda mark: mark.start)) for place, marks in found.items()}

    def html(self) -> str:
        """Return the list of works with their places; nothing where nothing is cited."""
        if not self._of:
            return ""
        texts_of = {place: carrier.text for place, carrier in texts(self._document)}
        sections = {block.id: block.section for block in self._document.blocks}
        titles = {section.id: section.title for section in self._document.sections}
        where = {block: titles.get(section or "", "") for block, section in sections.items()}
        works = "\n".join(_work(number, cited, texts_of, where) for number, cited in enumerate(self._of.values(), 1))
        return (
            f'<section class="works" id="works" tabindex="-1" aria-labelledby="works-head">'
            f'<h2 id="works-head">Works cited ({len(self._of)})</h2>\n{works}\n</section>\n'
        )

    def __len__(self) -> int:
        return len(self._of)


def _work(
    number: int, cited: list[tuple[int, Citation]], texts_of: Mapping[Place, str], where: Mapping[str, str]
) -> str:
    first = cited[0][1]
    words = next((_words(citation, texts_of) for _, citation in cited if citation.origin == "text"), first.id)
    name = _name(first.id) or words
    url = next((citation.url for _, citation in cited if citation.url), None)
    address = f'<p class="address">{harmless(url)}</p>' if url else ""
    places = "".join(_cited(which, citation, texts_of, where) for which, citation in cited)
    return (
        f'<article class="work" id="work-{number}" tabindex="-1" aria-labelledby="work-{number}-head">'
        f'<h3 id="work-{number}-head">{escape(name)}</h3>'
        f'<p class="facts">{_KINDS[first.kind]} · <code>{escape(first.id)}</code> · {_times(len(cited))}</p>{address}'
        f'<ol class="places">{places}</ol></article>'
    )


def _cited(number: int, citation: Citation, texts_of: Mapping[Place, str], where: Mapping[str, str]) -> str:
    text = texts_of.get(_place(citation), "")
    before, after = text[: citation.start], text[citation.end :]
    if len(before) > _AROUND:
        before = "…" + before[-_AROUND:].partition(" ")[2]
    if len(after) > _AROUND:
        after = after[:_AROUND].rpartition(" ")[0] + "…"
    details = [where.get(citation.block) or None, citation.pinpoint and f"at {citation.pinpoint}"]
    details.append(citation.end_id and f"to {citation.end_id}")
    details.append("by the address of a link" if citation.origin == "link" else None)
    details.append("Congress inferred from a date" if citation.congress_inferred else None)
    told = " · ".join(escape(detail) for detail in details if detail)
    return (
        f'<li><a class="place" href="#c{number}">{escape(citation.block)}</a> {escape(before)}'
        f"<mark>{escape(text[citation.start : citation.end])}</mark>{escape(after)}"
        + (f' <span class="detail">{told}</span>' if told else "")
        + "</li>"
    )


def _name(work: str) -> str | None:
    bill = _BILL.fullmatch(work)
    if bill and bill[2] in _BILLS:
        return f"{_BILLS[bill[2]]} {bill[3]} ({ordinal(int(bill[1]))} Congress)"
    return next((match.expand(name) for pattern, name in _NAMES if (match := pattern.fullmatch(work))), None)


def _words(citation: Citation, texts_of: Mapping[Place, str]) -> str:
    return " ".join(texts_of.get(_place(citation), "")[citation.start : citation.end].split()) or citation.id


def _place(citation: Citation) -> Place:
    return Place(citation.block, citation.field, citation.row, citation.cell)


def _times(count: int) -> str:
    return "cited once" if count == 1 else f"cited {count} times"
