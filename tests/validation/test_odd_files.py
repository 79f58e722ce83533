"""Files that no careful program wrote: each gets its findings, none a traceback, and none costs the others anything."""

import json
import multiprocessing
import os
import tracemalloc
from pathlib import Path
from typing import Any

import pytest

import crsparse
from crsparse.validation import check_all, check_text
from crsparse.validation import run as running
from crsparse.validation.run import find
from tests.conftest import Run


@pytest.fixture(scope="module")
def insight(fixtures: Path) -> dict[str, Any]:
    return crsparse.parse(fixtures / "IN12030" / "IN12030.txt").to_dict()


@pytest.fixture
def text(insight: dict[str, Any]) -> str:
    return json.dumps(insight)


def _told(content: str | bytes) -> list[str]:
    content = content.encode() if isinstance(content, str) else content
    return [f"{found.pointer} {found}" for found in check_text(content).findings]


# --------------------------------------------------------------------------------------------------- names and numbers
@pytest.mark.parametrize("indent", [None, 2])
def test_a_name_that_stands_twice(insight: dict[str, Any], indent: int | None) -> None:
    """One reader takes the first value, another the last."""
    text = json.dumps(insight, indent=indent)
    assert _told(text) == []
    assert _told(text.replace('"title":', '"title": "Rain", "title":', 1)) == [
        "/title the name 'title' stands more than once in its object; expected it once"
    ]
    place = text.index('"level"', text.index('"blocks"'))
    (told,) = _told(text[:place] + '"level": 2, ' + text[place:])
    assert told.startswith("/blocks/")
    assert "/level the name 'level' stands more than once" in told


def test_two_objects_may_have_the_same_names_and_texts_may_say_anything(insight: dict[str, Any]) -> None:
    assert _told(json.dumps({**insight, "subtitle": '"title": "Rain", "title"'}, ensure_ascii=False)) == []
    assert _told(json.dumps({**insight, "subtitle": "é"}).replace("Political", "\\u0050olitical")) == []


def test_whole_numbers_with_a_fraction(text: str, insight: dict[str, Any]) -> None:
    count = insight["source"]["byte_count"]
    for spelled in (f"{count}.0", f"{count}e0"):
        changed = text.replace(f'"byte_count": {count}', f'"byte_count": {spelled}')
        assert _told(changed) == [
            f"/source/byte_count {count}.0 does not fit here; expected a whole number, without a decimal point or "
            "exponent"
        ]


@pytest.mark.parametrize(
    ("number", "words"), [("1e400", "a number is too large"), ("NaN", "invalid character"), ("-Infinity", "invalid")]
)
def test_numbers_that_json_can_not_hold(text: str, insight: dict[str, Any], number: str, words: str) -> None:
    before = f'"byte_count": {insight["source"]["byte_count"]}'
    changed = text.replace(before, f'"byte_count": {number}')
    (found,) = check_text(changed.encode()).findings
    assert words in found.message
    assert found.column - 1 in range(changed.index(number), changed.index(number) + 2)


# ---------------------------------------------------------------------------------------------------------- encodings
def test_byte_order_mark_and_line_ends(insight: dict[str, Any]) -> None:
    text = json.dumps({**insight, "title": 7}, indent=1)
    places = set()
    for content in (text, text.replace("\n", "\r\n"), "\ufeff" + text):
        (found,) = check_text(content.encode()).findings
        places.add((found.line, found.column))
    line = text[: text.index('"title": 7')].count("\n") + 1
    assert places == {(line, 11)}


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "cp1252"])
def test_other_encodings(insight: dict[str, Any], encoding: str) -> None:
    content = json.dumps(insight, ensure_ascii=False).encode(encoding, "replace")
    (told,) = _told(content)
    assert "is not UTF-8" in told


# ------------------------------------------------------------------------------------------------------- files, folders
def test_links_in_a_circle_pipes_and_folders_called_like_files(tmp_path: Path, text: str) -> None:
    (tmp_path / "loop.json").symlink_to("loop.json")
    (tmp_path / "around").symlink_to(".")
    (tmp_path / "folder.json").mkdir()
    (tmp_path / "folder.json" / "good.json").write_text(text)
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.json")  # nobody will ever write to it
    reports = list(check_all(find([str(tmp_path)])))
    assert [(Path(report.file).name, bool(report.findings)) for report in reports] == [
        ("loop.json", True),
        ("good.json", False),
    ]
    (report,) = check_all(find([str(tmp_path / "loop.json")]))
    assert report.findings[0].code == "file"


