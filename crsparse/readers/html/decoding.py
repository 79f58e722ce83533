"""Bytes of a web page to text.

Cues in order: a byte-order mark; valid UTF-8, whatever the page claims, for no other text passes for UTF-8 by chance;
UTF-16 without a mark; the charset of a ``<meta>`` or XML declaration near the start; Windows-1252, as browsers do.
Always true: any bytes become text, and the text holds no NUL.
"""

import codecs
import re

_DECLARED_WITHIN = 4096
"""Bytes in which a charset may be declared; HTML asks for the first 1024, pages in the wild take more."""
_MARKS = (
    # UTF-32 first: its little-endian mark begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CHARSET = re.compile(
    rb"""<(?:meta|\?xml)\b[^>]{0,500}?(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.I
)
"""A declared charset: ``<meta charset=…>``, ``<meta … content="text/html; charset=…">``, ``<?xml … encoding="…"?>``."""
_TRUSTED = re.compile(r"(?:iso8859-\d+|cp125\d|koi8-[ru]|mac-roman|gb18030|gbk|gb2312|big5|euc_jp|euc_kr|shift_jis)\Z")
"""Codecs that a page may choose, by Python's names; UTF-7 and the like serve attacks only."""


def decode(content: bytes) -> str:
    """Return ``content`` as text; what can't be decoded becomes U+FFFD."""
    return _decoded(content).replace("\x00", "\ufffd")


def _decoded(content: bytes) -> str:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content.decode(encoding, "replace")
    wide = _unmarked_utf16(content)
    if wide:
        return content.decode(wide, "replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        pass
    declared = _declared(content)
    if declared:
        try:
            return content.decode(declared)
        except UnicodeDecodeError:
            pass
    # the five bytes that Windows-1252 leaves undefined (81, 8D, 8F, 90, 9D) become U+FFFD
    return content.decode("cp1252", "replace")


def _declared(content: bytes) -> str | None:
    match = _CHARSET.search(content[:_DECLARED_WITHIN])
    if not match:
        return None
    try:
        name = codecs.lookup(match.group(1).decode("ascii")).name
    except LookupError:
        return None
    if name in ("iso8859-1", "ascii"):
        return "cp1252"  # browsers read both as Windows-1252 (WHATWG Encoding, 4.2)
    return name if _TRUSTED.match(name) else None


def _unmarked_utf16(content: bytes) -> str | None:
    """Return the encoding when the page's first ``<`` has a NUL beside it (XML 1.0, appendix F)."""
    head = content[:256].lstrip(b"\x00 \t\r\n")
    place = len(content[:256]) - len(head)
    if not head.startswith(b"<"):
        return None
    if content[place + 1 : place + 2] == b"\x00" and place % 2 == 0:
        return "utf-16-le"
    return "utf-16-be" if place % 2 and content[place - 1 : place] == b"\x00" else None
