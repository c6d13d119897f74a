"""A part: lets time pass in the queue. Writes what was only held in memory, lapses, brings back, learns, destroys."""

from datetime import datetime, timedelta

from bongsu.kernel.waking import Repeating
from bongsu.monitoring.alarms.clips import destroy_due, sweep
from bongsu.monitoring.alarms.deal import is_anything_due, look_after
from bongsu.monitoring.alarms.desk import AlarmDesk
from bongsu.monitoring.alarms.learn import learn

LOOK_EVERY_S = 1.0
_WRITE_EVERY = timedelta(seconds=5)
_DESTROY_EVERY = timedelta(minutes=1)
_AFTER_FAULT_S = 5.0


class AlarmKeeper:
    """One look costs a pass over what is open, and a transaction only where something is due."""

    name = "alarm queue"

    def __init__(self, desk: AlarmDesk) -> None:
        self._desk = desk
        self._written: datetime | None = None
        self._destroyed: datetime | None = None
        self._looking = Repeating(self.name, self.look, LOOK_EVERY_S, after_fault_s=_AFTER_FAULT_S)

    async def start(self) -> None:
        await self._desk.load()
        await sweep(self._desk)
        self._looking.start()

    async def stop(self) -> None:
        await self._looking.stop()
        await write_unsaved(self._desk)

    async def look(self) -> None:
        """One pass."""
        desk, now = self._desk, self._desk.clock.now()
        if self._written is None or now - self._written >= _WRITE_EVERY:
            self._written = now
            await write_unsaved(desk)
            await learn(desk)
        if is_anything_due(desk, now):
            async with desk.change() as change:
                await look_after(change)
        if self._destroyed is None or now - self._destroyed >= _DESTROY_EVERY:
            self._destroyed = now
            await destroy_due(desk)
            desk.book.forget(now)


async def write_unsaved(desk: AlarmDesk) -> None:
    """Everything that went on since the last time, in one transaction."""
    if not desk.book.unsaved:
        return
    async with desk.change() as change:
        for alarm_id in list(desk.book.unsaved):
            change.put(desk.book.alarms[alarm_id])
