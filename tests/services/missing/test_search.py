"""수색 창구: joined, divided, looked at; 발견 goes to the room with a still; when it is over, only numbers are left."""

import base64

import pytest
from msgspec.structs import replace

from bongsu.incidents.store import incident_by_id, save_incident
from bongsu.services.missing.scenes import PARTNER
from bongsu.services.missing.search import session_over
from bongsu.services.missing.searches.store import remaining
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


async def reported(linked: Linked, incident_id: str, still: bytes = b"") -> str:
    """An operator joins, opens the first camera of the sector and says 발견."""
    view = await linked.joined(incident_id)
    camera_id = view["sector"][0]["camera_id"]
    grant_id = await linked.watching(camera_id) if still else ""
    path = f"/api/missing/searches/{incident_id}/sightings?camera_id={camera_id}"
    answer = await linked.picture(OPERATOR, f"{path}&grant_id={grant_id}", still)
    assert answer.status_code == 201, answer.text
    sighting_id: str = answer.json()["sighting_id"]
    return sighting_id


async def test_the_list_tells_what_runs_and_no_description(linked: Linked) -> None:
    await linked.opened()
    (one,) = await linked.get(OPERATOR, "/searches")
    assert (one["category"], one["reach_m"], one["detour"], one["seats"]) == (
        "DEMENTIA",
        1250.0,
        1.3,
        0,
    )
    assert "navy" not in str(one)


async def test_one_seat_has_the_whole_area_and_two_share_it(linked: Linked) -> None:
    incident_id = await linked.opened()
    alone = await linked.joined(incident_id)
    every = set(ids(alone["sector"]))
    assert len(every) == alone["search"]["cameras"] > 20
    second = set(ids((await linked.joined(incident_id, SECOND))["sector"]))
    first = set(ids((await linked.get(OPERATOR, f"/searches/{incident_id}"))["sector"]))
    assert first | second == every
    assert not first & second
    assert abs(len(first) - len(second)) <= 1


async def test_who_leaves_or_signs_out_gives_the_cameras_to_the_others(linked: Linked) -> None:
    incident_id = await linked.opened()
    every = len((await linked.joined(incident_id))["sector"])
    await linked.joined(incident_id, SECOND)
    await linked.joined(incident_id, LEAD)
    assert (await linked.post(LEAD, f"/searches/{incident_id}/leave")).status_code == 204
    session = await linked.house.identity.session_of(linked.house.template.tokens[SECOND])
    assert session is not None
    await session_over(linked.desk, session.session_id)
    view = await linked.get(OPERATOR, f"/searches/{incident_id}")
    assert (len(view["sector"]), view["search"]["seats"]) == (every, 1)


async def test_the_most_plausible_camera_comes_first(linked: Linked) -> None:
    view = await linked.joined(await linked.opened())
    rings = [one["ring"] for one in view["sector"]]
    assert rings == sorted(rings)


async def test_habitual_places_of_the_register_come_before_all(linked: Linked) -> None:
    person_id = await linked.registered()
    view = await linked.joined(await linked.opened(register_id=person_id))
    market = (37.6085, 127.0205)
    first = view["sector"][0]
    assert abs(first["lat"] - market[0]) < 0.0015
    assert abs(first["lon"] - market[1]) < 0.0019


async def test_what_was_looked_at_stays_looked_at(linked: Linked) -> None:
    incident_id = await linked.opened()
    one, two = ids((await linked.joined(incident_id))["sector"])[:2]
    for camera_id, verdict in ((one, "none"), (two, "suspect")):
        path = f"/searches/{incident_id}/cameras/{camera_id}"
        assert (await linked.post(OPERATOR, path, {"verdict": verdict})).status_code == 204
    view = await linked.joined(incident_id, SECOND)
    assert (view["search"]["looked_at"], view["search"]["suspects"]) == (2, 1)
    assert not {one, two} & set(ids(view["sector"]))


async def test_a_camera_that_is_reserved_meanwhile_leaves_the_search(linked: Linked) -> None:
    incident_id = await linked.opened()
    hidden, *rest = ids((await linked.joined(incident_id))["sector"])
    wish = {"service": "MILITARY", "organisation": "MND.CAPITAL", "reason": "비노출"}
    await linked.ask("CENTRE_HEAD", "/api/reserved-cameras", wish | {"camera_ids": [hidden]})
    view = await linked.get(OPERATOR, f"/searches/{incident_id}")
    assert ids(view["sector"]) == rest
    path = f"/api/missing/searches/{incident_id}/sightings?camera_id={hidden}"
    answer = await linked.picture(OPERATOR, f"{path}&grant_id=", b"")
    assert answer.json()["code"] == "not_your_camera"


