"""Batches for tests: a catalogue that is small and of all kinds, a run without a command line, and what it left."""

import json
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

import pytest

from crsparse.batch import places
from crsparse.batch.executors import Local
from crsparse.batch.inputs import gather
from crsparse.batch.manifest import Manifest
from crsparse.batch.run import Interruption, Settings, Summary, run
from crsparse.batch.unit import Outcome
from crsparse.batch.workers import Limits
from tests.batch import faults

LIMITS = Limits(seconds=60, memory=512)
Batch = Callable[..., Summary]


class Watching:
    """A watcher that keeps what it is told."""

    def __init__(self) -> None:
        self.inputs = 0
        self.outcomes: list[Outcome] = []

    def begin(self, inputs: int) -> None:
        self.inputs = inputs

    def ended(self, outcome: Outcome) -> None:
        self.outcomes.append(outcome)


def memo(number: int) -> bytes:
    return f"A memorandum about rain, number {number}.\n\nRain falls on the just and on the unjust alike.\n".encode()


def write(folder: Path, files: Mapping[str, bytes]) -> Path:
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder


@pytest.fixture
def catalogue(tmp_path: Path, fixtures: Path) -> Path:
    """Return a folder with a PDF of either kind, HTML, texts, and two inputs that cannot be read."""
    wanted = ("IN12030.tagged.pdf", "IN12030.untagged.pdf", "IN12030.congress.html", "IN12030.txt")
    files = {f"pdf/{name}": (fixtures / "IN12030" / name).read_bytes() for name in wanted}
    files |= {f"memo/{number}.txt": memo(number) for number in range(6)}
    files |= {"bad/cut.pdf": files["pdf/IN12030.tagged.pdf"][:3000], "bad/nothing.pdf": b""}
    return write(tmp_path / "catalogue", files)


@pytest.fixture
def batch(tmp_path: Path) -> Batch:
    """Return a function that runs a batch in this process; its workers may be asked for faults."""

    def command(
        *sources: object,
        output: object = tmp_path / "out",
        jobs: int = 2,
        limits: Limits = LIMITS,
        watching: Watching | None = None,
        **settings: object,
    ) -> Summary:
        root = str(output)
        found = gather([str(source) for source in sources])
        with Manifest(places.state(root)) as manifest:
            return run(
                found,
                Settings(output=root, **settings),  # type: ignore[arg-type]
                manifest,
                Local(jobs, limits, faults.attempt),
                watching or Watching(),
                Interruption(),
            )

    return command


@pytest.fixture
def ray_home(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Give Ray a folder of its own that is taken away; its path is short, for sockets lie deep in it."""
    folder = tempfile.mkdtemp(prefix="ray", dir="/tmp")
    monkeypatch.setenv("RAY_TMPDIR", folder)
    yield
    shutil.rmtree(folder, ignore_errors=True)


def rows(folder: Path, *, without: Iterable[str] = ("seconds",)) -> dict[str, dict[str, object]]:
    """Return the manifest by key, but for what differs between two runs."""
    database = sqlite3.connect(folder / "manifest.sqlite")
    database.row_factory = sqlite3.Row
    found = {row["key"]: dict(row) for row in database.execute("SELECT * FROM inputs ORDER BY key")}
    database.close()
    for row in found.values():
        for name in without:
            del row[name]
    return found


def left(folder: Path) -> dict[str, bytes]:
    """Return all files of an output but the manifest."""
    paths = [path for path in folder.rglob("*") if path.is_file()]
    kept = {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
    return {
        name: data for name, data in sorted(kept.items()) if not name.startswith(("manifest.sqlite", ".crsparse.lock"))
    }


def lines(folder: Path) -> list[str]:
    """Return the file names of the documents in a JSON Lines file."""
    text = (folder / "documents.jsonl").read_text(encoding="utf-8")
    return [json.loads(line)["source"]["filename"] for line in text.splitlines()]
