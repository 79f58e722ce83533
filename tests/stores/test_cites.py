"""``crsparse cites`` in every store: who cites what, where it stands, and what is said where nothing can be."""

import random
import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from msgspec import json
from msgspec.structs import replace

from crsparse.citations.wanted import Wanted, wanted
from crsparse.cite import with_citations
from crsparse.cli import commands
from crsparse.model import BlockOffset, Document, Figure, Heading, Paragraph, Product, RichText, Section, Table
from crsparse.stores.citing import citing
from crsparse.stores.rows import key_of
from tests.make_document import block, cell, document, note
from tests.stores.tools import looked_into, put


def _product(number: str, version: int) -> Product:
    return Product(id=number, type="report", number_prefix="R", version=version, status=None, url=None)


def _cites_everywhere(number: str = "R49900", version: int = 1, **more: object) -> Document:
    """Return a product that cites in every text it can."""
    return with_citations(
        document(
            block(Heading, "Ferries", id="b1", section="s1", level=1, page=2),
            block(
                Paragraph,
                "The law on ferries (P.L. 117-58, §131) helps, as does H.R. 5.",
                id="b2",
                section="s1",
                page=2,
                end_page=3,
            ),
            block(
                Table,
                "Table 1. 42 U.S.C. §1983 at work",
                id="b3",
                section="s1",
                page=4,
                rows=(
                    (cell("Law"), cell("Where")),
                    (cell("none"), cell("42 U.S.C. §§1981-1985")),
                    (cell("P.L. 117-58"),),
                ),
                notes=RichText(text="As amended by P.L. 117-58."),
                source=RichText(text="CRS, from 42 U.S.C. §1988."),
            ),
            block(Figure, "Figure 1", id="b4", page=5, source=RichText(text="See P.L. 117-58, Division D.")),
            footnotes=(
                note(1, "P.L. 117-58.", page=2, refs=(BlockOffset(block="b2", offset=4),)),
                note(12, "38 C.F.R. §3.12(a)."),
            ),
            sections=(Section(id="s1", parent=None, level=1, title="Ferries", heading_block="b1"),),
            **{"publication_date": "2026-04-15", "title": "Ferry Aid", "product": _product(number, version), **more},
        )
    )


def _cites(destination: str, *arguments: str) -> Result:
    return CliRunner().invoke(commands, ["cites", destination, *arguments])


@pytest.fixture
def loaded(destination: str, tmp_path: Path) -> str:
    """A store with one product in two versions and another one."""
    old = _cites_everywhere(publication_date="2024-06-01", title="Old Ferry Aid")
    other = _cites_everywhere("R49901", title="Buses", publication_date="2022-05-05")
    put(destination, tmp_path, old, _cites_everywhere(version=2), other)
    return destination


def test_every_place_is_told(loaded: str) -> None:
    ended = _cites(loaded, "P.L. 117-58")
    assert ended.exit_code == 0, ended.output
    assert ended.stderr == ""
    assert ended.stdout.splitlines()[:11] == [
        "R49900 (2) · Ferry Aid · 2026-04-15",
        "    pp. 2-3 · Ferries · /us/pl/117/58/s131",
        "        The law on ferries (**P.L. 117-58, §131**) helps, as does H.R. 5.",
        "    p. 4 · Ferries",
        "        **P.L. 117-58**",
        "    p. 4 · Ferries",
        "        As amended by **P.L. 117-58**.",
        "    p. 5 · Body · /us/pl/117/58/dD",
        "        See **P.L. 117-58, Division D**.",
        "    p. 2 · Ferries · note 1",
        "        **P.L. 117-58**.",
    ]
    assert ended.stdout.splitlines()[11] == "R49901 (1) · Buses · 2022-05-05"


