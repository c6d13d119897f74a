"""The sending side of one viewer's socket: straight to the transport while it keeps up, else a short queue.

The queue is ours and not the transport's, so that a cut can still take back what has not left."""

import asyncio
import socket
import struct
from collections import deque
from collections.abc import Iterable
from enum import IntEnum

# Bytes that the kernel may hold unsent for one viewer: what is there can no longer be taken back.
_UNSENT_BYTES = 131_072
_LOOK_AGAIN_S = 0.01


class Worth(IntEnum):
    """What becomes of a waiting frame: a word is kept, an opening until the next one, a picture may go."""

    WORD = 0
    OPENING = 1
    PICTURE = 2


def keep_little_unsent(transport: asyncio.Transport) -> None:
    """Bounds what the kernel holds for the line."""
    connection = transport.get_extra_info("socket")
    if connection is not None and hasattr(socket, "TCP_NOTSENT_LOWAT"):
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NOTSENT_LOWAT, _UNSENT_BYTES)


def unsent(transport: asyncio.Transport) -> int:
    """What this process holds for the line. A TLS transport tells only of what it has not yet encrypted."""
    # no public name leads to the transport below it (CPython 3.11 to 3.14)
    below = getattr(getattr(transport, "_ssl_protocol", None), "_transport", None)
    encrypted = below.get_write_buffer_size() if below else 0
    return transport.get_write_buffer_size() + int(encrypted)


class SendQueue:
    """Takes finished WebSocket frames. `offer` never waits."""

    def __init__(self, transport: asyncio.Transport, most_bytes: int) -> None:
        self._transport = transport
        self._most_bytes = most_bytes
        self._waiting: deque[tuple[bytes, Worth]] = deque()
        self._bytes = 0
        self._some = asyncio.Event()
        self._is_closed = False
        keep_little_unsent(transport)

    def offer(self, frame: bytes, *, droppable: bool = False) -> bool:
        """False when a droppable frame finds the queue full; the others always go in."""
        return self._put(frame, Worth.PICTURE if droppable else Worth.WORD)

    def begin(self, frames: Iterable[bytes]) -> None:
        """An opening stands for all that came before it, earlier openings too."""
        self._keep(Worth.WORD)
        for frame in frames:
            self._put(frame, Worth.OPENING)

    def drop(self) -> None:
        """Forgets the waiting pictures, keeps what a player cannot do without."""
        self._keep(Worth.OPENING)

    def _put(self, frame: bytes, worth: Worth) -> bool:
        if self._is_closed or self._transport.is_closing():
            return True
        if not self._waiting and not self._unsent():
            self._transport.write(frame)
            return True
        if worth is Worth.PICTURE and self._bytes + len(frame) > self._most_bytes:
            return False
        self._waiting.append((frame, worth))
        self._bytes += len(frame)
        self._some.set()
        return True

    def _keep(self, worth: Worth) -> None:
        self._waiting = deque(entry for entry in self._waiting if entry[1] <= worth)
        self._bytes = sum(len(frame) for frame, _ in self._waiting)

    def close(self, farewell: bytes) -> bool:
        """Nothing but the farewell leaves from now on; false when half a picture stood in the way."""
        self._is_closed = True
        self._waiting.clear()
        self._bytes = 0
        if self._transport.is_closing():
            # a closed TLS transport cannot even say what it still holds
            return True
        if self._unsent():
            self._hang_up()
            return False
        self._transport.write(farewell)
        return True

    async def run(self) -> None:
        """Empties the queue when the socket takes bytes again; owned by the viewer's connection."""
        while True:
            await self._some.wait()
            self._some.clear()
            while self._waiting:
                if not self._transport.is_closing() and self._unsent():
                    await asyncio.sleep(_LOOK_AGAIN_S)
                    continue
                frame, _ = self._waiting.popleft()
                self._bytes -= len(frame)
                self._transport.write(frame)

    def _unsent(self) -> int:
        return unsent(self._transport)

    def _hang_up(self) -> None:
        """Resets the connection: the kernel forgets what it has not sent."""
        connection = self._transport.get_extra_info("socket")
        if connection is not None:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self._transport.abort()
