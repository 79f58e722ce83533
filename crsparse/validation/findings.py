"""What validation says: problems by JSON Pointer, findings by place in a file, one report a document."""

from msgspec import Struct


class Problem(Struct, frozen=True):
    """One way in which a document is not what it should be."""

    pointer: str
    """JSON Pointer (RFC 6901) to what is wrong; empty for the document itself."""
    message: str
    """What is wrong, in plain words."""
    expected: str
    """What was expected, in plain words; empty where the message says it."""


class Finding(Struct, frozen=True):
    """A problem with the rule that it breaks and its place in the file."""

    code: str
    """Stable name of the rule: ``schema``, ``json``, the name of a rule of the contract, or a diagnostic's code."""
    pointer: str
    """JSON Pointer into the document."""
    message: str
    """What is wrong."""
    expected: str
    """What was expected; may be empty."""
    line: int
    """Line in the file, 1-based."""
    column: int
    """Column in that line, in code points, 1-based."""

    def __str__(self) -> str:
        return f"{self.message}; expected {self.expected}" if self.expected else self.message


class DocumentReport(Struct, frozen=True):
    """What was found in one document."""

    file: str
    """Path as given, ``-`` for standard input."""
    line: int
    """Line at which the document begins; above 1 in JSON Lines only."""
    name: str | None
    """Product number with version, e.g. ``IN12030.v4``, where the document says one."""
    findings: tuple[Finding, ...]
    """Empty for a valid document."""

    @property
    def title(self) -> str:
        """What a person calls the document."""
        place = self.file if self.line == 1 else f"{self.file}:{self.line}"
        return f"{place} ({self.name})" if self.name else place