def test_a_pipe_that_is_named_is_read(tmp_path: Path, text: str, run: Run) -> None:
    if not Path("/dev/stdin").exists():
        pytest.skip("there is no /dev/stdin")
    assert run("validate", "/dev/stdin", stdin=text.encode()).returncode == 0


def test_names_that_mean_something_else_elsewhere(tmp_path: Path, insight: dict[str, Any], run: Run) -> None:
    """A line end and a workflow command in a name, and a byte that is no UTF-8."""
    content = json.dumps({**insight, "title": 7})
    names = ["line\n::error::end.json", os.fsdecode(b"byte\xff.json")]
    for name in names:
        try:
            (tmp_path / name).write_text(content)
        except OSError:
            pytest.skip("this file system takes no such names")
    for form in ("text", "github", "json", "sarif", "junit"):
        ended = run("validate", tmp_path, "--format", form)
        assert (ended.returncode, b"Traceback" in ended.stderr) == (1, False)
        told = ended.stdout.decode()
        if form in ("text", "github"):
            assert len(told.splitlines()) == len(names)
        if form == "github":
            assert all(line.startswith("::error file=") and line.count("::") == 2 for line in told.splitlines())


@pytest.mark.parametrize("before", [b"", b"\xef\xbb\xbf", b"\n\n", b"\xef\xbb\xbf\n"])
def test_places_on_standard_input(before: bytes, insight: dict[str, Any], run: Run) -> None:
    """JSON Lines are read as they come, whatever stands before the first."""
    good, bad = json.dumps(insight).encode(), json.dumps({**insight, "title": 7}).encode()
    ended = run("validate", "-", stdin=before + good + b"\n\n" + bad + b"\r\n" + good)
    assert (ended.returncode, ended.stderr) == (1, b"1 problem in 1 of 3 documents\n")
    column = bad.index(b'"title": 7') + len(b'"title": ') + 1
    assert ended.stdout.startswith(f"-:{before.count(b'%c' % 10) + 3}:{column}: /title: 7".encode())
    pretty = json.dumps({**insight, "title": 7}, indent=1).encode()
    ended = run("validate", "-", stdin=before + pretty)
    assert ended.stderr == b"1 problem in 1 of 1 document\n"


# ----------------------------------------------------------------------------------------------------------------- size
def test_a_long_text_takes_no_memory_for_its_place(insight: dict[str, Any]) -> None:
    """Where something is wrong, the text is gone through for its place: by the token, not by the character."""
    content = json.dumps({**insight, "subtitle": "Rain \\ " * 3_000_000, "title": 7}).encode()
    tracemalloc.start()
    try:
        (found,) = check_text(content).findings
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert found.pointer == "/title"
    assert most < 8 * len(content)


def test_a_process_that_is_ended_costs_only_what_ended_it(
    tmp_path: Path, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if multiprocessing.get_start_method() != "fork":
        pytest.skip("workers do not inherit what the test breaks")
    real = running.check_text

    def breaks(content: bytes, *more: Any, **named: Any) -> Any:
        if content == b"{}":
            os._exit(9)  # as the kernel does when memory is short
        return real(content, *more, **named)

    monkeypatch.setattr(running, "check_text", breaks)
    monkeypatch.setattr(running, "_ALONE", 0)
    monkeypatch.setattr(running, "_PORTION", 5 * len(text))
    for number in range(40):
        (tmp_path / f"{number:02}.json").write_text("{}" if number in (7, 31) else text)
    reports = list(check_all(find([str(tmp_path)]), processes=2))
    assert [Path(report.file).name for report in reports] == [f"{number:02}.json" for number in range(40)]
    broken = [report for report in reports if report.findings]
    assert [Path(report.file).name for report in broken] == ["07.json", "31.json"]
    assert all("perhaps for want of memory" in report.findings[0].message for report in broken)
