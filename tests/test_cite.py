"""Citations of a whole document: where they are looked for, how they name their place, and how they are validated."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import get_args

import pytest
from click.testing import CliRunner
from msgspec.structs import replace

import crsparse
from crsparse import citations, model, schema
from crsparse.cite import with_citations
from crsparse.cli.parse import command
from crsparse.content import statistics_of, texts
from crsparse.model import Citation, ContentsEntry, Document, Figure, ListItem, Paragraph, RichText, Table
from crsparse.validation.rules import citations as rules
from crsparse.validation.subject import Subject
from tests.make_document import block, cell, document, full_document, link, note

ROOT = Path(__file__).resolve().parent.parent
FIXTURES = sorted(path for form in ("*.pdf", "*.html", "*.txt") for path in (ROOT / "fixtures").glob(f"*/{form}"))


def _document() -> Document:
    """Return a document that cites in every text it can."""
    return document(
        block(Paragraph, "The law (P.L. 117-58) helps.", id="b1"),
        block(ContentsEntry, "H.R. 1 and H.R. 2 5", id="b2", part="contents"),
        block(
            Table,
            "Table 1. 42 U.S.C. §1983 at work",
            id="b3",
            rows=((cell("Bill"), cell("Where")), (cell("H.R. 5"), cell("7 C.F.R. Part 81"))),
            notes=RichText(text="As amended by S. 6."),
            source=RichText(
                text="Compiled from the primer.", links=(link(18, 24, "https://www.crs.gov/Reports/R47447"),)
            ),
        ),
        block(Figure, "Figure 1", id="b4", notes=RichText(text="89 Federal Register 32361.")),
        block(ListItem, "See CRS Report R49900 and R48549.", id="b5"),
        block(Paragraph, "CRS works under 2 U.S.C. §166.", id="b6", part="disclaimer"),
        footnotes=(note(1, "Not cited."), note(12, "P.L. 85-997, §2(a); H.R. 9 (110th Congress).")),
        publication_date="2026-04-15",
        product=model.Product(
            id="R49900", type="report", number_prefix="R", version=None, status=None, url="https://example.org/"
        ),
    )


def test_citations_name_their_places_in_reading_order() -> None:
    found = with_citations(_document()).citations
    assert [(one.block, one.field, one.row, one.cell, one.id, one.pinpoint) for one in found] == [
        ("b1", "text", None, None, "/us/pl/117/58", None),
        ("b3", "text", None, None, "/us/usc/t42/s1983", None),
        ("b3", "cell", 1, 0, "/us/bill/119/hr/5", None),
        ("b3", "cell", 1, 1, "/us/cfr/t7/pt81", None),
        ("b3", "notes", None, None, "/us/bill/119/s/6", None),
        ("b3", "source", None, None, "/us/crs/R47447", None),
        ("b4", "notes", None, None, "/us/fr/89/32361", None),
        ("b5", "text", None, None, "/us/crs/R48549", None),
        ("fn12", "text", None, None, "/us/pl/85/997", "s2/a"),
        ("fn12", "text", None, None, "/us/bill/110/hr/9", None),
    ]


def test_the_date_tells_the_congress_and_links_are_told_from_words() -> None:
    found = with_citations(_document()).citations
    inferred = {one.id: one.congress for one in found if one.congress_inferred}
    assert inferred == {"/us/bill/119/hr/5": 119, "/us/bill/119/s/6": 119}
    assert [one.id for one in found if one.origin == "link"] == ["/us/crs/R47447"]


def test_nothing_else_changes_and_the_count_is_right() -> None:
    before = _document()
    after = with_citations(before)
    assert after.statistics.citations == len(after.citations) == statistics_of(after).citations
    assert replace(after, citations=(), statistics=before.statistics) == before
    assert with_citations(after) == after


def test_a_document_without_citations() -> None:
    assert with_citations(document()).citations == ()
    assert crsparse.parse(ROOT / "fixtures" / "IN12030" / "IN12030.tagged.pdf").citations == ()


def test_kinds_and_origins_are_those_of_the_recognisers() -> None:
    assert model.CitationKind == citations.CitationKind
    assert set(rules._ROOTS) == set(get_args(model.CitationKind))
    fields = [name for name in Citation.__struct_fields__ if name not in ("block", "field", "row", "cell")]
    assert fields == list(citations.Citation.__struct_fields__)


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.name)
def test_offsets_of_fixtures_hold_what_is_cited(path: Path) -> None:
    """Numbers of the id are printed at the place, or stand in the address behind it."""
    parsed = crsparse.parse(path)
    held = dict(texts(parsed))
    for one in parsed.citations:
        carrier = held[one.block, one.field, one.row, one.cell]
        words = carrier.text[one.start : one.end]
        assert words.strip() == words != ""
        last = one.id.rpartition("/")[2].lstrip("spt")
        said = words if one.origin == "text" else " ".join(each.href or "" for each in carrier.links)
        assert last in said, one
    assert not _problems(parsed)


def test_court_cases_only_when_asked_for() -> None:
    pytest.importorskip("eyecite", reason="eyecite is not installed: pip install 'crsparse[cases]'")
    text = (
        "P.L. 85-997; Medtronic, Inc. v. Lohr, 518 U.S. 470, 486 (1996), 74 Stat. 397; 116 S. Ct. 2240 (1996); H.R. 1."
    )
    asked = document(block(Paragraph, text), publication_date="2026-04-15")
    found = with_citations(asked, court_cases=True)
    assert [(text[one.start : one.end], one.id) for one in found.citations] == [
        ("P.L. 85-997", "/us/pl/85/997"),
        ("518 U.S. 470", "/us/case/us/518/470"),
        ("74 Stat. 397", "/us/stat/74/397"),
        ("116 S. Ct. 2240", "/us/case/sct/116/2240"),
        ("H.R. 1", "/us/bill/119/hr/1"),
    ]
    assert not _problems(found)
    schema.validate(found)
    assert "court_case" not in {one.kind for one in with_citations(asked).citations}


def test_asking_for_court_cases_without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "eyecite", None)
    path = ROOT / "fixtures" / "IN12030" / "IN12030.txt"
    with pytest.raises(citations.cases.CasesNotInstalled, match=r"crsparse\[cases\]"):
        crsparse.parse(path, court_cases=True)
    result = CliRunner().invoke(command, ["--court-cases", str(path)])
    assert result.exit_code == 2
    assert "crsparse[cases]" in result.output


# ---------------------------------------------------------------------------------------------------------- validation
def _problems(document: Document) -> list[str]:
    subject = Subject(document)
    each = (rules.citation_places, rules.citation_range, rules.citation_order, rules.citation_works)
    return [f"{problem.pointer}: {problem.message}" for rule in each for problem in rule(subject)]


def _with(place: int, **fields: object) -> Callable[[Document], Document]:
    def change(document: Document) -> Document:
        one = replace(document.citations[place], **fields)
        return replace(document, citations=(*document.citations[:place], one, *document.citations[place + 1 :]))

    return change


def test_rules_are_content_with_what_is_right() -> None:
    assert not _problems(with_citations(_document()))
    assert not _problems(full_document())
    schema.validate(with_citations(_document()))


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        (_with(0, block="b99"), "/citations/0/block"),
        (_with(8, block="fn99"), "/citations/8/block"),
        (_with(0, field="notes"), "/citations/0/field"),
        (_with(0, row=0), "/citations/0/row"),
        (_with(0, cell=0), "/citations/0/cell"),
        (_with(2, row=7), "/citations/2/cell"),
        (_with(2, row=None), "/citations/2/cell"),
        (_with(0, end=99), "/citations/0/end"),
        (_with(0, start=21), "/citations/0/end"),
        (_with(1, start=0, end=5, block="b1"), "/citations/1/start"),
        (_with(9, start=5), "/citations/9/start"),
        (_with(0, kind="bill"), "/citations/0/id"),
        (_with(0, congress=None, congress_inferred=True), "/citations/0/congress"),
    ],
)
def test_rules_name_what_is_wrong(change: Callable[[Document], Document], pointer: str) -> None:
    (problem,) = _problems(change(with_citations(_document())))
    assert problem.startswith(f"{pointer}: "), problem


def test_a_citation_taken_away_is_noticed() -> None:
    whole = with_citations(_document())
    less = replace(whole, citations=whole.citations[1:])
    assert statistics_of(less).citations != less.statistics.citations
