"""Reports: what was found, for people and for machines.

Each format is a pure function from the reports of all documents to text.
"""

from collections.abc import Callable, Iterable
from typing import Literal

from crsparse.validation.findings import DocumentReport
from crsparse.validation.reports.github import github
from crsparse.validation.reports.json import json
from crsparse.validation.reports.junit import junit
from crsparse.validation.reports.sarif import sarif
from crsparse.validation.reports.text import text

Format = Literal["text", "json", "github", "sarif", "junit"]

REPORTS: dict[Format, Callable[[Iterable[DocumentReport]], str]] = {
    "text": text,
    "json": json,
    "github": github,
    "sarif": sarif,
    "junit": junit,
}
