"""Runs that a signal ends: SIGINT, SIGTERM, SIGHUP, at whatever moment."""

import contextlib
import os
import pty
import signal
import sys
from collections.abc import Generator, Iterable
from pathlib import Path

import pytest

from crsparse.batch.inputs import gather
from crsparse.batch.manifest import Manifest
from crsparse.batch.run import Interruption, Settings, run
from crsparse.batch.unit import Outcome, Task
from crsparse.batch.workers import NoWorkers
from tests.batch.conftest import Batch, Watching, left, memo, rows, write
from tests.batch.test_command import until_gone
from tests.conftest import ROOT


@pytest.mark.parametrize("wanted", [True, False])
def test_a_signal_that_hits_the_workers_while_they_start(tmp_path: Path, wanted: bool) -> None:
    def executor(tasks: Iterable[Task], _: object) -> Generator[tuple[Task, Outcome], None, None]:
        interruption.wanted = wanted
        yield from ()
        raise NoWorkers("unexpected EOF")

    write(tmp_path / "in", {"1.txt": memo(1)})
    interruption = Interruption()
    settings = Settings(output=str(tmp_path / "out"))
    with Manifest(tmp_path / "out") as manifest:
        arguments = (gather([str(tmp_path / "in")]), settings, manifest, executor, Watching(), interruption)
        if wanted:
            assert run(*arguments).stopped == "interrupted"
        else:
            with pytest.raises(NoWorkers):
                run(*arguments)


def test_what_workers_had_half_written_is_swept_when_a_run_is_broken_off(tmp_path: Path) -> None:
    def executor(tasks: Iterable[Task], _: object) -> Generator[tuple[Task, Outcome], None, None]:
        yield from ()
        write(tmp_path / "out", {"sub/.crsparse-abc.part": b"half a docu"})
        raise KeyboardInterrupt

    write(tmp_path / "in", {"1.txt": memo(1)})
    settings = Settings(output=str(tmp_path / "out"))
    with Manifest(tmp_path / "out") as manifest, pytest.raises(KeyboardInterrupt):
        run(gather([str(tmp_path / "in")]), settings, manifest, executor, Watching(), Interruption())
    assert left(tmp_path / "out") == {}


def test_signals_that_stop_a_run() -> None:
    """A closed terminal (SIGHUP) stops it as SIGTERM does, but not under nohup; only a second Ctrl-C breaks it off."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        interruption = Interruption()
        with interruption.heeded():
            os.kill(os.getpid(), number)
            assert interruption.wanted
            os.kill(os.getpid(), signal.SIGTERM)
            with pytest.raises(KeyboardInterrupt):
                os.kill(os.getpid(), signal.SIGINT)
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with interruption.heeded():
            assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGHUP, before)


def test_a_terminal_that_is_closed(batch: Batch, tmp_path: Path) -> None:
    """As an interruption: what is done is kept, no process is left, the next run goes on."""
    write(tmp_path / "in", {f"{number:03}.txt": memo(number) * 80 for number in range(300)})
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm"}
    command = [sys.executable, "-m", "crsparse", "batch", str(tmp_path / "in"), "-o", str(tmp_path / "out")]
    child, terminal = pty.fork()
    if child == 0:
        os.execve(sys.executable, command, environment)
    done = 0
    while done < 5:
        os.read(terminal, 4096)
        with contextlib.suppress(Exception):
            done = len(rows(tmp_path / "out"))
    os.close(terminal)
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 130
    assert until_gone(child)
    done = len(rows(tmp_path / "out"))
    assert 5 <= done < 300
    assert batch(tmp_path / "in").unchanged == done
    assert len(left(tmp_path / "out")) == 300
