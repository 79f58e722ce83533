"""What single elements claim: headings and their levels, lines of Contents, the web editions' own lines.

Always true: heading levels are ranks, 1 for the highest tag that the page uses below its title, for pages begin at
``h2`` or ``h3`` as they please.
"""

import re
from collections.abc import Iterator, Sequence

from msgspec import structs

from crsparse.elements import Element, Run
from crsparse.readers.html.inline import NOTE_NAME
from crsparse.readers.html.markup import Tag

_HEADING_CLASS = re.compile(r"heading([1-6])\Z")
"""``Heading1`` on congress.gov is a top section, which EveryCRSReport makes an ``h2``."""
_CONTENTS_CLASS = re.compile(r"toc-?_?(?:level-?)?([1-9])\Z")
"""Class of a line of Contents: ``TOC1``, ``toc-level-2``."""
_CONTENTS_SHARE = 0.8
"""Share of a list's letters that must stand in links into the page to make it a Contents."""
_DATE_AND_ID = re.compile(
    r"(?P<date>.*\b[A-Z][a-z]+ \d{1,2}, \d{4}) ?(?P<id>\((?:[A-Z]{1,3}\d{4,6}|\d{2}-\d{2,4}[A-Z]?|ZZZ[0-9A-F]{16})\))"
)
"""EveryCRSReport's ``Updated April 21, 2026 (IN12669)``: the date is the product's, the number the site's label."""
_AUTHORS_CLASS = frozenset({"authorline", "titleline", "authors", "author", "authorinfo", "authorinformation"})
_AUTHORS_HEADS = frozenset({"authorinformation", "authorcontactinformation", "authorsinformation"})
"""Headings above the authors; names and positions below are parted by ``<br>``."""
_NOTES_HEADS = frozenset({"footnotes", "footnote", "endnotes", "endnote", "notes"})
"""Headings that web editions put above the notes; in print the notes have none."""


def heading_level(tag: Tag) -> int | None:
    """Return the level that an element claims as a heading, 1 for the title; None when it claims none."""
    for name in sorted(tag.classes):
        match = _HEADING_CLASS.match(name)
        if match:
            return int(match[1]) + 1
    if tag.name in ("h1", "h2", "h3", "h4", "h5", "h6"):
        return int(tag.name[1])
    if tag.name in ("p", "div"):
        if "title" in tag.classes:
            return 1
        if "summaryheading" in tag.classes:
            return 2
    return None


def contents_level(tag: Tag) -> int | None:
    """Return the level that an element's class gives it as a line of Contents."""
    for name in sorted(tag.classes):
        match = _CONTENTS_CLASS.match(name)
        if match:
            return int(match[1])
    return None


def is_contents(tag: Tag) -> bool:
    """Tell whether a list's text, page numbers and leaders aside, stands nearly all in links into the page."""
    links = (link for link in tag.tags() if link.name == "a" and _is_inner(link.get("href") or ""))
    inside = sum(_letters(link.text) for link in links)
    return inside > 0 and inside >= _CONTENTS_SHARE * _letters(tag.text)


def leads_to_heading(run: Run) -> bool:
    """Tell whether a run stands in a link to a generated heading anchor, ``_Toc…``."""
    link = run.link
    return link is not None and link.destination is not None and (link.destination.name or "").startswith("_Toc")


def date_and_id(text: str) -> tuple[str, str] | None:
    """Return EveryCRSReport's line of date and number in its two parts; None for any other text."""
    match = _DATE_AND_ID.fullmatch(text)
    return (match["date"], match["id"]) if match else None


def names_authors(tag: Tag) -> bool:
    """Tell whether an element's class says that its lines are names and positions."""
    return bool(tag.classes & _AUTHORS_CLASS)


def heads_authors(text: str) -> bool:
    """Tell whether a heading stands above the authors' names and positions."""
    return "".join(filter(str.isalpha, text.casefold())) in _AUTHORS_HEADS


def ranked(elements: Sequence[Element]) -> Iterator[Element]:
    """Yield the elements with heading levels as ranks; a single ``h1`` that comes first is the title."""
    claimed = [element.level for element in elements if element.kind == "heading" and element.level]
    has_title = bool(claimed) and claimed[0] == 1 and claimed.count(1) == 1
    ranks = {level: rank for rank, level in enumerate(sorted(set(claimed[1:] if has_title else claimed)), 1)}
    for element in elements:
        if element.kind == "heading" and element.level:
            yield structs.replace(element, level=ranks.get(element.level, 1))
        else:
            yield element


def without_notes_head(elements: Iterator[Element]) -> Iterator[Element]:
    """Yield the elements; the heading that a web edition puts above the notes becomes furniture."""
    held: Element | None = None
    for element in elements:
        if held is not None:
            yield structs.replace(held, kind="furniture", level=None) if element.kind == "note" else held
            held = None
        if element.kind in ("heading", "paragraph", None) and element.text.casefold().strip(" :") in _NOTES_HEADS:
            held = element
        else:
            yield element
    if held is not None:
        yield held


def _is_inner(href: str) -> bool:
    return href.startswith("#") and len(href) > 1 and not NOTE_NAME.match(href[1:])


def _letters(text: str) -> int:
    return sum(map(str.isalpha, text))
