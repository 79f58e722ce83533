"""Code of Federal Regulations: ``38 C.F.R. §3.12(d)(1)``, ``21 C.F.R. pts. 801, 803``, ``38 C.F.R. Part 81``, ``33 CFR
320-332``.

What CRS prints: title, ``C.F.R.`` or ``CFR``, then sections, whose number begins with that of their part (``3.12`` is
in part 3), or parts. ``§650`` without a full stop can therefore only be part 650; CRS and the agencies do write it so.

Always true: the title is one of 1 to 50. Known to be missed: regulations cited by their part alone (``Regulation D``),
subchapters, and lists that mix titles (``40 and 41 C.F.R.``).
"""

import re
from collections.abc import Iterator

from crsparse.citations.citation import Citation, Context, Recogniser
from crsparse.citations.identifiers import regulation_id, regulation_url
from crsparse.citations.sections import ABBREVIATION, DASH, PARAGRAPHS, SIGN, path

_LAST_TITLE = 50
_HEAD = re.compile(
    rf"(?<![\w.$§-])(?:[Tt]itle\s)?(?P<title>\d{{1,2}}),?\s(?:of\sthe\s)?"
    rf"(?:C\.\s?F\.\s?R\.?|CFR\b|Code\sof\sFederal\sRegulations\b),?(?:\s?(?P<sign>{SIGN})|\s(?P<parts>[Pp](?:arts?\b|ts?\.)))?\s?(?:§{{1,2}}\s?)?"
)
"""The head, up to the first number: ``38 C.F.R. §``, ``Title 21 of the Code of Federal Regulations, Part``, ``32 CFR
pt.``"""
_NUMBER = (
    rf"\d{{1,4}}[a-z]?(?:\.\d{{1,5}}[A-Za-z]{{0,2}}(?:\([a-z]\)(?={DASH}\d))?"
    rf"(?:{DASH}\d{{1,4}}[A-Z]{{0,2}}(?!\d|\.\d))?)?(?!\d)"
)
"""A part or a section: ``81``, ``3.12a``, ``52.212-3`` (acquisition), ``1.401(k)-1`` (tax). Trap: ``1700.1–1700.20``, a
range."""
_ITEM = re.compile(
    rf"(?P<number>{_NUMBER})(?P<paragraphs>{PARAGRAPHS})"
    rf"(?:\s?(?:{DASH}|\b(?:to|through)\b)\s?§{{0,2}}\s?(?P<last>{_NUMBER})(?P<last_paragraphs>{PARAGRAPHS})"
    rf"|{DASH}(?P<last_paragraph>\([A-Za-z0-9]{{1,4}}\)))?"
)
"""A member of a list: ``131.3–169.182``, ``3.12(d)(1)(i)``, ``320-332``, ``273.24(a)-(c)``."""
_TITLE_THEN_PART = re.compile(
    rf"\b[Tt]itle\s(?P<title>\d{{1,2}}),\s(?:[Pp]art|[Ss]ection|§)\s?(?P<number>{_NUMBER})(?P<paragraphs>{PARAGRAPHS})"
    r"(?P<last>(?!))?(?P<last_paragraphs>(?!))?(?P<last_paragraph>(?!))?,?\s(?:of\s)?(?:the\s)?"
    r"(?:C\.F\.R\.|CFR\b|(?:U\.S\.\s)?Code\sof\sFederal\sRegulations\b)"
)
"""``Title 40, Part 60, of the Code of Federal Regulations``. Trap: ``Title 40, Part 60`` alone may be any
act's."""
_SEPARATOR = re.compile(rf"{ABBREVIATION}\s?(?:[,;]|\b(?:and|or)\b|&)\s?(?:(?:and|or)\s)?(?P<sign>§{{0,2}})\s?(?=\d)")
"""Between two members: ``, ``; ``, and ``; ``, §``."""
_OTHER_WORK = re.compile(r"\s(?:U\.\s?S\.|U\.?S\.?C|C\.?\s?F\.?\s?R|Stat\b|Fed\b|FR\b|F\.|S\.\s?Ct|Cong\b|of\s)")
"""What shows that a number behind a list begins another citation: ``3.12, 89 Federal Register``."""
_DIGITS = re.compile(r"\d+")
_SUBPART = re.compile(
    r",?\s\(?(?:[Ss]ubparts?|[Ss]ubpt\.)\s(?P<letters>[A-Z]{1,4}[a-z]{0,3})\b(?:(?:,\s[A-Z]{1,4}[a-z]{0,3}\b)*,?\s(?:and|or)\s[A-Z]{1,4}[a-z]{0,3}\b|[-–][A-Z]{1,4}[a-z]{0,3}\b)?"
)
"""Subparts behind a part, of which the first is the pinpoint: ``Part 60, Subparts OOOOb and OOOOc``."""
_BY_CHAPTER = re.compile(
    rf"(?P<number>\d{{1,3}}{DASH}\d{{1,3}}(?:\.\d{{1,4}}(?!\d))?)(?!\d|\.\d)(?P<paragraphs>{PARAGRAPHS})"
)
"""Title 41 numbers its parts by chapter: ``41 C.F.R. Part 102-3``, ``41 C.F.R. §60-1.4(a)``."""
_ET_SEQ = re.compile(r",?\set\sseq\b\.?")
_HYPHENATED = frozenset({"26", "41", "48"})
"""Titles whose sections carry hyphens: tax, public contracts, acquisition."""


