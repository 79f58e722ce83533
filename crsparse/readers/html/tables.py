"""Tables: rows and cells with their spans; which tables only lay out the page.

Cues for a table that only lays out: it claims so (``role="presentation"``), or it holds headings, other tables or
notes. Its cells are then read as the page's own units. A text box, which CRS's HTML sets as a table of one cell, stays
a table.
Always true: a cell covers at least one row and one column, and no more than HTML allows.
"""

from collections.abc import Iterator

from crsparse.readers.html.markup import Tag

_MOST_COLUMNS = 1000
"""HTML's own limit for ``colspan`` (HTML Standard, 4.9.11)."""
_MOST_ROWS = 65534
"""HTML's own limit for ``rowspan``."""
_GROUPS = frozenset({"thead", "tbody", "tfoot"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


def lays_out(table: Tag) -> bool:
    """Tell whether a table only places units on the page."""
    if table.get("role") in ("presentation", "none"):
        return True
    return any(
        tag.name in _HEADINGS or tag.name == "table" for kid in table.kids if isinstance(kid, Tag) for tag in kid.tags()
    )


def rows_of(table: Tag) -> Iterator[tuple[Tag, bool]]:
    """Yield the rows, and whether each stands in the table's head."""
    for kid in table.kids:
        if isinstance(kid, Tag):
            if kid.name == "tr":
                yield kid, False
            elif kid.name in _GROUPS:
                for row in kid.kids:
                    if isinstance(row, Tag) and row.name == "tr":
                        yield row, kid.name == "thead"


def strays_of(table: Tag) -> Iterator[Tag | str]:
    """Yield what stands in a table but in no cell: the caption, and what broken markup leaves between the rows."""
    for kid in table.kids:
        if not isinstance(kid, Tag):
            yield kid
        elif kid.name in _GROUPS or kid.name == "tr":
            yield from strays_of(kid)
        elif kid.name not in ("td", "th") or table.name != "tr":
            yield kid


def spans(cell: Tag) -> tuple[int, int]:
    """Return how many columns and rows a cell covers."""
    return _span(cell.get("colspan"), _MOST_COLUMNS), _span(cell.get("rowspan"), _MOST_ROWS)


def _span(value: str | None, most: int) -> int:
    digits = (value or "").strip()
    if not digits.isascii() or not digits.isdigit() or len(digits) > 9:
        return 1
    return min(max(int(digits), 1), most)
