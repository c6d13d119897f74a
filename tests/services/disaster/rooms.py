"""The disaster rooms beside the house: warnings come, the own room looks, the city's asks."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any  # Any: JSON

import httpx

from bongsu.services.disaster.scenes import CAP_PATH, KMA, SCENES
from bongsu.services.shared.scenes import Said, Scene
from tests.services.linked_house import STAGE, LinkedHouse

OWN = "DISASTER_ROOM"
# the city's room as a person; its system bears the partner's name
CITY_PERSON = "city room"
__all__ = ["STAGE", "Rooms", "state_of"]


@dataclass(frozen=True)
class Rooms(LinkedHouse):
    """A house and what is said to it."""

    partner: str = KMA
    service: str = "DISASTER"
    scenes: Sequence[Scene] = SCENES

    async def warn(
        self, body: bytes, who: str = KMA, content_type: str = "application/cap+xml"
    ) -> httpx.Response:
        return await self.send(Said(0.0, body, CAP_PATH, content_type), who)

    async def heard(self, body: bytes, who: str = KMA) -> dict[str, Any]:
        answer = await self.warn(body, who)
        assert answer.status_code in (200, 201), answer.text
        said: dict[str, Any] = answer.json()
        return said

    async def hours(self, hours: float) -> None:
        await self.wait(hours * 3600.0)

    async def incidents(self, who: str = OWN, service: str = "") -> list[dict[str, Any]]:
        return await super().incidents(who, service)

    async def only(self, who: str = OWN) -> dict[str, Any]:
        (one,) = await self.incidents(who)
        return one


def state_of(view: dict[str, Any], organisation: str) -> str:
    """Of the newest lending to it."""
    found = [one for one in view["lendings"] if one["organisation"] == organisation]
    return str(found[-1]["state"])
