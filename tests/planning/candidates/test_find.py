"""Where a site could stand, and what is said of a place where none could."""

import numpy as np
import pytest

from bongsu.planning.candidates.areas import NO_RANK
from bongsu.planning.candidates.candidate import Candidate
from bongsu.planning.candidates.describe import from_the_top
from bongsu.planning.candidates.find import Found
from bongsu.planning.candidates.left_out import NAMED, LeftOut, Why, left_out
from bongsu.planning.candidates.unite import SAME_PLACE_M
from bongsu.planning.candidates.wishes import From, best_of_each
from bongsu.planning.config import Limits, Prices, Targets
from bongsu.planning.failures import PlanRefused
from bongsu.planning.grid.korea import place_code
from bongsu.planning.inputs.values import PriorityArea, Request
from bongsu.planning.words import Mount, Origin
from tests.planning.quarter import (
    EAST_M,
    NORTH_M,
    area,
    at,
    camera,
    config,
    lamp,
    quarter,
    request,
    ring,
)

CONFIG = config()


def beside(found: Found, x: float, y: float, within_m: float = SAME_PLACE_M) -> list[Candidate]:
    away = np.hypot(found.x - EAST_M - x, found.y - NORTH_M - y)
    return [found.candidates[row] for row in np.flatnonzero(away <= within_m)]


def told(found: Found, source: From, why: Why) -> LeftOut | None:
    return next((one for one in found.left_out if (one.source, one.why) == (source, why)), None)


def test_a_lamp_is_a_candidate_named_by_its_place() -> None:
    found = quarter(CONFIG, places=(lamp(105, 105, "A-1"),)).find()
    (one,) = beside(found, 105, 105, 1.0)
    assert one.candidate_id == "L" + place_code(*at(105, 105))
    assert one.mounts == (Mount.LIGHT_POLE, Mount.OWN_POLE)
    assert one.origins == (Origin.SCORE,)
    assert one.dong == 0


def test_mounts_are_cheapest_first_and_only_what_is_allowed() -> None:
    places = (lamp(105, 105, kind="utility_pole"), lamp(110, 105))
    everything = config(mounts=tuple(Mount))
    (one,) = beside(quarter(everything, places=places).find(), 105, 105)
    assert one.mounts == (Mount.UTILITY_POLE, Mount.LIGHT_POLE, Mount.OWN_POLE)
    assert one.candidate_id[0] == "U"
    dear = config(mounts=tuple(Mount), prices=Prices(utility_pole=9_000_000))
    (one,) = beside(quarter(dear, places=places).find(), 105, 105)
    assert one.mounts == (Mount.LIGHT_POLE, Mount.OWN_POLE, Mount.UTILITY_POLE)


def test_a_smart_pole_stands_where_no_lamp_does() -> None:
    smart = config(mounts=(Mount.OWN_POLE, Mount.SMART_POLE))
    found = quarter(smart, places=(lamp(105, 105),)).find()
    assert all(Mount.SMART_POLE not in one.mounts for one in beside(found, 105, 105))
    assert any(Mount.SMART_POLE in one.mounts for one in found.candidates)


def test_a_site_may_hang_on_a_building_beside_it() -> None:
    allowed = config(mounts=(Mount.OWN_POLE, Mount.BUILDING))
    wish = request("r1", 148, 150)
    town = quarter(allowed, requests=(wish,), buildings=(ring(100, 100, 145, 200),))
    (one,) = beside(town.find(), 148, 150, 1.0)
    assert one.mounts == (Mount.BUILDING, Mount.OWN_POLE)


def test_new_poles_are_offered_in_high_cells_of_every_dong() -> None:
    found = quarter(CONFIG, requests=(request("r1", 50, 50),)).find()
    own = [one for one in found.candidates if one.candidate_id[0] == "P"]
    assert {one.dong for one in own} == {0, 1}
    assert all(one.mounts == (Mount.OWN_POLE,) for one in own)


def test_where_no_new_pole_is_allowed_only_standing_ones_are_offered() -> None:
    lamps_only = config(mounts=(Mount.LIGHT_POLE,))
    found = quarter(
        lamps_only, places=(lamp(105, 105),), requests=(request("r1", 300, 300),)
    ).find()
    assert [one.candidate_id[0] for one in found.candidates] == ["L"]
    bare = told(found, From.REQUEST, Why.NO_MOUNT)
    assert bare is not None
    assert bare.codes == ("R" + place_code(*at(300, 300)),)


