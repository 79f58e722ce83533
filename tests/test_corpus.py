"""Floors on the evaluation corpus: what crsparse reaches on real products, metric by metric, never falls again.

``floors.json`` holds, for each route from a product to its document, what its mean over all documents must reach.
Floors only rise: put a little less than what is reached there, never less than :data:`REQUIRED`. The metrics are those
of the corpus's own ``score.py``.
"""

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest

import crsparse
from crsparse import schema

pytestmark = [pytest.mark.corpus, pytest.mark.slow]

DOUBTS = json.loads((Path(__file__).parent / "gold_doubts.json").read_text(encoding="utf-8"))
"""Where the gold is held to be wrong, with the page that shows it."""
FLOORS = json.loads((Path(__file__).parent / "floors.json").read_text(encoding="utf-8"))
REQUIRED = {
    "tagged": {
        "at_least": {
            "overall": 0.99,
            "meta": 0.99,
            "text": 0.995,
            "para_f1": 0.985,
            "order": 0.999,
            "head_f1": 0.99,
            "level": 0.985,
            "link_f1": 0.99,
            "note_f1": 0.985,
            "cell_f1": 0.98,
            "tab_f1": 0.98,
            "caption": 0.98,
            "kept": 0.9995,
        },
        "at_most": {"leaks": 0, "invented": 0.0005},
    },
    "untagged": {
        "at_least": {
            "overall": 0.97,
            "text": 0.985,
            "para_f1": 0.95,
            "order": 0.995,
            "head_f1": 0.98,
            "level": 0.96,
            "link_f1": 0.97,
            "note_f1": 0.97,
            "cell_f1": 0.90,
            "tab_f1": 0.95,
            "kept": 0.9995,
        },
        "at_most": {"leaks": 0, "invented": 0.0005},
    },
    "text": {
        "at_least": {"meta": 0.95, "text": 0.95, "para_f1": 0.85, "head_f1": 0.85, "note_f1": 0.85},
        "at_most": {},
    },
    "text_layout": {
        "at_least": {"meta": 0.95, "text": 0.90, "para_f1": 0.75, "head_f1": 0.80},
        "at_most": {},
    },
}
"""What crsparse set out to reach; floors are not lowered below it."""
TYPE_SLACK = 0.02
"""How far a single product type may stay below the floor for all, with tagged PDFs."""
NEED_PDFTOTEXT = frozenset({"leaks", "kept", "invented"})
"""Metrics for which the scorer asks poppler what the PDF says."""

Figures = dict[str, dict[str, float | None]]
"""Mean by metric, by product type and for ``ALL``."""


def _tagged(pdf: Path, folder: Path) -> Path:
    return pdf


def _untagged(pdf: Path, folder: Path) -> Path:
    """Return a copy of a PDF whose structure tree is gone."""
    copy = folder / pdf.name
    with pikepdf.open(pdf) as document:
        for key in ("/StructTreeRoot", "/MarkInfo"):
            if key in document.Root:
                del document.Root[key]
        document.save(copy)
    return copy


def _text(pdf: Path, folder: Path) -> Path:
    return _pdftotext(pdf, folder)


def _text_layout(pdf: Path, folder: Path) -> Path:
    return _pdftotext(pdf, folder, "-layout")


def _pdftotext(pdf: Path, folder: Path, *options: str) -> Path:
    copy = folder / f"{pdf.stem}.txt"
    subprocess.run(["pdftotext", *options, str(pdf), str(copy)], check=True, timeout=300)
    return copy


ROUTES: dict[str, Callable[[Path, Path], Path]] = {
    "tagged": _tagged,
    "untagged": _untagged,
    "text": _text,
    "text_layout": _text_layout,
}


