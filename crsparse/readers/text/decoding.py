"""Bytes to text: which encoding, and is it text at all.

Cues in order: a byte-order mark (UTF-8, UTF-16, UTF-32); UTF-16 without a mark, when every other byte is NUL as in
English text; valid UTF-8; else Windows-1252, which all Western European 8-bit text of the older eras is in, with
Latin-1 for the five bytes that Windows-1252 leaves undefined. Always true: the result holds no NUL and no byte-order
mark. Missed: 8-bit encodings of other scripts come out as Windows-1252.
"""

import codecs
import re

from crsparse.errors import UndecodableText

_MARKS = (
    # UTF-32 first: its little-endian mark begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROLS = re.compile(r"[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]")
"""Control characters that no text file has; tab, line ends, form feed and escape (old printers) are let through."""
_MAX_CONTROLS = 0.02
"""Share of control characters above which bytes are binary data; stray ones occur in text made from PDFs."""


def decode(content: bytes) -> str:
    """Return ``content`` as text; raise UndecodableText for binary data, and for text cut or damaged in its
    encoding."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _checked(_strict(content, encoding), encoding)
    if b"\x00" in content:
        # English text in UTF-16 is valid UTF-8 too, with a NUL after each letter
        wide = _unmarked_utf16(content)
        if wide is None:
            raise UndecodableText("not text: it has NUL bytes")
        return _checked(_strict(content, wide), wide)
    try:
        return _checked(content.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        pass
    # bytes 81, 8D, 8F, 90 and 9D are undefined in Windows-1252
    text = content.decode("cp1252", errors="replace") if _defined(content) else content.decode("latin-1")
    return _checked(text, "windows-1252")


def _strict(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        name = encoding.removesuffix("-sig").upper()
        raise UndecodableText(f"not valid {name}, though its byte-order mark says so: {error.reason}") from None


def _defined(content: bytes) -> bool:
    return not any(byte in content for byte in (b"\x81", b"\x8d", b"\x8f", b"\x90", b"\x9d"))


def _unmarked_utf16(content: bytes) -> str | None:
    """Return the encoding when more than 90 % of the bytes at odd (or even) places, and few of the others, are NUL."""
    if len(content) < 4 or len(content) % 2:
        return None
    half = len(content) // 2
    even, odd = content[0::2].count(0), content[1::2].count(0)
    if odd > 0.9 * half and even < 0.1 * half:
        return "utf-16-le"
    if even > 0.9 * half and odd < 0.1 * half:
        return "utf-16-be"
    return None


def _checked(text: str, encoding: str) -> str:
    if "\x00" in text:
        raise UndecodableText(f"not text: NUL characters in {encoding.removesuffix('-sig').upper()}")
    if text and len(_CONTROLS.findall(text)) > _MAX_CONTROLS * len(text):
        raise UndecodableText("not text: too many control characters")
    return text.removeprefix("\ufeff")
