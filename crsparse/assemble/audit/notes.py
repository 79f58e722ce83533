"""Footnotes: calls against notes, and both against 1..n."""

from collections.abc import Iterator

from crsparse.assemble.audit.subject import Subject, say
from crsparse.inline import UNIT
from crsparse.model import AnyBlock, Diagnostic, Emphasis

_SIGNS = frozenset(".,;:?!)”’\"'")
"""Behind which calls stand as often as behind words."""


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Compare note calls with notes, and both with 1, 2, 3, …"""
    blocks, footnotes = subject.blocks, subject.footnotes
    last = 0
    for note in footnotes:
        if note.number != last + 1:
            yield say("note_number_gap", "warning", f"note {note.number} follows note {last}", note.page)
        last = note.number
        if not note.refs:
            yield say("note_without_call", "warning", f"note {note.number} is called nowhere", note.page)
    for block in blocks:
        for text, emphasis in _emphasised(block):
            for mark in emphasis:
                digits = text[mark.start : mark.end]
                before = text[max(0, mark.start - 12) : mark.start]
                if (
                    mark.style == "superscript"
                    and digits.isdigit()
                    and (before[-1:].isalpha() or before[-1:] in _SIGNS)
                    and not UNIT.search(before)
                ):
                    yield say(
                        "note_call_without_note", "warning", f"the raised {digits} calls no note", block.page, block.id
                    )


def _emphasised(block: AnyBlock) -> Iterator[tuple[str, tuple[Emphasis, ...]]]:
    yield block.text, block.emphasis
