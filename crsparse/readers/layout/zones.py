"""Where tables stand: told by their rules, their shading and their captions.

CRS's tables have a rule above and below the head and one at the end, in pieces a cell; the last is missing where a
table runs on to the next page. Cues, in this order: rules of equal extent, one below the other, with nothing between
that ends a table (a caption, ``Source:``, prose in the type of the text); below the last of them, and between caption
and first rule, lines that keep to the columns; shading in a grid below a caption.

Always true: a zone holds at least one line; captions, sources and prose are never in it. Known to be missed: tables
without rules, shading and caption, which :mod:`crsparse.readers.layout.grids` looks for in the flow of the text.
"""

from collections.abc import Sequence

from msgspec import Struct

from crsparse.elements import Anchor
from crsparse.geometry import Box, union
from crsparse.looks import family
from crsparse.readers.layout.drawings import Rule
from crsparse.readers.layout.furniture import FOOT, HEAD
from crsparse.readers.layout.letters import Widths
from crsparse.readers.layout.lines import Line
from crsparse.readers.layout.merged_runs import cut_merged
from crsparse.readers.layout.sheets import Sheet, Typography, is_prose
from crsparse.readers.layout.words import TABLES, begins_caption, begins_legend

SHORTEST = 60.0
"""Least length of a table's rule in points."""
MOST_RULES = 500
"""Horizontal rules from which a page is a drawing; a table of CRS's has some fifty on a page."""
EQUAL = 9.0
"""Ends of rules of one table differ by less than this, in points."""
BELOW_CAPTION = 62.0
"""A table begins at most this far below its caption, in points; a subtitle may stand between."""
APART = 3.2
"""Lines further below a table without a last rule than this, as a multiple of their size, are not in it."""
CROSSING = 3.0
"""A line that reaches over a column's edge by more than this at both sides, in points, crosses it."""


class Zone(Struct):
    """The place of a table and what is known of its structure."""

    box: Box
    """From the first rule, or the first line, to the last."""
    edges: list[float]
    """Boundaries of the columns, both ends included; two when none are known."""
    rules: list[Rule]
    """Horizontal rules inside, from top to bottom, partial ones included."""
    lines: list[Line]
    """The lines inside."""


def take_zones(sheet: Sheet, body: Typography, owners: dict[int, Anchor], widths: Widths) -> list[Zone]:
    """Remove the lines in tables from a sheet and return the tables, from top to bottom.

    ``owners`` is the link of each run by its ``id``; runs that are cut keep theirs.
    """
    zones = []
    for group in _groups(sheet, body):
        zone = _zone(sheet, group, body, owners, widths)
        if zone is not None:
            zones.append(zone)
    zones += _shaded(sheet)
    return sorted(zones, key=lambda zone: (zone.box[1], zone.box[0]))


def _groups(sheet: Sheet, body: Typography) -> list[list[Rule]]:
    """Return the rules that may belong to one table each, those of full extent with the partial ones between."""
    high = sheet.height
    rules = [rule for rule in sheet.drawings.horizontal if HEAD * high < rule.place < (1 - FOOT) * high]
    if len(rules) > MOST_RULES:
        rules = [rule for rule in rules if rule.length >= SHORTEST]
    if len(rules) > MOST_RULES:
        return []
    groups: list[list[Rule]] = []
    for rule in rules:
        for group in groups:
            first = group[0]
            inside = rule.start >= first.start - EQUAL and rule.end <= first.end + EQUAL
            if inside and not _is_over(sheet, group[-1].place, rule, body, group):
                group.append(rule)
                break
        else:
            if rule.length >= SHORTEST:
                groups.append([rule])
    return groups


def _is_over(sheet: Sheet, top: float, rule: Rule, body: Typography, group: Sequence[Rule]) -> bool:
    """Tell whether something between ``top`` and ``rule`` ends the table that began above."""
    first = group[0]
    joints = sorted({joint for each in (*group, rule) for joint in each.joints})
    prose = 0
    for line in sheet.lines:
        if (
            not top < line.baseline < rule.place
            or not first.start - EQUAL < (line.x0 + line.x1) / 2 < first.end + EQUAL
        ):
            continue
        if begins_caption(line.text) or begins_legend(line.text):
            return True
        if is_prose(line, body, first.length) and (not joints or _crosses(line, joints)):
            prose += 1
    return prose > 1


