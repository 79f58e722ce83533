"""DoclingDocument JSON (https://docling-project.github.io/docling/concepts/docling_document/), which chunkers take.

Each block is one item with its text as it is, so that offsets stay. What docling has no place for is in ``meta``, under
names that begin with ``crsparse__``: id of the block, section path, links, note calls, citations. An item that is a
link as a whole has docling's ``hyperlink`` too. Running heads, feet and the Contents are in docling's furniture layer,
which chunkers leave out. Caption, notes and source of a table are items of their own, to which the table refers.

Known to be lost: emphasis; the sizes of pages, which the document does not have; boxes of several pages count for the
whole text.
"""

from collections import defaultdict
from collections.abc import Sequence
from typing import cast

from msgspec import json, to_builtins

from crsparse.content import Place, place_of_note
from crsparse.model import (
    AnyBlock,
    Citation,
    CitationField,
    ContentsEntry,
    Document,
    Figure,
    Footnote,
    FootnoteRef,
    Furniture,
    Heading,
    Link,
    ListItem,
    Table,
    Title,
)
from crsparse.schema import Json, JsonObject
from crsparse.sinks.grid import laid_out

VERSION = "1.8.0"
"""Version of the format: the first with ``meta``."""
_HASH_DIGITS = 16
"""Hexadecimal digits of the source's SHA-256 that make docling's 64-bit hash."""
_PLACE = frozenset({"block", "field", "row", "cell"})
"""Fields of a citation that say where it stands, which its item says already."""
_LABELS = {"header": "page_header", "footer": "page_footer", "page_number": "page_footer"}


def encode(document: Document) -> bytes:
    """Return the document as DoclingDocument JSON, on one line."""
    return json.encode(_Builder(document).whole()) + b"\n"


