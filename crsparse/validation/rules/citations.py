"""Citations: they stand in a text of the document, in its order, and say of the work what fits together."""

from collections.abc import Iterator

from crsparse.content import Place
from crsparse.model import Citation, CitationKind
from crsparse.validation.findings import Problem
from crsparse.validation.subject import Subject

_ROOTS: dict[CitationKind, tuple[str, ...]] = {
    "bill": ("/us/bill/",),
    "public_law": ("/us/pl/",),
    "us_code": ("/us/usc/",),
    "cfr": ("/us/cfr/",),
    "federal_register": ("/us/fr/",),
    "statutes_at_large": ("/us/stat/",),
    "committee_report": ("/us/hrpt/", "/us/srpt/", "/us/erpt/"),
    "executive_order": ("/us/eo/",),
    "congressional_record": ("/us/crec/",),
    "crs_product": ("/us/crs/",),
    "court_case": ("/us/case/",),
}
"""How ids of each kind begin, see the table in :mod:`crsparse.citations`."""


def citation_places(subject: Subject) -> Iterator[Problem]:
    """A citation names a text of the document: a block or note, and in it a cell, notes or a source that are there."""
    for at, citation in enumerate(subject.document.citations):
        place = _place(citation)
        if place in subject.lengths:
            continue
        pointer = f"/citations/{at}"
        if citation.block not in {known.block for known in subject.lengths}:
            message = f"the citation stands in {citation.block}, which is not in the document"
            yield Problem(f"{pointer}/block", message, "the id of a block, or fn and a note's number")
        elif citation.field != "cell" and (citation.row, citation.cell) != (None, None):
            name = "row" if citation.row is not None else "cell"
            yield Problem(f"{pointer}/{name}", f"a citation in the {citation.field} is in a {name}", "null")
        elif citation.field == "cell":
            message = f"{citation.block} has no cell {citation.cell} in row {citation.row}"
            yield Problem(f"{pointer}/cell", message, "a cell of the table, counted from 0")
        else:
            message = f"{citation.block} has no {citation.field}"
            yield Problem(f"{pointer}/field", message, "a text that is there")


def citation_range(subject: Subject) -> Iterator[Problem]:
    """A citation is a stretch of its text, and not empty."""
    for at, citation in enumerate(subject.document.citations):
        length = subject.lengths.get(_place(citation), citation.end)
        if citation.end > length:
            message = f"the citation ends at {citation.end}, behind the end of the text"
            yield Problem(f"/citations/{at}/end", message, f"at most {length}")
        elif citation.start >= citation.end:
            message = f"the citation from {citation.start} to {citation.end} is empty"
            yield Problem(f"/citations/{at}/end", message, f"an end above {citation.start}")


def citation_order(subject: Subject) -> Iterator[Problem]:
    """Citations stand in reading order and do not overlap."""
    order = {place: number for number, place in enumerate(subject.lengths)}
    last = (0, 0)
    for at, citation in enumerate(subject.document.citations):
        number = order.get(_place(citation))
        if number is None:
            continue
        if (number, citation.start) < last:
            message = f"the citation at {citation.block}:{citation.start} stands behind one that begins or ends later"
            yield Problem(f"/citations/{at}/start", message, "reading order, without overlaps")
        last = max(last, (number, citation.end))


def citation_works(subject: Subject) -> Iterator[Problem]:
    """A citation's id is one of its kind, and a Congress that is inferred is there."""
    for at, citation in enumerate(subject.document.citations):
        roots = _ROOTS[citation.kind]
        if not citation.id.startswith(roots):
            message = f"{citation.id!r} is no id of a work of kind {citation.kind}"
            yield Problem(f"/citations/{at}/id", message, " or ".join(f"{root}…" for root in roots))
        if citation.congress_inferred and citation.congress is None:
            message = "a Congress is said to be inferred, and there is none"
            yield Problem(f"/citations/{at}/congress", message, "the number of a Congress")


def _place(citation: Citation) -> Place:
    return Place(citation.block, citation.field, citation.row, citation.cell)
