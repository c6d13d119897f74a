"""Carries the watch journal to node's trail, until node says that it stands there."""

import asyncio

import msgspec
import structlog

from bongsu.audit.journal_row import JournalAppended, JournalRows
from bongsu.kernel.bus import Bus, BusUnavailable
from bongsu.media.events import ASK_JOURNAL
from bongsu.media.journal import Journal

log = structlog.get_logger()
_BATCH = 200
_AGAIN_AFTER_S = 2.0


class Forwarder:
    """Owned by the part. Node appends once by (process, sequence), so sending twice does no harm."""

    def __init__(self, bus: Bus, journal: Journal, process: str, within_s: float) -> None:
        self._bus = bus
        self._journal = journal
        self._process = process
        self._within_s = within_s

    async def run(self) -> None:
        while True:
            await self._journal.grew.wait()
            self._journal.grew.clear()
            while self._journal.unforwarded:
                if not await self.forward():
                    await asyncio.sleep(_AGAIN_AFTER_S)

    async def forward(self) -> bool:
        """One batch; false when node did not take it."""
        rows = tuple(self._journal.unforwarded[:_BATCH])
        body = msgspec.json.encode(JournalRows(self._process, rows))
        try:
            answer = await self._bus.request(ASK_JOURNAL, body, self._within_s)
            told = msgspec.json.decode(answer, type=JournalAppended)
        except (BusUnavailable, msgspec.MsgspecError) as cause:
            log.info("journal rows wait", rows=len(self._journal.unforwarded), cause=str(cause))
            return False
        if told.broken:
            log.error("the trail refuses the watch journal", why=told.broken)
        self._journal.forwarded(told.last_sequence)
        return not rows or told.last_sequence >= rows[-1].sequence
