"""What is always true of the layout reader: no character is lost, doubled or invented, whatever the page."""

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from crsparse.elements import Element
from crsparse.readers import layout
from crsparse.readers.annotations import LinkAnnotation, read_annotations
from crsparse.readers.engines import Font, PageContent, Shape, TextRun, pdfium
from crsparse.text_norm import clean
from tests.readers.press import PROSE, Press, texts

ROOT = Path(__file__).resolve().parent.parent.parent
FIXTURES = sorted((ROOT / "fixtures").glob("*/*.untagged.pdf"))


def letters(text: str) -> Counter[str]:
    return Counter(character for character in clean(text) if not character.isspace())


def drawn(pages: Sequence[PageContent]) -> Counter[str]:
    return sum((letters(run.text) for page in pages for run in page.runs), Counter())


def given_back(elements: Sequence[Element]) -> Counter[str]:
    return sum((letters((element.marker or "") + element.text) for element in elements), Counter())


def read_pdf(path: Path) -> tuple[tuple[PageContent, ...], tuple[LinkAnnotation, ...]]:
    content = path.read_bytes()
    with pikepdf.open(path) as pdf:
        links = read_annotations(pdf)
    return tuple(pdfium.read_pages(content)), links


def corpus_pdfs(corpus: Path) -> Iterator[Path]:
    return iter(sorted((corpus / "pdf").glob("*.pdf")))


def assert_conserved(pages: Sequence[PageContent], links: Sequence[LinkAnnotation], name: str) -> None:
    before, after = drawn(pages), given_back(layout.read(pages, links))
    # a hyphen that only a line end put there is no letter of the document
    hyphens = before["-"] - after["-"]
    assert hyphens >= 0
    before["-"] = after["-"] = 0
    assert +before == +after, name


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_every_letter_of_a_fixture_is_in_one_element(path: Path) -> None:
    assert_conserved(*read_pdf(path), path.stem)


@pytest.mark.corpus
def test_every_letter_of_the_corpus_is_in_one_element(corpus: Path) -> None:
    for path in corpus_pdfs(corpus):
        assert_conserved(*read_pdf(path), path.stem)


@pytest.mark.corpus
def test_marked_content_is_never_looked_at(corpus: Path) -> None:
    for path in list(corpus_pdfs(corpus))[::6]:
        pages, links = read_pdf(path)
        stripped = tuple(
            replace(
                page,
                runs=tuple(replace(run, mcid=-1) for run in page.runs),
                shapes=tuple(replace(shape, mcid=-1) for shape in page.shapes),
            )
            for page in pages
        )
        assert layout.read(stripped, links) == layout.read(pages, links), path.stem


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_reading_twice_gives_the_same(path: Path) -> None:
    pages, links = read_pdf(path)
    assert layout.read(pages, links) == layout.read(pages, links)


def test_the_order_of_drawing_does_not_matter_for_prose() -> None:
    press = Press()
    y = 100.0
    for number in range(6):
        y = press.text(y, f"Paragraph {number}. {PROSE}") + 18.6
    expected = texts(press.read())
    for seed in range(5):
        random.Random(seed).shuffle(press.pages[0][0])
        assert texts(press.read()) == expected


coordinates = st.floats(0, 612, allow_nan=False).map(lambda value: round(value, 1))
fonts = st.sampled_from([Font("A", False, False), Font("A-Bold", True, False), Font("B-Italic", False, True)])


@st.composite
def text_runs(draw: st.DrawFn) -> TextRun:
    text = draw(st.text("aeX19. •(-–)\u00ad\ufb01 @/", min_size=1, max_size=25))
    start = draw(coordinates)
    size = draw(st.sampled_from([0.0, 5.0, 6.6, 9.0, 11.0, 18.0, 49.0]))
    return TextRun(
        text,
        start,
        start + draw(st.floats(0, 300)),
        draw(coordinates),
        size,
        draw(fonts),
        draw(st.sampled_from([0, 0xFFFFFF, 0x568D])),
        -1,
        draw(st.sampled_from([0, 0, 0, 0, 90, 180, 270])),
    )


@st.composite
def shapes(draw: st.DrawFn) -> Shape:
    x0, top = draw(coordinates), draw(coordinates)
    wide = draw(st.sampled_from([0.5, 2.0, 40.0, 150.0, 432.0, 612.0]))
    high = draw(st.sampled_from([0.5, 2.0, 12.0, 150.0, 700.0]))
    return Shape(draw(st.sampled_from(["path", "path", "image"])), (x0, top, x0 + wide, top + high), -1)


@given(
    st.lists(st.tuples(st.lists(text_runs(), max_size=25), st.lists(shapes(), max_size=10)), min_size=1, max_size=3),
    st.lists(st.tuples(coordinates, coordinates, st.floats(0, 200)), max_size=4),
)
def test_whatever_a_page_draws_is_given_back_once(
    drawings: list[tuple[list[TextRun], list[Shape]]], boxes: list[tuple[float, float, float]]
) -> None:
    pages = tuple(
        PageContent(number, 612.0, 792.0, tuple(runs), tuple(paths)) for number, (runs, paths) in enumerate(drawings, 1)
    )
    links = tuple(LinkAnnotation(1, ((x, y, x + wide, y + 12),), "https://a.example", None) for x, y, wide in boxes)
    assert_conserved(pages, links, "drawn at random")


def test_a_page_with_too_much_on_it_is_read_as_it_is_drawn() -> None:
    press = Press()
    for number in range(20_100):
        press.put((number * 37) % 500, (number * 61) % 780, "ab", size=6)
    press.page()
    press.text(100, PROSE)
    elements = press.read()
    assert texts(elements)[1] == PROSE
    assert len(texts(elements)[0].replace(" ", "")) == 2 * 20_100


def test_a_drawing_of_thousands_of_paths_does_not_hide_the_text() -> None:
    press = Press()
    for number in range(3000):
        x, y = (number * 37) % 500, 200 + (number * 61) % 500
        press.area(x, y, x + 30, y + 30)
        press.area(x, y, x + 70, y + 0.5)
        press.area(x, y, x + 0.5, y + 70)
    press.text(100, PROSE)
    assert PROSE in texts(press.read())


def test_no_page_and_an_empty_page_give_nothing() -> None:
    assert layout.read(()) == ()
    assert Press().read() == ()
