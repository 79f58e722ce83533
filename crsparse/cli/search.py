"""``crsparse search``: what stands where, in a database that was loaded."""

import click

from crsparse.cli.report import Exit, one_line
from crsparse.cli.snippets import as_json as json_of
from crsparse.cli.snippets import marked
from crsparse.errors import CrsparseError
from crsparse.stores import Hit, Query, opened
from crsparse.stores.destinations import shown


@click.command("search", short_help="Search a database.")
@click.argument("destination", metavar="DEST")
@click.argument("query")
@click.option("--limit", type=click.IntRange(1), default=10, show_default=True, metavar="N", help="Hits at most.")
@click.option("--all-versions", is_flag=True, help="Search older versions of products too.")
@click.option("--json", "as_json", is_flag=True, help="Write a JSON object for each hit, one a line.")
def command(destination: str, query: str, limit: int, all_versions: bool, as_json: bool) -> None:
    """Show the blocks in which all words of QUERY stand: product, section, page and a snippet.

    DEST is what documents were loaded into. Words "in quotes" are a phrase. PostgreSQL and SQLite find other forms of
    English words too; DuckDB and Parquet have no index, so that the words are looked for as they are, in any case.

    Exit codes: 0 something was found, 1 nothing was, 2 usage.
    """
    try:
        store = opened(destination, writing=False)
        if store is None:
            raise _ended(f"{shown(destination)} is not there; `crsparse load` makes it")
        with store:
            hits = store.search(Query.parse(query, limit, all_versions))
    except CrsparseError as error:
        raise _ended(str(error)) from None
    for hit in hits:
        click.echo(json_of(hit) if as_json else _lines(hit))
    if not hits:
        click.echo("crsparse: nothing was found", err=True)
    raise SystemExit(Exit.FINE if hits else Exit.FAILED)


def _lines(hit: Hit) -> str:
    """Return a hit as a line of where it is and one of what it says."""
    place = [f"{hit.product_id} ({hit.version})"]
    place += [hit.section_path or hit.title or hit.block_id]
    place += [f"p. {hit.page}"] if hit.page else []
    return f"{one_line(' · '.join(place))}\n    {marked(hit.snippet)}"


def _ended(message: str) -> SystemExit:
    click.echo(f"crsparse: {one_line(message)}", err=True)
    return SystemExit(Exit.USAGE)