def _crosses(line: Line, joints: Sequence[float]) -> bool:
    return any(line.x0 + CROSSING < joint < line.x1 - CROSSING for joint in joints)


def _zone(
    sheet: Sheet, group: Sequence[Rule], body: Typography, owners: dict[int, Anchor], widths: Widths
) -> Zone | None:
    """Return the table of a group of rules, None when they are no table's."""
    first, last = group[0], group[-1]
    edges = _edges(group, sheet.drawings.vertical)
    caption = _caption_above(sheet, first)
    if len(edges) > 2:
        top = first.place - BELOW_CAPTION
        above = [line for line in sheet.lines if line.box[1] < top]
        below = [line for line in sheet.lines if line.box[1] >= top]
        sheet.lines = [*above, *cut_merged(below, edges, owners, widths)]
    inside = [line for line in sheet.lines if _is_between(line, first, first.place, last.place)]
    if len(edges) == 2 and caption is None and not _has_columns(inside) and not _is_grid(sheet, group):
        return None
    lines = [*_above(sheet, first, caption), *inside]
    joints = edges[1:-1]
    below = _below(sheet, first, last, joints, body, ruled=len(group) > 2)
    lines += below
    if not lines or (len(lines) < 2 and caption is None):
        return None
    taken = {id(line) for line in lines}
    sheet.lines = [line for line in sheet.lines if id(line) not in taken]
    text = union(line.box for line in lines)
    box = (min(first.start, text[0]), min(first.place, text[1]), max(first.end, text[2]), max(last.place, text[3]))
    return Zone(box, edges, list(group), lines)


def _edges(group: Sequence[Rule], posts: Sequence[Rule]) -> list[float]:
    """Return the boundaries of the columns: the joints of all rules, vertical rules, and both ends."""
    start, end = min(rule.start for rule in group), max(rule.end for rule in group)
    top, bottom = group[0].place, group[-1].place
    marks = [joint for rule in group for joint in rule.joints]
    marks += [at for rule in group for at in (rule.start, rule.end)]
    marks += [post.place for post in posts if post.start < bottom and post.end > top and post.length > 6]
    edges = [start]
    for mark in sorted(marks):
        if start + EQUAL < mark < end - EQUAL and mark - edges[-1] > 4.0:
            edges.append(mark)
    return [*edges, end]


def _is_between(line: Line, rule: Rule, top: float, bottom: float) -> bool:
    box = line.box
    middle = (box[1] + box[3]) / 2
    return top < middle < bottom and box[0] > rule.start - EQUAL and box[2] < rule.end + EQUAL


def _has_columns(lines: Sequence[Line]) -> bool:
    """Tell whether lines stand side by side on at least two baselines."""
    rows: dict[int, int] = {}
    for line in lines:
        rows[round(line.baseline)] = rows.get(round(line.baseline), 0) + 1
    return sum(1 for count in rows.values() if count > 1) >= 2


def _is_grid(sheet: Sheet, group: Sequence[Rule]) -> bool:
    """Tell whether vertical rules close the rows at both sides: a table of one column in full borders."""
    first, last = group[0], group[-1]

    def closed(at: float) -> bool:
        posts = [post for post in sheet.drawings.vertical if abs(post.place - at) <= EQUAL]
        covered = sum(min(post.end, last.place) - max(post.start, first.place) for post in posts)
        return covered >= 0.7 * (last.place - first.place)

    return len(group) > 2 and closed(first.start) and closed(first.end)


def _caption_above(sheet: Sheet, rule: Rule) -> Line | None:
    """Return the caption of the table whose first rule this is."""
    found = None
    for line in sheet.lines:
        if line.angle or not 0 < rule.place - line.baseline <= BELOW_CAPTION:
            continue
        if begins_caption(line.text, TABLES) and line.x1 > rule.start and line.x0 < rule.end:
            found = line
    return found


