"""A device is removed: lost, stolen, moved to another vehicle. Whatever it has open ends in the same breath."""

from bongsu.audit.entry import Entry
from bongsu.audit.kinds import TrailKind
from bongsu.audit.record import record
from bongsu.identity.desk import Desk
from bongsu.identity.devices.failures import NoSuchDevice
from bongsu.identity.devices.store import device_of, remove_device_row, running_sessions_on
from bongsu.identity.people import Person
from bongsu.identity.sessions import Sessions
from bongsu.identity.store import end_session_row, person_of


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
        for session_id in ended:
            await end_session_row(work.connection, session_id, now)
        removal = _entry(TrailKind.REMOVE_DEVICE, person, by, device_id=device_id, reason=reason)
        ends = [_entry(TrailKind.END_SESSION, person, by, session_id=one) for one in ended]
        await record(work, now, removal, *ends)
    for session_id in ended:
        sessions.forget(session_id)


def _entry(kind: TrailKind, person: Person, by: str, **body: str) -> Entry:
    return Entry(
        kind=kind,
        actor=by,
        organisation=person.organisation,
        body={"person_id": person.person_id, **body},
    )
