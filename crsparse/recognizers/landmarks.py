"""Parts: front, summary, contents, body, appendixes and the matter at the end.

What CRS prints. Reports: a cover; a summary page (a box with number, date and authors, the title again, or the heading
``Summary``); ``Contents`` with ``Figures``, ``Tables``, ``Appendixes``, ``Contacts``; the body; ``Appendix …``;
``Author Information``, ``Acknowledgments``, ``Disclaimer``. Issue Briefs: a cover; ``CONTENTS`` without dots or page
numbers; the title again and ``SUMMARY``; the body. Insights, Sidebars and In Focus: title and date, then the body at
once.

Cues, in this order: a short element that says nothing but the name of a part; the lines of a Contents; a first
paragraph of prose. Position and font serve only where words don't.

Always true: parts never go back, but for an appendix heading after the end matter, which is left where it stands.
Known to miss: a summary that has neither box, title, heading nor Contents after it is body.
"""

import re
from bisect import bisect_right
from collections.abc import Container, Iterable, Sequence
from itertools import islice

from crsparse.elements import Element, Profile
from crsparse.model import Part
from crsparse.recognizers.view import key

LEADER = re.compile(r"(?<!\d-)(?<!\.)(?<!\.\s)(?:\.\s?){4,}+\s*(?:[A-Z]{1,3}-)?(?:\d+|[ivxlc]+)?\s*$")
"""Dots that lead to a page number: ``Introduction ........ 1``, ``Summary . . . . . . ii``, ``Scope .... CRS-4``; but
no scrubbed telephone number, ``7-....``. Looked for where dots begin, or a row of 30,000 is tried from each of them."""
_ENTRY = re.compile(
    r"(?P<title>.*?)\s*(?:(?:\.\s?){3,}|\s{2,}|\s(?=\S+$))\s*(?P<page>(?:[A-Z]{1,3}-)?(?:\d+|[ivxlc]+))?\s*$", re.S
)
"""Title, leader, page label. Without a leader the last word is a label only when it is a number."""
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
DATE = re.compile(
    r"(?P<status>Updated|Revised|Last [Uu]pdated)?:?\s*(?P<month>"
    + "|".join(MONTHS)
    + r")\s+(?P<day>\d{1,2}),\s+(?P<year>\d{4})"
)
"""``Updated April 23, 2026``."""
_CONTENTS_HEADS = frozenset(
    {
        "contents",
        "tableofcontents",
        "figures",
        "tables",
        "appendixes",
        "appendices",
        "appendix",
        "contacts",
        "listoftables",
        "listoffigures",
        "boxes",
        "textboxes",
        "charts",
        "exhibits",
        "maps",
    }
)
_PROSE = 160
"""Characters that make a first paragraph: titles and author titles are shorter."""
_BODY_NAME = "Content"
"""Name of the anchor that EveryCRSReport sets where the body begins, after the summary."""
_LONGEST_ENTRY = 300
"""Characters of the longest line of the Contents."""
_LEAST_ANNOUNCED = 3
"""Lines that make a Contents without page numbers."""
_CONTENTS = ("contents", "tableofcontents")
_LONGEST_NAME = 60
"""Characters of a line that can be the heading of a part."""
_END_MATTER: dict[str, Part] = {
    "authorinformation": "author_information",
    "authorcontactinformation": "author_information",
    "authorsinformation": "author_information",
    "acknowledgments": "acknowledgments",
    "acknowledgements": "acknowledgments",
    "acknowledgment": "acknowledgments",
    "disclaimer": "disclaimer",
}
_APPENDIX = re.compile(r"(?:Appendi(?:x|xes|ces)|APPENDI(?:X|XES|CES)|Annex(?:es)?)\b")
"""``Appendix A. Terms``, ``Appendixes``."""
_DISCLAIMER_STARTS = (
    "This document was prepared by the Congressional Research Service",
    "These documents were prepared by the Congressional Research Service",
    "The Congressional Research Service works exclusively for the Congress",
)


def parts_of(elements: Sequence[Element], texts: Sequence[str], profile: Profile) -> tuple[Part, ...]:
    """Return the part of each element."""
    keys = [key(text) if len(text) < _LONGEST_NAME else "" for text in texts]
    announced = announcing(elements, texts)
    contents = _first_contents(elements, keys, announced)
    parts: list[Part] = []
    state: Part = "front"
    dated = titled = False
    prose_page: int | None = None
    marked = any(_BODY_NAME in element.names for element in elements)
    for index, element in enumerate(elements):
        text = texts[index]
        if element.kind == "furniture":
            parts.append(state)
            continue
        if state == "front":
            if keys[index] == "summary" or (contents is not None and index == contents):
                state = "summary" if keys[index] == "summary" else "contents"
            elif _is_body_start(element, text, keys[index], dated, titled, profile):
                state = (
                    "summary"
                    if (contents is not None and index < contents) or _box_on_page(elements, index)
                    else "body"
                )
                prose_page = element.page
            is_date = bool(DATE.fullmatch(text))
            dated, titled = dated or is_date, titled or not is_date
        elif state == "summary":
            if index == contents:
                state = "contents"
            elif marked:
                state = "body" if _BODY_NAME in element.names else state
            elif element.kind == "heading" and _ends_summary(index, contents, element.page, prose_page):
                state = "body"
        elif state == "contents":
            if keys[index] == "summary" and element.kind in ("heading", "paragraph", None) and index not in announced:
                state = "summary"  # Issue Briefs and EveryCRSReport put the Contents first
            elif (
                "summary" in keys[index + 1 : index + 3]
                and text
                and not is_entry(element, text)
                and index not in announced
            ):
                parts.append("front")  # the title again, above the summary
                continue
            elif (
                not _is_contents(element, text, keys[index])
                and index not in announced
                and not _heads_entries(elements, texts, index)
            ):
                state = "body"
        if state in ("body", "appendix") or state in _END_MATTER.values():
            state = _later(state, element, text, keys[index])
        parts.append(state)
    return tuple(parts)


