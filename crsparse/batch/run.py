"""One run of a batch: what is to be done, who does it, what is written down, when it stops.

What is done, for each input: nothing, if its bytes, the parser's version, the schema's version and the place of its
output are those of its row in the manifest and the output is intact; the same for one that failed, unless failures are
to be tried again. Everything else is converted.

Always true: rows are written after outputs, one transaction each, so that a run may end at any moment and another one
goes on from there. What a run that came to its end leaves in the output folder follows from the inputs alone, not from
the number of workers, the order in which they were done, or how often it was interrupted. Inputs of earlier runs that
are not among the sources any more keep their documents: a catalogue grows by what is new. So do inputs that can't be
read this time, or a network that fails would empty the output. Such a document is moved where another format, or a new
input beside it, gives it another name. The JSON Lines file is made at the end, from the single documents, in the order
of the keys, and appears only when all inputs have been dealt with.
"""

import signal
import time
from collections import Counter
from collections.abc import Container, Generator, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from functools import partial
from pathlib import PurePosixPath
from types import FrameType
from typing import Literal, Protocol

from msgspec import Struct
from msgspec.structs import replace

from crsparse import model
from crsparse.batch import archives, places
from crsparse.batch.executors import Executor
from crsparse.batch.inputs import Catalogue, Input, output_names
from crsparse.batch.manifest import Manifest, Record
from crsparse.batch.unit import PACKED, Outcome, Task, found, put
from crsparse.batch.workers import NoWorkers
from crsparse.errors import OutputFailed, SourceNotFound, SourceUnavailable
from crsparse.version import __version__

BatchFormat = Literal["json", "jsonl"]
JSON_LINES = "documents.jsonl"
PIECES = ".pieces"
"""Folder of the packed documents that the JSON Lines file is made of; kept, so that the next run has them."""


UNREAD = frozenset({SourceNotFound.code, SourceUnavailable.code})
"""Causes of failure that tell nothing of an input but that it can't be read now."""
LOST = "document_lost"
"""Cause of failure of an input of an earlier run whose document somebody took away or changed."""
LAST = 64
"""Inputs at the end that are taken largest first, so that no worker is left with a large one while others rest."""


class Settings(Struct, frozen=True, kw_only=True):
    """What a run is to do."""

    output: str
    """Folder or URL of the outputs."""
    format: BatchFormat = "json"
    """A file for each document, or all in one JSON Lines file."""
    retry_failed: bool = False
    """Whether what failed before is tried again although nothing has changed."""
    max_failures: int | None = None
    """Number of failures in this run after which it stops."""


class Summary(Struct, frozen=True, kw_only=True):
    """What a run came to."""

    inputs: int
    converted: int
    unchanged: int
    failed: Mapping[str, int]
    """Inputs without a document, by cause; those that failed in an earlier run and were left alone are among them."""
    diagnosed: int
    """Documents with diagnostics."""
    ignored: int
    seconds: float
    stopped: Literal["interrupted", "failures"] | None
    """Why the run ended before all inputs were dealt with."""

    @property
    def done(self) -> int:
        """Inputs that were dealt with."""
        return self.converted + self.unchanged + sum(self.failed.values())


class Watcher(Protocol):
    """Is told how a run goes on."""

    def begin(self, inputs: int) -> None: ...

    def ended(self, outcome: Outcome) -> None: ...


class Interruption:
    """Whether a person, or the system, wants the run to stop."""

    def __init__(self) -> None:
        self.wanted = False

    @contextmanager
    def heeded(self) -> Iterator[None]:
        """Take note of SIGINT, SIGTERM and, where there is one, SIGHUP (the terminal was closed) inside the block.

        The second SIGINT interrupts as it always does. What is ignored stays so: that is how nohup works.
        """
        numbers = (getattr(signal, name, None) for name in ("SIGINT", "SIGTERM", "SIGHUP"))
        before = {number: signal.getsignal(number) for number in numbers if number is not None}
        before = {number: handler for number, handler in before.items() if handler is not signal.SIG_IGN}

        def note(number: int, frame: FrameType | None) -> None:
            if self.wanted and number == signal.SIGINT:
                raise KeyboardInterrupt
            self.wanted = True

        for number in before:
            signal.signal(number, note)
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)


