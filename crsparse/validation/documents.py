"""One document: its JSON text in, a report out."""

import json as standard_json
import re
from collections.abc import Iterator
from functools import lru_cache

from msgspec import DecodeError, ValidationError, json

from crsparse.model import Diagnostic, Document
from crsparse.schema import Json, Schema, iter_errors, shipped
from crsparse.validation.findings import DocumentReport, Finding, Problem
from crsparse.validation.options import PLAIN, SEVERITIES, Options
from crsparse.validation.positions import Place, locate, place_of
from crsparse.validation.rules import RULES
from crsparse.validation.subject import Subject
from crsparse.validation.wording import problems

MOST_FINDINGS = 100
"""Findings told of one document; a file that is something else altogether would fill screens."""
_BYTE = re.compile(r"\(byte (\d+)\)")
"""Where msgspec tells the place of a fault: "JSON is malformed: invalid character (byte 12)"."""
_BOM = b"\xef\xbb\xbf"


def check_text(content: bytes, options: Options = PLAIN, *, file: str = "-", line: int = 1) -> DocumentReport:
    """Return the report of one document's JSON text; ``line`` is where in ``file`` it begins.

    Raises UnusableSchema when the schema of the options is none.
    """
    content = content.removeprefix(_BOM)
    try:
        data: Json = json.decode(content)
    except (UnicodeDecodeError, DecodeError, RecursionError) as error:
        return DocumentReport(file, line, None, (_not_json(content, error, line),))
    found = list(_schema_problems(data, options))
    if not found:
        found = list(_contract_problems(content, options.schema is not None))
    found.extend(_diagnostics(data, options))
    return DocumentReport(file, line, _name(data), _placed(content.decode("utf-8"), found, line) if found else ())


@lru_cache(maxsize=4)
def _compiled(schema: bytes | None) -> Schema:
    return shipped() if schema is None else Schema.from_json(schema)


def _schema_problems(data: Json, options: Options) -> Iterator[tuple[str, Problem]]:
    schema = _compiled(options.schema)
    try:
        if schema.is_surely_valid(data):
            return
    except (ValueError, RecursionError):
        pass  # what jsonschema-rs can't hold is left to the authority
    if isinstance(data, dict):
        for problem in problems(iter_errors(data, schema)):
            yield "schema", problem
    else:
        yield "schema", Problem("", "this is not a document", "an object")


def _contract_problems(content: bytes, foreign: bool) -> Iterator[tuple[str, Problem]]:
    """Yield what breaks rules; ``foreign`` documents, which satisfy another schema, may be none of ours."""
    try:
        subject = Subject(json.decode(content, type=Document))
    except ValidationError as error:
        if not foreign:
            yield "schema", Problem("", str(error), "a document")
        return
    for rule in RULES:
        for problem in rule(subject):
            yield rule.__name__, problem


def _diagnostics(data: Json, options: Options) -> Iterator[tuple[str, Problem]]:
    if options.strict is None or not isinstance(data, dict):
        return
    told = data.get("diagnostics")
    wanted = SEVERITIES[SEVERITIES.index(options.strict) :]
    for place, item in enumerate(told if isinstance(told, list) else ()):
        if isinstance(item, dict) and item.get("severity") in wanted:
            diagnostic = _diagnostic(item)
            if diagnostic is not None:
                where = "".join(
                    f", {name} {value}"
                    for name, value in (("page", diagnostic.page), ("block", diagnostic.block))
                    if value is not None
                )
                message = f"{diagnostic.severity} of the parse{where}: {diagnostic.message}"
                yield diagnostic.code, Problem(f"/diagnostics/{place}", message, "")


def _diagnostic(item: Json) -> Diagnostic | None:
    try:
        return json.decode(json.encode(item), type=Diagnostic)
    except ValidationError:
        return None  # the schema has complained of it


def _placed(text: str, found: list[tuple[str, Problem]], line: int) -> tuple[Finding, ...]:
    places = locate(text, {problem.pointer for _, problem in found})
    findings = [
        Finding(
            code,
            problem.pointer,
            problem.message,
            problem.expected,
            places[problem.pointer].line + line - 1,
            places[problem.pointer].column,
        )
        for code, problem in found
    ]
    findings.sort(key=lambda finding: (finding.line, finding.column))
    if len(findings) > MOST_FINDINGS:
        last = findings[MOST_FINDINGS - 1]
        rest = Finding("more", "", f"{len(findings) - MOST_FINDINGS + 1} more problems", "", last.line, last.column)
        findings[MOST_FINDINGS - 1 :] = [rest]
    return tuple(findings)


def _not_json(content: bytes, error: Exception, line: int) -> Finding:
    """Return the finding for bytes that are no JSON, with the place as exactly as it can be told."""
    text = content.decode("utf-8", "replace")
    message, place = str(error), Place((1, 1))
    wrong = _not_utf8(content)
    if wrong is not None:
        before = content[:wrong].decode("utf-8")
        message, place = f"byte {wrong} is not UTF-8", place_of(text, [len(before)])[len(before)]
    elif isinstance(error, RecursionError):
        message = "it is nested too deeply"
    else:
        message = message.removeprefix("JSON is malformed: ")
        try:
            standard_json.loads(text)
        except standard_json.JSONDecodeError as told:
            message, place = told.msg[0].lower() + told.msg[1:], Place((told.lineno, told.colno))
        except (ValueError, RecursionError):
            pass
        else:
            at = _BYTE.search(str(error))
            if at:
                before = content[: int(at[1])].decode("utf-8", "replace")
                place = place_of(text, [len(before)])[len(before)]
        message = _BYTE.sub("", message).strip()
    return Finding("json", "", f"this is not JSON: {message}", "a document", place.line + line - 1, place.column)


def _not_utf8(content: bytes) -> int | None:
    """Return where bytes cease to be UTF-8; msgspec counts from the string in which they do."""
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start
    return None


def _name(data: Json) -> str | None:
    product = data.get("product") if isinstance(data, dict) else None
    if not isinstance(product, dict) or not isinstance(product.get("id"), str):
        return None
    version = product.get("version")
    return f"{product['id']}.v{version}" if isinstance(version, int) else str(product["id"])
