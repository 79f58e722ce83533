"""Links written out in the text."""

import pytest

from crsparse.elements import Run
from crsparse.readers.text.inline import Anchors, runs_of


def linked(text: str) -> list[tuple[str, str | None]]:
    return [(run.text, run.link.href) for run in runs_of(text, Anchors()) if run.link]


def test_an_anchor_with_a_hidden_address_is_a_link_without_one() -> None:
    runs = runs_of("a U.S. [partner](#) in trade", Anchors())
    assert [run.text for run in runs] == ["a U.S. ", "partner", " in trade"]
    assert runs[1].link is not None
    assert runs[1].link.href is None


@pytest.mark.parametrize(
    ("text", "anchor", "address"),
    [
        ("see [the act](https://www.congress.gov/bill/1) now", "the act", "https://www.congress.gov/bill/1"),
        (
            "[P.L. 109-58](http://x.gov/R?d109:FLD002:@1(109+58))",
            "P.L. 109-58",
            "http://x.gov/R?d109:FLD002:@1(109+58)",
        ),
        ("[[sic] it](https://x.gov)", "[sic] it", "https://x.gov"),
        ('[it](<https://x.gov> "title")', "it", "https://x.gov"),
        ("<https://crsreports.congress.gov>", "https://crsreports.congress.gov", "https://crsreports.congress.gov"),
        ("<a.person@crs.loc.gov>", "a.person@crs.loc.gov", "mailto:a.person@crs.loc.gov"),
    ],
)
def test_an_anchor_has_the_address_written_with_it(text: str, anchor: str, address: str) -> None:
    assert linked(text) == [(anchor, address)]


@pytest.mark.parametrize(
    "text",
    [
        "“[Tokayev] is his own man”",
        "[w]hether the act (as amended)",
        "a [note] (see below)",
        "x < y > z",
        "[]()",
        "[a](b c)",
    ],
)
def test_brackets_alone_are_text(text: str) -> None:
    assert runs_of(text, Anchors()) == (Run(text),)


def test_links_side_by_side_are_two() -> None:
    keys = [run.link.key for run in runs_of("[one](#)[two](#)", Anchors()) if run.link]
    assert len(set(keys)) == 2


def test_a_place_in_the_document_is_a_destination() -> None:
    run = next(run for run in runs_of("as said[12](#fn12)", Anchors()) if run.link)
    assert run.link is not None
    assert run.link.destination is not None
    assert run.link.destination.name == "fn12"
