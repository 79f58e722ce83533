"""Numbers of sections as legal citations print them: one, a list, a range; with paragraphs, ``note``, ``et seq.``

Shared by the recognisers of the United States Code, the C.F.R., public laws and bills, for they all print
``§``, ``§§``, ``Section``, ``Sections``, ``sec.`` and then the same list.

A hyphen has two meanings: ``§§601-688`` is a range, ``§1395w-4`` is one section. The rule: what follows a hyphen begins
the end of a range if it could be a later section of the same code (688 after 601, 399i after 331, 364e after 364a, and
under ``§§`` also the shortened 61 of ``§§1451-61``); otherwise it belongs to the number.
"""

import re
from collections.abc import Iterator

from msgspec import Struct

DASH = "[-‐‑–−]"
"""Hyphen, its typographical kin, en dash, minus: all are printed in numbers of laws and sections."""
SIGN = r"(?:§§?|[Ss]ec(?:s?\.|tions?\b)|SEC(?:S?\.|TIONS?\b))"
"""The sign before a section: ``§``, ``§§``, ``Section``, ``sections``, ``sec.``, ``Secs.``"""
PARAGRAPHS = r"(?:\((?:[0-9]{1,3}|[A-Za-z]{1,2}|[ivxIVX]{1,6})\)){0,8}"
"""Paragraphs of a section: ``(a)(1)(A)(iii)``. Trap: ``§1983 (2018)``, a year, and ``(note)``."""
_NUMBER = r"\d{1,6}[A-Za-z]{0,4}(?![A-Za-z\d])"
"""A section, or a piece of one between hyphens: ``1983``, ``450ss``, ``2000e``, ``25C``. Trap: ``12th``, see
_ORDINAL."""
_ITEM = re.compile(
    rf"(?P<number>{_NUMBER}(?:{DASH}{_NUMBER}){{0,3}})(?P<paragraphs>{PARAGRAPHS})"
    rf"(?:\s?(?:{DASH}|\b(?:to|through)\b)\s?§{{0,2}}\s?(?P<last>{_NUMBER}(?:{DASH}{_NUMBER})?)(?P<last_paragraphs>{PARAGRAPHS})"
    rf"|{DASH}(?P<last_paragraph>\([A-Za-z0-9]{{1,4}}\)))?"
)
"""A member of a list: ``21001-21008``, ``348(a)–(g)``, ``362(a)``, ``1395w-4(b)``, ``300aa-1 to 300aa-34``."""
_ORDINAL = re.compile(r"\d(?:st|nd|rd|th)$")
ABBREVIATION = r"(?:\s\([A-Z][A-Za-z-]{1,11}\)(?=,\s(?:and\s)?\d))?"
"""What a list may say of a member: ``§§3831-3836 (CRP), 3839aa (EQIP)``. Trap: ``§5 (2018)``, a year."""
_SEPARATOR = re.compile(
    rf"{ABBREVIATION}\s?(?P<stop>[,;]|\b(?:and|or)\b|&)\s?(?:(?:and|or)\s)?(?P<sign>§{{0,2}})\s?(?=\d)"
)
"""Between two members: ``, ``; ``; ``; `` and ``; ``, and §``."""
_REPORTER = re.compile(r"\s(?:U\.\s?S\.|U\.?S\.?C|C\.?\s?F\.?\s?R|Stat\b|Fed\b|FR\b|F\.|S\.\s?Ct|L\.\s?Ed|Cong\b|Op\b)")
"""What shows that a number is the volume of another citation: ``321, 74 Stat. 397``; ``21 U.S.C. § 21 U.S.C. §
360c``."""
_OTHER_ACT = re.compile(r"(?:\([^)]{0,20}\))?\sof\s(?:the|P\.|Pub|Title|title|[A-Z])")
"""What shows that a number on a list is of another act: ``§20901 and §301 of HAVA``."""
_TAIL = re.compile(r"(?P<et_seq>,?\set\sseq\b\.?)|,?\s(?P<note>notes?\b|\(notes?\))")
"""``et seq.`` and ``note`` behind a section: ``42 U.S.C. §4321 note``; ``16 U.S.C. 450ss, note``."""
_MORE_PARAGRAPHS = re.compile(
    r"(?:(?:,\s(?:(?:and|or)\s)?|\s(?:and|or)\s)\((?:[A-Za-z]{1,2}|[0-9]{1,2})\)(?:\(\w{1,3}\)){0,6})*"
)
"""Further paragraphs of the same section, of which the first is the pinpoint: ``404(a)(3), (d)``, ``355(b) and
(j)(2)``."""
_LEADING = re.compile(r"(\d+)([A-Za-z]*)")
_PARAGRAPH = re.compile(r"\((\w+)\)")


class Item(Struct, frozen=True):
    """A member of a list of sections."""

    start: int
    """First code point of its number, or of the sign before it inside a list: ``§7252``."""
    end: int
    """One past its last code point, paragraphs, ``et seq.`` and ``note`` included."""
    number: str
    """Number of the section, hyphens plain: ``1395w-4``."""
    pinpoint: str | None
    """Paragraphs as a path, ``a/1``; or ``note``."""
    last: str | None
    """Last section of a range, with its paragraphs as a path: ``688``, ``348/g``."""


