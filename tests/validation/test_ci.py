"""The recipes for CI, run as a user would: the pre-commit hook in a repository of documents, the action's steps."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

import crsparse

ROOT = Path(__file__).resolve().parent.parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
PACKAGE = (
    "crsparse",
    "schemas",
    "pyproject.toml",
    "README.md",
    "LICENSE",
    ".pre-commit-hooks.yaml",
    ".github/action.yml",
)
"""What of the repository the hook and the action need."""


def _recipe(first: str) -> Any:
    """Return the README's YAML that begins with ``first``."""
    (text,) = (text for text in re.findall(r"^```yaml\n(.*?)^```$", README, re.M | re.S) if text.startswith(first))
    return yaml.safe_load(text)


def _call(*command: object, cwd: Path, env: dict[str, str] | None = None) -> "subprocess.CompletedProcess[str]":
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "PYTHON"))}
    return subprocess.run(
        [os.fspath(part) if isinstance(part, Path) else str(part) for part in command],
        cwd=cwd,
        env={**inherited, **(env or {})},
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
    )


def _git(folder: Path, *arguments: str) -> str:
    identity = ("-c", "user.name=Ada Example", "-c", "user.email=ada@example.org")
    ended = _call("git", *identity, *arguments, cwd=folder)
    assert ended.returncode == 0, ended.stderr
    return ended.stdout.strip()


def _copy(folder: Path) -> Path:
    for name in PACKAGE:
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, target)
    return folder


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    """A repository of documents, one of which is a report with a block taken away."""
    folder = tmp_path / "repository"
    (folder / "documents").mkdir(parents=True)
    good = crsparse.parse(ROOT / "fixtures" / "IN12030" / "IN12030.txt").to_dict()
    (folder / "documents" / "good.json").write_text(json.dumps(good))
    del good["blocks"][4]
    (folder / "documents" / "a bad one.json").write_text(json.dumps(good))
    (folder / "package.json").write_text('{"name": "not a document"}')
    return folder


@pytest.fixture
def programs(tmp_path: Path) -> Path:
    """A folder with a ``crsparse`` that is this checkout's."""
    folder = tmp_path / "bin"
    folder.mkdir()
    (folder / "crsparse").write_text(f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" -m crsparse "$@"\n')
    (folder / "crsparse").chmod(0o755)
    return folder


# ---------------------------------------------------------------------------------------------------------- pre-commit
def test_hook_names_a_command_that_is_there() -> None:
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert hook["entry"] == "crsparse validate"
    for name, wanted in (("a/b.json", True), ("b.jsonl", True), ("b.json5", False), ("json", False)):
        assert bool(re.search(hook["files"], name)) == wanted


@pytest.mark.slow
def test_pre_commit_runs_the_hook(documents: Path, tmp_path: Path) -> None:
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    published = _copy(tmp_path / "crsparse")
    _git(published, "init", "-q")
    _git(published, "add", "-A")
    _git(published, "commit", "-q", "-m", "all")
    recipe = _recipe("repos:")
    (hooks,) = recipe["repos"]
    assert hooks["repo"].endswith("/crsparse")
    hooks.update(repo=str(published), rev=_git(published, "rev-parse", "HEAD"))
    (documents / ".pre-commit-config.yaml").write_text(yaml.safe_dump(recipe))
    _git(documents, "init", "-q")
    _git(documents, "add", "-A")
    run = (sys.executable, "-m", "pre_commit", "run", "--all-files", "--color=never")
    cache = {"PRE_COMMIT_HOME": str(tmp_path / "cache")}
    ended = _call(*run, cwd=documents, env=cache)
    assert ended.returncode == 1, ended.stdout + ended.stderr
    assert re.search(r"^documents/a bad one.json:1:\d+: /blocks/4/id: b6 stands where b5 belongs", ended.stdout, re.M)
    assert "in 1 of 2 documents" in ended.stdout  # package.json is left alone
    (documents / "documents" / "a bad one.json").unlink()
    _git(documents, "add", "-A")
    ended = _call(*run, cwd=documents, env=cache)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert "Passed" in ended.stdout


# -------------------------------------------------------------------------------------------------------------- action
def _action() -> Any:
    return yaml.safe_load((ROOT / ".github" / "action.yml").read_text(encoding="utf-8"))


def _filled(text: str, inputs: dict[str, str]) -> str:
    """Return an expression's value as the runner gives it."""
    return re.sub(r"\$\{\{\s*inputs\.([\w-]+)\s*\}\}", lambda match: inputs[match[1]], str(text))


def _step(name: str, given: dict[str, str], cwd: Path, env: dict[str, str]) -> "subprocess.CompletedProcess[str]":
    """Run a step of the action as a runner does: ``bash -eo pipefail``, with the inputs filled in."""
    action = _action()
    inputs = {key: str(value.get("default", "")) for key, value in action["inputs"].items()} | given
    (step,) = (step for step in action["runs"]["steps"] if step.get("name") == name)
    assert step["shell"] == "bash"
    assert "${{" not in step["run"], "an input in a script is read as a command"
    variables = {key: _filled(value, inputs) for key, value in step.get("env", {}).items()}
    return _call(
        "bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"], cwd=cwd, env={**env, **variables}
    )


