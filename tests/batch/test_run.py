"""Runs: what is done, what is left alone, what is written down, and that the outcome does not depend on how it came."""

import hashlib
import io
import json
import os
import sqlite3
import tarfile
import zipfile
from pathlib import Path

import pytest

import crsparse
from crsparse import schema
from crsparse.batch import run as run_module
from crsparse.batch.manifest import ForeignManifest, Manifest, OutputInUse, Record
from crsparse.batch.run import LAST
from crsparse.batch.unit import Outcome
from crsparse.batch.workers import Limits
from crsparse.errors import OutputFailed
from crsparse.model import SCHEMA_VERSION
from crsparse.version import __version__
from tests.batch.conftest import Batch, Watching, left, lines, memo, rows, write
from tests.batch.test_inputs import tarred, zipped


def fault(name: str) -> bytes:
    return f"%fault:{name}\n".encode()


# ------------------------------------------------------------------------------------------------------------ one run
def test_documents_and_rows(catalogue: Path, batch: Batch, tmp_path: Path) -> None:
    summary = batch(catalogue)
    assert (summary.inputs, summary.converted, summary.unchanged) == (12, 10, 0)
    assert dict(summary.failed) == {"damaged_pdf": 1, "empty": 1}
    assert summary.stopped is None
    found = rows(tmp_path / "out", without=())
    source = catalogue / "pdf" / "IN12030.tagged.pdf"
    row = found["pdf/IN12030.tagged.pdf"]
    document = (tmp_path / "out" / "pdf" / "IN12030.tagged.json").read_bytes()
    assert document == crsparse.parse(source).to_json() + b"\n"
    schema.validate(document)
    assert row == {
        "key": "pdf/IN12030.tagged.pdf",
        "sha256": hashlib.sha256(source.read_bytes()).hexdigest(),
        "byte_count": source.stat().st_size,
        "status": "converted",
        "error_code": None,
        "error_message": None,
        "product_id": "IN12030",
        "product_version": json.loads(document)["product"]["version"],
        "parser_version": __version__,
        "schema_version": SCHEMA_VERSION,
        "output": "pdf/IN12030.tagged.json",
        "output_sha256": hashlib.sha256(document).hexdigest(),
        "diagnostics": row["diagnostics"],
        "statistics": row["statistics"],
        "seconds": row["seconds"],
    }
    assert json.loads(str(row["statistics"]))["pages"] == json.loads(document)["source"]["page_count"]
    assert found["bad/cut.pdf"]["error_code"] == "damaged_pdf"
    assert found["bad/cut.pdf"]["output_sha256"] is None
    assert not (tmp_path / "out" / "bad").exists()


@pytest.mark.parametrize(
    ("name", "code"),
    [("segfault", "crashed"), ("hog", "memory"), ("gulp", "memory"), ("exit", "crashed")],
)
def test_a_fault_costs_one_input(catalogue: Path, batch: Batch, tmp_path: Path, name: str, code: str) -> None:
    batch(catalogue, output=tmp_path / "calm")
    write(catalogue, {"memo/2b.txt": fault(name)})
    summary = batch(catalogue)
    assert summary.converted == 10
    assert summary.failed[code] == 1
    assert left(tmp_path / "out") == left(tmp_path / "calm")
    row = rows(tmp_path / "out")["memo/2b.txt"]
    assert (row["status"], row["error_code"]) == ("failed", code)
    assert row["sha256"] == hashlib.sha256(fault(name)).hexdigest()


def test_a_hang_costs_one_input(catalogue: Path, batch: Batch, tmp_path: Path) -> None:
    write(catalogue, {"memo/0.hang.txt": fault("hang"), "memo/0.spin.txt": fault("spin")})
    limits = Limits(seconds=4, memory=512)
    summary = batch(catalogue, limits=limits)
    assert (summary.converted, summary.failed["timeout"]) == (10, 2)
    assert rows(tmp_path / "out")["memo/0.spin.txt"]["error_message"] == "not done after 4 seconds"


