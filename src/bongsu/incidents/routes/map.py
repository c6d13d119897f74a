"""`/api/map` and `/api/registry`: tiles by role, dongs with counts, the catalogue for the centre's own people."""

from datetime import date
from typing import Annotated

import msgspec
from litestar import Response, Router, get
from litestar.datastructures import State
from litestar.params import FromPath, FromQuery, QueryParameter

from bongsu.identity.people import OWN_ROLES
from bongsu.identity.routes import SIGNED_IN, Who, require
from bongsu.incidents.desk import Desk
from bongsu.incidents.own_watch import UnknownCamera
from bongsu.incidents.viewer import Viewer
from bongsu.incidents.visible import visible_cameras
from bongsu.kernel.clock import SEOUL
from bongsu.registry import store
from bongsu.registry.camera import Camera
from bongsu.registry.catalogue import Catalogue
from bongsu.registry.count import Counts, count

_PRIVATE = {"Cache-Control": "private, no-store", "Vary": "Cookie"}


class AreaFacts(msgspec.Struct, frozen=True):
    """A dong: its cameras are counted for everybody, placed for nobody outside."""

    code: str
    name: str
    cameras: int
    centre: tuple[float, float]
    synthetic: bool


class AreaFeature(msgspec.Struct, frozen=True, tag_field="type", tag="Feature"):
    """GeoJSON."""

    geometry: msgspec.Raw
    properties: AreaFacts


class AreaCollection(msgspec.Struct, frozen=True, tag_field="type", tag="FeatureCollection"):
    """GeoJSON."""

    features: list[AreaFeature]


@get("/areas", guards=[require()], operation_id="Areas", tags=["map"])
async def areas(state: State) -> Response[bytes]:
    """Dongs of the centre's districts with the number of cameras in each."""
    catalogue: Catalogue = state.catalogue
    desk: Desk = state.desk
    own = desk.centre.districts
    held = catalogue.cameras_per_dong()
    features = [
        AreaFeature(
            msgspec.Raw(area.geojson.encode()),
            AreaFacts(
                area.code,
                area.name,
                held.get(area.code, 0),
                (area.centre_lon, area.centre_lat),
                area.synthetic,
            ),
        )
        for area in catalogue.stored_areas
        if area.scheme == "adm" and (not own or area.district in own)
    ]
    body = msgspec.json.encode(AreaCollection(features))
    return Response(body, media_type="application/geo+json", headers=_PRIVATE)


@get("/tiles/{z:int}/{x:int}/{y:int}", guards=[require()], operation_id="MapTile", tags=["map"])
async def tile(
    z: FromPath[int], x: FromPath[int], y: FromPath[int], signed_in: Who, state: State
) -> Response[bytes]:
    """Mapbox vector tile: every camera for the centre's own people, for others those of a running grant's area."""
    desk: Desk = state.desk
    catalogue: Catalogue = state.catalogue
    viewer = Viewer.of(signed_in, desk.drills)
    seen = await visible_cameras(desk, catalogue, viewer)
    body = catalogue.tile(z, x, y, seen.own, seen.others)
    return Response(body, media_type="application/vnd.mapbox-vector-tile", headers=_PRIVATE)


@get("/counts", guards=[require(*OWN_ROLES)], operation_id="Counts", tags=["registry"])
async def counts(state: State, *, as_of: FromQuery[date | None] = None) -> Counts:
    """Sites and cameras as of any date; today is Seoul's."""
    desk: Desk = state.desk
    today = desk.clock.now().astimezone(SEOUL).date()
    async with desk.database.read() as connection:
        return await count(connection, as_of or today)


@get("/cameras", guards=[require(*OWN_ROLES)], operation_id="ListCameras", tags=["registry"])
async def list_cameras(
    state: State,
    *,
    search: Annotated[str, QueryParameter(max_length=100, pattern=r"^[^\x00]*$")] = "",
    limit: Annotated[int, QueryParameter(ge=1, le=500)] = 50,
    after: FromQuery[str | None] = None,
) -> list[Camera]:
    """Part of a code, a name or an address."""
    desk: Desk = state.desk
    async with desk.database.read() as connection:
        return await store.search_cameras(connection, search, limit, after)


@get(
    "/cameras/{camera_id:str}",
    guards=[require(*OWN_ROLES)],
    operation_id="OneCamera",
    tags=["registry"],
)
async def one_camera(camera_id: FromPath[str], state: State) -> Camera:
    """One camera, without its stream address."""
    desk: Desk = state.desk
    async with desk.database.read() as connection:
        found = await store.camera(connection, camera_id)
    if found is None:
        raise UnknownCamera("No such camera")
    return found


def map_router() -> Router:
    return Router(
        "/api",
        route_handlers=[
            Router("/map", route_handlers=[areas, tile]),
            Router("/registry", route_handlers=[counts, list_cameras, one_camera]),
        ],
        dependencies={"signed_in": SIGNED_IN},
    )
