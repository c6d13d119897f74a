"""Where every camera stands, in memory: an immutable snapshot in bands of latitude. Truth is in SQL; the
snapshot is built anew when cameras change, and renewed in microseconds when only states do."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from math import cos, radians
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from bongsu.kernel.geometry import EARTH_M_PER_DEGREE, Point
from bongsu.registry.sees import Columns, SeeingCamera
from bongsu.registry.sees.band import Band
from bongsu.registry.sees.columns import Bools, Floats, Ints

# what rounding may leave out of a band; candidates are then measured from the scene
BAND_SLACK = 1.01
STATES = ("unknown", "connecting", "live", "frozen", "dead", "unsupported")


@dataclass(frozen=True, slots=True)
class CameraIndex:
    """Cameras in the order of their ids, so that no order of input changes an answer."""

    camera_ids: tuple[str, ...]
    columns: Columns
    states: NDArray[np.int8]
    purposes: tuple[str, ...]
    purpose: Ints
    row_of: Mapping[str, int]
    _band: Band

    @classmethod
    def of(cls, cameras: Sequence[SeeingCamera]) -> "CameraIndex":
        ordered = sorted(cameras, key=lambda camera: camera.camera_id)
        columns = Columns.of(ordered)
        purposes = tuple(sorted({camera.purpose for camera in ordered}))
        number = {purpose: code for code, purpose in enumerate(purposes)}
        ids = tuple(camera.camera_id for camera in ordered)
        return cls(
            camera_ids=ids,
            columns=columns,
            states=_frozen([state_code(camera.state) for camera in ordered]),
            purposes=purposes,
            purpose=np.array([number[camera.purpose] for camera in ordered], dtype=np.int64),
            row_of=MappingProxyType({camera_id: row for row, camera_id in enumerate(ids)}),
            _band=Band.of(columns.lat),
        )

    def __len__(self) -> int:
        return len(self.camera_ids)

    def near(self, place: Point, radius_m: float) -> tuple[Ints, Floats]:
        """Rows within the radius and their distances in metres, in row order."""
        reach = radius_m * BAND_SLACK / EARTH_M_PER_DEGREE
        rows = np.sort(self._band.between(place.lat - reach, place.lat + reach))
        east = (self.columns.lon[rows] - place.lon) * cos(radians(place.lat))
        away = np.hypot(east, self.columns.lat[rows] - place.lat) * EARTH_M_PER_DEGREE
        close = away <= radius_m
        return rows[close], away[close]

    def with_states(self, changed: Mapping[str, str]) -> "CameraIndex":
        """The same cameras with some states changed; ids that are not registered are passed over."""
        states = self.states.copy()
        for camera_id, state in changed.items():
            row = self.row_of.get(camera_id)
            if row is not None:
                states[row] = state_code(state)
        states.setflags(write=False)
        return replace(self, states=states)

    def state_of(self, row: int) -> str:
        return STATES[self.states[row]]

    def serving(self, purposes: Collection[str]) -> Bools:
        """A mask of the cameras that were put up for one of these purposes."""
        allowed = np.array([purpose in purposes for purpose in self.purposes], dtype=np.bool_)
        return allowed[self.purpose]


def state_code(state: str) -> int:
    """A word from a newer process counts as unknown, not as broken."""
    return STATES.index(state) if state in STATES else 0


def _frozen(codes: list[int]) -> NDArray[np.int8]:
    states = np.array(codes, dtype=np.int8)
    states.setflags(write=False)
    return states
