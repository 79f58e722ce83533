"""The web editions: congress.gov's product page and EveryCRSReport's cleaned fragment, as far as they are known.

No text of theirs is used. What is only guessed is said in the fixtures' ORIGIN: the site's chrome, where authors
stand, how notes of a page without a table are marked up.
"""

from html import escape
from itertools import count

from tests.fixture_maker.report import without_calls
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
    plain,
)

_WITHOUT_CONTENTS = ("insight", "legal_sidebar", "in_focus")
_STYLES = (("bold", "strong"), ("italic", "em"), ("superscript", "sup"), ("subscript", "sub"))


class Web:
    """What both editions share. ``hide`` says which addresses the edition leaves out."""

    top = 1
    """Tag number of a top section."""

    def __init__(self, source: Source) -> None:
        self.source = source
        numbers = count(184467)
        self.anchors = {
            key: f"{'_Toc' if isinstance(block, Heading) else '_Ref'}{next(numbers)}"
            for _, blocks in source.parts
            for block in blocks
            if (key := _key(block))
        }

    def hides(self, href: str) -> bool:
        return False

    def spans(self, spans: Spans, *, anchor: str | None = None) -> str:
        out = [f'<a name="{anchor}"></a>'] if anchor else []
        link: int | None = None
        for span in spans:
            if span.link != link:
                if link is not None:
                    out.append("</span></a>")
                if span.link is not None:
                    out.append(self._open(span.href or ""))
                link = span.link
            out.append(self._span(span))
        if link is not None:
            out.append("</span></a>")
        return "".join(out)

    def _open(self, href: str) -> str:
        if href.startswith("#"):
            return f'<a href="#{self.anchors[href[1:]]}"><span>'
        return "<a><span>" if self.hides(href) else f'<a href="{escape(href)}"><span>'

    def _span(self, span: Span) -> str:
        if span.call is not None:
            return f'<sup><a href="#fn{span.call}" name="ifn{span.call}">{span.call}</a></sup>'
        text = escape(span.text, quote=False)
        for name, tag in _STYLES:
            if getattr(span, name):
                text = f"<{tag}>{text}</{tag}>"
        return text

    def blocks(self, blocks: tuple[Block, ...]) -> str:
        out: list[str] = []
        open_lists: list[str] = []
        for block in blocks:
            depth = block.depth + 1 if isinstance(block, ListItem) else 0
            while len(open_lists) > depth:
                out.append(f"</li></{open_lists.pop()}>")
            if isinstance(block, ListItem):
                if len(open_lists) == depth:
                    out.append("</li>")
                else:
                    open_lists.append("ol" if block.marker.strip("()")[0].isdigit() else "ul")
                    out.append(f"<{open_lists[-1]}>")
                out.append(f"<li>{self.spans(block.spans)}")
            else:
                out.append(self.block(block))
        while open_lists:
            out.append(f"</li></{open_lists.pop()}>")
        return "\n".join(out)

    def block(self, block: Block) -> str:
        match block:
            case Heading(level, spans, key):
                return self.heading(level, self.spans(spans, anchor=self.anchors.get(key or "")))
            case Paragraph(spans):
                return f"<p>{self.spans(spans)}</p>"
            case Quote(spans):
                return f"<blockquote><p>{self.spans(spans)}</p></blockquote>"
            case Box(options, blocks):
                return f"<table><tr><td><p>{self.spans(options['title'])}</p>{self.blocks(blocks)}</td></tr></table>"
            case Table():
                return self.table(block)
            case Figure():
                return self.figure(block)
            case PageBreak() | ListItem():
                return ""
        raise TypeError(block)

    def heading(self, level: int, inner: str) -> str:
        tag = f"h{level + self.top}"
        return f"<{tag}>{inner}</{tag}>"

    def caption(self, options: dict[str, object]) -> str:
        if not options["label"]:
            return ""
        anchor = self.anchors.get(str(options.get("key", "")))
        caption: Spans = options["caption"]  # type: ignore[assignment]
        out = f'<p class="Caption">{self.spans((Span(str(options["label"]) + ". "), *caption), anchor=anchor)}</p>'
        if "subtitle" in options:
            out += f'<p class="TableSubtitle">{self.spans(options["subtitle"])}</p>'  # type: ignore[arg-type]
        return out

    def below(self, options: dict[str, object]) -> str:
        out = ""
        if "source" in options:
            out += f'<p class="TableNote"><strong>Source:</strong> {self.spans(options["source"])}</p>'  # type: ignore[arg-type]
        for i, note in enumerate(options.get("notes", ())):  # type: ignore[var-annotated,arg-type]
            out += f'<p class="TableNote">{"" if i else "<strong>Notes:</strong> "}{self.spans(note)}</p>'
        return out

    def table(self, table: Table) -> str:
        head = int(table.options.get("head", 1))
        rows = []
        for number, row in enumerate(table.rows):
            tag = "th" if number < head else "td"
            cells = ""
            for cell in row:
                spans = f' colspan="{cell.columns}"' if cell.columns > 1 else ""
                spans += f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
                cells += f"<{tag}{spans}>{''.join(f'<p>{self.spans(p)}</p>' for p in cell.paragraphs)}</{tag}>"
            rows.append(f"<tr>{cells}</tr>")
        return (
            f"{self.caption(table.options)}<table><thead>{''.join(rows[:head])}</thead>"
            f"<tbody>{''.join(rows[head:])}</tbody></table>{self.below(table.options)}"
        )

    def figure(self, figure: Figure) -> str:
        return ""

    def note(self, number: int, note: Note) -> tuple[str, str]:
        """Return the back link and the paragraphs of a note, whole."""
        paragraphs = list(note.paragraphs)
        if note.rest:
            paragraphs[-1] = (*paragraphs[-1], Span(" "), *note.rest[0])
            paragraphs.extend(note.rest[1:])
        inner = "".join(f"<p>{self.spans(p)}</p>" for p in paragraphs)
        return f'<a href="#ifn{number}" name="fn{number}">{number}</a>', inner

    def contents(self) -> str:
        """The Contents as nested lists, without page numbers."""
        out: list[str] = []
        depth = 0
        for part, blocks in self.source.parts:
            for block in blocks:
                if isinstance(block, Heading) and block.key and block.level < 4 and part in ("body", "appendix"):
                    while depth < block.level:
                        out.append("<ul>")
                        depth += 1
                    while depth > block.level:
                        out.append("</ul>")
                        depth -= 1
                    inner = self.spans(without_calls(block.spans))
                    out.append(f'<li><a href="#{self.anchors[block.key]}">{inner}</a></li>')
        return "".join(out) + "</ul>" * depth

    def title(self) -> str:

        return self.spans(Inline().spans(self.source.meta["title"]))


