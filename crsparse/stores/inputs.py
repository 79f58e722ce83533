"""Documents to load: JSON and JSON Lines files, folders of them, standard input.

Folders are searched for ``.json`` and ``.jsonl`` files, by path, but for chunks and DoclingDocuments.
A file is read line by line where its name says JSON Lines, or where its first line is a whole object and more follow.
"""

import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

from msgspec import Struct

from crsparse.errors import SourceNotFound

STANDARD_INPUT = "-"
SUFFIXES = (".json", ".jsonl")
_OTHERS = (".chunks.jsonl", ".docling.json")
"""Formats that crsparse writes too, and that are no documents."""
_LINES = (".jsonl", ".ndjson")
_BUFFER = 1 << 18
"""Bytes read at once: some documents, for each reading lets the thread that writes go first."""
_BOM = b"\xef\xbb\xbf"


class Input(Struct, frozen=True):
    """One document's JSON text."""

    name: str
    """File, and line where there are several."""
    content: bytes
    consumed: int
    """Bytes read for it."""


def find(paths: Iterable[str]) -> list[str]:
    """Return the files that paths name, each once; raise SourceNotFound for what is not there."""
    files: list[str] = []
    for path in paths:
        if path != STANDARD_INPUT and Path(path).is_dir():
            for folder, folders, names in os.walk(path):
                folders.sort()
                wanted = (name for name in sorted(names) if name.lower().endswith(SUFFIXES))
                files += (os.path.join(folder, name) for name in wanted if not name.lower().endswith(_OTHERS))
        elif path == STANDARD_INPUT or Path(path).exists():
            files.append(path)
        else:
            raise SourceNotFound(f"{path}: no such file or folder")
    return list(dict.fromkeys(files))


def size(files: Iterable[str]) -> int:
    """Return the bytes of files, standard input left out."""
    return sum(os.stat(file).st_size for file in files if file != STANDARD_INPUT)


def read(file: str) -> Iterator[Input]:
    """Yield the documents in a file; raise OSError."""
    if file == STANDARD_INPUT:
        yield from _read(file, sys.stdin.buffer)
    else:
        with open(file, "rb", buffering=_BUFFER) as opened:
            yield from _read(file, opened)


def _read(file: str, lines: IO[bytes]) -> Iterator[Input]:
    first = lines.readline().removeprefix(_BOM)
    if not file.lower().endswith(_LINES):
        second = lines.readline()
        if not (first.rstrip().endswith(b"}") and second.strip()):
            content = first + second + lines.read()
            yield Input(file, content, len(content))
            return
        yield Input(f"{file}:1", first, len(first))
        first, start = second, 2
    else:
        start = 1
    number = start
    line = first
    while line:
        if line.strip():
            yield Input(f"{file}:{number}", line, len(line))
        line = lines.readline()
        number += 1
