"""Inline: a text with its links, note calls and emphasis as HTML.

Always true: text is escaped, and only addresses of the web and of mail become links; of others, ``javascript:`` among
them, the anchor is marked and the address shown.
"""

import re
from collections.abc import Mapping
from html import escape

from crsparse.content import Carrier, emphasis_of
from crsparse.model import Footnote, FootnoteRef, Link

_HARMLESS = re.compile(r"(?:https?://|mailto:)[^\s\x00-\x1f]*\Z", re.IGNORECASE)
"""Addresses that may be followed, e.g. "https://www.congress.gov/"."""
_TAGS = {"bold": "strong", "italic": "em", "superscript": "sup", "subscript": "sub"}
_NOTE_SHOWN = 400
"""Characters of a note that its call shows on hover."""


def inline(carrier: Carrier, notes: Mapping[int, Footnote]) -> str:
    """Return a text as HTML; ``notes`` are the footnotes by number."""
    text = carrier.text
    calls = () if isinstance(carrier, Footnote) else carrier.footnote_refs
    links = [link for link in carrier.links if 0 <= link.start < link.end <= len(text)]
    cuts = {0, len(text)}
    cuts |= {end for link in links for end in (link.start, link.end)}
    cuts |= {min(call.offset, len(text)) for call in calls}
    cuts |= {min(end, len(text)) for mark in emphasis_of(carrier) for end in (mark.start, mark.end)}
    places = sorted(cuts)
    parts: list[str] = []
    opened: Link | None = None
    for start, end in zip(places, [*places[1:], places[-1]], strict=True):
        link = next((link for link in links if link.start <= start < link.end), None)
        if opened is not None and link is not opened:
            parts.append("</a>")
            opened = None
        parts.extend(_call(call, notes) for call in calls if min(call.offset, len(text)) == start)
        if link is not None and opened is None:
            parts.append(_open(link))
            opened = link
        parts.append(_styled(text[start:end], carrier, start))
    return "".join(parts)


def _styled(piece: str, carrier: Carrier, start: int) -> str:
    if not piece:
        return ""
    html = escape(piece).replace("\n", "<br>")
    for tag in [_TAGS[mark.style] for mark in emphasis_of(carrier) if mark.start <= start < mark.end]:
        html = f"<{tag}>{html}</{tag}>"
    return html


def _open(link: Link) -> str:
    """Return the start tag of a link; all are ``a`` elements, but only those that lead somewhere can be followed."""
    if link.target is not None:
        return f'<a class="internal" href="#{escape(link.target)}" title="to {escape(link.target)} in this document">'
    if link.href is not None and _HARMLESS.match(link.href):
        href = escape(link.href)
        return f'<a class="{link.kind}" href="{href}" title="{href}" target="_blank" rel="noopener noreferrer">'
    told = f"address not followed: {link.href}" if link.href is not None else "a link whose address is not known"
    return f'<a class="dead" title="{escape(told)}">'


def _call(call: FootnoteRef, notes: Mapping[int, Footnote]) -> str:
    note = notes.get(call.number)
    told = "no such note" if note is None else note.text
    told = told if len(told) <= _NOTE_SHOWN else f"{told[:_NOTE_SHOWN]}…"
    return f'<sup class="call"><a href="#fn{call.number}" title="{escape(told)}">{call.number}</a></sup>'
