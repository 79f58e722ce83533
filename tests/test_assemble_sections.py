"""Sections: the tree of headings, and what stands in which of them."""

from tests.make_elements import document, entry, heading, paragraph


def test_sections_are_a_tree_by_level() -> None:
    front = (heading("Weather of the Basin", size=20.0), paragraph("May 4, 2026"))
    made = document(*front, heading("Rain"), heading("Hail", size=12.0, level=2), paragraph(), heading("Snow"))
    assert [(section.title, section.parent) for section in made.sections] == [
        ("Rain", None),
        ("Hail", "s1"),
        ("Snow", None),
    ]
    assert [block.section for block in made.blocks] == [None, None, "s1", "s2", "s2", "s3"]


def test_a_section_ends_with_its_part() -> None:
    """R48447: text stands between the Contents and the first heading of the body; it is in no section."""
    contents = (heading("Contents"), entry("Rain ........ 1"), entry("Hail ........ 2"), entry("Snow ........ 3"))
    made = document(*contents, paragraph(page=2), heading("Rain", page=2), paragraph(page=2))
    assert [(block.part, block.section) for block in made.blocks] == [
        *[("contents", "s1")] * 4,
        ("body", None),
        *[("body", "s2")] * 2,
    ]
    assert [section.parent for section in made.sections] == [None, None]
