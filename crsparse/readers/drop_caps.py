"""Drop caps in tagged PDFs: a paragraph of one big letter, and the paragraph whose first word it begins (98-317).

The letter goes to the front of the paragraph, in the paragraph's own style: its size is ornament.
"""

from collections.abc import Sequence

from msgspec.structs import replace

from crsparse.elements import Element
from crsparse.geometry import union

_BIGGER = 2.0
"""Least size of a drop cap, as a share of its paragraph's."""


def with_drop_caps(elements: Sequence[Element]) -> tuple[Element, ...]:
    """Return the elements with drop caps put to their paragraphs."""
    result: list[Element] = []
    for element in elements:
        if result and _is_drop_cap(result[-1], element):
            cap = result.pop()
            first = element.runs[0]
            element = replace(
                element,
                runs=(replace(first, text=cap.runs[0].text + first.text), *element.runs[1:]),
                placements=(
                    replace(element.placements[0], box=union((cap.placements[0].box, element.placements[0].box))),
                    *element.placements[1:],
                ),
            )
        result.append(element)
    return tuple(result)


def _is_drop_cap(cap: Element, text: Element) -> bool:
    if len(cap.runs) != 1 or not text.runs or not cap.placements or not text.placements:
        return False
    letter, first = cap.runs[0], text.runs[0]
    a, b = cap.placements[0], text.placements[0]
    return (
        len(letter.text) == 1
        and letter.text.isalpha()
        and cap.kind in (None, "paragraph")
        and text.kind in (None, "paragraph")
        and letter.size >= _BIGGER * first.size
        and first.text[:1].isalpha()
        and a.page == b.page
        and a.box[1] <= b.box[1] + first.size
        and a.box[3] >= b.box[1]
    )
