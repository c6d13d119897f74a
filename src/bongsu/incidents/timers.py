"""A part that does what is due when it is due: one task, woken by each change and by the next deadline."""

import asyncio
from datetime import datetime, timedelta

import structlog

from bongsu.incidents.desk import Desk
from bongsu.incidents.events import IncidentChanged
from bongsu.incidents.expire import do_what_is_due
from bongsu.incidents.settle_open import settle_open
from bongsu.kernel.bus import Bus, Subscription
from bongsu.kernel.events import subject_on_bus
from bongsu.sharing.boundaries import next_change

log = structlog.get_logger()

_LONGEST_SLEEP_S = 30.0
AFTER_FAULT_S = 1.0


class Timers:
    """Watches deadlines and ends of grants."""

    name = "incidents.timers"

    def __init__(self, desk: Desk, bus: Bus) -> None:
        self._desk = desk
        self._bus = bus
        self.failures = 0
        self._clock_was_set_back = False
        self._judged_at = desk.clock.now()
        self._changed = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._subscription: Subscription | None = None

    async def start(self) -> None:
        subject = subject_on_bus(IncidentChanged.subject)
        self._subscription = await self._bus.subscribe(subject, self._hear)
        self._task = asyncio.create_task(self._run(), name="incident timers")

    async def stop(self) -> None:
        if self._subscription is not None:
            await self._subscription.stop()
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _hear(self, _body: bytes) -> None:
        self._changed.set()

    async def do_once(self) -> datetime | None:
        """Everything whose time has come; answers when the next thing is due."""
        await self._mind_the_clock()
        await self._mind_the_hours()
        due = await do_what_is_due(self._desk)
        edge = self._next_change()
        return min((at for at in (due, edge) if at is not None), default=None)

    async def _do_what_is_due(self) -> datetime | None:
        try:
            return await self.do_once()
        except Exception:
            # the owner of this task: were it to end, no question would time out and no grant end again
            self.failures += 1
            log.exception("incident timers failed")
            return self._desk.clock.now() + timedelta(seconds=AFTER_FAULT_S)

    async def _mind_the_clock(self) -> None:
        """A clock that was set back, and one that has caught up, change what may be lent to running calls."""
        set_back = self._desk.centre.agreements.is_clock_set_back(self._desk.clock.now())
        if set_back != self._clock_was_set_back:
            self._clock_was_set_back = set_back
            await settle_open(self._desk, "clock")

    async def _mind_the_hours(self) -> None:
        """Agreed hours begin and end, versions too: running calls are judged again at that minute."""
        edge, now = self._next_change(), self._desk.clock.now()
        if edge is not None and edge <= now:
            await settle_open(self._desk, "hours")
        self._judged_at = max(now, self._judged_at)

    def _next_change(self) -> datetime | None:
        policy = self._desk.centre.agreements.policy(self._desk.clock.now())
        return next_change(policy, self._judged_at)

    async def _run(self) -> None:
        while True:
            self._changed.clear()
            due = await self._do_what_is_due()
            wait_s = _LONGEST_SLEEP_S
            if due is not None:
                wait_s = min(wait_s, max(0.0, (due - self._desk.clock.now()).total_seconds()))
            try:
                async with asyncio.timeout(wait_s):
                    await self._changed.wait()
            except TimeoutError:
                continue
