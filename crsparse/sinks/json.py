"""JSON: one object, on one line or indented."""

from crsparse.model import Document


def encode(document: Document) -> bytes:
    """Return the document as one line of JSON."""
    return document.to_json() + b"\n"


def encode_indented(document: Document) -> bytes:
    """Return the document as JSON indented by two spaces."""
    return document.to_json(pretty=True) + b"\n"