def is_plural(sign: str) -> bool:
    """Return whether a sign says that a list of sections follows: ``§§``, ``Sections``, ``secs.``"""
    return sign == "§§" or sign.lower().endswith(("ons", "ecs."))


def path(paragraphs: str) -> str | None:
    """Return printed paragraphs as a path.

    >>> path("(d)(1)(i)")
    'd/1/i'
    """
    return "/".join(_PARAGRAPH.findall(paragraphs)) or None


def items(text: str, position: int, *, plural: bool, of_an_act: bool = False) -> Iterator[Item]:
    """Yield the sections of the list that begins at ``position``; nothing where no number stands there.

    ``plural`` says whether the sign before them was ``§§`` or ``Sections``: only then bare numbers go on the list.
    ``of_an_act`` says that an act behind the list is that of all its members: ``Sections 406 and 428 of the``.
    """
    first, start = 0, position
    while True:
        item = _item(text, start, position, plural=plural)
        if item is None or _REPORTER.match(text, item.end):
            return
        if first and not of_an_act and _OTHER_ACT.match(text, item.end):
            return
        value = int(_pieces(item.number)[0][0])
        # "§§601-688 and 3 others": no list of sections falls that far back
        if first and value * 10 < first:
            return
        yield item
        first = first or value
        separator = _SEPARATOR.match(text, item.end)
        if not separator or not (separator["sign"] or plural):
            return
        plural = plural or separator["sign"] == "§§"
        start, position = separator.start("sign") if separator["sign"] else separator.end(), separator.end()


def _item(text: str, start: int, position: int, *, plural: bool) -> Item | None:
    match = _ITEM.match(text, position)
    if not match or _ORDINAL.search(match["number"]):
        return None
    number, last = split_range(re.sub(DASH, "-", match["number"]), plural=plural)
    pinpoint, end = path(match["paragraphs"]), match.end()
    if match["last"]:
        end_of_range = re.sub(DASH, "-", match["last"])
        if last is None and _value(end_of_range) > _value(number):
            last = "/".join(filter(None, (end_of_range, path(match["last_paragraphs"]))))
        elif last is None and plural and (longer := _expanded(number, end_of_range)):
            last = longer
        else:
            end = match.end("paragraphs")
    elif match["last_paragraph"]:
        head, _, _ = (pinpoint or "").rpartition("/")
        last = "/".join(filter(None, (number, head, path(match["last_paragraph"]))))
    elif last is not None and pinpoint:
        last, pinpoint = f"{last}/{pinpoint}", None
    if pinpoint:
        end = _MORE_PARAGRAPHS.match(text, end).end()  # type: ignore[union-attr]  # it can match nothing
    tail = _TAIL.match(text, end)
    if tail:
        end = tail.end()
        pinpoint = "note" if tail["note"] else pinpoint
    return Item(start, end, number, pinpoint, last)


def split_range(number: str, *, plural: bool) -> tuple[str, str | None]:
    """Return the section, or the first and the last of a range, that a number with hyphens stands for.

    >>> split_range("601-688", plural=True), split_range("1395w-4", plural=False), split_range("1451-61", plural=True)
    (('601', '688'), ('1395w-4', None), ('1451', '1461'))
    >>> split_range("78dd-1-78dd-3", plural=True)
    ('78dd-1', '78dd-3')
    """
    pieces = number.split("-")
    first_value, first_letters = _pieces(pieces[0])[0]
    for index, piece in enumerate(pieces[1:], start=1):
        value, letters = _pieces(piece)[0]
        # "1a-7", "78-1": a small number with a letter goes on with a hyphen; "364a-364e", "78a-78pp" are ranges
        # "300gg-300gg-63": what equals the first is the second's beginning, if more follows
        could_follow = (int(value), letters) > (int(first_value), first_letters) or index > 1
        could_follow = could_follow or (piece == pieces[0] and len(pieces) > 2)
        same_look = bool(letters) or not first_letters or len(value) == len(first_value) >= 3
        if could_follow and same_look and len(value) >= len(first_value):
            return "-".join(pieces[:index]), "-".join(pieces[index:])
        if index == 1 and plural and (longer := _expanded(pieces[0], piece)):
            return pieces[0], longer
    return number, None


def _expanded(first: str, last: str) -> str | None:
    """Return the full form of the shortened end of a range: ``61`` behind ``1451`` is ``1461``."""
    if not (first.isdigit() and last.isdigit() and len(first) >= 3 and 2 <= len(last) < len(first)):
        return None
    longer = first[: -len(last)] + last
    return longer if int(longer) > int(first) else None


def _pieces(number: str) -> list[tuple[str, str]]:
    return _LEADING.findall(number)


def _value(number: str) -> tuple[tuple[int, str], ...]:
    return tuple((int(value), letters) for value, letters in _pieces(number))
