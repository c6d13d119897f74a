"""Every screen is told how the lines stand: when it joins, on each change, and when the federation process is silent."""

from dataclasses import dataclass
from typing import Any  # Any: JSON

import msgspec
import pytest

from bongsu.federation.link.messages import LinkState, State
from bongsu.federation.peers.link_states import LinkStates
from bongsu.federation.peers.revoke import revoke
from bongsu.federation.peers.standings import StandingsTeller
from bongsu.incidents.feed import Feed
from bongsu.incidents.screen import Screen
from bongsu.incidents.viewer import Viewer
from bongsu.kernel.memory_bus import MemoryBus
from tests.federation.peers.centres import NOW, CentreInTest
from tests.incidents.stage import (
    CAR_31,
    OPERATOR,
    SEONGBUK_ROOM,
    of_kind,
    said_to,
    screen_of,
    stage_on,
)

UP = LinkState(peer="GANGBUK", state="up", since=NOW, rtt_ms=0.4)


@dataclass
class Hall:
    """The hub's feed, with one screen that listens."""

    centre: CentreInTest
    states: LinkStates
    feed: Feed
    teller: StandingsTeller

    async def screen(self, viewer: Viewer = OPERATOR) -> Screen:
        screen = screen_of(viewer)
        await self.feed.join(screen, None)
        return screen

    def says(self, state: State) -> None:
        self.states.hear(msgspec.structs.replace(UP, state=state, since=self.centre.clock.now()))


@pytest.fixture
async def hall(seoul: CentreInTest, gangbuk: CentreInTest) -> Hall:
    await gangbuk.joins(seoul, await seoul.invites("GANGBUK"))
    states, feed = LinkStates(seoul.clock), Feed(stage_on(seoul.desk.database).desk)
    return Hall(seoul, states, feed, StandingsTeller(seoul.desk, states, feed, MemoryBus()))


def told(screen: Screen) -> list[list[tuple[str, str]]]:
    said: list[dict[str, Any]] = of_kind(said_to(screen), "links")
    return [[(one["code"], one["state"]) for one in each["links"]] for each in said]


@pytest.mark.parametrize("viewer", [OPERATOR, SEONGBUK_ROOM, CAR_31])
async def test_whoever_joins_is_told_names_and_state(hall: Hall, viewer: Viewer) -> None:
    hall.says("up")
    await hall.teller.look()
    [message] = of_kind(said_to(await hall.screen(viewer)), "links")
    [one] = message["links"]
    assert set(one) == {"code", "name_ko", "name_en", "state", "since"}
    assert (one["code"], one["name_ko"], one["state"]) == ("GANGBUK", "강북구 통합관제센터", "up")


async def test_a_centre_that_is_linked_with_nobody_says_so(gangbuk: CentreInTest) -> None:
    feed = Feed(stage_on(gangbuk.desk.database).desk)
    screen = screen_of(OPERATOR)
    await feed.join(screen, None)
    assert told(screen) == [[]]


async def test_a_change_is_told_once(hall: Hall) -> None:
    hall.says("up")
    await hall.teller.look()
    screen = await hall.screen()
    told(screen)
    hall.says("down")
    for _ in range(3):
        await hall.teller.look()
    assert told(screen) == [[("GANGBUK", "down")]]
    hall.says("up")
    await hall.teller.look()
    assert told(screen) == [[("GANGBUK", "up")]]


async def test_silence_of_the_federation_process_is_a_line_that_is_down(hall: Hall) -> None:
    hall.says("up")
    await hall.teller.look()
    screen = await hall.screen()
    told(screen)
    hall.centre.clock.advance(16)
    await hall.teller.look()
    assert told(screen) == [[("GANGBUK", "down")]]
    hall.says("up")
    await hall.teller.look()
    assert told(screen) == [[("GANGBUK", "up")]], "and its end is told too"


async def test_nothing_is_called_stale_before_the_process_had_time_to_speak(hall: Hall) -> None:
    await hall.teller.look()
    screen = await hall.screen()
    assert told(screen) == [[("GANGBUK", "unknown")]]
    hall.centre.clock.advance(16)
    await hall.teller.look()
    assert told(screen) == [[("GANGBUK", "down")]]


async def test_a_revoked_centre_is_stale_no_more(hall: Hall) -> None:
    hall.says("down")
    await hall.teller.look()
    screen = await hall.screen()
    told(screen)
    await revoke(hall.centre.desk, "GANGBUK", "stolen", "test")
    await hall.teller.look()
    assert told(screen) == [[]]


async def test_the_part_looks_when_a_line_changes(hall: Hall) -> None:
    screen = await hall.screen()
    said_to(screen)
    await hall.teller.start()
    try:
        heard = msgspec.json.decode(await screen.outgoing.get() or b"{}")
    finally:
        await hall.teller.stop()
    assert (heard["kind"], heard["links"][0]["state"]) == ("links", "unknown")
