"""Half an hour of an SOS: the operator is asked before the pictures end, one press goes on, no answer ends them."""

from datetime import datetime
from typing import Any  # Any: JSON

import pytest

from bongsu.services.safe_return.scenes import SCENES
from tests.services.residents import Resident, resident_in
from tests.web.asgi_socket import feed_of
from tests.web.house import House

SCENE = {one.name: one for one in SCENES}
HALF_AN_HOUR = 1800.0


@pytest.fixture
async def phone(house: House) -> Resident:
    """An SOS that nobody took back; its phone has fallen silent."""
    found = await resident_in(house, "/link/v1/safe/ansimi", ("SOS_APP", "ESCORT"))
    await found.perform(SCENE["silent"])
    return found


async def own(phone: Resident) -> dict[str, Any]:
    found: dict[str, Any] = (await phone.incident())["own_view"]
    return found


async def press(phone: Resident, what: str, who: str = "OPERATOR") -> int:
    grant_id = (await own(phone))["grant_id"]
    return (await phone.ask(who, f"/api/grants/{grant_id}/{what}", {})).status_code


def left_s(phone: Resident, at: str) -> float:
    return (datetime.fromisoformat(at) - phone.clock.now()).total_seconds()


async def test_two_minutes_before_the_end_somebody_is_asked_and_one_press_goes_on(
    phone: Resident,
) -> None:
    view = await own(phone)
    await phone.wait(left_s(phone, view["asks_from"]))
    assert left_s(phone, view["ends_at"]) == 120.0
    tiles = [one["camera_id"] for one in (await phone.incident())["tiles"]]
    assert await press(phone, "renew") == 204
    assert left_s(phone, (await own(phone))["ends_at"]) == HALF_AN_HOUR
    # beyond the first end the same pictures run
    await phone.wait(121.0)
    assert [one["camera_id"] for one in (await phone.incident())["tiles"]] == tiles


async def test_no_answer_ends_the_pictures_not_the_sos_and_every_screen_says_so(
    phone: Resident,
) -> None:
    house = phone.house
    async with feed_of(house.app, house.headers_of("SHIFT_LEAD")) as socket:
        await socket.until("summary")
        await phone.wait(left_s(phone, (await own(phone))["ends_at"]))
        await house.told()
        told = (await socket.until("incident"))[-1]["incident"]
    assert (told["state"], told["tiles"]) == ("open", [])
    assert told["own_view"]["over_ko"] == "계속 보기를 누른 사람이 없어 확인용 영상이 끝났습니다"
    assert told["own_view"]["may_go_on"]
    assert await press(phone, "renew") == 204
    assert len((await phone.incident())["tiles"]) == 5


async def test_the_tiles_that_were_asked_for_again_follow_the_phone(phone: Resident) -> None:
    await phone.wait(HALF_AN_HOUR)
    await press(phone, "renew")
    (device,) = await phone.query("SELECT number, device_id FROM resident_alarms")
    place = (await phone.incident())["place"]
    moved = {"lat": place["lat"] + 0.002, "lon": place["lon"]}
    before = [one["camera_id"] for one in (await phone.incident())["tiles"]]
    await phone.wait(10.0)
    await phone.say("SOS_POSITION", number=device[0], device_id=device[1], position=moved)
    await phone.wait(6.0)
    assert [one["camera_id"] for one in (await phone.incident())["tiles"]] != before


async def test_enough_seen_the_pictures_stop_at_once(phone: Resident) -> None:
    assert await press(phone, "end-view") == 204
    assert (await phone.incident())["tiles"] == []
    assert await press(phone, "end-view") == 409


async def test_it_is_nobodys_outside(phone: Resident) -> None:
    grant_id = (await own(phone))["grant_id"]
    for who in ("POLICE_ROOM", "AUDITOR"):
        answer = await phone.ask(who, f"/api/grants/{grant_id}/renew", {})
        assert answer.status_code in {403, 404}
        ended = await phone.ask(who, f"/api/grants/{grant_id}/end-view", {})
        assert ended.status_code == 403


async def test_of_what_is_lent_outside_there_is_no_own_view_to_end(phone: Resident) -> None:
    """A lending is cut (제공 중단), with its ten seconds and its reason."""
    called = await phone.house.ask("seoul-112", "/link/v1/incidents", _robbery(phone))
    (lent,) = [one for one in await phone.open_incidents() if one["service"] == "P112_DISPATCH"]
    assert called.status_code == 201
    grant_id = lent["lendings"][0]["grant_id"]
    for what in ("end-view", "renew"):
        answer = await phone.ask("OPERATOR", f"/api/grants/{grant_id}/{what}", {})
        assert answer.status_code in {404, 409}


def _robbery(phone: Resident) -> dict[str, Any]:
    return {
        "msg_id": "m-112",
        "sent_at": phone.clock.now().isoformat(),
        "sender": {"org": "KNPA.SEOUL", "system": "112"},
        "service": "P112_DISPATCH",
        "ext_incident_no": "112-1",
        "msg_type": "NEW",
        "incident": {"category": "ROBBERY", "code": "C0"},
        "location": {"lat": 37.608, "lon": 127.020, "accuracy_m": 12.0, "method": "GPS"},
        "legal": {"basis": "PIPA18-2-3"},
    }
