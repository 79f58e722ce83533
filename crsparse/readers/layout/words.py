"""What lines begin with: captions, legends below tables and figures, list markers, leaders of the Contents."""

import re

_CAPTION = re.compile(
    r"(Table|Figure|Exhibit|Chart|Map|(?:Text )?Box)\s+"
    r"(?:[A-Z]{1,2}[-–.]?\d{1,3}[a-zA-Z]?|\d{1,3}(?:[-–]\d{1,2})?[a-zA-Z]?|[IVX]+)"
    r"(?:\s?[.:](?!\d)|\s?[—–](?=\s?[A-Z]))"
)
"""``Table 1.``, ``Figure A-2.``, ``Table B1:``, ``Figure 1a.``, ``Box 2—Terms``; not ``Table 1 shows``."""
_CAPTION_INITIALS, _LEGEND_INITIALS = frozenset("TFECMB"), frozenset("SDTFNKLA")
TABLES, FIGURES = ("Table", "Exhibit"), ("Figure", "Chart", "Map")
"""Labels of what has rows, and of what is drawn."""
_LEGEND = re.compile(
    r"(?:(?:Sources?|Data [Ss]ources?)(?: and [Nn]otes?)?|(?:Table |Figure )?Notes?(?: and [Ss]ources?)?|Key|Legend|"
    r"Abbreviations?)\s*(?:\([^)]*\))?\s*(?::|\.\s)"
)
"""``Source:``, ``Notes:``, ``Sources and Notes:``, ``Note. ``; not ``Note that``."""
_BULLET = re.compile("[•●·∙▪■◦○❖➢✓∎◆\uf0a7\uf0b7\uf0d8\uf076\uf0fc\uf02d]")
_DASH = re.compile(r"[–—-]")
_LETTER_O = re.compile(r"o")
"""Word's second level is a Courier ``o``."""
_ORDINAL = re.compile(r"\(?(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,5})[.)]")
"""``1.``, ``(a)``, ``iv.``."""
_LEADER = re.compile(r"(?<!\d-)(?<!\.)(?<!\.\s)(?:\.\s?){4,}+\s*(?:[A-Z]{1,3}-)?(?:\d+|[ivxlc]+)?\s*$")
"""Dots that lead to a page number: ``Introduction ........ 1``, ``Summary . . . . ii``; not a scrubbed ``7-....``."""


def begins_caption(text: str, labels: tuple[str, ...] = ()) -> bool:
    """Tell whether ``text`` begins like a caption, with one of ``labels`` (``Table``, ``Figure``) if any are given."""
    match = _CAPTION.match(text) if text[:1] in _CAPTION_INITIALS else None  # most lines need no regular expression
    return match is not None and (not labels or match[1] in labels)


def begins_legend(text: str) -> bool:
    """Tell whether ``text`` begins like a source line or a note below a table or figure."""
    return text[:1] in _LEGEND_INITIALS and bool(_LEGEND.match(text))


def marker_of(text: str) -> str:
    """Return the list marker at the head of ``text`` that white space follows or that is all there is; else ``""``.

    >>> marker_of("• a hybrid"), marker_of("1. Honorable"), marker_of("U.S. Army"), marker_of("•")
    ('•', '1.', '', '•')
    """
    for pattern in (_BULLET, _DASH, _LETTER_O, _ORDINAL):
        match = pattern.match(text)
        if match and (match.end() == len(text) or text[match.end()] == " "):
            return match.group()
    return ""


def is_bullet(marker: str) -> bool:
    """Tell whether a marker can only be one: a bullet sign."""
    return bool(_BULLET.fullmatch(marker))


def has_leader(text: str) -> bool:
    """Tell whether ``text`` ends in a leader of dots, with or without a page number."""
    return (".." in text or ". ." in text) and bool(_LEADER.search(text))
