"""Linked systems and rooms beside the house: what they say, what anybody's screen shows; the clock is moved by hand."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any  # Any: JSON

import httpx
import pytest
from sqlalchemy import text

from bongsu.identity.people import (
    ONLY_INCIDENTS,
    LinkRight,
    LinkSystem,
    Organisation,
    OrganisationKind,
    Role,
    serves_at,
)
from bongsu.identity.service import IdentityService
from bongsu.incidents.expire import do_what_is_due
from bongsu.incidents.screen import Screen
from bongsu.incidents.viewer import Viewer
from bongsu.kernel.clock import FixedClock
from bongsu.kernel.database import Database
from bongsu.roles.node import read_agreements
from bongsu.services.shared.scenes import Said, Scene, Spot, Stage
from bongsu.sharing.agreements.texts import service_texts
from bongsu.sharing.simulated_signatures import sign_for_everybody
from tests.databases import everything_in
from tests.web.house import CHEAP_SETTINGS, GILEUM, NOW, PASSWORD, House, Template

# 길음1동, where 성북서 is competent
SPOT = Spot(GILEUM["lat"], GILEUM["lon"])
OPERATOR, LEAD, HEAD = "OPERATOR", "SHIFT_LEAD", "CENTRE_HEAD"
ROOM, OTHER_ROOM, CAR = "POLICE_ROOM", "jongam room", "POLICE_CAR"
STAGE = Stage(NOW, SPOT, "scene-1")
TEXTS = service_texts("SEONGBUK")


@dataclass(frozen=True, slots=True)
class System:
    """One linked system. `agreed`: services whose agreements are signed with it. `instead_of`: a system of the house in
    whose name it speaks here."""

    name: str
    organisation: str
    system: LinkSystem
    services: tuple[str, ...]
    agreed: tuple[str, ...] = ()
    kind: OrganisationKind = OrganisationKind.VENDOR
    rights: frozenset[LinkRight] = ONLY_INCIDENTS
    instead_of: str = ""


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who is signed in, as the house's own people are."""

    name: str
    role: Role
    organisation: str
    agreed: tuple[str, ...] = ()

    @property
    def kind(self) -> OrganisationKind:
        return serves_at(self.role)


@dataclass(frozen=True)
class LinkedHouse:
    """A house and what is said to it: by `partner` where nobody else is named, about `service`."""

    house: House
    stage: Stage = STAGE
    partner: str = ""
    service: str = ""
    scenes: Sequence[Scene] = ()

    @property
    def clock(self) -> FixedClock:
        return self.house.clock

    async def send(self, one: Said, who: str = "") -> httpx.Response:
        """As a linked system. Bytes are of a kind of their own."""
        who = who or self.partner
        if isinstance(one.body, bytes):
            return await self.house.send_raw(who, one.path, one.body, one.content_type)
        return await self.house.ask(who, one.path, one.body, from_console=False)

    async def ask(
        self, who: str, path: str, body: object = None, *, method: str = ""
    ) -> httpx.Response:
        """As anybody. Whose session is over by the clock signs in again."""
        is_person = who in self.house.template.tokens
        answer = await self.house.ask(who, path, body, method=method, from_console=is_person)
        if answer.status_code != 401 or not is_person:
            return answer
        await self.house.sign_in(who)
        return await self.house.ask(who, path, body, method=method)

    async def read(self, who: str, path: str) -> Any:
        """What is answered to somebody who may ask."""
        answer = await self.ask(who, path)
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def refused(self, who: str, path: str, body: object = None) -> tuple[int, str]:
        """Status and code of a refusal."""
        answer = await self.ask(who, path, body)
        return answer.status_code, answer.json()["code"] if answer.status_code >= 400 else ""

    async def play(self, name: str, service: str = "") -> list[httpx.Response]:
        """One of the scenes by its name."""
        named = (one for one in self.scenes if one.name == name)
        return await self.perform(next(one for one in named if service in ("", one.service)))

    async def perform(self, scene: Scene) -> list[httpx.Response]:
        """With its times; what is due is done before each message."""
        answers, at_s = [], 0.0
        for one in scene.play(self.stage):
            await self.wait(one.after_s - at_s)
            at_s = one.after_s
            answers.append(await self.send(one, one.by or scene.partner))
        return answers

    async def wait(self, seconds: float) -> None:
        """Time goes on, and what is due is done."""
        self.clock.advance(seconds)
        await self.do_what_is_due()

    async def add(self, *who: System | Account) -> None:
        """Beside those that the template has."""
        for one in who:
            await add(self.house.identity, self.house.template, one)

    async def agree(self, *services: str) -> None:
        """Everybody signs what has a clause for one of these, and the node hears of it."""
        await sign(self.house.database, self.clock, *services)
        await read_agreements(self.house.state)

    async def do_what_is_due(self) -> None:
        """As the node's timers and listeners do."""
        await do_what_is_due(self.house.desk)

    async def incidents(self, who: str = OPERATOR, service: str = "") -> list[dict[str, Any]]:
        """Of the service, the newest first, as somebody sees them."""
        every: list[dict[str, Any]] = await self.read(who, "/api/incidents/")
        wanted = service or self.service
        return [one for one in every if wanted in ("", one["service"])]

    async def newest(self, who: str = OPERATOR, service: str = "") -> dict[str, Any]:
        """Somebody who sees it sees it so."""
        return (await self.incidents(who, service))[0]

    async def pictures(self, who: str = OPERATOR, service: str = "") -> list[str]:
        """The cameras that are shown to somebody now."""
        every = await self.incidents(who, service)
        return [tile["camera_id"] for view in every for tile in view["tiles"]]

    async def screen(self, who: str) -> Screen:
        """One that connects now."""
        signed_in = await self.house.identity.session_of(self.house.template.tokens[who])
        assert signed_in is not None
        viewer = Viewer.of(signed_in, self.house.desk.drills)
        screen = Screen(viewer, who, "localhost", self.house.state["tickets"])
        await self.house.feed.join(screen, None)
        return screen

    async def rows(self, table: str) -> list[dict[str, Any]]:
        async with self.house.database.read() as connection:
            found = await connection.execute(text(f"SELECT * FROM {table}"))
            return [dict(one) for one in found.mappings()]

    async def trail(self) -> list[str]:
        """Of what kind its rows are, the oldest first."""
        rows = sorted(await self.rows("trail"), key=lambda row: int(row["sequence"]))
        return [row["kind"] for row in rows]

    async def trail_of(self, kind: str) -> list[dict[str, Any]]:
        return [one for one in await self.rows("trail") if one["kind"] == kind]

    async def everything(self) -> str:
        """Every row of every table: what is not in it is not kept."""
        return await everything_in(self.house.database)


