"""Survey sheets in the register: good rows hold, bad ones are named, nothing published overrules what was found."""

import pytest

from bongsu.kernel.database import Database
from bongsu.registry.catalogue import Catalogue
from bongsu.registry.import_cameras.failures import FileUnreadable
from bongsu.registry.import_survey import import_survey
from bongsu.registry.refresh import CatalogueRefresh
from bongsu.registry.tables import camera_surveys, cameras, import_rows, import_runs
from tests.registry.conftest import place, row
from tests.registry.import_survey.conftest import Surveyor

LATER = {"데이터기준일자": "2021-03-31"}


async def test_what_was_found_stands_in_the_register(surveyor: Surveyor) -> None:
    await surveyor.publish(row())
    before = await surveyor.camera("SB-0001-2")
    report = await surveyor.hand_in("SB-0001-2,고정형,120,70,40,4.5,2026-02-01")
    after = await surveyor.camera("SB-0001-2")
    found = {"kind": "fixed", "bearing_deg": 120.0, "hfov_deg": 70.0, "range_m": 40.0}
    assert after == before | found | {"height_m": 4.5}
    assert (report.rows, report.applied, report.refused, report.accounted) == (1, 1, 0, True)


async def test_an_empty_cell_leaves_things_as_they_are(surveyor: Surveyor) -> None:
    await surveyor.publish(row())
    await surveyor.hand_in("SB-0001-1,fixed,120,70,,,2026-02-01")
    await surveyor.hand_in("SB-0001-1,,,,33,,2026-02-02", "SB-0001-2,,,,,,2026-02-02")
    camera = await surveyor.camera("SB-0001-1")
    assert (camera["bearing_deg"], camera["range_m"]) == (120.0, 33.0)


async def test_history_keeps_every_survey_with_its_source(surveyor: Surveyor) -> None:
    await surveyor.publish(row())
    await surveyor.hand_in("SB-0001-1,,120,,,,2026-02-01", name="spring.csv")
    await surveyor.hand_in("SB-0001-1,,60,,,,2025-11-01", name="autumn.csv")
    kept = await surveyor.all(camera_surveys)
    assert [(str(one["surveyed_on"]), one["findings"], one["source_file"]) for one in kept] == [
        ("2026-02-01", {"bearing_deg": 120.0}, "spring.csv"),
        ("2025-11-01", {"bearing_deg": 60.0}, "autumn.csv"),
    ]
    assert (await surveyor.camera("SB-0001-1"))["bearing_deg"] == 120.0


async def test_a_second_import_changes_nothing_not_even_a_day_later(surveyor: Surveyor) -> None:
    await surveyor.publish(row())
    sheet = ("SB-0001-1,,120,,,,", "SB-0001-2,,240,,,,2026-02-01", "SB-9999-1,,1,,,,", ",,,,,,")
    first = await surveyor.hand_in(*sheet)
    before = [await surveyor.all(one) for one in (cameras, camera_surveys, import_runs)]
    surveyor.clock.advance(86_400)
    again = await surveyor.hand_in(*sheet)
    assert [await surveyor.all(one) for one in (cameras, camera_surveys, import_runs)] == before
    assert (first.unchanged, again.unchanged) == (False, True)
    assert (again.files[0].known, again.refused, again.accounted) == (2, 1, True)


async def test_bad_rows_are_named_and_good_ones_hold(surveyor: Surveyor) -> None:
    await surveyor.publish(row(), row(**place(5)))
    await surveyor.publish(row(**LATER))
    report = await surveyor.hand_in(
        "SB-0001-1,,400,,,,", "SB-7777-1,,,,,,", "SB-0002-1,,10,,,,", "SB-0001-3,,30,,,,", ""
    )
    (sheet,) = report.files
    named = {(one.row, one.camera_id): one.reasons for one in sheet.refused_rows}
    assert named == {
        (1, "SB-0001-1"): ["bearing_not_0_to_360"],
        (2, "SB-7777-1"): ["camera_unknown"],
        (3, "SB-0002-1"): ["camera_removed"],
    }
    assert (sheet.rows, sheet.applied, sheet.refused, sheet.empty_rows) == (5, 1, 3, 1)
    assert sheet.accounted
    kept = [one for one in await surveyor.all(import_rows) if one["outcome"] == "refused"]
    assert [one["reason"] for one in kept] == [",".join(why) for why in named.values()]


