"""Puts what waits before operators at the pace they can answer; takes it back from who has left; lets lapse what nobody
answered. One pass over what is held in memory."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Literal, TypeAlias

from msgspec.structs import replace

from bongsu.monitoring.alarms.alarm import Alarm, Shelf
from bongsu.monitoring.alarms.desk import AlarmDesk, Change
from bongsu.monitoring.alarms.flood import judged
from bongsu.monitoring.alarms.pace import Dealt, Waiting, deal
from bongsu.monitoring.alarms.rank import URGENT
from bongsu.monitoring.alarms.rules import back, comes_back, lapses
from bongsu.monitoring.alarms.shelving import is_freed
from bongsu.monitoring.words import AlarmState

Due: TypeAlias = Literal["lapse", "back", "left"]


async def deal_out(change: Change) -> None:
    """The best of what waits, to who has most room."""
    desk, now = change.desk, change.now
    at_work = desk.seats.at_work(now)
    desk.book.within_window(now)
    limit = desk.settings.flood_per_10min
    desk.book.flood = judged(desk.book.flood, desk.book.arrivals, len(at_work), limit, now)
    for one in _dealt(desk, change.alarms(), now):
        await put_before(change, await change.alarm(one.alarm_id), one.person_id)


def _dealt(desk: AlarmDesk, alarms: Sequence[Alarm], now: datetime) -> list[Dealt]:
    seats = desk.seats.seats(unanswered(alarms), now)
    # one whose camera was reserved a moment ago must hold up no other
    shown = [one for one in alarms if one.waits and desk.is_shown(one.camera_id)]
    waiting = [_waiting(one, desk) for one in shown] if seats else []
    limit, is_flood = desk.settings.per_operator_10min, desk.book.flood.is_on
    return deal(waiting, seats, limit, now, is_flood=is_flood)


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
    await deal_out(change)


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
    alarms, shelves = desk.book.open(), desk.book.shelves.values()
    if over(desk, now) or any(due(desk, one, now, shelves) for one in alarms):
        return True
    if desk.book.flood.is_on:
        return True
    return bool(_dealt(desk, alarms, now))


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
