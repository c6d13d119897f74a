"""`/api/missing/…` for welfare officers, guardians, operators and rooms; `/link/v1/missing/…` for the police's system."""

from litestar import Router

from bongsu.identity.people import LinkRight
from bongsu.identity.routes import PARTNER, SIGNED_IN, may
from bongsu.services.missing.routes.clothing import CLOTHING
from bongsu.services.missing.routes.guardian import GUARDIAN
from bongsu.services.missing.routes.link import LINK
from bongsu.services.missing.routes.register import REGISTER
from bongsu.services.missing.routes.room import ROOM
from bongsu.services.missing.routes.search import SEARCH


def routers() -> Router:
    """Stands on `app.state.missing`, `.clothing_cameras`, `.desk`, `.duties` and `.identity`."""
    people = Router(
        "/api/missing",
        route_handlers=[*REGISTER, *GUARDIAN, *SEARCH, *CLOTHING, *ROOM],
        dependencies={"signed_in": SIGNED_IN},
        tags=["missing"],
    )
    systems = Router(
        "/link/v1/missing",
        route_handlers=[*LINK],
        guards=[may(LinkRight.INCIDENTS)],
        dependencies={"partner": PARTNER},
        tags=["link"],
    )
    return Router("/", route_handlers=[people, systems])
