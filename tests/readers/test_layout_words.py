"""What lines begin with: captions and legends."""

import pytest

from crsparse.readers.layout.words import FIGURES, TABLES, begins_caption, begins_legend


@pytest.mark.parametrize(
    "text",
    ["Table 1. Rain", "Table A-2. Rain", "Table B1: Rain", "Table II. Rain", "Table 1a. Rain", "Exhibit 2—Rain"],
)
def test_captions_of_tables(text: str) -> None:
    assert begins_caption(text)
    assert begins_caption(text, TABLES)
    assert not begins_caption(text, FIGURES)


@pytest.mark.parametrize("text", ["Figure 1. Rain", "Chart 2: Rain", "Map 3. Rain"])
def test_captions_of_figures(text: str) -> None:
    assert begins_caption(text, FIGURES)


@pytest.mark.parametrize("text", ["Table 1 shows rain.", "Table 1.5 shows", "Tables 1. and 2", "Table 1—which shows"])
def test_what_is_no_caption(text: str) -> None:
    assert not begins_caption(text)


@pytest.mark.parametrize(
    "text",
    [
        "Source: Rain.",
        "Sources and Notes: Rain.",
        "Data source: Rain.",
        "Note. Rain.",
        "Notes (as of May): R",
        "Key: R",
    ],
)
def test_legends(text: str) -> None:
    assert begins_legend(text)


@pytest.mark.parametrize("text", ["Note that it rains.", "Sources of rain", "Notes.gov is a site", "Keys: two"])
def test_what_is_no_legend(text: str) -> None:
    assert not begins_legend(text)
