"""The seeing model, factor by factor, and what must hold whatever the numbers."""

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bongsu.registry.index import CameraIndex
from bongsu.registry.rank import rank
from bongsu.registry.scene import Scene, Surroundings
from bongsu.registry.sees import SeeingCamera, SeeingModel

from .places import at, camera, cameras, chance, lights, look, metres, scene, walls

NORTH = 0.0
SOUTH = 180.0


@given(cameras(), st.floats(0, 200), st.booleans())
@settings(max_examples=150)
def test_a_chance_is_never_below_nought_nor_above_one(
    one: SeeingCamera, accuracy_m: float, is_dark: bool
) -> None:
    where = scene(accuracy_m=accuracy_m, is_dark=is_dark)
    for around in (Surroundings(), lights((5, 5)), walls((10, 10, 20, 20))):
        assert 0.0 <= chance(one, where, around) <= 1.0


@given(
    st.sampled_from(["ptz", "fixed", "unknown"]),
    st.sampled_from([None, 0.0, 40.0, 180.0]),
    st.floats(12, 480),
    st.floats(1, 400),
    st.booleans(),
)
@settings(max_examples=150)
def test_farther_is_never_better_all_else_equal(
    kind: str, bearing: float | None, near_m: float, more_m: float, is_dark: bool
) -> None:
    assume(near_m + more_m < 490)
    one = camera(kind=kind, bearing_deg=bearing)
    near = chance(one, scene(0, near_m, is_dark=is_dark))
    far = chance(one, scene(0, near_m + more_m, is_dark=is_dark))
    assert far <= near + 1e-12


@given(cameras(), st.lists(st.tuples(metres, metres), max_size=6), st.tuples(metres, metres))
@settings(max_examples=100)
def test_one_more_light_is_never_worse_at_night(
    one: SeeingCamera, standing: list[tuple[float, float]], new: tuple[float, float]
) -> None:
    where = scene(accuracy_m=20, is_dark=True)
    before = (
        chance(one, where, lights(*standing)) if standing else chance(one, where, lights((999, 0)))
    )
    assert chance(one, where, lights(*standing, new)) >= before - 1e-12


@given(cameras(), metres, metres, st.floats(2, 40), st.floats(2, 40))
@settings(max_examples=150)
def test_one_more_building_never_helps_an_exact_scene(
    one: SeeingCamera, west: float, south: float, wide: float, deep: float
) -> None:
    # A building over the scene itself moves the scene to its door, which is another scene.
    assume(not (west <= 0 <= west + wide and south <= 0 <= south + deep))
    # Somewhere in the neighbourhood, so that its outlines are known before and after.
    corner = (100.0, 100.0, 105.0, 105.0)
    before = chance(one, scene(), walls(corner))
    after = chance(one, scene(), walls(corner, (west, south, west + wide, south + deep)))
    assert after <= before + 1e-12


def test_a_camera_that_faces_the_scene_is_surer_than_one_that_looks_away() -> None:
    facing = chance(camera(bearing_deg=NORTH), scene(0, 20))
    away = chance(camera(bearing_deg=SOUTH), scene(0, 20))
    assert facing > 10 * away > 0


def test_an_unknown_bearing_is_a_probability_and_not_nought() -> None:
    unknown = look(camera(hfov_deg=90), scene(0, 20))
    assert unknown.factors.aim == pytest.approx(0.25)
    assert not unknown.is_bearing_known


def test_the_edge_of_the_view_is_soft() -> None:
    aims = [
        look(camera(bearing_deg=bearing, hfov_deg=90), scene(0, 20)).factors.aim
        for bearing in (30, 40, 45, 50, 60)
    ]
    assert aims == sorted(aims, reverse=True)
    assert aims[0] > 0.95
    assert aims[2] == pytest.approx(0.5, abs=0.03)
    assert aims[4] < 0.05


def test_a_bearing_just_west_of_north_sees_just_east_of_north() -> None:
    assert look(camera(bearing_deg=358), scene(1, 30)).factors.aim > 0.9


def test_a_view_of_all_round_sees_every_way() -> None:
    one = camera(bearing_deg=NORTH, hfov_deg=360)
    assert look(one, scene(0, -20)).factors.aim == pytest.approx(1.0)


def test_a_ptz_that_looks_away_may_still_be_turned() -> None:
    ptz = chance(camera(kind="ptz", bearing_deg=SOUTH), scene(0, 20))
    fixed = chance(camera(kind="fixed", bearing_deg=SOUTH), scene(0, 20))
    at_home = chance(camera(kind="ptz", bearing_deg=NORTH), scene(0, 20))
    assert fixed < ptz < at_home


def test_how_often_a_ptz_is_turned_can_be_set() -> None:
    index = CameraIndex.of([camera(kind="ptz", bearing_deg=SOUTH)])
    [never] = rank(index, scene(0, 20), model=SeeingModel(ptz_turned=0.0))
    [always] = rank(index, scene(0, 20), model=SeeingModel(ptz_turned=1.0))
    assert never.factors.aim < 0.1
    assert always.factors.aim == pytest.approx(1.0)


