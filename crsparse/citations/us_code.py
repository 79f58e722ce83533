"""United States Code: ``42 U.S.C. §1983``, ``52 U.S.C. §§20901, 20903-20906``, ``Title 10, Section 9081, of the U.S.
Code``.

What CRS prints: volume-like title number, ``U.S.C.`` (Legal Sidebars: with a space behind ``§``), sections with
paragraphs; quoted statutes drop the sign (``42 U.S.C. 6294a(c)``); prose spells it out. Chapters (``10 U.S.C. Chapter
47``) and whole titles (``Title 38 of the U.S. Code``) are cited too.

Always true: the title is one of 1 to 54. Known to be missed: sections of acts cited by the act's own numbers
(``Section 5 of the FTC Act``), ``IRC §25C``, and a section whose title is named elsewhere in the sentence.
"""

import re
from collections.abc import Iterator

from crsparse.citations.citation import Citation, Context, Recogniser
from crsparse.citations.identifiers import code_id, code_url
from crsparse.citations.sections import PARAGRAPHS, SIGN, items, path

_LAST_TITLE = 54
_CODE = r"(?:U\.?\s?S\.?\s?C(?:ode\b|\.(?:A\.)?|\b)|United\sStates\sCode\b)"
"""``U.S.C.``, ``USC``, ``U. S. C.``, ``U.S.C.A.``, ``U.S. Code``, ``United States Code``. Trap: ``U.S. Congress``."""
_BY_TITLE = re.compile(
    rf"(?<![\w.$§-])(?:[Tt]itle\s)?(?P<title>\d{{1,2}}),?\s(?:of\sthe\s)?{_CODE}"
    rf"(?P<appendix>,?\s(?:App(?:endix|x?\.)?|app\.),?(?=\s))?,?(?:\s?(?P<sign>{SIGN})|\s(?P<chapter>(?:[Cc]hapter|[Cc]h\.)\s\d{{1,4}}[A-Z]{{0,2}}\b))?\s?"
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
_LOOK_BACK = 70
"""Code points before a whole title in which its section is looked for."""


def find(text: str, context: Context) -> Iterator[Citation]:
    """Yield the sections, chapters and titles of the Code that a text cites."""
    for match in _TITLE_THEN_SECTION.finditer(text):
        yield from _of_part(match.start(), match.end(), match["title"], match)
    for match in _BY_TITLE.finditer(text):
        if not 1 <= int(match["title"]) <= _LAST_TITLE:
            continue
        if match["chapter"]:
            number = match["chapter"].split()[-1]
            yield _citation(match.start(), match.end("chapter"), match["title"], f"ch{number}")
            continue
        sign = match["sign"] or ""
        # "5 U.S.C. App. §2" is not §2 of title 5: appendices are titles of their own, and "App. 3" is no section
        title = match["title"] + ("a" if match["appendix"] else "")
        if match["appendix"] and not sign:
            continue
        found = tuple(items(text, match.end(), plural=sign == "§§" or sign.endswith(("ons", "ecs.", "ONS", "ECS."))))
        for index, item in enumerate(found):
            yield _citation(
                match.start() if index == 0 else item.start,
                item.end,
                title,
                f"s{item.number}",
                item.pinpoint,
                item.last and f"s{item.last}",
            )
        # without a section: only "Title 38 of the U.S. Code" and its like, for "38 U.S.C." alone is the rest of
        # something
        if not found and match[0][0] in "Tt":
            yield from _whole_title(text, match.start(), match.start() + len(match[0].rstrip(" ,")), match["title"])


def _whole_title(text: str, start: int, end: int, title: str) -> Iterator[Citation]:
    """Yield the sections named before a title, ``Sections 7104 and 7252 of Title 38, U.S. Code``; else the title."""
    before = _SECTION_OF.search(text, max(0, start - _LOOK_BACK), start)
    if before:
        yield from _of_part(before.start(), end, title, before)
        return
    listed = _SECTIONS_OF.search(text, max(0, start - _LOOK_BACK), start)
    found = tuple(items(listed["list"], 0, plural=True)) if listed else ()
    if listed and found and found[-1].end == len(listed["list"]):
        shift = listed.start("list")
        for index, item in enumerate(found):
            first = listed.start() if index == 0 else shift + item.start
            last = end if item is found[-1] else shift + item.end
            yield _citation(first, last, title, f"s{item.number}", item.pinpoint, item.last and f"s{item.last}")
    else:
        yield _citation(start, end, title)


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


RECOGNISER = Recogniser("us_code", ("U.S.C", "USC", "U. S. C", "U.S. Code", "States Code"), find)
