"""Fire engines are told that their scene or their way lies in a flood, and when it no longer does."""

from typing import Any  # Any: JSON

import msgspec

from bongsu.incidents.events import IncidentChanged
from bongsu.kernel.events import subject_on_bus
from bongsu.kernel.memory_bus import MemoryBus
from bongsu.services.disaster.tell_areas import TellAreas
from tests.services.disaster.alerts import alert, area, info, key, moment
from tests.services.disaster.rooms import Rooms
from tests.services.letters import fire_letter
from tests.web.house import GILEUM, JONGAM

BETWEEN = "37.600,127.024 37.600,127.027 37.604,127.027 37.604,127.024 37.600,127.024"


def part(rooms: Rooms) -> TellAreas:
    return TellAreas(rooms.house.desk, MemoryBus(), rooms.house.state["running_areas"])


async def fire(rooms: Rooms, unit: dict[str, Any], at: dict[str, float] = GILEUM) -> None:
    body = fire_letter(
        location={**at, "method": "GPS"},
        responders=[{"unit_id": "성북펌프1", "kind": "ENGINE", **unit}],
    )
    answer = await rooms.ask("seoul-119", "/link/v1/incidents", body)
    assert answer.status_code == 201, answer.text


async def told(rooms: Rooms, who: str) -> dict[str, str]:
    listed = (await rooms.ask(who, "/api/incidents/")).json()
    (one,) = [each for each in listed if each["service"] == "F119_DISPATCH"]
    return {fact["label_ko"]: fact["value_ko"] for fact in one["facts"]}


async def test_a_flooded_scene_is_told_to_the_room_and_the_engine(rooms: Rooms) -> None:
    await rooms.heard(alert("KR.KMA.1", info("침수경보")))
    assert await part(rooms).look()
    await fire(rooms, {})
    assert await told(rooms, "FIRE_ROOM") == {"현장": "침수·홍수 구역 경유"}
    assert await told(rooms, "FIRE_CAR") == {"현장": "침수·홍수 구역 경유"}
    assert await told(rooms, "OPERATOR") == {}


async def test_a_way_through_the_flood_is_told_and_one_beside_it_is_not(rooms: Rooms) -> None:
    await rooms.heard(alert("KR.KMA.1", info("침수경보", areas=area(BETWEEN))))
    await part(rooms).look()
    await fire(rooms, {"lat": GILEUM["lat"], "lon": GILEUM["lon"]}, JONGAM)
    assert await told(rooms, "FIRE_ROOM") == {"성북펌프1 경로": "침수·홍수 구역 경유"}


async def test_when_the_flood_ends_nothing_is_told_and_running_calls_are_shown_again(
    rooms: Rooms,
) -> None:
    await rooms.heard(alert("KR.KMA.1", info("침수경보")))
    areas = part(rooms)
    await areas.look()
    await fire(rooms, {})
    cancel = alert("KR.KMA.2", sent=moment(1), msg_type="Cancel", references=key())
    await rooms.heard(cancel)
    assert await areas.look()
    assert not await areas.look()
    assert await told(rooms, "FIRE_ROOM") == {}


async def test_an_exercise_alert_is_no_flood(rooms: Rooms) -> None:
    await rooms.heard(alert("KR.KMA.1", info("침수경보"), status="Exercise"))
    assert not await part(rooms).look()


async def test_it_looks_at_the_start_and_at_each_change(rooms: Rooms) -> None:
    bus, state = MemoryBus(), rooms.house.state
    await rooms.heard(alert("KR.KMA.1", info("침수경보")))
    one = TellAreas(rooms.house.desk, bus, state["running_areas"])
    await one.start()
    assert len(state["running_areas"].areas) == 1
    cancel = alert("KR.KMA.2", sent=moment(1), msg_type="Cancel", references=key())
    await rooms.heard(cancel)

    async def changes(service: str) -> None:
        body = msgspec.json.encode(IncidentChanged(incident_id="inc_x", service=service))
        await bus.publish(subject_on_bus(IncidentChanged.subject), body)

    await changes("P112_VIDEO")
    assert len(state["running_areas"].areas) == 1, "another service's change is no reason to look"
    await changes("DISASTER")
    assert state["running_areas"].areas == ()
    await one.stop()
