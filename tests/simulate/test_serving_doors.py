"""Any simulator is served until it is told to stop, and what it opened is closed with it: ports, doors, pairs of them."""

import asyncio
import socket
from dataclasses import dataclass, field

import aiohttp
import pytest

from bongsu.simulate import datagram_ports
from bongsu.simulate.command import serve
from bongsu.simulate.datagram_ports import NoPorts, open_pair
from bongsu.simulate.options import SimulatorOptions
from bongsu.simulate.scenes.library import CYCLE_S, Form
from bongsu.simulate.text_door import TextDoor


@dataclass
class Slow:
    """A simulator that is never ready by itself."""

    port: int = 1
    steps: list[str] = field(default_factory=list)
    may_start: asyncio.Event = field(default_factory=asyncio.Event)

    async def start(self) -> None:
        self.steps.append("start")
        await self.may_start.wait()
        self.steps.append("started")

    async def stop(self) -> None:
        self.steps.append("stop")


async def cancelled(task: asyncio.Task[None]) -> None:
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_ready_is_said_once_it_listens_and_not_before() -> None:
    slow, said = Slow(port=7), asyncio.Queue[int]()
    task = asyncio.create_task(serve(slow, said.put_nowait))
    await asyncio.sleep(0)
    assert said.empty()
    slow.may_start.set()
    async with asyncio.timeout(5):
        assert await said.get() == 7
    await cancelled(task)
    assert slow.steps == ["start", "started", "stop"]


async def test_one_that_is_stopped_while_it_starts_is_stopped_all_the_same() -> None:
    slow = Slow()
    task = asyncio.create_task(serve(slow))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    await cancelled(task)
    assert slow.steps[-1] == "stop"
    assert "started" not in slow.steps


async def test_one_that_cannot_start_says_why_and_is_stopped() -> None:
    class Broken(Slow):
        async def start(self) -> None:
            raise OSError("the port is taken")

    broken = Broken()
    with pytest.raises(OSError, match="taken"):
        await serve(broken)
    assert broken.steps == ["stop"]


async def test_a_text_door_is_served_on_its_port_until_it_is_stopped() -> None:
    door, said = TextDoor("key"), asyncio.Queue[int]()
    task = asyncio.create_task(serve(door, said.put_nowait))
    async with asyncio.timeout(10):
        port = await said.get()
    assert port == door.port
    async with aiohttp.ClientSession() as session:
        async with session.post(f"http://127.0.0.1:{port}/119", data=b"") as answer:
            assert answer.status == 401
        async with session.get(f"http://127.0.0.1:{port}/119") as answer:
            assert answer.status == 405
        await cancelled(task)
        with pytest.raises(aiohttp.ClientConnectionError):
            await session.post(f"http://127.0.0.1:{port}/119", data=b"")


async def test_stopping_what_never_started_is_nothing() -> None:
    await TextDoor().stop()


async def test_a_pair_of_ports_is_even_and_the_one_after_it() -> None:
    media, control = await open_pair("127.0.0.1")
    try:
        first = media.get_extra_info("sockname")[1]
        assert first % 2 == 0
        assert control.get_extra_info("sockname")[1] == first + 1
    finally:
        media.close()
        control.close()


async def test_two_pairs_are_four_ports() -> None:
    pairs = [await open_pair("127.0.0.1") for _ in range(2)]
    ports = {one.get_extra_info("sockname")[1] for pair in pairs for one in pair}
    for pair in pairs:
        for one in pair:
            one.close()
    assert len(ports) == 4


def test_no_free_pair_is_said_and_leaves_nothing_open(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[socket.socket] = []
    bound = datagram_ports._bound

    def taken(host: str, port: int) -> socket.socket:
        if port:
            raise OSError("taken")
        made = bound(host, port)
        opened.append(made)
        return made

    monkeypatch.setattr(datagram_ports, "_bound", taken)
    with pytest.raises(NoPorts):
        datagram_ports._bind_pair("127.0.0.1")
    assert opened
    assert all(one.fileno() == -1 for one in opened)


def test_every_option_works_on_one_machine() -> None:
    options = SimulatorOptions()
    assert (options.count, options.clips, options.user) == (4, None, None)
    assert options.host == "127.0.0.1"
    assert "password" not in repr(SimulatorOptions(user="admin", password="secret"))
    assert "steering" not in repr(SimulatorOptions(control_token="steering"))


@pytest.mark.parametrize(("frames_per_s", "lasts_s", "frames"), [(15, 2.0, 30), (10, 0.5, 5)])
def test_a_form_knows_how_many_pictures_it_has(
    frames_per_s: int, lasts_s: float, frames: int
) -> None:
    assert Form(frames_per_s=frames_per_s, lasts_s=lasts_s).frames == frames
    assert Form().frames == Form().frames_per_s * CYCLE_S
