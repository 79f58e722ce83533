"""Who cites a work: the places of all products that cite what is wanted, with the words around them.

The tables are asked once for everything that may answer, by id, and only for the places that are shown for the texts in
which they stand. A footnote is in the section of the block that calls it first.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias, cast

from msgspec import Struct, convert, json

from crsparse.citations.wanted import Wanted
from crsparse.model import BlockOffset
from crsparse.stores.rows import Row, Value
from crsparse.stores.store import MARK_END, MARK_START, Store

AROUND = 90
"""Code points shown before and behind the words that cite."""
_WHERE = ("part", "section_path", "page", "end_page")
_TRUTH = "congress_inferred"
"""What SQLite has as a number."""
_PORTION = 200
"""Places whose texts are fetched at once."""


class CitingPlace(Struct, frozen=True, kw_only=True):
    """A place of a product that cites a work."""

    product_id: str
    version: int
    title: str | None
    """Title of the product."""
    publication_date: str | None
    part: str | None
    """Part of the product, ``summary`` or ``body``; of a footnote, that of the block which calls it."""
    section_path: str | None
    """Section; of a footnote, that of the block which calls it."""
    page: int | None
    end_page: int | None
    block_id: str
    """Block, or ``fn12``."""
    field: str
    """Text of the block, cell, notes or source."""
    row: int | None
    cell: int | None
    start: int
    end: int
    snippet: str
    """Words around, with ``MARK_START`` and ``MARK_END`` around those that cite."""
    kind: str
    id: str
    pinpoint: str | None
    end_id: str | None
    url: str | None
    congress: int | None
    congress_inferred: bool
    origin: str


class Answer(Struct, frozen=True):
    """Places that cite what is wanted."""

    places: tuple[CitingPlace, ...]
    """Products by date, the newest first; in them, in reading order."""
    total: int
    """How many there are, shown or not."""
    products: int
    """How many products they stand in, shown or not."""


_COLUMNS = (
    *("product_id", "version", "block_id", "field", "row_index", "cell_index", "start_offset", "end_offset"),
    *("kind", "id", "pinpoint", "end_id", "url", "congress", "congress_inferred", "origin"),
)
_Record: TypeAlias = Mapping[str, Value]
_CANDIDATES = f"""
SELECT {", ".join(f"citations.{name}" for name in _COLUMNS)}, versions.title,
    CAST(versions.publication_date AS VARCHAR) AS publication_date
