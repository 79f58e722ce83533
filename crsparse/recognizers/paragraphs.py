"""Paragraphs: the last rule takes every element that no other rule claimed.

Always true: after it no element is left. Figures without text and without alternative text leave no block.
"""

from collections.abc import Iterator

from crsparse.drafts import Claim
from crsparse.recognizers.view import View


def recognize(view: View) -> Iterator[Claim]:
    """Claim the rest."""
    for index in view.free:
        if view.printed(index):
            yield Claim((index,), (view.block(index, "paragraph"),))
        else:
            yield Claim((index,))
