"""Partner systems beside the house, their agreements signed; the clock is moved by hand."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any  # Any: JSON

import httpx
from sqlalchemy import text

from bongsu.identity.people import LinkSystem, Organisation, OrganisationKind
from bongsu.identity.service import IdentityService
from bongsu.identity.settings import IdentitySettings
from bongsu.incidents.expire import do_what_is_due
from bongsu.kernel.clock import FixedClock
from bongsu.kernel.database import Database
from bongsu.services.shared.scenes import Said, Scene, Spot, Stage
from bongsu.sharing.agreements.texts import service_texts
from bongsu.sharing.simulated_signatures import sign_for_everybody
from tests.databases import copied, everything_in
from tests.web.house import NOW, House, Template

# 길음1동, where 성북서 is competent
SPOT = Spot(37.608, 127.020)
OPERATOR, LEAD, ROOM, CAR, OTHER_ROOM = (
    "OPERATOR",
    "SHIFT_LEAD",
    "POLICE_ROOM",
    "POLICE_CAR",
    "jongam room",
)
_CHEAP = IdentitySettings(
    argon2_time_cost=1, argon2_memory_kib=8, second_factor_outside=False, device_key_vehicles=False
)


@dataclass(frozen=True, slots=True)
class System:
    """One partner system; `agreed` are the services whose agreements are signed with it."""

    name: str
    organisation: str
    system: LinkSystem
    services: tuple[str, ...]
    agreed: tuple[str, ...] = ()
    kind: OrganisationKind = OrganisationKind.VENDOR


@dataclass(frozen=True, slots=True)
class PartnerHouse:
    """A house and what is said to it."""

    house: House
    scenes: Sequence[Scene]
    stage: Stage = field(default_factory=lambda: Stage(NOW, SPOT, "scene-1"))

    async def say(self, one: Said, who: str) -> httpx.Response:
        return await self.house.ask(who, one.path, one.body, from_console=False)

    async def play(self, name: str, service: str = "") -> list[httpx.Response]:
        """A scene with its times, what is due done before each message."""
        scene = next(
            one for one in self.scenes if one.name == name and service in ("", one.service)
        )
        answers, at_s = [], 0.0
        for one in scene.play(self.stage):
            await self.wait(one.after_s - at_s)
            at_s = one.after_s
            answers.append(await self.say(one, one.by or scene.partner))
        return answers

    async def wait(self, seconds: float) -> None:
        self.house.clock.advance(seconds)
        await do_what_is_due(self.house.desk)

    async def incident(self, who: str, service: str) -> dict[str, Any] | None:
        """The newest one as somebody sees it over HTTP."""
        listed = await self.house.ask(who, "/api/incidents/")
        assert listed.status_code == 200, listed.text
        found = [one for one in listed.json() if one["service"] == service]
        return found[0] if found else None

    async def rows(self, table: str) -> list[dict[str, Any]]:
        async with self.house.database.read() as connection:
            return [
                dict(one)
                for one in (await connection.execute(text(f"SELECT * FROM {table}"))).mappings()
            ]

    async def trail(self, kind: str) -> list[dict[str, Any]]:
        return [one for one in await self.rows("trail") if one["kind"] == kind]

    async def everything(self) -> str:
        return await everything_in(self.house.database)


async def with_partners(template: Template, folder: Path, *systems: System) -> Template:
    """Agreements, organisations and systems, as the demo has them."""
    url = copied(template.url, folder)
    database, clock = Database(url), FixedClock(NOW)
    agreed = {service for one in systems for service in one.agreed}
    for one in service_texts("SEONGBUK"):
        if any(clause.service in agreed for clause in one.clauses):
            await sign_for_everybody(database, clock, one)
    identity = IdentityService(database, clock, _CHEAP)
    bearers = dict(template.bearers)
    for system in systems:
        if await identity.organisation(system.organisation) is None:
            code = system.organisation
            await identity.add_organisation(Organisation(code, code, code, system.kind))
        made = await identity.add_partner(
            name=system.name,
            organisation=system.organisation,
            system=system.system,
            services=system.services,
        )
        bearers[system.name] = made.token
    await database.close()
    return Template(url, template.tokens, bearers)
