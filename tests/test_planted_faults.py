"""The self-audit earns its trust: faults planted between reader and recognizers, and how many of them it names.

Each fault is one a reader could commit: an element lost, two columns swapped, two paragraphs glued, a link annotation
left without its anchor. A fault is named when the document has a diagnostic that the sound document has not.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest
from msgspec.structs import replace

from crsparse.assemble import assemble
from crsparse.elements import Cell, Element, Placement, Reading, Run
from crsparse.model import Document, SourceInfo
from crsparse.readers import read
from crsparse.recognizers import recognize
from crsparse.recognizers.view import CAPTION

FIXTURES = sorted((Path(__file__).parent.parent / "fixtures").glob("*/*.tagged.pdf"))
NAMED = 0.9
"""Share of the planted faults that must be named."""
FALSE_ALARMS = 0.1
"""False alarms a clean document of the corpus, at most."""
A_KIND = 3
"""Faults of each kind planted in one fixture, where chance wants them."""
_SOURCE = SourceInfo(
    filename="x.pdf",
    media_type="application/pdf",
    sha256="0" * 64,
    byte_count=0,
    page_count=None,
    tagged=None,
    engine="pdfium",
    layout_era=None,
)

Faulty = tuple[str, str, Reading]
"""Kind of the fault, what was done, and the reading with it."""
KINDS = {f"{name} dropped" for name in ("heading", "paragraph", "note", "caption", "table")} | {
    "paragraphs glued",
    "columns swapped",
    "link without anchor",
}


def _document(reading: Reading) -> Document:
    return assemble(recognize(reading), reading.profile, _SOURCE)


def _some(places: Sequence[int], random: Random) -> list[int]:
    """Return one of ``places``, or none where there is none."""
    return [random.choice(places)] if places else []


def _is_prose(element: Element) -> bool:
    return element.kind == "paragraph" and len(element.text) > 150 and len(element.placements) == 1


def _dropped(reading: Reading, random: Random) -> list[Faulty]:
    tests: dict[str, Callable[[Element], bool]] = {
        "heading": lambda element: element.kind == "heading" and not CAPTION.match(element.text),
        "paragraph": _is_prose,
        "note": lambda element: element.kind == "note",
        "caption": lambda element: (
            bool(CAPTION.match(element.text)) and element.kind in ("heading", "paragraph", "caption")
        ),
        "table": lambda element: element.kind == "table",
    }
    faults = []
    for name, test in tests.items():
        for place in _some([place for place, element in enumerate(reading.elements) if test(element)], random):
            rest = (*reading.elements[:place], *reading.elements[place + 1 :])
            faults.append((f"{name} dropped", f"element {place}", replace(reading, elements=rest)))
    return faults


def _glued(reading: Reading, random: Random) -> list[Faulty]:
    elements = reading.elements
    pairs = [
        place
        for place, (one, two) in enumerate(pairwise(elements))
        if _is_prose(one)
        and _is_prose(two)
        and one.page == two.page
        and two.placements[0].box[1] > one.placements[0].box[1]
    ]
    faults = []
    for place in _some(pairs, random):
        one, two = elements[place], elements[place + 1]
        glued = replace(
            one,
            runs=(*one.runs, Run(" "), *two.runs),
            placements=(*one.placements, *two.placements),
            last_line=two.last_line,
            closed=two.closed,
        )
        rest = (*elements[:place], glued, *elements[place + 2 :])
        faults.append(("paragraphs glued", f"elements {place} and {place + 1}", replace(reading, elements=rest)))
    return faults


def _swapped(reading: Reading) -> list[Faulty]:
    """Swap the two columns of a page, as a reader does that takes the right one first."""
    faults = []
    for page, (width, _) in enumerate(reading.profile.page_sizes, 1):
        flow = [place for place, element in enumerate(reading.elements) if _in_flow(element, page)]
        left = [place for place in flow if reading.elements[place].placements[0].box[2] < 0.52 * width]
        right = [place for place in flow if reading.elements[place].placements[0].box[0] > 0.48 * width]
        if len(left) < 2 or len(right) < 2 or len(left) + len(right) < 0.7 * len(flow):
            continue
        order = [*right, *left]
        moved = {place: reading.elements[other] for place, other in zip(sorted(order), order, strict=True)}
        elements = tuple(moved.get(place, element) for place, element in enumerate(reading.elements))
        faults.append(("columns swapped", f"page {page}", replace(reading, elements=elements)))
    return faults


def _in_flow(element: Element, page: int) -> bool:
    return element.kind in ("heading", "paragraph", "list_item") and [place.page for place in element.placements] == [
        page
    ]


def _unanchored(reading: Reading, random: Random) -> list[Faulty]:
    """Take the anchor off the text for some links."""
    targets = list(dict.fromkeys((anchor.href, anchor.destination) for _, anchor in reading.profile.annotations))
    faults = []
    for number in _some(range(len(targets)), random):
        elements = tuple(_without(element, targets[number]) for element in reading.elements)
        faults.append(("link without anchor", f"link {number}", replace(reading, elements=elements)))
    return faults


def _without(element: Element, target: object) -> Element:
    def strip(runs: tuple[Run, ...]) -> tuple[Run, ...]:
        return tuple(
            replace(run, link=None) if run.link and (run.link.href, run.link.destination) == target else run
            for run in runs
        )

    def strip_cell(cell: Cell) -> Cell:
        return replace(cell, paragraphs=tuple(strip(paragraph) for paragraph in cell.paragraphs))

    rows = tuple(tuple(strip_cell(cell) for cell in row) for row in element.rows)
    return replace(element, runs=strip(element.runs), rows=rows)


def _said(document: Document) -> object:
    """Return what blocks and notes say, with their links; a fault that changes nothing of it can't be named."""
    data = document.to_dict()
    return [
        [{key: value for key, value in item.items() if key != "boxes"} for item in data[name]]
        for name in ("blocks", "footnotes")
    ]


