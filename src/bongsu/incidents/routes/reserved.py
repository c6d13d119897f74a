"""`/api/reserved-cameras`: the head of the centre keeps the lists of cameras that one service alone may show."""

from datetime import datetime
from typing import Annotated

import msgspec
from litestar import Router, get, post
from litestar.datastructures import State
from litestar.params import JSONBody
from msgspec import Meta

from bongsu.identity.people import Role
from bongsu.identity.routes import SIGNED_IN, Who, require
from bongsu.incidents.area import PolygonText, area_of
from bongsu.incidents.desk import Desk
from bongsu.incidents.reserve import Wish, in_area, release, reserve
from bongsu.kernel.failures import Invalid
from bongsu.registry.catalogue import Catalogue
from bongsu.registry.reserved.listed import MOST_ROWS, Listed, read_list
from bongsu.registry.reserved.store import reservations

Ids = Annotated[list[Annotated[str, Meta(max_length=32)]], Meta(min_length=1, max_length=MOST_ROWS)]
Words = Annotated[str, Meta(min_length=1, max_length=200)]
Code = Annotated[str, Meta(min_length=1, max_length=80)]


class ReservedCamera(msgspec.Struct, frozen=True, kw_only=True):
    """One camera of the list; name and place are empty for one that stands no more."""

    camera_id: str
    name: str
    lat: float | None
    lon: float | None
    service: str
    organisation: str
    reason: str
    since: datetime


class ReserveWish(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Exactly one of `camera_ids`, `area` and `csv` (an id a row)."""

    service: Code
    organisation: Code
    reason: Words
    camera_ids: Ids | None = None
    area: PolygonText | None = None
    csv: Annotated[str, Meta(max_length=400_000)] | None = None


class RefusedRow(msgspec.Struct, frozen=True):
    """A row that was not taken; rows count from 1."""

    row: int
    text_ko: str
    text_en: str


class ReservedNow(msgspec.Struct, frozen=True):
    """`already` were on the list."""

    added: int
    already: int
    problems: list[RefusedRow]


class ReleaseWish(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which, and why."""

    camera_ids: Ids
    reason: Words


class ReleasedNow(msgspec.Struct, frozen=True):
    released: int


@get("/", operation_id="ReservedCameras")
async def list_reserved(state: State) -> list[ReservedCamera]:
    """By id. Nobody else learns that they exist."""
    catalogue: Catalogue = state.catalogue
    async with state.desk.database.read() as connection:
        rows = await reservations(connection)
    found = []
    for one in rows:
        camera = catalogue.row(one.camera_id)
        found.append(
            ReservedCamera(
                camera_id=one.camera_id,
                name=camera.name if camera else "",
                lat=camera.lat if camera else None,
                lon=camera.lon if camera else None,
                service=one.service,
                organisation=one.organisation,
                reason=one.reason,
                since=one.since,
            )
        )
    return found


@post("/", status_code=200, operation_id="ReserveCameras")
async def reserve_here(data: JSONBody[ReserveWish], signed_in: Who, state: State) -> ReservedNow:
    """Hidden from everybody else at once, whoever is shown them now included. A bad row holds up no other."""
    desk: Desk = state.desk
    listed = _listed(data, state.catalogue)
    wish = Wish(listed, data.service, data.organisation, data.reason)
    done = await reserve(desk, state.catalogue, wish, signed_in.person_id, desk.clock.now())
    problems = [RefusedRow(one.row, one.text_ko, one.text_en) for one in done.problems]
    return ReservedNow(done.added, done.already, problems)


def _listed(data: ReserveWish, catalogue: Catalogue) -> Listed:
    if sum(one is not None for one in (data.camera_ids, data.area, data.csv)) != 1:
        raise Invalid("One of camera_ids, area and csv", field="camera_ids")
    if data.area is not None:
        return in_area(catalogue, area_of(data.area))
    return read_list(data.csv if data.csv is not None else "\n".join(data.camera_ids or ()))


@post("/release", status_code=200, operation_id="ReleaseCameras")
async def release_here(data: JSONBody[ReleaseWish], signed_in: Who, state: State) -> ReleasedNow:
    """They are cameras like all others again."""
    desk: Desk = state.desk
    by, now = signed_in.person_id, desk.clock.now()
    number = await release(desk, state.catalogue, data.camera_ids, data.reason, by, now)
    return ReleasedNow(number)


def reserved_router() -> Router:
    """Stands on `app.state.desk`, `.catalogue`."""
    return Router(
        "/api/reserved-cameras",
        route_handlers=[list_reserved, reserve_here, release_here],
        guards=[require(Role.CENTRE_HEAD)],
        dependencies={"signed_in": SIGNED_IN},
        tags=["registry"],
    )
