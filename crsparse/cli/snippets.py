"""Snippets of what was found in a database, for people and for programs."""

import sys

import click
from msgspec import Struct, json

from crsparse.cli.report import one_line
from crsparse.stores.store import MARK_END, MARK_START

PLAIN_MARK = "**"
"""Stands around what was found where the output is no terminal."""


def marked(snippet: str) -> str:
    """Return a snippet on one line, with what was found in bold on a terminal, else between asterisks."""
    start, end = (
        (click.style("", bold=True, reset=False), click.style("")) if sys.stdout.isatty() else (PLAIN_MARK, PLAIN_MARK)
    )
    parts = " ".join(snippet.split()).replace(MARK_END, MARK_START).split(MARK_START)
    # every second part stood between marks
    return "".join(f"{start}{one_line(part)}{end}" if at % 2 else one_line(part) for at, part in enumerate(parts))


def as_json(found: Struct) -> str:
    """Return what was found as a JSON object on one line, with asterisks for marks."""
    return json.encode(found).decode().replace("\\u0002", PLAIN_MARK).replace("\\u0003", PLAIN_MARK)
