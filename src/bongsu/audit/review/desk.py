"""The reviews as the application holds them: months with their state, one review, and the running month as a preview."""

import asyncio
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bongsu.audit.review.make import look_through, make_review
from bongsu.audit.review.month import due_at, made_from, month_named, month_of, months_between
from bongsu.audit.review.review import Review, UnknownReview
from bongsu.audit.review.settings import ReviewSettings
from bongsu.audit.review.store import first_at, last_sequence, months_reviewed, review_of
from bongsu.audit.stamp import read_stamp
from bongsu.kernel.clock import Clock
from bongsu.kernel.database import Database


class ReviewState(StrEnum):
    """`running`: the month goes on; `making`: over, its review is being made; then open, overdue or signed."""

    RUNNING = "running"
    MAKING = "making"
    OPEN = "open"
    OVERDUE = "overdue"
    SIGNED = "signed"


@dataclass(frozen=True, slots=True)
class MonthOverview:
    """One line of the list."""

    month: str
    state: ReviewState
    due_at: datetime
    review: Review | None

    @property
    def reviewed(self) -> Review:
        """The review itself. Raises `UnknownReview` while it is being made."""
        if self.review is None:
            raise UnknownReview(f"the review of {self.month} is being made")
        return self.review


class ReviewDesk:
    """One per node."""

    def __init__(
        self, database: Database, clock: Clock, settings: ReviewSettings, centre: str = ""
    ) -> None:
        self.centre = centre
        self.database = database
        self.clock = clock
        self.settings = settings
        self._one_preview = asyncio.Lock()
        self._preview: tuple[int, Review] | None = None

    async def overviews(self) -> list[MonthOverview]:
        """From the running month back to the trail's first."""
        now = self.clock.now()
        async with self.database.read() as connection:
            first = await first_at(connection)
            months = set(await months_reviewed(connection))
            if first is not None:
                months.update(months_between(month_of(read_stamp(first)), month_of(now)))
            kept = {month: await review_of(connection, month) for month in months}
        return [self._overview(month, kept[month], now) for month in sorted(months, reverse=True)]

    def _overview(self, month: str, review: Review | None, now: datetime) -> MonthOverview:
        due = due_at(month, self.settings)
        if review is None:
            state = ReviewState.RUNNING if month >= month_of(now) else ReviewState.MAKING
        elif review.signed_at is not None:
            state = ReviewState.SIGNED
        else:
            state = ReviewState.OVERDUE if now > due else ReviewState.OPEN
        return MonthOverview(month, state, due, review)

    async def review(self, month: str) -> MonthOverview:
        """A kept review, or what the rules say of the running month so far. Raises `Invalid`, `UnknownReview`."""
        now = self.clock.now()
        async with self.database.read() as connection:
            review = await review_of(connection, month_named(month))
        if review is None and month == month_of(now):
            preview = await self._look(month)
            return MonthOverview(month, ReviewState.RUNNING, due_at(month, self.settings), preview)
        if review is None:
            raise UnknownReview(f"no review of {month} was made")
        return self._overview(month, review, now)

    async def _look(self, month: str) -> Review:
        """One at a time, and not twice over the same rows."""
        async with self._one_preview:
            async with self.database.read() as connection:
                last = await last_sequence(connection)
            if self._preview is None or (self._preview[0], self._preview[1].month) != (last, month):
                self._preview = (last, await look_through(self.database, self.settings, month))
            return self._preview[1]

    async def make_missing(self) -> list[str]:
        """Makes every review whose time has come; answers which."""
        now = self.clock.now()
        async with self.database.read() as connection:
            first = await first_at(connection)
            made = set(await months_reviewed(connection))
        if first is None:
            return []
        missing = [
            month
            for month in months_between(month_of(read_stamp(first)), month_of(now))
            if month not in made and now >= made_from(month, self.settings)
        ]
        for month in missing:
            await make_review(self.database, self.settings, month, now)
        return missing
