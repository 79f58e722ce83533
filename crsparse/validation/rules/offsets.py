"""Offsets: links, calls and emphasis point into the text beside them, at places that make sense there."""

from collections.abc import Iterator

from crsparse.content import emphasis_of
from crsparse.model import Footnote
from crsparse.validation.findings import Problem
from crsparse.validation.subject import Subject


def link_range(subject: Subject) -> Iterator[Problem]:
    """A link's anchor is a stretch of the text, and not empty."""
    for pointer, carrier in subject.carriers:
        for place, link in enumerate(carrier.links):
            yield from _outside(f"{pointer}/links/{place}", "link", link.start, link.end, len(carrier.text))


def link_ends(subject: Subject) -> Iterator[Problem]:
    """An anchor begins and ends with what is no space, and does not begin and end inside of words.

    One end may lie inside of a word: a note's letter is linked behind its word, and templates err by a letter now and
    then.
    """
    for pointer, carrier in subject.carriers:
        text = carrier.text
        for place, link in enumerate(carrier.links):
            anchor = text[link.start : link.end]
            if not anchor:
                continue
            at = f"{pointer}/links/{place}"
            if anchor[0].isspace() or anchor[-1].isspace():
                which = "start" if anchor[0].isspace() else "end"
                message = f"the anchor {_cut(anchor)} {which}s with a space"
                yield Problem(f"{at}/{which}", message, "an anchor without spaces at its ends")
            elif _inside_word(text, link.start) and _inside_word(text, link.end):
                around = text[max(0, link.start - 8) : link.start], text[link.end : link.end + 8]
                message = (
                    f"the anchor {_cut(anchor)} cuts two words: {_cut(around[0] + '[' + anchor + ']' + around[1])}"
                )
                yield Problem(at, message, "an anchor of whole words")


def link_order(subject: Subject) -> Iterator[Problem]:
    """Links stand in the order of their anchors and do not overlap."""
    for pointer, carrier in subject.carriers:
        last = 0
        for place, link in enumerate(carrier.links):
            if link.start < last:
                message = f"the link begins at {link.start}, before the last one ends at {last}"
                yield Problem(f"{pointer}/links/{place}/start", message, f"{last} or more")
            last = max(last, link.end)


def call_range(subject: Subject) -> Iterator[Problem]:
    """A note call stands in the text or at its end."""
    for pointer, carrier in subject.carriers:
        if isinstance(carrier, Footnote):
            continue
        for place, ref in enumerate(carrier.footnote_refs):
            if ref.offset > len(carrier.text):
                message = f"the call of note {ref.number} is at {ref.offset}, behind the end of the text"
                yield Problem(f"{pointer}/footnote_refs/{place}/offset", message, f"at most {len(carrier.text)}")


def call_order(subject: Subject) -> Iterator[Problem]:
    """Note calls stand in the order of the text."""
    for pointer, carrier in subject.carriers:
        if isinstance(carrier, Footnote):
            continue
        last = 0
        for place, ref in enumerate(carrier.footnote_refs):
            if ref.offset < last:
                message = f"the call of note {ref.number} at {ref.offset} stands behind one at {last}"
                yield Problem(f"{pointer}/footnote_refs/{place}/offset", message, f"{last} or more")
            last = ref.offset


def emphasis_range(subject: Subject) -> Iterator[Problem]:
    """Emphasised stretches are stretches of the text, in its order."""
    for pointer, carrier in subject.carriers:
        last = 0
        for place, mark in enumerate(emphasis_of(carrier)):
            at = f"{pointer}/emphasis/{place}"
            yield from _outside(at, "emphasised stretch", mark.start, mark.end, len(carrier.text))
            if mark.start < last:
                message = f"the stretch begins at {mark.start}, before the last one at {last}"
                yield Problem(f"{at}/start", message, f"{last} or more")
            last = mark.start


def _outside(pointer: str, what: str, start: int, end: int, length: int) -> Iterator[Problem]:
    if end > length:
        message = f"the {what} ends at {end}, behind the end of the text"
        yield Problem(f"{pointer}/end", message, f"at most {length}")
    elif start >= end:
        yield Problem(f"{pointer}/end", f"the {what} from {start} to {end} is empty", f"an end above {start}")


def _inside_word(text: str, offset: int) -> bool:
    return 0 < offset < len(text) and text[offset - 1].isalnum() and text[offset].isalnum()


def _cut(text: str) -> str:
    return repr(text if len(text) <= 60 else f"{text[:40]}…{text[-19:]}")
