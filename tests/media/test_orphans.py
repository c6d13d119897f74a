"""Orphan pulls (pains 2): whatever viewers, withdrawals and cameras do, a pull stands exactly while wanted."""

import asyncio
from collections.abc import Callable
from itertools import count

from hypothesis import given, settings
from hypothesis import strategies as st

from bongsu.media.send_queue import SendQueue
from bongsu.media.settings import MediaSettings
from bongsu.media.tickets import Ticket
from bongsu.media.viewer import Viewer
from bongsu.media.watching import Watching
from tests.media.field import FieldHub, Health
from tests.media.test_watching import Line
from tests.media.virtual_time import now_s, run_at_once

SETTINGS = MediaSettings()
# A retry while watched, a handshake and a key picture.
SETTLED_S = SETTINGS.retry_watched_s + 3.0
_numbers = count(1)


class House:
    """A hub with its viewers, as `Live` holds them."""

    def __init__(self) -> None:
        self.hub = FieldHub(SETTINGS)
        self.watching = Watching()
        self.wanted: dict[Viewer, str] = {}

    def open(self, camera: str, stream: str, grant: str) -> None:
        number = next(_numbers)
        ticket = Ticket(
            camera=camera,
            grant=grant,
            incident="inc_1",
            session=f"se_{number}",
            viewer="순21",
            person="per_21",
            organisation="jongam",
            process="media-1",
            jti=str(number),
            exp=0,
            ends=0,
        )
        viewer = Viewer(ticket, SendQueue(Line(), 10**6), now_s())
        self.watching.add(viewer)
        self.wanted[viewer] = stream
        viewer.watch(self.hub, stream)

    def nth(self, number: int) -> Viewer | None:
        viewers = list(self.wanted)
        return viewers[number % len(viewers)] if viewers else None

    def close(self, number: int) -> None:
        if viewer := self.nth(number):
            viewer.leave()
            self.forget(viewer)

    def change(self, number: int, stream: str) -> None:
        if viewer := self.nth(number):
            viewer.watch(self.hub, stream)
            self.wanted[viewer] = stream

    def forget(self, viewer: Viewer) -> None:
        self.watching.remove(viewer)
        del self.wanted[viewer]

    def drop_cut(self) -> None:
        for viewer in [one for one in self.wanted if one.is_cut]:
            self.forget(viewer)

    def who_wants(self) -> set[tuple[str, str]]:
        return {(one.ticket.camera, stream) for one, stream in self.wanted.items()}

    def sessions(self) -> dict[tuple[str, str], int]:
        return {key: one.sessions for key, one in self.hub.field.items() if one.sessions}


Act = Callable[[House], object]
cameras, streams = st.sampled_from(["cam_1", "cam_2", "cam_3"]), st.sampled_from(["main", "sub"])
grants, healths = st.sampled_from(["gr_1", "gr_2"]), st.sampled_from(list(Health))
numbers = st.integers(0, 9)


def _joins(camera: str, stream: str, grant: str) -> Act:
    return lambda house: house.open(camera, stream, grant)


def _leaves(number: int) -> Act:
    return lambda house: house.close(number)


def _changes(number: int, stream: str) -> Act:
    return lambda house: house.change(number, stream)


def _ends(grant: str) -> Act:
    return lambda house: house.watching.end_grant(grant, "withdrawn", "")


def _withdraws(grant: str, camera: str) -> Act:
    return lambda house: house.watching.withdraw_camera(grant, camera)


def _becomes(camera: str, stream: str, health: Health) -> Act:
    return lambda house: house.hub.at(camera, stream).become(health)


def _warms(camera: str) -> Act:
    return lambda house: house.hub.warm([camera])


def _waits(seconds: float) -> float:
    return seconds


acts = st.one_of(
    st.builds(_joins, cameras, streams, grants),
    st.builds(_joins, cameras, streams, grants),
    st.builds(_leaves, numbers),
    st.builds(_changes, numbers, streams),
    st.builds(_ends, grants),
    st.builds(_withdraws, grants, cameras),
    st.builds(_becomes, cameras, streams, healths),
    st.builds(_warms, cameras),
    st.builds(_waits, st.sampled_from([0.0, 0.001, 0.4, 3.0, 14.999, 15.0, 16.0])),
)


async def _live_through(happenings: list[Act | float]) -> None:
    house = House()
    for one in happenings:
        if isinstance(one, float):
            await asyncio.sleep(one)
        else:
            one(house)
        house.drop_cut()
        assert all(stream.sessions <= 1 for stream in house.hub.field.values())
    for stream in house.hub.field.values():
        stream.become(Health.GOOD)
    await asyncio.sleep(SETTLED_S)
    sessions = house.sessions()
    assert all(sessions.get(key) == 1 for key in house.who_wants()), "one for all who want it"
    await asyncio.sleep(SETTINGS.linger_s + 0.1)
    assert house.sessions() == dict.fromkeys(house.who_wants(), 1), "and only for them"
    while house.wanted:
        house.close(0)
    await asyncio.sleep(SETTINGS.linger_s + 0.1)
    assert house.sessions() == {}
    assert house.hub.pulls == 0
    assert asyncio.all_tasks() == {asyncio.current_task()}
    assert max((one.most_sessions for one in house.hub.field.values()), default=0) <= 1
    await house.hub.stop()


@settings(max_examples=150, deadline=None)
@given(st.lists(acts, max_size=30))
def test_whoever_comes_and_goes_a_pull_stands_exactly_while_wanted(
    happenings: list[Act | float],
) -> None:
    run_at_once(_live_through(happenings))


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(list(Health)), st.floats(0, 20))
def test_a_camera_in_any_health_is_let_go_when_nobody_wants_it(
    health: Health, watched_s: float
) -> None:
    """ZLMediaKit 4123: a bad source that was asked for on demand was asked for ever."""

    async def check() -> None:
        house = House()
        house.hub.at("cam_1").become(health)
        house.open("cam_1", "main", "gr_1")
        await asyncio.sleep(watched_s)
        house.close(0)
        await asyncio.sleep(SETTINGS.linger_s + 0.1)
        assert house.sessions() == {}
        assert house.hub.pulls == 0
        tries = len(house.hub.at("cam_1").tries)
        await asyncio.sleep(600)
        assert len(house.hub.at("cam_1").tries) == tries
        await house.hub.stop()

    run_at_once(check())
