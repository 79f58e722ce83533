"""Agreement: a PDF read twice, by its tags and by its looks, and what the two readings disagree on.

Two readings that share no step but the recognizers rarely err in the same way: where they agree a parse can be trusted
without gold, and where they differ a person knows where to look.
"""

from collections.abc import Iterator

from msgspec.structs import replace

from crsparse.compare import BlockChange, Comparison, compare
from crsparse.model import Diagnostic, Document

CODE = "layout_agreement"
_EXCERPT = 60
"""Characters of a block that a message quotes."""


def with_agreement(by_tags: Document, by_layout: Document) -> Document:
    """Return ``by_tags`` with a diagnostic of how far the layout agrees, and one for each difference."""
    found = compare(by_tags, by_layout)
    diagnostics = (_summary(by_tags, found), *_differences(found))
    return replace(by_tags, diagnostics=(*by_tags.diagnostics, *diagnostics))


def _summary(document: Document, found: Comparison) -> Diagnostic:
    count = sum(1 for change in found.blocks if change.before is not None)
    total = len(document.blocks)
    message = f"tags and layout agree on {total - count} of {total} blocks"
    notes = sum(1 for change in found.notes if change.before is not None)
    if document.footnotes:
        message += f" and {len(document.footnotes) - notes} of {len(document.footnotes)} notes"
    return Diagnostic(code=CODE, severity="info", message=message, page=None, block=None)


def _differences(found: Comparison) -> Iterator[Diagnostic]:
    for field in found.fields:
        message = f"{field.field} is {field.before!r} by the tags and {field.after!r} by the layout"
        yield Diagnostic(code=CODE, severity="warning", message=message, page=None, block=None)
    for change in found.blocks:
        yield _block(change)
    for note in found.notes:
        one = note.before or note.after
        assert one is not None
        how = {
            "added": "is known to the layout only",
            "removed": "is known to the tags only",
            "changed": "reads otherwise",
        }
        message = f"note {one.number} {how[note.kind]}: {_excerpt(one.text)}"
        yield Diagnostic(code=CODE, severity="warning", message=message, page=one.page, block=None)


def _block(change: BlockChange) -> Diagnostic:
    one = change.before or change.after
    assert one is not None
    kind = type(one).__struct_config__.tag
    if change.kind == "changed":
        message = f"the layout reads this {kind} otherwise ({', '.join(change.fields)}): {_excerpt(one.text)}"
    elif change.kind == "removed":
        message = f"the layout does not know this {kind}: {_excerpt(one.text)}"
    else:
        message = f"the layout knows another {kind} here: {_excerpt(one.text)}"
    block = change.before.id if change.before else None
    return Diagnostic(code=CODE, severity="warning", message=message, page=one.page, block=block)


def _excerpt(text: str) -> str:
    return repr(text if len(text) <= _EXCERPT else text[: _EXCERPT - 1] + "…")
