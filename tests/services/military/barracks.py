"""The whole application with the army's agreement signed: a unit's system, its duty officer, and one of another unit."""

from dataclasses import dataclass
from typing import Any  # Any: JSON

import httpx

from bongsu.identity.people import LinkSystem, Organisation, OrganisationKind, Role
from bongsu.incidents.expire import do_what_is_due
from bongsu.roles.node import read_agreements
from bongsu.services.military.scenes import PARTNER, SCENES, UNIT
from bongsu.services.military.words import CODE
from bongsu.services.shared.scenes import Said, Spot
from bongsu.services.shared.scenes import Stage as Play
from bongsu.sharing.agreements.texts import service_texts
from bongsu.sharing.simulated_signatures import sign_for_everybody
from tests.web.house import GILEUM, NOBODY, NOW, PASSWORD, House

OTHER_UNIT = "MND.OTHER"
PLAY = Play(now=NOW, spot=Spot(GILEUM["lat"], GILEUM["lon"]), number="scene-0001")
AGREEMENT = next(
    text for text in service_texts("SEONGBUK") if any(one.service == CODE for one in text.clauses)
)


@dataclass(frozen=True)
class Barracks:
    """The house, the credential of the unit's system, and the cookies of two duty officers."""

    house: House
    bearer: str
    officers: dict[str, str]

    async def say(self, said: Said) -> httpx.Response:
        bearer = f"Bearer {self.bearer}"
        return await self.house.ask(NOBODY, said.path, said.body, Authorization=bearer)

    async def play(self, name: str) -> list[httpx.Response]:
        """What the scene says, each message at its time; what is due is done before."""
        scene = next(one for one in SCENES if one.name == name)
        answers = []
        for said in scene.play(PLAY):
            await self.at(said.after_s)
            answers.append(await self.say(said))
        return answers

    async def at(self, seconds: float) -> None:
        """So long after the scene's begin."""
        gone = (self.house.clock.now() - NOW).total_seconds()
        self.house.clock.advance(seconds - gone)
        await do_what_is_due(self.house.desk)

    async def officer(
        self, path: str, body: object = None, unit: str = UNIT, method: str = ""
    ) -> httpx.Response:
        return await self.house.ask(NOBODY, path, body, method=method, Cookie=self.officers[unit])

    async def view(self, incident_id: str, who: str = "") -> dict[str, Any]:
        """As the unit's officer, or as a role of the house."""
        path = f"/api/incidents/{incident_id}"
        answer = await (self.house.ask(who, path) if who else self.officer(path))
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found

    async def lending(self, incident_id: str) -> dict[str, Any]:
        """The newest to the unit, as it reads it."""
        lendings: list[dict[str, Any]] = (await self.view(incident_id))["lendings"]
        return lendings[-1]

    async def approve(self, incident_id: str, *, yes: bool = True) -> None:
        waiting = await self.lending(incident_id)
        path = f"/api/grants/{waiting['grant_id']}/decide"
        answer = await self.house.ask("SHIFT_LEAD", path, {"approve": yes})
        assert answer.status_code == 204, answer.text


async def open_barracks(house: House) -> Barracks:
    identity, officers = house.identity, {}
    for unit in (UNIT, OTHER_UNIT):
        await identity.add_organisation(
            Organisation(unit, "군 상황실", "Army room", OrganisationKind.ARMY)
        )
        await identity.add_person(
            name=f"officer of {unit}",
            display_name="당직사관",
            role=Role.MIL_ROOM,
            organisation=unit,
            password=PASSWORD,
        )
        _, token = await identity.sign_in(f"officer of {unit}", PASSWORD)
        officers[unit] = f"{identity.cookie_name}={token}"
    partner = await identity.add_partner(
        name=PARTNER, organisation=UNIT, system=LinkSystem.ARMY, services={CODE}
    )
    await sign_for_everybody(house.database, house.clock, AGREEMENT)
    await read_agreements(house.state)
    return Barracks(house, partner.token, officers)
