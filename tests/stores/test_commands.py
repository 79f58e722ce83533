"""``crsparse load`` and ``crsparse search`` as a person meets them."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from msgspec import json
from msgspec.structs import replace

from crsparse.cli import commands
from crsparse.model import Document
from crsparse.stores.destinations import shown
from tests.make_document import full_document

Invoke = Callable[..., Result]


@pytest.fixture
def invoke() -> Invoke:
    return lambda *arguments, **more: CliRunner().invoke(commands, list(map(str, arguments)), **more)


@pytest.fixture
def out(tmp_path: Path, documents: dict[str, Document]) -> Path:
    folder = tmp_path / "out"
    folder.mkdir()
    for name, document in documents.items():
        (folder / f"{name}.json").write_bytes(document.to_json() + b"\n")
    (folder / "IN12030.chunks.jsonl").write_text("{}\n")
    return folder


def test_load_and_search(destination: str, out: Path, invoke: Invoke) -> None:
    ended = invoke("load", destination, out)
    assert ended.exit_code == 0, ended.output
    assert ended.stdout.splitlines()[0].split() == ["added", "8"]
    again = invoke("load", destination, out)
    assert again.stdout.splitlines()[2].split() == ["unchanged", "8"]
    found = invoke("search", destination, '"gene bank"')
    assert found.exit_code == 0
    assert "R99001 (6) · " in found.stdout
    assert "**" in found.stdout
    hit = json.decode(invoke("search", destination, "gene", "--json", "--limit", "1").stdout)
    assert hit["product_id"] == "R99001"
    nothing = invoke("search", destination, "xyzzy")
    assert (nothing.exit_code, nothing.stdout) == (1, "")


def test_dry_run_changes_nothing(destination: str, out: Path, tmp_path: Path, invoke: Invoke) -> None:
    files = set(tmp_path.rglob("*"))
    ended = invoke("load", "--dry-run", destination, out)
    assert ended.exit_code == 0, ended.output
    assert ended.stdout.splitlines()[0].split() == ["added", "8"]
    assert ended.stdout.splitlines()[-1] == "nothing was written (--dry-run)"
    assert set(tmp_path.rglob("*")) == files
    assert invoke("search", destination, "gene").exit_code == 2
    invoke("load", destination, out / "IN12030.json")
    (out / "IN12030.json").write_bytes(replace(full_document(), title="New").to_json())
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    ended = invoke("load", "--dry-run", destination, out)
    assert [line.split()[:2] for line in ended.stdout.splitlines()[:3]] == [
        ["added", "8"],
        ["replaced", "0"],
        ["unchanged", "0"],
    ]
    assert {path: path.read_bytes() for path in before} == before


@pytest.mark.parametrize(
    ("destination", "said"),
    [
        ("mysql://ada:sesame@host/db", "mysql:// is not known; give FILE.db, "),
        ("sqlite://crs.db", "sqlite://crs.db names no file: sqlite:///FILE has three slashes"),
        ("duckdb://", "duckdb:// names no file"),
        ("crs.xyz", "crs.xyz is no destination; give "),
        ("postgresql://ada:sesame@127.0.0.1:1/db", "PostgreSQL can't be reached: "),
        ("postgresql://ada:se%zzsame@127.0.0.1:1/db", "PostgreSQL can't be reached: "),
        ("postgresql://127.0.0.1:1/db?password=sesame&nonsense=1", "PostgreSQL can't be reached: "),
        ("postgresql://ada:sesame@127.0.0.1:seven/sesame", "PostgreSQL can't be reached: "),
    ],
)
@pytest.mark.parametrize("command", ["load", "search"])
def test_a_wrong_url(command: str, destination: str, said: str, out: Path, invoke: Invoke) -> None:
    ended = invoke(command, destination, out)
    assert ended.exit_code == 2
    assert ended.stdout == ""
    (line,) = ended.stderr.splitlines()
    assert line.startswith(f"crsparse: {said}"), line
    assert "sesame" not in line
    assert "same@" not in line


def test_a_wrong_password_is_not_printed(postgres: str, out: Path, invoke: Invoke) -> None:
    ended = invoke("load", postgres.replace("postgres:@", "nobody:sesame@"), out)
    assert ended.exit_code == 2
    (line,) = ended.stderr.splitlines()
    assert "nobody" in line
    assert "sesame" not in ended.output


def test_shown() -> None:
    assert (
        shown("postgresql://ada:s3cr@t@host:5432/db?sslmode=require")
        == "postgresql://ada:***@host:5432/db?sslmode=require"
    )
    assert shown("postgresql://host/db?user=a&password=p%20w#x") == "postgresql://host/db?user=a&password=***#x"
    assert shown("postgresql://host/db") == "postgresql://host/db"


@pytest.mark.parametrize(
    ("module", "destination", "said"),
    [
        ("duckdb", "crs.duckdb", "DuckDB is needed for this: pip install 'crsparse[duckdb]'"),
        ("pyarrow", "folder", "pyarrow is needed for this: pip install 'crsparse[parquet]'"),
        ("psycopg", "postgresql://host/db", "psycopg is needed for PostgreSQL: pip install 'crsparse[postgres]'"),
    ],
)
def test_a_missing_extra(
    module: str, destination: str, said: str, out: Path, invoke: Invoke, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(out.parent)
    for name in [name for name in sys.modules if name.startswith(("crsparse.stores.", module + "."))]:
        if name in {f"crsparse.stores.{part}" for part in ("duckdb", "parquet", "postgres", "arrow")}:
            monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, module, None)
    ended = invoke("load", destination, out)
    assert (ended.exit_code, ended.stderr) == (2, f"crsparse: {said}\n")


def test_what_can_not_be_loaded(tmp_path: Path, invoke: Invoke) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    good = full_document()
    (folder / "a.json").write_bytes(good.to_json(pretty=True))
    (folder / "b.json").write_text('{"schema_version": "1.0"}')
    (folder / "c.jsonl").write_bytes(replace(good, title="Other").to_json() + b"\nnot json\n\n")
    dangling = replace(good, sections=(), product=replace(good.product, version=9))
    (folder / "d.json").write_bytes(dangling.to_json())
    ended = invoke("load", tmp_path / "crs.db", folder)
    assert ended.exit_code == 1
    lines = ended.stderr.splitlines()
    assert [line.split(": ")[1].rpartition("/")[2] for line in lines] == ["b.json", "c.jsonl:1", "c.jsonl:2", "d.json"]
    assert "of schema 1.0" in lines[0]
    assert "left out: IN99999 version 2 came with" in lines[1]
    assert "this is not JSON" in lines[2]
    assert "is in section s1, which does not exist" in lines[3]
    table = {line.rpartition("  ")[0].strip(): line.split()[-1] for line in ended.stdout.splitlines()}
    assert (table["added"], table["duplicates left out"], table["failed"]) == ("1", "1", "3")
    missing = invoke("load", tmp_path / "crs.db", tmp_path / "nowhere")
    assert (missing.exit_code, missing.stdout) == (3, "")
    empty = tmp_path / "empty"
    empty.mkdir()
    assert invoke("load", tmp_path / "crs.db", empty).exit_code == 2


def test_standard_input(tmp_path: Path, invoke: Invoke) -> None:
    ended = invoke("load", tmp_path / "crs.db", "-", input=full_document().to_json())
    assert ended.exit_code == 0, ended.output
    assert invoke("search", tmp_path / "crs.db", "wet").stdout.splitlines()[1] == "    Rain is **wet**."


def test_a_file_that_is_no_database(tmp_path: Path, out: Path, invoke: Invoke) -> None:
    for name in ("crs.db", "crs.duckdb"):
        (tmp_path / name).write_bytes(b"this is no database, whatever its name says" * 100)
        ended = invoke("load", tmp_path / name, out)
        assert ended.exit_code == 2
        assert len(ended.stderr.splitlines()) == 1


@pytest.mark.skipif(os.name == "nt", reason="folders are locked otherwise there")
def test_two_loads_into_one_folder(tmp_path: Path, out: Path, invoke: Invoke) -> None:
    from crsparse.stores.parquet import Parquet

    with Parquet(tmp_path / "parquet", writing=True):
        ended = invoke("load", tmp_path / "parquet", out)
    assert ended.exit_code == 2
    assert "another load is writing there" in ended.stderr
    assert invoke("load", tmp_path / "parquet", out).exit_code == 0
