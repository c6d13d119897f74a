"""Cameras of the field as a hub pulls them, without sockets: power that can be cut, sessions that are counted."""

import asyncio
import base64
from dataclasses import dataclass, field
from enum import Enum

from bongsu.kernel.clock import SystemClock
from bongsu.kernel.events import Event
from bongsu.media.camera import CameraStream
from bongsu.media.events import StreamAddress
from bongsu.media.failures import (
    CameraFailure,
    CameraFrozen,
    CameraNonsense,
    CameraUnreachable,
)
from bongsu.media.hub import Hub
from bongsu.media.settings import MediaSettings
from bongsu.media.sources.source import Parameters, Picture, Source, Take
from bongsu.media.stills import Stills
from tests.media.virtual_time import now_s

SETS = Parameters(base64.b64decode("Z0IAKeNQFAe2AtwEBAaQeJEV"), base64.b64decode("aM48gA=="))
PICTURE_EVERY_S = 0.5
KEY_EVERY = 4


class Health(Enum):
    """What a camera does when it is asked."""

    GOOD = "good"
    DEAD = "dead"
    FROZEN = "frozen"
    NONSENSE = "nonsense"


_FAILURES: dict[Health, CameraFailure] = {
    Health.DEAD: CameraUnreachable("no power"),
    Health.FROZEN: CameraFrozen("silent"),
    Health.NONSENSE: CameraNonsense("banana"),
}


@dataclass
class FieldStream:
    """One stream of one camera. `dies_after_s`: a power supply that never lasts."""

    health: Health = Health.GOOD
    dies_after_s: float = float("inf")
    sessions: int = 0
    most_sessions: int = 0
    tries: list[float] = field(default_factory=list)
    changed: asyncio.Event = field(default_factory=asyncio.Event)

    def become(self, health: Health) -> None:
        self.health = health
        self.changed.set()

    async def run(self, take: Take) -> None:
        self.tries.append(now_s())
        await asyncio.sleep(0.001)
        if self.health is not Health.GOOD:
            raise _FAILURES[self.health]
        self.sessions += 1
        self.most_sessions = max(self.most_sessions, self.sessions)
        try:
            await self._play(take)
        finally:
            self.sessions -= 1

    async def _play(self, take: Take) -> None:
        number, dies_at_s = 0, now_s() + self.dies_after_s
        while self.health is Health.GOOD and now_s() < dies_at_s:
            is_key = number % KEY_EVERY == 0
            ticks = int(now_s() * 90_000) & 0xFFFFFFFF
            take(Picture(b"\0\0\0\1\x65", is_key, ticks, now_s() * 1000, SETS))
            number += 1
            self.changed.clear()
            try:
                async with asyncio.timeout(min(PICTURE_EVERY_S, dies_at_s - now_s())):
                    await self.changed.wait()
            except TimeoutError:
                pass
        raise _FAILURES.get(self.health, CameraUnreachable("it has died again"))


class NoRegistry:
    """Every camera has an address."""

    async def address(self, camera_id: str, stream: str) -> StreamAddress:
        return StreamAddress(f"rtsp://h/{camera_id}/main", f"rtsp://h/{camera_id}/sub")

    def forget(self, camera_id: str) -> None:
        return


class FieldHub(Hub):
    """The real hub over the cameras above."""

    def __init__(self, settings: MediaSettings) -> None:
        self.told: list[Event] = []
        self.field: dict[tuple[str, str], FieldStream] = {}
        super().__init__(
            settings, SystemClock(), NoRegistry(), Stills(500, 10**6), self.told.append
        )

    def at(self, camera_id: str, name: str = "main") -> FieldStream:
        return self.field.setdefault((camera_id, name), FieldStream())

    def _source(self, stream: CameraStream, address: StreamAddress) -> Source:
        return self.at(stream.camera_id, stream.name)
