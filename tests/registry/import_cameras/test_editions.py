"""Newer editions of a file: the same site keeps its code, what was said is kept, nothing vanishes by accident."""

import pytest
from sqlalchemy import func, select

from bongsu.registry.import_cameras.failures import TooMuchRemoved
from bongsu.registry.tables import cameras, site_history, sites
from tests.registry.conftest import place, row
from tests.registry.import_cameras.conftest import Desk


async def test_a_newer_edition_updates_by_place_and_keeps_what_was_said(desk: Desk) -> None:
    await desk.take([row(카메라대수="2"), row(**place(5))])
    later = {"데이터기준일자": "2021-03-31"}
    report = await desk.take([row(카메라대수="3", **later), row(**place(5), **later)])
    change = report.changes
    assert (change.added, change.changed, change.refreshed, change.removed) == (0, 1, 1, 0)
    assert change.cameras_added == 1
    (before,) = await desk.all(site_history)
    assert before["facts"]["camera_count"] == 2
    assert str(before["valid_to"]) == "2021-03-31"
    newest = (await desk.all(cameras))[2]
    assert (newest["camera_id"], newest["installed_on"]) == ("SB-0001-3", None)
    assert str(newest["valid_from"]) == "2021-03-31"


async def test_a_site_missing_from_a_newer_edition_is_removed_and_not_deleted(desk: Desk) -> None:
    await desk.take([row(), row(**place(5))])
    report = await desk.take([row(데이터기준일자="2021-03-31")])
    assert (report.changes.removed, report.changes.cameras_removed) == (1, 3)
    gone = (await desk.all(sites))[1]
    assert str(gone["removed_on"]) == "2021-03-31"
    assert {one["status"] for one in await desk.all(cameras)} == {"in_service", "removed"}


async def test_a_site_that_comes_back_is_the_same_site(desk: Desk) -> None:
    await desk.take([row(), row(**place(5))])
    await desk.take([row(데이터기준일자="2021-03-31")])
    later = {"데이터기준일자": "2022-03-31"}
    report = await desk.take([row(**later), row(**place(5), **later)])
    assert (report.changes.added, report.changes.changed) == (0, 1)
    assert [one["removed_on"] for one in await desk.all(sites)] == [None, None]
    assert {one["status"] for one in await desk.all(cameras)} == {"in_service"}


async def test_a_corrected_coordinate_keeps_the_sites_code(desk: Desk) -> None:
    await desk.take([row(위도="37.5891160"), row(**place(5), 소재지도로명주소="정릉로 1")])
    moved = {"위도": "37.5892000", "데이터기준일자": "2021-03-31"}
    report = await desk.take(
        [row(**moved), row(**place(5), 소재지도로명주소="정릉로 1", 데이터기준일자="2021-03-31")]
    )
    assert (report.changes.added, report.changes.removed, report.changes.changed) == (0, 0, 1)
    assert (await desk.all(sites))[0]["lat"] == 37.5892
    assert (await desk.all(cameras))[0]["lat"] == 37.5892


async def test_fewer_cameras_take_the_last_ones_out_of_service(desk: Desk) -> None:
    await desk.take([row(카메라대수="3")])
    report = await desk.take([row(카메라대수="1", 데이터기준일자="2021-03-31")])
    assert report.changes.cameras_removed == 2
    assert [one["removed_on"] is None for one in await desk.all(cameras)] == [True, False, False]


async def test_numbers_of_removed_sites_are_never_given_again(desk: Desk) -> None:
    await desk.take([row(), row(**place(5))])
    await desk.take([row(데이터기준일자="2021-03-31")])
    new = row(**place(9), 소재지도로명주소="정릉로 5", 데이터기준일자="2022-03-31")
    await desk.take([row(데이터기준일자="2022-03-31"), new])
    assert [one["site_id"] for one in await desk.all(sites)] == ["SB-0001", "SB-0002", "SB-0003"]


async def test_what_people_measured_outlives_an_import_that_is_silent_about_it(desk: Desk) -> None:
    await desk.take([row(카메라대수="1")])
    async with desk.database.work() as work:
        await work.connection.execute(
            cameras.update().values(bearing_deg=123.0, status="out_of_service")
        )
    await desk.take([row(카메라대수="1", 카메라화소수="400", 데이터기준일자="2021-03-31")])
    (camera,) = await desk.all(cameras)
    assert (camera["bearing_deg"], camera["status"], camera["pixels_10k"]) == (
        123.0,
        "out_of_service",
        400,
    )


async def test_a_file_cut_at_a_line_end_does_not_empty_the_register(desk: Desk) -> None:
    rows = [row(**place(index), 소재지도로명주소=f"정릉로 {index}") for index in range(60)]
    await desk.take(rows)
    with pytest.raises(TooMuchRemoved, match="50 of 60"):
        await desk.take(rows[:10])
    async with desk.database.read() as connection:
        alive = select(func.count()).select_from(sites).where(sites.c.removed_on.is_(None))
        assert await connection.scalar(alive) == 60


async def test_a_file_of_another_name_removes_nothing(desk: Desk) -> None:
    await desk.take([row()])
    report = await desk.take([row(**place(5))], name="추가설치.csv")
    assert (report.changes.added, report.changes.removed) == (1, 0)
