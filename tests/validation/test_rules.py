"""Each rule of the contract: silent where it holds, and what it says where it is broken."""

import copy
import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import msgspec
import pytest

import crsparse
from crsparse.model import Document
from crsparse.validation import RULES, check_text
from crsparse.validation.documents import MOST_FINDINGS
from crsparse.validation.subject import Subject
from tests.validation.faults import KINDS, Json

ROOT = Path(__file__).resolve().parent.parent.parent
FIXTURES = ROOT / "fixtures"
Change = Callable[[Json], object]


@cache
def _parsed(name: str) -> bytes:
    return crsparse.parse(FIXTURES / name.partition(".")[0] / name).to_json()


def _base() -> Json:
    """A report with everything: Contents, notes, tables, a figure, lists, internal links, acknowledgments."""
    return json.loads(_parsed("R99001.tagged.pdf"))


def _first(data: Json, kind: str) -> Json:
    return next(block for block in data["blocks"] if block["type"] == kind)


def _linked(data: Json) -> Json:
    return next(block for block in data["blocks"] if block["links"] and block["type"] == "paragraph")


def _link(data: Json) -> Json:
    return _linked(data)["links"][0]


def _rain(data: Json, start: int, end: int) -> None:
    """Give a block a text of its own with one link."""
    _linked(data).update(text="a rain b", links=[{**_link(data), "start": start, "end": end}])


def _emphasize(data: Json, *starts: int) -> None:
    _marked(data).update(emphasis=[{"start": start, "end": start + 1, "style": "bold"} for start in starts])


def _calling(data: Json) -> Json:
    return next(block for block in data["blocks"] if len(block["footnote_refs"]) > 1)


def _marked(data: Json) -> Json:
    return next(block for block in data["blocks"] if block["emphasis"])


def _internal(data: Json) -> Json:
    return next(link for block in data["blocks"] for link in block["links"] if link["kind"] == "internal")


def _swap(items: list[Any], one: int, other: int) -> None:
    items[one], items[other] = items[other], items[one]


