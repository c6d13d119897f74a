"""A part: makes each month's review on the first day of the next, and at start what a node that was off has missed."""

import asyncio
from datetime import timedelta

import structlog

from bongsu.audit.review.desk import ReviewDesk
from bongsu.audit.review.month import made_from, month_of
from bongsu.kernel.failures import Failure

log = structlog.get_logger()
# a clock that was set, or a machine that slept, is noticed within the hour
_AT_MOST_S = 3600.0


class ReviewKeeper:
    """Wakes when a review is due."""

    name = "log reviews"

    def __init__(self, desk: ReviewDesk) -> None:
        self._desk = desk
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        self._task = asyncio.create_task(self._run(), name=self.name)

    async def stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _run(self) -> None:
        while True:
            try:
                await self._desk.make_missing()
            except Failure as problem:
                log.error("log review not made", problem=problem.detail)
            await asyncio.sleep(self.wait_s())

    def wait_s(self) -> float:
        """Until the next review is to be made, an hour at most."""
        now, settings = self._desk.clock.now(), self._desk.settings
        # in the first night of a month it is still the past one that waits
        running = month_of(now - timedelta(hours=settings.make_at_hour))
        return min(_AT_MOST_S, max(1.0, (made_from(running, settings) - now).total_seconds()))
