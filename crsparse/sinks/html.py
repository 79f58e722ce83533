"""HTML: one page that needs nothing else, with the structure in its elements and the document's ids as anchors.

Sections are headings (``h2`` and below, for the title is ``h1``), tables have their spans and heads, note calls and
notes lead to each other. Everything stands in reading order; furniture is left out. Pages are in ``data-page``.

Always true: what the document says is text, never markup; only addresses of the web, mail and FTP become links.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import groupby, pairwise

from crsparse.model import (
    AnyBlock,
    ContentsEntry,
    Document,
    Emphasis,
    Figure,
    Footnote,
    FootnoteRef,
    Heading,
    Link,
    ListItem,
    Quote,
    RichText,
    Table,
    TableCell,
    Title,
)

_DEEPEST_HEADING = 6
_TAGS = {"bold": "strong", "italic": "em", "superscript": "sup", "subscript": "sub"}
# What a link may lead to: "https://…", "mailto:…"; not "javascript:…"
_SAFE = re.compile(r"(?:https?|ftp|mailto):", re.IGNORECASE)
_STYLE = (
    "body{max-width:46rem;margin:2rem auto;padding:0 1rem;font:1rem/1.5 serif}table{border-collapse:collapse}"
    "td,th{border:1px solid #999;padding:.2rem .5rem;text-align:left;vertical-align:top}"
    ".marker{list-style:none}figure{margin:1rem 0}"
)


def encode(document: Document) -> bytes:
    """Return the document as an HTML page, UTF-8."""
    title = escape(document.title or document.product.id or document.source.filename)
    head = f'<meta charset="utf-8">\n<title>{title}</title>\n<style>{_STYLE}</style>'
    body = "\n".join([*_blocks(document.blocks), *_notes(document.footnotes)])
    return f'<!DOCTYPE html>\n<html lang="en">\n<head>\n{head}\n</head>\n<body>\n{body}\n</body>\n</html>\n'.encode()


def _blocks(blocks: Iterable[AnyBlock]) -> Iterator[str]:
    titled = False
    for is_list, run in groupby(blocks, key=lambda block: isinstance(block, ListItem)):
        if is_list:
            items = "\n".join(_item(block) for block in run if isinstance(block, ListItem))
            yield f'<ul class="marker">\n{items}\n</ul>'
            continue
        for block in run:
            yield _block(block, first_title=isinstance(block, Title) and not titled)
            titled = titled or isinstance(block, Title)


def _attributes(block: AnyBlock) -> str:
    page = f' data-page="{block.page}"' if block.page is not None else ""
    return f' id="{escape(block.id)}"{page}'


def _item(item: ListItem) -> str:
    marker = f"{escape(item.marker)} " if item.marker else ""
    place = f'{_attributes(item)} data-depth="{item.depth}" style="margin-left:{2 * item.depth}rem"'
    return f"<li{place}>{marker}{_inner(item)}</li>"


def _block(block: AnyBlock, *, first_title: bool) -> str:
    attributes = _attributes(block)
    if isinstance(block, Title):
        tag = "h1" if first_title else "p"
        return f"<{tag}{attributes}>{_inner(block)}</{tag}>"
    if isinstance(block, Heading):
        tag = f"h{min(block.level + 1, _DEEPEST_HEADING)}"
        return f"<{tag}{attributes}>{_inner(block)}</{tag}>"
    if isinstance(block, Quote):
        return f"<blockquote{attributes}><p>{_inner(block)}</p></blockquote>"
    if isinstance(block, ContentsEntry):
        return f'<p class="contents"{attributes}>{_inner(block)}</p>'
    if isinstance(block, Table):
        return _table(block)
    if isinstance(block, Figure):
        alt = f'\n<p class="alt">{escape(block.alt_text)}</p>' if block.alt_text else ""
        under = _under(block.notes, block.source)
        return f"<figure{attributes}>\n<figcaption>{_inner(block)}</figcaption>{alt}{under}\n</figure>"
    return f"<p{attributes}>{_inner(block)}</p>"


def _inner(block: AnyBlock | RichText) -> str:
    return inline(block.text, block.links, block.footnote_refs, block.emphasis)


def _under(*rich: RichText | None) -> str:
    return "".join(f"\n<p>{_inner(item)}</p>" for item in rich if item is not None)


def _table(table: Table) -> str:
    rows = [f"<tr>{''.join(map(_cell, row))}</tr>" for row in table.rows]
    head, body = rows[: table.header_rows], rows[table.header_rows :]
    groups = [f"<{tag}>\n{chr(10).join(some)}\n</{tag}>" for tag, some in (("thead", head), ("tbody", body)) if some]
    subtitle = f"<br>{escape(table.subtitle)}" if table.subtitle else ""
    caption = f"<caption>{_inner(table)}{subtitle}</caption>" if table.text or subtitle else ""
    inside = "\n".join(part for part in (caption, *groups) if part)
    return f"<div{_attributes(table)}>\n<table>\n{inside}\n</table>{_under(table.notes, table.source)}\n</div>"


def _cell(cell: TableCell) -> str:
    tag = "th" if cell.header else "td"
    spans = "".join(
        f' {name}="{count}"' for name, count in (("colspan", cell.col_span), ("rowspan", cell.row_span)) if count > 1
    )
    return f"<{tag}{spans}>{inline(cell.text, cell.links, cell.footnote_refs, ())}</{tag}>"


def _notes(notes: Sequence[Footnote]) -> Iterator[str]:
    if not notes:
        return
    yield "<hr>"
    for note in notes:
        back = f' <a href="#{escape(note.refs[0].block)}">↩</a>' if note.refs else ""
        text = inline(note.text, note.links, (), note.emphasis)
        yield f'<p id="fn{note.number}"><sup>{note.number}</sup> {text}{back}</p>'


def inline(text: str, links: Sequence[Link], refs: Sequence[FootnoteRef], emphasis: Sequence[Emphasis]) -> str:
    """Return ``text`` with links outermost; a call inside a link stands behind it, for links do not nest."""
    pieces: list[tuple[int, int, str]] = []
    done = 0
    for link in sorted(links, key=lambda link: (link.start, -link.end)):
        to = _address(link)
        start, end = max(link.start, done), min(link.end, len(text))
        if to and start < end:
            pieces += [(done, start, ""), (start, end, to)]
            done = end
    pieces.append((done, len(text), ""))
    calls = sorted(refs, key=lambda ref: ref.offset)
    out = ""
    for start, end, to in pieces:
        if not to:
            inside = [ref for ref in calls if start <= ref.offset < end]
            calls = [ref for ref in calls if ref not in inside]
            # what was called inside a link, or at its end, comes before the text behind it
            before = [ref for ref in calls if ref.offset < start]
            calls = [ref for ref in calls if ref not in before]
            out += "".join(map(_call, before)) + _with_calls(text, start, end, inside, emphasis)
        else:
            out += f'<a href="{escape(to)}">{_styled(text, start, end, emphasis)}</a>'
    return out + "".join(map(_call, calls))


def _address(link: Link) -> str:
    if link.kind == "internal":
        return f"#{link.target}" if link.target else ""
    return link.href if link.href and _SAFE.match(link.href) else ""


def _with_calls(text: str, start: int, end: int, refs: Iterable[FootnoteRef], emphasis: Sequence[Emphasis]) -> str:
    out = ""
    for ref in refs:
        out += _styled(text, start, ref.offset, emphasis) + _call(ref)
        start = ref.offset
    return out + _styled(text, start, end, emphasis)


def _call(ref: FootnoteRef) -> str:
    return f'<sup><a href="#fn{ref.number}">{ref.number}</a></sup>'


def _styled(text: str, start: int, end: int, emphasis: Sequence[Emphasis]) -> str:
    """Return a stretch cut wherever a style begins or ends, each part in the tags of its styles."""
    edges = {edge for item in emphasis for edge in (item.start, item.end) if start < edge < end}
    places = sorted({start, end, *edges})
    out = ""
    for left, right in pairwise(places):
        tags = sorted({_TAGS[item.style] for item in emphasis if item.start <= left and right <= item.end})
        opening = "".join(f"<{tag}>" for tag in tags)
        closing = "".join(f"</{tag}>" for tag in reversed(tags))
        out += opening + escape(text[left:right]).replace("\n", "<br>\n") + closing
    return out
