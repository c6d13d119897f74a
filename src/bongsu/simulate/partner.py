"""Says what a partner's system would say: a service's scene, over HTTP, with that partner's credential."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field

import aiohttp
import msgspec

from bongsu.kernel.failures import Failure, Kind
from bongsu.services.shared.scenes import Said, Scene, Stage

ANSWERED_WITHIN_S = 10.0


class NotAnswered(Failure):
    """The centre could not be reached."""

    kind = Kind.UNAVAILABLE
    code = "not_answered"


class NoCredential(Failure):
    """Nobody here may speak as this partner."""

    kind = Kind.REFUSED
    code = "no_credential"


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
    """To one centre. `tokens`: of each partner that may speak. `doors`: where another than the centre is spoken to, as a
    simulated door is told what to answer. `faster`: a scene's minute lasts a minute divided by it."""

    session: aiohttp.ClientSession
    origin: str
    tokens: Mapping[str, str]
    doors: Mapping[str, str] = field(default_factory=dict)
    faster: float = 1.0

    async def play(self, scene: Scene, stage: Stage) -> AsyncIterator[Heard]:
        """Each message at its time. Raises `NotAnswered`, `NoCredential`."""
        passed_s = 0.0
        for said in sorted(scene.play(stage), key=lambda one: one.after_s):
            await asyncio.sleep((said.after_s - passed_s) / self.faster)
            passed_s = said.after_s
            yield await self.say(said, scene.partner)

    async def say(self, said: Said, partner: str) -> Heard:
        """As this partner, where the message names no other. Raises `NotAnswered`, `NoCredential`."""
        who = said.by or partner
        if who not in self.tokens:
            raise NoCredential(f"No credential of {who} is here")
        body = said.body
        if body is not None and not isinstance(body, bytes):
            body = msgspec.json.encode(body)
        headers = {"Authorization": f"Bearer {self.tokens[who]}", "Content-Type": said.content_type}
        origin, way = self.doors.get(who, self.origin), "GET" if body is None else "POST"
        within = aiohttp.ClientTimeout(total=ANSWERED_WITHIN_S)
        try:
            async with self.session.request(
                way, f"{origin}{said.path}", data=body, headers=headers, timeout=within
            ) as answer:
                return Heard(said.after_s, said.path, answer.status, await answer.text())
        except (aiohttp.ClientError, TimeoutError) as cause:
            raise NotAnswered(f"{origin} did not answer: {type(cause).__name__}") from cause
