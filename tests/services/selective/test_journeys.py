"""From a confirmed alarm to an incident, a hand-over and a report; and everything that does not lead there."""

import asyncio
from typing import Any  # Any: JSON

import httpx
import pytest
from sqlalchemy import text

from bongsu.identity.people import LinkSystem
from bongsu.incidents.tickets import TicketDesk
from bongsu.kernel.failures import Invalid
from bongsu.media.placement import Placement
from bongsu.services.selective.rules import PARTNER
from bongsu.sharing.agreements.seongbuk import FIRE_SEONGBUK, POLICE_SEONGBUK
from tests.monitoring.alarms.watched_house import ALARMS, WatchedHouse
from tests.services.linked_house import HEAD, LEAD, OPERATOR, ROOM, System, facts_of
from tests.web.house import GILEUM

SELECT = "SELECT"


async def opened(here: WatchedHouse, category: str = "VIOLENCE", which: int = 0) -> str:
    alarm_id = await here.real(which)
    answer = await here.ask(OPERATOR, f"{ALARMS}/{alarm_id}/incident", {"category": category})
    assert answer.status_code == 200, answer.text
    incident_id: str = answer.json()["incident_id"]
    return incident_id


async def handed(here: WatchedHouse, incident_id: str, organisation: str) -> httpx.Response:
    path = f"/api/incidents/{incident_id}/hand-over"
    said = {"organisation": organisation, "reason": "현장 폭력 확인"}
    return await here.ask(OPERATOR, path, said)


async def test_a_confirmed_alarm_becomes_an_incident_at_its_camera(here: WatchedHouse) -> None:
    incident_id = await opened(here)
    view = await here.newest(OPERATOR, SELECT)
    row = here.house.catalogue.rows[here.cameras[0]]
    assert (view["incident_id"], view["category_ko"], view["room_kind"]) == (
        incident_id,
        "폭력",
        "centre",
    )
    assert (view["place"]["lat"], view["place"]["lon"]) == (row.lat, row.lon)
    assert facts_of(view)["Alarm"] == "Intrusion"
    assert facts_of(view)["Camera"] == row.name
    assert "open_incident" in await here.trail()


async def test_its_own_site_is_shown_first_then_what_stands_beside_it(here: WatchedHouse) -> None:
    await opened(here)
    rows = here.house.catalogue.rows
    shown = await here.pictures(OPERATOR, SELECT)
    assert 0 < len(shown) <= 9
    assert rows[shown[0]].site_id == rows[here.cameras[0]].site_id


async def test_the_alarm_names_its_incident_and_asked_twice_it_is_one(here: WatchedHouse) -> None:
    alarm_id = await here.real()
    body = {"category": "FALL"}
    path = f"{ALARMS}/{alarm_id}/incident"
    first = (await here.ask(OPERATOR, path, body)).json()["incident_id"]
    again = (await here.ask(LEAD, path, {"category": "FIRE"})).json()["incident_id"]
    assert first == again
    assert len(await here.incidents(OPERATOR, SELECT)) == 1
    one = await here.read(OPERATOR, f"{ALARMS}/{alarm_id}")
    assert one["alarm"]["incident_id"] == first
    assert await here.refused(OPERATOR, f"{ALARMS}/{alarm_id}/undo", {}) == (
        409,
        "too_late_to_undo",
    )


async def test_what_nobody_has_confirmed_becomes_none(here: WatchedHouse) -> None:
    alarm_id = await here.raised()
    path = f"{ALARMS}/{alarm_id}/incident"
    assert await here.refused(OPERATOR, path, {"category": "FALL"}) == (409, "not_confirmed")
    await here.ask(
        OPERATOR, f"{ALARMS}/{alarm_id}/verdict", {"verdict": "false", "reason": "plant"}
    )
    assert await here.refused(OPERATOR, path, {"category": "FALL"}) == (409, "not_confirmed")
    assert await here.incidents(OPERATOR, SELECT) == []


async def test_what_it_is_comes_from_the_list(here: WatchedHouse) -> None:
    alarm_id = await here.real()
    for body in ({}, {"category": "MURDER"}, {"category": "FALL", "who": "x"}):
        answer = await here.ask(OPERATOR, f"{ALARMS}/{alarm_id}/incident", body)
        assert answer.status_code == 400, body


async def test_the_head_opens_none_and_nobody_outside_does(here: WatchedHouse) -> None:
    alarm_id = await here.real()
    for who in (HEAD, ROOM, "CPO"):
        answer = await here.ask(who, f"{ALARMS}/{alarm_id}/incident", {"category": "FALL"})
        assert answer.status_code == 403, who


async def test_the_police_see_it_when_it_is_handed_over(here: WatchedHouse) -> None:
    incident_id = await opened(here)
    assert await here.incidents(ROOM, SELECT) == []
    assert (await handed(here, incident_id, POLICE_SEONGBUK)).status_code == 204
    (seen,) = await here.incidents(ROOM, SELECT)
    assert seen["tiles"]
    assert set(facts_of(seen)) == {"Alarm", "First seen"}
    assert (seen["own_view"], seen["may_close"]) == (None, False)


async def test_119_is_handed_what_burns_and_not_what_is_violent(here: WatchedHouse) -> None:
    fire = await opened(here, "FIRE", 0)
    await handed(here, fire, FIRE_SEONGBUK)
    (seen,) = await here.incidents("FIRE_ROOM", SELECT)
    assert seen["tiles"]
    violent = await opened(here, "VIOLENCE", 1)
    await handed(here, violent, FIRE_SEONGBUK)
    refused = [
        one for one in await here.incidents("FIRE_ROOM", SELECT) if one["incident_id"] == violent
    ]
    assert all(one["tiles"] == [] for one in refused)


