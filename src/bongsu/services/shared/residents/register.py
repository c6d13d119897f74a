"""The register of devices: a pseudonym of the partner's, what it serves, and nothing of its owner."""

from datetime import datetime

import msgspec

from bongsu.audit.entry import Entry
from bongsu.audit.group import GroupRecorder
from bongsu.audit.kinds import TrailKind
from bongsu.audit.record import record
from bongsu.incidents.incident import Place
from bongsu.kernel.database import Work
from bongsu.kernel.ids import new_id
from bongsu.services.shared.residents.alarm import Alarm, Device, Stands
from bongsu.services.shared.residents.desk import From, ResidentDesk, UnknownDevice
from bongsu.services.shared.residents.store import (
    alarm_of,
    device_of,
    forget_device,
    save_alarm,
    save_device,
)

REFUSED = "(unknown device)"


def place_of(at: ResidentDesk, device: Device) -> Place | None:
    """Where it stands, taken out of its seal."""
    if device.sealed is None:
        return None
    return msgspec.json.decode(at.box.open(device.sealed, device.device_id), type=Place)


async def register(
    work: Work,
    at: ResidentDesk,
    who: From,
    service: str,
    device_id: str,
    now: datetime,
    *,
    place: Place | None = None,
    site_id: str = "",
) -> Device:
    """Twice is once; what is told anew replaces what was told, and begins its year anew."""
    device = Device(
        partner=who.name,
        device_id=device_id,
        service=service,
        registered_at=now,
        heard_at=now,
        sender_org=who.partner.organisation,
        site_id=site_id,
        sealed=at.seal(place, device_id) if place else None,
    )
    await save_device(work.connection, device)
    await _note(work, who, service, "registered", now)
    return device


async def withdraw(work: Work, who: From, service: str, device_id: str, now: datetime) -> None:
    """Its row is gone, its place with it."""
    await forget_device(work.connection, who.name, device_id)
    await _note(work, who, service, "withdrawn", now)


async def _note(work: Work, who: From, service: str, what: str, now: datetime) -> None:
    """Not which device: the trail outlives the register."""
    entry = Entry(
        kind=TrailKind.CHANGE_REGISTER,
        actor=who.name,
        organisation=who.partner.organisation,
        body={"service": service, "device": what},
    )
    await record(work, now, entry)


async def must_know(
    at: ResidentDesk, who: From, device_id: str, service: str, field: str
) -> Device:
    """Raises `UnknownDevice` by the field; the refusal is counted for the operators, without the id: it may be anything."""
    async with at.desk.database.read() as connection:
        device = await device_of(connection, who.name, device_id)
    if device is not None:
        return device
    async with at.desk.database.work() as work:
        await _count_refusal(work, who, service, at.desk.clock.now())
    entry = Entry(
        kind=TrailKind.REJECT_MESSAGE,
        actor=who.name,
        organisation=who.partner.organisation,
        body={"service": service, "why": UnknownDevice.code},
    )
    desk = at.desk
    await GroupRecorder.unless(desk.recorder, desk.database, desk.clock).record(entry)
    raise UnknownDevice("This device is not in the register", field=field)


async def _count_refusal(work: Work, who: From, service: str, now: datetime) -> None:
    number = f"{REFUSED} {service}"
    known = await alarm_of(work.connection, who.name, number)
    counted = Alarm(
        alarm_id=known.alarm_id if known else new_id("alm"),
        partner=who.name,
        number=number,
        service=service,
        stands=Stands.REFUSED,
        received_at=now,
        presses=known.presses + 1 if known else 1,
    )
    await save_alarm(work.connection, counted)