async def test_another_seats_camera_is_not_mine_to_answer(linked: Linked) -> None:
    incident_id = await linked.opened()
    await linked.joined(incident_id)
    theirs = ids((await linked.joined(incident_id, SECOND))["sector"])[0]
    path = f"/searches/{incident_id}/cameras/{theirs}"
    assert await linked.status(OPERATOR, path, {"verdict": "none"}) == (409, "not_your_camera")


async def test_the_area_that_grows_brings_more_cameras(linked: Linked) -> None:
    incident_id = await linked.opened(last_seen_at="2026-11-21T05:10:00+00:00")
    before = len((await linked.joined(incident_id))["sector"])
    await linked.wait(600)
    assert len((await linked.get(OPERATOR, f"/searches/{incident_id}"))["sector"]) > before


async def test_found_goes_to_the_leading_room_with_place_time_and_still(linked: Linked) -> None:
    incident_id = await linked.opened()
    sighting_id = await reported(linked, incident_id, jpeg())
    described = await linked.get(ROOM, f"/incidents/{incident_id}")
    assert [one["sighting_id"] for one in described["sightings"]] == [sighting_id]
    assert described["description"]["upper"]["colour"] == "navy"
    path = f"/api/missing/incidents/{incident_id}/stills/{sighting_id}"
    still = await linked.ask(ROOM, path)
    assert (still.status_code, still.headers["content-type"]) == (200, "image/jpeg")
    listed = (await linked.ask(ROOM, "/api/incidents/")).json()
    assert any(one["label_ko"] == "발견 보고" and one["urgent"] for one in listed[0]["facts"])
    assert "report_sighting" in await linked.trail()


async def test_another_room_learns_nothing_of_it(linked: Linked) -> None:
    incident_id = await linked.opened()
    assert await linked.status(OTHER_ROOM, f"/incidents/{incident_id}") == (404, "unknown_search")


async def test_a_still_comes_from_a_camera_that_is_shown(linked: Linked) -> None:
    incident_id = await linked.opened()
    one, two = ids((await linked.joined(incident_id))["sector"])[:2]
    grant_id = await linked.watching(two)
    path = f"/api/missing/searches/{incident_id}/sightings?camera_id={one}"
    for grant in ("", grant_id, "grt_other"):
        answer = await linked.picture(OPERATOR, f"{path}&grant_id={grant}", jpeg())
        assert (answer.status_code, answer.json()["code"]) == (409, "not_your_camera")
    bad = await linked.picture(OPERATOR, f"{path}&grant_id={grant_id}", b"GIF89a")
    assert (bad.status_code, bad.json()["field"]) == (400, "still")


async def test_who_does_not_sit_at_it_reports_nothing(linked: Linked) -> None:
    incident_id = await linked.opened()
    camera_id = ids((await linked.joined(incident_id))["sector"])[0]
    path = f"/searches/{incident_id}/sightings?camera_id={camera_id}"
    assert await linked.status(SECOND, path, {}) == (403, "not_at_this_desk")


async def test_the_polices_photo_is_shown_while_it_is_open(linked: Linked) -> None:
    incident_id = await linked.opened(photo_ref="182-77")
    await linked.joined(incident_id)
    assert (await linked.status(OPERATOR, f"/incidents/{incident_id}/photo")) == (404, "no_picture")
    path = f"/link/v1/missing/{incident_id}/photo"
    assert (await linked.picture(PARTNER, path, jpeg())).status_code == 201
    for who in (OPERATOR, ROOM):
        answer = await linked.ask(who, f"/api/missing/incidents/{incident_id}/photo")
        assert answer.content.startswith(b"\xff\xd8\xff")
    await linked.found()
    assert (await linked.status(ROOM, f"/incidents/{incident_id}/photo"))[1] == "search_over"


async def test_our_registers_photo_and_description_help_where_police_send_none(
    linked: Linked,
) -> None:
    person_id = await linked.registered()
    await linked.picture(WELFARE, f"/api/missing/people/{person_id}/photo", jpeg())
    incident_id = await linked.opened(register_id=person_id, description=None)
    await linked.joined(incident_id)
    said = await linked.get(OPERATOR, f"/incidents/{incident_id}")
    assert (said["from_register"], said["has_photo"]) == (True, True)
    assert said["description"]["bag"]["kind"] == "none"


async def test_each_reading_is_in_the_trail_and_looking_at_the_desk_is_none(
    linked: Linked,
) -> None:
    incident_id = await linked.opened()
    await linked.joined(incident_id)
    await linked.get(OPERATOR, f"/searches/{incident_id}")
    assert "read_register" not in await linked.trail()
    await linked.get(OPERATOR, f"/incidents/{incident_id}")
    assert (await linked.trail()).count("read_register") == 1


