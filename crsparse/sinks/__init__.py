"""Sinks: a document becomes bytes. One sink a file, one table that names them; what leaves has been validated."""

from collections.abc import Callable, Mapping
from importlib import import_module
from types import MappingProxyType
from typing import Literal

from msgspec import Struct

from crsparse import schema
from crsparse.model import Document
from crsparse.sinks import json

Format = Literal["json", "jsonl", "markdown", "text", "html", "chunks", "docling"]


class Sink(Struct, frozen=True):
    """An output format."""

    suffix: str
    """Suffix of its files, with the dot."""
    encode: Callable[[Document], bytes]
    """What makes bytes of a document; they end with a line feed."""
    joinable: bool = False
    """Whether the bytes of several documents, one after another, are again a file of this format."""


def _later(name: str) -> Callable[[Document], bytes]:
    """Return ``encode`` of a module of this package, which is imported when a document is to be encoded."""

    def encode(document: Document) -> bytes:
        encoded: bytes = import_module(f"crsparse.sinks.{name}").encode(document)
        return encoded

    return encode


SINKS: Mapping[Format, Sink] = MappingProxyType(
    {
        "json": Sink(".json", json.encode),
        "jsonl": Sink(".jsonl", _later("jsonl"), joinable=True),
        "markdown": Sink(".md", _later("markdown")),
        "text": Sink(".txt", _later("text")),
        "html": Sink(".html", _later("html")),
        "chunks": Sink(".chunks.jsonl", _later("chunks"), joinable=True),
        "docling": Sink(".docling.json", _later("docling")),
    }
)
PRETTY_JSON = Sink(".json", json.encode_indented)
"""JSON for a person to read."""


def render(document: Document, sink: Sink) -> bytes:
    """Return ``document`` in the format of ``sink``; raise InvalidDocument when it does not satisfy the schema."""
    schema.validate(document)
    return sink.encode(document)
