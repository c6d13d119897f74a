"""The monitoring centre beside the house: what its system says of an alarm."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any  # Any: JSON

import httpx
import msgspec

from bongsu.incidents.screen import Screen
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

    async def incident(self, who: str) -> dict[str, Any] | None:
        """The newest one as somebody sees it over HTTP."""
        found = await self.incidents(who)
        return found[0] if found else None

    async def told(self, who: str) -> list[dict[str, Any]]:
        """Everything that a screen which connects now is told over the feed."""
        screen = await self.screen(who)
        told = said_to(screen)
        self.house.feed.leave(screen)
        return told


def said_to(screen: Screen) -> list[dict[str, Any]]:
    told = []
    while not screen.outgoing.empty():
        one = screen.outgoing.get_nowait()
        if one is not None:
            told.append(msgspec.json.decode(one))
    return told


def tiles(view: dict[str, Any]) -> Sequence[str]:
    return [one["camera_id"] for one in view["tiles"]]
