"""The sending side of one viewer's socket: straight to the transport while it keeps up, else a short queue.

The queue is ours and not the transport's, so that a cut can still take back what has not left."""

import asyncio
import socket
import struct
from collections import deque

# Bytes that the kernel may hold unsent for one viewer: what is there can no longer be taken back.
_UNSENT_BYTES = 131_072
_LOOK_AGAIN_S = 0.01


class SendQueue:
    """Takes finished WebSocket frames. `offer` never waits."""

    def __init__(self, transport: asyncio.Transport, most_bytes: int) -> None:
        self._transport = transport
        self._most_bytes = most_bytes
        self._waiting: deque[tuple[bytes, bool]] = deque()
        self._bytes = 0
        self._some = asyncio.Event()
        self._is_closed = False
        connection = transport.get_extra_info("socket")
        if connection is not None and hasattr(socket, "TCP_NOTSENT_LOWAT"):
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NOTSENT_LOWAT, _UNSENT_BYTES)

    def offer(self, frame: bytes, *, droppable: bool = False) -> bool:
        """False when a droppable frame finds the queue full; the others always go in."""
        if self._is_closed or self._transport.is_closing():
            return True
        if not self._waiting and not self._transport.get_write_buffer_size():
            self._transport.write(frame)
            return True
        if droppable and self._bytes + len(frame) > self._most_bytes:
            return False
        self._waiting.append((frame, droppable))
        self._bytes += len(frame)
        self._some.set()
        return True

    def drop(self) -> None:
        """Forgets the waiting pictures, keeps what a player cannot do without."""
        self._waiting = deque(entry for entry in self._waiting if not entry[1])
        self._bytes = sum(len(frame) for frame, _ in self._waiting)

    def close(self, farewell: bytes) -> bool:
        """Nothing but the farewell leaves from now on; false when half a picture stood in the way."""
        self._is_closed = True
        self._waiting.clear()
        if self._transport.get_write_buffer_size():
            self._hang_up()
            return False
        if not self._transport.is_closing():
            self._transport.write(farewell)
        return True

    async def run(self) -> None:
        """Empties the queue when the socket takes bytes again; owned by the viewer's connection."""
        while True:
            await self._some.wait()
            self._some.clear()
            while self._waiting:
                if self._transport.get_write_buffer_size():
                    await asyncio.sleep(_LOOK_AGAIN_S)
                    continue
                frame, _ = self._waiting.popleft()
                self._bytes -= len(frame)
                self._transport.write(frame)

    def _hang_up(self) -> None:
        """Resets the connection: the kernel forgets what it has not sent."""
        connection = self._transport.get_extra_info("socket")
        if connection is not None:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self._transport.abort()
