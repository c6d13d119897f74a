"""A site that stands since its 준공 and is published later: one site, with its code, its cameras and what was found."""

from datetime import date
from typing import Any

import pytest

from bongsu.registry.import_cameras.flags import Flag
from bongsu.registry.import_cameras.plan import Plan, make_plan
from bongsu.registry.import_cameras.registered import RegisteredCamera, RegisteredSite
from bongsu.registry.tables import cameras, import_rows, site_history, sites
from tests.registry.conftest import INSIDE, place, row
from tests.registry.import_cameras.conftest import Desk
from tests.registry.import_cameras.test_plan import found
from tests.registry.put_up_here import stand

LAT, LON = (float(one) for one in INSIDE)
M = 1 / 111_195
FILE = "서울특별시_성북구_CCTV_20261231.csv"
NEXT = "서울특별시_성북구_CCTV_20271231.csv"


def published(north_m: float = 0.0, **other: str) -> str:
    """As the next file says it."""
    usual = {
        "카메라대수": "2",
        "설치년월": "2026-10",
        "데이터기준일자": "2026-12-31",
        "위도": f"{LAT + north_m * M:.5f}",
        "경도": f"{LON:.5f}",
    }
    return row(**usual | other)


def accepted(site_id: str = "SB-0001", north_m: float = 0.0, **facts: Any) -> RegisteredSite:
    usual = {
        "site_id": site_id,
        "site_key": f"key of {site_id}",
        "content_hash": f"hash of {site_id}",
        "series": "준공",
        "source_row": 0,
        "district": "SB",
        "purpose": "crime_prevention",
        "purpose_original": "생활방범",
        "address_road": None,
        "address_jibun": None,
        "lat": LAT + north_m * M,
        "lon": LON,
        "installed_on": date(2026, 10, 20),
        "removed_on": None,
        "flags": [],
    }
    hanging = tuple(RegisteredCamera(f"{site_id}-{n}", n, None) for n in (1, 2))
    return RegisteredSite(usual | facts, hanging)


def plan(old: list[RegisteredSite], *rows: str, series: str = "성북") -> Plan:
    return make_plan(found(*rows), old, series, lambda _pair: False)


def claimed(made: Plan) -> list[str]:
    return [pair.registered.site_id for pair in made.change]


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"설치목적구분": "다목적"},
        {"설치년월": "2026-12"},
        {"설치년월": "2026"},
        {"설치년월": ""},
        {"설치년월": "1905-07"},
        {"설치년월": "", "데이터기준일자": ""},
        {"관리기관명": "성북구", "소재지도로명주소": ""},
    ],
)
def test_a_row_some_metres_off_is_the_accepted_site(said: dict[str, str]) -> None:
    made = plan([accepted()], published(12.0, **said))
    assert (claimed(made), made.add, made.remove) == (["SB-0001"], [], [])
    assert Flag.ACCEPTED_COUNT_DIFFERS not in made.change[0].found.flags


@pytest.mark.parametrize(
    "said",
    [
        {"설치목적구분": "쓰레기단속"},
        {"관리기관명": "서울특별시 구로구청"},
        {"설치년월": "2015-06"},
        {"설치년월": "", "데이터기준일자": "2020-03-31"},
    ],
)
def test_another_districts_purposes_or_times_row_is_another_site(said: dict[str, str]) -> None:
    made = plan([accepted()], published(12.0, **said))
    assert (claimed(made), len(made.add), made.remove) == ([], 1, [])
    assert Flag.NEAR_ACCEPTED not in made.add[0].flags


def test_thirty_metres_are_near_enough_and_more_are_not() -> None:
    assert claimed(plan([accepted()], published(29.0))) == ["SB-0001"]
    assert claimed(plan([accepted()], published(31.0))) == []


def test_months_before_acceptance_it_is_new_and_flagged() -> None:
    """설치년월 may be that of the pole: nobody guesses, somebody looks."""
    (new,) = plan([accepted()], published(3.0, 설치년월="2026-08")).add
    assert Flag.NEAR_ACCEPTED in new.flags
    assert Flag.NEAR_ACCEPTED in new.row_flags[0]


def test_of_two_rows_near_it_the_nearest_claims_it_and_the_other_is_new_and_flagged() -> None:
    made = plan([accepted()], published(20.0), published(5.0))
    ((pair,), (new,)) = made.change, made.add
    assert pair.found.first.raw.number == 2
    assert Flag.NEAR_ACCEPTED in new.flags
    assert Flag.NEAR_ACCEPTED not in pair.found.flags


def test_two_accepted_sites_and_two_rows_each_find_their_own() -> None:
    made = plan([accepted(), accepted("SB-0002", 20.0)], published(17.0), published(2.0))
    pairs = {pair.found.first.raw.number: pair.registered.site_id for pair in made.change}
    assert pairs == {1: "SB-0002", 2: "SB-0001"}
    assert made.add == []


@pytest.mark.parametrize("count", ["1", "5"])
def test_another_number_of_cameras_is_flagged_and_not_doubled(count: str) -> None:
    made = plan([accepted()], published(카메라대수=count))
    assert Flag.ACCEPTED_COUNT_DIFFERS in made.change[0].found.flags
    assert made.add == []


