"""Cameras of today out of 전국CCTV표준데이터 or the merged file of the city; cells are read as the registry reads them."""

from collections.abc import Iterator

from bongsu.planning.inputs.located import Located, located
from bongsu.planning.inputs.outline import Outline
from bongsu.planning.inputs.places import BAD_COUNT, WHERE
from bongsu.planning.inputs.sheet import Columns, read_csv, sheet_of
from bongsu.planning.inputs.sift import Sift
from bongsu.planning.inputs.values import StandingCamera
from bongsu.registry.camera import Purpose
from bongsu.registry.import_cameras.defects import read_count, read_purpose
from bongsu.registry.import_cameras.direction import read_direction
from bongsu.registry.import_cameras.flags import Reason

# 방범 and 다목적 watch a street; 차량방범 reads plates, 교통단속 watches lanes
CRIME_PURPOSES = frozenset({Purpose.CRIME_PREVENTION, Purpose.MULTI})
_COLUMNS: Columns = {
    **WHERE,
    "purpose": ("설치목적구분", "purpose"),
    "camera_count": ("카메라대수", "camera_count", "CCTV수량", "QTY"),
    "direction": ("촬영방면정보", "direction_text"),
    "site_id": ("site_id", "번호"),
}


def read_cameras(
    name: str, content: bytes, sift: Sift, *, outline: Outline
) -> list[StandingCamera]:
    """One for each camera of each row; a row of 0 cameras is left out."""
    sheet = sheet_of(
        read_csv(name, content), _COLUMNS, sift, needed=("purpose", "camera_count", "lat", "lon")
    )
    here = located(sheet.rows, sift, outline)
    return [camera for one in here for camera in _of_row(one, sift, outline.district)]


def _of_row(one: Located, sift: Sift, district: str) -> Iterator[StandingCamera]:
    count = read_count(one.row["camera_count"])
    if isinstance(count, Reason) or count < 1:
        sift.leave_out(one.row.number, BAD_COUNT)
        return
    purpose = read_purpose(one.row["purpose"]).value
    direction = read_direction(one.row["direction"] or None, count)
    site = one.row["site_id"] or f"{district}-{one.row.number:05d}"
    for number, kind in enumerate(direction.kinds, start=1):
        yield StandingCamera(
            camera_id=f"{site}-{number}",
            lat=one.lat,
            lon=one.lon,
            kind=kind.value,
            bearing_deg=direction.bearing_deg,
            hfov_deg=direction.hfov_deg,
            purpose=purpose.value,
            is_crime=purpose in CRIME_PURPOSES,
        )