def test_ranges_titles_and_parts(loaded: str) -> None:
    def said(words: str) -> list[str]:
        lines = _cites(loaded, words, "--format", "json").stdout.splitlines()
        return [place["snippet"] for line in lines if (place := json.decode(line))["product_id"] == "R49900"]

    assert said("42 U.S.C. §1982") == ["**42 U.S.C. §§1981-1985**"]
    assert said("42 U.S.C. §1983") == ["Table 1. **42 U.S.C. §1983** at work", "**42 U.S.C. §§1981-1985**"]
    assert said("/us/usc/t42") == [*said("42 U.S.C. §1983"), "CRS, from **42 U.S.C. §1988**."]
    assert said("42 U.S.C. §§1984-1990") == ["**42 U.S.C. §§1981-1985**", "CRS, from **42 U.S.C. §1988**."]
    assert said("38 CFR part 3") == said("/us/cfr/t38") == ["**38 C.F.R. §3.12(a)**."]
    assert said("P.L. 117-58, §131") == ["The law on ferries (**P.L. 117-58, §131**) helps, as does H.R. 5."]


def test_versions(loaded: str) -> None:
    assert "Old" not in _cites(loaded, "P.L. 117-58").stdout
    every = _cites(loaded, "P.L. 117-58", "--all-versions").stdout
    assert [line for line in every.splitlines() if not line.startswith(" ")] == [
        "R49900 (2) · Ferry Aid · 2026-04-15",
        "R49900 (1) · Old Ferry Aid · 2024-06-01",
        "R49901 (1) · Buses · 2022-05-05",
    ]


def test_json_says_where_and_what(loaded: str) -> None:
    ended = _cites(loaded, "42 U.S.C. §1981", "--format", "json", "--limit", "1")
    assert json.decode(ended.stdout) == {
        "product_id": "R49900",
        "version": 2,
        "title": "Ferry Aid",
        "publication_date": "2026-04-15",
        "part": "body",
        "section_path": "Ferries",
        "page": 4,
        "end_page": None,
        "block_id": "b3",
        "field": "cell",
        "row": 1,
        "cell": 1,
        "start": 0,
        "end": 21,
        "snippet": "**42 U.S.C. §§1981-1985**",
        "kind": "us_code",
        "id": "/us/usc/t42/s1981",
        "pinpoint": None,
        "end_id": "/us/usc/t42/s1985",
        "url": "https://uscode.house.gov/view.xhtml?req=granuleid:USC-prelim-title42-section1981&num=0&edition=prelim",
        "congress": None,
        "congress_inferred": False,
        "origin": "text",
    }
    assert ended.stderr == "crsparse: 1 of 2 places; --limit shows more\n"


def test_a_bill_without_a_congress(loaded: str) -> None:
    several = _cites(loaded, "H.R. 5")
    assert (several.exit_code, several.stdout) == (2, "")
    assert several.stderr == (
        "crsparse: 'H.R. 5' is a bill of several Congresses, say which: /us/bill/119/hr/5 (1), /us/bill/117/hr/5 (1)\n"
    )
    assert "/us/bill/118/hr/5 (1)" in _cites(loaded, "H.R. 5", "--all-versions").stderr
    one = _cites(loaded, "H.R. 5 (117th Congress)")
    assert one.exit_code == 0
    assert one.stdout.splitlines()[:2] == [
        "R49901 (1) · Buses · 2022-05-05",
        "    pp. 2-3 · Ferries · Congress inferred",
    ]


def test_a_bill_of_the_only_congress_that_is_cited(destination: str, tmp_path: Path) -> None:
    put(destination, tmp_path, _cites_everywhere())
    assert "H.R. 5" in _cites(destination, "H.R. 5").stdout
    assert "H.R. 55" not in _cites(destination, "H.R. 55").stdout


def test_nothing_cites_it(loaded: str) -> None:
    for words, said in (
        ("P.L. 117-5", "nothing cites /us/pl/117/5"),
        ("S. 99", "nothing cites /us/bill/?/s/99"),
        (
            "/us/case/us/518/470",
            "nothing cites /us/case/us/518/470; court cases are in what was parsed with --court-cases",
        ),
    ):
        ended = _cites(loaded, words)
        assert (ended.exit_code, ended.stdout, ended.stderr) == (1, "", f"crsparse: {said}\n")


def test_what_is_no_citation(loaded: str) -> None:
    for words in ("ferries\nand 'buses'", "", "/us/ferry/1"):
        ended = _cites(loaded, words)
        assert (ended.exit_code, ended.stdout) == (2, "")
        (line,) = ended.stderr.splitlines()
        assert "is no " in line


