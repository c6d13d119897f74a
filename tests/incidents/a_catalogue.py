"""A catalogue in memory, made from a list: cameras at so many metres from a place."""

from dataclasses import replace

from bongsu.kernel.geometry import Point, moved
from bongsu.registry.camera import CameraKind, CameraRow, CameraStatus, Purpose
from bongsu.registry.catalogue import CameraState, Catalogue

HERE = Point(37.6, 127.01)


def row(camera_id: str, east_m: float = 0.0, north_m: float = 0.0, **more: object) -> CameraRow:
    at = moved(HERE, east_m, north_m)
    made = CameraRow(
        camera_id=camera_id,
        site_id="",
        district="SB",
        name=camera_id,
        kind=CameraKind.PTZ,
        purpose=Purpose.CRIME_PREVENTION,
        status=CameraStatus.IN_SERVICE,
        lat=at.lat,
        lon=at.lon,
        bearing_deg=None,
        hfov_deg=None,
        range_m=50.0,
        height_m=None,
        dong_code=None,
        state="live",
    )
    return replace(made, **more)  # type: ignore[arg-type]  # checked by name


def catalogue_of(*rows: CameraRow, reserved: dict[str, str] | None = None) -> Catalogue:
    """As after a load; a camera's state is the row's."""
    made = Catalogue()
    made._every = {one.camera_id: one for one in rows}
    made._states = {one.camera_id: CameraState(one.state) for one in rows}
    made.reserve(reserved or {})
    return made
