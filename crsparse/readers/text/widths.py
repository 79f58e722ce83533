"""How wide a line of text is in print, though the source gives characters only.

CRS sets its text in Times New Roman, ragged right. A line of a paragraph is full: the first word of the next line
would not have fitted any more. So a line after which that word *would* have fitted ends its paragraph, and this is the
only trace of a paragraph's end that plain text keeps when no blank line follows. Counting characters is too coarse for
it (an
``m`` is almost three times an ``i``), hence the metrics of Times Roman (Adobe's Core 14 AFM file), in 1/1000 em.

Missed: words in bold or italic are a little wider, headings and tables are in other faces.
"""

import re

_DEFAULT = 500
"""Width of a character that is not in the table, 1/1000 em: that of a digit and of most lower-case letters."""

_GROUPS = {
    180: "'",
    200: "|",
    250: " ,.",
    278: "/:;\\ijlt",
    333: "!()-I[]fr`‘’‑‐",
    350: "•",
    389: "Js",
    408: '"',
    444: "?acez“”éèêç",
    469: "^",
    480: "{}",
    541: "~",
    556: "FPS",
    564: "+<=>÷×−",
    611: "ELTZ",
    667: "BCR",
    722: "ADGHKNOQUVXYw",
    760: "©®",
    778: "&m",
    833: "%",
    889: "M",
    921: "@",
    944: "W",
    1000: "—…",
}
_WIDTHS = {char: width for width, chars in _GROUPS.items() for char in chars}

_FIRST_PIECE = re.compile(r"§{1,2} ?[^\s—]+|[^\s\-—/]+[\-—/]?|\S")
"""What a line break may leave alone on a line: a word up to its hyphen, dash or slash, e.g. ``means-`` of
``means-tested``; a section sign never."""


def width(text: str) -> int:
    """Return the width of ``text`` in 1/1000 em of Times Roman."""
    get = _WIDTHS.get
    return sum([get(char, _DEFAULT) for char in text])


def first_piece(text: str) -> str:
    """Return the part of ``text`` that had to fit on the line above for that line not to be full."""
    match = _FIRST_PIECE.match(text)
    return match.group() if match else ""
