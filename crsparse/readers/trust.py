"""Trust: whether a structure tree is fit to read the document by, as a whole and page by page.

PDFs that were re-printed, merged or passed through other tools carry trees that are partial, empty or absurd. A tree is
left aside

- as a whole, when it reaches less than half of the text, when it knows nothing but paragraphs though the document is
  long (all ``P``), when its elements are as long as pages, or when its order runs against the pages;
- for a page, when it leaves much of that page's text outside; the layout reader then reads this page.

What the tree leaves out at the head and foot of a page does not count: there artifacts belong.

Always true: every text run lands in exactly one element, whichever reader has it.
Known to miss: a tree that is complete and ordered but names the wrong types; recognizers must see to that.
"""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct

from crsparse.elements import Element
from crsparse.geometry import overlap_x
from crsparse.readers import layout
from crsparse.readers.annotations import LinkAnnotation
from crsparse.readers.engines import PageContent
from crsparse.readers.structure import Node
from crsparse.readers.tags import read_tags

HEAD, FOOT = 0.1, 0.9
"""Shares of the page's height above and below which text may be an artifact."""
LEAST_TEXT = 300
"""Characters between head and foot from which a page can tell something."""
LINE = 40
"""Characters from which a line is prose; labels drawn in charts, often outside of the tree, are shorter."""
PROSE_COVERED = 0.97
"""Share of a page's characters that the tree must reach, lines outside that are shorter than ``LINE`` not counted."""
PAGE_COVERED = 0.7
"""The same, all lines counted."""
TREE_COVERED = 0.5
"""Share of the document's characters that the tree must reach."""
MANY_PARAGRAPHS = 25
"""Elements from which a tree of paragraphs only is absurd: a CRS product has headings."""
PAGE_LONG = 2500
"""Mean characters of an element from which elements are pages and not paragraphs."""
BACKWARD = 0.25
"""Share of steps from an element to the next on its page that may go up within a column."""
FEWEST_STEPS = 12
"""Steps from which the order can be judged."""

Finding = tuple[str, str, int | None]


class Trusted(Struct, frozen=True):
    """Elements, and what was left aside to get them."""

    elements: tuple[Element, ...]
    """Elements in reading order."""
    by_tags: bool
    """Whether the tree was used, for some pages at least."""
    findings: tuple[Finding, ...] = ()
    """Diagnostics: code, message, page."""


def read_by_tags(tree: Node, pages: Sequence[PageContent], links: Sequence[LinkAnnotation]) -> Trusted:
    """Return the elements of a document that has a tree, read by the tree as far as it can be trusted."""
    elements = read_tags(tree, pages, links)
    reached, outside = _coverage(elements, pages, 1)
    prose = _coverage(elements, pages, LINE)[1]
    reason = _distrust(elements, reached, outside)
    if reason:
        finding = ("tags_distrusted", f"the structure tree was left aside: {reason}", None)
        return Trusted(layout.read(pages, links), False, (finding,))
    poor = {
        page.number
        for page in pages
        if reached[page.number] + outside[page.number] >= LEAST_TEXT
        and (
            reached[page.number] < PAGE_COVERED * (reached[page.number] + outside[page.number])
            or reached[page.number] < PROSE_COVERED * (reached[page.number] + prose[page.number])
        )
    }
    if not poor:
        return Trusted(elements, True)
    good = [page for page in pages if page.number not in poor]
    spliced = _splice(read_tags(tree, good, links), layout.read(pages, links), poor)
    findings = tuple(
        ("tags_distrusted", "the structure tree leaves much of this page out; it was read by its layout", number)
        for number in sorted(poor)
    )
    return Trusted(spliced, True, findings)


def _coverage(
    elements: Sequence[Element], pages: Sequence[PageContent], least: int
) -> tuple[Counter[int], Counter[int]]:
    """Return for each page the characters that the tree reaches and those it leaves out between head and foot.

    Lines left out count from ``least`` characters on.
    """
    reached: Counter[int] = Counter()
    outside: Counter[int] = Counter()
    heights = {page.number: page.height for page in pages}
    for element in elements:
        if not element.placements:
            continue
        length = len(element.text)
        if element.kind == "furniture":
            place = element.placements[0]
            middle = (place.box[1] + place.box[3]) / 2
            if length >= least and HEAD * heights[place.page] < middle < FOOT * heights[place.page]:
                outside[place.page] += length
            continue
        # an element over two pages counts by the height of its boxes
        total = sum(place.box[3] - place.box[1] for place in element.placements) or 1.0
        for place in element.placements:
            reached[place.page] += round(length * (place.box[3] - place.box[1]) / total)
    return reached, outside


def _distrust(elements: Sequence[Element], reached: Counter[int], outside: Counter[int]) -> str | None:
    """Return why the tree is not fit for the whole document, None when it is."""
    inside, lost = sum(reached.values()), sum(outside.values())
    if inside < TREE_COVERED * (inside + lost):
        return "it reaches less than half of the text" if inside else "it reaches no text"
    units = [element for element in elements if element.kind != "furniture" and element.placements and element.text]
    if len(units) >= MANY_PARAGRAPHS and all(element.kind in (None, "paragraph") for element in units):
        return "it knows nothing but paragraphs"
    if units and inside > 2 * PAGE_LONG and inside > PAGE_LONG * len(units):
        return "its elements are as long as pages"
    if _runs_backward(units):
        return "its order runs against the pages"
    return None


def _runs_backward(units: Sequence[Element]) -> bool:
    steps = backward = 0
    flow = [element for element in units if element.kind not in ("note", "table", "figure", "caption")]
    for before, after in pairwise(flow):
        a, b = before.placements[-1], after.placements[0]
        if a.page > b.page:
            steps += 1
            backward += 1
        elif a.page == b.page and overlap_x(a.box, b.box) > 0:
            steps += 1
            backward += b.box[1] < a.box[1] - 2
    return steps >= FEWEST_STEPS and backward > BACKWARD * steps


def _splice(tagged: Sequence[Element], laid_out: Sequence[Element], poor: set[int]) -> tuple[Element, ...]:
    """Put the layout reader's elements of the poor pages among the tree's, page by page; furniture stands at the
    end."""
    units = [element for element in tagged if element.kind != "furniture"]
    furniture = [element for element in tagged if element.kind == "furniture"]
    for page in sorted(poor):
        mine = [element for element in laid_out if element.page == page]
        place = next((index for index, element in enumerate(units) if (element.page or 0) > page), len(units))
        units[place:place] = [element for element in mine if element.kind != "furniture"]
        furniture.extend(element for element in mine if element.kind == "furniture")
    furniture.sort(key=lambda element: element.page or 0)
    return (*units, *furniture)
