"""A whole node as processes, a simulator behind every camera near the scenes, and somebody of every role signed in."""

import asyncio
import tempfile
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event

import aiohttp

from bongsu.bench.call.clips import folder_with
from bongsu.bench.call.stand import WITHOUT_FACTORS, Say, free_pair, origin_of, started
from bongsu.identity.people import LinkSystem, Organisation, OrganisationKind, Role
from bongsu.identity.service import IdentityService
from bongsu.identity.settings import IdentitySettings
from bongsu.kernel.clock import SystemClock
from bongsu.kernel.database import Database
from bongsu.kernel.geometry import Point, distance_m
from bongsu.kernel.migrate import upgrade
from bongsu.registry.assign_streams import assign_streams
from bongsu.registry.load_areas import load_areas
from bongsu.registry.register_areas import register_areas
from bongsu.registry.synthetic import Synthetic, register_synthetic, synthetic_district
from bongsu.roles.settings import NodeSettings
from bongsu.roles.supervise import ChildProcess, Supervisor
from bongsu.services.shared.scenes import Spot
from bongsu.sharing.agreements.seongbuk import (
    CENTRE,
    DISASTER_ROOM,
    FIRE_SEONGBUK,
    POLICE_JONGAM,
    POLICE_SEONGBUK,
)
from bongsu.sharing.agreements.texts import own_text, service_texts
from bongsu.sharing.simulated_signatures import sign_for_everybody
from bongsu.simulate import cast

# 길음1동, where 성북서 is clearly competent
SPOT = Spot(37.608, 127.020)
_NEAR_M = 700.0
# what the bench asks is no person's pace; a partner's system is the network's own
_CHEAP = {"BONGSU_IDENTITY_ARGON2_TIME_COST": "1", "BONGSU_IDENTITY_ARGON2_MEMORY_KIB": "8"}
_CITY: tuple[cast.System, ...] = (
    (
        "seoul-112",
        "KNPA.SEOUL",
        LinkSystem.POLICE_112,
        ("P112_VIDEO", "P112_DISPATCH", "P112_LIFE", "STALK_VICTIM"),
    ),
    ("seoul-119", "NFA.SEOUL", LinkSystem.FIRE_119, ("F119_DISPATCH",)),
)
_ORGANISATIONS = (
    Organisation(CENTRE, "성북구 통합관제센터", "Centre", OrganisationKind.CENTRE),
    Organisation(POLICE_SEONGBUK, "성북경찰서", "Police", OrganisationKind.POLICE),
    Organisation(POLICE_JONGAM, "종암경찰서", "Police", OrganisationKind.POLICE),
    Organisation(FIRE_SEONGBUK, "성북소방서", "Fire station", OrganisationKind.FIRE),
    Organisation(DISASTER_ROOM, "재난안전상황실", "Disaster room", OrganisationKind.DISASTER),
)
_PEOPLE: tuple[tuple[str, Role, str, str | None], ...] = (
    *((role.value, role, CENTRE, None) for role in Role if role.is_own),
    ("police", Role.POLICE_ROOM, POLICE_SEONGBUK, None),
    ("jongam", Role.POLICE_ROOM, POLICE_JONGAM, None),
    ("police car", Role.POLICE_CAR, POLICE_SEONGBUK, "순31"),
    ("fire", Role.FIRE_ROOM, FIRE_SEONGBUK, None),
    ("fire car", Role.FIRE_CAR, FIRE_SEONGBUK, "펌프1"),
    ("disaster", Role.DISASTER_ROOM, DISASTER_ROOM, None),
)


@dataclass(frozen=True, slots=True)
class Somebody:
    """One account that is signed in."""

    name: str
    role: Role
    organisation: str
    session: aiohttp.ClientSession


@dataclass(frozen=True, slots=True)
class ServiceStand:
    """Everything runs. `people` by sign-in name, `tokens` by partner."""

    settings: NodeSettings
    people: Mapping[str, Somebody]
    tokens: Mapping[str, str]
    line: aiohttp.ClientSession

    @property
    def origin(self) -> str:
        return origin_of(self.settings)


