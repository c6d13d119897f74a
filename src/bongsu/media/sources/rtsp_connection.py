"""One TCP connection to a camera: answers to whoever asked, interleaved packets straight to a depacketiser.

Reads into one buffer of its own and passes views, so a packet is copied once, into its picture."""

import asyncio
from collections.abc import Callable, Mapping

from bongsu.media.failures import CameraFailure, CameraNonsense, CameraUnreachable
from bongsu.media.sources.rtsp_message import (
    LARGEST_MESSAGE,
    Answer,
    body_size,
    read_answer,
    write_request,
)

Push = Callable[[bytearray, memoryview, int, int], None]
_FRAME = 0x24
# The largest head with the largest body, or the largest interleaved frame (65,539 bytes) twice.
_BUFFER = 2 * LARGEST_MESSAGE + 4096


def _nowhere(_data: bytearray, _view: memoryview, _at: int, _end: int) -> None:
    return


class RtspConnection(asyncio.BufferedProtocol):
    """`ended` resolves to the failure that ended it."""

    def __init__(self) -> None:
        loop = asyncio.get_running_loop()
        self.ended: asyncio.Future[CameraFailure] = loop.create_future()
        self.video_channel = -1
        self.push: Push = _nowhere
        self.last_packet_s = loop.time()
        self._time = loop.time
        self._buffer = bytearray(_BUFFER)
        self._view = memoryview(self._buffer)
        self._filled = 0
        self._transport: asyncio.Transport | None = None
        self._number = 0
        self._asked: dict[str, asyncio.Future[Answer]] = {}

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def connection_lost(self, exc: Exception | None) -> None:
        self.end(CameraUnreachable("the camera hung up"))

    @property
    def peer(self) -> str:
        """The camera's address as the socket knows it."""
        assert self._transport
        return str(self._transport.get_extra_info("peername")[0])

    def ask(self, method: str, url: str, headers: Mapping[str, str]) -> asyncio.Future[Answer]:
        """Sends a request; the future gets its answer, or the failure that ends the connection."""
        self._number += 1
        future: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        if self.ended.done():
            future.set_exception(self.ended.result())
            return future
        self._asked[str(self._number)] = future
        self._write(write_request(method, url, self._number, headers))
        return future

    def forget(self, asked: asyncio.Future[Answer]) -> None:
        """Nobody waits for this answer any more."""
        asked.cancel()
        self._asked = {number: one for number, one in self._asked.items() if one is not asked}

    def close(self, farewell: tuple[str, str, Mapping[str, str]] | None = None) -> None:
        """Hangs up; says goodbye first when there is a session, without waiting for an answer."""
        if self._transport and not self._transport.is_closing():
            if farewell:
                method, url, headers = farewell
                self._write(write_request(method, url, self._number + 1, headers))
            self._transport.close()
        self.end(CameraUnreachable("the connection was closed"))

    def get_buffer(self, sizehint: int) -> memoryview:
        return self._view[self._filled :]

    def buffer_updated(self, nbytes: int) -> None:
        end = self._filled + nbytes
        try:
            at = self._consume(end)
        except CameraFailure as failure:
            self.end(failure)
            if self._transport:
                self._transport.abort()
            return
        left = end - at
        if at and left:
            self._view[:left] = self._view[at:end]
        self._filled = left

    def _consume(self, end: int) -> int:
        """Handles every whole frame and answer; returns where the first incomplete one begins."""
        data, view, channel, push = self._buffer, self._view, self.video_channel, self.push
        at, packets = 0, False
        while end - at >= 4:
            if data[at] != _FRAME:
                used = self._text(at, end)
                if not used:
                    break
                at += used
                channel, push = self.video_channel, self.push
                continue
            following = at + 4 + (data[at + 2] << 8 | data[at + 3])
            if following > end:
                break
            if data[at + 1] == channel and following - at > 16:
                push(data, view, at + 4, following)
                packets = True
            at = following
        if packets:
            self.last_packet_s = self._time()
        return at

    def _text(self, at: int, end: int) -> int:
        """How many bytes one whole message took; 0 when it is not whole yet."""
        data = self._buffer
        if data[at] in b"\r\n":
            return 1
        # A camera may also send requests of its own (ANNOUNCE …); all begin with a capital letter.
        if not 65 <= data[at] <= 90:
            raise CameraNonsense("the camera's bytes are neither packets nor RTSP")
        close = data.find(b"\r\n\r\n", at, end)
        if (end if close < 0 else close) - at > LARGEST_MESSAGE + 3:
            raise CameraNonsense("the camera's answer does not end")
        if close < 0:
            return 0
        head = bytes(data[at:close])
        if not head.startswith(b"RTSP/"):
            return close + 4 - at
        answer = read_answer(head)
        whole = close + 4 + body_size(answer)
        if whole > end:
            return 0
        self._answered(Answer(answer.status, answer.headers, bytes(data[close + 4 : whole])))
        return whole - at

    def _answered(self, answer: Answer) -> None:
        future = self._asked.pop(answer.header("cseq"), None)
        if future and not future.done():
            future.set_result(answer)

    def _write(self, data: bytes) -> None:
        if self._transport:
            self._transport.write(data)

    def end(self, failure: CameraFailure) -> None:
        """The first failure stands; whoever waits for an answer gets it."""
        if self.ended.done():
            return
        self.ended.set_result(failure)
        for future in self._asked.values():
            if not future.done():
                future.set_exception(failure)
                # Nobody may be waiting for the answer to a keep-alive.
                future.exception()
        self._asked.clear()
