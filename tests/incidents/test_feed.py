"""The feed: everything at first, then what changed, tickets once, and nobody harmed by a slow neighbour."""

import asyncio
import base64
from dataclasses import replace
from typing import Any  # Any: JSON

import msgspec
import pytest

from bongsu.identity.people import Role
from bongsu.incidents import feed as feed_module
from bongsu.incidents.close import close_incident
from bongsu.incidents.expire import do_what_is_due
from bongsu.incidents.feed import Feed
from bongsu.incidents.incident import Incident
from bongsu.incidents.screen import LONGEST_QUEUE, Screen
from bongsu.incidents.update import move_incident
from bongsu.incidents.viewer import Viewer
from bongsu.incidents.views import CameraStateMessage, Summary
from bongsu.sharing.agreements.seongbuk import CENTRE
from bongsu.sharing.withdraw import undo, withdraw
from tests.incidents.stage import (
    CAR_31,
    IN_JONGAM,
    JONGAM_ROOM,
    NOW,
    OPERATOR,
    SEONGBUK_ROOM,
    UNIT_31,
    Stage,
    of_kind,
    said_to,
    screen_of,
)


@pytest.fixture
def feed(stage: Stage) -> Feed:
    return Feed(stage.desk)


async def joined(feed: Feed, viewer: Viewer, after: int | None = None) -> Screen:
    screen = screen_of(viewer)
    await feed.join(screen, after)
    return screen


async def told_of(stage: Stage, feed: Feed, **call: object) -> Incident:
    incident = await stage.open(stage.call(**call))  # type: ignore[arg-type]  # checked by name
    await feed.changed(incident.incident_id)
    return incident


def ids(messages: list[dict[str, Any]]) -> list[object]:
    return [one["incident"]["incident_id"] for one in of_kind(messages, "incident")]


def gone(messages: list[dict[str, Any]]) -> list[object]:
    return [one["incident_id"] for one in of_kind(messages, "incident_gone")]


def last_seq(messages: list[dict[str, Any]]) -> int:
    return max(int(one["seq"]) for one in messages if "seq" in one)


async def test_joining_tells_everything_open_that_the_screen_may_see(
    stage: Stage, feed: Feed
) -> None:
    west = await stage.open(stage.call())
    east = await stage.open(stage.call(place=IN_JONGAM))
    over = await stage.open(stage.call())
    async with stage.work() as work:
        await close_incident(work, stage.desk, over, "seoul-112", NOW)
    room = said_to(await joined(feed, SEONGBUK_ROOM))
    assert ids(room) == [west.incident_id]
    assert ids(said_to(await joined(feed, JONGAM_ROOM))) == [east.incident_id]
    centre = said_to(await joined(feed, OPERATOR))
    assert ids(centre) == [west.incident_id, east.incident_id]
    assert of_kind(centre, "watching")
    assert not of_kind(room, "watching"), "who watches is for the centre's own people"
    assert of_kind(room, "summary")[0]["cameras"] == 13


@pytest.mark.parametrize("role", [Role.WELFARE, Role.RESIDENT])
async def test_an_officer_and_a_guardian_are_told_of_no_incident_and_of_no_camera(
    stage: Stage, feed: Feed, role: Role
) -> None:
    await stage.open(stage.call())
    said = said_to(
        await joined(feed, replace(OPERATOR, role=role, organisation="SEONGBUK.WELFARE"))
    )
    assert (ids(said), of_kind(said, "watching")) == ([], [])
    (summary,) = of_kind(said, "summary")
    assert (summary["cameras"], summary["cameras_dead"]) == (0, 0)


async def test_a_change_reaches_every_screen_that_it_concerns(stage: Stage, feed: Feed) -> None:
    screens = [await joined(feed, viewer) for viewer in (SEONGBUK_ROOM, OPERATOR, JONGAM_ROOM)]
    for screen in screens:
        said_to(screen)
    incident = await told_of(stage, feed)
    told = [ids(said_to(screen)) for screen in screens]
    assert told == [[incident.incident_id], [incident.incident_id], []]


