"""`/link/v1/safe/…`: the doors of 안심이 and 안심헬프미, each with its own credential."""

import msgspec
from litestar import Response, Router, post
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.params import JSONBody

from bongsu.identity.people import LinkRight, Partner
from bongsu.identity.routes import PARTNER, may
from bongsu.kernel.failures import Invalid
from bongsu.services.safe_return.ansimi import AnsimiMessage
from bongsu.services.safe_return.helpme import HelpmeMessage, as_ansimi
from bongsu.services.safe_return.receive import receive
from bongsu.services.shared.residents.desk import From
from bongsu.services.shared.residents.door import Answered
from bongsu.services.shared.residents.routes import people_router

CODES = ("SOS_APP", "ESCORT")


def _response(answered: Answered) -> Response[bytes]:
    return Response(answered.body, status_code=answered.status, media_type="application/json")


@post("/ansimi", status_code=200, operation_id="SendAnsimi", tags=["link"])
async def send_ansimi(
    partner: NamedDependency[Partner], data: JSONBody[AnsimiMessage], state: State
) -> Response[bytes]:
    """안심이: trips, SOS, cancel, positions; the same message gets the same answer."""
    return _response(await receive(state.residents, From(partner), data))


@post("/helpme", status_code=200, operation_id="SendHelpme", tags=["link"])
async def send_helpme(
    partner: NamedDependency[Partner], data: JSONBody[HelpmeMessage], state: State
) -> Response[bytes]:
    """안심헬프미: press, undo, where, fine."""
    try:
        said = as_ansimi(data)
    except msgspec.ValidationError as problem:
        raise Invalid(str(problem).partition(" - at ")[0], field="gps") from problem
    return _response(await receive(state.residents, From(partner), said))


def link_router() -> Router:
    return Router(
        "/link/v1/safe",
        route_handlers=[send_ansimi, send_helpme],
        guards=[may(LinkRight.INCIDENTS)],
        dependencies={"partner": PARTNER},
    )


def own_router() -> Router:
    return people_router("safe-return", "SafeReturn", CODES)
