"""What fuzzing found, each as a test of its own, and some thousand inputs more."""

import time
import zlib

import pikepdf
import pytest

from crsparse.batch.workers import Death, Limits, Pool
from crsparse.convert import Options, convert
from crsparse.errors import DamagedPdf
from crsparse.sources import load
from tests.batch import fuzz
from tests.make_pdf import add_page, saved, text_pages

SECONDS = 20.0
"""More than any of these takes, even on a machine that is busy with other things."""


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
    start = time.process_time()
    with pytest.raises(DamagedPdf, match="objects"):
        convert(load(data), options)
    assert time.process_time() - start < SECONDS


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
    start = time.process_time()
    convert(load(data))
    assert time.process_time() - start < SECONDS


@pytest.mark.parametrize("number", [3765, 4362, 4776, 196, 918, 1018])
def test_inputs_that_were_findings(number: int) -> None:
    assert not fuzz.findings(fuzz.results([number], jobs=1))


@pytest.mark.slow
def test_thousands_of_mutated_fixtures() -> None:
    """More: ``python -m tests.batch.fuzz --count 100000``."""
    ended = list(fuzz.results(range(10_000, 12_000)))
    assert len(ended) == 2000
    assert not fuzz.findings(iter(ended))
    assert sum(result == "converted" for _, result in ended) > 500, "mutations that leave nothing test little"
