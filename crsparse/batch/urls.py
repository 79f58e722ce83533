"""URLs as sources and outputs: ``s3://``, ``gs://``, ``file://`` and whatever else fsspec knows.

fsspec is imported only when there is a URL; the extra ``crsparse[ray]`` brings it.
"""

import glob
import posixpath
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, cast

from crsparse.batch.archives import LARGEST_INPUT, TooLarge
from crsparse.errors import CrsparseError, SourceNotFound

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")  # a scheme of two letters at least: "C:" is a drive


class NoUrlSupport(CrsparseError):
    """The library for URLs is missing, or has no driver for the scheme."""

    code = "no_url_support"


def is_url(place: str) -> bool:
    return _URL.match(place) is not None


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

    Raise SourceNotFound when there is none.
    """
    system, path = opened(url)
    if glob.has_magic(path):
        parts = path.split("/")
        fixed = next(index for index, part in enumerate(parts) if glob.has_magic(part))
        base = "/".join(parts[:fixed])
        files = [found for found in system.glob(path) if not system.isdir(found)]
    elif system.isfile(path):
        base, files = posixpath.dirname(path), [path]
    else:
        base, files = path.rstrip("/"), system.find(path)
    files = [file for file in files if not file.rsplit("/", 1)[-1].startswith(".")]
    if not files:
        raise SourceNotFound(f"{url}: nothing is there")
    for file in files:
        yield posixpath.relpath(file, base or "/"), cast(str, system.unstrip_protocol(file))


def read(url: str) -> bytes:
    """Return what is at a URL; raise SourceNotFound or TooLarge."""
    try:
        system, path = opened(url)
        if (system.size(path) or 0) > LARGEST_INPUT:
            raise TooLarge(f"larger than {LARGEST_INPUT >> 20} MiB")
        return cast(bytes, system.cat_file(path))
    except OSError as error:
        raise SourceNotFound(f"cannot be read: {error}") from None


def write(url: str, data: bytes) -> None:
    """Put ``data`` at a URL, whole or not at all; raise OSError."""
    system, path = opened(url)
    system.makedirs(posixpath.dirname(path), exist_ok=True)
    system.pipe_file(path, data)


def remove(url: str) -> None:
    system, path = opened(url)
    system.rm_file(path)
