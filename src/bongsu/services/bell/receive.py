"""Takes one message of the bells: at most once, in one transaction."""

from datetime import datetime

import msgspec

from bongsu.kernel.database import Work
from bongsu.services.bell.message import BellMessage, press_of
from bongsu.services.shared.residents.desk import From, ResidentDesk
from bongsu.services.shared.residents.door import Answered, Reply, once, reply_of
from bongsu.services.shared.residents.press import press
from bongsu.services.shared.residents.register import must_know, place_of, register, withdraw

CODE = "BELL"


async def receive(at: ResidentDesk, who: From, said: BellMessage) -> Answered:
    """Raises `Invalid` with the field, `UnknownDevice` by `pole_id`, `NotYourService`."""
    said.check()
    who.must_have(CODE)

    async def act(work: Work, now: datetime) -> Reply:
        match said.type:
            case "REGISTER":
                return await _register(work, at, who, said, now)
            case "WITHDRAW":
                await withdraw(work, who, CODE, said.pole_id, now)
                return Reply(number=said.pole_id, state="withdrawn")
            case _:
                whole = press_of(said, place, site_id)
                return reply_of(await press(work, at, who, whole, now))

    place, site_id = None, ""
    if said.type == "PRESS":
        pole = await must_know(at, who, said.pole_id, CODE, "pole_id")
        place, site_id = place_of(at, pole), pole.site_id
    return await once(at, who, said.number or said.pole_id, said.msg_id, act)


async def _register(
    work: Work, at: ResidentDesk, who: From, said: BellMessage, now: datetime
) -> Reply:
    assert said.position is not None
    place = msgspec.structs.replace(said.position.place(), address=said.address)
    site_id = said.site_id or ""
    await register(work, at, who, CODE, said.pole_id, now, place=place, site_id=site_id)
    return Reply(number=said.pole_id, state="registered")
