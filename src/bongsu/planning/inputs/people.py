"""Figures by dong and by police station area: people and their shares, detached houses, which station, how many crimes."""

from collections import Counter
from collections.abc import Iterable, Sequence

import msgspec

from bongsu.planning.inputs.dongs import share_of
from bongsu.planning.inputs.sheet import Columns, Row, read_csv, sheet_of
from bongsu.planning.inputs.sift import REPEATED, Sift, Why
from bongsu.planning.inputs.values import CrimeArea, Dong
from bongsu.planning.words import Told

_DONG = ("adm_code", "행정동코드", "행정기관코드", "dong_code")
_POPULATION: Columns = {
    "adm_code": _DONG,
    "population": ("population", "총인구수", "인구", "계"),
    "female": ("female", "여자인구수", "여자", "여"),
    "aged": ("age65plus", "65세이상인구수", "65세이상", "고령인구"),
    "women_share": ("women_share", "여성비율"),
    "aged_share": ("aged_share", "고령비율"),
    "detached_share": ("detached_share", "단독주택비율"),
    "houses": ("houses", "주택수", "총주택수"),
    "detached": ("detached", "단독주택수", "단독주택"),
}
_JURISDICTION: Columns = {
    "adm_code": _DONG,
    "station": ("majority_station", "station", "관할경찰서명", "관할경찰서"),
}
_CRIME: Columns = {
    "area": ("area", "관서명", "경찰서", "관할경찰서", "station"),
    "occurred": ("occurred", "발생", "발생건수"),
}
_NO_DONG = Why(
    "adm_code", Told("다른 자치구의 행정동입니다", "a dong of another district"), is_fault=False
)
_NO_COUNT = Why("population", Told("0 이상의 정수가 아닙니다", "no whole number of 0 or more"))
_NO_SHARE = Why("share", Told("비율이 0과 1 사이가 아닙니다", "a share is not between 0 and 1"))
_NO_CASES = Why(
    "occurred", Told("발생 건수가 0 이상의 정수가 아닙니다", "no whole number of 0 or more")
)
_NO_STATION = Why("station", Told("경찰서 이름이 없습니다", "no name of a police station"))
_OTHER_STATION = Why(
    "area",
    Told("이 자치구의 행정동을 맡지 않는 경찰서입니다", "a station without a dong of the district"),
    is_fault=False,
)
# 서울특별시 관서별 통계 writes 중구 for 중부경찰서; all others are the station's name with 구 or without
_STATIONS = {"중구": "중부", "중": "중부"}


def station_name(text: str) -> str:
    """`서울성북경찰서`, `성북구`, `성북서` → `성북경찰서`."""
    tidy = "".join(text.split()).removeprefix("서울특별시").removeprefix("서울")
    bare = tidy.removesuffix("경찰서")
    if bare == tidy and len(tidy) > 2:
        bare = tidy.removesuffix("구") if tidy.endswith("구") else tidy.removesuffix("서")
    return f"{_STATIONS.get(bare, bare)}경찰서" if bare else ""


def with_people(
    name: str, content: bytes, sift: Sift, *, dongs: Sequence[Dong]
) -> tuple[Dong, ...]:
    """The file's figures win over those that the outlines carried."""
    sheet = sheet_of(read_csv(name, content), _POPULATION, sift, needed=("adm_code",))
    by_code = _by_dong(sheet.rows, dongs, sift)
    return tuple(_peopled(dong, by_code.get(dong.code), sift) for dong in dongs)


def with_stations(
    name: str, content: bytes, sift: Sift, *, dongs: Sequence[Dong]
) -> tuple[Dong, ...]:
    sheet = sheet_of(read_csv(name, content), _JURISDICTION, sift, needed=("adm_code", "station"))
    by_code = _by_dong(sheet.rows, dongs, sift)
    answer = []
    for dong in dongs:
        row = by_code.get(dong.code)
        station = station_name(row["station"]) if row else ""
        if row and not station:
            sift.leave_out(row.number, _NO_STATION)
        answer.append(msgspec.structs.replace(dong, station=station or dong.station))
    return tuple(answer)


def read_crime(
    name: str, content: bytes, sift: Sift, *, dongs: Sequence[Dong]
) -> tuple[CrimeArea, ...]:
    """Sums over kinds of crime; stations that no dong of ours belongs to are left out."""
    sheet = sheet_of(read_csv(name, content), _CRIME, sift, needed=("area", "occurred"))
    ours = {dong.station for dong in dongs if dong.station}
    cases: Counter[str] = Counter()
    for row in sheet.rows:
        number, station = _count(row["occurred"]), station_name(row["area"])
        if not station:
            sift.leave_out(row.number, _NO_STATION)
        elif number is None:
            sift.leave_out(row.number, _NO_CASES)
        elif ours and station not in ours:
            sift.leave_out(row.number, _OTHER_STATION)
        else:
            cases[station] += number
    return tuple(CrimeArea(station, number) for station, number in sorted(cases.items()))


def _by_dong(rows: Iterable[Row], dongs: Sequence[Dong], sift: Sift) -> dict[str, Row]:
    """Codes of 8 digits (생활인구) stand for the first 8 of 10."""
    own = {dong.code: dong.code for dong in dongs} | {dong.code[:8]: dong.code for dong in dongs}
    found: dict[str, Row] = {}
    for row in rows:
        code = own.get(row["adm_code"])
        if code is None:
            sift.leave_out(row.number, _NO_DONG)
        elif code in found:
            sift.leave_out(row.number, REPEATED)
        else:
            found[code] = row
    return found


def _peopled(dong: Dong, row: Row | None, sift: Sift) -> Dong:
    if row is None:
        return dong
    number = {
        name: _count(row[name]) for name in ("population", "female", "aged", "houses", "detached")
    }
    if any(row[name] and value is None for name, value in number.items()):
        sift.leave_out(row.number, _NO_COUNT)
    people = number["population"] if number["population"] is not None else dong.population
    shares = {
        "women_share": share_of(number["female"], people),
        "aged_share": share_of(number["aged"], people),
        "detached_share": share_of(number["detached"], number["houses"]),
    }
    for name in shares:
        if not row[name]:
            continue
        said = _share(row[name])
        if said is None:
            sift.leave_out(row.number, _NO_SHARE)
        else:
            shares[name] = said
    known = {name: share for name, share in shares.items() if share is not None}
    return msgspec.structs.replace(dong, population=people, **known)


def _count(text: str) -> int | None:
    tidy = text.replace(",", "")
    return int(tidy) if tidy.isascii() and tidy.isdigit() and len(tidy) < 12 else None


def _share(text: str) -> float | None:
    try:
        value = float(text.removesuffix("%")) / (100.0 if text.endswith("%") else 1.0)
    except ValueError:
        return None
    return value if 0.0 <= value <= 1.0 else None
