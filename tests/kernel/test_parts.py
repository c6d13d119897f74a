"""Parts start in order and stop in reverse, whatever happens in between."""

import asyncio
import signal
import subprocess
import sys
from dataclasses import dataclass, field
from typing import IO

import pytest

from bongsu.kernel.parts import run_parts


@dataclass
class Recorded:
    """A fake part that writes down what is done to it."""

    name: str
    log: list[str]
    fails_at: str = ""
    waits_at: str = ""
    waiting: asyncio.Event = field(default_factory=asyncio.Event)

    async def start(self) -> None:
        await self._do("start")

    async def stop(self) -> None:
        await self._do("stop")

    async def _do(self, deed: str) -> None:
        self.log.append(f"{deed} {self.name}")
        if self.fails_at == deed:
            raise RuntimeError(f"{self.name} fails to {deed}")
        if self.waits_at == deed:
            self.waiting.set()
            try:
                await asyncio.Event().wait()
            except asyncio.CancelledError:
                self.log.append(f"broken off {self.name}")
                raise


async def test_parts_start_in_order_and_stop_in_reverse() -> None:
    log: list[str] = []
    ended = asyncio.Event()
    parts = [Recorded(name, log) for name in "abc"]

    def ready() -> None:
        log.append("ready")
        ended.set()

    await run_parts(parts, ready=ready, ended=ended)
    assert log == ["start a", "start b", "start c", "ready", "stop c", "stop b", "stop a"]


async def test_a_failing_start_stops_what_was_started_and_is_told() -> None:
    log: list[str] = []
    parts = [Recorded("a", log), Recorded("b", log, fails_at="start"), Recorded("c", log)]
    with pytest.raises(RuntimeError, match="b fails to start"):
        await run_parts(parts, ready=lambda: log.append("ready"), ended=asyncio.Event())
    assert log == ["start a", "start b", "stop a"]


async def test_a_failing_stop_keeps_no_other_part_from_stopping() -> None:
    log: list[str] = []
    ended = asyncio.Event()
    parts = [Recorded("a", log), Recorded("b", log, fails_at="stop"), Recorded("c", log)]
    with pytest.raises(RuntimeError, match="b fails to stop"):
        await run_parts(parts, ready=ended.set, ended=ended)
    assert log[3:] == ["stop c", "stop b", "stop a"]


async def test_a_start_that_takes_long_is_broken_off() -> None:
    log: list[str] = []
    ended = asyncio.Event()
    slow = Recorded("b", log, waits_at="start")
    parts = [Recorded("a", log), slow, Recorded("c", log)]
    running = asyncio.create_task(run_parts(parts, ready=lambda: None, ended=ended))
    await asyncio.wait_for(slow.waiting.wait(), 5)
    ended.set()
    await asyncio.wait_for(running, 5)
    assert log == ["start a", "start b", "broken off b", "stop a"]


async def test_nothing_starts_once_it_is_over() -> None:
    log: list[str] = []
    ended = asyncio.Event()
    ended.set()
    await run_parts([Recorded("a", log)], ready=lambda: log.append("ready"), ended=ended)
    assert log == []


PROCESS = """
import asyncio, sys
from bongsu.kernel.parts import run_parts

class Said:
    def __init__(self, name): self.name = name
    async def start(self): print("start", self.name, flush=True)
    async def stop(self): print("stop", self.name, flush=True)

async def main():
    ready = lambda: print("ready", flush=True)
    await run_parts([Said("a"), Said("b")], ready=ready, ended=asyncio.Event())

asyncio.run(main())
"""


def spoken(stream: IO[str], until: str = "") -> list[str]:
    """What the parts say; the log's lines stand between them."""
    said: list[str] = []
    for line in stream:
        if line.split()[0] in {"start", "stop", "ready"}:
            said.append(line.strip())
        if line.strip() == until:
            break
    return said


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("before", ["", "trap '' INT; "])
def test_a_signal_stops_a_process_in_order(number: signal.Signals, before: str) -> None:
    """Also where SIGINT was ignored at the start, as a shell's `&` does."""
    command = ["sh", "-c", before + 'exec "$@"', "sh", sys.executable, "-c", PROCESS]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    with child:
        try:
            assert child.stdout is not None
            assert spoken(child.stdout, "ready") == ["start a", "start b", "ready"]
            child.send_signal(number)
            assert spoken(child.stdout) == ["stop b", "stop a"]
            assert child.wait(10) == 0
        finally:
            child.kill()
