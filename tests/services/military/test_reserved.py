"""Cameras on the army's no-show list: hidden from everybody but the head, and the army's room inside a running order."""

from dataclasses import replace
from itertools import product
from typing import Any  # Any: JSON

import pytest

from bongsu.audit.list_trail import list_trail
from bongsu.federation.catalogue.versions import Versions
from bongsu.identity.people import Role
from bongsu.incidents.reserve import Wish, reserve
from bongsu.kernel.geometry import Point
from bongsu.registry.reserved.listed import Listed
from bongsu.registry.vector_tiles import mercator
from bongsu.services.military.scenes import order, polygon
from bongsu.services.shared.scenes import Said
from tests.services.letters import letter
from tests.services.military.barracks import PLAY, Barracks
from tests.web.door_rows import CONSOLE, READING
from tests.web.house import GILEUM, NOW, READERS, House

LIST = "/api/reserved-cameras"
HEAD = Role.CENTRE_HEAD.value
WHY = {"service": "MILITARY", "organisation": "MND.CAPITAL", "reason": "비노출 목록 2026-11"}
CALL: dict[str, Any] = {
    "location": {**GILEUM, "method": "GPS"},
    "responders": None,
    "sent_at": "2026-11-21T05:10:00Z",
}
# what was done is kept for the two who examine it: an id that was lent stands in the trail as it was written
TRAIL = ("/api/audit", "/api/log-reviews")


async def put_on(house: House, *camera_ids: str, **more: Any) -> dict[str, Any]:
    body = WHY | ({"camera_ids": list(camera_ids)} if camera_ids else {}) | more
    answer = await house.ask(HEAD, LIST, body)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def near_the_scene(house: House, number: int) -> list[str]:
    rows, away = house.catalogue.index.near(Point(GILEUM["lat"], GILEUM["lon"]), 150.0)
    nearest = sorted(zip(away.tolist(), rows.tolist(), strict=True))
    return [house.catalogue.index.camera_ids[row] for _, row in nearest[:number]]


def whole_site(house: House) -> list[str]:
    """Every camera of one site near the scene."""
    site = house.catalogue.rows[near_the_scene(house, 1)[0]].site_id
    return [key for key, row in house.catalogue.rows.items() if row.site_id == site]


@pytest.fixture
async def numbered(house: House) -> Versions:
    """What neighbours and linked systems follow."""
    versions = Versions(house.database, house.catalogue, house.desk.centre.code)
    await versions.compare()
    return versions


def tile_of_the_scene(house: House, camera_id: str) -> str:
    row = house.catalogue.row(camera_id)
    assert row is not None
    x, y = (mercator(row.lat, row.lon) * 2**16).astype(int).tolist()  # type: ignore[arg-type]  # one place is a column of one
    return f"/api/map/tiles/16/{x}/{y}"


async def asked_everywhere(
    barracks: Barracks,
    hidden: list[str],
    incident_id: str,
    roles: frozenset[Role] = frozenset(Role),
) -> list[str]:
    """Where an id of these is found: `role path`."""
    house, found = barracks.house, []
    places = {
        "/api/map/tiles/{z:int}/{x:int}/{y:int}": [tile_of_the_scene(house, hidden[0])],
        "/api/registry/cameras": [
            "/api/registry/cameras?limit=500",
            f"/api/registry/cameras?search={hidden[0]}",
        ],
        "/api/registry/cameras/{camera_id:str}": [f"/api/registry/cameras/{hidden[0]}"],
        "/api/incidents/{incident_id:str}": [f"/api/incidents/{incident_id}"],
    }
    for door in (one for one in CONSOLE if one.method == "GET"):
        for path, role in product(places.get(door.path, [door.asked]), sorted(door.who & roles)):
            answer = await house.ask(role.value, path)
            if any(one.encode() in answer.content for one in hidden):
                found.append(f"{role.value} {door.path}")
    for door, reader in product(READING, READERS):
        answer = await house.ask(reader, f"{door.asked}?limit=1000", from_console=False)
        if any(one.encode() in answer.content for one in hidden):
            found.append(f"{reader} {door.path}")
    return found


async def test_no_door_tells_anybody_but_the_head(barracks: Barracks, numbered: Versions) -> None:
    house = barracks.house
    hidden = whole_site(house)
    before = await asked_everywhere(barracks, hidden, "x", frozenset({Role.OPERATOR}))
    assert {"map /link/v1/cameras", "OPERATOR /api/registry/cameras"} < set(before)
    assert (await put_on(house, *hidden))["added"] == len(hidden)
    assert await asked_everywhere(barracks, hidden, "x") == [f"{HEAD} {LIST}"]
    site = hidden[0].rpartition("-")[0]
    gone = await house.ask("map", f"/ogc/v1/collections/sites/items/{site}", from_console=False)
    assert gone.status_code == 404, "a site of which nothing is left"


