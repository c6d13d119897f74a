"""Limits and what they would have to become, in words for a planner."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor

from bongsu.planning.siting.elastic import MILLION, Thing
from bongsu.planning.words import Told

_COUNTS = {
    "limits.sites": ("설치 장소", "곳", "sites"),
    "limits.ptz": ("회전형 카메라", "대", "PTZ cameras"),
    "limits.fixed": ("고정형 카메라", "대", "fixed cameras"),
    "limits.smart_poles_max": ("스마트폴", "기", "smart poles"),
}
_QUOTAS = {
    "quotas.city_data": ("빅데이터 우선 설치지역", "the city's priority areas"),
    "quotas.police": ("경찰 요청", "police requests"),
    "quotas.complaint": ("주민 민원", "complaints"),
}
_FLOOR = "limits.per_dong_min."
_CLOSE = 1e-6


@dataclass(frozen=True, slots=True)
class Labels:
    """What people call purses and sites; their numbers where nothing is said."""

    funds: Sequence[str] = ()
    sites: Sequence[str] = ()

    def fund(self, number: int) -> str:
        return self.funds[number] if number < len(self.funds) else str(number + 1)

    def site(self, number: int) -> str:
        return self.sites[number] if number < len(self.sites) else str(number)


def clash(things: Sequence[Thing], labels: Labels) -> Told:
    said = [_said(one, labels) for one in things]
    if len(said) == 1:
        return Told(f"지킬 수 없는 조건: {said[0].ko}", f"This cannot be kept: {said[0].en}")
    return Told(
        "함께 지킬 수 없는 조건: " + "; ".join(one.ko for one in said),
        "These cannot all be kept: " + "; ".join(one.en for one in said),
    )


def no_clash() -> Told:
    return Told("서로 부딪치는 조건이 없습니다.", "No limits conflict.")


def way(amount: Mapping[Thing, float], sites: float, labels: Labels, *, is_alone: bool) -> Told:
    """What would have to change, to which value."""
    said = [_changed(thing, by, sites, labels) for thing, by in amount.items()]
    ko, en = "; ".join(one.ko for one in said), "; ".join(one.en for one in said)
    if is_alone:
        return Told(f"이것만 풀면 됩니다: {ko}", f"Enough by itself: {en}")
    return Told(f"함께 풀어야 합니다: {ko}", f"Needed together: {en}")


def _said(thing: Thing, labels: Labels) -> Told:
    if thing.name.startswith("purse."):
        name, won = labels.fund(int(thing.name[6:])), round(thing.bound * MILLION)
        return Told(f"재원 {name} {won:,}원", f"purse {name} of {won:,} won")
    if thing.name == "spacing":
        return Told("최소 간격", "the spacing")
    if thing.name == "forbidden":
        return Told("제외한 후보지", "the forbidden sites")
    if thing.name.startswith("forced."):
        site = labels.site(int(thing.name[7:]))
        return Told(f"포함 지정 {site}", f"{site} is forced")
    return _sided(thing, _value(thing, 0.0, 0.0))


def _changed(thing: Thing, by: float, sites: float, labels: Labels) -> Told:
    if thing.name.startswith("purse."):
        name, won = labels.fund(int(thing.name[6:])), ceil(by * MILLION - _CLOSE)
        return Told(f"재원 {name} {won:,}원 증액", f"{won:,} won more in purse {name}")
    number = ceil(by - _CLOSE)
    if thing.name == "spacing":
        return Told(
            f"최소 간격을 {number}곳에서 풂", f"the spacing given up for {number} of the sites"
        )
    if thing.name == "forbidden":
        return Told(f"제외한 후보지 {number}곳 허용", f"{number} of the forbidden sites allowed")
    if thing.name.startswith("forced."):
        site = labels.site(int(thing.name[7:]))
        return Told(f"포함 지정 {site} 해제", f"{site} no longer forced")
    said, then = _said(thing, labels), _value(thing, by, sites)
    return Told(f"{said.ko} → {then.ko}", f"{said.en} → {then.en}")


def _sided(thing: Thing, value: Told) -> Told:
    side = ("최소", "at least") if thing.is_least else ("최대", "at most")
    ko, en = _subject(thing.name)
    return Told(f"{ko} {side[0]} {value.ko}", f"{en}: {side[1]} {value.en}")


def _subject(name: str) -> tuple[str, str]:
    if name in _COUNTS:
        return _COUNTS[name][0], _COUNTS[name][2]
    if name in _QUOTAS:
        return _QUOTAS[name]
    if name.startswith(_FLOOR):
        dong = name.removeprefix(_FLOOR)
        return f"{dong} 설치 장소", f"sites in {dong}"
    return name, name


def _value(thing: Thing, by: float, sites: float) -> Told:
    """What is asked when it gives way by so much; a share of all sites that may lack some becomes as much smaller."""
    if thing.name in _QUOTAS:
        lacks = by / sites if sites else 0.0
        share = f"{floor((thing.share - lacks) * 1000 + _CLOSE) / 10:g} %"
        return Told(share, share)
    signed = thing.bound - by if thing.is_least else thing.bound + by
    number = f"{floor(signed + _CLOSE) if thing.is_least else ceil(signed - _CLOSE):g}"
    unit = _COUNTS[thing.name][1] if thing.name in _COUNTS else ""
    return Told(number + ("곳" if thing.name.startswith(_FLOOR) else unit), number)
