"""The measuring stand: a node's real processes and three simulators in a folder that is gone afterwards."""

import asyncio
import socket
import tempfile
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AsyncExitStack, ExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event

import aiohttp
import msgspec

from bongsu.bench.call.clips import folder_with
from bongsu.bench.call.district import BenchCamera, District, fill, simulated
from bongsu.bench.call.sizes import GOPS_S
from bongsu.bench.processes import child_with
from bongsu.kernel.ids import new_secret
from bongsu.kernel.keys import load_or_create_key
from bongsu.kernel.parts import Part
from bongsu.media.tickets import TicketSigner
from bongsu.roles.settings import NodeSettings
from bongsu.roles.supervise import ChildProcess, Supervisor
from bongsu.simulate.control import SimulatorControl

Say = Callable[[str], None]
# who measures has no authenticator at hand
WITHOUT_FACTORS = {
    "BONGSU_IDENTITY_SECOND_FACTOR_OUTSIDE": "false",
    "BONGSU_IDENTITY_FIRST_PASSWORD_MUST_CHANGE": "false",
    "BONGSU_IDENTITY_DEVICE_KEY_VEHICLES": "false",
}
_QUIET_WITHIN_S = 40.0
_LOOK_EVERY_S = 0.2
_PATIENCE = aiohttp.ClientTimeout(total=20)


class MediaHealth(msgspec.Struct, frozen=True):
    """Of its `/health`."""

    pulls: int
    viewers: int


@dataclass(frozen=True, slots=True)
class Stand:
    """Everything runs. `operator`, `room` and `head` are signed in."""

    settings: NodeSettings
    district: District
    controls: dict[int, SimulatorControl]
    operator: aiohttp.ClientSession
    room: aiohttp.ClientSession
    head: aiohttp.ClientSession
    signer: TicketSigner

    @property
    def origin(self) -> str:
        return origin_of(self.settings)

    @property
    def media_url(self) -> str:
        return f"ws://localhost:{self.settings.media_port}/live"

    async def health(self) -> MediaHealth:
        """What the media process says of itself."""
        url = f"http://127.0.0.1:{self.settings.media_port}/health"
        async with aiohttp.ClientSession() as session, session.get(url) as answer:
            return msgspec.json.decode(await answer.read(), type=MediaHealth)

    def media_process(self) -> int | None:
        return child_with("--only", "media")

    async def pulls(self, camera: BenchCamera) -> int:
        """How many sessions the simulated camera serves now."""
        return await self.controls[camera.gop_s].pulls(camera.number)


def origin_of(settings: NodeSettings) -> str:
    return f"http://localhost:{settings.port}"


@asynccontextmanager
async def stand_up(say: Say) -> AsyncIterator[Stand]:
    """Everything that was started ends with the block."""
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bongsu-bench-")))
        ports = dict(zip(GOPS_S, _free_ports(len(GOPS_S)), strict=True))
        token = new_secret()
        settings = NodeSettings(data_dir=str(folder), port=free_pair())
        say("registering 70,000 cameras, starting simulators")
        async with asyncio.TaskGroup() as group:
            filling = group.create_task(fill(settings.database, ports))
            for gop_s in GOPS_S:
                group.create_task(_simulator(stack, gop_s, ports[gop_s], token))
        say("starting bus, node and media")
        await started(stack, Supervisor(settings, given=WITHOUT_FACTORS))
        district = filling.result()
        yield Stand(
            settings=settings,
            district=district,
            controls={gop_s: SimulatorControl(ports[gop_s], token) for gop_s in GOPS_S},
            operator=await signed_in_as(stack, settings, district.passwords, "operator"),
            room=await signed_in_as(stack, settings, district.passwords, "room"),
            head=await signed_in_as(stack, settings, district.passwords, "head"),
            signer=TicketSigner(load_or_create_key(settings.ticket_key)),
        )


async def until_quiet(stand: Stand) -> None:
    """Until no camera is pulled any more. Raises `TimeoutError`."""
    async with asyncio.timeout(_QUIET_WITHIN_S):
        # another process's state: nothing tells us of it, so it is asked
        while (await stand.health()).pulls:  # noqa: ASYNC110
            await asyncio.sleep(_LOOK_EVERY_S)


async def _simulator(stack: AsyncExitStack, gop_s: int, port: int, token: str) -> None:
    abandoned = Event()
    try:
        clips = await asyncio.to_thread(folder_with, gop_s, abandoned)
    finally:
        abandoned.set()
    arguments = {
        "--count": str(simulated(gop_s)),
        "--clips": str(clips),
        "--port": str(port),
    }
    given = [word for pair in arguments.items() for word in pair]
    environment = {"BONGSU_SIMULATE_CONTROL": token}
    child = ChildProcess(f"simulator {gop_s} s", ["simulate", "cameras", *given], environment)
    await started(stack, child)


async def started(stack: AsyncExitStack, part: Part) -> None:
    # registered first: a start that is broken off half-way leaves something to stop
    stack.push_async_callback(part.stop)
    await part.start()


async def signed_in_as(
    stack: AsyncExitStack, settings: NodeSettings, passwords: Mapping[str, str], name: str
) -> aiohttp.ClientSession:
    """A new session of its own, until the stack ends."""
    session = await stack.enter_async_context(
        aiohttp.ClientSession(
            origin_of(settings), headers={"X-Bongsu": "1"}, timeout=_PATIENCE, raise_for_status=True
        )
    )
    form = {"name": name, "password": passwords[name]}
    await (await session.post("/api/sign-in", json=form)).read()
    return session


def _free_ports(count: int) -> list[int]:
    """Free now; nobody promises for how long, but the bench takes them at once."""
    with ExitStack() as held:
        # held together, so that the kernel gives different ones
        sockets = [held.enter_context(socket.socket()) for _ in range(count)]
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [int(one.getsockname()[1]) for one in sockets]


def free_pair() -> int:
    """A port whose next one is free too: media takes that."""
    while True:
        [port] = _free_ports(1)
        with socket.socket() as second:
            try:
                second.bind(("127.0.0.1", port + 1))
            except OSError:
                continue
            return port
