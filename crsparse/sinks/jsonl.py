"""JSON Lines: one document a line, so that documents can be written one after another (https://jsonlines.org)."""

from crsparse.model import Document


def encode(document: Document) -> bytes:
    """Return the document as one line; JSON escapes line feeds in strings, so there is no other in it."""
    return document.to_json() + b"\n"
