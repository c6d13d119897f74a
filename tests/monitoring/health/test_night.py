"""What comes at once by night and is no fault; and faults where the light makes them hard to see."""

import pytest

from bongsu.monitoring.words import Ailment
from tests.monitoring.health.street import Street, ailing


@pytest.mark.parametrize("seed", [9, 15, 40])
def test_lamps_that_go_on_in_fog_are_no_cover(seed: int) -> None:
    street = Street(seed)
    street.stage.weather = "fog"
    for tenth in range(1, 11):
        street.stage.thick = tenth / 10
        street.goes_on(3)
    street.stage.light = "lamps"
    street.goes_on(12)
    assert ailing(street.told) == []


def test_what_thick_fog_leaves_by_infrared_is_no_blur() -> None:
    street = Street(27, light="infrared", learn=70)
    street.stage.weather = "fog"
    for tenth in range(1, 11):
        street.stage.thick = tenth / 10
        street.goes_on(2)
    street.goes_on(90)
    assert ailing(street.told) == []


@pytest.mark.parametrize("seed", [1, 6, 11, 12, 21])
def test_fog_that_comes_in_a_minute_by_infrared_is_no_blur_and_no_turned_camera(seed: int) -> None:
    street = Street(seed, light="infrared")
    street.stage.weather = "fog"
    for tenth in range(1, 11):
        street.stage.thick = tenth / 10
        street.goes_on(1)
    street.goes_on(12)
    assert ailing(street.told) == []


def test_a_lorry_that_stops_before_an_infrared_camera_is_no_blur() -> None:
    street = Street(22, light="infrared")
    street.stage._lorry = [22.0, 0.1, 0.45, 90.0]
    street.goes_on(30)
    assert ailing(street.told) == []


@pytest.mark.parametrize("seed", [27, 34])
def test_a_blur_by_infrared_that_leaves_no_edge_is_no_fog(seed: int) -> None:
    street = Street(seed, light="infrared")
    street.goes_on(3)
    assert ailing(street.breaks("blurred")) == [Ailment.BLURRED]


def test_a_blur_is_told_where_the_picture_is_between_night_and_day() -> None:
    street = Street(6, light="lamps", mean=35.0)
    assert ailing(street.breaks("blurred")) == [Ailment.BLURRED]


@pytest.mark.parametrize("seed", [5, 10])
def test_a_cover_brighter_than_the_night_is_told_before_the_first_day(seed: int) -> None:
    street = Street(seed, light="lamps")
    assert ailing(street.told) == []
    assert ailing(street.breaks("covered")) == [Ailment.COVERED]


@pytest.mark.parametrize("seed", [8, 13, 17, 22, 38])
def test_a_lorry_that_stops_in_fog_is_no_turned_camera(seed: int) -> None:
    street = Street(seed, light="infrared")
    street.stage.weather = "fog"
    for tenth in range(1, 10):
        street.stage.thick = tenth / 10
        street.goes_on(4)
    street.stage._lorry = [22.0, 0.1, 0.45, 60.0]
    street.goes_on(20)
    assert ailing(street.told) == []
