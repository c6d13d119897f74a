"""`/api/city`: the districts as lines of a list, and their outlines, for the centre's own people."""

import asyncio

import msgspec
from litestar import Response, Router, get
from litestar.datastructures import State

from bongsu.federation.city.districts import CityDistrict, city_districts
from bongsu.federation.city.outlines import Outlines, outlines
from bongsu.federation.peers.desk import PeersDesk
from bongsu.federation.peers.links import Links
from bongsu.federation.peers.peer import PeerKind
from bongsu.federation.peers.tell_about import OwnAbout
from bongsu.identity.people import OWN_ROLES
from bongsu.identity.routes import require
from bongsu.registry.catalogue import Catalogue

_PRIVATE = {"Cache-Control": "private, no-store", "Vary": "Cookie"}


class CityPage(msgspec.Struct, frozen=True):
    """At a hub all 25; at a district itself and whom it is linked with."""

    code: str
    own_kind: PeerKind
    districts: list[CityDistrict]


@get("/city", operation_id="City")
async def city(state: State) -> CityPage:
    """Every district that this centre knows of: stage and date, cameras, line."""
    desk: PeersDesk = state.peers
    links: Links = state.links
    own: OwnAbout = state.own_about
    catalogue: Catalogue = state.catalogue
    lines = city_districts(
        own.now(),
        catalogue.counts(),
        await links.views(),
        catalogue.counts_by_owner(),
        await links.catalogues(),
    )
    return CityPage(desk.own.code, desk.own.kind, lines)


@get("/city/outlines", operation_id="CityOutlines")
async def city_outlines(state: State) -> Response[bytes]:
    """GeoJSON of the districts' outlines, as far as their dongs are registered here."""
    catalogue: Catalogue = state.catalogue
    known: Outlines = state.outlines
    areas = catalogue.stored_areas
    body = known.kept(areas)
    if body is None:
        body = known.keep(areas, await asyncio.to_thread(outlines, areas))
    return Response(body, media_type="application/geo+json", headers=_PRIVATE)


def city_router() -> Router:
    """`app.state` holds `peers`, `links`, `own_about`, `catalogue` and `outlines`."""
    return Router(
        "/api", route_handlers=[city, city_outlines], guards=[require(*OWN_ROLES)], tags=["city"]
    )
