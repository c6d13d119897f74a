"""Fills the bench's database: 70,000 cameras of a synthetic Seoul with addresses, and the people and the partner who act."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

from bongsu.bench.call.sizes import CAMERAS, COMMON_GOP_S, GOPS_S
from bongsu.identity.people import LinkSystem, Organisation, OrganisationKind, Role
from bongsu.identity.service import IdentityService
from bongsu.identity.settings import IdentitySettings
from bongsu.kernel.clock import SystemClock
from bongsu.kernel.database import Database
from bongsu.kernel.geometry import Point, moved
from bongsu.kernel.migrate import upgrade
from bongsu.registry.areas import Areas
from bongsu.registry.camera import Camera, Streams
from bongsu.registry.load_areas import load_areas
from bongsu.registry.register_areas import register_areas
from bongsu.registry.store import set_streams
from bongsu.registry.synthetic import register_synthetic, synthetic_cameras, synthetic_district
from bongsu.sharing.agreements.seongbuk import CENTRE, POLICE_SEONGBUK, SEONGBUK_2023_08
from bongsu.sharing.jurisdiction import load_table
from bongsu.sharing.simulated_signatures import sign_for_everybody

DISTRICT = "SB"
# simulated cameras behind each port that only the bench opens, and those that stand for the city's
SPARE = 400
SHARED = 4000
SEED = 2026
_CITY_NUMBERS_FROM = 5000
# far enough from a dong's border that no call is a question of jurisdiction
_INSIDE_M = 60.0
_PLACES = 500


@dataclass(frozen=True, slots=True)
class BenchCamera:
    """A registered camera and the simulated one behind it."""

    camera_id: str
    gop_s: int
    number: int
    url: str


@dataclass(frozen=True, slots=True)
class District:
    """What the steps work with."""

    spare: Mapping[int, Sequence[BenchCamera]]
    places: Sequence[Point]
    passwords: Mapping[str, str]
    partner_token: str
    registered: int


def simulated(gop_s: int) -> int:
    """How many cameras the simulator of this key-frame interval serves."""
    return SPARE + (SHARED if gop_s == COMMON_GOP_S else 0)


async def fill(url: str, ports: Mapping[int, int]) -> District:
    """`ports`: the simulator's port by key-frame interval."""
    await upgrade(url)
    database = Database(url)
    try:
        await sign_for_everybody(database, SystemClock(), SEONGBUK_2023_08)
        areas = load_areas(None)
        await register_areas(database, areas, {DISTRICT})
        cameras = await _register(database, areas)
        spare = _spare([one for one in cameras if one.district != DISTRICT], ports)
        await _connect(database, cameras, spare, ports)
        passwords, token = await _people(database)
        return District(spare, _places(areas, cameras), passwords, token, len(cameras))
    finally:
        await database.close()


async def _register(database: Database, areas: Areas) -> list[Camera]:
    own = synthetic_district(areas)
    city = synthetic_cameras(CAMERAS - len(own.cameras), SEED, areas, _CITY_NUMBERS_FROM)
    for made in (own, city):
        await register_synthetic(database, made)
    return [*own.cameras, *city.cameras]


def _spare(others: Sequence[Camera], ports: Mapping[int, int]) -> dict[int, list[BenchCamera]]:
    """Cameras away from every call, so that nothing but the bench pulls them."""
    return {
        gop_s: [
            BenchCamera(one.camera_id, gop_s, number, _address(ports[gop_s], number))
            for number, one in enumerate(others[block * SPARE : (block + 1) * SPARE], start=1)
        ]
        for block, gop_s in enumerate(GOPS_S)
    }


def _address(port: int, number: int) -> str:
    return f"rtsp://127.0.0.1:{port}/cam/{number}/main"


async def _connect(
    database: Database,
    cameras: Sequence[Camera],
    spare: Mapping[int, Sequence[BenchCamera]],
    ports: Mapping[int, int],
) -> None:
    url_of = {one.camera_id: one.url for some in spare.values() for one in some}
    port = ports[COMMON_GOP_S]
    for index, camera in enumerate(cameras):
        url_of.setdefault(camera.camera_id, _address(port, SPARE + 1 + index % SHARED))
    rows = [Streams(code, url, url.removesuffix("main") + "sub") for code, url in url_of.items()]
    async with database.work() as work:
        await set_streams(work, rows)


def _places(areas: Areas, cameras: Sequence[Camera]) -> list[Point]:
    """Near cameras of 성북구 where 성북서 is clearly competent, in random order."""
    table = load_table()
    random = Random(SEED)
    own = [camera for camera in cameras if camera.district == DISTRICT]
    random.shuffle(own)
    found: list[Point] = []
    for camera in own:
        if len(found) == _PLACES:
            break
        if camera.lat is None or camera.lon is None:
            continue
        offset = random.uniform(-40, 40), random.uniform(-40, 40)
        place = moved(Point(camera.lat, camera.lon), *offset)
        dong = areas.dong_of(place)
        row = table.get(dong.code) if dong else None
        is_clear = row is not None and row.is_certain and row.station == POLICE_SEONGBUK
        if is_clear and (areas.adm.distance_to_border_m(place) or 0) > _INSIDE_M:
            found.append(place)
    return found


async def _people(database: Database) -> tuple[dict[str, str], str]:
    identity = IdentityService(database, SystemClock(), IdentitySettings())
    centre = Organisation(CENTRE, "성북구 통합관제센터", "Centre", OrganisationKind.CENTRE)
    police = Organisation(POLICE_SEONGBUK, "성북경찰서", "Police", OrganisationKind.POLICE)
    passwords = {}
    for organisation in (centre, police):
        await identity.add_organisation(organisation)
    for organisation, name, role in (
        (centre, "operator", Role.OPERATOR),
        (centre, "head", Role.CENTRE_HEAD),
        (police, "room", Role.POLICE_ROOM),
    ):
        made = await identity.add_person(
            name=name, display_name=name, role=role, organisation=organisation.code, unit_id=None
        )
        passwords[name] = made.password
    partner = await identity.add_partner(
        name="seoul-112",
        organisation="KNPA.SEOUL",
        system=LinkSystem.POLICE_112,
        services=("P112_DISPATCH",),
    )
    return passwords, partner.token
