"""The measured city: a hub and districts as real processes, each linked by a line that can be cut, and one simulator."""

import asyncio
import random
import shutil
import socket
import tempfile
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event

import aiohttp

from bongsu.bench.call.clips import folder_with
from bongsu.bench.federation.centre import BenchCentre, session
from bongsu.bench.federation.fill import BORDER, fill
from bongsu.federation.peers.invite import invite
from bongsu.federation.peers.join import join
from bongsu.kernel.clock import SystemClock
from bongsu.kernel.database import Database
from bongsu.kernel.ids import new_secret
from bongsu.kernel.migrate import upgrade
from bongsu.kernel.parts import Part
from bongsu.registry.areas import Areas
from bongsu.registry.districts import BY_CODE
from bongsu.registry.load_areas import load_areas
from bongsu.registry.register_areas import register_areas
from bongsu.roles.peers import peers_desk
from bongsu.roles.settings import NodeSettings
from bongsu.roles.supervise import ChildProcess
from bongsu.simulate.line import SimulatedLine

Say = Callable[[str], None]
HUB = "SEOUL"
# who measures has no authenticator at hand
_WITHOUT_FACTORS = {
    "BONGSU_IDENTITY_SECOND_FACTOR_OUTSIDE": "false",
    "BONGSU_IDENTITY_FIRST_PASSWORD_MUST_CHANGE": "false",
    "BONGSU_IDENTITY_DEVICE_KEY_VEHICLES": "false",
}
_GOP_S = 1
_SIMULATED = 80
# console, live pictures, pictures for others, link, bus
_PORTS = 5
_LINK = 3
_BY = "bench"


@dataclass(slots=True)
class BenchCity:
    """Everything runs. `lines` are by district; each carries what that district and the hub say."""

    centres: dict[str, BenchCentre]
    lines: dict[str, SimulatedLine]

    @property
    def hub(self) -> BenchCentre:
        return self.centres[HUB]

    @property
    def districts(self) -> list[BenchCentre]:
        return [one for one in self.centres.values() if one.code != HUB]

    def __getitem__(self, code: str) -> BenchCentre:
        return self.centres[code]

    async def link(self, *codes: str) -> None:
        """As two operators would: a token from the hub, handed to the district."""
        for code in codes:
            await self._link(self[code])

    async def _link(self, district: BenchCentre) -> None:
        clock = SystemClock()
        ours, theirs = (Database(one.settings.database) for one in (self.hub, district))
        try:
            made = await invite(
                peers_desk(self.hub.settings, ours, clock),
                district.code,
                url=self.hub.origin,
                link=f"127.0.0.1:{self.lines[district.code].port}",
                by=_BY,
            )
            await join(peers_desk(district.settings, theirs, clock), made.token, _BY)
        finally:
            await asyncio.gather(ours.close(), theirs.close())

    async def until_up(self, within_s: float = 40.0) -> None:
        """Until every centre says that the line to every other one stands. Raises `TimeoutError`."""
        async with asyncio.timeout(within_s):
            for one in self.centres.values():
                others = self.centres.keys() - {one.code}
                # other processes' states: nothing tells us of them, so they are asked
                while not await _all_up(one, others):  # noqa: ASYNC110
                    await asyncio.sleep(0.1)


async def _all_up(one: BenchCentre, others: set[str]) -> bool:
    if not one.filled.passwords:
        return True
    try:
        page = await one.get("/api/links")
    except aiohttp.ClientError:
        return False
    return {link["code"] for link in page["links"] if link["state"] == "up"} >= others


