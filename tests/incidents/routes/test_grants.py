"""`/api/grants` over HTTP: decide, recommend, cut, undo, give the reason, renew."""

import httpx
import pytest

from bongsu.incidents.expire import do_what_is_due
from bongsu.sharing.agreements.seongbuk import (
    DISASTER_ROOM,
    FIRE_SEONGBUK,
    POLICE_JONGAM,
    POLICE_SEONGBUK,
)
from bongsu.sharing.words import CUT_REASONS
from tests.incidents.routes.calls import JUNK_BODIES, call, fire, grant_of, own_grant_id, seen
from tests.web.house import House

C2 = {"incident": {"category": "ROBBERY", "code": "C2"}}
IN_DOUBT = {"lat": 37.608, "lon": 127.027, "accuracy_m": 12.0, "method": "GPS"}
BY_CELL = {"lat": 37.608, "lon": 127.020, "accuracy_m": 1500.0, "method": "CELL"}


async def act(
    house: House, who: str, grant: dict[str, object] | str, deed: str, body: object = None
) -> httpx.Response:
    grant_id = grant if isinstance(grant, str) else grant["grant_id"]
    return await house.ask(who, f"/api/grants/{grant_id}/{deed}", {} if body is None else body)


async def state_of(house: House, incident_id: str, organisation: str = POLICE_SEONGBUK) -> object:
    return (await grant_of(house, incident_id, organisation))["state"]


async def test_the_approver_opens_a_c2_with_one_key(house: House) -> None:
    incident_id = (await call(house, **C2))["incident_id"]
    grant = await grant_of(house, incident_id)
    assert (grant["state"], grant["waiting"]["kind"]) == ("waiting", "approval")
    for who in ("OPERATOR", "CENTRE_HEAD"):
        refused = await act(house, who, grant, "decide", {"approve": True})
        assert (refused.status_code, refused.json()["code"]) == (403, "not_yours"), who
    assert await state_of(house, incident_id) == "waiting"
    opened = await act(house, "SHIFT_LEAD", grant, "decide", {"approve": True})
    assert opened.status_code == 204
    assert await state_of(house, incident_id) == "active"
    assert (await seen(house, "POLICE_ROOM", incident_id))["tiles"]
    again = await act(house, "SHIFT_LEAD", grant, "decide", {"approve": False})
    assert (again.status_code, again.json()["code"]) == (409, "too_late")


async def test_a_no_is_a_no_with_the_centres_telephone(house: House) -> None:
    incident_id = (await call(house, **C2))["incident_id"]
    grant = await grant_of(house, incident_id)
    assert (await act(house, "SHIFT_LEAD", grant, "decide", {"approve": False})).status_code == 204
    mine = (await seen(house, "POLICE_ROOM", incident_id))["lendings"][0]
    assert (mine["state"], mine["reason"]) == ("refused", "denied_by_approver")
    assert "02-" in mine["reason_text_ko"]


async def test_an_operator_recommends_and_only_the_centre_reads_it(house: House) -> None:
    incident_id = (await call(house, **C2))["incident_id"]
    grant = await grant_of(house, incident_id)
    assert (await act(house, "OPERATOR", grant, "recommend", {"approve": True})).status_code == 204
    assert (await grant_of(house, incident_id))["recommended"] == "yes"
    assert (await seen(house, "POLICE_ROOM", incident_id))["lendings"][0]["recommended"] is None
    assert await state_of(house, incident_id) == "waiting"


async def test_the_approver_names_one_of_the_stations_in_doubt(house: House) -> None:
    incident_id = (await call(house, location=IN_DOUBT))["incident_id"]
    grant = await grant_of(house, incident_id, POLICE_JONGAM)
    assert grant["waiting"]["kind"] == "jurisdiction"
    stranger = {"approve": True, "organisation": FIRE_SEONGBUK}
    for answer in ({"approve": True}, stranger):
        refused = await act(house, "SHIFT_LEAD", grant, "decide", answer)
        assert (refused.status_code, refused.json()["field"]) == (400, "organisation")
    chosen = {"approve": True, "organisation": POLICE_JONGAM}
    assert (await act(house, "SHIFT_LEAD", grant, "decide", chosen)).status_code == 204
    assert await state_of(house, incident_id, POLICE_JONGAM) == "active"
    assert (await house.ask("POLICE_ROOM", f"/api/incidents/{incident_id}")).status_code == 404


