"""The reference text IN12030, which nobody wrote for us, as a source.

Facts of that one file, not rules: which lines are furniture, which short lines are headings, where a page end cuts a
paragraph. Anchors ``[partner](#)`` hide their address; the PDF gives each an address of its own under ``example.org``.
"""

import re
from pathlib import Path

from tests.fixture_maker.source import Block, Heading, Inline, Paragraph, Source

META = {
    "id": "IN12030",
    "layout": "insight",
    "title": "Political Reforms in Kazakhstan",
    "date": "Updated November 22, 2022",
    "cover_date": "November 22, 2022",
    "version": "VERSION 4 · UPDATED",
    "authors": [{"name": "Maria A. Blackwood", "title": "Analyst in Asian Policy"}],
}
_FURNITURE = {"Congressional Research Service", "<https://crsreports.congress.gov>", "IN12030"}
_HIDDEN = re.compile(r"\[([^\[\]]+)\]\(#\)")
_NOT_WORD = re.compile(r"[^a-z0-9]+")
_LAST_HEADINGS = ("Author Information", "Disclaimer")


def read(path: Path) -> Source:
    """Read the reference text."""
    chunks = [chunk for chunk in path.read_text("utf-8").split("\n\n") if chunk.strip()]
    body = [chunk.strip("\n") for chunk in chunks[2:] if chunk.strip() not in _FURNITURE]
    first_of_end = body.index(_LAST_HEADINGS[0])
    inline = Inline()
    paragraphs: list[str] = []
    for chunk in body[:first_of_end]:
        if paragraphs and paragraphs[-1].endswith(","):
            paragraphs[-1] += " " + chunk  # both page ends of this text cut a paragraph after a comma
        else:
            paragraphs.append(chunk)
    numbered = iter(range(1, 1000))

    def address(match: re.Match[str]) -> str:
        slug = _NOT_WORD.sub("-", match.group(1).lower()).strip("-")
        return f"[{match.group(1)}](https://example.org/in12030/{next(numbered):02}-{slug})"

    blocks: list[Block] = []
    for text in paragraphs:
        text = _HIDDEN.sub(address, text).replace("[Tokayev]", r"\[Tokayev\]")
        is_heading = not text.endswith((".", ".”", '."'))
        blocks.append(Heading(1, inline.spans(text)) if is_heading else Paragraph(inline.spans(text)))
    disclaimer = Paragraph(inline.spans(body[-1]))
    return Source(META, (("body", tuple(blocks)), ("disclaimer", (disclaimer,))), {})
