"""The command line: what it writes, where, and how it ends. Most run in this process; what concerns pipes does not."""

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import click
import msgspec
import pytest
from click.testing import CliRunner, Result

import crsparse
from crsparse import schema
from crsparse.cli import COMMANDS, commands
from crsparse.cli import parse as parse_command
from crsparse.sinks import files
from tests.conftest import Run
from tests.make_pdf import encrypted

TEXT = "A memorandum about rain, written for a test.\n\nRain falls on the just and on the unjust alike.\n"
MOST_OPTIONS = 10


@pytest.fixture
def memo(tmp_path: Path) -> Path:
    path = tmp_path / "memo.v1.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def invoke(*arguments: object, stdin: bytes = b"") -> Result:
    return CliRunner().invoke(commands, [str(argument) for argument in arguments], input=stdin)


def one_line(result: Result) -> str:
    """Return what is on standard error, which is one line."""
    assert result.stderr.endswith("\n")
    (line,) = result.stderr.splitlines()
    assert line.startswith("crsparse: ")
    return line


# ------------------------------------------------------------------------------------------------ what it writes, where
def test_json_goes_to_standard_output(memo: Path) -> None:
    result = invoke("parse", memo)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout_bytes.count(b"\n") == 1
    schema.validate(result.stdout_bytes)
    assert json.loads(result.stdout_bytes)["source"]["filename"] == "memo.v1.txt"
    assert result.stdout_bytes == crsparse.parse(memo).to_json() + b"\n"


def test_a_document_is_no_source(memo: Path, tmp_path: Path) -> None:
    path = tmp_path / "memo.json"
    for more in ([], ["--pretty"]):
        path.write_bytes(invoke("parse", memo, *more).stdout_bytes)
        for command in ("parse", "view"):
            result = invoke(command, path)
            assert result.exit_code == 3
            assert one_line(result) == f"crsparse: {path}: there is no reader for application/json"


def test_standard_input(memo: Path) -> None:
    result = invoke("parse", "-", stdin=memo.read_bytes())
    document = crsparse.Document.from_json(result.stdout_bytes)
    assert document.source.filename == "-"
    assert document.blocks == crsparse.parse(memo).blocks


def test_pretty_is_the_same_document(memo: Path) -> None:
    plain, pretty = invoke("parse", memo), invoke("parse", "--pretty", memo)
    assert pretty.stdout.startswith('{\n  "schema_version": "1.1",\n')
    assert json.loads(pretty.stdout) == json.loads(plain.stdout)


def test_markdown(memo: Path) -> None:
    assert "Rain falls on the just" in invoke("parse", memo, "--format", "markdown").stdout


def test_one_file(memo: Path, tmp_path: Path) -> None:
    target = tmp_path / "new" / "folder" / "out.json"
    assert invoke("parse", memo, "-o", target).exit_code == 0
    assert target.read_bytes() == invoke("parse", memo).stdout_bytes
    assert [path.name for path in target.parent.iterdir()] == ["out.json"]


@pytest.mark.parametrize("name", ["there", "new", "new/"])
@pytest.mark.parametrize(("format_name", "suffix"), [("json", ".json"), ("jsonl", ".jsonl"), ("markdown", ".md")])
def test_a_folder_gets_a_file_for_each(memo: Path, tmp_path: Path, name: str, format_name: str, suffix: str) -> None:
    (tmp_path / "there").mkdir()
    other = memo.with_name("other.txt")
    other.write_text(TEXT * 2)
    assert invoke("parse", memo, other, "-o", f"{tmp_path}/{name}", "--format", format_name).exit_code == 0
    assert sorted(path.name for path in (tmp_path / name).iterdir()) == [f"memo.v1{suffix}", f"other{suffix}"]


def test_standard_input_into_a_folder(tmp_path: Path) -> None:
    assert invoke("parse", "-", "-o", f"{tmp_path}/out/", stdin=TEXT.encode()).exit_code == 0
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["stdin.json"]


def test_json_lines_hold_one_document_a_line(memo: Path, tmp_path: Path) -> None:
    other = memo.with_name("other.txt")
    other.write_text(TEXT * 2)
    target = tmp_path / "all.jsonl"
    assert invoke("parse", memo, other, "--format", "jsonl", "-o", target).exit_code == 0
    names = [json.loads(line)["source"]["filename"] for line in target.read_text().splitlines()]
    assert names == ["memo.v1.txt", "other.txt"]
    assert invoke("parse", memo, other, "--format", "jsonl").stdout_bytes == target.read_bytes()


