"""HTML: the web editions of CRS products, on congress.gov and at EveryCRSReport, to elements.

What the web editions print. congress.gov: a page of the site around ``#Insightsdiv`` or ``.Report``; title, date and
authors under classes (``Title``, ``CoverDate``, ``titleline``, ``authorline``), headings ``Heading1``–``Heading5`` and
``SummaryHeading``, notes at the end under the anchors ``fn1``, ``fn2``, …, called from ``ifn1``, ``ifn2``, …; Contents
and cross-references lead to ``_Toc…`` and ``_Ref…``. EveryCRSReport: the same without classes, as a whole page, or as a
cleaned fragment of bare ``<div>``s; hidden addresses are ``<a>`` without href.

Rooms: ``decoding`` (bytes to text), ``markup`` (text to a tree), ``page`` (which part of the tree is the product),
``units`` (the tree to elements), ``inline`` (text to runs), ``tables``, ``notes``.

Always true: every character that a browser shows, spaces aside, lands in exactly one element, in the page's order; what
belongs to the site and not to the product is furniture. Left out as not shown: scripts, styles, templates,
``<noscript>``, frames, players, comments, and outside the product menus (``<nav>``) and hidden elements. Nothing is
fetched or run.
Known to miss: what only a style sheet shows or hides; text that scripts would write.
"""

from crsparse.elements import Profile, Reading
from crsparse.errors import EmptyInput
from crsparse.readers.html.decoding import decode
from crsparse.readers.html.markup import parse
from crsparse.readers.html.page import product_of
from crsparse.readers.html.units import read_units


def read_html(content: bytes, filename: str) -> Reading:
    """Read a web page or a fragment of one; raise EmptyInput when it shows no text."""
    root = parse(decode(content))
    elements = read_units(root, product_of(root))
    if not any(element.text.strip() or element.marker for element in elements):
        raise EmptyInput("the page shows no text")
    profile = Profile(media_type="text/html", engine="html", filename=filename)
    return Reading(elements, profile)
