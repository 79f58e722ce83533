"""The schema: what the types say is what is shipped, and both validators read it alike."""

import copy
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jsonschema
import jsonschema_rs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crsparse import model, schema
from crsparse.errors import InvalidDocument
from crsparse.validation.syntax import fractions
from tests.make_document import document, full_document

ROOT = Path(__file__).resolve().parent.parent
EXPECTED = sorted((ROOT / "fixtures").glob("*/expected*.json"))

Path_ = tuple[str | int, ...]

AUTHORITY = jsonschema.Draft202012Validator(schema.load())
FAST = jsonschema_rs.Draft202012Validator(schema.load())


# ---------------------------------------------------------------------------------------------------------- generation
def test_the_committed_schema_is_what_the_types_say(golden: Callable[[Path, bytes], None]) -> None:
    golden(ROOT / "schemas" / schema.FILE_NAME, schema.generate_bytes())


def test_it_is_a_valid_schema_of_2020_12_with_an_absolute_id() -> None:
    shipped = schema.load()
    jsonschema.Draft202012Validator.check_schema(shipped)
    assert shipped["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert str(shipped["$id"]).startswith("https://")
    assert str(shipped["$id"]).endswith("/" + schema.FILE_NAME)
    major, _, _ = model.SCHEMA_VERSION.partition(".")
    assert f"crs-document-{major}.schema.json" == schema.FILE_NAME


def _objects(node: Any, name: str = "Document") -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(node, dict):
        if "properties" in node:
            yield name, node
        for key, value in node.items():
            yield from _objects(value, key if key != "items" else name)
    elif isinstance(node, list):
        for item in node:
            yield from _objects(item, name)


def test_every_object_is_closed_and_every_field_described() -> None:
    objects = dict(_objects(schema.load()))
    assert len(objects) == 28
    for name, node in objects.items():
        assert node["additionalProperties"] is False, name
        assert node["required"] == list(node["properties"]), name
        assert node["description"].strip(), name
        for field, value in node["properties"].items():
            assert len(value.get("description", "")) > 5, f"{name}.{field} has no description"
            assert "`" not in value["description"].replace("`", "", 2 * (value["description"].count("`") // 2))
            assert ":class:" not in value["description"]


def test_blocks_are_told_apart_by_type() -> None:
    shipped: Any = schema.load()
    items = shipped["properties"]["blocks"]["items"]
    mapping = items["discriminator"]["mapping"]
    assert items["discriminator"]["propertyName"] == "type"
    assert [branch["$ref"] for branch in items["anyOf"]] == list(mapping.values())
    for kind, reference in mapping.items():
        definition = shipped["$defs"][reference.rpartition("/")[2]]
        assert definition["properties"]["type"]["const"] == kind


def test_fields_with_a_default_are_written_all_the_same() -> None:
    block = json.loads(document(full_document().blocks[0]).to_json())["blocks"][0]
    assert block["links"] == block["footnote_refs"] == block["emphasis"] == []


# ---------------------------------------------------------------------------------------------------------- validation
def test_documents_are_valid_however_they_are_given() -> None:
    full = full_document()
    for given_as in (full, full.to_dict(), full.to_json(), full.to_json().decode(), full.to_json(pretty=True)):
        schema.validate(given_as)
        assert schema.is_valid(given_as)
    assert model.Document.from_json(full.to_json()) == full
    schema.validate(document())


@pytest.mark.parametrize("path", EXPECTED, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_fixtures_are_valid(path: Path) -> None:
    data = json.loads(path.read_bytes())
    schema.validate(data)
    assert AUTHORITY.is_valid(data)
    assert FAST.is_valid(data)
    assert model.Document.from_json(path.read_bytes()).to_dict() == data


def _changed(change: Callable[[Any], object]) -> dict[str, Any]:
    data = full_document().to_dict()
    change(data)
    return data


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda d: d.pop("title"), "/: 'title' is a required property"),
        (lambda d: d.update(extra=1), "/: Additional properties are not allowed ('extra' was unexpected)"),
        (lambda d: d["blocks"][2].update(level=0), "/blocks/2/level: 0 is less than the minimum of 1"),
        (lambda d: d["blocks"][2].pop("level"), "/blocks/2: 'level' is a required property"),
        (lambda d: d["blocks"][2].pop("type"), "/blocks/2: 'type' is a required property"),
        (
            lambda d: d["blocks"][2].update(type="header"),
            "/blocks/2/type: 'header' is not one of ['title', 'heading', 'paragraph', 'list_item', 'quote', 'table', "
            "'figure', 'contents_entry']",
        ),
        (lambda d: d["blocks"].insert(0, "text"), "/blocks/0: 'text' is not of type 'object'"),
        (lambda d: d["blocks"].insert(0, None), "/blocks/0: None is not of type 'object'"),
        (lambda d: d["blocks"][6]["notes"].update(text=1), "/blocks/6/notes/text: 1 is not of type 'string'"),
        (lambda d: d["blocks"][6]["rows"][1][0]["links"][0].update(start=-1), "/blocks/6/rows/1/0/links/0/start: -1"),
        (lambda d: d["blocks"][3].update(part="nowhere"), "/blocks/3/part: 'nowhere' is not one of"),
        (lambda d: d["blocks"][3]["boxes"][0]["box"].pop(), "/blocks/3/boxes/0/box: [72.0, 90.5, 540.0] is too short"),
        (lambda d: d["blocks"][3]["boxes"][0]["box"].append(1), "/blocks/3/boxes/0/box: "),
        (lambda d: d.update(publication_date="May 4"), "/publication_date: 'May 4' does not match"),
        (lambda d: d.update(publication_date="2026-05-04\n"), "/publication_date: "),
        (lambda d: d.update(publication_date="٢٠٢٦-05-04"), "/publication_date: "),
        (lambda d: d["source"].update(sha256="0" * 63), "/source/sha256: "),
        (lambda d: d["source"].update(layout_era="baroque"), "/source/layout_era: 'baroque' is not one of"),
        (lambda d: d["authors"][0].update(redacted=None), "/authors/0/redacted: None is not of type 'boolean'"),
        (lambda d: d["product"].update(version=1.5), "/product/version: 1.5 is not of type 'integer'"),
        (lambda d: d.update({"a/b~c": 1}), "/: Additional properties are not allowed ('a/b~c' was unexpected)"),
    ],
)
def test_faults_name_the_place_and_the_cause(change: Callable[[Any], object], fault: str) -> None:
    data = _changed(change)
    with pytest.raises(InvalidDocument) as caught:
        schema.validate(data)
    assert str(caught.value).startswith(fault)
    assert "\n" not in str(caught.value)
    assert not schema.is_valid(data)
    assert not AUTHORITY.is_valid(data)
    assert not FAST.is_valid(data)


def test_faults_come_in_order_and_are_counted() -> None:
    def change(data: Any) -> None:
        data["title"] = 1
        data["blocks"][3]["page"] = 0
        data["blocks"][10:] = [{"type": "quote"}] * 2
        data["authors"][0]["name"] = None

    data = _changed(change)
    faults = list(schema.iter_errors(data))
    assert [fault.pointer for fault in faults][:2] == ["/authors/0/name", "/blocks/3/page"]
    assert faults[-1].pointer == "/title"
    with pytest.raises(InvalidDocument, match=rf"^/authors/0/name: .* \(and {len(faults) - 1} more\)$"):
        schema.validate(data)


def test_a_huge_wrong_value_is_not_quoted_in_full() -> None:
    data = _changed(lambda d: d.update(title=[d["blocks"]] * 50))
    (fault,) = schema.iter_errors(data)
    assert len(str(fault)) < 400
    assert fault.message.endswith("is not of type 'string', 'null'")


@pytest.mark.parametrize(
    "text",
    [b"", b"{", b"[1,]", b"nonsense", b'{"a": NaN}', b"\xff\xfe{}", b'"\xed\xa0\x80"', '"\ud800"', b"[" * 100_000],
)
def test_what_is_no_json(text: bytes | str) -> None:
    with pytest.raises(InvalidDocument, match=r"^/: not JSON: ") as caught:
        schema.validate(text)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("value", [None, [], "text", 7, 10**400, {}])
def test_json_that_is_no_document(value: Any) -> None:
    with pytest.raises(InvalidDocument):
        schema.validate(value)
    assert not FAST.is_valid(value)


# ----------------------------------------------------------------------------------- two validators, one answer, always
def _paths(node: Any, path: Path_ = ()) -> Iterator[Path_]:
    yield path
    if isinstance(node, dict):
        for key, value in node.items():
            yield from _paths(value, (*path, key))
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from _paths(value, (*path, index))


FULL = full_document().to_dict()
_PLACES = [path for path in _paths(FULL) if path]
_SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-2, 3)
    | st.sampled_from([10**18, 10**30, -(10**30), 2**63, 2**64])
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.sampled_from([1.0, 1.5, -0.0, 1e300])
    | st.text(max_size=5)
    | st.sampled_from(["body", "heading", "2026-05-04", "2026-05-04\n", "1.0", "f" * 64, "f" * 64 + "\n", "external"])
)
_VALUES = st.recursive(
    _SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=3)
)


