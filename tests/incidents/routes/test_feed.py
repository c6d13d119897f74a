"""`/api/feed` as a screen meets it: hello first, then all it may see, tickets, signs of life, and an end with a reason."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any  # Any: JSON

import pytest

from bongsu.incidents import feed as feed_module
from bongsu.incidents import screen as screen_module
from bongsu.incidents.routes import feed as route
from bongsu.incidents.views import CameraStateMessage
from bongsu.media.tickets import TicketChecker
from tests.incidents.routes.calls import call, fire, grant_of, own_grant_id, seen
from tests.web.asgi_socket import AsgiSocket, Closed, feed_of
from tests.web.house import CHEAP, NOW, House, Template, open_house

CAR = {"want": "position", "lat": 37.6081, "lon": 127.0201, "heading_deg": 90.0}


@asynccontextmanager
async def screen(
    house: House, who: str, after: int | str | None = None, **headers: str
) -> AsyncIterator[AsgiSocket]:
    async with feed_of(house.app, house.headers_of(who) | headers, after) as socket:
        yield socket


def tickets(told: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [one for one in told if one["kind"] == "ticket"]


async def greeted(socket: AsgiSocket) -> list[dict[str, Any]]:
    """Everything of the greeting; `summary` is its last word."""
    return await socket.until("summary")


async def test_hello_comes_first_and_says_whose_screen_this_is(house: House) -> None:
    async with screen(house, "POLICE_CAR") as socket:
        hello = (await greeted(socket))[0]
    signed_in = await house.identity.session_of(house.template.tokens["POLICE_CAR"])
    assert signed_in is not None
    assert hello == {
        "kind": "hello",
        "seq": hello["seq"],
        "now": "2026-11-21T05:10:00Z",
        "person": {
            "person_id": signed_in.person_id,
            "name": "POLICE_CAR 님",
            "role": "POLICE_CAR",
            "organisation": "KNPA.SEOUL.SEONGBUK",
            "organisation_name_ko": "성북경찰서",
            "organisation_name_en": "Seongbuk police station",
            "unit_id": "순31",
            "is_own": False,
            "may_approve": False,
        },
        "centre": {
            "code": "SEONGBUK",
            "name_ko": "성북구 통합관제센터",
            "name_en": "Seongbuk control centre",
            "phone": "02-2241-4562",
        },
        "watermark": "성북경찰서 순31",
        "resumed": False,
        "beat_s": 5.0,
    }
    assert hello["seq"] >= NOW.timestamp() * 1000


async def test_the_incident_comes_as_the_list_shows_it_with_five_signed_tickets(
    house: House,
) -> None:
    incident_id = (await call(house))["incident_id"]
    async with screen(house, "POLICE_ROOM") as socket:
        told = await greeted(socket)
    (shown,) = [one["incident"] for one in told if one["kind"] == "incident"]
    assert shown == await seen(house, "POLICE_ROOM", incident_id)
    given = tickets(told)
    assert [one["camera_id"] for one in given] == [tile["camera_id"] for tile in shown["tiles"][:5]]
    checker = TicketChecker(house.public_key, "media-1", house.clock)
    for one in given:
        accepted = checker.accept(one["ticket"])
        assert (accepted.camera, accepted.grant) == (one["camera_id"], one["grant_id"])
        assert accepted.viewer == "성북경찰서 POLICE_ROOM 님"
        assert accepted.incident == incident_id


async def test_a_call_that_comes_later_reaches_those_it_concerns(house: House) -> None:
    async with screen(house, "POLICE_CAR") as car, screen(house, "jongam room") as other:
        await greeted(car)
        await greeted(other)
        incident_id = (await call(house))["incident_id"]
        shown = (await car.until("incident"))[-1]["incident"]
        assert shown["incident_id"] == incident_id
        assert len(tickets([await car.heard(), await car.heard()])) == 2
        house.feed.beat(next(one for one in house.feed._screens if not one.viewer.unit_id))
        assert (await other.heard())["kind"] == "summary", "and nothing before it"


async def test_resuming_tells_only_what_changed(house: House) -> None:
    await call(house)
    async with screen(house, "POLICE_ROOM") as socket:
        after = max(one["seq"] for one in await greeted(socket))
    news = await call(house, ext_incident_no="112-2", msg_id="m2")
    async with screen(house, "POLICE_ROOM", after) as socket:
        hello, *told = await greeted(socket)
    assert hello["resumed"]
    # the other call was told of once more by `house.told`: what matters is that the new one is there
    ids = [one["incident"]["incident_id"] for one in told if one["kind"] == "incident"]
    assert news["incident_id"] in ids
    assert len(ids) == len(set(ids))


async def test_resuming_without_news_is_only_a_greeting(house: House) -> None:
    await call(house)
    async with screen(house, "POLICE_ROOM") as socket:
        after = max(one["seq"] for one in await greeted(socket))
    async with screen(house, "POLICE_ROOM", after) as socket:
        kinds = [one["kind"] for one in await greeted(socket)]
        assert kinds == ["hello", "links", "summary"]


@pytest.mark.parametrize("after", ["0", "x", "-1", "", "1e9", "²", "9" * 5000, "%00"])
async def test_a_number_that_is_none_gets_everything_anew(house: House, after: str) -> None:
    await call(house)
    async with screen(house, "POLICE_ROOM", after) as socket:
        hello, *told = await greeted(socket)
    assert not hello["resumed"]
    assert [one["kind"] for one in told].count("incident") == 1


async def test_signs_of_life_come_while_nothing_happens(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever reads a status alone hears that the node lives, and no figure of its cameras."""
    monkeypatch.setattr(route, "BEAT_S", 0.02)
    for role, cameras in (("POLICE_ROOM", len(house.catalogue.rows)), ("WELFARE", 0)):
        async with screen(house, role) as socket:
            beats = [(await socket.until("summary"))[-1] for _ in range(4)]
        assert {one["cameras"] for one in beats} == {cameras}


