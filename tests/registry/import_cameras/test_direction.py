"""촬영방면정보: kinds and angles are read, a bearing only where somebody wrote one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bongsu.registry.camera import CameraKind
from bongsu.registry.import_cameras.direction import read_direction
from bongsu.registry.import_cameras.flags import Flag

PTZ, FIXED, UNKNOWN = CameraKind.PTZ, CameraKind.FIXED, CameraKind.UNKNOWN


@pytest.mark.parametrize(
    "text", ["360", "360도", "360도전방면", "360도 전방향", "360전방면", "360도 전방"]
)
def test_one_camera_that_sees_all_round_turns(text: str) -> None:
    direction = read_direction(text, 1)
    assert direction.kinds == (PTZ,)
    assert direction.bearing_deg is None
    assert direction.flags == (Flag.DIRECTION_IS_ANGLE,)


def test_of_several_cameras_that_see_all_round_nobody_knows_which_turns() -> None:
    assert read_direction("360", 3).kinds == (UNKNOWN, UNKNOWN, UNKNOWN)


@pytest.mark.parametrize(
    ("text", "hfov"), [("60", 60), ("120도", 120), ("180도", 180), ("정면 90도", 90), ("90°", 90)]
)
def test_a_bare_number_is_an_angle_of_view_and_never_a_bearing(text: str, hfov: float) -> None:
    direction = read_direction(text, 2)
    assert direction.kinds == (FIXED, FIXED)
    assert direction.hfov_deg == hfov
    assert direction.bearing_deg is None


@pytest.mark.parametrize(
    ("text", "count", "kinds"),
    [
        ("회전형", 2, (PTZ, PTZ)),
        ("회전", 1, (PTZ,)),
        ("고정형", 3, (FIXED, FIXED, FIXED)),
        ("고정", 1, (FIXED,)),
        ("회전/고정2", 3, (PTZ, FIXED, FIXED)),
        ("회전1, 고정2", 3, (PTZ, FIXED, FIXED)),
        ("회전 1대 고정 1대", 2, (PTZ, FIXED)),
        ("PTZ", 1, (PTZ,)),
    ],
)
def test_kinds_are_read_for_each_camera(
    text: str, count: int, kinds: tuple[CameraKind, ...]
) -> None:
    direction = read_direction(text, count)
    assert direction.kinds == kinds
    assert direction.flags == ()


@pytest.mark.parametrize(
    ("count", "kinds"), [(5, (PTZ, FIXED, FIXED, UNKNOWN, UNKNOWN)), (2, (PTZ, FIXED))]
)
def test_kinds_that_do_not_add_up_are_flagged_and_not_invented(
    count: int, kinds: tuple[CameraKind, ...]
) -> None:
    direction = read_direction("회전/고정2", count)
    assert direction.kinds == kinds
    assert direction.flags == (Flag.DIRECTION_COUNT_MISMATCH,)


@pytest.mark.parametrize(
    ("text", "bearing"),
    [
        ("북", 0), ("N", 0), ("ne", 45), ("북동", 45), ("동북", 45), ("북동방향", 45), ("동", 90),
        ("동쪽", 90), ("남동쪽 방향", 135), ("정남향", 180), ("SSW", 202.5), ("서측", 270),
        ("북서 방면", 315), ("방위각 45도", 45), ("azimuth: 270", 270), ("방위각 360", 0),
    ],
)  # fmt: skip
def test_a_named_direction_is_a_bearing(text: str, bearing: float) -> None:
    direction = read_direction(text, 1)
    assert direction.bearing_deg == bearing
    assert direction.kinds == (FIXED,)


@pytest.mark.parametrize(
    "text", ["북남", "단방향", "전방향", "양방향", "동문", "서울", "하단부", "남녀공용", "0"]
)
def test_what_only_sounds_like_a_direction_is_none(text: str) -> None:
    direction = read_direction(text, 1)
    assert direction.bearing_deg is None
    assert direction.flags == (Flag.DIRECTION_FREE_TEXT,)


@pytest.mark.parametrize(
    "text", ["02-2241-4562", "02)450-7678", "031-123-4567", "문의 02-450-7617"]
)
def test_a_telephone_number_in_the_direction_is_flagged(text: str) -> None:
    direction = read_direction(text, 2)
    assert direction.flags == (Flag.PHONE_IN_DIRECTION,)
    assert direction.kinds == (UNKNOWN, UNKNOWN)


@pytest.mark.parametrize("text", ["", None])
def test_a_silent_direction_is_unknown_without_blame(text: str | None) -> None:
    assert read_direction(text, 2).kinds == (UNKNOWN, UNKNOWN)
    assert read_direction(text, 2).flags == ()


@given(st.text(max_size=40), st.integers(0, 20))
def test_every_camera_gets_exactly_one_kind(text: str, count: int) -> None:
    assert len(read_direction(text, count).kinds) == count


@given(st.integers(0, 99999).map(str), st.integers(0, 5))
def test_no_number_ever_becomes_a_bearing(text: str, count: int) -> None:
    assert read_direction(text, count).bearing_deg is None
