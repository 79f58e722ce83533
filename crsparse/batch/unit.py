"""The unit of a batch: one input to one document, with everything that may go wrong turned into a record.

A function of the input's bytes, the task and the version of crsparse alone (but for the time that it notes): it gives
the same on any machine, in any process and in any order. It runs inside a worker and is all that a worker does.
"""

import hashlib
import time
import zlib

from msgspec import DecodeError, Struct, json
from msgspec.structs import replace

from crsparse import model
from crsparse.batch import places
from crsparse.batch.inputs import Input, filenames
from crsparse.batch.manifest import Record
from crsparse.errors import CrsparseError
from crsparse.model import Document
from crsparse.sources import Source, sniffed
from crsparse.version import __version__

PACKED = ".z"
"""Suffix of outputs that are kept packed (zlib) until they are joined to one file."""
_PACKING = 1
"""zlib's level; 1 makes a document a fifth of its size in a tenth of the time that it took to convert."""
LONGEST_MESSAGE = 500
"""Characters of an error's wording that are kept."""


class Task(Struct, frozen=True, kw_only=True):
    """What a worker is asked for."""

    input: Input
    output: str
    """Path of the output below ``root``; with the suffix PACKED it is to be packed."""
    root: str
    """Folder or URL of the outputs."""
    known: Record | None = None
    """What an earlier run found, if it still holds as long as the input is the same."""
    content: bytes | None = None
    """The input's bytes, where the worker cannot read them itself."""
    failure: tuple[str, str] | None = None
    """Code and message, where the input is known to be unreadable already."""


class Outcome(Struct, frozen=True):
    """What came of a task."""

    record: Record
    unchanged: bool = False
    """Whether ``record`` is what was known before, and nothing was done."""
    fatal: bool = False
    """Whether it is no fault of the input, so that the batch cannot go on (the disk is full)."""


def attempt(task: Task) -> Outcome:
    """Convert one input and write the document; raise MemoryError only."""
    start = time.perf_counter()
    digest = size = None
    try:
        if task.failure is not None:
            return Outcome(failed(task, *task.failure))
        content = task.input.content() if task.content is None else task.content
        digest, size = hashlib.sha256(content).hexdigest(), len(content)
        earlier = unchanged(task, digest)
        if earlier is not None:
            return earlier
        document, data = _document(Source(task.input.filename, content, sniffed(content), digest))
    except MemoryError:
        raise  # the process is of no more use; who started it deals with that
    except Exception as error:
        return Outcome(failed(task, *_cause(error), sha256=digest, byte_count=size, seconds=_since(start)))
    try:
        put(task.root, task.output, data)
    except (OSError, CrsparseError) as error:
        cause = getattr(error, "strerror", None) or error
        return Outcome(failed(task, "output_failed", f"cannot be written: {cause}"), fatal=True)
    return Outcome(_converted(task.input.key, task.output, document, data, _since(start)))


def _document(source: Source) -> tuple[Document, bytes]:
    """Return the document of a source, and its bytes."""
    # imported late: the process that hands out the tasks needs neither, and would start a third later with them
    from crsparse import sinks
    from crsparse.convert import convert

    document = convert(source)
    return document, sinks.render(document, sinks.SINKS["json"])


def failed(
    task: Task,
    code: str,
    message: str,
    *,
    sha256: str | None = None,
    byte_count: int | None = None,
    seconds: float | None = None,
) -> Record:
    """Return the record of an input that has no document."""
    return Record(
        key=task.input.key,
        sha256=sha256,
        byte_count=byte_count,
        status="failed",
        error_code=code,
        error_message=message,
        parser_version=__version__,
        schema_version=model.SCHEMA_VERSION,
        output=task.output,
        seconds=seconds,
    )


def put(root: str, output: str, data: bytes) -> None:
    """Write a document, packed where the output's name says so; raise OSError."""
    places.write(root, output, zlib.compress(data, _PACKING) if output.endswith(PACKED) else data)


def unchanged(task: Task, digest: str | None) -> Outcome | None:
    """Return what an earlier run found, if it still holds: the input is the same, the document as it was written."""
    known = task.known
    if known is None or known.sha256 != digest:
        return None
    return Outcome(known, unchanged=True) if known.status == "failed" or _taken(task.root, known) else None


def _taken(root: str, record: Record) -> bool:
    """Tell whether the document that a row speaks for is there as it was written."""
    data = _standing(root, record)
    return data is not None and hashlib.sha256(data).hexdigest() == record.output_sha256


def found(root: str, record: Record) -> tuple[Record, bytes] | None:
    """Return the row and the document of an input of an earlier run; None when it is missing, or somebody changed it.

    A run that is killed may have written a document anew whose row was not: what stands there is ours, the row is not.
    """
    data = _standing(root, record)
    if data is None or hashlib.sha256(data).hexdigest() == record.output_sha256:
        return None if data is None else (record, data)
    try:
        document = Document.from_json(data)
    except (DecodeError, UnicodeDecodeError, RecursionError):
        return None
    if document.to_json() + b"\n" != data or document.source.filename not in filenames(record.key):
        return None
    anew = _converted(record.key, record.output, document, data)
    if record.status == "converted":
        return anew, data
    cause = {"status": "failed", "error_code": record.error_code, "error_message": record.error_message}
    return replace(anew, **cause, sha256=None, byte_count=None), data


def _standing(root: str, record: Record) -> bytes | None:
    """Return what stands where a row's document should be; None when nothing does, or the row speaks for none."""
    data = None if record.output_sha256 is None else places.read(root, record.output)
    try:
        return zlib.decompress(data) if data is not None and record.output.endswith(PACKED) else data
    except zlib.error:
        return None


def _converted(key: str, output: str, document: Document, data: bytes, seconds: float | None = None) -> Record:
    return Record(
        key=key,
        sha256=document.source.sha256,
        byte_count=document.source.byte_count,
        status="converted",
        product_id=document.product.id,
        product_version=document.product.version,
        parser_version=document.generator.version,
        schema_version=document.schema_version,
        output=output,
        output_sha256=hashlib.sha256(data).hexdigest(),
        diagnostics=_counts(document),
        statistics=_statistics(document),
        seconds=seconds,
    )


def _cause(error: Exception) -> tuple[str, str]:
    """Return code and message of what was raised."""
    match error:
        case CrsparseError():
            code, message = error.code, str(error)
        case RecursionError():
            code, message = "internal", "RecursionError: nested too deeply"
        case _:
            code, message = "internal", f"{type(error).__name__}: {error}"
    line = "".join(character if character.isprintable() else " " for character in message)
    return code, line[:LONGEST_MESSAGE]


def _counts(document: Document) -> str:
    found: dict[str, int] = {}
    for diagnostic in document.diagnostics:
        found[diagnostic.code] = found.get(diagnostic.code, 0) + 1
    return json.encode(found, order="sorted").decode()


def _statistics(document: Document) -> str:
    statistics = document.statistics
    figures = {
        "pages": document.source.page_count or 0,
        "characters": statistics.characters,
        "sections": statistics.sections,
        "paragraphs": statistics.blocks.paragraph,
        "tables": statistics.blocks.table,
        "figures": statistics.blocks.figure,
        "links": statistics.links,
        "footnotes": statistics.footnotes,
    }
    return json.encode(figures).decode()


def _since(start: float) -> float:
    return round(time.perf_counter() - start, 4)
