"""An operator opens an alarm, also one that still waits: it is theirs until they answer, the others see by whom."""

from msgspec.structs import replace

from bongsu.audit.kinds import TrailKind
from bongsu.monitoring.alarms.alarm import Alarm
from bongsu.monitoring.alarms.answer import must_be_free
from bongsu.monitoring.alarms.desk import Change
from bongsu.monitoring.words import AlarmState


async def acknowledge(change: Change, alarm_id: str, by: str) -> Alarm:
    """The first one owns it. What was answered may be looked at again, and stays as it is. Raises `UnknownAlarm`,
    `OpenedByAnother`."""
    alarm = await change.alarm(alarm_id)
    if not alarm.is_open:
        return alarm
    if alarm.state is not AlarmState.HELD:
        must_be_free(change.desk, alarm, by, change)
    if by not in alarm.shown_to:
        await change.show(alarm_id, by)
    if alarm.opened_by == by:
        return alarm
    opened = replace(
        alarm,
        state=alarm.state if alarm.state is AlarmState.HELD else AlarmState.SHOWN,
        shown_at=alarm.shown_at or change.now,
        shown_to=tuple(dict.fromkeys((*alarm.shown_to, by))),
        opened_at=change.now,
        opened_by=by,
        # whoever takes it from a shelf wants it
        silenced_by=None,
    )
    change.put(opened)
    await change.became(alarm_id, by, opened_at=change.now)
    await change.note(alarm_id, "opened", by)
    await change.row(TrailKind.OPEN_ALARM, by, alarm.camera_id, alarm_id=alarm_id)
    return opened
