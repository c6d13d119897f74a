"""Pure rules that read one cell each and say what is wrong with it. None of them corrects, drops or invents."""

import math
import re
from dataclasses import dataclass
from ipaddress import AddressValueError, IPv4Address
from typing import Generic, TypeVar

from bongsu.registry.camera import KOREAN_PURPOSES, Purpose
from bongsu.registry.import_cameras.flags import Flag, Reason

T = TypeVar("T")

MOST_CAMERAS_OF_A_SITE = 200
_IPV4 = re.compile(r"(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])(?::\d{1,5})?")
_PLACEHOLDERS = {"없음", "-", "해당없음", "미상", "null", "NULL", "N/A"}
_ROAD = re.compile(r"[가-힣\d](로|길)\s*\d+")
_JIBUN = re.compile(r"[가-힣](동|리|동\d가|로\d가)\s*(산\s*)?\d+(-\d+)?")
_OFFICIAL_PURPOSES = {korean: purpose for purpose, korean in KOREAN_PURPOSES.items()}
# 그린파킹 is left to OTHER: calling it crime prevention would widen who may be lent its pictures
_OTHER_PURPOSES = {
    "방범": Purpose.CRIME_PREVENTION,
    "공원방범": Purpose.CRIME_PREVENTION,
    "쓰레기무단투기": Purpose.DUMPING,
    "무단투기단속": Purpose.DUMPING,
    "주정차단속": Purpose.TRAFFIC_ENFORCEMENT,
    "불법주정차단속": Purpose.TRAFFIC_ENFORCEMENT,
    "스쿨존": Purpose.CHILDREN,
    "어린이보호구역": Purpose.CHILDREN,
    "자전거도서관": Purpose.FACILITY,
    "그린파킹": Purpose.OTHER,
}


@dataclass(frozen=True, slots=True)
class Read(Generic[T]):
    """What a cell says, and what is wrong with it."""

    value: T
    flags: tuple[Flag, ...] = ()


def _number(text: str) -> float | None:
    try:
        value = float(text.replace(",", ""))
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def read_count(text: str | None) -> int | Reason:
    """카메라대수. An empty cell is not a zero."""
    if not text:
        return Reason.COUNT_MISSING
    value = _number(text)
    if value is None or not value.is_integer():
        return Reason.COUNT_NOT_A_NUMBER
    if value < 0:
        return Reason.COUNT_NEGATIVE
    return Reason.COUNT_IMPLAUSIBLE if value > MOST_CAMERAS_OF_A_SITE else int(value)


def _is_lat(value: float) -> bool:
    return 33.0 < value < 39.0


def _is_lon(value: float) -> bool:
    return 124.0 < value < 132.0


def read_coordinates(lat: str | None, lon: str | None) -> Read[tuple[float, float]] | Reason:
    """WGS 84 degrees; publishers disagree which column is which, so each row decides by its value range."""
    if not lat or not lon:
        return Reason.COORDINATES_MISSING
    first, second = _number(lat), _number(lon)
    if first is None or second is None:
        return Reason.COORDINATES_NOT_A_NUMBER
    if _is_lat(first) and _is_lon(second):
        return Read((first, second))
    if _is_lat(second) and _is_lon(first):
        return Read((second, first), (Flag.COORDINATES_SWAPPED,))
    return Reason.COORDINATES_OUT_OF_RANGE


def _is_ipv4(text: str) -> bool:
    try:
        IPv4Address(text.partition(":")[0])
    except AddressValueError:
        return False
    return True


def without_ip(text: str) -> tuple[str, bool]:
    """The text without any IPv4 address: where a camera can be reached must not travel with where it hangs."""
    found = False

    def drop(match: re.Match[str]) -> str:
        nonlocal found
        if not _is_ipv4(match.group()):
            return match.group()
        found = True
        return ""

    cleaned = _IPV4.sub(drop, text)
    return (" ".join(cleaned.split()), True) if found else (text, False)


def read_address(text: str | None) -> Read[str | None]:
    """One address field; a placeholder such as 없음 is no address."""
    if not text:
        return Read(None)
    cleaned, had_ip = without_ip(text)
    flags = (Flag.IP_ADDRESS,) if had_ip else ()
    if cleaned in _PLACEHOLDERS:
        return Read(None, (*flags, Flag.ADDRESS_PLACEHOLDER))
    return Read(cleaned or None, flags)


def address_flags(road: str | None, jibun: str | None) -> tuple[Flag, ...]:
    """What is missing of the two addresses, or written into the other's field."""
    if road is None and jibun is None:
        return (Flag.ADDRESS_MISSING,)
    if road is not None and jibun is not None:
        return ()
    lone = road or jibun or ""
    missing = Flag.ADDRESS_ROAD_MISSING if road is None else Flag.ADDRESS_JIBUN_MISSING
    both = bool(_ROAD.search(lone)) and bool(_JIBUN.search(_ROAD.sub(" ", lone)))
    return (missing, Flag.ADDRESS_BOTH_IN_ONE) if both else (missing,)


def read_purpose(text: str | None) -> Read[Purpose]:
    """설치목적구분; other words are mapped where the meaning is plain, and the original is kept beside it."""
    if not text:
        return Read(Purpose.OTHER, (Flag.PURPOSE_MISSING,))
    if text in _OFFICIAL_PURPOSES:
        return Read(_OFFICIAL_PURPOSES[text])
    joined = "".join(text.split())
    known = _OFFICIAL_PURPOSES.get(joined) or _OTHER_PURPOSES.get(joined)
    if known is None:
        return Read(Purpose.OTHER, (Flag.PURPOSE_UNKNOWN,))
    return Read(known, (Flag.PURPOSE_NONSTANDARD,))


def read_pixels(text: str | None) -> Read[int | None]:
    """카메라화소수 in units of 10,000 (만화소)."""
    if not text:
        return Read(None)
    value = _number(text.removesuffix("만화소").removesuffix("만"))
    if value is None or value < 0:
        return Read(None, (Flag.PIXELS_UNREADABLE,))
    return Read(int(value))


def read_retention(text: str | None, default_days: int) -> Read[int | None]:
    """보관일수; where nothing is said the centre's policy holds, and the flag says so."""
    if not text:
        return Read(default_days, (Flag.RETENTION_DEFAULT,))
    value = _number(text.removesuffix("일"))
    if value is None or not value.is_integer() or value < 0:
        return Read(default_days, (Flag.RETENTION_UNREADABLE, Flag.RETENTION_DEFAULT))
    return Read(int(value))
