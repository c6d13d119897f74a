"""The catalogue is sensitive: an outsider's map shows cameras only inside a running grant's area."""

import math
from typing import Any

import mapbox_vector_tile
import msgspec
import pytest

from tests.journeys.client import District, Json, Person
from tests.journeys.places import DONGSEON, GIREUM1, JANGWI

ZOOM = 15


def tile_of(lat: float, lon: float) -> tuple[int, int]:
    side = 2**ZOOM
    y = (1 - math.asinh(math.tan(math.radians(lat))) / math.pi) / 2 * side
    return int((lon + 180) / 360 * side), int(y)


async def cameras_at(person: Person, place: tuple[float, float]) -> set[str]:
    """Cameras on the nine tiles around a place, as this person's map shows them."""
    middle = tile_of(*place)
    found: set[str] = set()
    for x in range(middle[0] - 1, middle[0] + 2):
        for y in range(middle[1] - 1, middle[1] + 2):
            status, body = await person.get(f"/api/map/tiles/{ZOOM}/{x}/{y}")
            assert status == 200
            layers = mapbox_vector_tile.decode(body) if body else {}
            found |= names_in(layers)
    return found


def names_in(layers: dict[str, Any]) -> set[str]:
    features = layers.get("cameras", {"features": []})["features"]
    return {feature["properties"].get("camera_id", "a count") for feature in features}


@pytest.mark.parametrize("name", ["seongbuk-room", "jongam-room", "car31", "fire-room"])
async def test_without_a_call_an_outsider_sees_no_camera(district: District, name: str) -> None:
    outsider = await district.person(name)
    for place in (GIREUM1, DONGSEON, JANGWI):
        assert await cameras_at(outsider, place) == set()


@pytest.mark.parametrize("name", ["operator", "lead"])
async def test_the_centres_own_people_see_every_camera(district: District, name: str) -> None:
    seen = await cameras_at(await district.person(name), GIREUM1)
    assert len(seen) > 100
    assert "a count" not in seen


async def test_a_running_grant_shows_its_area_to_those_it_was_lent_to_and_no_longer(
    district: District,
) -> None:
    feed = await district.feed("seongbuk-room")
    outsiders = {
        name: await district.person(name)
        for name in ("seongbuk-room", "car31", "jongam-room", "car41", "fire-room")
    }
    everything = await cameras_at(await district.person("operator"), GIREUM1)
    call, answer = await district.police.call("ROBBERY", "C0", GIREUM1, units=("순31",))
    seen = {name: await cameras_at(person, GIREUM1) for name, person in outsiders.items()}
    lent = {camera["camera_id"] for camera in answer["cameras"]}
    assert lent <= seen["seongbuk-room"] < everything
    assert seen["car31"] == seen["seongbuk-room"]
    assert seen["jongam-room"] == seen["car41"] == seen["fire-room"] == set()
    assert await within(district, seen["seongbuk-room"], 300)
    assert await cameras_at(outsiders["seongbuk-room"], JANGWI) == set()
    await call.send("CLOSE")
    await feed.incident(call.number, lambda v: v["state"] == "closed")
    assert await cameras_at(outsiders["seongbuk-room"], GIREUM1) == set()


async def within(district: District, camera_ids: set[str], metres: float) -> bool:
    """Whether all of them stand that near to the scene, by the registry's own books."""
    query = "SELECT camera_id, s.lat, s.lon FROM cameras JOIN sites s USING (site_id)"
    places = {row[0]: (row[1], row[2]) for row in district.node.rows(query)}
    east = math.cos(math.radians(GIREUM1[0]))
    far = (
        111_195 * math.hypot(lat - GIREUM1[0], (lon - GIREUM1[1]) * east)  # type: ignore[operator]
        for lat, lon in (places[one] for one in camera_ids)
    )
    return max(far) <= metres * 1.01


async def test_a_cut_grant_shows_nothing_on_the_map(district: District) -> None:
    feed, operator = await district.feed("seongbuk-room"), await district.person("operator")
    call, _ = await district.police.call("ROBBERY", "C0", GIREUM1)
    grant_id = (await feed.lending(call.number, "active"))["grant_id"]
    assert await operator.post(f"/api/grants/{grant_id}/withdraw") == 204
    assert await cameras_at(await district.person("seongbuk-room"), GIREUM1) == set()


async def test_everybody_learns_how_many_cameras_a_dong_has_and_nobody_without_an_account(
    district: District,
) -> None:
    status, body = await (await district.person("car31")).get("/api/map/areas")
    assert status == 200
    features: list[Json] = msgspec.json.decode(body)["features"]
    assert len(features) == 20
    assert sum(feature["properties"]["cameras"] for feature in features) > 3000
    stranger = Person(district.node, district.session, "")
    for path in ("/api/map/areas", f"/api/map/tiles/{ZOOM}/1/1", "/api/incidents", "/api/audit"):
        assert (await stranger.get(path))[0] == 401
    outsider = await district.person("seongbuk-room")
    for path in ("/api/registry/cameras", "/api/registry/counts", "/api/audit"):
        assert (await outsider.get(path))[0] == 403
