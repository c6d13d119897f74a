"""The whole import on a real database: each defect flagged and kept, everything accounted for, all or nothing."""

import pytest

from bongsu.registry.import_cameras import import_cameras
from bongsu.registry.import_cameras.failures import FileCutShort, OlderThanRegistered
from bongsu.registry.tables import cameras, import_rows, import_runs, sites
from tests.registry.conftest import HEADER, NAMES, Writer, place, row
from tests.registry.import_cameras.conftest import Desk


async def test_a_row_becomes_a_site_with_its_cameras(desk: Desk) -> None:
    report = await desk.take([row()])
    (site,) = await desk.all(sites)
    assert (report.rows, report.sites, report.cameras) == (1, 1, 3)
    assert report.accounted
    assert site["site_id"] == "SB-0001"
    assert site["dong_code"] is not None
    assert [one["camera_id"] for one in await desk.all(cameras)] == [
        "SB-0001-1", "SB-0001-2", "SB-0001-3",
    ]  # fmt: skip


async def test_importing_the_same_file_again_changes_nothing(desk: Desk) -> None:
    rows = [row(**place(index)) for index in range(5)]
    await desk.take(rows)
    before = [await desk.all(table) for table in (sites, cameras, import_rows, import_runs)]
    report = await desk.take(rows)
    assert report.unchanged
    assert report.changes.none
    assert (report.rows, report.sites, report.cameras) == (5, 5, 15)
    after = [await desk.all(table) for table in (sites, cameras, import_rows, import_runs)]
    assert after == before


async def test_the_same_file_under_another_name_changes_nothing(desk: Desk) -> None:
    await desk.take([row()])
    assert (await desk.take([row()], name="copy.csv")).unchanged


@pytest.mark.parametrize(
    ("cells", "flag"),
    [
        ({"소재지도로명주소": ""}, "address_road_missing"),
        ({"소재지지번주소": ""}, "address_jibun_missing"),
        ({"소재지도로명주소": "", "소재지지번주소": ""}, "address_missing"),
        ({"소재지도로명주소": "없음"}, "address_placeholder"),
        ({"소재지도로명주소": "성북구 보문로 168(삼선동5가 411)", "소재지지번주소": ""}, "address_both_in_one"),
        ({"소재지도로명주소": "서울특별시 성북구 보문로 168 10.1.2.3"}, "ip_address"),
        ({"촬영방면정보": "192.168.0.9"}, "ip_address"),
        ({"설치목적구분": "시설물 관리"}, "purpose_nonstandard"),
        ({"설치목적구분": "알수없음"}, "purpose_unknown"),
        ({"설치목적구분": ""}, "purpose_missing"),
        ({"카메라대수": "0"}, "no_cameras"),
        ({"카메라화소수": "HD급"}, "pixels_unreadable"),
        ({"촬영방면정보": "360"}, "direction_is_angle"),
        ({"촬영방면정보": "하단부"}, "direction_free_text"),
        ({"촬영방면정보": "회전/고정4"}, "direction_count_mismatch"),
        ({"촬영방면정보": "02-450-7678"}, "phone_in_direction"),
        ({"보관일수": ""}, "retention_default"),
        ({"보관일수": "한달"}, "retention_unreadable"),
        ({"설치년월": "2020-12"}, "installed_after_reference"),
        ({"설치년월": "1905-07"}, "installed_implausible"),
        ({"설치년월": "미상"}, "installed_unreadable"),
        ({"데이터기준일자": "오늘"}, "reference_date_unreadable"),
        ({"위도": "127.0182140", "경도": "37.5891160"}, "coordinates_swapped"),
        ({"위도": "37.5663", "경도": "126.9779"}, "outside_gu"),
        ({"위도": "37.5663", "경도": "126.9779"}, "outside_over_tolerance"),
        ({"위도": "35.1796", "경도": "129.0756"}, "outside_seoul"),
    ],
)  # fmt: skip
async def test_each_defect_is_flagged_and_its_row_kept(
    desk: Desk, cells: dict[str, str], flag: str
) -> None:
    report = await desk.take([row(**cells)])
    (site,) = await desk.all(sites)
    (kept,) = await desk.all(import_rows)
    assert report.flags[flag] == 1
    assert flag in site["flags"]
    assert flag in kept["flags"]
    assert report.accounted
    if flag != "ip_address":
        assert set(cells.values()) <= set(kept["cells"])


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"카메라대수": ""}, "count_missing"),
        ({"카메라대수": "세대"}, "count_not_a_number"),
        ({"카메라대수": "-2"}, "count_negative"),
        ({"카메라대수": "20200331"}, "count_implausible"),
        ({"위도": ""}, "coordinates_missing"),
        ({"위도": "북위 37도"}, "coordinates_not_a_number"),
        ({"위도": "0", "경도": "0"}, "coordinates_out_of_range"),
        ({"경도": "126.9.1"}, "coordinates_not_a_number"),
    ],
)
async def test_what_cannot_become_a_site_is_quarantined_with_its_reason_and_kept(
    desk: Desk, cells: dict[str, str], reason: str
) -> None:
    report = await desk.take([row(), row(**cells)])
    (file,) = report.files
    kept = (await desk.all(import_rows))[1]
    assert (report.quarantined, report.sites) == (1, 1)
    assert file.quarantined_by_reason == {reason: 1}
    assert file.quarantined_rows[0].row == 2
    assert (kept["outcome"], kept["reason"]) == ("quarantined", reason)
    assert set(cells.values()) <= set(kept["cells"])
    assert report.accounted


