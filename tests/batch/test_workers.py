"""Workers: whatever one of them does, it costs the one task, and the others go on."""

import os
import signal
import subprocess
import sys
import time
from multiprocessing import forkserver
from pathlib import Path

import pytest

from crsparse.batch.workers import GRACE, Death, Limits, NoWorkers, Pool
from tests.batch import faults
from tests.conftest import ROOT, no_hang

LIMITS = Limits(seconds=60, memory=256)

pytestmark = no_hang


def results(*tasks: str, jobs: int = 2, limits: Limits = LIMITS) -> dict[str, str | Death]:
    with Pool(faults.suffer, jobs, limits) as pool:
        return dict(pool.run(tasks))


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.parametrize(
    ("fault", "code", "words"),
    [
        ("segfault", "crashed", "SIGSEGV"),
        ("abort", "crashed", "SIGABRT"),
        ("exit", "crashed", "exit code 3"),
        ("deaf", "crashed", "SIGKILL"),
        ("hog", "memory", "256 MiB"),
        ("gulp", "memory", "256 MiB"),
    ],
)
def test_a_fault_costs_one_task(fault: str, code: str, words: str) -> None:
    tasks = [f"before {number}" for number in range(5)] + [fault] + [f"after {number}" for number in range(5)]
    found = results(*tasks)
    assert sorted(found) == sorted(tasks)
    death = found.pop(fault)
    assert isinstance(death, Death)
    assert death.code == code
    assert words in death.message
    assert all(found[task] == task for task in found)


@pytest.mark.parametrize("fault", ["hang", "spin"])
def test_a_task_that_takes_too_long_is_ended(fault: str) -> None:
    found = results("one", fault, "two", limits=Limits(seconds=3))
    assert found == {"one": "one", "two": "two", fault: Death("timeout", "not done after 3 seconds")}


def test_every_task_may_fail() -> None:
    found = results(*(["segfault"]), *(f"{number}" for number in range(3)), jobs=1)
    assert [type(value) for value in found.values()].count(Death) == 1
    assert isinstance(results("abort", jobs=3)["abort"], Death)


def test_what_an_earlier_task_did_is_not_held_against_a_later_one() -> None:
    """The worker that did "poison" crashes at the next task; that one is done again in a fresh worker."""
    assert results("poison", "victim", jobs=1) == {"poison": "poison", "victim": "victim"}


def test_a_worker_that_is_killed_from_outside_costs_nothing(tmp_path: Path) -> None:
    """As the system does that runs out of memory: even a worker's first task is done again."""
    task = f"killed:{tmp_path / 'mark'}"
    assert results(task, jobs=1) == {task: task}


def test_workers_are_recycled() -> None:
    with Pool(faults.pid, 1, Limits(tasks=4)) as pool:
        pids = [pid for _, pid in pool.run([str(number) for number in range(12)])]
    assert [pids.count(pid) for pid in dict.fromkeys(pids)] == [4, 4, 4]


def test_a_system_that_lets_no_process_start(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise ConnectionRefusedError(111, "Connection refused")

    monkeypatch.setattr("multiprocessing.forkserver.connect_to_new_process", refuse)
    with pytest.raises(NoWorkers, match=r"cannot be started: .*Connection refused"):
        results("one")


def test_a_server_that_was_killed_just_now(monkeypatch: pytest.MonkeyPatch) -> None:
    """The next worker is another server's."""
    connect, calls = forkserver.connect_to_new_process, []

    def refuse_once(*arguments: object) -> object:
        calls.append(arguments)
        if len(calls) == 1:
            raise ConnectionRefusedError(111, "Connection refused")
        return connect(*arguments)

    monkeypatch.setattr("multiprocessing.forkserver.connect_to_new_process", refuse_once)
    assert results("one", jobs=1) == {"one": "one"}
    assert len(calls) == 2


def test_no_worker_outlives_its_pool() -> None:
    with Pool(faults.pid, 2, LIMITS) as pool:
        pids = {pid for _, pid in pool.run([str(number) for number in range(6)])}
    assert not [pid for pid in pids if isinstance(pid, int) and alive(pid)]


def test_stopping_does_not_wait_for_what_is_in_work() -> None:
    done: list[str] = []
    with Pool(faults.slow, 2, Limits(seconds=600)) as pool:
        for task, _ in pool.run(["a", "hang", "b"], lambda: len(done) == 2):
            done.append(task)
    assert sorted(done) == ["a", "b"]


def test_tasks_are_taken_when_there_is_a_worker_for_them() -> None:
    taken = 0

    def tasks():  # type: ignore[no-untyped-def]
        nonlocal taken
        for number in range(50):
            taken += 1
            yield str(number)

    with Pool(faults.suffer, 2, LIMITS) as pool:
        run = pool.run(tasks())
        for _ in range(10):
            next(run)
        assert taken <= 13
        run.close()  # type: ignore[attr-defined]


def test_an_idle_worker_that_is_killed_is_replaced() -> None:
    with Pool(faults.pid, 1, LIMITS) as pool:
        ((_, first),) = pool.run(["one"])
        assert isinstance(first, int)
        os.kill(first, 9)
        while alive(first):
            time.sleep(0.01)
        ((_, second),) = pool.run(["two"])
    assert isinstance(second, int)
    assert second != first


def pool_in_a_process(work: str, note: Path, limits: str) -> "subprocess.Popen[str]":
    """Start a process whose pool does one task; return it when the worker has begun."""
    program = (
        "from crsparse.batch.workers import Limits, Pool\nfrom tests.batch import faults\n"
        f"print(list(Pool(faults.{work}, 1, Limits({limits})).run([{str(note)!r}])))"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", program], cwd=ROOT, stdout=subprocess.PIPE, text=True, start_new_session=True
    )
    while not note.exists() or not note.read_text().endswith("\n"):
        time.sleep(0.01)
    return process


def test_a_worker_ends_with_its_parent(tmp_path: Path) -> None:
    """A command is killed, and run again: what it had begun must not appear among the outputs later on."""
    process = pool_in_a_process("note_and_hang", tmp_path / "note", "seconds=600")
    worker = int((tmp_path / "note").read_text())
    assert alive(worker)
    process.kill()
    process.communicate()
    for _ in range(1000):
        if not alive(worker):
            break
        time.sleep(0.01)
    assert not alive(worker)


def test_a_pause_is_no_time(tmp_path: Path) -> None:
    """Ctrl-Z stops the parent and its workers; neither the parent's clock nor the worker's alarm may count that."""
    process = pool_in_a_process("note_and_wait", tmp_path / "note", "seconds=2")
    for times in (1, 2):  # after the first it is done once more
        while (tmp_path / "note").read_text().count("\n") < times:
            time.sleep(0.01)
        os.killpg(process.pid, signal.SIGSTOP)
        time.sleep(2 + GRACE + 2)
        os.killpg(process.pid, signal.SIGCONT)
    stdout, _ = process.communicate(timeout=60)
    assert stdout == f"[({str(tmp_path / 'note')!r}, 'done')]\n"


@pytest.mark.parametrize("limits", [Limits(seconds=1e12), Limits(seconds=float("inf")), Limits(memory=1 << 53)])
def test_limits_beyond_what_the_system_counts(limits: Limits) -> None:
    assert results("one", limits=limits) == {"one": "one"}