async def test_nobody_but_112_and_119_is_handed_one(here: WatchedHouse) -> None:
    incident_id = await opened(here)
    answer = await handed(here, incident_id, "SEONGBUK.DISASTER")
    assert (answer.status_code, answer.json()["field"]) == (400, "organisation")


async def test_the_operator_ends_it_by_the_plain_key(here: WatchedHouse) -> None:
    incident_id = await opened(here)
    assert (await here.ask(OPERATOR, f"/api/incidents/{incident_id}/close", {})).status_code < 300
    assert (await here.newest(OPERATOR, SELECT))["state"] == "closed"
    assert await here.pictures(OPERATOR, SELECT) == []


def letter(here: WatchedHouse, **more: Any) -> dict[str, Any]:
    """What a system says that would open one by itself."""
    said = {
        "msg_id": "m1",
        "sent_at": here.clock.now().isoformat(),
        "sender": {"org": "SEONGBUK", "system": "MONITORING"},
        "service": SELECT,
        "ext_incident_no": "alm_1",
        "msg_type": "NEW",
        "incident": {"category": "VIOLENCE"},
        "location": {**GILEUM, "method": "GPS"},
    }
    return said | more


async def test_no_message_opens_one_whatever_it_says(here: WatchedHouse) -> None:
    path = "/link/v1/incidents"
    said = [letter(here), letter(here, details={"alarm_id": "alm_1"}), letter(here, details={})]
    for body in said:
        answer = await here.house.ask("monitoring", path, body, from_console=False)
        assert answer.status_code in (400, 403), answer.text
    assert await here.incidents(OPERATOR, SELECT) == []


async def test_no_message_changes_or_ends_one(here: WatchedHouse) -> None:
    incident_id = await opened(here)
    view = await here.newest(OPERATOR, SELECT)
    for number, kind in enumerate(("UPDATE", "CLOSE", "CANCEL")):
        body = letter(
            here, msg_id=f"n{number}", msg_type=kind, ext_incident_no=view["ext_incident_no"]
        )
        await here.house.ask("monitoring", "/link/v1/incidents", body, from_console=False)
    now = await here.newest(OPERATOR, SELECT)
    assert (now["incident_id"], now["state"], now["place"]) == (incident_id, "open", view["place"])


async def with_speaker(here: WatchedHouse, camera_id: str) -> None:
    async with here.house.database.work() as work:
        said = text("UPDATE cameras SET has_speaker = :yes WHERE camera_id = :one")
        await work.connection.execute(said, {"yes": True, "one": camera_id})


async def test_without_a_loudspeaker_there_is_no_key(here: WatchedHouse) -> None:
    alarm_id = await here.raised()
    path = f"{ALARMS}/{alarm_id}/announce"
    assert await here.read(OPERATOR, path) == {"may": False, "device": ""}
    assert await here.refused(OPERATOR, path, {"text": "위험합니다"}) == (409, "no_speaker")
    assert "announce" not in await here.trail()


async def test_whether_one_may_speak_is_read_while_the_queue_changes(here: WatchedHouse) -> None:
    path = f"{ALARMS}/{await here.raised()}/announce"
    async with here.desk.turn, asyncio.timeout(10):
        assert (await here.read(OPERATOR, path))["may"] is False
        assert (await here.house.ask(OPERATOR, f"{ALARMS}/none/announce")).status_code == 404


async def test_press_and_words_are_kept_and_nothing_is_claimed(here: WatchedHouse) -> None:
    alarm_id = await here.raised()
    await with_speaker(here, here.cameras[0])
    path = f"{ALARMS}/{alarm_id}/announce"
    assert await here.read(OPERATOR, path) == {"may": True, "device": "speaker"}
    answer = await here.ask(OPERATOR, path, {"text": "위험하니 물러나 주십시오"})
    assert (answer.status_code, answer.json()["sounded"]) == (200, False)
    (row,) = await here.trail_of("announce")
    assert "물러나" in row["body"]


async def test_at_what_was_waved_away_nothing_is_said(here: WatchedHouse) -> None:
    alarm_id = await here.raised()
    await with_speaker(here, here.cameras[0])
    body = {"verdict": "false", "reason": "plant"}
    await here.ask(OPERATOR, f"{ALARMS}/{alarm_id}/verdict", body)
    path = f"{ALARMS}/{alarm_id}/announce"
    assert await here.refused(OPERATOR, path, {"text": "위험합니다"}) == (409, "alarm_over")


@pytest.mark.parametrize("words", ["", "x", "x" * 201, "a\u0000b"])
async def test_what_cannot_be_said_is_refused(here: WatchedHouse, words: str) -> None:
    alarm_id = await here.raised()
    answer = await here.ask(OPERATOR, f"{ALARMS}/{alarm_id}/announce", {"text": words})
    assert answer.status_code == 400


async def test_a_press_without_a_media_process_still_acknowledges(here: WatchedHouse) -> None:
    alarm_id = await here.raised()
    signer = here.house.state["ticket_signer"]
    here.house.app.state.tickets = TicketDesk(signer, Placement())
    answer = await here.ask(OPERATOR, f"{ALARMS}/{alarm_id}/open", {})
    assert (answer.status_code, answer.json()["code"]) == (503, "media_away")
    assert here.desk.book.alarms[alarm_id].opened_by is not None


async def test_no_system_is_given_the_name_under_which_people_open_one(here: WatchedHouse) -> None:
    spoof = System(PARTNER, "SEONGBUK", LinkSystem.OTHER, (SELECT,))
    with pytest.raises(Invalid) as refused:
        await here.add(spoof)
    assert refused.value.field == "name"
