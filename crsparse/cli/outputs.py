"""Where the documents of a command go: standard output, one file, or a folder with a file for each."""

import contextlib
import os
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import IO, Self

import click

from crsparse.errors import OutputFailed
from crsparse.sinks import Sink
from crsparse.sinks.files import whole_file
from crsparse.sources import STANDARD_INPUT

NAME_FOR_STANDARD_INPUT = "stdin"

_File = tuple[int, int]
"""Device and inode, which two names of one file share."""


class Output:
    """Takes the documents in the order of the inputs, inside a ``with`` block."""

    wanted = True
    """Whether there is still somebody to write for."""

    def put(self, origin: str, data: bytes) -> None:
        """Write the document made from ``origin``; raise OutputFailed."""
        try:
            self._write(origin, data)
        except OSError as error:
            raise _failed(error) from error

    def _write(self, origin: str, data: bytes) -> None:
        raise NotImplementedError

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Finish, so that what was put is there; raise OutputFailed."""


class StandardOutput(Output):
    """One document after another on standard output; that a reader has seen enough is no error."""

    def _write(self, origin: str, data: bytes) -> None:
        try:
            sys.stdout.buffer.write(data)
            sys.stdout.buffer.flush()
        except BrokenPipeError:
            self.wanted = False
            _abandon_standard_output()
        except OSError:
            _abandon_standard_output()
            raise


class OneFile(Output):
    """One file for all documents; it appears when the last one is in it, and not at all if there is none."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._stack = ExitStack()
        self._file: IO[bytes] | None = None

    def _write(self, origin: str, data: bytes) -> None:
        if self._file is None:
            self._file = self._stack.enter_context(whole_file(self._path))
        self._file.write(data)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self._stack.__exit__(kind, error, trace)
        except OSError as failure:
            raise _failed(failure) from failure


class Folder(Output):
    """A file for each document."""

    def __init__(self, paths: dict[str, Path]) -> None:
        self._paths = paths

    def _write(self, origin: str, data: bytes) -> None:
        with whole_file(self._paths[origin]) as file:
            file.write(data)


def chosen(inputs: Sequence[str], output: str | None, sink: Sink) -> Output:
    """Return the output that ``-o`` means; raise click.UsageError where documents would be lost in it."""
    if inputs.count(STANDARD_INPUT) > 1:
        raise click.UsageError("standard input (-) can be read only once")
    to_stdout = output is None or output == STANDARD_INPUT
    if not to_stdout and output is not None and _is_folder(output):
        return Folder(_targets(inputs, Path(output), sink.suffix))
    if len(inputs) > 1 and not sink.joinable:
        raise click.UsageError("several inputs go into a folder (-o DIR) or into one JSON Lines file (--format jsonl)")
    if to_stdout or output is None:
        return StandardOutput()
    _refuse_inputs(_files(inputs), Path(output))
    return OneFile(Path(output))


def _is_folder(output: str) -> bool:
    """Return whether ``-o`` names a folder: one that exists, or a name that ends in a slash or has no suffix."""
    path = Path(output)
    if path.exists():
        return path.is_dir()
    return output.endswith((os.sep, "/")) or not path.suffix


def _targets(inputs: Sequence[str], folder: Path, suffix: str) -> dict[str, Path]:
    paths: dict[str, Path] = {}
    origins: dict[Path, str] = {}
    read = _files(inputs)
    for origin in inputs:
        stem = NAME_FOR_STANDARD_INPUT if origin == STANDARD_INPUT else Path(origin).stem
        path = folder / f"{stem}{suffix}"
        if path in origins:
            raise click.UsageError(f"{origins[path]} and {origin} would both be written to {path}")
        _refuse_inputs(read, path)
        origins[path] = origin
        paths[origin] = path
    return paths


def _files(inputs: Sequence[str]) -> frozenset[_File]:
    """Return the files that are read; what is not there will be complained of when its turn comes."""
    return frozenset(file for origin in inputs if origin != STANDARD_INPUT and (file := _file(origin)) is not None)


def _file(path: str | Path) -> _File | None:
    try:
        found = os.stat(path)
    except (OSError, ValueError):
        return None
    return (found.st_dev, found.st_ino)


def _refuse_inputs(read: frozenset[_File], path: Path) -> None:
    if _file(path) in read:
        raise click.UsageError(f"{path} is an input and would be overwritten")


def _failed(error: OSError) -> OutputFailed:
    return OutputFailed(f"the output cannot be written: {error.strerror or error}")


def _abandon_standard_output() -> None:
    """Let what is still buffered go nowhere, or the interpreter would complain once more when it ends."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
