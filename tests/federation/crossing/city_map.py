"""Where the centres of these tests lie: 성북 | 강북 | 구로, two kilometres wide, borders along a meridian; their cameras."""

from datetime import UTC, datetime

import shapely

from bongsu.incidents.incident import Place
from bongsu.kernel.geometry import Point, moved
from bongsu.registry.areas import Area, AreaIndex
from bongsu.registry.camera import CameraKind, CameraRow, CameraStatus, Purpose
from bongsu.registry.catalogue import Catalogue
from bongsu.registry.index import CameraIndex
from bongsu.registry.sees import SeeingCamera

NOW = datetime(2026, 11, 21, 17, 10, tzinfo=UTC)
BORDER = Point(37.6, 127.02)
SEONGBUK, GANGBUK, GURO, SEOUL = "SEONGBUK", "GANGBUK", "GURO", "SEOUL"
POLICE = "KNPA.SEOUL.SEONGBUK"
CITY_POLICE = "KNPA.SEOUL"
# letters, dong, its name, western and eastern edge
DONGS = (
    ("SB", "1129052500", "성북동", 127.00, 127.02),
    ("GB", "1130553400", "삼양동", 127.02, 127.04),
    ("GR", "1153051000", "신도림동", 127.04, 127.06),
)
AREAS = tuple(
    Area("adm", code, name, letters, shapely.box(west, 37.58, east, 37.62), BORDER)
    for letters, code, name, west, east in DONGS
)


def at(east_m: float, north_m: float = 0.0, accuracy_m: float = 12.0) -> Place:
    """Metres from the border of 성북 and 강북."""
    point = moved(BORDER, east_m, north_m)
    return Place(lat=point.lat, lon=point.lon, accuracy_m=accuracy_m)


def camera(letters: str, number: int, east_m: float, purpose: Purpose) -> CameraRow:
    point = moved(BORDER, east_m, 15.0 * (number % 3))
    return CameraRow(
        camera_id=f"{letters}-{number:04}",
        site_id=f"{letters}-S{number:04}",
        district=letters,
        name=f"{letters} 카메라 {number}",
        kind=CameraKind.PTZ,
        purpose=purpose,
        status=CameraStatus.IN_SERVICE,
        lat=point.lat,
        lon=point.lon,
        bearing_deg=None,
        hfov_deg=None,
        range_m=80.0,
        height_m=5.0,
        dong_code=None,
        state="live",
    )


def _cameras(letters: str, east_m: float, step_m: float, how_many: int = 12) -> list[CameraRow]:
    some = [
        camera(letters, number, east_m + step_m * number, Purpose.CRIME_PREVENTION)
        for number in range(1, how_many + 1)
    ]
    return [*some, camera(letters, 90, east_m + step_m, Purpose.DUMPING)]


CAMERAS = {
    SEONGBUK: _cameras("SB", 0.0, -25.0),
    GANGBUK: _cameras("GB", 0.0, 25.0),
    GURO: _cameras("GR", 1763.0, 25.0),
    SEOUL: [],
}


def _seeing(row: CameraRow) -> SeeingCamera:
    return SeeingCamera(
        camera_id=row.camera_id,
        lat=row.lat,
        lon=row.lon,
        kind="ptz",
        bearing_deg=None,
        hfov_deg=None,
        range_m=row.range_m,
        height_m=row.height_m,
        state=row.state,
        purpose=row.purpose.value,
        site_id=row.site_id,
    )


def catalogue_of(code: str) -> Catalogue:
    """Own cameras are ranked; those of others are known by name and place."""
    catalogue = Catalogue()
    own = CAMERAS[code]
    every = [row for rows in CAMERAS.values() for row in rows]
    catalogue.rows = catalogue._every = {row.camera_id: row for row in every}
    catalogue.index = CameraIndex.of([_seeing(row) for row in own])
    catalogue.dongs = AreaIndex(AREAS)
    return catalogue
