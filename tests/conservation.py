"""Conservation: what a source says is in its document once; counted in characters other than spaces."""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator

from crsparse import model
from crsparse.assemble.refs import refs_in
from crsparse.elements import Element
from crsparse.readers.engines import PageContent
from crsparse.text_norm import clean

SIGNS_OF_NUMBERS = frozenset(".,;:[]()")
"""Signs that stand around a note's number (``12.``, ``[12]``) or between calls (``12, 13``): they are not kept."""


def characters(texts: Iterable[str]) -> "Counter[str]":
    """Count the characters of ``texts`` that are no spaces; a letter and its accents count apart."""
    count = Counter(unicodedata.normalize("NFD", "\x00".join(texts)))
    return Counter(
        {character: number for character, number in count.items() if not character.isspace() and character != "\x00"}
    )


def of_pages(pages: Iterable[PageContent]) -> "Counter[str]":
    """Count what the pages of a PDF draw."""
    return characters(clean(run.text) for page in pages for run in page.runs)


def of_elements(elements: Iterable[Element]) -> "Counter[str]":
    """Count what a reader gives: runs or cells, and markers that it has set apart."""
    return characters(text for element in elements for text in (element.text, element.marker or ""))


def of_document(document: model.Document) -> "Counter[str]":
    """Count what a document holds: blocks, notes with their numbers, furniture, and the digits of its calls."""
    return characters(_texts(document))


def _texts(document: model.Document) -> Iterator[str]:
    for block in document.blocks:
        yield block.text
        yield from (str(ref.number) for ref in refs_in(block))
        if isinstance(block, model.ListItem):
            yield block.marker or ""
        elif isinstance(block, model.Table):
            yield block.subtitle or ""
            yield from (cell.text for row in block.rows for cell in row)
        if isinstance(block, model.Table | model.Figure):
            yield from (rich.text for rich in (block.source, block.notes) if rich is not None)
    for note in document.footnotes:
        yield str(note.number)
        yield note.text
    yield from (item.text for item in document.furniture)


def differences(before: "Counter[str]", after: "Counter[str]", signs: int = 0) -> dict[str, int]:
    """Return what is lost (less than 0) and gained; of the signs around numbers, ``signs`` may be lost."""
    changed = {
        character: after[character] - before[character]
        for character in sorted(before.keys() | after.keys())
        if after[character] != before[character]
    }
    lost = {character: -number for character, number in changed.items() if character in SIGNS_OF_NUMBERS and number < 0}
    if sum(lost.values()) <= signs:
        for character in lost:
            del changed[character]
    return changed


def signs_of(document: model.Document) -> int:
    """Return how many signs may have stood around the numbers of notes and calls: two each."""
    return 2 * len(document.footnotes) + document.statistics.footnote_refs
