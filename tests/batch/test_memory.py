"""Memory stays flat over thousands of files, in the parent and in the workers; throughput with two workers."""

import os
import signal
import statistics
import subprocess
import sys
import time
from pathlib import Path

import pytest

from crsparse.batch.workers import Limits, Pool
from tests.batch import fuzz
from tests.batch.conftest import rows
from tests.batch.test_command import in_group
from tests.conftest import ROOT

FILES = 5000
MOST_GROWTH = 1.15
"""Resident memory of the last fifth of a run, in terms of that of the second fifth."""
LARGEST = 250
"""MiB that a worker takes at most for these files."""

pytestmark = pytest.mark.slow


def resident(pid: int) -> float:
    """Return resident memory in MiB."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / (1 << 20)
    except OSError:
        return 0.0


def fifths(series: list[float]) -> tuple[float, float]:
    """Return the medians of the second and the last fifth."""
    part = len(series) // 5
    return statistics.median(series[part : 2 * part]), statistics.median(series[-part:])


@pytest.fixture(scope="module")
def thousands(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of files that all differ, made of the fixtures."""
    folder = tmp_path_factory.mktemp("thousands")
    fixtures = [path for path in sorted((ROOT / "fixtures").glob("*/*")) if path.suffix in {".pdf", ".html", ".txt"}]
    for number in range(FILES):
        path = fixtures[number % len(fixtures)]
        ending = {".pdf": b"\n%% %d", ".html": b"<!-- %d -->", ".txt": b"\n\n%d"}[path.suffix] % number
        (folder / f"{number:05}{path.suffix}").write_bytes(path.read_bytes() + ending)
    return folder


def test_flat_over_thousands_of_files(thousands: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "crsparse", "batch", str(thousands), "-o", str(tmp_path / "out"), "--format", "jsonl"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        start_new_session=True,
    )
    parent: list[float] = []
    largest: list[float] = []
    try:
        while process.poll() is None:
            parent.append(resident(process.pid))
            largest.append(max((resident(pid) for pid in in_group(process.pid) if pid != process.pid), default=0.0))
            time.sleep(0.25)
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
    assert process.stdout is not None
    table = process.stdout.read().decode()
    assert process.returncode == 0, table
    assert len(rows(tmp_path / "out")) == FILES
    with capsys.disabled():
        print(
            f"\n{FILES} files, {table.splitlines()[-1]}; MiB, second and last fifth of the run: "
            f"parent {fifths(parent)[0]:.0f}, {fifths(parent)[1]:.0f}; "
            f"largest worker {fifths(largest)[0]:.0f}, {fifths(largest)[1]:.0f}, at most {max(largest):.0f}"
        )
    for early, late in (fifths(parent), fifths(largest)):
        assert late <= MOST_GROWTH * early
    assert max(largest) < LARGEST


def test_a_worker_that_is_not_replaced_stays_flat_too() -> None:
    """Recycling is a precaution, not a cure."""
    with Pool(_converted_and_weighed, 1, Limits(tasks=10_000)) as pool:
        series = [float(result) for _, result in pool.run(range(1500)) if isinstance(result, float)]
    early, late = fifths(series)
    assert len(series) == 1500
    assert late <= MOST_GROWTH * early


def _converted_and_weighed(number: int) -> float:
    sources = fuzz._fixtures()
    fuzz.attempt(sources[number % len(sources)], fuzz.Options())
    return resident(os.getpid())
