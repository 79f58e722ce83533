"""Links: kinds, and the targets of internal ones."""

import re
from collections.abc import Mapping, Sequence

from crsparse.drafts import BlockDraft
from crsparse.elements import Anchor, Destination
from crsparse.inline import LinkSpan
from crsparse.model import Link, LinkKind

_CRS = re.compile(
    r"https?://(?:www\.)?(?:crsreports\.congress\.gov/product/|congress\.gov/crs[-_](?:product|external)|crs\.gov/(?:Reports?|products?)/)",
    re.I,
)
"""Addresses of CRS products; ``http://www.crs.gov/Reports/R47447`` is the old, internal form."""
_ABOVE = 18.0
"""Points by which a destination may lie below the top of the block it means."""


class Targets:
    """Finds the block or note that an internal link leads to."""

    def __init__(self, blocks: Sequence[tuple[str, BlockDraft]], note_names: Mapping[str, int]) -> None:
        self.by_name = {name: block_id for block_id, block in blocks for name in block.names}
        self.note_names = note_names
        self.on_page: dict[int, list[tuple[float, str]]] = {}
        for block_id, block in blocks:
            for place in block.placements[:1]:
                self.on_page.setdefault(place.page, []).append((place.box[1], block_id))

    def resolve(self, destination: Destination) -> str | None:
        """Return a block id, ``fn12``, or None."""
        if destination.name:
            if destination.name in self.note_names:
                return f"fn{self.note_names[destination.name]}"
            if destination.name in self.by_name:
                return self.by_name[destination.name]
        if destination.page is None or destination.top is None:
            return None
        tops = self.on_page.get(destination.page, [])
        below = [(top, block_id) for top, block_id in tops if top >= destination.top - _ABOVE]
        return min(below)[1] if below else None

    def link(self, span: LinkSpan) -> Link:
        """Return the link of a span."""
        anchor = span.anchor
        target = self.resolve(anchor.destination) if anchor.destination else None
        return Link(start=span.start, end=span.end, href=anchor.href, kind=_kind(anchor), target=target)


def _kind(anchor: Anchor) -> LinkKind:
    if anchor.href is None:
        return "internal" if anchor.destination else "unknown"
    if anchor.href.lower().startswith("mailto:"):
        return "mail"
    if _CRS.match(anchor.href):
        return "crs"
    return "external"
