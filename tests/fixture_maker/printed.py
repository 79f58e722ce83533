"""A source as HTML and CSS for print, one function a CRS layout."""

from base64 import b64encode
from html import escape
from pathlib import Path

from tests.fixture_maker import older
from tests.fixture_maker import report as parts
from tests.fixture_maker.markup import Printer
from tests.fixture_maker.source import Paragraph, Source

STYLES = Path(__file__).parent / "styles"
_KINDS = {"insight": "CRS INSIGHT", "legal_sidebar": "CRS Legal Sidebar"}


def page(source: Source, style: str, body: str, words: dict[str, str]) -> str:
    """Wrap a body into a document; ``words`` are put into the style sheet.

    The metadata are those CRS's own PDFs carry; about a third of them carry none (``metadata = false``).
    """
    meta = source.meta
    head = ""
    if meta.get("metadata", True):
        fields = {
            "author": ", ".join(author["name"] for author in meta.get("authors", ())),
            "description": meta.get("subject", "CRS Insights"),
            "keywords": f"Cover Date:  {meta['cover_date']}",
        }
        head = f"<title>{escape(meta['title'])}</title>" + "".join(
            f'<meta name="{name}" content="{escape(value)}">' for name, value in fields.items()
        )
    css = (STYLES / f"{style}.css").read_text("utf-8")
    for word, value in words.items():
        css = css.replace(word, value)
    return f'<!DOCTYPE html><html lang="en-US"><head>{head}<style>{css}</style></head><body>{body}</body></html>'


def insight(source: Source) -> str:
    """CRS Insight and CRS Legal Sidebar: one column, the address at the foot of page 1."""
    meta = source.meta
    printer = Printer(source)
    body = (
        f'<h1 class="title">{printer.title()}</h1><p class="date">{meta["date"]}</p>'
        "<p><crs-address><crs-p>Congressional Research Service</crs-p><crs-p>https://crsreports.congress.gov</crs-p>"
        f"<crs-p>{meta['id']}</crs-p></crs-address></p>"
        f"{printer.blocks(source.part('body'), offset=1)}"
        f'<div class="last"><h2>Author Information</h2>{printer.author_grid()}<div class="rule"></div>'
        f'<p class="like-h2">Disclaimer</p><div class="disclaimer">{disclaimer(source, printer)}</div></div>'
    )
    kind = _KINDS[meta["layout"]]
    words = {
        "KIND": kind,
        "LOGO": logo(kind.removeprefix("CRS ")),
        "VERSION": f"{meta['id']} · {meta['version']}",
    }
    return page(source, "insight", body, words)


def in_focus(source: Source) -> str:
    """CRS In Focus: two columns under a title of full width; by-line and bare number at the end."""
    meta = source.meta
    printer = Printer(source)
    by_lines = "".join(f'<p class="by-line"><b>{a["name"]}</b>, {a["title"]}</p>' for a in meta["authors"])
    body = (
        f'<p class="date">{meta["date"]}</p><p class="title">{printer.title()}</p>'
        f'<div class="columns">{printer.blocks(source.part("body"))}{by_lines}'
        f'<p class="number">{meta["id"]}</p></div>'
        f"{disclaimer_page(source, printer)}"
    )
    words = {
        "RUNNING": meta["title"],
        "LOGO": logo("", "logo_in_focus"),
        "VERSION": f"{meta['id']} · {meta['version']}",
    }
    return page(source, "in_focus", body, words)


def report(source: Source) -> str:
    """CRS Report of today."""
    meta = source.meta
    printer = Printer(source)
    body = (
        f"{parts.cover(source, printer)}{parts.summary(source, printer)}{parts.contents(source, printer)}"
        f'<div class="body">{printer.blocks(source.part("body"))}</div>'
        f'<div class="body">{printer.blocks(source.part("appendix"))}</div>'
        f'<div class="body end"><h2 id="author-information">Author Information</h2>{printer.author_grid()}'
        f"<h2>Acknowledgments</h2>{printer.blocks(source.part('acknowledgments'))}</div>"
        f"{disclaimer_page(source, printer)}"
    )
    words = {
        "RUNNING": meta["running"],
        "LOGO": logo("", "logo_report"),
        "NOTERULE": NOTE_RULE,
        "VERSION": f"{meta['id']} · {meta['version']}",
        "FIRST": str(meta["front_pages"] + 1),
    }
    return page(source, "report", body, words)


def logo(word: str, name: str = "logo") -> str:
    """The head of page 1 as an image; its letters are text, followed by the small i that CRS's logos carry."""
    picture = (STYLES / f"{name}.svg").read_text("utf-8").replace("WORD", word)
    return image(picture)


def image(picture: str) -> str:
    """An SVG as an address."""
    return "data:image/svg+xml;base64," + b64encode(picture.encode()).decode()


def disclaimer_page(source: Source, printer: Printer) -> str:
    """The disclaimer on a page of its own."""
    inner = disclaimer(source, printer)
    return f'<div class="last"><div class="rule"></div><p class="like-h2">Disclaimer</p>{inner}</div>'


def disclaimer(source: Source, printer: Printer) -> str:
    """The disclaimer's paragraphs."""
    return "".join(f"<p>{printer.spans(b.spans)}</p>" for b in source.part("disclaimer") if isinstance(b, Paragraph))


NOTE_RULE = image('<svg xmlns="http://www.w3.org/2000/svg" width="144" height=".6"><path d="M0 0h144v.6h-144z"/></svg>')
"""The short rule above the notes."""


def issue_brief(source: Source) -> str:
    """CRS Issue Brief, to 2006."""
    body, words = older.issue_brief(source)
    return page(source, "issue_brief", body, words)


def crs_web(source: Source) -> str:
    """CRS Report of 2000-2008."""
    body, words = older.crs_web(source)
    return page(source, "crs_web", body, {**words, "NOTERULE": NOTE_RULE})


def crs_7_5700(source: Source) -> str:
    """CRS Report of 2009-2017, and EveryCRSReport's copy of one."""
    body, words = older.crs_7_5700(source)
    return page(source, "crs_7_5700", body, {**words, "NOTERULE": NOTE_RULE, "LOGO": logo("", "logo_report")})


LAYOUTS = {
    "insight": insight,
    "legal_sidebar": insight,
    "in_focus": in_focus,
    "report": report,
    "issue_brief": issue_brief,
    "crs_web": crs_web,
    "crs_7_5700": crs_7_5700,
    "everycrsreport": crs_7_5700,
}
