"""Clothes of one person: the ground beside them counts for nothing, infrared shows no colour, and too little is nothing."""

import numpy as np
import pytest
from numpy.typing import NDArray

from bongsu.monitoring.clothing.clothes import UNSEEN, Clothes, Shares, clothes_of
from bongsu.monitoring.clothing.colour import COLOURS, Colour
from bongsu.monitoring.clothing.light import Light
from tests.monitoring.clothing.test_colour import TYPICAL

HIGH, WIDE = 234, 416
BOX = (0.45, 0.3, 0.53, 0.7)


def street(level: int = 120) -> NDArray[np.uint8]:
    """A road with a stripe of grass, so that it is not infrared."""
    picture = np.full((HIGH, WIDE, 3), level, np.uint8)
    picture[:40] = (70, 130, 60)
    return picture


def somebody(
    picture: NDArray[np.uint8], upper: tuple[int, int, int], lower: tuple[int, int, int]
) -> NDArray[np.uint8]:
    _, top, _, bottom = BOX
    rows, columns = slice(int(top * HIGH), int(bottom * HIGH)), slice(188, 218)
    middle = int((top + (bottom - top) * 0.5) * HIGH)
    picture[rows, columns] = lower
    picture[rows.start : middle, columns] = upper
    return picture


def best(shares: Shares | None) -> Colour:
    assert shares is not None
    return COLOURS[int(np.argmax(shares))]


def worn(picture: NDArray[np.uint8], box: tuple[float, float, float, float] = BOX) -> Clothes:
    return clothes_of(picture, box, Light.of(picture))


@pytest.mark.parametrize("upper", list(TYPICAL))
def test_each_half_has_its_colour(upper: Colour) -> None:
    lower = Colour.BLUE if upper is not Colour.BLUE else Colour.BROWN
    seen = worn(somebody(street(160), TYPICAL[upper], TYPICAL[lower]))
    assert best(seen.upper) is upper
    assert best(seen.lower) is lower


def test_shares_add_up() -> None:
    seen = worn(somebody(street(), TYPICAL[Colour.RED], TYPICAL[Colour.BLACK]))
    assert seen.upper is not None
    assert len(seen.upper) == len(COLOURS)
    assert sum(seen.upper) == pytest.approx(1.0, abs=0.01)


def test_the_ground_beside_somebody_is_not_their_clothes() -> None:
    picture = somebody(street(160), TYPICAL[Colour.RED], TYPICAL[Colour.NAVY])
    # legs apart: half of the lower band is road
    picture[int(0.5 * HIGH) : int(0.7 * HIGH), 196:210] = 160
    assert best(worn(picture).lower) is Colour.NAVY


def test_grey_before_grey_is_grey() -> None:
    assert best(worn(somebody(street(128), (128, 128, 128), (20, 20, 20))).upper) is Colour.GREY


def test_a_far_person_is_more_background_than_cloth() -> None:
    picture = somebody(street(), TYPICAL[Colour.RED], TYPICAL[Colour.BLACK])
    assert worn(picture, (0.45, 0.3, 0.47, 0.4)) == UNSEEN


def test_who_is_cut_by_the_edge_is_not_judged() -> None:
    picture = somebody(street(), TYPICAL[Colour.RED], TYPICAL[Colour.BLACK])
    assert worn(picture, (0.45, 0.6, 0.53, 1.0)) == UNSEEN
    assert worn(picture, (0.45, 0.0, 0.53, 0.4)) == UNSEEN


def test_infrared_shows_no_colour() -> None:
    rng = np.random.default_rng(3)
    grey = rng.integers(0, 255, (HIGH, WIDE, 1), np.uint8)
    picture = np.repeat(grey, 3, axis=2)
    assert Light.of(picture).is_infrared
    assert worn(picture) == UNSEEN


def test_a_day_is_not_taken_for_infrared() -> None:
    assert not Light.of(street()).is_infrared


def test_an_empty_picture_is_infrared_and_no_fault() -> None:
    assert Light.of(np.empty((0, 0, 3), np.uint8)).is_infrared


def test_a_sodium_lamp_does_not_paint_white_orange() -> None:
    picture = somebody(street(200), (235, 235, 232), TYPICAL[Colour.BLACK]).astype(np.float32)
    tinted = (picture * (1.0, 0.92, 0.78)).clip(0, 255).astype(np.uint8)
    seen = worn(tinted)
    assert best(seen.upper) in {Colour.WHITE, Colour.BEIGE}


@pytest.mark.parametrize(
    "box", [(0.5, 0.3, 0.5, 0.7), (0.53, 0.3, 0.45, 0.7), (-0.1, 0.3, 0.02, 0.7)]
)
def test_odd_boxes_are_no_fault(box: tuple[float, float, float, float]) -> None:
    worn(street(), box)
