"""Workers: processes that do one task at a time and may crash, hang or eat memory without hurting anything else.

The standard library's pools are of no use here: one worker that dies breaks ``concurrent.futures``'s, and leaves
``multiprocessing``'s waiting for ever; neither can end a task that takes too long. So each worker has a pipe of its own
and at most one task, and whatever happens to it is known to have happened to that task.

Limits, each with a second line behind it:

* time: the parent kills a worker whose task takes too long; an alarm in the worker does so if the parent is stuck;
* memory: the parent kills a worker whose resident memory grows beyond the limit (Linux; looked at ten times a second);
  the worker's address space is limited too, for one that grows faster than that;
* life: a worker is replaced after so many tasks, since libraries leak.

A worker ends with its parent, whatever it is busy with: it must not write what a later run does not expect. A pause of
the whole batch (Ctrl-Z) counts as no time.

A task whose worker dies is done once more in a fresh worker, for the cause may lie outside (the system ran out of
memory and killed the worker) or in what the worker did before; if that one dies too, it is the task's own fault. Not
tried again is what took too long, nor what took too much memory in a worker that had done nothing else. Workers ignore
SIGINT, for a terminal sends it to them as well: the parent decides what to do about it.
"""

import contextlib
import gc
import math
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from multiprocessing.connection import Connection, wait
from types import ModuleType
from typing import Generic, Literal, Self, TypeVar

from msgspec import Struct

from crsparse.errors import CrsparseError

T = TypeVar("T")
R = TypeVar("R")

LOOKS = 0.1
"""Seconds between two looks at time, memory and the wish to stop."""
GRACE = 5.0
"""Seconds that the worker's own alarm leaves the parent to act first."""
ENDING = 2.0
"""Seconds that a worker has to end by itself once its pipe is closed."""
PAUSE = 2.0
"""Seconds that a look may come late; if it comes later, the whole batch was stopped, and the workers with it."""
LONGEST = 1e6
"""Seconds of the longest time limit, eleven days; the system's timers take no infinity."""
ADDRESS_SPACE = 1 << 30
"""Bytes of address space, 1 GiB, beyond the memory limit: code, mapped files and arenas that are not resident."""
COLLECTED_EVERY = 50_000
"""Objects between two looks for cyclic garbage; documents make little of it, and Python's 700 cost 5 % of the time."""
PRELOADED = (
    "crsparse.batch.unit",
    "crsparse.convert",
    "crsparse.sinks",
    "crsparse.readers.pdf",
    "crsparse.readers.layout",
    "crsparse.schema",
)
"""Modules that a server imports once; workers are forked from it and start in milliseconds."""

_OUT_OF_MEMORY = 73
"""Exit code of a worker whose work raised MemoryError; nothing in it can be relied on after that."""
_MEBIBYTE = 1 << 20
_PAGE = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096


class NoWorkers(CrsparseError):
    """The system does not let worker processes start."""

    code = "no_workers"


class Limits(Struct, frozen=True):
    """What a worker may take."""

    seconds: float = 300.0
    """Time for a task. A report of 700 pages takes some ten seconds."""
    memory: int = 2048
    """Resident memory in MiB; a report of 700 pages takes some 300."""
    tasks: int = 500
    """Tasks after which a worker is replaced."""


class Death(Struct, frozen=True):
    """How a worker ended during a task."""

    code: Literal["timeout", "memory", "crashed"]
    message: str


_PAUSED = Death("crashed", "its alarm went off while all was stopped")  # no fault of the task, however often


class _Worker(Generic[T]):
    """A process and the parent's end of its pipe."""

    def __init__(self, context: "multiprocessing.context.BaseContext", work: Callable[[T], object], limits: Limits):
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(target=_serve, args=(theirs, work, limits), daemon=True)  # type: ignore[attr-defined]
        with _apart():
            self.process.start()
        theirs.close()
        self.done = 0
        self.task: T | None = None
        self.retried = False
        self.deadline = math.inf

    def give(self, task: T, retried: bool, limits: Limits) -> None:
        self.task, self.retried = task, retried
        self.deadline = time.monotonic() + limits.seconds
        with contextlib.suppress(OSError):  # it died while idle: reading from it will tell
            self.pipe.send(task)

    def resident(self) -> int:
        """Return resident memory in MiB; 0 where the system does not tell."""
        try:
            with open(f"/proc/{self.process.pid}/statm", "rb") as file:
                return int(file.read().split()[1]) * _PAGE // _MEBIBYTE
        except (OSError, IndexError, ValueError):
            return 0

    def kill(self) -> None:
        self.process.kill()
        self.process.join()
        self.pipe.close()

    def dismiss(self) -> None:
        """Let an idle worker end by itself; closing the pipe tells it."""
        self.pipe.close()
        self.process.join(GRACE)
        if self.process.is_alive():
            self.process.kill()
            self.process.join()


