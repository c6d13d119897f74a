"""People decide: approve, cut, take back, direct; each is on the right screens and in the trail."""

from typing import Any

import msgspec

from tests.journeys.client import District, Feed, Json, Person
from tests.journeys.places import DONGSEON, GIREUM1, JANGWI
from tests.media.stand import LiveViewer


def has_tiles(view: Json) -> bool:
    return bool(view["tiles"])


async def playing(district: District, feed: Feed, number: str) -> tuple[LiveViewer, str]:
    """The best tile of the incident as a running picture, and its grant."""
    grant_id = (await feed.incident(number, has_tiles))["tiles"][0]["grant_id"]
    viewer = await district.watch(await feed.ticket(grant_id))
    await viewer.fragments(2, within_s=10)
    return viewer, grant_id


async def test_a_less_urgent_call_waits_and_the_leads_yes_opens_pictures(
    district: District,
) -> None:
    room, operator = await district.feed("seongbuk-room"), await district.feed("operator")
    lead_feed, lead = await district.feed("lead"), await district.person("lead")
    call, answer = await district.police.call("THEFT", "C2", DONGSEON)
    assert (answer["status"], answer["cameras"]) == ("PENDING", [])
    waiting = await room.lending(call.number, "waiting")
    assert waiting["waiting"]["kind"] == "approval"
    assert not waiting["waiting"]["may_decide"]
    grant_id = waiting["grant_id"]
    path = f"/api/grants/{grant_id}"
    assert (await operator.lending(call.number, "waiting"))["waiting"]["may_recommend"]
    assert (await lead_feed.lending(call.number, "waiting"))["waiting"]["may_decide"]
    by_operator = await district.person("operator")
    assert await by_operator.post(f"{path}/decide", {"approve": True}) == 403
    by_room = await district.person("seongbuk-room")
    assert await by_room.post(f"{path}/decide", {"approve": True}) == 403
    assert await by_operator.post(f"{path}/recommend", {"approve": True}) == 204
    await lead_feed.incident(
        call.number, lambda v: any(one["recommended"] for one in v["lendings"])
    )
    assert await lead.post(f"{path}/decide", {"approve": True}) == 204
    viewer, _ = await playing(district, room, call.number)
    assert viewer.decoded()


async def test_the_leads_no_refuses(district: District) -> None:
    room, lead = await district.feed("seongbuk-room"), await district.person("lead")
    call, _ = await district.police.call("THEFT", "C2", DONGSEON)
    grant_id = (await room.lending(call.number, "waiting"))["grant_id"]
    assert await lead.post(f"/api/grants/{grant_id}/decide", {"approve": False}) == 204
    refused = await room.lending(call.number, "refused")
    assert "승인하지" in refused["reason_text_ko"]
    assert await lead.post(f"/api/grants/{grant_id}/decide", {"approve": True}) == 409


async def test_a_cut_ends_the_running_picture_and_undo_lends_again(
    district: District,
) -> None:
    room, operator = await district.feed("seongbuk-room"), await district.person("operator")
    call, _ = await district.police.call("ROBBERY", "C0", GIREUM1)
    viewer, grant_id = await playing(district, room, call.number)
    assert await operator.post(f"/api/grants/{grant_id}/withdraw") == 204
    ended = await viewer.text("ended")
    assert ended["reason"] == "withdrawn"
    assert await viewer.closed() == 4410
    assert viewer.messages[-1].text, "no picture after the word"
    withdrawn = await room.lending(call.number, "withdrawn")
    assert "중단" in withdrawn["reason_text_ko"]
    assert withdrawn["undo_until"] is None, "only the centre's people may take it back"
    assert await operator.post(f"/api/grants/{grant_id}/reason", {"reason": "privacy"}) == 204
    assert await operator.post(f"/api/grants/{grant_id}/undo") == 204
    await room.lending(call.number, "active")
    again = await district.watch(await room.ticket(grant_id))
    await again.fragments(2, within_s=10)


async def test_the_centre_sees_who_watches_from_outside_as_long_as_they_do(
    district: District,
) -> None:
    operator, room = await district.feed("operator"), await district.feed("seongbuk-room")
    call, _ = await district.police.call("ROBBERY", "C0", DONGSEON)
    viewer, grant_id = await playing(district, room, call.number)

    def watching() -> list[Json]:
        told = operator.of("watching")
        last = told[-1]["watchers"] if told else []
        return [one for one in last if one["grant_id"] == grant_id]

    seen = await operator.until(watching)
    assert seen[0]["organisation"] == "KNPA.SEOUL.SEONGBUK"
    await viewer.leave()
    await operator.until(lambda: not watching())
    assert not room.of("watching")


