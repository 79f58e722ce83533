"""Title, date, authors, by-lines, the box beside a summary, the disclaimer."""

from crsparse.elements import Element
from crsparse.readers.text import read_text
from tests.readers.typeset import COLUMN, all_text, prose, set_page, texts, told

BODY = set_page(prose(6), prose(5, 2))
DISCLAIMER = "This document was prepared by the service. It may be used, but not copyrighted material."


def elements(text: str) -> tuple[Element, ...]:
    return read_text(text, "a.txt").elements


def test_the_lines_before_the_date_are_the_title() -> None:
    found = told(
        elements(f"INSIGHTi\n\nRivers of the Valley and Their Dams: An\nOverview\nUpdated May 1, 2024\n{BODY}")
    )
    assert found[:3] == [
        ("furniture", "INSIGHTi"),
        ("heading", "Rivers of the Valley and Their Dams: An Overview"),
        (None, "Updated May 1, 2024"),
    ]


def test_an_in_focus_has_its_date_first_and_the_running_title_says_how_long_the_title_is() -> None:
    title = "Rivers of the Valley: Dams, Bridges, and Other Works of the\nLast Century"
    running = title.replace("\n", " ")
    body = set_page(prose(8), measure=COLUMN)
    found = told(elements(f"May 1, 2024\n\n{title}\nBackground\n{body}\n\f{running}\n\n{body}\n\f{running}\n\n{body}"))
    assert found[:3] == [(None, "May 1, 2024"), ("heading", running), ("heading", "Background")]


def test_a_sentence_with_a_date_is_no_date() -> None:
    found = told(elements(f"Rivers of the Valley\n\nOn May 1, 2024, it rained.\n\n{BODY}"))
    assert not [text for kind, text in found if kind is None]


def test_names_and_positions_are_elements_of_their_own() -> None:
    block = (
        "Author Information\nJane Q. Doe\nSpecialist in the Economics of Rivers and\nLakes\n\n"
        "John Roe\nLegislative Attorney"
    )
    found = told(elements(f"A Title\nMay 1, 2024\n{BODY}\n\n{block}\n\nDisclaimer\n{DISCLAIMER}\n"))
    assert found[-7:] == [
        ("heading", "Author Information"),
        (None, "Jane Q. Doe"),
        (None, "Specialist in the Economics of Rivers and Lakes"),
        (None, "John Roe"),
        (None, "Legislative Attorney"),
        ("heading", "Disclaimer"),
        (None, DISCLAIMER),
    ]


def test_three_authors_are_read_down_the_columns_of_their_grid() -> None:
    block = "Author Information\nAnn Poe\nAnalyst in Lakes\n\nCy Fox\nAnalyst in Fish\n\nBo Lee\nAnalyst in Dams"
    names = [
        text
        for kind, text in told(elements(f"A Title\nMay 1, 2024\n{BODY}\n\n{block}\n\nDisclaimer\n{DISCLAIMER}\n"))
        if kind is None
    ]
    assert [name for name in names if len(name) == 7 or len(name) == 6] == ["Ann Poe", "Bo Lee", "Cy Fox"]


def test_the_box_of_a_summary_is_one_table_and_leaves_the_summary_whole() -> None:
    summary = set_page(prose(4)).split("\n")
    mixed = [*summary[:2], "Analyst in River", *summary[2:]]
    page = "\n".join(
        ["SUMMARY", "", "A Title of a Report", "R99999", "May 1, 2024", "Jane Q. Doe", "", *mixed, "Policy"]
    )
    block = "Author Information\nJane Q. Doe\nAnalyst in River Policy\n\nDisclaimer\n" + DISCLAIMER
    found = elements(f"A Title of a Report\nMay 1, 2024\n\f{page}\n\f{BODY}\n\n{block}\n")
    box = next(element for element in found if element.kind == "table")
    assert [run.text for paragraph in box.rows[0][0].paragraphs for run in paragraph] == [
        "May 1, 2024",
        "Jane Q. Doe",
        "Analyst in River Policy",
    ]
    assert prose(4) in texts(found, "paragraph")
    assert texts(found, "heading")[:3] == ["A Title of a Report", "SUMMARY", "A Title of a Report"]


def test_by_lines_are_paragraphs_of_their_own() -> None:
    lines = "Jane Q. Doe, Specialist in the Economics of Rivers and\nLakes\nJohn M’Bai, U.S. Army Fellow"
    body = set_page(prose(9), measure=COLUMN)
    found = texts(elements(f"May 1, 2024\n\nA Title\n{body}\n{lines}\n\nIF99999\n\f{body}"), "paragraph")
    assert found[-2:] == [
        "Jane Q. Doe, Specialist in the Economics of Rivers and Lakes",
        "John M’Bai, U.S. Army Fellow",
    ]


