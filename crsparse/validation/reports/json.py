"""For programs: one JSON object with every document and finding."""

from collections.abc import Iterable

import msgspec

from crsparse.validation.findings import DocumentReport
from crsparse.validation.reports.encodable import encodable
from crsparse.version import __version__


def json(reports: Iterable[DocumentReport]) -> str:
    """Return ``{generator, valid, documents: [{file, line, name, valid, findings: […]}], counts}``, indented."""
    documents = encodable(reports)
    told = [
        {
            "file": report.file,
            "line": report.line,
            "name": report.name,
            "valid": not report.findings,
            "findings": report.findings,
        }
        for report in documents
    ]
    result = {
        "generator": {"name": "crsparse", "version": __version__},
        "valid": not any(report.findings for report in documents),
        "counts": {
            "documents": len(documents),
            "invalid": sum(1 for report in documents if report.findings),
            "findings": sum(len(report.findings) for report in documents),
        },
        "documents": told,
    }
    return msgspec.json.format(msgspec.json.encode(result), indent=2).decode() + "\n"
