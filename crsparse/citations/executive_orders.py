"""Executive orders: ``Executive Order 14184``, ``E.O. 14347``, ``Executive Orders 14154 and 14241``, ``Exec. Order No.
14,347``.

What CRS prints: the words in full, then ``E.O.``; often both, ``Executive Order (E.O.) 14347``.

Always true: the number alone is the id; orders are numbered through since 1907. Known to be missed: numbers below 1000,
orders with a letter (``10-A``), proclamations and memorandums.
"""

import re
from collections.abc import Iterator

from crsparse.citations.citation import Citation, Context, Recogniser
from crsparse.citations.identifiers import order_id, order_url

_NUMBER = r"(?P<number>\d{1,2},\d{3}|\d{4,5})(?![\d%]|,\d{3}|\.\d)"
_ORDER = re.compile(
    r"(?<![\w.])(?:(?:[Ee]xecutive|EXECUTIVE|Exec\.)\s(?:[Oo]rders?|ORDERS?)|E\.\s?O\.|EOs?\b)\s?(?:\(E\.?O\.?s?\)\s?)?s?\s?(?:(?:[Nn]os?|NOS?)\.\s?)?"
    + _NUMBER
)
"""``Executive Order 14184``, ``E.O. 14347``, ``EO 14347``, ``Exec. Order No. 14,347``. Trap: ``executive orders 2017
to``: see _YEARS."""
_ANOTHER = re.compile(r"(?:,\s(?:and\s|or\s)?|\s(?:and|or|&)\s)" + _NUMBER)
"""A further order: ``Executive Orders 14154, 14192 and 14241``. Trap: ``Executive Order 13577 of June 15, 2011``;
``E.O. 14001, 2021``."""
_YEARS = range(1900, 2100)
"""Numbers that are years where they stand behind an order; as orders they are of 1914."""
_FIRST = 1000


def find(text: str, context: Context) -> Iterator[Citation]:
    """Yield the executive orders that a text cites."""
    for match in _ORDER.finditer(text):
        order: re.Match[str] | None = match
        start = match.start()
        while order:
            number = order["number"].replace(",", "")
            if int(number) < _FIRST or int(number) in _YEARS:
                break
            yield Citation(
                start=start, end=order.end(), kind="executive_order", id=order_id(number), url=order_url(number)
            )
            order = _ANOTHER.match(text, order.end())
            start = order.start("number") if order else 0


RECOGNISER = Recogniser("executive_order", ("rder", "RDER", "E.O", "E. O", "EO"), find)
