"""The Contents, and the headings and captions that they announce."""

from crsparse.readers.text import read_text
from crsparse.readers.text.contents import announced, find_contents, has_leaders
from crsparse.readers.text.lines import Line
from tests.readers.typeset import as_lines, prose, set_page, texts

CONTENTS = [
    "Contents",
    "Introduction ................................................................ 1",
    "Rivers of the Valley ........................................................ 2",
    "Dams on the Upper River and on Its Tributaries, and the",
    "Bridges over Them ........................................................... 3",
    "",
    "Tables",
    "Table 1. Flow of Selected Rivers ............................................ 4",
    "",
    "Contacts",
    "Author Information........................................................... 9",
]


def test_entries_stand_under_their_heads() -> None:
    found = find_contents(as_lines(CONTENTS), {})
    assert [(entry.listed, entry.title) for entry in found.entries] == [
        ("contents", "Introduction"),
        ("contents", "Rivers of the Valley"),
        ("contents", "Dams on the Upper River and on Its Tributaries, and the Bridges over Them"),
        ("tables", "Table 1. Flow of Selected Rivers"),
        ("contacts", "Author Information"),
    ]
    assert len(found.heads) == 3


def test_the_word_contents_alone_is_no_contents() -> None:
    assert find_contents(as_lines(["Contents", *["The contents of the river."] * 6]), {}).entries == ()


def test_three_dots_are_no_leaders() -> None:
    assert has_leaders("Introduction ....... 1")
    assert has_leaders("Appendix. ............ 17")
    assert not has_leaders("It meets “requirements ...” of the act")


def test_indentation_gives_the_levels() -> None:
    rows = [
        ("Contents", 0),
        ("One ........... 1", 0),
        ("Two ........... 2", 4),
        ("Three ......... 3", 9),
        ("Four ......... 4", 4),
    ]
    found = find_contents([Line(text, 1, x) for text, x in rows], {})
    assert [entry.level for entry in found.entries] == [1, 2, 3, 2]


def test_without_indentation_levels_are_unknown() -> None:
    assert {entry.level for entry in find_contents(as_lines(CONTENTS), {}).entries} == {None}


def test_an_announced_heading_may_have_several_lines() -> None:
    rows = [
        *CONTENTS,
        "",
        "Dams on the Upper River and on Its",
        "Tributaries, and the Bridges over Them",
        "The dams are old.",
    ]
    lines = as_lines(rows)
    found = find_contents(lines, {})
    claims = dict.fromkeys(range(9), "contents")
    assert announced(lines, claims, found) == {9: (2, None)}


def test_the_end_of_a_sentence_that_says_the_same_is_no_heading() -> None:
    lines = as_lines(
        [
            *CONTENTS,
            "",
            "what is said below about the many",
            "rivers of the valley.",
            "Rivers of the Valley",
            "They are old.",
        ]
    )
    found = find_contents(lines, {})
    assert announced(lines, dict.fromkeys(range(9), "contents"), found) == {11: (1, None)}


def test_in_a_text() -> None:
    pages = [
        "A Title\nMay 1, 2024",
        "\n".join(CONTENTS),
        f"Introduction\n{set_page(prose(5))}\nRivers of the Valley\n{set_page(prose(5))}",
    ]
    elements = read_text("\n\f".join(pages), "a.txt").elements
    assert len(texts(elements, "contents_entry")) == 5
    assert texts(elements, "heading")[-2:] == ["Introduction", "Rivers of the Valley"]
    assert texts(elements, "contents_entry")[0].endswith("..... 1")
