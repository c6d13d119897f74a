"""Puts alarms before people no faster than they can answer (EEMUA 191): the best first, to who has most room. Pure."""

from collections.abc import Iterable, Mapping, Sequence
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

    def give(self, alarm: Waiting, limit: int) -> None:
        free = [one for one in self.seats.values() if one.within(self.now) < limit]
        if not free:
            return
        seat = min(free, key=lambda one: (one.unanswered, one.within(self.now), one.person_id))
        shown = (*seat.shown_at, self.now)
        self.seats[seat.person_id] = replace(seat, shown_at=shown, unanswered=seat.unanswered + 1)
        self.dealt.append(Dealt(alarm.alarm_id, seat.person_id))


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
    """Each alarm before one operator. In a flood candidates wait, and nothing is borrowed from later."""
    table = _Table({one.person_id: one for one in seats}, now)
    for alarm in in_order(waiting):
        if is_flood and alarm.candidate:
            continue
        borrowed = BORROWED if alarm.urgent and not is_flood else 0
        table.give(alarm, limit + borrowed)
    return table.dealt


def room_at(seats: Iterable[Seat], limit: int, now: datetime) -> datetime | None:
    """When somebody has room again; None: somebody has it now, or nobody is at work."""
    times: list[datetime] = []
    for seat in seats:
        recent = sorted(at for at in seat.shown_at if now - at < WINDOW)
        if len(recent) < limit:
            return None
        times.append(recent[len(recent) - limit] + WINDOW)
    return min(times, default=None)


def unanswered_of(shown_to: Mapping[str, tuple[str, ...]], person_id: str) -> int:
    """How many of the open alarms (`alarm_id` → before whom) lie before this person."""
    return sum(1 for people in shown_to.values() if person_id in people)
