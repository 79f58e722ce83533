"""Positions: line and column of what JSON Pointers name, compared with a reader that is slow and simple."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crsparse.validation.positions import locate

_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4),
    max_leaves=12,
)


def _pointers(value: Any, pointer: str = "") -> list[tuple[str, Any]]:
    found = [(pointer, value)]
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        found += _pointers(inner, f"{pointer}/{str(key).replace('~', '~0').replace('/', '~1')}")
    return found


@given(_VALUES, st.sampled_from([None, 0, 2]), st.booleans())
def test_at_each_place_stands_the_value(value: Any, indent: int | None, ascii_only: bool) -> None:
    text = json.dumps(value, indent=indent, ensure_ascii=ascii_only)
    lines = text.split("\n")
    pointers = dict(_pointers(value))
    for pointer, place in locate(text, pointers).items():
        line, column = place
        rest = "\n".join([lines[line - 1][column - 1 :], *lines[line:]])
        found, _ = json.JSONDecoder().raw_decode(rest)
        assert found == pointers[pointer]


@pytest.mark.parametrize(
    ("text", "pointer", "place"),
    [
        ('{"a": 1}', "", (1, 1)),
        ('\n {"a": 1}', "", (2, 2)),
        ('{"a":\n\t[1, {"b": "x"}]}', "/a/1/b", (2, 12)),
        ('{"é😀": 1, "b": 2}', "/b", (1, 16)),  # columns are code points
        ('{"a": {"a": [0]}, "b": {"a": 2}}', "/b/a", (1, 30)),
        ('{"a": "]}{[,:\\"", "b": 2}', "/b", (1, 24)),
        ('{"a\\u0062/~": 1}', "/ab~1~0", (1, 15)),
        ('{"a": 1, "a": 2}', "/a", (1, 15)),  # the last one counts
        ('{"a": [1, 2]}', "/a/7", (1, 7)),  # what is not there is looked for nearby
        ('{"a": [1, 2]}', "/b/7", (1, 1)),
        ("[[], [[], [3]]]", "/1/1/0", (1, 12)),
    ],
)
def test_places(text: str, pointer: str, place: tuple[int, int]) -> None:
    assert locate(text, [pointer])[pointer] == place
