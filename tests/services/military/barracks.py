"""A unit's system, its duty officer, and one of another unit."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any  # Any: JSON

import httpx

from bongsu.services.military.scenes import PARTNER, SCENES, UNIT
from bongsu.services.military.words import CODE
from bongsu.services.shared.scenes import Scene, Stage
from tests.services.linked_house import LEAD, SPOT, LinkedHouse
from tests.web.house import NOW

OTHER_UNIT = "MND.OTHER"
PLAY = Stage(NOW, SPOT, "scene-0001")


def officer_of(unit: str) -> str:
    return f"officer of {unit}"


@dataclass(frozen=True)
class Barracks(LinkedHouse):
    """A house and what an army's unit does."""

    stage: Stage = PLAY
    partner: str = PARTNER
    service: str = CODE
    scenes: Sequence[Scene] = SCENES

    async def at(self, seconds: float) -> None:
        """So long after the scene's begin."""
        await self.wait(seconds - (self.clock.now() - NOW).total_seconds())

    async def officer(self, path: str, body: object = None, unit: str = UNIT) -> httpx.Response:
        return await self.ask(officer_of(unit), path, body)

    async def view(self, incident_id: str, who: str = officer_of(UNIT)) -> dict[str, Any]:
        found: dict[str, Any] = await self.read(who, f"/api/incidents/{incident_id}")
        return found

    async def lending(self, incident_id: str) -> dict[str, Any]:
        """The newest to the unit, as it reads it."""
        lendings: list[dict[str, Any]] = (await self.view(incident_id))["lendings"]
        return lendings[-1]

    async def approve(self, incident_id: str, *, yes: bool = True) -> None:
        waiting = await self.lending(incident_id)
        path = f"/api/grants/{waiting['grant_id']}/decide"
        answer = await self.ask(LEAD, path, {"approve": yes})
        assert answer.status_code == 204, answer.text
