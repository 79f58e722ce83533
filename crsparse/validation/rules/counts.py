"""Statistics: counted again, they are the same; so what was taken away or changed after the parse is noticed."""

from collections.abc import Iterable, Iterator

from crsparse.model import BlockCounts
from crsparse.validation.findings import Problem
from crsparse.validation.subject import Subject

_CHECKSUMS = ("block_checksums", "note_checksums")


_CHANGED = "what {} says, links, calls or emphasises was changed after the parse"


def counts(subject: Subject) -> Iterator[Problem]:
    """Every count in ``statistics`` is what counting gives."""
    told, found = subject.document.statistics, subject.counted
    for name in BlockCounts.__struct_fields__:
        yield from _differs(f"blocks/{name}", getattr(told.blocks, name), getattr(found.blocks, name))
    for name in type(told).__struct_fields__:
        if name not in ("blocks", *_CHECKSUMS):
            yield from _differs(name, getattr(told, name), getattr(found, name))


def _differs(name: str, told: int, found: int) -> Iterator[Problem]:
    if told != found:
        what = name.removeprefix("blocks/").replace("_", " ")
        message = f"the document says {told} for {what} and holds {found}"
        yield Problem(f"/statistics/{name}", message, str(found))


def block_contents(subject: Subject) -> Iterator[Problem]:
    """Each block says, links, calls and emphasises what it did when it was parsed."""
    document = subject.document
    told, found = document.statistics.block_checksums.split(), subject.counted.block_checksums.split()
    parsed = {f"b{number}": checksum for number, checksum in enumerate(told, 1)}
    for place, (block, checksum) in enumerate(zip(document.blocks, found, strict=True)):
        if parsed.get(block.id, checksum) != checksum:
            yield Problem(f"/blocks/{place}", _CHANGED.format(block.id), "text and offsets as they were parsed")
    yield from _missing_and_more("/blocks", "block", parsed, [block.id for block in document.blocks])


def note_contents(subject: Subject) -> Iterator[Problem]:
    """Each footnote says, links and emphasises what it did when it was parsed."""
    told, found = subject.document.statistics.note_checksums.split(), subject.counted.note_checksums.split()
    if len(told) != len(found):
        message = f"{len(told)} notes were parsed, the document holds {len(found)}"
        yield Problem("/footnotes", message, f"{len(told)} notes")
        return
    for place, (note, one, other) in enumerate(zip(subject.document.footnotes, told, found, strict=True)):
        if one != other:
            message = _CHANGED.format(f"note {note.number}")
            yield Problem(f"/footnotes/{place}", message, "text and offsets as they were parsed")


def _missing_and_more(pointer: str, what: str, parsed: Iterable[str], held: list[str]) -> Iterator[Problem]:
    known = set(parsed)
    for name in sorted(known - set(held), key=lambda name: int(name[1:])):
        yield Problem(pointer, f"the {what} {name} was parsed and is not in the document", f"a {what} {name}")
    for place, name in enumerate(held):
        if name not in known:
            yield Problem(f"{pointer}/{place}", f"the {what} {name} was not parsed", "no more than was parsed")
