"""How a batch is watched: a bar on a terminal, plain lines in a log, a table at the end.

All but the table goes to standard error. A failure is a line of its own in both; a log gets a line on progress every
ten seconds, so that it stays readable.
"""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from crsparse.batch.run import Summary, Watcher
from crsparse.batch.unit import Outcome
from crsparse.cli.report import one_line

if TYPE_CHECKING:
    from click._termui_impl import ProgressBar

BETWEEN_LINES = 10.0
"""Seconds between two lines of a log."""
_CLEAR_LINE = "\r\033[K"


@contextmanager
def watcher() -> Iterator[Watcher]:
    """Return what fits standard error."""
    told: Bar | Lines = Bar() if sys.stderr.isatty() else Lines()
    try:
        yield told
    finally:
        told.close()


class Pace:
    """How far, and how fast."""

    def __init__(self, inputs: int) -> None:
        self.inputs = inputs
        self.done = self.failed = 0
        self._start = time.monotonic()

    def count(self, outcome: Outcome) -> None:
        self.done += 1
        self.failed += outcome.record.status == "failed"

    @property
    def rate(self) -> float:
        """Inputs a second since the start."""
        return self.done / max(time.monotonic() - self._start, 1e-3)

    @property
    def left(self) -> str:
        """Time left at that rate, as ``h:mm:ss``."""
        seconds = round((self.inputs - self.done) / self.rate) if self.done else 0
        return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"


class Bar:
    """A progress bar with rate and time left."""

    def __init__(self) -> None:
        self._bar: ProgressBar[int] | None = None
        self._pace = Pace(0)

    def begin(self, inputs: int) -> None:
        self._pace = Pace(inputs)
        self._bar = click.progressbar(
            length=inputs,
            file=sys.stderr,
            show_pos=True,
            show_eta=False,
            item_show_func=lambda _: f"{self._pace.rate:.1f}/s, {self._pace.left} left, {self._pace.failed} failed",
        )
        self._bar.render_progress()

    def ended(self, outcome: Outcome) -> None:
        self._pace.count(outcome)
        if self._bar is None:
            return
        if outcome.record.status == "failed" and not outcome.unchanged:
            click.echo(_CLEAR_LINE + failure(outcome), err=True)
        self._bar.update(1, 1)

    def close(self) -> None:
        if self._bar is not None:
            self._bar.render_finish()


class Lines:
    """Plain lines."""

    def __init__(self) -> None:
        self._pace = Pace(0)
        self._last = time.monotonic()

    def begin(self, inputs: int) -> None:
        self._pace = Pace(inputs)
        click.echo(f"crsparse: {inputs} input{'s' if inputs != 1 else ''}", err=True)

    def ended(self, outcome: Outcome) -> None:
        pace = self._pace
        pace.count(outcome)
        if outcome.record.status == "failed" and not outcome.unchanged:
            click.echo(failure(outcome), err=True)
        now = time.monotonic()
        if now - self._last >= BETWEEN_LINES:
            self._last = now
            click.echo(
                f"crsparse: {pace.done} of {pace.inputs} ({100 * pace.done / pace.inputs:.0f} %), "
                f"{pace.rate:.1f}/s, {pace.left} left, {pace.failed} failed",
                err=True,
            )

    def close(self) -> None:
        pass


def failure(outcome: Outcome) -> str:
    """Return the line for an input that failed."""
    record = outcome.record
    return f"crsparse: {one_line(record.key)}: {record.error_code}: {one_line(record.error_message or '')}"


def closing_table(summary: Summary) -> str:
    """Return what a batch came to, one figure a line."""
    rows: list[tuple[str, int]] = [
        ("inputs", summary.inputs),
        ("converted", summary.converted),
        ("unchanged", summary.unchanged),
        ("failed", sum(summary.failed.values())),
        *((f"  {cause}", count) for cause, count in summary.failed.items()),
    ]
    if summary.done < summary.inputs:
        rows.append(("not done", summary.inputs - summary.done))
    rows.append(("documents with diagnostics", summary.diagnosed))
    if summary.ignored:
        rows.append(("files ignored (other suffixes)", summary.ignored))
    width = max(len(name) for name, _ in rows)
    digits = max(len(f"{count:,}") for _, count in rows)
    lines = [f"{name:<{width}}  {count:>{digits},}" for name, count in rows]
    rate = summary.done / summary.seconds if summary.seconds else 0.0
    lines.append(f"{summary.seconds:.1f} seconds, {rate:.1f} inputs a second")
    match summary.stopped:
        case "interrupted":
            lines.append("interrupted; run the same command again to go on")
        case "failures":
            lines.append("stopped because of failures; run the same command again to go on")
    return "\n".join(lines)
