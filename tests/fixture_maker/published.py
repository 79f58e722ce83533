"""A source of an older era as the plain text in which such products were passed on, page by page.

Two shapes. Issue Briefs and Reports to 2008: lines wrapped at 72 characters, blank lines between paragraphs, tables in
columns of characters, the Contents with indented entries; Reports have ``CRS-2`` at the head of their pages and a form
feed before it, Issue Briefs the line of number and date, and no form feed. Reports of 2009-2017: what a viewer saves
from the PDF, each paragraph a line but for those that a page end cuts, cells between tabs, the foot of the page in
between. Note calls are bare digits; notes stand at the foot of the page that calls them. Links and styles are lost.
"""

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass, field

from tests.fixture_maker.plain import below, caption, people, spans_as_text, table_as_text
from tests.fixture_maker.source import Block, Heading, ListItem, Paragraph, Quote, Source, Spans, Table
from tests.fixture_maker.web import plain_title

WIDTH = 72
"""Characters of the longest line."""
_ROWS = 50
"""Lines of a page."""
_HOUSE = "Congressional Research Service ˜ The Library of Congress"


@dataclass
class _Chunk:
    """Lines between blank lines, as wrapped, and the notes that they call."""

    lines: list[str]
    calls: list[list[int]] = field(default_factory=list)
    """The notes that each line calls."""
    whole: bool = False
    """Whether no page end may come between its lines."""
    with_next: bool = False
    """Whether it must stand on the page of what follows."""


class _Pages:
    """Puts chunks on pages. ``flowed`` says that the lines of a chunk on one page are one line of the text."""

    def __init__(self, source: Source, *, flowed: bool = False) -> None:
        self.source = source
        self.flowed = flowed
        self.wrapper = textwrap.TextWrapper(WIDTH, break_long_words=False, break_on_hyphens=False)

    def chunks(self, blocks: tuple[Block, ...]) -> Iterator[_Chunk]:
        for block in blocks:
            match block:
                case Heading(_, spans):
                    yield self._wrapped(spans, with_next=True)
                case Paragraph(spans) | Quote(spans):
                    yield self._wrapped(spans)
                case ListItem(depth, marker, spans):
                    yield self._wrapped(spans, first="    " * depth + f"{marker} ")
                case Table(options, _):
                    for text in caption(options):
                        yield self._plain(text, with_next=True)
                    rows = table_as_text(block, "tabs") if self.flowed else "\n".join(_columns(block))
                    yield _Chunk(rows.split("\n"), whole=True)
                    for text in below(options):
                        yield self._plain(text)

    def _plain(self, text: str, *, with_next: bool = False) -> _Chunk:
        lines = self.wrapper.wrap(text)
        return _Chunk(lines, [[] for _ in lines], with_next=with_next)

    def _wrapped(self, spans: Spans, first: str = "", *, with_next: bool = False) -> _Chunk:
        """Wrap spans; calls are found again by counting them through the words."""
        marked = tuple(spans)
        words: list[tuple[str, list[int]]] = [("", [])]
        for span in marked:
            if span.call is not None:
                words[-1] = (words[-1][0] + str(span.call), [*words[-1][1], span.call])
                continue
            head, *rest = span.text.split(" ")
            words[-1] = (words[-1][0] + head, words[-1][1])
            words += [(word, []) for word in rest]
        lines, calls = [first], [list[int]()]
        for word, called in words:
            indent = " " * len(first)
            fresh = lines[-1] in (first, indent)
            if not fresh and len(lines[-1]) + 1 + len(word) > WIDTH:
                lines.append(indent)
                calls.append([])
                fresh = True
            lines[-1] += word if fresh else f" {word}"
            calls[-1] += called
        return _Chunk(lines, calls, with_next=with_next)

    def pages(self, chunks: list[_Chunk]) -> list[str]:
        """Return the pages, notes at their feet, without heads and feet."""
        pages: list[str] = []
        body: list[list[str]] = []
        used = 0
        notes: list[int] = []

        def close() -> None:
            nonlocal body, used, notes
            texts = [(" " if self.flowed and not _is_table(lines) else "\n").join(lines) for lines in body if lines]
            texts = [" ".join(text.split(" ")) for text in texts]
            pages.append("\n\n".join([*texts, *map(self._note, notes)]))
            body, used, notes = [], 0, []

        for place, chunk in enumerate(chunks):
            following = chunks[place + 1] if place + 1 < len(chunks) else None
            need = len(chunk.lines) if chunk.whole else 2
            if chunk.with_next and following is not None:
                need += 2 + (len(following.lines) if following.whole else 2)
            if used + need > _ROWS:
                close()
            body.append([])
            for line, called in zip(chunk.lines, chunk.calls or [[]] * len(chunk.lines), strict=True):
                more = sum(3 for number in called if number not in notes)
                if used + 1 + more > _ROWS and not chunk.whole:
                    close()
                    body.append([])
                body[-1].append(line.strip() if self.flowed and not chunk.whole else line)
                notes += [number for number in called if number not in notes]
                used += 1 + more
            used += 1
        close()
        return pages

    def _note(self, number: int) -> str:
        text = " ".join(spans_as_text(spans, links=False) for spans in self.source.notes[number].paragraphs)
        return f"{number} {text}" if self.flowed else "\n".join(self.wrapper.wrap(f"{number} {text}"))


def _is_table(lines: list[str]) -> bool:
    return any("\t" in line for line in lines)


