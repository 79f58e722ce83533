"""United States Code: ``42 U.S.C. §1983``, ``52 U.S.C. §§20901, 20903-20906``, ``Title 10, Section 9081, of the U.S.
Code``.

What CRS prints: volume-like title number, ``U.S.C.`` (Legal Sidebars: with a space behind ``§``), sections with
paragraphs; quoted statutes drop the sign (``42 U.S.C. 6294a(c)``); prose spells it out. Chapters (``10 U.S.C. Chapter
47``) and whole titles (``Title 38 of the U.S. Code``) are cited too.

The Internal Revenue Code is title 26, section by section (``IRC §25C``).

Always true: the title is one of 1 to 54. Known to be missed: sections of acts cited by the act's own numbers
(``Section 5 of the FTC Act``), bare ``Section 45Q``, and a section whose title is named elsewhere in the sentence.
"""

import re
from collections.abc import Iterator

from crsparse.citations.citation import Citation, Context, Recogniser
from crsparse.citations.identifiers import code_id, code_url
from crsparse.citations.sections import PARAGRAPHS, SIGN, Item, is_plural, items, path

_LAST_TITLE = 54
_TAX = "26"
"""The title that is the Internal Revenue Code."""
_CODE = r"(?:U\.?\s?S\.?\s?C(?:ode\b|\.(?:A\.)?|\b)|United\sStates\sCode\b)"
"""``U.S.C.``, ``USC``, ``U. S. C.``, ``U.S.C.A.``, ``U.S. Code``, ``United States Code``. Trap: ``U.S. Congress``."""
_BY_TITLE = re.compile(
    rf"(?<![\w.$§-])(?:[Tt]itle\s)?(?P<title>\d{{1,2}}),?\s(?:of\sthe\s)?{_CODE}"
    rf"(?P<appendix>,?\s(?:App(?:endix\b|x?\.|\b)|app\.),?)?,?(?:\s?(?P<sign>{SIGN})|\s(?P<chapters>(?:[Cc]hapters?|[Cc]hs?\.)\s(?P<chapter>\d{{1,4}}[A-Z]{{0,2}})\b))?\s?"
)
"""The head of a citation that begins with the title, up to the first section: ``52 U.S.C. §§``, ``Title 38 U.S.C §``,
``10 U.S.C. Chapter 47``. Trap: ``the 28 U.S. Courts`` is none, ``Section 28 U.S.C.`` begins at 28."""
_TITLE_THEN_SECTION = re.compile(
    rf"\b[Tt]itle\s(?P<title>\d{{1,2}}),\s(?P<part>[Ss]ection|[Cc]hapter)\s(?P<number>\d{{1,6}}[A-Za-z]{{0,3}}(?:-\d{{1,3}})?)(?P<paragraphs>{PARAGRAPHS}),?"
    rf"\s(?:of\s)?(?:the\s)?{_CODE}"
)
"""``Title 10, Section 9081, of the U.S. Code``. Trap: ``Title 10, Section 9081`` without the Code may be any act's."""
_SECTION_OF = re.compile(
    rf"\b(?P<part>[Ss]ection|§|[Cc]hapter)\s?(?P<number>\d{{1,6}}[A-Za-z]{{0,3}}(?:-\d{{1,3}})?)(?P<paragraphs>{PARAGRAPHS}),?\s(?:of\s)?$"
)
"""What stands before a whole title: ``Section 1557 of`` Title 10, U.S. Code; ``chapter 17 of`` title 38, United States
Code."""
_SECTIONS_OF = re.compile(r"\b(?:[Ss]ections|§§)\s?(?P<list>\d[\w(), §–-]{1,50}?),?\sof\s$")
"""The same for several: ``Sections 7104 and 7252 of``."""
_TITLE_OF_CODE = re.compile(
    rf"\b{_CODE},?\s[Tt]itle\s(?P<title>\d{{1,2}})(?:,\s(?P<part>[Ss]ection|[Cc]hapter|§)\s?(?P<number>\d{{1,6}}[A-Za-z]{{0,3}}(?:-\d{{1,3}})?)(?P<paragraphs>{PARAGRAPHS}))?(?!\w)"
)
"""The Code first: ``U.S. Code Title 8, Chapter 12``."""
_ANOTHER_CHAPTER = re.compile(
    r"(?:,\s(?:and\s|or\s)?|\s(?:and|or|&)\s)(?P<chapter>\d{1,4}[A-Z]{0,2})\b(?!\s(?:U\.\s?S|C\.\s?F|of\b)|[.(-]\w)"
)
"""A further chapter: ``Chapters 21, 29, and 33``."""
_NUMBER_FOLLOWS = re.compile(r"\s?\d")
_INTERNAL_REVENUE = re.compile(
    rf"\b(?:IRC|I\.R\.C\.|Internal\sRevenue\sCode(?:\sof\s19(?:54|86))?(?:\s\((?:the\s)?[“\"]?(?:IRC|Code)[”\"]?\))?),?\s(?P<sign>{SIGN})\s?(?=\d)"
)
"""Title 26 by its own name: ``IRC §45Q(b)``, ``Internal Revenue Code (IRC) Section 45``. Trap: ``the IRC requires``."""
_OF_INTERNAL_REVENUE = re.compile(
    r"(?:\bof\s)(?:the\s)?(?:IRC\b|I\.R\.C\.|Internal\sRevenue\sCode(?:\sof\s19(?:54|86)|\b))"
)
"""The same with its section before it: ``Section 163(j) of the Internal Revenue Code``."""
_LOOK_BACK = 70
"""Code points before a whole title in which its section is looked for."""


