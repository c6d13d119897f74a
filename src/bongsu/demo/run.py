"""Puts the demo together: seed, simulator, node, ready line, calls. Whatever was started ends with it."""

import asyncio
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import msgspec

from bongsu.demo.accounts import Account, Credentials, PartnerToken, credentials
from bongsu.demo.calls import CallsPart
from bongsu.demo.seed import cameras_in_service, connect_cameras, seed
from bongsu.identity.service import IdentityService
from bongsu.kernel.clock import SystemClock
from bongsu.kernel.database import Database
from bongsu.kernel.migrate import upgrade
from bongsu.kernel.parts import Part, run_parts
from bongsu.kernel.settings import load
from bongsu.roles.identity import identity_settings
from bongsu.roles.settings import NodeSettings
from bongsu.roles.supervise import ChildProcess, Supervisor
from bongsu.sharing.agreements.seongbuk import SEONGBUK_2023_08
from bongsu.sharing.simulated_signatures import sign_for_everybody

KEPT = "demo-credentials.json"
# whoever looks at the demo has no device of a police station at hand
EASIER = {
    "BONGSU_IDENTITY_SECOND_FACTOR_OUTSIDE": "false",
    "BONGSU_IDENTITY_DEVICE_KEY_VEHICLES": "false",
}
# its passwords stand in a file for whoever looks on; nobody chooses one
DEMO = {"BONGSU_IDENTITY_FIRST_PASSWORD_MUST_CHANGE": "false"}


@dataclass(frozen=True, slots=True)
class DemoOptions:
    """What `bongsu demo` may be told."""

    port: int = 8600
    data_dir: Path | None = None
    shared: Path | None = None
    calls: bool = True
    cameras_from_clips: bool = True
    second_factors: bool = False


class Ready(msgspec.Struct, frozen=True):
    """The one JSON line when everything runs."""

    console: str
    accounts: list[Account]
    partners: list[PartnerToken]
    data_dir: str
    cameras: str
    ready: bool = True


class Demo:
    """A part: everything between an empty folder and a running district."""

    name = "demo"

    def __init__(self, options: DemoOptions, folder: Path, say: Callable[[str], None]) -> None:
        self._options = options
        self._folder = folder
        self._say = say
        self._started: list[Part] = []
        self.credentials: Credentials | None = None
        self.cameras = ""

    def known(self) -> Credentials:
        assert self.credentials is not None
        return self.credentials

    async def start(self) -> None:
        settings = msgspec.structs.replace(
            load(NodeSettings, "node"), data_dir=str(self._folder), port=self._options.port
        )
        try:
            await self._bring_up(settings)
        except BaseException:
            await self.stop()
            raise

    async def _bring_up(self, settings: NodeSettings) -> None:
        await upgrade(settings.database)
        database = Database(settings.database)
        try:
            await self._prepare(database, settings)
        finally:
            await database.close()
        self._say("node: starting bus, node and media")
        if not self._options.second_factors:
            self._say("people: this demo asks nobody for a second factor; a real node does")
        given = DEMO | ({} if self._options.second_factors else EASIER)
        await self._add(Supervisor(settings, given=given))
        if self._options.calls:
            origin = f"http://127.0.0.1:{settings.port}"
            await self._add(CallsPart(origin, self.known, SystemClock()))

    async def _prepare(self, database: Database, settings: NodeSettings) -> None:
        clock = SystemClock()
        self.cameras = await seed(database, self._options.shared, clock, self._say)
        self._say("agreement: signing the district's own text with simulated keys of every party")
        simulated = settings.folder / "keys" / "simulated"
        await sign_for_everybody(database, clock, SEONGBUK_2023_08, simulated)
        self._say("people: making accounts")
        identity = IdentityService(database, clock, identity_settings(settings))
        self.credentials = await credentials(identity, settings.folder / KEPT)
        self._say("cameras: starting the simulator")
        count = max(1, len(await cameras_in_service(database)))
        simulator = await self._simulator(count)
        port = simulator.said.get("port")
        assert isinstance(port, int)
        await connect_cameras(database, port)

    async def _simulator(self, count: int) -> ChildProcess:
        arguments = ["simulate", "cameras", "--count", str(count), "--port", "0"]
        clips = self._options.shared / "clips" if self._options.shared else None
        if self._options.cameras_from_clips and clips is not None and clips.is_dir():
            arguments += ["--clips", str(clips)]
        child = ChildProcess("simulator", arguments, {})
        await self._add(child)
        return child

    async def _add(self, part: Part) -> None:
        await part.start()
        self._started.append(part)

    async def stop(self) -> None:
        while self._started:
            await self._started.pop().stop()


async def run_demo(
    options: DemoOptions, *, say: Callable[[str], None], ready: Callable[[Ready], None]
) -> None:
    """Until SIGINT or SIGTERM. Without a data folder everything is forgotten at the end."""
    with tempfile.TemporaryDirectory(prefix="bongsu-demo-") as fresh:
        folder = options.data_dir or Path(fresh)
        folder.mkdir(parents=True, exist_ok=True)
        demo = Demo(options, folder, say)

        def told() -> None:
            known = demo.known()
            console = f"http://localhost:{options.port}"
            ready(Ready(console, known.accounts, known.partners, str(folder), demo.cameras))

        await run_parts([demo], ready=told, ended=asyncio.Event())
