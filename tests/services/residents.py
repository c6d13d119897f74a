"""A resident's system that speaks to the whole application, and a clock that is moved by hand."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from typing import Any  # Any: JSON

import httpx

from bongsu.identity.people import LinkSystem
from bongsu.incidents.expire import do_what_is_due
from bongsu.kernel.clock import FixedClock
from bongsu.roles.node import read_agreements
from bongsu.services.lone.check import check_beats
from bongsu.services.safe_return.watch import watch_trips
from bongsu.services.shared.residents.desk import ResidentDesk
from bongsu.services.shared.residents.due import look_after, raise_due
from bongsu.services.shared.scenes import Scene, Spot, Stage
from bongsu.sharing.agreements.texts import service_texts
from bongsu.sharing.simulated_signatures import sign_for_everybody
from tests.databases import everything_in
from tests.web.house import GILEUM, NOBODY, PASSWORD, House

EVERY = ("SOS_APP", "ESCORT", "BELL", "LONE_WOMAN")
SPOT = Spot(GILEUM["lat"], GILEUM["lon"])


@dataclass(frozen=True)
class Resident:
    """One partner's credential in a house. `north_m` moves from the scene."""

    house: House
    token: str
    path: str
    numbers: Any = field(default_factory=lambda: count(1))

    @property
    def at(self) -> ResidentDesk:
        found: ResidentDesk = self.house.app.state.residents
        return found

    @property
    def clock(self) -> FixedClock:
        return self.house.clock

    def message(self, kind: str, **more: Any) -> dict[str, Any]:
        """A message made now; a change to None takes a field out."""
        now = self.clock.now().isoformat()
        said = {"msg_id": f"m{next(self.numbers)}", "sent_at": now, "type": kind, "at": now, **more}
        return {name: value for name, value in said.items() if value is not None}

    async def post(self, body: object, path: str = "") -> httpx.Response:
        bearer: dict[str, Any] = {"Authorization": f"Bearer {self.token}"}
        return await self.house.ask(NOBODY, path or self.path, body, **bearer)

    async def say(self, kind: str, **more: Any) -> httpx.Response:
        return await self.post(self.message(kind, **more))

    async def later(self, seconds: float) -> None:
        """Time goes on, and everybody's timers do what is due."""
        self.clock.advance(seconds)
        await self.tick()

    async def tick(self) -> None:
        await raise_due(self.at, EVERY)
        await watch_trips(self.at)
        await check_beats(self.at)
        await look_after(self.at, EVERY, ("SOS_APP", "ESCORT", "LONE_WOMAN"))
        await do_what_is_due(self.house.desk)

    async def play(self, scene: Scene) -> list[httpx.Response]:
        """A simulator's scene, message by message, with the clock moved to each."""
        begins = self.clock.now()
        answers = []
        for said in scene.play(Stage(begins, SPOT)):
            await self._until(begins + timedelta(seconds=said.after_s))
            answers.append(await self.post(said.body, said.path))
        await self._until(begins + timedelta(seconds=scene.lasts_s))
        return answers

    async def _until(self, moment: datetime) -> None:
        """In small steps, as timers would."""
        while (missing := (moment - self.clock.now()).total_seconds()) > 0.0:
            await self.later(min(missing, 15.0))

    async def incidents(self, who: str = "OPERATOR") -> Sequence[dict[str, Any]]:
        """What somebody's screen shows."""
        found: list[dict[str, Any]] = (await self.ask(who, "/api/incidents")).json()
        return found

    async def ask(self, who: str, path: str, body: object = None) -> httpx.Response:
        """Whoever's session is over by the clock signs in again."""
        answer = await self.house.ask(who, path, body)
        if answer.status_code != 401:
            return answer
        _, token = await self.house.identity.sign_in(who, PASSWORD)
        cookie: dict[str, Any] = {"Cookie": f"{self.house.identity.cookie_name}={token}"}
        return await self.house.ask(NOBODY, path, body, **cookie)

    async def open_incidents(self, who: str = "OPERATOR") -> Sequence[dict[str, Any]]:
        return [one for one in await self.incidents(who) if one["state"] == "open"]

    async def incident(self) -> dict[str, Any]:
        """The one that is open."""
        (only,) = await self.open_incidents()
        return only

    async def rows(self, query: str) -> list[Any]:
        async with self.house.database.read() as connection:
            return list(await connection.exec_driver_sql(query))

    async def whole_database(self) -> str:
        return await everything_in(self.house.database)


def facts_of(incident: dict[str, Any]) -> dict[str, str]:
    return {one["label_en"]: one["value_en"] for one in incident["facts"]}


def urgent_of(incident: dict[str, Any]) -> set[str]:
    return {one["label_en"] for one in incident["facts"] if one["urgent"]}


async def resident_in(
    house: House,
    path: str,
    services: Sequence[str],
    name: str = "ansimi",
    system: LinkSystem = LinkSystem.SAFE_RETURN,
) -> Resident:
    made = await house.identity.add_partner(
        name=name, organisation="SEOUL.SAFE", system=system, services=services
    )
    return Resident(house, made.token, path)


async def with_police_agreed(house: House) -> None:
    """The centre and both stations have signed for hand-overs."""
    for text in service_texts("SEONGBUK"):
        if text.agreement_id == "SB-SVC-SAFE":
            await sign_for_everybody(house.database, house.clock, text)
    await read_agreements(house.state)
