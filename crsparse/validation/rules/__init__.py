"""The contract's own rules: what the schema can't say, one small function a rule.

A rule is ``(subject) -> problems``, pure; its name is the code under which its findings are told, its docstring says
what holds. Rules are asked only of documents that satisfy the schema.
"""

from collections.abc import Callable, Iterable
from typing import TypeAlias

from crsparse.validation.findings import Problem
from crsparse.validation.rules import (
    citations,
    counts,
    offsets,
    order,
    pages,
    product,
    references,
    sections,
    tables,
    texts,
)
from crsparse.validation.subject import Subject

Rule: TypeAlias = Callable[[Subject], Iterable[Problem]]

RULES: tuple[Rule, ...] = (
    order.block_ids,
    order.section_ids,
    order.note_numbers,
    order.furniture_order,
    pages.page_range,
    pages.page_order,
    pages.boxes,
    sections.section_headings,
    sections.section_tree,
    sections.block_sections,
    offsets.link_range,
    offsets.link_ends,
    offsets.link_order,
    offsets.call_range,
    offsets.call_order,
    offsets.emphasis_range,
    references.link_targets,
    references.link_kinds,
    references.calls_have_notes,
    references.notes_know_their_calls,
    references.diagnostic_blocks,
    citations.citation_places,
    citations.citation_range,
    citations.citation_order,
    citations.citation_works,
    tables.table_grid,
    tables.header_rows,
    tables.captions,
    texts.clean_text,
    texts.text_present,
    texts.contents_entries,
    texts.disclaimer_text,
    texts.acknowledgments_text,
    product.product_number,
    product.publication_date,
    counts.counts,
    counts.block_contents,
    counts.note_contents,
)
