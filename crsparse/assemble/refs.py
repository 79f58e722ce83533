"""The note calls of a block, wherever in it they stand."""

from collections.abc import Iterator

from crsparse import model


def refs_in(block: model.AnyBlock) -> Iterator[model.FootnoteRef]:
    """Yield every note call of a block, those in cells, notes and source included."""
    yield from block.footnote_refs
    if isinstance(block, model.Table):
        for row in block.rows:
            for cell in row:
                yield from cell.footnote_refs
    if isinstance(block, model.Table | model.Figure):
        for text in (block.source, block.notes):
            if text is not None:
                yield from text.footnote_refs
