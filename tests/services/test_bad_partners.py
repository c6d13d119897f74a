"""A partner that stammers, comes a day late, cancels what it never opened, calls twice for one place: defined and said."""

from datetime import timedelta
from typing import Any  # Any: JSON

import httpx

from bongsu.audit.kinds import TrailKind
from bongsu.audit.list_trail import list_trail
from bongsu.audit.store import Only
from tests.incidents.stage import Stage
from tests.services.letters import letter
from tests.services.letters import send as said
from tests.web.house import GILEUM, House

DOOR = "/link/v1/incidents"
HERE = {**GILEUM, "method": "GPS"}
ROOM, OPERATOR = "POLICE_ROOM", "OPERATOR"


async def send(house: House, body: dict[str, Any]) -> httpx.Response:
    return await house.ask("seoul-112", DOOR, body, from_console=False)


async def seen(house: House, who: str) -> list[dict[str, Any]]:
    every: list[dict[str, Any]] = (await house.ask(who, "/api/incidents/")).json()
    return every


async def test_the_same_a_thousand_times_is_one_call_and_one_row(stage: Stage) -> None:
    answers = {str(await said(stage, letter())) for _ in range(1000)}
    assert len(answers) == 1
    assert (await stage.trail()).count("open_incident") == 1


async def test_the_same_words_a_hundred_times_anew_open_one_call(stage: Stage) -> None:
    """A sender that forgot what it has said gives each copy a number of its own."""
    answers = [await said(stage, letter(msg_id=f"m{number}")) for number in range(100)]
    assert len({answer["incident_id"] for _, answer in answers}) == 1
    assert {status for status, _ in answers} == {200, 201}
    assert (await stage.trail()).count("lend") == 2


async def test_a_call_of_yesterday_waits_for_a_person_and_its_screens_say_why(house: House) -> None:
    yesterday = (house.clock.now() - timedelta(days=1)).isoformat()
    answer = (await send(house, letter(location=HERE, sent_at=yesterday))).json()
    assert (answer["status"], answer["cameras"]) == ("PENDING", [])
    for who in (ROOM, OPERATOR):
        (one,) = await seen(house, who)
        assert one["facts"][0]["label_ko"] == "늦게 온 신고"
        assert one["lendings"][0]["waiting"]["kind"] == "approval"
        assert "late" in [row["kind"] for row in one["timeline"]]


async def test_what_was_never_opened_is_not_cancelled(house: House) -> None:
    for kind in ("CANCEL", "CLOSE", "UPDATE", "LOCATION"):
        refused = await send(house, letter(kind, kind, location=HERE))
        assert (refused.status_code, refused.json()["field"]) == (404, "ext_incident_no"), kind
    assert await seen(house, OPERATOR) == []
    assert await list_trail(house.database, limit=9, only=Only(kind=TrailKind.OPEN_INCIDENT)) == []


async def test_an_unknown_service_is_refused_by_its_field_with_those_that_are_known(
    house: House,
) -> None:
    refused = await send(house, letter(service="P112_DRAGON", location=HERE))
    assert (refused.status_code, refused.json()["field"]) == (400, "service")
    assert "P112_DISPATCH" in refused.json()["detail"]


async def test_two_calls_at_one_camera_each_keep_their_own_lending(house: House) -> None:
    one = (await send(house, letter(location=HERE))).json()
    two = (await send(house, letter(location=HERE, ext_incident_no="112-2"))).json()
    shared = {camera["camera_id"] for camera in one["cameras"]}
    assert shared & {camera["camera_id"] for camera in two["cameras"]}
    closed = await send(house, letter("CLOSE", "over", incident=None, location=None))
    assert closed.json()["status"] == "CLOSED"
    (left,) = [view for view in await seen(house, ROOM) if view["state"] == "open"]
    assert left["incident_id"] == two["incident_id"]
    assert {tile["camera_id"] for tile in left["tiles"]} & shared
    assert [lending["state"] for lending in left["lendings"]] == ["active"]
