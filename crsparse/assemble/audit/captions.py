"""Labels of tables and figures, and letters of the notes below them: in a row, each once, and none missing."""

import re
from collections.abc import Iterator

from crsparse.assemble.audit.subject import Subject, say
from crsparse.model import Diagnostic, Figure, Table

_LABEL = re.compile(r"(?P<word>\w+) (?P<series>[A-Z]{0,2}-?)(?P<number>\d+)")
"""``Table 1``, ``Table A-2``: the word and the appendix's letter make a series that counts from 1."""
_LETTER = re.compile(r"(?P<letter>[a-z])\.\s")
"""``b. Preliminary.``: a note below a table."""


def check_notes(subject: Subject) -> Iterator[Diagnostic]:
    """Compare the letters of notes below tables and figures with a, b, c, …"""
    for block in subject.blocks:
        if not isinstance(block, Table | Figure) or block.notes is None:
            continue
        letters = [match["letter"] for line in block.notes.text.split("\n") if (match := _LETTER.match(line))]
        for place, letter in enumerate(letters):
            if ord(letter) != ord("a") + place:
                before = f"note {letters[place - 1]}" if place else "nothing"
                message = f"below {block.label or 'this table'} note {letter} follows {before}"
                yield say("table_note_gap", "warning", message, block.page, block.id)
                break


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Compare labels with 1, 2, 3, …, and tables with captions."""
    last: dict[str, int] = {}
    labelled = any(isinstance(block, Table) and block.label for block in subject.blocks)
    for block in subject.blocks:
        if not isinstance(block, Table | Figure):
            continue
        if block.label is None:
            if isinstance(block, Table) and labelled and block.part in ("body", "appendix"):
                yield say(
                    "table_without_caption", "info", "this table has no caption, others have", block.page, block.id
                )
            continue
        match = _LABEL.fullmatch(block.label)
        if not match:
            continue
        series, number = f"{match['word']} {match['series']}", int(match["number"])
        if number == last.get(series, 0):
            yield say("label_twice", "warning", f"{block.label} stands twice", block.page, block.id)
        elif number != last.get(series, 0) + 1:
            message = (
                f"{block.label} follows {series}{last[series]}" if series in last else f"{block.label} is the first"
            )
            yield say("label_gap", "warning", message, block.page, block.id)
        last[series] = number
        if isinstance(block, Table) and not block.rows:
            yield say("caption_without_table", "warning", f"no table was found for {block.label}", block.page, block.id)
