"""The source of a fixture: a small markup of our own, read into frozen types.

    +++
    id = "R99001"              TOML: what the cover, heads and feet say
    +++
    === summary                a part of the document contract begins
    # Heading {#key}           one to five signs; the key is what internal links name
    A paragraph, with **bold**, *italic*, ^{raised}, _{lowered}, [an anchor](https://example.org/1),
    [an internal one](#key), a note call[^1] and \\* an escaped sign.

    - item                     two spaces a depth; "1. ", "a. " and "(1) " keep their marker
    > quotation
    [^1]: The note.            further paragraphs indented by four spaces; "|||" is where a page ends in the note
    ::: table                  also figure and box: TOML, a line "---", the rows or paragraphs, ":::"

In a cell ``{2x1}`` in front says how many columns and rows it covers. ``{resume 7}`` stands in the text where the page
begins on which note 7 goes on.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Span:
    """Text in one style, or a note call, or the place where a note goes on."""

    text: str = ""
    bold: bool = False
    italic: bool = False
    superscript: bool = False
    subscript: bool = False
    href: str | None = None
    link: int | None = None
    """Number of the link in the source: spans of one link share it."""
    call: int | None = None
    resume: int | None = None


Spans = tuple[Span, ...]


def plain(spans: Spans) -> str:
    """Return the bare text."""
    return "".join(span.text for span in spans)


@dataclass(frozen=True)
class Heading:
    level: int
    spans: Spans
    key: str | None = None


@dataclass(frozen=True)
class Paragraph:
    spans: Spans


@dataclass(frozen=True)
class ListItem:
    depth: int
    marker: str
    spans: Spans


@dataclass(frozen=True)
class Quote:
    spans: Spans


@dataclass(frozen=True)
class Cell:
    paragraphs: tuple[Spans, ...]
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True)
class Table:
    options: dict[str, Any]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True)
class Figure:
    options: dict[str, Any]


@dataclass(frozen=True)
class Box:
    options: dict[str, Any]
    blocks: tuple["Block", ...]


@dataclass(frozen=True)
class PageBreak:
    pass


Block = Heading | Paragraph | ListItem | Quote | Table | Figure | Box | PageBreak


@dataclass(frozen=True)
class Note:
    paragraphs: tuple[Spans, ...]
    rest: tuple[Spans, ...] = ()
    """What stands on the next page."""


@dataclass(frozen=True)
class Source:
    """A fixture as written."""

    meta: dict[str, Any]
    parts: tuple[tuple[str, tuple[Block, ...]], ...]
    notes: dict[int, Note] = field(default_factory=dict)

    @property
    def id(self) -> str:
        return str(self.meta["id"])

    def part(self, name: str) -> tuple[Block, ...]:
        return tuple(block for part, blocks in self.parts if part == name for block in blocks)


_INLINE = re.compile(
    r"""\\(?P<escaped>.)
      | \[\^(?P<call>\d+)\]
      | \{resume\ (?P<resume>\d+)\}
      | \[(?P<anchor>(?:[^\[\]\\]|\\.)+)\]\((?P<href>[^()\s]*(?:\([^()\s]*\)[^()\s]*)*)\)
      | \*\*(?P<bold>.+?)\*\*
      | \*(?P<italic>.+?)\*
      | \^\{(?P<raised>[^}]*)\}
      | _\{(?P<lowered>[^}]*)\}""",
    re.VERBOSE,
)


class Inline:
    """Reads the inline markup; numbers links through the whole source."""

    def __init__(self) -> None:
        self.links = 0

    def spans(self, text: str, **style: Any) -> Spans:
        return tuple(self._spans(text, style))

    def _spans(self, text: str, style: dict[str, Any]) -> Iterator[Span]:
        at = 0
        for match in _INLINE.finditer(text):
            if match.start() > at:
                yield Span(text[at : match.start()], **style)
            at = match.end()
            kind = match.lastgroup
            value = match.group(str(kind))
            if kind == "escaped":
                yield Span(value, **style)
            elif kind == "call":
                yield Span(call=int(value))
            elif kind == "resume":
                yield Span(resume=int(value))
            elif kind == "href":
                self.links += 1
                yield from self._spans(match.group("anchor"), {**style, "href": value, "link": self.links})
            elif kind in ("bold", "italic"):
                yield from self._spans(value, {**style, kind: True})
            else:
                yield from self._spans(value, {**style, "superscript" if kind == "raised" else "subscript": True})
        if at < len(text):
            yield Span(text[at:], **style)


_HEADING = re.compile(r"(#{1,5}) (.*?)(?: \{#([\w-]+)\})?$")
_ITEM = re.compile(r"( *)(-|\d{1,2}\.|[a-z]\.|\(\d+\)) (.*)$")
_NOTE = re.compile(r"\[\^(\d+)\]: (.*)$")
_SPAN_OF_CELL = re.compile(r"\{(\d+)x(\d+)\} ?")
BULLETS = ("•", "o", "▪")


def read(text: str) -> Source:
    """Read a source file."""
    _, front, body = text.split("+++\n", 2)
    inline = Inline()
    parts: list[tuple[str, list[Block]]] = []
    notes: dict[int, Note] = {}
    lines = body.split("\n")
    at = 0
    while at < len(lines):
        line = lines[at]
        if not line.strip():
            at += 1
        elif line.startswith("=== "):
            parts.append((line[4:].strip(), []))
            at += 1
        elif match := _NOTE.match(line):
            raw, at = _note(lines, at + 1, match.group(2))
            notes[int(match.group(1))] = raw_note(raw, inline)
        else:
            block, at = _block(lines, at, inline)
            parts[-1][1].append(block)
    return Source(tomllib.loads(front), tuple((name, tuple(blocks)) for name, blocks in parts), notes)


def raw_note(raw: list[str], inline: Inline) -> Note:
    """Return a note from its paragraphs, cut where ``|||`` stands."""
    first: list[Spans] = []
    rest: list[Spans] = []
    side = first
    for paragraph in raw:
        before, cut, after = paragraph.partition("|||")
        if before.strip():
            side.append(inline.spans(before.strip()))
        if cut:
            side = rest
            side.append(inline.spans(after.strip()))
    return Note(tuple(first), tuple(rest))


def _note(lines: list[str], at: int, first: str) -> tuple[list[str], int]:
    paragraphs = [first]
    while at < len(lines):
        if lines[at].startswith("    "):
            paragraphs.append(lines[at].strip())
        elif lines[at].strip() and not _NOTE.match(lines[at]) and not lines[at].startswith(("===", ":::", "#", "- ")):
            paragraphs[-1] += " " + lines[at].strip()
        else:
            break
        at += 1
    return paragraphs, at


def _block(lines: list[str], at: int, inline: Inline) -> tuple[Block, int]:
    line = lines[at]
    if line.startswith("::: "):
        end = next(i for i in range(at + 1, len(lines)) if lines[i].strip() == ":::")
        return _fence(line[4:].strip(), lines[at + 1 : end], inline), end + 1
    if line.strip() == "%% page":
        return PageBreak(), at + 1
    if match := _HEADING.match(line):
        return Heading(len(match.group(1)), inline.spans(match.group(2)), match.group(3)), at + 1
    text, end = _joined(lines, at)
    if match := _ITEM.match(text):
        depth = len(match.group(1)) // 2
        marker = BULLETS[depth] if match.group(2) == "-" else match.group(2)
        return ListItem(depth, marker, inline.spans(match.group(3))), end
    if text.startswith("> "):
        return Quote(inline.spans(text[2:].replace(" > ", " "))), end
    return Paragraph(inline.spans(text)), end


def _joined(lines: list[str], at: int) -> tuple[str, int]:
    """Join the lines of a paragraph; an item, a heading, a fence or an empty line ends it."""
    text = lines[at].rstrip()
    at += 1
    while at < len(lines) and lines[at].strip():
        if _ITEM.match(lines[at]) or lines[at].startswith((":::", "#", "===", "%%", "[^")):
            break
        text += " " + lines[at].strip()
        at += 1
    return text, at


def _fence(kind: str, lines: list[str], inline: Inline) -> Block:
    cut = lines.index("---") if "---" in lines else len(lines)
    options = tomllib.loads("\n".join(lines[:cut]))
    for key in ("caption", "subtitle", "source", "title"):
        if key in options:
            options[key] = inline.spans(options[key])
    if "notes" in options:
        notes = options["notes"]
        options["notes"] = tuple(inline.spans(note) for note in ([notes] if isinstance(notes, str) else notes))
    body = lines[cut + 1 :]
    if kind == "table":
        rows = (line for line in body if line.strip())
        return Table(options, tuple(tuple(_cells(row, inline)) for row in rows))
    if kind == "figure":
        return Figure(options)
    blocks: list[Block] = []
    at = 0
    while at < len(body):
        if body[at].strip():
            block, at = _block(body, at, inline)
            blocks.append(block)
        else:
            at += 1
    return Box(options, tuple(blocks))


def _cells(row: str, inline: Inline) -> Iterator[Cell]:
    for raw in row.strip().strip("|").split("|"):
        text = raw.strip()
        columns, rows = 1, 1
        if match := _SPAN_OF_CELL.match(text):
            columns, rows = int(match.group(1)), int(match.group(2))
            text = text[match.end() :]
        yield Cell(tuple(inline.spans(part.strip()) for part in text.split("//") if part.strip()), columns, rows)
