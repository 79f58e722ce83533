"""How a batch is watched: a bar on a terminal, plain lines in a log, a table at the end.

All but the table goes to standard error. A failure is a line of its own in both; a log gets a line on progress every
ten seconds, so that it stays readable. When nobody can be told any more (the terminal is closed, the log's disk is
full, its reader has gone) the batch goes on without telling.
"""

import contextlib
import os
import shutil
import sys
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

import click

from crsparse.batch.run import Summary, Watcher
from crsparse.batch.unit import Outcome
from crsparse.cli.report import one_line

BETWEEN_LINES = 10.0
"""Seconds between two lines of a log."""
BETWEEN_BARS = 0.1
"""Seconds between two pictures of the bar; thousands a second would be work for the terminal alone."""
LOOK_BACK = 30.0
"""Seconds over which the rate is taken. What is unchanged goes a hundred times faster than what is converted; taken
from the start, the rate would promise for hours that a resumed batch is about to end."""
_WIDEST_BAR, _NARROWEST_BAR = 36, 8
_CLEAR_LINE = "\r\033[K"


@contextmanager
def watcher() -> Iterator[Watcher]:
    """Return what fits standard error."""
    terminal = sys.stderr is not None and sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
    told: Bar | Lines = Bar() if terminal else Lines()
    try:
        yield told
    finally:
        told.close()


def _tell(text: str, *, line_end: bool = True) -> None:
    try:
        click.echo(text, err=True, nl=line_end)
    except OSError:
        with contextlib.suppress(OSError, ValueError):  # what is still buffered goes nowhere, and what follows
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, sys.stderr.fileno())
            os.close(nowhere)


class Pace:
    """How far, and how fast."""

    def __init__(self, inputs: int) -> None:
        self.inputs = inputs
        self.done = self.failed = 0
        self._marks = deque([(time.monotonic(), 0)])
        """Moments a second apart with what was done then; the first is the one that the rate is taken from."""

    def count(self, outcome: Outcome) -> None:
        self.done += 1
        self.failed += outcome.record.status == "failed"
        now = time.monotonic()
        if now - self._marks[-1][0] >= 1:
            self._marks.append((now, self.done))
        while len(self._marks) > 1 and now - self._marks[1][0] >= LOOK_BACK:
            self._marks.popleft()

    @property
    def rate(self) -> float:
        """Inputs a second, lately."""
        moment, done = self._marks[0]
        return (self.done - done) / max(time.monotonic() - moment, 1e-3)

    @property
    def left(self) -> str:
        """Time left at that rate, as ``h:mm:ss``."""
        seconds = round((self.inputs - self.done) / self.rate) if self.rate else 0
        return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"


class Bar:
    """A progress bar with rate and time left, in one line of whatever width the terminal has at the moment."""

    def __init__(self) -> None:
        self._pace = Pace(0)
        self._drawn = 0.0

    def begin(self, inputs: int) -> None:
        self._pace = Pace(inputs)
        self._draw()

    def ended(self, outcome: Outcome) -> None:
        self._pace.count(outcome)
        failed = outcome.record.status == "failed" and not outcome.unchanged
        if failed:
            _tell(_CLEAR_LINE + failure(outcome))
        if failed or time.monotonic() - self._drawn >= BETWEEN_BARS:
            self._draw()

    def close(self) -> None:
        if self._drawn:
            self._draw()
            _tell("")

    def _draw(self) -> None:
        self._drawn = time.monotonic()
        _tell(_CLEAR_LINE + bar(self._pace, _columns() - 1), line_end=False)


def bar(pace: Pace, width: int) -> str:
    """Return the bar and its figures in at most ``width`` columns; the bar itself is the first to be left out."""
    told = f"{pace.done}/{pace.inputs}  {pace.rate:.1f}/s, {pace.left} left, {pace.failed} failed"
    room = min(_WIDEST_BAR, width - len(told) - len("  []  "))
    if room < _NARROWEST_BAR:
        return told[:width]
    full = room * pace.done // max(pace.inputs, 1)
    return f"  [{'#' * full}{'-' * (room - full)}]  {told}"


def _columns() -> int:
    """Return the width of standard error's terminal; shutil alone would ask standard output's, which may be a file."""
    with contextlib.suppress(OSError, ValueError):
        columns = os.get_terminal_size(sys.stderr.fileno()).columns
        if columns:
            return columns
    return shutil.get_terminal_size().columns


class Lines:
    """Plain lines."""

    def __init__(self) -> None:
        self._pace = Pace(0)
        self._last = time.monotonic()

    def begin(self, inputs: int) -> None:
        self._pace = Pace(inputs)
        _tell(f"crsparse: {inputs} input{'s' if inputs != 1 else ''}")

    def ended(self, outcome: Outcome) -> None:
        pace = self._pace
        pace.count(outcome)
        if outcome.record.status == "failed" and not outcome.unchanged:
            _tell(failure(outcome))
        now = time.monotonic()
        if now - self._last >= BETWEEN_LINES:
            self._last = now
            _tell(
                f"crsparse: {pace.done} of {pace.inputs} ({100 * pace.done / pace.inputs:.0f} %), "
                f"{pace.rate:.1f}/s, {pace.left} left, {pace.failed} failed"
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