async def test_sequence_numbers_rise(stage: Stage, feed: Feed) -> None:
    screen = await joined(feed, OPERATOR)
    for _ in range(3):
        await told_of(stage, feed)
    seqs = [one["seq"] for one in of_kind(said_to(screen), "incident")]
    assert seqs == sorted(set(seqs))


async def test_resuming_tells_only_what_changed(stage: Stage, feed: Feed) -> None:
    await told_of(stage, feed)
    screen = await joined(feed, SEONGBUK_ROOM)
    after = last_seq(said_to(screen))
    feed.leave(screen)
    news = await told_of(stage, feed)
    again = said_to(await joined(feed, SEONGBUK_ROOM, after))
    assert ids(again) == [news.incident_id]


async def test_resuming_without_news_tells_no_incident(stage: Stage, feed: Feed) -> None:
    await told_of(stage, feed)
    screen = await joined(feed, SEONGBUK_ROOM)
    after = last_seq(said_to(screen))
    assert feed.can_resume(after)
    assert ids(said_to(await joined(feed, SEONGBUK_ROOM, after))) == []


@pytest.mark.parametrize("shift", [-(10**9), 10**9])
async def test_an_unknown_number_gets_everything(stage: Stage, feed: Feed, shift: int) -> None:
    """Older than this run, or from a run whose clock was ahead."""
    incident = await told_of(stage, feed)
    assert not feed.can_resume(feed.last + shift)
    screen = await joined(feed, SEONGBUK_ROOM, feed.last + shift)
    assert ids(said_to(screen)) == [incident.incident_id]


async def test_too_old_gets_everything(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feed_module, "REMEMBERED", 3)
    feed = Feed(stage.desk)
    quiet = await told_of(stage, feed)
    after = feed.last
    busy = await stage.open(stage.call())
    for _ in range(2):
        await feed.changed(busy.incident_id)
    assert feed.can_resume(after), "everything since is remembered"
    await feed.changed(busy.incident_id)
    assert not feed.can_resume(after)
    told = ids(said_to(await joined(feed, SEONGBUK_ROOM, after)))
    assert told == [quiet.incident_id, busy.incident_id]


async def test_what_disappears_while_away_is_told_on_resuming(stage: Stage, feed: Feed) -> None:
    """A vehicle sees its call no longer once the call belongs to another station."""
    incident = await told_of(stage, feed, responders=(UNIT_31,))
    screen = await joined(feed, CAR_31)
    after = last_seq(said_to(screen))
    feed.leave(screen)
    await unassigned(stage, incident)
    await feed.changed(incident.incident_id)
    assert gone(said_to(await joined(feed, CAR_31, after))) == [incident.incident_id]


async def unassigned(stage: Stage, incident: Incident) -> None:
    """No message unassigns a unit yet; the row is changed as one would."""
    fresh = msgspec.structs.replace(await stage.fresh(incident), responders=())
    async with stage.work() as work:
        assert fresh.place is not None
        await move_incident(work, stage.desk, fresh, fresh.place, "seoul-112", stage.clock.now())


async def test_what_disappears_later_is_told_after_resuming_too(stage: Stage, feed: Feed) -> None:
    incident = await told_of(stage, feed, responders=(UNIT_31,))
    screen = await joined(feed, CAR_31)
    after = last_seq(said_to(screen))
    feed.leave(screen)
    again = await joined(feed, CAR_31, after)
    said_to(again)
    await unassigned(stage, incident)
    await feed.changed(incident.incident_id)
    assert gone(said_to(again)) == [incident.incident_id]


async def test_a_unit_that_is_unassigned_is_told_once_that_it_is_gone(
    stage: Stage, feed: Feed
) -> None:
    screen = await joined(feed, CAR_31)
    incident = await told_of(stage, feed, responders=(UNIT_31,))
    assert ids(said_to(screen)) == [incident.incident_id]
    await unassigned(stage, incident)
    for _ in range(2):
        await feed.changed(incident.incident_id)
    told = said_to(screen)
    assert gone(told) == [incident.incident_id]
    assert ids(told) == []


async def test_nobody_hears_of_what_they_never_saw(stage: Stage, feed: Feed) -> None:
    screen = await joined(feed, JONGAM_ROOM)
    after = last_seq(said_to(screen))
    await told_of(stage, feed)
    assert said_to(screen) == []
    feed.leave(screen)
    again = said_to(await joined(feed, JONGAM_ROOM, after))
    assert ids(again) == gone(again) == []


