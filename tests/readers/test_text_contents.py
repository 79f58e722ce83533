"""The Contents, and the headings and captions that they announce."""

from msgspec import structs

from crsparse.readers.text import read_text
from crsparse.readers.text.contents import announced, find_contents, has_leaders, level_below
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


BARE = [
    "CONTENTS",
    "SUMMARY",
    "The River",
    "    The Dam",
    "The Lake",
    "",
    "SUMMARY",
    "The River",
    "The Dam",
    "The Lake1",
]


def indented(rows: list[str]) -> list[Line]:
    return [
        structs.replace(line, x=len(row) - len(row.lstrip()), text=row.strip())
        for line, row in zip(as_lines(rows), [row for row in rows if row], strict=True)
    ]


def test_without_leaders_lines_that_later_ones_say_again_are_entries() -> None:
    found = find_contents(indented(BARE), {})
    assert [(entry.title, entry.level) for entry in found.entries] == [
        ("SUMMARY", 1),
        ("The River", 1),
        ("The Dam", 2),
        ("The Lake", 1),
    ]
    assert found.below == 3


def test_two_lines_make_no_contents_without_leaders() -> None:
    assert find_contents(as_lines(["Contents", "The River", "The Lake", "", "The River", "The Lake"]), {}).entries == ()


def test_lists_of_tables_are_lists() -> None:
    rows = [*CONTENTS[:3], "List of Tables", "Table 1. Flow ............................ 4"]
    assert [entry.listed for entry in find_contents(as_lines(rows), {}).entries] == ["contents", "contents", "tables"]


def test_a_heading_that_is_left_out_is_of_the_level_below() -> None:
    rows = [
        "Contents",
        "Introduction ......................... 1",
        "  The River .......................... 1",
        "Appendixes",
        "Appendix A. Lakes .................... 2",
        "Introduction",
        "A Heading Below",
        "Appendix A. Lakes",
        "A Heading in the Appendix",
    ]
    lines = indented(rows)
    contents = find_contents(lines, {})
    levels = level_below(lines, contents, announced(lines, dict.fromkeys(range(5), "contents"), contents))
    assert (levels[6], levels[8]) == (3, 2)


def test_contents_without_levels_tell_no_level_below() -> None:
    lines = as_lines([*CONTENTS, "Introduction"])
    assert set(level_below(lines, find_contents(lines, {}), {}).values()) == {None}


def test_the_second_line_of_a_heading_is_not_announced() -> None:
    lines = as_lines([*CONTENTS[:2], CONTENTS[2], "", "Laws Related to", "Introduction", "", "Introduction"])
    found = find_contents(lines, {})
    assert announced(lines, dict.fromkeys(range(3), "contents"), found) == {5: (1, None)}
