"""Where the outputs of a batch go: a folder or a URL. What is written is there whole or not at all."""

import contextlib
import fnmatch
import hashlib
import os
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import IO

from crsparse.batch import urls
from crsparse.batch.manifest import LOCK_NAME
from crsparse.errors import UnreadableInput
from crsparse.sinks.files import whole_file

_LEFT_OVER = ".crsparse-*.part"
"""Temporary files of ``sinks.files.whole_file``; a process that is killed leaves one behind."""


def read(root: str, name: str) -> bytes | None:
    """Return what stands under ``name``; None when nothing does, or when it can't be read."""
    folder = urls.local(root)
    if folder is None:
        try:
            return urls.read(joined(root, name))
        except UnreadableInput:
            return None
    try:
        return (folder / name).read_bytes()
    except OSError:
        return None


def write(root: str, name: str, data: bytes) -> None:
    """Put ``data`` under ``name``; raise OSError."""
    folder = urls.local(root)
    if folder is None:
        urls.write(joined(root, name), data)
        return
    with whole_file(folder / name) as file:
        file.write(data)


def opened(root: str, name: str) -> AbstractContextManager[IO[bytes]]:
    """Open a file that stands under ``name`` when the block ends well, and not at all when it does not."""
    folder = urls.local(root)
    return urls.whole_file(joined(root, name)) if folder is None else whole_file(folder / name)


def remove(root: str, name: str) -> bool:
    """Take away what stands under ``name``, and the folders that are empty without it; tell whether nothing is left."""
    folder = urls.local(root)
    try:
        if folder is None:
            urls.remove(joined(root, name))
        else:
            (folder / name).unlink()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False
    if folder is not None:
        with contextlib.suppress(OSError):
            for parent in list(Path(name).parents)[:-1]:
                (folder / parent).rmdir()
    return True


def sweep(root: str) -> None:
    """Take away what killed processes left behind; only who holds the output's lock may."""
    folder = urls.local(root)
    if folder is not None:
        for path in left_over(folder):
            path.unlink(missing_ok=True)


def left_over(folder: Path) -> Iterator[Path]:
    """Yield the temporary files of an output, without those of another one that lies in it and may be written to."""
    for parent, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not Path(parent, name, LOCK_NAME).exists()]
        yield from (Path(parent, name) for name in fnmatch.filter(files, _LEFT_OVER))


def state(root: str) -> Path:
    """Return the folder of the manifest and the lock: the output itself, or for a URL one among the user's own files.

    SQLite and its locks need a file system. Who goes on with a batch on another machine takes this folder along.
    Raise urls.NoUrlSupport for what cannot be written to, and a place that would be lost with the process that writes.
    """
    folder = urls.local(root)
    if folder is not None:
        return folder
    urls.opened(root)
    if root.lower().startswith("memory://"):
        raise urls.NoUrlSupport(f"{root}: workers cannot write into each other's memory")
    home = os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state"
    return Path(home, "crsparse", hashlib.sha256(root.rstrip("/").encode()).hexdigest()[:16])


def joined(root: str, name: str) -> str:
    return f"{root.rstrip('/')}/{name}"
