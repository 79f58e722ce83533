"""The limits that keep the house small: files, functions, and ``Any``."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LONGEST_FILE = 400
LONGEST_FUNCTION = 60
TYPES_AS_A_TABLE = {"crsparse/model.py": 550}
"""The document's types with a docstring under each field stand in one file, because the schema is made of it."""
ANY_ALLOWED = {"crsparse/model.py"}
"""``Document.to_dict`` gives what the json module would."""

MODULES = sorted((ROOT / "crsparse").rglob("*.py"))


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_files_and_functions_are_short(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert source.count("\n") <= TYPES_AS_A_TABLE.get(_name(path), LONGEST_FILE)
    for function in _functions(ast.parse(source)):
        assert function.end_lineno is not None
        length = function.end_lineno - function.lineno + 1
        assert length <= LONGEST_FUNCTION, f"{function.name} in line {function.lineno} has {length} lines"


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_modules_say_what_they_do(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert not source or ast.get_docstring(ast.parse(source)), "a module begins with a docstring"


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_no_any_outside_of_readers(path: Path) -> None:
    names = {node.id for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Name)}
    if "readers" not in path.parts and _name(path) not in ANY_ALLOWED:
        assert "Any" not in names


def test_no_file_without_a_subject() -> None:
    assert not [path for path in MODULES if path.stem in {"utils", "util", "helpers", "helper", "misc", "common"}]
