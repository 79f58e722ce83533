"""Older CRS layouts as HTML for print: Issue Briefs, Reports of 2000-2008 and 2009-2017, EveryCRSReport's copies."""

from html import escape

from tests.fixture_maker.markup import Printer
from tests.fixture_maker.report import contents_list, listing
from tests.fixture_maker.source import Heading, Source, Table


def _cover(source: Source, printer: Printer, series: str) -> str:
    """The cover that Issue Briefs and Reports had until 2008; the character between the names is U+02DC."""
    meta = source.meta
    people = ""
    for author in meta["authors"]:
        people += f'<p class="author first">{escape(author["name"])}</p>'
        people += "".join(f'<p class="author">{escape(author[k])}</p>' for k in ("title", "division") if k in author)
    return (
        f'<div class="cover"><p class="order">Order Code {meta["id"]}</p><p class="series">{series}</p>'
        f'<p class="web">Received through the CRS Web</p><h1 class="title">{printer.title()}</h1>'
        f'<p class="date">{meta["date"]}</p>{people}'
        '<p class="house">Congressional Research Service ˜ The Library of Congress</p></div>'
    )


def issue_brief(source: Source) -> tuple[str, dict[str, str]]:
    """Cover, CONTENTS without page numbers, SUMMARY in two columns, the body."""
    printer = Printer(source)
    entries = '<p class="entry level1">SUMMARY</p>' + "".join(
        f'<p class="entry level{block.level}">{printer.spans(block.spans)}</p>'
        for block in source.part("body")
        if isinstance(block, Heading)
    )
    body = (
        f"{_cover(source, printer, 'CRS Issue Brief for Congress')}"
        f'<div class="front"><p class="toc-head">CONTENTS</p>{entries}<div class="page-break"></div>'
        f'<p class="again">{printer.title()}</p><p class="sum-head">SUMMARY</p>'
        f'<div class="columns">{printer.blocks(source.part("summary"))}</div></div>'
        f'<div class="body">{printer.blocks(source.part("body"))}</div>'
    )
    return body, {"NUMBER": source.id, "RUNNING": source.meta["running"], "FIRST": "4"}


def crs_web(source: Source) -> tuple[str, dict[str, str]]:
    """Cover, title and Summary, Contents and List of Tables, the body under ``CRS-1`` heads."""
    printer = Printer(source)
    tables = "".join(listing("List of Tables", source.part("body"), Table, "head same"))
    body = (
        f"{_cover(source, printer, 'CRS Report for Congress')}"
        f'<div class="front"><p class="again">{printer.title()}</p><p class="head same">Summary</p>'
        f"{printer.blocks(source.part('summary'))}"
        f'<p class="head">Contents</p>{contents_list(source, printer)}{tables}</div>'
        f'<div class="body">{printer.blocks(source.part("body"))}</div>'
    )
    return body, {"FIRST": "4"}


def crs_7_5700(source: Source) -> tuple[str, dict[str, str]]:
    """Today's Report before the side box: Summary under a heading, telephone and address on the cover."""
    meta = source.meta
    printer = Printer(source)
    people = "".join(
        f'<p class="author">{escape(a["name"])}</p><p class="author role">{escape(a["title"])}</p>'
        for a in meta["authors"]
    )
    address = "".join(
        f"<crs-p>{line}</crs-p>" for line in ("Congressional Research Service", "7-5700", "www.crs.gov", meta["id"])
    )
    tables = "".join(listing("Tables", source.part("body"), Table, "like-h2"))
    contacts = (
        '<p class="like-h2">Contacts</p><crs-toc><crs-toci class="level1"><a href="#contact">'
        "Author Contact Information</a></crs-toci></crs-toc>"
    )
    body = (
        f'<div class="cover"><h1 class="title">{printer.title()}</h1>{people}<p class="date">{meta["date"]}</p>'
        f"<p><crs-address>{address}</crs-address></p></div>"
        f'<div class="front"><h1>Summary</h1>{printer.blocks(source.part("summary"))}</div>'
    )
    if meta["front_pages"] > 2:
        toc = contents_list(source, printer)
        body += f'<div class="front toc"><h1>Contents</h1>{toc}{tables}{contacts}</div>'
    thanks, staff, back = (source.part(name) for name in ("acknowledgments", "staff", "back_page"))
    body += (
        f'<div class="body">{printer.blocks(source.part("body"))}'
        f'<h2 id="contact">Author Contact Information</h2>{printer.author_grid()}'
        f"{'<h2>Acknowledgments</h2>' + printer.blocks(thanks) if thanks else ''}"
        f"{'<h2>Key Policy Staff</h2>' + printer.blocks(staff) if staff else ''}</div>"
        f"{'<div class=back>' + printer.blocks(back) + '</div>' if back else ''}"
    )
    return body, {"RUNNING": meta["running"], "FIRST": str(meta["front_pages"] + 1)}
