"""Inline: a text with its links, citations, note calls and emphasis as HTML.

Always true: text is escaped, and only addresses of the web and of mail become links; of others, ``javascript:`` among
them, the anchor is marked and the address shown. Anchors do not nest: a citation inside a link leads to the work's
places, the rest of the link to its address; a link that is a citation altogether has an arrow behind it.
"""

from collections.abc import Container, Iterator, Sequence
from html import escape

from crsparse.content import Carrier, emphasis_of
from crsparse.model import Footnote, FootnoteRef, Link
from crsparse.viewer.addresses import LEADS_AWAY, is_harmless
from crsparse.viewer.works import Mark

_TAGS = {"bold": "strong", "italic": "em", "superscript": "sup", "subscript": "sub"}


def inline(carrier: Carrier, notes: Container[int], marks: Sequence[Mark] = ()) -> str:
    """Return a text as HTML; ``notes`` are the numbers of the footnotes, ``marks`` the text's citations."""
    return "".join(_pieces(carrier, notes, marks))


def _pieces(carrier: Carrier, notes: Container[int], marks: Sequence[Mark]) -> Iterator[str]:
    text = carrier.text
    calls = () if isinstance(carrier, Footnote) else carrier.footnote_refs
    links = [link for link in carrier.links if 0 <= link.start < link.end <= len(text)]
    places = _cuts(carrier, links, calls, marks)
    opened: Link | Mark | None = None
    told: set[int] = set()  # starts of the links and citations of which a piece is written
    for start, end in zip(places, [*places[1:], places[-1]], strict=True):
        link = next((link for link in links if link.start <= start < link.end), None)
        wanted: Link | Mark | None = next((mark for mark in marks if mark.start <= start < mark.end), None) or link
        called = [call for call in calls if min(call.offset, len(text)) == start]
        if opened is not None and (opened is not wanted or called):
            yield "</a>"
            opened = None
        for ended in links:
            if ended.end == start and ended.start not in told:
                yield _arrow(ended, text)
        yield from (_call(call, notes) for call in called)
        if wanted is not None and opened is None and start < end:
            if isinstance(wanted, Mark):
                yield _cite(wanted, first=wanted.start == start)
            else:
                yield _open(wanted, "" if wanted.start in told else text[wanted.start : wanted.end], start, end)
                told.add(wanted.start)
            opened = wanted
        yield _styled(text[start:end], carrier, start)


def _cuts(carrier: Carrier, links: Sequence[Link], calls: Sequence[FootnoteRef], marks: Sequence[Mark]) -> list[int]:
    """Return the offsets at which something begins or ends."""
    length = len(carrier.text)
    cuts = {0, length}
    cuts |= {end for link in links for end in (link.start, link.end)}
    cuts |= {call.offset for call in calls}
    cuts |= {end for stretch in emphasis_of(carrier) for end in (stretch.start, stretch.end)}
    cuts |= {end for mark in marks for end in (mark.start, mark.end)}
    return sorted({min(cut, length) for cut in cuts})


def _styled(piece: str, carrier: Carrier, start: int) -> str:
    if not piece:
        return ""
    html = escape(piece).replace("\n", "<br>")
    for tag in [_TAGS[mark.style] for mark in emphasis_of(carrier) if mark.start <= start < mark.end]:
        html = f"<{tag}>{html}</{tag}>"
    return html


def _cite(mark: Mark, *, first: bool) -> str:
    name = f' id="c{mark.number}"' if first else ""
    return f'<a class="cite"{name} href="#work-{mark.work}" title="{escape(mark.hint)}">'


def _open(link: Link, anchor: str, start: int, end: int) -> str:
    """Return the start tag of a link; all are ``a`` elements, but only those that lead somewhere can be followed.

    ``anchor`` is the whole anchor for its first piece, which tells it where it is more than the piece, and empty for
    the others.
    """
    whole = (start, end) == (link.start, link.end)
    more = "" if whole else f' data-anchor="{escape(anchor)}"' if anchor else " data-rest"
    if link.target is not None:
        target = escape(link.target)
        return f'<a class="internal" href="#{target}" title="to {target} in this document"{more}>'
    if link.href is not None and is_harmless(link.href):
        href = escape(link.href)
        return f'<a class="{link.kind}" href="{href}" title="{href}" {LEADS_AWAY}{more}>'
    told = f"address not followed: {link.href}" if link.href is not None else "a link whose address is not known"
    return f'<a class="dead" title="{escape(told)}"{more}>'


def _arrow(link: Link, text: str) -> str:
    """Return a link whose words are citations: an arrow, which the style sheet draws, behind them."""
    anchor = text[link.start : link.end]
    tag = _open(link, anchor, 0, 0).replace('class="', 'class="arrow ', 1)
    return f'{tag[:-1]} aria-label="link of {escape(anchor)}"></a>'


def _call(call: FootnoteRef, notes: Container[int]) -> str:
    if call.number not in notes:
        return f'<sup class="call"><a class="dead" title="no such note">{call.number}</a></sup>'
    label = f'aria-label="note {call.number}"'
    return f'<sup class="call"><a href="#fn{call.number}" {label}>{call.number}</a></sup>'