def test_an_input_that_cannot_be_read(batch: Batch, tmp_path: Path) -> None:
    """It is listed, and cannot be read when its turn comes: it fails, and is tried again by the next run."""
    write(tmp_path / "in", {"1.txt": memo(1), "3.txt": memo(3)})
    (tmp_path / "in" / "2.txt").symlink_to("/proc/self/mem")  # it is there, and cannot be read
    summary = batch(tmp_path / "in")
    assert (summary.converted, dict(summary.failed)) == (2, {"unavailable": 1})
    (tmp_path / "in" / "2.txt").unlink()
    write(tmp_path / "in", {"2.txt": memo(2)})
    again = batch(tmp_path / "in")
    assert (again.converted, again.unchanged, dict(again.failed)) == (1, 2, {})


def test_what_is_no_regular_file(batch: Batch, tmp_path: Path) -> None:
    """A device or a pipe with a document's name is refused: they may have no end, for the worker and the parent."""
    write(tmp_path / "in", {"1.txt": memo(1)})
    (tmp_path / "in" / "2.txt").symlink_to("/dev/null")
    assert dict(batch(tmp_path / "in").failed) == {"unavailable": 1}  # before the pipe, which nothing would wake from
    os.mkfifo(tmp_path / "in" / "3.txt")
    assert dict(batch(tmp_path / "in").failed) == {"unavailable": 2}
    assert rows(tmp_path / "out")["3.txt"]["error_message"] == "cannot be read: it is no regular file"


@pytest.mark.parametrize("format_name", ["json", "jsonl"])
@pytest.mark.parametrize(("there", "code"), [(True, "unavailable"), (False, "not_found")])
def test_what_cannot_be_read_any_more_keeps_its_document(
    batch: Batch, tmp_path: Path, format_name: str, there: bool, code: str
) -> None:
    """A network that fails would empty the output. It fails, though, each time; and is converted when it is back."""
    write(tmp_path / "in", {"1.txt": memo(1), "2.txt": memo(2)})
    batch(tmp_path / "in", format=format_name)
    before = left(tmp_path / "out")
    (tmp_path / "in" / "2.txt").unlink()
    (tmp_path / "in" / "2.txt").symlink_to("/proc/self/mem" if there else "nowhere")
    for _ in range(2):
        summary = batch(tmp_path / "in", format=format_name)
        assert (summary.converted, summary.unchanged, dict(summary.failed)) == (0, 1, {code: 1})
        assert left(tmp_path / "out") == before
    row = rows(tmp_path / "out")["2.txt"]
    assert (row["status"], row["error_code"], row["sha256"]) == ("failed", code, None)
    assert row["output_sha256"] is not None
    (tmp_path / "in" / "2.txt").unlink()
    write(tmp_path / "in", {"2.txt": memo(3)})
    assert batch(tmp_path / "in", format=format_name).converted == 1
    assert left(tmp_path / "out") != before


def test_what_can_be_read_and_is_damaged_does_not(batch: Batch, tmp_path: Path) -> None:
    write(tmp_path / "in", {"1.txt": memo(1), "2.txt": memo(2)})
    batch(tmp_path / "in")
    write(tmp_path / "in", {"2.txt": b""})
    batch(tmp_path / "in")
    assert set(left(tmp_path / "out")) == {"1.json"}


# -------------------------------------------------------------------------------------------------------- determinism
@pytest.mark.parametrize("format_name", ["json", "jsonl"])
def test_jobs_and_order_of_completion_change_nothing(
    catalogue: Path, batch: Batch, tmp_path: Path, format_name: str
) -> None:
    for jobs in (1, 2, 5):
        batch(catalogue, output=tmp_path / f"out{jobs}", jobs=jobs, format=format_name)
    assert left(tmp_path / "out1") == left(tmp_path / "out2") == left(tmp_path / "out5")
    assert rows(tmp_path / "out1") == rows(tmp_path / "out2") == rows(tmp_path / "out5")


def test_the_last_inputs_are_taken_largest_first(batch: Batch, tmp_path: Path) -> None:
    """No worker is left with a large one while others rest; what comes before is taken in the order of the keys."""
    count, watching = run_module.LAST + 3, Watching()
    sizes = [(7 * number) % count for number in range(count)]
    write(tmp_path / "in", {f"{number:02}.txt": memo(number) + b"rain " * sizes[number] for number in range(count)})
    batch(tmp_path / "in", jobs=1, watching=watching)
    assert [outcome.record.key for outcome in watching.outcomes[:3]] == ["00.txt", "01.txt", "02.txt"]
    last = [outcome.record.byte_count for outcome in watching.outcomes[3:]]
    assert last == sorted(last, key=int, reverse=True)  # type: ignore[call-overload]
    assert len(set(last)) > run_module.LAST - 5