async def test_nothing_is_recorded_here_yet(linked: Linked) -> None:
    incident_id = await linked.opened()
    await linked.joined(incident_id)
    for who in (OPERATOR, ROOM):
        path = f"/incidents/{incident_id}/lookback"
        assert (await linked.post(who, path, {"seconds": 3600})).json() == {
            "said": "nothing_recorded"
        }
    assert (await linked.trail()).count("look_back") == 2


async def test_after_found_no_row_holds_description_photo_or_still(linked: Linked) -> None:
    incident_id = await linked.opened()
    await linked.picture(PARTNER, f"/link/v1/missing/{incident_id}/photo", jpeg())
    await reported(linked, incident_id, jpeg(96))
    before = await linked.everything()
    assert "여성청소년과" in before
    assert before.count("sgt_") > 1
    await linked.found()
    after = await linked.everything()
    for gone in ("padded", "slippers", "여성청소년과"):
        assert gone not in after
    for sealed in (jpeg(), jpeg(96)):
        assert base64.b64encode(sealed).decode()[:40] not in after
    async with linked.house.database.read() as connection:
        assert await remaining(connection, [incident_id]) == 0
    assert (await linked.trail())[-1] == "destroy"
    assert (await linked.status(OPERATOR, f"/searches/{incident_id}"))[1] == "search_over"


async def test_the_register_keeps_numbers_and_counts_and_misses_the_receipt(
    linked: Linked,
) -> None:
    incident_id = await linked.opened()
    await reported(linked, incident_id, jpeg())
    cameras = (await linked.get(OPERATOR, f"/searches/{incident_id}"))["search"]["cameras"]
    await linked.found()
    (line,) = await linked.get(ROOM, "/register")
    assert (line["police_no"], line["found"], line["needs_receipt"]) == (
        "182-2026-0142",
        True,
        True,
    )
    assert line["destroyed"] == {
        "holds": 0,
        "photos": 0,
        "stills": 1,
        "index": cameras,
        "clothing": 0,
        "seats": 1,
        "descriptions": 1,
    }
    path = f"/register/{incident_id}/receipt"
    assert (await linked.post(ROOM, path, {"receipt_no": "파기-2026-77"})).status_code == 204
    (told,) = await linked.get(ROOM, "/register")
    assert (told["receipt_no"], told["needs_receipt"]) == ("파기-2026-77", False)


@pytest.mark.parametrize("number", ["", "a", "x" * 61, "<script>"])
async def test_a_receipt_that_is_no_number_is_refused(linked: Linked, number: str) -> None:
    incident_id = await linked.opened()
    await linked.found()
    path = f"/register/{incident_id}/receipt"
    assert (await linked.post(ROOM, path, {"receipt_no": number})).status_code == 400


async def test_another_rooms_register_is_not_mine(linked: Linked) -> None:
    incident_id = await linked.opened()
    await linked.found()
    assert await linked.get(OTHER_ROOM, "/register") == []
    path = f"/register/{incident_id}/receipt"
    said = {"receipt_no": "파기-1234"}
    assert await linked.status(OTHER_ROOM, path, said) == (404, "unknown_search")


async def test_a_search_that_is_heard_of_a_hundred_times_is_one(linked: Linked) -> None:
    incident_id = await linked.opened()
    for _ in range(20):
        await linked.hear()
    assert len(await linked.get(OPERATOR, "/searches")) == 1
    await linked.found()
    for _ in range(5):
        await linked.hear()
    assert (await linked.trail()).count("destroy") == 1
    assert (await linked.status(OPERATOR, f"/searches/{incident_id}/join", {}))[1] == "search_over"


async def test_what_stays_as_it_is_is_not_written_again(linked: Linked) -> None:
    incident_id = await linked.opened()
    first = await linked.joined(incident_id)
    for _ in range(3):
        await linked.hear()
    assert await linked.get(OPERATOR, f"/searches/{incident_id}") == first


async def in_exercise(linked: Linked, incident_id: str) -> None:
    """The same call, had it come as an exercise that nobody here has joined."""
    async with linked.house.database.work() as work:
        incident = await incident_by_id(work.connection, incident_id)
        assert incident is not None
        await save_incident(work.connection, replace(incident, drill_id="drl_1"))
    await linked.hear()


async def test_of_an_exercise_nobody_else_learns(linked: Linked) -> None:
    person_id = await linked.registered()
    await linked.post(GUARDIAN, f"/mine/{person_id}/consent", {"adult": True})
    incident_id = await linked.opened(register_id=person_id)
    await in_exercise(linked, incident_id)
    assert await linked.get(OPERATOR, "/searches") == []
    assert await linked.get(ROOM, "/register") == []
    assert (await linked.get(GUARDIAN, "/mine"))[0]["status"] == "registered"
    for path in (f"/searches/{incident_id}", f"/incidents/{incident_id}"):
        assert await linked.status(OPERATOR, path) == (404, "unknown_search")
    assert await linked.status(ROOM, f"/incidents/{incident_id}") == (404, "unknown_search")
