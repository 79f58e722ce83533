"""For people: one line a finding, as compilers write it, so that editors jump to the place."""

from collections.abc import Iterable

from crsparse.validation.findings import DocumentReport


def text(reports: Iterable[DocumentReport]) -> str:
    """Return ``FILE:LINE:COLUMN: POINTER: MESSAGE; expected … [CODE]`` for each finding; nothing where all is well."""
    return "".join(
        f"{visible(report.file)}:{finding.line}:{finding.column}: {visible(finding.pointer) or '/'}: "
        f"{visible(str(finding))} [{visible(finding.code)}]\n"
        for report in reports
        for finding in report.findings
    )


def visible(text: str) -> str:
    """Return text on one line, with what a terminal would obey escaped."""
    return "".join(
        sign if sign.isprintable() else sign.encode("unicode_escape", "backslashreplace").decode() for sign in text
    )