async def test_the_rooms_directing_reaches_its_car_and_the_operator_and_is_in_the_trail(
    district: District,
) -> None:
    car, operator = await district.feed("car31"), await district.feed("operator")
    room, by_room = await district.feed("seongbuk-room"), await district.person("seongbuk-room")
    call, answer = await district.police.call("ROBBERY", "C0", GIREUM1, units=("순31",))
    tiles = (await room.incident(call.number, has_tiles))["tiles"]
    camera_id = tiles[1]["camera_id"]
    said: Json = {
        "chosen_camera_id": camera_id,
        "pointer": {"camera_id": camera_id, "x": 0.25, "y": 0.5},
        "arrow": {"bearing_deg": 45.0},
        "line": "정문 쪽으로 도주",
    }
    path = f"/api/incidents/{answer['incident_id']}"
    assert await by_room.post(f"{path}/direct", said) == 204
    for screen in (car, operator, room):
        view = await screen.incident(call.number, lambda v: v["directing"]["line"])
        directing = view["directing"]
        assert directing["chosen_camera_id"] == camera_id
        assert (directing["pointer"]["x"], directing["pointer"]["y"]) == (0.25, 0.5)
        assert directing["arrow"]["bearing_deg"] == 45.0
        assert directing["line"]["text"] == "정문 쪽으로 도주"
    await directs_in_trail(district, answer["incident_id"])
    for name in ("car31", "jongam-room", "operator"):
        assert await (await district.person(name)).post(f"{path}/direct", said) == 403


async def directs_in_trail(district: District, incident_id: str) -> None:
    rows = await trail(await district.person("auditor"), f"incident_id={incident_id}&kind=direct")
    assert len(rows) == 1
    assert rows[0]["body"]["arrow"] == {"bearing_deg": 45.0}


async def trail(auditor: Person, query: str) -> list[dict[str, Any]]:
    """Rows of the trail as the auditor's page asks for them."""

    status, body = await auditor.get(f"/api/audit?limit=500&{query}")
    assert status == 200
    page = msgspec.json.decode(body, type=dict[str, list[dict[str, Any]]])
    return page["rows"]


async def test_two_units_of_one_call_are_directed_alike(district: District) -> None:
    engine, room = await district.feed("engine1"), await district.feed("fire-room")
    disaster = await district.feed("disaster-room")
    by_room = await district.person("fire-room")
    call, answer = await district.fire.call(
        "FIRE", None, JANGWI, units=("펌프1",), service="F119_DISPATCH"
    )
    camera_id = (await room.incident(call.number, has_tiles))["tiles"][2]["camera_id"]
    said = {"pointer": {"camera_id": camera_id, "x": 0.5, "y": 0.75}}
    assert await by_room.post(f"/api/incidents/{answer['incident_id']}/direct", said) == 204
    pointers = [
        (await screen.incident(call.number, lambda v: v["directing"]["pointer"]))["directing"]
        for screen in (engine, room, disaster)
    ]
    assert pointers[0] == pointers[1] == pointers[2]


async def test_a_moved_scene_brings_other_cameras(district: District) -> None:
    room, by_room = await district.feed("seongbuk-room"), await district.person("seongbuk-room")
    call, answer = await district.police.call("ROBBERY", "C0", GIREUM1)
    before = {t["camera_id"] for t in (await room.incident(call.number, has_tiles))["tiles"]}
    place = {"lat": GIREUM1[0] - 0.003, "lon": GIREUM1[1] - 0.002}
    assert await by_room.post(f"/api/incidents/{answer['incident_id']}/move", place) == 204

    def has_moved(view: Json) -> bool:
        return {tile["camera_id"] for tile in view["tiles"]} != before

    await room.incident(call.number, has_moved)


async def test_the_rooms_own_close_ends_the_picture(district: District) -> None:
    room, by_room = await district.feed("seongbuk-room"), await district.person("seongbuk-room")
    call, answer = await district.police.call("ROBBERY", "C0", DONGSEON)
    viewer, _ = await playing(district, room, call.number)
    assert await by_room.post(f"/api/incidents/{answer['incident_id']}/close") == 204
    assert (await viewer.text("ended"))["reason"] == "closed"


async def test_own_monitoring_needs_no_call_and_is_no_outside_watching(district: District) -> None:
    operator, feed = await district.person("operator"), await district.feed("operator")
    status, body = await operator.get("/api/registry/cameras?limit=1")
    assert status == 200

    camera_id = msgspec.json.decode(body)[0]["camera_id"]
    url = f"http://127.0.0.1:{district.node.port}/api/cameras/{camera_id}/watch"
    headers = operator.headers | {"X-Bongsu": "1"}
    async with district.session.post(url, headers=headers) as answer:
        ticket = await answer.json()
    viewer = await district.watch(ticket, stream="sub")
    await viewer.fragments(1, within_s=10)
    assert not any(
        one["grant_id"] == ticket["grant_id"] for m in feed.of("watching") for one in m["watchers"]
    )
    outsider = await district.person("seongbuk-room")
    assert await outsider.post(f"/api/cameras/{camera_id}/watch") == 403