def test_an_existing_file_is_replaced_and_keeps_its_permissions(memo: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.json"
    target.write_text("old")
    target.chmod(0o640)
    link = tmp_path / "link.json"
    link.symlink_to(target)
    assert invoke("parse", memo, "-o", link).exit_code == 0
    assert link.is_symlink()
    schema.validate(target.read_bytes())
    assert stat.S_IMODE(target.stat().st_mode) == 0o640


def test_schema_is_the_shipped_file(root: Path) -> None:
    result = invoke("schema")
    assert result.stdout_bytes == (root / "schemas" / schema.FILE_NAME).read_bytes()


def test_version_and_help() -> None:
    assert invoke("--version").stdout == f"crsparse, version {crsparse.__version__}\n"
    for arguments in (["-h"], *([name, "--help"] for name in COMMANDS)):
        result = invoke(*arguments)
        assert result.exit_code == 0
        assert result.stdout.startswith("Usage: ")


def test_commands_have_few_options() -> None:
    for name in COMMANDS:
        command = commands.get_command(None, name)  # type: ignore[arg-type]
        assert command is not None
        assert sum(isinstance(parameter, click.Option) for parameter in command.params) <= MOST_OPTIONS
        assert command.help


# -------------------------------------------------------------------------------------------------------------- usage
@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["MEMO", "OTHER"],
        ["MEMO", "OTHER", "-o", "out.json"],
        ["MEMO", "OTHER", "-o", "out.md", "--format", "markdown"],
        ["MEMO", "MEMO", "-o", "out/"],
        ["MEMO", "SAME_STEM", "-o", "out/"],
        ["-", "-", "--format", "jsonl"],
        ["MEMO", "--pretty", "--format", "jsonl"],
        ["MEMO", "--format", "docx"],
        ["MEMO", "--engine", "acrobat"],
        ["MEMO", "-o", "MEMO"],
        ["LOOKS_LIKE_OUTPUT", "-o", "."],
    ],
)
def test_usage_errors_write_nothing(
    memo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    paths = {"MEMO": memo, "OTHER": memo.with_name("other.txt"), "SAME_STEM": tmp_path / "sub" / "memo.v1.pdf"}
    paths["LOOKS_LIKE_OUTPUT"] = tmp_path / "notes.json"
    for path in paths.values():
        path.parent.mkdir(exist_ok=True)
        path.write_text(TEXT)
    before = sorted(tmp_path.rglob("*"))
    result = invoke("parse", *(paths.get(argument, argument) for argument in arguments), stdin=TEXT.encode())
    assert result.exit_code == 2, result.output
    assert result.stdout == ""
    assert result.stderr.startswith("Usage: ")
    assert sorted(tmp_path.rglob("*")) == before
    assert memo.read_text() == TEXT


# ------------------------------------------------------------------------------------------------------------- faults
def test_unreadable_inputs_do_not_stop_the_others(memo: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    out = tmp_path / "out"
    result = invoke("parse", tmp_path / "missing.pdf", tmp_path / "empty.txt", memo, tmp_path, "-o", f"{out}/")
    assert result.exit_code == 3
    assert [line.rpartition(": ")[2] for line in result.stderr.splitlines()] == [
        "no such file",
        "the input is empty",
        "this is a folder, not a file",
    ]
    assert f"crsparse: {tmp_path / 'missing.pdf'}: " in result.stderr
    assert [path.name for path in out.iterdir()] == ["memo.v1.json"]


def test_an_unexpected_fault_is_one_line_and_code_1(memo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("two\nlines")

    monkeypatch.setattr(parse_command, "convert", broken)
    result = invoke("parse", memo)
    assert result.exit_code == 1
    assert one_line(result) == f"crsparse: {memo}: internal error: RuntimeError: two\\nlines"
    assert result.stdout == ""
    # an unreadable input beside it does not make it look better
    assert invoke("parse", memo, "missing.txt", "--format", "jsonl").exit_code == 1


def test_an_invalid_document_is_not_written(memo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    document = crsparse.parse(memo)
    invalid = msgspec.structs.replace(document, title=7)
    monkeypatch.setattr(parse_command, "convert", lambda *_: invalid)
    result = invoke("parse", memo, "-o", tmp_path / "out.json")
    assert result.exit_code == 1
    assert one_line(result).endswith(
        ": the document does not satisfy the schema: /title: 7 is not of type 'string', 'null'"
    )
    assert not (tmp_path / "out.json").exists()


def test_nothing_half_written_when_replacing_fails(memo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files.os, "replace", full)
    target = tmp_path / "sub" / "out.json"
    target.parent.mkdir()
    target.write_text("old")
    result = invoke("parse", memo, "-o", target)
    assert result.exit_code == 1
    assert one_line(result) == f"crsparse: {target}: the output cannot be written: No space left on device"
    assert target.read_text() == "old"
    assert list(target.parent.iterdir()) == [target]


def test_no_file_when_every_input_failed(tmp_path: Path) -> None:
    result = invoke("parse", "missing1", "missing2", "--format", "jsonl", "-o", tmp_path / "all.jsonl")
    assert result.exit_code == 3
    assert list(tmp_path.iterdir()) == []


def test_an_output_folder_that_is_a_file(memo: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    result = invoke("parse", memo, "-o", tmp_path / "file" / "out.json")
    assert result.exit_code == 1
    assert "the output cannot be written: " in one_line(result)


def test_names_that_are_no_text(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/line\nfeed-\xff.txt"
    with open(path, "wb") as file:
        file.write(TEXT.encode())
    name = os.fsdecode(path)
    result = invoke("parse", name)
    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout)["source"]["filename"] == "line\nfeed-\ufffd.txt"
    (tmp_path / "e\nmpty").touch()
    assert one_line(invoke("parse", tmp_path / "e\nmpty")) == f"crsparse: {tmp_path}/e\\nmpty: the input is empty"


def test_password_by_option_and_environment(tmp_path: Path) -> None:
    path = tmp_path / "locked.pdf"
    path.write_bytes(encrypted("sesame"))
    assert invoke("parse", path, "--password", "sesame").exit_code == 0
    assert CliRunner().invoke(commands, ["parse", str(path)], env={"CRSPARSE_PASSWORD": "sesame"}).exit_code == 0
    for arguments in ([], ["--password", "wrong"]):
        result = invoke("parse", path, *arguments)
        assert result.exit_code == 3
        assert "password" in one_line(result)
        assert "wrong" not in result.stderr.replace("wrong password", "")


# --------------------------------------------------------------------------------------- a process, as a user starts it
def test_the_same_bytes_anywhere(run: Run, memo: Path, tmp_path: Path) -> None:
    first = run("parse", memo, env={"PYTHONHASHSEED": "1"})
    second = run("parse", memo.name, cwd=tmp_path, env={"PYTHONHASHSEED": "2", "LC_ALL": "C", "PYTHONUTF8": "0"})
    assert first.returncode == second.returncode == 0
    assert first.stdout == second.stdout
    assert first.stderr == second.stderr == b""


def test_a_reader_that_leaves_is_no_error(root: Path, memo: Path) -> None:
    """Enough text that the pipe is full when the reader has gone."""
    memo.write_text(TEXT * 2000)
    command = [sys.executable, "-m", "crsparse", "parse", *[str(memo)] * 3, "--format", "jsonl"]
    process = subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.read(10)
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait(60) == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this system")
def test_a_full_disk(root: Path, memo: Path) -> None:
    command = [sys.executable, "-m", "crsparse", "parse", str(memo)]
    with open("/dev/full", "wb") as full:
        ended = subprocess.run(command, cwd=root, stdout=full, stderr=subprocess.PIPE, timeout=300, check=False)
    assert ended.returncode == 1
    assert ended.stderr == f"crsparse: {memo}: the output cannot be written: No space left on device\n".encode()


@pytest.mark.skipif(not Path("/dev/stdout").exists(), reason="no /dev/stdout on this system")
def test_a_device_is_written_to_not_replaced(run: Run, memo: Path) -> None:
    ended = run("parse", memo, "-o", "/dev/stdout")
    assert ended.returncode == 0
    schema.validate(ended.stdout)
    assert stat.S_ISLNK(os.lstat("/dev/stdout").st_mode)
