"""The JSON Schema of a document: generated from the types, loaded from the file that ships, and checked against.

One source of truth: :mod:`crsparse.model` gives shape (types) and meaning (the string under each field). What
:func:`generate` makes of them is committed as ``schemas/crs-document-1.schema.json``; a test fails when the two differ.

Two validators: ``jsonschema-rs`` answers whether a document is valid (a millisecond for a large one), ``jsonschema`` is
the authority and words the errors (400 times slower, so asked, and imported, only when there is an error to word).

Always true of the schema: it is closed (no property that it does not name, none missing), every field has a
description, and a block's ``type`` says which of the block definitions applies.
"""

import ast
import contextlib
import inspect
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias, cast

import jsonschema_rs
from msgspec import DecodeError, Struct, ValidationError, json, to_builtins

from crsparse import model
from crsparse.errors import InvalidDocument, UnusableSchema

if TYPE_CHECKING:
    from jsonschema import ValidationError as SchemaError

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | float | bool | None"
JsonObject: TypeAlias = dict[str, Json]

FILE_NAME = "crs-document-1.schema.json"
"""The number is the major part of ``model.SCHEMA_VERSION``."""
DIALECT = "https://json-schema.org/draft/2020-12/schema"
IDENTIFIER = f"https://crsparse.org/schemas/{FILE_NAME}"

_TYPE_DESCRIPTION = "Kind of block; it says which definition the block satisfies."
_LONGEST_MESSAGE = 300
"""Characters of an error's wording; jsonschema quotes the whole faulty value, which may be a whole document."""
_KEPT_START, _KEPT_END = 80, 200


class Fault(Struct, frozen=True):
    """One way in which a document does not satisfy the schema."""

    pointer: str
    """JSON Pointer (RFC 6901) to the faulty value; empty for the document itself."""
    message: str
    """What is wrong, in the words of ``jsonschema``."""
    keyword: str = ""
    """Keyword of the schema that is not satisfied, e.g. ``required``; empty for text that is no JSON."""
    limit: Json = None
    """What the keyword demands; for ``additionalProperties`` the names that are not allowed."""
    value: Json = None
    """The faulty value."""
    described: str = ""
    """The schema's description of the faulty value, where it has one."""

    def __str__(self) -> str:
        return f"{self.pointer or '/'}: {self.message}"


# ---------------------------------------------------------------------------------------------------------- generate
def generate() -> JsonObject:
    """Return the schema of :class:`crsparse.model.Document`; raise KeyError for a field without a description."""
    generated = cast("dict[str, JsonObject]", json.schema(model.Document))
    words = _field_descriptions()
    definitions: JsonObject = {}
    for name, definition in cast("dict[str, JsonObject]", generated["$defs"]).items():
        definitions[name] = _completed(definition, words[name])
    root = cast(JsonObject, definitions.pop("Document"))
    ordered = {name: definitions[name] for name in words if name in definitions}
    head: JsonObject = {"$schema": DIALECT, "$id": IDENTIFIER, "title": f"CRS document {model.SCHEMA_VERSION}"}
    return {**head, **{key: value for key, value in root.items() if key != "title"}, "$defs": cast(Json, ordered)}


def generate_bytes() -> bytes:
    """Return the generated schema as it is committed: indented JSON with a final line feed."""
    return json.format(json.encode(generate()), indent=2) + b"\n"


def _completed(definition: JsonObject, words: Mapping[str, str]) -> JsonObject:
    """Return a definition with every property described and required.

    msgspec requires only fields without a default, but encodes all: a default spares the recognizers words, it does not
    make a field optional in the output.
    """
    properties: JsonObject = {}
    for name, schema in cast("dict[str, JsonObject]", definition["properties"]).items():
        simple = cast(JsonObject, _simplified(schema))
        properties[name] = {"description": words[name], **simple}
    required: list[Json] = list(properties)
    return {**definition, "description": words[""], "properties": properties, "required": required}


def _simplified(schema: Json) -> Json:
    """Return ``schema`` with one-valued enums as ``const``, nullable scalars as one ``type`` list, and no defaults."""
    if isinstance(schema, list):
        return [_simplified(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    result = {key: _simplified(value) for key, value in schema.items() if key != "default"}
    branches = result.get("anyOf")
    if isinstance(branches, list):
        result["anyOf"] = sorted(branches, key=lambda branch: branch == {"type": "null"})  # whichever msgspec made it
    match result:
        case {"enum": [value]}:
            return {**{key: item for key, item in result.items() if key != "enum"}, "const": value}
        case {"anyOf": [{"type": str(name), **rest}, {"type": "null"}]}:
            return {"type": [name, "null"], **cast(JsonObject, rest)}
        case {"anyOf": [{"enum": [*values]}, {"type": "null"}]}:
            return {"enum": [*values, None]}
    return result


def _field_descriptions() -> dict[str, dict[str, str]]:
    """Return by class, in order of definition, the string under each field; the class's own has the key ``""``."""
    written: dict[str, dict[str, str]] = {}
    for node in ast.parse(inspect.getsource(model)).body:
        if isinstance(node, ast.ClassDef):
            written[node.name] = {"": _plain(ast.get_docstring(node) or ""), "type": _TYPE_DESCRIPTION}
            for field, below in zip(node.body, node.body[1:], strict=False):
                match field, below:
                    case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(text))):
                        written[node.name][name] = _plain(text)
    inherited: dict[str, dict[str, str]] = {}
    for class_name in written:
        ancestors = [base.__name__ for base in reversed(getattr(model, class_name).__mro__)]
        inherited[class_name] = {key: text for base in ancestors for key, text in written.get(base, {}).items()}
    return inherited


