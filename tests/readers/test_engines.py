"""Both PDF engines give the same page: text, order, marked-content ids, styles, places, shapes and errors.

The pages are drawn here with content streams written for one rule each; fixtures and, where it is there, the corpus
confirm that the rules hold for whole documents.
"""

import io
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pikepdf
import pytest

from crsparse.errors import DamagedPdf, EncryptedPdf
from crsparse.readers.engines import PageContent, TextRun, pdfium, plumber
from crsparse.text_norm import clean

ROOT = Path(__file__).resolve().parents[2]
CORPUS = Path(os.environ.get("CRSPARSE_CORPUS", ROOT.parent / "shared" / "corpus"))
TOLERANCE = 1.5
"""Points by which the engines' boxes may differ: pdfium reports ink, pdfplumber advance widths."""
SIDE_BEARING = 0.22
"""The widest side bearing seen, as a share of the font size: the figure 1 of Gill Sans."""
LEADER = re.compile(r"\s*\.{4,}\s*")
"""Dots to a page number; whether spaces stand around them is each engine's guess."""

Engine = Callable[..., Iterator[PageContent]]
ENGINES = [pytest.param(pdfium.read_pages, id="pdfium"), pytest.param(plumber.read_pages, id="pdfplumber")]


def draw(stream: str, *, rotate: int = 0, crop: list[float] | None = None, form: str = "", media: str = "0") -> bytes:
    """Return a PDF of one page of 200 × 100 points that runs ``stream``; ``/Fm`` is a form that runs ``form``."""
    pdf = pikepdf.new()
    left, bottom = (float(value) for value in (media.split() * 2)[:2])
    page = pdf.add_blank_page(page_size=(200, 100)).obj
    page.MediaBox = [left, bottom, left + 200, bottom + 100]
    if rotate:
        page.Rotate = rotate
    if crop:
        page.CropBox = crop
    fonts = pikepdf.Dictionary(
        {
            f"/F{number}": pikepdf.Dictionary(
                Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name("/" + name)
            )
            for number, name in enumerate(("Helvetica", "Helvetica-BoldOblique"), 1)
        }
    )
    properties = pikepdf.Dictionary({"/MC0": pikepdf.Dictionary(MCID=7)})
    page.Resources = pikepdf.Dictionary(Font=fonts, Properties=properties)
    if form:
        matrix = [1, 0, 0, 1, 10, 20]
        xobject = pdf.make_stream(
            form.encode(), Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=[0, 0, 200, 100], Matrix=matrix
        )
        xobject.Resources = pikepdf.Dictionary(Font=fonts)
        page.Resources.XObject = pikepdf.Dictionary(Fm=xobject)
    page.Contents = pdf.make_stream(stream.encode("latin-1"))
    return saved(pdf)


def saved(pdf: pikepdf.Pdf, **options: object) -> bytes:
    target = io.BytesIO()
    pdf.save(target, **options)
    return target.getvalue()


def only_page(engine: Engine, content: bytes) -> PageContent:
    (page,) = engine(content)
    return page


def inked(page: PageContent) -> list[TextRun]:
    return [run for run in page.runs if run.text.strip()]


def words(page: PageContent) -> list[str]:
    """Return the page's words, dot leaders left out; runs of one line continue each other."""
    text, before = "", None
    for run in page.runs:
        if before is not None and abs(before.baseline - run.baseline) > 0.25 * run.size:
            text += " "
        text += clean(run.text)
        before = run
    return LEADER.sub(" ", text).split()


# --- one rule each, in both engines ---------------------------------------------------------------------------------


@pytest.mark.parametrize("engine", ENGINES)
def test_a_run_is_one_show_operation(engine: Engine) -> None:
    page = only_page(engine, draw("BT /F1 12 Tf 20 50 Td (Hello ) Tj [(Wor) 10 (ld)] TJ ET"))
    assert [run.text for run in page.runs] == ["Hello ", "World"]


