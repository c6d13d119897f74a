"""Steers a simulator in another process: one command per connection over its RTSP port."""

import asyncio
from dataclasses import dataclass, field

from bongsu.kernel.failures import Failure, Kind

_TIMEOUT_S = 5.0


class ControlRefused(Failure):
    """The simulator did not obey: wrong token, unknown command, or nobody there."""

    kind = Kind.REFUSED
    code = "control_refused"


@dataclass(frozen=True, slots=True)
class SimulatorControl:
    """Speaks to `rtsp://host:port/control` with the token that the simulator was started with."""

    port: int
    token: str = field(repr=False)
    host: str = "127.0.0.1"

    async def command(self, word: str, number: int) -> str:
        """`command("freeze", 3)`; the words stand in `faults.COMMANDS`. Raises `ControlRefused`."""
        try:
            async with asyncio.timeout(_TIMEOUT_S):
                status, body = await self._exchange(f"{word} {number}")
        except (OSError, EOFError, TimeoutError) as cause:
            raise ControlRefused(f"no simulator answers on port {self.port}") from cause
        if status != 200:
            raise ControlRefused(body or f"answered {status}")
        return body

    async def pulls(self, number: int) -> int:
        """How many sessions play the camera now."""
        return int((await self.command("pulls", number)).rsplit(" ", 1)[1])

    async def _exchange(self, line: str) -> tuple[int, str]:
        reader, writer = await asyncio.open_connection(self.host, self.port)
        try:
            writer.write(self._request(line))
            head = (await reader.readuntil(b"\r\n\r\n")).decode()
            size = next((int(h[15:]) for h in head.split("\r\n") if h.startswith(_LENGTH)), 0)
            return int(head.split(" ")[1]), (await reader.readexactly(size)).decode()
        finally:
            writer.close()

    def _request(self, line: str) -> bytes:
        head = (
            f"SET_PARAMETER rtsp://{self.host}:{self.port}/control RTSP/1.0",
            "CSeq: 1",
            f"Authorization: Bearer {self.token}",
            "Content-Type: text/parameters",
            f"Content-Length: {len(line)}",
        )
        return "\r\n".join((*head, "", line)).encode()


_LENGTH = "Content-Length:"
