"""Plots as SVG for a page: histograms, bars and a cloud of points. Text and lines take the colour of the page."""

import math
from collections.abc import Mapping, Sequence
from html import escape

WIDTH, HEIGHT = 320, 150
"""Size of a plot in CSS pixels."""
LEFT, BOTTOM, TOP, RIGHT = 48, 24, 8, 10
BINS = 24
BAR_HEIGHT = 22
LETTER = 8
"""Room for a letter of a name beside its bar, in CSS pixels; few fonts need as much at 12 pixels."""
MOST_POINTS = 4000
"""Points of a cloud; of more, every n-th is drawn, or the page would take seconds to show."""


def histogram(values: Sequence[float], unit: str) -> str:
    """Return how often which values occur; above the 99th percentile they are one last, open bin."""
    ordered = sorted(values)
    if not ordered:
        return ""
    top = ordered[min(len(ordered) - 1, math.ceil(len(ordered) * 0.99))] or 1
    whole = all(value == int(value) for value in ordered)
    step = max(1, math.ceil((top + 1) / BINS)) if whole else top / BINS
    counts = [0] * (BINS + 1)
    for value in ordered:
        counts[min(int(value / step), BINS)] += 1
    used = max(index for index, count in enumerate(counts) if count) + 1
    most, wide = max(counts), (WIDTH - LEFT - RIGHT) / used
    bars = []
    for index, count in enumerate(counts[:used]):
        if count:
            tall = max(1.0, count / most * (HEIGHT - TOP - BOTTOM))
            upper = "and more" if index == BINS else f"to {_short((index + 1) * step)}"
            bars.append(
                f'<rect class="bar" x="{LEFT + index * wide:.1f}" y="{HEIGHT - BOTTOM - tall:.1f}" '
                f'width="{max(1.0, wide - 1):.1f}" height="{tall:.1f}">'
                f"<title>{_short(index * step)} {upper}: {count}</title></rect>"
            )
    return _framed("".join(bars), unit, 0, used * step, most)


def bars(counts: Mapping[str, int], caption: str) -> str:
    """Return a bar for each name, in the order given; ``caption`` tells who cannot see them what they are."""
    if not counts:
        return ""
    most, height = max(counts.values()), BAR_HEIGHT * len(counts)
    label = 12 + LETTER * max(len(name) for name in counts)
    rows = []
    for index, (name, count) in enumerate(counts.items()):
        y, wide = index * BAR_HEIGHT, max(1.0, 300 * count / most)
        rows.append(
            f'<text x="{label - 8}" y="{y + 15}" text-anchor="end">{escape(name)}</text>'
            f'<rect class="bar" x="{label}" y="{y + 3}" width="{wide:.1f}" height="{BAR_HEIGHT - 6}"/>'
            f'<text x="{label + wide + 6:.1f}" y="{y + 15}">{count:,}</text>'
        )
    return f"{_opening(label + 380, height, caption)}{''.join(rows)}</svg>"


def cloud(points: Sequence[tuple[float, float]], across: str, up: str) -> str:
    """Return points (x, y), both from 0."""
    if not points:
        return ""
    points = points[:: math.ceil(len(points) / MOST_POINTS)]
    right = max(x for x, _ in points) or 1
    top = max(y for _, y in points) or 1
    dots = "".join(
        f'<circle class="dot" r="2" cx="{LEFT + x / right * (WIDTH - LEFT - RIGHT):.1f}" '
        f'cy="{HEIGHT - BOTTOM - y / top * (HEIGHT - TOP - BOTTOM):.1f}"/>'
        for x, y in points
    )
    return _framed(dots, f"{across} (across), {up} (up)", 0, right, top)


def _framed(inner: str, caption: str, low: float, high: float, most: float) -> str:
    base = HEIGHT - BOTTOM
    return (
        f"{_opening(WIDTH, HEIGHT, caption)}{inner}"
        f'<path class="axis" d="M{LEFT} {TOP}V{base}H{WIDTH - RIGHT}"/>'
        f'<text x="{LEFT}" y="{base + 16}">{_short(low)}</text>'
        f'<text x="{WIDTH - RIGHT}" y="{base + 16}" text-anchor="end">{_short(high)}</text>'
        f'<text x="{(WIDTH + LEFT) / 2}" y="{base + 16}" text-anchor="middle">{escape(caption)}</text>'
        f'<text x="{LEFT - 4}" y="{TOP + 10}" text-anchor="end">{_short(most)}</text></svg>'
    )


def _opening(width: int, height: int, caption: str) -> str:
    """Return the start of a picture that shrinks with the page, instead of being cut off."""
    return (
        f'<svg role="img" width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
        f'aria-label="{escape(caption)}">'
    )


def _short(value: float) -> str:
    """Return a figure in few characters: ``0.25``, ``14``, ``12.3k``."""
    if value >= 10_000:
        return f"{value / 1000:.3g}k"
    return f"{value:.3g}" if value < 100 and value != int(value) else f"{value:,.0f}"
