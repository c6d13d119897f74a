"""It is taken back on the device. Inside the window nothing is kept but the cancel; too late, an operator is told."""

from datetime import datetime

import msgspec

from bongsu.audit.entry import Entry
from bongsu.audit.kinds import TrailKind
from bongsu.audit.record import record
from bongsu.incidents.notice import notice
from bongsu.incidents.store import incident_by_id
from bongsu.kernel.clock import SEOUL
from bongsu.kernel.database import Work
from bongsu.kernel.ids import new_id
from bongsu.services.shared.residents.alarm import Alarm, Cancel, Stands
from bongsu.services.shared.residents.desk import From, ResidentDesk
from bongsu.services.shared.residents.opened import opened
from bongsu.services.shared.residents.press import raise_alarm, running_of
from bongsu.services.shared.residents.store import alarm_of, save_alarm
from bongsu.services.shared.residents.window import takes_back


async def cancel(work: Work, at: ResidentDesk, who: From, said: Cancel, now: datetime) -> Alarm:
    """A cancel before its press waits for it. One after the window ends nothing: somebody may have been made to do it."""
    known = await alarm_of(work.connection, who.name, said.number)
    if known is None:
        running = await running_of(work, who, said.service, said.device_id)
        if running is not None and running.stands is Stands.RAISED:
            return await _tell(work, running, said.cancelled_at, now)
        return await _keep(work, who, _of_no_press(who, said, now), now)
    if known.stands is Stands.RAISED:
        return await _tell(work, known, said.cancelled_at, now)
    if known.stands is not Stands.WAITING or known.sealed is None:
        return known
    sender, press = opened(at, known)
    is_in_time = known.due_at is not None and now < known.due_at
    if is_in_time and takes_back(press.pressed_at, said.cancelled_at, at.settings):
        return await _keep(work, who, _bare(known, said.cancelled_at), now)
    raised = await raise_alarm(work, at, sender, press, known, now)
    return await _tell(work, raised, said.cancelled_at, now)


def _of_no_press(who: From, said: Cancel, now: datetime) -> Alarm:
    return Alarm(
        alarm_id=new_id("alm"),
        partner=who.name,
        number=said.number,
        service=said.service,
        stands=Stands.CANCELLED,
        received_at=now,
        cancelled_at=said.cancelled_at,
    )


def _bare(alarm: Alarm, cancelled_at: datetime) -> Alarm:
    return msgspec.structs.replace(
        alarm,
        stands=Stands.CANCELLED,
        cancelled_at=cancelled_at,
        device_id=None,
        due_at=None,
        sealed=None,
        presses=1,
    )


async def _keep(work: Work, who: From, alarm: Alarm, now: datetime) -> Alarm:
    await save_alarm(work.connection, alarm)
    entry = Entry(
        kind=TrailKind.ANSWER_ALARM,
        actor=who.name,
        organisation=who.partner.organisation,
        body={"alarm": alarm.alarm_id, "service": alarm.service, "answer": "cancelled"},
    )
    await record(work, now, entry)
    return alarm


async def _tell(work: Work, alarm: Alarm, cancelled_at: datetime, now: datetime) -> Alarm:
    incident = await incident_by_id(work.connection, alarm.incident_id or "")
    if incident is not None:
        at = cancelled_at.astimezone(SEOUL).strftime("%H:%M:%S")
        words = (f"취소 신호가 늦게 왔습니다 ({at})", f"A cancel came too late ({at})")
        await notice(work, incident, {"cancel_came": at}, now, words)
    return alarm
