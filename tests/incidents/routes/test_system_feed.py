"""A linked system's feed: what a room of its organisation sees, nothing to press, and an end that cuts its pictures."""

import asyncio

import msgspec
import pytest

from bongsu.audit.kinds import TrailKind
from bongsu.audit.list_trail import list_trail
from bongsu.identity.alive import SESSIONS_ALIVE, WhichSessions
from bongsu.identity.people import OrganisationKind
from bongsu.kernel.memory_bus import MemoryBus
from bongsu.media.tickets import claims_of
from tests.incidents.routes.calls import call, fire
from tests.web.asgi_socket import AsgiSocket, Closed, feed_of
from tests.web.house import NOBODY, READERS, House

PATH = "/link/v1/feed"
WALL, ROOM = "wall", "POLICE_ROOM"


def system_feed(house: House, who: str = WALL, **headers: str) -> AsgiSocket:
    return AsgiSocket(house.app, PATH, house.headers_of(who) | headers)


async def give(house: House, **values: str) -> None:
    """Changes the wall's row as a newer decision of the head would."""
    said = ", ".join(f"{name} = '{value}'" for name, value in values.items())
    async with house.database.work() as work:
        await work.connection.exec_driver_sql(f"UPDATE partners SET {said} WHERE name = 'wall'")
    house.clock.advance(10)


async def test_it_sees_what_a_room_of_its_organisation_sees(house: House) -> None:
    await call(house)
    async with system_feed(house) as system, feed_of(house.app, house.headers_of(ROOM)) as room:
        theirs = (await system.until("incident"))[-1]["incident"]
        seen = (await room.until("incident"))[-1]["incident"]
    pressed = {"may_direct": False, "may_close": False}
    assert theirs == {**seen, **pressed}
    assert seen["may_direct"], "a room may; a system presses nothing"


async def test_hello_says_for_whom_it_is_taken(house: House) -> None:
    async with system_feed(house) as system:
        hello = await system.heard()
    assert hello["kind"] == "hello"
    assert hello["watermark"] == "system:wall"
    assert (hello["person"]["is_own"], hello["person"]["may_approve"]) == (False, False)
    assert not hello["resumed"]


async def test_a_call_of_others_is_not_told(house: House) -> None:
    await fire(house)
    async with system_feed(house) as system:
        told = await system.until("summary")
    assert [one for one in told if one["kind"] == "incident"] == []


async def test_tickets_come_on_a_wish_only_and_say_system(house: House) -> None:
    await call(house)
    async with system_feed(house) as system:
        told = await system.until("summary")
        tile = next(one for one in told if one["kind"] == "incident")["incident"]["tiles"][0]
        assert all(one["kind"] != "ticket" for one in told)
        wish = {"want": "ticket", "grant_id": tile["grant_id"], "camera_id": tile["camera_id"]}
        system.say(wish)
        ticket = (await system.until("ticket"))[-1]
    claims = claims_of(ticket["ticket"])
    assert (claims.system, claims.viewer, claims.person) == (True, "system:wall", "system:wall")
    assert claims.session.startswith("sys_")


async def test_a_rooms_ticket_is_none_of_a_system(house: House) -> None:
    await call(house)
    async with feed_of(house.app, house.headers_of(ROOM)) as room:
        ticket = (await room.until("ticket"))[-1]
    assert not claims_of(ticket["ticket"]).system


async def test_without_the_right_no_ticket_is_minted(house: House) -> None:
    await call(house)
    await give(house, rights='["feed"]')
    async with system_feed(house) as system:
        told = await system.until("summary")
        tile = next(one for one in told if one["kind"] == "incident")["incident"]["tiles"][0]
        system.say({"want": "ticket", "grant_id": tile["grant_id"], "camera_id": tile["camera_id"]})
        problem = (await system.until("problem"))[-1]
    assert problem["code"] == "right_not_given"


async def test_what_is_not_lent_gets_no_ticket(house: House) -> None:
    await call(house)
    async with system_feed(house) as system:
        await system.until("summary")
        system.say({"want": "ticket", "grant_id": "gr_none", "camera_id": "SB-none"})
        assert (await system.until("problem"))[-1]["code"] == "not_lent"


@pytest.mark.parametrize(
    ("who", "code", "reason"),
    [
        (NOBODY, 4401, "unknown_partner"),
        (ROOM, 4401, "unknown_partner"),
        ("seoul-112", 4403, "right_not_given"),
        ("map", 4403, "right_not_given"),
    ],
)
async def test_others_are_sent_away_with_the_reason(
    house: House, who: str, code: int, reason: str
) -> None:
    async with system_feed(house, who) as system:
        with pytest.raises(Closed) as closed:
            await system.heard()
    assert (closed.value.code, closed.value.reason) == (code, reason)


async def test_a_page_may_not_carry_the_token(house: House) -> None:
    async with system_feed(house, origin="http://localhost:8600") as system:
        assert (await system.closed()).reason == "not_a_page"


async def test_a_system_of_a_body_without_rooms_has_no_feed(house: House) -> None:
    await give(house, organisation=f"TEST.{OrganisationKind.WELFARE.name}")
    async with system_feed(house) as system:
        assert (await system.closed()).reason == "no_room"


async def sessions_alive(house: House, *session_ids: str) -> list[str]:
    bus = MemoryBus()
    answers = house.identity.alive_answers(bus)
    await answers.start()
    asked = msgspec.json.encode(WhichSessions(list(session_ids)))
    said = await bus.request(SESSIONS_ALIVE, asked, 5.0)
    await answers.stop()
    found: list[str] = msgspec.json.decode(said)["session_ids"]
    return found


async def test_its_session_stands_exactly_as_long_as_the_connection(house: House) -> None:
    async with system_feed(house) as system:
        await system.until("summary")
        rows = await list_trail(house.database, limit=500)
        opened = next(row for row in rows if row.kind == TrailKind.OPEN_FEED)
        session_id = msgspec.json.decode(opened.body)["session_id"]
        assert await sessions_alive(house, session_id, "sys_guess") == [session_id]
    assert await sessions_alive(house, session_id) == []
    rows = await list_trail(house.database, limit=500)
    assert [row.actor for row in rows if row.kind == TrailKind.CLOSE_FEED] == [WALL]
    async with house.database.read() as connection:
        told = await connection.exec_driver_sql("SELECT subject, body FROM outbox")
        ended = [row.body for row in told if row.subject == "identity.session_ended"]
    assert any(session_id in str(body) for body in ended), "media is told to cut at once"


async def test_a_system_that_is_closed_is_sent_away(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bongsu.incidents.routes.system_feed.BEAT_S", 0.05)
    async with system_feed(house) as system:
        await system.until("summary")
        await house.identity.disable_partner(WALL, reason="바꿈")
        assert (await system.closed()).code == 4401


async def test_two_connections_are_two_sessions(house: House) -> None:
    async with system_feed(house) as one, system_feed(house) as other:
        await asyncio.gather(one.until("summary"), other.until("summary"))
        rows = await list_trail(house.database, limit=500)
    opened = {row.body for row in rows if row.kind == TrailKind.OPEN_FEED}
    assert len(opened) == 2
    assert WALL in READERS
