"""Routes of plans and of a chosen plan's sites."""

from litestar import Router

from bongsu.identity.routes import SIGNED_IN
from bongsu.planning.plans.routes import plans, sites


def plans_router() -> Router:
    return Router(
        "/api/planning",
        route_handlers=[*plans.HANDLERS, *sites.HANDLERS],
        dependencies={"signed_in": SIGNED_IN},
        tags=["planning"],
    )
