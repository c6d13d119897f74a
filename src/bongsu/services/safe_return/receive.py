"""Takes one message of a resident's system: at most once, in one transaction."""

from datetime import datetime

from bongsu.kernel.database import Work
from bongsu.services.safe_return.ansimi import (
    OF_A_TRIP,
    AnsimiMessage,
    cancel_of,
    fix_of,
    heard_of,
    press_of,
    trip_of_start,
)
from bongsu.services.safe_return.watch import end_trip, start_trip, trip_heard
from bongsu.services.shared.residents.cancel import cancel
from bongsu.services.shared.residents.desk import From, ResidentDesk
from bongsu.services.shared.residents.door import Answered, Reply, once, reply_of
from bongsu.services.shared.residents.follow import heard, safe
from bongsu.services.shared.residents.press import press
from bongsu.services.shared.residents.register import must_know, register, withdraw

# the same word twice changes nothing, so their answers are not kept: a trip says hundreds
_MANY = frozenset({"POSITION", "SOS_POSITION"})


async def receive(at: ResidentDesk, who: From, said: AnsimiMessage) -> Answered:
    """Raises `Invalid` with the field, `UnknownDevice`, `UnknownAlarm`, `NotYourService`."""
    said.check()
    service = "ESCORT" if said.type in OF_A_TRIP else "SOS_APP"
    who.must_have(service)
    if said.type not in {"REGISTER", "WITHDRAW"}:
        await must_know(at, who, said.device_id, service, "device_id")

    async def act(work: Work, now: datetime) -> Reply:
        return await _act(work, at, who, said, now)

    number = said.number or said.device_id
    return await once(at, who, number, said.msg_id, act, is_kept=said.type not in _MANY)


async def _act(
    work: Work, at: ResidentDesk, who: From, said: AnsimiMessage, now: datetime
) -> Reply:
    match said.type:
        case "REGISTER":
            await register(work, at, who, "SOS_APP", said.device_id, now)
            return Reply(number=said.device_id, state="registered")
        case "WITHDRAW":
            await withdraw(work, who, "SOS_APP", said.device_id, now)
            return Reply(number=said.device_id, state="withdrawn")
        case "SOS":
            return reply_of(await press(work, at, who, press_of(said), now))
        case "CANCEL":
            return reply_of(await cancel(work, at, who, cancel_of(said), now))
        case "SOS_POSITION":
            return reply_of(await heard(work, at, who, heard_of(said), now))
        case "SAFE":
            return reply_of(await safe(work, who, heard_of(said), now))
        case _:
            return await _trip(work, at, who, said, now)


async def _trip(
    work: Work, at: ResidentDesk, who: From, said: AnsimiMessage, now: datetime
) -> Reply:
    number = said.number or ""
    if said.type == "TRIP_START":
        trip, route = trip_of_start(said, who.partner, now)
        found = await start_trip(work, at, who, trip, route, now)
    elif said.type == "POSITION":
        found = await trip_heard(work, at, who, number, fix_of(said), heard_of(said), now)
    else:
        found = await end_trip(work, who, heard_of(said), now)
    return Reply(number=found.number, state=found.stands.value)
