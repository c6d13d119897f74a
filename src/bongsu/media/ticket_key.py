"""Asks the node for the half of the ticket key that checks: the half that mints never leaves the node's machine."""

import asyncio

import msgspec
import structlog
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from bongsu.kernel.bus import Bus, BusUnavailable
from bongsu.media.present import ASK_TICKET_KEY, TicketKey

log = structlog.get_logger()
_WITHIN_S = 2.0
_AGAIN_AFTER_S = 0.5


async def ask_ticket_key(bus: Bus, again_after_s: float = _AGAIN_AFTER_S) -> Ed25519PublicKey:
    """Waits for a node that is not there yet: without the key no ticket could be believed."""
    has_said = False
    while True:
        try:
            answer = await bus.request(ASK_TICKET_KEY, b"", _WITHIN_S)
            said = msgspec.json.decode(answer, type=TicketKey)
            return Ed25519PublicKey.from_public_bytes(bytes.fromhex(said.public_key))
        except (BusUnavailable, msgspec.MsgspecError, ValueError) as cause:
            if not has_said:
                log.warning("waiting for the node's ticket key", cause=str(cause))
            has_said = True
            await asyncio.sleep(again_after_s)
