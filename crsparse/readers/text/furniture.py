"""Running heads, running feet and page numbers in text.

CRS prints on its pages: the running title at the head; ``Congressional Research Service`` and a number at the foot; on
first pages a logo, the address of the CRS reports and the product's number; on the last the version line. In text they
stand in the middle of sentences.

Cues in order: the wording, for lines that CRS prints on every product and that are never text when alone on a line;
then repetition at the edge of pages, for running titles; last, a bare number at the edge of a page or beside other
furniture. Always true: a row of the first page is never furniture by repetition, for the running title repeats the
title. Missed: a running title that occurs once only, unless the title on the first page begins with the same words.
"""

import re
from collections import Counter
from collections.abc import Sequence

from crsparse.readers.text import wording
from crsparse.readers.text.lines import Line, Row, letters
from crsparse.text_norm import single_spaced

_PRODUCT = r"(?:R|RL|RS|RC|IF|IN|IG|IP|LSB|IB|TE|MG|WPD)\d{4,6}|\d{2}-\d{1,4}[A-Z]{0,2}"
"""A product number: IN12030, LSB11419, 98-317, 84-82F."""
_WORDINGS = re.compile(
    rf"""
      Congressional\ Research\ Service
        (?:\s+(?:{_PRODUCT})\ ·\ VERSION\ \d+\ ·\ [A-Z]+)?   # R48907 · VERSION 2 · NEW, on the last page's foot
        (?:\s+\d{{1,3}}|\s+[ivxl]{{1,5}})?                    # page number
    | <?https?://(?:www\.)?crsreports\.congress\.gov/?>?
        (?:\ \|\ (?:{_PRODUCT}).*)?                          # … | IF13200 · VERSION 1 · NEW
    | (?:{_PRODUCT})(?:\ ·\ VERSION\ \d+\ ·\ [A-Z]+)?
    | (?:{_PRODUCT})\ +VERSION\ \d+\ +[A-Z]+
    | (?:{_PRODUCT})\ +\d\d-\d\d-\d\d                        # IB90078  01-24-01, on the pages of an Issue Brief
    | CRS-\d{{1,3}}                                           # page label of landscape pages and of the 2000s
    | IN\ FOCUS | CRS\ INSIGHT | INSIGHTi? | CRS\ Legal\ Sidebar | Legal\ Sidebari?
    | Prepared\ for\ Members\ and | Committees\ of\ Congress
    | Prepared\ for\ Members\ and\ Committees\ of\ Congress
    | CRS\ Report\ for\ Congress | CRS\ Issue\ Brief\ for\ Congress | Received\ through\ the\ CRS\ Web
    | Order\ Code\ (?:{_PRODUCT})
    | Congressional\ Research\ Service\ \S\ The\ Library\ of\ Congress
    | 7-5700 | (?:https?://)?www\.crs\.gov
    """,
    re.VERBOSE | re.IGNORECASE,
)
_BARE_DATE = re.compile(r"\d\d-\d\d-\d\d")
"""The date at the head of an Issue Brief's pages, alone on its row: 01-24-01."""
_BARE_NUMBER = re.compile(r"-?\s?\d{1,3}\s?-?|[ivxl]{1,5}")
"""A page number alone on its row: 12, - 12 -, iv."""
_TRAILING_NUMBER = re.compile(r"\s+\d{1,3}$|^\d{1,3}\s+")
_SUMMARY = re.compile(r"(?:^|\s)(?:SUMMARY|Summary)$")
_EDGE = 3
"""Rows from the edge of a page, or from furniture known by its wording, within which running titles are looked for."""
_COUNTING = 3
"""Pages whose numbers must agree to tell page numbers from other numbers."""
_LEFT = 24
"""Columns from the left within which a head or foot stands at the margin: a table wider than the text moves the
margin."""
_SMALL_WORD = 4
"""Letters of the longest word that a title leaves small: ``from``, ``with``."""
_OPENING = 8
"""Rows of the first page among which the title stands."""
_COVER = 16
"""Lines among which the date of a text without pages stands; what comes before it is the cover."""
_SHORTEST_TITLE = 8
"""Letters that a repeated row must have to be a running title; shorter ones are cells."""


