"""The alarm's way over HTTP and the feed: happy, refused, silent, police told too, an area, the end of all of it."""

import pytest

from bongsu.sharing.agreements.seongbuk import POLICE_JONGAM, POLICE_SEONGBUK
from tests.incidents.stage import said_to
from tests.services.anklet.linked import ROOM, Linked
from tests.web.house import JONGAM

SEONGBUK_ROOM, JONGAM_ROOM = "POLICE_ROOM", "jongam room"


async def test_the_monitoring_centre_sees_the_dot_move_and_the_pictures_around_it(
    linked: Linked,
) -> None:
    opened = await linked.opened()
    assert (opened.status_code, opened.json()["status"]) == (201, "GRANTED")
    assert 1 <= len(opened.json()["cameras"]) <= 9
    first = await linked.newest(ROOM)
    assert first["category_ko"] == "출입금지구역 진입"
    assert first["room_kind"] == "moj"
    assert len(first["tiles"]) == first["tile_count"] == len(opened.json()["cameras"])
    assert next(one["value_ko"] for one in first["facts"]) == "출입금지구역 진입"
    await linked.wait(5)
    await linked.follows("LOCATION", location={"lat": 37.6085, "lon": 127.0205, "accuracy_m": 9.0})
    then = await linked.newest(ROOM)
    assert (then["place"]["lat"], then["place"]["lon"]) == (37.6085, 127.0205)


async def test_the_room_is_told_over_the_feed_with_tickets(linked: Linked) -> None:
    await linked.opened()
    told = said_to(await linked.screen(ROOM))
    views = [one["incident"] for one in told if one["kind"] == "incident"]
    assert [one["place"]["lat"] for one in views] == [37.608]
    assert any(one["kind"] == "ticket" for one in told)


async def test_ten_steps_and_the_end_of_the_alarm(linked: Linked) -> None:
    answers = await linked.play("happy")
    assert [one.status_code for one in answers] == [201] + [200] * 11
    assert {one.json()["status"] for one in answers[:-1]} == {"GRANTED"}
    assert answers[-1].json()["status"] == "CLOSED"
    over = await linked.newest(ROOM)
    assert (over["state"], over["tiles"], over["place"], over["category"]) == (
        "closed",
        [],
        None,
        "",
    )


async def test_a_trigger_that_is_not_agreed_opens_nothing(linked: Linked) -> None:
    answers = await linked.play("refused")
    refused = answers[0].json()
    assert (refused["status"], refused["reason_code"]) == ("REJECTED", "category_not_listed")
    assert refused["cameras"] == []


@pytest.mark.parametrize("trigger", ["CONTACT_LOST", "BATTERY_LOW", "OTHER_CONDITION"])
async def test_what_the_monitoring_centre_knows_and_nobody_agreed_is_refused(
    linked: Linked, trigger: str
) -> None:
    answer = (await linked.opened(trigger, police_too=True)).json()
    assert (answer["status"], answer["reason_code"]) == ("REJECTED", "category_not_listed")
    assert [one["organisation"] for one in answer["lendings"]] == ["MOJ.ANKLET"]


async def test_a_word_that_is_no_trigger_is_refused_by_its_field(linked: Linked) -> None:
    answer = await linked.opened("RAN_AWAY")
    assert (answer.status_code, answer.json()["field"]) == (400, "incident.category")


async def test_a_stream_that_stops_ends_it_and_wipes_the_place(linked: Linked) -> None:
    await linked.play("silent")
    await linked.wait(100)
    running = await linked.newest(ROOM)
    assert running["state"] == "open"
    await linked.wait(21)
    over = await linked.newest(ROOM)
    assert (over["state"], over["ended"]["reason"]) == ("closed", "partner_silent")
    assert (over["place"], over["tiles"]) == (None, [])


async def test_a_device_that_stands_still_and_speaks_is_not_silent(linked: Linked) -> None:
    await linked.opened()
    for _ in range(5):
        await linked.wait(90)
        await linked.follows("LOCATION", location={"lat": 37.608, "lon": 127.02, "accuracy_m": 12})
    running = await linked.newest(ROOM)
    assert running["state"] == "open"


