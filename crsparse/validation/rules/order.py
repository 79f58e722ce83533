"""Order: ids and numbers run on without gaps, so that what is missing or misplaced shows."""

from collections.abc import Iterator, Sequence

from crsparse.validation.findings import Problem
from crsparse.validation.subject import Subject


def block_ids(subject: Subject) -> Iterator[Problem]:
    """Blocks are ``b1``, ``b2``, … in reading order."""
    yield from _run("block", "b", "/blocks", [block.id for block in subject.document.blocks])


def section_ids(subject: Subject) -> Iterator[Problem]:
    """Sections are ``s1``, ``s2``, … in reading order."""
    yield from _run("section", "s", "/sections", [section.id for section in subject.document.sections])


def note_numbers(subject: Subject) -> Iterator[Problem]:
    """Footnotes stand in order of their numbers, and no number comes twice; gaps are for the diagnostics."""
    last = 0
    for place, note in enumerate(subject.document.footnotes):
        if note.number <= last:
            message = f"note {note.number} stands behind note {last}"
            yield Problem(
                f"/footnotes/{place}/number", message, f"a number above {last}: notes are in order, each once"
            )
        last = note.number


def furniture_order(subject: Subject) -> Iterator[Problem]:
    """Furniture stands in the order of pages."""
    last = 0
    for place, item in enumerate(subject.document.furniture):
        if item.page is not None and item.page < last:
            yield Problem(
                f"/furniture/{place}/page", f"page {item.page} stands behind page {last}", f"page {last} or a later one"
            )
        last = item.page or last


def _run(kind: str, letter: str, pointer: str, ids: Sequence[str]) -> Iterator[Problem]:
    """Yield where ids do not run on by one; behind such a place they are expected to run on from there."""
    expected, seen = 1, set[str]()
    for place, name in enumerate(ids):
        number = int(name[1:]) if name[1:].isdecimal() and name == f"{letter}{int(name[1:])}" else None
        if name in seen:
            yield Problem(f"{pointer}/{place}/id", f"the id {name} is taken by an earlier {kind}", "an id of its own")
        elif number != expected:
            message = f"{name} stands where {letter}{expected} belongs: a {kind} is missing, misplaced or misnamed"
            yield Problem(f"{pointer}/{place}/id", message, f"{letter}{expected}: ids count in reading order")
        seen.add(name)
        expected = expected + 1 if number is None else number + 1
