"""Drafts to the document: ids, sections, whole paragraphs and notes, links and calls with their targets."""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import TypedDict

from msgspec.structs import replace

from crsparse import model
from crsparse.assemble.audit import audit
from crsparse.assemble.audit.subject import Subject
from crsparse.assemble.joins import join_blocks, join_notes
from crsparse.assemble.links import Targets
from crsparse.assemble.product import product_of
from crsparse.assemble.refs import refs_in
from crsparse.content import NOTHING, statistics_of
from crsparse.drafts import BlockDraft, CellDraft, Draft, Facts, NoteDraft
from crsparse.elements import Placement, Profile
from crsparse.geometry import rounded
from crsparse.inline import Inline
from crsparse.version import __version__

_DISCLAIMERS = {
    "This document was prepared by the Congressional Research Service": "this_document",
    "These documents were prepared by the Congressional Research Service": "these_documents",
    "The Congressional Research Service works exclusively for the Congress": "works_exclusively",
}


def assemble(draft: Draft, profile: Profile, source: model.SourceInfo) -> model.Document:
    """Return the document."""
    drafts = join_blocks(draft.blocks)
    notes = join_notes(draft.notes)
    sections, section_of = _sections(drafts)
    named = [(f"b{number}", block) for number, block in enumerate(drafts, 1)]
    targets = Targets(named, {name: note.number for note in notes for name in note.names if note.number})
    blocks = tuple(
        _block(block_id, block, section, targets) for (block_id, block), section in zip(named, section_of, strict=True)
    )
    footnotes = tuple(_footnotes(notes, blocks, targets))
    furniture = tuple(
        model.Furniture(kind=item.kind, text=_nfc(item.text), page=item.page, boxes=tuple(_boxes(item.placements)))
        for item in draft.furniture
    )
    product = product_of(draft.facts, profile)
    title = _first(draft.facts, "title") or profile.metadata.title.strip() or None
    document = model.Document(
        schema_version=model.SCHEMA_VERSION,
        generator=model.Generator(name="crsparse", version=__version__),
        source=replace(source, layout_era=next((fact.layout_era for fact in draft.facts if fact.layout_era), None)),
        product=product,
        title=title,
        subtitle=_first(draft.facts, "subtitle"),
        publication_date=_first(draft.facts, "publication_date"),
        date_label=_first(draft.facts, "date_label"),
        authors=next((fact.authors for fact in draft.facts if fact.authors), ()),
        sections=sections,
        blocks=blocks,
        footnotes=footnotes,
        citations=(),
        disclaimer=_disclaimer(blocks),
        acknowledgments=_text_of_part(blocks, "acknowledgments"),
        furniture=furniture,
        diagnostics=audit(Subject(blocks, footnotes, furniture, product, draft.facts, profile, draft.targets)),
        statistics=NOTHING,
    )
    return replace(document, statistics=statistics_of(document))


def _first(facts: Iterable[Facts], name: str) -> str | None:
    return next((value for fact in facts if (value := getattr(fact, name)) is not None), None)


def _sections(blocks: Sequence[BlockDraft]) -> tuple[tuple[model.Section, ...], list[str | None]]:
    """Return the tree of headings and the section of each block; a section ends where its part of the product does."""
    sections: list[model.Section] = []
    open_sections: list[model.Section] = []
    section_of: list[str | None] = []
    part: model.Part | None = None
    for number, block in enumerate(blocks, 1):
        if block.part != part:
            # what stands before the first heading of the body is in no section, and not in that of the Contents
            open_sections.clear()
            part = block.part
        if block.type == "heading":
            while open_sections and open_sections[-1].level >= block.level:
                open_sections.pop()
            section = model.Section(
                id=f"s{len(sections) + 1}",
                parent=open_sections[-1].id if open_sections else None,
                level=block.level,
                title=block.inline.text,
                heading_block=f"b{number}",
            )
            sections.append(section)
            open_sections.append(section)
        section_of.append(open_sections[-1].id if open_sections else None)
    return tuple(sections), section_of


