"""What was offered as a site and is none, by source and reason, with the rows named: a resident is owed an answer."""

from enum import StrEnum

import msgspec

from bongsu.planning.candidates.wishes import From
from bongsu.planning.words import Told

NAMED = 10
"""A layer of lamps with all its coordinates swapped is told by its first rows and a count."""


class Why(StrEnum):
    """Why a place is no candidate."""

    SWAPPED = "swapped"
    OUTSIDE = "outside"
    TOO_CLOSE = "too_close"
    COVERED = "covered"
    """Nothing is left to see there."""
    NO_MOUNT = "no_mount"


class LeftOut(msgspec.Struct, frozen=True):
    """`codes`: the rows, at most the first ten of `count`; none of lamps and poles that are merely not needed."""

    source: From
    why: Why
    codes: tuple[str, ...]
    count: int
    told: Told


_SOURCES = {
    From.HAND: Told("직접 지정한 위치", "places set by hand"),
    From.UTILITY_POLE: Told("한전주", "utility poles"),
    From.LIGHT: Told("보안등", "security lights"),
    From.REQUEST: Told("요청·민원", "requests"),
    From.CITY_AREA: Told("우선 설치지역", "priority areas"),
    From.POINT: Told("신설 지점", "new places"),
}
_WHY = {
    Why.SWAPPED: Told("위도와 경도가 바뀌었습니다", "latitude and longitude are swapped"),
    Why.OUTSIDE: Told(
        "자치구 경계 밖입니다(바다나 다른 자치구)",
        "outside of the district: in the sea or in another one",
    ),
    Why.TOO_CLOSE: Told(
        "기존 설치지점과 너무 가깝습니다(최소 간격 미만)",
        "closer to a standing site than the spacing allows",
    ),
    Why.NO_MOUNT: Told(
        "설정이 허용한 설치 방식이 없습니다", "nothing that the configuration allows could carry it"
    ),
    Why.COVERED: Told("이미 모두 보이는 곳입니다", "all of it is seen already"),
}
_POLES = {From.UTILITY_POLE, From.LIGHT}
_NO_FAULT = {Why.TOO_CLOSE, Why.COVERED}


def left_out(source: From, why: Why, codes: tuple[str, ...]) -> LeftOut:
    """One line for people."""
    named = tuple(dict.fromkeys(codes))[:NAMED]
    ko = f"{_SOURCES[source].ko} {len(codes)}건: {_WHY[why].ko}"
    en = f"{len(codes)} {_SOURCES[source].en}: {_WHY[why].en}"
    if source in _POLES and why in _NO_FAULT:
        return LeftOut(source, why, (), len(codes), Told(ko, en))
    shown = ", ".join(named) + (" …" if len(codes) > len(named) else "")
    return LeftOut(source, why, named, len(codes), Told(f"{ko}: {shown}", f"{en}: {shown}"))
