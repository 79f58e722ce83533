"""What the checks look at."""

from msgspec import Struct

from crsparse.drafts import Facts
from crsparse.elements import Destination, Profile
from crsparse.model import AnyBlock, Diagnostic, Footnote, Furniture, Product, Severity


class Subject(Struct, frozen=True):
    """A document before its diagnostics, and what its reader and recognizers knew."""

    blocks: tuple[AnyBlock, ...]
    footnotes: tuple[Footnote, ...]
    furniture: tuple[Furniture, ...]
    product: Product
    facts: tuple[Facts, ...]
    profile: Profile
    targets: frozenset[tuple[str | None, Destination | None]]


def say(code: str, severity: Severity, message: str, page: int | None = None, block: str | None = None) -> Diagnostic:
    """Return a diagnostic."""
    return Diagnostic(code=code, severity=severity, message=message, page=page, block=block)


def key(text: str) -> str:
    """Return what two printings of one text share: letters and digits, case folded."""
    return "".join(character for character in text.casefold() if character.isalnum())
