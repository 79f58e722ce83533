"""``crsparse batch`` as a person runs it: exit codes, progress, interruption, kill -9, two at once."""

import contextlib
import fcntl
import os
import pty
import re
import signal
import sqlite3
import struct
import subprocess
import sys
import termios
import time
from pathlib import Path

import pytest

from crsparse import schema
from crsparse.cli.progress import Pace, bar, closing_table
from tests.batch.conftest import Batch, Watching, left, lines, memo, rows, write
from tests.conftest import ROOT, Run


def start(*arguments: object, **options: object) -> "subprocess.Popen[bytes]":
    """Start a batch in a process group of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "crsparse", "batch", *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        start_new_session=True,
        **options,  # type: ignore[call-overload]
    )


def in_group(group: int) -> list[int]:
    """Return the processes of a group that are not yet dead."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            fields = path.read_text().rsplit(")", 1)[1].split()
            if int(fields[2]) == group and fields[0] != "Z":
                found.append(int(path.parent.name))
    return found


def until_gone(group: int, seconds: float = 60) -> bool:
    end = time.monotonic() + seconds
    while in_group(group):
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True


def until_rows(output: Path, count: int, process: "subprocess.Popen[bytes]") -> None:
    """Wait until so many inputs are in the manifest."""
    while process.poll() is None:
        with contextlib.suppress(Exception):
            if len(rows(output)) >= count:
                return
        time.sleep(0.005)


@pytest.fixture
def many(tmp_path: Path, fixtures: Path) -> Path:
    """Return a folder that takes a few seconds: PDFs that differ, and one that is damaged."""
    content = (fixtures / "IN12030" / "IN12030.tagged.pdf").read_bytes()
    files = {f"{number:02}.pdf": content + b"\n%% " + str(number).encode() for number in range(40)}
    return write(tmp_path / "many", {**files, "05b.pdf": content[:2000]})


# --------------------------------------------------------------------------------------------------------- exit codes
def test_all_fine(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "in", {"1.txt": memo(1), "2.txt": memo(2), "read.me": b""})
    ended = run("batch", tmp_path / "in", "-o", tmp_path / "out", "--jobs", 1)
    assert ended.returncode == 0
    assert ended.stderr == b"crsparse: 2 inputs\n"
    table = ended.stdout.decode()
    assert re.search(r"^converted +2$", table, re.MULTILINE)
    assert re.search(r"^files ignored \(other suffixes\) +1$", table, re.MULTILINE)
    assert list(left(tmp_path / "out")) == ["1.json", "2.json"]


def test_some_failed(run: Run, catalogue: Path, tmp_path: Path) -> None:
    for _ in range(2):  # what failed before is still not fine
        ended = run("batch", catalogue, "-o", tmp_path / "out")
        assert ended.returncode == 1
        assert re.search(r"^failed +2$", ended.stdout.decode(), re.MULTILINE)
        assert re.search(r"^  damaged_pdf +1$", ended.stdout.decode(), re.MULTILINE)
        assert b"Traceback" not in ended.stderr
    assert run("batch", catalogue / "memo", "-o", tmp_path / "out").returncode == 0
    ended = run("batch", catalogue, "-o", tmp_path / "fresh")
    assert b"crsparse: bad/cut.pdf: damaged_pdf: " in ended.stderr
    assert b"crsparse: bad/nothing.pdf: empty: the input is empty\n" in ended.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["IN"],
        ["missing", "-o", "OUT"],
        ["IN", "-o", "OUT", "--jobs", "0"],
        ["IN", "-o", "OUT", "--timeout", "0"],
        ["IN", "-o", "OUT", "--timeout", "nan"],
        ["IN", "-o", "OUT", "--timeout", "inf"],
        ["IN", "-o", "OUT", "--memory", "99999999999999"],
        ["IN", "-o", "OUT", "--report", "FILE"],
        ["IN", "-o", "OUT", "--max-failures", "0"],
        ["IN", "-o", "OUT", "--format", "xml"],
        ["IN", "-o", "IN"],
        ["IN", "-o", "FILE"],
        ["IN", "-o", "nosuch://bucket/out"],
    ],
)
def test_usage(run: Run, tmp_path: Path, arguments: list[str]) -> None:
    write(tmp_path, {"in/1.txt": memo(1), "file": b"x"})
    places = {"IN": tmp_path / "in", "OUT": tmp_path / "out", "FILE": tmp_path / "file"}
    ended = run("batch", *(places.get(argument, argument) for argument in arguments), cwd=tmp_path)
    assert ended.returncode == 2, ended.stderr
    assert b"Traceback" not in ended.stderr
    assert ended.stdout == b""


