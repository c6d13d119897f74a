"""From the call to the pictures: who is lent what by itself, who is told why not, and how it ends."""

import asyncio

import pytest

from tests.journeys.client import District, Feed, Json
from tests.journeys.node import Node
from tests.journeys.places import DONGSEON, GIREUM1, GIREUM2, JANGWI, JEONGNEUNG
from tests.media.stand import LiveViewer


def has_tiles(view: Json) -> bool:
    return len(view["tiles"]) >= 5


async def first_ticket(feed: Feed, number: str) -> Json:
    """The ticket that came by itself for the best tile."""
    grant = (await feed.incident(number, has_tiles))["tiles"][0]["grant_id"]
    return (await feed.until(lambda: feed.tickets(grant)))[0]


async def is_playing(viewer: LiveViewer) -> None:
    await viewer.fragments(3, within_s=10)
    frames = viewer.decoded()
    assert frames
    assert frames[0].width >= 320


async def test_a_robbery_opens_pictures_in_the_competent_room_and_its_car_only(
    district: District,
) -> None:
    room, car = await district.feed("seongbuk-room"), await district.feed("car31")
    others = [await district.feed(name) for name in ("jongam-room", "car41", "fire-room")]
    call, answer = await district.police.call("ROBBERY", "C0", GIREUM1, units=("순31",))
    assert (answer["status"], answer["clause"]) == ("GRANTED", "3.2")
    assert 5 <= len(answer["cameras"]) <= 9
    assert all(camera["distance_m"] <= 300 for camera in answer["cameras"])
    assert "ticket" not in str(answer)
    for screen in (room, car):
        view = await screen.incident(call.number, has_tiles)
        lending = view["lendings"][0]
        assert (lending["state"], lending["clause"]) == ("active", "3.2")
        assert "제3조제2항" in lending["clause_text_ko"]
        assert all(tile["why_ko"] for tile in view["tiles"])
    viewers = [await district.watch(await first_ticket(s, call.number)) for s in (room, car)]
    for viewer in viewers:
        await is_playing(viewer)
    assert viewers[1].messages[0].text["viewer"].endswith("순31")
    assert [screen.view(call.number) for screen in others] == [None, None, None]
    assert not any(screen.of("ticket") for screen in others)


async def test_the_best_five_tickets_come_by_themselves(district: District) -> None:
    room = await district.feed("seongbuk-room")
    call, _ = await district.police.call("ROBBERY", "C1", DONGSEON)
    grant = (await room.incident(call.number, has_tiles))["tiles"][0]["grant_id"]
    five = await room.until(lambda: t if len(t := room.tickets(grant)) >= 5 else None)
    view = await room.incident(call.number)
    assert [t["camera_id"] for t in five] == [tile["camera_id"] for tile in view["tiles"][:5]]
    assert all(t["url"].endswith(f":{district.node.media_port}/live") for t in five)


async def test_a_ticket_is_accepted_once(district: District) -> None:
    room = await district.feed("seongbuk-room")
    call, _ = await district.police.call("ROBBERY", "C0", GIREUM1)
    ticket = await first_ticket(room, call.number)
    await is_playing(await district.watch(ticket))
    second = await district.watch(ticket)
    assert (await second.text("refused"))["reason"] == "used"
    assert await second.closed() == 4403


async def test_the_partners_close_ends_every_picture_and_a_later_ticket_opens_nothing(
    district: District,
) -> None:
    room, car = await district.feed("seongbuk-room"), await district.feed("car31")
    call, _ = await district.police.call("ROBBERY", "C0", GIREUM1, units=("순31",))
    viewers = [await district.watch(await first_ticket(s, call.number)) for s in (room, car)]
    for viewer in viewers:
        await is_playing(viewer)
    kept = await room.ticket((await room.lending(call.number, "active"))["grant_id"])
    status, answer = await call.send("CLOSE")
    assert (status, answer["status"]) == (200, "CLOSED")
    for viewer in viewers:
        assert (await viewer.text("ended"))["reason"] == "closed"
        assert await viewer.closed() == 4410
        assert viewer.messages[-1].text, "no picture after the word"
    late = await district.watch(kept)
    assert (await late.text("refused"))["reason"] == "ended"
    view = await room.incident(call.number, lambda v: v["state"] == "closed")
    assert view["ended"]["reason_text_ko"] == "현장종결"
    assert view["tiles"] == []


