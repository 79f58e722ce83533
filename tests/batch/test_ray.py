"""Ray: the same bytes as the local executor, also when a node is killed in the middle of it."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from crsparse.batch import cluster as cluster_module
from crsparse.batch.cluster import Ray
from crsparse.batch.inputs import gather
from crsparse.batch.manifest import Manifest
from crsparse.batch.run import Interruption, Settings
from crsparse.batch.run import run as run_batch
from crsparse.batch.unit import Task
from tests.batch.conftest import Watching, left, memo, rows, write
from tests.conftest import ROOT, Run

ray = pytest.importorskip("ray", reason="needs Ray: pip install 'crsparse[ray]'")
pytestmark = pytest.mark.slow

NODES = 2


@pytest.fixture
def cluster(ray_home: None) -> Iterator[object]:
    """Return a cluster whose head does no work; the ports are any that are free, so that it stands beside others."""
    from ray.cluster_utils import Cluster

    head = {"num_cpus": 0, "include_dashboard": False, "dashboard_agent_listen_port": None}
    cluster = Cluster(initialize_head=True, head_node_args=head)
    yield cluster
    cluster.shutdown()


def start(cluster: object, *arguments: object) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-m", "crsparse", "batch", *map(str, arguments), "--executor", "ray"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT), "RAY_ADDRESS": cluster.address},  # type: ignore[attr-defined]
    )


def test_the_same_as_local(catalogue: Path, cluster: object, run: Run, tmp_path: Path) -> None:
    """Failures included."""
    for _ in range(NODES):
        cluster.add_node(num_cpus=1)  # type: ignore[attr-defined]
    for format_name in ("json", "jsonl"):
        run("batch", catalogue, "-o", tmp_path / f"local.{format_name}", "--format", format_name)
        process = start(cluster, catalogue, "-o", tmp_path / f"ray.{format_name}", "--format", format_name)
        _, stderr = process.communicate(timeout=300)
        assert process.returncode == 1, stderr
        assert all(line.startswith(b"crsparse: ") for line in stderr.splitlines()), stderr
        assert left(tmp_path / f"ray.{format_name}") == left(tmp_path / f"local.{format_name}")
        assert rows(tmp_path / f"ray.{format_name}") == rows(tmp_path / f"local.{format_name}")


def test_what_ray_cannot_read_costs_itself_only(catalogue: Path, cluster: object, run: Run, tmp_path: Path) -> None:
    """What is not there, what is no file, one file under two keys, names that mean something in URLs and globs."""
    cluster.add_node(num_cpus=1)  # type: ignore[attr-defined]
    write(catalogue, {"odd/R1 #2 100%25?.txt": memo(21), "odd/R[1].txt": memo(22)})
    (catalogue / "odd" / "gone.txt").symlink_to("nowhere")
    os.mkfifo(catalogue / "odd" / "pipe.txt")
    arguments = [catalogue, catalogue / "odd"]
    assert run("batch", *arguments, "-o", tmp_path / "local").returncode == 1
    process = start(cluster, *arguments, "-o", tmp_path / "ray")
    _, stderr = process.communicate(timeout=300)
    assert process.returncode == 1, stderr
    assert all(line.startswith(b"crsparse: ") for line in stderr.splitlines()), stderr
    assert left(tmp_path / "ray") == left(tmp_path / "local")
    assert rows(tmp_path / "ray") == rows(tmp_path / "local")


def test_what_goes_away_while_ray_reads(
    catalogue: Path, tmp_path: Path, ray_home: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ray drops the files that it handed on together with it; they are done all the same."""
    ray.init(num_cpus=1, include_dashboard=False, log_to_driver=False)
    read = cluster_module._read

    def read_late(tasks: Mapping[str, Task]) -> object:
        found = read(tasks)
        (catalogue / "memo" / "3.txt").unlink()
        return found

    monkeypatch.setattr(cluster_module, "_read", read_late)
    try:
        with Manifest(tmp_path / "out") as manifest:
            settings = Settings(output=str(tmp_path / "out"))
            summary = run_batch(gather([str(catalogue)]), settings, manifest, Ray(), Watching(), Interruption())
    finally:
        ray.shutdown()
    assert dict(summary.failed) == {"damaged_pdf": 1, "empty": 1, "not_found": 1}
    assert (summary.converted, summary.stopped) == (9, None)