@pytest.fixture(scope="module", params=sorted(FLOORS))
def route(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def figures(
    route: str, corpus: Path, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Figures:
    """Convert the corpus by one route and score it."""
    if route.startswith("text"):
        request.getfixturevalue("pdftotext")
    inputs, predictions = tmp_path_factory.mktemp(f"{route}-in"), tmp_path_factory.mktemp(f"{route}-out")
    for pdf in sorted((corpus / "pdf").glob("*.pdf")):
        document = crsparse.parse(ROUTES[route](pdf, inputs))
        schema.validate(document)
        (predictions / f"{pdf.stem}.json").write_bytes(document.to_json())
    report = predictions / "report"
    # a text has no running heads or links to be found in the PDF: the scorer needs the PDFs for those alone
    pdfs = inputs if route.startswith("text") else corpus / "pdf"
    command = [sys.executable, str(corpus / "score.py"), "--pred", str(predictions), "--gold", str(corpus / "gold")]
    command += ["--pdf", str(pdfs), "--json", str(report), "--worst", "5"]
    scored = subprocess.run(command, capture_output=True, text=True, timeout=1200, check=False)
    assert scored.returncode == 0, scored.stderr
    print(scored.stdout)
    return _undoubted(json.loads(report.read_text()), corpus / "gold")


def _undoubted(report: dict[str, Any], gold: Path) -> Figures:
    """Return the scorer's means; where captions of the gold are in doubt, the mean of the others."""
    groups: Figures = report["groups"]
    documents = report["documents"]
    doubted = Counter(entry["document"] for entry in DOUBTS["caption"])
    for name, count in doubted.items():
        truth = json.loads((gold / f"{name}.json").read_text(encoding="utf-8"))
        total = len(truth["tables"]) + len(truth["figures"])
        documents[name]["caption"] = min(1.0, documents[name]["caption"] * total / (total - count))
    for group, means in groups.items():
        values = [one["caption"] for one in documents.values() if group in ("ALL", one["type"])]
        captions = [value for value in values if value is not None]
        means["caption"] = sum(captions) / len(captions) if captions else None
    return groups


def test_figures_reach_their_floors(route: str, figures: Figures, corpus: Path) -> None:
    reached = figures["ALL"]
    for metric, floor in FLOORS[route]["at_least"].items():
        value = _value(reached, metric)
        assert value is None or value >= floor, f"{route}: {metric} is {value:.4f}, its floor {floor}"
    for metric, ceiling in FLOORS[route]["at_most"].items():
        value = _value(reached, metric)
        assert value is None or value <= ceiling, f"{route}: {metric} is {value:.4f}, its ceiling {ceiling}"


@pytest.mark.parametrize("route", ["tagged"], indirect=True, scope="module")
def test_no_product_type_falls_behind(route: str, figures: Figures) -> None:
    for name, reached in figures.items():
        for metric, floor in FLOORS[route]["at_least"].items():
            value = reached.get(metric)
            assert value is None or value >= floor - TYPE_SLACK, f"{name}: {metric} is {value:.4f}, the floor {floor}"


def _value(reached: dict[str, float | None], metric: str) -> float | None:
    value = reached[metric]
    assert value is not None or metric in NEED_PDFTOTEXT, f"{metric} was not measured"
    return value


def test_floors_are_not_below_what_is_required() -> None:
    for route, required in REQUIRED.items():
        for metric, floor in required["at_least"].items():
            assert FLOORS[route]["at_least"][metric] >= floor
        for metric, ceiling in required["at_most"].items():
            assert FLOORS[route]["at_most"][metric] <= ceiling


README_COLUMNS = {
    "meta": "meta",
    "text": "text",
    "paragraphs": "para_f1",
    "headings": "head_f1",
    "levels": "level",
    "links": "link_f1",
    "notes": "note_f1",
    "cells": "cell_f1",
    "tables": "tab_f1",
    "captions": "caption",
    "kept": "kept",
    "invented": "invented",
}
README_ROWS = {
    "tagged": "tagged PDF",
    "untagged": "untagged PDF",
    "text": "`pdftotext`",
    "text_layout": "`pdftotext -layout`",
}
README_MARGIN = 0.01
"""How far a figure in the README may be from the one measured."""


def test_readme_tells_these_figures(route: str, figures: Figures, root: Path) -> None:
    table = (root / "README.md").read_text(encoding="utf-8").partition("<!-- figures -->\n")[2].partition("\n\n")[0]
    heads, _, *rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()]
    assert heads[1:] == list(README_COLUMNS)
    told = dict(zip(heads, next(row for row in rows if row[0] == README_ROWS[route]), strict=True))
    for column, metric in README_COLUMNS.items():
        measured = figures["ALL"][metric]
        if told[column] != "–" and measured is not None:
            assert abs(float(told[column]) - measured) <= README_MARGIN, f"{column}: {measured:.3f}"
