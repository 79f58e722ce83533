"""The product: number and date say the same wherever they are said."""

import re
from collections.abc import Iterator
from datetime import date

from crsparse.validation.findings import Problem
from crsparse.validation.subject import Subject

_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip


def product_number(subject: Subject) -> Iterator[Problem]:
    """The prefix is the letters of the number, and the address holds the number."""
    product = subject.document.product
    if product.id is None:
        return
    letters = product.id[: next((at for at, sign in enumerate(product.id) if not sign.isalpha()), len(product.id))]
    if product.number_prefix != (letters or None):
        message = f"the prefix of {product.id} is {product.number_prefix or 'null'}"
        yield Problem("/product/number_prefix", message, letters or "null")
    if product.url is not None and product.id not in product.url:
        yield Problem("/product/url", f"the address does not hold the number {product.id}", "the product's address")


def publication_date(subject: Subject) -> Iterator[Problem]:
    """The date is in the calendar, and of the year and month that are printed."""
    told, label = subject.document.publication_date, subject.document.date_label
    if told is None:
        return
    try:
        day = date.fromisoformat(told)
    except ValueError:
        yield Problem("/publication_date", f"{told} is no day", "a day of the calendar, e.g. 2022-11-22")
        return
    if label is None:
        return
    words = set(re.findall(r"\w+", label.casefold()))
    months = [name for name in _MONTHS if name in words]
    if str(day.year) not in words or (months and _MONTHS[day.month - 1] not in months):
        message = f"the date is {told}, but {label!r} is printed"
        yield Problem("/publication_date", message, "one date")
