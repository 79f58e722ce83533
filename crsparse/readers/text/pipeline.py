"""Text with hard line ends to units: the order in which its parts are recognized.

Furniture first, for it stands in everything; then the Contents, for they tell headings and captions; then notes, the
front, the authors, the disclaimer, headings, tables and figures; what is left is body. Every line is claimed once.
"""

from collections import Counter
from collections.abc import Callable, Container, Mapping, Sequence
from itertools import pairwise

from crsparse.elements import Cell, Element, Run
from crsparse.readers.text.assembly import Unit, claim, disclaimer, elements_of, join
from crsparse.readers.text.blocks import blocks_of
from crsparse.readers.text.body import Block, body_of
from crsparse.readers.text.contents import Contents, announced, find_contents, level_below
from crsparse.readers.text.floats import Float, find_floats
from crsparse.readers.text.front import ENDING, SUMMARY, box_lines, find_authors, find_front, printed_order, title_again
from crsparse.readers.text.grid import cells_of, with_head
from crsparse.readers.text.lines import Line, letters
from crsparse.readers.text.measure import extents_of
from crsparse.readers.text.notes import Notes, find_notes
from crsparse.readers.text.sheets import lines_of_text
from crsparse.readers.text.stitches import stitched

_AUTHORS = 1
"""Number of the container that the elements of the authors' block share."""


def read_lines(text: str, geometry: bool) -> tuple[Element, ...]:
    """Return the elements of a text with hard line ends; ``geometry`` says whether spaces keep its layout."""
    lines, furniture = lines_of_text(text, geometry)
    claims: dict[int, str] = {}
    claim(claims, furniture, "furniture")
    units = [Unit((n,), "furniture") for n in furniture]
    contents, found_units = claimed_units(lines, claims, furniture, not geometry)
    units += found_units
    heads = announced(lines, claims, contents)
    for n, line in enumerate(lines):
        if n not in claims and (ENDING.fullmatch(line.plain) or SUMMARY.fullmatch(line.plain)):
            heads[n] = (1, None)
    for first, (count, _) in heads.items():
        claim(claims, range(first, first + count), "heading")
    extents = extents_of(lines, {n for n, role in claims.items() if role not in ("heading", "authors")})
    after: set[int] = set()
    found = find_floats(lines, claims, extents, contents.captions)
    for item in found:
        units += _float(item, lines, claims)
    order = [n for n in range(len(lines)) if claims.get(n) in (None, "heading")]
    for a, b in pairwise(order):
        if any(claims.get(n) == "float" for n in range(a + 1, b)):
            after.add(b)
    if not geometry:
        order = stitched(lines, order, extents, lambda n: claims.get(n) == "heading")
    below = level_below(lines, contents, heads)
    units += [_block(block, below) for block in blocks_of(body_of(lines, order, extents, heads, frozenset(after)))]
    return elements_of(units, lines, _ranks(len(lines), order, claims))


def claimed_units(
    lines: Sequence[Line],
    claims: dict[int, str],
    furniture: Sequence[int],
    plain: bool,
    notes: Callable[[Sequence[Line], Mapping[int, str], Container[int]], Notes] = find_notes,
) -> tuple[Contents, list[Unit]]:
    """Claim the Contents, disclaimer, notes, front and authors of any text; return the Contents and the units of all.

    ``notes`` finds the notes.
    """
    contents = find_contents(lines, claims)
    units = _contents(contents, claims)
    last = disclaimer(lines, claims)
    units += [Unit(last[:1], "heading")] if last else []
    units += [Unit(last[1:])] if last[1:] else []
    claim(claims, last, "disclaimer")
    units += _notes(notes(lines, claims, announced(lines, claims, contents)), claims)
    units += _front(lines, claims, furniture)
    units += _back(lines, claims, plain)
    return contents, units


def _ranks(count: int, order: Sequence[int], claims: Mapping[int, str]) -> list[int]:
    """Return the place of each line in reading order.

    Lines of the body come in ``order``; claimed ones follow the line before them, those after the body come last.
    """
    after: dict[int, list[int]] = {}
    last = -1
    for n in range(count):
        if claims.get(n) in (None, "heading"):
            last = n
        else:
            after.setdefault(last, []).append(n)
    tail = after.pop(last, [])
    ranks = [0] * count
    in_order = [*after.get(-1, ()), *(m for n in order for m in (n, *after.get(n, ()))), *tail]
    for rank, n in enumerate(in_order):
        ranks[n] = rank
    return ranks


