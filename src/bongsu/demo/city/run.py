"""Puts the city together: the districts and their cameras, then the hub, then the links between them, then the calls."""

import asyncio
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from bongsu.demo.accounts import Account, Credentials, PartnerToken
from bongsu.demo.calls import CallsPart
from bongsu.demo.city.centres import CityCentre, city_centres, house_of
from bongsu.demo.city.link import link
from bongsu.demo.city.script import CITY_CALLS
from bongsu.demo.city.seed import seed_centre
from bongsu.demo.node import agree_and_name, book_of, port_of, simulator, supervisor
from bongsu.demo.run import DemoOptions
from bongsu.demo.seed import Say, cameras_in_service, connect_cameras
from bongsu.kernel.clock import SystemClock
from bongsu.kernel.failures import Failure
from bongsu.kernel.parts import Part, run_parts
from bongsu.kernel.settings import load
from bongsu.registry.areas import Areas
from bongsu.registry.districts import BY_CODE
from bongsu.registry.load_areas import load_areas
from bongsu.roles.settings import NodeSettings
from bongsu.sharing.agreements.texts import texts_of


@dataclass(frozen=True, slots=True)
class Prepared:
    """What the ready line tells of one centre."""

    credentials: Credentials
    cameras: int
    source: str


class ReadyCentre(msgspec.Struct, frozen=True):
    """One centre of the ready line. `cameras` are its own; the hub owns none."""

    code: str
    console: str
    accounts: list[Account]
    partners: list[PartnerToken]
    data_dir: str
    cameras: int
    source: str
    linked: bool


class ReadyCity(msgspec.Struct, frozen=True):
    """The one JSON line when everything runs. The hub stands first."""

    centres: list[ReadyCentre]
    ready: bool = True


class City:
    """A part: everything between an empty folder and a city that runs."""

    name = "city"

    def __init__(self, options: DemoOptions, folder: Path, say: Say) -> None:
        self._options = options
        self._say = say
        self._clock = SystemClock()
        self._hub, *self._districts = city_centres(load(NodeSettings, "node"), folder, options.port)
        self._nodes: list[Part] = []
        self._calls: list[Part] = []
        self._cameras: Part | None = None
        self._prepared: dict[str, Prepared] = {}
        self._linked: set[str] = set()

    @property
    def centres(self) -> Sequence[CityCentre]:
        return (self._hub, *self._districts)

    def ready(self) -> ReadyCity:
        return ReadyCity([self._ready(one) for one in self.centres])

    def _ready(self, one: CityCentre) -> ReadyCentre:
        known = self._prepared[one.code]
        return ReadyCentre(
            code=one.code,
            console=one.console,
            accounts=known.credentials.accounts,
            partners=known.credentials.partners,
            data_dir=one.settings.data_dir,
            cameras=known.cameras,
            source=known.source,
            linked=one.code in self._linked,
        )

    async def start(self) -> None:
        try:
            await self._bring_up()
        except BaseException:
            await self.stop()
            raise

    async def _bring_up(self) -> None:
        self._say("areas: reading boundaries of the city")
        areas = await asyncio.to_thread(load_areas, self._options.shared, *BY_CODE)
        for one in self._districts:
            await self._prepare(one, areas)
        await self._connect()
        # the districts' processes start while the hub's catalogues are read
        starting = [asyncio.create_task(self._run(one)) for one in self._districts]
        try:
            await self._prepare(self._hub, areas)
            await asyncio.gather(*starting)
        finally:
            for task in starting:
                task.cancel()
            await asyncio.gather(*starting, return_exceptions=True)
        await self._run(self._hub)
        await self._link()
        if self._options.calls:
            for one in self.centres:
                await self._call(one)

    async def _prepare(self, one: CityCentre, areas: Areas) -> None:
        def say(line: str) -> None:
            self._say(f"{one.profile.host}: {line}")

        async with book_of(one.settings) as database:
            source = await seed_centre(
                database, one.profile, areas, self._options.shared, self._clock, say
            )
            say("agreements and people: simulated signatures, new accounts")
            made = await agree_and_name(
                database, one.settings, self._clock, texts_of(one.code), house_of(one.profile)
            )
            held = len(await cameras_in_service(database))
        self._prepared[one.code] = Prepared(made, held, source)

    async def _connect(self) -> None:
        """One simulator for all districts; it serves by number."""
        counts = [self._prepared[one.code].cameras for one in self._districts]
        self._say(f"cameras: starting the simulator of {sum(counts)}")
        cameras = simulator(sum(counts), self._options.clips)
        await cameras.start()
        self._cameras = cameras
        first = 1
        for one, count in zip(self._districts, counts, strict=True):
            async with book_of(one.settings) as database:
                await connect_cameras(database, port_of(cameras), first)
            first += count

    async def _run(self, one: CityCentre) -> None:
        # twenty-five centres on one machine: nobody looks by machine here
        settings = msgspec.structs.replace(one.settings, analytics_workers=0)
        node = supervisor(settings, second_factors=self._options.second_factors)
        await node.start()
        self._nodes.append(node)
        self._say(f"{one.profile.host}: {one.console} is up")

    async def _link(self) -> None:
        for one in self._districts:
            try:
                await link(self._hub, one, self._clock)
            except Failure as refused:
                # a district alone is a district still; the ready line says that it is
                self._say(f"{one.profile.host}: not linked ({refused.code}: {refused.detail})")
            else:
                self._linked |= {one.code, self._hub.code}
                self._say(f"{one.profile.host}: linked with {self._hub.profile.host}")

    async def _call(self, one: CityCentre) -> None:
        known = self._prepared[one.code].credentials
        calls = CallsPart(one.loopback, lambda: known, self._clock, CITY_CALLS[one.code])
        await calls.start()
        self._calls.append(calls)

    async def stop(self) -> None:
        """Calls first; then all nodes at once, for each takes seconds; the cameras last."""
        for calls in self._calls:
            await calls.stop()
        nodes, self._nodes, self._calls = self._nodes, [], []
        await asyncio.gather(*(node.stop() for node in nodes))
        if self._cameras is not None:
            await self._cameras.stop()


async def run_city(options: DemoOptions, *, say: Say, ready: Callable[[ReadyCity], None]) -> None:
    """Until SIGINT or SIGTERM. Without a data folder everything is forgotten at the end."""
    with tempfile.TemporaryDirectory(prefix="bongsu-city-") as fresh:
        folder = options.data_dir or Path(fresh)
        folder.mkdir(parents=True, exist_ok=True)
        city = City(options, folder, say)
        await run_parts([city], ready=lambda: ready(city.ready()), ended=asyncio.Event())