def test_one_candidate_a_place_with_all_that_speaks_for_it() -> None:
    wishes = (request("c1", 105, 105), request("p1", 108, 102, Origin.POLICE))
    found = quarter(CONFIG, places=(lamp(110, 105),), requests=wishes).find()
    (one,) = beside(found, 108, 104)
    assert one.candidate_id[0] == "L"
    assert one.origins == (Origin.POLICE, Origin.COMPLAINT)
    assert set(one.requests) == {"c1", "p1"}


def test_no_two_candidates_share_an_id_or_a_place() -> None:
    lamps = tuple(lamp(20 + 9 * step, 150) for step in range(40))
    found = quarter(CONFIG, places=lamps).find()
    names = [one.candidate_id for one in found.candidates]
    assert len(set(names)) == len(names)
    apart = np.hypot(found.x[:, None] - found.x, found.y[:, None] - found.y)
    assert apart[~np.eye(len(names), dtype=np.bool_)].min() > SAME_PLACE_M


def test_two_sites_that_answer_one_request_stand_too_close_to_each_other() -> None:
    lamps = tuple(lamp(100 + dx, 100) for dx in (-16.0, 0.0, 16.0))
    found = quarter(CONFIG, places=lamps, requests=(request("c1", 100, 100),)).find()
    answers = [row for row, one in enumerate(found.candidates) if one.requests]
    spread = np.ptp(found.x[answers])
    assert answers
    assert spread <= CONFIG.limits.spacing_m


def test_ids_stay_when_a_row_is_added_elsewhere() -> None:
    one = quarter(CONFIG, places=(lamp(105, 105), lamp(305, 105)))
    more = quarter(CONFIG, places=(lamp(205, 355), lamp(305, 105), lamp(105, 105)))
    lamps = [
        {each.candidate_id for each in town.find().candidates if each.candidate_id[0] == "L"}
        for town in (one, more)
    ]
    assert lamps[0] < lamps[1]


def test_a_swapped_place_and_one_in_the_sea_are_named() -> None:
    lat, lon = at(100, 100)
    wishes = (
        Request("swapped", Origin.COMPLAINT, lon, lat),
        Request("sea", Origin.POLICE, 37.2, 126.0),
        Request("broken", Origin.POLICE, float("nan"), 126.9),
        request("fine", 100, 100),
    )
    found = quarter(CONFIG, requests=wishes).find()
    swapped = told(found, From.REQUEST, Why.SWAPPED)
    outside = told(found, From.REQUEST, Why.OUTSIDE)
    assert swapped is not None
    assert swapped.codes == ("swapped",)
    assert "위도와 경도" in swapped.told.ko
    assert outside is not None
    assert outside.codes == ("sea", "broken")
    assert any("fine" in one.requests for one in found.candidates)


def test_beside_a_standing_site_there_is_no_new_one() -> None:
    found = quarter(CONFIG, cameras=(camera(100, 100),), requests=(request("c1", 110, 110),)).find()
    assert beside(found, 100, 100, CONFIG.limits.spacing_m - 0.1) == []
    close = told(found, From.REQUEST, Why.TOO_CLOSE)
    assert close is not None
    assert close.codes == ("c1",)


def test_another_purposes_camera_holds_no_place() -> None:
    waste = camera(100, 100, purpose="waste", is_crime=False)
    found = quarter(CONFIG, cameras=(waste,), requests=(request("c1", 110, 110),)).find()
    assert beside(found, 110, 110, 1.0)


def test_the_spacing_may_be_given_up() -> None:
    near = config(limits=Limits(spacing_m=0.0))
    found = quarter(near, cameras=(camera(100, 100),), requests=(request("c1", 110, 110),)).find()
    assert beside(found, 110, 110, 1.0)


