"""Where a place lies, and whose it is when it is not ours."""

import pytest
import shapely

from bongsu.kernel.geometry import Point
from bongsu.planning.requests.failures import PlaceElsewhere
from bongsu.planning.requests.place import dong_at
from bongsu.registry.areas import Area, AreaIndex


def area(code: str, name: str, district: str, west: float) -> Area:
    shape = shapely.box(west, 37.60, west + 0.01, 37.61)
    return Area("adm", code, name, district, shape, Point(37.605, west + 0.005))


OURS, THEIRS = (
    area("1129066000", "길음1동", "SB", 127.02),
    area("1130553400", "번1동", "GB", 127.03),
)
DONGS = AreaIndex([OURS, THEIRS])


def test_a_place_in_a_dong_of_ours_is_told_with_it() -> None:
    assert dong_at(DONGS, ("SB",), Point(37.605, 127.025)) == ("SB", "1129066000", "길음1동")


def test_a_place_in_a_dong_that_is_anothers_is_refused_by_that_districts_name() -> None:
    with pytest.raises(PlaceElsewhere) as refused:
        dong_at(DONGS, ("SB",), Point(37.605, 127.035))
    assert "강북구" in refused.value.told[0].ko


def test_a_centre_of_two_districts_takes_both() -> None:
    assert dong_at(DONGS, ("SB", "GB"), Point(37.605, 127.035))[0] == "GB"


@pytest.mark.parametrize(
    ("place", "said"),
    [
        (Point(37.4955, 126.8877), "구로구"),
        (Point(37.5665, 126.9780), "중구"),
        (Point(37.35, 126.30), "어느 동에도"),
        (Point(35.18, 129.08), "어느 동에도"),
        (Point(127.025, 37.605), "바뀌었습니다"),
        (Point(0.0, 0.0), "우리나라 밖"),
        (Point(35.68, 139.69), "우리나라 밖"),
    ],
    ids=["guro", "jung", "sea", "busan", "swapped", "null island", "tokyo"],
)
def test_where_it_lies_instead_is_said_as_far_as_it_is_known(place: Point, said: str) -> None:
    with pytest.raises(PlaceElsewhere) as refused:
        dong_at(DONGS, ("SB",), place)
    assert refused.value.field == "lat"
    assert said in refused.value.told[0].ko


def test_without_any_dong_nothing_is_taken() -> None:
    with pytest.raises(PlaceElsewhere):
        dong_at(AreaIndex(()), ("SB",), Point(37.605, 127.025))
