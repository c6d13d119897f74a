"""`/api/map` and `/api/registry` over HTTP: outsiders see marks only where and while something is lent to them."""

from datetime import date
from math import atanh, pi, radians, sin

import mapbox_vector_tile
import pytest

from bongsu.identity.people import OWN_ROLES, Role
from bongsu.kernel.geometry import Point, distance_m
from bongsu.registry.camera import Streams
from bongsu.registry.store import set_streams
from bongsu.sharing.agreements.seongbuk import SEONGBUK_2023_08
from tests.incidents.routes.calls import call, fire, grant_of
from tests.web.house import GILEUM, JONGAM, MORE, House

EVERYBODY = (*(role.value for role in Role), *MORE)
OUTSIDERS = tuple(who for who in EVERYBODY if who not in {role.value for role in OWN_ROLES})
ZOOM = 14


def tile_of(place: dict[str, float]) -> tuple[int, int]:
    x = (place["lon"] / 360 + 0.5) * 2**ZOOM
    y = (0.5 - atanh(sin(radians(place["lat"]))) / (2 * pi)) * 2**ZOOM
    return int(x), int(y)


def around() -> list[tuple[int, int]]:
    """Tiles over both scenes and everything between and beside them."""
    (west, south), (east, north) = tile_of(GILEUM), tile_of(JONGAM)
    columns = range(min(west, east) - 1, max(west, east) + 2)
    rows = range(min(south, north) - 1, max(south, north) + 2)
    return [(x, y) for x in columns for y in rows]


async def marks(house: House, who: str) -> set[str]:
    """Every camera that the tiles show to somebody, read by an independent decoder."""
    shown: set[str] = set()
    for x, y in around():
        answer = await house.ask(who, f"/api/map/tiles/{ZOOM}/{x}/{y}")
        assert answer.status_code == 200
        assert answer.headers["content-type"] == "application/vnd.mapbox-vector-tile"
        layers = mapbox_vector_tile.decode(answer.content)
        assert set(layers) <= {"cameras", "lights"}
        for feature in layers.get("cameras", {}).get("features", []):
            assert "count" not in feature["properties"]
            shown.add(feature["properties"]["camera_id"])
    return shown


def agreed(house: House, clause: str, scene: dict[str, float]) -> set[str]:
    """The cameras of a clause's area and purposes, counted by hand."""
    found = SEONGBUK_2023_08.clause(clause)
    assert found is not None
    place = Point(scene["lat"], scene["lon"])
    return {
        row.camera_id
        for row in house.catalogue.rows.values()
        if row.purpose.value in found.purposes
        and distance_m(place, Point(row.lat, row.lon)) <= found.radius_m
    }


async def test_the_centres_own_people_see_every_camera(house: House) -> None:
    for role in OWN_ROLES:
        assert await marks(house, role.value) == set(house.catalogue.rows), role


async def test_without_a_lending_nobody_outside_sees_a_camera(house: House) -> None:
    for who in OUTSIDERS:
        assert await marks(house, who) == set(), who


async def test_the_borrower_sees_its_area_and_purposes_and_nobody_else_anything(
    house: House,
) -> None:
    await call(house)
    area = agreed(house, "3.2", GILEUM)
    assert 0 < len(area) < len(house.catalogue.rows)
    for who in OUTSIDERS:
        sent = {"POLICE_ROOM", "POLICE_CAR"}
        assert await marks(house, who) == (area if who in sent else set()), who


async def test_two_bodies_of_one_call_see_their_own_clauses_area(house: House) -> None:
    await fire(house)
    assert await marks(house, "FIRE_ROOM") == agreed(house, "4.1", GILEUM)
    assert await marks(house, "DISASTER_ROOM") == agreed(house, "5.1", GILEUM)
    assert await marks(house, "FIRE_CAR") == set(), "not sent"


async def test_two_calls_show_both_areas(house: House) -> None:
    await fire(house)
    await fire(house, ext_incident_no="119-2", msg_id="m2", location={**JONGAM, "method": "GPS"})
    both = agreed(house, "4.1", GILEUM) | agreed(house, "4.1", JONGAM)
    assert await marks(house, "FIRE_ROOM") == both


async def test_what_waits_shows_nothing(house: House) -> None:
    await call(house, incident={"code": "C2"})
    assert await marks(house, "POLICE_ROOM") == set()


@pytest.mark.parametrize("end", ["close", "withdraw", "cancel"])
async def test_after_the_end_nothing_is_shown(house: House, end: str) -> None:
    incident_id = (await call(house))["incident_id"]
    assert await marks(house, "POLICE_ROOM")
    if end == "close":
        await house.ask("POLICE_ROOM", f"/api/incidents/{incident_id}/close", {})
    elif end == "withdraw":
        grant = await grant_of(house, incident_id)
        await house.ask("OPERATOR", f"/api/grants/{grant['grant_id']}/withdraw", {})
    else:
        await call(house, msg_type="CANCEL", msg_id="m2", incident=None, location=None)
    assert await marks(house, "POLICE_ROOM") == set()


async def test_time_ends_the_area_even_where_the_timer_is_late(house: House) -> None:
    incident_id = (await call(house))["incident_id"]
    clause = SEONGBUK_2023_08.clause("3.2")
    assert clause is not None
    house.clock.advance(clause.ttl_s)
    assert (await grant_of(house, incident_id))["state"] == "active", "no timer has run"
    assert await marks(house, "POLICE_ROOM") == set()


