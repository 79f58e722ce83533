"""URLs as sources and outputs, against fsspec's own files and a local S3 server."""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from crsparse.batch import places, urls
from crsparse.batch.inputs import BadSources, gather
from crsparse.errors import OutputFailed
from tests.batch.conftest import Batch, left, rows, write
from tests.conftest import Run

fsspec = pytest.importorskip("fsspec", reason="URLs need fsspec: pip install 'crsparse[ray]'")


@pytest.fixture
def memory() -> Iterator[str]:
    """Return the URL of an empty folder in fsspec's memory."""
    system = fsspec.filesystem("memory")
    yield "memory://catalogue"
    system.store.clear()


def test_keys_are_below_what_is_named(memory: str) -> None:
    for name in ("R1.pdf", "sub/R2.txt", "sub/notes.docx"):
        urls.write(f"{memory}/{name}", b"Rain.")
    assert [item.key for item in gather([memory]).inputs] == ["R1.pdf", "sub/R2.txt"]
    assert [item.key for item in gather([f"{memory}/sub/R2.txt"]).inputs] == ["R2.txt"]
    assert [item.key for item in gather([f"{memory}/*/*.txt"]).inputs] == ["sub/R2.txt"]
    assert [item.content() for item in gather([memory]).inputs] == [b"Rain.", b"Rain."]


def test_what_is_not_there(memory: str) -> None:
    with pytest.raises(BadSources, match="nothing is there"):
        gather([f"{memory}/missing"])
    with pytest.raises(urls.SourceNotFound):
        urls.read(f"{memory}/missing.pdf")


def test_what_a_list_names_and_is_not_there(memory: str, tmp_path: Path) -> None:
    urls.write(f"{memory}/R1.txt", b"Rain.")
    (tmp_path / "wanted.lst").write_text(f"{memory}/R1.txt\n{memory}/old/R9.txt\n", encoding="utf-8")
    here, gone = gather([f"@{tmp_path}/wanted.lst"]).inputs
    assert (here.key, here.content(), gone.key) == ("R1.txt", b"Rain.", "R9.txt")
    with pytest.raises(urls.SourceNotFound):
        gone.content()


def test_file_urls_give_what_paths_give(catalogue: Path, run: Run, tmp_path: Path) -> None:
    assert run("batch", catalogue, "-o", tmp_path / "local").returncode == 1
    ended = run("batch", f"file://{catalogue}", "-o", f"file://{tmp_path}/url")
    assert ended.returncode == 1, ended.stderr
    assert left(tmp_path / "url") == left(tmp_path / "local")
    again = run("batch", f"file://{catalogue}", "-o", f"file://{tmp_path}/url")
    assert re.search(rb"^converted +0$", again.stdout, re.MULTILINE), again.stdout
    assert rows(tmp_path / "url") == rows(tmp_path / "local")