def test_where_all_is_seen_nothing_is_offered() -> None:
    fixed = tuple(camera(100, 100, "fixed", bearing=b, range_m=120.0) for b in (0, 90, 180, 270))
    town = quarter(config(limits=Limits(spacing_m=5.0)), cameras=fixed, places=(lamp(110, 110),))
    covered = told(town.find(), From.LIGHT, Why.COVERED)
    assert covered is not None
    assert covered.count == 1
    assert covered.codes == ()


def test_the_citys_area_gives_origin_and_rank() -> None:
    priority = (area("A2", 2, 0, 0, 100, 100), area("A1", 1, 200, 200, 300, 300))
    found = quarter(CONFIG, priority=priority, places=(lamp(250, 250), lamp(350, 350))).find()
    inside = [one for one in found.candidates if Origin.CITY_DATA in one.origins]
    (lamp_there,) = beside(found, 250, 250, 1.0)
    assert lamp_there in inside
    assert any(one.candidate_id[0] == "A" for one in inside)
    by_rank = sorted(found.candidates, key=lambda one: one.rank or 0)
    assert [Origin.CITY_DATA in one.origins for one in by_rank[:3]] == [True, True, False]
    assert [one.dong for one in by_rank[:2]] == [1, 0]


def test_the_list_from_the_top_is_one_of_all_candidates() -> None:
    found = quarter(CONFIG, requests=(request("c1", 50, 50),)).find()
    ranks = sorted(one.rank or 0 for one in found.candidates)
    assert ranks == list(range(1, len(found.candidates) + 1))
    first = next(one for one in found.candidates if one.rank == 1)
    assert first.cell == beside(found, 50, 50)[0].cell


def test_one_site_in_every_cell_before_a_second_in_any() -> None:
    cell = np.array([7, 7, 7, 3, 3])
    score = np.array([9.0, 9.0, 9.0, 5.0, 5.0])
    gain = np.array([1.0, 3.0, 2.0, 4.0, 5.0])
    nobody = np.full(5, NO_RANK)
    assert from_the_top(nobody, cell, score, gain).tolist() == [5, 1, 3, 4, 2]
    city = np.array([NO_RANK, NO_RANK, NO_RANK, 1, NO_RANK])
    assert from_the_top(city, cell, score, gain)[4] == 2


def test_an_area_elsewhere_or_of_no_shape_is_named() -> None:
    lat, lon = at(100, 100)
    priority = (
        area("far", 1, 5_000, 5_000, 5_100, 5_100),
        PriorityArea("swapped", 2, 2024, ((lat, lon), (lat, lon + 0.001), (lat + 0.001, lon))),
        PriorityArea("line", 3, 2024, ((lon, lat), (lon + 0.001, lat))),
    )
    outside = told(quarter(CONFIG, priority=priority).find(), From.CITY_AREA, Why.OUTSIDE)
    assert outside is not None
    assert outside.codes == ("far", "swapped", "line")


def test_an_area_where_all_is_seen_is_named() -> None:
    fixed = tuple(camera(50, 50, "fixed", bearing=b, range_m=200.0) for b in (0, 90, 180, 270))
    priority = (area("seen", 1, 30, 30, 70, 70),)
    town = quarter(config(limits=Limits(spacing_m=1.0)), cameras=fixed, priority=priority)
    covered = told(town.find(), From.CITY_AREA, Why.COVERED)
    assert covered is not None
    assert covered.codes == ("seen",)


def test_a_planner_sets_a_place_by_its_number() -> None:
    name = "H" + place_code(*at(155, 155))
    found = quarter(config(forced=(name,))).find()
    (one,) = [each for each in found.candidates if each.candidate_id == name]
    assert beside(found, 155, 155, 8.0) == [one]


def test_a_place_asked_for_stays_where_another_is_near() -> None:
    name = "P" + place_code(*at(155, 155))
    town = quarter(config(by_hand=(name,)), places=(lamp(157, 152),))
    (one,) = beside(town.find(), 155, 155)
    assert one.candidate_id == name
    assert Mount.LIGHT_POLE in one.mounts


def test_a_lamp_asked_for_keeps_its_name_beside_a_utility_pole() -> None:
    name = "L" + place_code(*at(105, 105))
    town = quarter(
        config(forced=(name,)), places=(lamp(105, 105), lamp(112, 105, kind="utility_pole"))
    )
    (one,) = beside(town.find(), 108, 105)
    assert one.candidate_id == name
    assert set(one.mounts) == {Mount.UTILITY_POLE, Mount.LIGHT_POLE, Mount.OWN_POLE}