def _plain(text: str) -> str:
    """Return a docstring as one line, with Markdown's backquotes in place of reStructuredText's."""
    return " ".join(text.split()).replace("``", "`")


# -------------------------------------------------------------------------------------------------------------- load
@cache
def shipped_bytes() -> bytes:
    """Return the schema file of this installation, byte for byte."""
    inside = resources.files("crsparse") / "schemas" / FILE_NAME
    if inside.is_file():
        return inside.read_bytes()
    # a checkout or an editable install: the file lies at the top of the repository
    return (Path(__file__).parent.parent / "schemas" / FILE_NAME).read_bytes()


def load() -> JsonObject:
    """Return the schema that ships with this version."""
    return cast(JsonObject, json.decode(shipped_bytes()))


class Schema:
    """A JSON Schema with its two validators; nothing that it refers to is fetched from the network."""

    def __init__(self, definition: JsonObject) -> None:
        """Raise UnusableSchema when ``definition`` is not a JSON Schema."""
        self._definition = definition
        try:
            self._fast = jsonschema_rs.validator_for(definition, retriever=_refuse)
        except (ValueError, jsonschema_rs.ValidationError, jsonschema_rs.ReferencingError) as error:
            raise UnusableSchema(_short(f"not a JSON Schema: {str(error).partition(chr(10))[0]}")) from error

    @classmethod
    def from_json(cls, data: bytes) -> "Schema":
        """Return the schema in a file; raise UnusableSchema when there is none."""
        try:
            definition = json.decode(data)
        except (DecodeError, UnicodeError, RecursionError) as error:
            raise UnusableSchema(f"not JSON: {error}") from error
        if not isinstance(definition, dict):
            raise UnusableSchema("not a JSON Schema: it is no object")
        return cls(definition)

    def is_surely_valid(self, data: Json) -> bool:
        """Return whether jsonschema-rs accepts ``data``; raise ValueError for what it can't hold."""
        return self._fast.is_valid(data)

    def errors(self, data: Json) -> "Iterator[SchemaError]":
        """Yield what the authority finds wrong."""
        from jsonschema.validators import Draft202012Validator, validator_for  # 0.1 s to import, and rarely needed

        # without this registry, jsonschema would fetch what a schema refers to
        from jsonschema_specifications import REGISTRY  # type: ignore[import-untyped]
        from referencing.exceptions import Unresolvable

        authority = validator_for(self._definition, default=Draft202012Validator)
        try:
            yield from authority(self._definition, registry=REGISTRY).iter_errors(data)
        except Unresolvable as error:
            raise UnusableSchema(f"the schema refers to {error.ref}, which is not there") from error


def _refuse(address: str) -> Json:
    raise ValueError(f"the schema refers to {address}, which is not there")


@cache
def shipped() -> Schema:
    """Return the schema that ships with this version, ready to validate."""
    return Schema(load())


# ---------------------------------------------------------------------------------------------------------- validate
class _Versioned(Struct):
    schema_version: str


def document_from(data: bytes) -> model.Document:
    """Return the document in a JSON text.

    Raises InvalidDocument when it is no document, or one of another schema; msgspec.DecodeError and UnicodeDecodeError
    when it is not JSON.
    """
    try:
        return model.Document.from_json(data)
    except ValidationError as error:
        with contextlib.suppress(ValidationError):
            version = json.decode(data, type=_Versioned).schema_version
            if version != model.SCHEMA_VERSION:
                raise InvalidDocument(
                    f"it is of schema {version}, this crsparse reads {model.SCHEMA_VERSION}: convert the source again"
                ) from None
        raise InvalidDocument(str(error)) from error


def is_valid(document: "model.Document | JsonObject | bytes | str") -> bool:
    """Return whether a document satisfies the schema."""
    return next(iter_errors(document), None) is None


def validate(document: "model.Document | JsonObject | bytes | str") -> None:
    """Raise InvalidDocument, which names the first fault and counts the others, for a document that is not valid."""
    faults = iter_errors(document)
    first = next(faults, None)
    if first is not None:
        others = sum(1 for _ in faults)
        raise InvalidDocument(f"{first}{f' (and {others} more)' if others else ''}")


