"""A source as text with bracketed anchors, in the shape of the reference text IN12030.txt."""

from tests.fixture_maker.source import Heading, ListItem, Paragraph, Quote, Source, Spans
from tests.fixture_maker.web import plain_title


def spans_as_text(spans: Spans) -> str:
    """Return text in which a link is ``[anchor](address)``; the style of the text is lost."""
    out = ""
    link: int | None = None
    href = ""
    for span in spans:
        if span.link != link:
            out += f"]({href})" if link is not None else ""
            out += "[" if span.link is not None else ""
            link, href = span.link, span.href or ""
            if href.startswith("#"):
                href = "#"
        out += span.text
    return out + (f"]({href})" if link is not None else "")


def text(source: Source) -> str:
    """Return the whole text; furniture stands where page 1 ends, as in the reference."""
    meta = source.meta
    chunks = [plain_title(source), meta["date"]]
    for block in source.part("body"):
        if isinstance(block, ListItem):
            chunks.append("  " * block.depth + f"{block.marker} {spans_as_text(block.spans)}")
        elif isinstance(block, Heading | Paragraph | Quote):
            chunks.append(spans_as_text(block.spans))
    chunks.insert(6, f"Congressional Research Service\n\n<https://crsreports.congress.gov>\n\n{meta['id']}")
    chunks.append("Author Information")
    chunks.extend(f"{author['name']}\n{author['title']}" for author in meta["authors"])
    chunks.append("Disclaimer")
    chunks.extend(spans_as_text(block.spans) for block in source.part("disclaimer") if isinstance(block, Paragraph))
    return "\n\n".join(["", *chunks])
