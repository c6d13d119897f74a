"""A real simulator, a real media part on a bus in this process, and a viewer that speaks the live protocol."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from bongsu.kernel.clock import SystemClock
from bongsu.kernel.memory_bus import MemoryBus
from bongsu.media.parts import MediaPart, media_part
from bongsu.media.settings import MediaSettings
from bongsu.media.tickets import TicketSigner
from bongsu.simulate.options import SimulatorOptions
from bongsu.simulate.server import CameraSimulator
from tests.media.clips import make_clip
from tests.media.node import FakeNode
from tests.media.stand import Stand

ORIGIN = "http://console.test"
Simulate = Callable[..., Awaitable[CameraSimulator]]


@pytest.fixture(scope="session")
def clips(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one small clip: 320 x 180, 20 a second, a key picture each half second."""
    folder = tmp_path_factory.mktemp("clips")
    make_clip(folder / "street.mp4")
    return folder


@pytest.fixture(scope="session")
def encoded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("encoded")


@pytest.fixture
async def simulate(clips: Path, encoded: Path) -> AsyncIterator[Simulate]:
    async with AsyncExitStack() as running:

        async def start(**options: object) -> CameraSimulator:
            given = {"count": 3, "clips": clips, "cache_dir": encoded, **options}
            simulator = CameraSimulator(SimulatorOptions(**given))  # type: ignore[arg-type] # checked by the class
            await simulator.start()
            running.push_async_callback(simulator.stop)
            return simulator

        yield start


@pytest.fixture
async def cameras(simulate: Simulate) -> CameraSimulator:
    return await simulate()


@pytest.fixture
def settings(tmp_path: Path, request: pytest.FixtureRequest) -> MediaSettings:
    """No wait for somebody's answer ends before a machine that halts for seconds is through; a test that promises its
    end shortens it: `@pytest.mark.waits(frozen_after_s=0.5)`."""
    marker = request.node.get_closest_marker("waits")
    patient = MediaSettings(
        port=0,
        journal_dir=str(tmp_path / "journal"),
        origins=ORIGIN,
        linger_s=0.3,
        frozen_after_s=10.0,
        connect_within_s=10.0,
        answer_within_s=10.0,
        retry_first_s=0.05,
        retry_watched_s=0.2,
        ticket_within_s=10.0,
        alive_every_s=0.2,
        ask_within_s=10.0,
    )
    return msgspec.structs.replace(patient, **(marker.kwargs if marker else {}))


@pytest.fixture
def key() -> Ed25519PrivateKey:
    return Ed25519PrivateKey.generate()


@pytest.fixture
async def stand_up(
    cameras: CameraSimulator, key: Ed25519PrivateKey
) -> AsyncIterator[Callable[[MediaSettings], Awaitable[Stand]]]:
    """Starts a media part with these settings."""
    async with AsyncExitStack() as running:

        async def start(settings: MediaSettings) -> Stand:
            return await running.enter_async_context(_standing(settings, cameras, key))

        yield start


@pytest.fixture
async def stand(
    stand_up: Callable[[MediaSettings], Awaitable[Stand]], settings: MediaSettings
) -> Stand:
    return await stand_up(settings)


@asynccontextmanager
async def _standing(
    settings: MediaSettings, cameras: CameraSimulator, key: Ed25519PrivateKey
) -> AsyncIterator[Stand]:
    bus = MemoryBus()
    node = FakeNode(bus, cameras)
    await node.start()
    part: MediaPart = media_part(bus, settings, SystemClock(), key.public_key())
    await part.start()
    stand = Stand(part, bus, node, cameras, TicketSigner(key), settings, ORIGIN)
    try:
        yield stand
    finally:
        await stand.leave()
        await stand.stop()
