"""The product: number, type and version, from what several places say."""

import pytest

from crsparse.assemble.product import in_filename, product_of
from crsparse.drafts import Facts
from crsparse.elements import Profile
from crsparse.model import Product


def product(*facts: Facts, filename: str = "") -> Product:
    return product_of(facts, Profile("application/pdf", "pdfium", filename))


@pytest.mark.parametrize(
    ("number", "kind", "prefix"),
    [
        ("R49999", "report", "R"),
        ("RL39999", "report", "RL"),
        ("RS29999", "report", "RS"),
        ("IF99999", "in_focus", "IF"),
        ("IN99999", "insight", "IN"),
        ("LSB99999", "legal_sidebar", "LSB"),
        ("IB99999", "issue_brief", "IB"),
        ("TE99999", "testimony", "TE"),
        ("IG99999", "infographic", "IG"),
        ("MG99999", "memorandum", "MG"),
        ("98-317", "report", None),
        ("84-82F", "report", None),
        ("WPD00099", "other", "WPD"),
    ],
)
def test_the_type_follows_from_the_number(number: str, kind: str, prefix: str | None) -> None:
    made = product(Facts(product_id=number))
    assert (made.id, made.type, made.number_prefix) == (number, kind, prefix)
    assert made.url == f"https://www.congress.gov/crs-product/{number}"


def test_without_number_it_is_unknown() -> None:
    made = product(Facts(title="Rain"))
    assert (made.id, made.type, made.number_prefix, made.url) == (None, "unknown", None, None)


def test_the_version_line_s_number_comes_first() -> None:
    facts = [
        Facts(product_id="R41111"),
        Facts(product_id="R41111"),
        Facts(product_id="R49999", version=3, status="updated"),
    ]
    made = product(*facts)
    assert (made.id, made.version, made.status) == ("R49999", 3, "updated")


def test_else_the_number_printed_most_often() -> None:
    made = product(Facts(product_id="R41111"), Facts(product_id="R49999"), Facts(product_id="R49999"))
    assert (made.id, made.version, made.status) == ("R49999", None, None)


def test_of_numbers_printed_equally_often_the_first() -> None:
    assert product(Facts(product_id="R49999"), Facts(product_id="R41111")).id == "R49999"


def test_a_version_line_without_number() -> None:
    made = product(Facts(product_id="R49999"), Facts(version=2, status="new"))
    assert (made.id, made.version) == ("R49999", 2)


def test_the_file_name_is_asked_last() -> None:
    assert product(filename="R49999.2.pdf").id == "R49999"
    assert product(Facts(product_id="R41111"), filename="R49999.2.pdf").id == "R41111"
    assert product(filename="R49999.2.pdf").version is None, "a version is only what is printed"


@pytest.mark.parametrize(
    ("name", "number", "version"),
    [
        ("R49999.2.pdf", "R49999", 2),
        ("IN99999.v1.pdf", "IN99999", 1),
        ("IF99999_4.txt", "IF99999", 4),
        ("98-317.v22.pdf", "98-317", 22),
        ("84-82F.pdf", "84-82F", None),
        ("IN99999.txt", "IN99999", None),
        ("RL39999-copy.pdf", "RL39999", None),
    ],
)
def test_file_names(name: str, number: str, version: int | None) -> None:
    assert in_filename(name) == (number, version)


@pytest.mark.parametrize("name", ["rain.pdf", "-", "", "R49999x.pdf", "my-R49999.pdf", "2026-05-04.pdf"])
def test_file_names_that_tell_nothing(name: str) -> None:
    assert in_filename(name) == (None, None)
