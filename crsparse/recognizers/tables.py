"""Tables: pieces joined over pages, captions, head rows, spans, notes; text boxes that are tagged as tables.

What CRS prints: caption and subtitle above, notes below (see :mod:`captions`). A table over several pages is several
Table elements, each with its head again (R48911). THead and TH are rare, head cells are mostly bold TD. Text boxes are
tables of one cell (R48907).

Cues, in this order: the reader's claim that something is a table; the caption nearest above it; for a further piece,
that it has the same number of columns, stands on the next page, and that nothing but notes and furniture lies between.

Always true: every cell of every piece is in the table, but for repeated head rows, which are furniture.
Known to miss: a table that goes on beside other text on one page; a row that a page end cuts stays two rows.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import islice

from msgspec.structs import replace

from crsparse.drafts import BlockDraft, CellDraft, Claim, FurnitureDraft
from crsparse.elements import Cell
from crsparse.inline import Inline, IsCall, behind, flatten, join
from crsparse.recognizers.captions import (
    captions,
    joined,
    notes_below,
    placed,
    source_and_notes,
    split_caption,
    subtitles,
)
from crsparse.recognizers.heads import MOST_HEAD_ROWS, head_rows
from crsparse.recognizers.spans import column_spans
from crsparse.recognizers.view import BULLET, TABLES, View, key

_REACH = 6
"""Elements other than notes and figures that may stand between a caption and its table."""


def recognize(view: View) -> Iterator[Claim]:
    """Claim tables with all that belongs to them."""
    free = set(view.free)
    tables = [index for index in view.free if view.elements[index].kind == "table"]
    of_table = _captions_of(view, tables, captions(view, TABLES))
    interrupting = frozenset(view.free)  # what other rules have claimed, such as the imprint below, does not interrupt
    for index in tables:
        if index not in free:
            continue
        caption = of_table.get(index)
        if caption is None and _is_box(view, index):
            free.discard(index)
            yield Claim((index,), tuple(_box_blocks(view, index)))
            continue
        pieces = [index]
        for piece in islice(tables, bisect_right(tables, index), None):
            if piece in free:
                if not _goes_on(view, pieces, piece, of_table, interrupting):
                    break
                pieces.append(piece)
        yield _table(view, caption, pieces, free)


def _captions_of(view: View, tables: Sequence[int], heads: Sequence[int]) -> dict[int, int]:
    """Return the caption of each table: the next table after a caption, or one below it that the tags put before."""
    result: dict[int, int] = {}
    for place, caption in enumerate(heads):
        end = heads[place + 1] if place + 1 < len(heads) else len(view.elements)
        before = heads[place - 1] if place else -1
        after = [index for index in _within(tables, caption, end) if index not in result]
        if after and _between(view, caption, after[0]) <= _REACH:
            result[after[0]] = caption
            continue
        above = [
            index
            for index in _within(tables, before, caption)
            if index not in result and _stands_above(view, caption, index)
        ]
        if above:
            result[above[-1]] = caption
    return result


def _within(tables: Sequence[int], after: int, before: int) -> Sequence[int]:
    """Return the tables that stand behind one index and before another."""
    return tables[bisect_right(tables, after) : bisect_left(tables, before)]


def _between(view: View, caption: int, table: int) -> int:
    skipped = ("note", "figure", "furniture")
    return sum(1 for index in range(caption + 1, table) if view.elements[index].kind not in skipped)


def _stands_above(view: View, caption: int, table: int) -> bool:
    above, below = view.elements[caption].placements, view.elements[table].placements
    return bool(above and below) and above[-1].page == below[0].page and 0 <= below[0].box[1] - above[-1].box[3] < 60


def _is_box(view: View, index: int) -> bool:
    """Tell whether a table is a text box: one column whose cells hold prose."""
    rows = view.elements[index].rows
    if max(sum(1 for cell in row if cell.paragraphs) for row in rows) > 1:
        return False
    return len(rows) <= 3 and sum(len(cell.paragraphs) for row in rows for cell in row) >= 1


def _box_blocks(view: View, index: int) -> Iterator[BlockDraft]:
    """Yield the paragraphs of a text box."""
    element = view.elements[index]
    is_call = view.calls_on(element.page, element.end_page)
    for row in element.rows:
        for cell in row:
            for paragraph in cell.paragraphs:
                inline = flatten(paragraph, is_call)
                bullet = BULLET.match(inline.text)
                block = replace(view.block(index, "paragraph", inline), first_line=None, last_line=None)
                if bullet:
                    marker = bullet.group().strip()
                    block = replace(
                        block, type="list_item", level=0, marker=marker, inline=behind(inline, bullet.end())
                    )
                yield block


def _goes_on(
    view: View, pieces: Sequence[int], index: int, of_table: Mapping[int, int], interrupting: AbstractSet[int]
) -> bool:
    """Tell whether a table is a further piece, on the next page, of one that begins with ``pieces``."""
    last, piece = view.elements[pieces[-1]], view.elements[index]
    caption = of_table.get(index)
    label = _label(view, of_table.get(pieces[0]))
    if (caption is not None and _label(view, caption) != label) or last.end_page is None or piece.page is None:
        return False
    if piece.page != last.end_page + 1 or _columns(last.rows) != _columns(piece.rows):
        return False
    return not any(other in interrupting and _interrupts(view, other, label) for other in range(pieces[-1] + 1, index))


def _label(view: View, caption: int | None) -> str | None:
    return None if caption is None else split_caption(view.texts[caption])[0]


def _columns(rows: Sequence[Sequence[Cell]]) -> int:
    return max(sum(cell.col_span for cell in row) for row in rows)


def _interrupts(view: View, index: int, label: str | None) -> bool:
    """Tell whether an element ends a table: anything but notes, furniture and the table's own caption."""
    element = view.elements[index]
    if element.kind in ("note", "furniture") or not view.texts[index]:
        return False
    return label is None or _label(view, index) != label


