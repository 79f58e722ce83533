"""For code scanning: SARIF 2.1.0 (OASIS standard), which GitHub, GitLab, Azure and editors read."""

import inspect
from collections.abc import Iterable
from pathlib import PurePath
from urllib.parse import quote

from msgspec import json

from crsparse.validation.findings import DocumentReport, Finding
from crsparse.validation.reports.encodable import encodable
from crsparse.validation.rules import RULES
from crsparse.version import __version__

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_OTHERS = {
    "json": "The file is JSON.",
    "file": "The file can be read.",
    "schema": "The document satisfies the JSON Schema.",
    "more": "No more findings are told of one document than a person can read.",
}
"""What holds, for codes that are no rules of the contract."""


def sarif(reports: Iterable[DocumentReport]) -> str:
    """Return a log with one run: the rules that are broken, and a result for each finding."""
    documents = encodable(reports)
    codes = sorted({finding.code for report in documents for finding in report.findings})
    rule_index = {code: place for place, code in enumerate(codes)}
    run = {
        "tool": {
            "driver": {
                "name": "crsparse",
                "version": __version__,
                "informationUri": "https://crsparse.org/",
                "rules": [_rule(code) for code in codes],
            }
        },
        "columnKind": "unicodeCodePoints",
        "results": [
            _result(report, finding, rule_index[finding.code]) for report in documents for finding in report.findings
        ],
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.format(json.encode(log), indent=2).decode() + "\n"


def _rule(code: str) -> dict[str, object]:
    held = {rule.__name__: inspect.getdoc(rule) or "" for rule in RULES}
    words = _OTHERS.get(code) or held.get(code) or f"The parse has no diagnostic {code}."
    return {
        "id": code,
        "shortDescription": {"text": " ".join(words.replace("``", "`").split())},
        "defaultConfiguration": {"level": "error"},
    }


def _result(report: DocumentReport, finding: Finding, rule_index: int) -> dict[str, object]:
    place = {
        "artifactLocation": {"uri": _uri(report.file)},
        "region": {"startLine": finding.line, "startColumn": finding.column},
    }
    return {
        "ruleId": finding.code,
        "ruleIndex": rule_index,
        "level": "error",
        "message": {"text": str(finding)},
        "locations": [
            {
                "physicalLocation": place,
                "logicalLocations": [{"fullyQualifiedName": finding.pointer or "/", "kind": "value"}],
            }
        ],
    }


def _uri(file: str) -> str:
    """Return a path as a URI reference: relative paths stay so, for code scanning resolves them in the repository."""
    path = PurePath(file)
    return path.as_uri() if path.is_absolute() else quote(path.as_posix())
