"""A search as an exercise: the same desk for whoever has joined, flagged; no real register, guardian or line."""

from datetime import timedelta
from typing import Any  # Any: JSON

from bongsu.services.missing.scenes import PARTNER, call, said
from tests.services.missing.linked import (
    GUARDIAN,
    LEAD,
    OPERATOR,
    OTHER_ROOM,
    ROOM,
    SECOND,
    WELFARE,
    Linked,
    ids,
    jpeg,
)

INVITED = "KNPA.SEOUL.SEONGBUK"


async def begun(linked: Linked, *joining: str) -> str:
    now = linked.house.clock.now()
    wish = {
        "title": "실종 수색 훈련",
        "reason": "2026년 하반기 계획",
        "services": ["MISSING"],
        "organisations": [INVITED],
        "starts": now.isoformat(),
        "ends": (now + timedelta(hours=2)).isoformat(),
    }
    answer = await linked.house.ask(LEAD, "/api/drills", wish)
    assert answer.status_code == 201, answer.text
    drill_id: str = answer.json()["drill_id"]
    for who in joining:
        joined = await linked.house.ask(who, f"/api/drills/{drill_id}/join", {})
        assert joined.status_code == 204, joined.text
    return drill_id


async def played(linked: Linked, drill_id: str, **details: Any) -> str:
    fields: dict[str, Any] = call(linked.stage) | {"drill": drill_id}
    fields["details"] |= details
    answer = await linked.send(said(linked.stage, "NEW", **fields))
    assert answer.status_code == 201, answer.text
    incident_id: str = answer.json()["incident_id"]
    return incident_id


async def test_who_has_joined_searches_at_the_same_desk_and_it_says_exercise(
    linked: Linked,
) -> None:
    drill_id = await begun(linked, OPERATOR, ROOM)
    incident_id = await played(linked, drill_id)
    view = await linked.joined(incident_id)
    assert (view["search"]["drill"], len(view["sector"]) > 20) == (True, True)
    described = await linked.get(OPERATOR, f"/incidents/{incident_id}")
    assert described["description"]["upper"]["colour"] == "navy"


async def test_a_seat_a_room_and_a_guardian_outside_it_learn_nothing(linked: Linked) -> None:
    person_id = await linked.registered()
    await linked.post(GUARDIAN, f"/mine/{person_id}/consent", {"adult": True})
    drill_id = await begun(linked, OPERATOR)
    incident_id = await played(linked, drill_id, register_id=person_id)
    assert await linked.get(SECOND, "/searches") == []
    assert await linked.status(SECOND, f"/searches/{incident_id}") == (404, "unknown_search")
    for who in (ROOM, OTHER_ROOM):
        assert await linked.get(who, "/register") == []
        assert await linked.status(who, f"/incidents/{incident_id}") == (404, "unknown_search")
    assert (await linked.get(GUARDIAN, "/mine"))[0]["status"] == "registered"
    assert (await linked.get(WELFARE, "/people"))["records"][0]["status"] == "registered"


async def test_an_exercise_opens_no_real_persons_record(linked: Linked) -> None:
    person_id = await linked.registered()
    await linked.picture(WELFARE, f"/api/missing/people/{person_id}/photo", jpeg())
    drill_id = await begun(linked, OPERATOR)
    incident_id = await played(linked, drill_id, register_id=person_id, description=None)
    await linked.joined(incident_id)
    read = await linked.get(OPERATOR, f"/incidents/{incident_id}")
    assert (read["description"], read["has_photo"], read["from_register"]) == (None, False, False)


async def test_a_report_goes_to_the_room_that_plays_and_the_end_destroys_it(
    linked: Linked,
) -> None:
    drill_id = await begun(linked, OPERATOR, ROOM)
    incident_id = await played(linked, drill_id)
    camera_id = ids((await linked.joined(incident_id))["sector"])[0]
    path = f"/api/missing/searches/{incident_id}/sightings?camera_id={camera_id}"
    assert (await linked.picture(OPERATOR, path, b"")).status_code == 201
    (seen,) = await linked.get(ROOM, f"/incidents/{incident_id}/sightings")
    assert seen["camera_id"] == camera_id
    ended = await linked.house.ask(LEAD, f"/api/drills/{drill_id}/end", {})
    assert ended.status_code == 200, ended.text
    await linked.hear()
    assert await linked.get(OPERATOR, "/searches") == []
    assert (await linked.trail()).count("destroy") == 1


async def test_a_real_call_runs_beside_it_untouched(linked: Linked) -> None:
    drill_id = await begun(linked, OPERATOR)
    played_id = await played(linked, drill_id)
    one = said(linked.stage, "NEW", **call(linked.stage))
    body: Any = one.body
    real = {**body, "ext_incident_no": "182-real", "msg_id": "real"}
    answer = await linked.house.ask(PARTNER, one.path, real, from_console=False)
    await linked.hear()
    listed = {one["incident_id"]: one["drill"] for one in await linked.get(OPERATOR, "/searches")}
    assert listed == {played_id: True, answer.json()["incident_id"]: False}
    assert [one["drill"] for one in await linked.get(SECOND, "/searches")] == [False]
