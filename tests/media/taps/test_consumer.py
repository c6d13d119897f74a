"""One camera on one tap, on virtual time: what is passed on, what is counted, and that a pull without taps ends."""

import asyncio
import random
from collections.abc import Awaitable, Callable

import msgspec

from bongsu.media.settings import MediaSettings
from bongsu.media.taps.consumer import TapSeat
from bongsu.media.taps.outbox import Outbox
from bongsu.media.taps.wire import Frames, TapParameters, TapPicture, TapSaid
from bongsu.media.tickets import Ticket
from tests.media.field import KEY_EVERY, PICTURE_EVERY_S, FieldHub, Health
from tests.media.taps.test_outbox import Line
from tests.media.virtual_time import run_at_once

LINGER_S = 15.0
GROUP_S = KEY_EVERY * PICTURE_EVERY_S


class Tap:
    """A seat and the line it writes to."""

    def __init__(self, hub: FieldHub, camera: str = "cam_1", frames: Frames = Frames.KEY) -> None:
        claims = dict.fromkeys(Ticket.__struct_fields__, "")
        given = {"camera": camera, "exp": 0, "ends": 0, "system": False, "tap": True}
        self.hub = hub
        self.line = Line()
        self.moved: list[TapSeat] = []
        ticket = msgspec.convert({**claims, **given}, Ticket)
        self.seat = TapSeat(1, ticket, Outbox(self.line, 10**6), self.moved.append)
        self.seat.frames = frames

    def join(self, name: str = "main") -> "Tap":
        stream = self.hub.join(self.seat.camera_id, name, self.seat, is_machine=True)
        self.seat.move_to(stream, name)
        return self

    @property
    def keys(self) -> list[bool]:
        return [one.is_key for one in self.line.told if isinstance(one, TapPicture)]

    @property
    def backlog(self) -> list[bool]:
        return [one.is_backlog for one in self.line.told if isinstance(one, TapPicture)]

    @property
    def states(self) -> list[str]:
        said = [one for one in self.line.told if isinstance(one, TapSaid)]
        return [one.state for one in said if one.what == "state"]


def on_virtual_time(check: Callable[[FieldHub], Awaitable[None]]) -> None:
    async def begun() -> None:
        hub = FieldHub(MediaSettings(linger_s=LINGER_S))
        await check(hub)
        await hub.stop()

    run_at_once(begun())


def test_key_pictures_only_and_the_form_once() -> None:
    async def check(hub: FieldHub) -> None:
        tap = Tap(hub).join()
        await asyncio.sleep(5 * GROUP_S - 0.1)
        assert tap.keys == [True] * 5
        assert len([one for one in tap.line.told if isinstance(one, TapParameters)]) == 1
        assert tap.states == ["connecting", "live"]
        told = tap.seat.sizes()
        assert told is not None
        # the first picture of all began it
        assert (told.pictures, told.bytes) == (5 * KEY_EVERY - 1, 5 * (5 * KEY_EVERY - 1))
        assert (told.key_bytes, told.biggest) == (20, 5)
        assert tap.seat.sizes() is None, "counted once"

    on_virtual_time(check)


def test_who_joins_a_running_pull_gets_its_newest_key_picture_at_once() -> None:
    async def check(hub: FieldHub) -> None:
        hub.warm(["cam_1"])
        await asyncio.sleep(GROUP_S + 1.2)
        by_key, by_all, by_none = (Tap(hub, frames=frames).join() for frames in Frames)
        assert (by_key.keys, by_key.backlog) == ([True], [True])
        assert by_all.keys == [True, False, False]
        assert by_all.backlog == [True, True, False]
        assert by_none.keys == []

    on_virtual_time(check)


def test_more_than_before_begins_with_the_group_and_less_needs_nothing() -> None:
    async def check(hub: FieldHub) -> None:
        tap = Tap(hub).join()
        await asyncio.sleep(1.2)
        tap.seat.want(Frames.ALL)
        assert tap.keys == [True, True, False, False]
        tap.seat.want(Frames.ALL)
        assert len(tap.keys) == 4, "asked for twice is asked for once"
        tap.seat.want(Frames.KEY)
        tap.seat.want(Frames.NONE)
        assert len(tap.keys) == 4
        tap.seat.want(Frames.KEY)
        assert tap.keys[4:] == [True]
        assert tap.states == ["connecting", "live"], "not told again"

    on_virtual_time(check)


def test_a_dead_camera_is_told_and_comes_back_with_its_group() -> None:
    async def check(hub: FieldHub) -> None:
        tap = Tap(hub, frames=Frames.ALL).join()
        await asyncio.sleep(GROUP_S)
        hub.at("cam_1").become(Health.DEAD)
        await asyncio.sleep(30)
        assert tap.states == ["connecting", "live", "dead"]
        seen = len(tap.keys)
        hub.at("cam_1").become(Health.GOOD)
        await asyncio.sleep(10.2)
        assert tap.keys[seen]
        assert tap.states[-1] == "live"

    on_virtual_time(check)


def test_whose_pull_goes_to_another_process_is_told_to_go_there() -> None:
    async def check(hub: FieldHub) -> None:
        tap = Tap(hub).join()
        await asyncio.sleep(1)
        hub.let_go(["cam_1"])
        assert tap.moved == [tap.seat]

    on_virtual_time(check)


def test_another_stream_is_another_pull_and_the_one_before_ends() -> None:
    async def check(hub: FieldHub) -> None:
        tap = Tap(hub).join()
        await asyncio.sleep(1)
        tap.join("sub")
        await asyncio.sleep(LINGER_S + 1)
        assert hub.pulls == 1
        assert hub.at("cam_1", "main").sessions == 0
        assert hub.at("cam_1", "sub").sessions == 1

    on_virtual_time(check)


def test_a_seat_that_left_says_nothing_more() -> None:
    async def check(hub: FieldHub) -> None:
        tap, other = Tap(hub).join(), Tap(hub, frames=Frames.ALL).join()
        await asyncio.sleep(1)
        tap.seat.leave()
        said = len(tap.line.frames)
        hub.at("cam_1").become(Health.DEAD)
        await asyncio.sleep(20)
        assert len(tap.line.frames) == said
        assert other.states[-1] == "dead"

    on_virtual_time(check)


def test_without_taps_and_viewers_every_pull_ends() -> None:
    """Whatever was joined, left, changed and broken before."""

    async def check(hub: FieldHub) -> None:
        draw, taps = random.Random(11), list[Tap]()
        for _ in range(400):
            camera = f"cam_{draw.randint(1, 6)}"
            if draw.random() < 0.5:
                taps.append(Tap(hub, camera, draw.choice(list(Frames))).join())
            elif taps:
                tap = taps[draw.randrange(len(taps))]
                tap.seat.want(draw.choice(list(Frames)))
                if draw.random() < 0.6:
                    taps.remove(tap)
                    tap.seat.leave()
            hub.at(camera).become(draw.choice(list(Health)))
            await asyncio.sleep(draw.random() * 5)
        for tap in taps:
            tap.seat.leave()
        await asyncio.sleep(LINGER_S + 1)
        assert hub.pulls == 0
        assert sum(one.sessions for one in hub.field.values()) == 0

    on_virtual_time(check)
