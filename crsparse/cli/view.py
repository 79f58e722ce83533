"""``crsparse view``: a page to look at a parse."""

import sys
from pathlib import Path

import click

from crsparse.citations import cases
from crsparse.cli.outputs import chosen
from crsparse.cli.report import complain
from crsparse.convert import Options, convert
from crsparse.readers.pages import page_images
from crsparse.sinks import Sink
from crsparse.sources import STANDARD_INPUT, load
from crsparse.viewer import view


@click.command("view", short_help="Make a page to look at a parse.")
@click.argument("input_", metavar="INPUT")
@click.option("-o", "--output", metavar="FILE", help="Where to write; '-' is standard output.")
@click.option("--no-tags", is_flag=True, help="Judge a PDF by its looks, without its structure tree.")
@click.option(
    "--cross-check", is_flag=True, help="Read a tagged PDF by its looks too; tell in diagnostics what differs."
)
@click.option("--court-cases", is_flag=True, help="Cite court cases too; needs the extra crsparse[cases].")
@click.option(
    "--password", envvar="CRSPARSE_PASSWORD", metavar="TEXT", help="For encrypted PDFs; or set CRSPARSE_PASSWORD."
)
def command(
    input_: str, output: str | None, no_tags: bool, cross_check: bool, court_cases: bool, password: str | None
) -> None:
    """Show over a product's pages what was read from them, as one HTML file that works offline.

    Without -o the page goes to standard output or, where that is a terminal, to a file with INPUT's name and .html.
    INPUT is a PDF, web page or text, or - for standard input. Blocks are coloured by type and numbered in reading
    order; pointing at one shows its text, links, citations and notes, and a citation every place that cites the same
    work. Press ? in the page for its keys.

    Exit codes: 0 fine, 1 the page could not be made or written, 2 usage, 3 the input can't be read.
    """
    if cross_check and no_tags:
        raise click.UsageError("--cross-check compares with the tags; it does not go with --no-tags")
    if court_cases:
        try:
            cases.require()
        except cases.CasesNotInstalled as error:
            raise click.UsageError(str(error)) from error
    if output is None and sys.stdout.isatty():
        output = f"{'view' if input_ == STANDARD_INPUT else Path(input_).stem}.html"
    options = Options(tags=not no_tags, password=password, cross_check=cross_check, court_cases=court_cases)
    try:
        with chosen((input_,), output, Sink(".html", lambda document: b"")) as target:
            target.put(input_, _page(input_, options))
    except click.UsageError:
        raise
    except Exception as error:
        raise SystemExit(complain(input_, error)) from None
    if output not in (None, STANDARD_INPUT):
        click.echo(f"{output} is written; open it in a browser and press ? for its keys", err=True)


def _page(origin: str, options: Options) -> bytes:
    source = load(origin)
    document = convert(source, options)
    images = page_images(source.content, options.password) if source.media_type == "application/pdf" else ()
    return view(document, images).encode("utf-8", "replace")
