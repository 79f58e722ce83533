"""Citations of a document: every text is searched for what it cites, with what the document knows beside the text.

CRS cites in running text, in footnotes above all, in cells, in the notes and sources of tables and figures, and by
links. The product's date tells the Congress of a bill that stands without one, its number keeps it from citing itself,
and all its texts together tell what short forms stand for.

Always true: citations follow from the texts and links alone, stand in the order of
:func:`crsparse.content.texts` and do not overlap; no text is changed. Left aside are the lines of the Contents, which
say again what headings and captions say, and the disclaimer, which is not the author's. So are court cases, unless they
are asked for: they need an extra and much time, and whether it is installed must not change a document.
"""

from collections.abc import Iterator

from msgspec.structs import replace

from crsparse import citations
from crsparse.citations import Anchor, Context, cases, find
from crsparse.citations.short_forms import Searched, resolved
from crsparse.content import Carrier, Place, place_of_note, texts_of_block
from crsparse.model import Citation, ContentsEntry, Document, Footnote


def with_citations(document: Document, *, court_cases: bool = False) -> Document:
    """Return the document with its citations, and with their number in its statistics.

    Raises CasesNotInstalled when court cases are asked for and the extra ``cases`` is not installed.
    """
    if court_cases:
        cases.require()
    about = Context(publication_date=document.publication_date, product_id=document.product.id)
    places = tuple(_searched(document))
    searched = [
        Searched(carrier.text, _found(carrier, about, court_cases), isinstance(carrier, Footnote))
        for _, carrier in places
    ]
    cited = tuple(
        _in_document(place, citation)
        for (place, _), found in zip(places, resolved(searched), strict=True)
        for citation in found
    )
    return replace(document, citations=cited, statistics=replace(document.statistics, citations=len(cited)))


def _searched(document: Document) -> Iterator[tuple[Place, Carrier]]:
    for block in document.blocks:
        if not isinstance(block, ContentsEntry) and block.part != "disclaimer":
            yield from texts_of_block(block)
    for note in document.footnotes:
        yield place_of_note(note), note


def _found(carrier: Carrier, about: Context, court_cases: bool) -> tuple[citations.Citation, ...]:
    anchors = tuple(Anchor(link.start, link.end, link.href) for link in carrier.links if link.href)
    context = replace(about, anchors=anchors) if anchors else about
    found = find(carrier.text, context)
    return cases.among(found, carrier.text, context) if court_cases else found


def _in_document(place: Place, found: citations.Citation) -> Citation:
    return Citation(
        block=place.block,
        field=place.field,
        row=place.row,
        cell=place.cell,
        start=found.start,
        end=found.end,
        kind=found.kind,
        id=found.id,
        pinpoint=found.pinpoint,
        end_id=found.end_id,
        url=found.url,
        congress=found.congress,
        congress_inferred=found.congress_inferred,
        origin=found.origin,
    )
