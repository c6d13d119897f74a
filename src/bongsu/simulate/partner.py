"""Says what a partner's system would say: a service's scene, over HTTP, with that partner's credential."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass

import aiohttp
import msgspec

from bongsu.kernel.failures import Failure, Kind
from bongsu.services.shared.scenes import Said, Scene, Stage

ANSWERED_WITHIN_S = 10.0


class NotAnswered(Failure):
    """The centre could not be reached."""

    kind = Kind.UNAVAILABLE
    code = "not_answered"


@dataclass(frozen=True, slots=True)
class Heard:
    """What the centre answered to one message."""

    after_s: float
    path: str
    status: int
    body: str

    @property
    def is_taken(self) -> bool:
        return self.status < 400


@dataclass(frozen=True, slots=True)
class Line:
    """To one centre, as one partner. `faster`: a scene's minute lasts a minute divided by it."""

    session: aiohttp.ClientSession
    origin: str
    token: str
    faster: float = 1.0

    async def play(self, scene: Scene, stage: Stage) -> AsyncIterator[Heard]:
        """Each message at its time. Raises `NotAnswered`."""
        passed_s = 0.0
        for said in sorted(scene.play(stage), key=lambda one: one.after_s):
            await asyncio.sleep((said.after_s - passed_s) / self.faster)
            passed_s = said.after_s
            yield await self.say(said)

    async def say(self, said: Said) -> Heard:
        """Raises `NotAnswered`."""
        body = said.body if isinstance(said.body, bytes) else msgspec.json.encode(said.body)
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": said.content_type}
        within = aiohttp.ClientTimeout(total=ANSWERED_WITHIN_S)
        try:
            async with self.session.post(
                f"{self.origin}{said.path}", data=body, headers=headers, timeout=within
            ) as answer:
                return Heard(said.after_s, said.path, answer.status, await answer.text())
        except (aiohttp.ClientError, TimeoutError) as cause:
            raise NotAnswered(f"{self.origin} did not answer: {type(cause).__name__}") from cause