@pytest.mark.parametrize("engine", ENGINES)
def test_coordinates_have_their_origin_at_the_top_left(engine: Engine) -> None:
    (run,) = only_page(engine, draw("BT /F1 12 Tf 20 70 Td (Hello) Tj ET")).runs
    assert run.baseline == pytest.approx(30, abs=0.1)
    assert run.x0 == pytest.approx(20, abs=TOLERANCE)
    assert run.size == pytest.approx(12)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("rotate", "size", "angle", "start", "baseline"),
    [
        (0, (200, 100), 0, 20, 30),
        (90, (100, 200), 270, 20, 70),
        (180, (200, 100), 180, 153, 70),
        (270, (100, 200), 90, 153, 30),
    ],
)
def test_page_rotation_is_applied(
    engine: Engine, rotate: int, size: tuple[int, int], angle: int, start: float, baseline: float
) -> None:
    page = only_page(engine, draw("BT /F1 12 Tf 20 70 Td (Hello) Tj ET", rotate=rotate))
    (run,) = page.runs
    assert (page.width, page.height) == size
    assert run.angle == angle
    assert (run.x0, run.baseline) == (pytest.approx(start, abs=TOLERANCE), pytest.approx(baseline, abs=0.1))


@pytest.mark.parametrize("engine", ENGINES)
def test_crop_box_and_media_box_that_do_not_begin_at_zero(engine: Engine) -> None:
    content = draw("BT /F1 12 Tf 120 370 Td (Hello) Tj ET", media="100 300", crop=[110, 320, 290, 390])
    page = only_page(engine, content)
    (run,) = page.runs
    assert (page.width, page.height) == (180, 70)
    assert (run.x0, run.baseline) == (pytest.approx(10, abs=TOLERANCE), pytest.approx(20, abs=0.1))


@pytest.mark.parametrize("engine", ENGINES)
def test_rise_moves_the_baseline(engine: Engine) -> None:
    low, high = only_page(engine, draw("BT /F1 12 Tf 20 50 Td (text) Tj 5 Ts /F1 7 Tf (12) Tj ET")).runs
    assert high.baseline == pytest.approx(low.baseline - 5, abs=0.1)
    assert high.size == pytest.approx(7)


@pytest.mark.parametrize("engine", ENGINES)
def test_text_that_runs_upwards(engine: Engine) -> None:
    (run,) = only_page(engine, draw("BT /F1 10 Tf 0 1 -1 0 50 20 Tm (Head) Tj ET")).runs
    assert run.angle == 90
    assert run.baseline == pytest.approx(50, abs=0.1)
    assert run.x1 == pytest.approx(80, abs=TOLERANCE)
    assert run.box[0] < run.box[2]


@pytest.mark.parametrize("engine", ENGINES)
def test_colours(engine: Engine) -> None:
    stream = "BT /F1 12 Tf 20 50 Td 0 0 1 rg (blue ) Tj 0.5 g (gray ) Tj 0 0 0 1 k (black) Tj ET"
    blue, gray, black = (run.color for run in only_page(engine, draw(stream)).runs)
    assert blue == 0x0000FF
    assert gray in (0x7F7F7F, 0x808080)
    assert max(black >> 16, black >> 8 & 0xFF, black & 0xFF) < 0x40


@pytest.mark.parametrize("engine", ENGINES)
def test_style_comes_from_the_font_name(engine: Engine) -> None:
    plain, strong = only_page(engine, draw("BT /F1 12 Tf 20 50 Td (plain ) Tj /F2 12 Tf (strong) Tj ET")).runs
    assert (plain.font.bold, plain.font.italic) == (False, False)
    assert (strong.font.bold, strong.font.italic) == (True, True)


@pytest.mark.parametrize("engine", ENGINES)
def test_fonts_of_many_pages_are_told_apart(engine: Engine) -> None:
    # pdfium's fonts are told by their addresses: it must not free one and put another in its place
    pdf = pikepdf.new()
    names = [f"Face{number}{'-Bold' * (number % 2)}" for number in range(60)]
    for name in names:
        page = pdf.add_blank_page(page_size=(200, 100)).obj
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name("/" + name))
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        page.Contents = pdf.make_stream(b"BT /F1 12 Tf 20 50 Td (text) Tj ET")
    fonts = [page.runs[0].font for page in engine(saved(pdf))]
    assert [(font.name, font.bold) for font in fonts] == [(name, name.endswith("-Bold")) for name in names]


