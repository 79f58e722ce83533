"""The Contents, and the lists of figures and tables, against headings and captions."""

from collections.abc import Iterable, Iterator

from crsparse.assemble.audit.subject import Subject, key, say
from crsparse.model import AnyBlock, ContentsEntry, Diagnostic, Figure, Heading, Table


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Compare the Contents with headings and captions."""
    blocks = subject.blocks
    entries = [block for block in blocks if isinstance(block, ContentsEntry)]
    if not entries:
        return
    printed = {key(text) for text in _printed(blocks)}
    for entry in entries:
        announced = key(entry.title)
        # a caption's second line in smaller type is not announced
        if announced not in printed and not any(text.startswith(announced) for text in printed):
            yield say(
                "contents_entry_without_heading",
                "warning",
                f"the Contents announce {entry.title!r}, which is no heading or caption",
                entry.page,
                entry.id,
            )


def _printed(blocks: Iterable[AnyBlock]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Heading):
            yield block.text
        elif isinstance(block, Table | Figure) and block.label:
            yield f"{block.label}. {block.caption}"
