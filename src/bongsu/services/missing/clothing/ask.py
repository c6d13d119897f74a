"""An operator asks, another person answers; from then on the cameras in reach tell what people there wear."""

from dataclasses import replace
from datetime import datetime

import msgspec

from bongsu.audit.entry import Entry
from bongsu.audit.kinds import TrailKind
from bongsu.audit.record import record
from bongsu.identity.people import SignedIn
from bongsu.kernel.database import Work
from bongsu.kernel.ids import new_id
from bongsu.services.missing.clothing.order import (
    TERM,
    AlreadyAsked,
    NoOrder,
    Order,
    OrderState,
    Wanted,
    must_be_another,
    must_name_a_colour,
)
from bongsu.services.missing.clothing.store import orders_of, save_order
from bongsu.services.missing.described import readable
from bongsu.services.missing.desk import MissingDesk
from bongsu.services.missing.failures import SearchRefused
from bongsu.services.missing.running import Running, at_desk
from bongsu.services.missing.searches.store import Connection, sectors_of


async def ask(
    desk: MissingDesk, incident_id: str, wanted: Wanted, reason: str, by: SignedIn
) -> Order:
    """Raises `Invalid`, `AlreadyAsked`, `NotAtThisDesk`, `SearchOver`, `SearchRefused`."""
    must_name_a_colour(wanted)
    now = desk.desk.clock.now()
    async with desk.desk.database.work() as work:
        found = await readable(work.connection, desk, incident_id, by)
        _must_be_real(found)
        if any(one.is_open for one in await orders_of(work.connection, incident_id)):
            raise AlreadyAsked("A search by colours waits or runs for this search already")
        order = Order(
            order_id=new_id("clo"),
            incident_id=incident_id,
            state=OrderState.ASKED,
            asked_by=by.person_id,
            asked_at=now,
            reason=reason,
            sealed=_sealed(desk, found, wanted),
        )
        await save_order(work.connection, order)
        await write_down(work, order, by.person_id, now, "ask")
    return order


async def answer(
    desk: MissingDesk, incident_id: str, reason: str, by: SignedIn, *, approve: bool
) -> Order:
    """Raises `NoOrder`, `NotAsked`, `SamePerson`, `SearchOver`, `SearchRefused`."""
    now = desk.desk.clock.now()
    async with desk.desk.database.work() as work:
        found = await at_desk(work.connection, desk, incident_id, by)
        _must_be_real(found)
        order = await newest(work.connection, incident_id)
        must_be_another(order, by.person_id)
        cameras = len(await sectors_of(work.connection, incident_id))
        answered = replace(
            order,
            state=OrderState.RUNNING if approve else OrderState.REFUSED,
            answered_by=by.person_id,
            answered_at=now,
            refusal="" if approve else reason,
            cameras=cameras,
            ends_at=now + TERM if approve else None,
        )
        await save_order(work.connection, answered)
        said = "approve" if approve else "refuse"
        await write_down(work, answered, by.person_id, now, said)
    return answered


async def stop(desk: MissingDesk, incident_id: str, by: SignedIn) -> Order:
    """Anybody at the desk ends it; what was found stays until the search is over. Raises `NoOrder`."""
    now = desk.desk.clock.now()
    async with desk.desk.database.work() as work:
        await at_desk(work.connection, desk, incident_id, by)
        order = await newest(work.connection, incident_id)
        if not order.is_open:
            raise NoOrder("No search by colours runs here")
        return await end(work, order, by.person_id, now)


async def end(work: Work, order: Order, by: str, now: datetime) -> Order:
    """The order is over; the index stays for whoever looks through it."""
    ended = replace(order, state=OrderState.ENDED, ended_at=now)
    await save_order(work.connection, ended)
    await write_down(work, ended, by, now, "end")
    return ended


async def newest(connection: Connection, incident_id: str) -> Order:
    """Raises `NoOrder`."""
    found = await orders_of(connection, incident_id)
    if not found:
        raise NoOrder("Nobody has asked for a search by colours here")
    return found[0]


def wanted_of(desk: MissingDesk, found: Running, order: Order) -> Wanted:
    """Nothing where its key is gone."""
    plain = desk.keys.opened(found.incident, order.sealed, about_order(order.incident_id))
    return msgspec.json.decode(plain, type=Wanted) if plain else Wanted()


def about_order(incident_id: str) -> str:
    return f"clothing {incident_id}"


def _sealed(desk: MissingDesk, found: Running, wanted: Wanted) -> str:
    plain = msgspec.json.encode(wanted)
    box = desk.keys.of_incident(found.incident)
    return box.seal(plain, about_order(found.incident.incident_id))


def _must_be_real(found: Running) -> None:
    """Raises `SearchRefused`: for an exercise nobody who passes by is looked at by machine."""
    if found.incident.drill_id is not None:
        raise SearchRefused("An exercise searches for nobody's clothes")


async def write_down(
    work: Work, order: Order, by: str, now: datetime, what: str, **more: object
) -> None:
    # the reasons may describe somebody: they lie in the order alone, and go with the search
    body = {"what": what, "order": order.order_id, "cameras": order.cameras, **more}
    entry = Entry(
        kind=TrailKind.SEARCH_CLOTHING, actor=by, incident_id=order.incident_id, body=body
    )
    await record(work, now, entry)
