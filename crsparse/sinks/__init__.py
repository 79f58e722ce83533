"""Sinks: a document becomes bytes. One sink a file, one table that names them; what leaves has been validated."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Literal

from msgspec import Struct

from crsparse import schema
from crsparse.model import Document
from crsparse.sinks import chunks, docling, html, json, jsonl, markdown, text

Format = Literal["json", "jsonl", "markdown", "text", "html", "chunks", "docling"]


class Sink(Struct, frozen=True):
    """An output format."""

    suffix: str
    """Suffix of its files, with the dot."""
    encode: Callable[[Document], bytes]
    """What makes bytes of a document; they end with a line feed."""
    joinable: bool = False
    """Whether the bytes of several documents, one after another, are again a file of this format."""


SINKS: Mapping[Format, Sink] = MappingProxyType(
    {
        "json": Sink(".json", json.encode),
        "jsonl": Sink(".jsonl", jsonl.encode, joinable=True),
        "markdown": Sink(".md", markdown.encode),
        "text": Sink(".txt", text.encode),
        "html": Sink(".html", html.encode),
        "chunks": Sink(".chunks.jsonl", chunks.encode, joinable=True),
        "docling": Sink(".docling.json", docling.encode),
    }
)
PRETTY_JSON = Sink(".json", json.encode_indented)
"""JSON for a person to read."""


def render(document: Document, sink: Sink) -> bytes:
    """Return ``document`` in the format of ``sink``; raise InvalidDocument when it does not satisfy the schema."""
    schema.validate(document)
    return sink.encode(document)
