"""A device is removed: lost, stolen, moved to another vehicle. Whatever it has open ends in the same breath."""

from bongsu.audit.entry import Entry
from bongsu.audit.kinds import TrailKind
from bongsu.audit.record import record
from bongsu.identity.desk import Desk
from bongsu.identity.devices.failures import NoSuchDevice
from bongsu.identity.devices.store import device_of, remove_device_row, running_sessions_on
from bongsu.identity.events import EndReason
from bongsu.identity.sessions import Sessions
from bongsu.identity.sign_out import end_session
from bongsu.identity.store import person_of


async def remove_device(
    desk: Desk, sessions: Sessions, device_id: str, reason: str, by: str
) -> None:
    """Raises `NoSuchDevice`, also for one that was removed before."""
    now = desk.clock.now()
    async with desk.database.work() as work:
        device = await device_of(work.connection, device_id)
        if device is None or device.removed_at is not None:
            raise NoSuchDevice("no such device")
        person = await person_of(work.connection, device.person_id)
        assert person is not None  # foreign key
        await remove_device_row(work.connection, device_id, by, reason, now)
        ended = await running_sessions_on(work.connection, device_id)
        body = {"person_id": person.person_id, "device_id": device_id, "reason": reason}
        removal = Entry(
            kind=TrailKind.REMOVE_DEVICE, actor=by, organisation=person.organisation, body=body
        )
        await record(work, now, removal)
        for session_id in ended:
            await end_session(work, person, session_id, by, EndReason.DISABLED, now)
    for session_id in ended:
        sessions.forget(session_id)
