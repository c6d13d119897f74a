"""Reconnect storms (pains 3): after a power cut 200 cameras come back one by one, on virtual time."""

import asyncio
import random
from itertools import pairwise

import pytest

from bongsu.media.camera import StreamState
from bongsu.media.group import Opening, Shown
from bongsu.media.settings import MediaSettings
from tests.media.field import FieldHub, FieldStream, Health
from tests.media.virtual_time import now_s, run_at_once

CAMERAS = [f"cam_{number}" for number in range(1, 201)]
# Longer than the test: what is idle here is pulled for good.
SETTINGS = MediaSettings(linger_s=1e6)


class Watcher:
    def begin(self, opening: Opening) -> None:
        return

    def show(self, shown: Shown) -> None:
        return

    def tell(self, state: StreamState) -> None:
        return


@pytest.fixture(autouse=True)
def always_the_same_jitter() -> None:
    random.seed(7)


def busiest(times: list[float], window_s: float) -> int:
    """Most tries in any window."""
    times = sorted(times)
    most = first = 0
    for last, end_s in enumerate(times):
        while times[first] < end_s - window_s:
            first += 1
        most = max(most, last - first + 1)
    return most


def during(streams: list[FieldStream], begin_s: float, end_s: float) -> list[float]:
    return [at for one in streams for at in one.tries if begin_s < at <= end_s]


def longest_gap(stream: FieldStream, since_s: float) -> float:
    late = [at for at in stream.tries if at > since_s]
    return max(b - a for a, b in pairwise(late))


async def _power(streams: list[FieldStream], health: Health, for_s: float) -> float:
    began_s = now_s()
    for one in streams:
        one.become(health)
    await asyncio.sleep(for_s)
    return began_s


def test_watched_cameras_come_back_spread_out_and_within_two_seconds() -> None:
    async def check() -> None:
        hub = FieldHub(SETTINGS)
        for camera in CAMERAS:
            hub.join(camera, "main", Watcher())
        streams = [hub.at(camera) for camera in CAMERAS]
        await asyncio.sleep(60)
        cut_s = await _power(streams, Health.DEAD, 60)
        assert busiest(during(streams, cut_s, cut_s + 1), 0.05) < 100, "not all at once"
        assert busiest(during(streams, cut_s + 5, cut_s + 60), 0.1) < 60
        assert all(longest_gap(one, cut_s + 10) <= 2.1 for one in streams)
        back_s = await _power(streams, Health.GOOD, 2.1)
        assert [one.sessions for one in streams] == [1] * len(streams)
        assert busiest(during(streams, back_s, back_s + 3), 0.1) < 60
        assert max(one.most_sessions for one in streams) == 1
        await hub.stop()

    run_at_once(check())


def test_idle_cameras_are_tried_less_and_less_and_at_least_each_minute() -> None:
    async def check() -> None:
        hub = FieldHub(SETTINGS)
        hub.warm(CAMERAS)
        streams = [hub.at(camera) for camera in CAMERAS]
        cut_s = await _power(streams, Health.DEAD, 1800)
        late = during(streams, cut_s + 900, cut_s + 1800)
        assert len(late) < len(streams) * 900 / 30 * 1.2, "thirty seconds on average"
        assert busiest(late, 1.0) < 30
        assert all(longest_gap(one, cut_s + 300) <= 60.1 for one in streams)
        await hub.stop()

    run_at_once(check())


def test_cameras_that_only_a_machine_looks_at_are_tried_within_the_time_they_may_go_unseen() -> (
    None
):
    """It looks at all of them: as often as for a person would be a storm without end."""

    async def check() -> None:
        hub = FieldHub(SETTINGS)
        for camera in CAMERAS[:50]:
            hub.join(camera, "main", Watcher(), is_machine=True)
        streams = [hub.at(camera) for camera in CAMERAS[:50]]
        cut_s = await _power(streams, Health.DEAD, 600)
        late = during(streams, cut_s + 300, cut_s + 600)
        assert len(late) < len(streams) * 300 / 5 * 1.2, "five seconds on average"
        assert all(longest_gap(one, cut_s + 60) <= 10.1 for one in streams)
        assert busiest(late, 0.1) < 15
        person = Watcher()
        pull = hub.join("cam_1", "main", person)
        watched_s = await _power(streams[:1], Health.DEAD, 60)
        assert longest_gap(streams[0], watched_s) <= 1.6, "for a person as ever"
        pull.leave(person)
        left_s = await _power(streams[:1], Health.DEAD, 300)
        assert longest_gap(streams[0], left_s + 10) > 4
        await hub.stop()

    run_at_once(check())


def test_the_waits_fill_everything_between_none_and_the_cap() -> None:
    """Full jitter: a fixed part in every wait would keep a herd together."""

    async def check() -> None:
        hub = FieldHub(SETTINGS)
        stream = hub.at("cam_1")
        stream.become(Health.DEAD)
        hub.join("cam_1", "main", Watcher())
        await asyncio.sleep(600)
        waits = [b - a for a, b in pairwise(stream.tries[10:])]
        tenths = {int(wait / SETTINGS.retry_watched_s * 10) for wait in waits}
        assert tenths >= set(range(10))
        await hub.stop()

    run_at_once(check())


def test_a_camera_that_lives_five_seconds_at_a_time_is_not_stormed() -> None:
    async def check() -> None:
        hub = FieldHub(SETTINGS)
        stream = hub.at("cam_1")
        stream.dies_after_s = 5.0
        hub.warm(["cam_1"])
        await asyncio.sleep(3600)
        assert len(stream.tries) < 150, "with a reset at each success these were about 700"
        await hub.stop()

    run_at_once(check())


def test_a_camera_that_was_stable_is_tried_again_at_once() -> None:
    async def check() -> None:
        hub = FieldHub(SETTINGS)
        stream = hub.at("cam_1")
        hub.warm(["cam_1"])
        await _power([stream], Health.DEAD, 900)
        await _power([stream], Health.GOOD, 120)
        cut_s = await _power([stream], Health.DEAD, 1)
        assert min(at for at in stream.tries if at > cut_s) - cut_s <= 0.26
        await hub.stop()

    run_at_once(check())


def test_whoever_begins_to_watch_an_idle_camera_waits_two_seconds_at_most() -> None:
    async def check() -> None:
        hub = FieldHub(SETTINGS)
        hub.warm(CAMERAS[:20])
        streams = [hub.at(camera) for camera in CAMERAS[:20]]
        await _power(streams, Health.DEAD, 900)
        for one in streams:
            one.become(Health.GOOD)
        for camera in CAMERAS[:20]:
            hub.join(camera, "main", Watcher())
        await asyncio.sleep(2.1)
        assert [one.sessions for one in streams] == [1] * 20
        await hub.stop()

    run_at_once(check())


def test_many_who_come_and_go_at_a_dead_camera_do_not_hurry_it() -> None:
    """A wall of tiles that reconnects each second is no reason to try more often."""

    async def check() -> None:
        hub = FieldHub(SETTINGS)
        stream = hub.at("cam_1")
        stream.become(Health.DEAD)
        for _ in range(600):
            watcher = Watcher()
            pull = hub.join("cam_1", "main", watcher)
            await asyncio.sleep(0.1)
            pull.leave(watcher)
        assert len(stream.tries) < 120, "one a second on average"
        await hub.stop()

    run_at_once(check())
