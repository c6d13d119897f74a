"""Many cameras as arrays, one row each, so that a whole quarter is weighed in one go."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bongsu.registry.sees.camera import KINDS, SeeingCamera

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


def _known(values: list[float | None]) -> Floats:
    return np.array([np.nan if value is None else value for value in values], dtype=np.float64)


@dataclass(frozen=True, slots=True)
class Columns:
    """Cameras by row; NaN is "unknown". `blind_at_site` counts the fixed cameras of the row's pole
    whose bearing nobody recorded."""

    lat: Floats
    lon: Floats
    kind: Ints
    bearing_deg: Floats
    hfov_deg: Floats
    range_m: Floats
    height_m: Floats
    pixels_10k: Floats
    site: Ints
    blind_at_site: Ints

    @classmethod
    def of(cls, cameras: Sequence[SeeingCamera]) -> "Columns":
        site, blind = _sites(cameras)
        return cls(
            lat=np.array([camera.lat for camera in cameras], dtype=np.float64),
            lon=np.array([camera.lon for camera in cameras], dtype=np.float64),
            kind=np.array([KINDS.index(camera.kind) for camera in cameras], dtype=np.int64),
            bearing_deg=_known([camera.bearing_deg for camera in cameras]),
            hfov_deg=_known([camera.hfov_deg for camera in cameras]),
            range_m=np.array([camera.range_m for camera in cameras], dtype=np.float64),
            height_m=_known([camera.height_m for camera in cameras]),
            pixels_10k=_known([camera.pixels_10k for camera in cameras]),
            site=site,
            blind_at_site=blind,
        )

    def take(self, rows: Ints) -> "Columns":
        return Columns(
            self.lat[rows],
            self.lon[rows],
            self.kind[rows],
            self.bearing_deg[rows],
            self.hfov_deg[rows],
            self.range_m[rows],
            self.height_m[rows],
            self.pixels_10k[rows],
            self.site[rows],
            self.blind_at_site[rows],
        )

    def __len__(self) -> int:
        return len(self.lat)


def _sites(cameras: Sequence[SeeingCamera]) -> tuple[Ints, Ints]:
    # A camera without a site shares one with whatever stands at the very same coordinates.
    keys = [camera.site_id or (camera.lat, camera.lon) for camera in cameras]
    number = {key: row for row, key in enumerate(dict.fromkeys(keys))}
    blind = Counter(
        key
        for key, camera in zip(keys, cameras, strict=True)
        if camera.bearing_deg is None and camera.kind != "ptz"
    )
    return (
        np.array([number[key] for key in keys], dtype=np.int64),
        np.array([blind[key] for key in keys], dtype=np.int64),
    )