class Pool(Generic[T, R]):
    """Some workers that all do the same work; it must be a function that a module has at its top."""

    def __init__(self, work: Callable[[T], R], jobs: int, limits: Limits = Limits()) -> None:  # noqa: B008
        self._work, self._jobs, self._limits = work, jobs, limits
        self._timeout = Death("timeout", f"not done after {limits.seconds:g} seconds")
        self._context = _context()
        self._idle: list[_Worker[T]] = []
        self._busy: dict[Connection, _Worker[T]] = {}
        self._looked = time.monotonic()
        self.died = 0
        """Workers that died or were killed during a task."""

    def run(self, tasks: Iterable[T], stopping: Callable[[], bool] = lambda: False) -> Iterator[tuple[T, R | Death]]:
        """Yield tasks with their results as they are done; stop soon, without what is in work, once ``stopping()``."""
        waiting = iter(tasks)
        again: deque[T] = deque()
        done: list[tuple[T, R | Death]] = []
        self._looked = time.monotonic()
        while not stopping():
            self._employ(waiting, again)  # first, so that no worker waits while others look at what is done
            yield from done
            done.clear()
            if not self._busy:
                return
            for worker, result in self._finished():
                assert worker.task is not None
                if isinstance(result, Death) and _deserves_another_try(result, worker):
                    again.append(worker.task)
                else:
                    done.append((worker.task, result))
        yield from done
        self.close()

    def _employ(self, waiting: Iterator[T], again: deque[T]) -> None:
        """Give tasks to all workers that have none; what is done once more comes first."""
        while len(self._busy) < self._jobs:
            if again:
                self._start(again.popleft(), fresh=True)
                continue
            task = next(waiting, None)
            if task is None:
                return
            self._start(task)

    def _start(self, task: T, fresh: bool = False) -> None:
        worker = None if fresh or not self._idle else self._idle.pop()
        if fresh and self._idle:  # as many as asked for, no more
            self._idle.pop().dismiss()
        worker = worker or self._hired()
        worker.give(task, fresh, self._limits)
        self._busy[worker.pipe] = worker

    def _hired(self) -> _Worker[T]:
        """Return a new worker; when its server was killed just now, of a new server."""
        try:
            return _Worker(self._context, self._work, self._limits)
        except NoWorkers:
            time.sleep(LOOKS)
            return _Worker(self._context, self._work, self._limits)

    def _finished(self) -> list[tuple[_Worker[T], "R | Death"]]:
        """Return what has come to an end, after LOOKS seconds at the latest."""
        ended: list[tuple[_Worker[T], R | Death]] = []
        soonest = min(worker.deadline for worker in self._busy.values()) - time.monotonic()
        ready = wait(list(self._busy), min(LOOKS, max(0.0, soonest)))
        self._forgive_pauses()
        for pipe in [pipe for pipe in self._busy if pipe in ready]:
            worker = self._busy.pop(pipe)
            try:
                result: R = worker.pipe.recv()
            except (EOFError, OSError):
                ended.append((worker, self._death(worker)))
                continue
            ended.append((worker, result))
            worker.done += 1
            if worker.done >= self._limits.tasks:
                worker.dismiss()
            else:
                self._idle.append(worker)
        now = time.monotonic()
        for pipe, worker in list(self._busy.items()):
            death = self._overdue(worker, now)
            if death is not None:
                del self._busy[pipe]
                worker.kill()
                self.died += 1
                ended.append((worker, death))
        return ended

    def _forgive_pauses(self) -> None:
        """Put the deadlines off by the time in which nobody looked."""
        now = time.monotonic()
        late = now - self._looked - LOOKS
        if late > PAUSE:
            for worker in self._busy.values():
                worker.deadline += late
        self._looked = now

    def _overdue(self, worker: _Worker[T], now: float) -> Death | None:
        if now > worker.deadline:
            return self._timeout
        if worker.resident() > self._limits.memory:
            return Death("memory", f"it needs more than {self._limits.memory} MiB of memory")
        return None

    def _death(self, worker: _Worker[T]) -> Death:
        self.died += 1
        worker.process.join(ENDING)
        if worker.process.exitcode is None:  # it has closed its pipe and lives on
            worker.process.kill()
            worker.process.join()
        worker.pipe.close()
        code = worker.process.exitcode or 0
        if code == -signal.SIGALRM:
            return self._timeout if time.monotonic() > worker.deadline else _PAUSED
        if code == _OUT_OF_MEMORY:
            return Death("memory", f"it needs more than {self._limits.memory} MiB of memory")
        how = f"by {signal.Signals(-code).name}" if code < 0 else f"with exit code {code}"
        return Death("crashed", f"its worker was ended {how}")

    def close(self) -> None:
        """End all workers, those in work as well."""
        for worker in self._busy.values():
            worker.kill()
        for worker in self._idle:
            worker.dismiss()
        self._busy.clear()
        self._idle.clear()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _deserves_another_try(death: Death, worker: _Worker[T]) -> bool:
    """Tell whether a worker may have died of something else than its task, so that it is worth a second try."""
    mine = death.code == "timeout" or worker.retried or (death.code == "memory" and worker.done == 0)
    return death is _PAUSED or not mine