# for each rule what breaks it, and the pointer at which it says so
BREAKS: dict[str, tuple[tuple[Change, str], ...]] = {
    "block_ids": (
        (lambda d: d["blocks"].pop(4), "/blocks/4/id"),
        (lambda d: _swap(d["blocks"], 3, 9), "/blocks/3/id"),
        (lambda d: d["blocks"][5].update(id="b05"), "/blocks/5/id"),
        (lambda d: d["blocks"][5].update(id="b5"), "/blocks/5/id"),
    ),
    "section_ids": ((lambda d: d["sections"].pop(2), "/sections/2/id"),),
    "note_numbers": (
        (lambda d: _swap(d["footnotes"], 1, 2), "/footnotes/2/number"),
        (lambda d: d["footnotes"][3].update(number=3), "/footnotes/3/number"),
    ),
    "furniture_order": ((lambda d: d["furniture"].reverse(), "/furniture/"),),
    "page_range": (
        (lambda d: d["blocks"][-1].update(end_page=99), "/blocks/118/end_page"),
        (lambda d: d["blocks"][40].update(end_page=1), "/blocks/40/end_page"),
        (lambda d: d["blocks"][40].update(page=None), "/blocks/40/end_page"),
        (lambda d: d["source"].update(page_count=None), "/blocks/0/page"),
        (lambda d: d["footnotes"][0].update(page=99), "/footnotes/0/page"),
        (lambda d: d["furniture"][0].update(page=99), "/furniture/0/page"),
    ),
    "page_order": (
        (lambda d: d["blocks"][100].update(page=1), "/blocks/100/page"),
        (lambda d: d["footnotes"][-1].update(page=1), "/footnotes/19/page"),
    ),
    "boxes": (
        (lambda d: d["blocks"][40]["boxes"][0].update(page=1), "/blocks/40/boxes"),
        (lambda d: d["blocks"][40]["boxes"][0]["box"].reverse(), "/blocks/40/boxes/0/box"),
        (lambda d: d["footnotes"][3]["boxes"][0].update(page=1), "/footnotes/3/boxes"),
        (lambda d: d["furniture"][0]["boxes"][0]["box"].reverse(), "/furniture/0/boxes/0/box"),
        (lambda d: d["blocks"][40].update(boxes=[{**d["blocks"][40]["boxes"][0], "page": n} for n in (4, 6, 5)], page=4,
                                          end_page=6), "/blocks/40/boxes"),
    ),
    "section_headings": (
        (lambda d: d["sections"][3].update(title="Rain"), "/sections/3/title"),
        (lambda d: d["sections"][3].update(level=6), "/sections/3/level"),
        (lambda d: d["sections"][3].update(heading_block="b1"), "/sections/3/heading_block"),
        (lambda d: d["sections"][3].update(heading_block="b999"), "/sections/3/heading_block"),
        (lambda d: d["sections"].pop(), "/blocks/"),
        (lambda d: _swap(d["sections"], 3, 4), "/sections"),
    ),
    "section_tree": (
        (lambda d: d["sections"][8].update(parent=None), "/sections/8/parent"),
        (lambda d: d["sections"][8].update(parent="s999"), "/sections/8/parent"),
    ),
    "block_sections": (
        (lambda d: d["blocks"][60].update(section="s1"), "/blocks/60/section"),
        (lambda d: d["blocks"][60].update(section=None), "/blocks/60/section"),
        (lambda d: d["blocks"][60].update(section="s999"), "/blocks/60/section"),
        (lambda d: d["blocks"][-1].update(section=d["sections"][3]["id"]), "/blocks/118/section"),
    ),
    "link_range": (
        (lambda d: _link(d).update(end=9999), "/links/0/end"),
        (lambda d: _link(d).update(start=20, end=20), "/links/0/end"),
    ),
    "link_ends": (
        (lambda d: _rain(d, 1, 6), "/start"),
        (lambda d: _rain(d, 2, 7), "/end"),
        (lambda d: _rain(d, 3, 5), "/links/0"),
    ),
    "link_order": ((lambda d: _linked(d).update(links=_linked(d)["links"] * 2), "/links/1/start"),),
    "call_range": ((lambda d: _calling(d)["footnote_refs"][0].update(offset=9999), "/footnote_refs/0/offset"),),
    "call_order": ((lambda d: _calling(d)["footnote_refs"].reverse(), "/footnote_refs/1/offset"),),
    "emphasis_range": (
        (lambda d: _marked(d)["emphasis"][0].update(end=9999), "/emphasis/0/end"),
        (lambda d: _marked(d)["emphasis"][0].update(start=9, end=9), "/emphasis/0/end"),
        (lambda d: _emphasize(d, 3, 1), "/emphasis/1"),
    ),
    "link_targets": (
        (lambda d: _internal(d).update(target="b999"), "/target"),
        (lambda d: _internal(d).update(target="fn999"), "/target"),
        (lambda d: _internal(d).update(target="fn٣"), "/target"),
    ),
    "link_kinds": (
        (lambda d: _internal(d).update(href="https://example.org/"), "/href"),
        (lambda d: _link(d).update(kind="external", href="https://example.org/", target="b1"), "/target"),
        (lambda d: _link(d).update(kind="mail", href="https://example.org/", target=None), "/href"),
        (lambda d: _link(d).update(kind="external", href=None, target=None), "/href"),
    ),
    "calls_have_notes": ((lambda d: d["footnotes"].pop(2), "/footnote_refs/"),),
    "notes_know_their_calls": (
        (lambda d: _calling(d)["footnote_refs"].pop(0), "/footnotes/"),
        (lambda d: d["footnotes"][1].update(refs=[]), "/footnotes/1/refs"),
        (lambda d: d["footnotes"][1].update(refs=d["footnotes"][1]["refs"] * 2), "/footnotes/1/refs"),
        (lambda d: _calling(d)["footnote_refs"][0].update(offset=0), "/footnotes/"),
    ),
    "diagnostic_blocks": (
        (
            lambda d: d["diagnostics"].append(
                {"code": "a_code", "severity": "info", "message": "Rain.", "page": None, "block": "b999"}
            ),
            "/diagnostics/",
        ),
    ),
    "citation_places": (
        (lambda d: d["citations"][0].update(block="b999"), "/citations/0/block"),
        (lambda d: d["citations"][0].update(field="notes"), "/citations/0/field"),
        (lambda d: d["citations"][0].update(field="cell", row=0, cell=0), "/citations/0/cell"),
        (lambda d: d["citations"][0].update(row=0), "/citations/0/row"),
    ),
    "citation_range": (
        (lambda d: d["citations"][0].update(end=9999), "/citations/0/end"),
        (lambda d: d["citations"][0].update(start=20, end=20), "/citations/0/end"),
    ),
    "citation_order": ((lambda d: _swap(d["citations"], 0, 1), "/citations/1/start"),),
    "citation_works": (
        (lambda d: d["citations"][0].update(id="/us/bill/119/hr/1"), "/citations/0/id"),
        (lambda d: d["citations"][0].update(congress=None, congress_inferred=True), "/citations/0/congress"),
    ),
    "table_grid": (
        (lambda d: _first(d, "table")["rows"][1].pop(), "/rows/1"),
        (lambda d: _first(d, "table")["rows"][-1][0].update(row_span=2), "/rows"),
        (lambda d: _first(d, "table")["rows"][2][0].update(col_span=9), "/rows/2"),
    ),
    "header_rows": (
        (lambda d: _first(d, "table").update(header_rows=99), "/header_rows"),
        (lambda d: _first(d, "table")["rows"][0][0].update(header=False), "/rows/0/0/header"),
    ),
    "captions": (
        (lambda d: _first(d, "table").update(label="Table 99"), "/label"),
        (lambda d: _first(d, "figure").update(caption="Rain"), "/caption"),
    ),
    "clean_text": (
        (lambda d: d["blocks"][30].update(text=" Rain"), "/blocks/30/text"),
        (lambda d: d["blocks"][30].update(text="Rain\n"), "/blocks/30/text"),
        (lambda d: d["blocks"][30].update(text="Rain  falls"), "/blocks/30/text"),
        (lambda d: d["blocks"][30].update(text="Rain\tfalls"), "/blocks/30/text"),
        (lambda d: d["blocks"][30].update(text="Rain\u00a0falls"), "/blocks/30/text"),
        (lambda d: d["blocks"][30].update(text="rain\u00adfall"), "/blocks/30/text"),
        (lambda d: d["blocks"][30].update(text="\ufb01ne rain"), "/blocks/30/text"),
        (lambda d: d["blocks"][30].update(text="cafe\u0301"), "/blocks/30/text"),
        (lambda d: d["footnotes"][2].update(text="Rain\x07"), "/footnotes/2/text"),
    ),
    "text_present": (
        (lambda d: d["blocks"][30].update(text=""), "/blocks/30/text"),
        (lambda d: d["footnotes"][3].update(text=""), "/footnotes/3/text"),
    ),
    "contents_entries": (
        (lambda d: _first(d, "contents_entry").update(title="Rain"), "/title"),
        (lambda d: _first(d, "contents_entry").update(page_label="999"), "/page_label"),
    ),
    "disclaimer_text": (
        (lambda d: d["disclaimer"].update(text="Rain."), "/disclaimer/text"),
        (lambda d: d.update(disclaimer=None), "/disclaimer"),
    ),
    "acknowledgments_text": (
        (lambda d: d.update(acknowledgments="Thanks to the rain."), "/acknowledgments"),
        (lambda d: d.update(acknowledgments=None), "/acknowledgments"),
        (lambda d: d.update(blocks=[b for b in d["blocks"] if b["part"] != "acknowledgments"]), "/acknowledgments"),
    ),
    "product_number": (
        (lambda d: d["product"].update(number_prefix="IN"), "/product/number_prefix"),
        (lambda d: d["product"].update(url="https://www.congress.gov/crs-product/R1"), "/product/url"),
    ),
    "publication_date": (
        (lambda d: d.update(publication_date="2026-02-30"), "/publication_date"),
        (lambda d: d.update(publication_date="2025-01-20"), "/publication_date"),
        (lambda d: d.update(publication_date="2026-02-20"), "/publication_date"),
    ),
    "counts": (
        (lambda d: d["blocks"].pop(), "/statistics/blocks/"),
        (lambda d: _linked(d)["links"].pop(), "/statistics/links"),
        (lambda d: _first(d, "table")["rows"].pop(), "/statistics/table_rows"),
        (lambda d: d["furniture"].pop(), "/statistics/furniture_characters"),
        (lambda d: _first(d, "list_item").update(marker="12345."), "/statistics/characters"),
    ),
    "block_contents": (
        (lambda d: d["blocks"].pop(6), "/blocks"),
        (lambda d: d["blocks"].append({**d["blocks"][-1], "id": "b120"}), "/blocks/119"),
        (lambda d: _internal(d).update(end=_internal(d)["end"] - 1), "/blocks/"),
        (lambda d: _first(d, "table")["rows"][2][0].update(text="Rain"), "/blocks/"),
    ),
    "note_contents": (
        (lambda d: d["footnotes"].pop(), "/footnotes"),
        (lambda d: d["footnotes"][4].update(text="Rain."), "/footnotes/4"),
    ),
}  # fmt: skip


