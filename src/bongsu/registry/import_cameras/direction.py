"""촬영방면정보 is free text: this reads kinds, angles of view and, only where one is named, a compass direction."""

import re
from dataclasses import dataclass

from bongsu.registry.camera import CameraKind
from bongsu.registry.import_cameras.flags import Flag

_PHONE = re.compile(r"(?<!\d)0\d{1,2}[-.) ]\s*\d{3,4}[- .]\d{4}(?!\d)")
_ANGLE = re.compile(
    r"(?:정면|전면|전방)?\s*(\d{1,3})\s*(?:도|°)?\s*(?:전\s*방\s*(?:면|향)?|전면|정면|회전)?"
)
_KINDS = re.compile(r"(회전|고정|PTZ|스피드돔)(?:형|식)?\s*(\d{0,2})\s*(?:대)?", re.IGNORECASE)
_BETWEEN_KINDS = re.compile(r"[\s/,+·&및()카메라]*")
_AZIMUTH = re.compile(r"(?:방위각?|azimuth)\s*:?\s*(\d{1,3}(?:\.\d+)?)\s*(?:도|°)?", re.IGNORECASE)
_KOREAN_WIND = re.compile(r"정?([동서남북]{1,3})(?:쪽|측)?\s*(?:방향|방면|향|방)?")
_WINDS = {
    "북": 0.0, "북북동": 22.5, "북동": 45.0, "동북": 45.0, "동북동": 67.5, "동": 90.0, "동남동": 112.5,
    "남동": 135.0, "동남": 135.0, "남남동": 157.5, "남": 180.0, "남남서": 202.5, "남서": 225.0,
    "서남": 225.0, "서남서": 247.5, "서": 270.0, "서북서": 292.5, "북서": 315.0, "서북": 315.0,
    "북북서": 337.5, "N": 0.0, "NNE": 22.5, "NE": 45.0, "ENE": 67.5, "E": 90.0, "ESE": 112.5,
    "SE": 135.0, "SSE": 157.5, "S": 180.0, "SSW": 202.5, "SW": 225.0, "WSW": 247.5, "W": 270.0,
    "WNW": 292.5, "NW": 315.0, "NNW": 337.5,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Direction:
    """One kind for each camera of the row; bearing and angle of view hold for all of them."""

    kinds: tuple[CameraKind, ...]
    bearing_deg: float | None = None
    hfov_deg: float | None = None
    flags: tuple[Flag, ...] = ()


def read_direction(text: str | None, camera_count: int) -> Direction:
    """A bare number is a turning range or an angle of view, never a bearing."""
    unknown = (CameraKind.UNKNOWN,) * camera_count
    if not text:
        return Direction(unknown)
    if _PHONE.search(text):
        return Direction(unknown, flags=(Flag.PHONE_IN_DIRECTION,))
    return (
        _by_compass(text, camera_count)
        or _by_angle(text, camera_count)
        or _by_kinds(text, camera_count)
        or Direction(unknown, flags=(Flag.DIRECTION_FREE_TEXT,))
    )


def _by_compass(text: str, camera_count: int) -> Direction | None:
    azimuth = _AZIMUTH.fullmatch(text)
    wind = _KOREAN_WIND.fullmatch(text)
    name = wind.group(1) if wind else text.upper()
    bearing = float(azimuth.group(1)) if azimuth else _WINDS.get(name)
    if bearing is None or bearing > 360.0:
        return None
    return Direction((CameraKind.FIXED,) * camera_count, bearing_deg=bearing % 360.0)


def _by_angle(text: str, camera_count: int) -> Direction | None:
    match = _ANGLE.fullmatch(text)
    angle = int(match.group(1)) if match else 0
    if not 0 < angle <= 360:
        return None
    flags = (Flag.DIRECTION_IS_ANGLE,)
    if angle < 360:
        kinds = (CameraKind.FIXED,) * camera_count
        return Direction(kinds, hfov_deg=float(angle), flags=flags)
    # one camera that sees all round turns; of several, the row does not say which
    kind = CameraKind.PTZ if camera_count == 1 or "회전" in text else CameraKind.UNKNOWN
    return Direction((kind,) * camera_count, flags=flags)


def _by_kinds(text: str, camera_count: int) -> Direction | None:
    """회전형, 고정형, or a mix with numbers such as 회전/고정2."""
    if text in ("단방향", "한방향"):
        return Direction((CameraKind.FIXED,) * camera_count, flags=(Flag.DIRECTION_FREE_TEXT,))
    named = _KINDS.findall(text)
    if not named or not _BETWEEN_KINDS.fullmatch(_KINDS.sub("", text)):
        return None
    if len(named) == 1 and not named[0][1]:
        return Direction((_kind(named[0][0]),) * camera_count)
    kinds = tuple(_kind(word) for word, number in named for _ in range(int(number or 1)))
    if len(kinds) == camera_count:
        return Direction(kinds)
    padded = (*kinds, *(CameraKind.UNKNOWN,) * camera_count)[:camera_count]
    return Direction(padded, flags=(Flag.DIRECTION_COUNT_MISMATCH,))


def _kind(word: str) -> CameraKind:
    return CameraKind.FIXED if word == "고정" else CameraKind.PTZ
