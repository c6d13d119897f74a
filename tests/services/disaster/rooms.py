"""The disaster rooms beside the house: warnings come, the own room looks, the city's asks, the clock is moved by hand."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any  # Any: JSON

import httpx

from bongsu.identity.people import LinkRight, LinkSystem, Organisation, OrganisationKind, Role
from bongsu.identity.service import IdentityService
from bongsu.identity.settings import IdentitySettings
from bongsu.incidents.expire import do_what_is_due
from bongsu.kernel.clock import FixedClock
from bongsu.kernel.database import Database
from bongsu.services.disaster.scenes import (
    CAP_PATH,
    CITY,
    CITY_ROOM,
    KMA,
    OWN_SYSTEM,
    SCENES,
    SENSORS,
)
from bongsu.services.shared.scenes import Said, Spot, Stage
from bongsu.sharing.agreements.seongbuk import DISASTER_ROOM
from bongsu.sharing.agreements.texts import service_texts
from bongsu.sharing.simulated_signatures import sign_for_everybody
from tests.databases import copied
from tests.web.house import GILEUM, NOW, PASSWORD, House, Template

OWN = "DISASTER_ROOM"
# the city's room as a person; its system bears the partner's name
CITY_PERSON = "city room"
STAGE = Stage(NOW, Spot(GILEUM["lat"], GILEUM["lon"]), "scene-1")
_CHEAP = IdentitySettings(
    argon2_time_cost=1, argon2_memory_kib=8, second_factor_outside=False, device_key_vehicles=False
)
_SYSTEMS = (
    (KMA, "KMA", frozenset({LinkRight.INCIDENTS})),
    (CITY_ROOM, CITY, frozenset({LinkRight.INCIDENTS, LinkRight.FEED})),
    (OWN_SYSTEM, DISASTER_ROOM, frozenset({LinkRight.INCIDENTS})),
    (SENSORS, DISASTER_ROOM, frozenset({LinkRight.INCIDENTS})),
)


@dataclass(frozen=True, slots=True)
class Rooms:
    """A house and what is said to it."""

    house: House
    tokens: dict[str, str]

    async def warn(
        self, body: bytes, who: str = KMA, content_type: str = "application/cap+xml"
    ) -> httpx.Response:
        # `ask` says JSON and sends values; an alert is bytes of its own kind
        headers = self.house.headers_of(who) | {"Content-Type": content_type}
        return await self.house._request("POST", CAP_PATH, body, headers)

    async def heard(self, body: bytes, who: str = KMA) -> dict[str, Any]:
        answer = await self.warn(body, who)
        assert answer.status_code in (200, 201), answer.text
        said: dict[str, Any] = answer.json()
        return said

    async def say(self, one: Said, who: str) -> httpx.Response:
        if isinstance(one.body, bytes):
            return await self.warn(one.body, who, one.content_type)
        return await self.house.ask(who, one.path, one.body, from_console=False)

    async def play(self, name: str) -> list[httpx.Response]:
        """A scene with its times, what is due done before each message."""
        scene = next(one for one in SCENES if one.name == name)
        answers, at_s = [], 0.0
        for one in scene.play(STAGE):
            await self.wait(one.after_s - at_s)
            at_s = one.after_s
            answers.append(await self.say(one, scene.partner))
        return answers

    async def wait(self, seconds: float) -> None:
        self.house.clock.advance(seconds)
        await do_what_is_due(self.house.desk)

    async def hours(self, hours: float) -> None:
        """Longer than a session lasts: the next shift signs in."""
        await self.wait(timedelta(hours=hours).total_seconds())
        for who in (OWN, CITY_PERSON, "OPERATOR", "SHIFT_LEAD"):
            _, token = await self.house.identity.sign_in(who, PASSWORD)
            self.tokens[who] = token

    async def incidents(self, who: str = OWN) -> list[dict[str, Any]]:
        """Of the service, the newest first, as somebody sees them."""
        listed = await self.house.ask(who, "/api/incidents/")
        assert listed.status_code == 200, listed.text
        every: list[dict[str, Any]] = listed.json()
        return [one for one in every if one["service"] == "DISASTER"]

    async def only(self, who: str = OWN) -> dict[str, Any]:
        (one,) = await self.incidents(who)
        return one


def state_of(view: dict[str, Any], organisation: str) -> str:
    """Of the newest lending to it."""
    found = [one for one in view["lendings"] if one["organisation"] == organisation]
    return str(found[-1]["state"])


async def with_disaster_rooms(template: Template, folder: Path) -> Template:
    """Agreement, organisations, the city's room and the systems, as the demo has them."""
    url = copied(template.url, folder)
    database, clock = Database(url), FixedClock(NOW)
    for text in service_texts("SEONGBUK"):
        if any(one.service == "DISASTER" for one in text.clauses):
            await sign_for_everybody(database, clock, text)
    identity = IdentityService(database, clock, _CHEAP)
    city = Organisation(
        CITY, "서울시 재난안전상황실", "Seoul city disaster room", OrganisationKind.DISASTER
    )
    if await identity.organisation(CITY) is None:
        await identity.add_organisation(city)
    await identity.add_person(
        name=CITY_PERSON,
        display_name="시재난상황실-01",
        role=Role.DISASTER_ROOM,
        organisation=CITY,
        password=PASSWORD,
    )
    _, token = await identity.sign_in(CITY_PERSON, PASSWORD)
    bearers = dict(template.bearers)
    for name, organisation, rights in _SYSTEMS:
        made = await identity.add_partner(
            name=name,
            organisation=organisation,
            system=LinkSystem.DISASTER,
            services=("DISASTER",),
            rights=rights,
        )
        bearers[name] = made.token
    await database.close()
    return Template(url, {**template.tokens, CITY_PERSON: token}, bearers)
