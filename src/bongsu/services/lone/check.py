"""The no-response check: devices that missed their beat are to be called; unanswered, the operators are shown the place."""

from datetime import datetime

import msgspec

from bongsu.kernel.database import Work
from bongsu.kernel.ids import new_id
from bongsu.services.lone.rules import Due, after_call, due, next_look
from bongsu.services.shared.residents.alarm import Alarm, Device, Press, Stands
from bongsu.services.shared.residents.desk import ResidentDesk
from bongsu.services.shared.residents.press import is_running, raise_alarm
from bongsu.services.shared.residents.register import place_of
from bongsu.services.shared.residents.store import (
    alarms_that,
    device_of,
    devices_of,
    save_device,
)

CODE = "LONE_WOMAN"


async def beat(work: Work, device: Device, now: datetime) -> Device:
    """It is alive: nobody need be called."""
    alive = msgspec.structs.replace(device, heard_at=max(now, device.heard_at), asked_at=None)
    await save_device(work.connection, alive)
    return alive


async def called(
    work: Work, at: ResidentDesk, device: Device, org: str, now: datetime, *, answered: bool
) -> Due:
    """The partner's call had an outcome."""
    if answered:
        await beat(work, device, now)
        return Due.NOTHING
    outcome = after_call(device, now, at.settings, answered=answered)
    if outcome is Due.ALARM:
        await _alarm(work, at, device, org, now)
    return outcome


async def _alarm(work: Work, at: ResidentDesk, device: Device, org: str, now: datetime) -> None:
    # the next check begins anew: what is open now is in the operators' hands
    await beat(work, device, now)
    running = await alarms_that(work.connection, Stands.RAISED, [CODE], device.device_id)
    for one in running:
        if one.partner == device.partner and await is_running(work, one.incident_id or ""):
            return
    number = new_id("noresponse")
    said = Press(
        number=number,
        service=CODE,
        category="NO_RESPONSE",
        device_id=device.device_id,
        pressed_at=now,
        sent_at=now,
        place=place_of(at, device),
    )
    alarm = Alarm(
        alarm_id=new_id("alm"),
        partner=device.partner,
        number=number,
        service=CODE,
        stands=Stands.WAITING,
        received_at=now,
    )
    await raise_alarm(work, at, org, said, alarm, now)


async def check_beats(at: ResidentDesk) -> datetime | None:
    """What time does to home devices; answers when to look again."""
    now = at.desk.clock.now()
    async with at.desk.database.read() as connection:
        known = await devices_of(connection, [CODE])
    for one in known:
        if due(one, now, at.settings) is not Due.NOTHING:
            await _check(at, one, now)
    later = (next_look(one, at.settings) for one in known)
    return min((when for when in later if when > now), default=None)


async def _check(at: ResidentDesk, device: Device, now: datetime) -> None:
    async with at.desk.database.work() as work:
        fresh = await device_of(work.connection, device.partner, device.device_id)
        if fresh is None:
            return
        match due(fresh, now, at.settings):
            case Due.CALL:
                asked = msgspec.structs.replace(fresh, asked_at=now)
                await save_device(work.connection, asked)
            case Due.ALARM:
                await _alarm(work, at, fresh, fresh.sender_org, now)
            case Due.NOTHING:
                return
