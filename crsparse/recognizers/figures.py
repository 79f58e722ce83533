"""Figures: caption, image, the text drawn in it, Source and Notes.

What CRS prints: ``Figure 1. Caption`` in bold Gill Sans above the image, a second line of the caption in smaller type
between (``FY2016-FY2026``), ``Source:`` and ``Notes:`` below;
in an In Focus all inside a column (IF13200). Tags: Figure elements without Alt, mostly without text; many are rules and
logos.

Cues, in this order: a caption; the figure elements that follow it closely. A figure without caption counts when it has
text, alternative text, or the size of a picture.
Always true: text drawn in a figure stays with it.
Known to miss: an image that stands before its caption.
"""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from msgspec.structs import replace

from crsparse.drafts import Claim
from crsparse.elements import Placement
from crsparse.inline import Inline, join
from crsparse.recognizers.captions import (
    captions,
    joined,
    notes_below,
    placed,
    source_and_notes,
    split_caption,
    subtitles,
    web_hints,
)
from crsparse.recognizers.view import FIGURES, View

_REACH = 4
"""Elements that may stand between a caption and its image."""
_PICTURE = 60.0
"""Least width and height in points of a picture without caption and text; less is ornament."""


def recognize(view: View) -> Iterator[Claim]:
    """Claim figures."""
    free = set(view.free)
    heads = frozenset(captions(view, FIGURES))
    for caption in sorted(heads):
        yield _figure(view, caption, _images(view, caption, free, heads), free)
    for index in view.free:
        element = view.elements[index]
        if element.kind != "figure" or index not in free:
            continue
        if not view.texts[index] and not element.alt_text and not _is_picture(element.placements):
            continue
        if view.parts[index] in ("front", "contents") and not view.texts[index]:
            continue
        block = replace(view.block(index, "figure"), alt_text=element.alt_text)
        yield Claim((index,), (block,))


def _images(view: View, caption: int, free: AbstractSet[int], heads: AbstractSet[int]) -> list[int]:
    """Return the figure elements that follow a caption; one that begins with a caption of its own is another's."""
    found: list[int] = []
    passed = 0
    for index in range(caption + 1, len(view.elements)):
        element = view.elements[index]
        if index not in free or index in heads:
            if element.kind in ("note", "furniture"):
                continue
            break
        if element.kind == "figure":
            found.append(index)
        elif found or passed >= _REACH or element.kind in ("heading", "table"):
            break
        else:
            passed += 1
    return found


def _is_picture(placements: Sequence[Placement]) -> bool:
    return any(
        place.box[2] - place.box[0] >= _PICTURE and place.box[3] - place.box[1] >= _PICTURE for place in placements
    )


def _figure(view: View, caption: int, images: Sequence[int], free: set[int]) -> Claim:
    """Return the claim of a figure with a caption; what it takes is ``free`` no more."""
    elements = [caption, *images]
    head = view.inline(caption)
    drawn = [place for index in images for place in view.elements[index].placements]
    top = drawn[0] if drawn else None
    between = [index for index in range(caption + 1, images[0]) if index in free] if images else []
    under = subtitles(view, caption, top.box if top else None, top.page if top else None, between)
    under = [index for index in under if index in free]
    elements.extend(under)
    last = max(elements)
    where = drawn[-1] if drawn else None
    free.difference_update(elements)
    sources, notes = notes_below(view, last, where.box if where else None, where.page if where else None, free)
    elements.extend((*sources, *notes))
    free.difference_update((*sources, *notes))
    hints = web_hints(view, under)
    under, notes = [index for index in under if index not in hints], [*hints, *notes]
    subtitle = joined(view, under, " ")
    if subtitle:
        head = join(head, subtitle, " ")
    label, title = split_caption(head.text)
    source, remarks = source_and_notes(view, sources, notes)
    inside = Inline()
    for index in images:
        inside = join(inside, view.inline(index), "\n")
    block = replace(
        view.block(caption, "figure", join(head, inside, "\n")),
        placements=placed(view, [caption, *under, *images, *sources, *notes]),
        label=label,
        caption=title,
        alt_text=next((view.elements[index].alt_text for index in images if view.elements[index].alt_text), None),
        source=source,
        notes=remarks,
    )
    return Claim(tuple(sorted(elements)), (block,))
