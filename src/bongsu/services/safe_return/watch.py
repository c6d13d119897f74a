"""Watches trips: takes their words, and makes an alarm where the rules say so. Nothing is shown before that."""

from datetime import datetime, timedelta

import msgspec

from bongsu.incidents.incident import Place
from bongsu.incidents.store import incident_by_id
from bongsu.kernel.database import Work
from bongsu.kernel.geometry import Point
from bongsu.kernel.ids import new_id
from bongsu.services.safe_return.rules import alarm_of as alarm_by_rules
from bongsu.services.safe_return.rules import hard_end, next_look, usable
from bongsu.services.safe_return.store import (
    drop_positions,
    keep_position,
    positions_of,
    save_trip,
    trip_of,
    trips_that,
    trips_to_forget,
)
from bongsu.services.safe_return.trip import Fix, Route, Trip, TripStands
from bongsu.services.shared.residents.alarm import Alarm, Heard, Press, Stands
from bongsu.services.shared.residents.desk import From, ResidentDesk, UnknownAlarm
from bongsu.services.shared.residents.follow import heard, safe
from bongsu.services.shared.residents.press import is_running, raise_alarm
from bongsu.services.shared.residents.store import alarm_of, alarms_that

ESCORT, SOS = "ESCORT", "SOS_APP"
# no rule looks further back
_LOOKS_BACK = timedelta(minutes=30)


async def start_trip(
    work: Work, at: ResidentDesk, who: From, trip: Trip, route: Route, now: datetime
) -> Trip:
    """Twice is once; an arrival that came before its start ends it."""
    known = await trip_of(work.connection, who.name, trip.number)
    if known is not None:
        return known
    if trip.drill_id is not None:
        at.desk.drills.must_run(trip.drill_id, ESCORT, now)
    sealed = at.seal([(one.lat, one.lon) for one in route], trip.about) if route else None
    begun = msgspec.structs.replace(trip, sealed=sealed)
    await save_trip(work.connection, begun)
    work.ring(f"residents {SOS}")
    return begun


async def end_trip(work: Work, who: From, said: Heard, now: datetime) -> Trip:
    """Arrival, or the resident ends it. A running alarm does not end by that: it is a word to the operator."""
    known = await trip_of(work.connection, who.name, said.number)
    if known is None:
        known = Trip(
            partner=who.name,
            number=said.number,
            stands=TripStands.ENDED,
            started_at=now,
            heard_at=now,
            ended_at=now,
        )
        await save_trip(work.connection, known)
        return known
    if known.stands is TripStands.ALARMED:
        await safe(work, who, said, now)
    return await _end(work, known, now)


async def _end(work: Work, trip: Trip, now: datetime) -> Trip:
    if trip.stands is TripStands.ENDED:
        return trip
    ended = msgspec.structs.replace(trip, stands=TripStands.ENDED, ended_at=now)
    await save_trip(work.connection, ended)
    return ended


async def trip_heard(
    work: Work, at: ResidentDesk, who: From, number: str, fix: Fix, said: Heard, now: datetime
) -> Trip:
    """One more position. Raises `UnknownAlarm` for a trip that never began."""
    trip = await trip_of(work.connection, who.name, number)
    if trip is None:
        raise UnknownAlarm("No trip of this number began", field="number")
    if trip.stands is TripStands.ALARMED:
        await heard(work, at, who, said, now)
    if trip.stands is not TripStands.ACTIVE:
        return trip
    sealed = at.seal(fix, trip.about)
    await keep_position(work.connection, trip, fix.at, sealed)
    # by the phone's own clock, which may be hours off
    await drop_positions(work.connection, trip, before=fix.at - _LOOKS_BACK)
    alive = msgspec.structs.replace(trip, heard_at=now)
    await save_trip(work.connection, alive)
    return await look_at(work, at, alive, now)


async def look_at(work: Work, at: ResidentDesk, trip: Trip, now: datetime) -> Trip:
    """An alarm where the rules say so, one at a time; a trip that never ends has its hard end."""
    fixes = await _fixes(work, at, trip)
    why = alarm_by_rules(trip, _route(at, trip), fixes, now, at.settings)
    if why is not None and not await _calls_already(work, trip):
        return await _alarm(work, at, trip, why, fixes, now)
    return await _end(work, trip, now) if now >= hard_end(trip, at.settings) else trip


