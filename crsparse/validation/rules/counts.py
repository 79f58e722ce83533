"""Statistics: counted again, they are the same; so what was taken away or changed after the parse is noticed."""

from collections.abc import Iterator

from crsparse.model import BlockCounts
from crsparse.validation.findings import Problem
from crsparse.validation.subject import Subject

_FINGERPRINT = "content_sha256"


def counts(subject: Subject) -> Iterator[Problem]:
    """Every count in ``statistics`` is what counting gives."""
    told, found = subject.document.statistics, subject.counted
    for name in BlockCounts.__struct_fields__:
        yield from _differs(f"blocks/{name}", getattr(told.blocks, name), getattr(found.blocks, name))
    for name in type(told).__struct_fields__:
        if name not in ("blocks", _FINGERPRINT):
            yield from _differs(name, getattr(told, name), getattr(found, name))


def _differs(name: str, told: int, found: int) -> Iterator[Problem]:
    if told != found:
        what = name.removeprefix("blocks/").replace("_", " ")
        message = f"the document says {told} for {what} and holds {found}"
        yield Problem(f"/statistics/{name}", message, str(found))


def fingerprint(subject: Subject) -> Iterator[Problem]:
    """Texts and offsets have the fingerprint that they had when the document was made."""
    found = subject.counted.content_sha256
    if subject.document.statistics.content_sha256 != found:
        message = "the content's fingerprint differs: a text, link, call or emphasis is not what was parsed"
        yield Problem(f"/statistics/{_FINGERPRINT}", message, "the content that was parsed, and its fingerprint")