async def test_a_row_with_too_few_cells_is_quarantined_not_shifted(desk: Desk) -> None:
    report = await desk.take([row(), "서울특별시 성북구청,보문로,3", row(**place(3))])
    assert report.files[0].quarantined_by_reason == {"wrong_cell_count": 1}
    assert report.accounted


async def test_cameras_of_quarantined_rows_stay_in_the_sum(desk: Desk) -> None:
    (file,) = (await desk.take([row(), row(위도="", 카메라대수="4")])).files
    assert (file.cameras_in_file, file.cameras, file.cameras_quarantined) == (7, 3, 4)
    assert file.accounted
    assert "cameras 7 = 3 in sites + 4 quarantined" in file.equation


async def test_a_row_of_an_unknown_district_is_quarantined(desk: Desk) -> None:
    nowhere = {"관리기관명": "관제센터", "소재지도로명주소": "보문로 168", "소재지지번주소": ""}
    report = await desk.take([row(**nowhere)])
    assert report.files[0].quarantined_by_reason == {"district_unknown": 1}


async def test_the_district_comes_from_the_rows_not_from_the_name_of_the_file(desk: Desk) -> None:
    report = await desk.take([row(관리기관명="서울특별시_성북구")], name="강남구.csv")
    assert report.files[0].districts == ["성북구"]
    assert not report.flags.keys() & {"outside_gu", "outside_seoul"}


async def test_a_row_that_names_no_district_follows_its_file(desk: Desk) -> None:
    silent = {"관리기관명": "관제센터", "소재지도로명주소": "보문로 168", "소재지지번주소": ""}
    report = await desk.take([row(), row(**silent, **place(2))])
    assert (report.sites, report.quarantined) == (2, 0)


async def test_another_citys_district_of_the_same_name_is_not_ours(desk: Desk) -> None:
    busan = {
        "관리기관명": "부산광역시 중구청", "소재지도로명주소": "부산광역시 중구 중앙대로 1",
        "소재지지번주소": "", "위도": "35.1", "경도": "129.0",
    }  # fmt: skip
    report = await desk.take([row(**busan)])
    assert report.files[0].quarantined_by_reason == {"district_unknown": 1}


async def test_empty_rows_are_counted_and_kept(desk: Desk) -> None:
    report = await desk.take([row(), "," * 12, "", row(**place(2))])
    (file,) = report.files
    assert (file.rows, file.rows_in_sites, file.empty_rows) == (4, 2, 2)
    assert file.accounted
    assert len(await desk.all(import_rows)) == 4


async def test_an_exact_duplicate_is_flagged_and_stays_a_site(desk: Desk) -> None:
    report = await desk.take([row(), row()])
    assert report.flags["duplicate_row"] == 1
    assert report.flags["identical_coordinates"] == 1
    assert (report.sites, report.cameras) == (2, 6)


async def test_a_file_that_lists_cameras_becomes_sites_by_place(desk: Desk) -> None:
    one = {"카메라대수": "1"}
    rows = [
        row(**one, 촬영방면정보="120도"), row(**one, 촬영방면정보="360도"),
        row(**one, **place(4)), row(**one, 설치목적구분="교통단속"),
    ]  # fmt: skip
    report = await desk.take(rows)
    assert (report.rows, report.sites, report.cameras) == (4, 3, 4)
    assert report.flags["row_per_camera"] == 2
    assert report.accounted
    first, second = (await desk.all(cameras))[:2]
    assert (first["kind"], first["hfov_deg"], second["kind"]) == ("fixed", 120.0, "ptz")


async def test_dragged_cells_are_flagged_and_kept_as_published(desk: Desk) -> None:
    rows = [row(**place(index), 보관일수=str(30 + index)) for index in range(10)]
    report = await desk.take(rows)
    assert report.flags["drag_fill"] == 9
    assert {one["retention_days"] for one in await desk.all(sites)} == set(range(30, 40))


async def test_metres_dragged_through_the_direction_are_flagged(desk: Desk) -> None:
    rows = [row(**place(index), 촬영방면정보=f"30~{150 + index}미터") for index in range(6)]
    report = await desk.take(rows)
    assert report.flags["drag_fill"] == 5


