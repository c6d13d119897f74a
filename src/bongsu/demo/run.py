"""Puts the demo together: seed, simulator, node, ready line, calls. Whatever was started ends with it."""

import asyncio
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import msgspec

from bongsu.demo import watch
from bongsu.demo.accounts import Account, Credentials, PartnerToken
from bongsu.demo.calls import CallsPart
from bongsu.demo.day import PLACES, Cast, DayPart
from bongsu.demo.layers import seed_layers
from bongsu.demo.nearby import around
from bongsu.demo.node import agree_and_name, book_of, port_of, simulator, supervisor
from bongsu.demo.panel import PanelPart
from bongsu.demo.seed import cameras_in_service, connect_cameras, seed
from bongsu.demo.water import WaterPart, seed_water
from bongsu.demo.wishes import seed_wishes
from bongsu.kernel.clock import SystemClock
from bongsu.kernel.database import Database
from bongsu.kernel.ids import new_secret
from bongsu.kernel.parts import Part, run_parts
from bongsu.kernel.settings import load
from bongsu.planning.requests.desk import Office
from bongsu.roles.identity import identity_settings
from bongsu.roles.settings import NodeSettings
from bongsu.services.reports import scenes as reports
from bongsu.services.shared.scenes import Spot
from bongsu.sharing.agreements.seongbuk import CENTRE, SEONGBUK_2023_08
from bongsu.sharing.agreements.texts import service_texts
from bongsu.simulate.text_door import DOORS, TextDoor


@dataclass(frozen=True, slots=True)
class DemoOptions:
    """What `bongsu demo` may be told."""

    port: int = 8600
    data_dir: Path | None = None
    shared: Path | None = None
    calls: bool = True
    cameras_from_clips: bool = True
    second_factors: bool = False

    @property
    def clips(self) -> Path | None:
        if self.shared is None or not self.cameras_from_clips:
            return None
        return self.shared / "clips"


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
        self._cameras: Mapping[Spot, tuple[str, ...]] = {}

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
        async with book_of(settings) as database:
            await self._prepare(database, settings)
        self._say("node: starting bus, node and media")
        if not self._options.second_factors:
            self._say("people: this demo asks nobody for a second factor; a real node does")
        origin = f"http://127.0.0.1:{settings.port}"
        key, steering = new_secret(), new_secret()
        door = TextDoor(key, steering)
        await self._add(door)
        tokens = {one.name: one.token for one in self.known().partners}
        cast = Cast(
            origin,
            {**tokens, reports.PARTNER: steering},
            SystemClock(),
            {reports.PARTNER: door.origin},
            self._cameras,
        )
        panel = PanelPart(cast)
        await self._add(panel)
        more = {**panel.environment, **_doors(door, key), **watch.SETTINGS}
        asked = self._options.second_factors
        await self._add(supervisor(settings, second_factors=asked, more=more))
        if self._options.calls:
            await self._add(CallsPart(origin, self.known, SystemClock()))
            await self._add(DayPart(cast))
            await self._add(WaterPart(origin, self.known, SystemClock()))

    async def _prepare(self, database: Database, settings: NodeSettings) -> None:
        clock = SystemClock()
        self.cameras = await seed(database, self._options.shared, clock, self._say)
        await seed_water(database, self._folder, clock, self._say)
        profile = settings.profile
        office = Office(profile.districts, profile.name_ko, profile.name_en)
        await seed_wishes(database, clock, office, identity_settings(settings))
        self._say("planning: reading layers")
        await seed_layers(database, self._options.shared, clock, profile.districts)
        self._say("agreement: signing the district's own text with simulated keys of every party")
        self._say("people: making accounts")
        texts = (SEONGBUK_2023_08, *service_texts(CENTRE))
        self.credentials = await agree_and_name(database, settings, clock, texts)
        self._say("cameras: starting the simulator")
        cameras = simulator(len(await cameras_in_service(database)), self._options.clips)
        await self._add(cameras)
        await connect_cameras(database, port_of(cameras))
        self._cameras = await around(database, PLACES.values())
        near = [camera_id for ids in self._cameras.values() for camera_id in ids]
        watched = await watch.seed_watch(database, clock, near)
        self._say(f"monitoring: {watched} cameras are watched by machine")

    async def _add(self, part: Part) -> None:
        await part.start()
        self._started.append(part)

    async def stop(self) -> None:
        while self._started:
            await self._started.pop().stop()


def _doors(door: TextDoor, key: str) -> dict[str, str]:
    """Where the node sends its operators' reports."""
    told = {}
    for to in DOORS:
        told[f"BONGSU_REPORTS_DOOR_{to}"] = f"{door.origin}/{to}"
        told[f"BONGSU_REPORTS_KEY_{to}"] = key
    return told


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