def find(text: str, context: Context) -> Iterator[Citation]:
    """Yield the sections, chapters and titles of the Code that a text cites."""
    for match in _TITLE_THEN_SECTION.finditer(text):
        yield from _of_part(match.start(), match.end(), match["title"], match)
    for match in _TITLE_OF_CODE.finditer(text):
        if match["part"]:
            yield from _of_part(match.start(), match.end(), match["title"], match)
        elif 1 <= int(match["title"]) <= _LAST_TITLE:
            yield _citation(match.start(), match.end(), match["title"])
    yield from _internal_revenue(text)
    for match in _BY_TITLE.finditer(text):
        if not 1 <= int(match["title"]) <= _LAST_TITLE:
            continue
        if match["chapter"]:
            yield from _chapters(text, match)
            continue
        sign = match["sign"] or ""
        # "5 U.S.C. App. §2" is not §2 of title 5: appendices are titles of their own, and "App. 3" is no section
        title = match["title"] + ("a" if match["appendix"] else "")
        if match["appendix"] and not sign:
            if not _NUMBER_FOLLOWS.match(text, match.end("appendix")):
                end = match.end("appendix")
                yield _citation(match.start(), end - (text[end - 1] == ","), title)
            continue
        found = tuple(items(text, match.end(), plural=is_plural(sign)))
        for index, item in enumerate(found):
            yield _of_item(match.start() if index == 0 else item.start, item.end, title, item)
        # without a section: only "Title 38 of the U.S. Code" and its like, for "38 U.S.C." alone is the rest of
        # something
        if not found and match[0][0] in "Tt":
            yield from _whole_title(text, match.start(), match.start() + len(match[0].rstrip(" ,")), match["title"])


def _chapters(text: str, first: "re.Match[str]") -> Iterator[Citation]:
    """Yield ``44 U.S.C. Chapters 21``, ``29`` and ``33``."""
    yield _citation(first.start(), first.end("chapter"), first["title"], f"ch{first['chapter']}")
    plural = first["chapters"].lower().startswith(("chapters", "chs"))
    another = _ANOTHER_CHAPTER.match(text, first.end("chapter")) if plural else None
    while another:
        yield _citation(another.start("chapter"), another.end(), first["title"], f"ch{another['chapter']}")
        another = _ANOTHER_CHAPTER.match(text, another.end())


def _internal_revenue(text: str) -> Iterator[Citation]:
    """Yield the sections of title 26 that are cited by the name of the Internal Revenue Code."""
    if "IRC" not in text and "I.R.C" not in text and "Internal Revenue Code" not in text:
        return
    for match in _INTERNAL_REVENUE.finditer(text):
        for index, item in enumerate(items(text, match.end(), plural=is_plural(match["sign"]))):
            yield _of_item(match.start() if index == 0 else item.start, item.end, _TAX, item)
    for match in _OF_INTERNAL_REVENUE.finditer(text):
        yield from _sections_before(text, match.start(), match.end(), _TAX)


def _whole_title(text: str, start: int, end: int, title: str) -> Iterator[Citation]:
    """Yield the sections named before a title, ``Sections 7104 and 7252 of Title 38, U.S. Code``; else the title."""
    found = tuple(_sections_before(text, start, end, title))
    yield from found or (_citation(start, end, title),)


def _sections_before(text: str, start: int, end: int, title: str) -> Iterator[Citation]:
    """Yield the section, chapter or list of sections that stands before what names the title."""
    # "of" is part of both patterns, whether it is at the end of what stands before or at the beginning of what follows
    start = start + len("of ") if text.startswith("of ", start) else start
    before = _SECTION_OF.search(text, max(0, start - _LOOK_BACK), start)
    if before:
        yield from _of_part(before.start(), end, title, before)
        return
    listed = _SECTIONS_OF.search(text, max(0, start - _LOOK_BACK), start)
    found = tuple(items(text[: listed.end("list")], listed.start("list"), plural=True)) if listed else ()
    if listed and found and found[-1].end == listed.end("list"):
        for index, item in enumerate(found):
            first = listed.start() if index == 0 else item.start
            yield _of_item(first, end if item is found[-1] else item.end, title, item)


def _of_item(start: int, end: int, title: str, item: Item) -> Citation:
    return _citation(start, end, title, f"s{item.number}", item.pinpoint, item.last and f"s{item.last}")


def _of_part(start: int, end: int, title: str, part: "re.Match[str]") -> Iterator[Citation]:
    if 1 <= int(title) <= _LAST_TITLE:
        letter = "ch" if part["part"].lower() == "chapter" else "s"
        yield _citation(start, end, title, f"{letter}{part['number']}", path(part["paragraphs"]))


def _citation(
    start: int, end: int, title: str, part: str | None = None, pinpoint: str | None = None, last: str | None = None
) -> Citation:
    return Citation(
        start=start,
        end=end,
        kind="us_code",
        id=code_id(title, part),
        pinpoint=pinpoint,
        end_id=last and code_id(title, last),
        url=code_url(title, part),
    )


RECOGNISER = Recogniser(
    "us_code", ("U.S.C", "USC", "U. S. C", "U.S. Code", "States Code", "IRC", "I.R.C", "Revenue Code"), find
)
