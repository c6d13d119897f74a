"""What time does to residents' alarms: a window ends, a phone falls silent, what was kept of a device is destroyed."""

from collections.abc import Collection
from datetime import datetime, timedelta

import msgspec

from bongsu.incidents.incident import Incident
from bongsu.incidents.notice import notice
from bongsu.incidents.store import incident_by_id
from bongsu.kernel.clock import SEOUL
from bongsu.kernel.database import Work
from bongsu.services.shared.residents.alarm import Alarm, Stands
from bongsu.services.shared.residents.desk import ResidentDesk
from bongsu.services.shared.residents.opened import opened
from bongsu.services.shared.residents.press import raise_alarm
from bongsu.services.shared.residents.settings import ResidentSettings
from bongsu.services.shared.residents.store import (
    alarms_that,
    devices_of,
    drop_cancelled,
    forget_device,
    held_alarms,
    save_alarm,
)


async def raise_due(at: ResidentDesk, services: Collection[str]) -> datetime | None:
    """Everything whose window is over becomes an alarm; answers when the next one does."""
    now = at.desk.clock.now()
    async with at.desk.database.read() as connection:
        waiting = await alarms_that(connection, Stands.WAITING, services)
    for one in waiting:
        if one.due_at is not None and one.due_at <= now:
            await _raise(at, one.alarm_id, services, now)
    later = [one.due_at for one in waiting if one.due_at is not None and one.due_at > now]
    return min(later, default=None)


async def _raise(at: ResidentDesk, alarm_id: str, services: Collection[str], now: datetime) -> None:
    async with at.desk.database.work() as work:
        fresh = await alarms_that(work.connection, Stands.WAITING, services)
        # it may have been taken back while this waited for its turn to write
        for one in fresh:
            if one.alarm_id == alarm_id:
                sender, press = opened(at, one)
                await raise_alarm(work, at, sender, press, one, now)


def silence(
    incident: Incident, now: datetime, settings: ResidentSettings
) -> tuple[str, datetime] | None:
    """What is to be said of a phone that says nothing, and since when: silence is an alarm, never an end. Pure."""
    since = incident.heard_at or incident.received_at
    quiet_s = (now - since).total_seconds()
    if quiet_s >= settings.silent_again_after_s and not incident.details.get("silent_long"):
        return "silent_long", since
    if quiet_s >= settings.silent_after_s and not incident.details.get("silent_since"):
        return "silent_since", since
    return None


async def look_after(
    at: ResidentDesk, services: Collection[str], followed: Collection[str]
) -> datetime | None:
    """Says of the `followed` that they are silent, and forgets the devices of what is long over; answers when to look
    again."""
    await take_out_old(at, services)
    now = at.desk.clock.now()
    long_ago = now - timedelta(hours=at.settings.keep_hours)
    async with at.desk.database.read() as connection:
        held = await held_alarms(connection, services)
        cancelled = await alarms_that(connection, Stands.CANCELLED, services)
    dues = [
        due for one in held if (due := await _look_after_one(at, one, followed, now)) is not None
    ]
    if any(one.received_at < long_ago for one in cancelled):
        async with at.desk.database.work() as work:
            await drop_cancelled(work.connection, long_ago)
    return min(dues, default=None)


async def _look_after_one(
    at: ResidentDesk, alarm: Alarm, followed: Collection[str], now: datetime
) -> datetime | None:
    async with at.desk.database.work() as work:
        incident = await incident_by_id(work.connection, alarm.incident_id or "")
        if incident is None or not incident.is_open:
            return await _forget(work, at, alarm, incident, now)
        if alarm.service not in followed:
            return None
        found = silence(incident, now, at.settings)
        if found is not None:
            await _say(work, incident, *found, now)
        return _next_silence(incident, at.settings, now)


def _next_silence(incident: Incident, settings: ResidentSettings, now: datetime) -> datetime | None:
    since = incident.heard_at or incident.received_at
    limits = (settings.silent_after_s, settings.silent_again_after_s)
    later = [at for limit in limits if (at := since + timedelta(seconds=limit)) > now]
    return min(later, default=None)


async def _say(work: Work, incident: Incident, what: str, since: datetime, now: datetime) -> None:
    at = since.astimezone(SEOUL).strftime("%H:%M:%S")
    found: dict[str, object] = {"silent_since": at}
    words = (f"신고 기기 응답 없음 ({at}부터)", f"The device says nothing (since {at})")
    if what == "silent_long":
        found["silent_long"] = True
        words = (f"{words[0]} · 경찰 인계 검토", f"{words[1]} · consider the police")
    await notice(work, incident, found, now, words)


async def _forget(
    work: Work, at: ResidentDesk, alarm: Alarm, incident: Incident | None, now: datetime
) -> datetime | None:
    ended = incident.ended_at if incident and incident.ended_at else alarm.received_at
    gone_at = ended + timedelta(hours=at.settings.keep_hours)
    if gone_at > now:
        return gone_at
    await save_alarm(work.connection, msgspec.structs.replace(alarm, device_id=None, sealed=None))
    return None


async def take_out_old(at: ResidentDesk, services: Collection[str]) -> None:
    """A register of people who moved away long ago is kept by nobody."""
    long_ago = at.desk.clock.now() - timedelta(days=at.settings.register_days)
    async with at.desk.database.read() as connection:
        known = await devices_of(connection, services)
    for one in known:
        if one.registered_at < long_ago:
            async with at.desk.database.work() as work:
                await forget_device(work.connection, one.partner, one.device_id)