def test_a_name_in_a_sentence_is_no_by_line() -> None:
    text = "The report was written by Jane Doe, an analyst. " + prose(5)
    found = texts(elements(f"A Title\nMay 1, 2024\n{set_page(text, prose(4))}\n\f{BODY}"), "paragraph")
    assert found[0] == text


def test_notes_may_stand_below_the_disclaimer() -> None:
    end = "Disclaimer\nIt may not be used as copyrighted material.\n\n2 10 U.S.C. §1552."
    page = set_page(f"It was so.1 {prose(5)}", f"It was not.2 {prose(5)}")
    found = elements(f"A Title\nMay 1, 2024\n\f{page}\n\n1 See above.\n\f{end}\n")
    assert [element.marker for element in found if element.kind == "note"] == ["1", "2"]
    assert "10 U.S.C." in all_text(found)


# ------------------------------------------------------------------------------------------------ covers of older eras


def front(cover: str) -> list[tuple[str | None, str]]:
    found = told(elements(f"{cover}\n\fA Heading\n{BODY}"))
    return found[: next(n for n, (_, text) in enumerate(found) if text == "A Heading")]


def test_names_between_title_and_date() -> None:
    cover = (
        "Rivers of the Valley:\nDams and Bridges\nJane Q. Doe\nSpecialist in Rivers\n\nJohn Roe\nAnalyst in Lakes\n\n"
    )
    assert front(f"{cover}May 1, 2014\n\nCongressional Research Service\n7-5700\nwww.crs.gov\nR99999") == [
        ("heading", "Rivers of the Valley: Dams and Bridges"),
        (None, "Jane Q. Doe"),
        (None, "Specialist in Rivers"),
        (None, "John Roe"),
        (None, "Analyst in Lakes"),
        (None, "May 1, 2014"),
        *[("furniture", text) for text in ("Congressional Research Service", "7-5700", "www.crs.gov", "R99999")],
    ]


def test_names_positions_and_divisions_below_the_date() -> None:
    people = "Jane Q. Doe\nSpecialist in the Economics of\nRivers\nGovernment and Finance Division\n"
    people += "John Roe\nKnowledge Services Group"
    found = front(
        f"Order Code RL99999\nCRS Report for Congress\n\nRivers of the Valley\nUpdated May 1, 2004\n\n{people}"
    )
    assert found[2:] == [
        ("heading", "Rivers of the Valley"),
        (None, "Updated May 1, 2004"),
        (None, "Jane Q. Doe"),
        (None, "Specialist in the Economics of Rivers"),
        (None, "Government and Finance Division"),
        (None, "John Roe"),
        (None, "Knowledge Services Group"),
    ]


def test_names_that_a_republisher_scrubbed() -> None:
    cover = "Rivers of the Valley\n(name redacted)\nSpecialist in Rivers\n"
    cover += "[author name scrubbed]\nAnalyst in Lakes\nMay 1, 2014"
    assert [text for kind, text in front(cover) if kind is None] == [
        "(name redacted)",
        "Specialist in Rivers",
        "[author name scrubbed]",
        "Analyst in Lakes",
        "May 1, 2014",
    ]


def test_a_second_line_of_a_title_is_no_name() -> None:
    assert front("Rivers of the Valley\nFederal Dams\nMay 1, 2014")[0] == (
        "heading",
        "Rivers of the Valley Federal Dams",
    )


def test_addresses_and_telephones_are_lines_of_their_own() -> None:
    block = (
        "Author Contact Information\nJane Q. Doe\nSpecialist in Rivers\njdoe@crs.example.gov\n7-1234\n"
        "John Roe\nLegislative Attorney\n[email address scrubbed]\n[phone number scrubbed]"
    )
    found = told(elements(f"A Title\nMay 1, 2014\n{BODY}\n\n{block}\n\nAcknowledgments\nThanks.\n"))
    start = found.index(("heading", "Author Contact Information"))
    assert [text for _, text in found[start + 1 : start + 9]] == block.split("\n")[1:]


def test_the_page_that_a_republisher_appends_names_no_author() -> None:
    block = "Author Contact Information\nJane Q. Doe\nSpecialist in Rivers\n\nEveryCRSReport.com\n" + set_page(prose(3))
    found = told(elements(f"A Title\nMay 1, 2014\n{BODY}\n\n{block}\n"))
    assert [text for kind, text in found if kind is None] == ["May 1, 2014", "Jane Q. Doe", "Specialist in Rivers"]
