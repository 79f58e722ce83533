"""``crsparse cites``: who cites a law, a bill, a rule, a report, a case, in a database that was loaded."""

from itertools import groupby

import click

from crsparse.citations.wanted import LacksCongress, NoCitation, Wanted, wanted
from crsparse.cli.report import Exit, one_line
from crsparse.cli.snippets import as_json, marked
from crsparse.errors import CrsparseError
from crsparse.stores import Store, opened
from crsparse.stores.citing import Answer, CitingPlace, citing, congresses
from crsparse.stores.destinations import shown

_MOST_CANDIDATES = 20
"""Congresses that are listed where none was given."""


@click.command("cites", short_help="List what cites a law, a bill, a report, ...")
@click.argument("destination", metavar="DEST")
@click.argument("citation")
@click.option(
    "--limit", type=click.IntRange(1), default=100, show_default=True, metavar="N", help="Places shown at most."
)
@click.option("--all-versions", is_flag=True, help="Look into older versions of products too.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Lines, or JSON Lines.",
)
def command(destination: str, citation: str, limit: int, all_versions: bool, form: str) -> None:
    """List the products that cite CITATION, with section, page and the words around.

    DEST is what documents were loaded into. CITATION is what CRS would print ("P.L. 117-58", "42 U.S.C. §1983", "H.R.
    1234 (117th Congress)", "R47447", "518 U.S. 470"), an id ("/us/pl/117/58") or an address. All of a title, a part or
    a law is asked for with its own name: "/us/usc/t42", "38 C.F.R. Part 3", "P.L. 117-58".

    Exit codes: 0 something cites it, 1 nothing does, 2 usage.
    """
    try:
        store = opened(destination, writing=False)
        if store is None:
            raise _ended(f"{shown(destination)} is not there; `crsparse load` makes it")
        with store:
            works = _works(store, citation, all_versions)
            answer = citing(store, works, limit, all_versions=all_versions)
    except (CrsparseError, NoCitation) as error:
        raise _ended(str(error)) from None
    if form == "json":
        for place in answer.places:
            click.echo(as_json(place))
    else:
        _tell(answer, {_named(work) for work in works})
    if not answer.total:
        click.echo(f"crsparse: nothing cites {one_line(', '.join(map(_named, works)))}{_hint(works)}", err=True)
    elif len(answer.places) < answer.total:
        click.echo(f"crsparse: {len(answer.places)} of {answer.total} places; --limit shows more", err=True)
    raise SystemExit(Exit.FINE if answer.total else Exit.FAILED)


def _works(store: Store, citation: str, all_versions: bool) -> tuple[Wanted, ...]:
    """Return what is asked for; a bill without a Congress is the only one that is cited, or one too many."""
    try:
        return wanted(citation)
    except LacksCongress as lacking:
        works = []
        for kind, number in lacking.bills:
            candidates = congresses(store, kind, number, all_versions=all_versions)
            if len(candidates) > 1:
                listed = ", ".join(f"{id_} ({count})" for id_, count in candidates[:_MOST_CANDIDATES])
                more = ", …" if len(candidates) > _MOST_CANDIDATES else ""
                raise _ended(f"{citation!r} is a bill of several Congresses, say which: {listed}{more}") from None
            works.append(Wanted(candidates[0][0] if candidates else f"/us/bill/?/{kind}/{number}"))
        return tuple(works)


def _tell(answer: Answer, named: set[str]) -> None:
    for (product, version), places in groupby(answer.places, key=lambda place: (place.product_id, place.version)):
        of_product = tuple(places)
        head = (f"{product} ({version})", of_product[0].title, of_product[0].publication_date)
        click.echo(one_line(" · ".join(filter(None, head))))
        for place in of_product:
            click.echo(f"    {one_line(' · '.join(_where(place, named)))}\n        {marked(place.snippet)}")


def _where(place: CitingPlace, named: set[str]) -> list[str]:
    """Return where a place is: page, section, note; and what is cited, where it is not just what was asked for."""
    where = []
    if place.page:
        on = place.end_page if place.end_page and place.end_page != place.page else None
        where.append(f"pp. {place.page}-{on}" if on else f"p. {place.page}")
    where.append(place.section_path or (place.part or "").capitalize())
    if place.block_id.startswith("fn"):
        where.append(f"note {place.block_id[2:]}")
    cited = _named(Wanted(place.id, place.pinpoint, place.end_id))
    where += [] if cited in named else [cited]
    where += ["Congress inferred"] if place.congress_inferred else []
    return [each for each in where if each]


def _named(work: Wanted) -> str:
    path = "/".join(filter(None, (work.id, work.pinpoint)))
    return f"{path} - {work.last}" if work.last else path


def _hint(works: tuple[Wanted, ...]) -> str:
    cases = any(work.id.startswith("/us/case/") for work in works)
    return "; court cases are in what was parsed with --court-cases" if cases else ""


def _ended(message: str) -> SystemExit:
    click.echo(f"crsparse: {one_line(message)}", err=True)
    return SystemExit(Exit.USAGE)
