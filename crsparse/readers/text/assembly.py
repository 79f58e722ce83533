"""Lines to elements: what the other parts found, put back into reading order."""

import re
from collections.abc import Container, Iterable, Mapping, Sequence
from itertools import pairwise

from msgspec import Struct, structs

from crsparse.elements import Cell, Element, Kind, Run
from crsparse.hyphens import Vocabulary
from crsparse.readers.text import wording
from crsparse.readers.text.calls import find_calls
from crsparse.readers.text.inline import Anchors, runs_of
from crsparse.readers.text.lines import Line
from crsparse.text_norm import glue, single_spaced


class Unit(Struct, frozen=True):
    """What becomes one element."""

    lines: tuple[int, ...]
    """Indexes of its lines; none for a picture that the text does not have."""
    kind: Kind | None = None
    """What it is, where that is known."""
    level: int | None = None
    """Heading level or list depth."""
    marker: str | None = None
    """List marker or note number, to be taken off the first line unless ``apart``."""
    apart: bool = False
    """Whether the marker stood on a line of its own."""
    rows: tuple[tuple[Cell, ...], ...] = ()
    """Rows of a table."""
    parent: int | None = None
    """Number of the box it stands in."""
    place: int | None = None
    """Index of the line in whose place it stands; None for the first of its own."""


_LINK_MARKUP = re.compile(r"\]\([^()\s]*\)|\[(?=\d+\]\()")
"""What of a note's number that is a link, ``[12](#ifn12).``, is not print."""


def join(parts: Iterable[str], words: Container[str]) -> str:
    """Return the lines ``parts`` as one text."""
    text = ""
    for part in parts:
        part = single_spaced(part).strip(" ")
        text, separator = glue(text, part, words)
        text += separator + part
    return text


def elements_of(units: Iterable[Unit], lines: Sequence[Line], ranks: Sequence[int]) -> tuple[Element, ...]:
    """Return the elements that ``units`` make, by the rank of their first lines in reading order."""
    words = Vocabulary(lambda: (line.text for line in lines))
    anchors = Anchors()
    ordered = sorted(
        units, key=lambda unit: min(ranks[n] for n in unit.lines) if unit.place is None else ranks[unit.place]
    )
    elements = [_element(unit, lines, words, anchors) for unit in ordered]
    return tuple(_with_calls(elements))


def _element(unit: Unit, lines: Sequence[Line], words: Container[str], anchors: Anchors) -> Element:
    if unit.rows:
        return Element(kind=unit.kind, rows=_linked(unit.rows, anchors), parent=unit.parent)
    parts = [lines[n].text for n in unit.lines]
    if unit.marker and not unit.apart:
        parts[0] = parts[0][parts[0].index(unit.marker) + len(unit.marker) :].lstrip(" ")
    text = join([part for part in parts if part], words)
    marker = unit.marker and _LINK_MARKUP.sub("", unit.marker)
    return Element(unit.kind, runs_of(text, anchors), unit.level, marker, parent=unit.parent)


def _linked(rows: tuple[tuple[Cell, ...], ...], anchors: Anchors) -> tuple[tuple[Cell, ...], ...]:
    """Return rows of cells with the links written out in them as anchors."""

    def paragraphs(cell: Cell) -> tuple[tuple[Run, ...], ...]:
        return tuple(tuple(part for run in runs for part in runs_of(run.text, anchors)) for runs in cell.paragraphs)

    return tuple(tuple(structs.replace(cell, paragraphs=paragraphs(cell)) for cell in row) for row in rows)


def _with_calls(elements: Sequence[Element]) -> list[Element]:
    """Return the elements with the digits of note calls in superscript runs of their own."""
    numbers = ((e.marker or "").strip(" .[]()") for e in elements if e.kind == "note")
    notes = frozenset(int(number) for number in numbers if number.isdigit())
    if not notes:
        return list(elements)
    places: list[tuple[int, int, int, int]] = []
    texts: list[str] = []
    for n, element in enumerate(elements):
        if element.kind in ("note", "furniture", "contents_entry"):
            continue
        if element.rows:
            for r, row in enumerate(element.rows):
                for c, cell in enumerate(row):
                    for p, paragraph in enumerate(cell.paragraphs):
                        places.append((n, r, c, p))
                        texts.append("".join(run.text for run in paragraph))
        else:
            places.append((n, -1, -1, -1))
            texts.append(element.text)
    result = list(elements)
    tables: dict[int, list[list[Cell]]] = {}
    for (n, r, c, p), calls in zip(places, find_calls(texts, notes), strict=True):
        if not calls:
            continue
        if r < 0:
            result[n] = structs.replace(result[n], runs=_raised(result[n].runs, calls))
        else:
            table = tables.setdefault(n, [list(row) for row in result[n].rows])
            paragraphs = list(table[r][c].paragraphs)
            paragraphs[p] = _raised(paragraphs[p], calls)
            table[r][c] = structs.replace(table[r][c], paragraphs=tuple(paragraphs))
    for n, rows in tables.items():
        result[n] = structs.replace(result[n], rows=tuple(map(tuple, rows)))
    return result


def _raised(runs: Sequence[Run], calls: Sequence[tuple[int, int]]) -> tuple[Run, ...]:
    """Return ``runs`` with the stretches ``calls`` (offsets into their joined text) cut out and marked superscript."""
    edges = sorted({edge for call in calls for edge in call})
    inside = {offset for start, end in calls for offset in range(start, end)}
    result: list[Run] = []
    at = 0
    for run in runs:
        cuts = [0, *[edge - at for edge in edges if at < edge < at + len(run.text)], len(run.text)]
        for a, b in pairwise(cuts):
            if a < b:
                part = structs.replace(run, text=run.text[a:b])
                result.append(structs.replace(part, superscript=True) if at + a in inside else part)
        at += len(run.text)
    return tuple(result)


def claim(claims: dict[int, str], indexes: Iterable[int], role: str) -> None:
    """Note that the lines at ``indexes`` are ``role``."""
    for n in indexes:
        claims[n] = role


_DISCLAIMER_END = re.compile(r"copyrighted material\.$")
"""The last words of the disclaimer as it is worded today."""


def disclaimer(lines: Sequence[Line], claims: Mapping[int, str]) -> tuple[int, ...]:
    """Return the heading and the lines of the disclaimer; notes may stand below it on its page."""
    heads = [
        n for n, line in enumerate(lines) if n not in claims and re.fullmatch("Disclaimer", line.plain.strip(), re.I)
    ]
    if not heads:
        return ()
    found = [heads[-1]]
    for n in range(heads[-1] + 1, len(lines)):
        if n in claims:
            continue
        if len(found) > 1 and lines[n].gap and wording.ends_sentence(lines[found[-1]].plain):
            break
        found.append(n)
        if _DISCLAIMER_END.search(lines[n].plain):
            break
    return tuple(found)
