"""Tickets follow the media process that shows a camera: none while none lives, new ones by themselves when one comes."""

import base64
from collections.abc import AsyncIterator
from typing import Any  # Any: JSON

import msgspec
import pytest

from bongsu.incidents.failures import MediaAway
from bongsu.incidents.feed import Feed
from bongsu.incidents.incident import Incident
from bongsu.incidents.listen import Listening
from bongsu.incidents.screen import TICKETS_ROOM, Screen
from bongsu.incidents.viewer import Viewer
from bongsu.incidents.views import Watcher
from bongsu.kernel.memory_bus import MemoryBus
from bongsu.media.placement import Placement
from bongsu.media.present import ProcessChanged
from bongsu.sharing.agreements.seongbuk import CENTRE, POLICE_SEONGBUK
from tests.incidents.stage import (
    CAR_31,
    NOW,
    OPERATOR,
    SEONGBUK_ROOM,
    UNIT_31,
    Stage,
    is_present,
    of_kind,
    said_to,
    screen_of,
)


class Watch:
    """The placement's clock, moved by the test."""

    def __init__(self) -> None:
        self.at_s = 50.0

    def __call__(self) -> float:
        return self.at_s


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def placement(watch: Watch) -> Placement:
    return Placement(now_s=watch)


@pytest.fixture
def feed(stage: Stage) -> Feed:
    return Feed(stage.desk)


@pytest.fixture
async def bus(stage: Stage, feed: Feed) -> AsyncIterator[MemoryBus]:
    bus = MemoryBus()
    listening = Listening(stage.desk, feed, bus)
    await listening.start()
    yield bus
    await listening.stop()


async def tell_changes(placement: Placement, bus: MemoryBus) -> None:
    for event in placement.untold:
        await bus.publish(f"bongsu.{event.subject}", msgspec.json.encode(event))
    placement.untold.clear()


async def joined(feed: Feed, placement: Placement, viewer: Viewer = SEONGBUK_ROOM) -> Screen:
    screen = screen_of(viewer, placement)
    await feed.join(screen, None)
    return screen


async def call(stage: Stage, feed: Feed, **more: object) -> Incident:
    incident = await stage.open(stage.call(**more))  # type: ignore[arg-type]  # checked by name
    await feed.changed(incident.incident_id)
    return incident


def process_in(ticket: dict[str, Any]) -> str:
    body = ticket["ticket"].split(".")[1]
    claims = msgspec.json.decode(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))
    return str(claims["process"])


def lose(placement: Placement, watch: Watch) -> None:
    watch.at_s += 10
    placement.sweep()


async def test_with_no_process_the_feed_says_so_and_gives_no_ticket(
    stage: Stage, feed: Feed, placement: Placement
) -> None:
    screen = await joined(feed, placement)
    await call(stage, feed)
    said = said_to(screen)
    assert not of_kind(said, "ticket")
    problems = of_kind(said, "problem")
    assert len(problems) == TICKETS_ROOM
    assert {one["code"] for one in problems} == {"media_away"}


async def test_when_a_process_comes_the_tickets_come_by_themselves(
    stage: Stage, feed: Feed, placement: Placement, bus: MemoryBus
) -> None:
    screen = await joined(feed, placement)
    await call(stage, feed)
    said_to(screen)
    is_present(placement)
    await tell_changes(placement, bus)
    tickets = of_kind(said_to(screen), "ticket")
    assert len(tickets) == TICKETS_ROOM
    assert {process_in(one) for one in tickets} == {"media-1"}
    await tell_changes(placement, bus)
    assert not said_to(screen), "once"


async def test_a_ticket_asked_for_while_none_lives_comes_later(
    stage: Stage, feed: Feed, placement: Placement, bus: MemoryBus, watch: Watch
) -> None:
    is_present(placement)
    screen = await joined(feed, placement)
    incident = await call(stage, feed)
    grant = await stage.grant(incident, POLICE_SEONGBUK)
    last = grant.lent[-1].camera_id
    lose(placement, watch)
    said_to(screen)
    assert await feed.ticket(screen, grant.grant_id, last), "it may be watched"
    assert [one["code"] for one in of_kind(said_to(screen), "problem")] == ["media_away"]
    is_present(placement, instance="second")
    await tell_changes(placement, bus)
    assert last in {one["camera_id"] for one in of_kind(said_to(screen), "ticket")}


async def test_tiles_of_a_lost_process_get_tickets_for_another_and_the_rest_stays(
    stage: Stage, feed: Feed, placement: Placement, bus: MemoryBus, watch: Watch
) -> None:
    for name in ("media-1", "media-2"):
        is_present(placement, name, f"{name} first")
    screen = await joined(feed, placement)
    await call(stage, feed)
    first = {one["camera_id"]: process_in(one) for one in of_kind(said_to(screen), "ticket")}
    assert set(first.values()) == {"media-1", "media-2"}
    await tell_changes(placement, bus)
    watch.at_s += 2.9
    is_present(placement, "media-1", "media-1 first")
    watch.at_s += 0.2
    placement.sweep()
    await tell_changes(placement, bus)
    second = {one["camera_id"]: process_in(one) for one in of_kind(said_to(screen), "ticket")}
    assert set(second) == {camera for camera, name in first.items() if name == "media-2"}
    assert set(second.values()) == {"media-1"}