async def test_a_false_alarm_ends_every_picture(district: District) -> None:
    room = await district.feed("seongbuk-room")
    call, _ = await district.police.call("ROBBERY", "C0", DONGSEON)
    viewer = await district.watch(await first_ticket(room, call.number))
    await is_playing(viewer)
    await call.send("CANCEL")
    assert (await viewer.text("ended"))["reason"] == "cancelled"
    view = await room.incident(call.number, lambda v: v["state"] == "cancelled")
    assert "오인" in view["ended"]["reason_text_ko"]


async def test_a_call_without_urgency_is_refused_with_its_reason(district: District) -> None:
    room = await district.feed("seongbuk-room")
    call, answer = await district.police.call("ROBBERY", "C3", GIREUM1, units=("순31",))
    assert (answer["status"], answer["cameras"]) == ("REJECTED", [])
    lending = await room.lending(call.number, "refused")
    assert lending["reason"] == answer["reason_code"]
    assert "코드3" in lending["reason_text_ko"]
    assert "제3조제2항" in lending["reason_text_ko"]
    assert not room.tickets(lending["grant_id"])


async def test_an_unlisted_kind_is_refused_at_any_code_with_the_missing_clause(
    district: District,
) -> None:
    room = await district.feed("seongbuk-room")
    call, answer = await district.police.call("ASSAULT", "C0", DONGSEON)
    assert answer["status"] == "REJECTED"
    assert "폭행" in (await room.lending(call.number, "refused"))["reason_text_ko"]


async def test_a_cell_fix_wider_than_the_radius_opens_nothing_and_asks(district: District) -> None:
    room, operator = await district.feed("seongbuk-room"), await district.feed("operator")
    call, answer = await district.police.call(
        "KIDNAP", "C0", JEONGNEUNG, accuracy_m=1500, method="CELL", service="P112_VIDEO"
    )
    assert (answer["status"], answer["cameras"]) == ("PENDING", [])
    waiting = await operator.incident(call.number)
    asked = [one for one in waiting["lendings"] if one["waiting"]]
    assert {one["waiting"]["kind"] for one in asked} == {"place"}
    assert waiting["place"]["accuracy_m"] == 1500
    assert not any(screen.of("ticket") for screen in (room, operator))


async def test_an_uncertain_jurisdiction_opens_to_nobody_until_the_lead_names_a_station(
    district: District,
) -> None:
    rooms = [await district.feed(name) for name in ("seongbuk-room", "jongam-room")]
    lead_feed, lead = await district.feed("lead"), await district.person("lead")
    call, answer = await district.police.call("ROBBERY", "C0", GIREUM2)
    assert (answer["status"], answer["cameras"]) == ("PENDING", [])
    for room in rooms:
        view = await room.incident(call.number)
        assert view["lendings"][0]["waiting"]["kind"] == "jurisdiction"
        assert view["tiles"] == []
    asked = (await lead_feed.incident(call.number))["lendings"]
    chosen = "KNPA.SEOUL.JONGAM"
    body = {"approve": True, "organisation": chosen}
    assert await lead.post(f"/api/grants/{asked[0]['grant_id']}/decide", body) == 204
    await rooms[1].incident(call.number, has_tiles)
    await rooms[0].until(lambda: rooms[0].of("incident_gone"))
    assert rooms[0].of("incident_gone")[0]["incident_id"] == answer["incident_id"]
    assert not rooms[0].of("ticket")


