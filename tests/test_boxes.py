"""Boxes: what a page prints lies in the box of something, so that a person who looks at it sees what was read."""

from pathlib import Path

import pypdfium2
import pytest

from crsparse import sources
from crsparse.convert import Options, convert
from crsparse.geometry import Box
from tests.conftest import ROOT

TAGGED = sorted((ROOT / "fixtures").glob("*/*.tagged.pdf"))
ASIDE = 3.0
"""Points by which the middle of a glyph may lie outside of a box: raised calls, slanted letters."""
MARKERS = 0.002
"""Share of letters and digits that may lie in no box when there are no tags: markers hang to the left of their item."""


def _bare(path: Path, *, tags: bool) -> tuple[int, list[str]]:
    """Return the number of letters and digits that a PDF draws, and those that lie in no box, page by page."""
    document = convert(sources.load(path), Options(tags=tags))
    boxes: dict[int, list[Box]] = {}
    for item in (*document.blocks, *document.footnotes, *document.furniture):
        for place in item.boxes:
            boxes.setdefault(place.page, []).append(place.box)
    drawn, bare = 0, []
    for number, page in enumerate(pypdfium2.PdfDocument(path), 1):
        height, text = page.get_height(), page.get_textpage()
        alone = ""
        for index in range(text.count_chars()):
            character = text.get_text_range(index, 1)
            if character.isalnum():
                left, bottom, right, top = text.get_charbox(index)
                x, y = (left + right) / 2, height - (bottom + top) / 2
                drawn += 1
                if not any(_holds(box, x, y) for box in boxes.get(number, ())):
                    alone += character
        if alone:
            bare.append(f"page {number}: {alone}")
    return drawn, bare


def _holds(box: Box, x: float, y: float) -> bool:
    return box[0] - ASIDE <= x <= box[2] + ASIDE and box[1] - ASIDE <= y <= box[3] + ASIDE


@pytest.mark.parametrize("path", TAGGED, ids=lambda path: path.parent.name)
def test_everything_printed_lies_in_a_box(path: Path) -> None:
    assert _bare(path, tags=True)[1] == []


@pytest.mark.parametrize("path", TAGGED, ids=lambda path: path.parent.name)
def test_everything_but_markers_lies_in_a_box_without_tags(path: Path) -> None:
    drawn, bare = _bare(path, tags=False)
    assert sum(len(line.partition(": ")[2]) for line in bare) <= MARKERS * drawn, bare


@pytest.mark.corpus
@pytest.mark.slow
def test_everything_in_real_products_lies_in_a_box(corpus: Path) -> None:
    for path in sorted((corpus / "pdf").glob("*.pdf"))[::4]:
        for tags in (True, False):
            drawn, bare = _bare(path, tags=tags)
            assert sum(len(line.partition(": ")[2]) for line in bare) <= MARKERS * drawn, (path.name, tags, bare)
