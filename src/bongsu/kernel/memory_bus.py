"""A bus inside one process, for tests and for one-process tools; passes the same contract test as NATS."""

import asyncio
from collections import defaultdict
from dataclasses import dataclass

from bongsu.kernel.bus import Answered, BusUnavailable, Heard, Subscription


@dataclass(frozen=True, slots=True, eq=False)
class _Stop:
    handlers: list[Heard]
    handler: Heard

    async def stop(self) -> None:
        if self.handler in self.handlers:
            self.handlers.remove(self.handler)


@dataclass(frozen=True, slots=True, eq=False)
class _StopServing:
    answers: dict[str, Answered]
    subject: str

    async def stop(self) -> None:
        self.answers.pop(self.subject, None)


class MemoryBus:
    """Delivers in order, before `publish` returns."""

    def __init__(self) -> None:
        self._handlers: dict[str, list[Heard]] = defaultdict(list)
        self._answers: dict[str, Answered] = {}
        self.published: list[tuple[str, bytes]] = []

    async def publish(self, subject: str, body: bytes) -> None:
        self.published.append((subject, body))
        for handler in list(self._handlers[subject]):
            await handler(body)

    async def flush(self) -> None:
        """Nothing waits here."""

    async def subscribe(self, subject: str, handler: Heard) -> Subscription:
        self._handlers[subject].append(handler)
        return _Stop(self._handlers[subject], handler)

    async def request(self, subject: str, body: bytes, within_s: float) -> bytes:
        answer = self._answers.get(subject)
        if answer is None:
            raise BusUnavailable(f"nobody answers {subject}")
        try:
            async with asyncio.timeout(within_s):
                return await answer(body)
        except TimeoutError as cause:
            raise BusUnavailable(f"{subject}: no answer within {within_s} s") from cause

    async def serve(self, subject: str, handler: Answered, at_once: int = 1) -> Subscription:
        room = asyncio.Semaphore(at_once)

        async def answer(body: bytes) -> bytes:
            async with room:
                return await handler(body)

        self._answers[subject] = answer
        return _StopServing(self._answers, subject)
