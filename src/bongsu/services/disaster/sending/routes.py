"""`/api/disaster/alerts`: the room speaks. `/link/v1/disaster/alerts.cap`: linked systems read it as CAP 1.2."""

from typing import Any  # Any: Litestar's connection is generic in what nobody here uses
from xml.sax.saxutils import escape, quoteattr

import msgspec
from litestar import Response, Router, get, post
from litestar.connection import ASGIConnection
from litestar.datastructures import State
from litestar.handlers import BaseRouteHandler
from litestar.params import FromPath, JSONBody

from bongsu.identity.failures import RightNotGiven
from bongsu.identity.people import LinkRight, Role
from bongsu.identity.routes import SIGNED_IN, Who, partner_with, require
from bongsu.services.disaster.cap.alert import Alert
from bongsu.services.disaster.cap.write import write_alert
from bongsu.services.disaster.node import DisasterNode
from bongsu.services.disaster.send import OwnAlert, Sender, UnknownAlert
from bongsu.services.disaster.sending.view import OwnAlertView, views_of
from bongsu.services.disaster.store import sent_alert, sent_lately

LIST = "/link/v1/disaster/alerts.cap"
_CAP = "application/cap+xml"


class SentAlert(msgspec.Struct, frozen=True):
    """The number by which it is updated or cancelled."""

    alert_id: str


@post(
    "/alerts",
    guards=[require(Role.DISASTER_ROOM, Role.SHIFT_LEAD)],
    operation_id="SendOwnAlert",
    tags=["disaster"],
)
async def send_here(data: JSONBody[OwnAlert], signed_in: Who, state: State) -> SentAlert:
    """An alert of the district, an update or a cancel of one."""
    here: DisasterNode = state.disaster
    here.must_be_ours(signed_in)
    alert = await Sender(here.desk).send(data, signed_in.person_id, here.room)
    return SentAlert(alert.identifier)


@get(
    "/alerts",
    guards=[require(Role.DISASTER_ROOM, Role.SHIFT_LEAD, Role.CENTRE_HEAD)],
    operation_id="ListOwnAlerts",
    tags=["disaster"],
)
async def own_here(signed_in: Who, state: State) -> list[OwnAlertView]:
    """The district's own alerts and how they stand, the newest first."""
    here: DisasterNode = state.disaster
    here.must_be_ours(signed_in)
    async with here.desk.database.read() as connection:
        return views_of(await sent_lately(connection), here.desk.clock.now())


async def may_read_alerts(
    connection: ASGIConnection[Any, Any, Any, Any], _: BaseRouteHandler | None = None
) -> None:
    """Guard: a system that reads anything of ours may read what we tell the public."""
    try:
        await partner_with(connection, LinkRight.FEED)
    except RightNotGiven:
        await partner_with(connection, LinkRight.CATALOGUE)


@get("/alerts.cap", operation_id="OwnAlerts", tags=["link"])
async def list_alerts(state: State) -> Response[bytes]:
    """The newest first, as an Atom feed (RFC 4287) whose entries lead to the alerts."""
    here: DisasterNode = state.disaster
    async with here.desk.database.read() as connection:
        found = [alert for _, alert in await sent_lately(connection)]
    updated = max((one.sent for one in found), default=here.desk.clock.now())
    entries = "".join(_entry(one) for one in found)
    name = escape(here.desk.centre.name_ko)
    feed = (
        '<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom">'
        f"<id>{LIST}</id><title>{name}</title><updated>{updated.isoformat()}</updated>"
        f"<author><name>{name}</name></author>{entries}</feed>"
    )
    return Response(feed.encode(), media_type="application/atom+xml")


def _entry(alert: Alert) -> str:
    link = quoteattr(f"/link/v1/disaster/alerts/{alert.identifier}.cap")
    return (
        f"<entry><id>{escape(alert.identifier)}</id><title>{escape(alert.infos[0].headline)}</title>"
        f'<updated>{alert.sent.isoformat()}</updated><link type="{_CAP}" href={link}/></entry>'
    )


@get("/alerts/{alert_id:str}", operation_id="OwnAlert", tags=["link"])
async def one_alert(alert_id: FromPath[str], state: State) -> Response[bytes]:
    """One alert as CAP 1.2."""
    here: DisasterNode = state.disaster
    async with here.desk.database.read() as connection:
        found = await sent_alert(connection, alert_id.removesuffix(".cap"))
    if found is None:
        raise UnknownAlert("No alert of this number was sent")
    return Response(write_alert(found), media_type=_CAP)


def sending_router() -> Router:
    """Stands on `app.state.disaster` and `.identity`."""
    return Router(
        "/api/disaster", route_handlers=[send_here, own_here], dependencies={"signed_in": SIGNED_IN}
    )


def reading_router() -> Router:
    """Stands on `app.state.disaster` and `.identity`."""
    return Router(
        "/link/v1/disaster", route_handlers=[list_alerts, one_alert], guards=[may_read_alerts]
    )
