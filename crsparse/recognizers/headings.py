"""Headings and their levels.

What CRS prints. Reports, Insights, Sidebars: Palatino 18, 14, 12 bold, 12 bold italic; In Focus: blue Gill Sans 12.5
and
10. Style sets the level; some documents skip the top style (IN12669). Tags err: paragraphs tagged as headings, headings
tagged as P, a heading glued to its paragraph (IF10491), appendix headings tagged H4 (R46646), captions tagged H1.

Cues, in this order: a style that headings of this document have and its body has not; the source's claim. Levels: the
Contents' indent for the headings of a style, by majority; else the rank of the style among the document's.
Always true: a heading is short and not set in the body's style. Bold run-in phrases are no headings.
Known to miss: a heading in a style of its own that no one claims.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from crsparse.drafts import BlockDraft, Claim
from crsparse.elements import Run
from crsparse.inline import flatten
from crsparse.looks import UNKNOWN, Look, look_of
from crsparse.model import Part
from crsparse.recognizers.landmarks import end_matter_of, is_entry, split_entry, titles_of
from crsparse.recognizers.view import CAPTION, View, key

_LONGEST = 300
"""Characters; CRS's longest headings have some 200."""
_PROSE = 80
"""Characters from which an unclaimed element that ends like a sentence is prose, whatever its style."""
_RANKED_PARTS: frozenset[Part] = frozenset({"body", "appendix", "summary"})


def recognize(view: View) -> Iterator[Claim]:
    """Claim headings, and split those that are glued to their paragraph."""
    body = _body_look(view)
    styles = _heading_looks(view, body)
    found: list[tuple[int, Look, BlockDraft, tuple[BlockDraft, ...]]] = []
    for index in view.free:
        if (
            view.elements[index].kind in ("table", "figure", "note", "furniture", "contents_entry")
            or not view.texts[index]
        ):
            continue
        if _is_heading(view, index, body, styles):
            found.append((index, _style(view.looks[index]), view.block(index, "heading"), ()))
            continue
        glued = _glued(view, index, styles)
        if glued:
            head, rest = view.elements[index].runs[:glued], view.elements[index].runs[glued:]
            is_call = view.calls_on(view.elements[index].page, view.elements[index].end_page)
            heading = view.block(index, "heading", flatten(head, is_call))
            paragraph = view.block(index, "paragraph", flatten(rest, is_call))
            found.append((index, _style(look_of(head)), heading, (paragraph,)))
    found = list(_settled(view, found))
    levels = _levels(view, [(index, style) for index, style, _, _ in found])
    for index, _, heading, rest_blocks in found:
        yield Claim((index,), (replace(heading, level=levels[index]), *rest_blocks))


def _settled(
    view: View, found: Sequence[tuple[int, Look, BlockDraft, tuple[BlockDraft, ...]]]
) -> Iterator[tuple[int, Look, BlockDraft, tuple[BlockDraft, ...]]]:
    """Yield the headings, those with words in italics in the style of one that has none or nothing else.

    "*Dunmore v. Salt Fork* and Moving Rivers" may be a roman heading that names a case or an italic one with a word
    set upright. Other headings decide: those with the same claimed level, else those that are all of one kind; else
    upright."""
    pure = [(index, style) for index, style, _, _ in found if not _is_mixed(view, index)]
    for index, style, heading, rest in found:
        if _is_mixed(view, index):
            pair = (replace(style, italic=False), replace(style, italic=True))
            known = [other for _, other in pure if other in pair]
            same = [
                other for i, other in pure if other in pair and view.elements[i].level == view.elements[index].level
            ]
            votes = Counter(same if view.elements[index].level else known) or Counter(known)
            style = max(pair, key=lambda look: votes[look])
        yield index, style, heading, rest


def _is_mixed(view: View, index: int) -> bool:
    runs = [run for run in view.elements[index].runs if any(c.isalpha() for c in run.text) and not run.superscript]
    return len({run.italic for run in runs}) > 1


def _body_look(view: View) -> Look:
    """Return the style of running text, by characters of the body's paragraphs."""
    weights: Counter[Look] = Counter()
    for index in view.free:
        if view.parts[index] in _RANKED_PARTS and view.elements[index].kind in (
            None,
            "paragraph",
            "list_item",
            "quote",
        ):
            weights[view.looks[index]] += len(view.texts[index])
    return max(weights, key=lambda look: weights[look]) if weights else UNKNOWN


def _style(look: Look) -> Look:
    """Return what of a look makes a heading style: templates vary in colour more than they mean to."""
    return Look(look.size, look.family, look.bold, look.italic)


