"""References: what is named is there, and what is said from both sides is said alike."""

from collections import Counter
from collections.abc import Iterator

from crsparse.model import BlockOffset
from crsparse.validation.findings import Problem
from crsparse.validation.subject import Subject


def link_targets(subject: Subject) -> Iterator[Problem]:
    """The target of an internal link is a block (``b12``) or a footnote (``fn12``) of the document."""
    notes = {f"fn{number}" for number in subject.note_numbers}
    for pointer, carrier in subject.carriers:
        for place, link in enumerate(carrier.links):
            target = link.target
            if target is None or target in subject.blocks:
                continue
            if target not in notes:
                message = f"the link leads to {target}, which is not in the document"
                yield Problem(
                    f"{pointer}/links/{place}/target", message, "the id of a block, or fn and a note's number"
                )


def link_kinds(subject: Subject) -> Iterator[Problem]:
    """An internal link has no address and only it may have a target; a mail link's address says so."""
    for pointer, carrier in subject.carriers:
        for place, link in enumerate(carrier.links):
            at = f"{pointer}/links/{place}"
            if link.kind == "internal" and link.href is not None:
                yield Problem(f"{at}/href", "an internal link has an address", "null")
            elif link.kind != "internal" and link.target is not None:
                yield Problem(f"{at}/target", f"a link of kind {link.kind} has a target in the document", "null")
            elif link.kind == "mail" and not (link.href or "").lower().startswith("mailto:"):
                yield Problem(f"{at}/href", "the address of a mail link is no mail address", "mailto:…")
            elif link.kind in ("external", "crs") and link.href is None:
                yield Problem(f"{at}/href", f"a link of kind {link.kind} has no address", "an address")


def calls_have_notes(subject: Subject) -> Iterator[Problem]:
    """Every note that is called is there."""
    for pointer, block, ref in subject.calls:
        if ref.number not in subject.note_numbers:
            message = f"{block} calls note {ref.number}, which is not in the document"
            yield Problem(f"{pointer}/number", message, "the number of a footnote")


def notes_know_their_calls(subject: Subject) -> Iterator[Problem]:
    """A note's ``refs`` are exactly the calls of its number in the blocks."""
    made: dict[int, list[BlockOffset]] = {}
    for _, block, call in subject.calls:
        made.setdefault(call.number, []).append(BlockOffset(block=block, offset=call.offset))
    for place, note in enumerate(subject.document.footnotes):
        calls = made.get(note.number, [])
        if list(note.refs) == calls:
            continue
        told, found = Counter(map(_place, note.refs)), Counter(map(_place, calls))
        for number, ref in enumerate(note.refs):
            if not found[_place(ref)]:
                message = f"note {note.number} says it is called at {_place(ref)}, where no call is"
                yield Problem(f"/footnotes/{place}/refs/{number}", message, _said(calls))
        for made_call in calls:
            if not told[_place(made_call)]:
                message = (
                    f"{made_call.block} calls note {note.number} at {made_call.offset}, of which the note does not know"
                )
                yield Problem(f"/footnotes/{place}/refs", message, _said(calls))
        if set(told) == set(found):
            message = f"the refs of note {note.number} are not in the order of its calls, or not each once"
            yield Problem(f"/footnotes/{place}/refs", message, _said(calls))


def diagnostic_blocks(subject: Subject) -> Iterator[Problem]:
    """A diagnostic's block is in the document."""
    for place, diagnostic in enumerate(subject.document.diagnostics):
        if diagnostic.block is not None and diagnostic.block not in subject.blocks:
            message = f"the diagnostic speaks of {diagnostic.block}, which is not in the document"
            yield Problem(f"/diagnostics/{place}/block", message, "the id of a block")


def _place(ref: BlockOffset) -> str:
    return f"{ref.block}:{ref.offset}"


def _said(calls: list[BlockOffset]) -> str:
    return ", ".join(map(_place, calls)) or "no refs, for the note is called nowhere"
