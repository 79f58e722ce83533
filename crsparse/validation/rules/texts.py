"""Texts: clean as the contract says, present where they must be, and alike where they are given twice."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from crsparse.model import AnyBlock, ContentsEntry, Figure, Heading, Part, Table, TableCell
from crsparse.validation.findings import Problem
from crsparse.validation.subject import Subject

_UNCLEAN = re.compile(r"^\s|\s$|[^\S \n]|  |[\u00ad\ufb00-\ufb06]|[\x00-\x09\x0b-\x1f\x7f-\x9f]")
"""A space at an end, a space other than space and line feed, two spaces, a soft hyphen or Latin ligature, a control
character, e.g. the tab in "a\\tb"."""


def clean_text(subject: Subject) -> Iterator[Problem]:
    """Texts are in NFC, with one space between words and none at the ends, without soft hyphens and ligatures."""
    for pointer, carrier in subject.carriers:
        text = carrier.text
        # most texts are told clean by what costs a hundredth of the search
        plain = text.isascii() and text.isprintable() and "  " not in text and text == text.strip()
        unclean = None if plain else _UNCLEAN.search(text)
        if unclean:
            message = f"the text has {_name(unclean[0])} at {unclean.start()}"
            yield Problem(
                f"{pointer}/text", message, "one space between words, none at the ends, no invisible characters"
            )
        if not text.isascii() and not unicodedata.is_normalized("NFC", text):
            yield Problem(f"{pointer}/text", "the text is not in Unicode's normal form C", "NFC")


def text_present(subject: Subject) -> Iterator[Problem]:
    """Blocks and notes have a text; tables and figures may lack a caption, cells may be empty."""
    for pointer, carrier in subject.carriers:
        if not carrier.text and not isinstance(carrier, TableCell | Table | Figure):
            yield Problem(f"{pointer}/text", "the text is empty", "some text")


def contents_entries(subject: Subject) -> Iterator[Problem]:
    """A line of the Contents holds its title and ends with its page number."""
    for place, block in enumerate(subject.document.blocks):
        if not isinstance(block, ContentsEntry):
            continue
        if " ".join(block.title.split()) not in " ".join(block.text.split()):
            message = f"the line does not hold its title {block.title[:60]!r}"
            yield Problem(f"/blocks/{place}/title", message, f"a title from {block.text[:60]!r}")
        if block.page_label and not block.text.endswith(block.page_label):
            message = f"the line does not end with its page number {block.page_label!r}"
            yield Problem(f"/blocks/{place}/page_label", message, f"a number from {block.text[-20:]!r}")


def disclaimer_text(subject: Subject) -> Iterator[Problem]:
    """``disclaimer`` is the text of the blocks in that part."""
    disclaimer = subject.document.disclaimer
    yield from _given_twice(
        "/disclaimer/text" if disclaimer else "/disclaimer",
        disclaimer.text if disclaimer else None,
        _text_of_part(subject.document.blocks, "disclaimer"),
    )


def acknowledgments_text(subject: Subject) -> Iterator[Problem]:
    """``acknowledgments`` are the text of the blocks in that part."""
    told = _text_of_part(subject.document.blocks, "acknowledgments")
    yield from _given_twice("/acknowledgments", subject.document.acknowledgments, told)


def _given_twice(pointer: str, value: str | None, told: str | None) -> Iterator[Problem]:
    if value == told:
        return
    if value is None or told is None:
        what = "blocks of that part, but no text here" if value is None else "a text here, but no block of that part"
        yield Problem(pointer, f"the document has {what}", "both or neither")
        return
    at = next((i for i, (a, b) in enumerate(zip(value, told, strict=False)) if a != b), min(len(value), len(told)))
    message = f"the text differs from that of its blocks at {at}: {value[at : at + 30]!r}"
    yield Problem(pointer, message, f"{told[at : at + 30]!r} there")


def _text_of_part(blocks: Iterable[AnyBlock], part: Part) -> str | None:
    texts = [block.text for block in blocks if block.part == part and not isinstance(block, Heading)]
    return "\n".join(texts) if texts else None


def _name(found: str) -> str:
    if found in (" ", "\n", "  "):
        return {" ": "a space at an end", "\n": "a line feed at an end", "  ": "two spaces"}[found]
    return f"a character U+{ord(found[0]):04X}"
