"""A plain RTSP client for tests: sends what it is told, reads answers and RTP, hides nothing."""

import asyncio
import struct
from dataclasses import dataclass, field

TIMEOUT_S = 10.0


@dataclass(frozen=True, slots=True)
class Reply:
    status: int
    headers: dict[str, str]
    body: str


@dataclass(frozen=True, slots=True)
class Rtp:
    marker: bool
    sequence: int
    timestamp: int
    ssrc: int
    payload: bytes

    @property
    def is_key(self) -> bool:
        """Carries (a part of) an IDR slice."""
        kind = self.payload[0] & 0x1F
        return (self.payload[1] if kind == 28 else kind) & 0x1F == 5


@dataclass
class Viewer:
    """One connection; `headers` of `ask` go out as they are."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    cseq: int = 0
    packets: list[Rtp] = field(default_factory=list)
    reports: list[bytes] = field(default_factory=list)

    @classmethod
    async def to(cls, port: int) -> "Viewer":
        return cls(*await asyncio.open_connection("127.0.0.1", port))

    async def ask(self, method: str, url: str, body: str = "", **headers: str) -> Reply:
        self.cseq += 1
        lines = [f"{method} {url} RTSP/1.0", f"CSeq: {self.cseq}"]
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
        if body:
            lines.append(f"Content-Length: {len(body)}")
        await self.send("\r\n".join([*lines, "", body]).encode())
        return await self.reply()

    async def send(self, data: bytes) -> None:
        self.writer.write(data)
        await self.writer.drain()

    async def reply(self) -> Reply:
        async with asyncio.timeout(TIMEOUT_S):
            while (first := await self.reader.readexactly(1)) == b"$":
                await self._frame()
            head = (first + await self.reader.readuntil(b"\r\n\r\n")).decode()
            status, *lines = head.strip().split("\r\n")
            headers = {n.lower(): v.strip() for n, _, v in (x.partition(":") for x in lines)}
            body = await self.reader.readexactly(int(headers.get("content-length", 0)))
        return Reply(int(status.split(" ")[1]), headers, body.decode())

    async def next_packet(self) -> Rtp:
        async with asyncio.timeout(TIMEOUT_S):
            while not self.packets:
                assert await self.reader.readexactly(1) == b"$"
                await self._frame()
        return self.packets.pop(0)

    async def next_picture(self) -> list[Rtp]:
        """Packets up to the next marker bit."""
        picture = [await self.next_packet()]
        while not picture[-1].marker:
            picture.append(await self.next_packet())
        return picture

    async def falls_silent_for(self, seconds: float) -> bool:
        """What was on its way may still arrive; then nothing does, and the connection stays open."""
        async with asyncio.timeout(20):
            while not self.reader.at_eof():
                try:
                    async with asyncio.timeout(seconds):
                        if not await self.reader.read(65_536):
                            return False
                except TimeoutError:
                    return True
        return False

    async def play(self, url: str, transport: str = "RTP/AVP/TCP;unicast;interleaved=0-1") -> str:
        setup = await self.ask("SETUP", f"{url}/trackID=1", Transport=transport)
        assert setup.status == 200
        session = setup.headers["session"].split(";")[0]
        assert (await self.ask("PLAY", url, Session=session)).status == 200
        return session

    async def ended(self) -> bool:
        """Reads on until the simulator closes."""
        try:
            async with asyncio.timeout(TIMEOUT_S):
                while await self.reader.read(65_536):
                    pass
        except ConnectionResetError:
            pass
        except TimeoutError:
            return False
        return True

    async def close(self) -> None:
        self.writer.close()

    async def _frame(self) -> None:
        channel, size = struct.unpack("!BH", await self.reader.readexactly(3))
        data = await self.reader.readexactly(size)
        if channel % 2:
            self.reports.append(data)
        else:
            self.packets.append(read_rtp(data))


def read_rtp(data: bytes) -> Rtp:
    version, kind, sequence, timestamp, ssrc = struct.unpack("!BBHII", data[:12])
    assert version == 0x80
    assert kind & 0x7F == 96
    return Rtp(bool(kind & 0x80), sequence, timestamp, ssrc, data[12:])
