"""Leaks (pains 4): hundreds of viewers, dead sources and broken-off pulls leave nothing behind."""

import asyncio
import os
import threading
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path

import pytest

from bongsu.kernel.clock import SystemClock
from bongsu.media import watching as watching_module
from bongsu.media.sources.ffmpeg import FfmpegSource
from bongsu.media.sources.rtsp import RtspSource
from bongsu.media.sources.source import Patience
from bongsu.media.tickets import TicketChecker
from bongsu.media.watching import Watching
from bongsu.simulate.server import CameraSimulator
from tests.media.stand import Stand, until

Simulate = Callable[..., Awaitable[CameraSimulator]]
HANDLES = Path("/proc/self/fd")
needs_proc = pytest.mark.skipif(not HANDLES.is_dir(), reason="open files are counted in /proc")
SICK = ("kill", "nonsense", "mute", "freeze", "h265_only", "truncate_sdp")


def handles() -> int:
    return len(os.listdir(HANDLES))


def checker(stand: Stand) -> TicketChecker:
    server = stand.part._server
    return server._live._checker


async def visit(stand: Stand, camera: str) -> None:
    """One viewing that ends as soon as it was accepted."""
    viewer = await stand.view(camera)
    await viewer.text("accepted")
    await viewer.leave()
    stand.viewers.remove(viewer)


def sick(cameras: CameraSimulator) -> None:
    """Every second camera has one of the faults."""
    for number in range(2, cameras.options.count + 1, 2):
        getattr(cameras, SICK[number // 2 % len(SICK)])(number)


@pytest.fixture
async def cameras(simulate: Simulate) -> CameraSimulator:
    return await simulate(count=24)


@needs_proc
async def test_hundreds_of_viewings_leave_no_task_no_socket_and_no_viewer(stand: Stand) -> None:
    sick(stand.cameras)
    names = [f"cam_{number}" for number in range(1, 25)]
    await asyncio.gather(*(visit(stand, name) for name in names))
    await until(lambda: stand.part.hub.pulls == 0, 10)
    # FFmpeg's threads for odd cameras end at their own time limit.
    await until(lambda: not any(t.name == "ffmpeg source" for t in threading.enumerate()), 10)
    tasks, files = len(asyncio.all_tasks()), handles()
    for _ in range(20):
        await asyncio.gather(*(visit(stand, name) for name in names))
    await until(lambda: stand.part.hub.pulls == 0, 10)
    await until(lambda: not any(t.name == "ffmpeg source" for t in threading.enumerate()), 10)
    await until(lambda: len(asyncio.all_tasks()) <= tasks)
    await until(lambda: handles() <= files + 2, 10)
    await until(lambda: not stand.cameras.connections)
    assert len(stand.part.watching) == 0
    assert not stand.part._server._doorman.attended
    assert stand.part.hub._streams == {}
    # A task is done a moment before whoever waits for it hears so.
    await until(lambda: not stand.part.hub._tasks)
    assert len(stand.part.hub._states) <= len(names)
    await until(lambda: len(stand.node.rows) == 2 * 21 * len(names), 10)
    assert stand.part._journal.unforwarded == []


async def test_used_nonces_are_forgotten_with_their_tickets(stand: Stand) -> None:
    over_s = time.time() + 0.3
    for _ in range(20):
        viewer = await stand.view(exp=over_s + 0.2)
        await viewer.leave()
    assert len(checker(stand)._used) <= 20
    await until(lambda: time.time() > over_s + 0.2)
    await (await stand.view()).text("accepted")
    assert len(checker(stand)._used) == 1


def test_remembered_ends_are_bounded_and_taken_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching_module, "_MOST_ENDED", 100)
    watching = Watching()
    for number in range(1000):
        watching.end_grant(f"gr_{number}", "closed", "")
        watching.withdraw_camera(f"gr_{number}", "cam_1")
    assert len(watching._ended) <= 100
    assert watching.has_ended("gr_999", "cam_9"), "the newest are kept"
    for number in range(1000):
        watching.reopen(f"gr_{number}", ("cam_1",))
    assert watching._ended == {}


async def _pull_for(source: RtspSource | FfmpegSource, seconds: float) -> None:
    task = asyncio.create_task(source.run(lambda picture: None))
    await asyncio.wait([task], timeout=seconds)
    task.cancel()
    with suppress(asyncio.CancelledError, Exception):
        await task


@needs_proc
@pytest.mark.parametrize("transport", ["tcp", "udp"])
async def test_pulls_broken_off_at_any_moment_close_their_sockets(
    cameras: CameraSimulator, transport: str
) -> None:
    """From before the connection is accepted to the middle of the pictures, at good and bad cameras."""
    sick(cameras)
    patience = Patience(0.3, 0.3, 0.3, 0.5, transport)
    clock = SystemClock()
    files, tasks = handles(), len(asyncio.all_tasks())
    for step in range(15):
        pulls = [
            _pull_for(
                RtspSource(cameras.url(number), patience, clock.now().timestamp), step * 0.003
            )
            for number in range(1, 25)
        ]
        await asyncio.gather(*pulls)
    await until(lambda: not cameras.connections)
    await until(lambda: handles() <= files)
    assert len(asyncio.all_tasks()) <= tasks
    assert sum(cameras.pulls(number) for number in range(1, 25)) == 0


@needs_proc
async def test_ffmpeg_pulls_broken_off_end_their_threads_and_close_their_sockets(
    cameras: CameraSimulator,
) -> None:
    sick(cameras)
    patience = Patience(0.3, 0.3, 0.3, 0.5)
    files = handles()
    for step in range(3):
        await asyncio.gather(
            *(
                _pull_for(FfmpegSource(cameras.url(number), patience, time.time), step * 0.03)
                for number in range(1, 25)
            )
        )
    await until(lambda: not any(t.name == "ffmpeg source" for t in threading.enumerate()), 15)
    await until(lambda: not cameras.connections)
    assert handles() <= files + 2