def _above(sheet: Sheet, rule: Rule, caption: Line | None) -> list[Line]:
    """Return the lines of a head that stands above the first rule: side by side, below the caption."""
    if caption is None:
        return []
    between = [line for line in sheet.lines if _is_between(line, rule, caption.baseline + 2, rule.place)]
    rows = [line for line in between if any(_side_by_side(line, other) for other in between if other is not line)]
    if not rows:
        return []
    top = min(line.top for line in rows) - 1
    return [line for line in between if line.top >= top]


def _side_by_side(a: Line, b: Line) -> bool:
    return abs(a.baseline - b.baseline) < 0.3 * a.size


def _below(sheet: Sheet, first: Rule, last: Rule, joints: Sequence[float], body: Typography, ruled: bool) -> list[Line]:
    """Return the lines below the last rule that still belong to the table, because it has no rule at its end."""
    low = [
        line
        for line in sheet.lines
        if line.box[1] > last.place - 2 and line.box[0] > first.start - EQUAL and line.box[2] < first.end + EQUAL
    ]
    low.sort(key=lambda line: (line.box[1], line.box[0]))
    fonts = {
        family(run.font.name) for line in sheet.lines if first.place < line.baseline < last.place for run in line.runs
    }
    lines: list[Line] = []
    bottom = last.place
    for line in low:
        if fonts and family(line.style.font) not in fonts:
            break
        if line.box[1] - bottom > APART * line.size or begins_caption(line.text) or begins_legend(line.text):
            break
        if is_prose(line, body, first.length) and (not joints or _crosses(line, joints)):
            break
        lines.append(line)
        bottom = max(bottom, line.box[3])
    if ruled or not joints:
        # below a last rule only what stands side by side goes on with the table
        rows = [line for line in lines if any(_side_by_side(line, other) for other in lines if other is not line)]
        if len(rows) < 2 or rows[0].box[1] - last.place > 2 * rows[0].size:
            return []
    elif sum(1 for line in lines if _crosses(line, joints)) > len(lines) / 2:
        return []
    return lines


def _shaded(sheet: Sheet) -> list[Zone]:
    """Return tables told by a caption and shaded cells below it."""
    zones = []
    for caption in [line for line in sheet.lines if begins_caption(line.text, TABLES) and not line.angle]:
        cells = _shaded_cells(sheet, caption)
        if len(cells) < 4:
            continue
        box = union(cells)
        edges = _clusters([cell[0] for cell in cells] + [cell[2] for cell in cells])
        if len(edges) < 3:
            continue
        lines = sheet.take(box, 2.0)
        if lines:
            zones.append(Zone(union([box, *(line.box for line in lines)]), edges, [], lines))
    return zones


def _shaded_cells(sheet: Sheet, caption: Line) -> list[Box]:
    stop = min(
        (line.box[1] for line in sheet.lines if line.baseline > caption.baseline + 4 and begins_legend(line.text)),
        default=sheet.height * (1 - FOOT),
    )
    cells = [
        area
        for area in sheet.drawings.areas
        if caption.baseline < area[1] and area[3] <= stop + 2 and area[2] - area[0] > 8 and 6 < area[3] - area[1] < 60
    ]
    left, right = caption.x0, caption.x1
    found: list[Box] = []
    for cell in sorted(cells):  # from the caption's place on, as far as they touch
        if cell[0] < right + EQUAL and cell[2] > left - EQUAL:
            found.append(cell)
            left, right = min(left, cell[0]), max(right, cell[2])
    return found


def _clusters(marks: Sequence[float]) -> list[float]:
    clusters: list[list[float]] = []
    for mark in sorted(marks):
        if clusters and mark - clusters[-1][-1] <= 4.0:
            clusters[-1].append(mark)
        else:
            clusters.append([mark])
    return [sum(cluster) / len(cluster) for cluster in clusters]
