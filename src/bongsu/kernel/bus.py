"""Publish, subscribe, ask, answer. The bus carries facts between processes; truth stays in the database."""

from collections.abc import Awaitable, Callable
from typing import Protocol

from bongsu.kernel.failures import Failure, Kind

Heard = Callable[[bytes], Awaitable[None]]
Answered = Callable[[bytes], Awaitable[bytes]]


class BusUnavailable(Failure):
    """The bus did not take or answer a message in time."""

    kind = Kind.UNAVAILABLE
    code = "bus_unavailable"


class Subscription(Protocol):
    """Stops hearing a subject."""

    async def stop(self) -> None: ...


class Bus(Protocol):
    """What every process of a node talks through."""

    async def publish(self, subject: str, body: bytes) -> None: ...

    async def flush(self) -> None:
        """Everything published so far has left this process. Raises `BusUnavailable`."""

    async def subscribe(self, subject: str, handler: Heard) -> Subscription: ...

    async def request(self, subject: str, body: bytes, within_s: float) -> bytes: ...

    async def serve(self, subject: str, handler: Answered, at_once: int = 1) -> Subscription:
        """`at_once`: how many questions may be under way; further ones wait."""
        ...
