"""``crsparse validate``: whether documents are what the contract says."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import get_args

import click

from crsparse.cli.outputs import StandardOutput
from crsparse.cli.report import Exit
from crsparse.errors import UnusableSchema
from crsparse.validation import DocumentReport, Options, Strictness, check_all
from crsparse.validation.reports import REPORTS, Format
from crsparse.validation.run import STANDARD_INPUT, find


@click.command("validate", short_help="Check documents.")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option(
    "--schema",
    "schema_file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="A JSON Schema to satisfy instead of this version's.",
)
@click.option(
    "--format",
    "format_name",
    type=click.Choice(get_args(Format)),
    default="text",
    show_default=True,
    help="What to write on standard output.",
)
@click.option(
    "--strict",
    type=click.Choice(get_args(Strictness)),
    metavar="SEVERITY",
    help="Count diagnostics of this severity (info, warning, error) or above as failures.",
)
def command(paths: tuple[str, ...], schema_file: Path | None, format_name: Format, strict: Strictness | None) -> None:
    """Check documents against the schema and against what the schema can't say.

    PATH is a JSON or JSON Lines file, a folder in which all .json and .jsonl files are checked, or - for standard
    input. Each finding has its file, line, column and JSON Pointer, what is wrong and what was expected.

    Exit codes: 0 all documents are valid, 1 one is not, 2 usage (nothing to check, no such path, no JSON Schema).
    """
    files = _files(paths)
    options = Options(schema=schema_file.read_bytes() if schema_file else None, strict=strict)
    counts = _Counts()
    try:
        told = REPORTS[format_name](counts.watched(check_all(files, options)))
    except UnusableSchema as error:
        raise click.BadParameter(str(error), param_hint="--schema") from error
    StandardOutput().put("findings", told.encode("utf-8", "backslashreplace"))
    if format_name == "text":
        click.echo(counts.summary(), err=True)
    raise SystemExit(Exit.FAILED if counts.invalid else Exit.FINE)


def _files(paths: Iterable[str]) -> list[str]:
    """Return the files to check; a command that checks nothing must not look like success."""
    try:
        files = list(find(paths))
    except FileNotFoundError as error:
        raise click.UsageError(f"there is no {error}") from error
    if files.count(STANDARD_INPUT) > 1:
        raise click.UsageError("standard input (-) can be read only once")
    if not files:
        raise click.UsageError("there are no .json or .jsonl files in what was given")
    return files


class _Counts:
    """Counts reports on their way to a format."""

    def __init__(self) -> None:
        self.documents = self.invalid = self.findings = 0

    def watched(self, reports: Iterable[DocumentReport]) -> Iterator[DocumentReport]:
        for report in reports:
            self.documents += 1
            self.invalid += bool(report.findings)
            self.findings += len(report.findings)
            yield report

    def summary(self) -> str:
        if not self.invalid:
            return f"{_number(self.documents, 'document')}, all valid"
        return f"{_number(self.findings, 'problem')} in {self.invalid} of {_number(self.documents, 'document')}"


def _number(count: int, name: str) -> str:
    return f"{count} {name}{'' if count == 1 else 's'}"
