"""A document as the rules see it: what several of them need is found once."""

from functools import cached_property

from crsparse.content import Carrier, Place, carriers, statistics_of, texts
from crsparse.model import AnyBlock, Document, Footnote, FootnoteRef, Heading, Section, Statistics


class Subject:
    """A document under examination, and the indexes that its rules share."""

    def __init__(self, document: Document) -> None:
        self.document = document

    @cached_property
    def carriers(self) -> tuple[tuple[str, Carrier], ...]:
        """Every text with the pointer to its object."""
        return tuple(carriers(self.document))

    @cached_property
    def lengths(self) -> dict[Place, int]:
        """Length of every text, in reading order; of notes of one number the longest counts."""
        found: dict[Place, int] = {}
        for place, carrier in texts(self.document):
            found[place] = max(found.get(place, 0), len(carrier.text))
        return found

    @cached_property
    def counted(self) -> Statistics:
        """The statistics, counted again."""
        return statistics_of(self.document)

    @cached_property
    def blocks(self) -> dict[str, AnyBlock]:
        """Blocks by id."""
        return {block.id: block for block in self.document.blocks}

    @cached_property
    def sections(self) -> dict[str, Section]:
        """Sections by id."""
        return {section.id: section for section in self.document.sections}

    @cached_property
    def headings(self) -> tuple[tuple[int, Heading], ...]:
        """Headings with their places among the blocks."""
        return tuple((at, block) for at, block in enumerate(self.document.blocks) if isinstance(block, Heading))

    @cached_property
    def note_numbers(self) -> frozenset[int]:
        """Numbers of the footnotes."""
        return frozenset(note.number for note in self.document.footnotes)

    @cached_property
    def calls(self) -> tuple[tuple[str, str, FootnoteRef], ...]:
        """Every note call: the pointer to it, the id of its block, and itself."""
        found = []
        for pointer, carrier in self.carriers:
            if not isinstance(carrier, Footnote) and carrier.footnote_refs:
                block = self.document.blocks[int(pointer.split("/")[2])]
                for place, ref in enumerate(carrier.footnote_refs):
                    found.append((f"{pointer}/footnote_refs/{place}", block.id, ref))
        return tuple(found)
