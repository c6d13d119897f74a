"""Puts alarms before people no faster than they can answer (EEMUA 191): the best first, to who has most room. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

WINDOW = timedelta(minutes=10)
# what an urgent kind may take of the next ten minutes
BORROWED = 2


@dataclass(frozen=True, slots=True)
class Waiting:
    """One alarm that is before nobody yet."""

    alarm_id: str
    rank: float
    first_at: datetime
    urgent: bool = False
    candidate: bool = False


@dataclass(frozen=True, slots=True)
class Seat:
    """One operator at work: when something was put before them lately, and how much lies there unanswered."""

    person_id: str
    shown_at: tuple[datetime, ...] = ()
    unanswered: int = 0

    def within(self, now: datetime) -> int:
        return sum(1 for at in self.shown_at if now - at < WINDOW)


@dataclass(frozen=True, slots=True)
class Dealt:
    alarm_id: str
    person_id: str


@dataclass(slots=True)
class _Table:
    seats: dict[str, Seat]
    now: datetime
    dealt: list[Dealt] = field(default_factory=list)

    def give(self, alarm: Waiting, limit: int, more: int) -> None:
        """`more`: what an urgent one may take beyond."""
        free = [one for one in self.seats.values() if has_room(one, limit, more, self.now)]
        if not free:
            return
        seat = min(free, key=lambda one: (one.unanswered, one.within(self.now), one.person_id))
        shown = (*seat.shown_at, self.now)
        self.seats[seat.person_id] = replace(seat, shown_at=shown, unanswered=seat.unanswered + 1)
        self.dealt.append(Dealt(alarm.alarm_id, seat.person_id))


def has_room(seat: Seat, limit: int, more: int, now: datetime) -> bool:
    """`more`: what an urgent one may take beyond."""
    return seat.unanswered < at_once(limit) + more and seat.within(now) < limit + more


def at_once(limit: int) -> int:
    """So many may lie before somebody unanswered: more would only be worse ones that came earlier."""
    return max(1, (limit + 1) // 2)


def in_order(waiting: Iterable[Waiting]) -> list[Waiting]:
    """Best first; of equals the one that waits longest."""
    return sorted(waiting, key=lambda one: (-one.rank, one.first_at, one.alarm_id))


def deal(
    waiting: Iterable[Waiting],
    seats: Sequence[Seat],
    limit: int,
    now: datetime,
    *,
    is_flood: bool = False,
) -> list[Dealt]:
    """Each alarm before one operator. In a flood candidates wait; what is urgent never does."""
    table = _Table({one.person_id: one for one in seats}, now)
    allowed = [one for one in waiting if not (is_flood and one.candidate)]
    is_full = False
    for alarm in in_order(allowed):
        if is_full and not alarm.urgent:
            continue
        before = len(table.dealt)
        table.give(alarm, limit, BORROWED if alarm.urgent else 0)
        if len(table.dealt) == before:
            if alarm.urgent:
                # who has no room for what is urgent has none for anything
                break
            is_full = True
    return table.dealt