def is_furniture(text: str) -> bool:
    """Whether ``text`` is a line that CRS prints on the pages of every product."""
    return _WORDINGS.fullmatch(single_spaced(text.strip())) is not None


def is_bare_number(text: str) -> bool:
    """Whether ``text`` may be a page number."""
    return _BARE_NUMBER.fullmatch(text.strip()) is not None


def running_lines(lines: Sequence[Line], found: set[int]) -> set[int]:
    """Return the lines of a text without pages that are running titles or the date at the head of an Issue Brief's
    pages: they stand beside other furniture, ``found``; a running title does so more than once, and its words open the
    text, too."""
    beside = [n for n in range(len(lines)) if n not in found and (n - 1 in found or n + 1 in found)]
    dates = {n for n in beside if _BARE_DATE.fullmatch(lines[n].text)}
    cover = [n for n in range(len(lines)) if n not in found][:_COVER]
    dated = next((place for place, n in enumerate(cover) if wording.is_date(lines[n].plain)), _OPENING - 1)
    cover = cover[: dated + 1]
    opening = "".join(letters(lines[n].plain) for n in cover)
    places: dict[str, list[int]] = {}
    for n in beside:
        key = letters(lines[n].plain)
        if n not in cover and len(key) >= _SHORTEST_TITLE and key in opening and not lines[n].text.endswith((".", ";")):
            places.setdefault(key, []).append(n)
    titles = {n for group in places.values() if len(group) > 1 for n in group}
    return dates | titles


def furniture_rows(pages: Sequence[Sequence[Row]]) -> set[tuple[int, int]]:
    """Return page index and row index, both 0-based, of every row that is furniture."""
    found = {(p, r) for p, page in enumerate(pages) for r, row in enumerate(page) if is_furniture(row.text)}
    edges = {(p, r) for p, page in enumerate(pages) for r in _edge_rows(p, page, found)}
    summaries = {
        p: next(r for r, row in enumerate(page) if _SUMMARY.search(row.text))
        for p, page in enumerate(pages)
        if any(_SUMMARY.search(row.text) for row in page[:4])
    }
    # today's summary page has no running title, but prints the title again; that of 2009-2017 has one, above all
    apart = {(p, r) for p, r in edges if p not in summaries}
    above = {(p, r) for p, r in edges if r < summaries.get(p, 0)}
    running = _running_titles(pages, (apart | above) - found)
    repeated = {_title_key(pages[p][r].text) for p, r in apart if p} & running
    above = {(p, r) for p, r in above if _title_key(pages[p][r].text) in repeated}
    found |= above | {(p, r) for p, r in apart if p and _title_key(pages[p][r].text) in running}
    for p, page in enumerate(pages):
        # the number may stand one row further in than the running head or foot
        for r in sorted(_edge_rows(p, page, found)):
            beside = (p, r - 1) in found or (p, r + 1) in found
            at_edge = len(pages) > 1 and r in (0, len(page) - 1)
            if (p or beside) and is_bare_number(page[r].text) and (beside or at_edge):
                found.add((p, r))
    found |= {
        (p, r)
        for p, page in enumerate(pages)
        for r, row in enumerate(page)
        if _BARE_DATE.fullmatch(row.text.strip()) and ((p, r - 1) in found or (p, r + 1) in found)
    }
    found -= _other_numbers(pages, found)
    found |= _displaced_numbers(pages, found)
    return found


def _offset(pages: Sequence[Sequence[Row]], found: set[tuple[int, int]]) -> tuple[int, int]:
    """Return by how much page numbers differ from the indexes of pages, and how many pages say so."""
    counts = Counter(int(pages[p][r].text) - p for p, r in found if pages[p][r].text.strip().isdecimal())
    return max(counts.items(), key=lambda item: (item[1], -item[0])) if counts else (0, 0)


