"""Text with links, note calls and emphasis as CommonMark (https://spec.commonmark.org/0.31.2/).

A text is cut at the note calls, each piece at its links, each of those at bold, italic, superscript and subscript
stretches, in this order: what overlaps is cut at the outer one's ends, so the result nests whatever the offsets are.

Always true: rendered by a CommonMark parser, the result shows the text as it was, character by character, but for
spaces at the ends of lines. Where ``*`` and ``_`` would not be read as delimiters (inside a word, beside punctuation,
beside another delimiter) HTML's tags stand instead, which CommonMark reads everywhere.
"""

import re
import unicodedata
from collections.abc import Container, Iterable, Sequence

from msgspec import Struct

from crsparse.model import Emphasis, EmphasisStyle, FootnoteRef, Link

_STYLES: tuple[EmphasisStyle, ...] = ("bold", "italic", "superscript", "subscript")
"""From the outermost to the innermost."""
_TAGS = {"bold": "strong", "italic": "em", "superscript": "sup", "subscript": "sub"}
_DELIMITERS: dict[EmphasisStyle, tuple[str, ...]] = {"bold": ("**", "__"), "italic": ("*", "_")}

# Characters that mean something wherever they stand: emphasis, code, links, HTML, GFM's strikethrough, an escape.
# "&" only before what would be read as a character reference, e.g. "&amp;" or "&#38;"; "_" not inside a word, where it
# is harmless and common in addresses.
_SPECIAL = re.compile(r"[\\`*\[\]<~]|&(?=#?\w{1,31};)|(?<![^\W_])_|_(?![^\W_])")

# What begins a block when it begins a line: "#" and "##", ">", "-", "+", "=" (these also underline a heading or rule a
# line), "1." and "1)".
_LINE_START = re.compile(r"^(?:([#>+=-])|(\d{1,9})([.)])(?=\s|$))")
_CLOSING_HASHES = re.compile(r"#+$")
"""``#`` at the end of a heading would be read as its closing sequence."""

# What an address can't hold literally in a link destination.
_UNSAFE_IN_ADDRESS = re.compile(r"[\x00-\x20\x7f<>\\]")
_CHARACTER_REFERENCE = re.compile(r"&(?=#?\w{1,31};)")


# An address that stands as plain text, without the full stop or bracket after it: "https://www.crs.gov/~x/a_(b)_c."
_ADDRESS = re.compile(r"\bhttps?://[^\s<>]*[^\s<>.,;:!?'\")\]’”]")
_AUTOLINK = "<>"


class Piece(Struct, frozen=True):
    """A stretch of text that is a link, or one style, or neither."""

    start: int
    end: int
    value: str
    """Destination of the link, or ``on`` for a style; empty outside of both; ``<>`` for an address that is itself."""


class Inline(Struct, frozen=True):
    """A text with what is marked in it."""

    text: str
    links: Sequence[Link] = ()
    footnote_refs: Sequence[FootnoteRef] = ()
    emphasis: Sequence[Emphasis] = ()

    def lines(self, notes: Container[int] = (), targets: Container[str] = ()) -> list[str]:
        """Return the text as lines of Markdown, none of which begins a block by accident.

        ``notes`` are the numbers of the footnotes that will be defined; a call of another is only raised. ``targets``
        are the ids that internal links may lead to; an anchor that leads elsewhere is only text.
        """
        links = _links(self.links, self.text, targets)
        links = sorted((*links, *_autolinks(self.text, (*links, *self.emphasis))), key=lambda piece: piece.start)
        styles = {style: _stretches(self.emphasis, style, len(self.text)) for style in _STYLES}
        calls = sorted((_outside(ref.offset, links), ref.number) for ref in self.footnote_refs)
        out, done = "", 0
        for offset, number in calls:
            offset = max(done, min(offset, len(self.text)))
            out += self._linked(done, offset, links, styles, out[-1:])
            out += f"[^{number}]" if number in notes else f"<sup>{number}</sup>"
            done = offset
        out += self._linked(done, len(self.text), links, styles, out[-1:])
        lines = (" ".join(line.split()) for line in out.replace("\r", "\n").split("\n"))
        return [_LINE_START.sub(_escaped_start, line) for line in lines if line]

    def _linked(
        self, start: int, end: int, links: list[Piece], styles: dict[EmphasisStyle, list[Piece]], before: str
    ) -> str:
        """Return ``text[start:end]``; ``before`` is the character that stands before it in the output."""
        out = ""
        for piece in _cut(start, end, links):
            if piece.value == _AUTOLINK:
                out += f"<{self.text[piece.start : piece.end]}>"
            elif piece.value:
                inner = self._styled(piece, _STYLES, styles, "[", "]")
                out += f"[{inner}]({piece.value})" if inner.strip() else inner
            else:
                out += self._styled(piece, _STYLES, styles, out[-1:] or before, "")
        return out

    def _styled(
        self,
        piece: Piece,
        order: tuple[EmphasisStyle, ...],
        styles: dict[EmphasisStyle, list[Piece]],
        before: str,
        after: str,
    ) -> str:
        """Return ``piece`` with the styles of ``order``, outermost first."""
        if not order:
            text = escaped(self.text[piece.start : piece.end])
            more_follows = piece.end < len(self.text) or self.footnote_refs
            # "!" before a link or a note call would make an image of it
            return text[:-1] + "\\!" if more_follows and text.endswith("!") else text
        style, out = order[0], ""
        for part in _cut(piece.start, piece.end, styles[style]):
            following = after if part.end == piece.end else self.text[part.end]
            last = out[-1:] or before
            if not part.value:
                out += self._styled(part, order[1:], styles, last, following)
                continue
            start, end = _without_spaces(self.text, part.start, part.end)
            out += self.text[part.start : start]
            if start < end:
                inner = self._styled(Piece(start, end, ""), order[1:], styles, "(", ")")
                out += _marked(inner, style, out[-1:] or before, self.text[end] if end < part.end else following)
            out += self.text[end : part.end]
        return out


