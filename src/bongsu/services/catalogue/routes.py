"""`/ogc/v1` (OGC API – Features 1.0 Part 1) and `/link/v1/cameras`, for linked systems with the right `catalogue`."""

from collections.abc import Mapping
from typing import Annotated, Any  # Any: JSON of the pages, and Litestar's request

import msgspec
from litestar import Request, Response, Router, get
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.openapi.datastructures import ResponseSpec
from litestar.params import FromPath, QueryParameter

from bongsu.identity.people import Partner
from bongsu.identity.routes import READER, may_read_catalogue
from bongsu.identity.service import IdentityService
from bongsu.incidents.desk import Desk
from bongsu.kernel.failures import Failure, Kind
from bongsu.services.catalogue.asked import read_asked
from bongsu.services.catalogue.changes import changed_cameras, version_now
from bongsu.services.catalogue.definition import definition
from bongsu.services.catalogue.features import ChangedCameras, Feature, Features
from bongsu.services.catalogue.may_see import Sight, sight_of
from bongsu.services.catalogue.pages import (
    COLLECTIONS,
    CONFORMS_TO,
    CRS84,
    GEOJSON,
    JSON,
    OPENAPI,
    ROOT,
    Box,
    collection,
    collections,
    feature_links,
    items_links,
    landing,
)
from bongsu.services.catalogue.readings import Readings
from bongsu.services.catalogue.store import FILTERS, extent, one, page

Reader = NamedDependency[Partner]
Asking = Request[Any, Any, State]
Word = Annotated[str | None, QueryParameter(max_length=200)]
_PRIVATE = {"Cache-Control": "private, no-store", "Vary": "Authorization"}
_IN_CRS = {**_PRIVATE, "Content-Crs": f"<{CRS84}>"}
_PAGING = frozenset({"limit", "offset", "f", "bbox"})


class NoSuchFeature(Failure):
    """There is none, or none that this system may know of."""

    kind = Kind.NOT_FOUND
    code = "no_such_feature"


def _told(shape: type[Features | ChangedCameras], words: str) -> ResponseSpec:
    """Without made examples: they would differ at each making of the description."""
    return ResponseSpec(shape, generate_examples=False, media_type=GEOJSON, description=words)


def _origin(request: Asking) -> str:
    return str(request.base_url).rstrip("/")


def _json(body: object, form: str = JSON, headers: Mapping[str, str] = _PRIVATE) -> Response[bytes]:
    return Response(msgspec.json.encode(body), media_type=form, headers=dict(headers))


async def _sight(state: State, partner: Partner) -> Sight:
    identity: IdentityService = state.identity
    desk: Desk = state.desk
    organisation = await identity.organisation(partner.organisation)
    now = desk.clock.now()
    policy = desk.centre.agreements.policy(now)
    return sight_of(organisation, partner.organisation, desk.centre.code, policy, now)


async def _boxes(state: State, sight: Sight) -> dict[str, Box | None]:
    desk: Desk = state.desk
    if sight.scope is None:
        return dict.fromkeys(COLLECTIONS)
    async with desk.database.read() as connection:
        return {name: await extent(connection, name, sight.scope) for name in COLLECTIONS}


def _known(name: str) -> str:
    if name not in COLLECTIONS:
        raise NoSuchFeature("There is no such collection")
    return name


@get("/", operation_id="CatalogueLanding")
async def landing_page(partner: Reader, request: Asking, state: State) -> Response[bytes]:
    """What there is, and how much of it this system may know and why."""
    centre = state.desk.centre
    sight = await _sight(state, partner)
    return _json(landing(_origin(request), centre.name_ko, centre.name_en, sight))


@get("/conformance", operation_id="CatalogueConformance")
async def conformance_page() -> Response[bytes]:
    """Core, GeoJSON, OpenAPI 3.0."""
    return _json({"conformsTo": CONFORMS_TO})


@get("/api", operation_id="CatalogueDefinition")
async def definition_page(request: Asking) -> Response[bytes]:
    """OpenAPI 3.0 of these doors alone, as GDAL and QGIS read it."""
    return _json(definition(_origin(request)), OPENAPI)


@get("/collections", operation_id="CatalogueCollections")
async def collections_page(partner: Reader, request: Asking, state: State) -> Response[bytes]:
    """Cameras and sites, and how far they reach."""
    boxes = await _boxes(state, await _sight(state, partner))
    return _json(collections(_origin(request), boxes))


