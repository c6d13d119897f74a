"""Inputs out of the node's database: what the registry knows, the imported layers, the requests that are open.

Reserved cameras (군 비노출 목록) are hidden from planners as from everybody else, so they count as not standing: a plan may
propose a site beside one, and the field survey will say no. Cameras of other centres count within 300 m of the border, as
far as those centres have told of them."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import msgspec
import numpy as np

from bongsu.kernel.database import Database
from bongsu.planning.config import PlanConfig
from bongsu.planning.inputs.outline import TOLERANCE_M, Outline
from bongsu.planning.inputs.places import CARRIERS
from bongsu.planning.inputs.standing import CRIME_PURPOSES
from bongsu.planning.inputs.values import (
    CrimeArea,
    Dong,
    Inputs,
    LeftOut,
    Place,
    PriorityArea,
    Request,
    Source,
    StandingCamera,
)
from bongsu.planning.layers.layer import DongFigures, LayerRow, LayerView
from bongsu.planning.layers.outline_here import outline_of
from bongsu.planning.layers.store import layers_in_use, rows_in_use
from bongsu.registry.camera import CameraStatus
from bongsu.registry.peer_camera import PeerCamera
from bongsu.registry.peers.store import own_records, peer_owners, peer_records
from bongsu.registry.store import (
    Connection,
    MountedLight,
    StoredArea,
    areas,
    mounted_lights,
    obstacle_rings,
)

WishesFor = Callable[[Connection], Awaitable[Sequence[Request]]]
"""Open requests as `planning/requests` tells them: `for_planning`."""


@dataclass(frozen=True, slots=True)
class _Found:
    """What one look into the database gave; the rest is work for a thread."""

    areas: list[StoredArea]
    cameras: list[PeerCamera]
    lights: list[MountedLight]
    rings: list[str]
    requests: Sequence[Request]
    layers: list[tuple[LayerView, tuple[LayerRow, ...]]]


async def gather(database: Database, config: PlanConfig, wishes: WishesFor) -> Inputs:
    """For `config.district`; `config.files` are not read. Raises `PlanRefused` where its dongs are not known."""
    async with database.read() as connection:
        found = _Found(
            areas=await areas(connection),
            cameras=await _cameras(connection),
            lights=await mounted_lights(connection),
            rings=await obstacle_rings(connection),
            requests=await wishes(connection),
            layers=[
                (layer, await rows_in_use(connection, layer.code, layer.kind))
                for layer in await layers_in_use(connection)
            ],
        )
    return await asyncio.to_thread(_inputs, found, config.district)


async def _cameras(connection: Connection) -> list[PeerCamera]:
    records = await own_records(connection)
    for owner in await peer_owners(connection):
        records += [
            msgspec.structs.replace(one, camera_id=f"{owner}:{one.camera_id}")
            for one in await peer_records(connection, owner)
        ]
    return records


def _inputs(found: _Found, district: str) -> Inputs:
    outline = outline_of(found.areas, (district,))
    rows: dict[type, list[LayerRow]] = {}
    for _, some in found.layers:
        for row in some:
            rows.setdefault(type(row), []).append(row)
    lights = _near(found.lights, outline)
    cameras = [_standing(one) for one in _near(found.cameras, outline)]
    places = [*_lamps(lights), *(row for row in rows.get(Place, ()) if isinstance(row, Place))]
    buildings = _buildings(found.rings, outline)
    requests = [one for one in found.requests if outline.outside_m(one.lat, one.lon) <= TOLERANCE_M]
    return Inputs(
        dongs=_with_figures(outline.dongs, rows.get(DongFigures, ())),
        cameras=tuple(cameras),
        places=tuple(places),
        requests=tuple(requests),
        priority=tuple(row for row in rows.get(PriorityArea, ()) if isinstance(row, PriorityArea)),
        crime=tuple(row for row in rows.get(CrimeArea, ()) if isinstance(row, CrimeArea)),
        streets=tuple(row for row in rows.get(tuple, ()) if isinstance(row, tuple)),
        buildings=tuple(buildings),
        sources=(
            Source("dongs", "행정동 경계", len(outline.dongs)),
            Source("cameras", "관제센터 카메라 대장", len(cameras)),
            Source("lights", "보안등 대장", len(lights)),
            Source("buildings", "건물 윤곽", len(buildings)),
            Source("requests", "설치 요청·민원", len(requests)),
            *(_source(layer) for layer, _ in found.layers),
        ),
        left_out=tuple(one for layer, _ in found.layers for one in _faults(layer)),
    )


def _source(layer: LayerView) -> Source:
    return Source(
        layer.kind.value, f"{layer.title} ({layer.source})", layer.rows, layer.as_of, layer.licence
    )


def _faults(layer: LayerView) -> Sequence[LeftOut]:
    return [one for one in layer.left_out if one.is_fault]


P = TypeVar("P", PeerCamera, MountedLight)


def _near(placed: Sequence[P], outline: Outline) -> list[P]:
    if not placed:
        return []
    near = outline.near(
        np.array([one.lat for one in placed]), np.array([one.lon for one in placed])
    )
    return [one for one, is_near in zip(placed, near.tolist(), strict=True) if is_near]


def _standing(one: PeerCamera) -> StandingCamera:
    return StandingCamera(
        camera_id=one.camera_id,
        lat=one.lat,
        lon=one.lon,
        kind=one.kind.value,
        bearing_deg=one.bearing_deg,
        hfov_deg=one.hfov_deg,
        range_m=one.range_m,
        purpose=one.purpose.value,
        is_crime=one.purpose in CRIME_PURPOSES,
        is_online=one.status is CameraStatus.IN_SERVICE and one.state != "dead",
    )


def _lamps(lights: Sequence[MountedLight]) -> list[Place]:
    """Each light, and beside it the pole that could carry a camera too."""
    lamps = [Place("light", one.lat, one.lon, max(1, one.light_count)) for one in lights]
    poles = [
        Place(CARRIERS[one.mount], one.lat, one.lon) for one in lights if one.mount in CARRIERS
    ]
    return lamps + poles


def _buildings(rings: Sequence[str], outline: Outline) -> list[tuple[tuple[float, float], ...]]:
    """Those whose first corner lies in the district or near it."""
    read = [msgspec.json.decode(ring, type=tuple[tuple[float, float], ...]) for ring in rings]
    read = [ring for ring in read if ring]
    if not read:
        return []
    first = np.array([ring[0] for ring in read])
    near = outline.near(first[:, 1], first[:, 0])
    return [ring for ring, is_near in zip(read, near.tolist(), strict=True) if is_near]


def _with_figures(dongs: Sequence[Dong], rows: Sequence[LayerRow]) -> tuple[Dong, ...]:
    """A later layer's word wins; what none says stays unknown."""
    known: dict[str, dict[str, object]] = {}
    for row in rows:
        if isinstance(row, DongFigures):
            said = {
                name: value
                for name, value in msgspec.structs.asdict(row).items()
                if value is not None
            }
            known.setdefault(row.code, {}).update(said)
    return tuple(msgspec.structs.replace(dong, **known.get(dong.code, {})) for dong in dongs)
