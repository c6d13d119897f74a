"""The monitoring centre beside the house: what its system says of an alarm."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any  # Any: JSON

import httpx

from bongsu.services.anklet.scenes import PARTNER, SCENES, alarm, said
from bongsu.services.shared.scenes import Scene
from tests.services.linked_house import SPOT, LinkedHouse

HERE = {"lat": SPOT.lat, "lon": SPOT.lon, "accuracy_m": 12.0, "method": "GPS"}
ROOM = "moj-room"


@dataclass(frozen=True)
class Linked(LinkedHouse):
    """A house and what its monitoring centre does."""

    partner: str = PARTNER
    service: str = "ANKLET"
    scenes: Sequence[Scene] = SCENES

    async def opened(self, trigger: str = "EXCLUSION_ZONE", **more: Any) -> httpx.Response:
        return await self.follows("NEW", **alarm(trigger, **more), location=HERE)

    async def follows(self, msg_type: str, **fields: Any) -> httpx.Response:
        return await self.send(said(self.stage, msg_type, **fields))
