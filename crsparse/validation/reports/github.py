"""For GitHub Actions: workflow commands, which GitHub shows at the lines of a pull request.

https://docs.github.com/actions/reference/workflow-commands-for-github-actions; escapes as in ``@actions/core``.
"""

from collections.abc import Iterable

from crsparse.validation.findings import DocumentReport
from crsparse.validation.reports.text import visible


def github(reports: Iterable[DocumentReport]) -> str:
    """Return ``::error file=…,line=…,col=…,title=…::MESSAGE`` for each finding."""
    return "".join(
        f"::error file={_property(report.file)},line={finding.line},col={finding.column},"
        f"title={_property('crsparse ' + finding.code)}::"
        f"{_data((finding.pointer or '/') + ': ' + str(finding))}\n"
        for report in reports
        for finding in report.findings
    )


def _data(value: str) -> str:
    return visible(value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A"))


def _property(value: str) -> str:
    return _data(value).replace(":", "%3A").replace(",", "%2C")
