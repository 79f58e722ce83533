"""Files: what is written is there whole or not at all."""

import contextlib
import os
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

_NEW_FILE_MODE = 0o666
"""Permissions asked for a new file, before the umask."""


@contextlib.contextmanager
def whole_file(path: Path) -> Iterator[IO[bytes]]:
    """Open a file that appears as ``path`` when the block ends well, and leaves no trace when it does not.

    It is written under a temporary name in the same folder, so that a reader sees the old file or the new one, never a
    part. Missing folders are made. A symbolic link stays one and its target is replaced; what is no regular file
    (``/dev/stdout``, a pipe) is written to as it is. Raise OSError.
    """
    if path.exists() and not path.is_file():
        with path.open("wb") as file:
            yield file
        return
    path = Path(os.path.realpath(path))
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(prefix=".crsparse-", suffix=".part", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
        os.chmod(temporary, _mode(path))
        os.replace(temporary, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise


def _mode(path: Path) -> int:
    """Return the permissions of the file that is replaced, or a new one's; mkstemp's are for the owner alone."""
    try:
        return stat.S_IMODE(path.stat().st_mode)
    except OSError:
        umask = os.umask(0)
        os.umask(umask)
        return _NEW_FILE_MODE & ~umask