def _table(view: View, caption: int | None, pieces: Sequence[int], free: set[int]) -> Claim:
    """Return the claim of a table; what it takes is ``free`` no more."""
    first, last = view.elements[pieces[0]], view.elements[pieces[-1]]
    top = first.placements[0] if first.placements else None
    end = last.placements[-1] if last.placements else None
    elements = list(pieces)
    under: list[int] = []
    furniture: list[FurnitureDraft] = []
    head = Inline()
    if caption is not None:
        elements.append(caption)
        head = view.inline(caption)
        between = [index for index in range(caption + 1, pieces[0]) if index in free]
        under = [
            index
            for index in subtitles(view, caption, top.box if top else None, top.page if top else None, between)
            if index in free
        ]
        elements.extend(under)
        free.difference_update(elements)
        for index in range(pieces[0] + 1, pieces[-1]):
            if index in free and _label(view, index) == _label(view, caption):
                elements.append(index)  # the caption again on a later page
                element = view.elements[index]
                furniture.append(FurnitureDraft(index, "header", view.printed(index), element.page, element.placements))
    free.difference_update(elements)
    sources, notes = notes_below(view, pieces[-1], end.box if end else None, end.page if end else None, free)
    elements.extend((*sources, *notes))
    free.difference_update((*sources, *notes))
    rows, header_rows, repeated = _rows(view, pieces)
    furniture.extend(repeated)
    label, title = split_caption(head.text)
    subtitle = joined(view, under, " ")
    if subtitle:  # a call on the subtitle, which is bare text, is kept at the end of the caption
        head = join(head, Inline(refs=subtitle.refs))
    source, remarks = source_and_notes(view, sources, notes)
    block = replace(
        view.block(pieces[0], "table", head),
        order=caption if caption is not None else pieces[0],
        placements=placed(view, [*([] if caption is None else [caption]), *under, *pieces, *sources, *notes]),
        names=(*(view.elements[caption].names if caption is not None else ()), *first.names),
        label=label,
        caption=title,
        subtitle=subtitle.text if subtitle else None,
        rows=rows,
        header_rows=header_rows,
        source=source,
        notes=remarks,
    )
    return Claim(tuple(sorted(elements)), (block,), furniture=tuple(furniture))


def _rows(view: View, pieces: Sequence[int]) -> tuple[tuple[tuple[CellDraft, ...], ...], int, list[FurnitureDraft]]:
    """Return the rows of all pieces, the number of head rows, and the heads repeated on later pages as furniture."""
    everything: list[tuple[Cell, ...]] = []
    origins: list[int] = []
    repeated: list[FurnitureDraft] = []
    opening = view.elements[pieces[0]].rows
    head = head_rows(opening)
    for piece in pieces:
        rows = view.elements[piece].rows
        same = 0
        if piece != pieces[0]:
            limit = min(max(head, 1), len(rows), len(opening))
            while same < limit and _row_key(rows[same]) == _row_key(opening[same]) and _row_key(rows[same]):
                same += 1
            for row in rows[:same]:
                text = " ".join(_cell_text(cell).text for cell in row if cell.paragraphs)
                repeated.append(FurnitureDraft(piece, "header", text, view.elements[piece].page))
        everything.extend(rows[same:])
        origins.extend([piece] * (len(rows) - same))
    head = max(head, 1 if repeated else 0)
    spans = column_spans(everything)
    drafts = []
    for number, (row, widths, origin) in enumerate(zip(everything, spans, origins, strict=True)):
        element = view.elements[origin]
        is_call = view.calls_on(element.page, element.end_page)
        drafts.append(
            tuple(
                CellDraft(
                    _cell_text(cell, is_call),
                    width,
                    cell.row_span,
                    header=number < head or (cell.header and number < MOST_HEAD_ROWS),
                )
                for cell, width in zip(row, widths, strict=True)
            )
        )
    return tuple(drafts), head, repeated


def _cell_text(cell: Cell, is_call: IsCall | None = None) -> Inline:
    result = Inline()
    for paragraph in cell.paragraphs:
        result = join(result, flatten(paragraph, is_call), "\n")
    return result


def _row_key(row: Sequence[Cell]) -> str:
    return key(" ".join(run.text for cell in row for paragraph in cell.paragraphs for run in paragraph))
