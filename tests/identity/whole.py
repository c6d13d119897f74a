"""The doors of identity in an application as `web` builds it, and a browser at it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any  # Any: ASGI's types and parsed JSON

import httpx
import msgspec
from litestar import Litestar
from litestar.datastructures import State

from bongsu.identity.factors.routes import factor_routers
from bongsu.identity.oidc.routes import oidc_router
from bongsu.identity.own.routes import own_router
from bongsu.identity.rights.routes import rights_routers
from bongsu.identity.routes import identity_router
from bongsu.identity.service import IdentityService
from bongsu.identity.settings import IdentitySettings
from bongsu.kernel.clock import Clock
from bongsu.kernel.database import Database
from bongsu.web.problems import HANDLERS
from tests.identity.conftest import CHEAP

ORIGIN = "http://localhost:8600"
CONSOLE = {"X-Bongsu": "1"}


async def strict_identity(
    database: Database, clock: Clock, key_file: str, **more: Any
) -> IdentityService:
    """As a real node: outside organisations need a second factor."""
    settings: IdentitySettings = msgspec.structs.replace(
        CHEAP, second_factor_outside=True, key_file=key_file, **more
    )
    return IdentityService(database, clock, settings)


@asynccontextmanager
async def browser_at(
    identity: IdentityService, database: Database, origin: str = ORIGIN
) -> AsyncIterator[httpx.AsyncClient]:
    """Keeps cookies, follows no redirect by itself."""
    app: Any = _free.pop() if _free else _application()
    app.state = State({"identity": identity, "database": database})
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url=origin, headers=CONSOLE) as browser:
        yield browser
    _free.append(app)


# to put one together takes longer than most of what is asked of it; two browsers of one test have two
_free: list[Litestar] = []


def _application() -> Litestar:
    return Litestar(
        [identity_router(), *factor_routers(), own_router(), *rights_routers(), oidc_router()],
        exception_handlers=HANDLERS,
        logging_config=None,
    )
