"""Boxes."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crsparse.geometry import Box, overlap_x, overlap_y, rounded, union

NUMBERS = st.floats(-1000, 1000)
BOXES = st.tuples(NUMBERS, NUMBERS, NUMBERS, NUMBERS).map(
    lambda b: (min(b[0], b[2]), min(b[1], b[3]), max(b[0], b[2]), max(b[1], b[3]))
)


def test_union() -> None:
    assert union([(1, 2, 3, 4), (0, 3, 2, 9)]) == (0, 2, 3, 9)
    with pytest.raises(ValueError, match="unpack"):
        union([])


def test_rounded_to_a_tenth() -> None:
    assert rounded((72.04, 90.55, 540.0, 101.26)) == (72.0, 90.5, 540.0, 101.3)


def test_zero_has_no_sign() -> None:
    assert [math.copysign(1, value) for value in rounded((-0.01, -0.0, 0.0, -0.04))] == [1, 1, 1, 1]


def test_overlap() -> None:
    a: Box = (0, 0, 10, 10)
    assert (overlap_x(a, (5, 20, 15, 30)), overlap_y(a, (5, 20, 15, 30))) == (5, -10)
    assert (overlap_x(a, (20, 5, 30, 15)), overlap_y(a, (20, 5, 30, 15))) == (-10, 5)
    assert overlap_x(a, (2, 0, 4, 1)) == 2
    assert overlap_x(a, (10, 0, 12, 1)) == 0


@given(BOXES, BOXES)
def test_union_holds_both_and_overlap_is_even(a: Box, b: Box) -> None:
    whole = union([a, b])
    assert all(whole[i] <= min(a[i], b[i]) and whole[i + 2] >= max(a[i + 2], b[i + 2]) for i in (0, 1))
    assert overlap_x(a, b) == overlap_x(b, a)
    assert overlap_y(a, b) == overlap_y(b, a)
    assert overlap_x(whole, a) == a[2] - a[0]