def _heading_looks(view: View, body: Look) -> frozenset[Look]:
    """Return the styles of claimed headings that are set apart from the body and used for headings mainly."""
    claimed: Counter[Look] = Counter()
    prose: Counter[Look] = Counter()
    for index in view.free:
        element, look = view.elements[index], _style(view.looks[index])
        if CAPTION.match(view.texts[index]) or look.size == 0.0:
            continue
        if element.kind == "heading":
            claimed[look] += 1
        elif (
            element.kind in (None, "paragraph")
            and len(view.texts[index]) > _PROSE
            and view.texts[index].endswith((".", ":", ";"))
        ):
            prose[look] += 1
    return frozenset(look for look in claimed if _is_apart(look, body) and claimed[look] >= prose[look])


def _is_apart(look: Look, body: Look) -> bool:
    return (look.bold and not body.bold) or look.size > body.size + 0.9 or look.family != body.family


def _is_heading(view: View, index: int, body: Look, styles: frozenset[Look]) -> bool:
    element, text, look = view.elements[index], view.texts[index], view.looks[index]
    if element.kind in (None, "paragraph", "heading") and end_matter_of(text) == view.parts[index]:
        return True  # an In Focus tags "Disclaimer" P, in a style of its own; R48916 sets "Author Information" plain
    if len(text) > _LONGEST or CAPTION.match(text):
        return False
    if element.kind == "heading":
        if look.size == 0.0:
            return True
        # IF10491 tags paragraphs as headings: they are set like the body
        return _is_apart(look, body) and not (len(text) > 2 * _PROSE and text.endswith(".") and not look.bold)
    if element.kind not in (None, "paragraph") or look.size == 0.0:
        return False
    if _style(look) not in styles or not _one_style(element.runs, look):
        return False
    return not (len(text) > _PROSE and text.endswith((".", ";")))


def _one_style(runs: Sequence[Run], look: Look) -> bool:
    """Tell whether all words are in the look's size and family; headings mix italics, run-in phrases mix weights."""
    return all(
        (abs(run.size - look.size) < 0.6 and run.bold == look.bold) or run.superscript or not run.text.strip()
        for run in runs
    )


def _glued(view: View, index: int, styles: frozenset[Look]) -> int:
    """Return how many leading runs are a heading glued to its paragraph; 0 when none are."""
    element = view.elements[index]
    if element.kind not in (None, "paragraph") or len(element.runs) < 2:
        return 0
    count = 0
    while count < len(element.runs) and _style(look_of(element.runs[count : count + 1])) in styles:
        count += 1
    if not 0 < count < len(element.runs):
        return 0
    head, rest = look_of(element.runs[:count]), look_of(element.runs[count:])
    # a run-in phrase shares family and size with its paragraph; a glued heading does not
    return count if (head.family != rest.family or head.size > rest.size + 0.9) and head.bold else 0


def _levels(view: View, found: Sequence[tuple[int, Look]]) -> dict[int, int]:
    """Return the level of each heading."""
    listed = _contents_levels(view)
    votes: dict[Look, Counter[int]] = defaultdict(Counter)
    present: set[Look] = set()
    for index, style in found:
        if view.parts[index] in _RANKED_PARTS and key(view.texts[index]) != "summary":
            present.add(style)
            level = listed.get(key(view.texts[index]))
            if level is not None:
                votes[style][level] += 1
    ranks = {style: rank for rank, style in enumerate(sorted(present, key=_prominence), 1)}
    by_style = dict(ranks)
    for style, counts in votes.items():
        by_style[style] = max(counts, key=lambda level: (counts[level], -abs(level - ranks[style])))
    levels: dict[int, int] = {}
    for index, style in found:
        if view.parts[index] not in _RANKED_PARTS or key(view.texts[index]) == "summary":
            levels[index] = 1
        elif style.size == 0.0:
            levels[index] = listed.get(key(view.texts[index])) or view.elements[index].level or 1
        else:
            levels[index] = by_style.get(style, 1)
    return levels


def _prominence(look: Look) -> tuple[float, bool, bool, str]:
    return (-look.size, not look.bold, look.italic, look.family)


def _contents_levels(view: View) -> dict[str, int]:
    """Return the level of each line of the Contents by its title."""
    lines: list[tuple[str, float]] = []
    titles = titles_of(view.elements, view.texts)
    claimed: dict[str, int] = {}
    for index, element in enumerate(view.elements):
        if view.parts[index] == "contents" and is_entry(element, view.texts[index]):
            title = key(split_entry(view.texts[index], titles)[0])
            if element.first_line:
                lines.append((title, element.first_line[0]))
            elif element.level:
                claimed[title] = element.level
    lefts: list[float] = []
    for _, left in lines:
        if not any(abs(left - other) < 7 for other in lefts):
            lefts.append(left)
    lefts.sort()
    for title, left in lines:
        claimed.setdefault(title, 1 + sum(1 for other in lefts if other < left - 3.5))
    return claimed
