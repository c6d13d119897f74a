"""The doors of the operator's queue, below those that lend and open incidents (`services/selective`)."""

from litestar import Router

from bongsu.monitoring.alarms.routes.alarms import alarms_router
from bongsu.monitoring.alarms.routes.load import load_router
from bongsu.monitoring.alarms.routes.shelves import shelves_router


def alarm_routes() -> list[Router]:
    """`app.state.alarms` is the `AlarmDesk`."""
    return [alarms_router(), shelves_router(), load_router()]
