"""What can be written: names of files may hold bytes that are no UTF-8, which Python keeps as lone surrogates."""

from collections.abc import Iterable

from crsparse.validation.findings import DocumentReport, Finding


def encodable(reports: Iterable[DocumentReport]) -> list[DocumentReport]:
    """Return the reports with what UTF-8 can't hold escaped."""
    return [_report(report) for report in reports]


def _report(report: DocumentReport) -> DocumentReport:
    name = None if report.name is None else _text(report.name)
    return DocumentReport(_text(report.file), report.line, name, tuple(map(_finding, report.findings)))


def _finding(found: Finding) -> Finding:
    code, pointer, message, expected = map(_text, (found.code, found.pointer, found.message, found.expected))
    return Finding(code, pointer, message, expected, found.line, found.column)


def _text(text: str) -> str:
    return text.encode("utf-8", "backslashreplace").decode()
