"""A part that does what is due when it is due: one task, woken by each change and by the next deadline."""

from datetime import datetime

from bongsu.incidents.desk import Desk
from bongsu.incidents.events import IncidentChanged
from bongsu.incidents.expire import do_what_is_due
from bongsu.incidents.settle_open import settle_open
from bongsu.kernel.bus import Bus, Subscription
from bongsu.kernel.events import subject_on_bus
from bongsu.kernel.waking import Repeating
from bongsu.sharing.boundaries import next_change

_LONGEST_SLEEP_S = 30.0
AFTER_FAULT_S = 1.0


class Timers:
    """Watches deadlines and ends of grants."""

    name = "incidents.timers"

    def __init__(self, desk: Desk, bus: Bus) -> None:
        self._desk = desk
        self._bus = bus
        self._clock_was_set_back = False
        self._judged_at = desk.clock.now()
        self._task = Repeating(
            "incident timers", self._look, _LONGEST_SLEEP_S, after_fault_s=AFTER_FAULT_S
        )
        self._subscription: Subscription | None = None

    @property
    def failures(self) -> int:
        return self._task.failures

    async def start(self) -> None:
        subject = subject_on_bus(IncidentChanged.subject)
        self._subscription = await self._bus.subscribe(subject, self._hear)
        self._task.start()

    async def stop(self) -> None:
        if self._subscription is not None:
            await self._subscription.stop()
        await self._task.stop()

    async def _hear(self, _body: bytes) -> None:
        self._task.wake()

    async def do_once(self) -> datetime | None:
        """Everything whose time has come; answers when the next thing is due."""
        await self._mind_the_clock()
        await self._mind_the_hours()
        due = await do_what_is_due(self._desk)
        edge = self._next_change()
        return min((at for at in (due, edge) if at is not None), default=None)

    async def _look(self) -> float | None:
        due = await self.do_once()
        return None if due is None else (due - self._desk.clock.now()).total_seconds()

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
