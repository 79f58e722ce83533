"""The text: what the pages draw against what the document holds, and every link annotation against a link.

The reader counts the letters and digits of each page before it makes elements of them; the document's are counted here.
"""

from collections import Counter
from collections.abc import Iterator

from crsparse.assemble.audit.subject import Subject, say
from crsparse.assemble.refs import refs_in
from crsparse.model import AnyBlock, Diagnostic, Figure, ListItem, PageBox, RichText, Table
from crsparse.text_norm import letter_count


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Compare the number of letters and digits that each page draws with what the document holds of it."""
    drawn = subject.profile.page_characters
    if not drawn:
        return
    held: Counter[int] = Counter()
    for block in subject.blocks:
        _spread(held, sum(map(letter_count, _texts_of(block))), block.boxes, block.page)
    for note in subject.footnotes:
        held[note.page or 0] += letter_count(note.text) + len(str(note.number))
    for item in subject.furniture:
        held[item.page or 0] += letter_count(item.text)
    missing = sum(drawn.values()) - sum(held.values())
    if not missing:
        return
    # what runs over a page end is shared out by height, so single pages are off by some; the worst one is named
    worst = max(sorted(drawn), key=lambda page: (drawn[page] - held[page]) * (1 if missing > 0 else -1))
    if missing > 0:
        yield say("text_lost", "error", f"{missing} letters and digits of the source are not in the document", worst)
    else:
        yield say("text_doubled", "error", f"the document holds {-missing} letters and digits too many", worst)


def check_links(subject: Subject) -> Iterator[Diagnostic]:
    """Compare the link annotations with the links that the text carries; several with one target are one."""
    told = set(subject.targets)
    for page, anchor in subject.profile.annotations:
        target = (anchor.href, anchor.destination)
        if target in told or target == (None, None):
            continue
        told.add(target)
        goal = anchor.href or f"page {anchor.destination.page if anchor.destination else '?'}"
        yield say("link_annotation_without_anchor", "warning", f"no text was found for the link to {goal}", page)


def _texts_of(block: AnyBlock) -> Iterator[str]:
    yield block.text
    yield from (str(ref.number) for ref in refs_in(block))
    if isinstance(block, ListItem):
        yield block.marker or ""
    elif isinstance(block, Table):
        yield block.subtitle or ""
        yield from (cell.text for row in block.rows for cell in row)
    if isinstance(block, Table | Figure):
        rich: tuple[RichText | None, ...] = (block.source, block.notes)
        yield from (text.text for text in rich if text is not None)


def _spread(held: "Counter[int]", count: int, boxes: tuple[PageBox, ...], page: int | None) -> None:
    """Share a block's characters out to its pages, by the height of its boxes."""
    total = sum(place.box[3] - place.box[1] for place in boxes)
    if len({place.page for place in boxes}) < 2 or total <= 0:
        held[page or 0] += count
        return
    left = count
    for place in boxes[:-1]:
        share = round(count * (place.box[3] - place.box[1]) / total)
        held[place.page] += share
        left -= share
    held[boxes[-1].page] += left
