"""`/api/incidents` over HTTP: who sees which call, who directs, moves and closes it, and what bad input is told."""

from typing import Any  # Any: JSON

import httpx
import pytest

from bongsu.audit.kinds import TrailKind
from bongsu.audit.list_trail import list_trail
from bongsu.audit.store import Only
from bongsu.identity.people import Role
from bongsu.incidents.direct import LONGEST_LINE
from tests.incidents.routes.calls import JUNK_BODIES, call, fire, grant_of, seen
from tests.web.house import JONGAM, MORE, House

EVERYBODY = (*(role.value for role in Role), *MORE)
POLICE_CALL = {"OPERATOR", "SHIFT_LEAD", "CENTRE_HEAD", "POLICE_ROOM", "POLICE_CAR"}


async def post(house: House, who: str, incident_id: str, deed: str, body: object) -> httpx.Response:
    return await house.ask(who, f"/api/incidents/{incident_id}/{deed}", body)


async def test_a_call_is_seen_by_those_it_concerns_in_the_list_and_alone(house: House) -> None:
    incident_id = (await call(house))["incident_id"]
    for who in EVERYBODY:
        listed = (await house.ask(who, "/api/incidents")).json()
        alone = await house.ask(who, f"/api/incidents/{incident_id}")
        if who in POLICE_CALL:
            assert listed == [alone.json()], who
        else:
            assert (listed, alone.status_code) == ([], 404), who


async def test_a_foreign_call_looks_like_one_that_never_was(house: House) -> None:
    incident_id = (await call(house))["incident_id"]
    foreign = await house.ask("jongam room", f"/api/incidents/{incident_id}")
    unknown = await house.ask("jongam room", "/api/incidents/inc_00000000000000000000000000")
    assert (foreign.status_code, foreign.content) == (unknown.status_code, unknown.content)
    assert foreign.json()["code"] == "unknown_incident"


async def test_pictures_are_listed_to_nobody_but_the_borrower_and_the_centre(house: House) -> None:
    incident_id = (await fire(house, responders=[{"unit_id": "성북펌프1"}]))["incident_id"]
    tiles = {
        who: {tile["grant_id"] for tile in (await seen(house, who, incident_id))["tiles"]}
        for who in ("OPERATOR", "FIRE_ROOM", "FIRE_CAR", "DISASTER_ROOM")
    }
    assert tiles["FIRE_ROOM"] == tiles["FIRE_CAR"]
    assert all(len(held) == 1 for held in tiles.values()), tiles
    assert len(set.union(*tiles.values())) == 3, "the centre, the station and the disaster room"


async def test_newest_first_and_ended_ones_too(house: House) -> None:
    first = (await call(house))["incident_id"]
    assert (await post(house, "POLICE_ROOM", first, "close", {})).status_code == 204
    house.clock.advance(1)
    second = (await call(house, ext_incident_no="112-2", msg_id="m2"))["incident_id"]
    listed = (await house.ask("POLICE_ROOM", "/api/incidents")).json()
    assert [(one["incident_id"], one["state"]) for one in listed] == [
        (second, "open"),
        (first, "closed"),
    ]
    assert [bool(one["tiles"]) for one in listed] == [True, False]


async def test_what_the_room_directs_its_car_and_the_operator_see(house: House) -> None:
    incident_id = (await call(house))["incident_id"]
    camera = (await seen(house, "POLICE_ROOM", incident_id))["tiles"][0]["camera_id"]
    said = {
        "chosen_camera_id": camera,
        "pointer": {"camera_id": camera, "x": 0.25, "y": 0.5},
        "arrow": {"bearing_deg": 450},
        "line": "뒷문",
    }
    assert (await post(house, "POLICE_ROOM", incident_id, "direct", said)).status_code == 204
    for who in ("POLICE_ROOM", "POLICE_CAR", "OPERATOR"):
        shown = (await seen(house, who, incident_id))["directing"]
        assert shown["chosen_camera_id"] == camera, who
        assert (shown["pointer"]["x"], shown["arrow"]["bearing_deg"]) == (0.25, 90.0)
        assert shown["line"]["text"] == "뒷문"
        assert "per_" not in str(shown), "an organisation speaks, no person's number"


async def test_the_trail_keeps_that_a_line_was_shown_and_not_its_words(house: House) -> None:
    """Append-only and pseudonymous: a pasted book, or somebody's name, would lie there for ever."""
    incident_id = (await call(house))["incident_id"]
    said = {"line": "가" * 50_000}
    assert (await post(house, "POLICE_ROOM", incident_id, "direct", said)).status_code == 204
    (row,) = await list_trail(house.database, limit=5, only=Only(kind=TrailKind.DIRECT))
    assert row.body == f'{{"line_letters":{LONGEST_LINE}}}'