def iter_errors(
    document: "model.Document | JsonObject | bytes | str", against: "Schema | None" = None
) -> Iterator[Fault]:
    """Yield the faults of a document, a JSON object or JSON text, in the order of the places they stand at.

    ``against`` is the schema to satisfy; without it, the one that ships with this version. Raises UnusableSchema when
    it refers to a schema that is not there.
    """
    chosen = against or shipped()
    if _surely_valid(document, chosen):
        return
    try:
        data = _data(document)
    except (DecodeError, UnicodeError, RecursionError) as error:
        yield Fault("", f"not JSON: {error}")
        return
    innermost = [found for error in chosen.errors(data) for found in _innermost(error)]
    yield from (fault for _, fault in sorted(innermost, key=_place))


def _surely_valid(document: "model.Document | JsonObject | bytes | str", against: "Schema") -> bool:
    """Return whether jsonschema-rs accepts a document; what it can't hold is left to the authority.

    A typed document goes there as plain data with tuples, which jsonschema-rs takes for arrays: this spares making JSON
    of it and reading that again.
    """
    try:
        data = to_builtins(document) if isinstance(document, model.Document) else _data(document)
        return against.is_surely_valid(data)
    except (DecodeError, ValueError, RecursionError):  # no JSON, a lone surrogate, an enormous number
        return False


def _data(document: "model.Document | JsonObject | bytes | str") -> Json:
    """Return plain data: what a reader of the document's JSON sees."""
    if isinstance(document, model.Document):
        document = json.encode(document)
    if isinstance(document, bytes | str):
        return cast(Json, json.decode(document))
    return document


_Path: TypeAlias = tuple[str | int, ...]


def _innermost(error: "SchemaError") -> Iterator[tuple[_Path, Fault]]:
    """Yield path and fault of the errors that tell a person most.

    That a block "is not valid under any of the given schemas" tells nothing: its ``type`` says which schema it means
    to satisfy, and that one's complaints are worth reading. A value that may be null and is not means the other. Of
    alternatives in other schemas the one that fits best is meant (``jsonschema``'s best match).
    """
    path: _Path = tuple(error.absolute_path)
    if error.validator not in ("anyOf", "oneOf") or not error.context:
        yield path, _fault(path, error)
        return
    mapping = error.schema.get("discriminator", {}).get("mapping") if isinstance(error.schema, dict) else None
    branch = 0
    if mapping and isinstance(error.instance, dict):
        kind = error.instance.get("type")
        if "type" not in error.instance:
            yield path, Fault(_pointer(path), "'type' is a required property", "required", ["type"], error.instance)
            return
        if not isinstance(kind, str) or kind not in mapping:
            message = f"{_short(repr(kind))} is not one of {list(mapping)!r}"
            yield (*path, "type"), Fault(_pointer((*path, "type")), message, "enum", list(mapping), kind)
            return
        branch = list(mapping).index(kind)
    elif mapping:
        message = _short(f"{error.instance!r} is not of type 'object'")
        yield path, Fault(_pointer(path), message, "type", "object", cast(Json, error.instance))
        return
    elif not _is_nullable(error):
        from jsonschema.exceptions import best_match

        best = best_match([error])
        yield tuple(best.absolute_path), _fault(tuple(best.absolute_path), best)
        return
    for inner in error.context:
        if inner.schema_path[0] == branch:
            yield from _innermost(inner)


def _is_nullable(error: "SchemaError") -> bool:
    """Return whether the alternatives of a schema are something and null."""
    branches = error.validator_value
    return isinstance(branches, list) and len(branches) == 2 and branches[1] == {"type": "null"}


def _fault(path: _Path, error: "SchemaError") -> Fault:
    limit = cast(Json, error.validator_value)
    schema = error.schema if isinstance(error.schema, dict) else {}
    if error.validator == "additionalProperties" and limit is False and isinstance(error.instance, dict):
        limit = [name for name in error.instance if name not in schema.get("properties", {})]
    described = schema.get("description")
    if not isinstance(described, str):
        described = ""
    return Fault(
        _pointer(path), _short(error.message), str(error.validator), limit, cast(Json, error.instance), described
    )


def _place(found: tuple[_Path, Fault]) -> tuple[list[tuple[bool, int, str]], str]:
    """Return a sort key that orders places as they stand in the document, as far as names and numbers tell."""
    path, fault = found
    return [(isinstance(step, str), step if isinstance(step, int) else 0, str(step)) for step in path], fault.message


def _pointer(path: _Path) -> str:
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in path)


def _short(message: str) -> str:
    """Return ``message`` on one line; a long one loses its middle, for the verdict stands at the end."""
    message = " ".join(message.split())
    return message if len(message) <= _LONGEST_MESSAGE else f"{message[:_KEPT_START]} … {message[-_KEPT_END:]}"
