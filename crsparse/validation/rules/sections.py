"""Sections: the tree says what the headings say."""

from collections.abc import Iterator

from crsparse.model import Heading, Section
from crsparse.validation.findings import Problem
from crsparse.validation.subject import Subject


def section_headings(subject: Subject) -> Iterator[Problem]:
    """Each section names its own heading, in reading order, with the heading's text and level."""
    headed: list[str] = []
    for place, section in enumerate(subject.document.sections):
        pointer = f"/sections/{place}"
        block = subject.blocks.get(section.heading_block)
        if not isinstance(block, Heading):
            what = "no block" if block is None else "no heading"
            yield Problem(f"{pointer}/heading_block", f"{section.heading_block} is {what}", "the id of a heading")
            continue
        headed.append(block.id)
        if section.title != block.text:
            message = f"the section is called {_cut(section.title)}, its heading {block.id} {_cut(block.text)}"
            yield Problem(f"{pointer}/title", message, "the text of the heading")
        if section.level != block.level:
            message = f"the section is on level {section.level}, its heading {block.id} on level {block.level}"
            yield Problem(f"{pointer}/level", message, "one level")
    known = set(headed)
    if headed != [block.id for _, block in subject.headings if block.id in known]:
        yield Problem("/sections", "the sections are not in the order of their headings", "reading order")
    for at, block in subject.headings:
        if block.id not in known:
            yield Problem(
                f"/blocks/{at}", f"no section belongs to the heading {block.id}", "a section for each heading"
            )


def section_tree(subject: Subject) -> Iterator[Problem]:
    """A section's parent is the last section before it, in the same part of the product, with a lower level."""
    open_sections: list[Section] = []
    part: str | None = None
    for place, section in enumerate(subject.document.sections):
        heading = subject.blocks.get(section.heading_block)
        if heading is not None and heading.part != part:
            open_sections.clear()
            part = heading.part
        while open_sections and open_sections[-1].level >= section.level:
            open_sections.pop()
        parent = open_sections[-1].id if open_sections else None
        if section.parent != parent:
            if section.parent is not None and section.parent not in subject.sections:
                message = f"there is no section {section.parent}"
            else:
                message = f"the parent of {section.id} is {section.parent or 'null'}"
            yield Problem(f"/sections/{place}/parent", message, f"{parent or 'null'}, as the levels say")
        open_sections.append(section)


def block_sections(subject: Subject) -> Iterator[Problem]:
    """A block belongs to the section of the last heading before it in its part, a heading to its own."""
    opened = {section.heading_block: section.id for section in subject.document.sections}
    current: str | None = None
    part: str | None = None
    for place, block in enumerate(subject.document.blocks):
        if block.part != part:
            current, part = None, block.part
        if isinstance(block, Heading):
            current = opened.get(block.id, current)
        if block.section != current:
            if block.section is not None and block.section not in subject.sections:
                message = f"there is no section {block.section}"
            else:
                message = f"{block.id} is in {'section ' + block.section if block.section else 'no section'}"
            yield Problem(f"/blocks/{place}/section", message, f"{current or 'null'}, the section in which it stands")


def _cut(text: str) -> str:
    return repr(text if len(text) <= 60 else f"{text[:59]}…")
