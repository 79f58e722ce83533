"""What tables and figures share: captions, subtitles, and the Source and Notes below.

What CRS prints: ``Table 1. Caption`` in bold Gill Sans above; below it, smaller, a subtitle (``In Millions of
Dollars``); under the table or figure ``Source:``, ``Notes:`` and lettered notes in small Gill Sans. Tags call a
caption H1, P or LI, and a subtitle or a lettered note may be found among the footnotes (R48907, R48911).

Known to miss: a note below a table that has neither its words nor its type.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from itertools import islice

from crsparse.elements import Placement
from crsparse.geometry import Box, overlap_x
from crsparse.inline import Inline, cut, head, join
from crsparse.looks import family
from crsparse.recognizers.view import CAPTION, View

_BEHIND = r"\s*(?:\([^)]*\))?\s*(?::|\.\s)"
"""What follows these words: ``:``, ``. ``, or first something in parentheses."""
_SOURCE = re.compile(r"(?:Sources?|Data [Ss]ources?)(?: and [Nn]otes?)?" + _BEHIND)
"""``Source:``, ``Sources and Notes:``, ``Data source:``."""
_NOTES = re.compile(r"(?:(?:Table |Figure )?Notes?(?: and [Ss]ources?)?|Key|Legend|Abbreviations?)" + _BEHIND)
"""``Notes:``, ``Note. ``, ``Key:``; not ``Note that``."""
_NOTES_INSIDE = re.compile(r"(?<=\S)\s+(?=Notes?:\s)")
_LETTERED = re.compile(r"(?:[a-z]{1,2}|\*+|†|‡)[.)]?\s+\S")
_WEB_HINT = re.compile(
    r"(?:This )?(?:figure|table|map|graphic) is interactive in the (?:HTML|web|online) version", re.I
)
"""``Figure is interactive in the HTML version of this report.`` (RS22331): set like a subtitle, but no part of a
caption."""
_GAP = 34.0
"""Points that may lie between a table and its notes, and between one note and the next."""
_SUBTITLE = 220
"""Characters of the longest subtitle."""


def captions(view: View, words: tuple[str, ...]) -> tuple[int, ...]:
    """Return the free elements that are captions beginning with one of ``words`` (Table, Figure)."""
    found = []
    for index in view.free:
        element = view.elements[index]
        match = CAPTION.match(view.texts[index])
        if not match or not match["label"].startswith(words) or len(view.texts[index]) > 500:
            continue
        if element.kind in ("table", "furniture", "contents_entry") or view.parts[index] == "contents":
            continue
        if element.marker is not None:
            continue  # an item or note that begins with the words of a caption
        look = view.looks[index]
        like_body = look.size and not look.bold and look.family == _family_of_body(view)
        if element.kind in (None, "paragraph", "list_item", "note") and like_body:
            continue  # "Table 1. shows" at the head of a paragraph
        found.append(index)
    return tuple(found)


def split_caption(text: str) -> tuple[str | None, str | None]:
    """Return label and caption of a caption line.

    >>> split_caption("Table A-2. Trade with Canada")
    ('Table A-2', 'Trade with Canada')
    """
    match = CAPTION.match(text)
    if not match:
        return None, None
    return " ".join(match["label"].split()), match["caption"].strip()


def subtitles(view: View, caption: int, box: Box | None, page: int | None, between: Sequence[int]) -> list[int]:
    """Return the elements between a caption and what it captions: by order or, among notes, by place on the page."""
    found = [index for index in between if _may_be_subtitle(view, index)]
    top = view.elements[caption].placements
    if box is not None and top and top[-1].page == page:
        ceiling = top[-1].box[3]
        for index in view.free:
            element = view.elements[index]
            if index in found or element.kind not in ("note", "list_item", "paragraph", None) or not element.placements:
                continue
            place = element.placements[0]
            if (
                place.page == page
                and ceiling - 3 <= place.box[1]
                and place.box[3] <= box[1] + 4
                and overlap_x(place.box, box) > 0
                and _may_be_subtitle(view, index)
            ):
                found.append(index)
    return sorted(found)


def _may_be_subtitle(view: View, index: int) -> bool:
    element = view.elements[index]
    if element.kind in ("figure", "table", "furniture", "contents_entry") or not view.texts[index]:
        return False
    look = view.looks[index]
    if look.size and look.family == _family_of_body(view):
        return False
    return len(view.texts[index]) <= _SUBTITLE and not CAPTION.match(view.texts[index])


def web_hints(view: View, indexes: Sequence[int]) -> list[int]:
    """Return those of ``indexes`` that only point to the web edition; they are notes."""
    return [index for index in indexes if _WEB_HINT.match(view.texts[index])]


def notes_below(
    view: View, last: int, box: Box | None, page: int | None, free: AbstractSet[int]
) -> tuple[list[int], list[int]]:
    """Return the elements of the source lines and of the notes below a table or figure.

    ``last`` is the index of the element they follow, ``box`` and ``page`` say where that ends, ``free`` holds the
    elements that nothing has claimed.
    """
    sources: list[int] = []
    notes: list[int] = []
    current: list[int] | None = None
    bottom, where = (box[3] if box else None), page
    for index in _following(view, last, box, page, free):
        element, text = view.elements[index], view.printed(index)
        place = element.placements[0] if element.placements else None
        small = _is_small(view, index)
        starts_source, starts_notes = bool(_SOURCE.match(text)), bool(_NOTES.match(text))
        if element.kind in ("heading", "table", "figure", "contents_entry") or CAPTION.match(text):
            break
        lettered = bool(_LETTERED.match(text))
        goes_on = current is not None and lettered and view.looks[index].size == 0.0
        if not (starts_source or starts_notes or goes_on or (small and (current is not None or lettered or place))):
            break
        if place and bottom is not None and where is not None:
            near = place.page == where and -6 <= place.box[1] - bottom <= _GAP
            over = place.page == where + 1 and place.box[1] < 140
            if not near and not over:
                break
        if starts_source:
            current = sources
        elif starts_notes or current is None or lettered:
            current = notes
        current.append(index)
        if place:
            bottom, where = element.placements[-1].box[3], element.placements[-1].page
    return sources, notes


def _following(view: View, last: int, box: Box | None, page: int | None, free: AbstractSet[int]) -> list[int]:
    """Return the free elements after ``last``, by place where there is one.

    Tags may put notes among the footnotes, and those that run on to the next page before the table (R46646, Table 2).
    """
    if box is None:
        after = islice(view.free, bisect_right(view.free, last), None)
        return list(islice((index for index in after if index in free), 20))
    near = []
    for index in view.free:
        element = view.elements[index]
        if index not in free or not element.placements or element.kind == "furniture":
            continue
        place = element.placements[0]
        if (place.page == page and place.box[1] >= box[3] - 6 and overlap_x(place.box, box) > 0) or (
            page is not None and place.page == page + 1 and (index > last or _is_small(view, index))
        ):
            near.append(index)
    near.sort(key=lambda index: (view.elements[index].page or 0, view.elements[index].placements[0].box[1], index))
    return near[:40]


def _is_small(view: View, index: int) -> bool:
    """Tell whether an element is set like notes below a table: another family than the body's, and smaller."""
    look = view.looks[index]
    return bool(look.size) and look.family != _family_of_body(view) and look.size < view.profile.body_size + 0.3


def _family_of_body(view: View) -> str:
    return family(view.profile.body_font)


def source_and_notes(view: View, sources: Sequence[int], notes: Sequence[int]) -> tuple[Inline | None, Inline | None]:
    """Return source and notes; notes that go on in the source's own paragraph are set apart (R47194, Table A-2)."""
    source, remarks = joined(view, sources), joined(view, notes)
    inner = _NOTES_INSIDE.search(source.text) if source else None
    if source and inner:
        own = cut(source, inner.start())
        remarks = own if remarks is None else join(own, remarks, "\n")
        source = head(source, inner.start())
    return source, remarks


def joined(view: View, indexes: Sequence[int], separator: str = "\n") -> Inline | None:
    """Return the texts of some elements as one, None for no elements."""
    result: Inline | None = None
    for index in indexes:
        inline = view.inline(index)
        result = inline if result is None else join(result, inline, separator)
    return result


def placed(view: View, indexes: Sequence[int]) -> tuple[Placement, ...]:
    """Return where some elements stand, page by page."""
    places = (place for index in indexes for place in view.elements[index].placements)
    return tuple(sorted(places, key=lambda place: place.page))
