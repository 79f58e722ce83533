"""Trust: whether a structure tree is fit to read the document by, as a whole and page by page.

PDFs that were re-printed, merged or passed through other tools carry trees that are partial, empty or absurd. A tree is
left aside

- as a whole, when it reaches less than half of the text, when it knows no headings (all ``P``) or takes footnotes for
  text, when its elements are as long as pages or as short as lines, or when its order runs against the pages;
- for a page, when it leaves much of that page's text outside, or a line in the size of the text, or cells of a table;
  or when it knows nothing of a table there, though a caption announces one that the tree nowhere has. The layout reader
  then reads this page.

What the tree leaves out at the head and foot of a page does not count: there artifacts belong. Nor do white letters,
which stand on logos, and Word's ``(continued...)``.

Always true: every text run lands in exactly one element, whichever reader has it.
Known to miss: a tree that is complete and ordered but names some elements wrongly; recognizers must see to that.
"""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct

from crsparse.elements import Element, Placement
from crsparse.geometry import overlap_x
from crsparse.looks import family
from crsparse.readers import layout
from crsparse.readers.annotations import LinkAnnotation
from crsparse.readers.engines import PageContent
from crsparse.readers.layout.furniture import is_white
from crsparse.readers.layout.notes import says_continued
from crsparse.readers.layout.words import begins_caption, has_leader
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
MANY_UNITS = 15
"""Elements from which a tree without headings is absurd: a CRS product has some on its first two pages."""
NOTE_SIZE = 0.96
"""Largest size of notes, as a share of the size of the text."""
TEXT_SIZE, SMALL_TEXT_SIZE = 0.95, 0.75
"""Least size of what counts as text when the tree leaves it out, as a share of the size of the text: of any family, and
of the text's own, in which notes and authors are set; letters in charts are small, and of another."""
CUT = 0.2
"""Share of paragraphs of one line that break off in mid-sentence, and go on in the next, from which lines are taken for
paragraphs; headings and authors are lines, too, but begin with capitals."""
PAGE_LONG = 2500
"""Mean characters of an element from which elements are pages and not paragraphs."""
BACKWARD = 0.15
"""Share of steps from an element to the next on its page that may go up within a column; CRS's trees make one such
step in twenty at most, where a text box floats."""
FEWEST_STEPS = 12
"""Steps from which the order can be judged."""
ASTRAY = 0.1
"""Share of the characters that may stand before those of an earlier page: a table's caption may have floated to the
next page; of a document with shuffled pages a third and more stands astray."""

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
    reached, outside = covered = _coverage(elements, pages, 1)
    body = _body_style(elements)
    reason = _distrust(elements, reached, outside, body)
    if reason:
        finding = ("tags_distrusted", f"the structure tree was left aside: {reason}", None)
        return Trusted(layout.read(pages, links), False, (finding,))
    poor = _poor_pages(elements, pages, covered, body)
    laid_out: tuple[Element, ...] = ()
    if _lacks_tables(elements):
        laid_out = layout.read(pages, links)
        tabled = {place.page for element in elements if element.kind == "table" for place in element.placements}
        poor |= {element.page for element in laid_out if element.page is not None and _is_grid(element)} - tabled
    if not poor:
        return Trusted(elements, True)
    good = [page for page in pages if page.number not in poor]
    spliced = _splice(read_tags(tree, good, links), laid_out or layout.read(pages, links), poor)
    findings = tuple(
        ("tags_distrusted", "the structure tree leaves out text or a table of this page; its layout was read", number)
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


def _body_style(elements: Sequence[Element]) -> tuple[float, str]:
    """Return size and family of most characters in the tree's text; 0 and nothing where it has none."""
    weights: Counter[tuple[float, str]] = Counter()
    for element in elements:
        if element.kind in (None, "paragraph", "list_item") and element.runs and not element.runs[0].superscript:
            for run in element.runs:
                weights[(run.size, run.font)] += len(run.text)
    if not weights:
        return (0.0, "")
    size, font = min(weights, key=lambda style: (-weights[style], style))
    return size, family(font)


def _poor_pages(
    elements: Sequence[Element],
    pages: Sequence[PageContent],
    covered: tuple[Counter[int], Counter[int]],
    body: tuple[float, str],
) -> set[int]:
    """Return the pages of which the tree leaves too much out."""
    reached, outside = covered
    prose = _coverage([element for element in elements if element.kind == "furniture"], pages, LINE)[1]
    poor = {
        page.number
        for page in pages
        if reached[page.number] + outside[page.number] >= LEAST_TEXT
        and (
            reached[page.number] < PAGE_COVERED * (reached[page.number] + outside[page.number])
            or reached[page.number] < PROSE_COVERED * (reached[page.number] + prose[page.number])
        )
    }
    heights = {page.number: page.height for page in pages}
    tables = [place for element in elements if element.kind == "table" for place in element.placements]
    figures = [place for element in elements if element.kind == "figure" for place in element.placements]
    for element in elements:
        if element.kind != "furniture" or not element.placements or not element.runs or says_continued(element.text):
            continue
        place = element.placements[0]
        middle = (place.box[1] + place.box[3]) / 2
        if not HEAD * heights[place.page] < middle < FOOT * heights[place.page] or is_white(element.runs[0].color):
            continue
        run = element.runs[0]
        least = (SMALL_TEXT_SIZE if family(run.font) == body[1] else TEXT_SIZE) * body[0]
        as_text = run.size >= least and not any(_lies_in(place, other) for other in figures)
        if as_text or any(_lies_in(place, other) for other in tables):
            poor.add(place.page)
    return poor


def _lies_in(place: Placement, other: Placement) -> bool:
    x0, top, x1, bottom = place.box
    left, upper, right, lower = other.box
    inside = left - 1 <= (x0 + x1) / 2 <= right + 1 and upper - 1 <= (top + bottom) / 2 <= lower + 1
    return place.page == other.page and inside


def _lacks_tables(elements: Sequence[Element]) -> bool:
    """Tell whether a table's caption stands where the tree has no table on its page or the next."""
    tabled = {place.page for element in elements if element.kind == "table" for place in element.placements}
    return any(
        element.page not in tabled and (element.page or 0) + 1 not in tabled
        for element in elements
        if element.kind not in ("table", "contents_entry", "furniture", "figure")
        and element.runs[:1]
        and element.runs[0].text.startswith("T")
        and begins_caption(element.text, ("Table",))
        and not has_leader(element.text)
    )


def _is_grid(element: Element) -> bool:
    """Tell whether an element is a table of rows and columns, not a text box."""
    return element.kind == "table" and len(element.rows) > 1 and max(len(row) for row in element.rows) > 1


def _distrust(
    elements: Sequence[Element], reached: Counter[int], outside: Counter[int], body: tuple[float, str]
) -> str | None:
    """Return why the tree is not fit for the whole document, None when it is."""
    inside, lost = sum(reached.values()), sum(outside.values())
    if inside < TREE_COVERED * (inside + lost):
        return "it reaches less than half of the text" if inside else "it reaches no text"
    units = [
        element
        for element in elements
        if element.kind != "furniture" and element.placements and (element.runs or element.rows)
    ]
    if len(units) >= MANY_UNITS and not any(element.kind == "heading" for element in units):
        return "it knows no headings"
    if not any(element.kind == "note" for element in units) and any(_looks_like_note(each, body) for each in units):
        return "it takes notes for text"
    if units and inside > 2 * PAGE_LONG and inside > PAGE_LONG * len(units):
        return "its elements are as long as pages"
    if _cuts_lines(units):
        return "its paragraphs are lines"
    if _runs_backward(units, inside):
        return "its order runs against the pages"
    return None


def _looks_like_note(element: Element, body: tuple[float, str]) -> bool:
    """Tell whether an element begins with a raised number and is set in the text's family, but smaller.

    Numbered notes below tables are set in the tables' family.
    """
    runs = element.runs
    if element.kind in ("table", "figure") or len(runs) < 2 or not runs[0].superscript:
        return False
    size, face = body
    return runs[0].text.strip().isdecimal() and runs[1].size <= NOTE_SIZE * size and family(runs[1].font) == face


def _cuts_lines(units: Sequence[Element]) -> bool:
    paragraphs = [element for element in units if element.kind in (None, "paragraph")]
    cut = sum(
        1
        for before, after in pairwise(paragraphs)
        if after.runs[0].text[:1].islower()
        and before.first_line == before.last_line
        and before.runs[-1].text[-1:].isalnum()
    )
    return cut > max(1, CUT * len(paragraphs))


def _runs_backward(units: Sequence[Element], length: int) -> bool:
    """Tell whether elements, with ``length`` characters in all, go up within pages or back to earlier ones."""
    steps = backward = back = 0
    flow = [element for element in units if element.kind not in ("note", "table", "figure", "caption")]
    for before, after in pairwise(flow):
        a, b = before.placements[-1], after.placements[0]
        back += b.page < a.page
        if a.page == b.page and overlap_x(a.box, b.box) > 0:
            steps += 1
            backward += b.box[1] < a.box[1] - 2
    if back and (_astray(flow) > ASTRAY * length or _has_page_astray(flow)):
        return True
    return steps >= FEWEST_STEPS and backward > BACKWARD * steps


def _astray(units: Sequence[Element]) -> int:
    """Return how many characters must go at least for the pages of the others to rise."""
    kept: dict[int, int] = {}
    for element in units:
        page = element.placements[0].page
        kept[page] = len(element.text) + max((most for other, most in kept.items() if other <= page), default=0)
    return sum(len(element.text) for element in units) - max(kept.values())


def _has_page_astray(units: Sequence[Element]) -> bool:
    """Tell whether all text of a page stands before an earlier page's."""
    lengths: Counter[int] = Counter()
    first: dict[int, int] = {}
    last: dict[int, int] = {}
    for place, element in enumerate(units):
        page = element.placements[0].page
        lengths[page] += len(element.text)
        first.setdefault(page, place)
        last[page] = place
    return any(
        lengths[page] >= LEAST_TEXT and any(other < page and last[page] < first[other] for other in first)
        for page in lengths
    )


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
