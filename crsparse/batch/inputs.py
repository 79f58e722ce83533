"""What a batch reads: a folder, a glob, a list file, a zip, a tar, a single file or a URL becomes one list of inputs.

An argument is, in this order: with ``@`` in front a list file (one argument a line, relative to the list's folder; a
line that begins with ``#`` is a comment; a file that is not there is an input that fails, and costs the others
nothing); a URL (``scheme://``; needs fsspec); a folder, taken with all its subfolders, those too that a link leads to
from elsewhere; a zip or tar archive, told by its content; a file; and a glob (``**`` crosses folders). In folders,
archives and globs only files whose suffix is in :data:`SUFFIXES` are inputs; the others are counted as ignored, hidden
ones not even that. A file that is named itself is an input whatever its suffix.

Always true: an input has a key, its path inside the argument that it came from, with ``/`` between the parts; keys are
unique, and inputs are in the order of their keys. Keys and outputs do not depend on where the sources lie, so two
machines give the same outputs. Two different files with one key are refused, for only one of them could be written.
"""

import fnmatch
import glob
import hashlib
import os
import re
import stat
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from crsparse.batch import archives, urls
from crsparse.errors import CrsparseError, SourceNotFound, SourceUnavailable, UnreadableInput
from crsparse.sources import printable

SUFFIXES = (".pdf", ".html", ".htm", ".txt")
LIST_MARK = "@"
LONGEST_NAME = 200
"""Bytes of a file name that is made from a key; file systems take 255, and a suffix and a temporary name are longer."""
LONGEST_PATH = 1000
"""Bytes of a path below the output; file systems take 4,096 from the root on."""
_HASHED = re.compile(r"-[0-9a-f]{12}(?=(\.[^.]*)?$)")
"""What ``_hash`` puts before a suffix."""


class BadSources(CrsparseError):
    """The sources of a batch make no sense together."""

    code = "bad_sources"


class Input(Struct, frozen=True):
    """One input of a batch, not yet read."""

    key: str
    """Path inside its source; the input's name in the manifest."""
    filename: str
    """Last component of the key, for the document's ``source.filename``."""
    origin: str
    """Path or URL of the file, or of the archive that holds it."""
    member: str | None = None
    """Name inside a zip or tar archive."""
    copies: int = 1
    """How often the archive has the name; the last one counts."""

    def byte_count(self) -> int:
        """Return the size of a file; 0 for what is none, or cannot be looked at."""
        path = urls.local(self.origin) if self.member is None else None
        try:
            return path.stat().st_size if path else 0
        except (OSError, ValueError):
            return 0

    def content(self) -> bytes:
        """Return the bytes; members of tar archives come with their task.

        Raise SourceNotFound, SourceUnavailable or archives.TooLarge.
        """
        if self.member is not None:
            return archives.zip_member(self.origin, self.member)
        path = urls.local(self.origin)
        if path is None:
            return urls.read(self.origin)
        try:
            status = os.stat(path)
            if not stat.S_ISREG(status.st_mode):  # a pipe is waited for, /dev/zero read, without end
                raise SourceUnavailable("cannot be read: it is no regular file")
            if status.st_size > archives.LARGEST_INPUT:
                raise archives.TooLarge(f"larger than {archives.LARGEST_INPUT >> 20} MiB")
            return path.read_bytes()
        except FileNotFoundError:
            raise SourceNotFound("no such file") from None
        except OSError as error:
            raise SourceUnavailable(f"cannot be read: {error.strerror or error}") from None
        except ValueError as error:
            raise SourceNotFound(f"cannot be read: {error}") from None


class Catalogue(Struct, frozen=True):
    """The inputs of a batch."""

    inputs: tuple[Input, ...]
    """In the order of their keys."""
    ignored: int
    """Files of folders and archives that are left out because of their suffix."""


def gather(arguments: Sequence[str], *, without: Iterable[Path] = ()) -> Catalogue:
    """Return the inputs that the arguments of a batch name, ``without`` what the batch itself writes: output, report.

    Raise BadSources when there is nothing, a source does not exist, an archive is broken or two inputs have one key.
    """
    # where a link leads, and the link itself, for files are looked at closely by their names alone
    hidden = frozenset(Path(place(path)) for path in without for place in (os.path.realpath, os.path.abspath))
    found: dict[str, Input] = {}
    ignored = 0
    for named, listed in _named(arguments):
        for item in _expand(named, hidden, listed):
            if item is None:
                ignored += 1
                continue
            other = found.get(item.key)
            if other is not None and not _same(item, other):
                raise BadSources(f"{_place(other)} and {_place(item)} are both {item.key!r}; name a folder above both")
            found[item.key] = item
    if not found:
        raise BadSources(f"nothing to convert in {', '.join(arguments)}: no {', '.join(SUFFIXES)}")
    return Catalogue(tuple(found[key] for key in sorted(found)), ignored)


