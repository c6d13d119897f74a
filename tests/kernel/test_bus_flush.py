"""Flushed means that the server has it: the outbox forgets what it published after that."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bongsu.kernel.nats_bus import NatsBus
from bongsu.kernel.nats_server import NatsServer

TOKEN = "for-this-test"


class Wire:
    """Between a client and the real server; remembers what the client said, in its order."""

    def __init__(self, port: int) -> None:
        self.said = b""
        self._port = port

    async def between(self, there: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        answers, ask = await asyncio.open_connection("127.0.0.1", self._port)
        answering = asyncio.create_task(self._pass_on(answers, back))
        while some := await there.read(65_536):
            self.said += some
            ask.write(some)
        ask.close()
        await answering

    async def _pass_on(self, answers: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        while some := await answers.read(65_536):
            back.write(some)
        back.close()


@asynccontextmanager
async def listened_to(folder: Path) -> AsyncIterator[tuple[NatsBus, Wire]]:
    server = NatsServer(folder / "nats", token=TOKEN)
    await server.start()
    wire = Wire(int(server.url.rpartition(":")[2]))
    listening = await asyncio.start_server(wire.between, "127.0.0.1", 0)
    port = listening.sockets[0].getsockname()[1]
    client = NatsBus(f"nats://127.0.0.1:{port}", TOKEN, "test")
    try:
        await client.start()
        yield client, wire
    finally:
        await client.stop()
        listening.close()
        await server.stop()


async def nothing(_body: bytes) -> None:
    return


@pytest.mark.parametrize("word", [b"SUB bongsu.test", b"PUB bongsu.test"])
async def test_what_is_flushed_went_before_the_question_that_was_answered(
    tmp_path: Path, word: bytes
) -> None:
    """nats-py writes its PING at once, and what waits for its writer behind it."""
    async with listened_to(tmp_path) as (bus, wire):
        if word.startswith(b"SUB"):
            await bus.subscribe("bongsu.test", nothing)
        else:
            await bus.publish("bongsu.test", b"1")
        await bus.flush()
        assert 0 <= wire.said.find(word) < wire.said.rfind(b"PING")