@pytest.mark.parametrize(("option", "failures"), [(["--fail-fast"], 1), (["--max-failures", 3], 3)])
def test_stopping_at_failures(run: Run, tmp_path: Path, option: list[object], failures: int) -> None:
    write(tmp_path / "in", {f"{number}.pdf": b"" for number in range(30)})
    ended = run("batch", tmp_path / "in", "-o", tmp_path / "out", *option)
    assert ended.returncode == 1
    assert ended.stderr.count(b": empty: ") == failures == len(rows(tmp_path / "out"))
    assert b"stopped because of failures" in ended.stdout


def test_a_timeout_and_a_memory_limit_by_option(run: Run, tmp_path: Path, fixtures: Path) -> None:
    content = (fixtures / "R99001" / "R99001.tagged.pdf").read_bytes()
    write(tmp_path / "in", {"1.pdf": content})
    ended = run("batch", tmp_path / "in", "-o", tmp_path / "out", "--timeout", "0.0001")
    assert (ended.returncode, ended.stderr.count(b": timeout: not done after 0.0001 seconds")) == (1, 1)
    ended = run("batch", tmp_path / "in", "-o", tmp_path / "out", "--retry-failed", "--memory", 512)
    assert ended.returncode == 0


@pytest.mark.parametrize("closed", [">&- 2>&-", "<&- >&- 2>&-", ">&-", "2>&-"])
def test_streams_that_are_closed(tmp_path: Path, closed: str) -> None:
    write(tmp_path / "in", {"1.txt": memo(1)})
    for _ in range(2):
        command = f'"{sys.executable}" -m crsparse batch in -o out {closed}'
        ended = subprocess.run(["sh", "-c", command], cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)})
        assert ended.returncode == 0
        assert list(left(tmp_path / "out")) == ["1.json"]