def prepare() -> None:
    """Let the server of the workers begin to import what it needs, while there is still other work to do.

    Raises NoWorkers when the system does not let it start.
    """
    if "forkserver" in multiprocessing.get_all_start_methods():
        from multiprocessing import forkserver

        _context()
        with _apart():
            forkserver.ensure_running()


def _context() -> "multiprocessing.context.BaseContext":
    """Return how processes are started: forked from a clean server where the system can, else anew."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(list(PRELOADED))
    return context


@contextlib.contextmanager
def _apart() -> Iterator[None]:
    """Let a process start that has nothing to do with this program's main module and with its terminal.

    It would import the module, and needs nothing of it; and an interrupt while the server still imports would end it.
    A signal that is blocked stays so in the processes that are started meanwhile, and is not lost here.

    Raises NoWorkers when the system does not let it start.
    """
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    blocked = None
    safe = os.environ.get("PYTHONSAFEPATH")
    if not _looks_here():  # nor may the server find a stranger's random.py in the current folder
        os.environ["PYTHONSAFEPATH"] = "1"
    if hasattr(signal, "pthread_sigmask"):
        from multiprocessing import resource_tracker

        resource_tracker.ensure_running()  # multiprocessing's own helper; when it starts, it unblocks the signal
        blocked = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    except (OSError, EOFError) as error:
        raise NoWorkers(f"worker processes cannot be started: {error}") from None
    finally:
        sys.modules["__main__"] = main
        if safe is None:
            os.environ.pop("PYTHONSAFEPATH", None)
        if blocked is not None:
            signal.pthread_sigmask(signal.SIG_SETMASK, blocked)


def _looks_here() -> bool:
    """Tell whether this process looks for modules in the current folder, as ``python -m`` makes it do."""
    try:
        return bool({"", os.getcwd()} & set(sys.path))
    except OSError:  # the folder was taken away
        return False


def _serve(pipe: Connection, work: Callable[[T], object], limits: Limits) -> None:
    """Do what comes through the pipe, until it is closed."""
    _settle(limits)
    while True:
        try:
            task: T = pipe.recv()
        except (EOFError, OSError):
            os._exit(0)
        _alarm(limits.seconds + GRACE)
        try:
            result = work(task)
        except MemoryError:
            os._exit(_OUT_OF_MEMORY)
        _alarm(0)
        try:
            pipe.send(result)
        except OSError:  # nobody waits for it any more
            os._exit(0)


def _settle(limits: Limits) -> None:
    """Make a worker quiet, deaf to the terminal, and mortal."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    gc.freeze()  # what the server has imported is no garbage
    gc.set_threshold(COLLECTED_EVERY)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if hasattr(signal, "SIGALRM"):
        signal.signal(signal.SIGALRM, signal.SIG_DFL)  # the system ends the process, whatever it is busy with
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_RDWR)
        for stream in filter(None, (sys.stdin, sys.stdout, sys.stderr)):  # None: it was closed from the start
            os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
    with contextlib.suppress(ImportError, OSError, ValueError, OverflowError):
        import resource

        most = limits.memory * _MEBIBYTE + ADDRESS_SPACE
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))


def _alarm(seconds: float) -> None:
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, min(seconds, LONGEST))
