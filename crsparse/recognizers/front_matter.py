"""Front matter: title, date, and what else stands before the first part.

What CRS prints: the title, in the largest type of page 1, over several lines; ``April 14, 2026`` or ``Updated April 14,
2026``, below it or (In Focus) above it. A report prints its title again on the summary page.

Cues, in this order: the words of a date; the largest type on page 1, at least 1.25 times the body's; where there are no
sizes, the first element that is no date. A second printing is known by its words.

Always true: at most one element, or neighbours in one style, give the title. Known to miss: a subtitle in the title's
own size is part of the title; one in another family is a paragraph of the front."""

from collections.abc import Iterator

from msgspec.structs import replace

from crsparse.drafts import Claim, Facts
from crsparse.inline import Inline, join
from crsparse.recognizers.landmarks import DATE, MONTHS
from crsparse.recognizers.view import View, key

_LONGEST_SUBTITLE = 200
"""Characters."""
_BIGGER = 1.25
"""Least size of a title, as a share of the body's."""


def recognize(view: View) -> Iterator[Claim]:
    """Claim the front's title and date lines, and the title's second printing."""
    front = [
        index
        for index in view.free
        if view.parts[index] == "front" and view.elements[index].kind not in ("table", "figure", "note")
    ]
    dates = [index for index in front if DATE.fullmatch(view.texts[index])]
    title = _title(view, [index for index in front if index not in dates])
    if title:
        inline = Inline()
        for index in title:
            inline = join(inline, view.inline(index), " ")
        block = replace(
            view.block(title[0], "title", inline, part="front"),
            placements=tuple(place for index in title for place in view.elements[index].placements),
        )
        yield Claim(tuple(title), (block,), facts=Facts(title=inline.text))
        again = key(inline.text)
        below = _subtitle(view, title[-1], front)
        if below is not None and below not in dates and key(view.texts[below]) != again:
            yield Claim((below,), (view.block(below, "title"),), facts=Facts(subtitle=view.texts[below]))
        for index in view.free:
            if index in title or view.parts[index] not in ("front", "summary") or key(view.texts[index]) != again:
                continue
            if view.elements[index].kind not in ("table", "furniture", "note", "figure"):
                yield Claim((index,), (view.block(index, "title", part="front"),))
    for place, index in enumerate(dates):
        facts = _date_facts(view.texts[index]) if place == 0 else None
        yield Claim((index,), (view.block(index, "paragraph", part="front"),), facts=facts)


def _title(view: View, front: list[int]) -> list[int]:
    candidates = [index for index in front if view.elements[index].page in (None, 1) and view.texts[index]]
    if not candidates:
        return []
    sizes = [view.looks[index].size for index in candidates]
    largest = max(sizes)
    if largest == 0.0:
        return candidates[:1]
    if largest < _BIGGER * view.profile.body_size:
        return []
    chosen: list[int] = []
    for index, size in zip(candidates, sizes, strict=True):
        if size == largest and (not chosen or index == chosen[-1] + 1):
            chosen.append(index)
    return chosen


def _subtitle(view: View, title: int, front: list[int]) -> int | None:
    """Return the element right below the title that is set in its family, smaller, but larger than the body."""
    below = next((index for index in front if index > title), None)
    if below is None or view.elements[below].page != 1 or not view.looks[below].size:
        return None
    look, above = view.looks[below], view.looks[title]
    fits = look.family == above.family and _BIGGER * view.profile.body_size <= look.size < above.size
    return below if fits and len(view.texts[below]) < _LONGEST_SUBTITLE else None


def _date_facts(text: str) -> Facts | None:
    match = DATE.fullmatch(text)
    if not match:
        return None
    date = f"{match['year']}-{MONTHS.index(match['month']) + 1:02d}-{int(match['day']):02d}"
    return Facts(publication_date=date, date_label=text)