def _workflow_inputs() -> dict[str, str]:
    """Return what the README's workflow gives to the action."""
    (job,) = _recipe("jobs:")["jobs"].values()
    (step,) = (step for step in job["steps"] if "with" in step)
    assert step["uses"].split("@")[0].endswith("crsparse/.github")
    assert set(step["with"]) <= set(_action()["inputs"])
    return {key: str(value) for key, value in step["with"].items()}


def test_action_validates(documents: Path, programs: Path) -> None:
    path = {"PATH": f"{programs}{os.pathsep}{os.environ['PATH']}"}
    ended = _step("Validate", _workflow_inputs(), documents, path)
    assert ended.returncode == 1, ended.stderr
    lines = ended.stdout.splitlines()
    assert lines
    assert all(line.startswith("::error file=documents/a bad one.json,line=1,col=") for line in lines)
    one = {**_workflow_inputs(), "paths": "documents/good.json\n\n"}
    assert _step("Validate", one, documents, path).returncode == 0


def test_action_writes_a_file_and_reads_no_path_as_a_command(documents: Path, programs: Path) -> None:
    path = {"PATH": f"{programs}{os.pathsep}{os.environ['PATH']}"}
    (documents / "$(touch harm)").mkdir()
    shutil.copy(documents / "documents" / "good.json", documents / "$(touch harm)" / "--help.json")
    given = {
        "paths": "documents/a bad one.json\n$(touch harm)\n",
        "format": "sarif",
        "output": "findings.sarif",
        "schema": str(ROOT / "schemas" / "crs-document-1.schema.json"),
    }
    ended = _step("Validate", given, documents, path)
    assert ended.returncode == 1, ended.stderr
    assert ended.stdout == ""
    log = json.loads((documents / "findings.sarif").read_text())
    uris = {
        result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for result in log["runs"][0]["results"]
    }
    assert uris == {"documents/a%20bad%20one.json"}
    assert not (documents / "harm").exists()


@pytest.mark.slow
def test_action_installs_what_it_runs(documents: Path, tmp_path: Path) -> None:
    """Both steps one after another, in a Python of their own, with the repository where a runner puts it."""
    published = _copy(tmp_path / "crsparse")
    environment = tmp_path / "python"
    ended = _call(sys.executable, "-m", "venv", environment, cwd=tmp_path)
    assert ended.returncode == 0, ended.stderr
    env = {
        "PATH": f"{environment / 'bin'}{os.pathsep}{os.environ['PATH']}",
        "GITHUB_ACTION_PATH": str(published / ".github"),
    }
    ended = _step("Install crsparse", {}, documents, env)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    ended = _step("Validate", _workflow_inputs(), documents, env)
    assert ended.returncode == 1, ended.stderr
    assert ended.stdout.startswith("::error file=documents/a bad one.json,line=1,col=")