async def test_a_tile_far_out_counts_for_an_outsider_no_camera_that_it_may_not_see(
    house: House,
) -> None:
    """Cells with counts would tell of cameras as well as marks do."""
    await call(house)
    x, y = (part >> 4 for part in tile_of(GILEUM))
    totals = {}
    for who in ("OPERATOR", "POLICE_ROOM", "jongam room"):
        answer = await house.ask(who, f"/api/map/tiles/{ZOOM - 4}/{x}/{y}")
        layer = mapbox_vector_tile.decode(answer.content).get("cameras", {"features": []})
        totals[who] = sum(one["properties"].get("count", 1) for one in layer["features"])
    assert totals == {
        "OPERATOR": len(house.catalogue.rows),
        "POLICE_ROOM": len(agreed(house, "3.2", GILEUM)),
        "jongam room": 0,
    }


@pytest.mark.parametrize(
    ("tile", "field"),
    [
        ("23/0/0", "z"),
        ("-1/0/0", "z"),
        ("3/8/0", "x"),
        ("3/0/-1", "y"),
        ("3/0/99999999999999999999999", "y"),
    ],
)
async def test_a_tile_that_the_map_does_not_have_is_told_its_field(
    house: House, tile: str, field: str
) -> None:
    for who in ("OPERATOR", "POLICE_ROOM"):
        answer = await house.ask(who, f"/api/map/tiles/{tile}")
        assert (answer.status_code, answer.json()["field"]) == (400, field)


@pytest.mark.parametrize("tile", ["a/0/0", "14/0", "14/0/0.5", "14/0/0/0"])
async def test_what_is_no_tile_is_a_404(house: House, tile: str) -> None:
    assert (await house.ask("OPERATOR", f"/api/map/tiles/{tile}")).status_code == 404


async def test_areas_are_the_same_for_all_and_place_no_camera(house: House) -> None:
    bodies = {(await house.ask(who, "/api/map/areas")).content for who in EVERYBODY}
    assert len(bodies) == 1
    answer = (await house.ask("WELFARE", "/api/map/areas")).json()
    assert answer["type"] == "FeatureCollection"
    facts = [feature["properties"] for feature in answer["features"]]
    assert len(facts) == 20
    assert sum(one["cameras"] for one in facts) == len(house.catalogue.rows)
    assert "SB-" not in bodies.pop().decode()


async def test_counts_are_as_of_any_day(house: House) -> None:
    async def cameras(query: str = "") -> tuple[str, int]:
        answer = await house.ask("AUDITOR", f"/api/registry/counts{query}")
        assert answer.status_code == 200, answer.text
        return answer.json()["as_of"], answer.json()["cameras"]

    today = await cameras()
    assert today == ("2026-11-21", len(house.catalogue.rows))
    then = await cameras("?as_of=2015-01-01")
    assert then[0] == "2015-01-01"
    assert 0 <= (await cameras("?as_of=1980-01-01"))[1] <= then[1] < today[1]
    for year in range(2008, 2021):
        earlier, later = [await cameras(f"?as_of={one}-06-01") for one in (year, year + 1)]
        assert earlier[1] <= later[1]


async def test_today_is_seouls_day(house: House) -> None:
    house.clock.advance(11 * 3600)
    assert house.clock.now().date() == date(2026, 11, 21)
    answer = await house.ask("OPERATOR", "/api/registry/counts")
    assert answer.json()["as_of"] == "2026-11-22", "it is 01:10 in Seoul"


@pytest.mark.parametrize("day", ["yesterday", "2026-13-01", "2026-02-30", "9" * 40])
async def test_a_day_that_is_none_is_told_its_field(house: House, day: str) -> None:
    answer = await house.ask("OPERATOR", f"/api/registry/counts?as_of={day}")
    assert (answer.status_code, answer.json()["field"]) == (400, "as_of")


async def listed(house: House, **query: object) -> list[str]:
    asked = "&".join(f"{name}={value}" for name, value in query.items())
    answer = await house.ask("OPERATOR", f"/api/registry/cameras?{asked}")
    assert answer.status_code == 200, answer.text
    return [one["camera_id"] for one in answer.json()]


async def test_pages_hold_every_camera_once_in_order(house: House) -> None:
    codes: list[str] = []
    while page := await listed(house, limit=100, **({"after": codes[-1]} if codes else {})):
        codes += page
    assert codes == sorted(house.catalogue.rows)


async def test_a_search_is_part_of_a_code_and_never_a_pattern(house: House) -> None:
    code = sorted(house.catalogue.rows)[7]
    assert code in await listed(house, search=code.lower()[2:])
    assert await listed(house, search="SB-", limit=3) == sorted(house.catalogue.rows)[:3]
    for pattern in ("%25", "_", "S_-", "%25SB", "%5C", "'", "%22;DROP", "\U0001f525"):
        assert await listed(house, search=pattern) == [], pattern


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("limit=0", "limit"),
        ("limit=501", "limit"),
        ("limit=all", "limit"),
        (f"search={'x' * 60_000}", "search"),
        ("search=%00", "search"),
    ],
)
async def test_a_question_beyond_bounds_is_told_its_field(
    house: House, query: str, field: str
) -> None:
    answer = await house.ask("OPERATOR", f"/api/registry/cameras?{query}")
    assert (answer.status_code, answer.json()["field"]) == (400, field)


async def test_no_answer_holds_a_cameras_stream_address(house: House) -> None:
    camera = sorted(house.catalogue.rows)[0]
    secret = "rtsp://viewer:hunter2@192.0.2.9/main"
    async with house.database.work() as work:
        await set_streams(work, [Streams(camera, secret, None)])
    for path in (f"/api/registry/cameras/{camera}", "/api/registry/cameras?limit=2"):
        answer = await house.ask("OPERATOR", path)
        assert camera in answer.text
        assert "rtsp" not in answer.text
        assert "hunter2" not in answer.text
