"""Text at the level of characters: Unicode, spaces, line ends. Nothing here imports anything of ours.

What the document promises: NFC, no soft hyphens, ligatures resolved, one space between words, quotes and dashes as
printed, words that only a line end broke are joined.
"""

import re
import unicodedata
from collections.abc import Container

_LIGATURES = {
    0xFB00: "ff",
    0xFB01: "fi",
    0xFB02: "fl",
    0xFB03: "ffi",
    0xFB04: "ffl",
    0xFB05: "st",
    0xFB06: "st",
}
_INVISIBLE = dict.fromkeys((0x00AD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0xFFFC), None)
_SPACES = dict.fromkeys(
    (0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x85, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x2028, 0x2029, 0x202F, 0x205F, 0x3000),
    " ",
)
_CONTROLS = dict.fromkeys((*range(0x09), *range(0x0E, 0x20), *range(0x7F, 0x85), *range(0x86, 0xA0), 0xFFFF), None)
_SURROGATES = dict.fromkeys(range(0xD800, 0xE000), "\N{REPLACEMENT CHARACTER}")
"""Halves of a pair that damaged fonts map to; alone they are no characters, and no JSON holds them."""
_TABLE = {**_SURROGATES, **_CONTROLS, **_INVISIBLE, **_SPACES, **_LIGATURES}

_TRANSLATED = re.compile(
    f"[\ud800-\udfff{''.join(re.escape(chr(code)) for code in sorted(_TABLE.keys() - _SURROGATES.keys()))}]"
)
"""A character that the table changes."""
_RUN_OF_SPACES = re.compile(r"  +")
_NO_WORD = bytes(code for code in range(128) if not chr(code).isalnum())
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]+")
_LAST_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*[-‐‑]$")
"""A word cut by a hyphen at a line end: ``second-``, ``Indo-``."""
_HYPHENS = "-‐‑"
"""The hyphen of typewriters, Unicode's, and the one at which no line breaks, which fonts have in its place."""
_LONGEST_WORD = 100
"""Characters at the end of a line in which its last word is looked for; a search from the start of a long text would
take time with its square."""
_FIRST_WORD = re.compile(r"^[^\W\d_]+")
SUSPENDED = re.compile(r"(?:and|or|to|through|versus|but|nor)(?=\s)")
"""What follows a suspended hyphen: ``first- and second-quarter``, ``two- or three-star``. The hyphen ends its word.
``to-peer`` follows none: ``peer-to-peer``."""
_ADDRESS_LAST = frozenset("/-_=&?.~#%")
_ADDRESS_END = re.compile(r"(?:https?://|www\.)\S*[/\-_=&?.~#%]$")
"""An address cut at a line end, e.g. ``https://www.congress.gov/bill/``: it goes on without a space."""


def clean(text: str) -> str:
    """Return ``text`` in NFC with ligatures resolved, invisible characters dropped and every space a plain one.

    Runs of spaces are kept: only :func:`single_spaced` removes them, for runs are cleaned before they are joined.
    """
    if text.isascii() and text.isprintable():
        return text
    if _TRANSLATED.search(text):  # curly quotes and dashes make most text other than ASCII, and stay as they are
        text = text.translate(_TABLE)
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def single_spaced(text: str) -> str:
    """Return ``text`` with runs of spaces made one; spaces at the ends stay."""
    return _RUN_OF_SPACES.sub(" ", text) if "  " in text else text


def letter_count(text: str) -> int:
    """Return the number of letters and digits in ``text``: what a conversion must neither lose nor invent.

    >>> letter_count("§131 – café_")
    7
    """
    known = text.encode("ascii", "ignore").translate(None, _NO_WORD)
    if len(text) == len(known) or text.isascii():
        return len(known)
    return len(known) + sum(map(str.isalnum, "".join(_BEYOND_ASCII.findall(text))))


def _may_be_cut(left: str, right: str, after: str) -> bool:
    """Tell whether a line end may have cut a word: never before a capital, but in capitals; nor in
    bed-and-breakfast."""
    return (right[0].islower() or left.isupper()) and after[len(right) : len(right) + 1] != "-"


def glue(before: str, after: str, words: Container[str] = frozenset()) -> tuple[str, str]:
    """Return what remains of ``before`` at a line end and what stands between it and ``after``.

    The pair is ``(before, separator)``: a space between words; nothing after a hyphen, which stays, unless ``words``
    (lower-case words seen elsewhere in the document) holds the joined word and so proves that the hyphen was only the
    line end's; nothing inside an address.

    >>> glue("Indo-", "Pacific")
    ('Indo-', '')
    >>> glue("legis-", "lation", {"legislation"})
    ('legis', '')
    >>> glue("see https://www.congress.gov/", "bill/119th-congress")
    ('see https://www.congress.gov/', '')
    """
    if not before or not after or before[-1] == " " or after[0] == " ":
        return before, ""
    last = before[-1]
    if last in _ADDRESS_LAST and _ADDRESS_END.search(before[-200:]):
        return before, ""
    if last in _HYPHENS:
        left, right = _LAST_WORD.search(before[-_LONGEST_WORD:]), _FIRST_WORD.match(after)
        if (
            left
            and right
            and _may_be_cut(left.group(), right.group(), after)
            and ((left.group()[:-1] + right.group()).lower() in words)
        ):
            return before[:-1], ""
        if left and SUSPENDED.match(after):
            return before, " "
        # "Indo-" + "Pacific" is one word; a dash between spaces ("text -" + "more") is none
        return before, "" if len(before) > 1 and before[-2] != " " else " "
    if last in "—/" or (last == "–" and after[0].isdigit()):
        return before, ""
    return before, " "
