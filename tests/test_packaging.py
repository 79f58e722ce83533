"""The package as users get it: a wheel in a fresh environment, an editable install, the schema in both."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from crsparse import schema
from crsparse.version import __version__

pytestmark = pytest.mark.slow


def _call(*command: object, cwd: Path) -> bytes:
    """Run a command far from the repository and from this process's own packages; return what it prints."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))}
    ended = subprocess.run(
        [os.fspath(part) if isinstance(part, Path) else str(part) for part in command],
        cwd=cwd,
        env=environment,
        capture_output=True,
        timeout=900,
        check=False,
    )
    assert ended.returncode == 0, (ended.stdout + ended.stderr).decode()
    return ended.stdout


@pytest.fixture(scope="module")
def wheel(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the source distribution as an index would serve it."""
    folder = tmp_path_factory.mktemp("dist")
    _call(sys.executable, "-m", "build", "--outdir", folder, root, cwd=folder)
    (path,) = folder.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def environment(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of programs of a new environment in which nothing but the wheel and what it needs is installed."""
    folder = tmp_path_factory.mktemp("environment")
    _call(sys.executable, "-m", "venv", folder, cwd=folder)
    programs = folder / ("Scripts" if os.name == "nt" else "bin")
    _call(programs / "python", "-m", "pip", "install", "--quiet", wheel, cwd=folder)
    return programs


def test_wheel_holds_the_package_and_the_schema(wheel: Path, root: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        shipped = archive.read(f"crsparse/schemas/{schema.FILE_NAME}")
    assert shipped == (root / "schemas" / schema.FILE_NAME).read_bytes()
    modules = {path.relative_to(root).as_posix() for path in (root / "crsparse").rglob("*.py")}
    assert modules | {"crsparse/py.typed"} <= names
    assert {name.split("/")[0] for name in names} == {"crsparse", f"crsparse-{__version__}.dist-info"}


def test_installed_from_the_wheel(environment: Path, fixtures: Path, tmp_path: Path) -> None:
    assert _call(environment / "crsparse", "--version", cwd=tmp_path).decode().strip().endswith(__version__)
    assert _call(environment / "crsparse", "schema", cwd=tmp_path) == schema.shipped_bytes()
    for name in ("IN12030.txt", "IN12030.tagged.pdf"):
        schema.validate(_call(environment / "crsparse", "parse", fixtures / "IN12030" / name, cwd=tmp_path))
    program = "import crsparse, sys; print(crsparse.parse(sys.argv[1]).product.id)"
    fixture = fixtures / "IN12030" / "IN12030.txt"
    assert _call(environment / "python", "-c", program, fixture, cwd=tmp_path).strip() == b"IN12030"


def test_installed_editable(environment: Path, root: Path, fixtures: Path, tmp_path: Path) -> None:
    """Runs after the wheel was tested, in its environment: what is needed is there already."""
    pip = (environment / "python", "-m", "pip", "install", "--quiet", "--no-deps", "--force-reinstall")
    _call(*pip, "--editable", root, cwd=tmp_path)
    where = _call(environment / "python", "-c", "import crsparse; print(crsparse.__file__)", cwd=tmp_path).decode()
    assert Path(where.strip()) == root / "crsparse" / "__init__.py"
    assert _call(environment / "crsparse", "schema", cwd=tmp_path) == schema.shipped_bytes()
    schema.validate(_call(environment / "crsparse", "parse", fixtures / "IN12030" / "IN12030.txt", cwd=tmp_path))