async def test_strict_takes_a_sheet_whole_or_not_at_all(surveyor: Surveyor) -> None:
    await surveyor.publish(row())
    report = await surveyor.hand_in("SB-0001-1,,90,,,,", "SB-0001-2,,400,,,,", strict=True)
    assert (report.applied, report.files[0].held_back, report.refused) == (0, 1, 1)
    assert report.accounted
    assert (await surveyor.camera("SB-0001-1"))["bearing_deg"] is None
    assert await surveyor.all(camera_surveys) == []
    again = await surveyor.hand_in("SB-0001-1,,90,,,,", "SB-0001-2,,40,,,,", strict=True)
    assert again.applied == 2


async def test_strict_judges_each_file_by_itself(surveyor: Surveyor) -> None:
    await surveyor.publish(row())
    good = surveyor.sheet(["SB-0001-1,,90,,,,"], name="good.csv")
    bad = surveyor.sheet(["SB-0001-2,,90,,,,", "SB-0001-9,,90,,,,"], name="bad.csv")
    files = [bad, good]
    report = await import_survey(surveyor.database, files, clock=surveyor.clock, strict=True)
    assert [one.applied for one in report.files] == [0, 1]


async def test_an_unreadable_file_beside_a_good_one_changes_nothing(surveyor: Surveyor) -> None:
    await surveyor.publish(row())
    good = surveyor.sheet(["SB-0001-1,,90,,,,"])
    with pytest.raises(FileUnreadable, match=r"gone\.csv"):
        await import_survey(
            surveyor.database, [good, good.with_name("gone.csv")], clock=surveyor.clock
        )
    assert await surveyor.all(camera_surveys) == []


@pytest.mark.parametrize("direction", ["북", "60", "회전형", ""])
async def test_a_newer_published_file_does_not_erase_what_was_found(
    surveyor: Surveyor, direction: str
) -> None:
    await surveyor.publish(row(카메라대수="1"))
    await surveyor.hand_in("SB-0001-1,lpr,123,45,80,5.5,2026-02-01")
    found = await surveyor.camera("SB-0001-1")
    report = await surveyor.publish(
        row(카메라대수="1", 카메라화소수="400", 촬영방면정보=direction, **LATER)
    )
    assert report.changes.changed == 1
    assert await surveyor.camera("SB-0001-1") == found | {"pixels_10k": 400}


async def test_the_same_published_file_again_does_not_erase_what_was_found(
    surveyor: Surveyor,
) -> None:
    await surveyor.publish(row())
    await surveyor.hand_in("SB-0001-1,lpr,123,45,80,5.5,2026-02-01")
    found = await surveyor.all(cameras)
    assert (await surveyor.publish(row())).unchanged
    assert await surveyor.all(cameras) == found


async def test_what_was_found_outlives_a_removal(surveyor: Surveyor) -> None:
    await surveyor.publish(row(), row(**place(5)))
    await surveyor.hand_in("SB-0002-1,fixed,123,,,,2026-02-01")
    await surveyor.publish(row(**LATER))
    later = {"데이터기준일자": "2022-03-31"}
    await surveyor.publish(row(**later), row(**place(5), **later))
    camera = await surveyor.camera("SB-0002-1")
    assert (camera["bearing_deg"], camera["kind"], camera["removed_on"]) == (123.0, "fixed", None)


async def test_a_camera_nobody_surveyed_still_follows_the_published_file(
    surveyor: Surveyor,
) -> None:
    await surveyor.publish(row(카메라대수="2"))
    await surveyor.hand_in("SB-0001-1,fixed,123,,,,2026-02-01")
    await surveyor.publish(row(카메라대수="2", 촬영방면정보="북", **LATER))
    kinds = [one["kind"] for one in await surveyor.all(cameras)]
    bearings = [one["bearing_deg"] for one in await surveyor.all(cameras)]
    assert (kinds, bearings) == (["fixed", "fixed"], [123.0, 0.0])


async def test_a_running_node_hears_of_a_survey(surveyor: Surveyor, database: Database) -> None:
    await surveyor.publish(row())
    catalogue = Catalogue()
    refresh = CatalogueRefresh(database, catalogue, look_every_s=600)
    await refresh.look()
    surveyor.clock.advance(1)
    sheet = ("SB-0001-1,,123,,,,",)
    await surveyor.hand_in(*sheet)
    assert await refresh.look()
    assert catalogue.rows["SB-0001-1"].bearing_deg == 123.0
    await surveyor.hand_in(*sheet)
    assert not await refresh.look()
