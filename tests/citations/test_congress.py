"""The Congress of a bill: printed beside it, told by a year, told by the date, or by the address behind it."""

import pytest

from crsparse.citations import Anchor, Context, find
from crsparse.citations.congress import congress_of_year, congress_on, ordinal

PRINTED, INFERRED = False, True


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the Vote Act (H.R. 155, 119th Congress)", [(119, PRINTED)]),
        ("H.R. 3295, 107th Cong., 1st sess.", [(107, PRINTED)]),
        ("Section 404 of S.Con.Res. 13 [111th Congress]", [(111, PRINTED)]),
        ("the Secure Act (H.R. 6663/S. 2261) in the 115th Congress", [(115, PRINTED), (115, PRINTED)]),
        ("(H.R. 2722/S. 2053 /S. 2238; 116th Congress)", [(116, PRINTED)] * 3),
        ("Secure Act (115th Congress; H.R. 6663/S. 2593, §7)", [(115, PRINTED)] * 2),
        (
            "(e.g., S. 1394 and H.R. 2894, 118th Congress; S. 4113, 119th Congress)",
            [(118, PRINTED)] * 2 + [(119, PRINTED)],
        ),
        ("(115th Congress, H.R. 1; 116th Congress, H.R. 2)", [(115, PRINTED), (116, PRINTED)]),
        ("Appropriations (H.R. 2764; P.L. 110-161)", [(110, PRINTED)]),
        ("the infrastructure law, H.R. 3684 (P.L. 117-58)", [(117, PRINTED)]),
        ("Consolidated Appropriations Act (P.L. 117-328; H.R. 2617)", [(117, PRINTED)]),
        ("the 118th Congress’s Elections (ACE) Act (H.R. 4563)", [(118, PRINTED)]),
        ("In the 117th Congress, the House passed the Ink Act (H.R. 9).", [(117, PRINTED)]),
        ("H.R. 6663 was introduced in the 115th Congress.", [(115, PRINTED)]),
        ("The 117th Congress ended. The House passed H.R. 9.", [(119, INFERRED)]),
        ("The 117th Congress let it die in committee. H.R. 9 would revive it.", [(119, INFERRED)]),
        ("H.R. 9 is similar to a bill introduced in the 115th Congress.", [(119, INFERRED)]),
        ("H.R. 7458, 117th Congress, failed; H.R. 29 would not", [(117, PRINTED), (119, INFERRED)]),
        ("In the 116th Congress, H.R. 1 [115th Congress] and H.R. 2", [(115, PRINTED), (116, PRINTED)]),
        ("rejected H.R. 1947 in the 113th Congress, and later adopted H.R. 2642", [(113, PRINTED)] * 2),
        (
            "Bills in the 116th Congress (H.R. 7575; S. 3591) preceded H.R. 29.",
            [(116, PRINTED)] * 2 + [(119, INFERRED)],
        ),
        ("In the 118th Congress (2023-2024), the Ink Act (H.R. 9) failed.", [(118, PRINTED)]),
        ("H.R. 925, as amended, in the 116th Congress,", [(116, PRINTED)]),
        ("Like bills in the 115th Congress, H.R. 9 would", [(119, INFERRED)]),
        ("Security Assistance Act of 2019 (H.R. 3412)", [(116, INFERRED)]),
        ("In the 116th Congress, the Assistance Act of 2019 (H.R. 3412)", [(116, PRINTED)]),
        ("Government Appropriations Act, 2023 (H.R. 8254)", [(117, INFERRED)]),
        ("a bill to amend the Trade Act of 1974 (H.R. 735)", [(119, INFERRED)]),
        ("under the Trade Act of 1974 (e.g., H.R. 735)", [(119, INFERRED)]),
        ("the Trade Reform Act of 2005, H.R. 2795.", [(109, INFERRED)]),
        ("H.R. 9 would repeal it. See the Carbon Act of 2019 (H.R. 5)", [(119, INFERRED), (116, INFERRED)]),
        ("S. 399 (118th) and S. 5", [(118, PRINTED), (119, INFERRED)]),
        ("In the 116th Congress, S. 287, and in the 115th, S. 3013", [(116, PRINTED), (115, PRINTED)]),
        ("Two were similar, as was, in the 115th Congress, S. 3013", [(115, PRINTED)]),
        ("in the 115th Street building, S. 5", [(119, INFERRED)]),
        ("S. 2610, 116th Cong.; S.J. Res. 52", [(116, PRINTED), (119, INFERRED)]),
        ("(50th), S. 5", [(119, INFERRED)]),
        ("H.R. 735", [(119, INFERRED)]),
    ],
)
def test_congress_from_text(text: str, expected: list[tuple[int, bool]]) -> None:
    found = find(text, Context(publication_date="2026-04-15"))
    bills = [(bill.congress, bill.congress_inferred) for bill in found if bill.kind == "bill"]
    assert bills == expected


@pytest.mark.parametrize(
    ("date", "number"),
    [
        ("2026-11-23", 119),
        ("2025-01-03", 119),
        ("2025-01-02", 118),
        ("2024-01-02", 118),
        ("1973-01-03", 93),
        ("1700-01-01", None),
    ],
)
def test_congress_from_date(date: str, number: int | None) -> None:
    assert congress_on(date) == number


def test_the_address_behind_a_bill_tells_its_congress() -> None:
    text = "The bill (S. 194) would"
    anchor = Anchor(10, 16, "http://www.congress.gov/cgi-lis/bdquery/z?d118:S.194:")
    assert text[anchor.start : anchor.end] == "S. 194"
    (bill,) = find(text, Context("2026-04-15", None, (anchor,)))
    assert (bill.id, bill.congress_inferred, bill.origin) == ("/us/bill/118/s/194", False, "text")


def test_the_address_of_another_bill_tells_nothing() -> None:
    anchor = Anchor(10, 16, "http://www.congress.gov/cgi-lis/bdquery/z?d118:S.195:")
    (bill,) = find("The bill (S. 194) would", Context("2026-04-15", None, (anchor,)))
    assert (bill.id, bill.congress_inferred) == ("/us/bill/119/s/194", True)


def test_ordinals() -> None:
    assert [ordinal(number) for number in (93, 101, 102, 103, 111, 112, 113, 121)] == (
        ["93rd", "101st", "102nd", "103rd", "111th", "112th", "113th", "121st"]
    )


def test_first_congress() -> None:
    assert [congress_of_year(year) for year in (1788, 1789, 1790, 1791)] == [None, 1, 1, 2]
