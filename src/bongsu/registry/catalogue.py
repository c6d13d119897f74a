"""What the node keeps in memory of its cameras: the index, map tiles, facts for screens. Truth is in SQL.

Other centres' cameras lie apart (`peers`): whatever ranks and lends knows `index` and `rows` only, and those are our own.
What is reserved for one service (`reserved/`) is in neither: who chooses for that service asks `index_for`."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import msgspec
import shapely

from bongsu.kernel.database import Work
from bongsu.kernel.geometry import Point
from bongsu.registry import store
from bongsu.registry.areas import Area, AreaIndex, in_metres
from bongsu.registry.camera import CameraKind, CameraRow, CameraStatus
from bongsu.registry.districts import BY_CODE
from bongsu.registry.index import CameraIndex
from bongsu.registry.obstacles import Obstacles
from bongsu.registry.peer_cameras import PeerCameras
from bongsu.registry.reserved.store import reserved_services
from bongsu.registry.scene import Surroundings
from bongsu.registry.sees import Lights, SeeingCamera
from bongsu.registry.sees.camera import Kind
from bongsu.registry.sees.columns import Bools
from bongsu.registry.vector_tiles import TileMaker

# in the transaction that keeps states of our own cameras: whoever versions them does it there
InStatesWork = Callable[[Work, Sequence[str]], Awaitable[None]]
DEAD_STATES = frozenset({"dead", "frozen", "unsupported"})
# a turning head covers like a PTZ; for plates and heat nobody has said which way they look
_SEEN_AS: dict[CameraKind, Kind] = {CameraKind.PTZ: "ptz", CameraKind.FIXED: "fixed"}


@dataclass(frozen=True, slots=True)
class CameraState:
    """A camera's state as media told it last, or as the centre that owns it says."""

    state: str = "unknown"
    since: datetime | None = None
    reason: str = ""
    process: str = ""
    """Which media process of ours said so."""


_UNKNOWN = CameraState()