def test_databases_that_can_not_answer(destination: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    nothing = _cites(destination, "P.L. 117-58")
    assert nothing.exit_code == 2
    (line,) = nothing.stderr.splitlines()
    assert "`crsparse load` makes" in line
    put(destination, tmp_path, with_citations(document()))
    assert _cites(destination, "P.L. 117-58").exit_code == 1


def test_a_database_of_an_earlier_layout(destination: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.stores.test_layouts import _make_layout_1

    _make_layout_1(destination, _cites_everywhere(), monkeypatch)
    ended = _cites(destination, "P.L. 117-58")
    assert (ended.exit_code, ended.stdout) == (2, "")
    (line,) = ended.stderr.splitlines()
    assert "made by an earlier crsparse" in line
    assert "`crsparse load` brings them up to date" in line
    # loaded anew, the same documents have their citations
    put(destination, tmp_path, _cites_everywhere())
    assert _cites(destination, "P.L. 117-58").exit_code == 0


def test_the_index_finds_what_a_look_at_everything_finds(destination: str, tmp_path: Path) -> None:
    """Whatever is asked for, the conditions in SQL leave out nothing that answers."""
    sure = random.Random(7)
    cited = [
        sure.choice(
            (
                "{t} U.S.C. §{a}",
                "{t} U.S.C. §§{a}-{b}",
                "{t} U.S.C. §{a}(b)",
                "P.L. 11{t}-{a}",
                "P.L. 117-58, §{a}",
                "{t} C.F.R. §{s}.{a}",
                "{t} C.F.R. Part {s}",
                "{t} Stat. {a}, {b}",
                "{t} FR {a}-{b}",
            )
        ).format(t=sure.randint(1, 3), s=sure.randint(1, 3), a=(a := sure.randint(1, 30)), b=a + sure.randint(1, 9))
        for _ in range(150)
    ]
    paragraphs = [block(Paragraph, f"See {words}.", id=f"b{at}") for at, words in enumerate(cited, 1)]
    whole = with_citations(document(*paragraphs, publication_date="2026-04-15", product=_product("R49900", 1)))
    put(destination, tmp_path, whole)
    asked = [wanted(words)[0] for words in dict.fromkeys(cited)]
    asked += [Wanted("/us/usc/t2", whole=False), Wanted("/us/usc", whole=False), Wanted("/us/pl/117/58", "s7")]
    with looked_into(destination) as store:
        for work in asked:
            right = [one.block for one in whole.citations if work.answered_by(one.id, one.pinpoint, one.end_id)]
            answer = citing(store, [work], None)
            assert [place.block_id for place in answer.places] == right, work
            assert (answer.total, answer.products) == (len(right), 1)


def test_a_document_comes_back_as_it_was(loaded: str) -> None:
    """The citations that are asked for are those of the document."""
    document = _cites_everywhere(version=2)
    with looked_into(loaded) as store:
        assert store.document(key_of(document)) == document
        every = [citing(store, [Wanted(f"/us/{root}", whole=False)], None) for root in ("pl", "usc", "cfr", "bill")]
    found = {
        (one.block_id, one.start, one.id) for answer in every for one in answer.places if one.product_id == "R49900"
    }
    assert found == {(one.block, one.start, one.id) for one in document.citations}


def test_titles_are_not_trusted_on_a_terminal(destination: str, tmp_path: Path) -> None:
    put(destination, tmp_path, replace(_cites_everywhere(), title="Ferry\x1b[31m Aid"))
    assert "\x1b" not in _cites(destination, "P.L. 117-58").stdout


def test_a_text_that_is_gone(tmp_path: Path) -> None:
    destination = str(tmp_path / "crs.db")
    put(destination, tmp_path, _cites_everywhere())
    with looked_into(destination) as store:
        assert store.select("SELECT count(*) FROM footnotes") == [(2,)]
    connection = sqlite3.connect(destination)
    connection.execute("DELETE FROM footnotes")
    connection.execute("UPDATE blocks SET text = 'x'")
    connection.commit()
    connection.close()
    ended = _cites(destination, "P.L. 117-58")
    assert ended.exit_code == 0
    assert "        x****\n" in ended.stdout
