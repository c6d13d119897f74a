"""Writes a message for another centre in the caller's transaction; the courier carries it after the commit."""

import msgspec

from bongsu.federation.exchange import store
from bongsu.federation.exchange.wire import LARGEST_MESSAGE
from bongsu.kernel.clock import SystemClock
from bongsu.kernel.database import Work
from bongsu.kernel.failures import Failure, Kind

# rung by `post`, heard by the courier
BELL = "exchange"
# only for the list of what was sent; nothing is decided by it
_CLOCK = SystemClock()


class MessageTooLarge(Failure):
    """Longer than one message between centres may be."""

    kind = Kind.INVALID
    code = "message_too_large"


async def post(work: Work, peer: str, kind: str, body: msgspec.Struct) -> int:
    """Its number in that centre's outbox. Raises `MessageTooLarge`."""
    encoded = msgspec.msgpack.encode(body)
    if len(encoded) > LARGEST_MESSAGE:
        raise MessageTooLarge(f"{kind} for {peer} has {len(encoded)} bytes", field="body")
    seq, _ = await store.append(work.connection, peer, kind, encoded, _CLOCK.now())
    work.ring(BELL)
    return seq


async def give_up(work: Work, peer: str) -> None:
    """Nothing that waits is told to this centre any more: it was revoked."""
    await store.give_up(work.connection, peer)
