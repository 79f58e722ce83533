"""Self-audit: a CRS product states the same thing twice in many places; each disagreement is a diagnostic.

One kind of disagreement a file; :data:`CHECKS` orders them. Never an exception, never a silent guess. README lists the
codes with what to do.
"""

from collections.abc import Callable, Iterable
from itertools import chain

from crsparse.assemble.audit import captions, contents, notes, order, product, text
from crsparse.assemble.audit.subject import Subject
from crsparse.model import Diagnostic

CHECKS: tuple[Callable[[Subject], Iterable[Diagnostic]], ...] = (
    product.check,
    text.check,
    order.check,
    notes.check,
    contents.check,
    captions.check,
    captions.check_notes,
    text.check_links,
)
"""The checks, in the order of their findings."""


def audit(subject: Subject) -> tuple[Diagnostic, ...]:
    """Return what does not fit, in a fixed order."""
    return tuple(chain.from_iterable(check(subject) for check in CHECKS))