async def test_inside_a_running_order_the_armys_room_sees_it_and_nobody_else(
    barracks: Barracks,
) -> None:
    house = barracks.house
    hidden = near_the_scene(house, 3)
    await put_on(house, *hidden)
    answer = await barracks.send(Said(0.0, order(PLAY, "TERROR", 0.0, 600.0)))
    incident_id = answer.json()["incident_id"]
    mine = await barracks.view(incident_id)
    shown = {tile["camera_id"] for tile in mine["tiles"]}
    assert set(hidden) & shown
    found = await asked_everywhere(barracks, hidden, incident_id)
    assert [one for one in found if not one.split()[1].startswith(TRAIL)] == [f"{HEAD} {LIST}"]
    for role in ("OPERATOR", "SHIFT_LEAD", HEAD):
        view = await barracks.view(incident_id, role)
        assert view["tile_count"] == mine["tile_count"] - len(set(hidden) & shown)
        lent = next(one for one in view["lendings"] if not one["is_own"])
        assert lent["cameras"] == view["tile_count"]
        lines = [row["text_ko"] for row in view["timeline"] if row["kind"] == "lend"]
        assert any(f"{view['tile_count']}대" in line for line in lines)
    await barracks.at(600.0)
    assert (await barracks.view(incident_id))["tiles"] == []


async def test_another_service_is_lent_the_next_best_at_once(barracks: Barracks) -> None:
    house = barracks.house
    opened = await house.ask("seoul-112", "/link/v1/incidents", letter(**CALL))
    before = [one["camera_id"] for one in opened.json()["cameras"]]
    path = f"/link/v1/incidents/{opened.json()['incident_id']}"
    await put_on(house, *before[:2])
    after = [one["camera_id"] for one in (await house.ask("seoul-112", path)).json()["cameras"]]
    assert not set(before[:2]) & set(after)
    assert len(after) == len(before)
    own = (await house.ask("OPERATOR", f"/api/incidents/{opened.json()['incident_id']}")).json()
    assert not set(before[:2]) & {tile["camera_id"] for tile in own["tiles"]}


async def test_an_own_watch_ends_and_none_begins(house: House) -> None:
    (camera_id,) = near_the_scene(house, 1)
    watch = f"/api/cameras/{camera_id}/watch"
    begun = await house.ask("OPERATOR", watch, {})
    assert begun.status_code == 200
    await put_on(house, camera_id)
    async with house.database.read() as connection:
        rows = await connection.exec_driver_sql("SELECT state FROM grants")
        assert [row.state for row in rows] == ["withdrawn"]
    for role in ("OPERATOR", HEAD):
        assert (await house.ask(role, watch, {})).status_code == 404


async def test_neither_circle_nor_area_chooses_it_for_others(barracks: Barracks) -> None:
    house = barracks.house
    hidden = near_the_scene(house, 5)
    await put_on(house, *hidden)
    call = await house.ask("seoul-112", "/link/v1/incidents", letter(**CALL))
    assert call.json()["cameras"]
    assert not set(hidden) & {one["camera_id"] for one in call.json()["cameras"]}


async def test_counts_are_of_what_may_be_known(house: House) -> None:
    async def counted() -> tuple[int, int]:
        counts = (await house.ask("OPERATOR", "/api/registry/counts")).json()
        areas = (await house.ask("OPERATOR", "/api/map/areas")).json()["features"]
        return counts["cameras"], sum(one["properties"]["cameras"] for one in areas)

    before, (in_service, _) = await counted(), house.catalogue.counts()
    hidden = whole_site(house)
    await put_on(house, *hidden)
    assert await counted() == tuple(one - len(hidden) for one in before)
    assert house.catalogue.counts()[0] == in_service - len(hidden)


async def test_a_system_that_had_it_is_told_that_it_is_gone(
    house: House, numbered: Versions
) -> None:
    (camera_id,) = near_the_scene(house, 1)
    path = "/link/v1/cameras"
    first = (await house.ask("map", path, from_console=False)).json()
    assert camera_id in {one["id"] for one in first["features"]}
    await put_on(house, camera_id)
    later = await house.ask("map", f"{path}?after={first['version']}", from_console=False)
    assert (later.json()["gone"], later.json()["features"]) == ([camera_id], [])
    released = await house.ask(HEAD, f"{LIST}/release", {"camera_ids": [camera_id], "reason": "끝"})
    assert released.json() == {"released": 1}
    again = f"{path}?after={later.json()['version']}"
    back = (await house.ask("map", again, from_console=False)).json()
    assert [one["id"] for one in back["features"]] == [camera_id]