def facts_of(view: dict[str, Any], language: str = "en") -> dict[str, str]:
    return {one[f"label_{language}"]: one[f"value_{language}"] for one in view["facts"]}


def urgent_of(view: dict[str, Any]) -> set[str]:
    return {one["label_en"] for one in view["facts"] if one["urgent"]}


def house_with(*who: System | Account) -> Any:  # Any: a fixture
    """For a conftest: the house's template with these beside it, signed and signed in once for all tests."""

    @pytest.fixture(scope="session")
    def template(without: Template, tmp_path_factory: pytest.TempPathFactory) -> Template:
        return asyncio.run(_linked(without, tmp_path_factory.mktemp("linked"), who))

    return template


async def _linked(template: Template, folder: Path, who: Sequence[System | Account]) -> Template:
    made = template.copied(folder)
    database, clock = Database(made.url), FixedClock(NOW)
    await sign(database, clock, *(service for one in who for service in one.agreed))
    for one in who:
        await add(IdentityService(database, clock, CHEAP_SETTINGS), made, one)
    made = await made.read_once(database)
    await database.close()
    return made


async def sign(database: Database, clock: FixedClock, *services: str) -> None:
    """By everybody, whatever has a clause for one of these."""
    for one in TEXTS:
        if any(clause.service in services for clause in one.clauses):
            await sign_for_everybody(database, clock, one)


async def add(identity: IdentityService, known: Template, one: System | Account) -> None:
    """To a house that is open, or to the template of one."""
    code = one.organisation
    if await identity.organisation(code) is None:
        await identity.add_organisation(Organisation(code, *_name_of(code), one.kind))
    if isinstance(one, System):
        made = await identity.add_partner(
            name=one.name,
            organisation=code,
            system=one.system,
            services=one.services,
            rights=one.rights,
        )
        known.bearers[one.instead_of or one.name] = made.token
        return
    await identity.add_person(
        name=one.name,
        display_name=f"{one.name} 님",
        role=one.role,
        organisation=code,
        password=PASSWORD,
    )
    _, known.tokens[one.name] = await identity.sign_in(one.name, PASSWORD)


def _name_of(code: str) -> tuple[str, str]:
    """As an agreement calls it."""
    names = (one.name_of(code) for one in TEXTS)
    return next((name for name in names if name[0] != code), (code, code))
