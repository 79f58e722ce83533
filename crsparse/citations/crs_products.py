"""CRS products: ``CRS Report R47447``, ``CRS In Focus IF12345``, ``CRS Report 98-338``, ``CRS Reports R43743 and
R43241``, bare ``R48549``.

What CRS prints: ``CRS``, the kind of product, its number, its title (in italics, and the link), the authors. The
number's prefix tells the kind, so the number alone is enough where it has one; numbers of the last century (``98-338``)
only count behind ``CRS Report``.

Always true: the product itself, if the context names it, is not among the citations. Known to be missed: products named
by title alone.
"""

import re
from collections.abc import Iterator

from crsparse.citations.citation import Citation, Context, Recogniser
from crsparse.citations.identifiers import product_id, product_url

_BARE_NUMBER = r"(?:R[LS]\d{5}|R[45]\d{4}|IF1\d{4}|IN1\d{4}|LSB1\d{4}|TE1\d{4}|IB\d{5}|IG1\d{4}|WPD0?\d{4}|WVB\d{5})"
"""A number that needs no ``CRS`` before it: ``R48907``, ``RL33110``. Trap: ``R12345`` is none: reports have
run from R40000 since 2008."""
_NUMBER = r"(?:(?:R[LS]?|IF|IN|LSB|TE|IB|IG)\d{5}|WPD\d{4,5}|WVB\d{5})"
"""A number behind ``CRS Report``: there any of its form is one."""
_OLD_NUMBER = r"\d{2}-\d{1,4}(?:-?[A-Z]{1,3})?\b"
"""A number of the last century: ``98-338``, ``84-82F``, ``97-1017-GOV``. Trap: any range."""
_PRODUCT = re.compile(
    r"(?<![\w/.-])(?:CRS\s(?:Congressional\sDistribution\s)?"
    r"(?:(?:Report|In\sFocus|Insight|Legal\sSidebar|Issue\sBrief|Infographic|Testimony|Video|Podcast|Product|General\sDistribution\sMemorandum)s?"
    rf"(?:\sfor\sCongress)?,?\s)?(?:[Nn]o\.\s)?(?P<named>{_NUMBER}|(?<=Report\s){_OLD_NUMBER}|(?<=Reports\s){_OLD_NUMBER})|(?P<bare>{_BARE_NUMBER}))(?![\w-])"
)
"""``CRS Report R47447``, ``CRS Legal Sidebar LSB10713``, ``R48549``. Traps: ``CRS Report may be``; ``…/IF10676``, an
address."""
_BETWEEN = r"(?:,\s(?:and\s)?|\sand\s|;\s(?:and\s)?)"
_SEPARATOR = re.compile(_BETWEEN)
_ANOTHER = re.compile(rf"{_BETWEEN}(?P<named>{_OLD_NUMBER})(?![\w-])")
"""A further old number: ``CRS Reports 98-338 and 98-337``, ``CRS Reports R46240 and 98-721``; numbers with a prefix are
found by themselves. Trap: ``CRS Report R46240, 98-2``, where the word is not plural."""


def find(text: str, context: Context) -> Iterator[Citation]:
    """Yield the CRS products that a text cites."""
    list_end = -1  # where the list that began with "CRS Reports" has come to
    for match in _PRODUCT.finditer(text):
        product: re.Match[str] | None = match
        start, number = match.start(), match["named"] or match["bare"]
        in_list = "Reports " in match[0] or (
            bool(match["bare"]) and list_end >= 0 and bool(_SEPARATOR.fullmatch(text, list_end, start))
        )
        while product:
            if number != context.product_id:
                yield Citation(
                    start=start,
                    end=product.end(),
                    kind="crs_product",
                    id=product_id(number),
                    url=product_url(number),
                )
            list_end = product.end() if in_list else -1
            product = _ANOTHER.match(text, product.end()) if in_list or number[0].isdigit() else None
            if product:
                start, number = product.start("named"), product["named"]


RECOGNISER = Recogniser(
    "crs_product", ("CRS", "R4", "R5", "RL", "RS", "IF1", "IN1", "LSB", "TE1", "IB", "IG1", "WPD", "WVB"), find
)
