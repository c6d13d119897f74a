"""A thousand cameras cost what is watched of them: no task, socket, clip or wake-up each."""

import asyncio
import os
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from bongsu.simulate.camera import Camera, Fault, make_camera
from bongsu.simulate.clips import find_clips, read_loop
from bongsu.simulate.options import SimulatorOptions
from bongsu.simulate.packets import Loop, Picture
from bongsu.simulate.server import CameraSimulator
from bongsu.simulate.session import Session
from bongsu.simulate.ticker import ROUND_S, Ticker
from tests.media.virtual_time import now_s, run_at_once
from tests.simulate.conftest import Connected, Started, until

MANY = 1000


class CountingTicker(Ticker):
    """Says how often it woke up to look."""

    def __init__(self) -> None:
        super().__init__()
        self.rounds = 0

    def _send(self, now_s: float) -> None:
        self.rounds += 1
        super()._send(now_s)


class Nowhere:
    """A carrier that counts pictures."""

    answer = ""

    def __init__(self) -> None:
        self.sent = 0

    def pictures(self, session: Session, picture: Picture, timestamp: int) -> None:
        self.sent += 1

    def report(self, report: bytes) -> None:
        return


@pytest.fixture(scope="session")
def loops(clips: Path) -> dict[str, Loop]:
    loop = read_loop(find_clips(clips)[0])
    return {"main": loop, "sub": loop}


def _ticking(
    loops: dict[str, Loop], check: Callable[[CountingTicker, list[Camera]], Awaitable[None]]
) -> None:
    async def live() -> None:
        ticker = CountingTicker()
        cameras = [make_camera(number, loops, now_s()) for number in range(1, MANY + 1)]
        running = asyncio.create_task(ticker.run())
        await check(ticker, cameras)
        running.cancel()

    run_at_once(live())


def _watch(ticker: Ticker, camera: Camera) -> Nowhere:
    carrier = Nowhere()
    ticker.watch(camera, camera.streams["main"])
    camera.streams["main"].viewers.append(Session(camera.number, carrier))
    return carrier


def test_cameras_that_nobody_watches_wake_nobody(loops: dict[str, Loop]) -> None:
    async def check(ticker: CountingTicker, cameras: list[Camera]) -> None:
        await asyncio.sleep(3600)
        assert ticker.rounds == 0

    _ticking(loops, check)


def test_one_watched_camera_wakes_once_a_picture_however_many_there_are(
    loops: dict[str, Loop],
) -> None:
    async def check(ticker: CountingTicker, cameras: list[Camera]) -> None:
        carrier = _watch(ticker, cameras[500])
        await asyncio.sleep(60)
        assert abs(carrier.sent - 60 * 15) <= 1
        assert ticker.rounds <= carrier.sent + 2
        cameras[500].streams["main"].viewers.clear()
        await asyncio.sleep(1)
        rounds = ticker.rounds
        await asyncio.sleep(3600)
        assert ticker.rounds == rounds, "and sleeps again when the last one has gone"
        assert ticker._due == []

    _ticking(loops, check)


def test_a_thousand_watched_cameras_share_their_rounds(loops: dict[str, Loop]) -> None:
    async def check(ticker: CountingTicker, cameras: list[Camera]) -> None:
        carriers = [_watch(ticker, camera) for camera in cameras]
        await asyncio.sleep(10)
        assert ticker.rounds <= 10 / ROUND_S + 2
        assert all(abs(carrier.sent - 150) <= 2 for carrier in carriers)

    _ticking(loops, check)


def test_silent_cameras_send_nothing_and_keep_their_time(loops: dict[str, Loop]) -> None:
    async def check(ticker: CountingTicker, cameras: list[Camera]) -> None:
        carrier = _watch(ticker, cameras[0])
        await asyncio.sleep(1)
        cameras[0].fault = Fault.FROZEN
        sent = carrier.sent
        await asyncio.sleep(600)
        assert carrier.sent == sent
        cameras[0].fault = Fault.NONE
        await asyncio.sleep(2)
        assert abs(carrier.sent - sent - 30) <= 1, "no burst of what was missed"

    _ticking(loops, check)


def test_a_machine_that_slept_sends_no_burst(loops: dict[str, Loop]) -> None:
    async def check(ticker: CountingTicker, cameras: list[Camera]) -> None:
        carrier = _watch(ticker, cameras[0])
        await asyncio.sleep(1)
        sent = carrier.sent
        loop = asyncio.get_running_loop()
        loop._leaping.now_s += 3600  # type: ignore[attr-defined] # the virtual loop's own clock
        await asyncio.sleep(1)
        assert carrier.sent - sent <= 15 + 2

    _ticking(loops, check)


async def test_a_thousand_cameras_are_two_tasks_three_sockets_and_two_clips(
    started: Started, connected: Connected
) -> None:
    few = await started(count=1)
    tasks = len(asyncio.all_tasks())
    many = await started(count=MANY)
    assert len(asyncio.all_tasks()) - tasks == 2
    assert many._ports
    cameras = [camera for number in range(1, MANY + 1) if (camera := many.camera(number))]
    assert len(cameras) == MANY
    assert len({id(camera.streams["main"].loop) for camera in cameras}) == 2
    assert len({id(camera.streams["sub"].loop) for camera in cameras}) == 2
    assert few._ticker._due == many._ticker._due == []
    viewer = await connected(many)
    await viewer.play(many.url(MANY))
    assert await viewer.next_picture()
    assert len(many._ticker._due) == 1


async def test_a_thousand_cameras_encode_nothing_that_is_in_the_cache(
    started: Started, clips: Path, cache: Path
) -> None:
    await started(count=2)
    before = {path: path.stat().st_mtime_ns for path in cache.iterdir()}
    await started(count=MANY)
    assert {path: path.stat().st_mtime_ns for path in cache.iterdir()} == before


async def test_starting_and_stopping_leaves_nothing_open(options: SimulatorOptions) -> None:
    handles = Path("/proc/self/fd")
    if not handles.is_dir():
        pytest.skip("open files are counted in /proc")

    async def once() -> None:
        simulator = CameraSimulator(options)
        await simulator.start()
        await simulator.stop()

    await once()
    files, tasks = len(os.listdir(handles)), len(asyncio.all_tasks())
    for _ in range(20):
        await once()
    await until(lambda: len(os.listdir(handles)) <= files)
    assert len(asyncio.all_tasks()) == tasks


async def test_hundreds_of_visits_leave_no_session(
    simulator: CameraSimulator, connected: Connected
) -> None:
    async def visit(number: int) -> None:
        viewer = await connected(simulator)
        await viewer.play(simulator.url(number % 3 + 1))
        await viewer.next_packet()
        viewer.writer.transport.abort()

    for _ in range(10):
        await asyncio.gather(*(visit(number) for number in range(30)))
    await until(lambda: not simulator.connections)
    assert [simulator.pulls(number) for number in (1, 2, 3)] == [0, 0, 0]
    await until(lambda: simulator._ticker._due == [])