@pytest.mark.parametrize(
    "junk",
    [
        "",
        "{",
        "[]",
        "null",
        '"ticket"',
        "{}",
        '{"want": 1}',
        '{"want": "ticket", "grant_id": 7}',
        '{"want": "tea"}',
        '{"want": "position", "lat": "x", "lon": 1}',
        '{"want": "position", "lat": 999, "lon": 127.0}',
        '{"want": "position", "lat": 37.6, "lon": 1e300}',
        '{"want": "position", "lat": 37.6}',
        "\x00",
        "가" * 20_000,
        '{"want": ' + "[" * 5000,
        '{"grant": ' + "[" * 5000,
    ],
)
async def test_junk_is_a_problem_and_the_feed_goes_on(house: House, junk: str) -> None:
    await call(house)
    async with screen(house, "POLICE_CAR") as socket:
        await greeted(socket)
        socket.say(junk)
        problem = (await socket.until("problem"))[-1]
        assert problem["code"] == "invalid"
        assert problem["detail"]
        await call(house, ext_incident_no="112-2", msg_id="m2")
        assert await socket.until("incident")


async def test_bytes_are_read_like_text_or_refused_but_end_nothing(house: House) -> None:
    async with screen(house, "POLICE_CAR") as socket:
        await greeted(socket)
        socket.say_bytes(b"\xff\xfe")
        socket.say({"want": "ticket", "grant_id": "gr_x", "camera_id": "SB-1"})
        assert (await socket.until("problem", code="not_lent"))[-1]["detail"]


