"""Stretches of text in order: which of them touch a place. Linear in all, where a search of each in each is not."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from operator import attrgetter
from typing import Generic, Protocol, TypeVar


class Span(Protocol):
    """Something at a place of a text."""

    @property
    def start(self) -> int:
        """First code point."""

    @property
    def end(self) -> int:
        """One past the last code point."""


SpanT = TypeVar("SpanT", bound=Span)


class Spans(Generic[SpanT]):
    """Stretches by place. They should not overlap; of links that do, some may not be seen."""

    def __init__(self, spans: Iterable[SpanT]) -> None:
        self.spans = tuple(sorted(spans, key=attrgetter("start", "end")))
        self._starts = tuple(span.start for span in self.spans)

    def touching(self, start: int, end: int) -> Iterator[SpanT]:
        """Yield those that share a code point with ``text[start:end]``."""
        index = max(0, bisect_right(self._starts, start) - 1)
        for span in self.spans[index : bisect_right(self._starts, end - 1)]:
            if span.start < end and start < span.end:
                yield span

    def before(self, position: int) -> SpanT | None:
        """Return the last one that ends at or before ``position``."""
        index = bisect_right(self._starts, position) - 1
        while index >= 0 and self.spans[index].end > position:
            index -= 1
        return self.spans[index] if index >= 0 else None

    def behind(self, position: int) -> SpanT | None:
        """Return the first one that begins at or behind ``position``."""
        index = bisect_right(self._starts, position - 1)
        return self.spans[index] if index < len(self.spans) else None
