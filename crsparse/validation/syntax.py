"""Syntax: whether bytes are JSON that every reader takes alike, and where they are not.

msgspec, which is quick, reads every document; the standard library, which knows places and sees every name, is asked
only where something is wrong or might be. A name that stands twice in an object is JSON by its grammar (RFC 8259,
section 4), but one reader takes the first value and another the last, so that it is told as a fault.
"""

import json as standard_json
import math
import re
from collections.abc import Iterator

from msgspec import DecodeError, json

from crsparse.schema import Json
from crsparse.validation.findings import Finding, Problem
from crsparse.validation.positions import Place, locate, place_of

BOM = b"\xef\xbb\xbf"
_BYTE = re.compile(r"\(byte (\d+)\)")
"""Where msgspec tells the place of a fault: "JSON is malformed: invalid character (byte 12)"."""


def not_json(content: bytes, error: Exception, line: int) -> Finding:
    """Return the finding for bytes that are no JSON, with the place as exactly as it can be told."""
    text = content.decode("utf-8", "replace")
    message, place = str(error), Place((1, 1))
    wrong = _not_utf8(content)
    if wrong is not None:
        before = content[:wrong].decode("utf-8")
        message, place = f"byte {wrong} is not UTF-8", place_of(text, [len(before)])[len(before)]
    elif isinstance(error, RecursionError):
        message = "it is nested too deeply"
    else:
        message = message.removeprefix("JSON is malformed: ")
        try:
            read: Json = standard_json.loads(text)
        except standard_json.JSONDecodeError as told:
            message = (told.msg[0].lower() + told.msg[1:]).removesuffix(" starting at")
            place = Place((told.lineno, told.colno))
        except (ValueError, RecursionError):
            pass
        else:
            at, huge = _BYTE.search(str(error)), next(_infinite(read), None)
            if at:
                before = content[: int(at[1])].decode("utf-8", "replace")
                place = place_of(text, [len(before)])[len(before)]
            elif huge is not None:
                message, place = "a number is too large to be held", locate(text, [huge])[huge]
        message = _BYTE.sub("", message).strip()
    return Finding("json", "", f"this is not JSON: {message}", "a document", place.line + line - 1, place.column)


def _not_utf8(content: bytes) -> int | None:
    """Return where bytes cease to be UTF-8; msgspec counts from the string in which they do."""
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start
    return None


def _infinite(read: Json) -> Iterator[str]:
    return (pointer for pointer, value in _values(read) if isinstance(value, float) and not math.isfinite(value))


def _values(read: Json) -> Iterator[tuple[str, Json]]:
    """Yield every value with its pointer, in the order of the text; without recursion, for texts may be deep."""
    waiting: list[tuple[str, Json]] = [("", read)]
    while waiting:
        pointer, value = waiting.pop()
        yield pointer, value
        if isinstance(value, dict):
            waiting.extend((f"{pointer}/{_step(name)}", each) for name, each in reversed(value.items()))
        elif isinstance(value, list):
            waiting.extend((f"{pointer}/{place}", value[place]) for place in range(len(value) - 1, -1, -1))


def _step(name: str) -> str:
    return name.replace("~", "~0").replace("/", "~1")


def doubled_names(content: bytes, data: Json) -> Iterator[Problem]:
    """Yield names that stand twice in an object of ``content``, which was read as ``data``.

    What was read is as long as what was written, both without spaces, unless a value was dropped or something is
    written in another way; only then every object is looked at.
    """
    try:
        if len(json.encode(data)) == len(json.format(content, indent=-1)):
            return
    except (DecodeError, ValueError, RecursionError):
        pass
    doubled: dict[int, tuple[str, ...]] = {}
    held: list[dict[str, Json]] = []  # so that no id comes twice

    def look(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
        read = dict(pairs)
        if len(read) < len(pairs):
            held.append(read)
            names = [name for name, _ in pairs]
            doubled[id(read)] = tuple(name for name in read if names.count(name) > 1)
        return read

    try:
        every: Json = standard_json.loads(content, object_pairs_hook=look)
    except (ValueError, RecursionError):
        return
    if not doubled:
        return
    for pointer, value in _values(every):
        for name in doubled.get(id(value), ()):
            yield Problem(
                f"{pointer}/{_step(name)}", f"the name {name!r} stands more than once in its object", "it once"
            )


def fractions(data: Json) -> Iterator[Problem]:
    """Yield numbers that are whole and written as if they were not: 7.0, which JSON Schema takes for an integer.

    Only coordinates are numbers with a fraction in a document.
    """
    for pointer, value in _values(data):
        if isinstance(value, float) and "/box/" not in pointer:
            yield Problem(pointer, f"{value} does not fit here", "a whole number, without a decimal point or exponent")
