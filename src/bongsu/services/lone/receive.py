"""Takes one message of the home devices' system: at most once, in one transaction."""

from datetime import datetime

from bongsu.kernel.database import Work
from bongsu.services.lone.check import CODE, beat, called
from bongsu.services.lone.message import HomeMessage
from bongsu.services.shared.residents.alarm import Device, Heard, Press
from bongsu.services.shared.residents.desk import From, ResidentDesk, UnknownDevice
from bongsu.services.shared.residents.door import Answered, Reply, once, reply_of
from bongsu.services.shared.residents.follow import safe
from bongsu.services.shared.residents.press import press
from bongsu.services.shared.residents.register import must_know, place_of, register, withdraw
from bongsu.services.shared.residents.store import device_of


async def receive(at: ResidentDesk, who: From, said: HomeMessage) -> Answered:
    """Raises `Invalid` with the field, `UnknownDevice`, `UnknownAlarm`, `NotYourService`."""
    said.check()
    who.must_have(CODE)
    if said.type not in {"REGISTER", "WITHDRAW"}:
        await must_know(at, who, said.device_id, CODE, "device_id")

    async def act(work: Work, now: datetime) -> Reply:
        return await _act(work, at, who, said, now)

    number = said.number or said.device_id
    return await once(at, who, number, said.msg_id, act, is_kept=said.type != "BEAT")


async def _act(work: Work, at: ResidentDesk, who: From, said: HomeMessage, now: datetime) -> Reply:
    if said.type == "REGISTER":
        assert said.position is not None
        place = said.position.place()
        await register(work, at, who, CODE, said.device_id, now, place=place)
        return Reply(number=said.device_id, state="registered")
    if said.type == "WITHDRAW":
        await withdraw(work, who, CODE, said.device_id, now)
        return Reply(number=said.device_id, state="withdrawn")
    device = await device_of(work.connection, who.name, said.device_id)
    if device is None:
        raise UnknownDevice("This device is not in the register", field="device_id")
    return await _of_device(work, at, who, said, device, now)


async def _of_device(
    work: Work, at: ResidentDesk, who: From, said: HomeMessage, device: Device, now: datetime
) -> Reply:
    match said.type:
        case "BEAT":
            await beat(work, device, now)
        case "CALLED":
            org, answered = who.partner.organisation, said.answered is True
            outcome = await called(work, at, device, org, now, answered=answered)
            return Reply(number=said.device_id, state=outcome.value)
        case "SOS":
            await beat(work, device, now)
            return reply_of(await press(work, at, who, _press(at, said, device), now))
        case _:
            return reply_of(await safe(work, who, _heard(said), now))
    return Reply(number=said.device_id, state="heard")


def _heard(said: HomeMessage) -> Heard:
    number = said.number or ""
    return Heard(number=number, service=CODE, device_id=said.device_id, at=said.at)


def _press(at: ResidentDesk, said: HomeMessage, device: Device) -> Press:
    return Press(
        number=said.number or "",
        service=CODE,
        category=said.how or "",
        device_id=said.device_id,
        pressed_at=said.at,
        sent_at=said.sent_at,
        place=place_of(at, device),
        details=said.told,
        drill_id=said.drill,
    )
