"""The doors of this context: what people do with incidents and lendings, the feed, the map by role."""

from collections.abc import Sequence

from litestar.types import ControllerRouterHandler

from bongsu.incidents.routes.feed import feed_socket
from bongsu.incidents.routes.grants import grants_router
from bongsu.incidents.routes.incidents import incidents_router
from bongsu.incidents.routes.map import map_router
from bongsu.incidents.routes.pilot import pilot_router
from bongsu.incidents.routes.remarks import remarks_router
from bongsu.incidents.routes.reserved import reserved_router
from bongsu.incidents.routes.system_feed import system_feed_socket


def incident_routes() -> Sequence[ControllerRouterHandler]:
    """They stand on `app.state.desk`, `.feed`, `.tickets`, `.catalogue`, `.identity`."""
    return [
        incidents_router(),
        remarks_router(),
        grants_router(),
        pilot_router(),
        map_router(),
        reserved_router(),
        feed_socket,
        system_feed_socket,
    ]