class Catalogue:
    """One owner: the node's event loop. `load` after each import, `set_state` as media speaks."""

    def __init__(self) -> None:
        self.rows: Mapping[str, CameraRow] = {}
        self.reserved: Mapping[str, str] = {}
        self.index = CameraIndex.of(())
        self.tiles = TileMaker.of(self.index)
        self.around = Surroundings()
        self.dongs = AreaIndex(())
        self.stored_areas: list[store.StoredArea] = []
        self.peers = PeerCameras()
        self.after_load: list[Callable[[], None]] = []
        self.in_states_work: list[InStatesWork] = []
        self._every: Mapping[str, CameraRow] = {}
        self._with_reserved: dict[str, CameraIndex] = {}
        self._states: dict[str, CameraState] = {}
        self._dead: set[str] = set()
        self._seen_of_others: dict[str, CameraState] = {}

    async def load(self, connection: store.Connection) -> None:
        """Reads our own anew; 0.5 s for 70,000 cameras. Other centres' are read once, then changed as they tell."""
        if not self.peers.is_loaded:
            await self.peers.load(connection)
        rows = [
            row
            for row in await store.all_positions(connection)
            if row.status is CameraStatus.IN_SERVICE
        ]
        lights = await store.lit_places(connection)
        health = await store.health(connection)
        rings = await store.obstacle_rings(connection)
        obstacles = await asyncio.to_thread(_obstacles, rings) if rings else None
        self.stored_areas = await store.areas(connection)
        self._every = {row.camera_id: row for row in rows}
        self._states = {
            camera_id: CameraState(one.state, one.since, one.reason)
            for camera_id, one in health.items()
        }
        known_lights = Lights.of([Point(light.lat, light.lon) for light in lights])
        self.around = Surroundings(obstacles=obstacles, lights=known_lights if lights else None)
        self.reserve(await reserved_services(connection))
        self.dongs = AreaIndex(_areas(self.stored_areas))
        for wake in self.after_load:
            wake()

    def reserve(self, reserved: Mapping[str, str]) -> None:
        """Camera → the one service that may still choose it. Whoever looks without a service no longer finds it."""
        self.reserved = dict(reserved)
        every = self._every
        self.rows = {key: row for key, row in every.items() if key not in reserved}
        self._dead = {
            camera_id
            for camera_id, one in self._states.items()
            if one.state in DEAD_STATES and camera_id in self.rows
        }
        self.index = self._index_of(self.rows.values())
        self.tiles = TileMaker.of(self.index, self.around.lights)
        self._with_reserved = {
            service: self._index_of(
                row for key, row in every.items() if reserved.get(key, service) == service
            )
            for service in set(reserved.values())
        }

    def _index_of(self, rows: Iterable[CameraRow]) -> CameraIndex:
        index = CameraIndex.of([_seeing(row) for row in rows])
        return index.with_states({key: one.state for key, one in self._states.items()})

    def index_for(self, service: str) -> CameraIndex:
        """What may be chosen for this service: everybody's cameras, and those reserved for it."""
        return self._with_reserved.get(service, self.index)

    def set_states(self, changed: Mapping[str, CameraState]) -> None:
        """Renews the snapshot; the positions stay."""
        self._states.update(changed)
        for camera_id, one in changed.items():
            if one.state in DEAD_STATES and camera_id in self.rows:
                self._dead.add(camera_id)
            else:
                self._dead.discard(camera_id)
        words = {camera_id: one.state for camera_id, one in changed.items()}
        self.index = self.index.with_states(words)
        self.tiles = self.tiles.with_index(self.index)
        self._with_reserved = {
            service: index.with_states(words) for service, index in self._with_reserved.items()
        }

    def state_of(self, camera_id: str) -> CameraState:
        """Of another centre's camera that centre's word, whatever our own media sees of it."""
        told = None if camera_id in self._every else self.peers.state_of(camera_id)
        return self._states.get(camera_id, _UNKNOWN) if told is None else CameraState(*told)

    def is_of_another(self, camera_id: str) -> bool:
        """Also one that its centre has just taken back while we still show it."""
        row = self.row(camera_id)
        return bool(row.owner) if row is not None else camera_id in self._seen_of_others

    def see(self, camera_id: str, seen: CameraState) -> None:
        """What our own media makes of another centre's camera while it pulls it: for tiles only, and never kept.
        `unknown` of the process that pulled it: it does no more."""
        before = self._seen_of_others.get(camera_id)
        if seen.state != "unknown":
            self._seen_of_others[camera_id] = seen
        elif before is not None and before.process == seen.process:
            del self._seen_of_others[camera_id]

    def forget_seen_by(self, process: str) -> None:
        """A media process that is gone pulls nothing."""
        for camera_id, seen in list(self._seen_of_others.items()):
            if seen.process == process:
                del self._seen_of_others[camera_id]

    def shown_state_of(self, camera_id: str) -> CameraState:
        """For a tile: a line that is cut between here and the owner shows no picture, however well the camera is."""
        return self._seen_of_others.get(camera_id) or self.state_of(camera_id)

    def row(self, camera_id: str) -> CameraRow | None:
        """Of our own or another centre's: `owner` says whose. For showing what is lent, and that may be a reserved one;
        what anybody may be lent stands in `rows`."""
        return self._every.get(camera_id) or self.peers.row(camera_id)

    def tile(
        self, z: int, x: int, y: int, visible: Bools | None = None, others: Bools | None = None
    ) -> bytes:
        """`visible` masks our own cameras (None = all, and all of other centres); `others` masks theirs
        (`peers.mask_of`), without it whoever may not see all sees none of them."""
        foreign = self.peers.foreign() if visible is None or others is not None else None
        if foreign is not None and others is not None:
            foreign = replace(foreign, shown=foreign.shown & others)
        return self.tiles.tile(z, x, y, visible, foreign)

    def counts(self) -> tuple[int, int]:
        """Our own cameras in service, and how many of them are known to show nothing."""
        return len(self.rows), len(self._dead)

    def counts_by_owner(self) -> dict[str, tuple[int, int]]:
        """The same of every other centre whose cameras we know."""
        return self.peers.counts_by_owner()

    def dong_shares(self, place: Point, accuracy_m: float) -> dict[str, float] | None:
        """Dong code → share of the disc of error; None where no administrative dong is known."""
        if not self.dongs.areas:
            return None
        found = self.dongs.dong_of(place)
        if accuracy_m <= 1.0:
            return {found.code: 1.0} if found else {}
        touched = self.dongs.within(place, accuracy_m)
        if len(touched) == 1 and found and self._is_inside(place, accuracy_m):
            return {found.code: 1.0}
        return _shares(place, accuracy_m, touched)

    def _is_inside(self, place: Point, accuracy_m: float) -> bool:
        border_m = self.dongs.distance_to_border_m(place)
        return border_m is not None and border_m >= accuracy_m

    def cameras_per_dong(self) -> dict[str, int]:
        held: dict[str, int] = {}
        for row in self.rows.values():
            if row.dong_code is not None:
                held[row.dong_code] = held.get(row.dong_code, 0) + 1
        return held


def _shares(place: Point, accuracy_m: float, areas: Iterable[Area]) -> dict[str, float]:
    spot = in_metres(shapely.Point(place.lon, place.lat))
    disc = spot.buffer(accuracy_m)
    shares = {
        area.code: in_metres(area.geometry).intersection(disc).area / disc.area for area in areas
    }
    return {code: share for code, share in shares.items() if share > 0.0}


def _obstacles(rings: Sequence[str]) -> Obstacles:
    read = msgspec.json.Decoder(list[tuple[float, float]]).decode
    return Obstacles.of([Point(lat, lon) for lon, lat in read(ring)] for ring in rings)


def _areas(stored: Iterable[store.StoredArea]) -> list[Area]:
    return [
        Area(
            one.scheme,
            one.code,
            one.name,
            one.district,
            shapely.from_geojson(one.geojson),
            Point(one.centre_lat, one.centre_lon),
            synthetic=one.synthetic,
        )
        for one in stored
    ]


def _seeing(row: CameraRow) -> SeeingCamera:
    return SeeingCamera(
        camera_id=row.camera_id,
        lat=row.lat,
        lon=row.lon,
        kind=_SEEN_AS.get(row.kind, "unknown"),
        bearing_deg=row.bearing_deg,
        hfov_deg=row.hfov_deg,
        range_m=row.range_m,
        height_m=row.height_m,
        state=row.state,
        purpose=row.purpose.value,
        site_id=row.site_id,
    )


def district_name(code: str) -> str:
    """`SB` → 성북구."""
    district = BY_CODE.get(code)
    return district.name_ko if district else code