def output_names(keys: Iterable[str], suffix: str) -> dict[str, str]:
    """Return by key the relative path of the output: the key with another suffix.

    Where two keys differ only by their suffix (``R1.pdf`` and ``R1.html``) both keep theirs: ``R1.pdf.json``. A name
    that is too long, or that others need for a folder (``R1.txt`` beside ``R1.json/R2.txt``), gets a hash.
    """
    stems = {key: key[: key.rindex(".")] if key.lower().endswith(SUFFIXES) else key for key in keys}
    uses = Counter(stems.values())
    names = {
        key: _short(stem if uses[stem] == 1 and (stem == key or stem not in stems) else key) + suffix
        for key, stem in stems.items()
    }
    folders = {name[:end] for name in names.values() for end, mark in enumerate(name) if mark == "/"}
    return {
        key: name if name not in folders else f"{name.removesuffix(suffix)}-{_hash(key)}{suffix}"
        for key, name in names.items()
    }


def _short(path: str) -> str:
    """Return a path that is short enough for file systems, as a whole and in each component.

    What is cut gets a hash, which keeps two long names apart.
    """
    if len(path.encode()) > LONGEST_PATH:
        return f"{_cut(path.rpartition('/')[2])}-{_hash(path)}"
    return "/".join(
        f"{_cut(part)}-{_hash(part)}" if len(part.encode()) > LONGEST_NAME else part for part in path.split("/")
    )


def _cut(name: str) -> str:
    return name.encode()[:LONGEST_NAME].decode("utf-8", "ignore")


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()[:12]


def _named(arguments: Iterable[str]) -> Iterator[tuple[str, bool]]:
    """Yield the arguments with those of list files in place, and whether they are from one."""
    for argument in arguments:
        if not argument.startswith(LIST_MARK):
            yield argument, False
            continue
        path = Path(argument[len(LIST_MARK) :])
        try:
            lines = path.read_text(encoding="utf-8-sig").splitlines()
        except (OSError, UnicodeError) as error:
            raise BadSources(f"{argument}: the list cannot be read: {error}") from None
        for line in lines:
            entry = line.strip()
            if entry and not entry.startswith("#"):
                yield entry if urls.is_url(entry) else str(path.parent / entry), True


def _expand(named: str, hidden: Set[Path], listed: bool) -> Iterator[Input | None]:
    """Yield the inputs of one argument; None for a file that is ignored."""
    if urls.is_url(named):
        try:
            found = list(urls.expand(named))
        except UnreadableInput as error:
            if listed:
                yield _missing(named)
                return
            raise BadSources(str(error)) from None
        yield from (_chosen(key, origin) for key, origin in found)
    elif os.path.isdir(named):
        yield from _folder(Path(named), hidden)
    elif os.path.isfile(named):
        yield from _file(named)
    elif glob.has_magic(named) and (matches := _glob(named, hidden)):
        yield from matches
    elif listed:
        yield _missing(named)
    else:
        raise BadSources(f"{named}: {'nothing matches' if glob.has_magic(named) else 'no such file or folder'}")


def _folder(folder: Path, hidden: Set[Path]) -> Iterator[Input | None]:
    if Path(os.path.realpath(folder)) in hidden:
        raise BadSources(f"{folder} is the output; documents are written beside their sources into another folder")
    for path in _walk(folder, hidden):
        yield _chosen(path.relative_to(folder).as_posix(), str(path))


def _walk(folder: Path, hidden: Set[Path]) -> Iterator[Path]:
    """Yield the files below a folder."""
    top = Path(os.path.realpath(folder))
    linked: set[Path] = set()
    suspect = {path.name for path in hidden}
    for parent, folders, files in os.walk(folder, onerror=_refuse, followlinks=True):
        folders[:] = [name for name in sorted(folders) if _is_entered(Path(parent, name), top, hidden, linked)]
        for name in files:
            path = Path(parent, name)
            if not name.startswith(".") and not (name in suspect and _is_hidden(path, hidden)):
                yield path


def _is_entered(folder: Path, top: Path, hidden: Set[Path], linked: set[Path]) -> bool:
    """Tell whether a folder below ``top`` is looked into: not the output, nor what a link leads to a second time."""
    if folder.name.startswith("."):
        return False
    place = Path(os.path.realpath(folder))
    if place in hidden or place in linked:
        return False
    if not folder.is_symlink():
        return True
    if top.is_relative_to(place) or any(place.is_relative_to(other) for other in (top, *linked)):
        return False
    linked.add(place)
    return True


