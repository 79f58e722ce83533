"""What fuzzing found, each as a test of its own, and some thousand inputs more."""

import io
import zlib

import pikepdf
import pytest

from crsparse.batch.workers import Death, Limits, Pool
from crsparse.convert import Options, convert
from crsparse.errors import DamagedPdf
from crsparse.sources import load
from tests.batch import fuzz
from tests.conftest import no_hang
from tests.make_pdf import add_page, saved, text_pages

pytestmark = no_hang


def with_content(operators: bytes) -> bytes:
    """Return a PDF with one page of text and one with these operators, compressed."""
    pdf = text_pages("Rain falls on the just and on the unjust alike.")
    page = add_page(pdf, "")
    stream = pdf.make_stream(zlib.compress(operators))
    stream.Filter = pikepdf.Name.FlateDecode
    page.Contents = stream
    return saved(pdf)


@pytest.mark.parametrize("options", [Options(), Options(tags=False)], ids=["tags", "looks"])
def test_1_millions_of_objects_in_a_small_stream(options: Options) -> None:
    """3765, 4776: "(A) Tj" two million times took a minute and a gigabyte."""
    data = with_content(b"BT /F1 12 Tf " + b"(A) Tj " * 2_000_000 + b"ET")
    assert len(data) < 50_000
    with pytest.raises(DamagedPdf, match="objects"):
        convert(load(data), options)


def test_2_graphics_states_that_are_never_restored() -> None:
    """196: "q" eight million times makes pdfium take 1.4 GiB; the worker's limit ends it, or it comes through."""
    data = with_content(b"q " * 8_000_000)
    with Pool(_converted, 1, Limits(seconds=120, memory=512)) as pool:
        ((_, result),) = pool.run([data])
    assert isinstance(result, Death)
    assert result.code == "memory"
    with Pool(_converted, 1, Limits(seconds=120)) as pool:
        ((_, result),) = pool.run([data])
    assert result == "converted"


def _converted(data: bytes) -> str:
    return fuzz.attempt(data, Options())


def test_3_text_in_thousands_of_elements() -> None:
    """4362: each text went up through all elements around it, which took time with the square of the depth."""
    data = b"<html><body>" + b"<ul><li>Rain" * 20_000 + b"</body></html>"
    convert(load(data))


def drawing(*forms: bytes) -> bytes:
    """Return a PDF with a page of text on which the first of these forms is drawn; each knows the next one as /F."""
    pdf = text_pages("Rain falls on the just and on the unjust alike.")
    page = pdf.pages[0].obj
    objects = [pdf.make_indirect(pdf.make_stream(b"BT /F1 9 Tf (rain) Tj ET " + content)) for content in forms]
    for form, following in zip(objects, [*objects[1:], objects[-1]], strict=True):
        form.Type, form.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
        form.BBox = pikepdf.Array([0, 0, 600, 800])
        form.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=following))
    page.Resources.XObject = pikepdf.Dictionary(F=objects[0])
    page.Contents = pikepdf.Array([page.Contents, pdf.make_stream(b"/F Do")])
    return saved(pdf)


TWICE = b"/F Do q /F Do Q "


@pytest.mark.parametrize("content", [drawing(TWICE), drawing(*[TWICE] * 36)], ids=["ring", "chain"])
def test_4_forms_that_draw_forms_without_end(content: bytes) -> None:
    """50052: a form that draws itself twice, in one kilobyte, made pdfium take all the memory of the machine."""
    assert len(content) < 20_000
    with Pool(_converted, 1, Limits(seconds=60, memory=512)) as pool:  # not in this process
        ((_, result),) = pool.run([content])
    assert result == "damaged_pdf"
    with pytest.raises(DamagedPdf, match="forms within forms"):
        convert(load(content))


@pytest.mark.parametrize("content", [drawing(b"/F Do"), drawing(*[TWICE] * 8, b"")], ids=["ring", "chain"])
def test_4_forms_that_come_to_an_end_are_drawn(content: bytes) -> None:
    document = convert(load(content))
    assert "Rain falls on the just" in " ".join(block.text for block in document.blocks)


def test_4_resources_of_a_page_above_serve_its_forms() -> None:
    """A form without resources has those of the page, and a page those of the page tree above it."""
    with pikepdf.open(io.BytesIO(drawing(TWICE))) as pdf:
        page = pdf.pages[0].obj
        del page.Resources.XObject.F.Resources
        pdf.Root.Pages.Resources = page.Resources
        del page.Resources
        content = saved(pdf)
    with pytest.raises(DamagedPdf, match="forms within forms"):
        convert(load(content))


