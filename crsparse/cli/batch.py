"""``crsparse batch``: a catalogue to documents."""

import math
import os
import sys
from pathlib import Path
from typing import Literal, get_args

import click

from crsparse.batch import places
from crsparse.batch.executors import Executor, Local
from crsparse.batch.inputs import gather
from crsparse.batch.manifest import LOCK_NAME, Manifest
from crsparse.batch.report import BEGINNING, page
from crsparse.batch.run import BatchFormat, Interruption, Settings, Summary, run
from crsparse.batch.urls import local
from crsparse.batch.workers import LONGEST, Limits, prepare
from crsparse.cli.outputs import StandardOutput
from crsparse.cli.progress import closing_table, watcher
from crsparse.cli.report import Exit, one_line
from crsparse.errors import CrsparseError, OutputFailed
from crsparse.sinks.files import whole_file

INTERRUPTED = 130
"""Exit code after SIGINT or SIGTERM, as shells have it: 128 and the number of SIGINT."""

ExecutorName = Literal["local", "ray"]


class ReportInTheWay(CrsparseError):
    """The report would replace a file that is none."""

    code = "report_in_the_way"


def _number(context: click.Context, option: click.Parameter, seconds: float) -> float:
    """Return a time limit; raise BadParameter for NaN, which is neither too small nor too large."""
    if math.isnan(seconds):
        raise click.BadParameter("it is no number")
    return seconds


@click.command("batch", short_help="Convert a whole catalogue.")
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option("-o", "--output", required=True, metavar="DIR|URL", help="Where documents and manifest go.")
@click.option(
    "--format",
    "format_name",
    type=click.Choice(get_args(BatchFormat)),
    default="json",
    show_default=True,
    help="A file for each document, or one documents.jsonl.",
)
@click.option("--jobs", type=click.IntRange(1), metavar="N", help="Worker processes; as many as processors without it.")
@click.option(
    "--executor",
    "executor_name",
    type=click.Choice(get_args(ExecutorName)),
    default="local",
    show_default=True,
    help="This machine, or a Ray cluster.",
)
@click.option(
    "--timeout",
    type=click.FloatRange(0, LONGEST, min_open=True),
    default=Limits().seconds,
    show_default=True,
    callback=_number,
    metavar="SECONDS",
    help="Time for an input.",
)
@click.option(
    "--memory",
    type=click.IntRange(128, 1 << 30),
    default=Limits().memory,
    show_default=True,
    metavar="MIB",
    help="Memory for a worker.",
)
@click.option("--retry-failed", is_flag=True, help="Try again what failed before.")
@click.option("--fail-fast", "max_failures", flag_value=1, type=int, help="Stop at the first failure.")
@click.option("--max-failures", type=click.IntRange(1), metavar="N", help="Stop after N failures.")
@click.option("--report", "report_path", type=click.Path(dir_okay=False), help="Write a page about the batch (HTML).")
def command(
    sources: tuple[str, ...],
    output: str,
    format_name: BatchFormat,
    jobs: int | None,
    executor_name: ExecutorName,
    timeout: float,
    memory: int,
    retry_failed: bool,
    max_failures: int | None,
    report_path: str | None,
) -> None:
    """Convert a catalogue of CRS products into validated documents.

    SOURCE is a folder (with all below it), a glob, a file, a zip or tar archive, a URL (s3://, gs://, file://), or
    @LIST, a file that names sources, one a line. Documents go into the output as NAME.json, or into documents.jsonl.

    The manifest (manifest.sqlite) remembers what was done: run the same command again to go on after an interruption,
    or to convert what is new, has changed, or was converted by another version.

    Exit codes: 0 fine, 1 an input failed, 2 usage, 130 interrupted.
    """
    settings = Settings(output=output, format=format_name, retry_failed=retry_failed, max_failures=max_failures)
    try:
        _check_free(report_path)
        executor = _executor(executor_name, jobs, Limits(seconds=timeout, memory=memory))
        state = places.state(output)
        catalogue = gather(sources, without=_written(output, report_path))
        interruption = Interruption()
        with Manifest(state) as manifest, interruption.heeded():
            with watcher() as told:
                summary = run(catalogue, settings, manifest, executor, told, interruption)
            try:
                if report_path is not None:
                    _write_report(report_path, page(manifest.records(), summary))
            finally:
                _show(summary)
    except KeyboardInterrupt:  # while sources are listed, or the second one
        raise SystemExit(INTERRUPTED) from None
    except OutputFailed as error:
        raise _ended(error, Exit.FAILED) from None
    except CrsparseError as error:
        raise _ended(error, Exit.USAGE) from None
    except OSError as error:
        raise _ended(OutputFailed(f"{output}: {error.strerror or error}"), Exit.USAGE) from None
    raise SystemExit(_code(summary))


def _executor(name: ExecutorName, jobs: int | None, limits: Limits) -> Executor:
    if name == "local":
        prepare()
        return Local(jobs or _processors(), limits)
    from crsparse.batch.cluster import Ray

    return Ray(jobs, limits)


def _processors() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _show(summary: Summary) -> None:
    """Write the closing table to standard output; that nobody reads it is no error, that it cannot be written is.

    Unless the run was interrupted: by closing the terminal, it may be.
    """
    if sys.stdout is None:
        return
    try:
        StandardOutput().put("the table", f"{closing_table(summary)}\n".encode())
    except OutputFailed:
        if summary.stopped != "interrupted":
            raise


def _written(output: str, report_path: str | None) -> list[Path]:
    """Return what the batch itself writes on this machine; it is no source, though it may lie among them."""
    return [path for path in (local(output), report_path and Path(report_path)) if path]


def _check_free(path: str | None) -> None:
    """Raise ReportInTheWay unless a report may be written to a path.

    It may where nothing is, or an earlier report, or what is no file (a pipe, a terminal).
    """
    if path is None or not os.path.isfile(path):
        return
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            beginning = file.read(len(BEGINNING))
    except OSError as error:
        raise OutputFailed(f"{path}: cannot be read: {error.strerror or error}") from None
    # the lock is empty, too
    if beginning not in ("", BEGINNING) or Path(path).name == LOCK_NAME:
        raise ReportInTheWay(f"{path}: it is there, and no report of a batch")


def _write_report(path: str, text: str) -> None:
    _check_free(path)  # the batch itself may have put a document there
    try:
        with whole_file(Path(path)) as file:
            file.write(text.encode())
    except OSError as error:
        raise OutputFailed(f"{path}: cannot be written: {error.strerror or error}") from None


def _code(summary: Summary) -> int:
    if summary.stopped == "interrupted":
        return INTERRUPTED
    return Exit.FAILED if summary.failed or summary.stopped else Exit.FINE


def _ended(error: CrsparseError, code: Exit) -> SystemExit:
    """Say in a line what prevents the batch; return what ends the command."""
    click.echo(f"crsparse: {one_line(str(error))}", err=True)
    return SystemExit(code)
