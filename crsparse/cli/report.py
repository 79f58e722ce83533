"""What a command says on standard error, and the code it ends with."""

from enum import IntEnum

import click

from crsparse.errors import CrsparseError, InvalidDocument, UnreadableInput


class Exit(IntEnum):
    """Exit codes; of several the first of FAILED, UNREADABLE, FINE is the command's."""

    FINE = 0
    FAILED = 1
    USAGE = 2
    UNREADABLE = 3


def overall(codes: set[Exit]) -> Exit:
    """Return the code of a command whose inputs ended with ``codes``."""
    return next((code for code in (Exit.FAILED, Exit.UNREADABLE) if code in codes), Exit.FINE)


def complain(name: str, error: Exception) -> Exit:
    """Write one line that names an input and what is wrong with it; return the exit code that this means."""
    if isinstance(error, InvalidDocument):
        cause = f"the document does not satisfy the schema: {error}"
    elif isinstance(error, CrsparseError):
        cause = str(error)
    else:
        cause = f"internal error: {type(error).__name__}: {error}"
    click.echo(f"crsparse: {one_line(name)}: {one_line(cause)}", err=True)
    return Exit.UNREADABLE if isinstance(error, UnreadableInput) else Exit.FAILED


def one_line(text: str) -> str:
    """Return ``text`` with line ends, and whatever else a terminal would not show, escaped."""
    return "".join(
        character if character.isprintable() else character.encode("unicode_escape").decode() for character in text
    )
