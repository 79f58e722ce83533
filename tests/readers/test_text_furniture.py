"""Running heads, feet and page numbers in text."""

import pytest

from crsparse.readers.text.furniture import furniture_rows, is_furniture, margin_of
from crsparse.readers.text.lines import Row, pages
from tests.readers.typeset import prose, set_page


def body(number: int) -> str:
    """Return the text of a page, another for each number."""
    return set_page(" ".join([f"Page {number} has text of its own.", prose(5, number)]), prose(3, number + 1))


def furniture(*sheets: str) -> list[str]:
    rows = pages("\f".join(sheets))
    return [rows[p][r].text for p, r in sorted(furniture_rows(rows))]


@pytest.mark.parametrize(
    "row",
    [
        "Congressional Research Service",
        "Congressional Research Service            12",
        "Congressional Research Service    R99999 · VERSION 2 · NEW      33",
        "https://crsreports.congress.gov",
        "<https://crsreports.congress.gov>",
        "https://crsreports.congress.gov | IF99999 · VERSION 7 · UPDATED",
        "IN99999 · VERSION 1 · NEW",
        "98-317",
        "84-82F",
        "CRS-12",
        "INSIGHTi",
        "Legal Sidebari",
        "Prepared for Members and",
        "Committees of Congress",
        "Order Code RL32837",
    ],
)
def test_what_crs_prints_on_every_product_is_furniture(row: str) -> None:
    assert is_furniture(row)


@pytest.mark.parametrize(
    "row",
    [
        "The Congressional Research Service is an agency.",
        "CRS Report R47447, Bank Capital",
        "12",
        "R48",
        "Insight and Sidebar",
    ],
)
def test_words_that_only_resemble_it_are_not(row: str) -> None:
    assert not is_furniture(row)


def test_a_running_title_is_known_by_repetition_and_by_the_first_page() -> None:
    title = "Bridges of the River Valley: A Report"
    sheets = [f"{title}\nMay 1, 2024\n\n{body(0)}", f"{title}\n\n{body(1)}\n\n1", f"{title}\n\n{body(2)}\n\n2"]
    assert furniture(*sheets) == [title, "1", title, "2"]


def test_a_row_that_repeats_but_is_no_title_is_text() -> None:
    head = "Fiscal Year Amounts"
    sheets = [f"A Title\nMay 1, 2024\n\n{body(0)}", f"{head}\n\n{body(1)}", f"{head}\n\n{body(2)}"]
    assert furniture(*sheets) == []


def test_the_title_on_the_summary_page_is_no_running_title() -> None:
    title = "Bridges of the River Valley"
    sheets = [f"{title}\nMay 1, 2024", f"SUMMARY\n\n{title}\n{body(0)}", *(f"{title}\n\n{body(n)}" for n in (1, 2))]
    assert furniture(*sheets) == [title, title]


def test_page_numbers_count_with_the_pages() -> None:
    foot = "Congressional Research Service\n\n"
    last = f"{body(4)}\n\n103\n\n{foot}4"
    sheets = [f"A Title\n\n{body(0)}", *(f"{body(n)}\n\n{foot}{n}" for n in (1, 2, 3)), last]
    assert [row for row in furniture(*sheets) if row.isdigit()] == ["1", "2", "3", "4"]


def test_a_page_number_behind_the_first_lines_is_found() -> None:
    head = "Congressional Research Service\n\n"
    sheets = [f"A Title\n\n{body(0)}", f"{head}•\n\n2\n\n{body(1)}", f"{head}3\n\n{body(2)}"]
    assert [row for row in furniture(*sheets) if row.isdigit()] == ["2", "3"]


def test_a_number_in_the_text_is_no_page_number() -> None:
    assert furniture("A Title\n\n7\n\nSome words.") == []


def test_the_foot_tells_the_margin() -> None:
    assert margin_of([Row("            Congressional Research Service      3", 3, 0)]) == 12
    assert margin_of([Row(" " * 70 + "Congressional Research Service", 1, 0)]) is None


def test_the_number_and_date_of_an_issue_brief() -> None:
    assert is_furniture("IB90078    01-24-01")
    assert not is_furniture("01-24-01")
    assert furniture("A Title\n" + body(1), "IB90078\n\n01-24-01\n" + body(2)) == ["IB90078", "01-24-01"]


def test_a_running_title_above_the_heading_of_a_summary() -> None:
    title = "Rivers of the Valley and Their Dams"
    sheets = (f"{title}: An Overview\nMay 1, 2014", f"{title}\n\nSummary\n{body(1)}", f"{title}\n\n{body(2)}")
    assert furniture(*sheets) == [title, title]


def test_the_title_again_below_the_heading_of_a_summary_is_no_furniture() -> None:
    title = "Rivers of the Valley and Their Dams"
    sheets = (f"{title}\nMay 1, 2024", f"SUMMARY\n\n{title}\n{body(1)}", f"{title}\n\n{body(2)}")
    assert furniture(*sheets) == [title]
