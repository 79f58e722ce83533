"""``crsparse load``: documents to databases and columnar files."""

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from crsparse.cli.report import Exit, complain, one_line, overall
from crsparse.errors import CrsparseError, SourceNotFound
from crsparse.stores import Summary, load, opened
from crsparse.stores.inputs import STANDARD_INPUT, Input, find, size
from crsparse.stores.loading import Fate

if TYPE_CHECKING:
    from click._termui_impl import ProgressBar

BETWEEN_LINES = 10.0
"""Seconds between two lines of a log."""
_CLEAR_LINE = "\r\033[K"


@click.command("load", short_help="Load documents into a database.")
@click.argument("destination", metavar="DEST")
@click.argument("paths", nargs=-1, required=True, metavar="OUT...")
@click.option("--dry-run", is_flag=True, help="Only tell what would be added and replaced.")
def command(destination: str, paths: tuple[str, ...], dry_run: bool) -> None:
    """Load documents into a database, or into a folder of Parquet files.

    DEST is FILE.db or sqlite:///FILE, FILE.duckdb or duckdb:///FILE, postgresql://USER@HOST/DATABASE (PGPASSWORD or
    ~/.pgpass hold the password), or a folder. OUT is what parse or batch wrote: JSON or JSON Lines files, a folder of
    them, or - for standard input.

    Loading again changes nothing; a new version is added beside the older ones; a version that was parsed anew
    replaces what was there. Each version is there whole or not at all: after an interruption run the same command.

    Exit codes: 0 fine, 1 a document failed or the database refused, 2 usage, 3 an input can't be read.
    """
    try:
        files = find(paths)
        told = Told(size(files))
    except SourceNotFound as error:
        raise _ended(str(error), Exit.UNREADABLE) from None
    if not files:
        raise click.UsageError("there are no .json or .jsonl files in what was given")
    if files.count(STANDARD_INPUT) and sys.stdin.isatty():
        raise click.UsageError("- reads documents from standard input, and there are none")
    if str(Path(destination)) in map(str, map(Path, files)):
        raise click.UsageError(f"{destination} is to be loaded into and to be loaded")
    try:
        store = opened(destination, writing=not dry_run)
        try:
            with told:
                summary = load(files, store, told, dry_run=dry_run)
        finally:
            if store is not None:
                store.close()
    except CrsparseError as error:
        code = Exit.FAILED if error.code == "store_failed" else Exit.USAGE
        raise _ended(str(error), code) from None
    click.echo(closing_table(summary, dry_run))
    raise SystemExit(overall(told.codes))


def closing_table(summary: Summary, dry_run: bool) -> str:
    """Return what became of the documents, one figure a line."""
    rows = [("added", summary.added), ("replaced", summary.replaced), ("unchanged", summary.unchanged)]
    if summary.duplicate:
        rows.append(("duplicates left out", summary.duplicate))
    if summary.failed:
        rows.append(("failed", summary.failed))
    rows.append(("rows", summary.rows))
    width = max(len(name) for name, _ in rows)
    digits = max(len(f"{count:,}") for _, count in rows)
    lines = [f"{name:<{width}}  {count:>{digits},}" for name, count in rows]
    return "\n".join([*lines, "nothing was written (--dry-run)"] if dry_run else lines)


class Told:
    """Shows progress on standard error, a bar or a line every ten seconds, and a line for each fault."""

    def __init__(self, bytes_: int) -> None:
        self.codes: set[Exit] = set()
        self._documents = 0
        self._bytes = bytes_
        self._read = 0
        self._start = self._last = time.monotonic()
        self._bar: ProgressBar[int] | None = None

    def __enter__(self) -> "Told":
        if sys.stderr.isatty():
            self._bar = click.progressbar(
                length=max(self._bytes, 1),
                file=sys.stderr,
                show_eta=True,
                item_show_func=lambda _: f"{self._documents} documents, {self._rate:.0f}/s",
            )
            self._bar.render_progress()
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.render_finish()

    @property
    def _rate(self) -> float:
        return self._documents / max(time.monotonic() - self._start, 1e-3)

    def done(self, item: Input, fate: Fate, error: Exception | None) -> None:
        """Count a document; say what is wrong with it."""
        self._documents += 1
        self._read += item.consumed
        if error is not None:
            self._make_room()
            if fate == "failed":
                self.codes.add(complain(item.name, error))
            else:
                click.echo(f"crsparse: {one_line(item.name)}: left out: {one_line(str(error))}", err=True)
        if self._bar is not None:
            self._bar.update(item.consumed, 0)
        elif time.monotonic() - self._last >= BETWEEN_LINES:
            self._last = time.monotonic()
            share = f" ({100 * self._read // self._bytes} %)" if self._bytes else ""
            click.echo(f"crsparse: {self._documents} documents{share}, {self._rate:.0f}/s", err=True)

    def unreadable(self, file: str, error: OSError) -> None:
        """Say that a file can't be read."""
        self._make_room()
        click.echo(f"crsparse: {one_line(file)}: it can't be read: {error.strerror or error}", err=True)
        self.codes.add(Exit.UNREADABLE)

    def _make_room(self) -> None:
        if self._bar is not None:
            click.echo(_CLEAR_LINE, nl=False, err=True)


def _ended(message: str, code: Exit) -> SystemExit:
    """Say in a line what prevents the load; return what ends the command."""
    click.echo(f"crsparse: {one_line(message)}", err=True)
    return SystemExit(code)
