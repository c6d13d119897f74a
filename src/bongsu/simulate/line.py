"""A line between two centres that can be slow, uneven, lossy or cut, for each direction by itself: a small TCP proxy, as
some kernels have no `netem`. What is lost on the way comes later, as TCP sends it again; nothing overtakes."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from random import Random

_AT_ONCE = 65_536
# what may be on its way in one direction; then the sender feels it
_PIECES = 256


@dataclass(slots=True)
class Way:
    """One direction. May be changed while the line is used."""

    delay_s: float = 0.0
    jitter_s: float = 0.0
    loss: float = 0.0
    """Share of pieces that come only after `resend_s`; everything behind them waits, as behind a lost segment."""
    resend_s: float = 0.2

    def takes_s(self, chance: Random) -> float:
        """For one piece."""
        stalls = self.resend_s if chance.random() < self.loss else 0.0
        return self.delay_s + chance.uniform(0.0, self.jitter_s) + stalls


@dataclass(slots=True, eq=False)
class _Connection:
    writers: tuple[asyncio.StreamWriter, asyncio.StreamWriter]
    tasks: list[asyncio.Task[None]] = field(default_factory=list)


class SimulatedLine:
    """A part: whoever connects to `port` reaches `to_port`. `there` is the way to it, `back` the way from it."""

    name = "simulated line"

    def __init__(self, to_port: int, *, there: Way | None = None, back: Way | None = None) -> None:
        self.there = there or Way()
        self.back = back or Way()
        self.port = 0
        self.carried = 0
        self._to_port = to_port
        self._chance = Random(to_port)
        self._whole = True
        self._flows = asyncio.Event()
        self._flows.set()
        self._server: asyncio.Server | None = None
        self._connections: set[_Connection] = set()
        self._accepting: set[asyncio.Task[None]] = set()

    async def start(self) -> None:
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]

    async def stop(self) -> None:
        if self._server is not None:
            self._server.close()
        self.cut()
        self._flows.set()
        for task in [task for one in self._connections for task in one.tasks]:
            task.cancel()
        await asyncio.gather(*self._accepting, return_exceptions=True)

    @property
    def is_whole(self) -> bool:
        return self._whole and self._flows.is_set()

    def cut(self) -> None:
        """Connections are reset, new ones too."""
        self._whole = False
        for one in self._connections:
            for writer in one.writers:
                writer.transport.abort()

    def swallow(self) -> None:
        """Connections stay open in silence, as behind a dead radio link; nothing is lost, it comes when it is healed."""
        self._flows.clear()

    def heal(self) -> None:
        self._whole = True
        self._flows.set()

    async def _accept(self, near: asyncio.StreamReader, to_near: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task
        self._accepting.add(task)
        try:
            await self._connect(near, to_near)
        except OSError:
            to_near.transport.abort()
        finally:
            self._accepting.discard(task)

    async def _connect(self, near: asyncio.StreamReader, to_near: asyncio.StreamWriter) -> None:
        await self._flows.wait()
        if not self._whole:
            raise ConnectionResetError("the line is cut")
        far, to_far = await asyncio.open_connection("127.0.0.1", self._to_port)
        one = _Connection((to_near, to_far))
        if not self._whole:
            to_far.transport.abort()
            raise ConnectionResetError("the line was cut meanwhile")
        self._connections.add(one)
        one.tasks = [
            asyncio.create_task(self._carry(near, to_far, lambda: self.there)),
            asyncio.create_task(self._carry(far, to_near, lambda: self.back)),
        ]
        try:
            await asyncio.wait(one.tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for writer in one.writers:
                writer.transport.abort()
            await asyncio.gather(*one.tasks, return_exceptions=True)
            self._connections.discard(one)

    async def _carry(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, way: Callable[[], Way]
    ) -> None:
        pieces: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue(_PIECES)
        delivering = asyncio.create_task(self._deliver(pieces, writer))
        clock = asyncio.get_running_loop().time
        due_s = 0.0
        try:
            while data := await reader.read(_AT_ONCE):
                due_s = max(due_s, clock() + way().takes_s(self._chance))
                await pieces.put((due_s, data))
            await pieces.put((due_s, b""))
            await delivering
        except OSError:
            writer.transport.abort()
        finally:
            delivering.cancel()
            with suppress(asyncio.CancelledError):
                await delivering

    async def _deliver(
        self, pieces: asyncio.Queue[tuple[float, bytes]], writer: asyncio.StreamWriter
    ) -> None:
        clock = asyncio.get_running_loop().time
        with suppress(OSError):
            while True:
                due_s, data = await pieces.get()
                if (wait_s := due_s - clock()) > 0:
                    await asyncio.sleep(wait_s)
                await self._flows.wait()
                if not data:
                    return
                writer.write(data)
                self.carried += len(data)
                await writer.drain()