@get("/collections/{collection_id:str}", operation_id="CatalogueCollection")
async def collection_page(
    partner: Reader, collection_id: FromPath[str], request: Asking, state: State
) -> Response[bytes]:
    """One of them."""
    name = _known(collection_id)
    boxes = await _boxes(state, await _sight(state, partner))
    return _json(collection(_origin(request), name, boxes[name]))


@get(
    "/collections/{collection_id:str}/items",
    operation_id="CatalogueItems",
    responses={200: _told(Features, "A page by id")},
)
async def items_page(
    partner: Reader,
    collection_id: FromPath[str],
    request: Asking,
    state: State,
    *,
    limit: Word = None,
    offset: Word = None,
    bbox: Word = None,
    installed: Annotated[str | None, QueryParameter(name="datetime", max_length=200)] = None,
    district: Word = None,
    purpose: Word = None,
    kind: Word = None,
    health: Annotated[str | None, QueryParameter(name="state", max_length=200)] = None,
    owner: Word = None,
) -> Response[bytes]:
    """By id, `limit` at a time; the link `next` leads on. `bbox` in degrees, `datetime` is when it was put up."""
    name, said = _known(collection_id), dict(request.query_params)
    asked = read_asked(said, FILTERS[name])
    desk: Desk = state.desk
    sight = await _sight(state, partner)
    await _keep_reading(state, partner, name, said)
    matched, found = 0, list[Feature]()
    if sight.scope is not None:
        async with desk.database.read() as connection:
            matched, found = await page(connection, name, sight.scope, asked, desk.centre.code)
    body = Features(
        features=found,
        links=items_links(_origin(request), name, said, asked, matched),
        time_stamp=desk.clock.now(),
        number_matched=matched,
        number_returned=len(found),
    )
    return _json(body, GEOJSON, _IN_CRS)


@get("/collections/{collection_id:str}/items/{feature_id:str}", operation_id="CatalogueItem")
async def item_page(
    partner: Reader,
    collection_id: FromPath[str],
    feature_id: FromPath[str],
    request: Asking,
    state: State,
) -> Response[bytes]:
    """One camera or site."""
    name, desk = _known(collection_id), state.desk
    sight = await _sight(state, partner)
    await _keep_reading(state, partner, name, {})
    found = None
    if sight.scope is not None and feature_id.isprintable():
        async with desk.database.read() as connection:
            found = await one(connection, name, sight.scope, feature_id, desk.centre.code)
    if found is None:
        raise NoSuchFeature("There is no such feature, or none that you may know of")
    links = feature_links(_origin(request), name, feature_id)
    return _json(msgspec.structs.replace(found, links=links), GEOJSON, _IN_CRS)


@get(
    "/cameras",
    operation_id="LinkedCameras",
    tags=["link"],
    responses={200: _told(ChangedCameras, "GeoJSON")},
)
async def linked_cameras(
    partner: Reader,
    request: Asking,
    state: State,
    after: Annotated[str, QueryParameter(max_length=100)] = "",
) -> Response[bytes]:
    """Every camera that this system may know, or with `after` what changed since; 304 to `If-None-Match` when nothing
    did. While `more` is true, ask again with `after` = `version`."""
    desk: Desk = state.desk
    sight = await _sight(state, partner)
    async with desk.database.read() as connection:
        tag = f'"{await version_now(connection, sight.scope)}"'
        if request.headers.get("if-none-match") == tag:
            return Response(b"", status_code=304, headers={**_PRIVATE, "ETag": tag})
        told = await changed_cameras(connection, sight, after, desk.centre.code)
    await _keep_reading(state, partner, "changes", {})
    return _json(told, GEOJSON, {**_IN_CRS, "ETag": f'"{told.version}"'})


async def _keep_reading(
    state: State, partner: Partner, collection_id: str, said: Mapping[str, str]
) -> None:
    readings: Readings = state.readings
    filters = {name: word for name, word in said.items() if name not in _PAGING}
    await readings.keep(partner, collection_id, filters)


def catalogue_routers() -> list[Router]:
    """They stand on `app.state.desk`, `.identity`, `.readings`."""
    shared: dict[str, Any] = {
        "guards": [may_read_catalogue],
        "dependencies": {"partner": READER},
    }
    pages = [
        landing_page,
        conformance_page,
        definition_page,
        collections_page,
        collection_page,
        items_page,
        item_page,
    ]
    return [
        Router(ROOT, route_handlers=pages, tags=["ogc"], **shared),
        Router("/link/v1", route_handlers=[linked_cameras], **shared),
    ]
