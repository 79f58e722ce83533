"""A Ray cluster as executor (extra ``crsparse[ray]``): Ray Data reads the files, maps the unit over them, and writes.

The unit is the one that local workers do, and it runs in a worker process of its own on every node, under the same
limits: a file that crashes, hangs or eats memory costs itself and nothing else there too. When a node or a Ray worker
dies, Ray does its tasks again elsewhere; outputs are written whole, so doing one twice does no harm. The manifest stays
with the driver, which writes the rows as they come in.

Ray gives up a batch for one file that it cannot read. So what it may stumble over, and what it has stumbled over, the
unit reads itself, and says what is wrong with it as it does without Ray.

Sources are files and URLs, not members of archives; sources and output must be reachable from every node.
"""

import logging
import os
import pickle
import signal
import socket
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache, partial
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from crsparse.batch import urls
from crsparse.batch.archives import LARGEST_INPUT
from crsparse.batch.executors import buried
from crsparse.batch.unit import Outcome, Task, attempt
from crsparse.batch.workers import Death, Limits, Pool
from crsparse.errors import CrsparseError

if TYPE_CHECKING:
    from pyarrow.fs import FileSystem
    from ray import ObjectRef
    from ray.data import Dataset

FILES_A_BLOCK = 8
"""Files that Ray hands on together; outcomes come in blocks, so few make for an even flow."""

ANSWER = 10.0
"""Seconds in which a cluster takes a connection."""


class NoRay(CrsparseError):
    """Ray is not installed, or cannot do what is asked for."""

    code = "no_ray"


class Ray(Struct, frozen=True):
    """The Ray cluster that ``RAY_ADDRESS`` names, or one on this machine."""

    jobs: int | None = None
    """Conversions at a time; as many as the cluster has processors without it."""
    limits: Limits = Limits()

    def __call__(
        self, tasks: Iterable[Task], stopping: Callable[[], bool]
    ) -> Generator[tuple[Task, Outcome], None, None]:
        by_path, by_key = _sorted(tasks)
        with _cluster():
            for path, outcome in self._outcomes(_read(by_path), by_path):
                yield by_path.pop(path), outcome
                if stopping():
                    return
            by_key |= {task.input.key: task for task in by_path.values()}  # what Ray has left out
            for key, outcome in self._outcomes(_unread(by_key), by_key):
                yield by_key[key], outcome
                if stopping():
                    return

    def _outcomes(self, rows: "Dataset | None", tasks: Mapping[str, Task]) -> Iterator[tuple[str, Outcome]]:
        """Yield what the unit makes of the rows, each with the path, or the key, of its task."""
        import ray

        if rows is None:
            return
        unit = partial(_convert, tasks=ray.put(dict(tasks)), limits=self.limits)
        for row in rows.map(unit, concurrency=self.jobs).iter_rows():
            yield row["path"], pickle.loads(row["outcome"])


def _sorted(tasks: Iterable[Task]) -> tuple[dict[str, Task], dict[str, Task]]:
    """Return by path the tasks whose inputs Ray is to read, and by key those whose inputs it is not.

    Not: what is no file here, or too large to be one (Ray would wait for a pipe), and a file that is named twice.
    """
    by_path: dict[str, Task] = {}
    by_key: dict[str, Task] = {}
    for task in tasks:
        item = task.input
        if item.member is not None:
            raise NoRay(f"{item.origin}: Ray reads files, not members of archives; unpack it first")
        path, file = _path(item.origin), urls.local(item.origin)
        if path in by_path or (file is not None and not (file.is_file() and item.byte_count() <= LARGEST_INPUT)):
            by_key[item.key] = task
        else:
            by_path[path] = task
    return by_path, by_key


