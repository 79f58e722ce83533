"""Trust: trees that are fit to read a document by, and trees that are not, as a whole or for a page."""

from collections.abc import Sequence

import pytest

from crsparse.readers.engines import Font, TextRun
from crsparse.readers.structure import Content, Node
from crsparse.readers.trust import Trusted, read_by_tags
from tests.readers.tagging import FONT, Press

LINE = "The Ministry of Tides counts the waves that reach the harbor, "
PROSE = LINE * 4
GILL = Font("GillSansMT", False, False)


@pytest.fixture
def press() -> Press:
    return Press()


def page_of(press: Press, heading: str = "H1", count: int = 8) -> list[Node]:
    """Print a page: a heading and paragraphs of several lines; return their elements."""
    press.size = 14.0
    nodes = [press(heading, "Tides")]
    press.size = 10.0
    for number in range(count):
        nodes.append(press("P", *(f"{number} {LINE}" if not place else line(press, LINE) for place in range(4))))
    return nodes


def line(press: Press, text: str) -> object:
    """Return what prints ``text`` in a line of its own."""

    def put() -> Content:
        press.newline()
        return press.text(text)

    return put


def raised(press: Press, digits: str) -> Content:
    """Print digits raised and small."""
    runs = press.pages[press.page]
    runs.append(TextRun(digits, press.x, press.x + 3, press.y - 3, 5.0, FONT, 0, len(runs)))
    press.x += 4
    return Content(press.page, len(runs) - 1)


def outside(press: Press, text: str, y: float, size: float = 10.0, font: Font = FONT, color: int = 0) -> None:
    """Print text that the tree does not reach."""
    press.pages[press.page].append(TextRun(text, 72.0, 72.0 + 5 * len(text), y, size, font, color, -1))


def read(press: Press, nodes: Sequence[Node]) -> Trusted:
    return read_by_tags(Node("StructTreeRoot", list(nodes)), press.contents(), ())


def reason(reading: Trusted) -> str:
    """Return why the tree was left aside as a whole."""
    return next((message for _, message, page in reading.findings if page is None), "")


def poor_pages(reading: Trusted) -> list[int | None]:
    return [page for code, _, page in reading.findings if code == "tags_distrusted" and page]


def pages_of(press: Press, count: int, heading: str = "H1") -> list[list[Node]]:
    pages = [page_of(press, heading)]
    for _ in range(count - 1):
        press.turn()
        pages.append(page_of(press, heading))
    return pages


def flat(pages: Sequence[Sequence[Node]]) -> list[Node]:
    return [node for page in pages for node in page]


def test_a_sound_tree(press: Press) -> None:
    reading = read(press, flat(pages_of(press, 3)))
    assert reading.by_tags
    assert not reading.findings


def test_a_tree_without_headings(press: Press) -> None:
    reading = read(press, flat(pages_of(press, 3, heading="P")))
    assert not reading.by_tags
    assert "no headings" in reason(reading)


def test_a_short_document_needs_no_headings(press: Press) -> None:
    assert read(press, page_of(press, heading="P")).by_tags


def test_lists_do_not_make_up_for_headings(press: Press) -> None:
    nodes = flat(pages_of(press, 3, heading="P"))
    reading = read(press, [*nodes, press("L", ("LI", ("LBody", "Rain")))])
    assert "no headings" in reason(reading)


def with_notes(press: Press, tag: str, font: Font = FONT) -> list[Node]:
    nodes = page_of(press, count=3)
    press.y = 650.0
    press.size = 8.0
    notes = []
    for number in ("1", "2"):
        press.newline()
        mark = raised(press, number)
        note = Node(tag, [mark, press.text(f"Ministry of Tides, Book {number}.")])
        runs = press.pages[press.page]
        runs[-1] = TextRun(runs[-1].text, runs[-1].x0, runs[-1].x1, runs[-1].baseline, 8.0, font, 0, runs[-1].mcid)
        notes.append(note)
    return [*nodes, *notes]


def test_notes_that_are_tagged_as_text(press: Press) -> None:
    reading = read(press, with_notes(press, "P"))
    assert not reading.by_tags
    assert "notes" in reason(reading)
    assert [element.text[:9] for element in reading.elements if element.kind == "note"] == ["1Ministry", "2Ministry"]


def test_notes_that_are_tagged_as_notes(press: Press) -> None:
    assert read(press, with_notes(press, "Footnote")).by_tags


def test_numbered_notes_in_the_type_of_tables(press: Press) -> None:
    assert read(press, with_notes(press, "P", GILL)).by_tags