async def _calls_already(work: Work, trip: Trip) -> bool:
    """Who has called for help is followed there."""
    running = await alarms_that(work.connection, Stands.RAISED, [SOS], trip.device_id or "-")
    for one in running:
        if one.partner == trip.partner and await is_running(work, one.incident_id or ""):
            return True
    return False


async def _alarm(
    work: Work,
    at: ResidentDesk,
    trip: Trip,
    why: str,
    fixes: list[Fix],
    now: datetime,
) -> Trip:
    last = usable(fixes)[-1:] or fixes[-1:]
    place = next((_place(one) for one in last), None)
    # positions that follow are compared by the phone's clock, and the alarm is of ours
    said_at: dict[str, object] = {"position_at": last[0].at.isoformat()} if last else {}
    press = Press(
        number=trip.number,
        service=ESCORT,
        category=why,
        device_id=trip.device_id or "",
        pressed_at=now,
        sent_at=now,
        place=place,
        details=said_at,
        drill_id=trip.drill_id,
    )
    alarm = await alarm_of(work.connection, trip.partner, trip.number) or Alarm(
        alarm_id=new_id("alm"),
        partner=trip.partner,
        number=trip.number,
        service=ESCORT,
        stands=Stands.WAITING,
        received_at=now,
        drill_id=trip.drill_id,
    )
    await raise_alarm(work, at, trip.sender_org, press, alarm, now)
    alarmed = msgspec.structs.replace(trip, stands=TripStands.ALARMED)
    await save_trip(work.connection, alarmed)
    return alarmed


def _place(fix: Fix) -> Place:
    return Place(lat=fix.lat, lon=fix.lon, accuracy_m=fix.accuracy_m, method="GPS")


async def _fixes(work: Work, at: ResidentDesk, trip: Trip) -> list[Fix]:
    sealed = await positions_of(work.connection, trip)
    return [msgspec.json.decode(at.box.open(one, trip.about), type=Fix) for one in sealed]


def _route(at: ResidentDesk, trip: Trip) -> Route:
    if trip.sealed is None:
        return ()
    plain = at.box.open(trip.sealed, trip.about)
    told = msgspec.json.decode(plain, type=list[tuple[float, float]])
    return tuple(Point(lat, lon) for lat, lon in told)


async def watch_trips(at: ResidentDesk) -> datetime | None:
    """Time alone makes an alarm too; answers when to look again."""
    now = at.desk.clock.now()
    async with at.desk.database.read() as connection:
        active = await trips_that(connection, TripStands.ACTIVE)
        alarmed = await trips_that(connection, TripStands.ALARMED)
    for one in active:
        if next_look(one, now, at.settings) <= now:
            await _look_again(at, one, now)
    for one in alarmed:
        await _end_with_its_alarm(at, one, now)
    await _forget(at, now)
    later = (next_look(one, now, at.settings) for one in active)
    return min((due for due in later if due > now), default=None)


async def _look_again(at: ResidentDesk, trip: Trip, now: datetime) -> None:
    async with at.desk.database.work() as work:
        fresh = await trip_of(work.connection, trip.partner, trip.number)
        if fresh is not None and fresh.stands is TripStands.ACTIVE:
            await look_at(work, at, fresh, now)


async def _end_with_its_alarm(at: ResidentDesk, trip: Trip, now: datetime) -> None:
    """Watched on after an operator's answer, the same way would call again at once."""
    async with at.desk.database.work() as work:
        fresh = await trip_of(work.connection, trip.partner, trip.number)
        alarm = await alarm_of(work.connection, trip.partner, trip.number)
        if fresh is None or alarm is None or alarm.incident_id is None:
            return
        incident = await incident_by_id(work.connection, alarm.incident_id)
        if incident is None or not incident.is_open:
            await _end(work, fresh, now)


async def _forget(at: ResidentDesk, now: datetime) -> None:
    """위치정보법: positions and the link to a phone are destroyed a day after the end."""
    long_ago = now - timedelta(hours=at.settings.keep_hours)
    async with at.desk.database.read() as connection:
        over = await trips_to_forget(connection, long_ago)
    for one in over:
        async with at.desk.database.work() as work:
            await drop_positions(work.connection, one)
            bare = msgspec.structs.replace(one, device_id=None, sealed=None, eta_at=None)
            await save_trip(work.connection, bare)
