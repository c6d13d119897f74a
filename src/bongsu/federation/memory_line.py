"""Lines between centres inside one process, for tests; passes the same contract test as the real one."""

import asyncio
from dataclasses import dataclass, field

from bongsu.federation.line import LARGEST_BODY, AnsweredPeer, PeerRefused, PeerUnreachable
from bongsu.kernel.failures import Failure


@dataclass(slots=True)
class MemoryCity:
    """Everybody who can be reached. `cut` holds the codes whose line is down."""

    ends: dict[str, "MemoryLine"] = field(default_factory=dict)
    cut: set[str] = field(default_factory=set)

    def line(self, code: str) -> "MemoryLine":
        end = self.ends[code] = MemoryLine(self, code)
        return end


class MemoryLine:
    """A `Line`."""

    def __init__(self, city: MemoryCity, code: str) -> None:
        self._city = city
        self._code = code
        self._handlers: dict[str, AnsweredPeer] = {}

    def answer(self, topic: str, handler: AnsweredPeer) -> None:
        self._handlers[topic] = handler

    async def ask(self, peer: str, topic: str, body: bytes, within_s: float) -> bytes:
        if len(body) > LARGEST_BODY:
            raise PeerRefused(f"a message of {len(body)} bytes is too large", field=topic)
        other = self._city.ends.get(peer)
        if other is None or self._city.cut & {peer, self._code}:
            raise PeerUnreachable(f"{peer} cannot be reached")
        handler = other._handlers.get(topic)  # noqa: SLF001 (both ends are this module's)
        if handler is None:
            raise PeerRefused(f"{peer} knows no {topic}", field=topic)
        try:
            async with asyncio.timeout(within_s):
                answer = await handler(self._code, body)
        except TimeoutError as cause:
            raise PeerUnreachable(f"{peer} did not answer in time") from cause
        except Failure as refused:
            raise PeerRefused(refused.detail, field=refused.field) from refused
        if self._city.cut & {peer, self._code}:
            raise PeerUnreachable(f"{peer} was cut off before its answer came")
        if len(answer) > LARGEST_BODY:
            raise PeerRefused(f"an answer of {len(answer)} bytes is too large", field=topic)
        return answer
