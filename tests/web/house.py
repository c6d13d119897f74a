"""The node's real application on a real database with a synthetic district, and everybody who may knock at it."""

import asyncio
from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any  # Any: JSON and the application's state

import httpx
import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from litestar import Litestar
from litestar.datastructures import State

from bongsu.identity.people import (
    LinkRight,
    LinkSystem,
    Organisation,
    OrganisationKind,
    Role,
    serves_at,
)
from bongsu.identity.service import IdentityService
from bongsu.identity.settings import IdentitySettings
from bongsu.incidents.desk import Desk
from bongsu.incidents.feed import Feed
from bongsu.kernel.clock import FixedClock
from bongsu.kernel.database import Database
from bongsu.kernel.geometry import Point, distance_m
from bongsu.registry.catalogue import Catalogue
from bongsu.registry.load_areas import load_areas
from bongsu.registry.register_areas import register_areas
from bongsu.registry.synthetic import Synthetic, register_synthetic, synthetic_district
from bongsu.roles.node import application_state, node_routes, read_agreements
from bongsu.roles.settings import NodeSettings
from bongsu.services.folder import Services
from bongsu.services.plugins import find_services
from bongsu.sharing.agreements.seongbuk import (
    CENTRE,
    DISASTER_ROOM,
    FIRE_SEONGBUK,
    POLICE_JONGAM,
    POLICE_SEONGBUK,
    SEONGBUK_2023_08,
)
from bongsu.sharing.simulated_signatures import sign_for_everybody
from bongsu.web.app import build_app
from tests.databases import copied, url_in
from tests.incidents.stage import is_present

NOW = datetime(2026, 11, 21, 5, 10, tzinfo=UTC)
PASSWORD = "beacon-on-the-hill"
CHEAP_SETTINGS = IdentitySettings(
    argon2_time_cost=1, argon2_memory_kib=8, second_factor_outside=False, device_key_vehicles=False
)
CHEAP = {
    "BONGSU_IDENTITY_ARGON2_TIME_COST": "1",
    "BONGSU_IDENTITY_ARGON2_MEMORY_KIB": "8",
    "BONGSU_IDENTITY_SECOND_FACTOR_OUTSIDE": "false",
    "BONGSU_IDENTITY_DEVICE_KEY_VEHICLES": "false",
    # tests of other things move the clock by hours; tests/identity/test_lock.py is about the lock
    "BONGSU_IDENTITY_IDLE_LOCK_MINUTES": "720",
}
# 길음1동 is 성북서's, 종암동 is 종암서's
GILEUM = {"lat": 37.608, "lon": 127.020, "accuracy_m": 12.0}
JONGAM = {"lat": 37.597, "lon": 127.033, "accuracy_m": 12.0}
_KINDS = {
    CENTRE: OrganisationKind.CENTRE,
    POLICE_SEONGBUK: OrganisationKind.POLICE,
    POLICE_JONGAM: OrganisationKind.POLICE,
    FIRE_SEONGBUK: OrganisationKind.FIRE,
    DISASTER_ROOM: OrganisationKind.DISASTER,
}
_OTHERS = {kind: f"TEST.{kind.name}" for kind in OrganisationKind if kind not in _KINDS.values()}
_HOME_OF = {kind: code for code, kind in reversed(_KINDS.items())} | _OTHERS
# beside one account per role: a second station, a second car
MORE: dict[str, tuple[Role, str, str | None]] = {
    "jongam room": (Role.POLICE_ROOM, POLICE_JONGAM, None),
    "car 32": (Role.POLICE_CAR, POLICE_SEONGBUK, "순32"),
    "jongam car": (Role.POLICE_CAR, POLICE_JONGAM, "순31"),
}
PARTNERS = {
    "seoul-112": ("KNPA.SEOUL", LinkSystem.POLICE_112, {"P112_DISPATCH", "P112_VIDEO"}),
    "other-112": ("KNPA.SEOUL", LinkSystem.POLICE_112, {"P112_DISPATCH"}),
    "seoul-119": ("NFA.SEOUL", LinkSystem.FIRE_119, {"F119_DISPATCH"}),
}
# systems that read: the centre's own map, a station's video wall
READERS = {
    "map": (CENTRE, frozenset({LinkRight.CATALOGUE})),
    "wall": (
        POLICE_SEONGBUK,
        frozenset({LinkRight.CATALOGUE, LinkRight.FEED, LinkRight.TICKETS}),
    ),
}
NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Template:
    """A database with everybody signed in, copied for each test. `catalogue`: as it was read of one that nobody writes."""

    url: str
    tokens: dict[str, str]
    bearers: dict[str, str]
    catalogue: Catalogue | None = None

    async def read_once(self, database: Database) -> "Template":
        """To be copied by many."""
        catalogue = Catalogue()
        async with database.read() as connection:
            await catalogue.load(connection)
        return replace(self, catalogue=catalogue)

    def copied(self, folder: Path) -> "Template":
        """Its own, in which more may be written."""
        return Template(copied(self.url, folder), dict(self.tokens), dict(self.bearers))


