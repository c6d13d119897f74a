"""A line between gateways inside one process, for tests."""

import asyncio
from dataclasses import dataclass, field

from bongsu.federation.link.wire import HeardFrame, NoAnswer, NotLinked
from bongsu.kernel.bus import Subscription


@dataclass(slots=True)
class MemoryAir:
    """Who hears whom: (hearer, speaker) → handler. `cut`: whose line is down; `mute`: who takes all and answers nothing."""

    hearers: dict[tuple[str, str], HeardFrame] = field(default_factory=dict)
    cut: set[str] = field(default_factory=set)
    mute: set[str] = field(default_factory=set)

    def wire(self, code: str) -> "MemoryWire":
        return MemoryWire(self, code)


@dataclass(frozen=True, slots=True)
class _Stop:
    air: MemoryAir
    key: tuple[str, str]

    async def stop(self) -> None:
        self.air.hearers.pop(self.key, None)


@dataclass(frozen=True, slots=True)
class MemoryWire:
    """A `Wire`."""

    air: MemoryAir
    code: str

    async def ask(self, peer: str, topic: str, frame: bytes, within_s: float) -> bytes:
        handler = self.air.hearers.get((peer, self.code))
        if handler is None or self.air.cut & {peer, self.code}:
            raise NotLinked(f"{peer} is not linked")
        answer: asyncio.Future[bytes] = asyncio.get_running_loop().create_future()

        async def respond(data: bytes) -> None:
            if not answer.done():
                answer.set_result(data)

        if peer not in self.air.mute:
            await handler(topic, frame, respond)
        try:
            async with asyncio.timeout(within_s):
                return await answer
        except TimeoutError as cause:
            raise NoAnswer(f"{peer} did not answer in time") from cause

    async def hear(self, peer: str, handler: HeardFrame) -> Subscription:
        self.air.hearers[self.code, peer] = handler
        return _Stop(self.air, (self.code, peer))
