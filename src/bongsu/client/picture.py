"""A live picture on one ticket: fragments of MP4 as they come, beginning with the header."""

import asyncio
import ssl
from collections.abc import AsyncIterator

import msgspec
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, WebSocketException

from bongsu.client.failures import Refused, Unreachable
from bongsu.client.messages import Ticket

OPEN_WITHIN_S = 10.0
_LARGEST = 16 * 1024 * 1024
# first byte of a frame; eight more are the time at which it was taken
_HEADER, _FRAGMENT = 1, 2
_BEFORE_PICTURE = 9


class _Said(msgspec.Struct):
    type: str = ""
    reason: str = ""
    detail: str = ""


async def watch(ticket: Ticket, stream: str, tls: ssl.SSLContext | None) -> AsyncIterator[bytes]:
    """Until the lending ends or the reader stops. Raises `Refused`, `Unreachable`."""
    try:
        # no Origin: only a system's ticket may be shown so
        opened = connect(ticket.url, ssl=tls, open_timeout=OPEN_WITHIN_S, max_size=_LARGEST)
        async with opened as socket:
            async with asyncio.timeout(OPEN_WITHIN_S):
                shown = {"ticket": ticket.ticket, "stream": stream}
                await socket.send(msgspec.json.encode(shown).decode())
            async for message in socket:
                if isinstance(message, str):
                    if _is_over(message):
                        return
                elif message[0] in {_HEADER, _FRAGMENT}:
                    yield message[_BEFORE_PICTURE:]
    except (OSError, TimeoutError, WebSocketException, msgspec.MsgspecError) as cause:
        if isinstance(cause, ConnectionClosed) and cause.rcvd and cause.rcvd.code == 4410:
            return
        raise Unreachable(f"the picture was lost: {cause}") from cause


def _is_over(text: str) -> bool:
    said = msgspec.json.decode(text, type=_Said)
    if said.type == "refused":
        raise Refused(said.reason, said.detail)
    return said.type == "ended"