async def test_the_police_room_sees_it_only_once_it_is_told(linked: Linked) -> None:
    await linked.opened("VICTIM_APPROACH", worn_under="stalking_provisional_measure")
    assert await linked.incidents(SEONGBUK_ROOM) == []
    told = await linked.follows("UPDATE", details={"police_too": True})
    lent = {one["organisation"]: one["status"] for one in told.json()["lendings"]}
    assert lent == {"MOJ.ANKLET": "GRANTED", POLICE_SEONGBUK: "GRANTED"}
    seen = await linked.newest(SEONGBUK_ROOM)
    assert seen["place"]["lat"] == 37.608
    assert seen["tiles"]
    assert seen["lendings"][0]["agreement_id"] == "SB-MOJ-POLICE-2024-01"
    assert not seen["may_direct"]
    assert not seen["may_close"]
    assert await linked.incidents(JONGAM_ROOM) == []


async def test_the_police_room_that_is_told_is_the_competent_one(linked: Linked) -> None:
    await linked.opened(police_too=True)
    await linked.wait(6)
    moved = await linked.follows("LOCATION", location={**JONGAM, "method": "GPS"})
    lent = {one["organisation"]: one["status"] for one in moved.json()["lendings"]}
    assert lent[POLICE_JONGAM] == "GRANTED"
    assert lent[POLICE_SEONGBUK] == "REJECTED"
    assert await linked.incidents(SEONGBUK_ROOM) == []


async def test_the_police_are_told_no_more_once_it_is_taken_back(linked: Linked) -> None:
    await linked.opened(police_too=True)
    assert await linked.incidents(SEONGBUK_ROOM)
    await linked.follows("UPDATE", details={"police_too": False})
    assert await linked.incidents(SEONGBUK_ROOM) == []


async def test_an_area_instead_of_a_point_shows_what_stands_in_it(linked: Linked) -> None:
    answers = await linked.play("area")
    assert [one.json()["status"] for one in answers] == ["GRANTED", "GRANTED", "CLOSED"]


async def test_the_end_ends_everything_at_once_for_everybody(linked: Linked) -> None:
    await linked.opened(police_too=True)
    rooms = [await linked.screen(one) for one in (ROOM, SEONGBUK_ROOM)]
    assert all(any(one["kind"] == "ticket" for one in said_to(screen)) for screen in rooms)
    closed = (await linked.follows("CLOSE")).json()
    assert (closed["status"], closed["cameras"]) == ("CLOSED", [])
    await linked.house.told()
    for screen in rooms:
        last = [one["incident"] for one in said_to(screen) if one["kind"] == "incident"][-1]
        assert (last["state"], last["tiles"], last["place"]) == ("closed", [], None)


async def test_it_renews_four_times(linked: Linked) -> None:
    renew_url = (await linked.opened()).json()["renew_url"]
    statuses = []
    for _ in range(5):
        await linked.wait(60)
        await linked.follows("LOCATION", location={"lat": 37.608, "lon": 127.02, "accuracy_m": 12})
        answer = await linked.ask("moj-anklet", renew_url, {})
        statuses.append(answer.status_code)
    assert statuses == [200] * 4 + [409]


async def test_another_partner_may_not_raise_an_alarm(linked: Linked) -> None:
    answer = await linked.ask("seoul-112", "/link/v1/incidents", {**_plain(linked)})
    assert (answer.status_code, answer.json()["code"]) == (403, "service_not_yours")


def _plain(linked: Linked) -> dict[str, object]:
    return {
        "msg_id": "m1",
        "sent_at": linked.stage.now.isoformat(),
        "sender": {"org": "MOJ.ANKLET", "system": "MOJ"},
        "service": "ANKLET",
        "ext_incident_no": "2026-1",
        "msg_type": "NEW",
        "incident": {"category": "CURFEW"},
        "details": {"police_too": False, "worn_under": "electronic_device_act"},
        "location": {"lat": 37.608, "lon": 127.02},
    }