class _Common(TypedDict):
    """What blocks of every type have."""

    id: str
    part: model.Part
    section: str | None
    text: str
    page: int | None
    end_page: int | None
    boxes: tuple[model.PageBox, ...]
    links: tuple[model.Link, ...]
    footnote_refs: tuple[model.FootnoteRef, ...]
    emphasis: tuple[model.Emphasis, ...]


def _block(block_id: str, block: BlockDraft, section: str | None, targets: Targets) -> model.AnyBlock:
    inline = block.inline
    common: _Common = {
        "id": block_id,
        "part": block.part,
        "section": section,
        "text": inline.text,
        "page": block.placements[0].page if block.placements else None,
        "end_page": max(place.page for place in block.placements) if block.placements else None,
        "boxes": tuple(_boxes(block.placements)),
        "links": tuple(targets.link(span) for span in inline.links),
        "footnote_refs": inline.refs,
        "emphasis": inline.emphasis,
    }
    match block.type:
        case "title":
            return model.Title(**common)
        case "heading":
            return model.Heading(**common, level=block.level)
        case "list_item":
            return model.ListItem(**common, depth=block.level, marker=block.marker)
        case "quote":
            return model.Quote(**common)
        case "contents_entry":
            title = block.caption or inline.text
            return model.ContentsEntry(**common, title=title, page_label=block.page_label, level=block.level)
        case "table":
            return model.Table(
                **common,
                label=block.label,
                caption=block.caption,
                subtitle=block.subtitle,
                header_rows=block.header_rows,
                rows=tuple(tuple(_cells(row, targets)) for row in block.rows),
                notes=_rich(block.notes, targets),
                source=_rich(block.source, targets),
            )
        case "figure":
            return model.Figure(
                **common,
                label=block.label,
                caption=block.caption,
                alt_text=block.alt_text,
                notes=_rich(block.notes, targets),
                source=_rich(block.source, targets),
            )
        case _:
            return model.Paragraph(**common)


def _boxes(placements: Iterable[Placement]) -> Iterator[model.PageBox]:
    for place in placements:
        yield model.PageBox(page=place.page, box=rounded(place.box))


def _cells(row: Iterable[CellDraft], targets: Targets) -> Iterator[model.TableCell]:
    for cell in row:
        yield model.TableCell(
            text=cell.inline.text,
            col_span=cell.col_span,
            row_span=cell.row_span,
            header=cell.header,
            links=tuple(targets.link(span) for span in cell.inline.links),
            footnote_refs=cell.inline.refs,
        )


def _rich(inline: Inline | None, targets: Targets) -> model.RichText | None:
    if inline is None:
        return None
    links = tuple(targets.link(span) for span in inline.links)
    return model.RichText(text=inline.text, links=links, footnote_refs=inline.refs, emphasis=inline.emphasis)


def _nfc(text: str) -> str:
    """Return ``text`` in NFC; texts with marks, whose places would move, are in NFC already."""
    return text if text.isascii() or unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def _footnotes(
    notes: Iterable[NoteDraft], blocks: Iterable[model.AnyBlock], targets: Targets
) -> Iterator[model.Footnote]:
    calls: dict[int, list[model.BlockOffset]] = {}
    for block in blocks:
        for ref in refs_in(block):
            calls.setdefault(ref.number, []).append(model.BlockOffset(block=block.id, offset=ref.offset))
    for note in notes:
        if note.number is None:
            continue
        yield model.Footnote(
            number=note.number,
            text=note.inline.text,
            links=tuple(targets.link(span) for span in note.inline.links),
            emphasis=note.inline.emphasis,
            page=note.page,
            boxes=tuple(_boxes(note.placements)),
            refs=tuple(calls.get(note.number, ())),
        )


def _text_of_part(blocks: Iterable[model.AnyBlock], part: model.Part) -> str | None:
    texts = [block.text for block in blocks if block.part == part and not isinstance(block, model.Heading)]
    return "\n".join(texts) if texts else None


def _disclaimer(blocks: Iterable[model.AnyBlock]) -> model.Disclaimer | None:
    text = _text_of_part(blocks, "disclaimer")
    if text is None:
        return None
    variant = next((name for start, name in _DISCLAIMERS.items() if text.startswith(start)), "other")
    return model.Disclaimer(text=text, variant=variant)
