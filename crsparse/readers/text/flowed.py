"""Flowed text: one paragraph a line, as people get it who copy a web page or another tool's output.

What it looks like: blank lines between paragraphs; links as ``[anchor](#)``; headings that are only short lines; lines
of the page's head and foot in the middle of sentences; a paragraph that a page end broke is two.

Cues in order: furniture by its wording; title, date, Contents, authors and disclaimer as in other text; captions and
the lines below tables by their words; list markers; notes, which are a number and text after the last paragraph;
headings are lines worded like headings, without the end of a sentence, before something else. A paragraph without the
end of a sentence goes on in the next one. Missed: tables, unless their rows have gaps."""

import re
from collections.abc import Iterator, Sequence

from crsparse.elements import Element
from crsparse.readers.text import wording
from crsparse.readers.text.assembly import Unit, claim, elements_of
from crsparse.readers.text.contents import announced
from crsparse.readers.text.front import ENDING
from crsparse.readers.text.furniture import is_bare_number, is_furniture
from crsparse.readers.text.grid import cells_of
from crsparse.readers.text.lines import Line, pages
from crsparse.readers.text.pipeline import claimed_units

_LONGEST_HEADING = 180
"""Characters of the longest heading."""
_LEAST_OPEN = 60
"""Characters from which on a line without the end of a sentence is a paragraph that goes on; shorter ones are
headings."""
_DASH = re.compile(r"[-*+]\s+(?=\S)")
"""List markers that text takes for bullets: ``- item``, ``* item``."""
_ANCHOR = re.compile(r"\]\([^()\s]*\)|\[")


def read_flowed(text: str) -> tuple[Element, ...]:
    """Return the elements of a text that has one paragraph a line."""
    lines = [
        Line(row.text.strip(" "), row.page, 0, row.gap, 0, n == 0) for page in pages(text) for n, row in enumerate(page)
    ]
    claims: dict[int, str] = {}
    furniture = _furniture(lines)
    units = [Unit((n,), "furniture") for n in furniture]
    claim(claims, furniture, "furniture")
    contents, found = claimed_units(lines, claims, furniture, plain=False)
    units += found
    heads = announced(lines, claims, contents)
    heads |= {n: (1, None) for n, line in enumerate(lines) if n not in claims and ENDING.fullmatch(line.plain.strip())}
    order = [n for n in range(len(lines)) if n not in claims]
    units += _body(lines, order, {n: level for n, (count, level) in heads.items() if count == 1})
    return elements_of(units, lines, range(len(lines)))


def _furniture(lines: Sequence[Line]) -> list[int]:
    """Return the lines that are furniture by their wording, and the numbers beside them."""
    found = {n for n, line in enumerate(lines) if is_furniture(line.text)}
    found |= {n for n, line in enumerate(lines) if is_bare_number(line.text) and (n - 1 in found or n + 1 in found)}
    return sorted(found)


def _body(lines: Sequence[Line], order: Sequence[int], heads: dict[int, int | None]) -> Iterator[Unit]:
    at = 0
    while at < len(order):
        n = order[at]
        text = lines[n].plain
        end = at + 1
        marker = _marker(lines[n].text)
        if lines[n].gapped and not marker:
            while end < len(order) and lines[order[end]].gapped and not lines[order[end]].gap:
                end += 1
        if end > at + 1:
            yield Unit(tuple(order[at:end]), "table", rows=cells_of([lines[m] for m in order[at:end]]))
        elif n in heads:
            yield Unit((n,), "heading", heads[n])
        elif wording.CAPTION.match(text) and len(text) < 2 * _LONGEST_HEADING:
            yield Unit((n,), "caption")
        elif wording.SOURCE.match(text):
            yield Unit((n,))
        elif _is_heading(lines, order, at):
            yield Unit((n,), "heading")
        else:
            end = _paragraph_end(lines, order, at, heads)
            group = tuple(order[at:end])
            if marker:
                yield Unit(group, "list_item", 0, marker.strip())
            else:
                yield Unit(group, "paragraph")
        at = end


def _marker(text: str) -> str | None:
    match = _DASH.match(text)
    return wording.bullet(text) or (match.group() if match else None) or _counted(text)


def _counted(text: str) -> str | None:
    count = wording.counter(text)
    return count if count and count.strip(" ().").isdigit() else None


def _is_heading(lines: Sequence[Line], order: Sequence[int], at: int) -> bool:
    text = lines[order[at]].plain
    if len(text) > _LONGEST_HEADING or wording.BYLINE.fullmatch(text) or wording.CITATION.search(text) or _marker(text):
        return False
    if at + 1 >= len(order) or _unfinished(lines, order, at - 1):
        return False
    return wording.is_title_case(_ANCHOR.sub("", text)) or (
        len(text) < _LEAST_OPEN
        and not wording.ends_sentence(text)
        and wording.starts_unit(text)
        and len(text.split()) > 1
    )


def _unfinished(lines: Sequence[Line], order: Sequence[int], at: int) -> bool:
    """Whether the line at ``at`` is a paragraph that goes on in the next."""
    if at < 0:
        return False
    text = lines[order[at]].plain
    if len(text) < _LEAST_OPEN or (wording.ends_sentence(text) and not wording.must_go_on(text)):
        return False
    return not wording.is_title_case(_ANCHOR.sub("", text)) and not wording.CAPTION.match(text)


def _paragraph_end(lines: Sequence[Line], order: Sequence[int], at: int, heads: dict[int, int | None]) -> int:
    """Return the place after the paragraph at ``at`` and the paragraphs that go on with it."""
    end = at + 1
    while end < len(order) and _unfinished(lines, order, end - 1):
        text = lines[order[end]].text
        if order[end] in heads or _marker(text) or wording.CAPTION.match(text) or lines[order[end]].gapped:
            break
        end += 1
    return end
