"""One document: its JSON text in, a report out."""

import re
from collections.abc import Iterator
from functools import lru_cache

from msgspec import DecodeError, ValidationError, json

from crsparse.model import SCHEMA_VERSION, Diagnostic, Document
from crsparse.schema import Json, Schema, iter_errors, shipped
from crsparse.validation.findings import DocumentReport, Finding, Problem
from crsparse.validation.options import PLAIN, SEVERITIES, Options
from crsparse.validation.positions import locate
from crsparse.validation.rules import RULES
from crsparse.validation.subject import Subject
from crsparse.validation.syntax import BOM, doubled_names, fractions, not_json
from crsparse.validation.wording import problems

MOST_FINDINGS = 100
"""Findings told of one document; a file that is something else altogether would fill screens."""


_VERSION = re.compile(r"\d+\.\d+")
"""``1.0``: what a document of another version of the schema calls itself."""


def check_text(content: bytes, options: Options = PLAIN, *, file: str = "-", line: int = 1) -> DocumentReport:
    """Return the report of one document's JSON text; ``line`` is where in ``file`` it begins.

    Raises UnusableSchema when the schema of the options is none.
    """
    content = content.removeprefix(BOM)
    try:
        data: Json = json.decode(content)
    except (UnicodeDecodeError, DecodeError, RecursionError) as error:
        return DocumentReport(file, line, None, (not_json(content, error, line),))
    found: list[tuple[str, Problem]] = [("json", problem) for problem in doubled_names(content, data)]
    found.extend(_schema_problems(data, options))
    if not found:
        found = list(_contract_problems(content, data, options.schema is not None))
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
    version = data.get("schema_version") if isinstance(data, dict) else None
    if (
        options.schema is None
        and isinstance(version, str)
        and _VERSION.fullmatch(version)
        and version != SCHEMA_VERSION
    ):
        expected = f"{SCHEMA_VERSION!r}: convert the source with this crsparse, or validate with the one that made it"
        yield "schema", Problem("/schema_version", f"this is a document of schema {version}", expected)
    elif isinstance(data, dict):
        for problem in problems(iter_errors(data, schema)):
            yield "schema", problem
    else:
        yield "schema", Problem("", "this is not a document", "an object")


def _contract_problems(content: bytes, data: Json, foreign: bool) -> Iterator[tuple[str, Problem]]:
    """Yield what breaks rules; ``foreign`` documents, which satisfy another schema, may be none of ours."""
    try:
        subject = Subject(json.decode(content, type=Document))
    except ValidationError as error:
        told = list(fractions(data)) or [Problem("", str(error), "a document")]
        yield from (("schema", problem) for problem in told if not foreign)
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


def _name(data: Json) -> str | None:
    product = data.get("product") if isinstance(data, dict) else None
    if not isinstance(product, dict) or not isinstance(product.get("id"), str):
        return None
    version = product.get("version")
    return f"{product['id']}.v{version}" if isinstance(version, int) else str(product["id"])
