"""For test reports: JUnit XML, a test case for each document."""

import re
from collections.abc import Iterable
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from crsparse.validation.findings import DocumentReport

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 can't hold, e.g. a form feed."""


def junit(reports: Iterable[DocumentReport]) -> str:
    """Return one test suite; an invalid document is a failed case whose text has a line for each finding."""
    suite = Element("testsuite", name="crsparse validate")
    cases = failures = 0
    for report in reports:
        cases += 1
        case = SubElement(suite, "testcase", classname=_clean(report.file), name=_clean(report.title), time="0")
        case.set("file", _clean(report.file))
        case.set("line", str(report.line))
        if report.findings:
            failures += 1
            first = report.findings[0]
            count = len(report.findings)
            message = str(first) if count == 1 else f"{first} (and {count - 1} more)"
            failure = SubElement(case, "failure", type=_clean(first.code), message=_clean(message))
            failure.text = "".join(
                _clean(f"{report.file}:{found.line}:{found.column}: {found.pointer or '/'}: {found} [{found.code}]\n")
                for found in report.findings
            )
    totals = {"tests": str(cases), "failures": str(failures), "errors": "0", "skipped": "0", "time": "0"}
    for name, value in totals.items():
        suite.set(name, value)
    root = Element("testsuites", {"name": "crsparse validate", **totals})
    root.append(suite)
    ElementTree.indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ElementTree.tostring(root, encoding="unicode") + "\n"


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("\ufffd", text)
