"""The line to other centres as the node sees it: ask, and answer. The federation process carries it."""

from collections.abc import Awaitable, Callable
from typing import Protocol

from bongsu.kernel.failures import Failure, Kind

# the authenticated code of the asking centre, and what it said
AnsweredPeer = Callable[[str, bytes], Awaitable[bytes]]


class PeerUnreachable(Failure):
    """No answer in time: the line is cut, or the other centre is down."""

    kind = Kind.UNAVAILABLE
    code = "peer_unreachable"


class PeerRefused(Failure):
    """The other centre, or our own gateway, took the message and said no; `detail` says why."""

    kind = Kind.REFUSED
    code = "peer_refused"


class Line(Protocol):
    """One centre's end. A body may be at most `LARGEST_BODY` bytes."""

    async def ask(self, peer: str, topic: str, body: bytes, within_s: float) -> bytes:
        """Raises `PeerUnreachable` or `PeerRefused`."""
        ...

    def answer(self, topic: str, handler: AnsweredPeer) -> None:
        """One handler for each topic, named before the line starts. What it raises as a `Failure` reaches the asker as
        `PeerRefused` with the same sentence; the asker's code was proved by the line, never by the body."""
        ...


LARGEST_BODY = 900_000
