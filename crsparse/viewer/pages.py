"""Pages: their pictures, with the boxes of blocks, footnotes and furniture over them.

The first box of each is a button, in reading order; further boxes, on later pages and columns, go with it. Places are
percentages of the page, so that boxes stay where they belong at any size. Where several blocks have one box, as in a
text box of which the source tells no more, their numbers stand below each other. A box right below another of the same
block has no number of its own.
"""

from base64 import b64encode
from collections import Counter
from collections.abc import Iterable, Sequence
from html import escape
from itertools import pairwise

from msgspec import Struct

from crsparse.model import Document, PageBox
from crsparse.readers.pages import MEDIA_TYPE, PageImage
from crsparse.viewer.marks import HIDDEN_AT_FIRST, Item, items

_BELOW = 30.0
"""Points between a box and the one above it up to which they are seen as one."""


class _Box(Struct, frozen=True):
    """A box of an item."""

    item: Item
    box: PageBox
    first: bool
    """Whether it is the item's first."""
    signed: bool
    """Whether the item's sign stands beside it."""


def pages(document: Document, images: Iterable[PageImage]) -> str:
    """Return all pages, or nothing where there are no pictures."""
    on_page: dict[int, list[_Box]] = {}
    for item in items(document):
        signed = [True, *(not _is_right_below(a, b) for a, b in pairwise(item.boxes))]
        for place, box in enumerate(item.boxes):
            on_page.setdefault(box.page, []).append(_Box(item, box, place == 0, signed[place]))
    shown = [_page(image, on_page.get(image.page, ())) for image in images]
    return f'<div id="pages" class="pages">\n{"".join(shown)}</div>' if shown else ""


def _is_right_below(upper: PageBox, lower: PageBox) -> bool:
    a, b = upper.box, lower.box
    return upper.page == lower.page and min(a[2], b[2]) > max(a[0], b[0]) and -_BELOW < b[1] - a[3] < _BELOW


def _page(image: PageImage, boxes: Sequence[_Box]) -> str:
    places: Counter[tuple[float, float]] = Counter()
    placed = ""
    for box in boxes:
        corner = (box.box.box[0], box.box.box[1])
        placed += _box(box, image, places[corner] if box.item.sign else 0)
        places[corner] += bool(box.item.sign)
    picture = f"data:{MEDIA_TYPE};base64,{b64encode(image.content).decode()}"
    return (
        f'<section class="page" id="page-{image.page}" data-page="{image.page}" tabindex="-1" '
        f'aria-label="Page {image.page}" style="--width:{image.width:g};--height:{image.height:g}">'
        f'<img src="{picture}" alt="Page {image.page} as printed" loading="lazy" decoding="async" '
        f'width="{round(image.width)}" height="{round(image.height)}">'
        f'<span class="folio" aria-hidden="true">{image.page}</span>{placed}</section>\n'
    )


def _box(shown: _Box, image: PageImage, same: int) -> str:
    x0, top, x1, bottom = shown.box.box
    place = (
        f"left:{100 * x0 / image.width:.2f}%;top:{100 * top / image.height:.2f}%;"
        f"width:{100 * (x1 - x0) / image.width:.2f}%;height:{100 * (bottom - top) / image.height:.2f}%"
    )
    if same:
        place += f";--nth:{same}"
    item = shown.item
    shape = f"box {item.kind}{' same' if same else ''}{' off' if item.kind in HIDDEN_AT_FIRST else ''}"
    common = f'data-item="{escape(item.id)}" data-kind="{item.kind}" style="{place}"'
    chip = f'<span class="chip" aria-hidden="true">{item.sign}</span>' if shown.signed and item.sign else ""
    if not shown.first:
        return f'<div class="{shape} more" {common}>{chip}</div>'
    label = f"{item.label}: {item.text[:80]}"
    return f'<button type="button" class="{shape}" {common} tabindex="-1" aria-label="{escape(label)}">{chip}</button>'
