"""A Ray cluster as executor (extra ``crsparse[ray]``): Ray Data reads the files, maps the unit over them, and writes.

The unit is the one that local workers do, and it runs in a worker process of its own on every node, under the same
limits: a file that crashes, hangs or eats memory costs itself and nothing else there too. When a node or a Ray worker
dies, Ray does its tasks again elsewhere; outputs are written whole, so doing one twice does no harm. The manifest stays
with the driver, which writes the rows as they come in.

Sources are files and URLs, not members of archives; sources and output must be reachable from every node.
"""

import logging
import os
import pickle
from collections.abc import Callable, Generator, Iterable, Mapping
from functools import cache, partial
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from crsparse.batch import urls
from crsparse.batch.executors import buried
from crsparse.batch.unit import Outcome, Task, attempt
from crsparse.batch.workers import Death, Limits, Pool
from crsparse.errors import CrsparseError

if TYPE_CHECKING:
    from pyarrow.fs import FileSystem
    from ray import ObjectRef

FILES_A_BLOCK = 8
"""Files that Ray hands on together; outcomes come in blocks, so few make for an even flow."""


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
        try:
            import ray
            from ray.data import DataContext, read_binary_files
        except ImportError:
            raise NoRay("--executor ray needs Ray: pip install 'crsparse[ray]'") from None
        by_path = {}
        for task in tasks:
            if task.input.member is not None:
                raise NoRay(f"{task.input.origin}: Ray reads files, not members of archives; unpack it first")
            by_path[_path(task.input.origin)] = task
        if not ray.is_initialized():
            os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # Ray would tell its makers over the network
            ray.init(log_to_driver=False, logging_level=logging.ERROR)
        DataContext.get_current().enable_progress_bars = False
        rows = read_binary_files(
            list(by_path),
            filesystem=_file_system(_first(by_path)),
            include_paths=True,
            override_num_blocks=max(1, len(by_path) // FILES_A_BLOCK),
        ).map(partial(_convert, tasks=ray.put(by_path), limits=self.limits), concurrency=self.jobs)
        for row in rows.iter_rows():
            if stopping():
                return
            yield by_path[row["path"]], pickle.loads(row["outcome"])


def _first(tasks: Mapping[str, Task]) -> str:
    """Return where the first task's input lies; all lie on one file system."""
    return next(iter(tasks.values())).input.origin


def _convert(row: dict[str, object], tasks: "ObjectRef[dict[str, Task]]", limits: Limits) -> dict[str, object]:
    """Do the unit for one row of the data set; runs on a node of the cluster."""
    path, content = str(row["path"]), row["bytes"]
    assert isinstance(content, bytes)
    task = replace(_tasks(tasks)[path], content=content)
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
