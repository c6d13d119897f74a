"""The shortlist: what is weighed closely, what is left out, and what stays known of each camera."""

from random import Random

import numpy as np
import pytest

from bongsu.registry.index import CameraIndex
from bongsu.registry.rank import rank
from bongsu.registry.scene import Scene, Surroundings
from bongsu.registry.sees import Columns, SeeingCamera, SeeingModel
from bongsu.registry.weigh import SHORTLIST, Weighed, describe, weigh

from .places import camera, lights, scene, walls

MODEL = SeeingModel()
OPEN = Surroundings()


def weighed(crowd: list[SeeingCamera], where: Scene, around: Surroundings = OPEN) -> Weighed:
    return weigh(CameraIndex.of(crowd), where, None, around, MODEL)


def street(count: int) -> list[SeeingCamera]:
    random = Random(4)
    return [
        camera(
            f"c{number:03d}",
            random.uniform(-300, 300),
            random.uniform(-300, 300),
            bearing_deg=random.uniform(0, 360),
        )
        for number in range(count)
    ]


def test_sight_lines_are_worked_out_for_a_shortlist_only() -> None:
    assert len(weighed(street(300), scene())) == SHORTLIST
    assert len(weighed(street(20), scene())) == 20


def test_the_shortlist_holds_the_best_of_all() -> None:
    crowd = street(300)
    alone = {one.camera_id: float(weighed([one], scene()).chance.mean()) for one in crowd}
    best = sorted(alone, key=lambda camera_id: -alone[camera_id])[:20]
    ranked = rank(CameraIndex.of(crowd), scene(), limit=SHORTLIST)
    assert set(best) <= {seen.camera_id for seen in ranked}


def test_a_camera_is_weighed_the_same_alone_and_in_a_crowd() -> None:
    crowd = street(50)
    index = CameraIndex.of(crowd)
    together = weigh(index, scene(accuracy_m=20), None, OPEN, MODEL)
    for place, row in enumerate(together.rows):
        alone = weighed([crowd[row]], scene(accuracy_m=20))
        assert alone.chance[0].tolist() == pytest.approx(together.chance[place].tolist())


def test_a_mask_leaves_cameras_out_before_they_are_weighed() -> None:
    index = CameraIndex.of([camera("a"), camera("b", 5, 0)])
    found = weigh(index, scene(0, 10), np.array([False, True]), OPEN, MODEL)
    assert [index.camera_ids[row] for row in found.rows] == ["b"]


def test_no_camera_near_is_an_empty_shortlist() -> None:
    assert len(weighed([camera("far", 0, 5000)], scene())) == 0
    assert len(weighed([], scene(accuracy_m=80), walls((5, 5, 9, 9)))) == 0


def test_what_is_known_around_is_told_on() -> None:
    night = scene(0, 20, is_dark=True)
    index = CameraIndex.of([camera("a")])
    lit = describe(index, weigh(index, night, None, lights((0, 20)), MODEL), 0, 0.5)
    assert (lit.lights, lit.darkness, lit.are_obstacles_known, lit.gain) == (1, 1.0, False, 0.5)
    walled = describe(index, weigh(index, night, None, walls((50, 0, 60, 9)), MODEL), 0, 0.5)
    assert (walled.lights, walled.are_obstacles_known) == (None, True)


def test_an_uncertain_scene_behind_a_corner_is_partly_hidden() -> None:
    one = camera("a", bearing_deg=0)
    around = walls((2, 8, 20, 14))
    found = weighed([one], scene(0, 30, accuracy_m=20), around)
    assert MODEL.behind_building < found.sight.mean() < 1.0
    assert found.sight.shape == (1, 7)


def test_distances_and_directions_are_measured_from_the_centre_of_the_scene() -> None:
    index = CameraIndex.of([camera("a", 0, 30)])
    for accuracy_m in (0.0, 60.0):
        where = scene(accuracy_m=accuracy_m)
        seen = describe(index, weigh(index, where, None, OPEN, MODEL), 0, 0.0)
        assert seen.distance_m == pytest.approx(30, abs=0.05)
        assert seen.direction_deg == pytest.approx(0, abs=0.01)
        assert seen.view_deg == pytest.approx(180, abs=0.01)


def test_rows_of_columns_can_be_taken_in_any_order() -> None:
    columns = Columns.of([camera("a", bearing_deg=10), camera("b", 9, 0), camera("c", height_m=4)])
    taken = columns.take(np.array([2, 0]))
    assert len(taken) == 2
    assert taken.height_m[0] == 4
    assert taken.bearing_deg[1] == 10
    assert np.isnan(taken.bearing_deg[0])


def test_a_site_id_is_stronger_than_the_coordinates() -> None:
    columns = Columns.of(
        [camera("a", site_id="x"), camera("b", 0, 1, site_id="x"), camera("c", site_id="y")]
    )
    assert columns.site[0] == columns.site[1] != columns.site[2]
    assert columns.blind_at_site.tolist() == [2, 2, 1]


def test_a_camera_exactly_at_the_scene_is_no_trouble() -> None:
    [seen] = rank(CameraIndex.of([camera("a")]), scene(), around=walls((5, 5, 9, 9)))
    assert 0.0 < seen.chance < 1.0
    assert seen.distance_m == 0.0
