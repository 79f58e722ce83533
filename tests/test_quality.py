"""Lint, format and strict types: what CI demands, as tests, so that one command shows all."""

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.parametrize(
    "command",
    [
        ("ruff", "check", "--no-cache", "."),
        ("ruff", "format", "--check", "--no-cache", "."),
        ("mypy",),
    ],
    ids=" ".join,
)
def test_tool_is_content(root: Path, command: tuple[str, ...]) -> None:
    if importlib.util.find_spec(command[0]) is None:
        pytest.skip(f"{command[0]} is not installed: pip install -e '.[test]'")
    ended = subprocess.run(
        [sys.executable, "-m", *command], cwd=root, capture_output=True, text=True, timeout=600, check=False
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr


def test_golden_files_are_compared_not_written(request: pytest.FixtureRequest) -> None:
    """A run with --regenerate is never a passing one."""
    assert not request.config.getoption("--regenerate"), "golden files were written anew; look at the difference"