async def test_what_is_released_is_a_camera_like_all_others(house: House) -> None:
    hidden = near_the_scene(house, 2)
    await put_on(house, *hidden)
    body = {"camera_ids": [hidden[0]], "reason": "명단 변경"}
    assert (await house.ask(HEAD, f"{LIST}/release", body)).json() == {"released": 1}
    assert hidden[0] in house.catalogue.rows
    assert hidden[1] not in house.catalogue.rows
    again = await house.ask(HEAD, f"{LIST}/release", body)
    assert (again.status_code, again.json()["code"]) == (404, "nothing_reserved")


async def test_a_list_survives_a_restart(house: House) -> None:
    (camera_id,) = near_the_scene(house, 1)
    await put_on(house, camera_id)
    async with house.database.read() as connection:
        await house.catalogue.load(connection)
    assert camera_id not in house.catalogue.rows
    assert camera_id in house.catalogue.index_for("MILITARY").row_of
    assert camera_id not in house.catalogue.index_for("P112_DISPATCH").row_of


async def test_a_list_that_cannot_be_written_down_hides_nothing(house: House) -> None:
    (camera_id,) = near_the_scene(house, 1)

    def fails(_said: bytes, _about: str) -> str:
        raise OSError("the key is gone")

    wish = Wish(Listed({camera_id: 1}), "MILITARY", "MND.CAPITAL", "비노출 목록")
    with pytest.raises(OSError, match="the key is gone"):
        await reserve(replace(house.desk, seal=fails), house.catalogue, wish, "per_1", NOW)
    assert camera_id in house.catalogue.rows
    assert camera_id in house.catalogue.index.row_of
    assert (await house.ask(HEAD, LIST)).json() == []


# how a list is made


async def test_a_polygon_puts_on_what_stands_in_it(house: House) -> None:
    done = await put_on(house, area=polygon(PLAY))
    (listed,) = [(await house.ask(HEAD, LIST)).json()]
    assert done["added"] == len(listed) > 0
    assert {one["organisation"] for one in listed} == {"MND.CAPITAL"}
    crossed = polygon(PLAY, ((-1, -1), (1, 1), (1, -1), (-1, 1)))
    refused = await house.ask(HEAD, LIST, WHY | {"area": crossed})
    assert (refused.status_code, refused.json()["field"]) == (400, "area.coordinates")
    empty = await house.ask(HEAD, LIST, WHY | {"area": polygon(PLAY)})
    assert (empty.status_code, empty.json()["field"]) == (400, "area"), "nothing is left in it"


async def test_a_csv_puts_on_its_good_rows_and_names_the_others(house: House) -> None:
    one, two = near_the_scene(house, 2)
    await put_on(house, two)
    done = await put_on(house, csv=f"camera_id\n{one}\nSB-9999-9\n정문\n{two}\n")
    assert (done["added"], done["already"]) == (1, 1)
    assert [problem["row"] for problem in done["problems"]] == [3, 4]
    assert all(problem["text_ko"] and problem["text_en"] for problem in done["problems"])


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"service": "PARADE", "camera_ids": ["SB-1-1"]}, "service"),
        ({}, "camera_ids"),
        ({"camera_ids": ["SB-1-1"], "csv": "SB-1-1"}, "camera_ids"),
        ({"camera_ids": []}, "camera_ids"),
        ({"reason": "", "camera_ids": ["SB-1-1"]}, "reason"),
    ],
)
async def test_a_wish_that_says_too_little_is_refused_by_its_field(
    house: House, change: dict[str, Any], field: str
) -> None:
    answer = await house.ask(HEAD, LIST, WHY | change)
    assert (answer.status_code, answer.json()["field"]) == (400, field)


async def test_the_trail_says_how_many_by_whom_and_why_and_not_which(house: House) -> None:
    hidden = near_the_scene(house, 2)
    await put_on(house, *hidden)
    await house.ask(HEAD, f"{LIST}/release", {"camera_ids": hidden, "reason": "명단 변경"})
    rows = [one for one in await list_trail(house.database) if one.kind == "reserve_camera"]
    assert [b'"is_released":true' in one.body.encode() for one in rows] == [False, True]
    for row in rows:
        assert '"cameras":2' in row.body
        assert row.actor.startswith("per_")
        assert not any(one in row.body for one in hidden)
    asked = {"reason": "비노출 목록 점검", "sealed": [row.sequence for row in rows]}
    (opening,) = (await house.ask("AUDITOR", "/api/names", asked)).json()["openings"]
    await house.ask("CPO", f"/api/names/{opening['opening_id']}/agree", {})
    (opened,) = (await house.ask("AUDITOR", "/api/names")).json()["openings"]
    told = {one["said"]["cameras"] for one in opened["unsealed"]}
    assert told == {" ".join(sorted(hidden))}, "two roles together read which"