async def test_an_operator_gives_the_place_that_a_cell_did_not(house: House) -> None:
    incident_id = (await call(house, location=BY_CELL))["incident_id"]
    grant = (await seen(house, "OPERATOR", incident_id))["lendings"][0]
    assert grant["waiting"]["may_decide"]
    missing = await act(house, "OPERATOR", grant, "decide", {"approve": True})
    assert (missing.status_code, missing.json()["field"]) == (400, "lat")
    place = {"approve": True, "lat": 37.608, "lon": 127.020}
    assert (await act(house, "OPERATOR", grant, "decide", place)).status_code == 204
    assert await state_of(house, incident_id) == "active"


@pytest.mark.parametrize(
    ("deed", "body", "field"),
    [
        ("decide", {}, "approve"),
        ("decide", {"approve": "yes"}, "approve"),
        ("decide", {"approve": True, "lat": 91}, "lat"),
        ("decide", {"approve": True, "lon": "x"}, "lon"),
        ("decide", {"approve": True, "why": "x"}, "why"),
        ("recommend", {}, "approve"),
        ("recommend", {"approve": None}, "approve"),
        ("reason", {}, "reason"),
        ("reason", {"reason": 1}, "reason"),
        ("reason", {"reason": "because"}, "reason"),
        ("reason", {"reason": ""}, "reason"),
    ],
)
async def test_bad_input_is_told_its_field(
    house: House, deed: str, body: dict[str, object], field: str
) -> None:
    grant = await grant_of(house, (await call(house, **C2))["incident_id"])
    answer = await act(house, "SHIFT_LEAD", grant, deed, body)
    assert (answer.status_code, answer.json().get("field")) == (400, field), answer.text


@pytest.mark.parametrize("deed", ["decide", "recommend", "reason"])
async def test_junk_is_a_400_and_no_fault_of_ours(house: House, deed: str) -> None:
    for junk in JUNK_BODIES:
        answer = await house.send_raw("SHIFT_LEAD", f"/api/grants/gr_x/{deed}", junk)
        assert answer.status_code == 400, (junk, answer.text)


async def test_a_cut_is_at_once_is_undone_within_ten_seconds_and_then_final(house: House) -> None:
    incident_id = (await call(house))["incident_id"]
    grant = await grant_of(house, incident_id)
    assert (await act(house, "OPERATOR", grant, "withdraw")).status_code == 204
    assert (await seen(house, "POLICE_ROOM", incident_id))["tiles"] == []
    assert (await act(house, "OPERATOR", grant, "withdraw")).status_code == 409
    house.clock.advance(9)
    assert (await act(house, "SHIFT_LEAD", grant, "undo")).status_code == 204
    assert (await seen(house, "POLICE_ROOM", incident_id))["tiles"]
    assert (await act(house, "SHIFT_LEAD", grant, "undo")).status_code == 409
    assert (await act(house, "OPERATOR", grant, "withdraw")).status_code == 204
    house.clock.advance(10)
    late = await act(house, "OPERATOR", grant, "undo")
    assert (late.status_code, late.json()["code"]) == (409, "too_late")


@pytest.mark.parametrize("reason", sorted(CUT_REASONS))
async def test_the_reason_comes_afterwards_and_the_room_reads_it(house: House, reason: str) -> None:
    incident_id = (await call(house))["incident_id"]
    grant = await grant_of(house, incident_id)
    assert (await act(house, "OPERATOR", grant, "reason", {"reason": reason})).status_code == 409
    await act(house, "OPERATOR", grant, "withdraw")
    assert (await act(house, "OPERATOR", grant, "reason", {"reason": reason})).status_code == 204
    mine = (await seen(house, "POLICE_ROOM", incident_id))["lendings"][0]
    assert mine["reason_text_ko"].endswith(CUT_REASONS[reason][0])
    assert mine["reason_text_en"].endswith(CUT_REASONS[reason][1])