@dataclass(frozen=True, slots=True)
class House:
    """The application and what stands behind it."""

    app: Litestar
    clock: FixedClock
    state: Mapping[str, Any]
    ticket_key: Path
    template: Template

    @property
    def database(self) -> Database:
        found: Database = self.state["database"]
        return found

    @property
    def feed(self) -> Feed:
        found: Feed = self.state["feed"]
        return found

    @property
    def desk(self) -> Desk:
        found: Desk = self.state["desk"]
        return found

    @property
    def catalogue(self) -> Catalogue:
        found: Catalogue = self.state["catalogue"]
        return found

    @property
    def identity(self) -> IdentityService:
        found: IdentityService = self.state["identity"]
        return found

    @property
    def public_key(self) -> Any:
        key = load_pem_private_key(self.ticket_key.read_bytes(), password=None)
        assert isinstance(key, Ed25519PrivateKey)
        return key.public_key()

    def headers_of(self, who: str) -> dict[str, str]:
        """A role's name, a partner's name, or nobody."""
        if who in self.template.bearers:
            return {"Authorization": f"Bearer {self.template.bearers[who]}"}
        if who == NOBODY:
            return {}
        return {"Cookie": f"{self.identity.cookie_name}={self.template.tokens[who]}"}

    async def ask(
        self,
        who: str,
        path: str,
        body: object = None,
        *,
        method: str = "",
        from_console: bool = True,
        **headers: str,
    ) -> httpx.Response:
        """GET without a body, POST with one; `{}` where a POST has nothing to say."""
        content = b"" if body is None else msgspec.json.encode(body)
        method = method or ("GET" if body is None else "POST")
        said = self.headers_of(who) | headers
        if from_console:
            said["X-Bongsu"] = "1"
        return await self._request(method, path, content, said)

    async def send_raw(
        self, who: str, path: str, content: bytes, content_type: str = "application/json"
    ) -> httpx.Response:
        """Whatever bytes, said to be of a kind."""
        headers = self.headers_of(who) | {"X-Bongsu": "1", "Content-Type": content_type}
        return await self._request("POST", path, content, headers)

    async def sign_in(self, who: str) -> None:
        """Anew: a session lasts some hours."""
        _, self.template.tokens[who] = await self.identity.sign_in(who, PASSWORD)

    async def _request(
        self, method: str, path: str, content: bytes, headers: dict[str, str]
    ) -> httpx.Response:
        app: Any = self.app  # Litestar names ASGI's messages more narrowly than httpx
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost:8600") as http:
            typed = {"Content-Type": "application/json"} if content else {}
            return await http.request(method, path, content=content, headers=typed | headers)

    async def told(self) -> None:
        """Lets the feed hear of every incident, as the outbox and the bus would."""
        async with self.database.read() as connection:
            rows = await connection.exec_driver_sql("SELECT incident_id FROM incidents")
            ids = [row.incident_id for row in rows]
        for incident_id in ids:
            await self.feed.changed(incident_id)


