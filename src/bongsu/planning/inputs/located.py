"""Reads where a row lies, and leaves out with its reason what lies nowhere or elsewhere."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from bongsu.planning.inputs.outline import Outline
from bongsu.planning.inputs.sheet import Row
from bongsu.planning.inputs.sift import (
    ELSEWHERE,
    MENDED,
    NO_NUMBER,
    NO_PLACE,
    OUT_OF_KOREA,
    PLACE,
    SWAPPED,
    Sift,
    Why,
)
from bongsu.planning.words import Told
from bongsu.registry.districts import BY_CODE, district_in
from bongsu.registry.import_cameras.defects import read_coordinates
from bongsu.registry.import_cameras.flags import Reason

_WHY = {
    Reason.COORDINATES_MISSING: NO_PLACE,
    Reason.COORDINATES_NOT_A_NUMBER: NO_NUMBER,
    Reason.COORDINATES_OUT_OF_RANGE: OUT_OF_KOREA,
}
# where a file says of which district a row is, in the order of trust
_SPEAKING = ("gu", "managed_by", "address_road", "address_jibun")


@dataclass(frozen=True, slots=True)
class Located:
    """A row with its place."""

    row: Row
    lat: float
    lon: float


def located(
    rows: Sequence[Row], sift: Sift, outline: Outline, *, only_here: bool = False
) -> list[Located]:
    """Rows within the district or 300 m of it. `only_here`: every row should lie in the district, so that one outside of
    it is a fault, named with the district that it lies in."""
    placed = list(_placed(rows, sift, outline.district))
    if not placed:
        return []
    near = outline.near(
        np.array([one.lat for one in placed]),
        np.array([one.lon for one in placed]),
        only_here=only_here,
    )
    kept = []
    for one, is_near in zip(placed, near.tolist(), strict=True):
        if is_near:
            kept.append(one)
        else:
            sift.leave_out(one.row.number, _stray(one, outline) if only_here else ELSEWHERE)
    return kept


def _placed(rows: Sequence[Row], sift: Sift, district: str) -> Iterator[Located]:
    for row in rows:
        read = read_coordinates(row["lat"], row["lon"])
        if isinstance(read, Reason):
            sift.leave_out(row.number, ELSEWHERE if _is_of_another(row, district) else _WHY[read])
            continue
        if read.flags:
            # published files disagree which column is which: a row decides by its values; a district's own can be mended
            sift.leave_out(row.number, SWAPPED if sift.is_own else MENDED)
            if sift.is_own:
                continue
        yield Located(row, *read.value)


def _is_of_another(row: Row, district: str) -> bool:
    named = next((found for field in _SPEAKING if (found := district_in(row[field]))), None)
    return named is not None and named != BY_CODE.get(district)


def _stray(one: Located, outline: Outline) -> Why:
    away_km = outline.outside_m(one.lat, one.lon) / 1_000
    name = outline.district_at(one.lat, one.lon)
    where_ko = f"{name} 안의 좌표입니다" if name else "어느 자치구 안도 아닙니다(바다·시외 등)"
    where_en = f"lies in {name}" if name else "lies in no district (in the sea or beyond the city)"
    return Why(
        PLACE,
        Told(
            f"자치구에서 {away_km:.1f} km 밖: {where_ko}",
            f"{away_km:.1f} km outside of the district: {where_en}",
        ),
    )
