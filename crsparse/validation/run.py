"""Many documents: files, folders and standard input, on as many processes as there are cores.

Folders are searched for ``.json`` and ``.jsonl`` files, in the order of their paths; a file that is named is read
whatever its name. What is JSON Lines, the name says, else the content: several lines, the first of which is a JSON
object by itself. Reports come in the order of files and lines, with any number of processes.
"""

import os
import stat
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import chain
from pathlib import Path
from typing import IO

from msgspec import DecodeError, Struct, json

from crsparse.validation.documents import check_text
from crsparse.validation.findings import DocumentReport, Finding
from crsparse.validation.options import PLAIN, Options
from crsparse.validation.syntax import BOM

STANDARD_INPUT = "-"
SUFFIXES = (".json", ".jsonl")
_LINES = (".jsonl", ".ndjson")
_PORTION = 1 << 20
"""Bytes of documents handed to a process at a time: little enough to share evenly, enough to hide the handing."""
_ALONE = 16 << 20
"""Bytes of documents that one process checks in less time than others need to start."""


class _Unit(Struct, frozen=True):
    """A piece of work: a file to read, or lines of one that was read."""

    file: str
    lines: tuple[tuple[int, bytes], ...] | None
    """Line number and content of each document; None for a file that the worker reads itself."""
    size: int
    """Bytes."""


def find(paths: Iterable[str]) -> Iterator[str]:
    """Yield the files that paths name, those in folders sorted; raise FileNotFoundError for what is not there."""
    for path in paths:
        if path != STANDARD_INPUT and Path(path).is_dir():
            for folder, folders, names in os.walk(path):
                folders.sort()
                found = (os.path.join(folder, name) for name in sorted(names) if name.lower().endswith(SUFFIXES))
                yield from (file for file in found if not _waits(file))
        elif path == STANDARD_INPUT or os.path.lexists(path):
            yield path
        else:
            raise FileNotFoundError(path)


def _waits(file: str) -> bool:
    """Tell whether a file is a pipe or a device, which might never end; what can't be asked is no such thing."""
    try:
        return not stat.S_ISREG(os.stat(file).st_mode)
    except OSError:
        return False


def check_all(files: Iterable[str], options: Options = PLAIN, processes: int | None = None) -> Iterator[DocumentReport]:
    """Yield the report of every document in ``files``; ``processes`` is by default the number of cores.

    Raises UnusableSchema when the schema of the options is none.
    """
    cores = processes or _cores()
    units = _units(files)
    first: list[_Unit] = []
    size = 0
    for unit in units:
        first.append(unit)
        size += unit.size
        if size > _ALONE and cores > 1:
            break
    else:
        for unit in first:
            yield from _check(unit, options)
        return
    yield from _share(_chain(first, units), options, cores)


