"""Coarse colours: what anybody would call red is red, in the sun and in the shade."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bongsu.monitoring.clothing.colour import COLOURS, Colour, named, to_lab

TYPICAL = {
    Colour.BLACK: (22, 22, 24),
    Colour.WHITE: (240, 240, 238),
    Colour.GREY: (128, 128, 130),
    Colour.RED: (190, 30, 35),
    Colour.ORANGE: (235, 130, 30),
    Colour.YELLOW: (240, 215, 50),
    Colour.GREEN: (50, 130, 60),
    Colour.BLUE: (50, 100, 200),
    Colour.NAVY: (25, 32, 70),
    Colour.PURPLE: (120, 50, 150),
    Colour.PINK: (240, 150, 175),
    Colour.BROWN: (100, 65, 40),
    Colour.BEIGE: (215, 195, 165),
}


def word(red: int, green: int, blue: int) -> Colour:
    pixels = np.array([[red, green, blue]], np.uint8)
    return COLOURS[int(named(to_lab(pixels))[0])]


@pytest.mark.parametrize("colour", list(TYPICAL))
def test_what_everybody_calls_so_is_called_so(colour: Colour) -> None:
    assert word(*TYPICAL[colour]) is colour


def test_every_word_has_a_typical_colour() -> None:
    assert set(TYPICAL) == set(COLOURS)


def test_lab_is_that_of_the_standard() -> None:
    """sRGB red under D65 is L 53.2, a 80.1, b 67.2 (CIE 15:2018)."""
    lab = to_lab(np.array([[255, 0, 0], [255, 255, 255], [0, 0, 0]], np.uint8))
    assert np.allclose(lab[0], (53.24, 80.09, 67.20), atol=0.3)
    assert np.allclose(lab[1], (100, 0, 0), atol=0.3)
    assert np.allclose(lab[2], (0, 0, 0), atol=0.3)


@given(st.integers(0, 255))
def test_a_grey_is_black_grey_or_white(level: int) -> None:
    assert word(level, level, level) in {Colour.BLACK, Colour.GREY, Colour.WHITE}


@given(st.integers(0, 255), st.integers(0, 255), st.integers(0, 255))
def test_every_pixel_has_a_word(red: int, green: int, blue: int) -> None:
    assert word(red, green, blue) in COLOURS


@pytest.mark.parametrize(
    "colour", [Colour.RED, Colour.BLUE, Colour.GREEN, Colour.ORANGE, Colour.PURPLE]
)
def test_a_strong_colour_keeps_its_word_in_light_shade(colour: Colour) -> None:
    for share in (0.85, 1.0, 1.1):
        red, green, blue = (min(int(part * share), 255) for part in TYPICAL[colour])
        assert word(red, green, blue) is colour, share


def test_dark_cloth_of_a_little_blue_is_black_not_navy() -> None:
    assert word(30, 32, 38) is Colour.BLACK