FROM citations JOIN {{versions}} AS versions
ON versions.product_id = citations.product_id AND versions.version = citations.version
WHERE {{conditions}}
ORDER BY versions.publication_date DESC, citations.product_id{{{{binary}}}}, citations.version DESC, citations.ordinal
"""


def citing(store: Store, works: Sequence[Wanted], limit: int | None, *, all_versions: bool = False) -> Answer:
    """Return the places that cite any of the works, at most ``limit`` of them, in the newest versions or in all.

    Raises OtherLayout, StoreFailed.
    """
    found: list[_Record] = []
    conditions, values = _conditions(works)
    versions = "versions" if all_versions else "current_reports"
    statement = _CANDIDATES.format(versions=versions, conditions=conditions)
    for row in store.select(statement, values):
        record = dict(zip((*_COLUMNS, "title", "publication_date"), row, strict=True))
        cited = cast("tuple[str, str | None, str | None]", (record["id"], record["pinpoint"], record["end_id"]))
        if any(work.answered_by(*cited) for work in works):
            found.append(record)
    shown = found if limit is None else found[:limit]
    portions = (shown[first : first + _PORTION] for first in range(0, len(shown), _PORTION))
    places = tuple(place for portion in portions for place in _with_texts(store, portion))
    return Answer(places, len(found), len({record["product_id"] for record in found}))


def congresses(store: Store, kind: str, number: str, *, all_versions: bool = False) -> list[tuple[str, int]]:
    """Return the ids of the bills of a kind and number that are cited, the newest first, and how many places do."""
    versions = "versions" if all_versions else "current_reports"
    rows = store.select(
        f"SELECT citations.id, count(*) FROM citations JOIN {versions} AS versions "
        "ON versions.product_id = citations.product_id AND versions.version = citations.version "
        "WHERE citations.kind = 'bill' AND citations.id LIKE ? GROUP BY citations.id",
        (f"/us/bill/%/{kind}/{number}",),
    )
    return sorted(cast("list[tuple[str, int]]", rows), key=lambda row: -int(row[0].split("/")[3]))


def _conditions(works: Sequence[Wanted]) -> tuple[str, list[Value]]:
    """Return what a citation must satisfy to come into question, so that the index over the ids is of use."""
    conditions: list[str] = []
    values: list[Value] = []
    for work in works:
        if work.last is None:
            conditions.append("citations.id = ?")
            values.append(work.id)
        below = [] if work.whole and not work.last else [f"{work.parent if work.last else work.id}/"]
        below += filter(None, [work.sections_of_part])
        for beginning in below:
            conditions.append("(citations.id{binary} >= ? AND citations.id{binary} < ?)")
            values += _between(beginning)
        if work.ranged and not work.last:
            # "§§601-688", and pages in the middle of a document
            conditions.append(
                "(citations.id{binary} >= ? AND citations.id{binary} < ? "
                "AND (citations.end_id IS NOT NULL OR citations.pinpoint = ?))"
            )
            values += [*_between(f"{work.parent}/"), f"p{work.id.rpartition('/')[2]}"]
    return " OR ".join(conditions), values


def _between(beginning: str) -> tuple[str, str]:
    """Return the ids between which all others lie that begin so."""
    return beginning, beginning[:-1] + chr(ord(beginning[-1]) + 1)


# -------------------------------------------------------------------------------------------------------------- texts
_Place: TypeAlias = tuple[Value, ...]
"""Values that name a row: product and version, then a block's id, a note's number, or block, row and cell."""
_BLOCKS = """
SELECT product_id, version, id, part, section_path, page, end_page, text FROM blocks
WHERE (product_id, version, id) IN
"""
_NOTES = """
SELECT product_id, version, number, text, page, CAST(refs AS VARCHAR) FROM footnotes
WHERE (product_id, version, number) IN
"""
_CELLS = """
SELECT tables.product_id, tables.version, block_id, row_number, cell_number, text FROM tables JOIN table_cells
ON table_cells.product_id = tables.product_id AND table_cells.version = tables.version
AND table_cells.table_ordinal = tables.ordinal
WHERE (tables.product_id, tables.version, block_id, row_number, cell_number) IN
"""
_UNDER_TABLES = """
SELECT product_id, version, block_id, notes, source FROM tables WHERE (product_id, version, block_id) IN
"""
_UNDER_FIGURES = _UNDER_TABLES.replace("tables", "figures")


def _with_texts(store: Store, records: Sequence[_Record]) -> Iterator[CitingPlace]:
    """Yield the places with the words around, and with page and section of what they stand in."""
    notes = _fetched(store, _NOTES, 3, (_of_note(record) for record in records if _in_note(record)))
    calls = {place: (*place[:2], _first_call(note[2])) for place, note in notes.items()}
    inside = [record for record in records if not _in_note(record)]
    blocks = _fetched(store, _BLOCKS, 3, [*map(_of_block, inside), *calls.values()])
    cells = _fetched(store, _CELLS, 5, (_of_cell(record) for record in inside if record["field"] == "cell"))
    under = [_of_block(record) for record in inside if record["field"] in ("notes", "source")]
    below = {**_fetched(store, _UNDER_TABLES, 3, under), **_fetched(store, _UNDER_FIGURES, 3, under)}
    for record in records:
        if _in_note(record):
            text, page, _ = notes.get(_of_note(record), (None, None, None))
            part, section, *_ = blocks.get(calls.get(_of_note(record), ()), (None, None))
            yield _citing_place(record, text, (part, section, page, page))
            continue
        *where, text = blocks.get(_of_block(record), (None,) * 5)
        if record["field"] == "cell":
            (text,) = cells.get(_of_cell(record), (None,))
        elif record["field"] != "text":
            text = below.get(_of_block(record), (None, None))[record["field"] == "source"]
        yield _citing_place(record, text, where)


def _fetched(store: Store, statement: str, keys: int, places: Iterable[_Place]) -> dict[_Place, Row]:
    """Return the rows at places, by their first ``keys`` columns, which name the place."""
    wanted = list(dict.fromkeys(place for place in places if None not in place))
    if not wanted:
        return {}
    marks = ", ".join([f"({', '.join('?' * keys)})"] * len(wanted))
    rows = store.select(f"{statement}(VALUES {marks})", [value for place in wanted for value in place])
    return {row[:keys]: row[keys:] for row in rows}


def _in_note(record: _Record) -> bool:
    return str(record["block_id"]).startswith("fn")


def _of_block(record: _Record) -> _Place:
    return record["product_id"], record["version"], record["block_id"]


def _of_note(record: _Record) -> _Place:
    return record["product_id"], record["version"], int(str(record["block_id"])[2:])


def _of_cell(record: _Record) -> _Place:
    """Return the place of a cell; the tables of a database count rows and cells from 1."""
    return (*_of_block(record), cast(int, record["row_index"]) + 1, cast(int, record["cell_index"]) + 1)


def _first_call(refs: Value) -> str | None:
    """Return the block that calls a note first."""
    found = json.decode(str(refs), type=list[BlockOffset])
    return found[0].block if found else None


def _citing_place(record: _Record, text: Value, where: Sequence[Value]) -> CitingPlace:
    renamed = {"row": "row_index", "cell": "cell_index", "start": "start_offset", "end": "end_offset"}
    columns = [field for field in CitingPlace.__struct_fields__ if field not in _WHERE]
    values = {field: record[renamed.get(field, field)] for field in columns if field not in ("snippet", _TRUTH)}
    snippet = _snippet(str(text or ""), cast(int, values["start"]), cast(int, values["end"]))
    found = {**values, **dict(zip(_WHERE, where, strict=True)), "snippet": snippet, _TRUTH: bool(record[_TRUTH])}
    return convert(found, CitingPlace)


def _snippet(text: str, start: int, end: int) -> str:
    """Return the words around ``text[start:end]``, which is marked."""
    # a text that was changed or deleted by hand may be shorter than its citations say
    start, end = min(start, len(text)), min(end, len(text))
    first, last = max(0, start - AROUND), min(len(text), end + AROUND)
    while first > 0 and not text[first - 1].isspace():
        first -= 1
    while last < len(text) and not text[last].isspace():
        last += 1
    before, behind = "…" if first else "", "…" if last < len(text) else ""
    return f"{before}{text[first:start]}{MARK_START}{text[start:end]}{MARK_END}{text[end:last]}{behind}"
