"""준공: what was built enters the registry under codes that were never given, all of it or nothing."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from bongsu.kernel.database import Database
from bongsu.registry import store
from bongsu.registry.camera import CameraKind, PoleKind, Precision, Purpose
from bongsu.registry.put_up import NewCamera, put_up
from bongsu.registry.tables import (
    camera_streams,
    camera_surveys,
    cameras,
    import_runs,
    poles,
    sites,
)
from tests.registry.put_up_here import FIXED, NOW, PTZ, new_site, stand

MAIN, SUB = "rtsp://admin:hunter2@10.0.0.9/main", "rtsp://admin:hunter2@10.0.0.9/sub"


async def rows(database: Database, table: Any) -> list[dict[str, Any]]:
    async with database.read() as connection:
        found = await connection.execute(select(table).order_by(*table.primary_key))
        return [dict(one) for one in found.mappings()]


async def remove(database: Database, site_id: str) -> None:
    async with database.work() as work:
        await work.connection.execute(
            sites.update().where(sites.c.site_id == site_id).values(removed_on=date(2026, 11, 1))
        )


async def test_a_district_without_a_site_begins_at_1(database: Database) -> None:
    done = await stand(database)
    assert done.site_id == "SB-0001"
    assert done.pole_id == "SB-0001-P"
    assert done.camera_ids == ("SB-0001-1", "SB-0001-2")


async def test_codes_go_on_from_the_highest_ever_used_also_of_removed_sites(
    database: Database,
) -> None:
    for origin in ("ps_1", "ps_2", "ps_3"):
        await stand(database, origin=origin)
    await remove(database, "SB-0001")
    await remove(database, "SB-0003")
    assert (await stand(database, origin="ps_4")).site_id == "SB-0004"


async def test_the_highest_code_is_the_highest_number_not_the_last_in_the_alphabet(
    database: Database,
) -> None:
    await stand(database)
    async with database.work() as work:
        row = (await work.connection.execute(select(sites))).mappings().one()
        for code in ("SB-9999", "SB-10000"):
            other = {**row, "site_id": code, "site_key": code, "pole_id": None}
            await work.connection.execute(sites.insert(), other)
    assert (await stand(database, origin="ps_2")).site_id == "SB-10001"


async def test_each_district_counts_for_itself(database: Database) -> None:
    await stand(database)
    other = await stand(database, district="GR", origin="ps_2")
    assert other.site_id == "GR-0001"


async def test_two_in_one_transaction_have_two_codes(database: Database) -> None:
    async with database.work() as work:
        first = await put_up(work, new_site(), NOW)
        second = await put_up(work, new_site(origin="ps_2"), NOW)
    assert (first.site_id, second.site_id) == ("SB-0001", "SB-0002")


async def test_the_site_is_what_was_built(database: Database) -> None:
    await stand(database, purpose=Purpose.CHILDREN)
    (site,) = await rows(database, sites)
    assert (site["purpose"], site["purpose_original"]) == ("children", "어린이보호")
    assert (site["lat"], site["lon"]) == (37.5891164, 127.0182142)
    assert (site["dong_code"], site["dong_name"]) == ("1129057500", "삼선동")
    assert (site["camera_count"], site["retention_days"]) == (2, 30)
    assert site["installed_on"] == site["valid_from"] == date(2026, 10, 20)
    assert (site["installed_precision"], site["installed_trusted"]) == ("day", True)
    assert (site["address_road"], site["address_jibun"], site["removed_on"]) == (None, None, None)
    assert site["flags"] == []


async def test_its_series_is_acceptance_and_no_file_has_said_it(database: Database) -> None:
    await stand(database)
    await stand(database, origin="ps_2")
    first, second = await rows(database, sites)
    for site in (first, second):
        assert (site["series"], site["source_file"], site["source_row"]) == ("준공", "준공", 0)
    assert first["site_key"] != second["site_key"]


async def test_its_pole_carries_it(database: Database) -> None:
    done = await stand(database, pole=PoleKind.SMART_POLE, height_m=6.5)
    (pole,) = await rows(database, poles)
    (site,) = await rows(database, sites)
    assert pole == {
        "pole_id": done.pole_id,
        "district": "SB",
        "kind": "smart_pole",
        "lat": 37.5891164,
        "lon": 127.0182142,
        "height_m": 6.5,
    }
    assert site["pole_id"] == done.pole_id


async def test_its_cameras_hang_there_in_service(database: Database) -> None:
    loud = NewCamera(kind=CameraKind.FIXED, bearing_deg=45.0, has_speaker=True, range_m=60.0)
    done = await stand(database, cameras=(PTZ, loud), height_m=5.5)
    async with database.read() as connection:
        turning, fixed = [await store.camera(connection, code) for code in done.camera_ids]
    assert turning is not None
    assert fixed is not None
    assert (turning.kind, turning.bearing_deg, turning.pixels_10k) == (CameraKind.PTZ, None, 200)
    assert (fixed.kind, fixed.bearing_deg, fixed.range_m) == (CameraKind.FIXED, 45.0, 60.0)
    assert (fixed.has_speaker, turning.has_speaker) == (True, None)
    for number, one in enumerate((turning, fixed), start=1):
        assert one.name == f"삼선동 SB-0001 #{number}"
        assert (one.status.value, one.site_id, one.height_m) == ("in_service", "SB-0001", 5.5)
        assert (one.installed_on, one.installed_precision) == (date(2026, 10, 20), Precision.DAY)


async def test_without_a_dong_a_camera_is_called_by_its_district(database: Database) -> None:
    await stand(database, dong_code=None, dong_name=None)
    assert (await rows(database, cameras))[0]["name"] == "SB SB-0001 #1"


async def test_stream_addresses_lie_in_the_secret_place_alone(database: Database) -> None:
    secret = NewCamera(kind=CameraKind.PTZ, main_url=MAIN, sub_url=SUB)
    done = await stand(database, cameras=(FIXED, secret))
    (kept,) = await rows(database, camera_streams)
    assert kept == {"camera_id": done.camera_ids[1], "main_url": MAIN, "sub_url": SUB}
    for table in (sites, poles, cameras, camera_surveys, import_runs):
        assert "hunter2" not in str(await rows(database, table))
    assert "hunter2" not in repr(done)


async def test_acceptance_is_kept_as_a_finding_of_that_day(database: Database) -> None:
    unknown = NewCamera(kind=CameraKind.UNKNOWN, bearing_deg=10.0)
    await stand(database, cameras=(PTZ, FIXED, unknown))
    turning, fixed, other = await rows(database, camera_surveys)
    assert turning["findings"] == {"kind": "ptz", "pixels_10k": 200}
    assert fixed["findings"] == {
        "kind": "fixed",
        "bearing_deg": 123.0,
        "hfov_deg": 80.0,
        "pixels_10k": 500,
    }
    assert other["findings"] == {"bearing_deg": 10.0}
    assert {one["surveyed_on"] for one in (turning, fixed, other)} == {date(2026, 10, 20)}


async def test_readers_of_the_registry_are_told_of_the_change(database: Database) -> None:
    async with database.read() as connection:
        before = await store.last_import(connection)
    done = await stand(database)
    async with database.read() as connection:
        after = await store.last_import(connection)
    (run,) = await rows(database, import_runs)
    assert before is None
    assert after == run["run_id"]
    assert (run["what"], run["file_name"], run["at"]) == ("put_up", "ps_1", NOW)
    assert run["report"] == {"site": done.site_id, "cameras": list(done.camera_ids)}


async def test_nothing_stays_when_the_callers_work_fails(database: Database) -> None:
    secret = NewCamera(kind=CameraKind.PTZ, main_url=MAIN)
    with pytest.raises(RuntimeError):
        async with database.work() as work:
            await put_up(work, new_site(cameras=(secret,)), NOW)
            raise RuntimeError
    for table in (sites, poles, cameras, camera_streams, camera_surveys, import_runs):
        assert await rows(database, table) == []
    assert (await stand(database)).site_id == "SB-0001"