@pytest.mark.parametrize("engine", ENGINES)
def test_marked_content(engine: Engine) -> None:
    stream = (
        "BT /F1 12 Tf 20 50 Td /P <</MCID 3>> BDC (in ) Tj /Span <</Lang (en)>> BDC (inner ) Tj EMC (after ) Tj EMC "
        "(out ) Tj /P /MC0 BDC (named ) Tj EMC /Artifact BMC (foot) Tj EMC ET"
    )
    assert [(run.text.strip(), run.mcid) for run in only_page(engine, draw(stream)).runs] == [
        ("in", 3),
        ("inner", 3),
        ("after", 3),
        ("out", -1),
        ("named", 7),
        ("foot", -1),
    ]


@pytest.mark.parametrize("engine", ENGINES)
def test_a_form_lends_its_marked_content_and_its_place(engine: Engine) -> None:
    form = "BT /F1 12 Tf 5 5 Td /P <</MCID 9>> BDC (inside) Tj EMC ET"
    stream = "/Figure <</MCID 4>> BDC /Fm Do EMC BT /F1 12 Tf 20 80 Td (outside) Tj ET"
    inside, outside = only_page(engine, draw(stream, form=form)).runs
    assert (inside.mcid, outside.mcid) == (4, -1)
    assert inside.x0 == pytest.approx(15, abs=TOLERANCE)
    assert inside.baseline == pytest.approx(75, abs=0.1)
    assert outside.baseline == pytest.approx(20, abs=0.1)


@pytest.mark.parametrize("engine", ENGINES)
def test_a_form_that_draws_itself_ends(engine: Engine) -> None:
    content = draw("/Fm Do BT /F1 12 Tf 20 80 Td (outside) Tj ET", form="/Fm Do BT /F1 12 Tf 5 5 Td (inside) Tj ET")
    assert words(only_page(engine, content))[-1] == "outside"


@pytest.mark.parametrize("engine", ENGINES)
def test_a_gap_is_a_space_and_a_kern_is_none(engine: Engine) -> None:
    stream = "BT /F1 12 Tf 20 50 Td (two) Tj 24 0 Td (words) Tj ET BT /F1 12 Tf 20 20 Td (o) Tj 6.7 0 Td (ne) Tj ET"
    assert words(only_page(engine, draw(stream))) == ["two", "words", "one"]


@pytest.mark.parametrize("engine", ENGINES)
def test_a_hyphen_at_a_line_end_is_a_hyphen(engine: Engine) -> None:
    stream = "BT /F1 12 Tf 20 50 Td (the Indo-) Tj 0 -14 Td (Pacific region) Tj ET"
    assert words(only_page(engine, draw(stream))) == ["the", "Indo-", "Pacific", "region"]


@pytest.mark.parametrize("engine", ENGINES)
def test_shapes(engine: Engine) -> None:
    stream = "/Figure <</MCID 2>> BDC 10 20 100 30 re f EMC 2 w 10 90 m 110 90 l S 5 5 m n"
    rectangle, line = only_page(engine, draw(stream)).shapes
    assert (rectangle.kind, rectangle.mcid) == ("path", 2)
    assert rectangle.box == pytest.approx((10, 50, 110, 80), abs=0.6)
    assert line.mcid == -1
    assert line.box == pytest.approx((10, 10, 110, 10), abs=2.1)


@pytest.mark.parametrize("engine", ENGINES)
def test_an_empty_page_has_no_runs(engine: Engine) -> None:
    page = only_page(engine, draw(""))
    assert (page.runs, page.shapes) == ((), ())


