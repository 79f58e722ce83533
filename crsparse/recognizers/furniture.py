"""Furniture: running heads and feet, page numbers, logos, the imprint, and the version line.

Older products print ``Order Code RL32837``, ``CRS Report for Congress`` and ``Received through the CRS Web`` above the
title; EveryCRSReport appends a page that begins with its name.

What CRS prints. Head: the running title, or ``Congressional Research Service`` and the page. Foot: the same, an
address, and on the last page ``IN12680 · VERSION 1 · NEW``. The first page carries an imprint (``Congressional
Research Service``, ``https://crsreports.congress.gov``, the number) that tagged PDFs give as paragraphs in mid-text,
and a logo whose letters extract as ``INSIGHTi``. An In Focus ends with its bare number.

Cues, in this order: the reader's claim (artifacts, text that repeats over pages); the imprint's words, alone in their
element; the number alone in its element. The kind follows from words, then from the place on the page.

Always true: an element of prose is never furniture unless its reader says so.
Known to miss: a running head that occurs once and is tagged as a paragraph.
"""

import re
from collections.abc import Iterator

from crsparse.drafts import Claim, Facts, FurnitureDraft
from crsparse.model import FurnitureKind, Status
from crsparse.recognizers.view import View

PRODUCT_ID = r"(?:(?:RL|RS|RC|R|IF|IN|LSB|IB|TE|IG|IP|MG|WPD|WVB|ZZZ)-?\d{3,16}[A-Z]?|\d{2}-\d{1,4}[A-Z]?)"
"""``IN12030``, ``R48907``, ``98-317``, ``84-82F``."""
_VERSION = re.compile(
    r"(?:(?P<id>" + PRODUCT_ID + r")\s*)?[·•|]\s*VERSION\s+(?P<version>\d+)\s*[·•|]\s*(?P<status>NEW|UPDATED)\b"
)
"""``R48903 · VERSION 3 · UPDATED``; the number may stand in a line of its own."""
_ORDER_CODE = re.compile(r"Order\s+Code\s+(?P<id>" + PRODUCT_ID + r")\b")
_IMPRINT = re.compile(
    r"(?:Congressional Research Service|"
    r"(?:https?://)?(?:www\.)?(?:crsreports\.congress\.gov|congress\.gov/crs-products?|crs\.gov)/?|"
    r"CRS (?:INSIGHT|Insight|REPORT|Report|Legal Sidebar|In Focus|IN FOCUS)|"
    r"Prepared for Members and|Committees of Congress|"
    r"Prepared for Members and Committees of Congress|Informing the legislative debate since 1914|7-5700|"
    r"CRS (?:Report|Issue Brief) for Congress|Received through the CRS Web|"
    r"CRS (?:Report|Issue Brief) for Congress\s+Received through the CRS Web|"
    r"Congressional Research Service\s*[˜~•♦-]\s*The Library of Congress|INSIGHTi?|Legal Sidebari?|IN FOCUS)",
)
_NUMBER = re.compile(PRODUCT_ID)
_PAGE_NUMBER = re.compile(r"(?:CRS-|Page\s+)?(?:\d{1,4}|[ivxlc]{1,6})(?:\s+of\s+\d+)?", re.I)
_LOGO = re.compile(r"(?:INSIGHT|Legal Sidebar|IN FOCUS)\s*i?|SUMMARY", re.I)
_WORD_STRAY = re.compile(
    r"No table of (?:contents|figures) entries found\.|Error! (?:Bookmark|Reference source) not (?:defined|found)\."
)
"""What Word prints where a list that it should have made is empty (R48916)."""
_REPUBLISHER = re.compile(r"EveryCRSReport\.com", re.I)
"""The line with which EveryCRSReport begins the page that it appends."""
_APPENDED_WORDS = "Congressional Research Service"
"""What the next line of that page speaks of."""
_APPENDED_LENGTH = 12
"""Elements that the page has at most, where the source has no pages."""
_TOP = 0.12
"""Share of the page's height above which a line is a head."""
_COVER_TOP = 0.5
"""Share of the page's height above which older covers print their series, and below which they print the house."""
_BOTTOM = 0.86
"""Share of the page's height below which a line is a foot."""


def recognize(view: View) -> Iterator[Claim]:
    """Claim furniture; learn number, version and status from it."""
    first_pages = (None, 1)
    appended = _appended(view)
    for index in view.free:
        element, text = view.elements[index], view.texts[index]
        claimed = element.kind == "furniture"
        if element.kind == "note":
            continue  # calls lead to it, whatever it says
        if not claimed and index >= appended:
            if text:
                yield Claim((index,), furniture=(_draft(view, index, "other"),))
            continue
        if not claimed:
            if _WORD_STRAY.fullmatch(text):
                yield Claim((index,), furniture=(_draft(view, index, "other"),))
            if len(text) > 60 or _WORD_STRAY.fullmatch(text) or element.kind in ("table", "contents_entry"):
                continue
            imprint = _IMPRINT.fullmatch(text) and (element.page in first_pages or element.page is None)
            number = (_NUMBER.fullmatch(text) or _ORDER_CODE.fullmatch(text)) and not view.elements[index].rows
            if not (imprint or number):
                continue
        kind = _kind(view, index, text)
        yield Claim((index,), furniture=(_draft(view, index, kind),), facts=_facts(text))


def _draft(view: View, index: int, kind: FurnitureKind) -> FurnitureDraft:
    element = view.elements[index]
    return FurnitureDraft(index, kind, view.printed(index), element.page, element.placements)


def _appended(view: View) -> int:
    """Return the index from which on the last page is EveryCRSReport's own; the number of elements when none is."""
    for index, (element, text) in enumerate(zip(view.elements, view.texts, strict=True)):
        if not _REPUBLISHER.fullmatch(text):
            continue
        if element.page not in (None, 1) and element.page == view.profile.page_count:
            return index
        following = view.texts[index + 1 : index + 2]
        last = 0 < len(view.elements) - index <= _APPENDED_LENGTH and index > 0
        if element.page is None and last and following and _APPENDED_WORDS in following[0]:
            return index
    return len(view.elements)


def _kind(view: View, index: int, text: str) -> FurnitureKind:
    element = view.elements[index]
    if _LOGO.fullmatch(text):
        return "logo"
    if _PAGE_NUMBER.fullmatch(text) and not _NUMBER.fullmatch(text):
        return "page_number"
    if element.page is None or not view.profile.page_sizes:
        return "footer" if _IMPRINT.fullmatch(text) or _NUMBER.fullmatch(text) or _VERSION.search(text) else "other"
    height = view.profile.page_sizes[element.page - 1][1]
    top, bottom = element.placements[0].box[1], element.placements[0].box[3]
    if bottom < _TOP * height:
        return "header"
    if top < _COVER_TOP * height and _IMPRINT.fullmatch(text):
        return "header"
    if top > _BOTTOM * height or _IMPRINT.fullmatch(text) or _NUMBER.fullmatch(text):
        return "footer"
    return "other"


def _facts(text: str) -> Facts | None:
    match = _VERSION.search(text)
    if match:
        status: Status = "new" if match["status"] == "NEW" else "updated"
        return Facts(product_id=match["id"], version=int(match["version"]), status=status)
    match = _ORDER_CODE.search(text) or _NUMBER.fullmatch(text)
    if match:
        return Facts(product_id=match.groupdict().get("id") or match.group())
    return None
