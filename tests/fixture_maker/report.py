"""CRS Report as HTML for print: cover, summary page, Contents, body, back matter."""

from collections.abc import Iterator
from html import escape

from tests.fixture_maker.markup import Printer
from tests.fixture_maker.source import Block, Figure, Heading, Source, Spans, Table, plain

ADDRESS = (
    "<p><crs-address><crs-p>Congressional Research Service</crs-p><crs-p>https://crsreports.congress.gov</crs-p>"
    "<crs-p>{id}</crs-p></crs-address></p>"
)


def cover(source: Source, printer: Printer) -> str:
    """The cover page."""
    meta = source.meta
    return (
        f'<div class="cover"><h1 class="title">{printer.title()}</h1><p class="date">{meta["date"]}</p>'
        f"{ADDRESS.format(id=meta['id'])}</div>"
    )


def summary(source: Source, printer: Printer) -> str:
    """The summary page: the box at the right, the title again, the summary."""
    meta = source.meta
    people = "".join(
        f'<p class="who">{escape(a["name"])}{", " + a["role"] if a.get("role") else ""}</p><p>{escape(a["title"])}</p>'
        for a in meta["authors"]
    )
    return (
        '<div class="summary"><crs-artifact class="word">SUMMARY</crs-artifact>'
        f'<table class="side"><tr><td><p class="id">{meta["id"]}</p><p class="day">{meta["cover_date"]}</p>{people}'
        f'</td></tr></table><p class="again">{printer.title()}</p>{printer.blocks(source.part("summary"))}</div>'
    )


def _captioned(blocks: tuple[Block, ...], kind: type) -> Iterator[tuple[str, str]]:
    for block in blocks:
        if isinstance(block, kind) and "key" in getattr(block, "options", {}):
            options = block.options  # type: ignore[attr-defined]
            yield options["key"], f"{options['label']}. {plain(options['caption'])}"


def contents(source: Source, printer: Printer) -> str:
    """The Contents and the lists after it."""

    def entry(level: int, key: str, title: str | Spans) -> str:
        text = escape(title) if isinstance(title, str) else printer.spans(without_calls(title))
        return f'<crs-toci class="level{level}"><a href="#{key}">{text}</a></crs-toci>'

    def listing(title: str, entries: list[str]) -> str:
        return f'<p class="like-h2">{title}</p><crs-toc>{"".join(entries)}</crs-toc>' if entries else ""

    body, appendix = source.part("body"), source.part("appendix")
    headings = [
        entry(block.level, block.key, block.spans)
        for block in body
        if isinstance(block, Heading) and block.key and block.level < 4
    ]
    appendixes = [
        entry(1, block.key, block.spans)
        for block in appendix
        if isinstance(block, Heading) and block.key and block.level == 1
    ]
    figures = [entry(1, *item) for item in _captioned(body, Figure)]
    tables = [entry(1, *item) for item in _captioned(body, Table)]
    more = [entry(1, *item) for item in _captioned(appendix, Table)]
    return (
        f'<div class="front"><h1>Contents</h1><crs-toc>{"".join(headings)}</crs-toc>'
        f"{listing('Figures', figures)}{listing('Tables', [*tables, *more])}{listing('Appendixes', appendixes)}"
        f"{listing('Contacts', [entry(1, 'author-information', 'Author Information')])}</div>"
    )


def without_calls(spans: Spans) -> Spans:
    return tuple(span for span in spans if span.call is None and span.resume is None)
