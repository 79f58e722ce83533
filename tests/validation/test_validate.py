"""``crsparse validate`` as a user runs it."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import crsparse
from crsparse.cli import commands
from crsparse.validation import Options, check_all, check_text
from crsparse.validation.run import find


@pytest.fixture(scope="module")
def insight(fixtures: Path) -> dict[str, Any]:
    return crsparse.parse(fixtures / "IN12030" / "IN12030.txt").to_dict()


@pytest.fixture
def folder(tmp_path: Path, insight: dict[str, Any]) -> Path:
    """A folder with valid documents, in JSON and JSON Lines, and other files."""
    (tmp_path / "deep" / "er").mkdir(parents=True)
    line = json.dumps(insight)
    (tmp_path / "b.json").write_text(line)
    (tmp_path / "deep" / "er" / "a.json").write_bytes(b"\xef\xbb\xbf" + json.dumps(insight, indent=4).encode())
    (tmp_path / "deep" / "lines.jsonl").write_text(f"{line}\n\n{line}\r\n")
    (tmp_path / "notes.txt").write_text("no document")
    return tmp_path


def _validate(*arguments: object, stdin: bytes = b"") -> Result:
    return CliRunner().invoke(commands, ["validate", *map(str, arguments)], input=stdin)


def test_valid_documents(folder: Path) -> None:
    result = _validate(folder)
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "4 documents, all valid\n")


def test_files_are_found_in_order(folder: Path) -> None:
    names = [Path(path).relative_to(folder).as_posix() for path in find([str(folder)])]
    assert names == ["b.json", "deep/lines.jsonl", "deep/er/a.json"]


def test_findings_have_place_pointer_and_plain_words(folder: Path, insight: dict[str, Any]) -> None:
    insight = json.loads(json.dumps(insight))
    insight["blocks"][3]["level"] = 0
    insight["extra"] = 1
    del insight["title"], insight["subtitle"]
    path = folder / "b.json"
    path.write_text(json.dumps(insight, indent=1))
    result = _validate(path)
    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    assert lines[0].startswith(f"{path}:1:1: /: 2 fields are missing: subtitle, title; expected every field")
    assert "/blocks/3/level: 0 does not fit here; expected 1 or more (1 is a top section) [schema]" in lines[1]
    assert "/extra: there is no field 'extra' here" in lines[2]
    for line, found in zip(lines[1:], ('"level": 0', '"extra": 1'), strict=True):
        number, column = map(int, line.removeprefix(f"{path}:").split(":")[:2])
        text = path.read_text().splitlines()[number - 1]
        assert text.strip().strip(",") == found
        assert text[column - 1] == found[-1]
    assert result.stderr == "3 problems in 1 of 1 document\n"


def test_lines_of_json_lines_are_told(folder: Path, insight: dict[str, Any]) -> None:
    broken = json.dumps({**insight, "title": 7})
    path = folder / "deep" / "lines.jsonl"
    path.write_text(f"{json.dumps(insight)}\n\n{broken}\n{{nonsense\n")
    result = _validate(path)
    assert [line.removeprefix(f"{path}:").split(":")[0] for line in result.stdout.splitlines()] == ["3", "4"]
    column = broken.index("7", broken.index('"title"', broken.index('"product"'))) + 1
    assert f"{path}:3:{column}: /title: 7 does not fit here; expected text or null" in result.stdout


@pytest.mark.parametrize("stdin", [b"%s", b"%s\n%s\n"], ids=["document", "lines"])
def test_standard_input(stdin: bytes, insight: dict[str, Any]) -> None:
    content = stdin.replace(b"%s", json.dumps(insight).encode())
    assert _validate("-", stdin=content).exit_code == 0
    result = _validate("-", stdin=content.replace(b'"insight"', b'"novel"'))
    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == content.count(b"schema_version")


@pytest.mark.parametrize(
    ("content", "place", "words"),
    [
        (b"", "1:1", "expecting value"),
        (b"{\n  'a': 1}", "2:3", "expecting property name"),
        (b'{"a": "\xff"}', "1:8", "byte 7 is not UTF-8"),
        (b'{\n"a": NaN}', "2:6", "invalid character"),
        (b"[" * 100_000, "1:1", "nested too deeply"),
    ],
    ids=["empty", "quotes", "bytes", "NaN", "deep"],
)
def test_what_is_no_json(tmp_path: Path, content: bytes, place: str, words: str) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(content)
    result = _validate(path)
    assert result.exit_code == 1
    assert result.stdout.startswith(f"{path}:{place}: /: this is not JSON: ")
    assert words in result.stdout


@pytest.mark.parametrize("content", [b"[]", b"7", b"null", b'"a"', b"{}", b'{"blocks": 7, "diagnostics": [7]}'])
def test_json_that_is_no_document(content: bytes) -> None:
    report = check_text(content, Options(strict="info"))
    assert report.findings
    assert all(finding.code == "schema" for finding in report.findings)


def test_a_document_of_another_schema_is_told_once(insight: dict[str, Any]) -> None:
    """Whatever else that schema has or lacks."""
    other = {**insight, "schema_version": "1.0", "more": 1}
    del other["furniture"]
    (finding,) = check_text(json.dumps(other).encode()).findings
    assert (finding.pointer, finding.message) == ("/schema_version", "this is a document of schema 1.0")
    for nonsense in ("one", 1.0, None):
        found = check_text(json.dumps({**other, "schema_version": nonsense}).encode()).findings
        assert {"", "/more", "/schema_version"} == {each.pointer for each in found}


def test_usage(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "nothing").mkdir()
    schema = tmp_path / "schema.json"
    schema.write_text('{"type": 7}')
    for arguments in ((), (tmp_path / "none.json",), (tmp_path / "nothing",), ("-", "-"), (folder, "--schema", schema),
                      (folder, "--schema", tmp_path / "none"), (folder, "--strict", "fatal"), (folder, "--format", "x"),
                      ):  # fmt: skip
        result = _validate(*arguments)
        assert result.exit_code == 2, arguments
        assert result.stdout == ""


def test_a_schema_of_ones_own(folder: Path, insight: dict[str, Any], tmp_path: Path) -> None:
    schema = tmp_path / "own.json"
    leaf = {"properties": {"a": {"properties": {"b": {"type": "integer"}}}}}
    demand = {"properties": {"title": {"maxLength": 5}, "extra": {"anyOf": [{"type": "array"}, leaf]}}}
    schema.write_text(json.dumps({"$schema": "https://json-schema.org/draft/2020-12/schema", **demand}))
    result = _validate(folder / "b.json", "--schema", schema)
    assert result.exit_code == 1
    assert "/title: 'Political Reforms in Kazakhstan' does not fit here; expected at most 5 characters" in result.stdout
    (folder / "b.json").write_text(json.dumps({"extra": {"a": {"b": "x"}}}))
    result = _validate(folder / "b.json", "--schema", schema)
    assert "/extra/a/b: 'x' does not fit here; expected a whole number" in result.stdout  # jsonschema's best match
    (folder / "b.json").write_text(json.dumps({"extra": {"a": {"b": 4}}}))
    assert _validate(folder / "b.json", "--schema", schema).exit_code == 0


def test_no_schema_is_fetched(folder: Path, tmp_path: Path) -> None:
    schema = tmp_path / "own.json"
    schema.write_text(json.dumps({"$ref": "http://127.0.0.1:9/schema.json"}))
    result = _validate(folder, "--schema", schema)
    assert result.exit_code == 2
    assert "which is not there" in result.stderr


@pytest.mark.parametrize(
    ("strict", "codes"),
    [
        (None, []),
        ("error", ["worst"]),
        ("warning", ["worse", "worst"]),
        ("info", ["bad", "worse", "worst"]),
    ],
)
def test_strict(insight: dict[str, Any], strict: Any, codes: list[str]) -> None:
    told = zip(("bad", "worse", "worst"), ("info", "warning", "error"), strict=True)
    diagnostics = [
        {"code": code, "severity": severity, "message": "Rain.", "page": None, "block": "b3"} for code, severity in told
    ]
    report = check_text(json.dumps({**insight, "diagnostics": diagnostics}).encode(), Options(strict=strict))
    assert [finding.code for finding in report.findings] == codes
    if codes:
        assert report.findings[-1].pointer == "/diagnostics/2"
        assert report.findings[-1].message == "error of the parse, block b3: Rain."


def test_a_file_that_cant_be_read_is_invalid_and_does_not_stop_the_others(folder: Path, tmp_path: Path) -> None:
    path = folder / "0.json"
    path.symlink_to(path)
    reports = list(check_all(find([str(folder)])))
    assert [bool(report.findings) for report in reports] == [True, False, False, False, False]
    assert reports[0].findings[0].code == "file"


def test_empty_json_lines_are_no_success(tmp_path: Path) -> None:
    path = tmp_path / "none.jsonl"
    path.write_text("\n\n")
    assert _validate(path).exit_code == 1


def test_one_process_and_two_say_the_same(tmp_path: Path, insight: dict[str, Any]) -> None:
    lines = []
    for number in range(1000):
        lines.append(json.dumps({**insight, "title": None if number % 7 else number}))
    path = tmp_path / "many.jsonl"
    path.write_text("\n".join(lines))
    assert path.stat().st_size > 16 << 20
    one, two = (list(check_all([str(path)], processes=processes)) for processes in (1, 2))
    assert one == two
    assert [report.line for report in one if report.findings] == list(range(1, 1001, 7))


def test_piped_report_is_whole(run: Any, folder: Path) -> None:
    for name in ("json", "sarif"):
        ended = run("validate", folder, "--format", name)
        assert ended.returncode == 0, ended.stderr
        json.loads(ended.stdout)
        assert ended.stderr == b""