def test_file_urls_are_written_whole(
    catalogue: Path, batch: Batch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As paths are: under another name first; what killed processes left behind is swept."""
    write(tmp_path / "url", {"sub/.crsparse-abc.part": b"half a docu"})
    batch(catalogue, output=f"file://{tmp_path}/url", format="jsonl")
    batch(catalogue, output=tmp_path / "local", format="jsonl")
    assert left(tmp_path / "url") == left(tmp_path / "local")
    monkeypatch.setattr("os.replace", _refuse)
    with pytest.raises(OSError, match="refused"):
        places.write(f"file://{tmp_path}/url", "new.json", b"{}")
    assert not (tmp_path / "url" / "new.json").exists()


def _refuse(*_: object) -> None:
    raise OSError("refused")


def test_a_file_at_a_url_is_there_whole_or_not_at_all(memory: str) -> None:
    with urls.whole_file(f"{memory}/whole.jsonl") as file:
        file.write(b"{}")
    assert urls.read(f"{memory}/whole.jsonl") == b"{}"
    with pytest.raises(OutputFailed, match="in the middle"):
        _written_half(f"{memory}/half.jsonl")
    with pytest.raises(urls.SourceNotFound):
        urls.read(f"{memory}/half.jsonl")


def _written_half(url: str) -> None:
    with urls.whole_file(url) as file:
        file.write(b"{}")
        raise OutputFailed("in the middle")


def test_a_driver_that_fails_in_its_own_way(memory: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """botocore's errors, for one, are no OSErrors; they are told in a line, too."""

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("no key\nfits")

    urls.write(f"{memory}/R1.txt", b"Rain.")
    for name in ("cat_file", "pipe_file", "find", "rm_file"):
        monkeypatch.setattr(f"fsspec.implementations.memory.MemoryFileSystem.{name}", fail)
    with pytest.raises(urls.SourceUnavailable, match=r"^cannot be read: no key fits$"):
        urls.read(f"{memory}/R1.txt")
    with pytest.raises(OSError, match=r"^no key fits$"):
        urls.write(f"{memory}/R1.txt", b"Snow.")
    with pytest.raises(BadSources, match=f"^{memory}: cannot be read: no key fits$"):
        gather([memory])
    places.remove(memory, "R1.txt")  # what cannot be taken away stays


def test_a_file_url_is_the_folder_that_it_names(tmp_path: Path) -> None:
    """Two batches with one output must meet each other, however it is written."""
    assert places.state(f"file://{tmp_path}") == places.state(f"file://{tmp_path}/./") == tmp_path


def test_an_output_that_only_one_process_would_see(run: Run, catalogue: Path) -> None:
    ended = run("batch", catalogue, "-o", "memory://out")
    assert (ended.returncode, ended.stdout) == (2, b"")
    assert ended.stderr == b"crsparse: memory://out: workers cannot write into each other's memory\n"


@pytest.mark.parametrize("arguments", [["s3://crs-none/in", "-o", "OUT"], ["IN", "-o", "s3://crs-none/out"]])
def test_s3_without_credentials(run: Run, catalogue: Path, tmp_path: Path, arguments: list[str]) -> None:
    pytest.importorskip("s3fs", reason="s3:// needs s3fs: pip install 'crsparse[ray]'")
    environment = {"HOME": str(tmp_path), "XDG_STATE_HOME": str(tmp_path), "AWS_EC2_METADATA_DISABLED": "true"}
    paths = {"IN": catalogue / "memo", "OUT": tmp_path / "out"}
    ended = run("batch", *(paths.get(argument, argument) for argument in arguments), env=environment)
    assert ended.returncode in (1, 2)
    last = ended.stderr.decode().splitlines()[-1]
    assert last.startswith("crsparse: s3://crs-none/")
    assert last.endswith(": Unable to locate credentials")
    assert b"Traceback" not in ended.stderr


@pytest.fixture(scope="module")
def s3() -> Iterator[Mapping[str, str]]:
    """Start an S3 server of this machine; return the environment that leads to it."""
    pytest.importorskip("moto.server", reason="needs a local S3 server: pip install 'moto[server]'")
    pytest.importorskip("s3fs", reason="s3:// needs s3fs: pip install 'crsparse[ray]'")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    for _ in range(200):
        try:
            urllib.request.urlopen(address, timeout=1).close()
            break
        except OSError:
            time.sleep(0.1)
    else:
        server.kill()
        pytest.fail("the S3 server did not start")
    yield {
        "AWS_ENDPOINT_URL": address,
        "AWS_ACCESS_KEY_ID": "testing",
        "AWS_SECRET_ACCESS_KEY": "testing",
        "AWS_DEFAULT_REGION": "us-east-1",
    }
    server.terminate()
    server.wait()


@pytest.fixture
def bucket(s3: Mapping[str, str], catalogue: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return the URL of the catalogue in S3."""
    for name, value in s3.items():
        monkeypatch.setenv(name, value)
    fsspec.config.conf.clear()
    system = fsspec.filesystem("s3", endpoint_url=s3["AWS_ENDPOINT_URL"], skip_instance_cache=True)
    name = f"crs-{os.getpid()}-{time.monotonic_ns()}"
    system.mkdir(name)
    system.put(str(catalogue), f"{name}/in", recursive=True)
    return f"s3://{name}"


def fetched(url: str, s3: Mapping[str, str], folder: Path) -> dict[str, bytes]:
    """Return what stands below a URL."""
    system = fsspec.filesystem("s3", endpoint_url=s3["AWS_ENDPOINT_URL"], skip_instance_cache=True)
    system.get(url.removeprefix("s3://"), str(folder), recursive=True)
    return left(folder)


@pytest.mark.slow
@pytest.mark.parametrize("format_name", ["json", "jsonl"])
def test_s3(bucket: str, s3: Mapping[str, str], catalogue: Path, run: Run, tmp_path: Path, format_name: str) -> None:
    run("batch", catalogue, "-o", tmp_path / "local", "--format", format_name)
    environment = {**s3, "XDG_STATE_HOME": str(tmp_path / "state")}
    arguments = (f"{bucket}/in", "-o", f"{bucket}/out", "--format", format_name)
    ended = run("batch", *arguments, env=environment)
    assert ended.returncode == 1, ended.stderr
    assert fetched(f"{bucket}/out", s3, tmp_path / "s3") == left(tmp_path / "local")
    again = run("batch", *arguments, env=environment)
    assert re.search(rb"^unchanged +10$", again.stdout, re.MULTILINE), again.stdout


@pytest.mark.slow
def test_a_bucket_that_is_misspelt(
    bucket: str, s3: Mapping[str, str], catalogue: Path, run: Run, tmp_path: Path
) -> None:
    """One line says so; it is not made."""
    environment = {**s3, "XDG_STATE_HOME": str(tmp_path / "state")}
    ended = run("batch", catalogue / "memo", "-o", f"{bucket}x/out", env=environment)
    assert (ended.returncode, ended.stdout) == (1, b"")
    assert b"cannot be written: The specified bucket does not exist" in ended.stderr
    assert run("batch", f"{bucket}x/in", "-o", tmp_path / "out", env=environment).returncode == 2


@pytest.mark.slow
def test_ray_with_s3(
    bucket: str, s3: Mapping[str, str], catalogue: Path, run: Run, tmp_path: Path, ray_home: None
) -> None:
    """A key that is not there costs itself."""
    pytest.importorskip("ray", reason="needs Ray: pip install 'crsparse[ray]'")
    run("batch", catalogue, "-o", tmp_path / "local")
    (tmp_path / "wanted.lst").write_text(f"{bucket}/in\n{bucket}/old/gone.pdf\n", encoding="utf-8")
    environment = {**s3, "XDG_STATE_HOME": str(tmp_path / "state")}
    ended = run("batch", f"@{tmp_path}/wanted.lst", "-o", f"{bucket}/out", "--executor", "ray", env=environment)
    assert ended.returncode == 1, ended.stderr
    assert b"crsparse: gone.pdf: not_found: nothing is there" in ended.stderr
    assert fetched(f"{bucket}/out", s3, tmp_path / "s3") == left(tmp_path / "local")