def end_matter_of(text: str) -> Part | None:
    """Return the part at the end of a product that a line heads; None for nearly all lines."""
    return _END_MATTER.get(key(text)) if len(text) < _LONGEST_NAME else None


def announcing(elements: Sequence[Element], texts: Sequence[str]) -> frozenset[int]:
    """Return the lines of a Contents that has no page numbers: each announces a line that comes later.

    The lines follow the heading ``Contents`` without a gap, and there are at least three.
    """
    heads = [index for index, text in enumerate(texts) if len(text) < _LONGEST_NAME and key(text) in _CONTENTS]
    if all(_heads_entries(elements, texts, head) for head in heads):
        return frozenset()
    names = [key(text) if len(text) < 200 else "" for text in texts]
    last = {name: index for index, name in enumerate(names)}
    named = [index for index, name in enumerate(names) if name and elements[index].kind != "furniture"]
    for start in heads:
        found: list[int] = []
        for index in islice(named, bisect_right(named, start), None):
            if last[names[index]] <= index or is_entry(elements[index], texts[index]):
                break
            found.append(index)
        if len(found) >= _LEAST_ANNOUNCED:
            return frozenset(found)
    return frozenset()


def _heads_entries(elements: Sequence[Element], texts: Sequence[str], index: int) -> bool:
    """Tell whether an entry follows at once: a further list's heading, or the first line of an entry cut in two."""
    rest = (place for place in range(index + 1, len(elements)) if elements[place].kind != "furniture")
    following = next(rest, None)
    return (
        len(texts[index]) < _LONGEST_ENTRY and following is not None and is_entry(elements[following], texts[following])
    )


def _first_contents(elements: Sequence[Element], keys: Sequence[str], announced: frozenset[int]) -> int | None:
    """Return the index of the heading ``Contents``: one that a line of contents follows soon."""
    for index, name in enumerate(keys):
        if name in _CONTENTS and elements[index].kind != "furniture":
            following = elements[index + 1 : index + 6]
            if any(is_entry(element, element.text) for element in following) or index + 1 in announced:
                return index
    return None


def is_entry(element: Element, text: str) -> bool:
    """Tell whether an element is a line of a Contents."""
    dotted = ".." in text or ". ." in text  # most texts need no regular expression
    return element.kind == "contents_entry" or (dotted and bool(LEADER.search(text)))


def _is_contents(element: Element, text: str, name: str) -> bool:
    return (
        is_entry(element, text)
        or name in _CONTENTS_HEADS
        or name == "notableofcontentsentriesfound"
        or (element.kind == "figure" and not text)
    )


def _ends_summary(index: int, contents: int | None, page: int | None, prose_page: int | None) -> bool:
    """Tell whether a heading after the summary's ends it: unless the Contents are still to come, by the page if
    known."""
    if contents is not None:
        return index > contents
    return page is None or page != prose_page


def _is_body_start(element: Element, text: str, name: str, dated: bool, titled: bool, profile: Profile) -> bool:
    if element.kind in ("table", "figure", "note"):
        return False
    if len(text) >= _PROSE and (text.count(" ") > 15):
        return not name
    if element.kind in ("list_item", "quote"):
        return dated
    # an In Focus or a Sidebar may open with a heading; the title, too, is claimed to be one, but it comes first or big
    if not dated or element.kind != "heading" or not element.runs:
        return False
    return element.runs[0].size < 1.6 * profile.body_size or (titled and profile.body_size == 0)


def _box_on_page(elements: Sequence[Element], index: int) -> bool:
    """Tell whether a box of one column, the summary page's, stands on this element's page, which is not the first."""
    page = elements[index].page
    if page is None or page == 1:
        return False
    return any(
        element.kind == "table" and element.page == page and len(element.rows) <= 2 and len(element.rows[0]) == 1
        for element in elements[max(0, index - 8) : index]
    )


def _later(state: Part, element: Element, text: str, name: str) -> Part:
    if name in _END_MATTER and element.kind not in ("list_item", "note", "table"):
        return _END_MATTER[name]
    if name == "keypolicystaff" and state in _END_MATTER.values():
        return "author_information"
    if text.startswith(_DISCLAIMER_STARTS):
        return "disclaimer"
    if state == "body" and element.kind == "heading" and _APPENDIX.match(text) and len(text) < 250:
        return "appendix"
    return state


def titles_of(elements: Iterable[Element], texts: Iterable[str]) -> frozenset[str]:
    """Return what the elements claimed to be headings say, for :func:`split_entry`."""
    return frozenset(key(text) for element, text in zip(elements, texts, strict=True) if element.kind == "heading")


def split_entry(text: str, titles: Container[str] = frozenset()) -> tuple[str, str | None]:
    """Return title and page label of a line of the Contents; ``titles`` are those of the headings, as keys.

    Web editions print no page labels: a number without leader belongs to the title when a heading says so.

    >>> split_entry("Introduction ............ 1")
    ('Introduction', '1')
    """
    match = _ENTRY.match(text)
    if not match or not match["title"] or (".." not in text and key(text) in titles):
        return text, None
    page = match["page"]
    if page is None and "..." not in text:
        return text, None
    return match["title"].rstrip(" ."), page
