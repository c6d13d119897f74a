"""A resident's system that speaks to the whole application; time passes in small steps, as its timers look."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from typing import Any  # Any: JSON

import httpx

from bongsu.identity.people import LinkSystem
from bongsu.services.lone.check import check_beats
from bongsu.services.safe_return.watch import watch_trips
from bongsu.services.shared.residents.desk import ResidentDesk
from bongsu.services.shared.residents.due import look_after, raise_due
from bongsu.services.shared.scenes import Said, Scene, Stage
from tests.services.linked_house import (
    OPERATOR,
    SPOT,
    LinkedHouse,
    System,
    add,
    facts_of,
    urgent_of,
)
from tests.web.house import House

__all__ = ["Resident", "facts_of", "resident_in", "urgent_of"]
EVERY = ("SOS_APP", "ESCORT", "BELL", "LONE_WOMAN")
STEP_S = 15.0


@dataclass(frozen=True)
class Resident(LinkedHouse):
    """One partner's credential in a house, which posts to `path`."""

    path: str = ""
    numbers: Any = field(default_factory=lambda: count(1))

    @property
    def at(self) -> ResidentDesk:
        found: ResidentDesk = self.house.app.state.residents
        return found

    def message(self, kind: str, **more: Any) -> dict[str, Any]:
        """A message made now; a change to None takes a field out."""
        now = self.clock.now().isoformat()
        said = {"msg_id": f"m{next(self.numbers)}", "sent_at": now, "type": kind, "at": now, **more}
        return {name: value for name, value in said.items() if value is not None}

    async def post(self, body: dict[str, Any], path: str = "") -> httpx.Response:
        return await self.send(Said(0.0, body, path or self.path))

    async def say(self, kind: str, **more: Any) -> httpx.Response:
        return await self.post(self.message(kind, **more))

    async def do_what_is_due(self) -> None:
        await raise_due(self.at, EVERY)
        await watch_trips(self.at)
        await check_beats(self.at)
        await look_after(self.at, EVERY, ("SOS_APP", "ESCORT", "LONE_WOMAN"))
        await super().do_what_is_due()

    async def perform(self, scene: Scene) -> list[httpx.Response]:
        """To its end, also of its silence."""
        begins, answers = self.clock.now(), []
        for said in scene.play(Stage(begins, SPOT)):
            await self._until(begins + timedelta(seconds=said.after_s))
            answers.append(await self.send(said))
        await self._until(begins + timedelta(seconds=scene.lasts_s))
        return answers

    async def _until(self, moment: datetime) -> None:
        while (missing := (moment - self.clock.now()).total_seconds()) > 0.0:
            await self.wait(min(missing, STEP_S))

    async def query(self, query: str) -> list[Any]:
        async with self.house.database.read() as connection:
            return list(await connection.exec_driver_sql(query))

    async def open_incidents(self, who: str = OPERATOR) -> Sequence[dict[str, Any]]:
        return [one for one in await self.incidents(who) if one["state"] == "open"]

    async def incident(self) -> dict[str, Any]:
        """The one that is open."""
        (only,) = await self.open_incidents()
        return only


async def resident_in(
    house: House,
    path: str,
    services: Sequence[str],
    name: str = "ansimi",
    system: LinkSystem = LinkSystem.SAFE_RETURN,
) -> Resident:
    one = System(name, "SEOUL.SAFE", system, tuple(services))
    await add(house.identity, house.template, one)
    return Resident(house, partner=name, path=path)