async def test_a_ticket_is_given_for_what_is_lent_and_refused_for_the_rest(house: House) -> None:
    incident_id = (await call(house))["incident_id"]
    burning = (await fire(house))["incident_id"]
    tiles = (await seen(house, "POLICE_ROOM", incident_id))["tiles"]
    mine, last = tiles[0]["grant_id"], tiles[-1]["camera_id"]
    fires = (await seen(house, "FIRE_ROOM", burning))["tiles"][0]
    own = await own_grant_id(house, incident_id)
    async with screen(house, "POLICE_ROOM") as socket:
        await greeted(socket)
        socket.say({"want": "ticket", "grant_id": mine, "camera_id": last})
        assert (await socket.until("ticket"))[-1]["camera_id"] == last
        for grant_id, camera_id in (
            (fires["grant_id"], fires["camera_id"]),
            (own, last),
            (mine, "SB-9999-9"),
            ("", ""),
            ("gr_unknown", last),
        ):
            socket.say({"want": "ticket", "grant_id": grant_id, "camera_id": camera_id})
            told = await socket.until("problem")
            assert tickets(told) == []
            assert told[-1]["code"] == "not_lent"


async def test_no_ticket_after_the_close_and_the_screen_is_told(house: House) -> None:
    incident_id = (await call(house))["incident_id"]
    tile = (await seen(house, "POLICE_ROOM", incident_id))["tiles"][0]
    async with screen(house, "POLICE_ROOM") as socket:
        await greeted(socket)
        await house.ask("POLICE_ROOM", f"/api/incidents/{incident_id}/close", {})
        await house.told()
        assert (await socket.until("incident"))[-1]["incident"]["tiles"] == []
        socket.say({"want": "ticket", "grant_id": tile["grant_id"], "camera_id": tile["camera_id"]})
        assert tickets(await socket.until("problem", code="not_lent")) == []