def test_modules_of_the_current_folder_are_not_imported(tmp_path: Path) -> None:
    write(tmp_path, {"in/1.txt": memo(1), "bin/crsparse": b"from crsparse.cli import main\nmain()\n"})
    trap = b"open('trapped', 'w').close()\nraise SystemExit(1)\n"
    write(tmp_path, {f"{name}.py": trap for name in ("crsparse", "random", "struct", "msgspec")})
    ended = subprocess.run(
        [sys.executable, "bin/crsparse", "batch", "in", "-o", "out"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
    )
    assert ended.returncode == 0, ended.stderr
    assert list(left(tmp_path / "out")) == ["1.json"]
    assert not (tmp_path / "trapped").exists()


def test_names_do_not_depend_on_the_locale(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "in", {"é “1”.txt": memo(1)})
    for name, variables in (("one", {"LC_ALL": "C", "PYTHONUTF8": "0"}), ("two", {"LC_ALL": "C.UTF-8"})):
        ended = run("batch", "in", "-o", name, cwd=tmp_path, env=variables)
        assert ended.returncode == 0, ended.stderr
    assert left(tmp_path / "one") == left(tmp_path / "two")
    assert list(left(tmp_path / "one")) == ["é “1”.json"]


def test_the_report_is_no_source_and_replaces_nothing_else(run: Run, tmp_path: Path) -> None:
    write(tmp_path, {"1.txt": memo(1)})
    for _ in range(2):
        ended = run("batch", ".", "-o", "out", "--report", "report.html", cwd=tmp_path)
        assert ended.returncode == 0
        assert list(left(tmp_path / "out")) == ["1.json"]
    assert run("batch", "1.txt", "-o", "fresh", "--report", "fresh/1.json", cwd=tmp_path).returncode == 2
    assert list(left(tmp_path / "fresh")) == ["1.json"]
    schema.validate((tmp_path / "fresh" / "1.json").read_bytes())
    ended = run("batch", "1.txt", "-o", "fresh", "--report", "/proc/self/mem", cwd=tmp_path)
    assert ended.stderr.splitlines()[-1].startswith(b"crsparse: /proc/self/mem: ")
    for name in ("1.txt", "out/1.json", "out/manifest.sqlite", "out/.crsparse.lock"):
        before = (tmp_path / name).read_bytes()
        ended = run("batch", ".", "-o", "out", "--report", name, cwd=tmp_path)
        assert ended.returncode == 2
        assert f"{name}: it is there, and no report of a batch" in ended.stderr.decode()
        assert (tmp_path / name).read_bytes() == before


def test_the_report_is_written_though_the_table_is_not(tmp_path: Path) -> None:
    write(tmp_path, {"in/1.txt": memo(1)})
    with open("/dev/full", "wb") as full:
        ended = subprocess.run(
            [sys.executable, "-m", "crsparse", "batch", "in", "-o", "out", "--report", "report.html"],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=full,
            stderr=subprocess.PIPE,
        )
    assert ended.returncode == 1
    assert b"No space left on device" in ended.stderr
    assert (tmp_path / "report.html").exists()


@pytest.mark.parametrize("damage", ["diagnostics", "statistics", "folder"])
def test_a_manifest_that_somebody_edited(run: Run, tmp_path: Path, damage: str) -> None:
    write(tmp_path, {"in/1.txt": memo(1)})
    if damage == "folder":
        (tmp_path / "out" / "manifest.sqlite").mkdir(parents=True)
    else:
        run("batch", "in", "-o", "out", cwd=tmp_path)
        database = sqlite3.connect(tmp_path / "out" / "manifest.sqlite")
        database.execute(f"UPDATE inputs SET {damage} = ''")
        database.commit()
        database.close()
    ended = run("batch", "in", "-o", "out", "--report", "report.html", cwd=tmp_path)
    assert ended.returncode == 2
    (line,) = [line for line in ended.stderr.decode().splitlines() if "manifest.sqlite" in line]
    assert line.startswith("crsparse: ")


# ---------------------------------------------------------------------------------------------------- kill, interrupt
@pytest.mark.parametrize("format_name", ["json", "jsonl"])
def test_killed_at_any_moment_the_outcome_is_the_same(many: Path, tmp_path: Path, format_name: str, run: Run) -> None:
    run("batch", many, "-o", tmp_path / "calm", "--format", format_name)
    arguments = (many, "-o", tmp_path / "out", "--format", format_name)
    kills = 0
    for moment in (0, 1, 4, 9, 15, 22, 30, 39):
        process = start(*arguments)
        until_rows(tmp_path / "out", moment, process)
        if moment % 2:
            time.sleep(0.013)
        kills += process.poll() is None
        process.kill()  # the command alone: its workers must notice by themselves
        process.communicate()
        assert until_gone(process.pid), "workers outlive a command that was killed"
    assert kills >= 6
    ended = run("batch", *arguments)
    assert ended.returncode == 1
    assert left(tmp_path / "out") == left(tmp_path / "calm")
    assert rows(tmp_path / "out") == rows(tmp_path / "calm")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_an_interruption_is_clean(many: Path, tmp_path: Path, run: Run, number: int) -> None:
    arguments = (many, "-o", tmp_path / "out", "--format", "jsonl")
    process = start(*arguments)
    until_rows(tmp_path / "out", 8, process)
    os.killpg(process.pid, number)  # as a terminal does: everybody gets it
    stdout, stderr = process.communicate(timeout=120)
    assert process.returncode == 130
    assert b"Traceback" not in stderr
    assert b"interrupted; run the same command again to go on" in stdout
    assert until_gone(process.pid)
    done = len(rows(tmp_path / "out"))
    assert 8 <= done < 41
    assert not list((tmp_path / "out").rglob("*.part"))
    assert not (tmp_path / "out" / "documents.jsonl").exists()
    ended = run("batch", *arguments)
    (unchanged,) = re.findall(r"^unchanged +(\d+)$", ended.stdout.decode(), re.MULTILINE)
    assert int(unchanged) in (done, done - 1)  # one of them may be the input that fails
    assert len(lines(tmp_path / "out")) == 40
    run("batch", many, "-o", tmp_path / "calm", "--format", "jsonl")
    assert left(tmp_path / "out") == left(tmp_path / "calm")
    assert ended.returncode == 1


@pytest.mark.parametrize("moment", [0.1, 0.2, 0.3, 0.4, 0.5])
def test_an_interruption_while_it_starts(many: Path, tmp_path: Path, moment: float) -> None:
    """Whatever is being imported or listed, here or in the server of the workers: it ends soon, without a traceback."""
    process = start(many, "-o", tmp_path / "out")
    time.sleep(moment)
    os.killpg(process.pid, signal.SIGINT)
    _, stderr = process.communicate(timeout=120)
    assert process.returncode in (130, 1, -signal.SIGINT)  # the latter two: Python and click were not yet ready
    if process.returncode == 130:
        assert b"Traceback" not in stderr
    assert b"multiprocessing" not in stderr
    assert b"cannot be started" not in stderr
    assert until_gone(process.pid)


def test_the_second_of_two_runs_refuses(many: Path, tmp_path: Path, run: Run) -> None:
    process = start(many, "-o", tmp_path / "out")
    until_rows(tmp_path / "out", 2, process)
    assert process.poll() is None, "the first was done before the second began"
    os.killpg(process.pid, signal.SIGSTOP)  # however fast it is, the second comes in the middle of it
    try:
        second = run("batch", many, "-o", tmp_path / "out")
    finally:
        os.killpg(process.pid, signal.SIGCONT)
    assert second.returncode == 2
    assert second.stderr.decode() == f"crsparse: another batch is writing to {tmp_path / 'out'}\n"
    process.communicate(timeout=120)
    assert process.returncode == 1
    assert run("batch", many, "-o", tmp_path / "out").returncode == 1


def test_workers_that_are_killed_from_outside(many: Path, tmp_path: Path, run: Run) -> None:
    """As the system does when memory is short: the task is done again, nothing is lost."""
    process = start(many, "-o", tmp_path / "out", "--jobs", 2)
    for count in (3, 28):  # far apart: a task is done again once, and the same one is not to be hit twice
        until_rows(tmp_path / "out", count, process)
        workers = [pid for pid in in_group(process.pid) if _is_worker(pid, process.pid)]
        assert workers
        os.kill(workers[-1], signal.SIGKILL)
    process.communicate(timeout=120)
    run("batch", many, "-o", tmp_path / "calm")
    assert left(tmp_path / "out") == left(tmp_path / "calm")
    assert rows(tmp_path / "out") == rows(tmp_path / "calm")


def _is_worker(pid: int, command: int) -> bool:
    """Return whether a process was forked from the server that the command started."""
    parents = []
    while pid not in (0, 1, command):
        pid = int(Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[1])
        parents.append(pid)
    return len(parents) == 2 and pid == command


# ------------------------------------------------------------------------------------------------------------ watching
def test_a_terminal_gets_a_bar(many: Path, tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "crsparse", "batch", str(many), "-o", str(tmp_path / "out")],
        stdout=subprocess.PIPE,
        stderr=theirs,
        env={**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm", "COLUMNS": "120"},
    )
    os.close(theirs)
    shown = b""
    with contextlib.suppress(OSError):
        while part := os.read(ours, 4096):
            shown += part
    process.communicate()
    os.close(ours)
    text = shown.decode()
    assert re.search(r"\[#+-+\] +\d+/41 .*\d+\.\d/s, \d:\d\d:\d\d left, \d failed", text), text[-500:]
    assert "41/41" in text
    assert "05b.pdf: damaged_pdf" in text


def test_a_bar_is_never_wider_than_the_terminal(many: Path, tmp_path: Path) -> None:
    """It would be broken into lines, one below the other; what counts is standard error's width."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 40, 0, 0))
    environment = {name: value for name, value in os.environ.items() if name != "COLUMNS"}
    process = subprocess.Popen(
        [sys.executable, "-m", "crsparse", "batch", str(many), "-o", str(tmp_path / "out")],
        stdout=subprocess.DEVNULL,
        stderr=theirs,
        env={**environment, "PYTHONPATH": str(ROOT), "TERM": "xterm"},
    )
    os.close(theirs)
    shown = b""
    with contextlib.suppress(OSError):
        while part := os.read(ours, 4096):
            shown += part
    process.wait()
    os.close(ours)
    drawn = [text for text in re.split(r"[\r\n]+(?:\x1b\[K)?", shown.decode()) if "left" in text]
    assert len(drawn) > 2
    assert max(map(len, drawn)) < 40


@pytest.mark.parametrize("width", [1, 20, 39, 80, 199])
def test_a_bar_leaves_out_what_has_no_room(width: int) -> None:
    pace = Pace(23_500)
    pace.done = 11_750
    text = bar(pace, width)
    assert len(text) <= width
    assert text.lstrip(" [#-]").startswith("11750/23500"[:width])
    assert ("#" in text) == (width >= 80)
    assert text.count("-") - text.count("#") in (0, 1)


def test_the_time_left_follows_what_happens_now(batch: Batch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """20,000 inputs that are unchanged take ten seconds, the 3,000 others half an hour."""
    watching = Watching()
    batch(write(tmp_path / "in", {"1.txt": memo(1)}), watching=watching)
    now = 0.0
    monkeypatch.setattr("crsparse.cli.progress.time.monotonic", lambda: now)
    pace = Pace(23_000)
    for _ in range(20_000):
        now += 1 / 2000
        pace.count(watching.outcomes[0])
    assert pace.rate == pytest.approx(2000, rel=0.01)
    for _ in range(60):
        now += 1
        pace.count(watching.outcomes[0])
    assert pace.rate == pytest.approx(1, rel=0.1)
    assert pace.left == "0:49:00"


@pytest.mark.parametrize("how", ["2>&1 | head -n 1", "2>/dev/full", "2>&-", "2>/dev/null | true", ">&-"])
def test_a_batch_goes_on_when_nobody_watches_it(tmp_path: Path, how: str) -> None:
    """What it is run for are the documents."""
    write(tmp_path / "in", {f"{number}.txt": memo(number) for number in range(3)} | {"bad.pdf": b""})
    command = f'( "{sys.executable}" -m crsparse batch in -o out; echo $? >code ) {how}'
    subprocess.run(
        ["sh", "-c", command],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=False,
        timeout=300,
    )
    assert (tmp_path / "code").read_text() == "1\n"  # for bad.pdf alone
    assert list(left(tmp_path / "out")) == ["0.json", "1.json", "2.json"]


def test_a_table_that_cannot_be_written(tmp_path: Path) -> None:
    write(tmp_path / "in", {"1.txt": memo(1)})
    with open("/dev/full", "wb") as full:
        process = subprocess.run(
            [sys.executable, "-m", "crsparse", "batch", str(tmp_path / "in"), "-o", str(tmp_path / "out")],
            stdout=full,
            stderr=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            check=False,
        )
    assert process.returncode == 1
    assert process.stderr == b"crsparse: 1 input\ncrsparse: the output cannot be written: No space left on device\n"


def test_a_closing_table_names_causes(batch: Batch, catalogue: Path) -> None:
    table = closing_table(batch(catalogue))
    assert [line.split()[0] for line in table.splitlines()[:6]] == [
        "inputs",
        "converted",
        "unchanged",
        "failed",
        "damaged_pdf",
        "empty",
    ]


def test_a_report_is_written(run: Run, catalogue: Path, tmp_path: Path) -> None:
    run("batch", catalogue, "-o", tmp_path / "out", "--report", tmp_path / "report.html")
    assert "bad/cut.pdf" in (tmp_path / "report.html").read_text(encoding="utf-8")
    ended = run("batch", catalogue, "-o", tmp_path / "out", "--report", catalogue / "bad" / "cut.pdf" / "x.html")
    assert ended.returncode == 1
    assert b"cannot be written" in ended.stderr
    assert re.search(rb"^unchanged +10$", ended.stdout, re.MULTILINE), "the table is told nevertheless"