@contextmanager
def _cluster() -> Iterator[None]:
    """Connect with the cluster; raise NoRay when there is none, or when it breaks down."""
    try:
        import ray
        from ray.exceptions import RayError
    except ImportError:
        raise NoRay("--executor ray needs Ray: pip install 'crsparse[ray]'") from None
    try:
        if not ray.is_initialized():
            _call(os.environ.get("RAY_ADDRESS", ""))
            os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # Ray would tell its makers over the network
            handler = signal.getsignal(signal.SIGTERM)
            ray.init(log_to_driver=False, logging_level=logging.CRITICAL)
            signal.signal(signal.SIGTERM, handler)  # Ray has put in its own, which ends this process at once
        _quiet()
        yield
    except (RayError, ConnectionError) as error:
        cause = getattr(error, "cause", None) or error  # of a task's error, whose own text is a traceback
        raise NoRay(f"the Ray cluster failed: {(str(cause).splitlines() or [type(cause).__name__])[0]}") from None


def _call(address: str) -> None:
    """Raise NoRay when nobody answers at ``HOST:PORT``; Ray itself tries for a quarter of an hour."""
    host, _, port = address.removeprefix("ray://").rpartition(":")
    if not port.isdigit():  # "", "auto", "local"
        return
    try:
        socket.create_connection((host, int(port)), timeout=ANSWER).close()
    except OSError as error:
        raise NoRay(f"no Ray cluster answers at {address}: {error.strerror or error}") from None


def _quiet() -> None:
    """Leave the terminal to the batch; Ray Data's own log, in the folder of Ray's session, keeps everything."""
    from ray.data import DataContext

    DataContext.get_current().enable_progress_bars = False
    for handler in logging.getLogger("ray.data").handlers:
        if isinstance(handler, logging.StreamHandler):
            handler.setLevel(logging.CRITICAL)


def _read(tasks: Mapping[str, Task]) -> "Dataset | None":
    """Return paths with bytes, without those that are not there and the blocks in which one can't be read."""
    from ray.data import DataContext, read_binary_files

    if not tasks:
        return None
    DataContext.get_current().max_errored_blocks = -1
    try:
        return read_binary_files(
            list(tasks),
            filesystem=_file_system(next(iter(tasks.values())).input.origin),
            include_paths=True,
            ignore_missing_paths=True,
            override_num_blocks=max(1, len(tasks) // FILES_A_BLOCK),
        )
    except (OSError, ValueError):  # none of them is there
        return None


def _unread(tasks: Mapping[str, Task]) -> "Dataset | None":
    """Return keys alone, a block each."""
    from ray.data import DataContext, from_items

    if not tasks:
        return None
    DataContext.get_current().max_errored_blocks = 0
    return from_items([{"path": key} for key in tasks], override_num_blocks=len(tasks))


def _convert(row: dict[str, object], tasks: "ObjectRef[dict[str, Task]]", limits: Limits) -> dict[str, object]:
    """Do the unit for one row of the data set; runs on a node of the cluster."""
    path, content = str(row["path"]), row.get("bytes")
    task = _tasks(tasks)[path]
    if isinstance(content, bytes) and len(content) <= LARGEST_INPUT:  # else the unit says what is wrong with it
        task = replace(task, content=content)
    ((_, result),) = _pool(limits).run([task])
    outcome = buried(task, result) if isinstance(result, Death) else result
    return {"path": path, "outcome": pickle.dumps(outcome)}


@cache
def _pool(limits: Limits) -> Pool[Task, Outcome]:
    """Return the worker of this Ray worker; it ends with it."""
    return Pool(attempt, 1, limits)


@cache
def _tasks(reference: "ObjectRef[dict[str, Task]]") -> dict[str, Task]:
    import ray

    tasks: dict[str, Task] = ray.get(reference)
    return tasks


def _path(origin: str) -> str:
    """Return a path as Ray tells it beside the bytes."""
    return urls.opened(origin)[1] if urls.is_url(origin) else os.path.abspath(origin)


def _file_system(origin: str) -> "FileSystem":
    from pyarrow.fs import FSSpecHandler, LocalFileSystem, PyFileSystem

    if not urls.is_url(origin):
        return LocalFileSystem()
    return PyFileSystem(FSSpecHandler(urls.opened(origin)[0]))