def _columns(table: Table) -> Iterator[str]:
    """Yield the rows of a table in columns of characters, the first flush left, the others flush right."""
    rows = [["".join(map(spans_as_text, cell.paragraphs)) for cell in row] for row in table.rows]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        first, *others = (
            text.ljust(width) if not place else text.rjust(width + 4)
            for place, (text, width) in enumerate(zip(row, widths, strict=True))
        )
        yield (first + "".join(others)).rstrip()


def _entry(title: str, page: int | None, level: int) -> str:
    """Return a line of the Contents, with leaders where the page is told."""
    text = "    " * (level - 1) + title
    return text if page is None else f"{text} {'.' * (WIDTH - len(text) - len(str(page)) - 2)} {page}"


def _page_of(pages: list[str], title: str) -> int:
    return next((number for number, page in enumerate(pages, 1) if title in page.replace("\n", " ")), 1)


def _entries(source: Source, pages: list[str] | None) -> list[str]:
    lines = []
    for block in source.part("body"):
        if isinstance(block, Heading) and block.level <= 3:
            title = "".join(span.text for span in block.spans)
            lines.append(_entry(title, None if pages is None else _page_of(pages, title), block.level))
    return lines


def _tables(source: Source, pages: list[str]) -> list[str]:
    labels = [
        next(caption(block.options))
        for block in source.part("body")
        if isinstance(block, Table) and block.options["label"]
    ]
    return [_entry(label, _page_of(pages, label), 1) for label in labels]


def _cover(source: Source, series: str, *keys: str) -> list[str]:
    centred = [
        series,
        "Received through the CRS Web",
        _title(source),
        source.meta["date"],
        *people(source, *keys),
        _HOUSE,
    ]
    return [f"Order Code {source.id}".rjust(WIDTH), *map(_centred, centred)]


def _title(source: Source) -> str:
    return "\n".join(textwrap.wrap(plain_title(source), WIDTH - 24))


def _centred(text: str) -> str:
    return "\n".join(line.center(WIDTH).rstrip() for line in text.split("\n"))


def issue_brief(source: Source) -> str:
    """An Issue Brief: cover, CONTENTS, SUMMARY, body; number and date at the heads of pages, labels at their feet."""
    writer = _Pages(source)
    summary = writer.pages(list(writer.chunks(source.part("summary"))))
    pages = writer.pages(list(writer.chunks(source.part("body"))))
    head = source.id + source.meta["running"].rjust(WIDTH - len(source.id))
    cover = _cover(source, "CRS Issue Brief for Congress", "title", "division")
    contents = [_centred("CONTENTS"), "\n".join(["SUMMARY", *_entries(source, None)])]
    again = [_centred(_title(source)), _centred("SUMMARY"), *summary]
    chunks = [*cover, head, *contents, head, *again]
    for number, page in enumerate(pages, 1):
        chunks += [head, page, _centred(f"CRS-{number}")]
    return "\n\n".join(chunks) + "\n"


def crs_web(source: Source) -> str:
    """A Report of 2000-2008: cover, Summary, Contents, List of Tables, the body under ``CRS-2`` and so on."""
    writer = _Pages(source)
    pages = writer.pages(list(writer.chunks(source.part("body"))))
    summary = writer.pages(list(writer.chunks(source.part("summary"))))
    sheets = [
        [_centred(_title(source)), _centred("Summary"), *summary],
        [_centred("Contents"), "\n".join(_entries(source, pages))],
    ]
    sheets[-1] += [_centred("List of Tables"), "\n".join(_tables(source, pages))]
    for number, page in enumerate(pages, 1):
        sheets.append([page] if number == 1 else [_centred(f"CRS-{number}"), page])
    cover = _cover(source, "CRS Report for Congress", "title", "division")
    return "\n\f".join("\n\n".join(sheet) for sheet in (cover, *sheets)) + "\n"


def crs_7_5700(source: Source) -> str:
    """A Report of 2009-2017 as a viewer saves it, or EveryCRSReport's copy of one."""
    meta = source.meta
    writer = _Pages(source, flowed=True)
    chunks = list(writer.chunks(source.part("body")))
    pages = writer.pages(chunks)
    out = [plain_title(source), *people(source, "title", roles=False), meta["date"]]
    out += ["Congressional Research Service\n7-5700\nwww.crs.gov\n" + source.id]
    out += ["CRS Report for Congress\nPrepared for Members and Committees of Congress"]
    out += [meta["running"], "Summary", *(chunk for chunk in writer.pages(list(writer.chunks(source.part("summary")))))]
    out += ["Congressional Research Service"]
    if meta["front_pages"] > 2:
        out += [meta["running"], "Contents", "\n".join(_entries(source, pages)), "Tables"]
        out += ["\n".join(_tables(source, pages)), "Contacts", _entry("Author Contact Information", len(pages), 1)]
        out += ["Congressional Research Service"]
    for number, page in enumerate(pages, 1):
        out += [meta["running"], page]
        if number == len(pages):
            out += ["Author Contact Information", *people(source, "title", "email", "phone")]
            thanks, staff = source.part("acknowledgments"), source.part("staff")
            out += ["Acknowledgments", *writer.pages(list(writer.chunks(thanks)))] if thanks else []
            out += ["Key Policy Staff", *writer.pages(list(writer.chunks(staff)))] if staff else []
        out += [f"Congressional Research Service {number}"]
    out += writer.pages(list(writer.chunks(source.part("back_page")))) if source.part("back_page") else []
    return "\n\n".join(out) + "\n"


LAYOUTS = {"issue_brief": issue_brief, "crs_web": crs_web, "crs_7_5700": crs_7_5700, "everycrsreport": crs_7_5700}


def text(source: Source) -> str:
    """Return the whole text."""
    return LAYOUTS[source.meta["layout"]](source)
