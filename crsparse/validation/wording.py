"""Wording: what the schema says of a fault, in plain words."""

from collections.abc import Iterable, Iterator

from crsparse.schema import Fault, Json
from crsparse.validation.findings import Problem

_TYPES = {
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "null": "null",
    "object": "an object",
    "array": "a list",
}
_LONGEST_VALUE = 60
"""Characters of a faulty value that a message quotes."""
_LONGEST_LIST = 12
"""Allowed values that a message lists."""


def problems(faults: Iterable[Fault]) -> Iterator[Problem]:
    """Yield what faults mean: one problem for all that an object lacks, one for each field that it should not have."""
    lacking: dict[str, tuple[Fault, list[str]]] = {}
    for fault in faults:
        limit, value = fault.limit, fault.value
        expected = _expected(fault.keyword, limit)
        if fault.keyword == "required" and isinstance(value, dict):
            lacking.setdefault(fault.pointer, (fault, []))[1].append(_missing(fault))
        elif fault.keyword == "additionalProperties" and isinstance(limit, list):
            for extra in map(str, limit):
                step = extra.replace("~", "~0").replace("/", "~1")
                yield Problem(
                    f"{fault.pointer}/{step}", f"there is no field {extra!r} here", "fields that the schema names"
                )
        elif expected:
            yield Problem(fault.pointer, f"{_shown(value)} does not fit here", f"{expected}{_of(fault)}")
        else:
            yield Problem(fault.pointer, fault.message, fault.described)
    for pointer, (fault, names) in lacking.items():
        fields = "field is" if len(names) == 1 else "fields are"
        message = f"{len(names)} {fields} missing: {', '.join(names)}"
        yield Problem(pointer, message, f"every field, null where there is nothing{_of(fault)}")


def _expected(keyword: str, limit: Json) -> str:
    """Return what a keyword demands; empty for one without words here."""
    match keyword, limit:
        case "type", str():
            return _TYPES.get(limit, limit)
        case "type", list():
            return " or ".join(_TYPES.get(str(name), str(name)) for name in limit)
        case "const", _:
            return _shown(limit)
        case "enum", list():
            shown = [_shown(item) for item in limit[:_LONGEST_LIST]]
            return "one of " + ", ".join(shown) + (", …" if len(limit) > _LONGEST_LIST else "")
        case "minimum", int() | float():
            return f"{limit} or more"
        case "maximum", int() | float():
            return f"at most {limit}"
        case "exclusiveMinimum", int() | float():
            return f"more than {limit}"
        case "exclusiveMaximum", int() | float():
            return f"less than {limit}"
        case (("minLength" | "maxLength"), int()):
            return f"{'at least' if keyword == 'minLength' else 'at most'} {limit} characters"
        case (("minItems" | "maxItems"), int()):
            return f"{'at least' if keyword == 'minItems' else 'at most'} {limit} entries"
        case "pattern", str():
            return f"text that matches {limit}"
        case (("anyOf" | "oneOf"), list()):
            return f"one of the {len(limit)} alternatives that the schema gives"
        case "uniqueItems", _:
            return "entries that differ"
        case _:
            return ""


def _missing(fault: Fault) -> str:
    """Return the name of the missing field: jsonschema reports one at a time, in its message."""
    names = fault.limit if isinstance(fault.limit, list) else []
    held = fault.value if isinstance(fault.value, dict) else {}
    absent = [str(name) for name in names if name not in held]
    return next((name for name in absent if fault.message.startswith(repr(name))), absent[0] if absent else "?")


def _of(fault: Fault) -> str:
    return f" ({fault.described.rstrip('.')})" if fault.described else ""


def _shown(value: Json) -> str:
    match value:
        case None | bool():
            return {None: "null", True: "true", False: "false"}[value]
        case dict():
            return "an object"
        case list():
            return f"a list of {len(value)}"
        case str():
            return repr(value if len(value) <= _LONGEST_VALUE else value[: _LONGEST_VALUE - 1] + "…")
        case _:
            return str(value)[:_LONGEST_VALUE]