async def test_a_resumed_screen_hears_of_its_cameras(stage: Stage, feed: Feed) -> None:
    await told_of(stage, feed)
    screen = await joined(feed, SEONGBUK_ROOM)
    after = last_seq(said_to(screen))
    feed.leave(screen)
    again = await joined(feed, SEONGBUK_ROOM, after)
    said_to(again)
    feed.camera_state(state("SB-0001"))
    assert of_kind(said_to(again), "camera_state")


def state(camera_id: str, seq: int = 0) -> CameraStateMessage:
    return CameraStateMessage(seq=seq, camera_id=camera_id, state="dead", since=NOW, reason="")


async def test_a_message_in_between_does_not_hide_a_change_from_a_resume(
    stage: Stage, feed: Feed
) -> None:
    """A camera speaks while an incident is being read: its number must not run ahead of what was shown."""
    screen = await joined(feed, OPERATOR)
    said_to(screen)
    incident = await stage.open(stage.call())
    async with stage.desk.database.read():
        changing = asyncio.create_task(feed.changed(incident.incident_id))
        while not feed._order.locked():
            await asyncio.sleep(0)
        feed.camera_state(state("SB-0001", feed.last))
        seen = last_seq(said_to(screen))
        feed.leave(screen)
    await changing
    assert ids(said_to(await joined(feed, OPERATOR, seen))) == [incident.incident_id]


async def test_an_outsider_hears_of_its_tiles_cameras_only(stage: Stage, feed: Feed) -> None:
    await told_of(stage, feed)
    screens = [await joined(feed, viewer) for viewer in (SEONGBUK_ROOM, JONGAM_ROOM, OPERATOR)]
    for screen in screens:
        said_to(screen)
    feed.camera_state(state("SB-0001"))
    heard = [bool(of_kind(said_to(screen), "camera_state")) for screen in screens]
    assert heard == [True, False, True]
    feed.camera_state(state("SB-0012"))
    heard = [bool(of_kind(said_to(screen), "camera_state")) for screen in screens]
    assert heard == [False, False, True]


async def test_a_room_gets_five_tickets_and_a_vehicle_two(stage: Stage, feed: Feed) -> None:
    room, car = await joined(feed, SEONGBUK_ROOM), await joined(feed, CAR_31)
    await told_of(stage, feed, responders=(UNIT_31,))
    for screen, count in ((room, 5), (car, 2)):
        tickets = of_kind(said_to(screen), "ticket")
        assert [one["camera_id"] for one in tickets] == [f"SB-{n:04}" for n in range(1, count + 1)]


async def test_a_ticket_comes_once(stage: Stage, feed: Feed) -> None:
    screen = await joined(feed, SEONGBUK_ROOM)
    incident = await told_of(stage, feed)
    said_to(screen)
    await feed.changed(incident.incident_id)
    assert of_kind(said_to(screen), "ticket") == []


async def test_no_two_tickets_are_alike(stage: Stage, feed: Feed) -> None:
    screens = [await joined(feed, SEONGBUK_ROOM), await joined(feed, SEONGBUK_ROOM)]
    await told_of(stage, feed)
    tickets = [one["ticket"] for screen in screens for one in of_kind(said_to(screen), "ticket")]
    assert len(set(tickets)) == len(tickets) == 10


async def test_tickets_come_again_after_an_undo(stage: Stage, feed: Feed) -> None:
    screen = await joined(feed, SEONGBUK_ROOM)
    incident = await told_of(stage, feed)
    async with stage.work() as work:
        cut = await withdraw(work, await stage.grant(incident), "per_1", NOW)
    await feed.changed(incident.incident_id)
    said_to(screen)
    async with stage.work() as work:
        await undo(work, cut, "per_1", NOW)
    await feed.changed(incident.incident_id)
    assert len(of_kind(said_to(screen), "ticket")) == 5


def claims(ticket: object) -> dict[str, object]:
    body = str(ticket).split(".")[1]
    decoded: dict[str, object] = msgspec.json.decode(base64.urlsafe_b64decode(body + "==="))
    return decoded


