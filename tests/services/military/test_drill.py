"""An order inside an exercise of the centre: it runs for the unit that was invited and has joined, and is no real order."""

from datetime import timedelta
from typing import Any  # Any: JSON

from bongsu.services.military.scenes import UNIT, order
from bongsu.services.shared.scenes import Said
from tests.services.military.barracks import OTHER_UNIT, PLAY, Barracks


async def begun(barracks: Barracks, *units: str) -> str:
    now = barracks.house.clock.now()
    wish = {
        "title": "통합방위 지원 절차 훈련",
        "reason": "2026년 하반기 계획",
        "services": ["MILITARY"],
        "organisations": list(units),
        "starts": now.isoformat(),
        "ends": (now + timedelta(hours=2)).isoformat(),
    }
    answer = await barracks.house.ask("SHIFT_LEAD", "/api/drills", wish)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["drill_id"])


async def join(barracks: Barracks, drill_id: str) -> None:
    path = f"/api/drills/{drill_id}/join"
    assert (await barracks.officer(path, {})).status_code == 204
    assert (await barracks.house.ask("SHIFT_LEAD", path, {})).status_code == 204


async def ordered(barracks: Barracks, drill_id: str) -> dict[str, Any]:
    body = order(PLAY, "TERROR", 0.0, 1800.0) | {"drill": drill_id}
    answer = await barracks.send(Said(0.0, body))
    assert answer.status_code == 201, answer.text
    said: dict[str, Any] = answer.json()
    return said


async def seen(barracks: Barracks, who: str) -> list[Any]:
    listed: list[Any] = (await barracks.house.ask(who, "/api/incidents/")).json()
    return listed


async def test_the_unit_that_has_joined_sees_its_area_flagged(barracks: Barracks) -> None:
    drill_id = await begun(barracks, UNIT)
    await join(barracks, drill_id)
    said = await ordered(barracks, drill_id)
    assert said["status"] == "GRANTED"
    view = await barracks.view(said["incident_id"])
    assert (view["drill_id"], view["room_kind"]) == (drill_id, "army")
    assert view["tiles"]


async def test_nobody_else_learns_of_it(barracks: Barracks) -> None:
    drill_id = await begun(barracks, UNIT)
    await join(barracks, drill_id)
    await ordered(barracks, drill_id)
    for who in ("OPERATOR", "CENTRE_HEAD", "POLICE_ROOM", "DISASTER_ROOM"):
        assert await seen(barracks, who) == [], who
    other = await barracks.officer("/api/incidents/", unit=OTHER_UNIT)
    assert other.json() == []


async def test_a_unit_that_is_not_invited_cannot_join(barracks: Barracks) -> None:
    drill_id = await begun(barracks)
    path = f"/api/drills/{drill_id}/join"
    assert (await barracks.officer(path, {})).status_code == 404


async def test_its_end_ends_the_order(barracks: Barracks) -> None:
    drill_id = await begun(barracks, UNIT)
    await join(barracks, drill_id)
    await ordered(barracks, drill_id)
    ended = await barracks.house.ask("SHIFT_LEAD", f"/api/drills/{drill_id}/end", {})
    assert ended.status_code == 200
    assert (await barracks.officer("/api/incidents/")).json() == []