def _key(block: Block) -> str | None:
    if isinstance(block, Heading):
        return block.key
    return str(block.options["key"]) if isinstance(block, Table | Figure) and "key" in block.options else None


class Congress(Web):
    """A product page of congress.gov, the site around it included."""

    top = 1

    def heading(self, level: int, inner: str) -> str:
        tag = f"h{level + 1}"
        return f'<{tag} class="Heading{level}">{inner}</{tag}>'

    def figure(self, figure: Figure) -> str:
        image = f'<p><img src="/crs_external_products/{self.source.id}/images/figure.png" alt=""></p>'
        return self.caption(figure.options) + image + self.below(figure.options)

    def page(self) -> str:
        meta = self.source.meta
        title = self.title()
        bare = escape(plain_title(self.source))
        contacts = "phone" in meta["authors"][0]
        authors = "" if contacts else "".join(map(_author_lines, meta["authors"]))
        summary = self.source.part("summary")
        parts = f'<h2 class="SummaryHeading">Summary</h2>{self.blocks(summary)}' if summary else ""
        if self.anchors and meta["layout"] not in _WITHOUT_CONTENTS:
            parts += f'<h2 class="Contents">Contents</h2>{self.contents()}'
        parts += self.blocks(self.source.part("body")) + self.blocks(self.source.part("appendix"))
        if contacts:
            parts += '<h2 class="Heading1">Author Contact Information</h2>' + "".join(map(_contact, meta["authors"]))
        for part, name in (("acknowledgments", "Acknowledgments"), ("staff", "Key Policy Staff")):
            if blocks := self.source.part(part):
                parts += f'<h2 class="Heading1">{name}</h2>{self.blocks(blocks)}'
        notes = ""
        for number, note in sorted(self.source.notes.items()):
            back, inner = self.note(number, note)
            notes += f'<tr><td class="FootnoteNumber">{back}.</td><td class="FootnoteText">{inner}</td></tr>'
        if notes:
            parts += f'<h2 class="FootnotesHeading">Footnotes</h2><table class="Footnotes">{notes}</table>'
        disclaimer = self.blocks(self.source.part("disclaimer")).replace("This document was", "These documents were")
        if disclaimer:
            parts += f'\n<h2 class="Heading1">Disclaimer</h2>\n{disclaimer}'
        return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>{bare} | Congress.gov | Library of Congress</title>
