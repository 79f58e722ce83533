"""``crsparse parse``: inputs to documents."""

from typing import get_args

import click

from crsparse.citations import cases
from crsparse.cli.outputs import Output, chosen
from crsparse.cli.report import Exit, complain, overall
from crsparse.convert import Engine, Options, convert
from crsparse.errors import OutputFailed
from crsparse.sinks import PRETTY_JSON, SINKS, Format, Sink, render
from crsparse.sources import STANDARD_INPUT, load


@click.command("parse", short_help="Convert PDFs and texts.")
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option("-o", "--output", metavar="FILE|DIR", help="Where to write; standard output without it, or as '-'.")
@click.option(
    "--format",
    "format_name",
    type=click.Choice(get_args(Format)),
    default="json",
    show_default=True,
    help="What to write.",
)
@click.option("--pretty", is_flag=True, help="Indent the JSON.")
@click.option(
    "--engine",
    type=click.Choice(get_args(Engine)),
    default=Options().engine,
    show_default=True,
    help="What reads the pages of a PDF.",
)
@click.option(
    "--password", envvar="CRSPARSE_PASSWORD", metavar="TEXT", help="For encrypted PDFs; or set CRSPARSE_PASSWORD."
)
@click.option("--no-tags", is_flag=True, help="Judge PDFs by their looks, without their structure tree.")
@click.option(
    "--cross-check", is_flag=True, help="Read tagged PDFs by their looks too; tell in diagnostics what differs."
)
@click.option("--court-cases", is_flag=True, help="Cite court cases too; needs the extra crsparse[cases].")
def command(
    inputs: tuple[str, ...],
    output: str | None,
    format_name: Format,
    pretty: bool,
    engine: Engine,
    password: str | None,
    no_tags: bool,
    cross_check: bool,
    court_cases: bool,
) -> None:
    """Convert CRS products, PDF or text, into validated documents.

    INPUT is a file, or - for standard input. With -o DIR each document becomes DIR/<name>.json (.jsonl, .md); a name
    without a suffix, or with a slash at its end, is a folder. An input that fails does not stop the others.

    Exit codes: 0 fine, 1 a document failed or is invalid, 2 usage, 3 an input can't be read.
    """
    if pretty and format_name != "json":
        raise click.UsageError("--pretty goes with --format json")
    if cross_check and no_tags:
        raise click.UsageError("--cross-check compares with the tags; it does not go with --no-tags")
    if court_cases:
        try:
            cases.require()
        except cases.CasesNotInstalled as error:
            raise click.UsageError(str(error)) from error
    sink = PRETTY_JSON if pretty else SINKS[format_name]
    options = Options(
        engine=engine, password=password, tags=not no_tags, cross_check=cross_check, court_cases=court_cases
    )
    codes: set[Exit] = set()
    try:
        with chosen(inputs, output, sink) as target:
            for origin in inputs:
                if target.wanted:
                    codes.add(_attempt(origin, options, sink, target))
    except OutputFailed as error:
        codes.add(complain(output or STANDARD_INPUT, error))
    raise SystemExit(overall(codes))


def _attempt(origin: str, options: Options, sink: Sink, target: Output) -> Exit:
    """Convert one input; return how it ended. Whatever goes wrong is a line for a person, for the others go on."""
    try:
        target.put(origin, render(convert(load(origin), options), sink))
    except Exception as error:
        return complain(origin, error)
    return Exit.FINE
