"""The product: number, type, version, and what the facts of several rules say together."""

import re
from collections import Counter
from collections.abc import Sequence

from crsparse.drafts import Facts
from crsparse.elements import Profile
from crsparse.model import Product, ProductType

_TYPES: dict[str, ProductType] = {
    "R": "report",
    "RL": "report",
    "RS": "report",
    "IF": "in_focus",
    "IN": "insight",
    "LSB": "legal_sidebar",
    "IB": "issue_brief",
    "TE": "testimony",
    "IG": "infographic",
    "MG": "memorandum",
}
"""The type follows from the prefix; /Subject in the PDF is wrong too often (IF10753, LSB11418)."""
_PREFIX = re.compile(r"([A-Z]+)-?\d")
_IN_FILENAME = re.compile(
    r"(?P<id>(?:RL|RS|R|IF|IN|LSB|IB|TE|IG|MG|WPD)\d{3,6}|\d{2}-\d{1,4}[A-Z]?)(?:[._]v?(?P<version>\d{1,3}))?(?=[._-]|$)"
)
"""``R48917.2.pdf``, ``IN12680.v1.pdf``."""


def product_of(facts: Sequence[Facts], profile: Profile) -> Product:
    """Return the product; the number printed most often wins, the file name is asked last."""
    printed = Counter(fact.product_id for fact in facts if fact.product_id)
    versioned = next((fact for fact in facts if fact.version is not None), None)
    number = versioned.product_id if versioned else None
    if number is None and printed:
        number = max(printed, key=lambda name: printed[name])
    if number is None:
        number = in_filename(profile.filename)[0]
    match = _PREFIX.match(number) if number else None
    prefix = match[1] if match else None
    kind: ProductType = "unknown"
    if number:
        kind = _TYPES.get(prefix, "other") if prefix else "report"
    return Product(
        id=number,
        type=kind,
        number_prefix=prefix,
        version=versioned.version if versioned else None,
        status=versioned.status if versioned else None,
        url=f"https://www.congress.gov/crs-product/{number}" if number else None,
    )


def in_filename(filename: str) -> tuple[str | None, int | None]:
    """Return number and version that a file name states.

    >>> in_filename("R48917.2.pdf")
    ('R48917', 2)
    """
    match = _IN_FILENAME.match(filename)
    if not match:
        return None, None
    return match["id"], int(match["version"]) if match["version"] else None
