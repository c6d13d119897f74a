"""`/link/v1/missing`: the police's system sends the photo that its message announced."""

from typing import Any  # Any: Litestar's request is generic in what nobody here uses

import msgspec
from litestar import Request, post
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.params import FromPath

from bongsu.identity.people import Partner
from bongsu.services.missing.described import take_photo
from bongsu.services.missing.routes.pictures import LARGEST_BODY


class Taken(msgspec.Struct, frozen=True):
    """It is destroyed with the search."""

    copy_id: str


@post(
    "/{incident_id:str}/photo",
    operation_id="SendMissingPhoto",
    request_max_body_size=LARGEST_BODY,
)
async def send_photo(
    incident_id: FromPath[str],
    partner: NamedDependency[Partner],
    request: Request[Any, Any, State],
    state: State,
) -> Taken:
    """The body is a JPEG of at most 1 MiB. For this search alone."""
    return Taken(await take_photo(state.missing, incident_id, await request.body(), partner))


LINK = (send_photo,)
