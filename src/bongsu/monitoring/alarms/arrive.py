"""A rule has spoken (`monitoring.raised`): it becomes an alarm, or is merged into one. What goes on costs no write."""

import asyncio
from datetime import datetime, timedelta

from msgspec.structs import replace

from bongsu.kernel.ids import new_id
from bongsu.monitoring.alarms.alarm import Alarm, Occasion
from bongsu.monitoring.alarms.deal import deal_arrived
from bongsu.monitoring.alarms.desk import AlarmDesk, Change
from bongsu.monitoring.alarms.files import LARGEST_PICTURE, PICTURE
from bongsu.monitoring.alarms.learned.store import count_silenced
from bongsu.monitoring.alarms.rules import is_shelved, joined, merged
from bongsu.monitoring.rules.raised import Phase
from bongsu.monitoring.words import AlarmState
from bongsu.monitoring.worker.messages import RaisedAt

# a worker's word that comes later than this speaks of another time
_LATE = timedelta(minutes=10)
# nobody is shown that something has gone on since another century
_LONGEST = timedelta(days=1)
_MOST_BOXES, _MOST_PEOPLE = 200, 10_000
_JPEG = b"\xff\xd8\xff"


async def arrive(desk: AlarmDesk, said: RaisedAt) -> None:
    """May be heard twice: what was heard before changes nothing."""
    if not desk.watch.admit(said.fence):
        desk.book.drop("fence")
        return
    if not desk.is_shown(said.fence.camera_id):
        # reserved for one service, or out of service, since its job was given out
        desk.book.drop("camera")
        return
    if desk.clock.now() - said.at > _LATE:
        desk.book.drop("late")
        return
    rule = desk.watch.rule(*_rule_of(said))
    if rule is None or rule.kind is not said.kind or not _makes_sense(said):
        desk.book.drop("nonsense")
        return
    if said.phase is Phase.GOES_ON and await _goes_on(desk, said):
        return
    if desk.book.is_too_much(said.fence.camera_id):
        desk.book.drop("flood")
        return
    async with desk.change() as change:
        await _take(change, said)


def _makes_sense(said: RaisedAt) -> bool:
    """A worker is believed in what it sees, not in shares beyond the picture."""
    shares = (said.score, *(side for box in said.boxes for side in box))
    is_small = len(said.boxes) <= _MOST_BOXES and 0 <= said.count <= _MOST_PEOPLE
    is_upright = all(left <= right and top <= bottom for left, top, right, bottom in said.boxes)
    return is_small and is_upright and all(0.0 <= one <= 1.0 for one in shares)


async def _goes_on(desk: AlarmDesk, said: RaisedAt) -> bool:
    """In memory alone, where it changes nothing but times, boxes and score."""
    async with desk.turn:
        known = _known(desk.book.of_rule(_rule_of(said)), said)
        if known is None or known.occasion != occasion_of(said):
            return False
        seen = _merged(known, said, desk.clock.now())
        if known.silenced_by is not None and not is_shelved(known) and not _place(desk, seen):
            return False
        desk.book.keep(_ranked(desk, seen))
        desk.book.unsaved.add(seen.alarm_id)
        return True


async def _take(change: Change, said: RaisedAt) -> None:
    known = _known(change.of_rule(_rule_of(said)), said)
    if known is None:
        if said.phase is not Phase.ENDED:
            await _begin(change, said)
        return
    is_another = known.occasion != occasion_of(said)
    alarm = _merged(known, said, change.now)
    if is_another:
        change.desk.book.arrived(alarm.rule, change.now, counts=False)
        await change.note(alarm.alarm_id, "again")
    alarm = await _silence(change, alarm) if alarm.state is AlarmState.WAITING else alarm
    if known.silenced_by is not None and alarm.silenced_by is None:
        change.desk.book.arrived(alarm.rule, change.now, counts=True)
    alarm = await _with_picture(change, alarm, said)
    alarm = _ranked(change.desk, alarm)
    change.put(alarm)
    await deal_arrived(change, alarm)


async def _begin(change: Change, said: RaisedAt) -> None:
    desk, at = change.desk, min(said.at, change.now)
    rule = desk.watch.rule(said.fence.camera_id, said.rule_id)
    alarm = Alarm(
        alarm_id=new_id("alm"),
        camera_id=said.fence.camera_id,
        rule_id=said.rule_id,
        rule_name=rule.name if rule else "",
        kind=said.kind,
        state=AlarmState.WAITING,
        score=said.score,
        threshold=rule.score if rule else 0.0,
        first_at=min(max(said.since, at - _LONGEST), at),
        last_at=at,
        keep_until=change.now + desk.keep,
        people=said.count,
        boxes=said.boxes,
        moment_boxes=said.boxes,
        occasion=occasion_of(said),
        escalated=said.escalated,
    )
    alarm = await _silence(change, alarm)
    desk.book.arrived(alarm.rule, change.now, counts=alarm.silenced_by is None)
    alarm = await _with_picture(change, alarm, said)
    alarm = _ranked(desk, alarm)
    change.add(alarm)
    await change.note(alarm.alarm_id, "raised", detail=alarm.silenced_by or "")
    await deal_arrived(change, alarm)


async def _silence(change: Change, alarm: Alarm) -> Alarm:
    """On a shelf, or at a place that verdicts have silenced: counted, and put before nobody."""
    desk = change.desk
    shelf = desk.book.shelf_for(alarm.camera_id, alarm.rule_id, change.now)
    if shelf is not None:
        await change.shelve(replace(shelf, arrivals=shelf.arrivals + 1))
        return replace(alarm, silenced_by=shelf.shelf_id)
    place = _place(desk, alarm)
    if place:
        await count_silenced(change.work.connection, place, 1)
    return replace(alarm, silenced_by=place or None)


def _place(desk: AlarmDesk, alarm: Alarm) -> str:
    found = desk.book.place_for(alarm.rule, alarm.boxes, alarm.score)
    return found.tuning_id if found is not None else ""


async def _with_picture(change: Change, alarm: Alarm, said: RaisedAt) -> Alarm:
    """The moment it began; a later one only where there was none. A file without its row is swept at the next start."""
    data = said.picture
    if alarm.has_picture or not alarm.is_open or not data:
        return alarm
    if len(data) > LARGEST_PICTURE or not data.startswith(_JPEG):
        change.desk.book.drop("picture")
        return alarm
    await asyncio.to_thread(change.desk.files.keep, alarm.alarm_id, PICTURE, data)
    return replace(alarm, has_picture=True, moment_boxes=said.boxes)


def _ranked(desk: AlarmDesk, alarm: Alarm) -> Alarm:
    return replace(alarm, rank=desk.ranked(alarm).value)


def _known(alarms: list[Alarm], said: RaisedAt) -> Alarm | None:
    return joined(alarms, occasion_of(said), said.boxes, said.at)


def _merged(alarm: Alarm, said: RaisedAt, now: datetime) -> Alarm:
    """A worker's clock may be ahead of ours: nothing is seen in the future."""
    seen = merged(
        alarm,
        said.phase,
        occasion_of(said),
        min(said.at, now),
        said.score,
        said.boxes,
        said.count,
    )
    return replace(seen, escalated=alarm.escalated or said.escalated)


def _rule_of(said: RaisedAt) -> tuple[str, str]:
    return said.fence.camera_id, said.rule_id


def occasion_of(said: RaisedAt) -> Occasion:
    return Occasion(said.fence.job, said.fence.delivery, said.occasion)