def _cores() -> int:
    """Return the number of cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _share(units: Iterator[list[_Unit]], options: Options, cores: int) -> Iterator[DocumentReport]:
    """Yield reports in order while the processes are a few portions ahead.

    When a process is ended from outside, for want of memory above all, its pool is lost; what it had not reported is
    then checked in processes of its own, unit by unit, so that only the unit that can't be checked is not.
    """
    left: deque[list[_Unit]] = deque()
    more = True
    while more:
        futures: deque[Future[list[DocumentReport]]] = deque()
        with ProcessPoolExecutor(cores) as pool:
            try:
                for portion in units:
                    left.append(portion)
                    futures.append(pool.submit(_check_portion, portion, options))
                    if len(left) > 3 * cores:
                        reports = futures.popleft().result()
                        left.popleft()
                        yield from reports
                while left:
                    reports = futures.popleft().result()
                    left.popleft()
                    yield from reports
                more = False
            except BrokenProcessPool:
                pass
        while left:
            for unit in left.popleft():
                yield from _alone(unit, options)


def _alone(unit: _Unit, options: Options) -> list[DocumentReport]:
    """Return the reports of a unit that is checked in a process of its own."""
    try:
        with ProcessPoolExecutor(1) as pool:
            return pool.submit(_check_portion, [unit], options).result()
    except BrokenProcessPool:
        line = unit.lines[0][0] if unit.lines else 1
        told = "it can't be checked: the process that did so was ended, perhaps for want of memory"
        return [DocumentReport(unit.file, line, None, (Finding("file", "", told, "a document", line, 1),))]


def _chain(first: list[_Unit], rest: Iterator[_Unit]) -> Iterator[list[_Unit]]:
    """Yield units in portions."""
    portion: list[_Unit] = []
    size = 0
    for units in (first, rest):
        for unit in units:
            portion.append(unit)
            size += unit.size
            if size >= _PORTION:
                yield portion
                portion, size = [], 0
    if portion:
        yield portion


def _units(files: Iterable[str]) -> Iterator[_Unit]:
    for file in files:
        if file == STANDARD_INPUT:
            yield from _of_stream(file, sys.stdin.buffer)
        elif file.lower().endswith(_LINES):
            yield from _of_lines(file)
        else:
            try:
                yield _Unit(file, None, os.stat(file).st_size)
            except OSError:
                yield _Unit(file, None, 0)  # reading it again will tell


def _of_lines(file: str) -> Iterator[_Unit]:
    try:
        with open(file, "rb") as lines:
            some = False
            for unit in _portions(file, enumerate(lines, 1)):
                some = True
                yield unit
            if not some:
                yield _Unit(file, None, 0)
    except OSError:
        yield _Unit(file, None, 0)


def _of_stream(file: str, stream: IO[bytes]) -> Iterator[_Unit]:
    """Yield the documents of a stream; of JSON Lines, no more is held than a portion."""
    begin: list[bytes] = []
    for line in stream:
        begin.append(line)
        if line.strip(b"\xef\xbb\xbf \t\r\n"):
            break
    if begin and _is_object(begin[-1]):
        yield from _portions(file, enumerate(chain(begin[-1:], stream), len(begin)))
    else:
        yield _Unit(file, ((1, b"".join(begin) + stream.read()),), 0)


def _of_content(file: str, content: bytes) -> Iterator[_Unit]:
    if _is_lines(content):
        yield from _portions(file, enumerate(content.split(b"\n"), 1))
    else:
        yield _Unit(file, ((1, content),), len(content))


def _portions(file: str, lines: Iterable[tuple[int, bytes]]) -> Iterator[_Unit]:
    held: list[tuple[int, bytes]] = []
    size = 0
    for number, content in lines:
        if content.strip():
            held.append((number, content.rstrip(b"\r\n")))
            size += len(content)
            if size >= _PORTION:
                yield _Unit(file, tuple(held), size)
                held, size = [], 0
    if held:
        yield _Unit(file, tuple(held), size)


def _is_lines(content: bytes) -> bool:
    """Return whether content is JSON Lines of more than one document."""
    first, _, rest = content.lstrip(b"\xef\xbb\xbf \t\r\n").partition(b"\n")
    return bool(rest.strip()) and _is_object(first)


def _is_object(line: bytes) -> bool:
    """Return whether a line is a JSON object by itself."""
    line = line.removeprefix(BOM)
    if not line.rstrip().endswith(b"}"):
        return False
    try:
        json.decode(line)
    except (DecodeError, UnicodeDecodeError, RecursionError):
        return False
    return True


def _check_portion(units: list[_Unit], options: Options) -> list[DocumentReport]:
    return [report for unit in units for report in _check(unit, options)]


def _check(unit: _Unit, options: Options) -> Iterator[DocumentReport]:
    if unit.lines is not None:
        for number, content in unit.lines:
            yield check_text(content, options, file=unit.file, line=number)
        return
    try:
        content = Path(unit.file).read_bytes()
    except OSError as error:
        cause = f"it can't be read: {error.strerror or error}"
        yield DocumentReport(unit.file, 1, None, (Finding("file", "", cause, "a readable file", 1, 1),))
        return
    if _is_lines(content):
        for lines in _of_content(unit.file, content):
            yield from _check(lines, options)
    else:
        yield check_text(content, options, file=unit.file)
