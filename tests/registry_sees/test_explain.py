"""Every choice says why, in Korean and English."""

from hypothesis import given, settings

from bongsu.registry.explain import Words, explain, why_not
from bongsu.registry.index import CameraIndex
from bongsu.registry.rank import consider, rank
from bongsu.registry.scene import Surroundings
from bongsu.registry.sees import SeeingCamera

from .places import camera, crowds, lights, look, scene, walls

NORTH, SOUTH = 0.0, 180.0


def said(one: SeeingCamera, around: Surroundings = Surroundings(), **where: bool) -> Words:  # noqa: B008
    return explain(look(one, scene(0, 38, **where), around))


def test_the_usual_line() -> None:
    words = said(
        camera(kind="ptz", bearing_deg=NORTH, range_m=100),
        lights((0, 36), (5, 40)),
        is_dark=True,
    )
    assert words.ko == "38 m · 원위치에서 현장을 봄 · 회전형 · 보안등 2기"
    assert words.en == "38 m, faces the scene from its home position, PTZ, 2 security lights"


def test_a_fixed_camera_that_faces_the_scene_by_day() -> None:
    words = said(camera(bearing_deg=NORTH))
    assert words.ko == "38 m · 현장을 정면으로 봄 · 고정형"
    assert words.en == "38 m, faces the scene, fixed"


def test_an_unknown_bearing_is_told_with_its_chance() -> None:
    words = said(camera(hfov_deg=90))
    assert "방향 미상(확률 25 %)" in words.ko
    assert "direction unknown (chance 25 %)" in words.en


def test_a_ptz_of_unknown_heading_says_so() -> None:
    assert "현재 방향 미상" in said(camera(kind="ptz")).ko


def test_a_ptz_that_looks_elsewhere_can_be_turned() -> None:
    assert "다른 곳을 봄(회전 가능)" in said(camera(kind="ptz", bearing_deg=SOUTH)).ko


def test_a_fixed_camera_that_looks_elsewhere() -> None:
    assert said(camera(bearing_deg=SOUTH)).en == "38 m, looks elsewhere, fixed"


def test_the_edge_of_the_view() -> None:
    assert "화면 가장자리" in said(camera(bearing_deg=45, hfov_deg=90)).ko


def test_a_building_between() -> None:
    words = said(camera(bearing_deg=NORTH), walls((-5, 10, 5, 20)))
    assert "건물에 가림" in words.ko
    assert "hidden by a building" in words.en


def test_a_night_without_lights() -> None:
    words = said(camera(bearing_deg=NORTH), lights((900, 0)), is_dark=True)
    assert "야간 조명 없음" in words.ko
    assert "no light at night" in words.en


def test_a_night_where_lights_are_not_known() -> None:
    assert "보안등 정보 없음" in said(camera(bearing_deg=NORTH), is_dark=True).ko


def test_one_light_is_singular() -> None:
    words = said(camera(bearing_deg=NORTH), lights((0, 30)), is_dark=True)
    assert words.en.endswith("1 security light")


def test_lights_are_not_spoken_of_by_day() -> None:
    assert "보안등" not in said(camera(bearing_deg=NORTH), lights((0, 30))).ko


def test_beyond_its_range() -> None:
    assert "유효거리 밖" in said(camera(bearing_deg=NORTH, range_m=20)).ko


def test_right_below_the_pole() -> None:
    assert "기둥 바로 아래" in explain(look(camera(bearing_deg=NORTH), scene(0, 1))).ko


def test_a_camera_that_is_still_connecting_says_so() -> None:
    assert said(camera(bearing_deg=NORTH, state="connecting")).ko.endswith("연결 중")


def refused(nearer: SeeingCamera, around: Surroundings = Surroundings()) -> Words:  # noqa: B008
    """Why the nearer camera gave way to one that faces the scene from 40 m."""
    index = CameraIndex.of([nearer, camera("chosen", 0, 40, bearing_deg=SOUTH)])
    ranking = consider(index, scene(), limit=1, around=around)
    assert ranking.chosen[0].camera_id == "chosen"
    return why_not(ranking.passed_over[0], ranking.chosen[0])


def test_why_not_a_nearer_one_that_looks_away() -> None:
    words = refused(camera("near", 0, 12, bearing_deg=NORTH))
    assert words.ko.startswith("12 m · 다른 곳을 봄 · 확률 ")
    assert words.en.startswith("12 m, looks elsewhere, chance ")


def test_why_not_a_nearer_one_of_unknown_bearing() -> None:
    assert "방향 미상" in refused(camera("near", 0, 12)).ko


def test_why_not_a_nearer_dead_one() -> None:
    assert "영상 장애" in refused(camera("near", 0, 12, state="dead", bearing_deg=SOUTH)).ko


def test_why_not_a_nearer_frozen_one() -> None:
    assert "영상 멈춤" in refused(camera("near", 0, 12, state="frozen", bearing_deg=SOUTH)).ko


def test_why_not_a_nearer_one_behind_a_house() -> None:
    words = refused(camera("near", 20, 0, bearing_deg=270), walls((6, -6, 14, 6)))
    assert "건물에 가림" in words.ko


def test_why_not_a_nearer_one_of_short_range() -> None:
    assert "유효거리가 짧음" in refused(camera("near", 0, 30, bearing_deg=SOUTH, range_m=12)).ko


def test_why_not_a_nearer_one_that_adds_nothing() -> None:
    index = CameraIndex.of(
        [camera("a", 0, 30, bearing_deg=SOUTH), camera("b", 0, 29, hfov_deg=100, bearing_deg=SOUTH)]
    )
    first, second = rank(index, scene(), limit=2)
    assert "adds more" in why_not(second, first).en


@given(crowds())
@settings(max_examples=60)
def test_every_choice_has_words_in_both_languages(crowd: list[SeeingCamera]) -> None:
    ranking = consider(CameraIndex.of(crowd), scene(is_dark=True), around=lights((4, 4)))
    for seen in ranking.chosen:
        words = explain(seen)
        assert words.ko.count(" · ") == words.en.count(", ") >= 2
        assert not any("가" <= letter <= "힣" for letter in words.en)
    for nearer in ranking.passed_over:
        assert why_not(nearer, ranking.chosen[0]).ko.endswith("%")