<script>window.dataLayer = [{{"product": "{self.source.id}"}}];</script>
<style>.Report {{ max-width: 60em }}</style>
</head>
<body>
<a class="skip" href="#content">skip to main content</a>
<header><nav><ul><li><a href="/">Congress.gov</a></li><li><a href="/members">Members</a></li></ul></nav></header>
<main id="content">
<div class="breadcrumb"><a href="/">Home</a> &gt; <a href="/crs-products">CRS Products</a></div>
<ul class="tools"><li><button>Citation</button></li><li><button>Subscribe</button></li>
<li><button>Share/Save</button></li>
<li><a href="/crs_external_products/{meta["id"]}.pdf">Download PDF</a></li><li><button>Listen</button></li>
<li><a href="#history">PDF Version History</a></li></ul>
<div id="{"Insightsdiv" if meta["layout"] == "insight" else "Reportdiv"}"><div class="Report">
<div class="ReportHeader"><h1 class="Title">{title}</h1>
<div class="CoverDate">{meta["date"]}</div>
{authors}</div>
<div class="ReportContent">
{parts}
</div></div></div>
</main>
<footer><p>Library of Congress <a href="/legal">Legal</a></p></footer>
</body>
</html>
"""


class EveryCRSReport(Web):
    """EveryCRSReport's cleaned fragment: by-lines and figures are gone, some addresses too."""

    def __init__(self, source: Source) -> None:
        super().__init__(source)
        # Insights begin at h3, reports at h2 (crs.md, "Web editions")
        self.top = 2 if source.meta["layout"] in _WITHOUT_CONTENTS else 1

    def hides(self, href: str) -> bool:
        return "/crs-product/" in href or "/statutes/" in href

    def page(self) -> str:
        if self.source.meta["layout"] not in _WITHOUT_CONTENTS:
            return self._report()
        meta = self.source.meta
        return (
            f"<div><div>{self.title()}</div>\n<div>\n\n"
            f"<div>{meta['date']}\n            ({meta['id']})\n          </div>\n"
            f"</div>\n<div><div>\n{self.blocks(self.source.part('body'))}\n</div></div>\n<div></div>\n</div>\n"
        )

    def _report(self) -> str:
        meta = self.source.meta
        notes = ""
        for number, note in sorted(self.source.notes.items()):
            back, inner = self.note(number, note)
            notes += f"<tr><td>{back}.</td><td>{inner}</td></tr>\n"
        return (
            f'<div class="ReportHeader"><h1>{self.title()}</h1><div>{meta["date"]} ({meta["id"]})</div></div>\n'
            f"{f'<h2>Contents</h2>{self.contents()}' if self.anchors else ''}\n"
            f'<a name="Summary"></a><h2>Summary</h2>\n{self.blocks(self.source.part("summary"))}\n<hr>\n'
            f'<a name="Content"></a>\n{self.blocks(self.source.part("body"))}\n'
            f"{self.blocks(self.source.part('appendix'))}\n"
            + (f"<h2>Footnotes</h2>\n<table>\n{notes}</table>\n" if notes else "")
        )


def _author_lines(author: dict[str, str]) -> str:
    """An author as congress.gov names them below the date; who has no position has no second line."""
    role = f", {escape(author['role'])}" if "role" in author else ""
    title = f'<div class="titleline">{escape(author["title"])}</div>' if "title" in author else ""
    return f'<div class="authorline">{escape(author["name"])}{role}</div>{title}'


def _contact(author: dict[str, str]) -> str:
    """An author of 2009-2017 at the end: name, position and, in parentheses, how to reach them."""
    role = f", {author['role']}" if "role" in author else ""
    return f"<p>{escape(author['name'] + role)}, {escape(author['title'])} ({author['email']}, {author['phone']})</p>"


def plain_title(source: Source) -> str:
    """The title without its markup."""

    return plain(Inline().spans(source.meta["title"]))