def test_json_lines_are_in_the_order_of_the_keys(catalogue: Path, batch: Batch, tmp_path: Path) -> None:
    batch(catalogue, format="jsonl")
    names = [key.rpartition("/")[2] for key, row in rows(tmp_path / "out").items() if row["status"] == "converted"]
    assert lines(tmp_path / "out") == names
    data = (tmp_path / "out" / "documents.jsonl").read_bytes()
    for line in data.splitlines():
        schema.validate(line)
    batch(catalogue, output=tmp_path / "single")
    single = [path.read_bytes() for path in sorted((tmp_path / "single").rglob("*.json"))]
    assert sorted(single) == sorted(data.splitlines(keepends=True))


@pytest.mark.parametrize("kind", ["zip", "tar.gz", "tar"])
def test_archives_give_what_their_folder_gives(catalogue: Path, batch: Batch, tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"catalogue.{kind}"
    names = [item.relative_to(catalogue).as_posix() for item in sorted(catalogue.rglob("*.*")) if item.is_file()]
    if kind == "zip":
        with zipfile.ZipFile(path, "w") as archive:
            for name in reversed(names):
                archive.write(catalogue / name, name)
    else:
        with tarfile.open(path, "w:gz" if kind == "tar.gz" else "w") as tar:
            for name in reversed(names):
                tar.add(catalogue / name, name)
    batch(catalogue, output=tmp_path / "folder")
    batch(path, output=tmp_path / "archive")
    assert left(tmp_path / "archive") == left(tmp_path / "folder")
    assert rows(tmp_path / "archive") == rows(tmp_path / "folder")
    again = batch(path, output=tmp_path / "archive")
    assert (again.converted, again.unchanged) == (0, 10)


def test_a_crash_inside_an_archive(batch: Batch, tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "a.tar", "w") as tar:
        for name, content in (("1.txt", memo(1)), ("2.txt", fault("abort")), ("3.txt", memo(3))):
            info = tarfile.TarInfo(name)
            info.size = len(content)
            tar.addfile(info, io.BytesIO(content))
    assert dict(batch(tmp_path / "a.tar").failed) == {"crashed": 1}
    assert rows(tmp_path / "out")["2.txt"]["sha256"] == hashlib.sha256(fault("abort")).hexdigest()


# -------------------------------------------------------------------------------------------------------- incremental
def test_a_second_run_does_nothing(catalogue: Path, batch: Batch, tmp_path: Path) -> None:
    first = batch(catalogue)
    before, times = left(tmp_path / "out"), rows(tmp_path / "out", without=())
    second = batch(catalogue)
    assert (second.converted, second.unchanged) == (0, first.converted)
    assert second.failed == first.failed
    assert second.diagnosed == first.diagnosed
    assert left(tmp_path / "out") == before
    assert rows(tmp_path / "out", without=()) == times  # not even the durations: nothing was done


def done(watching: Watching) -> list[str]:
    return sorted(outcome.record.key for outcome in watching.outcomes if not outcome.unchanged)


def test_what_is_new_or_changed_is_done(catalogue: Path, batch: Batch, tmp_path: Path) -> None:
    batch(catalogue)
    write(catalogue, {"memo/1.txt": memo(100), "memo/new.txt": memo(7), "bad/nothing.pdf": b" "})
    stamp = (catalogue / "memo" / "2.txt").stat()
    (catalogue / "memo" / "2.txt").write_bytes(memo(9))  # same size, same times: only the hash tells
    os.utime(catalogue / "memo" / "2.txt", ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    watching = Watching()
    batch(catalogue, watching=watching)
    assert done(watching) == ["bad/nothing.pdf", "memo/1.txt", "memo/2.txt", "memo/new.txt"]
    batch(catalogue, output=tmp_path / "fresh")
    assert left(tmp_path / "out") == left(tmp_path / "fresh")
    assert rows(tmp_path / "out") == rows(tmp_path / "fresh")


def test_what_an_older_parser_made_is_done_again(catalogue: Path, batch: Batch, tmp_path: Path) -> None:
    batch(catalogue)
    expected = rows(tmp_path / "out")
    with sqlite3.connect(tmp_path / "out" / "manifest.sqlite") as database:
        database.execute(
            "UPDATE inputs SET parser_version = '0.0.9' WHERE key GLOB 'memo/[01]*' OR key = 'bad/cut.pdf'"
        )
        database.execute("UPDATE inputs SET schema_version = '0.9' WHERE key = 'memo/2.txt'")
    watching = Watching()
    batch(catalogue, watching=watching)
    assert done(watching) == ["bad/cut.pdf", "memo/0.txt", "memo/1.txt", "memo/2.txt"]
    assert rows(tmp_path / "out") == expected


def test_documents_that_were_lost_or_changed_are_made_again(catalogue: Path, batch: Batch, tmp_path: Path) -> None:
    for format_name, suffix in (("json", ""), ("jsonl", ".z")):
        output = tmp_path / format_name
        batch(catalogue, output=output, format=format_name)
        before = left(output)
        base = output / ".pieces" if suffix else output
        (base / "memo" / f"0.json{suffix}").unlink()
        (base / "memo" / f"1.json{suffix}").write_bytes(b"{}")
        watching = Watching()
        batch(catalogue, output=output, format=format_name, watching=watching)
        assert done(watching) == ["memo/0.txt", "memo/1.txt"]
        assert left(output) == before


def test_failures_are_tried_again_when_asked(catalogue: Path, batch: Batch) -> None:
    batch(catalogue)
    watching = Watching()
    batch(catalogue, watching=watching, retry_failed=True)
    assert done(watching) == ["bad/cut.pdf", "bad/nothing.pdf"]


def test_a_document_does_not_outlive_its_input(batch: Batch, tmp_path: Path) -> None:
    write(tmp_path / "in", {"1.txt": memo(1), "2.txt": memo(2)})
    batch(tmp_path / "in")
    write(tmp_path / "in", {"1.txt": b""})
    batch(tmp_path / "in")
    assert list(left(tmp_path / "out")) == ["2.json"]


def test_a_catalogue_grows(batch: Batch, tmp_path: Path) -> None:
    write(tmp_path / "january", {"1.txt": memo(1), "3.txt": memo(3)})
    write(tmp_path / "february", {"2.txt": memo(2)})
    batch(tmp_path / "january", format="jsonl")
    batch(tmp_path / "february", format="jsonl")
    assert lines(tmp_path / "out") == ["1.txt", "2.txt", "3.txt"]


def test_names_that_change_because_others_come(batch: Batch, tmp_path: Path) -> None:
    write(tmp_path / "in", {"R1.txt": memo(1)})
    batch(tmp_path / "in")
    assert list(left(tmp_path / "out")) == ["R1.json"]
    write(tmp_path / "in", {"R1.html": b"<html><body><p>Rain.</p></body></html>", "R1.txt.txt": memo(3)})
    batch(tmp_path / "in")
    batch(tmp_path / "in", output=tmp_path / "fresh")
    assert left(tmp_path / "out") == left(tmp_path / "fresh")
    assert len(left(tmp_path / "out")) == 3


def test_another_format(catalogue: Path, batch: Batch, tmp_path: Path) -> None:
    for format_name in ("json", "jsonl", "json"):
        batch(catalogue, format=format_name)
        batch(catalogue, output=tmp_path / format_name, format=format_name)
        assert left(tmp_path / "out") == left(tmp_path / format_name)


@pytest.mark.parametrize("there", [True, False])
def test_another_format_for_documents_of_earlier_sources(batch: Batch, tmp_path: Path, there: bool) -> None:
    """Their sources are not named any more, or can't be read: the documents are moved, none is left behind."""
    write(tmp_path / "january", {"1.txt": memo(1), "3.txt": memo(3)})
    write(tmp_path / "february", {"2.txt": memo(2)})
    batch(tmp_path / "january", tmp_path / "february", output=tmp_path / "json")
    batch(tmp_path / "january", tmp_path / "february", output=tmp_path / "jsonl", format="jsonl")
    batch(tmp_path / "january")
    if there:
        (tmp_path / "february" / "3.txt").symlink_to("nowhere")
    for format_name in ("jsonl", "json", "jsonl"):
        batch(tmp_path / "february", format=format_name)
        assert left(tmp_path / "out") == left(tmp_path / format_name)


def test_names_that_change_because_of_sources_of_another_run(batch: Batch, tmp_path: Path) -> None:
    write(tmp_path / "january", {"R1.txt": memo(1)})
    write(tmp_path / "february", {"R1.html": b"<html><body><p>Rain.</p></body></html>"})
    batch(tmp_path / "january", tmp_path / "february", output=tmp_path / "fresh")
    batch(tmp_path / "january")
    batch(tmp_path / "february")
    assert sorted(left(tmp_path / "out")) == ["R1.html.json", "R1.txt.json"]
    assert left(tmp_path / "out") == left(tmp_path / "fresh")


def test_a_document_that_was_changed_is_not_moved(batch: Batch, tmp_path: Path) -> None:
    """Nobody can make it again: it is missed once, and holds up nothing."""
    write(tmp_path / "january", {"1.txt": memo(1)})
    write(tmp_path / "february", {"2.txt": memo(2)})
    batch(tmp_path / "january")
    (tmp_path / "out" / "1.json").write_text("{}")
    assert dict(batch(tmp_path / "february", format="jsonl").failed) == {"document_lost": 1}
    assert lines(tmp_path / "out") == ["2.txt"]
    assert rows(tmp_path / "out")["1.txt"]["error_code"] == "document_lost"
    assert (tmp_path / "out" / "1.json").read_text() == "{}"
    assert dict(batch(tmp_path / "february", format="jsonl").failed) == {}
    batch(tmp_path / "january", tmp_path / "february", format="jsonl")
    assert lines(tmp_path / "out") == ["1.txt", "2.txt"]


@pytest.mark.parametrize("format_name", ["json", "jsonl"])
def test_a_document_that_was_written_anew_and_not_noted(batch: Batch, tmp_path: Path, format_name: str) -> None:
    """A run is killed between a changed input's document and its row, and the next one has other sources."""
    write(tmp_path / "january", {"1.txt": memo(1)})
    write(tmp_path / "february", {"2.txt": memo(2)})
    batch(tmp_path / "january", format=format_name)
    write(tmp_path / "january", {"1.txt": memo(3)})
    batch(tmp_path / "january", output=tmp_path / "other", format=format_name)
    name = {"json": "1.json", "jsonl": ".pieces/1.json.z"}[format_name]
    (tmp_path / "out" / name).write_bytes((tmp_path / "other" / name).read_bytes())
    assert dict(batch(tmp_path / "february", format="jsonl").failed) == {}
    batch(tmp_path / "january", tmp_path / "february", output=tmp_path / "calm", format="jsonl")
    assert left(tmp_path / "out") == left(tmp_path / "calm")
    assert rows(tmp_path / "out", without=["seconds"]) == rows(tmp_path / "calm", without=["seconds"])


def test_a_document_that_is_lost_with_an_input_that_cannot_be_read(batch: Batch, tmp_path: Path) -> None:
    """It holds up nothing, is not asked for again, and is made as soon as the input can be read."""
    write(tmp_path / "in", {"1.txt": memo(1), "2.txt": memo(2)})
    batch(tmp_path / "in", format="jsonl")
    (tmp_path / "in" / "1.txt").rename(tmp_path / "1.txt")
    (tmp_path / "in" / "1.txt").symlink_to("nowhere")
    (tmp_path / "out" / ".pieces" / "1.json.z").write_bytes(b"hello")
    assert dict(batch(tmp_path / "in", format="jsonl").failed) == {"document_lost": 1, "not_found": 1}
    assert dict(batch(tmp_path / "in", format="jsonl").failed) == {"not_found": 1}
    assert lines(tmp_path / "out") == ["2.txt"]
    (tmp_path / "1.txt").rename(tmp_path / "in" / "1.txt")
    assert batch(tmp_path / "in", format="jsonl").converted == 1
    assert lines(tmp_path / "out") == ["1.txt", "2.txt"]


def test_a_lost_document_is_made_when_its_source_comes_back(batch: Batch, tmp_path: Path) -> None:
    write(tmp_path / "january", {"1.txt": memo(1)})
    write(tmp_path / "february", {"2.txt": memo(2)})
    batch(tmp_path / "january", format="jsonl")
    (tmp_path / "out" / ".pieces" / "1.json.z").unlink()
    assert dict(batch(tmp_path / "february", format="jsonl").failed) == {"document_lost": 1}
    assert batch(tmp_path / "january", format="jsonl").converted == 1
    assert lines(tmp_path / "out") == ["1.txt", "2.txt"]


def test_what_stands_where_a_folder_is_needed(batch: Batch, tmp_path: Path) -> None:
    """A document that somebody changed, and one that a killed run left where a file is to be."""
    write(tmp_path / "in", {"R1.txt": memo(1)})
    batch(tmp_path / "in")
    (tmp_path / "out" / "R1.json").write_text("{}")
    write(tmp_path / "in", {"R1.json/R2.txt": memo(2)})
    batch(tmp_path / "in")
    batch(tmp_path / "in", output=tmp_path / "calm")
    assert left(tmp_path / "out") == left(tmp_path / "calm")

    write(tmp_path / "one", {"R1.txt": memo(1)})
    write(tmp_path / "two", {"R3.txt": memo(3)})
    batch(tmp_path / "one", output=tmp_path / "killed")
    database = sqlite3.connect(tmp_path / "killed" / "manifest.sqlite")
    database.execute("UPDATE inputs SET output = 'R1-0123456789ab.json'")
    database.execute("INSERT INTO stale VALUES ('R1.json/R2.json')")
    database.commit()
    database.close()
    (tmp_path / "killed" / "R1.json").rename(tmp_path / "killed" / "R1-0123456789ab.json")
    write(tmp_path / "killed", {"R1.json/R2.json": b"{}"})
    batch(tmp_path / "two", output=tmp_path / "killed")
    assert sorted(left(tmp_path / "killed")) == ["R1.json", "R3.json"]


def test_a_name_that_another_document_had(batch: Batch, tmp_path: Path) -> None:
    """Three inputs in turn take the name that the one before had; a folder takes a fourth's."""
    steps = [{"R1.pdf.txt.txt": memo(1)}, {"R1.pdf.txt": memo(2), "R1.pdf.html": memo(3)}, {"R1.pdf": memo(4)}]
    steps += [{"R1.txt": memo(5)}, {"R1.json/R2.txt": memo(6)}]
    for number, files in enumerate(steps):
        batch(write(tmp_path / "all", files), output=tmp_path / f"all{number}")
        assert batch(write(tmp_path / f"{number}", files)).converted == len(files)
        assert left(tmp_path / "out") == left(tmp_path / f"all{number}")


def test_what_was_written_and_never_noted(batch: Batch, tmp_path: Path) -> None:
    """A run is killed after an output and before its row; the next one calls the same document otherwise."""
    write(tmp_path / "in", {"R1.txt": memo(1)})
    batch(tmp_path / "in")
    database = sqlite3.connect(tmp_path / "out" / "manifest.sqlite")
    database.execute("DELETE FROM inputs")
    database.execute("INSERT INTO stale VALUES ('R1.json')")
    database.commit()
    database.close()
    batch(tmp_path / "in", format="jsonl")
    assert sorted(left(tmp_path / "out")) == [".pieces/R1.json.z", "documents.jsonl"]


def test_an_output_is_announced_before_it_is_written(batch: Batch, tmp_path: Path) -> None:
    write(tmp_path / "in", {"1.txt": fault("segfault"), "2.txt": memo(2)})

    class Killed(Watching):
        def ended(self, outcome: Outcome) -> None:
            raise SystemExit

    with pytest.raises(SystemExit):
        batch(tmp_path / "in", watching=Killed(), jobs=1)
    database = sqlite3.connect(tmp_path / "out" / "manifest.sqlite")
    assert ("1.json",) in database.execute("SELECT output FROM stale").fetchall()
    database.close()


def test_a_file_of_somebody_else_that_has_our_name(batch: Batch, tmp_path: Path) -> None:
    write(tmp_path, {"in/1.txt": memo(1), "out/documents.jsonl": b"precious"})
    batch(tmp_path / "in")
    assert (tmp_path / "out" / "documents.jsonl").read_bytes() == b"precious"


@pytest.mark.parametrize("limits", [Limits(seconds=0.0005), Limits(memory=1)])
def test_workers_that_fail_do_not_cost_what_is_unchanged(batch: Batch, tmp_path: Path, limits: Limits) -> None:
    write(tmp_path / "in", {f"{number}.txt": memo(number) for number in range(8)})
    batch(tmp_path / "in")
    before = left(tmp_path / "out")
    assert batch(tmp_path / "in", limits=limits).unchanged == 8
    assert left(tmp_path / "out") == before


@pytest.mark.parametrize("name", ["in.zip", "in.tar"])
@pytest.mark.parametrize("content", [None, b"swapped"])
def test_an_archive_that_vanishes_while_it_is_read(
    batch: Batch, tmp_path: Path, name: str, content: bytes | None
) -> None:
    pack = zipped if name.endswith("zip") else tarred
    path = pack(tmp_path / name, *((f"{number}.txt", memo(number)) for number in range(8)))
    batch(path)
    before = left(tmp_path / "out")

    class Vanishing(Watching):
        def begin(self, inputs: int) -> None:
            path.unlink()
            if content is not None:
                path.write_bytes(content)

    summary = batch(path, watching=Vanishing())
    assert dict(summary.failed) == {"not_found" if content is None else "unavailable": 8}
    assert left(tmp_path / "out") == before


def test_a_failure_that_was_there_before_stops_nothing(batch: Batch, tmp_path: Path) -> None:
    write(tmp_path / "in", {f"{number:02}.txt": memo(number) for number in range(LAST + 2)})
    (tmp_path / "in" / "00.txt").unlink()
    (tmp_path / "in" / "00.txt").symlink_to("nowhere")
    assert batch(tmp_path / "in", max_failures=1, jobs=1).stopped == "failures"
    again = batch(tmp_path / "in", max_failures=1, jobs=1)
    assert (again.stopped, again.done, dict(again.failed)) == (None, LAST + 2, {"not_found": 1})


def test_another_output_inside_is_not_swept(batch: Batch, tmp_path: Path) -> None:
    write(tmp_path / "in", {"1.txt": memo(1)})
    part = ".crsparse-abc.part"
    write(tmp_path / "out", {f"inner/{part}": b"x", "inner/.crsparse.lock": b"", f"plain/{part}": b"x"})
    batch(tmp_path / "in")
    assert sorted(left(tmp_path / "out")) == ["1.json", f"inner/{part}", "inner/.crsparse.lock"]


# ------------------------------------------------------------------------------------------------------------ the end
@pytest.mark.parametrize("most", [1, 3])
def test_it_stops_after_so_many_failures(batch: Batch, tmp_path: Path, most: int) -> None:
    write(tmp_path / "in", {f"{number}.pdf": b"" for number in range(40)})
    summary = batch(tmp_path / "in", max_failures=most, format="jsonl")
    assert (summary.stopped, sum(summary.failed.values())) == ("failures", most)
    assert len(rows(tmp_path / "out")) == most
    assert not (tmp_path / "out" / "documents.jsonl").exists()
    # what failed before is no new failure, so that each run comes further
    batch(tmp_path / "in", max_failures=most, format="jsonl")
    assert len(rows(tmp_path / "out")) == 2 * most
    assert batch(tmp_path / "in", format="jsonl").stopped is None


def test_json_lines_appear_when_all_is_done(batch: Batch, tmp_path: Path) -> None:
    write(tmp_path / "in", {"1.txt": memo(1), "2.pdf": b"", "3.pdf": b"", "4.txt": memo(4)})
    assert batch(tmp_path / "in", format="jsonl", max_failures=1, jobs=1).stopped == "failures"
    assert not (tmp_path / "out" / "documents.jsonl").exists()
    assert batch(tmp_path / "in", format="jsonl").stopped is None
    assert lines(tmp_path / "out") == ["1.txt", "4.txt"]


def test_an_output_that_cannot_be_written_ends_the_run(batch: Batch, tmp_path: Path) -> None:
    """A full disk is no fault of the inputs: none of them may be recorded as failed."""
    write(tmp_path / "in", {f"sub/{number}.txt": memo(number) for number in range(5)})
    write(tmp_path / "out", {"sub": b"a file stands where the folder is to be"})
    with pytest.raises(OutputFailed, match=r"sub/\d.json: cannot be written"):
        batch(tmp_path / "in")
    assert rows(tmp_path / "out") == {}
    (tmp_path / "out" / "sub").unlink()
    assert batch(tmp_path / "in").converted == 5


def test_hostile_names_do_not_stop_a_batch(batch: Batch, tmp_path: Path) -> None:
    """Too long, needed as a folder by others, or leading out of the output: each has its document, there."""
    names = ["x/" * 3000 + "1.txt", "1.txt", "1.json/2.txt", "../../3.txt", "4\n.txt", "n" * 400 + ".txt"]
    with zipfile.ZipFile(tmp_path / "hostile.zip", "w") as archive:
        for number, name in enumerate(names):
            archive.writestr(name, memo(number))
    summary = batch(tmp_path / "hostile.zip")
    assert (summary.converted, summary.failed) == (len(names), {})
    assert len(left(tmp_path / "out")) == len(names)
    assert not list(tmp_path.glob("*.json"))


def test_parts_that_killed_processes_left_are_swept(batch: Batch, tmp_path: Path) -> None:
    write(tmp_path / "in", {"1.txt": memo(1)})
    write(tmp_path / "out", {"sub/.crsparse-abc.part": b"half a docu", "mine.part": b"not ours"})
    batch(tmp_path / "in")
    assert list(left(tmp_path / "out")) == ["1.json", "mine.part"]


# ----------------------------------------------------------------------------------------------------------- manifest
def test_one_run_at_a_time(tmp_path: Path) -> None:
    with Manifest(tmp_path), pytest.raises(OutputInUse, match="another batch is writing"):
        Manifest(tmp_path)
    with Manifest(tmp_path):
        pass


def test_others_may_look_while_a_run_goes_on(batch: Batch, tmp_path: Path) -> None:
    write(tmp_path / "in", {"1.txt": memo(1)})
    batch(tmp_path / "in")
    with Manifest(tmp_path / "out"):
        assert list(rows(tmp_path / "out")) == ["1.txt"]
        database = sqlite3.connect(tmp_path / "out" / "manifest.sqlite")
        assert database.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        database.close()


@pytest.mark.parametrize("name", ["manifest.sqlite", ".crsparse.lock"])
def test_a_file_that_is_no_manifest(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"This is no database, but it is longer than a hundred bytes. " * 40)
    with pytest.raises(ForeignManifest):
        Manifest(tmp_path)
    (tmp_path / name).unlink()
    with Manifest(tmp_path):
        pass


def test_a_manifest_of_a_later_version(tmp_path: Path) -> None:
    with Manifest(tmp_path):
        pass
    with sqlite3.connect(tmp_path / "manifest.sqlite") as database:
        database.execute("PRAGMA user_version = 99")
    with pytest.raises(ForeignManifest, match="layout 99"):
        Manifest(tmp_path)


def test_a_manifest_on_a_full_disk(batch: Batch, tmp_path: Path) -> None:
    """SQLite's own errors end the run with a line; nothing is lost that was committed."""
    write(tmp_path / "in", {f"{number}.txt": memo(number) for number in range(4)})
    batch(tmp_path / "in")
    before = rows(tmp_path / "out")
    full = Record(key="x" * 100_000, sha256=None, byte_count=None, status="failed", parser_version="1",
                  schema_version="1", output="x.json")  # fmt: skip
    with Manifest(tmp_path / "out") as manifest:
        (pages,) = manifest._database.execute("PRAGMA page_count").fetchone()
        manifest._database.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(OutputFailed, match=r"manifest\.sqlite: database or disk is full"):
            manifest.put(full)
    assert rows(tmp_path / "out") == before
    assert batch(tmp_path / "in").unchanged == 4


def test_a_manifest_that_is_damaged_inside(batch: Batch, tmp_path: Path) -> None:
    write(tmp_path / "in", {f"{number}.txt": memo(number) for number in range(4)})
    batch(tmp_path / "in")
    path = tmp_path / "out" / "manifest.sqlite"
    path.write_bytes(path.read_bytes()[:4096] + b"x" * (path.stat().st_size - 4096))
    with pytest.raises((OutputFailed, ForeignManifest), match=r"manifest\.sqlite: "):
        batch(tmp_path / "in")


def test_a_lock_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / ".crsparse.lock").mkdir()
    with pytest.raises(OutputFailed, match="unable to open"):
        Manifest(tmp_path)


def test_join_needs_every_document(catalogue: Path, batch: Batch, tmp_path: Path) -> None:
    batch(catalogue, format="jsonl")
    piece = tmp_path / "out" / ".pieces" / "memo" / "0.json.z"
    for damage in (lambda: piece.write_bytes(b"no zlib"), piece.unlink):
        damage()
        with Manifest(tmp_path / "out") as manifest, pytest.raises(OutputFailed, match="taken away or changed"):
            run_module.join(str(tmp_path / "out"), manifest, manifest.outputs())
