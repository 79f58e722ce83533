"""What a page's end cuts: items are marked, paragraphs joined or closed, all else left to the assembly."""

from tests.readers.press import LEFT, PROSE, RIGHT, Press, texts

FULL_PAGE = 716.0
"""Baseline of the last line of a full page."""


def full_page(press: Press, last_line: str) -> None:
    """Fill a page with paragraphs, the last of which ends with ``last_line`` in the last line."""
    y = 100.0
    while y < 600:
        y = press.text(y, PROSE) + 18.6
    y = FULL_PAGE - 12.65 * 2
    press.put(LEFT, y, "The committee has weighed the book in every tenth year since then, and each time it was a ")
    press.put(
        LEFT, y + 12.65, "little heavier than the time before, which the keeper ascribes to the ink and to nothing "
    )
    press.put(LEFT, FULL_PAGE, last_line)


def test_a_sentence_that_goes_on_is_left_open() -> None:
    press = Press()
    full_page(press, "else; the committee has asked for a second opinion and has not been given one, as the")
    press.page()
    press.text(100, "harbor has no second keeper. " + PROSE)
    elements = press.read()
    assert not elements[-2].closed
    assert elements[-1].text.startswith("harbor")


def test_a_full_line_that_ends_a_sentence_at_the_foot_of_a_full_page_goes_on() -> None:
    press = Press()
    full_page(press, "else; the committee has asked for a second opinion, and it has been given none so far.")
    press.page()
    press.text(100, "Nevertheless the harbor has no second keeper. " + PROSE)
    joined = press.read()[-1]
    assert "none so far. Nevertheless" in joined.text
    assert (joined.page, joined.end_page) == (1, 2)


def test_a_short_last_line_ends_the_paragraph() -> None:
    press = Press()
    full_page(press, "else.")
    press.page()
    press.text(100, "Nevertheless the harbor has no second keeper. " + PROSE)
    elements = press.read()
    assert elements[-2].text.endswith("else.")
    assert elements[-2].closed


def test_a_full_last_line_above_free_space_ends_the_paragraph() -> None:
    press = Press()
    full_page(press, "else.")
    press.page()
    press.text(100, "The committee has asked for a second opinion, and so far it has been given none at all.")
    press.page()
    press.text(100, "Nevertheless the harbor has no second keeper. " + PROSE)
    assert texts(press.read())[-1].startswith("Nevertheless")


def test_an_item_goes_on_at_its_indent() -> None:
    press = Press()
    y = press.text(100, PROSE)
    press.put(108, FULL_PAGE - 12.65, "• ")
    press.put(
        126, FULL_PAGE - 12.65, "A tide is counted as one wave, which has led to complaints by those who live on the "
    )
    press.put(126, FULL_PAGE, "shore, and to a hearing at which the keeper explained at length and in detail what he")
    assert y < FULL_PAGE
    press.page()
    press.put(126, 100, "counts as a wave and what he does not.")
    press.text(130, PROSE)
    items = [element for element in press.read() if element.kind == "list_item"]
    assert [(item.marker, item.text.split(" ")[0]) for item in items] == [("•", "A"), (None, "counts")]


def test_a_paragraph_at_the_margin_after_an_item_is_no_item() -> None:
    press = Press()
    press.text(100, PROSE)
    press.put(108, FULL_PAGE, "• ")
    press.put(126, FULL_PAGE, "A tide is counted as one wave.")
    press.page()
    press.text(100, PROSE)
    assert press.read()[-1].kind == "paragraph"


def test_a_caption_does_not_go_on_with_the_page_before() -> None:
    press = Press()
    full_page(press, "else; the committee has asked for a second opinion, and it has been given none so far.")
    press.page()
    press.put(LEFT, 100, "Books That Have Been Weighed", size=14)
    press.text(130, PROSE, right=RIGHT)
    assert "Books That Have Been Weighed" in texts(press.read())
