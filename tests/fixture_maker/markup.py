"""Spans and blocks as HTML for print; what all layouts share.

Elements of our own (``crs-…``) carry the role a stretch gets in the PDF's structure tree; :mod:`.pdf` maps them.
"""

from html import escape

from tests.fixture_maker.source import (
    Block,
    Box,
    Figure,
    Heading,
    Inline,
    ListItem,
    Note,
    PageBreak,
    Paragraph,
    Quote,
    Source,
    Span,
    Spans,
    Table,
)


class Printer:
    """Writes blocks as HTML for WeasyPrint. One printer a document: the first call of a note carries the note."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.called: set[int] = set()

    def title(self) -> str:
        """Return the product's title, which may hold italics."""
        return self.spans(Inline().spans(self.source.meta["title"]))

    def author_grid(self) -> str:
        """The Author Information grid: two columns, each read down before the next."""
        authors = self.source.meta["authors"]
        rows = (len(authors) + 1) // 2
        out = ""
        for row in range(rows):
            cells = ""
            for place in (row, row + rows):
                lines = ""
                if place < len(authors):
                    author = authors[place]
                    role = f", {author['role']}" if author.get("role") else ""
                    lines = f"<p>{escape(author['name'] + role)}</p>"
                    for key in ("title", "email", "phone"):
                        lines += f"<p>{escape(author[key])}</p>" if author.get(key) else ""
                cells += f"<td>{lines}</td>"
            out += f"<tr>{cells}</tr>"
        return f'<table class="authors">{out}</table>'

    def spans(self, spans: Spans) -> str:
        """Return inline HTML; spans of one link are one anchor."""
        out: list[str] = []
        open_link: int | None = None
        for span in spans:
            if span.link != open_link:
                if open_link is not None:
                    out.append("</a>")
                if span.link is not None:
                    kind = "internal" if (span.href or "").startswith("#") else "external"
                    out.append(f'<a class="{kind}" href="{escape(span.href or "")}">')
                open_link = span.link
            out.append(self._span(span))
        if open_link is not None:
            out.append("</a>")
        return "".join(out)

    def _span(self, span: Span) -> str:
        if span.call is not None:
            return self._call(span.call)
        if span.resume is not None:
            return self._note(span.resume, self.source.notes[span.resume].rest, resumed=True)
        text = escape(span.text, quote=False)
        for wanted, tag in (
            (span.bold, "b"),
            (span.italic, "i"),
            (span.superscript, "sup"),
            (span.subscript, "sub"),
        ):
            if wanted:
                text = f"<{tag}>{text}</{tag}>"
        return text

    def _call(self, number: int) -> str:
        if number in self.called:
            return f'<sup class="call">{number}</sup>'
        self.called.add(number)
        note: Note = self.source.notes[number]
        return self._note(number, note.paragraphs, cut=bool(note.rest))

    def _note(self, number: int, paragraphs: tuple[Spans, ...], *, cut: bool = False, resumed: bool = False) -> str:
        inner = "".join(
            f'<crs-notep class="{"first" if i == 0 and not resumed else "more"}">'
            + (f'<sup class="number">{number}</sup> ' if i == 0 and not resumed else "")
            + f"{self.spans(spans)}</crs-notep>"
            for i, spans in enumerate(paragraphs)
        )
        if cut:
            inner += '<crs-artifact class="goes-on">(continued...)</crs-artifact>'
        return f'<crs-note class="{"resumed" if resumed else "fresh"}" data-number="{number}">{inner}</crs-note>'

    def blocks(self, blocks: tuple[Block, ...], *, offset: int = 0) -> str:
        """Return block HTML; ``offset`` is added to heading levels."""
        out: list[str] = []
        depth = -1
        for block in blocks:
            if isinstance(block, ListItem):
                while depth < block.depth:
                    out.append(f'<ul class="depth{depth + 1}">')
                    depth += 1
                while depth > block.depth:
                    out.append("</ul>")
                    depth -= 1
                out.append(f'<li><span class="marker">{escape(block.marker)}</span>{self.spans(block.spans)}</li>')
                continue
            out.extend(["</ul>"] * (depth + 1))
            depth = -1
            out.append(self._block(block, offset))
        out.extend(["</ul>"] * (depth + 1))
        return "\n".join(out)

    def _block(self, block: Block, offset: int) -> str:
        match block:
            case Heading(level, spans, key):
                anchor = f' id="{key}"' if key else ""
                return f"<h{level + offset}{anchor}>{self.spans(spans)}</h{level + offset}>"
            case Paragraph(spans):
                return f"<p>{self.spans(spans)}</p>"
            case Quote(spans):
                return f'<p class="quote">{self.spans(spans)}</p>'
            case Table():
                return self._table(block)
            case Figure():
                return self._figure(block)
            case Box(options, blocks):
                title = f'<p class="box-title">{self.spans(options["title"])}</p>' if "title" in options else ""
                return f'<table class="box"><tr><td>{title}{self.blocks(blocks)}</td></tr></table>'
            case PageBreak():
                return '<div class="page-break"></div>'
        raise TypeError(block)

    def _caption(self, options: dict[str, object], tag: str) -> str:
        if not options["label"]:
            return ""
        key = f' id="{options["key"]}"' if "key" in options else ""
        out = f'<{tag} class="caption"{key}>{options["label"]}. {self.spans(options["caption"])}</{tag}>'  # type: ignore[arg-type]
        if "subtitle" in options:
            out += f'<p class="subtitle">{self.spans(options["subtitle"])}</p>'  # type: ignore[arg-type]
        return out

    def _below(self, options: dict[str, object]) -> str:
        out = ""
        if "source" in options:
            out += f'<p class="table-note"><b>Source:</b> {self.spans(options["source"])}</p>'  # type: ignore[arg-type]
        for i, note in enumerate(options.get("notes", ())):  # type: ignore[var-annotated,arg-type]
            lead = "<b>Notes:</b> " if i == 0 else ""
            out += f'<p class="table-note{"" if i == 0 else " lettered"}">{lead}{self.spans(note)}</p>'
        return out

    def _table(self, table: Table) -> str:
        options = table.options
        head = int(options.get("head", 1))
        widths = "".join(f'<col style="width:{width}%">' for width in options.get("widths", ()))
        rows: list[str] = []
        for number, row in enumerate(table.rows):
            tag = "th" if number < head and options.get("th") else "td"
            cells = ""
            for place, cell in enumerate(row):
                spans = "".join(
                    f' {name}="{value}"'
                    for name, value in (("colspan", cell.columns), ("rowspan", cell.rows))
                    if value > 1
                )
                kind = ' class="figures"' if place and options.get("figures") else ""
                inner = "".join(f"<p>{self.spans(paragraph)}</p>" for paragraph in cell.paragraphs) or "<p></p>"
                cells += f"<{tag}{spans}{kind}>{inner}</{tag}>"
            rows.append(f"<tr>{cells}</tr>")
        css = " ".join(["data", *str(options.get("style", "")).split()])
        html = (
            f"{self._caption(options, options.get('caption_tag', 'h1')) if 'caption' in options else ''}"
            f'<table class="{css}">{widths}<thead>{"".join(rows[:head])}</thead>'
            f"<tbody>{''.join(rows[head:])}</tbody></table>{self._below(options)}"
        )
        return f'<div class="landscape">{html}</div>' if "landscape" in css else html

    def _figure(self, figure: Figure) -> str:
        options = figure.options
        caption = self._caption(options, options.get("caption_tag", "h1"))
        alt = escape(options.get("alt", ""))
        image = f'<p class="picture"><img src="{escape(options["image"])}" alt="{alt}"></p>'
        return f'<div class="figure">{caption}{image}{self._below(options)}</div>'
