"""A duty officer enters an order at the room's screen, and ends it: the same incident, the same checks as by message."""

from datetime import datetime

import msgspec

from bongsu.identity.people import LinkSystem, Partner, Person
from bongsu.incidents.area import PolygonText
from bongsu.incidents.close import close_incident
from bongsu.incidents.desk import Desk
from bongsu.incidents.failures import AlreadyEnded, UnknownIncident
from bongsu.incidents.store import incident_by_id
from bongsu.kernel.failures import Failure
from bongsu.kernel.ids import new_id
from bongsu.services.intake.message import CanonicalMessage, Legal, Said, Sender, Span
from bongsu.services.intake.receive import Answered, receive
from bongsu.services.military.words import CODE
from bongsu.sharing.rules import Reason

# where the message has another place for what the form asks
_ON_THE_FORM = {
    "legal.order_no": "order_no",
    "incident.category": "kind",
    "window.starts": "starts",
    "window.ends": "ends",
}
_OF_THE_ROOM = ("군 상황실", "army room")


class Order(msgspec.Struct, frozen=True, kw_only=True):
    """What the form says."""

    order_no: str
    kind: str
    starts: datetime
    ends: datetime
    area: PolygonText


async def enter_order(desk: Desk, officer: Person, order: Order) -> Answered:
    """Raises what `receive` raises, by the form's own fields."""
    try:
        return await receive(desk, _as_partner(officer), _as_message(desk, officer, order))
    except Failure as failure:
        failure.field = _ON_THE_FORM.get(failure.field or "", failure.field)
        raise


def _as_partner(officer: Person) -> Partner:
    """The trail's actor is the person, by id, where it would be the unit's system."""
    return Partner(
        officer.person_id,
        officer.person_id,
        officer.organisation,
        LinkSystem.ARMY,
        frozenset({CODE}),
    )


def _as_message(desk: Desk, officer: Person, order: Order) -> CanonicalMessage:
    number = order.order_no.strip()
    return CanonicalMessage(
        msg_id=new_id("msg"),
        sent_at=desk.clock.now(),
        sender=Sender(org=officer.organisation, system=LinkSystem.ARMY.value),
        service=CODE,
        # the officer may enter an order anew that was cancelled
        ext_incident_no=f"{number} {new_id('ord')[-6:]}",
        msg_type="NEW",
        incident=Said(category=order.kind),
        legal=Legal(order_no=number),
        area=order.area,
        window=Span(starts=order.starts, ends=order.ends),
    )


async def end_order(desk: Desk, officer: Person, incident_id: str) -> None:
    """Before its start it is cancelled. Raises `UnknownIncident` for another unit's, `AlreadyEnded`."""
    now = desk.clock.now()
    async with desk.database.work() as work:
        incident = await incident_by_id(work.connection, incident_id)
        if incident is None or (incident.service, incident.sender_org) != (
            CODE,
            officer.organisation,
        ):
            raise UnknownIncident("No such order of your unit")
        if not incident.is_open:
            raise AlreadyEnded("The order is already over")
        begins = incident.window.starts if incident.window else now
        reason = Reason.CANCELLED if now < begins else Reason.CLOSED
        await close_incident(
            work, desk, incident, officer.person_id, now, reason=reason, actor_name=_OF_THE_ROOM
        )
