"""Court cases: ``Medtronic, Inc. v. Lohr, 518 U.S. 470, 486 (1996)``, ``555 F.3d 1234``; with eyecite, the extra
``crsparse[cases]``.

What CRS prints: Legal Sidebars and notes cite by reporter: names in italics, volume, reporter, first page, page meant,
court and year. Hundreds of reporters with thousands of spellings are not for a pattern of ours: eyecite (Free Law
Project) knows them.

Always true: only full citations by volume, reporter and page are given, and only of reporters whose opinions are cases.
The span is from the volume to the page, without names, court and year. Known to be missed: short forms (``Lohr, 518
U.S. at 486``), ``Id.``, ``supra``, slip opinions and docket numbers, neutral citations. Databases count as reporters
(``2024 WL 1234``).

Not one of the recognisers that :func:`crsparse.citations.find` runs: it costs a multiple of all of them together.
"""

import re
from collections.abc import Iterator

from crsparse.citations.citation import Citation, Context, Recogniser
from crsparse.citations.spans import Spans

_LOOKS_LIKE_ONE = re.compile(
    r"\b\d{1,4} (?!U\. ?S\. ?C|Stat\.|C\. ?F\. ?R|Fed\. ?Reg|Cong\. ?Rec)[A-Z][\w’' ]{0,12}\.[\w.’' ]{0,24} \d{1,5}\b"
)
"""Volume, an abbreviation, page: ``518 U.S. 470``, ``97 F. Supp. 2d 11``, ``2 Vet. App. 530``; a text without is left
alone."""
_SLUG = re.compile(r"[^a-z0-9]+")


_MISSING = "court cases need the extra: pip install 'crsparse[cases]'"


class CasesNotInstalled(ImportError):
    """The extra that finds court cases is not installed."""


def require() -> None:
    """Raise CasesNotInstalled without eyecite; who asks for court cases is told so whether a text has any or not."""
    try:
        import eyecite  # noqa: F401
    except ImportError as missing:
        raise CasesNotInstalled(_MISSING) from missing


def looks_like_one(text: str) -> bool:
    """Return whether a text may hold a court case; quick, and without the extra."""
    return bool(_LOOKS_LIKE_ONE.search(text))


def among(found: tuple[Citation, ...], text: str, context: Context) -> tuple[Citation, ...]:
    """Return the citations of a text with its court cases in their places; what is found already is not found twice.

    Raises CasesNotInstalled without eyecite.
    """
    taken = Spans(found)
    kept = list(found)
    last = 0
    for case in sorted(find(text, context), key=lambda case: case.start):
        if case.start >= last and not any(taken.touching(case.start, case.end)):
            kept.append(case)
            last = case.end
    return tuple(sorted(kept, key=lambda citation: citation.start))


def find(text: str, context: Context) -> Iterator[Citation]:
    """Yield the court cases that a text cites by reporter.

    Raises CasesNotInstalled without eyecite.
    """
    if not looks_like_one(text):
        return
    try:
        from eyecite import get_citations
        from eyecite.models import FullCaseCitation
    except ImportError as missing:
        raise CasesNotInstalled(_MISSING) from missing
    for case in get_citations(text):
        volume, page = case.groups.get("volume"), case.groups.get("page")
        if not isinstance(case, FullCaseCitation) or not (volume and page and page.isdigit()):
            continue
        start, end = case.span()
        reporter = case.corrected_reporter()
        yield Citation(
            start=start,
            end=end,
            kind="court_case",
            id=case_id(reporter, volume, page),
            pinpoint=_page_meant(case.metadata.pin_cite),
            url=f"https://www.courtlistener.com/c/{reporter.replace(' ', '%20')}/{volume}/{page}/",
        )


def case_id(reporter: str, volume: str, page: str) -> str:
    """Return the id of a case: its reporter without stops and spaces, volume, first page.

    >>> case_id("F. Supp. 2d", "97", "11")
    '/us/case/fsupp2d/97/11'
    """
    return f"/us/case/{_SLUG.sub('', reporter.lower())}/{volume}/{page}"


def _page_meant(pin_cite: str | None) -> str | None:
    page = re.search(r"\d+", pin_cite or "")
    return f"p{page[0]}" if page else None


RECOGNISER = Recogniser("court_case", (" ",), find)