def _contents(contents: Contents, claims: dict[int, str]) -> list[Unit]:
    units = [Unit((n,), "heading") for n in contents.heads]
    units += [Unit(entry.lines, "contents_entry", entry.level) for entry in contents.entries]
    for unit in units:
        claim(claims, unit.lines, "contents")
    return units


def _notes(notes: Notes, claims: dict[int, str]) -> list[Unit]:
    units: list[Unit] = []
    for note in notes.notes:
        first, more = (note.lines[:1], note.lines[1:]) if notes.paragraphs else (note.lines, ())
        units.append(Unit(first, "note", marker=note.marker or str(note.number)))
        units += [Unit((n,), "note") for n in more]
    units += [Unit((n,), "furniture") for n in notes.continued]
    for unit in units:
        claim(claims, unit.lines, "note")
    return units


def _front(lines: Sequence[Line], claims: dict[int, str], furniture: Sequence[int]) -> list[Unit]:
    running = frozenset(
        key for key, _ in Counter(letters(lines[n].text) for n in furniture).most_common() if len(key) > 8
    )
    front = find_front(lines, claims, running) if lines else None
    if front is None:
        return []
    units = [Unit(front.title, "heading")] if front.title else []
    if front.date is not None:
        units.append(Unit((front.date,)))
    for person in front.persons:
        units += [Unit(group) for group in (person.name, person.position) if group]
        units += [Unit((n,)) for n in person.others]
    for unit in units:
        claim(claims, unit.lines, "front")
    again = [Unit(group, "heading") for group in title_again(lines, claims, front)]
    for unit in again:
        claim(claims, unit.lines, "front")
    return units + again


def _back(lines: Sequence[Line], claims: dict[int, str], plain: bool) -> list[Unit]:
    """Return the authors' block, and the summary's box, which repeats it."""
    units: list[Unit] = []
    head, persons = find_authors(lines, claims)
    if head is not None:
        units.append(Unit((head,), "heading"))
        claim(claims, (head,), "authors")
    box = box_lines(lines, claims | {n: "authors" for p in persons for n in p.name + p.position}, persons)
    if box:
        cell = Cell(tuple((Run(join((lines[n].text for n in group), ())),) for group in box))
        units.append(Unit(tuple(n for group in box for n in group), "table", rows=((cell,),)))
        claim(claims, units[-1].lines, "box")
    ordered = printed_order(lines, persons, box) if plain else persons
    places = sorted(person.name[0] for person in persons)
    for place, person in zip(places, ordered, strict=True):
        units.append(Unit(person.name, parent=_AUTHORS, place=place))
        claim(claims, person.name, "authors")
        for group in filter(None, (person.position, *((n,) for n in person.others))):
            units.append(Unit(group, parent=_AUTHORS, place=place))
            claim(claims, group, "authors")
    return units


def _float(item: Float, lines: Sequence[Line], claims: dict[int, str]) -> list[Unit]:
    units: list[Unit] = []
    if item.caption:
        units.append(Unit(item.caption, "caption"))
    if item.subtitle:
        units.append(Unit(item.subtitle))
    if item.figure:
        # the picture is not in the text, or only what is lettered in it
        units.append(Unit(item.body, "figure", place=item.body[0] if item.body else (item.caption + item.subtitle)[-1]))
    elif item.body:
        units.append(Unit(item.body, "table", rows=with_head(cells_of([lines[n] for n in item.body]))))
    units += [Unit(block) for block in item.below]
    for unit in units:
        claim(claims, unit.lines, "float")
    return units


def _block(block: Block, below: Mapping[int, int | None]) -> Unit:
    if block.kind == "heading":
        return Unit(block.lines, "heading", block.level or below[block.lines[0]])
    if block.kind == "list_item":
        return Unit(block.lines, "list_item", block.level, block.marker, block.apart)
    return Unit(block.lines, "furniture" if block.kind == "marker" else "paragraph")
