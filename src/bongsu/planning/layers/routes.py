"""`/api/planning/layers`: imported layers with their source, one as a map, a new edition, and out of use."""

from litestar import Response, Router, delete, get, post
from litestar.datastructures import State
from litestar.params import FromPath, JSONBody

from bongsu.identity.people import Role
from bongsu.identity.routes import SIGNED_IN, Who, require
from bongsu.planning.layers import store
from bongsu.planning.layers.failures import NO_LAYER, UnknownLayer
from bongsu.planning.layers.import_layer import LayerDesk, end_layer, import_layer
from bongsu.planning.layers.layer import LARGEST_TEXT, LayerTaken, LayerView, NewLayer
from bongsu.planning.layers.outline_here import outline_here
from bongsu.planning.layers.shape import shape_of

PLANS = (Role.SITE_PLANNER,)
# where nobody looks is a gift to burglars: nobody else sees what a score is made of
SEES_NEED = (Role.SITE_PLANNER, Role.CENTRE_HEAD)


@get("/", guards=[require(*SEES_NEED)], operation_id="PlanningLayers")
async def list_here(state: State) -> list[LayerView]:
    """Those in use, by code, with source and what was left out."""
    desk: LayerDesk = state.layer_desk
    async with desk.database.read() as connection:
        return await store.layers_in_use(connection)


@post(
    "/",
    guards=[require(*PLANS)],
    operation_id="ImportPlanningLayer",
    status_code=201,
    request_max_body_size=LARGEST_TEXT,
)
async def import_here(data: JSONBody[NewLayer], signed_in: Who, state: State) -> LayerTaken:
    """Whole, in place of the former edition of its code. Faults of an own file come back by row and field."""
    desk: LayerDesk = state.layer_desk
    return await import_layer(desk, data, signed_in.person_id)


@get("/{code:str}/shape", guards=[require(*SEES_NEED)], operation_id="PlanningLayerShape")
async def shape_here(code: FromPath[str], state: State) -> Response[bytes]:
    """GeoJSON of one layer in use."""
    desk: LayerDesk = state.layer_desk
    async with desk.database.read() as connection:
        layer = await store.layer_in_use(connection, code)
        if layer is None:
            raise UnknownLayer(NO_LAYER, field="code")
        rows = await store.rows_in_use(connection, code, layer.kind)
        outline = await outline_here(connection, desk.districts)
    return Response(shape_of(rows, outline.dongs), media_type="application/geo+json")


@delete("/{code:str}", guards=[require(*PLANS)], operation_id="EndPlanningLayer", status_code=204)
async def end_here(code: FromPath[str], signed_in: Who, state: State) -> None:
    """Out of use; its rows stay."""
    desk: LayerDesk = state.layer_desk
    await end_layer(desk, code, signed_in.person_id)


def layers_router() -> Router:
    """`app.state.layer_desk` is the `LayerDesk`."""
    return Router(
        "/api/planning/layers",
        route_handlers=[list_here, import_here, shape_here, end_here],
        dependencies={"signed_in": SIGNED_IN},
        tags=["planning"],
    )