async def test_a_column_of_januaries_leaves_only_the_year(desk: Desk) -> None:
    rows = [row(**place(index), 설치년월=f"20{index % 19:02d}-01") for index in range(25)]
    report = await desk.take(rows)
    assert report.flags["month_defaulted"] == 25
    assert {one["installed_precision"] for one in await desk.all(cameras)} == {"year"}


async def test_missing_columns_are_null_and_not_zero(desk: Desk) -> None:
    left_out = {"카메라화소수", "촬영방면정보", "보관일수", "설치년월"}
    kept = [index for index, name in enumerate(NAMES) if name not in left_out]
    short = ",".join(row().split(",")[index] for index in kept)
    report = await desk.take([short], header=",".join(NAMES[index] for index in kept))
    (camera, *_), (site,) = await desk.all(cameras), await desk.all(sites)
    assert set(report.missing_columns) == left_out
    assert (camera["pixels_10k"], camera["installed_on"], camera["kind"]) == (None, None, "unknown")
    assert (site["retention_days"], site["flags"]) == (30, ["retention_default"])


async def test_columns_that_are_there_but_empty_are_named_apart(desk: Desk) -> None:
    (file,) = (await desk.take([row(카메라화소수="", 설치년월="")])).files
    assert file.missing_columns == []
    assert file.empty_columns == ["카메라화소수", "설치년월"]


async def test_a_file_of_another_schema_says_what_it_misses_and_imports_nothing(desk: Desk) -> None:
    report = await desk.take(
        ["성북구,보문로 168,37.589,127.018,3,2024-01-01"],
        header="자치구,안심주소,위도,경도,CCTV 수량,수정일시",
    )
    (file,) = report.files
    assert not file.imported
    assert {"설치목적구분", "카메라대수"} <= set(report.missing_columns)
    assert (report.rows, report.sites, file.rows_not_imported) == (1, 0, 1)
    assert report.accounted
    assert await desk.all(sites) == await desk.all(import_runs) == []


@pytest.mark.parametrize("encoding", ["cp949", "utf-8", "utf-8-sig"])
async def test_every_encoding_gives_the_same_sites(desk: Desk, encoding: str) -> None:
    await desk.take([row()], encoding=encoding)
    assert (await desk.all(sites))[0]["address_jibun"] == "서울특별시 성북구 삼선동5가 411"


async def test_the_later_export_is_imported(desk: Desk) -> None:
    header = "번호," + HEADER.replace("설치년월", "설치연월").replace(
        ",위도", ",WGS84위도"
    ).replace(",경도", ",WGS84경도")
    report = await desk.take([f"1,{row()}"], header=header)
    assert (report.sites, report.missing_columns) == (1, [])


async def test_the_merged_file_is_imported_district_by_district(desk: Desk) -> None:
    guro = row(
        관리기관명="",
        소재지도로명주소="고척로 1",
        소재지지번주소="",
        위도="37.4955",
        경도="126.8875",
    )
    report = await desk.take(
        [f"{row()},3070000,서울특별시 성북구", f"{guro},3160000,서울특별시 구로구"],
        header=f"{HEADER},제공기관코드,제공기관명",
    )
    assert report.files[0].districts == ["구로구", "성북구"]
    assert [one["site_id"] for one in await desk.all(sites)] == ["GR-0001", "SB-0001"]


async def test_no_ip_address_is_kept_anywhere(desk: Desk) -> None:
    await desk.take([row(소재지지번주소="삼선동5가 411 10.20.30.40", 촬영방면정보="10.20.30.40")])
    for table in (sites, cameras, import_rows, import_runs):
        assert "10.20.30.40" not in str(await desk.all(table))


async def test_a_failure_in_the_last_file_leaves_nothing_of_the_first(
    desk: Desk, write: Writer
) -> None:
    good = write([row()], name="good.csv")
    bad = write([row()], name="bad.csv")
    bad.write_bytes(bad.read_bytes()[:-40])
    with pytest.raises(FileCutShort, match=r"bad\.csv"):
        await import_cameras(desk.database, [good, bad], areas=desk.areas, clock=desk.clock)
    assert await desk.all(sites) == await desk.all(import_runs) == []


async def test_a_failure_while_writing_changes_nothing(desk: Desk, write: Writer) -> None:
    await desk.take([row(**place(1), 데이터기준일자="2020-03-31")])
    fresh = write([row(**place(9))], name="new.csv")
    older = write([row(데이터기준일자="2019-03-31")])
    with pytest.raises(OlderThanRegistered, match="2019-03-31"):
        await import_cameras(desk.database, [fresh, older], areas=desk.areas, clock=desk.clock)
    assert len(await desk.all(sites)) == 1
    assert len(await desk.all(import_runs)) == 1
