"""Citations in real products, against the links that CRS itself set: an answer key that nobody had to write.

An anchor counts where its address leads to a bill, a law, a section of the Code or a CRS product and where its words,
by a crude pattern of this test, cite such a thing. CRS products are linked by their titles: there the number before the
title counts. The same target must be found from the words alone.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import pytest

import crsparse
from crsparse import citations
from crsparse.citations import Anchor, Context, Target, decode, find
from crsparse.content import Place, texts
from crsparse.validation.rules import citations as rules
from crsparse.validation.subject import Subject

pytestmark = [pytest.mark.corpus, pytest.mark.slow]

REQUIRED = 0.97
"""Share of the anchors whose target is found."""
CRUDE = {
    "bill": re.compile(r"(?:H|S)\.[\w. ]*\d+"),
    "public_law": re.compile(r"(?:P\.L\.|Pub\. ?L\.|Public Law).*\d+-\d+"),
    "us_code": re.compile(r"\d+ U\.S\.C\..*\d"),
    "crs_product": re.compile(r"(?:CRS [A-Z][\w ]+|^)(?:R[LS]?|IF|IN|LSB)\d{5}"),
}
_NUMBER_BEFORE = re.compile(r"(?:R[LS]?|IF|IN|LSB)\d{5}, $")


def _anchors(links: tuple[crsparse.Link, ...]) -> tuple[Anchor, ...]:
    return tuple(Anchor(link.start, link.end, link.href) for link in links if link.href)


@pytest.fixture(scope="module")
def documents(corpus: Path) -> list[crsparse.Document]:
    """Every product of the corpus."""
    return [crsparse.parse(pdf) for pdf in sorted((corpus / "pdf").glob("*.pdf"))]


def _asked(text: str, anchor: Anchor) -> tuple[Target, Anchor] | None:
    """Return what an anchor leads to and the words that should say so; None where the anchor is no question."""
    target = decode(anchor.href)
    if target is None or target.kind not in CRUDE or (target.kind == "us_code" and "/s" not in target.id[4:]):
        return None
    if CRUDE[target.kind].search(text[anchor.start : anchor.end]):
        return target, anchor
    before = _NUMBER_BEFORE.search(text, max(0, anchor.start - 12), anchor.start)
    if target.kind == "crs_product" and before:
        return target, Anchor(before.start(), anchor.start, anchor.href)
    return None


def _answered(target: Target, words: Anchor, found: Iterable[citations.Citation | crsparse.Citation]) -> bool:
    return any(
        citation.origin == "text"
        and citation.start < words.end
        and words.start < citation.end
        and citation.id.lower() == target.id.lower()
        for citation in found
    )


@pytest.mark.parametrize("whole", [False, True], ids=["from words alone", "in the document"])
def test_links_are_an_answer_key(documents: list[crsparse.Document], whole: bool) -> None:
    """The recognisers know nothing but the words; the document's citations went through the whole pipeline."""
    asked, missed = 0, []
    for document in documents:
        held = _by_place(document)
        for place, carrier in texts(document):
            text, anchors = carrier.text, _anchors(carrier.links)
            found: Iterable[citations.Citation | crsparse.Citation] = held[place]
            if not whole:
                found = find(text, Context(document.publication_date, document.product.id)) if anchors else ()
            for question in filter(None, (_asked(text, anchor) for anchor in anchors)):
                asked += 1
                if not _answered(*question, found):
                    around = text[max(0, question[1].start - 40) : question[1].end + 20]
                    missed.append(f"{document.product.id}: {question[0].id} in {around!r}")
    assert asked >= 150
    print(f"{asked - len(missed)} of {asked}")
    assert len(missed) <= (1 - REQUIRED) * asked, "\n".join(missed)


def _by_place(document: crsparse.Document) -> dict[Place, list[crsparse.Citation]]:
    held: dict[Place, list[crsparse.Citation]] = defaultdict(list)
    for one in document.citations:
        held[Place(one.block, one.field, one.row, one.cell)].append(one)
    return held


def test_citations_are_valid(documents: list[crsparse.Document]) -> None:
    for document in documents:
        subject = Subject(document)
        each = (rules.citation_places, rules.citation_range, rules.citation_order, rules.citation_works)
        assert not [problem for rule in each for problem in rule(subject)]
    assert sum(len(document.citations) for document in documents) > 1000
