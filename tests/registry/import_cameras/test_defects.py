"""Every rule that reads one cell: what it understands, what it flags, what it refuses to guess."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bongsu.registry.camera import KOREAN_PURPOSES, Purpose
from bongsu.registry.import_cameras.defects import (
    Read,
    address_flags,
    read_address,
    read_coordinates,
    read_count,
    read_pixels,
    read_purpose,
    read_retention,
    without_ip,
)
from bongsu.registry.import_cameras.flags import Flag, Reason


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("3", 3), ("0", 0), (" 4".strip(), 4), ("3.0", 3), ("1,0", 10),
        ("", Reason.COUNT_MISSING), (None, Reason.COUNT_MISSING),
        ("세 대", Reason.COUNT_NOT_A_NUMBER), ("2.5", Reason.COUNT_NOT_A_NUMBER),
        ("nan", Reason.COUNT_NOT_A_NUMBER), ("inf", Reason.COUNT_NOT_A_NUMBER),
        ("3대", Reason.COUNT_NOT_A_NUMBER), ("-1", Reason.COUNT_NEGATIVE),
        ("20200331", Reason.COUNT_IMPLAUSIBLE), ("1e9", Reason.COUNT_IMPLAUSIBLE),
    ],
)  # fmt: skip
def test_a_count_that_is_no_number_of_cameras_is_named_and_never_zero(
    text: str | None, count: int | Reason
) -> None:
    assert read_count(text) == count


def test_coordinates_in_order_are_taken_as_they_are() -> None:
    assert read_coordinates("37.60599000", "126.99887800") == Read((37.60599, 126.998878))


def test_swapped_coordinates_are_told_by_their_range_and_flagged() -> None:
    swapped = read_coordinates("126.998878", "37.60599")
    assert swapped == Read((37.60599, 126.998878), (Flag.COORDINATES_SWAPPED,))


@pytest.mark.parametrize(
    ("lat", "lon", "reason"),
    [
        ("", "126.9", Reason.COORDINATES_MISSING),
        (None, None, Reason.COORDINATES_MISSING),
        ("37.6", "", Reason.COORDINATES_MISSING),
        ("37.6도", "126.9", Reason.COORDINATES_NOT_A_NUMBER),
        ("37.6", "NaN", Reason.COORDINATES_NOT_A_NUMBER),
        ("0", "0", Reason.COORDINATES_OUT_OF_RANGE),
        ("953898.18", "1952036.09", Reason.COORDINATES_OUT_OF_RANGE),
        ("37.6", "37.6", Reason.COORDINATES_OUT_OF_RANGE),
        ("376059", "1269988", Reason.COORDINATES_OUT_OF_RANGE),
    ],
)
def test_coordinates_that_lie_nowhere_in_korea_are_quarantined_with_a_reason(
    lat: str | None, lon: str | None, reason: Reason
) -> None:
    assert read_coordinates(lat, lon) is reason


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("성북구 보문로 168 192.168.10.21", "성북구 보문로 168"),
        ("10.0.0.5:554 정릉로 1", "정릉로 1"),
        ("보문로 168 (172.16.0.1)", "보문로 168 ()"),
        ("a 1.2.3.4 b 5.6.7.8 c", "a b c"),
    ],
)
def test_an_ip_address_is_dropped_from_where_it_stands(text: str, cleaned: str) -> None:
    assert without_ip(text) == (cleaned, True)


@pytest.mark.parametrize(
    "text", ["정릉로10길 92", "삼선동5가 411", "2020.3.24", "300.400.500.600", "1.2.3", "1.2.3.4.5"]
)
def test_what_only_looks_like_an_ip_address_stays(text: str) -> None:
    assert without_ip(text) == (text, False)


def test_an_address_field_with_an_ip_address_says_so() -> None:
    assert read_address("보문로 168 192.168.0.7") == Read("보문로 168", (Flag.IP_ADDRESS,))


@pytest.mark.parametrize("text", ["없음", "-", "해당없음", "NULL"])
def test_a_placeholder_is_no_address(text: str) -> None:
    assert read_address(text) == Read(None, (Flag.ADDRESS_PLACEHOLDER,))


@pytest.mark.parametrize(
    ("road", "jibun", "flags"),
    [
        ("보문로 168", "삼선동5가 411", ()),
        (None, None, (Flag.ADDRESS_MISSING,)),
        (None, "서울특별시 성북구 삼선동5가 411", (Flag.ADDRESS_ROAD_MISSING,)),
        ("서울특별시 성북구 보문로 168", None, (Flag.ADDRESS_JIBUN_MISSING,)),
        ("동작구 서달로13길 17(흑석동 181-23)", None,
         (Flag.ADDRESS_JIBUN_MISSING, Flag.ADDRESS_BOTH_IN_ONE)),
        ("동작구 서달로8가길2(흑석동 93-147)", None,
         (Flag.ADDRESS_JIBUN_MISSING, Flag.ADDRESS_BOTH_IN_ONE)),
        (None, "수서동 214-9 (밤고개로 5길 수서SRT 주변)",
         (Flag.ADDRESS_ROAD_MISSING, Flag.ADDRESS_BOTH_IN_ONE)),
        ("서울특별시 도봉구 노해로69길151(예가111동앞)", None, (Flag.ADDRESS_JIBUN_MISSING,)),
    ],
)  # fmt: skip
def test_a_missing_address_and_two_in_one_field_are_flagged(
    road: str | None, jibun: str | None, flags: tuple[Flag, ...]
) -> None:
    assert address_flags(road, jibun) == flags


@pytest.mark.parametrize("purpose", list(Purpose))
def test_the_ten_purposes_of_the_standard_need_no_flag(purpose: Purpose) -> None:
    assert read_purpose(KOREAN_PURPOSES[purpose]) == Read(purpose)


@pytest.mark.parametrize(
    ("text", "purpose"),
    [
        ("시설물 관리", Purpose.FACILITY),
        ("공원방범", Purpose.CRIME_PREVENTION),
        ("방범", Purpose.CRIME_PREVENTION),
        ("쓰레기무단투기", Purpose.DUMPING),
        ("주정차단속", Purpose.TRAFFIC_ENFORCEMENT),
        ("스쿨존", Purpose.CHILDREN),
        ("자전거도서관", Purpose.FACILITY),
        ("그린파킹", Purpose.OTHER),
    ],
)
def test_other_words_for_a_purpose_are_mapped_and_flagged(text: str, purpose: Purpose) -> None:
    assert read_purpose(text) == Read(purpose, (Flag.PURPOSE_NONSTANDARD,))


@pytest.mark.parametrize(
    ("text", "flag"),
    [("드론관제", Flag.PURPOSE_UNKNOWN), ("", Flag.PURPOSE_MISSING), (None, Flag.PURPOSE_MISSING)],
)
def test_an_unknown_purpose_is_never_widened_to_crime_prevention(
    text: str | None, flag: Flag
) -> None:
    assert read_purpose(text) == Read(Purpose.OTHER, (flag,))


@pytest.mark.parametrize(
    ("text", "pixels"),
    [("200", Read(200)), ("200만화소", Read(200)), ("41만", Read(41)), ("", Read(None)), (None, Read(None)),
     ("HD", Read(None, (Flag.PIXELS_UNREADABLE,))), ("-5", Read(None, (Flag.PIXELS_UNREADABLE,)))],
)  # fmt: skip
def test_pixels_that_are_not_said_are_null_and_not_zero(
    text: str | None, pixels: Read[int | None]
) -> None:
    assert read_pixels(text) == pixels


@pytest.mark.parametrize(
    ("text", "retention"),
    [
        ("30", Read(30)),
        ("14일", Read(14)),
        ("", Read(30, (Flag.RETENTION_DEFAULT,))),
        (None, Read(30, (Flag.RETENTION_DEFAULT,))),
        ("한달", Read(30, (Flag.RETENTION_UNREADABLE, Flag.RETENTION_DEFAULT))),
        ("-3", Read(30, (Flag.RETENTION_UNREADABLE, Flag.RETENTION_DEFAULT))),
    ],
)
def test_retention_that_is_not_said_is_the_centres_and_flagged(
    text: str | None, retention: Read[int | None]
) -> None:
    assert read_retention(text, 30) == retention


@given(st.text(max_size=60))
def test_no_cell_can_break_a_rule(text: str) -> None:
    read_count(text)
    read_coordinates(text, text)
    read_address(text)
    address_flags(text, None)
    read_purpose(text)
    read_pixels(text)
    read_retention(text, 30)


@given(st.ip_addresses(v=4), st.sampled_from(["보문로 168", "정릉동 12-3", ""]))
def test_no_ip_address_survives_whatever_stands_around_it(ip: object, around: str) -> None:
    assert str(ip) not in without_ip(f"{around} {ip} {around}")[0]
