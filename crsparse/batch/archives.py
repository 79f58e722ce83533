"""Zip and tar archives as sources of a batch, read member by member and never unpacked to disk.

What they claim is not believed: no member is read beyond :data:`LARGEST_INPUT`, an archive that expands more than
:data:`MOST_EXPANSION` times is refused, links and devices are left out. Members of a zip are read by the workers, those
of a tar by the parent in one pass, since a compressed tar can only be read from its start. Of members with one name the
last one counts, as for those who unpack them.
"""

import lzma
import os
import tarfile
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import IO, Literal, Self

from crsparse.errors import CrsparseError, SourceNotFound, SourceUnavailable, UnreadableInput

LARGEST_INPUT = 1 << 28
"""Bytes of the largest file that is read, 256 MiB; the largest CRS product has some 40 MiB."""
MOST_EXPANSION = 200
"""Times that an archive may be larger unpacked. Text packs ten times, PDFs hardly at all, a bomb a thousand times."""
EXPANSION_FROM = 1 << 26
"""Unpacked bytes, 64 MiB, from which the ratio counts; a small archive of equal files may pack well."""
_CHUNK = 1 << 20

LARGEST_HEADER = 1 << 20
"""Bytes of an extended header of a tar (a long name, pax records); tarfile reads them whole, whatever they claim."""

_Broken = (
    zipfile.BadZipFile,
    tarfile.TarError,
    lzma.LZMAError,
    zlib.error,
    EOFError,
    OSError,
    ValueError,
    RuntimeError,
    MemoryError,
)
"""What the two libraries and their decompressors raise for damage."""
_EXTENDED = (
    tarfile.XHDTYPE,
    tarfile.XGLTYPE,
    tarfile.SOLARIS_XHDTYPE,
    tarfile.GNUTYPE_LONGNAME,
    tarfile.GNUTYPE_LONGLINK,
)


class BadArchive(CrsparseError):
    """The archive is damaged, or built to exhaust who unpacks it."""

    code = "bad_archive"


class TooLarge(UnreadableInput):
    """The input is larger than any CRS product can be."""

    code = "too_large"


class DamagedMember(UnreadableInput):
    """A member of an archive cannot be unpacked."""

    code = "damaged_member"


class _Header(tarfile.TarInfo):
    """A header that is refused before it makes tarfile read what it announces."""

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> Self:
        header = super().frombuf(buf, encoding, errors)
        if header.type in _EXTENDED and header.size > LARGEST_HEADER:
            raise tarfile.ReadError("an extended header is too large")
        return header


def kind(path: str) -> Literal["zip", "tar"] | None:
    """Return what sort of archive a file is, judged by content; None for other files."""
    try:
        with open(path, "rb") as file:
            head = file.read(512)
        if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
            return "zip"
        if head[257:262] == b"ustar":
            return "tar"
        # tarfile takes zeros for an empty archive, so it is asked about compressed data only
        return "tar" if head.startswith((b"\x1f\x8b", b"BZh", b"\xfd7zXZ\x00")) and tarfile.is_tarfile(path) else None
    except _Broken:
        return None


def zip_members(path: str) -> list[str]:
    """Return the names of the files in a zip; raise BadArchive."""
    try:
        with zipfile.ZipFile(path) as archive:
            files = [info for info in archive.infolist() if not info.is_dir()]
            _check_expansion(sum(info.file_size for info in files), os.path.getsize(path))
            return [info.filename for info in files]
    except _Broken as error:
        raise BadArchive(f"not a zip archive that can be read: {error}") from None


def zip_member(path: str, name: str) -> bytes:
    """Return the content of a member; raise TooLarge or DamagedMember.

    Raise SourceNotFound or SourceUnavailable when the archive is not what it was when its members were listed.
    """
    try:
        archive = _opened(path, os.path.getmtime(path))
    except _Broken as error:
        raise _gone(error) from None
    try:
        with archive.open(name) as file:
            return _bounded(file)
    except KeyError:
        raise SourceUnavailable("the archive has changed while it was read") from None
    except (*_Broken, NotImplementedError) as error:
        raise DamagedMember(f"cannot be unpacked: {error}") from None


def _gone(error: Exception) -> UnreadableInput:
    """Return what befell an archive that could be read a moment ago, and can't any more."""
    if isinstance(error, FileNotFoundError):
        return SourceNotFound("no such file")
    return SourceUnavailable(f"the archive cannot be read any more: {getattr(error, 'strerror', None) or error}")


@lru_cache(maxsize=1)
def _opened(path: str, _changed: float) -> zipfile.ZipFile:
    """Return an open archive; reading the directory of 20,000 members for each of them would take longer than they."""
    return zipfile.ZipFile(path)


def tar_members(path: str) -> list[str]:
    """Return the names of the files in a tar, compressed or not; raise BadArchive."""
    packed, expanded, names = os.path.getsize(path), 0, []
    try:
        with tarfile.open(path, "r|*", tarinfo=_Header) as archive:
            for info in archive:
                expanded += info.size
                _check_expansion(expanded, packed)
                if info.isreg():
                    names.append(info.name)
                archive.members = []  # type: ignore[attr-defined]  # else it keeps every header
    except _Broken as error:
        raise BadArchive(f"not a tar archive that can be read: {error}") from None
    return names


def tar_contents(path: str, wanted: Mapping[str, int]) -> Iterator[tuple[str, bytes | UnreadableInput]]:
    """Yield name and content, or what prevents it, of the wanted members in the order of the archive.

    ``wanted`` tells how often the archive has each; the last one counts, as for tar itself.
    """
    missing = dict(wanted)
    try:
        with tarfile.open(path, "r|*", tarinfo=_Header) as archive:
            for info in archive:
                archive.members = []  # type: ignore[attr-defined]
                if not info.isreg() or info.name not in missing:
                    continue
                missing[info.name] -= 1
                file = None if missing[info.name] > 0 else archive.extractfile(info)
                if file is None:
                    continue
                content: bytes | UnreadableInput
                try:
                    content = _bounded(file)
                except TooLarge as error:
                    content = error
                del missing[info.name]
                yield info.name, content
    except _Broken as error:
        for name in sorted(missing):
            yield name, _gone(error)


def _bounded(file: IO[bytes]) -> bytes:
    """Return what is in ``file``; raise TooLarge. Read in parts, for the size that an archive states may be a lie."""
    parts, size = [], 0
    while part := file.read(_CHUNK):
        parts.append(part)
        size += len(part)
        if size > LARGEST_INPUT:
            raise TooLarge(f"larger than {LARGEST_INPUT >> 20} MiB when unpacked")
    return b"".join(parts)


def _check_expansion(expanded: int, packed: int) -> None:
    if expanded > EXPANSION_FROM and expanded > MOST_EXPANSION * packed:
        raise BadArchive(f"it expands more than {MOST_EXPANSION} times, as only a decompression bomb does")
