"""The monitoring centre beside the house: its system sends, its room looks, the clock is moved by hand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any  # Any: JSON

import httpx
import msgspec

from bongsu.identity.people import LinkSystem, Organisation, OrganisationKind, Role
from bongsu.identity.service import IdentityService
from bongsu.identity.settings import IdentitySettings
from bongsu.incidents.expire import do_what_is_due
from bongsu.incidents.screen import Screen
from bongsu.incidents.viewer import Viewer
from bongsu.kernel.clock import FixedClock
from bongsu.kernel.database import Database
from bongsu.services.anklet.scenes import ORG, PARTNER, SCENES, alarm, said
from bongsu.services.shared.scenes import Said, Spot, Stage
from bongsu.sharing.agreements.texts import service_texts
from bongsu.sharing.simulated_signatures import sign_for_everybody
from tests.databases import copied
from tests.web.house import NOW, PASSWORD, House, Template

# 길음1동, where 성북서 is competent
SPOT = Spot(37.608, 127.020)
HERE = {"lat": SPOT.lat, "lon": SPOT.lon, "accuracy_m": 12.0, "method": "GPS"}
ROOM = "moj-room"
CHEAP_SETTINGS = IdentitySettings(
    argon2_time_cost=1,
    argon2_memory_kib=8,
    second_factor_outside=False,
    device_key_vehicles=False,
)


@dataclass(frozen=True, slots=True)
class Linked:
    """A house and what its monitoring centre does."""

    house: House
    stage: Stage

    async def send(self, one: Said, who: str = PARTNER) -> httpx.Response:
        return await self.house.ask(who, one.path, one.body, from_console=False)

    async def play(self, name: str) -> list[httpx.Response]:
        """A scene with its times, the timers' work done before each message."""
        scene = next(one for one in SCENES if one.name == name)
        answers, at_s = [], 0.0
        for one in scene.play(self.stage):
            await self.wait(one.after_s - at_s)
            at_s = one.after_s
            answers.append(await self.send(one))
        return answers

    async def wait(self, seconds: float) -> None:
        self.house.clock.advance(timedelta(seconds=seconds).total_seconds())
        await do_what_is_due(self.house.desk)

    async def opened(self, trigger: str = "EXCLUSION_ZONE", **more: Any) -> httpx.Response:
        fields = {**alarm(trigger, **more), "location": HERE}
        return await self.send(said(self.stage, "NEW", **fields))

    async def follows(self, msg_type: str, **fields: Any) -> httpx.Response:
        return await self.send(said(self.stage, msg_type, **fields))

    async def incident(self, who: str) -> dict[str, Any] | None:
        """The newest one as somebody sees it over HTTP."""
        listed = await self.house.ask(who, "/api/incidents/")
        assert listed.status_code == 200, listed.text
        every: list[dict[str, Any]] = listed.json()
        found = [one for one in every if one["service"] == "ANKLET"]
        return found[0] if found else None

    async def told(self, who: str) -> list[dict[str, Any]]:
        """Everything that a screen which connects now is told over the feed."""
        screen = await self.screen(who)
        told = said_to(screen)
        self.house.feed.leave(screen)
        return told

    async def screen(self, who: str) -> Screen:
        signed_in = await self.house.identity.session_of(self.house.template.tokens[who])
        assert signed_in is not None
        person = signed_in.person
        viewer = Viewer(
            signed_in.session_id,
            person.person_id,
            person.display_name,
            person.role,
            person.organisation,
            person.unit_id,
        )
        screen = Screen(viewer, who, "localhost", self.house.state["tickets"])
        await self.house.feed.join(screen, None)
        return screen


def said_to(screen: Screen) -> list[dict[str, Any]]:
    told = []
    while not screen.outgoing.empty():
        one = screen.outgoing.get_nowait()
        if one is not None:
            told.append(msgspec.json.decode(one))
    return told


def tiles(view: dict[str, Any]) -> Sequence[str]:
    return [one["camera_id"] for one in view["tiles"]]


async def with_monitoring_centre(template: Template, folder: Path) -> Template:
    """Agreements, organisation, room and system, as the demo has them."""
    url = copied(template.url, folder)
    database, clock = Database(url), FixedClock(NOW)
    for text in service_texts("SEONGBUK"):
        if any(one.service == "ANKLET" for one in text.clauses):
            await sign_for_everybody(database, clock, text)
    identity = IdentityService(database, clock, CHEAP_SETTINGS)
    name = ("법무부 위치추적중앙관제센터", "Ministry of Justice tracking centre")
    if await identity.organisation(ORG) is None:
        await identity.add_organisation(Organisation(ORG, *name, OrganisationKind.MOJ))
    await identity.add_person(
        name=ROOM,
        display_name="위치추적관제-01",
        role=Role.MOJ_CENTRE,
        organisation=ORG,
        unit_id=None,
        password=PASSWORD,
    )
    _, token = await identity.sign_in(ROOM, PASSWORD)
    made = await identity.add_partner(
        name=PARTNER, organisation=ORG, system=LinkSystem.MOJ, services=("ANKLET",)
    )
    await database.close()
    return Template(
        url,
        {**template.tokens, ROOM: token},
        {**template.bearers, PARTNER: made.token},
    )
