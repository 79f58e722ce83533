"""Pages to lines: furniture apart, columns one after the other, drop caps at the head of their words."""

from collections.abc import Sequence

from msgspec import structs

from crsparse.readers.text import columns
from crsparse.readers.text.dropcaps import restored
from crsparse.readers.text.furniture import furniture_rows, is_furniture, margin_of
from crsparse.readers.text.lines import Line, Row, pages


def lines_of_text(text: str, geometry: bool) -> tuple[list[Line], list[int]]:
    """Return the lines of a text in reading order, and the indexes of those that are furniture.

    ``geometry`` says whether spaces keep the page's layout.
    """
    sheets = pages(text)
    by_page: dict[int, set[int]] = {}
    for page, row in furniture_rows(sheets):
        by_page.setdefault(page, set()).add(row)
    lines: list[Line] = []
    furniture: list[int] = []
    texts = [_without(sheet, by_page.get(number, set())) for number, sheet in enumerate(sheets)] if geometry else []
    gutters = [gutter for text in texts if (gutter := columns.gutter_of(text)) is not None]
    for number, sheet in enumerate(sheets):
        rows = by_page.get(number, set())
        found, apart = _with_geometry(sheet, rows, gutters) if geometry else _plain(sheet, rows)
        furniture += [len(lines) + place for place in apart]
        lines += found
    # a product number may share its row with the text of another column
    furniture = sorted({*furniture, *(n for n, line in enumerate(lines) if is_furniture(line.text))})
    return restored(lines, furniture)


def _with_geometry(rows: Sequence[Row], furniture: set[int], gutters: Sequence[int]) -> tuple[list[Line], list[int]]:
    """Return the lines of a page and the places of its furniture: what is above the text, and then what is below."""
    text = _without(rows, furniture)
    first = min((r for r in range(len(rows)) if r not in furniture), default=len(rows))
    head = [_bare(rows[r]) for r in sorted(furniture) if r < first]
    foot = [_bare(rows[r]) for r in sorted(furniture) if r > first]
    lines = columns.lines_of(text, margin_of([rows[r] for r in sorted(furniture)]), gutters)
    below = len(head) + len(lines)
    return [*head, *lines, *foot], [*range(len(head)), *range(below, below + len(foot))]


def _plain(rows: Sequence[Row], furniture: set[int]) -> tuple[list[Line], list[int]]:
    """Return the lines of a page and the places of its furniture, all in their order."""
    result: list[Line] = []
    texts = iter(_without(rows, furniture))
    first = True
    for r, row in enumerate(rows):
        if r in furniture:
            result.append(_bare(row))
        else:
            result.append(Line(row.text.strip(" "), row.page, 0, next(texts).gap, 0, first))
            first = False
    return result, sorted(furniture)


def _without(rows: Sequence[Row], furniture: set[int]) -> list[Row]:
    """Return the rows that are no furniture, with the gaps that are between them then."""
    result: list[Row] = []
    gap = 0
    for r, row in enumerate(rows):
        gap += row.gap
        if r not in furniture:
            result.append(structs.replace(row, gap=gap if result else 0))
            gap = 0
    return result


def _bare(row: Row) -> Line:
    return Line(row.text.strip(" "), row.page)
