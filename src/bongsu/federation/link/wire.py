"""The port of the gateway to the outside: ask a peer, hear a peer. The subject, never the body, says who speaks."""

from collections.abc import Awaitable, Callable
from typing import Protocol

from bongsu.kernel.bus import Subscription
from bongsu.kernel.failures import Failure, Kind

Respond = Callable[[bytes], Awaitable[None]]
# topic, frame, and how to answer; must not wait: what takes time goes on in a task of its own
HeardFrame = Callable[[str, bytes, Respond], Awaitable[None]]


class NoAnswer(Failure):
    """Nothing came back in time."""

    kind = Kind.UNAVAILABLE
    code = "no_answer"


class NotLinked(NoAnswer):
    """Nobody hears this peer's subject now: the line is cut, or the peer is away."""

    code = "not_linked"


class Wire(Protocol):
    """One centre's end of it."""

    async def ask(self, peer: str, topic: str, frame: bytes, within_s: float) -> bytes:
        """Raises `NoAnswer` or `NotLinked`."""
        ...

    async def hear(self, peer: str, handler: HeardFrame) -> Subscription: ...
