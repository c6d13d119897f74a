"""The simulated line keeps every byte in order, takes the time it was given, and is dead while it is cut."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import pytest

from bongsu.simulate.line import SimulatedLine, Way


@asynccontextmanager
async def echo() -> AsyncIterator[int]:
    """Answers what it hears."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while data := await reader.read(65_536):
                writer.write(data)
                await writer.drain()
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()


@asynccontextmanager
async def line_to_echo(
    there: Way | None = None, back: Way | None = None
) -> AsyncIterator[SimulatedLine]:
    async with echo() as port:
        line = SimulatedLine(port, there=there, back=back)
        await line.start()
        try:
            yield line
        finally:
            await line.stop()


Ends = tuple[asyncio.StreamReader, asyncio.StreamWriter]


async def connected(line: SimulatedLine) -> Ends:
    return await asyncio.open_connection("127.0.0.1", line.port)


async def said(ends: Ends, data: bytes) -> bytes:
    """What comes back of it."""
    reader, writer = ends
    writer.write(data)
    await writer.drain()
    return await asyncio.wait_for(reader.readexactly(len(data)), 10)


async def test_what_goes_in_comes_out() -> None:
    async with line_to_echo() as line:
        ends = await connected(line)
        data = bytes(range(256)) * 4000
        assert await said(ends, data) == data
        assert line.carried == 2 * len(data)
        ends[1].close()


async def test_jitter_and_loss_let_nothing_overtake() -> None:
    way = Way(delay_s=0.001, jitter_s=0.005, loss=0.3, resend_s=0.01)
    async with line_to_echo(way, way) as line:
        ends = await connected(line)
        sent = [f"{number:06}".encode() for number in range(40)]
        reader, writer = ends
        for one in sent:
            writer.write(one)
            await writer.drain()
        assert await asyncio.wait_for(reader.readexactly(240), 10) == b"".join(sent)
        writer.close()


@pytest.mark.parametrize("slow", ["there", "back"])
async def test_each_direction_has_a_delay_of_its_own(slow: str) -> None:
    async with line_to_echo() as line:
        ends = await connected(line)
        await said(ends, b"warm")
        setattr(line, slow, Way(delay_s=0.15))
        began_s = time.monotonic()
        await said(ends, b"slow")
        assert time.monotonic() - began_s >= 0.15
        ends[1].close()


async def test_a_lost_piece_comes_after_it_was_sent_again() -> None:
    async with line_to_echo(Way(loss=1.0, resend_s=0.15)) as line:
        ends = await connected(line)
        began_s = time.monotonic()
        assert await said(ends, b"lost") == b"lost"
        assert time.monotonic() - began_s >= 0.15
        ends[1].close()


async def test_a_cut_resets_what_is_open_and_what_comes_until_it_is_healed() -> None:
    async with line_to_echo() as line:
        ends = await connected(line)
        await said(ends, b"whole")
        line.cut()
        assert not line.is_whole
        with pytest.raises((ConnectionError, asyncio.IncompleteReadError)):
            await said(ends, b"cut")
        with pytest.raises((ConnectionError, asyncio.IncompleteReadError)):
            await said(await connected(line), b"cut")
        line.heal()
        again = await connected(line)
        assert await said(again, b"healed") == b"healed"
        again[1].close()


async def test_a_line_that_swallows_says_nothing_and_brings_it_all_when_healed() -> None:
    async with line_to_echo() as line:
        reader, writer = await connected(line)
        await said((reader, writer), b"whole")
        line.swallow()
        writer.write(b"later")
        await writer.drain()
        waiting = asyncio.create_task(reader.readexactly(5))
        done, _ = await asyncio.wait([waiting], timeout=0.1)
        assert not done
        line.heal()
        assert await asyncio.wait_for(waiting, 5) == b"later"
        writer.close()


async def test_nobody_behind_it_is_a_reset() -> None:
    async with echo() as port:
        pass
    line = SimulatedLine(port)
    await line.start()
    with pytest.raises((ConnectionError, asyncio.IncompleteReadError)):
        await said(await connected(line), b"hello")
    await line.stop()


async def test_stopping_ends_open_connections() -> None:
    async with line_to_echo(Way(delay_s=30)) as line:
        reader, writer = await connected(line)
        writer.write(b"never")
        await writer.drain()
        await line.stop()
        with pytest.raises((ConnectionError, asyncio.IncompleteReadError)):
            await reader.readexactly(5)
        writer.close()