@asynccontextmanager
async def stand_up(say: Say) -> AsyncIterator[ServiceStand]:
    """Everything that was started ends with the block."""
    async with AsyncExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="bongsu-bench-"))
        settings = NodeSettings(data_dir=folder, port=free_pair())
        say("registering a district, starting the simulator")
        clips = await asyncio.to_thread(folder_with, 1, Event())
        database = await _filled(settings)
        try:
            cameras = await _connected(stack, database, clips)
            passwords, tokens = await _accounts(database)
        finally:
            await database.close()
        say(f"starting bus, node and media over {cameras} cameras")
        await started(stack, Supervisor(settings, given={**WITHOUT_FACTORS, **_CHEAP}))
        people = {
            name: await _signed_in(stack, settings, passwords[name], name, role, organisation)
            for name, role, organisation, _ in _everybody()
        }
        line = await stack.enter_async_context(aiohttp.ClientSession())
        yield ServiceStand(settings, people, tokens, line)


def _everybody() -> list[tuple[str, Role, str, str | None]]:
    outside = [
        (name, role, organisation, unit) for name, _, role, organisation, unit in cast.PEOPLE
    ]
    return [*_PEOPLE, *outside]


async def _filled(settings: NodeSettings) -> Database:
    await upgrade(settings.database)
    database = Database(settings.database)
    areas = load_areas(None)
    await register_areas(database, areas, {"SB"})
    await register_synthetic(database, _near(synthetic_district(areas)))
    for text in (own_text(CENTRE), *service_texts(CENTRE)):
        await sign_for_everybody(database, SystemClock(), text)
    return database


def _near(whole: Synthetic) -> Synthetic:
    middle = Point(SPOT.lat, SPOT.lon)
    sites = [one for one in whole.sites if distance_m(Point(one.lat, one.lon), middle) < _NEAR_M]
    ids = {one.site_id for one in sites}
    return Synthetic(sites, [one for one in whole.cameras if one.site_id in ids])


async def _connected(stack: AsyncExitStack, database: Database, clips: Path) -> int:
    words = ["simulate", "cameras", "--count", "600", "--port", "0", "--clips", str(clips)]
    child = ChildProcess("simulator", words, {})
    await started(stack, child)
    base = f"rtsp://127.0.0.1:{child.said['port']}/cam/{{number}}"
    return await assign_streams(database, f"{base}/main", f"{base}/sub", 1)


async def _accounts(database: Database) -> tuple[dict[str, str], dict[str, str]]:
    cheap = IdentitySettings(argon2_time_cost=1, argon2_memory_kib=8)
    identity = IdentityService(database, SystemClock(), cheap)
    for organisation in (*_ORGANISATIONS, *cast.ORGANISATIONS):
        await identity.add_organisation(organisation)
    passwords, tokens = {}, {}
    for name, role, home, unit in _everybody():
        made = await identity.add_person(
            name=name, display_name=name, role=role, organisation=home, unit_id=unit
        )
        passwords[name] = made.password
    for name, home, system, services in (*_CITY, *cast.SYSTEMS):
        partner = await identity.add_partner(
            name=name, organisation=home, system=system, services=services
        )
        tokens[name] = partner.token
    return passwords, tokens


async def _signed_in(
    stack: AsyncExitStack,
    settings: NodeSettings,
    password: str,
    name: str,
    role: Role,
    organisation: str,
) -> Somebody:
    session = await stack.enter_async_context(
        aiohttp.ClientSession(
            origin_of(settings),
            headers={"X-Bongsu": "1"},
            timeout=aiohttp.ClientTimeout(total=20),
        )
    )
    form = {"name": name, "password": password}
    async with session.post("/api/sign-in", json=form) as answer:
        answer.raise_for_status()
    return Somebody(name, role, organisation, session)