def test_every_rule_is_tested_and_says_what_holds() -> None:
    assert list(BREAKS) == [rule.__name__ for rule in RULES]
    assert all(rule.__doc__ for rule in RULES)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_rule_is_silent_where_it_holds(rule: Any) -> None:
    for name in ("R99001.tagged.pdf", "IN12030.txt", "LSB99003.congress.html", "98-999.tagged.pdf"):
        assert list(rule(Subject(Document.from_json(_parsed(name))))) == [], name


@pytest.mark.parametrize(
    ("rule", "change", "pointer"),
    [(rule, *broken) for rule in RULES for broken in BREAKS[rule.__name__]],
    ids=[f"{rule.__name__}-{number}" for rule in RULES for number in range(len(BREAKS[rule.__name__]))],
)
def test_rule_speaks_where_it_is_broken(rule: Any, change: Change, pointer: str) -> None:
    data = _base()
    change(data)
    problems = list(rule(Subject(msgspec.convert(data, Document))))
    assert problems
    assert any(pointer in problem.pointer for problem in problems), problems
    for problem in problems:
        assert problem.message
        assert problem.expected
        holder = data
        for step in problem.pointer.split("/")[1:]:
            holder = holder[int(step)] if isinstance(holder, list) else holder[step]  # it leads somewhere