def test_an_unknown_kind_lies_between_the_two_kinds() -> None:
    aims = {kind: look(camera(kind=kind), scene(0, 20)).factors.aim for kind in ("ptz", "fixed")}
    unknown = look(camera(kind="unknown"), scene(0, 20)).factors.aim
    assert min(aims.values()) < unknown < max(aims.values())


def test_a_fixed_camera_is_half_blind_at_the_foot_of_its_pole_and_a_ptz_is_not() -> None:
    below = scene(0, 1.5)
    assert look(camera(bearing_deg=NORTH), below).factors.near < 0.7
    assert look(camera(kind="ptz", bearing_deg=NORTH), below).factors.near == pytest.approx(1.0)


def test_a_higher_pole_has_a_larger_dead_zone() -> None:
    low = look(camera(height_m=3), scene(0, 4)).factors.near
    high = look(camera(height_m=10), scene(0, 4)).factors.near
    assert high < low


def test_the_chance_is_halved_at_the_range_of_a_camera() -> None:
    assert look(camera(range_m=40), scene(0, 40)).factors.reach == pytest.approx(0.5, abs=0.01)


def test_few_pixels_shorten_the_reach() -> None:
    """EN 62676-4: 704 pixels over 90 degrees are 25 per metre at 14 m."""
    old = look(camera(pixels_10k=41), scene(0, 30)).factors.reach
    new = look(camera(pixels_10k=200), scene(0, 30)).factors.reach
    assert old < 0.1 < 0.5 < new


def test_many_pixels_do_not_reach_beyond_the_stated_range() -> None:
    stated = look(camera(), scene(0, 60)).factors.reach
    assert look(camera(pixels_10k=800), scene(0, 60)).factors.reach == pytest.approx(stated)


def test_a_zoom_makes_up_for_few_pixels() -> None:
    fixed = look(camera(pixels_10k=41), scene(0, 30)).factors.reach
    assert look(camera(kind="ptz", pixels_10k=41), scene(0, 30)).factors.reach > fixed


def test_night_shortens_the_view_and_lights_give_it_back() -> None:
    one = camera(bearing_deg=NORTH)
    day = chance(one, scene(0, 35))
    dark = chance(one, scene(0, 35, is_dark=True), lights((500, 0)))
    lit = chance(one, scene(0, 35, is_dark=True), lights((0, 30), (5, 40)))
    assert dark < lit < day


def test_lights_do_not_matter_by_day() -> None:
    one = camera(bearing_deg=NORTH)
    where = scene(0, 35, is_dark=False)
    assert chance(one, where, lights((0, 30))) == chance(one, where, lights((500, 0)))


def test_unknown_lights_lie_between_none_and_one() -> None:
    one, where = camera(bearing_deg=NORTH), scene(0, 35, is_dark=True)
    none = chance(one, where, lights((500, 0)))
    assert none < chance(one, where) < chance(one, where, lights((0, 30)))


@pytest.mark.parametrize("state", ["dead", "frozen", "unsupported"])
def test_a_camera_without_a_picture_is_not_offered(state: str) -> None:
    assert chance(camera(bearing_deg=NORTH, state=state), scene(0, 20)) == 0.0


def test_an_unknown_state_is_slightly_below_live() -> None:
    live = chance(camera(bearing_deg=NORTH), scene(0, 20))
    unknown = chance(camera(bearing_deg=NORTH, state="unknown"), scene(0, 20))
    assert 0.8 * live < unknown < live


def test_a_word_of_a_newer_process_counts_as_unknown() -> None:
    assert look(camera(state="dreaming"), scene(0, 20)).state == "unknown"


def test_a_wall_between_hides_the_scene_but_not_for_certain() -> None:
    one, where = camera(bearing_deg=NORTH), scene(0, 30)
    hidden = chance(one, where, walls((-5, 12, 5, 20)))
    free = chance(one, where, walls((20, 12, 30, 20)))
    assert 0 < hidden < 0.1 * free


def test_an_uncertain_scene_blurs_what_a_camera_sees() -> None:
    """A narrow view that would surely show the exact place shows only part of the circle."""
    one = camera(bearing_deg=NORTH, hfov_deg=30)
    assert chance(one, scene(0, 25, accuracy_m=40)) < chance(one, scene(0, 25))


def test_an_uncertain_scene_gives_a_chance_to_what_looks_beside_it() -> None:
    one = camera(bearing_deg=60, hfov_deg=60)
    assert chance(one, scene(0, 25, accuracy_m=30)) > chance(one, scene(0, 25))


def test_directions_are_told_both_ways() -> None:
    seen = look(camera(), scene(30, 0))
    assert seen.direction_deg == pytest.approx(270)
    assert seen.view_deg == pytest.approx(90)
    assert seen.distance_m == pytest.approx(30, abs=0.1)


def test_the_factors_multiply_to_the_chance_of_an_exact_scene() -> None:
    seen = look(camera(bearing_deg=20), scene(0, 25, is_dark=True), lights((0, 20)))
    parts = seen.factors
    product = parts.aim * parts.near * parts.reach * parts.light * parts.sight * parts.alive
    assert product == pytest.approx(seen.chance)


def test_with_neither_time_nor_darkness_it_is_day() -> None:
    assert Scene(at(0, 0)).darkness() == 0.0
