"""Formats of reports: each read by a reader that is not ours."""

import json
import re
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import jsonschema
import junitparser
import pytest

from crsparse.validation import DocumentReport, Finding
from crsparse.validation.reports import REPORTS, Format

SARIF = json.loads((Path(__file__).parent / "schemas" / "sarif-2.1.0-rtm.4.json").read_text(encoding="utf-8"))
HOSTILE = "<b>&\"'\n::error::100%,a:b\x1b[31m\x00\ud800"
"""Markup, line ends, a workflow command, a terminal's escape, what XML and UTF-8 can't hold."""
REPORTED = (
    DocumentReport("good.json", 1, "IN12030.v4", ()),
    DocumentReport(
        "a folder/bad, 50%.jsonl",
        7,
        None,
        (
            Finding("block_ids", "/blocks/3/id", "b5 stands where b4 belongs", "b4", 7, 120),
            Finding("schema", "", "2 fields are missing: title, authors", "", 7, 1),
        ),
    ),
    DocumentReport("/tmp/ä.json", 1, HOSTILE, (Finding(HOSTILE, f"/{HOSTILE}", HOSTILE, HOSTILE, 2, 3),)),
    DocumentReport("-", 1, None, (Finding("json", "", "this is not JSON", "a document", 1, 1),)),
)


def test_sarif_satisfies_its_schema() -> None:
    validator = jsonschema.Draft4Validator(SARIF, format_checker=jsonschema.FormatChecker())
    for reports in (REPORTED, (), REPORTED[:1]):
        log = json.loads(REPORTS["sarif"](reports).encode("utf-8", "backslashreplace"))
        assert list(validator.iter_errors(log)) == []
    assert list(validator.iter_errors({"version": "2.1.0"})) != []


def test_sarif_says_what_and_where() -> None:
    (run,) = json.loads(REPORTS["sarif"](REPORTED))["runs"]
    result = run["results"][0]
    assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"] == "block_ids"
    assert result["message"]["text"] == "b5 stands where b4 belongs; expected b4"
    place = result["locations"][0]["physicalLocation"]
    assert place == {
        "artifactLocation": {"uri": "a%20folder/bad%2C%2050%25.jsonl"},
        "region": {"startLine": 7, "startColumn": 120},
    }
    assert len(run["results"]) == 4


def test_junit_is_read_by_junitparser(tmp_path: Path) -> None:
    path = tmp_path / "report.xml"
    path.write_text(REPORTS["junit"](REPORTED), encoding="utf-8")
    suites = junitparser.JUnitXml.fromfile(str(path))
    assert (suites.tests, suites.failures, suites.errors, suites.skipped) == (4, 3, 0, 0)
    (suite,) = suites
    cases = list(suite)
    assert [case.is_passed for case in cases] == [True, False, False, False]
    assert cases[0].name == "good.json (IN12030.v4)"
    (failure,) = cases[1].result
    assert failure.message == "b5 stands where b4 belongs; expected b4 (and 1 more)"
    assert "a folder/bad, 50%.jsonl:7:120: /blocks/3/id: b5" in failure.text


def test_junit_without_documents_is_well_formed() -> None:
    assert ElementTree.fromstring(REPORTS["junit"](())).get("tests") == "0"


def test_github_annotations() -> None:
    lines = REPORTS["github"](REPORTED).splitlines()
    assert lines[0] == (
        "::error file=a folder/bad%2C 50%25.jsonl,line=7,col=120,title=crsparse block_ids::"
        "/blocks/3/id: b5 stands where b4 belongs; expected b4"
    )
    assert len(lines) == 4
    for line in lines:  # whatever was in the document, each line is one command, with properties of its own
        command = re.fullmatch(r"::error file=([^,:]*),line=\d+,col=\d+,title=([^,:]*)::(.*)", line)
        assert command, line
        assert "\x1b" not in line


def test_json_says_all() -> None:
    told = json.loads(REPORTS["json"](REPORTED[:2]))
    assert told["valid"] is False
    assert told["counts"] == {"documents": 2, "invalid": 1, "findings": 2}
    assert [document["valid"] for document in told["documents"]] == [True, False]
    assert told["documents"][1]["findings"][0] == {
        "code": "block_ids",
        "pointer": "/blocks/3/id",
        "message": "b5 stands where b4 belongs",
        "expected": "b4",
        "line": 7,
        "column": 120,
    }


def test_text_is_a_line_a_finding() -> None:
    lines = REPORTS["text"](REPORTED).splitlines()
    assert (
        lines[0] == "a folder/bad, 50%.jsonl:7:120: /blocks/3/id: b5 stands where b4 belongs; expected b4 [block_ids]"
    )
    assert lines[1] == "a folder/bad, 50%.jsonl:7:1: /: 2 fields are missing: title, authors [schema]"
    assert len(lines) == 4
    assert all(line.isprintable() for line in lines)


@pytest.mark.parametrize("name", REPORTS)
def test_every_format_is_text_that_can_be_written(name: Format) -> None:
    REPORTS[name](REPORTED).encode("utf-8", "backslashreplace")