# --- errors ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("content", [b"", b"%PDF-1.7\n", b"not a PDF at all", b"%PDF-1.4\n" + bytes(range(256)) * 40])
def test_what_is_no_pdf_is_damaged(engine: Engine, content: bytes) -> None:
    with pytest.raises(DamagedPdf):
        list(engine(content))


@pytest.mark.parametrize("engine", ENGINES)
def test_a_truncated_pdf_is_damaged_or_read_as_far_as_it_goes(engine: Engine) -> None:
    content = draw("BT /F1 12 Tf 20 50 Td (Hello) Tj ET")
    for length in range(20, len(content), 97):
        try:
            pages = list(engine(content[:length]))
        except DamagedPdf:
            continue
        assert len(pages) <= 1


@pytest.mark.parametrize("engine", ENGINES)
def test_a_pdf_without_pages_is_no_pdf_with_text(engine: Engine) -> None:
    try:
        pages = list(engine(saved(pikepdf.new())))
    except DamagedPdf:
        return
    assert pages == []


@pytest.mark.parametrize("engine", ENGINES)
def test_encryption(engine: Engine) -> None:
    with pikepdf.open(io.BytesIO(draw("BT /F1 12 Tf 20 50 Td (secret) Tj ET"))) as pdf:
        content = saved(pdf, encryption=pikepdf.Encryption(owner="owner", user="user"))
    assert words(next(engine(content, "user"))) == ["secret"]
    for password in (None, "wrong"):
        with pytest.raises(EncryptedPdf):
            list(engine(content, password))


@pytest.mark.parametrize("engine", ENGINES)
def test_a_pdf_with_an_empty_user_password_opens_without_one(engine: Engine) -> None:
    with pikepdf.open(io.BytesIO(draw("BT /F1 12 Tf 20 50 Td (open) Tj ET"))) as pdf:
        content = saved(pdf, encryption=pikepdf.Encryption(owner="owner", user=""))
    assert words(only_page(engine, content)) == ["open"]


# --- whole documents ------------------------------------------------------------------------------------------------

FIXTURES = sorted((ROOT / "fixtures").glob("*/*.pdf"))
SAMPLE = ("98-317.v22.pdf", "IF13200.v1.pdf", "IN12680.v1.pdf", "LSB11418.v1.pdf")
"""One of each product type, the shortest ones: pdfminer takes its time."""


def assert_same_pages(content: bytes) -> None:
    for first, second in zip(pdfium.read_pages(content), plumber.read_pages(content), strict=True):
        where = f"page {first.number}"
        assert (first.width, first.height) == pytest.approx((second.width, second.height), abs=0.01), where
        left, right = inked(first), inked(second)
        assert [(run.mcid, clean(run.text).split()) for run in left] == [
            (run.mcid, clean(run.text).split()) for run in right
        ], where
        assert words(first) == words(second), where
        for a, b in zip(left, right, strict=True):
            assert (a.font, a.color, a.angle) == (b.font, b.color, b.angle), f"{where}: {a.text}"
            bound = max(TOLERANCE, SIDE_BEARING * a.size)
            assert (a.x0, a.x1) == pytest.approx((b.x0, b.x1), abs=bound), f"{where}: {a.text}"
            assert (a.baseline, a.size) == pytest.approx((b.baseline, b.size), abs=0.1), f"{where}: {a.text}"
        assert [(shape.kind, shape.mcid) for shape in first.shapes] == [
            (shape.kind, shape.mcid) for shape in second.shapes
        ], where
        for one, other in zip(first.shapes, second.shapes, strict=True):
            assert one.box == pytest.approx(other.box, abs=TOLERANCE), where


@pytest.mark.slow
@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_fixtures_read_the_same(path: Path) -> None:
    assert_same_pages(path.read_bytes())


@pytest.mark.slow
@pytest.mark.corpus
@pytest.mark.parametrize("name", SAMPLE)
def test_corpus_reads_the_same(name: str) -> None:
    path = CORPUS / "pdf" / name
    if not path.exists():
        pytest.skip(f"no corpus: {path.name} is not there (set CRSPARSE_CORPUS)")
    assert_same_pages(path.read_bytes())
