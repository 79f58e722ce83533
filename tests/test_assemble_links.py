"""Links: kinds, and where internal ones lead."""

import pytest

from crsparse.assemble.links import Targets
from crsparse.drafts import BlockDraft
from crsparse.elements import Anchor, Destination, Placement
from crsparse.inline import LinkSpan


def block(page: int, top: float, *names: str) -> BlockDraft:
    return BlockDraft("paragraph", 0, "body", placements=(Placement(page, (72.0, top, 540.0, top + 13)),), names=names)


TARGETS = Targets(
    [("b1", block(1, 100.0)), ("b2", block(1, 300.0, "_Toc1")), ("b3", block(1, 316.0)), ("b4", block(2, 100.0))],
    {"fn7": 7},
)


def kind(href: str | None, destination: Destination | None = None) -> str:
    return TARGETS.link(LinkSpan(0, 1, Anchor(1, href, destination))).kind


# --- kinds ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "href",
    [
        "https://crsreports.congress.gov/product/pdf/R/R49999",
        "https://www.congress.gov/crs-product/IN99999",
        "https://www.congress.gov/crs_external_products/R/PDF/R49999/R49999.2.pdf",
        "http://www.crs.gov/Reports/R49999",
        "HTTPS://CRSREPORTS.CONGRESS.GOV/product/pdf/IF/IF99999",
    ],
)
def test_crs_products(href: str) -> None:
    assert kind(href) == "crs"


@pytest.mark.parametrize(
    "href",
    [
        "https://www.congress.gov/bill/119th-congress/house-bill/1",
        "https://crsreports.congress.gov/",
        "https://rain.example/?to=https://www.congress.gov/crs-product/IN99999",
    ],
)
def test_other_addresses(href: str) -> None:
    assert kind(href) == "external"


def test_mail_internal_and_hidden() -> None:
    assert kind("mailto:aexample@crs.loc.gov") == "mail"
    assert kind("MAILTO:aexample@crs.loc.gov") == "mail"
    assert kind(None, Destination(1, 100.0)) == "internal"
    assert kind(None) == "unknown"


def test_a_link_keeps_its_place_and_address() -> None:
    link = TARGETS.link(LinkSpan(3, 9, Anchor(1, "https://rain.example/A")))
    assert (link.start, link.end, link.href, link.target) == (3, 9, "https://rain.example/A", None)


# --- targets ----------------------------------------------------------------------------------------------------------


def test_by_name() -> None:
    assert TARGETS.resolve(Destination(None, None, "_Toc1")) == "b2"
    assert TARGETS.resolve(Destination(None, None, "fn7")) == "fn7"


def test_a_name_comes_before_a_place() -> None:
    assert TARGETS.resolve(Destination(2, 100.0, "_Toc1")) == "b2"


def test_an_unknown_name_with_a_place_leads_to_the_place() -> None:
    assert TARGETS.resolve(Destination(2, 90.0, "_Toc9")) == "b4"


@pytest.mark.parametrize(
    ("page", "top", "target"),
    [
        (1, 90.0, "b1"),  # right above
        (1, 110.0, "b1"),  # a little below its top: Word points at the first line
        (1, 150.0, "b2"),  # the next one below
        (1, 300.0, "b2"),
        (1, 310.0, "b2"),
        (1, 330.0, "b3"),
        (1, 700.0, None),  # below all
        (2, 90.0, "b4"),
        (3, 90.0, None),
    ],
)
def test_by_place(page: int, top: float, target: str | None) -> None:
    assert TARGETS.resolve(Destination(page, top)) == target


def test_a_page_alone_leads_nowhere() -> None:
    assert TARGETS.resolve(Destination(1)) is None
    assert TARGETS.resolve(Destination(None, None, "_Toc9")) is None


def test_an_internal_link_has_its_target() -> None:
    assert TARGETS.link(LinkSpan(0, 1, Anchor(1, None, Destination(2, 90.0)))).target == "b4"
