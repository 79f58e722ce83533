"""Self-audit: a CRS product states the same thing twice in many places; each disagreement is a diagnostic.

Never an exception, never a silent guess. README lists the codes with what to do.
"""

from collections.abc import Iterable, Iterator, Sequence

from crsparse import model
from crsparse.assemble.product import in_filename
from crsparse.drafts import Facts
from crsparse.elements import Profile
from crsparse.inline import UNIT


def audit(
    blocks: Sequence[model.AnyBlock],
    footnotes: Sequence[model.Footnote],
    facts: Sequence[Facts],
    product: model.Product,
    profile: Profile,
) -> tuple[model.Diagnostic, ...]:
    """Return what does not fit, in a fixed order of checks."""
    found: list[model.Diagnostic] = []
    if profile.tagged is False:
        found.append(_say("untagged", "info", "the PDF has no structure tree; it was read by its layout"))
    for code, message, page in profile.findings:
        found.append(_say(code, "warning", message, page))
    found.extend(_product(facts, product, profile))
    found.extend(_notes(blocks, footnotes))
    found.extend(_contents(blocks))
    for page, href in profile.unplaced_links:
        found.append(
            _say("link_annotation_without_anchor", "warning", f"no text was found for the link to {href}", page)
        )
    return tuple(found)


def _say(
    code: str, severity: model.Severity, message: str, page: int | None = None, block: str | None = None
) -> model.Diagnostic:
    return model.Diagnostic(code=code, severity=severity, message=message, page=page, block=block)


def _product(facts: Sequence[Facts], product: model.Product, profile: Profile) -> Iterator[model.Diagnostic]:
    if product.id is None:
        yield _say("no_product_number", "warning", "no CRS product number was found; this may be no CRS product")
    numbers = sorted({fact.product_id for fact in facts if fact.product_id})
    if len(numbers) > 1:
        yield _say("number_mismatch", "warning", f"the document prints several product numbers: {', '.join(numbers)}")
    named, version = in_filename(profile.filename)
    if named and product.id and named != product.id:
        yield _say("filename_mismatch", "warning", f"the file name says {named}, the document {product.id}")
    elif version and product.version and version != product.version:
        yield _say(
            "filename_mismatch", "warning", f"the file name says version {version}, the document {product.version}"
        )
    if not any(fact.title for fact in facts):
        yield _say("no_title", "warning", "no title was found on the first page")
    if product.id and not any(fact.publication_date for fact in facts):
        yield _say("no_date", "warning", "no date was found")
    if product.id and not any(fact.authors for fact in facts):
        yield _say("no_authors", "info", "no author was found")


def _notes(blocks: Sequence[model.AnyBlock], footnotes: Sequence[model.Footnote]) -> Iterator[model.Diagnostic]:
    last = 0
    for note in footnotes:
        if note.number != last + 1:
            yield _say("note_number_gap", "warning", f"note {note.number} follows note {last}", note.page)
        last = note.number
        if not note.refs:
            yield _say("note_without_call", "warning", f"note {note.number} is called nowhere", note.page)
    for block in blocks:
        for text, emphasis in _emphasised(block):
            for mark in emphasis:
                digits = text[mark.start : mark.end]
                before = text[max(0, mark.start - 12) : mark.start]
                if (
                    mark.style == "superscript"
                    and digits.isdigit()
                    and before[-1:].isalpha()
                    and not UNIT.search(before)
                ):
                    yield _say(
                        "note_call_without_note", "warning", f"the raised {digits} calls no note", block.page, block.id
                    )


def _emphasised(block: model.AnyBlock) -> Iterator[tuple[str, tuple[model.Emphasis, ...]]]:
    yield block.text, block.emphasis


def _contents(blocks: Sequence[model.AnyBlock]) -> Iterator[model.Diagnostic]:
    entries = [block for block in blocks if isinstance(block, model.ContentsEntry)]
    if not entries:
        return
    printed = {_key(text) for text in _printed(blocks)}
    for entry in entries:
        announced = _key(entry.title)
        # a caption's second line in smaller type is not announced
        if announced not in printed and not any(text.startswith(announced) for text in printed):
            yield _say(
                "contents_entry_without_heading",
                "warning",
                f"the Contents announce {entry.title!r}, which is no heading or caption",
                entry.page,
                entry.id,
            )


def _printed(blocks: Iterable[model.AnyBlock]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, model.Heading):
            yield block.text
        elif isinstance(block, model.Table | model.Figure) and block.label:
            yield f"{block.label}. {block.caption}"


def _key(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())