def test_a_node_that_is_killed(cluster: object, run: Run, tmp_path: Path, fixtures: Path) -> None:
    nodes = [cluster.add_node(num_cpus=1) for _ in range(NODES)]  # type: ignore[attr-defined]
    content = (fixtures / "R99001" / "R99001.tagged.pdf").read_bytes()
    files = {f"{number:03}.pdf": content + b"\n%% " + str(number).encode() for number in range(120)}
    write(tmp_path / "in", {**files, "x.txt": memo(1), "y.pdf": b"%PDF-1.4 cut"})
    process = start(cluster, tmp_path / "in", "-o", tmp_path / "ray")
    documents = 0
    while process.poll() is None and documents < 20:
        documents = sum(1 for _ in (tmp_path / "ray").glob("*.json"))
        time.sleep(0.05)
    assert process.poll() is None, process.communicate()
    cluster.remove_node(nodes[0], allow_graceful=False)  # type: ignore[attr-defined]
    assert process.poll() is None, "it was done before the node was killed"
    _, stderr = process.communicate(timeout=400)
    assert process.returncode == 1, stderr
    run("batch", tmp_path / "in", "-o", tmp_path / "local")
    assert left(tmp_path / "ray") == left(tmp_path / "local")
    assert rows(tmp_path / "ray") == rows(tmp_path / "local")
    assert sum(row["status"] == "converted" for row in rows(tmp_path / "ray").values()) == 121


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_it_cleanly(cluster: object, run: Run, tmp_path: Path, number: signal.Signals) -> None:
    """Ray has a way of its own to end at SIGTERM, which is not ours."""
    cluster.add_node(num_cpus=1)  # type: ignore[attr-defined]
    write(tmp_path / "in", {f"{number:03}.txt": memo(number) for number in range(400)})
    process = start(cluster, tmp_path / "in", "-o", tmp_path / "ray")
    while process.poll() is None and not any((tmp_path / "ray").glob("*.json")):
        time.sleep(0.05)
    process.send_signal(number)
    stdout, stderr = process.communicate(timeout=120)
    assert process.returncode == 130, stderr
    assert b"run the same command again to go on" in stdout
    assert all(line.startswith(b"crsparse: ") for line in stderr.splitlines()), stderr
    process = start(cluster, tmp_path / "in", "-o", tmp_path / "ray")
    assert process.wait(timeout=300) == 0
    run("batch", tmp_path / "in", "-o", tmp_path / "local")
    assert left(tmp_path / "ray") == left(tmp_path / "local")


def test_a_cluster_that_does_not_answer(catalogue: Path, run: Run, tmp_path: Path) -> None:
    with socket.socket() as taken:  # bound, and not listening
        taken.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        ended = run("batch", catalogue, "-o", tmp_path / "out", "--executor", "ray", env={"RAY_ADDRESS": address})
    assert ended.returncode == 2
    message = f"crsparse: no Ray cluster answers at {address}: Connection refused"
    assert ended.stderr.decode().splitlines()[-1] == message


def test_archives_are_refused(run: Run, catalogue: Path, tmp_path: Path, ray_home: None) -> None:
    shutil.make_archive(str(tmp_path / "catalogue"), "zip", catalogue)
    ended = run("batch", tmp_path / "catalogue.zip", "-o", tmp_path / "out", "--executor", "ray")
    assert ended.returncode == 2
    assert b"Ray reads files, not members of archives" in ended.stderr