def run(
    catalogue: Catalogue,
    settings: Settings,
    manifest: Manifest,
    executor: Executor,
    watcher: Watcher,
    interruption: Interruption,
) -> Summary:
    """Deal with all inputs of a catalogue; raise OutputFailed when the outputs cannot be written."""
    start = time.monotonic()
    watcher.begin(len(catalogue.inputs))
    tally: Counter[str] = Counter()
    failures: Counter[str] = Counter()
    enough = False
    names = _names(catalogue, settings, manifest)
    _make_room(catalogue, settings, manifest, names)
    tasks = _tasks(catalogue, settings, manifest, names)
    with closing(_carried_out(tasks, settings.output, executor, interruption)) as outcomes:
        for task, outcome in outcomes:
            if outcome.fatal:
                raise OutputFailed(f"{places.joined(settings.output, task.output)}: {outcome.record.error_message}")
            new = _noted(outcome, manifest)
            watcher.ended(outcome)
            tally["done"] += 1
            tally["diagnosed"] += outcome.record.diagnostics != "{}"
            if outcome.record.status == "converted":
                tally["unchanged" if outcome.unchanged else "converted"] += 1
                continue
            failures[outcome.record.error_code or ""] += 1
            tally["new failures"] += new
            enough = settings.max_failures is not None and tally["new failures"] >= settings.max_failures
            if enough:
                break
    complete = tally["done"] == len(catalogue.inputs)
    if complete:
        _move(settings.output, manifest, names)
        if settings.format == "jsonl":
            failures[LOST] = join(settings.output, manifest, {item.key for item in catalogue.inputs})
    _take_up(settings.output, manifest)
    return Summary(
        inputs=len(catalogue.inputs),
        converted=tally["converted"],
        unchanged=tally["unchanged"],
        failed=dict(sorted((+failures).items())),  # without what is 0
        diagnosed=tally["diagnosed"],
        ignored=catalogue.ignored,
        seconds=time.monotonic() - start,
        stopped=None if complete else "failures" if enough else "interrupted",
    )


def _make_room(catalogue: Catalogue, settings: Settings, manifest: Manifest, names: Mapping[str, str]) -> None:
    """Take away from earlier runs, before anything is written, what would be in its way or be left behind."""
    _take_up(settings.output, manifest)
    outputs = manifest.outputs()
    if settings.format != "jsonl" and any(output.startswith(f"{PIECES}/") for output in outputs.values()):
        manifest.announce(JSON_LINES)  # an earlier run's; it would not be kept up to date
    wanted = {str(place) for name in names.values() for place in (name, *PurePosixPath(name).parents)}
    again = {item.key for item in catalogue.inputs if outputs.get(item.key) not in wanted}
    _move(settings.output, manifest, {key: name for key, name in names.items() if key not in again}, wanted)
    _take_up(settings.output, manifest)


def _take_up(root: str, manifest: Manifest) -> None:
    """Deal with what was announced and not noted, for the run was ended: note it, if it is a document, or remove it."""
    for record in manifest.doubtful():
        standing = found(root, record)
        if standing is not None and standing[0] is not record:
            manifest.put(standing[0])
    manifest.clear(partial(places.remove, root))


def _noted(outcome: Outcome, manifest: Manifest) -> bool:
    """Write a row down; return whether it tells of a failure that the earlier one did not tell of.

    An input that can't be read now keeps the document of an earlier run, if there is one.
    """
    record = outcome.record
    if outcome.unchanged:
        if record.output_sha256 is not None:
            manifest.settle(record.output)
        return False
    earlier = manifest.get(record.key)
    if earlier is None:
        manifest.put(record)
        return record.status == "failed"
    manifest.put(_beside_earlier(record, earlier))
    return record.status == "failed" and (record.sha256 is not None or record.error_code != earlier.error_code)


def _beside_earlier(record: Record, earlier: Record) -> Record:
    """Return the row of an input that can't be read now, with the document of an earlier run, if there is one."""
    if record.error_code not in UNREAD or earlier.output_sha256 is None:
        return record
    return replace(
        earlier,
        status="failed",
        error_code=record.error_code,
        error_message=record.error_message,
        sha256=None,
        byte_count=None,
        seconds=record.seconds,
    )


def _carried_out(
    tasks: Iterator[Task], output: str, executor: Executor, interruption: Interruption
) -> Generator[tuple[Task, Outcome], None, None]:
    """Yield tasks with their outcomes; however it ends, no worker is left, and nothing half-written of this or any run.

    A signal that is meant to stop the run may end the workers' server too, while it starts; that is no other fault.
    """
    places.sweep(output)
    try:
        with closing(executor(tasks, lambda: interruption.wanted)) as outcomes:
            yield from outcomes
    except NoWorkers:
        if not interruption.wanted:
            raise
    finally:
        places.sweep(output)


