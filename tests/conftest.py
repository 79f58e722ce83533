"""What all tests share: where fixtures and corpus are, golden files, a command line run as a user runs it."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import settings

# The same examples in every run, so that a failure is a change's and not chance's. HYPOTHESIS_PROFILE=search looks for
# new ones, many more; what it finds becomes an example of its own.
settings.register_profile("default", derandomize=True, deadline=None)
settings.register_profile("search", derandomize=False, deadline=None, max_examples=5000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))

ROOT = Path(__file__).resolve().parent.parent
Run = Callable[..., "subprocess.CompletedProcess[bytes]"]

no_hang = pytest.mark.timeout(120)
"""Seconds after which a test of hostile input fails, where it takes 3 or so: a guard against hangs, no measurement.

Where time once grew with the square of the size, the input is so large that this would take many minutes; how time
grows in fact is measured by ``python -m tests.benchmark_growth``.
"""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--regenerate",
        action="store_true",
        help="write golden files anew instead of comparing with them; look at the difference before you commit it",
    )


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository."""
    return ROOT


@pytest.fixture(scope="session")
def fixtures() -> Path:
    """The folder of fixtures."""
    return ROOT / "fixtures"


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The evaluation corpus; it is not part of the repository, so tests that need it are skipped without it."""
    folder = Path(os.environ.get("CRSPARSE_CORPUS", ROOT.parent / "shared" / "corpus"))
    if not (folder / "score.py").is_file():
        pytest.skip(f"no evaluation corpus in {folder}: set CRSPARSE_CORPUS")
    return folder


@pytest.fixture(scope="session")
def pdftotext() -> str:
    """The ``pdftotext`` of poppler."""
    program = shutil.which("pdftotext")
    if program is None:
        pytest.skip("pdftotext is not installed (Debian: poppler-utils)")
    return program


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[Path, bytes], None]:
    """Return a check that ``data`` equals the committed file; with ``--regenerate`` it writes the file instead."""

    def check(path: Path, data: bytes) -> None:
        if request.config.getoption("--regenerate"):
            path.write_bytes(data)
        assert path.read_bytes() == data, f"{path.name} differs; if the change is meant, run pytest --regenerate"

    return check


@pytest.fixture(scope="session")
def run() -> Run:
    """Return a function that runs ``python -m crsparse`` with arguments in a process of its own."""

    def command(
        *arguments: object, stdin: bytes = b"", cwd: Path | None = None, env: Mapping[str, str] | None = None
    ) -> "subprocess.CompletedProcess[bytes]":
        return subprocess.run(
            [sys.executable, "-m", "crsparse", *map(os.fspath, map(_text, arguments))],
            input=stdin,
            capture_output=True,
            cwd=cwd,
            env={**os.environ, "PYTHONPATH": str(ROOT), **(env or {})},
            timeout=600,
            check=False,
        )

    return command


def _text(argument: object) -> str | os.PathLike[str]:
    return argument if isinstance(argument, os.PathLike) else str(argument)
