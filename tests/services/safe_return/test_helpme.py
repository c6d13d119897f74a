"""안심헬프미 says the same in its own form."""

from typing import Any  # Any: JSON

from bongsu.services.safe_return.scenes import HELPME, SCENES
from tests.services.residents import Resident, facts_of, resident_in
from tests.web.house import GILEUM, House


def said(ring: Resident, event: str, **more: Any) -> dict[str, Any]:
    now = ring.clock.now().isoformat()
    number = f"h{next(ring.numbers)}"
    return {"id": number, "sent": now, "event": event, "tag": "tag_1", "time": now, **more}


async def ring_in(house: House) -> Resident:
    ring = await resident_in(house, "/link/v1/safe/helpme", ("SOS_APP",), "ansim-helpme")
    assert (await ring.post(said(ring, "JOIN"))).json()["state"] == "registered"
    return ring


def pressed(ring: Resident, **more: Any) -> dict[str, Any]:
    where = [GILEUM["lat"], GILEUM["lon"], 15.0]
    return said(ring, "PRESS", **{"call_no": "c1", "gps": where, "battery": 12, **more})


async def test_a_press_is_an_sos_like_any_other(house: House) -> None:
    ring = await ring_in(house)
    assert (await ring.post(pressed(ring))).json()["state"] == "waiting"
    await ring.wait(12.0)
    incident = await ring.incident()
    assert incident["category"] == "SOS_BUTTON"
    assert facts_of(incident)["Battery"] == "12 %"
    moved = [GILEUM["lat"] + 0.001, GILEUM["lon"]]
    await ring.wait(6.0)
    await ring.post(said(ring, "WHERE", call_no="c1", gps=moved))
    await ring.post(said(ring, "FINE", call_no="c1"))
    incident = await ring.incident()
    assert incident["place"]["lat"] == moved[0]
    assert "Says to be safe" in facts_of(incident)


async def test_its_simulator_is_heard_and_followed(house: House) -> None:
    (scene,) = [one for one in SCENES if one.partner == "ansim-helpme"]
    ring = await resident_in(house, HELPME, ("SOS_APP",), scene.partner)
    answers = await ring.perform(scene)
    assert [one.json()["state"] for one in answers] == ["registered", "waiting", "raised"]
    incident = await ring.incident()
    assert len(incident["tiles"]) == 5
    assert incident["place"]["lat"] > GILEUM["lat"]


async def test_a_ring_without_a_place_is_heard_all_the_same(house: House) -> None:
    ring = await ring_in(house)
    assert (await ring.post(pressed(ring, gps=None))).json()["state"] == "waiting"
    await ring.wait(12.0)
    assert (await ring.incident())["place"] is None


async def test_it_may_be_undone_in_time(house: House) -> None:
    ring = await ring_in(house)
    await ring.post(pressed(ring))
    ring.clock.advance(9.0)
    assert (await ring.post(said(ring, "UNDO", call_no="c1"))).json()["state"] == "cancelled"
    await ring.wait(60.0)
    assert await ring.incidents() == []


async def test_a_place_that_is_none_is_refused_by_its_field(house: House) -> None:
    ring = await ring_in(house)
    answer = await ring.post(pressed(ring, gps=[200.0, 127.0]))
    assert (answer.status_code, answer.json()["field"]) == (400, "gps")


async def test_a_ring_that_left_is_unknown(house: House) -> None:
    ring = await ring_in(house)
    await ring.post(said(ring, "LEAVE"))
    answer = await ring.post(pressed(ring))
    assert answer.json()["code"] == "unknown_device"
