"""Link annotations to anchors: by geometry, over line ends, cut inside runs."""

from crsparse.elements import Destination, Element
from crsparse.geometry import Box
from crsparse.readers.annotations import LinkAnnotation
from crsparse.readers.layout.letters import width_of_text
from tests.readers.press import GILL, LEFT, TIMES, Press

WORD_MARGIN = 2.3


def link(box: Box, href: str | None = "https://tides.example.gov", page: int = 1) -> LinkAnnotation:
    return LinkAnnotation(page, (box,), href, None)


def around(x0: float, x1: float, y: float, margin: float = WORD_MARGIN) -> Box:
    return (x0 - margin, y - 9, x1 + margin, y + 3)


def anchors(element: Element) -> list[tuple[str, str | None]]:
    found: list[tuple[str, str | None]] = []
    for run in element.runs:
        if run.link is not None:
            found.append((run.text.strip(), run.link.href))
    return found


def test_a_run_under_a_box_is_an_anchor() -> None:
    press = Press()
    start = LEFT + width_of_text("The Ministry keeps ", 11)
    end = press.runs(LEFT, 100, ("The Ministry keeps ", TIMES), ("the book", TIMES), (" dry.", TIMES))
    assert end > start
    stop = start + width_of_text("the book", 11)
    (element,) = press.read([link(around(start, stop, 100))])
    assert anchors(element) == [("the book", "https://tides.example.gov")]


def test_signs_beside_an_anchor_are_not_in_it_though_the_box_covers_them() -> None:
    press = Press()
    x = press.runs(LEFT, 100, ("The Ministry of Tides (", TIMES))
    stop = press.runs(x, 100, ("MOT", TIMES), size=11)
    press.runs(stop, 100, (")", TIMES), (", again.", TIMES))
    (element,) = press.read([link(around(x, stop, 100))])
    assert anchors(element) == [("MOT", "https://tides.example.gov")]


def test_a_run_is_cut_where_the_anchor_ends() -> None:
    press = Press()
    text = "The Ministry keeps the book dry."
    press.put(LEFT, 100, text)
    start = LEFT + width_of_text("The Ministry keeps ", 11)
    stop = start + width_of_text("the book", 11)
    (element,) = press.read([link(around(start, stop, 100, 0.0))])
    assert anchors(element) == [("the book", "https://tides.example.gov")]
    assert element.text == text


def test_an_anchor_over_a_line_end_is_one_link() -> None:
    press = Press()
    stop = press.put(LEFT, 100, "The Ministry of Tides counts the waves that reach the harbor, and keeps the ")
    start = stop - width_of_text("keeps the", 11)
    end = press.put(LEFT, 112.65, "book dry, as it always has been kept.")
    boxes = (around(start, stop, 100, 0.0), around(LEFT, LEFT + width_of_text("book", 11), 112.65, 0.0))
    assert end > LEFT
    (element,) = press.read([LinkAnnotation(1, boxes, "https://tides.example.gov", None)])
    assert "".join(run.text for run in element.runs if run.link) == "keeps the book"
    assert {run.link.key for run in element.runs if run.link} == {0}


def test_internal_links_carry_their_destination() -> None:
    press = Press()
    stop = press.put(LEFT, 100, "Table 1")
    place = Destination(3, 120.0)
    (element,) = press.read([LinkAnnotation(1, (around(LEFT, stop, 100),), None, place)])
    assert [run.link.destination for run in element.runs if run.link] == [place]


def test_a_box_on_another_line_or_page_makes_no_link() -> None:
    press = Press()
    stop = press.put(LEFT, 100, "The Ministry keeps the book dry.")
    elements = press.read([link(around(LEFT, stop, 130)), link(around(LEFT, stop, 100), page=2)])
    assert anchors(elements[0]) == []


def test_a_link_stays_with_a_list_item_whose_marker_is_cut_off() -> None:
    press = Press()
    stop = press.put(LEFT, 100, "• the book of waves", font=GILL)
    (element,) = press.read([link(around(LEFT, stop, 100))])
    assert element.marker == "•"
    assert anchors(element) == [("the book of waves", "https://tides.example.gov")]
