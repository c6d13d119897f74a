"""Fleets as offices keep them: two languages, two encodings, dates as people write them, rows that cannot be true."""

from datetime import date

import pytest

from bongsu.planning.failures import PlanRefused
from bongsu.planning.replacement.camera import Known
from bongsu.planning.replacement.read_fleet import FleetFile, read_fleet
from tests.planning.replacement.little_fleet import TODAY

HEAD = "camera_id,lat,lon,installed_on"


def read(*lines: str, head: str = HEAD, coding: str = "utf-8") -> FleetFile:
    return read_fleet("\n".join([head, *lines]).encode(coding), TODAY)


def more(column: str, value: str) -> FleetFile:
    return read("A,37.5,126.9,2017", f"B,37.5,126.9,2017,{value}", head=f"{HEAD},{column}")


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "cp949"])
def test_korean_headings_in_the_usual_encodings(coding: str) -> None:
    head = (
        "카메라번호,개소번호,위도,경도,종류,설치목적,설치연월,카메라화소수,보안인증,활용건수,단가"
    )
    (camera,) = read(
        "가-1,S1,37.5,126.9,회전형,쓰레기단속,2017-03,130,무,4,2000000", head=head, coding=coding
    ).cameras
    assert (camera.camera_id, camera.site_id, camera.kind) == ("가-1", "S1", "ptz")
    assert (camera.purpose, camera.pixels_10k, camera.certified) == ("dumping", 130, False)
    assert (camera.lent, camera.won) == (4, 2_000_000)
    assert (camera.installed_on, camera.installed_precision) == (date(2017, 3, 1), Known.MONTH)


@pytest.mark.parametrize(
    ("text", "day", "known"),
    [
        ("2017", date(2017, 1, 1), Known.YEAR),
        ("2017년", date(2017, 1, 1), Known.YEAR),
        ("2017-3", date(2017, 3, 1), Known.MONTH),
        ("2017.03.", date(2017, 3, 1), Known.MONTH),
        ("201703", date(2017, 3, 1), Known.MONTH),
        ("2017년 3월 5일", date(2017, 3, 5), Known.DAY),
        ("20170305", date(2017, 3, 5), Known.DAY),
        ("2017/03/05", date(2017, 3, 5), Known.DAY),
        ("", None, Known.NONE),
    ],
)
def test_dates_as_people_write_them(text: str, day: date | None, known: Known) -> None:
    (camera,) = read(f"A,37.5,126.9,{text}").cameras
    assert (camera.installed_on, camera.installed_precision) == (day, known)


def test_a_date_after_the_day_of_reckoning_is_kept_but_not_trusted() -> None:
    (camera,) = read("A,37.5,126.9,2031-05").cameras
    assert camera.installed_on == date(2031, 5, 1)
    assert not camera.installed_trusted


@pytest.mark.parametrize(
    ("line", "field", "said"),
    [
        (",37.5,126.9,2017", "camera_id", "no number"),
        ("A,37.5,126.9,2017", "camera_id", "above"),
        ("B,126.9,37.5,2017", "lat", "swapped"),
        ("B,35.7,139.7,2017", "lat", "outside"),
        ("B,,126.9,2017", "lat", "no place"),
        ("B,37.5,,2017", "lon", "no place"),
        ("B,north,126.9,2017", "lat", "no number"),
        ("B,nan,126.9,2017", "lat", "no number"),
        ("B,37.5,126.9,last year", "installed_on", "no date"),
        ("B,37.5,126.9,2017-13", "installed_on", "no date"),
        ("B,37.5,126.9,1017", "installed_on", "no date"),
        ("B,37.5,126.9,2017112", "installed_on", "no date"),
    ],
)
def test_a_row_that_cannot_be_true_is_set_aside_by_row_and_field(
    line: str, field: str, said: str
) -> None:
    found = read("A,37.5,126.9,2017", line)
    (bad,) = found.bad_rows
    assert (bad.row, bad.field) == (3, field)
    assert said in bad.told.en
    assert bad.told.ko
    assert [camera.camera_id for camera in found.cameras] == ["A"]


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        ("won", "0", "0 won"),
        ("won", "-5", "whole number"),
        ("faults", "1.5", "whole number"),
        ("certified", "maybe", "yes or no"),
        ("weight", "101", "between"),
        ("failed_on", "2015-01-01", "before"),
        ("removed_on", "2016", "before"),
    ],
)
def test_a_cell_that_cannot_be_true_sets_its_row_aside(column: str, value: str, said: str) -> None:
    (bad,) = more(column, value).bad_rows
    assert (bad.row, bad.field) == (3, column)
    assert said in bad.told.en


def test_empty_lines_are_no_rows() -> None:
    found = read("A,37.5,126.9,2017", ",,,", "B,37.5,126.9,2018")
    assert len(found.cameras) == 2
    assert found.bad_rows == []


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe\x81", HEAD.encode(), b"a,b\n1,2", f"{HEAD}\nA,1,2,2017".encode()]
)
def test_a_file_that_says_nothing_is_refused_by_name(content: bytes) -> None:
    with pytest.raises(PlanRefused) as refused:
        read_fleet(content, TODAY)
    assert refused.value.field == "files.fleet"
    assert refused.value.told[0].ko
