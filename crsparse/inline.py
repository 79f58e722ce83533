"""Runs to text with its links, note calls and emphasis; offsets are code points of the resulting text.

A call is a superscript number of a note that the document has; its digits are taken out of the text. Ordinals
(``119th``), squares (``m²``) and other raised text stay in the text and are marked as emphasis.

Always true: every non-space character of the runs is in the text or is part of a call.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence

from msgspec import Struct

from crsparse.elements import Anchor, Run
from crsparse.model import Emphasis, EmphasisStyle, FootnoteRef
from crsparse.text_norm import glue

_CALLS = re.compile(r"\d{1,4}(?:\s*[,;]\s*\d{1,4})*[,;]?")
"""Raised digits that may be calls, alone or in a row: ``12``, ``12, 13``."""
UNIT = re.compile(r"(?:(?:^|[\s\d(/])(?:m|km|cm|mm|ft|mi|yd|[CNS]O|[HNO])|\d\s?in|(?<!\d)10)$")
"""What stands before a raised digit that is an exponent or a misplaced index and no call: ``km²``, ``9 in²``, ``10⁶``,
``CO²``. A call may well follow ``2010``, ``Title I`` or the word ``in``."""

IsCall = Callable[[int], bool]
"""Tells whether a raised number at this place can be a call of that note."""


class LinkSpan(Struct, frozen=True):
    """A link before its target is resolved."""

    start: int
    end: int
    anchor: Anchor


class Inline(Struct, frozen=True):
    """Text with marks."""

    text: str = ""
    links: tuple[LinkSpan, ...] = ()
    refs: tuple[FootnoteRef, ...] = ()
    emphasis: tuple[Emphasis, ...] = ()


def flatten(runs: Sequence[Run], is_call: IsCall | None = None) -> Inline:
    """Return the text of ``runs`` with its marks; without ``is_call`` no raised number is taken for a call."""
    texts: list[str] = []
    length = 0
    links: list[tuple[int, int, Anchor]] = []
    refs: list[FootnoteRef] = []
    marks: dict[EmphasisStyle, list[tuple[int, int]]] = {}
    styled = _distinct_styles(runs)
    for place, run in enumerate(runs):
        text = run.text
        if run.superscript and is_call is not None:
            numbers = _called(text, texts, is_call)
            if numbers:
                # a call stands right behind its word, whatever space an engine sees between the two
                spaced = not texts or texts[-1].endswith(" ")
                refs.extend(FootnoteRef(offset=max(length - spaced, 0), number=number) for number in numbers)
                if not spaced and text[-1] == " ":
                    texts.append(" ")
                    length += 1
                continue
        if not texts or texts[-1].endswith(" "):
            text = text.lstrip(" ")
        if not text:
            continue
        texts.append(text)
        end = length + len(text)
        if run.link is not None:
            if links and links[-1][2].key == run.link.key and not "".join(texts)[links[-1][1] : length].strip():
                links[-1] = (links[-1][0], end, links[-1][2])
            else:
                links.append((length, end, run.link))
        for style in styled[place]:
            spans = marks.setdefault(style, [])
            if spans and spans[-1][1] == length:
                spans[-1] = (spans[-1][0], end)
            else:
                spans.append((length, end))
        length = end
    return _trimmed("".join(texts), links, refs, marks)


def join(first: Inline, second: Inline, separator: str | None = None) -> Inline:
    """Return ``first`` followed by ``second``; without a separator they meet as two lines of one paragraph do."""
    if not first.text or not second.text:
        if not second.text:
            calls = tuple(FootnoteRef(offset=len(first.text), number=ref.number) for ref in second.refs)
            return first if not calls else Inline(first.text, first.links, first.refs + calls, first.emphasis)
        return (
            second if not first.refs else Inline(second.text, second.links, first.refs + second.refs, second.emphasis)
        )
    head = first.text
    if separator is None:
        head, separator = glue(first.text, second.text)
    shift = len(head) + len(separator)
    moved = shifted(second, shift)
    links = list(first.links)
    for link in moved.links:
        last = links[-1] if links else None
        if (
            last
            and last.anchor.href
            and last.anchor.href == link.anchor.href
            and last.end >= len(head)
            and link.start == shift
        ):
            links[-1] = LinkSpan(last.start, link.end, last.anchor)  # one link over the end of a page
        else:
            links.append(link)
    return Inline(
        head + separator + second.text, tuple(links), first.refs + moved.refs, first.emphasis + moved.emphasis
    )


def shifted(inline: Inline, by: int) -> Inline:
    """Return the marks of ``inline`` moved by ``by`` code points; its text is left as it is."""
    return Inline(
        inline.text,
        tuple(LinkSpan(link.start + by, link.end + by, link.anchor) for link in inline.links),
        tuple(FootnoteRef(offset=ref.offset + by, number=ref.number) for ref in inline.refs),
        tuple(Emphasis(start=mark.start + by, end=mark.end + by, style=mark.style) for mark in inline.emphasis),
    )


def respaced(inline: Inline, text: str) -> Inline:
    """Return ``inline`` with ``text``, which differs from its own in spaces only; marks keep their characters."""
    places = [place for place, character in enumerate(text) if character != " "]
    solid = [0]
    for character in inline.text:
        solid.append(solid[-1] + (character != " "))

    def start(offset: int) -> int:
        return places[solid[offset]] if solid[offset] < len(places) else len(text)

    def end(offset: int) -> int:
        return places[solid[offset] - 1] + 1 if solid[offset] else 0

    return Inline(
        text,
        tuple(LinkSpan(start(link.start), end(link.end), link.anchor) for link in inline.links),
        tuple(FootnoteRef(offset=end(ref.offset), number=ref.number) for ref in inline.refs),
        tuple(Emphasis(start=start(mark.start), end=end(mark.end), style=mark.style) for mark in inline.emphasis),
    )


def head(inline: Inline, end: int) -> Inline:
    """Return ``inline`` up to code point ``end``, without trailing spaces."""
    text = inline.text[:end].rstrip()
    end = len(text)
    return Inline(
        text,
        tuple(LinkSpan(link.start, min(link.end, end), link.anchor) for link in inline.links if link.start < end),
        tuple(ref for ref in inline.refs if ref.offset <= end),
        tuple(
            Emphasis(start=mark.start, end=min(mark.end, end), style=mark.style)
            for mark in inline.emphasis
            if mark.start < end
        ),
    )


def cut(inline: Inline, start: int) -> Inline:
    """Return ``inline`` from code point ``start`` on, without leading spaces."""
    rest = inline.text[start:]
    start += len(rest) - len(rest.lstrip())
    return Inline(
        inline.text[start:],
        tuple(
            LinkSpan(max(link.start - start, 0), link.end - start, link.anchor)
            for link in inline.links
            if link.end > start
        ),
        tuple(
            FootnoteRef(offset=max(ref.offset - start, 0), number=ref.number)
            for ref in inline.refs
            if ref.offset >= start
        ),
        tuple(
            Emphasis(start=max(mark.start - start, 0), end=mark.end - start, style=mark.style)
            for mark in inline.emphasis
            if mark.end > start
        ),
    )


def behind(inline: Inline, end: int) -> Inline:
    """Return ``inline`` without its marker, which ends at code point ``end``; calls on the marker go to the front."""
    rest = cut(inline, end)
    lost = inline.refs[: len(inline.refs) - len(rest.refs)]
    calls = tuple(FootnoteRef(offset=0, number=ref.number) for ref in lost)
    return Inline(rest.text, rest.links, calls + rest.refs, rest.emphasis) if calls else rest


def _called(text: str, before: Sequence[str], is_call: IsCall) -> list[int]:
    stripped = text.strip()
    if not stripped[:1].isdigit() or not _CALLS.fullmatch(stripped):
        return []
    tail = "".join(before[-2:])[-12:]
    numbers = [int(number) for number in re.findall(r"\d+", stripped)]
    if len(stripped) == 1 and UNIT.search(tail):
        return []
    return numbers if all(number and is_call(number) for number in numbers) else []


def _distinct_styles(runs: Sequence[Run]) -> list[tuple[EmphasisStyle, ...]]:
    """Return the styles of each run that set it apart: a face that all runs share is no emphasis.

    Raised and lowered signs don't count: the call on a bold heading is mostly in plain type.
    """
    plain = [run for run in runs if not (run.superscript or run.subscript)]
    worded = [run for run in plain if any(character.isalnum() for character in run.text)]
    all_bold = bool(worded) and all(run.bold for run in worded)
    all_italic = bool(worded) and all(run.italic for run in worded)
    result: list[tuple[EmphasisStyle, ...]] = []
    for run in runs:
        styles: list[EmphasisStyle] = []
        if run.bold and not all_bold:
            styles.append("bold")
        if run.italic and not all_italic:
            styles.append("italic")
        if run.superscript:
            styles.append("superscript")
        if run.subscript:
            styles.append("subscript")
        result.append(tuple(styles))
    return result


def _trimmed(
    text: str,
    links: Sequence[tuple[int, int, Anchor]],
    refs: Sequence[FootnoteRef],
    marks: dict[EmphasisStyle, list[tuple[int, int]]],
) -> Inline:
    """Take spaces off the ends of the text and of its marks; drop marks of nothing."""
    text = text.rstrip(" ")
    size = len(text)
    spans = []
    for start, end, anchor in links:
        start, end = _tight(text, start, min(end, size))
        if start < end:
            spans.append(LinkSpan(start, end, anchor))
    emphasis = []
    for style, ranges in marks.items():
        for start, end in ranges:
            start, end = _tight(text, start, min(end, size))
            if start < end:
                emphasis.append(Emphasis(start=start, end=end, style=style))
    emphasis.sort(key=lambda mark: (mark.start, mark.end, mark.style))
    calls = tuple(FootnoteRef(offset=min(ref.offset, size), number=ref.number) for ref in refs)
    return _composed(Inline(text, _merged(text, spans), calls, tuple(emphasis)))


def _composed(inline: Inline) -> Inline:
    """Return ``inline`` in NFC: runs are normalised one by one, and an accent may meet its letter only here."""
    if inline.text.isascii() or unicodedata.is_normalized("NFC", inline.text):
        return inline
    text = unicodedata.normalize("NFC", inline.text)

    def at(offset: int) -> int:
        return min(len(unicodedata.normalize("NFC", inline.text[:offset])), len(text))

    links = (LinkSpan(at(link.start), at(link.end), link.anchor) for link in inline.links)
    marks = (Emphasis(start=at(mark.start), end=at(mark.end), style=mark.style) for mark in inline.emphasis)
    return Inline(
        text,
        tuple(link for link in links if link.start < link.end),
        tuple(FootnoteRef(offset=at(ref.offset), number=ref.number) for ref in inline.refs),
        tuple(mark for mark in marks if mark.start < mark.end),
    )


def _merged(text: str, spans: Sequence[LinkSpan]) -> tuple[LinkSpan, ...]:
    """Join neighbours with one address: Word cuts a link where its formatting changes or its line ends."""
    merged: list[LinkSpan] = []
    for span in spans:
        last = merged[-1] if merged else None
        if (
            last
            and (last.anchor.href, last.anchor.destination) == (span.anchor.href, span.anchor.destination)
            and (last.anchor.href or last.anchor.destination)
            and not text[last.end : span.start].strip()
        ):
            merged[-1] = LinkSpan(last.start, span.end, last.anchor)
        else:
            merged.append(span)
    return tuple(merged)


def _tight(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] == " ":
        start += 1
    while end > start and text[end - 1] == " ":
        end -= 1
    return start, end
