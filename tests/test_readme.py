"""README does not lie: its console sessions and examples are run, its tables compared with the code."""

import ast
import doctest
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from crsparse.cli import COMMANDS
from crsparse.cli.report import Exit

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
_FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
BLOCKS = [(match[1], match[2]) for match in _FENCE.finditer(README)]


def _sessions() -> list[list[tuple[str, str]]]:
    """Return the console blocks, each as commands with what they print."""
    sessions = []
    for language, text in BLOCKS:
        if language == "console":
            parts = re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]
            sessions.append([(part.partition("\n")[0], part.partition("\n")[2]) for part in parts])
    return sessions


@pytest.fixture
def shell(tmp_path: Path) -> tuple[Path, dict[str, str]]:
    """A folder with the fixtures, and programs ``crsparse`` and ``python`` that are this checkout's and this Python."""
    programs = tmp_path / "bin"
    work = tmp_path / "work"
    programs.mkdir()
    work.mkdir()
    (work / "fixtures").symlink_to(ROOT / "fixtures")
    for name, command in (("crsparse", f'"{sys.executable}" -m crsparse'), ("python", f'"{sys.executable}"')):
        (programs / name).write_text(f'#!/bin/sh\nexec {command} "$@"\n')
        (programs / name).chmod(0o755)
    return work, {**os.environ, "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}", "PYTHONPATH": str(ROOT)}


@pytest.mark.parametrize("session", _sessions(), ids=lambda session: session[0][0])
def test_console_sessions(session: list[tuple[str, str]], shell: tuple[Path, dict[str, str]]) -> None:
    _typed(session, *shell)


def test_console_sessions_from_top_to_bottom(shell: tuple[Path, dict[str, str]]) -> None:
    for session in _sessions():
        _typed(session, *shell)


def _typed(session: list[tuple[str, str]], work: Path, environment: dict[str, str]) -> None:
    """Type the commands of a session; each must print what README shows."""
    for command, shown in session:
        ended = subprocess.run(
            ["sh", "-c", command], cwd=work, env=environment, capture_output=True, text=True, timeout=600, check=False
        )
        assert ended.stdout + ended.stderr == shown, command


def test_library_example(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    (example,) = (text for language, text in BLOCKS if language == "pycon")
    test = doctest.DocTestParser().get_doctest(example, {}, "README", "README.md", 0)
    report: list[str] = []
    doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE).run(test, out=report.append)
    assert not report, "".join(report)


def test_ci_runs_the_readme_commands() -> None:
    """The two commands a stranger copies are those that CI has run."""
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    commands = [text.strip() for language, text in BLOCKS if language == "sh"]
    assert len(commands) == 2
    for command in commands:
        assert f"\n{command}\n" in script


def test_workflow_calls_the_same_script() -> None:
    assert "run: .ci/run\n" in (ROOT / ".github" / "workflows" / "ci.yml").read_text(encoding="utf-8")
    assert os.access(ROOT / ".ci" / "run", os.X_OK)


def test_every_diagnostic_is_explained() -> None:
    section = README.partition("\n## Diagnostics\n")[2].partition("\n## ")[0]
    firsts = re.findall(r"^\| (`.*?) \|", section, re.MULTILINE)
    explained = {code for first in firsts for code in re.findall(r"`(\w+)`", first)}
    assert explained == _diagnostic_codes()


def _diagnostic_codes() -> set[str]:
    """Return the codes in the code: of ``say("code", …)``, ``Diagnostic(code=…)`` and the findings of readers."""
    codes: set[str] = set()
    for path in (ROOT / "crsparse").rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            match node:
                case ast.Call(func=ast.Name(id="say"), args=[ast.Constant(value=str(code)), *_]):
                    codes.add(code)
                case ast.Assign(targets=[ast.Name(id="CODE")], value=ast.Constant(value=str(code))):
                    codes.add(code)
                case ast.keyword(arg="code", value=ast.Constant(value=str(code))):
                    codes.add(code)
                case ast.Tuple(elts=[ast.Constant(value=str(code)), _, _]) if "readers" in path.parts:
                    if re.fullmatch(r"[a-z]+(_[a-z]+)+", code):
                        codes.add(code)
    return codes


def test_exit_codes_are_listed() -> None:
    assert [int(code) for code in re.findall(r"^\| (\d) \|", README, re.MULTILINE)] == sorted(Exit)


def test_every_command_is_mentioned() -> None:
    for name in COMMANDS:
        assert f"crsparse {name}" in README


def test_links_lead_somewhere() -> None:
    for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", README):
        assert (ROOT / target).exists(), target
