"""Counts as of a day: what stood, what is undated, what is over age."""

from datetime import date

import pytest

from bongsu.kernel.clock import FixedClock
from bongsu.kernel.database import Database
from bongsu.registry.areas import Areas
from bongsu.registry.count import Counts, add_up, count, is_over_age, stood
from bongsu.registry.import_cameras import import_cameras
from bongsu.registry.store import CountedGroup
from bongsu.registry.synthetic import register_synthetic, synthetic_district
from tests.registry.conftest import Writer, place, row


def group(
    installed_on: date | None,
    precision: str = "month",
    *,
    trusted: bool = True,
    first_seen: date | None = date(2020, 3, 31),
    number: int = 1,
) -> CountedGroup:
    return CountedGroup(
        "children",
        "1129058000",
        "돈암1동",
        "ptz",
        installed_on,
        precision,
        trusted,
        first_seen,
        number,
    )


def test_a_camera_stands_from_the_day_it_was_put_up() -> None:
    one = group(date(2015, 6, 1))
    assert not stood(one, date(2015, 5, 31))
    assert stood(one, date(2015, 6, 1))


def test_a_date_that_cannot_be_true_counts_from_the_first_file() -> None:
    one = group(date(2020, 12, 1), trusted=False)
    assert stood(one, date(2020, 3, 31))
    assert not stood(one, date(2020, 3, 30))


@pytest.mark.parametrize(
    ("installed_on", "precision", "as_of", "over"),
    [
        (date(2013, 3, 31), "day", date(2020, 3, 31), False),
        (date(2013, 3, 30), "day", date(2020, 3, 31), True),
        (date(2013, 3, 1), "month", date(2020, 3, 31), False),
        (date(2013, 3, 1), "month", date(2020, 4, 1), True),
        (date(2013, 1, 1), "year", date(2020, 12, 31), False),
        (date(2013, 1, 1), "year", date(2021, 1, 1), True),
        (date(2012, 2, 29), "day", date(2019, 3, 1), True),
        (date(2012, 2, 29), "day", date(2019, 2, 28), False),
        (None, "none", date(2090, 1, 1), False),
    ],
)
def test_a_camera_is_over_age_only_if_its_unknown_part_cannot_save_it(
    installed_on: date | None, precision: str, as_of: date, over: bool
) -> None:
    assert is_over_age(group(installed_on, precision), as_of, 7) is over


def test_an_untrusted_date_has_no_age() -> None:
    assert not is_over_age(group(date(1905, 7, 1), trusted=False), date(2020, 1, 1), 7)


def test_the_undated_are_reported_apart() -> None:
    groups = [group(date(2010, 1, 1), number=5), group(None, "none", number=2),
              group(None, "none", first_seen=date(2021, 1, 1), number=3)]  # fmt: skip
    counts = add_up(groups, groups, date(2020, 6, 1), None, 7)
    assert (counts.cameras, counts.undated_cameras, counts.perhaps_cameras) == (7, 2, 3)
    assert counts.by_dong[0].cameras == 7
    assert counts.by_purpose == {"children": 7}
    assert counts.over_age_cameras == 5


async def counted(database: Database, as_of: date, district: str | None = None) -> Counts:
    async with database.read() as connection:
        return await count(connection, as_of, district)


async def test_counts_follow_the_register_through_its_editions(
    database: Database, areas: Areas, clock: FixedClock, write: Writer
) -> None:
    first = [row(설치년월="2015-06", 카메라대수="2"), row(**place(5), 설치년월="2018-03")]
    second = [row(설치년월="2015-06", 카메라대수="4", 데이터기준일자="2021-03-31")]
    for rows in (first, second):
        await import_cameras(database, [write(rows)], areas=areas, clock=clock)
    figures = {
        day: (counts.sites, counts.cameras)
        for day in (date(2014, 1, 1), date(2016, 1, 1), date(2020, 1, 1), date(2022, 1, 1))
        for counts in [await counted(database, day)]
    }
    assert figures == {
        date(2014, 1, 1): (0, 0),
        date(2016, 1, 1): (1, 2),
        date(2020, 1, 1): (2, 5),
        date(2022, 1, 1): (1, 4),
    }


async def test_counts_can_be_asked_for_one_district(
    database: Database, areas: Areas, clock: FixedClock, write: Writer
) -> None:
    guro = {"관리기관명": "서울특별시 구로구청", "위도": "37.4955", "경도": "126.8875"}
    await import_cameras(database, [write([row(), row(**guro)])], areas=areas, clock=clock)
    assert (await counted(database, date(2020, 4, 1), "GR")).sites == 1
    assert (await counted(database, date(2020, 4, 1))).sites == 2


async def test_the_synthetic_district_counts_as_published(database: Database, areas: Areas) -> None:
    await register_synthetic(database, synthetic_district(areas))
    counts = await counted(database, date(2020, 3, 31), "SB")
    assert (counts.sites, counts.cameras) == (1550, 3580)
    assert counts.by_purpose == {
        "crime_prevention": 2549, "children": 389, "dumping": 360,
        "traffic_enforcement": 182, "facility": 97, "traffic_information": 3,
    }  # fmt: skip
    assert len(counts.by_dong) == 20
    assert sum(dong.cameras for dong in counts.by_dong) == 3580