@pytest.mark.parametrize("unit", [b".", b". . ", b"- ", b"(a)", b" 1"])
def test_5_rows_of_dots(unit: bytes) -> None:
    """62286, 63147: a leader of dots was looked for from each of its dots, a minute for 30,000 of them."""
    data = b"Rain falls.\n\n" + unit * (300_000 // len(unit)) + b"\n\nMore rain.\n"
    convert(load(data))


def test_6_a_link_of_a_megabyte_over_a_page() -> None:
    """60829: its address stood in every block of the page; the text stays, the link is none."""
    pdf = text_pages("\n".join(f"Rain falls on the just, line {number}." for number in range(40)))
    address = {"/S": pikepdf.Name.URI, "/URI": pikepdf.String("https://example.org/" + "a" * (1 << 20))}
    link = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 612, 792], A=address)
    pdf.pages[0].obj.Annots = pikepdf.Array([link])
    document = convert(load(saved(pdf)))
    assert "line 39" in document.blocks[-1].text
    assert not any(block.links for block in document.blocks)
    address["/URI"] = pikepdf.String("https://example.org/rain")
    pdf.pages[0].obj.Annots[0].A = address
    assert any(block.links for block in convert(load(saved(pdf))).blocks)


@pytest.mark.parametrize("count", [3000, -1, 2**31 - 1])
def test_7_pages_by_the_thousand(count: int) -> None:
    """A page tree that names one page again and again costs what so many pages cost, whatever number it states."""
    pdf = text_pages("Rain falls on the just and on the unjust alike.")
    pdf.Root.Pages.Kids = pikepdf.Array([pdf.pages[0].obj] * 3000)
    pdf.Root.Pages.Count = count
    assert convert(load(saved(pdf))).source.page_count == 3000


@pytest.mark.parametrize("form", [False, True], ids=["page", "form"])
def test_8_contents_that_are_packed_twice(form: bool) -> None:
    """10738: five hundred bytes that unpack to 128 MiB of operators took 2.6 GiB."""
    pdf = text_pages("Rain falls on the just and on the unjust alike.")
    page = pdf.pages[0].obj
    bomb = pdf.make_stream(zlib.compress(zlib.compress(b"(A) Tj " * 18_000_000)))
    bomb.Filter = pikepdf.Array([pikepdf.Name.FlateDecode, pikepdf.Name.FlateDecode])
    if form:
        bomb.Type, bomb.Subtype, bomb.BBox = pikepdf.Name.XObject, pikepdf.Name.Form, pikepdf.Array([0, 0, 9, 9])
        page.Resources.XObject = pikepdf.Dictionary(F=bomb)
        page.Contents = pikepdf.Array([page.Contents, pdf.make_stream(b"/F Do")])
    else:
        page.Contents = pikepdf.Array([page.Contents, bomb])
    content = saved(pdf, compress_streams=False)
    assert len(content) < 5000
    with pytest.raises(DamagedPdf, match="24 MiB of content"):
        convert(load(content))


@pytest.mark.parametrize(
    "unit",
    [
        "Figure 1. Rain\n\n",
        "Table 1. Rain\n\n",
        "Source: CRS.\n\n",
        "Contents\n\n",
        "Contents\n\n\f",
        "<table><tr><td>a</td><td>b</td></tr></table>",
        "<p><b>Figure 1. Rain</b></p>",
        "<p><b>Table 1. Rain</b></p><table><tr><td>a</td><td>b</td></tr></table>",
    ],
)
def test_9_more_captions_and_tables_than_a_product_has(unit: str) -> None:
    """705059: what is below each caption was looked for among all elements, an hour for 30,000 of them."""
    data = unit * (300_000 // len(unit))
    convert(load((f"<html><body>{data}</body></html>" if unit.startswith("<") else f"Rain falls.\n\n{data}").encode()))


def test_10_a_row_of_dots_below_the_contents() -> None:
    """706933: there, leaders were still looked for from each dot."""
    convert(load(b"Contents\n\nRain " + b"." * 20 + b" 1\nSnow " + b"." * 400_000 + b" and hail\n\nMore rain.\n"))


@pytest.mark.slow
@pytest.mark.timeout(0)  # the pool has a limit for each of them
def test_thousands_of_mutated_fixtures() -> None:
    """More: ``python -m tests.batch.fuzz --count 100000``."""
    ended = list(fuzz.results(range(10_000, 12_000)))
    assert len(ended) == 2000
    assert not fuzz.findings(iter(ended))
    assert sum(result == "converted" for _, result in ended) > 500, "mutations that leave nothing test little"
