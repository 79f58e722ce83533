"""Sides: what stands around the document: its facts, the legend, the outline, the chosen block, the diagnostics."""

from collections import Counter
from html import escape

from crsparse.model import Diagnostic, Document, Section
from crsparse.viewer.marks import KINDS, kind_of

_KEYS = (
    ("↓ or j", "next block"),
    ("↑ or k", "previous block"),
    ("→ or n", "next page; in the text, next heading"),
    ("← or p", "previous page; in the text, previous heading"),
    ("Home, End", "first and last block"),
    ("Enter", "hold the chosen block in view while the mouse moves; again to let go"),
    ("d", "next diagnostic"),
    ("o", "to the outline; Enter jumps"),
    ("t", "pages or text"),
    ("+ and -", "larger and smaller pages"),
    ("Esc", "let go, close"),
    ("?", "this help"),
)
_SIGNS = {"error": "✖", "warning": "▲", "info": "ℹ"}


def header(document: Document, *, with_pages: bool) -> str:
    """Return the bar at the top: title, facts, legend, switches."""
    product, counts = document.product, document.statistics
    facts = [
        product.id,
        product.type.replace("_", " ") if product.type != "unknown" else None,
        f"version {product.version}" if product.version else None,
        document.date_label or document.publication_date,
        f"{document.source.page_count} pages" if document.source.page_count else None,
        f"{len(document.blocks)} blocks",
        f"{counts.links} links",
        f"{counts.footnotes} notes",
    ]
    found = Counter(kind_of(block) for block in document.blocks)
    legend = "".join(
        f'<li><button type="button" class="key {kind}" data-toggle="{kind}" aria-pressed="true" '
        f'title="show or hide: {name}"><span class="swatch" aria-hidden="true"></span>{name} '
        f'<span class="count">{found[kind]}</span></button></li>'
        for kind, name in KINDS.items()
        if found[kind]
    )
    switch = '<button type="button" id="switch" aria-pressed="false">Text</button>' if with_pages else ""
    return (
        '<header class="top"><a class="skip" href="#main">To the document</a><div class="names">'
        f"<h1>{escape(document.title or document.source.filename)}</h1>"
        f'<p class="product">{escape(" · ".join(fact for fact in facts if fact))}</p></div>'
        f'<ul class="legend" aria-label="Types of blocks">{legend}</ul>'
        f'<p class="switches">{switch}<button type="button" id="help-button" aria-keyshortcuts="?">Keys ?</button></p>'
        "</header>"
    )


def sides(document: Document) -> str:
    """Return outline on the one side; chosen block and diagnostics on the other."""
    outline = _outline(document.sections) or '<p class="none">No headings.</p>'
    if document.footnotes:
        outline += '<p class="to-notes"><a href="#fn' + str(document.footnotes[0].number) + '">Footnotes</a></p>'
    counted = Counter(diagnostic.severity for diagnostic in document.diagnostics)
    count = ", ".join(f"{counted[name]} {name}" for name in ("error", "warning", "info") if counted[name])
    diagnostics = "".join(_diagnostic(item, number) for number, item in enumerate(document.diagnostics))
    told = f'<ul class="diagnostics">{diagnostics}</ul>' if diagnostics else '<p class="none">Nothing to report.</p>'
    return (
        f'<nav class="outline" id="outline" aria-label="Outline"><h2>Outline</h2>{outline}</nav>'
        '<aside class="side" aria-label="Block and diagnostics">'
        '<section class="chosen" aria-labelledby="chosen-head"><h2 id="chosen-head">Block</h2>'
        '<div id="chosen" aria-live="polite"><p class="none">Point at a block, or press j. Press ? for all keys.</p>'
        "</div></section>"
        f'<section class="findings"><h2>Diagnostics{f" ({count})" if count else ""}</h2>{told}</section></aside>'
    )


def _outline(sections: tuple[Section, ...]) -> str:
    """Return the tree of headings as nested lists, without recursion: a hostile tree may be deep."""
    parts: list[str] = []
    opened: list[str] = []
    for section in sections:
        depth = opened.index(section.parent) + 1 if section.parent in opened else 0
        while len(opened) > depth:
            opened.pop()
            parts.append("</li></ol>" if len(opened) > depth else "</li>")
        if not parts or parts[-1] != "</li>":
            parts.append("<ol>")
        parts.append(f'<li><a href="#{escape(section.heading_block)}">{escape(section.title)}</a>')
        opened.append(section.id)
    parts.append("</li></ol>" * len(opened))
    return "".join(parts)


def _diagnostic(item: Diagnostic, number: int) -> str:
    target = f"#{item.block}" if item.block else f"#page-{item.page}" if item.page else None
    where = item.block or (f"page {item.page}" if item.page else "")
    place = f'<a href="{escape(target)}">{escape(where)}</a> ' if target else ""
    return (
        f'<li class="{item.severity}" id="diagnostic-{number}" tabindex="-1"><span class="sign" aria-hidden="true">'
        f"{_SIGNS[item.severity]}</span> <strong>{item.severity}</strong> {place}{escape(item.message)} "
        f"<code>{escape(item.code)}</code></li>"
    )


def help_dialog(*, with_pages: bool) -> str:
    """Return the list of keys."""
    keys = "".join(
        f"<dt><kbd>{escape(key)}</kbd></dt><dd>{escape(what)}</dd>"
        for key, what in _KEYS
        if with_pages or key not in ("t", "+ and -")
    )
    return (
        '<dialog id="help" aria-labelledby="help-head"><h2 id="help-head">Keys</h2>'
        f'<dl>{keys}</dl><p><button type="button" id="help-close">Close</button></p></dialog>'
    )
