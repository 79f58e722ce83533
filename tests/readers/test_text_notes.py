"""Footnotes in text."""

from crsparse.readers.text import read_text
from crsparse.readers.text.notes import find_notes
from tests.readers.typeset import NOTE, as_lines, prose, set_lines, set_page, texts

NOTES = ["1 10 U.S.C. §1552.", "2 See, for example, 32 C.F.R. §70.8.", *set_lines("3 " + prose(3, 1), NOTE)]


def page(called: str, *, notes: list[str] = NOTES) -> list[str]:
    return [*set_lines(f"{prose(2)} So it was held.{called} {prose(4)}"), "", *notes]


def numbers(rows: list[str]) -> list[int]:
    return [note.number for note in find_notes(as_lines(rows), {}).notes]


def test_notes_are_at_the_foot_of_the_page() -> None:
    rows = page("1")
    found = find_notes(as_lines(rows), {}).notes
    lines = as_lines(rows)
    assert [(note.number, lines[note.lines[0]].text[:12]) for note in found] == [
        (1, "1 10 U.S.C. "),
        (2, "2 See, for e"),
        (3, f"3 {prose(3, 1)}"[:12]),
    ]
    assert len(found[2].lines) == len(NOTES) - 2


def test_without_a_call_numbers_are_no_notes() -> None:
    assert numbers(page("")) == []


def test_a_line_that_begins_with_a_number_is_no_note() -> None:
    assert numbers([*page("1", notes=[]), "1 in 257 taxpayers had a credit, as was told.1"]) == []


def test_rows_above_may_begin_with_the_same_numbers() -> None:
    rows = ["1 Alpha", "2 Beta", "3 Gamma", "", *page("1")]
    assert [as_lines(rows)[note.lines[0]].text for note in find_notes(as_lines(rows), {}).notes][:1] == [
        "1 10 U.S.C. §1552."
    ]


def test_a_number_may_stand_alone_before_its_text() -> None:
    assert numbers(page("1", notes=["1", "10 U.S.C. §1552.", "2 32 C.F.R. §70.8."])) == [1, 2]


def test_body_text_behind_the_notes_is_body() -> None:
    above = set_lines(f"It was so.1 {prose(20)}")
    notes = [*set_lines("1 " + prose(3), NOTE), "2 10 U.S.C. §1552."]
    rows = [*above, "", *notes, "", "Dams of the Valley", *set_lines(prose(6))]
    lines = as_lines(rows)
    found = find_notes(lines, {}).notes
    assert [note.number for note in found] == [1, 2]
    assert lines[found[-1].lines[-1]].text == "2 10 U.S.C. §1552."


def test_the_number_of_the_first_note_may_stand_below_all() -> None:
    first = "\n".join(page("1"))
    notes = [*set_lines(prose(2), NOTE), "5 10 U.S.C. §1553.", "", "4"]
    second = "\n".join([*set_lines(f"It was so.4 {prose(5)}"), "", *notes])
    sheets = [
        f"{text}\n\nCongressional Research Service\n\n{n}"
        for n, text in enumerate([first, second, set_page(prose(3))], 1)
    ]
    elements = read_text("\n\f".join(sheets), "a.txt").elements
    found = {element.marker: element.text for element in elements if element.kind == "note"}
    assert found["4"] == prose(2)
    assert found["5"] == "10 U.S.C. §1553."


def test_a_note_goes_on_over_the_page() -> None:
    first = "\n".join([*set_lines(f"It was so.1 {prose(6)}"), "", *set_lines("1 " + prose(2), NOTE), "(continued...)"])
    rest = [*set_lines(prose(1, 2), NOTE), "2 10 U.S.C. §1553."]
    second = "\n".join([*set_lines(f"It was not.2 {prose(6, 1)}"), "", *rest])
    elements = read_text(f"{first}\n\f{second}", "a.txt").elements
    assert [(e.marker, e.text) for e in elements if e.kind == "note"] == [
        ("1", f"{prose(2)} {prose(1, 2)}"),
        ("2", "10 U.S.C. §1553."),
    ]
    assert "(continued...)" in texts(elements, "furniture")


def test_calls_are_raised() -> None:
    elements = read_text("\n".join([*page("1"), "\f", *set_lines(prose(3))]), "a.txt").elements
    raised = [run.text for element in elements for run in element.runs if run.superscript]
    assert raised == ["1"]


def test_a_heading_that_the_contents_announce_ends_the_notes_of_a_page() -> None:
    after = ["", "The Lake", *set_lines(prose(2, 8))]
    lines = as_lines([*page("1"), *after])
    heads = {n for n, line in enumerate(lines) if line.text == "The Lake"}
    taken = {n for note in find_notes(lines, {}, heads).notes for n in note.lines}
    assert not taken & set(range(min(heads), len(lines)))
