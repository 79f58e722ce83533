"""Pages: where blocks stand, in the order of reading."""

from collections.abc import Iterator, Sequence

from crsparse.model import Figure, PageBox, Table
from crsparse.validation.findings import Problem
from crsparse.validation.subject import Subject

_BACKWARD = 3
"""Pages by which a block may begin before the one that it follows: text goes on where it broke off, behind floats that
fill pages. Three pages back was the most in the products measured (R46646)."""


def page_range(subject: Subject) -> Iterator[Problem]:
    """Pages lie within the source, end not before they begin, and are null only where the source has none."""
    count = subject.document.source.page_count
    for place, block in enumerate(subject.document.blocks):
        pointer = f"/blocks/{place}"
        if (block.page is None) != (block.end_page is None):
            yield Problem(f"{pointer}/end_page", "only one of page and end_page is null", "both or neither")
        elif block.page is not None and block.end_page is not None:
            if count is None:
                yield Problem(f"{pointer}/page", f"page {block.page} of a source without pages", "null")
            elif block.end_page > count:
                message = f"the block ends on page {block.end_page} of {count}"
                yield Problem(f"{pointer}/end_page", message, f"at most {count}")
            if block.end_page < block.page:
                message = f"the block ends on page {block.end_page}, before it begins on page {block.page}"
                yield Problem(f"{pointer}/end_page", message, f"{block.page} or more")
    paged: list[tuple[str, int | None]] = [
        *((f"/footnotes/{place}/page", note.page) for place, note in enumerate(subject.document.footnotes)),
        *((f"/furniture/{place}/page", item.page) for place, item in enumerate(subject.document.furniture)),
    ]
    for pointer, page in paged:
        if page is not None and (count is None or page > count):
            message = f"page {page} of a source with {count or 'no'} pages"
            yield Problem(pointer, message, f"at most {count}" if count else "null")


def page_order(subject: Subject) -> Iterator[Problem]:
    """Blocks, tables and figures aside, do not go back by more pages than floats explain, and notes do not go back."""
    last = 0
    for place, block in enumerate(subject.document.blocks):
        if block.page is None or isinstance(block, Table | Figure):
            continue
        if last - block.page > _BACKWARD:
            message = f"{block.id} on page {block.page} stands behind a block on page {last}"
            yield Problem(f"/blocks/{place}/page", message, f"page {last} or a later one: blocks are in reading order")
        last = max(last, block.page)
    last = 0
    for place, note in enumerate(subject.document.footnotes):
        if note.page is not None:
            if note.page < last:
                message = f"note {note.number} on page {note.page} stands behind a note on page {last}"
                yield Problem(f"/footnotes/{place}/page", message, f"page {last} or a later one")
            last = note.page


def boxes(subject: Subject) -> Iterator[Problem]:
    """Boxes have their corners the right way round and cover first and last page of what they are of, in order."""
    document = subject.document
    for place, block in enumerate(document.blocks):
        if block.boxes:
            yield from _boxes(f"/blocks/{place}", block.boxes, block.page, block.end_page)
    for place, note in enumerate(document.footnotes):
        if note.boxes:
            yield from _boxes(f"/footnotes/{place}", note.boxes, note.page, None)
    for place, item in enumerate(document.furniture):
        if item.boxes:
            yield from _boxes(f"/furniture/{place}", item.boxes, item.page, None)


def _boxes(pointer: str, found: Sequence[PageBox], page: int | None, end: int | None) -> Iterator[Problem]:
    """Yield what is wrong with the boxes of one thing; ``end`` is its last page where the document tells it."""
    on = [box.page for box in found]
    if on[0] != page or end not in (None, max(on)):
        pages = str(page) if end is None else f"{page} to {end}"
        message = f"the boxes are on pages {on[0]} to {max(on)}, what they are of is on {pages}"
        yield Problem(f"{pointer}/boxes", message, "boxes on its own pages")
    elif on != sorted(on):
        yield Problem(f"{pointer}/boxes", "the boxes are not in the order of their pages", "pages in order")
    for number, box in enumerate(found):
        x0, top, x1, bottom = box.box
        if x0 > x1 or top > bottom:
            yield Problem(
                f"{pointer}/boxes/{number}/box",
                "the box's corners are exchanged",
                "[x0, top, x1, bottom] from the top left",
            )
