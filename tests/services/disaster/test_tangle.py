"""An alert that is no area but work: put together it would hold everybody up for minutes, so it is counted before."""

from random import Random

import pytest
from shapely.geometry import box

from bongsu.kernel.failures import Invalid
from bongsu.services.disaster.cap.alert import CapArea, Circle, Ring
from bongsu.services.disaster.clip import clip
from bongsu.services.disaster.tangle import MOST_CROSSINGS, MOST_SHAPES, check_together
from tests.services.disaster.alerts import alert, area, info
from tests.services.disaster.rooms import Rooms
from tests.services.disaster.test_clip import DISTRICT, EAST, WEST

FIELD = "alert/info/area/polygon"


def scribble(corners: int, wide: float = 0.02, seed: int = 1) -> Ring:
    """Corners anywhere in the district: nearly each line crosses each other."""
    where = Random(seed)
    found = [
        (37.6 + where.uniform(-wide, wide), 127.02 + where.uniform(-wide, wide))
        for _ in range(corners)
    ]
    return (*found, found[0])


def drawn(*rings: Ring) -> list[CapArea]:
    return [CapArea(description="", polygons=rings)]


def refused(areas: list[CapArea]) -> str:
    with pytest.raises(Invalid) as no:
        clip(areas, DISTRICT)
    assert no.value.field == FIELD
    return no.value.detail


def test_a_scribble_is_refused_before_it_is_repaired() -> None:
    assert "crosses itself" in refused(drawn(scribble(490)))


def test_a_border_that_crosses_itself_now_and_then_is_repaired_as_ever() -> None:
    bow = ((37.595, 127.005), (37.605, 127.015), (37.605, 127.005), (37.595, 127.015))
    assert clip(drawn((*bow, bow[0])), DISTRICT).area is not None


def test_many_borders_that_cross_one_another_are_refused() -> None:
    assert "cross one another" in refused(drawn(*(scribble(3, seed=one) for one in range(700))))


def test_more_areas_than_an_alert_has_are_refused() -> None:
    tiny = (scribble(3, wide=1e-4, seed=one) for one in range(MOST_SHAPES + 1))
    assert str(MOST_SHAPES) in refused(drawn(*tiny))


def test_more_points_than_all_borders_of_a_country_have_are_refused() -> None:
    discs = tuple(Circle(37.6, 127.0 + at / 1000, 0.01) for at in range(700))
    assert "points" in refused([CapArea(description="", circles=discs)])


def test_the_same_area_said_in_each_language_is_one() -> None:
    one = drawn(scribble(3))
    assert clip(one * 400, DISTRICT) == clip(one, DISTRICT)


def test_a_district_named_a_thousand_times_is_one() -> None:
    codes = tuple(("11", one.code) for one in (WEST, EAST))
    once = [CapArea(description="", geocodes=codes)]
    often = [CapArea(description="", geocodes=codes * 500)]
    assert clip(often, DISTRICT) == clip(once, DISTRICT)


def test_what_lies_side_by_side_is_no_tangle() -> None:
    check_together([box(at / 100, 0.0, (at + 1) / 100, 1.0) for at in range(400)])
    assert MOST_CROSSINGS > 0


async def test_the_sender_is_told_the_element_and_the_room_that_it_came(rooms: Rooms) -> None:
    corners = " ".join(f"{lat:.5f},{lon:.5f}" for lat, lon in scribble(490))
    answer = await rooms.warn(alert("KR.KMA.1", info(areas=area(corners))))
    assert (answer.status_code, answer.json()["field"]) == (400, FIELD)
    assert await rooms.incidents() == []
    (kept,) = (await rooms.read("DISASTER_ROOM", "/api/disaster/heard"))["refused"]
    assert kept["field"] == FIELD
