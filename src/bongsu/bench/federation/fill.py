"""Fills one centre of the measured city: synthetic cameras, some of them at a border, its agreements, people and partner."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random

from bongsu.identity.people import LinkSystem, Organisation, OrganisationKind, Role
from bongsu.identity.service import IdentityService
from bongsu.kernel.clock import SystemClock
from bongsu.kernel.database import Database
from bongsu.kernel.geometry import Point, moved
from bongsu.registry.areas import Areas
from bongsu.registry.camera import Camera, Purpose, Streams
from bongsu.registry.centres import CENTRES, CentreProfile
from bongsu.registry.store import set_streams
from bongsu.registry.synthetic import register_synthetic, synthetic_by_district
from bongsu.roles.identity import identity_settings
from bongsu.roles.settings import NodeSettings
from bongsu.sharing.agreement import Agreement
from bongsu.sharing.agreements.texts import LINKED, own_text, texts_of
from bongsu.sharing.simulated_signatures import sign_for_everybody

# 월곡1동, some 100 m from 강북구, and 송중동, some 120 m from 성북구: circles of 300 m around each hold cameras of both
BORDER = {"SEONGBUK": Point(37.6098, 127.0337), "GANGBUK": Point(37.6112, 127.0319)}
AT_THE_BORDER = 20
_NEAR_M = 40.0
_SEED = 2026
_KINDS = {"KNPA": OrganisationKind.POLICE, "NFA": OrganisationKind.FIRE}


@dataclass(frozen=True, slots=True)
class Filled:
    """How to sign in and to send calls."""

    passwords: dict[str, str]
    partner_token: str
    cameras: int


async def fill(
    settings: NodeSettings, areas: Areas, cameras: int, simulator: tuple[int, int]
) -> Filled:
    """Into its database, where the areas are. `simulator`: its port, and how many cameras it serves."""
    profile = settings.profile
    database = Database(settings.database)
    try:
        if not profile.is_hub:
            await _register(database, areas, profile, cameras, simulator)
        if profile.code not in LINKED:
            return Filled({}, "", cameras)
        for text in texts_of(profile.code):
            await sign_for_everybody(
                database, SystemClock(), text, settings.folder / "keys" / "simulated"
            )
        passwords, token = await _people(database, settings)
        return Filled(passwords, token, cameras)
    finally:
        await database.close()


async def _register(
    database: Database,
    areas: Areas,
    profile: CentreProfile,
    count: int,
    simulator: tuple[int, int],
) -> None:
    [letters] = profile.districts
    made = synthetic_by_district({letters: count}, _SEED, areas)
    place = BORDER.get(profile.code)
    if place is not None:
        made = replace(made, cameras=_at(place, made.cameras))
    await register_synthetic(database, made)
    streams = _streams(made.cameras, profile.code, *simulator)
    async with database.work() as work:
        await set_streams(work, streams)


def _streams(cameras: Sequence[Camera], code: str, port: int, served: int) -> list[Streams]:
    """Each district has its half of the simulator; its cameras share them in turn."""
    half = served // 2
    first = 1 + half * (code == "GANGBUK")
    found = []
    for index, one in enumerate(cameras):
        base = f"rtsp://127.0.0.1:{port}/cam/{first + index % half}"
        found.append(Streams(one.camera_id, f"{base}/main", f"{base}/sub"))
    return found


def _at(place: Point, cameras: Sequence[Camera]) -> list[Camera]:
    """The first ones stand at the border and see what happens there."""
    random, moved_there = Random(_SEED), list[Camera]()
    for one in cameras[:AT_THE_BORDER]:
        point = moved(place, random.uniform(-_NEAR_M, _NEAR_M), random.uniform(-_NEAR_M, _NEAR_M))
        at = replace(one, lat=point.lat, lon=point.lon, purpose=Purpose.CRIME_PREVENTION)
        moved_there.append(at)
    return [*moved_there, *cameras[AT_THE_BORDER:]]


async def _people(database: Database, settings: NodeSettings) -> tuple[dict[str, str], str]:
    identity = IdentityService(database, SystemClock(), identity_settings(settings))
    code, own = settings.centre, own_text(settings.centre)
    for one in _organisations(texts_of(code), code):
        await identity.add_organisation(one)
    police = [one.organisation for one in own.parties if "KNPA" in one.organisation]
    passwords = {}
    for name, role, organisation in (
        ("operator", Role.OPERATOR, code),
        ("head", Role.CENTRE_HEAD, code),
        *((f"room-{station}", Role.POLICE_ROOM, station) for station in police),
    ):
        made = await identity.add_person(
            name=name, display_name=name, role=role, organisation=organisation, unit_id=None
        )
        passwords[name] = made.password
    partner = await identity.add_partner(
        name="seoul-112",
        organisation="KNPA.SEOUL",
        system=LinkSystem.POLICE_112,
        services=("P112_DISPATCH",),
    )
    return passwords, partner.token


def _organisations(texts: Sequence[Agreement], own: str) -> list[Organisation]:
    """Every party but the other centres: an organisation of that kind is this very centre."""
    parties = {party.organisation: party for text in texts for party in text.parties}
    return [
        Organisation(code, party.name_ko, party.name_en, _kind(code))
        for code, party in parties.items()
        if code == own or code not in CENTRES
    ]


def _kind(code: str) -> OrganisationKind:
    if code in CENTRES:
        return OrganisationKind.CENTRE
    return _KINDS.get(code.partition(".")[0], OrganisationKind.DISASTER)