@asynccontextmanager
async def city(
    cameras: Mapping[str, int],
    say: Say,
    given: Mapping[str, str] | None = None,
    *,
    pictures: bool = True,
) -> AsyncIterator[BenchCity]:
    """`cameras` by district; a hub comes with them. Not linked yet. Everything that was started ends with the block."""
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bongsu-city-")))
        client = await stack.enter_async_context(session())
        port = 0
        if pictures:
            port = await _simulator(stack)
        say(
            f"registering {sum(cameras.values())} cameras, starting a hub and {len(cameras)} districts"
        )
        areas = await asyncio.to_thread(load_areas, None, *BY_CODE)
        prepared = folder / "prepared.db"
        await _prepare(f"sqlite+aiosqlite:///{prepared}", areas)
        made = BenchCity({}, {})
        stack.push_async_callback(_stop_all, made)
        async with asyncio.TaskGroup() as group:
            for code, settings in _settings(folder, [HUB, *cameras]).items():
                count = cameras.get(code, 0)
                settings.folder.mkdir()
                shutil.copy(prepared, settings.folder / "node.db")
                group.create_task(
                    _centre(made, client, settings, areas, (count, port), dict(given or {}))
                )
        for code in cameras:
            line = SimulatedLine(made.hub.settings.port + _LINK)
            await _started(stack, line)
            made.lines[code] = line
        yield made


async def _prepare(url: str, areas: Areas) -> None:
    """What the books of every centre begin with."""
    await upgrade(url)
    database = Database(url)
    try:
        await register_areas(database, areas)
    finally:
        await database.close()


async def _stop_all(made: BenchCity) -> None:
    await asyncio.gather(*(_stop(one) for one in made.centres.values()))


async def _stop(one: BenchCentre) -> None:
    """Nobody reads its books any more: an orderly end of some twenty processes at once would take ten seconds."""
    stopping = asyncio.create_task(one.process.stop(), name=f"stop {one.code}")
    # it starts nothing again from here on
    await asyncio.sleep(0)
    if one.process.said:
        one.kill_all()
    await stopping


async def _centre(
    made: BenchCity,
    client: aiohttp.ClientSession,
    settings: NodeSettings,
    areas: Areas,
    behind: tuple[int, int],
    given: dict[str, str],
) -> None:
    cameras, port = behind
    filled = await fill(settings, areas, cameras, (port, _SIMULATED))
    own = {
        f"BONGSU_NODE_{name.upper()}": str(getattr(settings, name))
        for name in ("centre", "data_dir", "port", "bus_port", "bus_token", "media_processes")
    }
    process = ChildProcess(settings.centre, ["run"], _WITHOUT_FACTORS | own | given)
    made.centres[settings.centre] = BenchCentre(settings, filled, process, client)
    await process.start()


def _settings(folder: Path, codes: list[str]) -> dict[str, NodeSettings]:
    found, first = dict[str, NodeSettings](), random.randrange(20_000, 30_000, 20)
    for code in codes:
        first = _free_from(first)
        found[code] = NodeSettings(
            centre=code,
            data_dir=str(folder / code.lower()),
            port=first,
            bus_port=first + _PORTS - 1,
            bus_token=new_secret(),
            # of a district that only fills the hub's catalogue nobody sees a picture
            media_processes=int(code == HUB or code in BORDER),
        )
        first += 20
    return found


def _free_from(port: int) -> int:
    """The first of so many ports that are free together, below those that outgoing connections are given."""
    while not all(_is_free(port + more) for more in range(_PORTS)):
        port += 20
    return port


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


async def _simulator(stack: AsyncExitStack) -> int:
    abandoned = Event()
    try:
        clips = await asyncio.to_thread(folder_with, _GOP_S, abandoned)
    finally:
        abandoned.set()
    words = [
        "simulate",
        "cameras",
        "--count",
        str(_SIMULATED),
        "--clips",
        str(clips),
        "--port",
        "0",
    ]
    child = ChildProcess("simulator", words, {})
    await _started(stack, child)
    return int(str(child.said["port"]))


async def _started(stack: AsyncExitStack, part: Part) -> None:
    # registered first: a start that is broken off half-way leaves something to stop
    stack.push_async_callback(part.stop)
    await part.start()
