"""Coarse colour names of clothing: thirteen words by lightness, chroma and hue in CIELAB (CIE 15:2018).

Nothing else of a person is described: no face, sex, age, gait or build."""

from enum import StrEnum

import numpy as np
from numpy.typing import NDArray


class Colour(StrEnum):
    """The words of 인상착의 that a picture can show; a pattern it cannot."""

    BLACK = "black"
    WHITE = "white"
    GREY = "grey"
    RED = "red"
    ORANGE = "orange"
    YELLOW = "yellow"
    GREEN = "green"
    BLUE = "blue"
    NAVY = "navy"
    PURPLE = "purple"
    PINK = "pink"
    BROWN = "brown"
    BEIGE = "beige"


COLOURS: tuple[Colour, ...] = tuple(Colour)
_PLACE = {one: place for place, one in enumerate(COLOURS)}
_TO_XYZ = np.array(
    [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]], np.float32
)
"""sRGB with D65 (IEC 61966-2-1)."""
_WHITE = _TO_XYZ.sum(axis=1)
_GREYISH = 11.0
"""Chroma below which nobody names a hue; a dark cloth needs less of it to look black."""
# hue in degrees from which on the word is another one: red, orange, yellow, green, blue, purple, pink, red again
_HUES = (
    (40.0, Colour.RED),
    (72.0, Colour.ORANGE),
    (105.0, Colour.YELLOW),
    (195.0, Colour.GREEN),
    (302.0, Colour.BLUE),
    (330.0, Colour.PURPLE),
    (352.0, Colour.PINK),
    (360.1, Colour.RED),
)
_ENDS = np.array([end for end, _ in _HUES], np.float32)
_WORDS = np.array([_PLACE[word] for _, word in _HUES], np.int8)


def to_lab(pixels: NDArray[np.uint8]) -> NDArray[np.float32]:
    """(…, 3) sRGB → (…, 3) L 0..100, a, b."""
    share = pixels.astype(np.float32) / 255.0
    linear = np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)
    xyz = (linear @ _TO_XYZ.T) / _WHITE
    root = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    x, y, z = root[..., 0], root[..., 1], root[..., 2]
    lab: NDArray[np.float32] = np.stack(
        [116 * y - 16, 500 * (x - y), 200 * (y - z)], axis=-1
    ).astype(np.float32)
    return lab


def named(lab: NDArray[np.float32]) -> NDArray[np.int8]:
    """(n, 3) → (n,) places in `COLOURS`."""
    light, chroma = lab[:, 0], np.hypot(lab[:, 1], lab[:, 2])
    hue = np.degrees(np.arctan2(lab[:, 2], lab[:, 1])) % 360.0
    word: NDArray[np.int8] = _WORDS[
        np.searchsorted(_ENDS, hue, side="right").clip(max=len(_WORDS) - 1)
    ].copy()
    warm = (hue > 20) & (hue < 110)
    word[(light < 32) & (word == _PLACE[Colour.BLUE])] = _PLACE[Colour.NAVY]
    word[warm & (light < 52) & (chroma < 42)] = _PLACE[Colour.BROWN]
    word[warm & (light >= 52) & (chroma < 30)] = _PLACE[Colour.BEIGE]
    reddish = (hue >= 352) | (hue < 40)
    word[reddish & (light >= 62) & (chroma < 52)] = _PLACE[Colour.PINK]
    grey = chroma < np.where(light < 30, _GREYISH + 1, _GREYISH)
    word[grey] = _PLACE[Colour.GREY]
    word[grey & (light < 28)] = _PLACE[Colour.BLACK]
    word[(light < 13) & (chroma < 18)] = _PLACE[Colour.BLACK]
    word[grey & (light > 78)] = _PLACE[Colour.WHITE]
    return word
