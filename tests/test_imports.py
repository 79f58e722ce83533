"""The one-way flow: import-linter's contracts, and what is not imported unless it is needed."""

import subprocess
import sys
from pathlib import Path

import pytest

from crsparse import cli


def _tool(root: Path, *command: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=300, check=False)


def test_contracts(root: Path) -> None:
    program = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    ended = _tool(root, sys.executable, "-c", program, "--no-cache")
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert " 0 broken" in ended.stdout


@pytest.mark.parametrize(
    ("statement", "unwanted"),
    [
        ("import crsparse", {"pypdfium2", "pikepdf", "pdfplumber", "lxml", "click", "jsonschema", "jsonschema_rs"}),
        ("import crsparse.cli.schema", {"pypdfium2", "pikepdf", "pdfplumber", "lxml", "jsonschema"}),
        (
            "import crsparse; crsparse.parse('fixtures/IN12030/IN12030.txt')",
            {"pypdfium2", "pikepdf", "pdfplumber", "lxml", "jsonschema"},
        ),
        (
            "from crsparse.sinks import *; import crsparse; from crsparse import sinks;"
            "sinks.render(crsparse.parse('fixtures/IN12030/IN12030.tagged.pdf'), sinks.SINKS['json'])",
            {"pdfplumber", "pdfminer", "lxml", "jsonschema", "click"},
        ),
    ],
)
def test_libraries_are_imported_when_needed(root: Path, statement: str, unwanted: set[str]) -> None:
    """Start-up is time that a person waits for: no command imports the libraries of another."""
    program = f"{statement}\nimport sys; print(sorted({unwanted!r} & set(sys.modules)))"
    ended = _tool(root, sys.executable, "-c", program)
    assert (ended.returncode, ended.stdout.strip()) == (0, "[]"), ended.stdout + ended.stderr


def test_every_command_is_a_module_of_its_own(root: Path) -> None:
    for name in cli.COMMANDS:
        assert (root / "crsparse" / "cli" / f"{name}.py").is_file()
