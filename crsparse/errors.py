"""Errors: one root, one sentence a class. Nothing here imports anything of ours."""

from typing import Self


class CrsparseError(Exception):
    """Root of every error that crsparse raises on purpose; ``str(error)`` is one line for a person."""

    code = "error"
    """Stable machine name of the cause, for manifests and logs."""


class UnreadableInput(CrsparseError):
    """The input could not be read as a document at all."""

    code = "unreadable"


class SourceNotFound(UnreadableInput):
    """The path does not exist, or is a directory."""

    code = "not_found"


class SourceUnavailable(UnreadableInput):
    """It may be there, but can't be read: no permission, no regular file, a disk or a network that fails."""

    code = "unavailable"


class EmptyInput(UnreadableInput):
    """The input has no content."""

    code = "empty"


class UnknownMediaType(UnreadableInput):
    """The content is neither PDF nor HTML nor text."""

    code = "unknown_media_type"


class DamagedPdf(UnreadableInput):
    """The PDF is truncated or broken beyond repair."""

    code = "damaged_pdf"


class EncryptedPdf(UnreadableInput):
    """The PDF needs a password, or the one given is wrong."""

    code = "encrypted"

    @classmethod
    def opened_with(cls, password: str | None) -> Self:
        """Return the error for a PDF that does not open with a password, or without one."""
        return cls("wrong password" if password else "the PDF is encrypted and needs a password")


class NoTextLayer(UnreadableInput):
    """The PDF's pages are images without text; it must be put through OCR first."""

    code = "no_text_layer"


class UndecodableText(UnreadableInput):
    """The text is not in an encoding that can be told."""

    code = "undecodable_text"


class InvalidDocument(CrsparseError):
    """The JSON does not satisfy the schema."""

    code = "invalid_document"


class UnusableSchema(CrsparseError):
    """What was given as a JSON Schema is none, or refers to one that is not there."""

    code = "unusable_schema"


class OutputFailed(CrsparseError):
    """What was made could not be written."""

    code = "output_failed"


class UnclaimedElements(CrsparseError):
    """A fault of crsparse itself: an element was claimed twice or by no recognizer."""

    code = "internal"