@pytest.mark.parametrize("deeds", [["withdraw"], ["withdraw", "undo"], []])
async def test_what_is_done_to_one_body_is_not_read_by_the_other(
    house: House, deeds: list[str]
) -> None:
    """A cut, its undoing, and the end by time (no deed) of the disaster room's lending alone."""
    incident_id = (await fire(house))["incident_id"]
    grant = await grant_of(house, incident_id, DISASTER_ROOM)
    before = (await seen(house, "FIRE_ROOM", incident_id))["timeline"]
    for deed in deeds:
        assert (await act(house, "OPERATOR", grant, deed)).status_code == 204
    if not deeds:
        house.clock.advance(60)
        await act(house, "FIRE_ROOM", await grant_of(house, incident_id, FIRE_SEONGBUK), "renew")
        house.clock.advance(3590)
        await do_what_is_due(house.desk)
        assert await state_of(house, incident_id, DISASTER_ROOM) == "expired"
        assert await state_of(house, incident_id, FIRE_SEONGBUK) == "active"
    assert (await seen(house, "FIRE_ROOM", incident_id))["timeline"] == before
    mine = (await seen(house, "DISASTER_ROOM", incident_id))["timeline"]
    centres = (await seen(house, "OPERATOR", incident_id))["timeline"]
    added = max(1, len(deeds))
    assert [one["kind"] for one in mine[-added:]] == (deeds or ["expire"])
    assert set(deeds or ["expire"]) <= {one["kind"] for one in centres}


async def test_a_room_renews_its_own_three_times(house: House) -> None:
    incident_id = (await call(house))["incident_id"]
    grant = await grant_of(house, incident_id)
    ends = [grant["ends_at"]]
    for left in (2, 1, 0):
        house.clock.advance(60)
        assert (await act(house, "POLICE_ROOM", grant, "renew")).status_code == 204
        now = await grant_of(house, incident_id)
        assert now["renewals_left"] == left
        ends.append(now["ends_at"])
    assert ends == sorted(set(ends))
    spent = await act(house, "POLICE_ROOM", grant, "renew")
    assert (spent.status_code, spent.json()["code"]) == (409, "too_late")


async def test_a_foreign_lending_cannot_be_renewed_and_is_not_even_there(house: House) -> None:
    incident_id = (await fire(house))["incident_id"]
    for organisation, who in (
        (FIRE_SEONGBUK, "DISASTER_ROOM"),
        (DISASTER_ROOM, "FIRE_ROOM"),
        (FIRE_SEONGBUK, "POLICE_ROOM"),
    ):
        grant = await grant_of(house, incident_id, organisation)
        foreign = await act(house, who, grant, "renew")
        unknown = await act(house, who, "gr_00000000000000000000000000", "renew")
        assert foreign.status_code == unknown.status_code == 404
        assert foreign.content == unknown.content
    own = await own_grant_id(house, incident_id)
    assert (await act(house, "FIRE_ROOM", own, "renew")).status_code == 404


async def test_nothing_lent_is_brought_back_after_the_close(house: House) -> None:
    incident_id = (await call(house))["incident_id"]
    grant = await grant_of(house, incident_id)
    await act(house, "OPERATOR", grant, "withdraw")
    await house.ask("POLICE_ROOM", f"/api/incidents/{incident_id}/close", {})
    assert (await act(house, "OPERATOR", grant, "undo")).status_code == 409
    assert (await act(house, "POLICE_ROOM", grant, "renew")).status_code == 409
    assert (await act(house, "SHIFT_LEAD", grant, "decide", {"approve": True})).status_code == 409