def test_pages_in_the_wrong_order(press: Press) -> None:
    first, second, third = pages_of(press, 3)
    reading = read(press, [*second, *third, *first])
    assert not reading.by_tags
    assert "order" in reason(reading)


def test_one_short_element_a_page_late(press: Press) -> None:
    first, second, third = pages_of(press, 3)
    reading = read(press, [*first[1:], *second, first[0], *third])
    assert reading.by_tags
    assert not reading.findings


def test_a_short_page_that_stands_before_all_others(press: Press) -> None:
    pages = pages_of(press, 4)
    press.turn()
    short = [press("P", PROSE), press("P", PROSE)]
    assert "order" in reason(read(press, [*short, *flat(pages)]))


def test_a_caption_that_stands_a_page_early(press: Press) -> None:
    """The rest of the page before follows it: little stands astray, though much stands behind."""
    first, second, third = pages_of(press, 3)
    reading = read(press, [first[0], second[0], *first[1:], *second[1:], *third])
    assert reading.by_tags
    assert not reading.findings


def test_an_order_that_runs_up_the_page(press: Press) -> None:
    nodes = flat(pages_of(press, 2))
    some = [
        node for place in range(0, len(nodes) - 2, 3) for node in (nodes[place + 1], nodes[place], nodes[place + 2])
    ]
    assert "order" in reason(read(press, some))


@pytest.mark.parametrize(
    ("text", "size", "font", "color", "poor"),
    [
        ("Rainfall", 10.0, FONT, 0, True),
        ("Ann Lee", 9.0, FONT, 0, True),
        ("Rainfall", 8.0, GILL, 0, False),
        ("Rainfall", 18.0, GILL, 0xFFFFFF, False),
        ("(continued...)", 9.0, FONT, 0, False),
    ],
)
def test_a_line_outside_of_the_tree(press: Press, text: str, size: float, font: Font, color: int, poor: bool) -> None:
    nodes = page_of(press, count=4)
    outside(press, text, 500.0, size, font, color)
    reading = read(press, nodes)
    assert poor_pages(reading) == ([1] if poor else [])
    assert any(element.text == text and (element.kind != "furniture") == poor for element in reading.elements)


def test_artifacts_at_head_and_foot(press: Press) -> None:
    nodes = page_of(press)
    outside(press, "Ministry of Tides", 40.0)
    outside(press, "1", 760.0)
    assert not read(press, nodes).findings


def test_cells_outside_of_the_tree(press: Press) -> None:
    nodes = page_of(press, count=4)
    rows = []
    for year in ("2021", "2022", "2023"):
        press.newline()
        left = Node("TD", [press.text(year)])
        outside(press, "12", press.y, 7.0, GILL)
        press.x = 300.0
        rows.append(Node("TR", [left, Node("TD", [press.text("13")])]))
    assert poor_pages(read(press, [*nodes, Node("Table", list(rows))])) == [1]


def ruled(press: Press, tag: str) -> list[Node]:
    """Print a captioned table with rules, tagged as one or as paragraphs."""
    nodes = page_of(press, count=3)
    press.newline()
    press.newline()
    caption = press("H2", "Table 1. Waves")
    top = press.y
    rows = []
    for year in ("Year", "2021", "2022"):
        press.newline()
        cells = []
        for x, text in ((72.0, year), (300.0, f"{year} waves")):
            press.x = x
            cells.append(Node("TD" if tag == "Table" else "P", [press.text(text)]))
        rows.append(Node("TR" if tag == "Table" else "Sect", list(cells)))
    for y in (top, top + 15, press.y + 5):
        for x0, x1 in ((72.0, 290.0), (290.0, 500.0)):
            press.path(x0, y, x1, y + 0.5)
    return [*nodes, caption, Node(tag, list(rows))]


def test_a_captioned_table_that_the_tree_does_not_have(press: Press) -> None:
    reading = read(press, ruled(press, "Sect"))
    assert poor_pages(reading) == [1]
    assert [len(element.rows) for element in reading.elements if element.kind == "table"] == [3]


def test_a_captioned_table_that_the_tree_has(press: Press) -> None:
    assert not read(press, ruled(press, "Table")).findings


def test_a_tree_of_lines(press: Press) -> None:
    nodes = [press("H1", "Tides")]
    nodes += [
        press("P", text)
        for text in ("The Ministry of Tides counts the", "waves that reach the harbor and", "nothing else.")
    ]
    reading = read(press, nodes)
    assert "lines" in reason(reading)


def test_short_paragraphs_are_no_lines(press: Press) -> None:
    nodes = [press("H1", "Tides")]
    nodes += [press("P", text) for text in ("Ann Lee", "Analyst in Tides", "The Ministry counts", "nothing else")]
    assert read(press, nodes).by_tags
