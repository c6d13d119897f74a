"""Which cameras are chosen and in what order, and how calm the tiles stay."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bongsu.registry.index import CameraIndex
from bongsu.registry.rank import FIRST_TILES, consider, keep, rank
from bongsu.registry.scene import Surroundings
from bongsu.registry.seen import Seen
from bongsu.registry.sees import SeeingCamera

from .places import camera, crowds, lights, look, scene, walls

NORTH, EAST, SOUTH, WEST = 0.0, 90.0, 180.0, 270.0


def ids(seen: list[Seen]) -> list[str]:
    return [one.camera_id for one in seen]


def test_a_farther_camera_that_faces_the_scene_comes_before_a_nearer_one_that_looks_away() -> None:
    index = CameraIndex.of(
        [camera("near", 0, 15, bearing_deg=NORTH), camera("far", 0, 35, bearing_deg=SOUTH)]
    )
    assert ids(rank(index, scene()))[0] == "far"


def test_a_farther_free_view_comes_before_a_nearer_one_behind_a_house() -> None:
    index = CameraIndex.of(
        [camera("hidden", 0, 20, bearing_deg=SOUTH), camera("free", 30, 0, bearing_deg=WEST)]
    )
    assert ids(rank(index, scene(), around=walls((-6, 8, 6, 14))))[0] == "free"


def test_a_dead_camera_gives_its_tile_to_the_next_best() -> None:
    index = CameraIndex.of(
        [camera("best", 0, 15, bearing_deg=SOUTH), camera("next", 0, 30, bearing_deg=SOUTH)]
    )
    assert ids(rank(index, scene())) == ["best", "next"]
    assert ids(rank(index.with_states({"best": "dead"}), scene())) == ["next"]


def test_only_cameras_within_the_radius_are_chosen() -> None:
    index = CameraIndex.of([camera("in", 0, 99), camera("out", 0, 101)])
    assert ids(rank(index, scene(radius_m=100))) == ["in"]


def test_only_cameras_of_allowed_purposes_are_chosen_or_told_of() -> None:
    index = CameraIndex.of(
        [
            camera("litter", 0, 10, purpose="쓰레기단속"),
            camera("crime", 0, 40, purpose="생활방범"),
        ]
    )
    ranking = consider(index, scene(), index.serving({"생활방범"}))
    assert ids(list(ranking.chosen)) == ["crime"]
    assert ranking.passed_over == ()


def test_nothing_near_gives_no_tile() -> None:
    index = CameraIndex.of([camera("far", 0, 900)])
    assert rank(index, scene()) == []
    assert rank(CameraIndex.of([]), scene()) == []


def test_no_more_tiles_than_the_cap() -> None:
    index = CameraIndex.of([camera(f"c{number:02d}", number, 20) for number in range(40)])
    assert len(rank(index, scene())) == FIRST_TILES == 5
    assert len(rank(index, scene(), limit=9)) == 9


def test_the_first_tiles_are_not_one_pole_looking_one_way() -> None:
    pole = [camera(f"pole {n}", 0, 20, bearing_deg=SOUTH, site_id="pole") for n in range(5)]
    others = [
        camera("east", 40, 0, bearing_deg=WEST),
        camera("west", -42, 0, bearing_deg=EAST),
        camera("south", 0, -44, bearing_deg=NORTH),
    ]
    first = ids(rank(CameraIndex.of([*pole, *others]), scene()))[:4]
    assert sum(name.startswith("pole") for name in first) == 1
    assert {"east", "west", "south"} < set(first)


def test_two_sides_of_a_scene_come_before_a_slightly_nearer_same_side() -> None:
    index = CameraIndex.of(
        [
            camera("a", 0, 30, bearing_deg=SOUTH),
            camera("b", 3, 33, bearing_deg=SOUTH),
            camera("c", 0, -35, bearing_deg=NORTH),
        ]
    )
    assert ids(rank(index, scene()))[:2] == ["a", "c"]


def test_the_first_tile_is_the_surest_one() -> None:
    random = Random(5)
    crowd = [
        camera(f"c{n}", random.uniform(-80, 80), random.uniform(-80, 80), bearing_deg=n * 17.0)
        for n in range(30)
    ]
    ranked = rank(CameraIndex.of(crowd), scene(), limit=30)
    assert ranked[0].chance == max(seen.chance for seen in ranked)


def test_gains_fall_and_never_exceed_the_chance() -> None:
    index = CameraIndex.of([camera(f"c{n}", 10 * n, 20, bearing_deg=SOUTH) for n in range(6)])
    ranked = rank(index, scene(), limit=6)
    gains = [seen.gain for seen in ranked]
    assert gains == sorted(gains, reverse=True)
    assert all(seen.gain <= seen.chance + 1e-9 for seen in ranked)


@given(crowds(), st.randoms(use_true_random=False), st.floats(0, 60))
@settings(max_examples=80)
def test_the_ranking_does_not_depend_on_the_order_of_the_input(
    crowd: list[SeeingCamera], random: Random, accuracy_m: float
) -> None:
    where = scene(accuracy_m=accuracy_m, is_dark=True)
    shuffled = random.sample(crowd, len(crowd))
    around = Surroundings(walls((10, 10, 25, 25)).obstacles, lights((3, 3)).lights)
    straight = rank(CameraIndex.of(crowd), where, limit=9, around=around)
    mixed = rank(CameraIndex.of(shuffled), where, limit=9, around=around)
    assert ids(straight) == ids(mixed)


@given(crowds())
@settings(max_examples=60)
def test_no_camera_is_chosen_twice_and_none_without_a_chance(crowd: list[SeeingCamera]) -> None:
    ranked = rank(CameraIndex.of(crowd), scene(), limit=12)
    assert len(set(ids(ranked))) == len(ranked)
    assert all(0.0 < seen.chance <= 1.0 for seen in ranked)


def test_the_nearer_ones_passed_over_are_told_of_nearest_first() -> None:
    index = CameraIndex.of(
        [
            camera("a", 0, 10, bearing_deg=NORTH),
            camera("b", 0, 5, state="dead", bearing_deg=SOUTH),
            camera("c", 0, 30, bearing_deg=SOUTH),
            camera("d", 0, 90, bearing_deg=NORTH),
        ]
    )
    ranking = consider(index, scene(), limit=1)
    assert ids(list(ranking.chosen)) == ["c"]
    assert ids(list(ranking.passed_over)) == ["b", "a"]


# hysteresis -----------------------------------------------------------------------------------

SAMPLE = look(camera(bearing_deg=NORTH), scene(0, 20))


def seen(camera_id: str, chance: float) -> Seen:
    return replace(SAMPLE, camera_id=camera_id, chance=chance)


def test_a_tile_stays_while_another_is_better_by_a_quarter_or_less() -> None:
    assert ids(keep(["a"], [seen("b", 0.50), seen("a", 0.40)], limit=1)) == ["a"]


def test_a_tile_goes_when_another_is_better_by_more_than_a_quarter() -> None:
    assert ids(keep(["a"], [seen("b", 0.51), seen("a", 0.40)], limit=1)) == ["b"]


def test_tiles_keep_their_places_when_one_is_swapped() -> None:
    ranked = [seen("d", 0.9), seen("a", 0.8), seen("c", 0.7), seen("b", 0.3)]
    assert ids(keep(["a", "b", "c"], ranked, limit=3)) == ["a", "d", "c"]


def test_a_camera_that_is_gone_gives_its_place_to_the_best_that_waits() -> None:
    ranked = [seen("a", 0.8), seen("x", 0.6), seen("c", 0.5)]
    assert ids(keep(["a", "gone", "c"], ranked, limit=3)) == ["a", "x", "c"]


def test_without_tiles_the_ranking_is_shown_as_it_is() -> None:
    ranked = [seen("a", 0.8), seen("b", 0.6), seen("c", 0.5)]
    assert ids(keep([], ranked, limit=2)) == ["a", "b"]


def test_more_tiles_are_filled_up_behind_those_shown() -> None:
    ranked = [seen(name, 0.5) for name in "abcdefghi"]
    assert ids(keep(list("cab"), ranked, limit=5)) == list("cabde")


def test_fewer_tiles_drop_the_last() -> None:
    ranked = [seen(name, 0.5) for name in "abc"]
    assert ids(keep(["c", "a", "b"], ranked, limit=2)) == ["c", "a"]


def test_nothing_to_show_shows_nothing() -> None:
    assert keep(["a"], []) == []


names = st.sampled_from([f"c{n}" for n in range(12)])


@given(
    st.lists(names, unique=True, max_size=5),
    st.lists(st.tuples(names, st.floats(0.01, 1)), unique_by=lambda row: row[0], max_size=12),
    st.floats(0, 1),
)
def test_no_tile_is_swapped_below_the_margin(
    current: list[str], rows: list[tuple[str, float]], margin: float
) -> None:
    ranked = [seen(*row) for row in sorted(rows, key=lambda row: -row[1])]
    tiles = keep(current, ranked, margin=margin)
    assert len({tile.camera_id for tile in tiles}) == len(tiles) <= 5
    chances = dict(rows)
    for place, camera_id in enumerate(current):
        if camera_id in chances and camera_id not in ids(tiles):
            assert tiles[place].chance > chances[camera_id] * (1 + margin)


@given(st.lists(st.tuples(names, st.floats(0.01, 1)), unique_by=lambda row: row[0], max_size=12))
def test_keeping_twice_changes_nothing(rows: list[tuple[str, float]]) -> None:
    ranked = [seen(*row) for row in sorted(rows, key=lambda row: -row[1])]
    once = ids(keep(["c3", "c1"], ranked))
    assert ids(keep(once, ranked)) == once


@pytest.mark.parametrize("step_m", [1.0, 4.0])
def test_a_scene_that_creeps_does_not_make_tiles_flicker(step_m: float) -> None:
    random = Random(8)
    crowd = [
        camera(f"c{n:02d}", random.uniform(-90, 90), random.uniform(-90, 90), kind="unknown")
        for n in range(60)
    ]
    index = CameraIndex.of(crowd)
    calm, plain = 0, 0
    shown = ids(rank(index, scene()))
    fresh = shown
    for step in range(1, 20):
        ranked = rank(index, scene(step * step_m, 0), limit=20)
        after = ids(keep(shown, ranked))
        calm += len(set(shown) - set(after))
        plain += len(set(fresh) - set(ids(ranked[:5])))
        shown, fresh = after, ids(ranked[:5])
    assert calm < plain