async def test_a_fire_opens_in_the_fire_room_the_engine_and_the_disaster_room(
    district: District,
) -> None:
    screens = [await district.feed(n) for n in ("fire-room", "engine1", "disaster-room")]
    police = await district.feed("seongbuk-room")
    call, answer = await district.fire.call(
        "FIRE", None, JANGWI, units=("펌프1",), service="F119_DISPATCH", method="ADDRESS"
    )
    assert answer["status"] == "GRANTED"
    for screen in screens:
        await is_playing(await district.watch(await first_ticket(screen, call.number)))
    clauses = [(await s.incident(call.number))["lendings"][0]["clause"] for s in screens]
    assert clauses == ["4.1", "4.1", "5.1"]
    assert police.view(call.number) is None


async def test_a_test_message_opens_nothing_and_says_so(district: District) -> None:
    call, _ = await district.police.call("ROBBERY", "C3", DONGSEON)
    test = call.message(
        "TEST",
        incident={"category": "ROBBERY", "code": "C0"},
        location={"lat": DONGSEON[0], "lon": DONGSEON[1], "accuracy_m": 10, "method": "GPS"},
    ) | {"ext_incident_no": f"{call.number}-test"}
    status, answer = await district.police.send(test)
    assert (status, answer["status"], answer["cameras"]) == (201, "TEST", [])
    status, _ = await district.police.send(test | {"msg_id": "over", "msg_type": "CLOSE"})
    assert status == 200


@pytest.mark.parametrize("body", [b"{", b"", b"not json at all", b"[]", b"\xff\xfe"])
async def test_an_unknown_partner_learns_nothing_of_its_broken_message(
    district: District, body: bytes
) -> None:
    status, answer = await district.police.raw(body, token="a-stranger")
    assert status == 401
    assert b"unknown_partner" in answer


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"location": {"lat": 127.02, "lon": 37.6}}, "location.lat"),
        ({"incident": {"category": "JAYWALKING", "code": "C0"}}, "incident.category"),
        ({"incident": {"category": "ROBBERY", "code": "C9"}}, "incident.code"),
        ({"sent_at": "yesterday"}, "sent_at"),
        ({"msg_type": "HELLO"}, "msg_type"),
        ({"caller_name": "somebody"}, "caller_name"),
    ],
)
async def test_a_malformed_message_is_told_its_field(
    district: District, change: Json, field: str
) -> None:
    good = {
        "msg_id": "m-1",
        "sent_at": "2026-01-01T00:00:00+09:00",
        "sender": {"org": "KNPA.SEOUL", "system": "112"},
        "service": "P112_DISPATCH",
        "ext_incident_no": "never-opened",
        "msg_type": "NEW",
        "incident": {"category": "ROBBERY", "code": "C0"},
    }
    status, problem = await district.police.send(good | change)
    assert status == 400
    assert field in (problem["field"], f"{problem['field']}.{field}") or field in problem["detail"]


async def test_the_same_message_twice_gets_the_same_answer(district: District, node: Node) -> None:
    call, _ = await district.police.call("ROBBERY", "C3", DONGSEON)
    message = call.message("UPDATE", incident={"category": "ROBBERY", "code": "C0"})
    answers = await asyncio.gather(*(district.police.send(message) for _ in range(4)))
    assert all(answer == answers[0] for answer in answers)
    query = "SELECT count(*) FROM incident_messages WHERE msg_id = ?"
    assert node.rows(query, message["msg_id"]) == [(1,)]


async def test_an_urgent_update_opens_what_the_first_message_did_not(district: District) -> None:
    room = await district.feed("seongbuk-room")
    call, _ = await district.police.call("ROBBERY", "C3", DONGSEON)
    await room.lending(call.number, "refused")
    await call.send("UPDATE", incident={"category": "ROBBERY", "code": "C0"})
    await is_playing(await district.watch(await first_ticket(room, call.number)))