def make_template(folder: Path) -> Template:
    """Built once for a run of tests."""
    return asyncio.run(_make_template(url_in(folder, "template")))


async def _make_template(url: str) -> Template:
    database = Database(url)
    areas = load_areas(None)
    await register_areas(database, areas, {"SB"})
    await register_synthetic(database, _near_the_scenes(synthetic_district(areas)))
    identity = IdentityService(database, FixedClock(NOW), CHEAP_SETTINGS)
    for code, kind in {**_KINDS, **{code: kind for kind, code in _OTHERS.items()}}.items():
        names = SEONGBUK_2023_08.name_of(code)
        await identity.add_organisation(Organisation(code, *names, kind))
    await sign_for_everybody(database, FixedClock(NOW), SEONGBUK_2023_08)
    tokens = await _everybody(identity)
    bearers = {
        name: (
            await identity.add_partner(
                name=name, organisation=organisation, system=system, services=services
            )
        ).token
        for name, (organisation, system, services) in PARTNERS.items()
    }
    bearers |= {
        name: (
            await identity.add_partner(
                name=name,
                organisation=organisation,
                system=LinkSystem.OTHER,
                services=(),
                rights=rights,
            )
        ).token
        for name, (organisation, rights) in READERS.items()
    }
    made = await Template(url, tokens, bearers).read_once(database)
    await database.close()
    return made


def _near_the_scenes(whole: Synthetic) -> Synthetic:
    """A catalogue that loads fast: all that is seen from the two scenes, and what lies a little beyond."""
    scenes = [Point(place["lat"], place["lon"]) for place in (GILEUM, JONGAM)]
    sites = [
        site
        for site in whole.sites
        if min(distance_m(Point(site.lat, site.lon), scene) for scene in scenes) < 700.0
    ]
    ids = {site.site_id for site in sites}
    return Synthetic(sites, [camera for camera in whole.cameras if camera.site_id in ids])


async def _everybody(identity: IdentityService) -> dict[str, str]:
    accounts = dict(MORE)
    for role in Role:
        unit = "순31" if role is Role.POLICE_CAR else "성북펌프1"
        home = _HOME_OF[serves_at(role)]
        accounts[role.value] = (role, home, unit if role.is_vehicle else None)
    tokens = {}
    for name, (role, organisation, unit_id) in accounts.items():
        await identity.add_person(
            name=name,
            display_name=f"{name} 님",
            role=role,
            organisation=organisation,
            unit_id=unit_id,
            password=PASSWORD,
        )
        _, tokens[name] = await identity.sign_in(name, PASSWORD)
    return tokens


@cache
def _application() -> Litestar:
    """One for all houses of a run: it takes ten times as long as what stands behind it, and one house is open at a time."""
    return build_app(node_routes(_services()), {})


@cache
def _services() -> Services:
    """What is installed is read from the disk once: frozen values that hold nothing of a house."""
    return find_services()


async def _catalogue(read: Catalogue | None, database: Database) -> Catalogue:
    """A copy of what was read of the same rows; what a test changes in it is its own."""
    catalogue = Catalogue()
    async with database.read() as connection:
        if read is None:
            await catalogue.load(connection)
            return catalogue
        await catalogue.peers.load(connection)
    own = {"peers", "after_load", "in_states_work"}
    for name, value in vars(read).items():
        if name not in own:
            setattr(catalogue, name, copy(value) if isinstance(value, dict | list | set) else value)
    return catalogue


async def open_house(template: Template, folder: Path, services: Services | None = None) -> House:
    """As `roles/node.py` puts it together, on a copy of the template. `services`: where others are installed."""
    own = template.copied(folder)
    settings = NodeSettings(data_dir=str(folder), database_url=own.url)
    database, clock = Database(settings.database), FixedClock(NOW)
    catalogue = await _catalogue(template.catalogue, database)
    state = application_state(settings, database, catalogue, clock, services or _services())
    await read_agreements(state)
    is_present(state["placement"])
    app = _application()
    app.state = State(dict(state))
    return House(app, clock, state, settings.ticket_key, own)
