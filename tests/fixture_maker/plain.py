"""A source as flowed text, in the shape of the reference text IN12030.txt: what people have who saved a web page.

One paragraph a line, blank lines between, links as ``[anchor](address)``. A table has a line a row: cells between bars
with ``<br>`` between the paragraphs of one, as converters to Markdown write them, or cells between tabs, as a browser
copies them (``table_cells = "tabs"`` in the source). Spans of cells, pictures and all styles are lost.
"""

from collections.abc import Iterator

from tests.fixture_maker.source import Block, Box, Figure, Heading, ListItem, Paragraph, Quote, Source, Spans, Table
from tests.fixture_maker.web import plain_title

_CONTENTS_LEVELS = 3


def spans_as_text(spans: Spans, *, links: bool = True) -> str:
    """Return text in which a link is ``[anchor](address)`` and a note call bare digits; the style of the text is
    lost."""
    out = ""
    link: int | None = None
    href = ""
    for span in spans:
        if links and span.link != link:
            out += f"]({href})" if link is not None else ""
            out += "[" if span.link is not None else ""
            link, href = span.link, span.href or ""
            if href.startswith("#"):
                href = "#"
        out += span.text if span.call is None else str(span.call)
    return out + (f"]({href})" if link is not None else "")


def blocks_as_text(blocks: tuple[Block, ...], cells: str = "bars") -> Iterator[str]:
    """Yield the chunks between blank lines that blocks make."""
    for block in blocks:
        match block:
            case ListItem(depth, marker, spans):
                yield "  " * depth + f"{marker} {spans_as_text(spans)}"
            case Heading(_, spans) | Paragraph(spans) | Quote(spans):
                yield spans_as_text(spans)
            case Box(options, inner):
                yield spans_as_text(options["title"])
                yield from blocks_as_text(inner, cells)
            case Table(options, _):
                yield from caption(options)
                yield table_as_text(block, cells)
                yield from below(options)
            case Figure(options):
                yield from caption(options)
                yield from below(options)


def caption(options: dict[str, object]) -> Iterator[str]:
    """Yield caption and subtitle; nothing for a table without one."""
    if options["label"]:
        yield f"{options['label']}. {spans_as_text(options['caption'])}"  # type: ignore[arg-type]
        if "subtitle" in options:
            yield spans_as_text(options["subtitle"])  # type: ignore[arg-type]


def below(options: dict[str, object]) -> Iterator[str]:
    """Yield what stands below a table or figure."""
    if "source" in options:
        yield f"Source: {spans_as_text(options['source'])}"  # type: ignore[arg-type]
    for place, note in enumerate(options.get("notes", ())):  # type: ignore[var-annotated,arg-type]
        yield ("" if place else "Notes: ") + spans_as_text(note)


def table_as_text(table: Table, cells: str) -> str:
    """Return the rows of a table; a cell over several columns is followed by empty ones."""
    rows = []
    for place, row in enumerate(table.rows):
        texts: list[str] = []
        for cell in row:
            between = "<br>" if cells == "bars" else " "
            texts += [between.join(map(spans_as_text, cell.paragraphs)), *[""] * (cell.columns - 1)]
        rows.append("\t".join(texts) if cells == "tabs" else f"| {' | '.join(texts)} |")
        if cells == "bars" and not place:
            rows.append("|" + " --- |" * len(texts))
    return "\n".join(rows)


def contents(source: Source) -> str:
    """Return the Contents of a web edition: nested lines without page numbers."""
    lines = ["Contents\n"]
    for block in (*source.part("body"), *source.part("appendix")):
        if isinstance(block, Heading) and block.key and block.level <= _CONTENTS_LEVELS:
            spans = tuple(span for span in block.spans if span.call is None)
            lines.append("    " * (block.level - 1) + spans_as_text(spans))
    return "\n".join(lines)


def people(source: Source, *keys: str, roles: bool = True) -> Iterator[str]:
    """Yield a chunk an author: the name, with its role unless without ``roles``, then ``keys``, a line each."""
    for author in source.meta["authors"]:
        name = author["name"] + (f", {author['role']}" if roles and "role" in author else "")
        yield "\n".join([name, *(author[key] for key in keys if key in author)])


def notes(source: Source) -> Iterator[str]:
    """Yield the notes as web editions list them, numbers with a full stop; further paragraphs stand alone."""
    for number, note in sorted(source.notes.items()):
        paragraphs = [spans_as_text(spans) for spans in note.paragraphs]
        if note.rest:
            paragraphs[-1] += " " + spans_as_text(note.rest[0])
            paragraphs += [spans_as_text(spans) for spans in note.rest[1:]]
        yield f"{number}. {paragraphs[0]}"
        yield from paragraphs[1:]


def text(source: Source) -> str:
    """Return the whole text."""
    return "\n\n".join(["", *_LAYOUTS[source.meta["layout"]](source)])


def _sidebar(source: Source) -> list[str]:
    """Return the chunks of a Legal Sidebar; furniture stands where page 1 ends, as in the reference."""
    chunks = [plain_title(source), source.meta["date"], *blocks_as_text(source.part("body"))]
    chunks.insert(6, f"Congressional Research Service\n\n<https://crsreports.congress.gov>\n\n{source.id}")
    return [*chunks, "Author Information", *people(source, "title"), *_disclaimer(source)]


def _in_focus(source: Source) -> list[str]:
    """Return the chunks of an In Focus: by-lines and the bare number at the end."""
    chunks = [plain_title(source), source.meta["date"], *blocks_as_text(source.part("body"), "tabs")]
    chunks += [f"{author['name']}, {author['title']}" for author in source.meta["authors"]]
    return [*chunks, source.id, *_disclaimer(source)]


def _report(source: Source) -> list[str]:
    """Return the chunks of a Report: Summary, Contents, body, appendixes, the end matter, all notes, the disclaimer."""
    chunks = [plain_title(source), source.meta["date"], source.id]
    chunks += ["Summary", *blocks_as_text(source.part("summary")), contents(source)]
    chunks += [*blocks_as_text(source.part("body")), *blocks_as_text(source.part("appendix"))]
    chunks += ["Author Information", *people(source, "title")]
    chunks += ["Acknowledgments", *blocks_as_text(source.part("acknowledgments"))]
    return [*chunks, "Footnotes", *notes(source), *_disclaimer(source)]


def _disclaimer(source: Source) -> list[str]:
    return ["Disclaimer", *blocks_as_text(source.part("disclaimer"))]


_LAYOUTS = {"legal_sidebar": _sidebar, "in_focus": _in_focus, "report": _report}