def test_one_block_taken_away_is_not_told_of_all_behind_it() -> None:
    data = _base()
    del data["blocks"][30]
    report = check_text(json.dumps(data).encode())
    assert sum(finding.code == "block_ids" for finding in report.findings) == 1


def test_a_document_that_is_wrong_throughout_is_told_in_a_hundred_findings() -> None:
    data = _base()
    for block in data["blocks"]:
        block["page"] = 0
    report = check_text(json.dumps(data).encode())
    assert len(report.findings) == MOST_FINDINGS
    assert report.findings[-1].code == "more"


# ------------------------------------------------------------------------------------------------------ planted faults
def _plant(documents: list[Json], each: int) -> dict[str, list[tuple[str, set[str]]]]:
    """Plant faults, every kind ``each`` times in every document; return what was done and which rules spoke of it."""
    told: dict[str, list[tuple[str, set[str]]]] = {kind: [] for kind in KINDS}
    for number, document in enumerate(documents):
        random = Random(number)
        for kind, faults in KINDS.items():
            for fault in faults:
                for _ in range(each):
                    data = copy.deepcopy(document)
                    done = fault(data, random)
                    if done is not None and data != document:
                        found = check_text(json.dumps(data).encode()).findings
                        # a count that is wrong tells that something happened, not what: it does not name the fault
                        codes = {finding.code for finding in found if not finding.pointer.startswith("/statistics")}
                        told[kind].append((f"{fault.__name__}: {done}", codes))
    return told


def _named(told: dict[str, list[tuple[str, set[str]]]]) -> float:
    """Return how many of a hundred faults are named, each kind weighing the same."""
    assert all(told.values())
    return 100 * sum(sum(bool(codes) for _, codes in found) / len(found) for found in told.values()) / len(told)


def test_planted_faults_are_named_in_fixtures() -> None:
    documents = [json.loads(_parsed(name)) for name in ("R99001.tagged.pdf", "98-999.tagged.pdf", "LSB99003.txt")]
    told = _plant(documents, 5)
    missed = [done for found in told.values() for done, codes in found if not codes]
    assert _named(told) >= 95, missed


@pytest.mark.corpus
@pytest.mark.slow
def test_real_documents_give_no_alarm_and_planted_faults_are_named(corpus: Path) -> None:
    documents = []
    for path in sorted((corpus / "pdf").glob("*.pdf")):
        for tags in (True, False):
            content = crsparse.parse(path, tags=tags).to_json()
            assert check_text(content, file=path.name).findings == ()
        documents.append(json.loads(content))
    told = _plant(documents, 1)
    missed = [done for found in told.values() for done, codes in found if not codes]
    print(f"{_named(told):.1f} of 100 faults are named ({sum(map(len, told.values()))} were planted)")
    assert _named(told) >= 95, missed


@pytest.mark.parametrize("path", sorted(FIXTURES.glob("*/*.*")), ids=lambda path: path.name)
def test_fixtures_give_no_alarm(path: Path) -> None:
    if path.suffix == ".json":
        assert check_text(path.read_bytes()).findings == ()
    elif path.suffix in (".pdf", ".html", ".txt"):
        assert check_text(_parsed(path.name)).findings == ()
