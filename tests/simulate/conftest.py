"""Tiny clips drawn once per run, and simulators that stop with their test."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from bongsu.simulate.encode import EncodedClips, Encoding
from bongsu.simulate.options import SimulatorOptions
from bongsu.simulate.scenes.library import SCENES, Form
from bongsu.simulate.server import CameraSimulator
from tests.simulate.viewer import Viewer

SMALL = Form(width=320, height=180, frames_per_s=15, lasts_s=2.0)
Started = Callable[..., Awaitable[CameraSimulator]]
Connected = Callable[[CameraSimulator], Awaitable[Viewer]]


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("simulate-cache")


@pytest.fixture(scope="session")
def clips(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two clips of 2 s, a key frame every second, slices and fragments in plenty."""
    folder = tmp_path_factory.mktemp("clips")
    drawn = EncodedClips(folder)
    for scene in SCENES[:2]:
        drawn.made(scene.name, Encoding(320, 180, 15, 1.0, 600), partial(scene.frames, SMALL))
    return folder


@pytest.fixture
def options(clips: Path, cache: Path) -> SimulatorOptions:
    return SimulatorOptions(count=3, clips=clips, cache_dir=cache, scene=SMALL)


@pytest.fixture
async def started(options: SimulatorOptions) -> AsyncIterator[Started]:
    """Starts a simulator with some options changed."""
    async with AsyncExitStack() as stack:

        async def start(**changes: Any) -> CameraSimulator:
            simulator = CameraSimulator(replace(options, **changes))
            await simulator.start()
            stack.push_async_callback(simulator.stop)
            return simulator

        yield start


@pytest.fixture
async def simulator(started: Started) -> CameraSimulator:
    return await started()


@pytest.fixture
async def connected() -> AsyncIterator[Connected]:
    """Opens connections that close with the test."""
    async with AsyncExitStack() as stack:

        async def connect(simulator: CameraSimulator) -> Viewer:
            viewer = await Viewer.to(simulator.port)
            stack.push_async_callback(viewer.close)
            return viewer

        yield connect


async def until(claim: Callable[[], bool]) -> None:
    """Waits for something that must come true, looking often, for at most 5 s."""
    async with asyncio.timeout(5):
        while not claim():
            await asyncio.sleep(0.005)
