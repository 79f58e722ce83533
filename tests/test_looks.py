"""Looks: the style that most of a text has."""

import pytest

from crsparse.elements import Run
from crsparse.looks import UNKNOWN, Look, family, look_of


def test_one_run() -> None:
    assert look_of((Run("Rain", 12.0, "PalatinoLinotype-Bold", bold=True, color=0x1F497D),)) == Look(
        12.0, "PalatinoLinotype", True, False, 0x1F497D
    )


def test_most_characters_decide() -> None:
    runs = (Run("Doe v. Roe", 12.0, italic=True), Run(" and what follows from it", 12.0))
    assert not look_of(runs).italic
    assert look_of(runs[:1]).italic


def test_equal_styles_count_together() -> None:
    runs = (Run("rain ", 12.0), Run("falls on", 12.0, italic=True), Run(" the basin", 12.0))
    assert not look_of(runs).italic


def test_raised_and_lowered_text_does_not_count() -> None:
    assert look_of((Run("Rain", 12.0), Run("12, 13, 14, 15", 7.0, superscript=True))).size == 12.0
    assert look_of((Run("Rain", 12.0), Run("12, 13, 14, 15", 7.0, subscript=True))).size == 12.0


def test_of_equal_parts_the_first() -> None:
    assert look_of((Run("rain", 12.0), Run("snow", 9.0))).size == 12.0
    assert look_of((Run("rain", 9.0), Run("snow", 12.0))).size == 9.0


@pytest.mark.parametrize(("size", "rounded"), [(11.04, 11.0), (10.98, 11.0), (12.46, 12.5), (0.0, 0.0)])
def test_sizes_are_rounded_to_half_points(size: float, rounded: float) -> None:
    assert look_of((Run("Rain", size),)).size == rounded


def test_no_text() -> None:
    assert look_of(()) == UNKNOWN == Look()


@pytest.mark.parametrize(
    ("font", "name"),
    [
        ("TimesNewRomanPS-BoldItalicMT", "TimesNewRoman"),
        ("TimesNewRomanPSMT", "TimesNewRoman"),
        ("TimesNewRoman,Bold", "TimesNewRoman"),
        ("GillSansMT-Bold", "GillSans"),
        ("PalatinoLinotype-Roman", "PalatinoLinotype"),
        ("Calibri", "Calibri"),
        ("Carlito-Bold", "Calibri"),
        ("Liberation-Serif-Bold", "TimesNewRoman"),
        ("Noto-Serif", "NotoSerif"),
        ("Bold", "Bold"),
        ("", ""),
    ],
)
def test_families(font: str, name: str) -> None:
    assert family(font) == name