async def test_a_process_that_was_started_again_is_a_new_one(
    stage: Stage, feed: Feed, placement: Placement, bus: MemoryBus, watch: Watch
) -> None:
    is_present(placement)
    screen = await joined(feed, placement)
    await call(stage, feed)
    await tell_changes(placement, bus)
    said_to(screen)
    watch.at_s += 2
    is_present(placement, instance="second")
    await tell_changes(placement, bus)
    assert len(of_kind(said_to(screen), "ticket")) == TICKETS_ROOM


async def test_what_is_no_longer_shown_gets_no_new_ticket(
    stage: Stage, feed: Feed, placement: Placement, bus: MemoryBus, watch: Watch
) -> None:
    is_present(placement)
    screen = await joined(feed, placement)
    incident = await call(stage, feed)
    await tell_changes(placement, bus)
    await stage.later(6 * 3600)
    await feed.changed(incident.incident_id)
    said_to(screen)
    lose(placement, watch)
    is_present(placement, instance="second")
    await tell_changes(placement, bus)
    assert not of_kind(said_to(screen), "ticket")


async def test_a_vehicle_gets_its_two_back_as_well(
    stage: Stage, feed: Feed, placement: Placement, bus: MemoryBus
) -> None:
    screen = await joined(feed, placement, CAR_31)
    await call(stage, feed, responders=(UNIT_31,))
    assert len(of_kind(said_to(screen), "problem")) == 2
    is_present(placement)
    await tell_changes(placement, bus)
    assert len(of_kind(said_to(screen), "ticket")) == 2


async def test_every_screen_of_a_camera_is_sent_to_the_same_process(
    stage: Stage, feed: Feed, placement: Placement
) -> None:
    for name in ("media-1", "media-2", "media-3"):
        is_present(placement, name, name)
    await call(stage, feed)
    seen: dict[str, set[str]] = {}
    for viewer in (SEONGBUK_ROOM, OPERATOR, SEONGBUK_ROOM):
        for one in of_kind(said_to(await joined(feed, placement, viewer)), "ticket"):
            seen.setdefault(one["camera_id"], set()).add(process_in(one))
    assert seen
    assert all(len(names) == 1 for names in seen.values()), "one pull per camera"


async def test_outside_the_feed_the_same_is_a_named_failure(
    stage: Stage, feed: Feed, placement: Placement
) -> None:
    grant = await stage.grant(await call(stage, feed))
    tickets = screen_of(SEONGBUK_ROOM, placement)._tickets
    with pytest.raises(MediaAway):
        tickets.mint(SEONGBUK_ROOM, grant, grant.lent[0].camera_id, "순찰", "localhost", NOW, 0)


def watcher(camera_id: str, organisation: str = POLICE_SEONGBUK) -> Watcher:
    return Watcher(
        grant_id="gr_1", camera_id=camera_id, organisation=organisation, viewer="상황실", since=NOW
    )


def watched(screen: Screen) -> list[str]:
    told = of_kind(said_to(screen), "watching")
    return sorted(one["camera_id"] for one in told[-1]["watchers"]) if told else []


async def test_each_process_tells_its_own_viewings_and_nobody_elses(
    feed: Feed, placement: Placement
) -> None:
    screen = await joined(feed, placement, OPERATOR)
    feed.viewings("media-1", {("se_1", "SB-1"): watcher("SB-1")})
    feed.viewings("media-2", {("se_1", "SB-2"): watcher("SB-2")})
    assert watched(screen) == ["SB-1", "SB-2"]
    feed.viewings("media-1", {("se_1", "SB-1"): watcher("SB-1")})
    assert not said_to(screen), "no news"
    feed.viewings("media-1", {})
    assert watched(screen) == ["SB-2"]


async def test_nobody_watches_by_a_lost_process(
    feed: Feed, placement: Placement, bus: MemoryBus
) -> None:
    screen = await joined(feed, placement, OPERATOR)
    feed.watching("se_1", watcher("SB-1"), watches=True, process="media-1")
    feed.watching("se_1", watcher("SB-2"), watches=True, process="media-2")
    said_to(screen)
    lost = ProcessChanged(process="media-1", is_live=False)
    await bus.publish(f"bongsu.{lost.subject}", msgspec.json.encode(lost))
    assert watched(screen) == ["SB-2"]


async def test_the_centres_own_viewings_are_not_listed(feed: Feed, placement: Placement) -> None:
    screen = await joined(feed, placement, OPERATOR)
    said_to(screen)
    feed.viewings("media-1", {("se_1", "SB-1"): watcher("SB-1", CENTRE)})
    assert not said_to(screen)
