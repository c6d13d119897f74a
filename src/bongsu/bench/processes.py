"""Child processes of a bench that end with it, and what a process has used of the processor."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import msgspec

from bongsu.kernel.failures import Failure, Kind
from bongsu.kernel.nats_server import die_with_parent

_PROCESSES = Path("/proc")
_STOP_WITHIN_S = 3.0
_LONGEST_LINE = 64 * 1024 * 1024


class ChildSilent(Failure):
    """A measuring process ended without an answer."""

    kind = Kind.UNAVAILABLE
    code = "child_silent"


class Child:
    """Speaks JSON, one line each way; ends when its standard input does."""

    def __init__(self, process: asyncio.subprocess.Process, module: str) -> None:
        self._process = process
        self._module = module

    async def ask(self, question: object, within_s: float) -> object:
        """Raises `ChildSilent`."""
        assert self._process.stdin
        assert self._process.stdout
        try:
            self._process.stdin.write(msgspec.json.encode(question) + b"\n")
            async with asyncio.timeout(within_s):
                line = await self._process.stdout.readline()
        except (ConnectionError, TimeoutError) as cause:
            raise ChildSilent(f"{self._module} did not answer") from cause
        if not line:
            raise ChildSilent(f"{self._module} ended")
        return msgspec.json.decode(line)


@asynccontextmanager
async def child(module: str) -> AsyncIterator[Child]:
    """Runs `python -m module` for as long as the block lasts."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        module,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        limit=_LONGEST_LINE,
        start_new_session=True,
        preexec_fn=die_with_parent,
    )
    try:
        yield Child(process, module)
    finally:
        if process.returncode is None:
            process.terminate()
            try:
                async with asyncio.timeout(_STOP_WITHIN_S):
                    await process.wait()
            except TimeoutError:
                process.kill()
                await process.wait()


def cpu_s(process_id: int) -> float:
    """Processor time of all its threads so far, in user and system mode."""
    text = (_PROCESSES / str(process_id) / "stat").read_text()
    # the name in brackets may hold spaces
    fields = text.rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def child_with(*words: str) -> int | None:
    """The process id of this process's own child whose command line holds all `words`."""
    for pid, parent, given in _processes():
        if parent == os.getpid() and set(words) <= set(given):
            return pid
    return None


@dataclass(frozen=True, slots=True)
class OwnProcess:
    """One that a bench has started, itself or through another."""

    pid: int
    words: tuple[str, ...]


def processes_below(process_id: int) -> list[OwnProcess]:
    """The process and everything that it started, by /proc."""
    known = {pid: (parent, words) for pid, parent, words in _processes()}
    found, looking = list[OwnProcess](), [process_id]
    while looking:
        pid = looking.pop()
        if pid in known:
            found.append(OwnProcess(pid, known[pid][1]))
            looking += [child for child, (parent, _) in known.items() if parent == pid]
    return found


def _processes() -> Iterator[tuple[int, int, tuple[str, ...]]]:
    for folder in _PROCESSES.glob("[0-9]*"):
        try:
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            given = (folder / "cmdline").read_bytes().decode(errors="replace").split("\0")
        except (OSError, IndexError):
            continue
        yield int(folder.name), parent, tuple(given)


def pss_mib(process_id: int) -> float:
    """Proportional set size: shared pages count by their share."""
    lines = (_PROCESSES / str(process_id) / "smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024