@pytest.mark.parametrize("way", ["sign-out", "disabled", "time"])
async def test_a_session_that_ends_elsewhere_closes_the_screen_within_a_beat(
    house: House, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    monkeypatch.setattr(route, "BEAT_S", 0.02)
    signed_in = await house.identity.session_of(house.template.tokens["POLICE_CAR"])
    assert signed_in is not None
    async with screen(house, "POLICE_CAR") as car, screen(house, "car 32") as other:
        await greeted(car)
        await greeted(other)
        if way == "sign-out":
            await house.ask("POLICE_CAR", "/api/sign-out", {})
        elif way == "disabled":
            await house.identity.disable_person(signed_in.person_id)
        else:
            house.clock.advance(12 * 3600 + 1)
        assert (await car.closed()).code == 4401
        if way != "time":
            await greeted(other)
    assert not house.feed._screens


@pytest.fixture
async def locking(
    template: Template, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[House]:
    """A house that locks after ten minutes, as nodes do."""
    for name, value in (CHEAP | {"BONGSU_IDENTITY_IDLE_LOCK_MINUTES": "10"}).items():
        monkeypatch.setenv(name, value)
    house = await open_house(template, tmp_path)
    yield house
    await house.database.close()


async def test_a_session_that_locks_closes_the_screen_at_once_and_opens_none(
    locking: House,
) -> None:
    house = locking
    signed_in = await house.identity.session_of(house.template.tokens["OPERATOR"])
    assert signed_in is not None
    async with screen(house, "OPERATOR") as desk, screen(house, "POLICE_ROOM") as wall:
        await greeted(desk)
        await greeted(wall)
        house.clock.advance(600)
        await house.identity.end_what_is_due()
        # as the bus tells it: a whole beat is not waited for
        house.feed.end_session(signed_in.session_id)
        assert (await desk.closed()).code == 4423
        assert len(house.feed._screens) == 1, "a wall never locks"
    async with screen(house, "OPERATOR") as desk:
        assert (await desk.closed()).code == 4423


@pytest.mark.parametrize(
    ("origin", "opens"),
    [
        ("http://localhost:8600", True),
        ("http://localhost:8601", False),
        ("http://localhost", False),
        ("https://evil.example", False),
        ("http://localhost:8600.evil.example", False),
        ("null", False),
        ("", False),
    ],
)
async def test_a_page_from_elsewhere_opens_no_feed(
    house: House, origin: str, *, opens: bool
) -> None:
    async with screen(house, "POLICE_ROOM", Origin=origin) as socket:
        if opens:
            assert (await greeted(socket))[0]["kind"] == "hello"
            return
        with pytest.raises(Closed) as closed:
            await socket.heard()
    assert (closed.value.code, closed.value.reason) == (4401, "not_from_console")


async def test_a_vehicles_place_reaches_the_room(house: House) -> None:
    incident_id = (await call(house))["incident_id"]
    async with screen(house, "POLICE_CAR") as car:
        await greeted(car)
        car.say(CAR)
        async with asyncio.timeout(5):
            while (await unit(house, incident_id))["lat"] != CAR["lat"]:
                await house.database.committed.wait()
                house.database.committed.clear()
    shown = await unit(house, incident_id)
    assert (shown["lon"], shown["heading_deg"]) == (CAR["lon"], 90.0)
    assert shown["eta_s"] == 180, "what the partner said of it stays"


async def unit(house: House, incident_id: str) -> dict[str, Any]:
    view = await seen(house, "OPERATOR", incident_id)
    (found,) = [one for one in view["responders"] if one["unit_id"] == "순31"]
    known: dict[str, Any] = found
    return known


@pytest.mark.parametrize("who", ["car 32", "jongam car", "FIRE_CAR", "POLICE_ROOM", "OPERATOR"])
async def test_nobody_moves_a_unit_that_is_not_theirs(house: House, who: str) -> None:
    """종암서 has a 순31 too: a unit's name means something only within its own body."""
    incident_id = (await call(house))["incident_id"]
    before = await unit(house, incident_id)
    async with screen(house, who) as socket:
        await greeted(socket)
        socket.say(CAR)
        socket.say({"want": "ticket", "grant_id": "gr_x", "camera_id": "x"})
        await socket.until("problem", code="not_lent")
    assert await unit(house, incident_id) == before


async def test_a_screen_that_does_not_read_is_ended_and_hurts_nobody(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(screen_module, "LONGEST_QUEUE", 40)
    async with screen(house, "OPERATOR") as deaf, screen(house, "SHIFT_LEAD") as well:
        await greeted(deaf)
        await greeted(well)
        deaf.reads.clear()
        for number in range(60):
            state = CameraStateMessage(
                seq=0, camera_id=f"SB-{number}", state="dead", since=NOW, reason=""
            )
            house.feed.camera_state(state)
            told = await well.until("camera_state", camera_id=f"SB-{number}")
            assert told[-1]["state"] == "dead"
        async with asyncio.timeout(5):
            while len(house.feed._screens) == 2:
                await asyncio.sleep(0)
        deaf.reads.set()
        assert (await deaf.closed()).code == 1012, "come again"
        incident_id = (await call(house))["incident_id"]
        assert (await well.until("incident"))[-1]["incident"]["incident_id"] == incident_id


async def test_a_greeting_that_fails_leaves_no_ghost_in_the_feed(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(_: object) -> None:
        raise RuntimeError("disk full")

    monkeypatch.setattr(feed_module, "open_incidents", broken)
    async with screen(house, "OPERATOR") as socket:
        assert (await socket.closed()).code
    assert not house.feed._screens


async def test_a_cut_reaches_the_screen_and_its_undoing_brings_new_tickets(house: House) -> None:
    incident_id = (await call(house))["incident_id"]
    grant = await grant_of(house, incident_id)
    async with screen(house, "POLICE_ROOM") as socket:
        first = {one["ticket"] for one in tickets(await greeted(socket))}
        for deed, count in (("withdraw", 0), ("undo", 5)):
            await house.ask("OPERATOR", f"/api/grants/{grant['grant_id']}/{deed}", {})
            await house.told()
            await socket.until("incident")
            again = [await socket.until("ticket") for _ in range(count)]
        assert first.isdisjoint(told[-1]["ticket"] for told in again)


async def test_many_screens_come_and_go_and_none_stays(house: House) -> None:
    await call(house)

    async def come_and_go(who: str) -> None:
        async with screen(house, who) as socket:
            await greeted(socket)

    people = ["OPERATOR", "POLICE_ROOM", "POLICE_CAR", "FIRE_ROOM", "CPO"] * 6
    await asyncio.gather(*(come_and_go(who) for who in people))
    assert not house.feed._screens
