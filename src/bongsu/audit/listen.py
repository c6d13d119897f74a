"""Answers `audit.journal`: a media process hands its watch journal over and hears how far the trail has it."""

import msgspec
import structlog

from bongsu.audit.journal import append_journal
from bongsu.audit.journal_row import JournalAppended, JournalRows
from bongsu.kernel.bus import Bus, Subscription
from bongsu.kernel.clock import Clock
from bongsu.kernel.database import Database
from bongsu.kernel.events import subject_on_bus

log = structlog.get_logger()
ASK_JOURNAL = subject_on_bus("audit.journal")


class JournalListener:
    """A part. An answer leaves only after its rows were committed."""

    name = "journal listener"

    def __init__(self, database: Database, clock: Clock, bus: Bus) -> None:
        self._database = database
        self._clock = clock
        self._bus = bus
        self._serving: Subscription | None = None

    async def start(self) -> None:
        self._serving = await self._bus.serve(ASK_JOURNAL, self.answer)

    async def stop(self) -> None:
        if self._serving is not None:
            await self._serving.stop()

    async def answer(self, body: bytes) -> bytes:
        try:
            handed = msgspec.json.decode(body, type=JournalRows)
        except msgspec.DecodeError as problem:
            log.error("journal rows not understood", problem=str(problem))
            return msgspec.json.encode(JournalAppended(0, broken="not understood"))
        async with self._database.work() as work:
            appended = await append_journal(work, self._clock.now(), handed)
        return msgspec.json.encode(appended)
