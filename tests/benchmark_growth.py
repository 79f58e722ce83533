"""How time grows with the length of hostile inputs: ``python -m tests.benchmark_growth``.

Each piece that the tests of hostile inputs repeat is repeated here LENGTH and four times LENGTH code points long. Both
times come from one run; where time is linear their ratio is 4, where it grows with the square of the length 16. Prints
the pieces in order of that ratio, and ends with 1 if one is above MOST_GROWTH.
"""

import sys
import time
from collections.abc import Callable

from crsparse.readers.html import read_html
from crsparse.readers.text import read_text
from tests.citations import test_hostile
from tests.readers import test_text_reader

LENGTH = 20_000
REPEATS = 3
"""Times each is measured; the shortest counts."""
MOST_GROWTH = 8.0
NOISE = 0.05
"""Seconds below which a ratio of times means nothing."""
HTML = {"elements in paragraphs": "<p>a<i>b</i></p>", "cells": "<table><tr><td>a</td><td>b</td></tr></table>"}


def seconds(work: Callable[[str], object], text: str) -> float:
    """Return the CPU time of some work on a text."""
    times = []
    for _ in range(REPEATS):
        began = time.process_time()
        work(text)
        times.append(time.process_time() - began)
    return min(times)


def growth(work: Callable[[str], object], piece: str) -> tuple[float, float]:
    """Return the ratio of both times, and the longer one."""
    short, long = (seconds(work, (piece * (length // len(piece) + 1))[:length]) for length in (LENGTH, 4 * LENGTH))
    return long / short, long


def main() -> None:
    kinds: tuple[tuple[str, Callable[[str], object], dict[str, str]], ...] = (
        ("text", lambda text: read_text(text, "a.txt"), test_text_reader.HOSTILE),
        ("html", lambda text: read_html(text.encode(), "a.html"), HTML),
        ("citations", test_hostile.search, {piece: piece for piece in test_hostile.PIECES}),
    )
    found = [(*growth(work, piece), kind, name) for kind, work, pieces in kinds for name, piece in pieces.items()]
    found.sort(reverse=True)
    for ratio, long, kind, name in found:
        if long > NOISE:
            print(f"{ratio:5.1f} times the time for 4 times the length ({long:.2f} s)  {kind}: {name!r}")
    sys.exit(any(ratio > MOST_GROWTH for ratio, long, *_ in found if long > NOISE))


if __name__ == "__main__":
    main()