@st.composite
def _mutated(draw: st.DrawFn) -> Any:
    """Return a document with one to three of its values replaced, removed, doubled or moved."""
    data = copy.deepcopy(FULL)
    for _ in range(draw(st.integers(1, 3))):
        *way, last = draw(st.sampled_from(_PLACES))
        holder: Any = data
        try:
            for step in way:
                holder = holder[step]
            match draw(st.sampled_from(["replace", "remove", "copy", "add"])):
                case "replace":
                    holder[last] = draw(_VALUES)
                case "remove":
                    del holder[last]
                case "copy":
                    *other_way, other = draw(st.sampled_from(_PLACES))
                    value: Any = FULL
                    for step in (*other_way, other):
                        value = value[step]
                    holder[last] = copy.deepcopy(value)
                case "add" if isinstance(holder, dict):
                    holder[draw(st.text(max_size=4))] = draw(_VALUES)
        except (KeyError, IndexError, TypeError):
            continue  # an earlier change took the place away
    return data


@given(_mutated())
def test_validators_agree_on_broken_documents(data: Any) -> None:
    verdict = AUTHORITY.is_valid(data)
    assert FAST.is_valid(data) == verdict
    faults = list(schema.iter_errors(data))
    assert bool(faults) != verdict
    for fault in faults:
        assert fault.message
        holder = data
        for step in fault.pointer.split("/")[1:]:
            name = step.replace("~1", "/").replace("~0", "~")
            holder = holder[int(name)] if isinstance(holder, list) else holder[name]  # the pointer leads somewhere


@given(_mutated())
def test_what_is_valid_can_be_read_back(data: Any) -> None:
    """The types and the schema say the same: msgspec reads what the schema accepts.

    But for a whole number that is written as a fraction, ``2.0``: JSON Schema takes it for an integer, msgspec does
    not, and ``validate`` tells its place.
    """
    if schema.is_valid(data) and not list(fractions(data)):
        assert model.Document.from_json(json.dumps(data)).to_dict().keys() == data.keys()
