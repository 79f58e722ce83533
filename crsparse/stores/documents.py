"""Rows of the tables as a document again: the inverse of :mod:`.rows`.

What comes in is one list of rows for each table, in the order of the ordinals, a row being a mapping of columns.
Booleans may be 0 and 1, as SQLite has them; JSON and dates are text.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TypeAlias, cast

from msgspec import convert, json

from crsparse.model import SCHEMA_VERSION, Document
from crsparse.schema import Json, JsonObject
from crsparse.stores.rows import Place, Value

Record: TypeAlias = Mapping[str, Value]
Records: TypeAlias = Mapping[str, Sequence[Record]]


def document_of(records: Records) -> Document:
    """Return the document of one version; ``records`` has exactly one row of reports and versions."""
    (report,), (version,) = records["reports"], records["versions"]
    marks = _Marks(records)
    data: JsonObject = {
        **_picked(version, "title", "subtitle", "publication_date", "date_label", "acknowledgments"),
        # rows of an earlier layout make a document of this version, too: what they lack is empty
        "schema_version": SCHEMA_VERSION,
        "generator": _prefixed(version, "generator_", "name", "version"),
        "source": _source(version),
        "product": {
            **_picked(version, "type", "status"),
            **_picked(report, "number_prefix", "url"),
            "id": report["number"],
            "version": version["printed_version"],
        },
        "statistics": _decoded(version["statistics"]),
        "disclaimer": _disclaimer(version),
        "authors": [
            {**_picked(row, "name", "title", "email", "phone", "role"), "redacted": bool(row["redacted"])}
            for row in records["authors"]
        ],
        "sections": [_picked(row, "id", "parent", "level", "title", "heading_block") for row in records["sections"]],
        "blocks": _blocks(records, marks),
        "footnotes": [
            {
                **_picked(row, "number", "text", "page"),
                "emphasis": _decoded(row["emphasis"]),
                "refs": _decoded(row["refs"]),
                "boxes": _decoded(row["boxes"] or "[]"),
                "links": marks.links["footnote", None, None, cast(int, row["ordinal"])],
            }
            for row in records["footnotes"]
        ],
        "furniture": [
            {**_picked(row, "kind", "text", "page"), "boxes": _decoded(row["boxes"] or "[]")}
            for row in records["furniture"]
        ],
        "citations": [_citation(row) for row in records["citations"]],
        "diagnostics": [
            {**_picked(row, "code", "severity", "message", "page"), "block": row["block_id"]}
            for row in records["diagnostics"]
        ],
    }
    return convert(data, Document)


def _picked(row: Record, *names: str) -> JsonObject:
    return {name: row[name] for name in names}


def _prefixed(row: Record, prefix: str, *names: str) -> JsonObject:
    return {name: row[prefix + name] for name in names}


def _decoded(value: Value) -> Json:
    return cast(Json, json.decode(str(value)))


def _source(version: Record) -> JsonObject:
    names = ("filename", "media_type", "sha256", "byte_count", "page_count", "tagged", "engine", "layout_era")
    source = _prefixed(version, "source_", *names)
    if source["tagged"] is not None:
        source["tagged"] = bool(source["tagged"])
    return source


def _disclaimer(version: Record) -> Json:
    if version["disclaimer"] is None:
        return None
    return {"text": version["disclaimer"], "variant": version["disclaimer_variant"]}


def _citation(row: Record) -> JsonObject:
    names = ("field", "kind", "id", "pinpoint", "end_id", "url", "congress", "origin")
    renamed = {"block": "block_id", "row": "row_index", "cell": "cell_index"}
    renamed |= {"start": "start_offset", "end": "end_offset"}
    citation = {**_picked(row, *names), **{field: row[column] for field, column in renamed.items()}}
    return {**citation, "congress_inferred": bool(row["congress_inferred"])}


class _Marks:
    """Links and calls by what carries them."""

    def __init__(self, records: Records) -> None:
        self.links: dict[Place, list[Json]] = defaultdict(list)
        self.refs: dict[Place, list[Json]] = defaultdict(list)
        for row in records["links"]:
            link = {**_picked(row, "href", "kind", "target"), "start": row["start_offset"], "end": row["end_offset"]}
            self.links[_place(row)].append(link)
        for row in records["footnote_refs"]:
            self.refs[_place(row)].append({"offset": row["call_offset"], "number": row["number"]})

    def of(self, place: Place) -> JsonObject:
        return {"links": self.links[place], "footnote_refs": self.refs[place]}

    def rich(self, row: Record, kind: str) -> Json:
        """Return the notes or the source of a table or figure."""
        if row[kind] is None:
            return None
        place: Place = (kind, cast(str, row["block_id"]), None, None)
        return {"text": row[kind], "emphasis": _decoded(row[f"{kind}_emphasis"]), **self.of(place)}


def _place(row: Record) -> Place:
    return cast(Place, (row["place"], row["block_id"], row["cell"], row["footnote"]))


def _blocks(records: Records, marks: _Marks) -> list[Json]:
    tables = {row["block_id"]: row for row in records["tables"]}
    figures = {row["block_id"]: row for row in records["figures"]}
    cells: dict[Value, list[Record]] = defaultdict(list)
    for row in records["table_cells"]:
        cells[row["table_ordinal"]].append(row)
    blocks: list[Json] = []
    for row in records["blocks"]:
        block = _picked(row, "id", "type", "part", "section", "text", "page", "end_page")
        block |= {"boxes": _decoded(row["boxes"]), "emphasis": _decoded(row["emphasis"])}
        block |= marks.of(("block", cast(str, row["id"]), None, None))
        match row["type"]:
            case "heading":
                block |= _picked(row, "level")
            case "list_item":
                block |= _picked(row, "depth", "marker")
            case "contents_entry":
                block |= {**_picked(row, "level", "page_label"), "title": row["entry_title"]}
            case "table":
                table = tables[row["id"]]
                block |= _picked(table, "label", "caption", "subtitle", "header_rows")
                block["rows"] = _table_rows(table, cells[table["ordinal"]], marks)
                block |= {"notes": marks.rich(table, "notes"), "source": marks.rich(table, "source")}
            case "figure":
                figure = figures[row["id"]]
                block |= _picked(figure, "label", "caption", "alt_text")
                block |= {"notes": marks.rich(figure, "notes"), "source": marks.rich(figure, "source")}
        blocks.append(block)
    return blocks


def _table_rows(table: Record, cells: Sequence[Record], marks: _Marks) -> list[Json]:
    rows: list[list[Json]] = [[] for _ in range(cast(int, table["row_count"]))]
    for cell in cells:
        place: Place = ("cell", cast(str, table["block_id"]), cast(int, cell["ordinal"]), None)
        fields = _picked(cell, "text", "col_span", "row_span")
        rows[cast(int, cell["row_number"]) - 1].append({**fields, "header": bool(cell["header"]), **marks.of(place)})
    return cast("list[Json]", rows)
