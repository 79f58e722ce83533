"""Marks: how kinds of blocks are told apart: a colour in the style sheet, and a word for those who see none."""

from crsparse.model import AnyBlock, Heading

KINDS = {
    "title": "Title",
    "heading": "Heading",
    "paragraph": "Paragraph",
    "list_item": "List item",
    "quote": "Quote",
    "table": "Table",
    "figure": "Figure",
    "contents_entry": "Contents",
}
"""Names of the types of blocks, in the order of the legend."""


def kind_of(block: AnyBlock) -> str:
    """Return the type of a block."""
    return str(type(block).__struct_config__.tag)


def name_of(block: AnyBlock) -> str:
    """Return what a block is called, e.g. ``Heading 2``."""
    name = KINDS[kind_of(block)]
    return f"{name} {block.level}" if isinstance(block, Heading) else name
