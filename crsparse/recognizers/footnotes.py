"""Footnotes: their numbers, their pieces.

What CRS prints: notes of a page at its foot, in smaller type, each with a raised number; long notes run on at the foot
of the next page, sometimes marked ``(continued...)`` / ``(...continued)`` (R45741). Tags put all notes of a page into
one element, one paragraph a note or a further paragraph of it, and sometimes table notes among them.

Cues, in this order: the reader's claim; the raised number (or the marker the reader set apart), which must be greater
than the last; type: what is set in another family than the numbered notes belongs to a table.

Always true: note numbers rise through the document. A piece without number goes on with the note before: in
mid-sentence when it is the first on its page, as a new paragraph else. Known to miss: a note number that was not
raised and not set apart."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from msgspec import Struct

from crsparse.drafts import Claim, FurnitureDraft, NoteDraft
from crsparse.elements import Element, Run
from crsparse.inline import Inline, cut, flatten, head
from crsparse.looks import family
from crsparse.recognizers.view import View, marked_runs

_NUMBER = re.compile(r"\s*(\d{1,4})\.?\s*")
_CONTINUED = re.compile(r"\s*\((?:continued\.\.\.|continued…|\.\.\.continued|…continued)\)\s*")
_GAP = 12
"""Largest jump between the numbers of neighbouring notes; a greater one is a number that the note begins with."""


class _Piece(Struct, frozen=True):
    index: int
    number: int | None
    runs: tuple[Run, ...]


def recognize(view: View) -> Iterator[Claim]:
    """Claim notes; leave what is set in the type of tables to the tables."""
    free = set(view.free)
    last_page: int | None = None
    for piece in _pieces(view.elements):
        element = view.elements[piece.index]
        if piece.index not in free:
            continue
        inline = flatten(piece.runs)
        furniture: list[FurnitureDraft] = []
        inline, marks = _without_continued(inline)
        for mark in marks:
            furniture.append(FurnitureDraft(piece.index, "other", mark, element.page))
        first_on_page = element.page != last_page or element.page is None
        note = NoteDraft(
            piece.index,
            piece.number,
            inline,
            element.page,
            element.names,
            follows_break=piece.number is None and first_on_page and element.page is not None,
            placements=element.placements,
        )
        last_page = element.page
        yield Claim((piece.index,), notes=(note,), furniture=tuple(furniture))


def note_pages(elements: Sequence[Element]) -> dict[int, int | None]:
    """Return the page of each numbered note."""
    return {piece.number: elements[piece.index].page for piece in _pieces(elements) if piece.number is not None}


def _pieces(elements: Sequence[Element]) -> Iterator[_Piece]:
    notes = [index for index, element in enumerate(elements) if element.kind == "note"]
    numbered = [index for index in notes if _number(elements[index])[0] is not None]
    families = Counter(_family(elements[index]) for index in numbered)
    usual = min(families, key=lambda name: (-families[name], name)) if families else ""
    begun = False
    last = _before_first([_number(elements[index])[0] or 0 for index in numbered])
    for index in notes:
        if _family(elements[index]) != usual:
            continue
        number, runs = _number(elements[index])
        if number is not None and last < number <= last + _GAP:
            last, begun = number, True
            yield _Piece(index, number, runs)
        elif begun:
            yield _Piece(index, None, marked_runs(elements[index]))


def _before_first(numbers: Sequence[int]) -> int:
    """Return the number before which the notes begin: 0, or less than the first where the second follows it closely.

    A volume's second part, or an excerpt, may begin with note 40.
    """
    if len(numbers) > 1 and numbers[0] < numbers[1] <= numbers[0] + _GAP:
        return numbers[0] - 1
    return 0


def _family(element: Element) -> str:
    """Return the family that most of the note is set in."""
    weights: Counter[str] = Counter()
    for run in element.runs:
        weights[family(run.font)] += len(run.text)
    return min(weights, key=lambda name: (-weights[name], name)) if weights else ""


def _number(element: Element) -> tuple[int | None, tuple[Run, ...]]:
    """Return the number at the head of a note, and the runs after it."""
    if element.marker is not None:
        digits = element.marker.strip(" .[]()")
        return (int(digits) if digits.isdecimal() and len(digits) < 5 else None), element.runs
    if not element.runs:
        return None, ()
    first = element.runs[0]
    match = _NUMBER.fullmatch(first.text)
    if match and (first.superscript or first.size == 0.0):
        return int(match[1]), element.runs[1:]
    return None, element.runs


def _without_continued(inline: Inline) -> tuple[Inline, tuple[str, ...]]:
    """Take the literal ``(continued...)`` off both ends; it is furniture."""
    marks: list[str] = []
    match = _CONTINUED.match(inline.text)
    if match:
        marks.append(match.group().strip())
        inline = cut(inline, match.end())
    match = re.search(_CONTINUED.pattern + r"$", inline.text)
    if match:
        marks.append(match.group().strip())
        inline = head(inline, match.start())
    return inline, tuple(marks)
