"""Executors: what carries out the tasks of a batch. All yield the same outcomes, in any order."""

import hashlib
from collections.abc import Callable, Generator, Iterable
from typing import Protocol

from msgspec import Struct

from crsparse.batch.inputs import Input
from crsparse.batch.unit import Outcome, Task, attempt, failed, unchanged
from crsparse.batch.workers import Death, Limits, Pool
from crsparse.errors import UnreadableInput


class Executor(Protocol):
    """Carries out tasks; ends soon, and leaves out what is not done, when ``stopping()`` says so."""

    def __call__(
        self, tasks: Iterable[Task], stopping: Callable[[], bool]
    ) -> Generator[tuple[Task, Outcome], None, None]: ...


class Local(Struct, frozen=True):
    """Worker processes on this machine."""

    jobs: int
    limits: Limits = Limits()
    work: Callable[[Task], Outcome] = attempt
    """What the workers do; tests put in what crashes."""

    def __call__(
        self, tasks: Iterable[Task], stopping: Callable[[], bool]
    ) -> Generator[tuple[Task, Outcome], None, None]:
        with Pool(self.work, self.jobs, self.limits) as pool:
            for task, result in pool.run(tasks, stopping):
                yield task, buried(task, result) if isinstance(result, Death) else result


def buried(task: Task, death: Death) -> Outcome:
    """Return the outcome of a task that its worker did not survive; nothing has changed if that is all that is new."""
    digest, size = fingerprint(task.input, task.content)
    return unchanged(task, digest) or Outcome(failed(task, death.code, death.message, sha256=digest, byte_count=size))


def fingerprint(item: Input, content: bytes | None) -> tuple[str | None, int | None]:
    """Return SHA-256 and size of an input; None where it cannot be read."""
    try:
        data = item.content() if content is None else content
    except UnreadableInput:
        return None, None
    return hashlib.sha256(data).hexdigest(), len(data)