def find(text: str, context: Context) -> Iterator[Citation]:
    """Yield the sections and parts of the C.F.R. that a text cites."""
    for whole in _TITLE_THEN_PART.finditer(text):
        if 1 <= int(whole["title"]) <= _LAST_TITLE:
            yield _citation(whole.start(), text, whole, whole["title"])
    for head in _HEAD.finditer(text):
        if not 1 <= int(head["title"]) <= _LAST_TITLE:
            continue
        sign = head["sign"] or ""
        plural = (
            sign == "§§" or sign.lower().endswith(("ons", "ecs.")) or (head["parts"] or "").rstrip(".").endswith("s")
        )
        position, start = head.end(), head.start()
        while item := _ITEM.match(text, position):
            if start != head.start() and _OTHER_WORK.match(text, item.end()):
                break
            citation = _citation(start, text, item, head["title"])
            yield citation
            separator = _SEPARATOR.match(text, citation.end)
            if not separator or not (separator["sign"] or plural):
                break
            plural = plural or separator["sign"] == "§§"
            start, position = separator.start("sign") if separator["sign"] else separator.end(), separator.end()


def _citation(start: int, text: str, item: "re.Match[str]", title: str) -> Citation:
    number, pinpoint, last, end = re.sub(DASH, "-", item["number"]), path(item["paragraphs"]), None, item.end()
    hyphenated = _BY_CHAPTER.match(text, item.start("number")) if title == "41" else None
    if hyphenated:
        number, pinpoint, end = (
            re.sub(DASH, "-", hyphenated["number"]),
            path(hyphenated["paragraphs"]),
            hyphenated.end(),
        )
    section, _, tail = number.partition("-")
    if tail and title not in _HYPHENATED and tail.isdigit() and int(tail) > _by_value(section)[1]:
        # "§§17.100-109": outside those titles a hyphen parts two sections
        number, last = section, f"{section.partition('.')[0]}.{tail}"
    elif item["last_paragraph"] and pinpoint and not hyphenated:
        above, _, _ = pinpoint.rpartition("/")
        last = "/".join(filter(None, (number, above, path(item["last_paragraph"]))))
    elif item["last"] and not hyphenated:
        behind = re.sub(DASH, "-", item["last"])
        if ("." in behind) == ("." in number) and _by_value(behind) > _by_value(number):
            last = behind + "".join(
                f"/{paragraph}" for paragraph in (path(item["last_paragraphs"]) or "").split("/") if paragraph
            )
        else:
            end = item.end("paragraphs")
    et_seq = _ET_SEQ.match(text, end)
    subpart = None if "." in number or last else _SUBPART.match(text, end)
    if subpart:
        pinpoint, end = f"spt{subpart['letters']}", subpart.end()
    return Citation(
        start=start,
        end=et_seq.end() if et_seq else end,
        kind="cfr",
        id=regulation_id(title, number),
        pinpoint=pinpoint,
        end_id=last and regulation_id(title, last),
        url=regulation_url(title, number),
    )


def _by_value(number: str) -> tuple[int, ...]:
    """Return the parts of a number, so that two can be compared: (1, 45, 12) for ``1.45-12``."""
    return tuple(map(int, _DIGITS.findall(number)))


RECOGNISER = Recogniser("cfr", ("C.F.R", "CFR", "C. F. R", "Federal Regulations"), find)
