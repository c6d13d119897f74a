"""The file `trail.head` beside the database: how far the trail had come, so that a shortened or replaced one shows."""

import asyncio
import os
from pathlib import Path

import msgspec
import structlog

from bongsu.audit.entry import Head
from bongsu.audit.store import hash_at, head_kept
from bongsu.kernel.database import Database

log = structlog.get_logger()
HEAD_FILE = "trail.head"


def read_head(path: Path) -> Head | None:
    """What the file remembers; None when there is no file, or none that can be read."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=Head)
    except (FileNotFoundError, msgspec.DecodeError):
        return None


def write_head(path: Path, head: Head) -> None:
    """Replaces the file as a whole and waits until the disk has it."""
    fresh = path.with_suffix(".head.new")
    with fresh.open("wb") as file:
        file.write(msgspec.json.encode(head) + b"\n")
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


class HeadKeeper:
    """A part: follows the committed trail, at most once a second and at stop. A trail that contradicts the file is
    evidence, so the file is then left alone until an operator has moved it away."""

    name = "trail head"

    def __init__(self, database: Database, path: Path, every_s: float = 1.0) -> None:
        self._database = database
        self._path = path
        self._every_s = every_s
        self._task: asyncio.Task[None] | None = None
        self._written: Head | None = None
        self.disputed = False

    async def start(self) -> None:
        self._written = await asyncio.to_thread(read_head, self._path)
        self.disputed = await self._is_disputed()
        if self.disputed:
            log.error("the trail contradicts its head file", file=self._path.name)
        self._task = asyncio.create_task(self._run(), name=self.name)

    async def stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        await self.keep()

    async def _run(self) -> None:
        while True:
            await self.keep()
            await asyncio.sleep(self._every_s)

    async def keep(self) -> None:
        """Writes the head if it has moved."""
        async with self._database.read() as connection:
            head = await head_kept(connection)
        if self.disputed or head.sequence == 0 or head == self._written:
            return
        try:
            await asyncio.to_thread(write_head, self._path, head)
        except OSError as problem:
            log.warning("trail head not written", problem=problem.strerror)
            return
        self._written = head

    async def _is_disputed(self) -> bool:
        if self._written is None or self._written.sequence == 0:
            return False
        async with self._database.read() as connection:
            return await hash_at(connection, self._written.sequence) != self._written.hash
