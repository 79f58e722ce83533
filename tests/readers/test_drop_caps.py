"""Drop caps of tagged PDFs."""

from crsparse.elements import Element, Placement, Run
from crsparse.readers.drop_caps import with_drop_caps


def _paragraph(text: str, size: float, top: float, page: int = 1, left: float = 90.0) -> Element:
    box = (left, top, left + 0.5 * size * len(text), top + size)
    return Element(kind="paragraph", runs=(Run(text, size, "Serif"),), placements=(Placement(page, box),))


def test_a_big_letter_goes_to_its_word() -> None:
    cap, text = _paragraph("C", 49.0, 79.0), _paragraph("ommittees hold hearings.", 11.0, 83.0)
    (joined,) = with_drop_caps((cap, text))
    assert joined.text == "Committees hold hearings."
    assert {run.size for run in joined.runs} == {11.0}
    assert joined.placements[0].box[1] == 79.0


def test_other_single_letters_stay() -> None:
    text = _paragraph("ommittees hold hearings.", 11.0, 83.0)
    for alone in (
        _paragraph("C", 12.0, 79.0),  # no bigger than the text: a heading, a label
        _paragraph("C", 49.0, 79.0, page=2),
        _paragraph("C", 49.0, 300.0),
        _paragraph("7", 49.0, 79.0),
        _paragraph("Co", 49.0, 79.0),
    ):
        assert len(with_drop_caps((alone, text))) == 2


def test_an_element_before_the_letter_is_untouched() -> None:
    before, cap, text = (
        _paragraph("Before.", 11.0, 40.0),
        _paragraph("A", 40.0, 80.0),
        _paragraph(" bill is", 11.0, 84.0),
    )
    assert [element.text for element in with_drop_caps((before, cap, text))] == ["Before.", "A", " bill is"]
