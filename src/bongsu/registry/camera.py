"""The registry's own words: sites (개소), poles, cameras, what they are for and how surely we know when they were put up."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Purpose(StrEnum):
    """설치목적구분: the ten purposes of the national standard data; the value is stored, `.korean` is shown."""

    CRIME_PREVENTION = "crime_prevention"
    FACILITY = "facility"
    DUMPING = "dumping"
    CHILDREN = "children"
    DISASTER = "disaster"
    TRAFFIC_ENFORCEMENT = "traffic_enforcement"
    TRAFFIC_INFORMATION = "traffic_information"
    VEHICLE_CRIME_PREVENTION = "vehicle_crime_prevention"
    MULTI = "multi"
    OTHER = "other"

    @property
    def korean(self) -> str:
        return KOREAN_PURPOSES[self]


KOREAN_PURPOSES = {
    Purpose.CRIME_PREVENTION: "생활방범",
    Purpose.FACILITY: "시설물관리",
    Purpose.DUMPING: "쓰레기단속",
    Purpose.CHILDREN: "어린이보호",
    Purpose.DISASTER: "재난재해",
    Purpose.TRAFFIC_ENFORCEMENT: "교통단속",
    Purpose.TRAFFIC_INFORMATION: "교통정보수집",
    Purpose.VEHICLE_CRIME_PREVENTION: "차량방범",
    Purpose.MULTI: "다목적",
    Purpose.OTHER: "기타",
}


class CameraKind(StrEnum):
    """회전형, 고정형 and the rarer ones. `UNKNOWN` is an answer: most published rows do not say."""

    PTZ = "ptz"
    FIXED = "fixed"
    MULTI = "multi"
    LPR = "lpr"
    THERMAL = "thermal"
    UNKNOWN = "unknown"


class CameraStatus(StrEnum):
    """Where the camera stands in its life; whether a picture comes now is `CameraHealth`."""

    IN_SERVICE = "in_service"
    OUT_OF_SERVICE = "out_of_service"
    REMOVED = "removed"


class Precision(StrEnum):
    """How much of an installation date is known."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    NONE = "none"


class PoleKind(StrEnum):
    """전용주, 한전주, 보안등주, 건축물, 스마트폴."""

    OWN = "own"
    UTILITY = "utility"
    LIGHT = "light"
    BUILDING = "building"
    SMART_POLE = "smart_pole"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """개소: one row of the published data, or several rows that describe one place camera by camera."""

    site_id: str
    district: str
    """Letters of `districts.py` (`SB`), never a bare five-digit code: the schemes collide."""
    dong_code: str | None
    dong_name: str | None
    purpose: Purpose
    purpose_original: str
    address_road: str | None
    address_jibun: str | None
    lat: float
    lon: float
    camera_count: int
    installed_on: date | None
    installed_precision: Precision
    retention_days: int | None
    managed_by: str | None
    source_file: str
    source_row: int
    reference_date: date | None
    flags: tuple[str, ...] = ()
    pole_id: str | None = None
    valid_from: date | None = None
    removed_on: date | None = None
    installed_trusted: bool = True
    """False when the date is later than the file that states it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pole:
    """지주: what a camera hangs on."""

    pole_id: str
    district: str
    kind: PoleKind
    lat: float
    lon: float
    height_m: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Camera:
    """One camera (대). Its stream addresses are kept apart (`store.streams`) and never appear in lists."""

    camera_id: str
    site_id: str
    district: str
    name: str
    kind: CameraKind
    purpose: Purpose
    status: CameraStatus
    lat: float
    lon: float
    bearing_deg: float | None = None
    hfov_deg: float | None = None
    range_m: float = 50.0
    height_m: float | None = None
    pixels_10k: int | None = None
    has_speaker: bool | None = None
    installed_on: date | None = None
    installed_precision: Precision = Precision.NONE
    valid_from: date | None = None
    removed_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CameraRow:
    """What ranking and map tiles need of one camera that is not removed, read in one query with its last known state."""

    camera_id: str
    site_id: str
    district: str
    name: str
    kind: CameraKind
    purpose: Purpose
    status: CameraStatus
    lat: float
    lon: float
    bearing_deg: float | None
    hfov_deg: float | None
    range_m: float
    height_m: float | None
    dong_code: str | None
    state: str
    """`connecting`, `live`, `frozen`, `dead`, `unsupported` or `unknown`, as `media` told it last."""
    owner: str = ""
    """Code of the centre that owns it; empty for our own. Another centre's camera is never ours to lend."""


@dataclass(frozen=True, slots=True)
class Streams:
    """Where to pull a camera from. Secret: credentials may stand inside."""

    camera_id: str
    main_url: str
    sub_url: str | None
