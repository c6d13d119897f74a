"""`/link/v1/disaster`: alerts and water levels come in. `/api/disaster`: the room's sensors and its key."""

from datetime import datetime
from typing import Any  # Any: Litestar's request is generic in what nobody here uses

import msgspec
from litestar import Request, Response, Router, get, post
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from bongsu.identity.people import LinkRight, Partner, Role
from bongsu.identity.routes import PARTNER, SIGNED_IN, Who, may, require
from bongsu.incidents.viewer import MONITORING
from bongsu.kernel.failures import Invalid
from bongsu.services.disaster.cap.tree import LARGEST_BYTES
from bongsu.services.disaster.hear import DISASTER, HearingAnswer, ServiceNotYours
from bongsu.services.disaster.node import DisasterNode
from bongsu.services.disaster.sensors.hear import ReadingAnswer, Readings
from bongsu.services.disaster.sensors.level import state_of
from bongsu.services.disaster.sensors.store import every_sensor

CAP_TYPES = frozenset({"application/cap+xml", "application/xml", "text/xml"})


@post(
    "/cap",
    operation_id="SendAlert",
    tags=["link"],
    status_code=200,
    request_max_body_size=LARGEST_BYTES + 1,
)
async def send_alert(
    partner: NamedDependency[Partner], request: Request[Any, Any, State], state: State
) -> Response[HearingAnswer]:
    """One CAP 1.2 alert (1.1 is read too). 201: an incident was opened; 200: everything else, with the word for it."""
    said = request.content_type[0]
    if said not in CAP_TYPES:
        raise Invalid(f"An alert is application/cap+xml, not {said[:60]}", field="Content-Type")
    here: DisasterNode = state.disaster
    status, body = await here.hearing().hear(partner, await request.body())
    answer: Response[Any] = Response(body, status_code=status, media_type="application/json")
    return answer


@post("/sensors", operation_id="SendReadings", tags=["link"], status_code=200)
async def send_readings(
    partner: NamedDependency[Partner], data: JSONBody[Readings], state: State
) -> list[ReadingAnswer]:
    """Levels of registered sensors, each answered on its own."""
    here: DisasterNode = state.disaster
    if DISASTER not in partner.services:
        raise ServiceNotYours(f"This credential may not send {DISASTER}", field="service")
    return await here.sensors().hear(data.readings)


class SensorView(msgspec.Struct, frozen=True):
    """A sensor as its room sees it. `state`: `normal`, `warning`, `alarm`, `silent`; silence is no all-clear."""

    sensor_id: str
    name: str
    lat: float
    lon: float
    warn_cm: float
    alarm_cm: float
    level_cm: float | None
    at: datetime | None
    state: str
    waits_since: datetime | None
    incident_id: str | None


@get(
    "/sensors",
    guards=[require(Role.DISASTER_ROOM, *MONITORING)],
    operation_id="WaterSensors",
    tags=["disaster"],
)
async def sensors_here(signed_in: Who, state: State) -> list[SensorView]:
    """Every registered sensor."""
    here: DisasterNode = state.disaster
    here.must_be_ours(signed_in)
    now = here.desk.clock.now()
    async with here.desk.database.read() as connection:
        found = await every_sensor(connection)
    return [
        SensorView(
            one.sensor_id,
            one.name,
            one.lat,
            one.lon,
            one.warn_cm,
            one.alarm_cm,
            one.level_cm,
            one.at,
            state_of(one, now, here.settings),
            one.proposed_at,
            one.incident_id,
        )
        for one in found
    ]


class Confirmed(msgspec.Struct, frozen=True):
    """What the key opened."""

    incident_id: str


@post(
    "/sensors/{sensor_id:str}/confirm",
    guards=[require(Role.DISASTER_ROOM)],
    status_code=200,
    operation_id="ConfirmLevel",
    tags=["disaster"],
)
async def confirm_here(sensor_id: FromPath[str], signed_in: Who, state: State) -> Confirmed:
    """The room's one key to a level at its alarm."""
    here: DisasterNode = state.disaster
    here.must_be_ours(signed_in)
    return Confirmed(await here.sensors().confirm(sensor_id, signed_in.person_id))


def room_router() -> Router:
    """Stands on `app.state.disaster` and `.identity`."""
    return Router(
        "/api/disaster",
        route_handlers=[sensors_here, confirm_here],
        dependencies={"signed_in": SIGNED_IN},
    )


def link_router() -> Router:
    """Stands on `app.state.disaster` and `.identity`."""
    return Router(
        "/link/v1/disaster",
        route_handlers=[send_alert, send_readings],
        guards=[may(LinkRight.INCIDENTS)],
        dependencies={"partner": PARTNER},
    )