async def test_a_ticket_is_for_one_viewer_one_camera_and_ends_with_the_grant(
    stage: Stage, feed: Feed
) -> None:
    screen = await joined(feed, SEONGBUK_ROOM)
    incident = await told_of(stage, feed)
    ticket = of_kind(said_to(screen), "ticket")[0]
    assert ticket["url"] == "ws://localhost:8601/live", "the page's own host, and no ticket in it"
    grant = await stage.grant(incident)
    assert grant.ends_at is not None
    said = claims(ticket["ticket"])
    assert said["camera"] == ticket["camera_id"] == "SB-0001"
    assert said["grant"] == grant.grant_id
    assert said["session"] == SEONGBUK_ROOM.session_id
    assert said["organisation"] == SEONGBUK_ROOM.organisation
    assert said["viewer"] == "성북서 상황실-02"
    assert said["exp"] == NOW.timestamp() + 30
    assert said["ends"] == grant.ends_at.timestamp()


async def test_a_further_ticket_is_given_for_any_lent_camera(stage: Stage, feed: Feed) -> None:
    screen = await joined(feed, SEONGBUK_ROOM)
    incident = await told_of(stage, feed)
    grant = await stage.grant(incident)
    said_to(screen)
    assert await feed.ticket(screen, grant.grant_id, "SB-0009")
    assert of_kind(said_to(screen), "ticket")[0]["camera_id"] == "SB-0009"


async def test_a_ticket_is_refused_for_what_is_not_lent_to_the_screen(
    stage: Stage, feed: Feed
) -> None:
    incident = await told_of(stage, feed)
    grant, own = await stage.grant(incident), await stage.grant(incident, CENTRE)
    room, rival = await joined(feed, SEONGBUK_ROOM), await joined(feed, JONGAM_ROOM)
    operator, car = await joined(feed, OPERATOR), await joined(feed, CAR_31)
    for screen in (room, rival, operator, car):
        said_to(screen)
    assert not await feed.ticket(rival, grant.grant_id, "SB-0001")
    assert not await feed.ticket(room, own.grant_id, "SB-0001")
    assert not await feed.ticket(operator, grant.grant_id, "SB-0001"), "its own view serves it"
    assert not await feed.ticket(car, grant.grant_id, "SB-0001"), "not sent to this call"
    assert not await feed.ticket(room, grant.grant_id, "SB-0012"), "not chosen"
    assert not await feed.ticket(room, "gr_unknown", "SB-0001")
    for screen in (room, rival, operator, car):
        assert said_to(screen) == []


async def test_a_ticket_is_refused_once_the_grant_has_ended(stage: Stage, feed: Feed) -> None:
    incident = await told_of(stage, feed)
    grant = await stage.grant(incident)
    screen = await joined(feed, SEONGBUK_ROOM)
    stage.clock.advance(grant.ttl_s)
    assert not await feed.ticket(screen, grant.grant_id, "SB-0001"), "before the timer has run"
    await do_what_is_due(stage.desk)
    assert not await feed.ticket(screen, grant.grant_id, "SB-0001")


async def test_a_slow_screen_is_ended_and_the_others_are_not_hurt(stage: Stage, feed: Feed) -> None:
    slow, well = await joined(feed, OPERATOR), await joined(feed, SEONGBUK_ROOM)
    said_to(well)
    for _ in range(LONGEST_QUEUE - slow.outgoing.qsize()):
        slow.tell(Summary(seq=0, cameras=0, cameras_dead=0))
    incident = await told_of(stage, feed)
    assert ids(said_to(well)) == [incident.incident_id]
    assert said_to(slow)[0] == {"kind": "end"}


async def test_stopping_ends_every_screen(feed: Feed) -> None:
    screens = [await joined(feed, viewer) for viewer in (SEONGBUK_ROOM, OPERATOR)]
    feed.end_all()
    assert [said_to(screen) for screen in screens] == [[{"kind": "end"}]] * 2


async def test_who_left_hears_no_more(stage: Stage, feed: Feed) -> None:
    screen = await joined(feed, OPERATOR)
    said_to(screen)
    feed.leave(screen)
    await told_of(stage, feed)
    assert said_to(screen) == [{"kind": "end"}]
