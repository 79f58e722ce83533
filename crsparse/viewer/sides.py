"""Sides: what stands around the document: its facts, the legend, the outline, the chosen block, the diagnostics."""

from collections import Counter
from html import escape

from crsparse.model import Diagnostic, Document, Section
from crsparse.viewer.marks import HIDDEN_AT_FIRST, KINDS, items
from crsparse.viewer.works import Works

_KEYS = (
    ("↓ or j", "next block; behind the last one, the notes"),
    ("↑ or k", "previous block"),
    ("→ or n", "next page; in the text, next heading"),
    ("← or p", "previous page; in the text, previous heading"),
    ("Home, End", "first block, last note"),
    ("Enter", "hold the chosen block in view while the mouse moves; again to let go"),
    ("c", "to the citations in the chosen block; Enter shows every place that cites the work"),
    ("d", "next diagnostic"),
    ("o", "to the outline; Enter jumps"),
    ("t", "pages or text"),
    ("+ and -", "larger and smaller pages"),
    ("Esc", "let go, back to the block, close"),
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
        f"{counts.citations} citations",
    ]
    found = Counter(item.kind for item in items(document))
    legend = "".join(_key(kind, found[kind]) for kind in KINDS if found[kind])
    title = escape(document.title or document.source.filename)
    switch = '<button type="button" id="switch" aria-pressed="false">Text</button>' if with_pages else ""
    return (
        '<header class="top"><a class="skip" href="#main">To the document</a>'
        f'<div class="row"><h1 title="{title}">{title}</h1>'
        f'<p class="switches">{switch}<button type="button" id="help-button" aria-keyshortcuts="?">Keys ?</button></p>'
        f'</div><div class="row"><p class="product">{escape(" · ".join(fact for fact in facts if fact))}</p>'
        f'<ul class="legend" aria-label="Show or hide">{legend}</ul></div>'
        "</header>"
    )


def _key(kind: str, count: int) -> str:
    """Return the switch of a kind."""
    pressed = str(kind not in HIDDEN_AT_FIRST).lower()
    return (
        f'<li><button type="button" class="key {kind}" data-toggle="{kind}" aria-pressed="{pressed}" '
        f'title="show or hide: {KINDS[kind]}"><span class="swatch" aria-hidden="true"></span>{KINDS[kind]} '
        f'<span class="count">{count}</span></button></li>'
    )


def outline(document: Document) -> str:
    """Return the side to jump by: the tree of headings, the notes, the works cited."""
    tree = _outline(document.sections) or '<p class="none">No headings.</p>'
    ends = [f'<a href="#fn{note.number}">Footnotes</a>' for note in document.footnotes[:1]]
    works = len(Works(document))
    if works:
        ends.append(f'<a href="#works">Works cited <span class="count">{works}</span></a>')
    if ends:
        tree += f'<p class="ends">{"".join(ends)}</p>'
    return f'<nav class="outline" id="outline" aria-label="Outline"><h2>Outline</h2>{tree}</nav>'


def panels(document: Document) -> str:
    """Return the side with the chosen block and the diagnostics."""
    counted = Counter(diagnostic.severity for diagnostic in document.diagnostics)
    count = ", ".join(f"{counted[name]} {name}" for name in ("error", "warning", "info") if counted[name])
    diagnostics = "".join(_diagnostic(item, number) for number, item in enumerate(document.diagnostics))
    told = f'<ul class="diagnostics">{diagnostics}</ul>' if diagnostics else '<p class="none">Nothing to report.</p>'
    return (
        '<aside class="side" aria-label="Block and diagnostics">'
        '<section class="chosen" aria-labelledby="chosen-head"><h2 id="chosen-head">Block</h2>'
        '<div id="chosen"><p class="none">Point at a block, or press j. Press ? for all keys.</p>'
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
        f'<dl>{keys}</dl><p><label><input type="checkbox" id="letters" checked> letters and signs are keys</label></p>'
        '<p><button type="button" id="help-close">Close</button></p></dialog>'
    )
