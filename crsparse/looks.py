"""Looks: the style that most of an element's characters have."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from msgspec import Struct

from crsparse.elements import Run


class Look(Struct, frozen=True):
    """A style; equal looks are one style of the document's template."""

    size: float = 0.0
    """Font size in points, rounded to half a point: Word and iText differ by hundredths."""
    family: str = ""
    """Font family without its face, e.g. ``PalatinoLinotype``."""
    bold: bool = False
    """Whether most characters are bold."""
    italic: bool = False
    """Whether most characters are italic."""
    color: int = 0
    """Fill colour 0xRRGGBB of most characters."""


_FACE = re.compile(
    r"(?:Bold|Italic|Oblique|Regular|Roman|Book|Medium|Light|Semi|Demi|Black|Heavy|Normal|Obl|It|MT|PS)+", re.IGNORECASE
)
"""The part of a font name that tells the face: ``BoldItalicMT``, ``Regular``."""
_CLONES = {
    **dict.fromkeys(("NimbusRoman", "NimbusRomNo9L", "LiberationSerif", "Times", "TeXGyreTermes"), "TimesNewRoman"),
    **dict.fromkeys(("NimbusSans", "NimbusSanL", "LiberationSans", "Helvetica", "TeXGyreHeros"), "Arial"),
    **dict.fromkeys(("URWPalladioL", "P052", "Palatino", "TeXGyrePagella"), "PalatinoLinotype"),
    **dict.fromkeys(("Carlito",), "Calibri"),
}
"""Fonts made to the measure of others: tools that write a PDF again mix them with the originals."""

UNKNOWN = Look()
"""The look of sources without fonts."""


def look_of(runs: Sequence[Run]) -> Look:
    """Return the look of most word characters of ``runs``."""
    if not runs:
        return UNKNOWN
    if len(runs) == 1:
        best = runs[0]
    else:
        weights: Counter[tuple[float, str, bool, bool, int]] = Counter()
        first: dict[tuple[float, str, bool, bool, int], Run] = {}
        for run in runs:
            style = (run.size, run.font, run.bold, run.italic, run.color)
            weights[style] += len(run.text) if not (run.superscript or run.subscript) else 0
            first.setdefault(style, run)
        best = first[max(weights, key=lambda style: weights[style])]
    return Look(round(best.size * 2) / 2, family(best.font), best.bold, best.italic, best.color)


@cache
def family(font: str) -> str:
    """Return the family of a font name: ``TimesNewRomanPS-BoldMT`` and ``TimesNewRomanPSMT`` are one.

    >>> family("TimesNewRomanPS-BoldItalicMT"), family("TimesNewRomanPSMT"), family("GillSansMT-Bold")
    ('TimesNewRoman', 'TimesNewRoman', 'GillSans')
    >>> family("NimbusRoman-Regular"), family("Liberation-Sans-Bold")
    ('TimesNewRoman', 'Arial')
    """
    parts = font.split(",")[0].split("-")
    while len(parts) > 1 and _FACE.fullmatch(parts[-1]):
        parts.pop()
    base = "".join(parts)
    for tail in ("MT", "PS"):
        base = base.removesuffix(tail)
    return _CLONES.get(base, base)
