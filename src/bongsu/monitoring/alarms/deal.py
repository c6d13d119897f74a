"""Puts what waits before operators at the pace they can answer; takes it back from who has left; lets lapse what nobody
answered. One pass over what is held in memory."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from functools import partial
from typing import Literal, TypeAlias

from msgspec.structs import replace

from bongsu.monitoring.alarms.alarm import Alarm, Shelf
from bongsu.monitoring.alarms.desk import AlarmDesk, Change
from bongsu.monitoring.alarms.flood import judged
from bongsu.monitoring.alarms.pace import BORROWED, Dealt, Seat, Waiting, deal, has_room
from bongsu.monitoring.alarms.rank import URGENT
from bongsu.monitoring.alarms.rules import SILENT, back, comes_back, lapses
from bongsu.monitoring.alarms.shelving import is_freed
from bongsu.monitoring.words import AlarmState

Due: TypeAlias = Literal["lapse", "back", "left"]


async def deal_out(change: Change) -> None:
    """The best of what waits, to who has most room."""
    for one in _dealt(change.desk, _judge_flood(change), change.waiting, change.now):
        await put_before(change, await change.alarm(one.alarm_id), one.person_id)


async def deal_arrived(change: Change, alarm: Alarm) -> None:
    """The same after an arrival. Where nobody has room but for what is urgent, only the new one can change anything: the
    others were tried with every pass before. In a flood thousands wait."""
    seats = _judge_flood(change)
    limit, now = change.desk.settings.per_operator_10min, change.now
    is_free = any(has_room(one, limit, 0, now) for one in seats)
    waiting = change.waiting if is_free else partial(_only, alarm)
    for one in _dealt(change.desk, seats, waiting, now):
        await put_before(change, await change.alarm(one.alarm_id), one.person_id)


def _only(alarm: Alarm) -> list[Alarm]:
    return [alarm] if alarm.waits else []


def _judge_flood(change: Change) -> list[Seat]:
    """Who is at work, with how much before them."""
    desk, now = change.desk, change.now
    seats = desk.seats.seats(unanswered(change.shown()), now)
    limit = desk.settings.flood_per_10min
    arrived = desk.book.within_window(now)
    desk.book.flood = judged(desk.book.flood, arrived, len(seats), limit, now)
    return seats


def _dealt(
    desk: AlarmDesk, seats: Sequence[Seat], waiting: Callable[[], Iterable[Alarm]], now: datetime
) -> list[Dealt]:
    limit, is_flood = desk.settings.per_operator_10min, desk.book.flood.is_on
    if not any(has_room(one, limit, BORROWED, now) for one in seats):
        return []
    # one whose camera was reserved a moment ago must hold up no other
    shown = [_waiting(one, desk) for one in waiting() if desk.is_shown(one.camera_id)]
    return deal(shown, seats, limit, now, is_flood=is_flood)


async def put_before(change: Change, alarm: Alarm, person_id: str) -> None:
    """From now on it counts as this person's load."""
    shown_to = tuple(dict.fromkeys((*alarm.shown_to, person_id)))
    change.put(
        replace(
            alarm, state=AlarmState.SHOWN, shown_at=alarm.shown_at or change.now, shown_to=shown_to
        )
    )
    await change.show(alarm.alarm_id, person_id)
    await change.note(alarm.alarm_id, "shown", person_id)


def _waiting(alarm: Alarm, desk: AlarmDesk) -> Waiting:
    urgent = alarm.kind in URGENT or desk.watch.has_incident(alarm.camera_id)
    return Waiting(alarm.alarm_id, alarm.rank, alarm.first_at, urgent, alarm.kind.is_candidate)


def unanswered(alarms: Iterable[Alarm]) -> dict[str, int]:
    """Person → how many lie before them."""
    found: dict[str, int] = {}
    for alarm in alarms:
        if alarm.state is AlarmState.SHOWN:
            for person_id in alarm.shown_to:
                found[person_id] = found.get(person_id, 0) + 1
    return found


async def look_after(change: Change) -> None:
    """What time does: lapsing, coming back, the end of shelves, operators who have left."""
    for shelf in over(change.desk, change.now):
        await change.shelve(replace(shelf, ended_at=shelf.until))
    for alarm in change.alarms():
        match due(change.desk, alarm, change.now, change.shelves()):
            case "lapse":
                await _lapse(change, alarm)
            case "back":
                await _come_back(change, alarm)
            case "left":
                change.put(_left(alarm))
                await change.note(alarm.alarm_id, "left")
    for alarm in unheard(change.desk, change.now):
        known = change.alarm_now(alarm)
        change.put(replace(known, ended_at=known.last_at))
    await deal_out(change)


def unheard(desk: AlarmDesk, now: datetime) -> list[Alarm]:
    """Of which nobody can tell the end any more: they have ended when they were last heard of."""
    return [one for one in desk.book.going_on.values() if is_unheard(desk, one, now)]


def is_unheard(desk: AlarmDesk, alarm: Alarm, now: datetime) -> bool:
    """Its job is another one, its worker has lost it, or has told nothing of it for long."""
    if now - alarm.last_at >= SILENT:
        return True
    return not desk.watch.goes_on(alarm.camera_id, alarm.occasion.job, alarm.occasion.delivery)


def over(desk: AlarmDesk, now: datetime) -> list[Shelf]:
    return [one for one in desk.book.shelves.values() if now >= one.until]


def due(desk: AlarmDesk, alarm: Alarm, now: datetime, shelves: Iterable[Shelf]) -> Due | None:
    """What time has done to it."""
    if not alarm.is_open:
        return None
    if not desk.is_shown(alarm.camera_id) or lapses(alarm, now, desk.answer_within):
        return "lapse"
    if comes_back(alarm, now):
        return "back"
    if is_freed(alarm, shelves, now):
        # what is long over is no alarm any more; it stays counted
        return "lapse" if now - alarm.last_at >= desk.answer_within else "back"
    return "left" if _is_left(desk, alarm, now) else None


def is_anything_due(desk: AlarmDesk, now: datetime) -> bool:
    """Whether a pass would change anything: most find nothing, and cost no transaction."""
    alarms, shelves = desk.book.open(), list(desk.book.shelves.values())
    if over(desk, now) or any(due(desk, one, now, shelves) for one in alarms):
        return True
    if desk.book.flood.is_on or unheard(desk, now):
        return True
    seats = desk.seats.seats(unanswered(desk.book.shown.values()), now)
    return bool(_dealt(desk, seats, desk.book.waiting.values, now))


async def _lapse(change: Change, alarm: Alarm) -> None:
    change.put(replace(alarm, state=AlarmState.LAPSED))
    await change.became(alarm.alarm_id, None, outcome=AlarmState.LAPSED.value)
    await change.note(alarm.alarm_id, "lapsed")


async def _come_back(change: Change, alarm: Alarm) -> None:
    change.put(back(alarm, change.now))
    change.desk.book.arrived(alarm.rule, change.now, counts=True)
    await change.note(alarm.alarm_id, "back")


def _is_left(desk: AlarmDesk, alarm: Alarm, now: datetime) -> bool:
    """Nobody before whom it lies is there any more."""
    if alarm.state is not AlarmState.SHOWN:
        return False
    whom = (alarm.opened_by,) if alarm.opened_by else alarm.shown_to
    return not any(desk.seats.is_there(one, now) for one in whom)


def _left(alarm: Alarm) -> Alarm:
    return replace(
        alarm,
        state=AlarmState.WAITING,
        shown_at=None,
        shown_to=(),
        opened_at=None,
        opened_by=None,
    )