class _Builder:
    """Collects items; each is named by its place in its list."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._items: dict[str, list[JsonObject]] = {"texts": [], "tables": [], "pictures": [], "groups": []}
        self._body: JsonObject = {"self_ref": "#/body", "children": [], "name": "_root_", "label": "unspecified"}
        self._lists: list[JsonObject] = []
        """Groups that are open, by depth; each but the first is in the last item of the one before."""
        self._cited: dict[Place, list[Json]] = defaultdict(list)
        for one in document.citations:
            fields = {
                name: to_builtins(getattr(one, name)) for name in Citation.__struct_fields__ if name not in _PLACE
            }
            self._cited[Place(one.block, one.field, one.row, one.cell)].append(fields)
        self._paths: dict[str, str] = {}
        for section in document.sections:
            above = self._paths.get(section.parent or "")
            self._paths[section.id] = f"{above} > {section.title}" if above else section.title

    def whole(self) -> JsonObject:
        document = self._document
        for block in document.blocks:
            if not isinstance(block, ListItem):
                self._lists = []
            self._block(block)
        for note in document.footnotes:
            self._note(note)
        for item in document.furniture:
            self._furniture(item)
        source = document.source
        return {
            "schema_name": "DoclingDocument",
            "version": VERSION,
            "name": document.product.id or source.filename,
            "origin": {
                "mimetype": source.media_type,
                "binary_hash": int(source.sha256[:_HASH_DIGITS], 16),
                "filename": source.filename,
            },
            "body": self._body,
            **self._items,  # type: ignore[dict-item]
            "pages": {},
        }

    def _add(self, kind: str, parent: JsonObject, fields: JsonObject) -> JsonObject:
        item: JsonObject = {
            "self_ref": f"#/{kind}/{len(self._items[kind])}",
            "parent": _ref(parent),
            "children": [],
            **fields,
        }
        self._items[kind].append(item)
        _listed(parent, "children").append(_ref(item))
        return item

    def _text(self, parent: JsonObject, label: str, text: str, fields: JsonObject) -> JsonObject:
        return self._add("texts", parent, {"label": label, "orig": text, "text": text, **fields})

    def _block(self, block: AnyBlock) -> None:
        fields: JsonObject = {"prov": _prov(block, block.text), "meta": self._meta(block)}
        if isinstance(block, ContentsEntry) or block.part == "contents":
            fields["content_layer"] = "furniture"
        (whole,) = block.links if len(block.links) == 1 else (None,)
        if whole and whole.href and (whole.start, whole.end) == (0, len(block.text)):
            fields["hyperlink"] = whole.href
        if isinstance(block, ListItem):
            group = self._list(block.depth)
            marker = block.marker or "-"
            fields |= {"marker": marker, "enumerated": marker[:1].isalnum() and len(marker) > 1}
            self._text(group, "list_item", block.text, fields)
        elif isinstance(block, Heading):
            self._text(self._body, "section_header", block.text, {**fields, "level": block.level})
        elif isinstance(block, Title):
            self._text(self._body, "title", block.text, fields)
        elif isinstance(block, Table):
            self._captioned("tables", block, {**fields, "label": "table", "data": _data(block)})
        elif isinstance(block, Figure):
            self._captioned("pictures", block, {**fields, "label": "picture"})
        else:
            self._text(self._body, "text", block.text, fields)

    def _list(self, depth: int) -> JsonObject:
        """Return the group for list items of a depth; deeper ones are in the item above them."""
        del self._lists[depth + 1 :]
        while len(self._lists) <= depth:
            parent = self._body
            if self._lists:
                children = _listed(self._lists[-1], "children")
                if not children:
                    break  # a list that begins deeper than its parents allow
                parent = self._items["texts"][int(str(children[-1]["$ref"]).rpartition("/")[2])]
            self._lists.append(self._add("groups", parent, {"name": "list", "label": "list"}))
        return self._lists[-1]

    def _captioned(self, kind: str, block: Table | Figure, fields: JsonObject) -> None:
        fields.pop("hyperlink", None)
        item = self._add(kind, self._body, {**fields, "captions": [], "footnotes": []})
        if block.text:
            _listed(item, "captions").append(_ref(self._text(item, "caption", block.text, {"prov": []})))
        subtitle = block.subtitle if isinstance(block, Table) else None
        if subtitle:
            _listed(item, "captions").append(_ref(self._text(item, "caption", subtitle, {"prov": []})))
        for name, rich in (("notes", block.notes), ("source", block.source)):
            if rich is not None:
                meta = self._marks(Place(block.id, cast(CitationField, name)), rich.links, rich.footnote_refs)
                note = self._text(item, "footnote", rich.text, {"prov": [], "meta": meta})
                _listed(item, "footnotes").append(_ref(note))

    def _note(self, note: Footnote) -> None:
        marks = self._marks(place_of_note(note), note.links, ())
        meta: JsonObject = {"crsparse__block": f"fn{note.number}", **marks}
        text = f"{note.number} {note.text}"
        self._text(self._body, "footnote", text, {"prov": _prov(note, text), "meta": meta})

    def _furniture(self, item: Furniture) -> None:
        label = _LABELS.get(item.kind, "text")
        self._text(self._body, label, item.text, {"prov": _prov(item, item.text), "content_layer": "furniture"})

    def _meta(self, block: AnyBlock) -> JsonObject:
        links, refs = list(block.links), list(block.footnote_refs)
        path = self._paths.get(block.section or "")
        meta: JsonObject = {"crsparse__block": block.id, "crsparse__part": block.part}
        if path is not None:
            meta["crsparse__section_path"] = path
        if isinstance(block, Table):
            meta["crsparse__cells"] = [
                self._marks(Place(block.id, "cell", at, place), cell.links, cell.footnote_refs)
                for at, row in enumerate(block.rows)
                for place, cell in enumerate(row)
            ]
        return meta | self._marks(Place(block.id, "text"), links, refs)

    def _marks(self, place: Place, links: Sequence[Link], refs: Sequence[FootnoteRef]) -> JsonObject:
        marks: dict[str, Json] = {
            "crsparse__links": to_builtins(links),
            "crsparse__footnote_refs": to_builtins(refs),
            "crsparse__citations": list(self._cited[place]),
        }
        return {name: value for name, value in marks.items() if value}


def _ref(item: JsonObject) -> JsonObject:
    return {"$ref": item["self_ref"]}


def _listed(item: JsonObject, key: str) -> list[JsonObject]:
    return item[key]  # type: ignore[return-value]


def _prov(item: AnyBlock | Footnote | Furniture, text: str) -> list[Json]:
    return [
        {
            "page_no": place.page,
            "bbox": dict(zip(("l", "t", "r", "b"), place.box, strict=True)) | {"coord_origin": "TOPLEFT"},
            "charspan": [0, len(text)],
        }
        for place in item.boxes
    ]


def _data(table: Table) -> JsonObject:
    grid = laid_out(table)
    cells: list[Json] = []
    for row, slots in enumerate(grid):
        for column, slot in enumerate(slots):
            if slot is None or not slot.first:
                continue
            cell = slot.cell
            bottom, right = min(row + cell.row_span, len(grid)), min(column + cell.col_span, len(slots))
            cells.append(
                {
                    "text": cell.text,
                    "row_span": bottom - row,
                    "col_span": right - column,
                    "start_row_offset_idx": row,
                    "end_row_offset_idx": bottom,
                    "start_col_offset_idx": column,
                    "end_col_offset_idx": right,
                    "column_header": row < table.header_rows,
                    "row_header": cell.header and row >= table.header_rows,
                }
            )
    return {"table_cells": cells, "num_rows": len(grid), "num_cols": max(map(len, grid), default=0)}
