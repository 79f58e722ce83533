"""The product: number, version, title, date, authors, and how it was read."""

from collections.abc import Iterator

from crsparse.assemble.audit.subject import Subject, say
from crsparse.assemble.product import in_filename
from crsparse.model import Diagnostic


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Compare what the product says of itself, and the file's name."""
    facts, product, profile = subject.facts, subject.product, subject.profile
    if profile.tagged is False:
        yield say("untagged", "info", "the PDF has no structure tree; it was read by its layout")
    for code, message, page in profile.findings:
        yield say(code, "warning", message, page)
    if product.id is None:
        yield say("no_product_number", "warning", "no CRS product number was found; this may be no CRS product")
    numbers = sorted({fact.product_id for fact in facts if fact.product_id})
    if len(numbers) > 1:
        yield say("number_mismatch", "warning", f"the document prints several product numbers: {', '.join(numbers)}")
    named, version = in_filename(profile.filename)
    if named and product.id and named != product.id:
        yield say("filename_mismatch", "warning", f"the file name says {named}, the document {product.id}")
    elif version and product.version and version != product.version:
        yield say(
            "filename_mismatch", "warning", f"the file name says version {version}, the document {product.version}"
        )
    if not any(fact.title for fact in facts):
        yield say("no_title", "warning", "no title was found on the first page")
    if product.id and not any(fact.publication_date for fact in facts):
        yield say("no_date", "warning", "no date was found")
    if product.id and not any(fact.authors for fact in facts):
        yield say("no_authors", "info", "no author was found")
