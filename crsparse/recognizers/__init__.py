"""Recognizers: what is known of CRS documents, one rule a file, and the order in which the rules run."""

from collections.abc import Iterable

from crsparse.drafts import BlockDraft, Draft, Facts, FurnitureDraft, NoteDraft
from crsparse.elements import Destination, Element, Reading, runs_of
from crsparse.errors import UnclaimedElements
from crsparse.looks import look_of
from crsparse.recognizers import (
    authors,
    contents,
    eras,
    figures,
    footnotes,
    front_matter,
    furniture,
    headings,
    lists,
    paragraphs,
    quotes,
    tables,
)
from crsparse.recognizers.landmarks import parts_of
from crsparse.recognizers.view import Rule, View

RULES: tuple[Rule, ...] = (
    eras.recognize,
    furniture.recognize,
    contents.recognize,
    front_matter.recognize,
    authors.recognize,
    footnotes.recognize,
    tables.recognize,
    figures.recognize,
    headings.recognize,
    lists.recognize,
    quotes.recognize,
    paragraphs.recognize,
)
"""The rules in order: what is sure comes first; paragraphs take what is left."""


def recognize(reading: Reading) -> Draft:
    """Return what the rules make of a reading; raise UnclaimedElements when one is claimed twice or left over."""
    elements = reading.elements
    texts = tuple(element.text.strip() for element in elements)
    view = View(
        elements=elements,
        texts=texts,
        looks=tuple(look_of(element.runs) for element in elements),
        parts=parts_of(elements, texts, reading.profile),
        profile=reading.profile,
        note_pages=footnotes.note_pages(elements),
    )
    claimed: set[int] = set()
    blocks: list[BlockDraft] = []
    notes: list[NoteDraft] = []
    furnishings: list[FurnitureDraft] = []
    facts: list[Facts] = []
    for rule in RULES:
        free = tuple(index for index in range(len(elements)) if index not in claimed)
        for claim in rule(View(**{**{name: getattr(view, name) for name in view.__struct_fields__}, "free": free})):
            twice = claimed.intersection(claim.elements)
            if twice or len(set(claim.elements)) != len(claim.elements):
                raise UnclaimedElements(f"{rule.__module__} claims element {min(twice, default=0)} a second time")
            claimed.update(claim.elements)
            blocks.extend(claim.blocks)
            notes.extend(claim.notes)
            furnishings.extend(claim.furniture)
            if claim.facts is not None:
                facts.append(claim.facts)
    if len(claimed) != len(elements):
        raise UnclaimedElements(f"element {min(set(range(len(elements))) - claimed)} is claimed by no rule")
    blocks.sort(key=lambda block: block.order)
    notes.sort(key=lambda note: note.order)
    furnishings.sort(key=lambda item: (item.page or 0, item.order))
    return Draft(tuple(blocks), tuple(notes), tuple(furnishings), tuple(facts), _targets(elements))


def _targets(elements: Iterable[Element]) -> frozenset[tuple[str | None, Destination | None]]:
    return frozenset(
        (run.link.href, run.link.destination)
        for element in elements
        for run in runs_of(element)
        if run.link is not None
    )
