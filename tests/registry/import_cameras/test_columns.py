"""Headers as they come: untidy, renamed, reordered, incomplete."""

from bongsu.registry.import_cameras.columns import read_header
from tests.registry.conftest import NAMES


def test_the_standard_header_is_complete() -> None:
    columns = read_header(NAMES)
    assert columns.missing == ()
    assert columns.usable
    assert not columns.untidy


def test_blanks_and_byte_order_marks_in_a_header_are_no_obstacle() -> None:
    untidy = ["\ufeff관리기관명", *NAMES[1:4], " 카메라대수 ", *NAMES[5:10], "위도 ", *NAMES[11:]]
    columns = read_header(untidy)
    assert columns.missing == ()
    assert columns.untidy
    assert columns.cell(["x"] * 4 + [" 3 "] + ["y"] * 8, "camera_count") == "3"


def test_the_later_export_is_the_same_schema() -> None:
    later = ["번호", *NAMES]
    for old, new in (("설치년월", "설치연월"), ("위도", "WGS84위도"), ("경도", "WGS84경도")):
        later[later.index(old)] = new
    columns = read_header(later)
    assert columns.missing == ()
    assert columns.usable
    assert columns.cell([str(index) for index in range(14)], "lat") == "11"


def test_the_merged_file_says_who_provided_it() -> None:
    columns = read_header([*NAMES, "제공기관코드", "제공기관명"])
    assert columns.cell(["x"] * 13 + ["3070000", "성북구"], "organisation_code") == "3070000"


def test_a_missing_column_is_named_and_reads_as_none_not_as_empty() -> None:
    columns = read_header([name for name in NAMES if name not in ("보관일수", "촬영방면정보")])
    assert columns.missing == ("촬영방면정보", "보관일수")
    assert columns.usable
    assert columns.cell(["x"] * 11, "retention_days") is None


def test_another_schema_is_not_usable_and_names_all_it_misses() -> None:
    columns = read_header(["자치구", "안심주소", "위도", "경도", "CCTV 수량", "수정일시"])
    assert not columns.usable
    assert "설치목적구분" in columns.missing
    assert "카메라대수" in columns.missing
    assert "위도" not in columns.missing


def test_one_kind_of_address_is_enough() -> None:
    assert read_header([name for name in NAMES if name != "소재지지번주소"]).usable
    assert not read_header([name for name in NAMES if "주소" not in name]).usable


def test_a_column_that_is_empty_throughout_is_told_from_one_that_is_missing() -> None:
    columns = read_header(NAMES)
    cells = ["x"] * 13
    cells[6] = "  "
    assert columns.empty([cells, cells]) == ("촬영방면정보",)