def _plant(path: Path, seeds: Iterable[int], *, tags: bool) -> tuple[Counter[str], dict[str, list[str]]]:
    """Return how many faults of each kind were planted in a product, and those that the audit does not name."""
    reading = read(path.read_bytes(), "application/pdf", path.name, tags=tags)
    whole = _document(reading)
    sound = {(one.code, one.page, one.message) for one in whole.diagnostics}
    planted: Counter[str] = Counter()
    missed: dict[str, list[str]] = {}
    for seed in seeds:
        random = Random(f"{path.name} {seed}")
        faults = (*_dropped(reading, random), *_glued(reading, random), *_swapped(reading))
        for kind, name, faulty in (*faults, *_unanchored(reading, random)):
            document = _document(faulty)
            if _said(document) == _said(whole):
                continue  # two columns of an imprint, say
            planted[kind] += 1
            if {(one.code, one.page, one.message) for one in document.diagnostics} <= sound:
                missed.setdefault(kind, []).append(f"{path.stem}: {name}")
    return planted, missed


def _assert_named(paths: Iterable[Path], seeds: Sequence[int], *, tags: bool) -> None:
    """Every kind of fault must be named often enough, so that none hides behind the many of another."""
    planted: Counter[str] = Counter()
    missed: dict[str, list[str]] = {}
    for path in paths:
        more, unnamed = _plant(path, seeds, tags=tags)
        planted += more
        for kind, names in unnamed.items():
            missed.setdefault(kind, []).extend(names)
    print({kind: f"{count - len(missed.get(kind, ()))} of {count}" for kind, count in sorted(planted.items())})
    assert set(planted) == KINDS
    for kind, names in missed.items():
        assert len(names) <= (1 - NAMED) * planted[kind], f"{len(names)} of {planted[kind]} not named: {names}"


@pytest.mark.parametrize("form", ["tagged", "untagged"])
def test_faults_in_fixtures_are_named(form: str) -> None:
    paths = [path.with_name(path.name.replace("tagged", form)) for path in FIXTURES]
    _assert_named(paths, range(A_KIND), tags=form == "tagged")


def test_swapped_columns_are_among_the_faults() -> None:
    path = next(path for path in FIXTURES if path.stem.startswith("IF"))
    assert _swapped(read(path.read_bytes(), "application/pdf", path.name))


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.parent.name)
def test_sound_fixtures_raise_no_alarm(path: Path) -> None:
    reading = read(path.read_bytes(), "application/pdf", path.name)
    assert [one for one in _document(reading).diagnostics if one.severity != "info"] == []


@pytest.mark.corpus
@pytest.mark.slow
@pytest.mark.parametrize("tags", [True, False], ids=["tags", "no-tags"])
def test_faults_in_real_products_are_named(tags: bool, corpus: Path) -> None:
    _assert_named(sorted((corpus / "pdf").glob("*.pdf"))[::2], range(1), tags=tags)


@pytest.mark.corpus
@pytest.mark.parametrize("tags", [True, False], ids=["tags", "no-tags"])
def test_sound_products_raise_few_alarms(tags: bool, corpus: Path) -> None:
    paths = sorted((corpus / "pdf").glob("*.pdf"))
    alarms = []
    for path in paths:
        reading = read(path.read_bytes(), "application/pdf", path.name, tags=tags)
        alarms += [(path.stem, one.code) for one in _document(reading).diagnostics if one.severity != "info"]
    assert len(alarms) <= FALSE_ALARMS * len(paths), alarms


def test_boxes_tell_a_gap_from_a_column() -> None:
    upper, lower = Placement(1, (72.0, 100.0, 300.0, 150.0)), Placement(1, (72.0, 160.0, 300.0, 200.0))
    column = Placement(1, (320.0, 80.0, 540.0, 120.0))
    text = "A paragraph that is long enough to be taken for prose, which says nothing of any weight. " * 3
    for places, expected in (((upper, lower), True), ((upper, column), False)):
        element = Element(kind="paragraph", runs=(Run(text.strip(), 11.0, "Serif"),), placements=places)
        profile = replace(read(FIXTURES[0].read_bytes(), "application/pdf", "x.pdf").profile, page_characters={})
        document = _document(Reading((element,), profile))
        assert any(one.code == "gap_in_block" for one in document.diagnostics) is expected
