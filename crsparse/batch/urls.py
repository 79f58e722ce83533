"""URLs as sources and outputs: ``s3://``, ``gs://``, ``file://`` and whatever else fsspec knows.

fsspec is imported only when there is a URL; the extra ``crsparse[ray]`` brings it.
"""

import glob
import posixpath
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, cast

from crsparse.batch.archives import LARGEST_INPUT, TooLarge
from crsparse.errors import CrsparseError, SourceNotFound, SourceUnavailable

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")  # a scheme of two letters at least: "C:" is a drive
_BUCKETS = frozenset({"s3", "s3a", "gs", "gcs", "az", "abfs", "abfss"})
"""Schemes of stores without folders. Asked for one, s3fs makes the bucket: a misspelt one would be a new one."""
_LOCAL = re.compile(r"(file|local)://", re.IGNORECASE)


class NoUrlSupport(CrsparseError):
    """The library for URLs is missing, or has no driver for the scheme."""

    code = "no_url_support"


def is_url(place: str) -> bool:
    return _URL.match(place) is not None


def local(place: str) -> Path | None:
    """Return the path that a place is on this machine's file systems: what is no URL, and ``file://``; else None."""
    if not is_url(place):
        return Path(place)
    return Path(opened(place)[1]) if _LOCAL.match(place) else None


def opened(url: str) -> tuple["AbstractFileSystem", str]:
    """Return the file system of a URL and the path in it; raise NoUrlSupport."""
    try:
        import fsspec
    except ImportError:
        raise NoUrlSupport(f"{url}: URLs need fsspec: pip install 'crsparse[ray]'") from None
    try:
        system, path = fsspec.core.url_to_fs(url)
    except (ImportError, ValueError) as error:
        raise NoUrlSupport(f"{url}: {error}") from None
    return system, cast(str, path)


def expand(url: str) -> Iterator[tuple[str, str]]:
    """Yield key and URL of each file that a URL names: a folder with all below it, a glob, or one file.

    Raise SourceNotFound when there is none, SourceUnavailable when that can't be told.
    """
    system, path = opened(url)
    try:
        with _driver():
            base, files = _listed(system, path)
    except OSError as error:
        raise SourceUnavailable(f"{url}: cannot be read: {error.strerror or error}") from None
    files = [file for file in files if not file.rsplit("/", 1)[-1].startswith(".")]
    if not files:
        raise SourceNotFound(f"{url}: nothing is there")
    for file in files:
        yield posixpath.relpath(file, base or "/"), cast(str, system.unstrip_protocol(file))


def _listed(system: "AbstractFileSystem", path: str) -> tuple[str, list[str]]:
    """Return the folder that keys are relative to, and the files."""
    if glob.has_magic(path):
        parts = path.split("/")
        fixed = next(index for index, part in enumerate(parts) if glob.has_magic(part))
        return "/".join(parts[:fixed]), [found for found in system.glob(path) if not system.isdir(found)]
    if system.isfile(path):
        return posixpath.dirname(path), [path]
    return path.rstrip("/"), system.find(path)


def read(url: str) -> bytes:
    """Return what is at a URL; raise SourceNotFound, SourceUnavailable or TooLarge."""
    try:
        system, path = opened(url)
        with _driver():
            if (system.size(path) or 0) > LARGEST_INPUT:
                raise TooLarge(f"larger than {LARGEST_INPUT >> 20} MiB")
            return cast(bytes, system.cat_file(path))
    except FileNotFoundError:
        raise SourceNotFound("nothing is there") from None
    except OSError as error:
        raise SourceUnavailable(f"cannot be read: {error}") from None


def write(url: str, data: bytes) -> None:
    """Put ``data`` at a URL, whole or not at all; raise OSError."""
    system, path = opened(url)
    with _driver():
        if url.partition("://")[0].lower() not in _BUCKETS:
            system.makedirs(posixpath.dirname(path), exist_ok=True)
        system.pipe_file(path, data)


@contextmanager
def whole_file(url: str) -> Iterator[IO[bytes]]:
    """Open a file that appears at a URL when the block ends well, and not at all when it does not; raise OSError."""
    system, path = opened(url)
    with _driver(), system.transaction, system.open(path, "wb") as file:
        yield cast(IO[bytes], file)


def remove(url: str) -> None:
    """Take away what is at a URL; raise OSError."""
    system, path = opened(url)
    with _driver():
        system.rm_file(path)


@contextmanager
def _driver() -> Iterator[None]:
    """Raise as OSError what a driver raises of its own: without credentials, for one, botocore's errors are none."""
    try:
        yield
    except (OSError, CrsparseError, MemoryError):
        raise
    except Exception as error:
        raise OSError(" ".join(f"{error}".split()) or type(error).__name__) from None