def _other_numbers(pages: Sequence[Sequence[Row]], found: set[tuple[int, int]]) -> set[tuple[int, int]]:
    """Return numbers that don't count with the pages: the number of a note may stand at the foot of plain text."""
    offset, pages_say = _offset(pages, found)
    if pages_say < _COUNTING:
        return set()
    return {(p, r) for p, r in found if pages[p][r].text.strip().isdecimal() and int(pages[p][r].text) - p != offset}


def _displaced_numbers(pages: Sequence[Sequence[Row]], found: set[tuple[int, int]]) -> set[tuple[int, int]]:
    """Return rows that are page numbers inside a page: plain text may put them behind the first lines of the text.

    Such a number stands alone, continues the numbers of the other pages, and its page has no other.
    """
    offset, pages_say = _offset(pages, found)
    # the first page of an Insight or Sidebar is page 1
    offset = offset if pages_say else 1
    numbered = {p for p, r in found if pages[p][r].text.strip().isdecimal()}
    displaced = set()
    furnished = {p for p, _ in found}
    for p, page in enumerate(pages):
        if p in numbered or p not in furnished:
            continue
        for r, row in enumerate(page):
            alone = row.gap > 0 and (r + 1 == len(page) or page[r + 1].gap > 0)
            if alone and row.text.strip() == str(p + offset) and (p, r) not in found:
                displaced.add((p, r))
                break
    return displaced


def _edge_rows(page_index: int, page: Sequence[Row], found: set[tuple[int, int]]) -> set[int]:
    """Return the rows within reach of the page's edges, counted without furniture, and of furniture inside the page."""
    rest = [r for r in range(len(page)) if (page_index, r) not in found]
    near = {*rest[:_EDGE], *rest[-_EDGE:]}
    for r in range(len(page)):
        if (page_index, r) in found:
            near |= {n for n in range(r - _EDGE, r + _EDGE + 1) if 0 <= n < len(page)}
    return near


def _title_key(text: str) -> str:
    # the numbers of pages beside a running title differ; so may their dashes
    return "" if "  " in text.strip() else letters(_TRAILING_NUMBER.sub("", text.strip()))


def _running_titles(pages: Sequence[Sequence[Row]], candidates: set[tuple[int, int]]) -> set[str]:
    """Return the keys of rows that repeat at the edges of pages and whose words are those of the first page."""
    counts: Counter[str] = Counter()
    samples: dict[str, str] = {}
    for p, r in sorted(candidates):
        if p == 0 and len(pages) > 1:
            continue
        key = _title_key(pages[p][r].text)
        if len(key) >= _SHORTEST_TITLE and not pages[p][r].text.rstrip().endswith((".", ",", ";")):
            counts[key] += 1
            samples.setdefault(key, pages[p][r].text)
    opening = [word for row in (pages[0][:_OPENING] if pages else ()) for word in row.text.split()]
    # the words of the title have capitals, but for short ones; those of prose below it have not
    first = {letters(word) for word in opening if len(word) <= _SMALL_WORD or any(char.isupper() for char in word)}
    first_rows = [letters(row.text) for row in (pages[0][:_OPENING] if pages else ())]
    titles = {"".join(first_rows[a:b]) for a in range(len(first_rows)) for b in range(a + 1, len(first_rows) + 1)}
    running = set()
    for key, count in counts.items():
        words = [letters(word) for word in samples[key].split() if letters(word)]
        known = sum(1 for word in words if word in first)
        if (count > 1 and known >= 0.6 * len(words)) or (len(pages) > 1 and key in titles):
            running.add(key)
    return running


def margin_of(furniture: Sequence[Row]) -> int | None:
    """Return the column of the left margin, when ``Congressional Research Service`` stands at it, as in most heads and
    feet."""
    for row in furniture:
        text = row.text.lstrip(" ")
        indent = len(row.text) - len(text)
        if text.startswith("Congressional Research Service") and indent <= _LEFT:
            return indent
    return None