@pytest.mark.parametrize(
    ("deed", "body", "field"),
    [
        ("direct", {"arrow": {"bearing_deg": "north"}}, "arrow.bearing_deg"),
        ("direct", {"arrow": {}}, "arrow.bearing_deg"),
        ("direct", {"pointer": {"camera_id": "x", "x": 0.5}}, "pointer.y"),
        ("direct", {"pointer": {"camera_id": "x", "x": 0.5, "y": 0.5}}, "pointer.camera_id"),
        ("direct", {"chosen_camera_id": "SB-9999-9"}, "chosen_camera_id"),
        ("direct", {"chosen_camera_id": 7}, "chosen_camera_id"),
        ("direct", {"line": ["a"]}, "line"),
        ("direct", {"colour": "red"}, "colour"),
        ("move", {"lat": 37.6}, "lon"),
        ("move", {"lat": 127.0, "lon": 37.6}, "lat"),
        ("move", {"lat": 37.6, "lon": -127.0}, "lon"),
        ("move", {"lat": None, "lon": 127.0}, "lat"),
        ("move", {"lat": 37.6, "lon": 127.0, "accuracy_m": 1}, "accuracy_m"),
    ],
)
async def test_bad_input_is_told_its_field(
    house: House, deed: str, body: dict[str, Any], field: str
) -> None:
    incident_id = (await call(house))["incident_id"]
    before = await seen(house, "POLICE_ROOM", incident_id)
    answer = await post(house, "POLICE_ROOM", incident_id, deed, body)
    assert (answer.status_code, answer.json().get("field")) == (400, field), answer.text
    assert await seen(house, "POLICE_ROOM", incident_id) == before


@pytest.mark.parametrize("deed", ["direct", "move"])
async def test_junk_is_a_400_and_no_fault_of_ours(house: House, deed: str) -> None:
    incident_id = (await call(house))["incident_id"]
    for junk in JUNK_BODIES:
        answer = await house.send_raw("POLICE_ROOM", f"/api/incidents/{incident_id}/{deed}", junk)
        assert answer.status_code == 400, (junk, answer.text)
        assert answer.headers["content-type"] == "application/problem+json"


async def test_a_body_without_end_is_refused(house: House) -> None:
    path = "/api/incidents/inc_x/direct"
    answer = await house.send_raw("POLICE_ROOM", path, b'{"line":"' + b"x" * 300_000)
    assert answer.status_code == 413


@pytest.mark.parametrize("who", ["jongam room", "FIRE_ROOM", "DISASTER_ROOM"])
async def test_a_room_acts_on_no_call_of_another(house: House, who: str) -> None:
    incident_id = (await call(house))["incident_id"]
    before = await seen(house, "OPERATOR", incident_id)
    for deed, body in (("direct", {"line": "x"}), ("move", {"lat": 37.6, "lon": 127.0})):
        answer = await post(house, who, incident_id, deed, body)
        assert (answer.status_code, answer.json()["code"]) == (403, "not_your_incident")
    assert (await post(house, who, incident_id, "close", {})).status_code == 403
    assert await seen(house, "OPERATOR", incident_id) == before


async def test_the_room_told_beside_looks_and_leads_nothing(house: House) -> None:
    incident_id = (await fire(house))["incident_id"]
    view = await seen(house, "DISASTER_ROOM", incident_id)
    assert view["tiles"]
    assert not view["may_direct"]
    assert (await post(house, "DISASTER_ROOM", incident_id, "close", {})).status_code == 403
    assert (await post(house, "FIRE_ROOM", incident_id, "close", {})).status_code == 204


async def test_a_scene_moved_across_the_border_changes_the_room(house: House) -> None:
    incident_id = (await call(house))["incident_id"]
    to = {"lat": JONGAM["lat"], "lon": JONGAM["lon"]}
    assert (await post(house, "POLICE_ROOM", incident_id, "move", to)).status_code == 204
    assert (await house.ask("POLICE_ROOM", f"/api/incidents/{incident_id}")).status_code == 404
    view = await seen(house, "jongam room", incident_id)
    assert view["may_direct"]
    assert view["place"]["dong"] == "종암동"
    assert view["tiles"]
    again = await post(house, "POLICE_ROOM", incident_id, "close", {})
    assert again.status_code == 403, "it leads no more"


async def test_closing_ends_every_picture_for_everybody(house: House) -> None:
    incident_id = (await call(house))["incident_id"]
    assert (await post(house, "POLICE_ROOM", incident_id, "close", {})).status_code == 204
    for who in POLICE_CALL:
        view = await seen(house, who, incident_id)
        assert (view["state"], view["tiles"], view["may_close"]) == ("closed", [], False), who
        assert view["ended"]["reason_text_ko"] == "현장종결"
    assert (await grant_of(house, incident_id))["state"] == "closed"


@pytest.mark.parametrize(
    ("deed", "body"),
    [("direct", {"line": "x"}), ("move", {"lat": 37.6, "lon": 127.0}), ("close", {})],
)
async def test_a_second_screen_of_the_room_is_told_that_it_is_over(
    house: House, deed: str, body: dict[str, Any]
) -> None:
    """Not that the call is not theirs: two people of one room press within a second."""
    incident_id = (await call(house))["incident_id"]
    await post(house, "POLICE_ROOM", incident_id, "close", {})
    late = await post(house, "POLICE_ROOM", incident_id, deed, body)
    assert (late.status_code, late.json()["code"]) == (409, "already_ended")
    foreign = await post(house, "jongam room", incident_id, deed, body)
    assert (foreign.status_code, foreign.json()["code"]) == (403, "not_your_incident")


async def test_time_takes_the_tiles_away_even_where_the_timer_is_late(house: House) -> None:
    incident_id = (await call(house))["incident_id"]
    house.clock.advance(1800)
    assert (await grant_of(house, incident_id))["state"] == "active", "no timer has run"
    assert (await seen(house, "POLICE_ROOM", incident_id))["tiles"] == []
    assert (await seen(house, "OPERATOR", incident_id))["tiles"], "its own view is longer"