def escaped(text: str) -> str:
    """Return plain text as Markdown that shows it, wherever in a line it stands."""
    return _SPECIAL.sub(r"\\\g<0>", text)


def heading_line(lines: Iterable[str]) -> str:
    """Return lines as the content of one ATX heading."""
    return _CLOSING_HASHES.sub(r"\\\g<0>", " ".join(lines))


def destination(href: str) -> str:
    """Return an address as a link destination; what can't stand in one is percent-encoded."""
    href = _UNSAFE_IN_ADDRESS.sub(lambda match: f"%{ord(match.group()):02X}", href)
    href = _CHARACTER_REFERENCE.sub("&amp;", href)
    return f"<{href}>" if not href or "(" in href or ")" in href else href


def _escaped_start(match: re.Match[str]) -> str:
    sign, number, point = match.groups()
    return f"\\{sign}" if sign else f"{number}\\{point}"


def _links(links: Iterable[Link], text: str, targets: Container[str]) -> list[Piece]:
    """Return the links that lead somewhere; of two that overlap the later begins where the earlier ends."""
    pieces: list[Piece] = []
    done = 0
    for link in sorted(links, key=lambda link: (link.start, -link.end)):
        start, end = _without_spaces(text, max(link.start, done), min(link.end, len(text)))
        if link.kind == "internal":
            to = f"#{link.target}" if link.target is not None and link.target in targets else ""
        else:
            to = destination(link.href) if link.href else ""
        if to and start < end:
            pieces.append(Piece(start, end, to))
            done = end
    return pieces


def _autolinks(text: str, marked: Sequence[Piece | Emphasis]) -> list[Piece]:
    """Return the unmarked addresses in the text that escapes would spoil.

    GitHub makes links of bare addresses and takes a backslash in one for a part of it; CommonMark's ``<https://…>``
    shows the same text and is read by all alike.
    """
    return [
        Piece(match.start(), match.end(), _AUTOLINK)
        for match in _ADDRESS.finditer(text)
        if _SPECIAL.search(match.group())
        and not any(other.start < match.end() and match.start() < other.end for other in marked)
    ]


def _without_spaces(text: str, start: int, end: int) -> tuple[int, int]:
    """Return ``start`` and ``end`` moved inwards past spaces; both the same where there is nothing else."""
    stretch = text[start:end]
    start = end - len(stretch.lstrip()) if start < end else start
    return start, max(start, start + len(stretch.strip()))


def _stretches(emphasis: Iterable[Emphasis], style: EmphasisStyle, length: int) -> list[Piece]:
    """Return the stretches of one style; those that touch or overlap are made one."""
    pieces: list[Piece] = []
    for start, end in sorted((item.start, min(item.end, length)) for item in emphasis if item.style == style):
        if start >= end:
            continue
        if pieces and start <= pieces[-1].end:
            last = pieces.pop()
            start, end = last.start, max(end, last.end)
        pieces.append(Piece(start, end, "on"))
    return pieces


def _cut(start: int, end: int, pieces: Iterable[Piece]) -> list[Piece]:
    """Return what ``pieces`` make of ``start`` to ``end``: their parts, and the gaps between them."""
    parts: list[Piece] = []
    done = start
    for piece in pieces:
        left, right = max(piece.start, start), min(piece.end, end)
        if left >= right:
            continue
        if left > done:
            parts.append(Piece(done, left, ""))
        parts.append(Piece(left, right, piece.value))
        done = right
    if done < end:
        parts.append(Piece(done, end, ""))
    return parts


def _outside(offset: int, links: Iterable[Piece]) -> int:
    """Return ``offset``, or the end of the link it stands inside of: a call is a link, and links do not nest."""
    return next((link.end for link in links if link.start < offset < link.end), offset)


def _marked(inner: str, style: EmphasisStyle, before: str, after: str) -> str:
    """Return ``inner`` between delimiters if CommonMark reads them as such between these characters, else in tags."""
    for mark in _DELIMITERS.get(style, ()):
        sign = mark[0]
        if sign in (before, after, inner[0], inner[-1]):
            continue  # delimiters that touch are read as one run
        # https://spec.commonmark.org/0.31.2/#left-flanking-delimiter-run
        opens = not _may_be_punctuation(inner[0]) or _separates(before)
        closes = not _may_be_punctuation(inner[-1]) or _separates(after)
        if sign == "_":  # does not work inside of words
            opens, closes = opens and _separates(before), closes and _separates(after)
        if opens and closes:
            return f"{mark}{inner}{mark}"
    tag = _TAGS[style]
    return f"<{tag}>{inner}</{tag}>"


def _separates(character: str) -> bool:
    """Return whether every version of CommonMark holds ``character`` (empty at an end) for space or punctuation."""
    return not character or character.isspace() or unicodedata.category(character)[0] == "P" or character in "$+<=>^`|~"


def _may_be_punctuation(character: str) -> bool:
    """Return whether some version of CommonMark holds ``character`` for punctuation; symbols are since 0.31."""
    return unicodedata.category(character)[0] in "PS"