def test_a_site_that_a_file_has_claimed_or_that_is_gone_is_claimed_by_no_other() -> None:
    for other in ({"series": "어린이보호", "source_row": 7}, {"removed_on": date(2027, 1, 1)}):
        made = plan([accepted(**other)], published(2.0))
        assert (claimed(made), len(made.add)) == ([], 1)


def test_a_file_called_acceptance_removes_no_accepted_site() -> None:
    made = plan([accepted()], published(500.0), series="준공")
    assert (len(made.add), made.remove) == (1, [])


async def test_the_published_file_says_the_site_and_the_code_stays(desk: Desk) -> None:
    await desk.take([row(**place(40))], name="서울특별시_성북구_CCTV_20200331.csv")
    done = await stand(desk.database)
    report = await desk.take(
        [row(**place(40), 데이터기준일자="2026-12-31"), published(4.0)], name=FILE
    )
    assert (report.changes.added, report.changes.changed, report.changes.removed) == (0, 1, 0)
    first, ours = await desk.all(sites)
    assert ours["site_id"] == done.site_id == "SB-0002"
    assert ours["series"] == first["series"] == "서울특별시_성북구_CCTV"
    assert ours["address_road"] == "서울특별시 성북구 보문로 168"
    assert ours["pole_id"] == done.pole_id
    assert [one["camera_id"] for one in await desk.all(cameras)][-2:] == list(done.camera_ids)
    (before,) = await desk.all(site_history)
    assert (before["facts"]["series"], before["facts"]["lat"]) == ("준공", 37.5891164)
    assert str(before["valid_to"]) == "2026-12-31"


async def test_the_same_file_again_and_the_next_one_double_nothing(desk: Desk) -> None:
    await stand(desk.database)
    rows = [published(4.0, 카메라대수="3"), published(15.0)]
    await desk.take(rows, name=FILE)
    before = [await desk.all(table) for table in (sites, cameras, import_rows)]
    again = await desk.take(rows, name=FILE)
    assert again.unchanged
    assert [await desk.all(table) for table in (sites, cameras, import_rows)] == before
    later = [published(north, 데이터기준일자="2027-12-31") for north in (4.0, 15.0)]
    report = await desk.take(later, name=NEXT)
    assert (report.changes.added, report.changes.removed) == (0, 0)
    assert len(await desk.all(sites)) == 2


async def test_flags_stand_at_the_site_in_the_report_and_in_the_kept_row(desk: Desk) -> None:
    await stand(desk.database)
    report = await desk.take([published(4.0, 카메라대수="3"), published(15.0)], name=FILE)
    ours, new = await desk.all(sites)
    assert "accepted_count_differs" in ours["flags"]
    assert "near_accepted" in new["flags"]
    first, second = await desk.all(import_rows)
    assert (first["site_id"], second["site_id"]) == ("SB-0001", "SB-0002")
    assert "accepted_count_differs" in first["flags"]
    assert "near_accepted" in second["flags"]
    assert report.flags["accepted_count_differs"] == report.flags["near_accepted"] == 1
    assert report.accounted


async def test_what_was_looked_at_on_acceptance_is_overruled_by_no_file(desk: Desk) -> None:
    await stand(desk.database)
    await desk.take([published(4.0, 촬영방면정보="고정형", 카메라화소수="")], name=FILE)
    turning, fixed = await desk.all(cameras)
    assert (turning["kind"], turning["pixels_10k"]) == ("ptz", 200)
    assert (fixed["kind"], fixed["bearing_deg"], fixed["hfov_deg"]) == ("fixed", 123.0, 80.0)
    assert fixed["pixels_10k"] == 500
    assert turning["name"] == "보문로 168 #1"


async def test_a_published_number_takes_no_accepted_camera_out_of_service(desk: Desk) -> None:
    await stand(desk.database)
    report = await desk.take([published(카메라대수="1")], name=FILE)
    assert report.changes.cameras_removed == 0
    assert [one["removed_on"] for one in await desk.all(cameras)] == [None, None]


async def test_cameras_that_a_file_adds_go_on_with_the_numbers(desk: Desk) -> None:
    await stand(desk.database)
    await desk.take([published(카메라대수="3")], name=FILE)
    assert [one["camera_id"] for one in await desk.all(cameras)] == [
        "SB-0001-1", "SB-0001-2", "SB-0001-3",
    ]  # fmt: skip


async def test_a_later_file_that_lists_it_no_more_removes_it(desk: Desk) -> None:
    await stand(desk.database)
    await desk.take([published(4.0), published(90.0)], name=FILE)
    gone = await desk.take([published(90.0, 데이터기준일자="2027-12-31")], name=NEXT)
    assert (gone.changes.removed, gone.changes.cameras_removed) == (1, 2)
    assert str((await desk.all(sites))[0]["removed_on"]) == "2027-12-31"


async def test_a_file_that_does_not_list_it_yet_leaves_it_alone(desk: Desk) -> None:
    await stand(desk.database)
    report = await desk.take([row(**place(40))], name=FILE)
    assert report.changes.removed == 0
    ours = (await desk.all(sites))[0]
    assert (ours["series"], ours["removed_on"]) == ("준공", None)