def _names(catalogue: Catalogue, settings: Settings, manifest: Manifest) -> Mapping[str, str]:
    """Return by key the paths of the outputs: of all inputs, and of those that earlier runs had."""
    prefix, suffix = (f"{PIECES}/", f".json{PACKED}") if settings.format == "jsonl" else ("", ".json")
    names = output_names({item.key for item in catalogue.inputs} | manifest.outputs().keys(), suffix)
    return {key: prefix + name for key, name in names.items()}


def _tasks(catalogue: Catalogue, settings: Settings, manifest: Manifest, names: Mapping[str, str]) -> Iterator[Task]:
    """Yield what is to be looked at: all inputs, for whether one has changed its bytes alone can tell."""
    archived: dict[str | None, list[Input]] = {None: []}
    for item in catalogue.inputs:
        archived.setdefault(item.origin if item.member is not None else None, []).append(item)
    for origin, inputs in archived.items():
        for item, content, failure in _read_ahead(origin, inputs):
            output = names[item.key]
            known = manifest.get(item.key)
            manifest.announce(output)
            yield Task(
                input=item,
                output=output,
                root=settings.output,
                known=known if _holds(known, output, settings) else None,
                content=content,
                failure=failure,
            )


def _read_ahead(
    origin: str | None, inputs: Sequence[Input]
) -> Iterator[tuple[Input, bytes | None, tuple[str, str] | None]]:
    """Yield inputs with their bytes, or with what prevents them, where a worker cannot read them: members of a tar."""
    if origin is None or archives.kind(origin) == "zip":
        yield from ((item, None, None) for item in inputs[:-LAST])
        yield from ((item, None, None) for item in sorted(inputs[-LAST:], key=Input.byte_count, reverse=True))
        return
    members = {item.member or "": item for item in inputs}
    for name, content in archives.tar_contents(origin, {name: item.copies for name, item in members.items()}):
        item = members.pop(name)
        if isinstance(content, bytes):
            yield item, content, None
        else:
            yield item, None, (content.code, str(content))
    for item in members.values():
        yield item, None, (SourceUnavailable.code, "the archive has changed while it was read")


def _holds(known: Record | None, output: str, settings: Settings) -> bool:
    """Return whether a row still tells what a conversion would give, as far as it does not depend on the input."""
    if known is None or (known.status == "failed" and settings.retry_failed):
        return False
    versions = (known.parser_version, known.schema_version, known.output)
    return versions == (__version__, model.SCHEMA_VERSION, output)


def _move(root: str, manifest: Manifest, names: Mapping[str, str], wanted: Container[str] = ()) -> None:
    """Put documents that earlier runs left elsewhere where this run would have put them; raise OutputFailed.

    What is no document any more is taken away if its place is ``wanted``, and left alone otherwise.
    """
    moved = [key for key, output in manifest.outputs().items() if names.get(key, output) != output]
    # a name may have been another document's, which has a longer one now: that one goes first
    for key in sorted(moved, key=lambda key: (-len(names[key]), key)):
        earlier, name = manifest.get(key), names[key]
        assert earlier is not None
        standing = found(root, earlier)
        if standing is None:
            if earlier.output_sha256 is not None and earlier.output in wanted:
                places.remove(root, earlier.output)
            continue
        record, data = standing
        manifest.announce(name)
        try:
            put(root, name, data)
        except OSError as error:
            raise OutputFailed(f"{places.joined(root, name)}: cannot be written: {error.strerror or error}") from None
        manifest.put(replace(record, output=name))


def join(root: str, manifest: Manifest, sources: Container[str]) -> int:
    """Write the JSON Lines file: the documents of all rows, one a line, in the order of their keys.

    Return the number of documents that are missing or were changed, and can't be made again: ``sources`` does not have
    their keys, or they can't be read now. Raise OutputFailed for others, which were there a moment ago.
    """
    anew: list[Record] = []
    lost: list[str] = []
    try:
        with places.opened(root, JSON_LINES) as file:
            for record in manifest.records():
                standing = found(root, record)
                if standing is not None:
                    file.write(standing[1])
                    if standing[0] is not record:
                        anew.append(standing[0])
                elif record.output_sha256 is None:
                    continue
                elif record.key in sources and record.status == "converted":
                    raise OutputFailed(f"{record.output}: it was taken away or changed during the run")
                else:
                    lost.append(record.key)
    except OSError as error:
        raise OutputFailed(f"{places.joined(root, JSON_LINES)}: cannot be written: {error.strerror or error}") from None
    for record in anew:
        manifest.put(record)
    for key in lost:
        manifest.lose(key, LOST, "its document was taken away or changed, and it is not among the sources")
    return len(lost)