def _is_hidden(path: Path, hidden: Set[Path]) -> bool:
    """Tell whether a file is one that the batch itself writes, or lies in a folder that it writes to."""
    place = Path(os.path.realpath(path))
    return place in hidden or not hidden.isdisjoint(place.parents)


def _refuse(error: OSError) -> None:
    """Raise BadSources for a folder that cannot be listed: a catalogue that leaves it out would seem to be complete."""
    raise BadSources(f"{error.filename}: cannot be read: {error.strerror}")


def _glob(pattern: str, hidden: Set[Path]) -> list[Input | None]:
    """Return the files that a glob matches; their keys begin behind the pattern's part that has no wildcard.

    The standard library's ``**`` goes round and round where a link leads back, so folders are walked as they are alone.
    """
    parts = Path(pattern).parts
    base = Path(*parts[: next(index for index, part in enumerate(parts) if glob.has_magic(part))])
    before = next((index for index, part in enumerate(parts) if part == "**"), len(parts))
    if before == len(parts):
        paths: Iterable[Path] = map(Path, glob.glob(pattern))
    else:
        folders = [base] if len(base.parts) == before else map(Path, sorted(glob.glob(str(Path(*parts[:before])))))
        paths = (
            path
            for folder in folders
            if folder.is_dir()
            for path in _walk(folder, hidden)
            if _fits(path.relative_to(folder).parts, parts[before:])
        )
    return [
        _chosen(path.relative_to(base).as_posix(), str(path))
        for path in paths
        if path.is_file() and not _is_hidden(path, hidden)
    ]


def _fits(names: Sequence[str], patterns: Sequence[str]) -> bool:
    """Tell whether the parts of a path match those of a glob."""
    if not patterns:
        return not names
    if patterns[0] == "**":
        return any(_fits(names[skipped:], patterns[1:]) for skipped in range(len(names) + 1))
    return bool(names) and fnmatch.fnmatch(names[0], patterns[0]) and _fits(names[1:], patterns[1:])


def _file(path: str) -> Iterator[Input | None]:
    kind = archives.kind(path)
    if kind is None:
        yield _input(Path(path).name, path)
        return
    try:
        members = list(archives.zip_members(path) if kind == "zip" else archives.tar_members(path))
    except archives.BadArchive as error:
        raise BadSources(f"{path}: {error}") from None
    copies = Counter(members)
    latest: dict[str, Input | None] = {}  # an archive may hold a name twice; as for unpackers, the last one counts
    for member in members:
        key = _member_key(member)
        if key is not None:
            chosen = _chosen(key, path)
            latest[key] = None if chosen is None else replace(chosen, member=member, copies=copies[member])
    yield from latest.values()


def _member_key(member: str) -> str | None:
    """Return the key of a member of an archive, in which no path leads out of the output; None for hidden files."""
    # "C:\\x\\..\\R1.pdf" → x/R1.pdf: drive letters, backslashes and dots are what hostile archives are made of
    parts = [part for part in re.split(r"[/\\]", re.sub(r"^[A-Za-z]:", "", member)) if part not in ("", ".", "..")]
    if not parts or any(part.startswith(".") for part in parts) or parts[0] == "__MACOSX":
        return None
    return "/".join(parts)


def _chosen(key: str, origin: str) -> Input | None:
    return _input(key, origin) if key.lower().endswith(SUFFIXES) else None


def _input(key: str, origin: str) -> Input:
    """Return an input; a key that is not all text (``R\\xff1.pdf``) gets a hash, which keeps it from others like it."""
    text = "".join(character if character.isprintable() else "\ufffd" for character in printable(key))
    filename = text.rpartition("/")[2]
    if text != key:
        stem, suffix = os.path.splitext(text)
        text = f"{stem}-{_hash(key)}{suffix}"
    return Input(text, filename, origin)


def filenames(key: str) -> tuple[str, str]:
    """Return what an input with that key may be called: the key's last part, and that without the hash it may have."""
    name = key.rpartition("/")[2]
    return name, _HASHED.sub("", name)


def _missing(named: str) -> Input:
    """Return the input for a file of a list that is not there; reading it will say so."""
    return _input(named.rstrip("/").rpartition("/")[2], named)


def _same(one: Input, other: Input) -> bool:
    if one.member != other.member or urls.is_url(one.origin) or urls.is_url(other.origin) or "\0" in one.origin:
        return (one.origin, one.member) == (other.origin, other.member)
    return os.path.realpath(one.origin) == os.path.realpath(other.origin)


def _place(item: Input) -> str:
    return item.origin if item.member is None else f"{item.origin}:{item.member}"
