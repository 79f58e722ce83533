"""What to validate against."""

from typing import Literal

from msgspec import Struct

Strictness = Literal["info", "warning", "error"]
SEVERITIES: tuple[Strictness, ...] = ("info", "warning", "error")
"""From the least to the most severe."""


class Options(Struct, frozen=True):
    """How strictly to judge."""

    schema: bytes | None = None
    """A JSON Schema to satisfy instead of the one that ships with this version."""
    strict: Strictness | None = None
    """Severity from which a document's own diagnostics are failures; None for never."""


PLAIN = Options()
"""This version's schema and the contract's rules."""
