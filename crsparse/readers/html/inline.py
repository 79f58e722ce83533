"""Text within one line or paragraph of a page, to runs: white space, styles, links, note calls.

White space is collapsed as browsers do, non-breaking spaces too; ``<br>`` is a space inside a paragraph, two in a row
begin a new one. Styles come from elements (``b``, ``em``, ``sup``) and from ``style`` attributes.
"""

import re
from itertools import groupby
from operator import itemgetter
from urllib.parse import unquote

from msgspec import Struct, structs

from crsparse.elements import Anchor, Destination, Run
from crsparse.readers.html.markup import Tag
from crsparse.text_norm import clean

NOTE_NAME = re.compile(r"(?:fn|_?ftn|footnote[-_]?)(\d{1,4})\Z", re.IGNORECASE)
"""Anchor of a note: ``fn12`` on congress.gov and EveryCRSReport, ``_ftn12`` from Word."""
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_ITALIC = re.compile(r"font-style\s*:\s*(?:italic|oblique)", re.IGNORECASE)
_SUPER = re.compile(r"vertical-align\s*:\s*super", re.IGNORECASE)
_SUB = re.compile(r"vertical-align\s*:\s*sub", re.IGNORECASE)
_SCHEME = re.compile(r"\s*(?:javascript|vbscript|data)\s*:", re.IGNORECASE)
"""Addresses that are programs and lead nowhere."""
_LINE_ENDS = re.compile(r"[\t\n\r]")
"""What browsers take out of an address before they look at it (WHATWG URL, 4.4)."""
_CALL = re.compile(r"\s*[\[(]?\d{1,4}[\])]?\s*\Z")
"""Text of a note call: ``12``, ``[12]``."""
_SPACES = re.compile(r" +")

BREAK = "\n"
"""Mark of a ``<br>`` in collected text; in a finished note, the mark between two paragraphs."""


class Style(Struct, frozen=True):
    """What holds for the text at one place of the page."""

    bold: bool = False
    italic: bool = False
    superscript: bool = False
    subscript: bool = False
    link: Anchor | None = None

    def within(self, tag: Tag) -> "Style":
        """Return the style inside ``tag``, links aside."""
        name, declared = tag.name, tag.get("style") or ""
        bold = name in ("b", "strong") or bool(declared and _BOLD.search(declared))
        italic = name in ("i", "em", "cite", "dfn", "var") or bool(declared and _ITALIC.search(declared))
        superscript = name == "sup" or bool(declared and _SUPER.search(declared))
        subscript = name == "sub" or bool(declared and _SUB.search(declared))
        if not (bold or italic or superscript or subscript):
            return self
        return Style(
            self.bold or bold,
            self.italic or italic,
            self.superscript or superscript,
            self.subscript or subscript,
            self.link,
        )


class Links:
    """Numbers the links of a page and says where each leads."""

    def __init__(self, names: frozenset[str]) -> None:
        self.names = names
        self.count = 0

    def style(self, tag: Tag, style: Style) -> Style:
        """Return the style inside an ``<a>``; an ``<a>`` that is only a name is no link."""
        href = tag.get("href")
        if href is None and tag.names:
            return style
        self.count += 1
        anchor = self._anchor(href)
        call = anchor.destination and NOTE_NAME.match(anchor.destination.name or "") and _CALL.match(tag.text)
        return structs.replace(style, link=anchor, superscript=style.superscript or bool(call))

    def _anchor(self, href: str | None) -> Anchor:
        key = self.count
        href = _LINE_ENDS.sub("", href or "").strip()
        if not href or href == "#" or _SCHEME.match(href):
            return Anchor(key)
        address, mark, fragment = href.partition("#")
        name = unquote(fragment)
        # a page may spell out its own address before the anchor; generated names are as good as unique
        if mark and (not address or (name in self.names and name.startswith(("_Toc", "_Ref")))):
            return Anchor(key, destination=Destination(None, name=name))
        return Anchor(key, href)


class Line:
    """Collects the text of one unit."""

    def __init__(self) -> None:
        self.pieces: list[tuple[str, Style]] = []
        self.prefix: tuple[str, Style] | None = None

    def add(self, text: str, style: Style) -> None:
        """Add text as it stands in the markup."""
        self.pieces.append((text.replace(BREAK, " "), style))

    def lead(self, text: str, style: Style) -> None:
        """Put text before the next paragraph that has any."""
        self.prefix = (text, style)

    def add_break(self, style: Style) -> None:
        """Add a ``<br>``."""
        self.pieces.append((BREAK, style))

    def paragraphs(self, *, by_line: bool = False) -> list[tuple[Run, ...]]:
        """Return the paragraphs collected, and forget them; empty ones are left out.

        ``by_line`` makes each ``<br>`` begin a paragraph, not only the second of two.
        """
        if self.prefix and any(text.strip() for text, _ in self.pieces):
            self.pieces.insert(0, self.prefix)
            self.prefix = None
        groups: list[list[tuple[str, Style]]] = [[]]
        broken = False
        for text, style in self.pieces:
            if text == BREAK:
                if broken or by_line:
                    groups.append([])
                broken = True
                groups[-1].append((" ", style))
            else:
                broken = broken and not text.strip()
                groups[-1].append((text, style))
        self.pieces = []
        return [runs for runs in map(runs_of, groups) if runs]


def runs_of(pieces: list[tuple[str, Style]]) -> tuple[Run, ...]:
    """Return clean runs with single spaces and none at the ends; neighbours of one style are one run."""
    texts: list[tuple[str, Style]] = []
    spaced = True
    for style, group in groupby(pieces, key=itemgetter(1)):
        # cleaned when whole: an entity may stand between a letter and its accent
        text = _SPACES.sub(" ", clean("".join(piece for piece, _ in group)))
        if spaced:
            text = text.lstrip(" ")
        if text:
            spaced = text[-1] == " "
            texts.append((text, style))
    while texts and not texts[-1][0].rstrip(" "):
        texts.pop()
    if texts:
        texts[-1] = (texts[-1][0].rstrip(" "), texts[-1][1])
    return tuple(
        Run(
            text,
            bold=style.bold,
            italic=style.italic,
            superscript=style.superscript,
            subscript=style.subscript,
            link=style.link,
        )
        for text, style in texts
    )