def test_a_spot_found_again_keeps_its_exact_place() -> None:
    first = quarter(CONFIG, requests=(request("c1", 50, 50),)).find()
    spot = next(row for row, one in enumerate(first.candidates) if one.candidate_id[0] == "P")
    name = first.candidates[spot].candidate_id
    again = quarter(config(by_hand=(name,)), requests=(request("c1", 50, 50),)).find()
    (row,) = [row for row, one in enumerate(again.candidates) if one.candidate_id == name]
    assert (again.x[row], again.y[row]) == (first.x[spot], first.y[spot])
    assert len(again.candidates) == len(first.candidates)


def test_a_spot_that_is_not_found_again_stands_in_its_square() -> None:
    name = "A" + place_code(*at(155, 155))
    (one,) = [
        each
        for each in quarter(config(forced=(name,))).find().candidates
        if each.candidate_id == name
    ]
    assert place_code(one.lat, one.lon) == name[1:]


def test_a_forced_lamp_stays_where_nothing_is_left_to_see() -> None:
    fixed = tuple(camera(100, 100, "fixed", bearing=b, range_m=120.0) for b in (0, 90, 180, 270))
    name = "L" + place_code(*at(110, 110))
    given = config(limits=Limits(spacing_m=5.0), forced=(name,))
    found = quarter(given, cameras=fixed, places=(lamp(110, 110), lamp(90, 90))).find()
    assert name in {one.candidate_id for one in found.candidates}
    covered = told(found, From.LIGHT, Why.COVERED)
    assert covered is not None
    assert covered.count == 1


def test_a_forced_lamp_beside_a_standing_site_is_named_by_its_id() -> None:
    name = "L" + place_code(*at(110, 110))
    town = quarter(config(forced=(name,)), cameras=(camera(100, 100),), places=(lamp(110, 110),))
    close = told(town.find(), From.HAND, Why.TOO_CLOSE)
    assert close is not None
    assert close.codes == (name,)


def test_a_place_by_number_outside_of_the_district_is_named() -> None:
    name = "H" + place_code(*at(2_000, 2_000))
    outside = told(quarter(config(forced=(name,))).find(), From.HAND, Why.OUTSIDE)
    assert outside is not None
    assert outside.codes == (name,)


@pytest.mark.parametrize("field", ["forced", "by_hand"])
def test_a_number_that_is_none_is_refused_by_field(field: str) -> None:
    with pytest.raises(PlanRefused) as refused:
        quarter(config(**{field: ("H어디든",)})).find()
    assert refused.value.field == field


def test_a_long_list_of_bad_rows_is_told_by_its_first() -> None:
    many = left_out(From.REQUEST, Why.OUTSIDE, tuple(f"r{row}" for row in range(500)))
    assert many.count == 500
    assert len(many.codes) == NAMED
    assert many.told.en.endswith("…")
    assert "500" in many.told.ko


def test_one_name_on_many_rows_is_said_once() -> None:
    same = left_out(From.LIGHT, Why.SWAPPED, ("개봉1동",) * 20)
    assert same.codes == ("개봉1동",)
    assert same.count == 20


def test_the_best_of_each_group_is_the_first_of_equals() -> None:
    group = np.array([1, 0, 1, 0, -1, 2])
    gain = np.array([3.0, 1.0, 3.0, 2.0, 9.0, 0.0])
    assert best_of_each(group, gain).tolist() == [3, 0]


def test_street_points_carry_candidates_too() -> None:
    lat_lon = [at(x, 150) for x in (5, 395)]
    street = tuple((lon, lat) for lat, lon in lat_lon)
    town = quarter(
        config(targets=Targets(along_streets=True, step_m=10.0)),
        streets=(street,),
        requests=(request("c1", 50, 150),),
    )
    found = town.find()
    assert found.candidates
    assert np.abs(found.y - NORTH_M - 150.0).max() < 1.0


def test_nothing_given_is_nothing_found() -> None:
    assert best_of_each(np.zeros(0, dtype=np.int64), np.zeros(0)).tolist() == []
