"""CRS Report as HTML for print: cover, summary page, Contents, body, back matter."""

from collections.abc import Iterator
from html import escape

from tests.fixture_maker.markup import Printer
from tests.fixture_maker.source import Block, Figure, Heading, Source, Span, Spans, Table

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


def entry(printer: Printer, level: int, key: str, title: Spans) -> str:
    """A line of the Contents; the page number is WeasyPrint's."""
    return f'<crs-toci class="level{level}"><a href="#{key}">{printer.spans(without_calls(title))}</a></crs-toci>'


def contents_list(source: Source, printer: Printer) -> str:
    """The lines of the Contents: headings of the body, three levels deep."""
    entries = (
        entry(printer, block.level, block.key, block.spans)
        for block in source.part("body")
        if isinstance(block, Heading) and block.key and block.level < 4
    )
    return f"<crs-toc>{''.join(entries)}</crs-toc>"


def listing(title: str, blocks: tuple[Block, ...], kind: type, style: str = "like-h2") -> Iterator[str]:
    """The list of tables, of figures or of appendixes; nothing when there are none."""
    entries: list[str] = []
    printer = Printer(Source({}, ()))
    for block in blocks:
        if not isinstance(block, kind):
            continue
        if isinstance(block, Heading) and block.key and block.level == 1:
            entries.append(entry(printer, 1, block.key, block.spans))
        elif isinstance(block, Table | Figure) and "key" in block.options:
            label = Span(f"{block.options['label']}. ")
            entries.append(entry(printer, 1, block.options["key"], (label, *block.options["caption"])))
    if entries:
        yield f'<p class="{style}">{title}</p><crs-toc>{"".join(entries)}</crs-toc>'


def contents(source: Source, printer: Printer) -> str:
    """The Contents and the lists after it."""
    body, appendix = source.part("body"), source.part("appendix")
    lists = "".join(
        (
            *listing("Figures", body, Figure),
            *listing("Tables", (*body, *appendix), Table),
            *listing("Appendixes", appendix, Heading),
        )
    )
    contact = entry(printer, 1, "author-information", (Span("Author Information"),))
    return (
        f'<div class="front"><h1>Contents</h1>{contents_list(source, printer)}{lists}'
        f'<p class="like-h2">Contacts</p><crs-toc>{contact}</crs-toc></div>'
    )


def without_calls(spans: Spans) -> Spans:
    return tuple(span for span in spans if span.call is None and span.resume is None)
