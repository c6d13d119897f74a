"""The positions in memory: found by distance, renewed without rebuilding, masked by purpose."""

from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bongsu.kernel.geometry import Point, distance_m
from bongsu.registry.index import CameraIndex
from bongsu.registry.sees import SeeingCamera

from .places import at, camera, crowds, metres


@given(crowds(), metres, metres, st.floats(1, 150))
@settings(max_examples=60)
def test_near_finds_what_measuring_every_camera_finds(
    crowd: list[SeeingCamera], east: float, north: float, radius_m: float
) -> None:
    here = at(east, north)
    index = CameraIndex.of(crowd)
    rows, away = index.near(here, radius_m)
    plain = {
        one.camera_id: distance_m(here, Point(one.lat, one.lon))
        for one in crowd
        if distance_m(here, Point(one.lat, one.lon)) <= radius_m
    }
    found = {index.camera_ids[row]: metres for row, metres in zip(rows, away, strict=True)}
    assert found == pytest.approx(plain)


def test_an_empty_registry_has_nothing_near() -> None:
    rows, away = CameraIndex.of([]).near(at(0, 0), 500)
    assert len(rows) == len(away) == 0


def test_the_order_of_the_input_does_not_matter() -> None:
    crowd = [camera(f"c{number}", number, 0) for number in range(20)]
    shuffled = Random(3).sample(crowd, len(crowd))
    assert CameraIndex.of(crowd).camera_ids == CameraIndex.of(shuffled).camera_ids


def test_states_change_without_a_new_tree_and_the_old_snapshot_stays() -> None:
    before = CameraIndex.of([camera("a"), camera("b", 5, 0)])
    after = before.with_states({"b": "dead", "not registered": "live"})
    assert after.columns is before.columns
    assert (before.state_of(1), after.state_of(1)) == ("live", "dead")
    assert after.state_of(0) == "live"


def test_a_snapshot_cannot_be_written() -> None:
    index = CameraIndex.of([camera("a")])
    with pytest.raises(ValueError, match="read-only"):
        index.states[0] = 3
    with pytest.raises(ValueError, match="read-only"):
        index.with_states({"a": "dead"}).states[0] = 2


def test_a_mask_holds_only_the_cameras_of_the_purposes_asked() -> None:
    index = CameraIndex.of(
        [
            camera("a", purpose="생활방범"),
            camera("b", purpose="교통단속"),
            camera("c", purpose="생활방범"),
        ]
    )
    assert index.serving({"생활방범"}).tolist() == [True, False, True]
    assert index.serving({"생활방범", "교통단속"}).all()
    assert not index.serving({"없는 목적"}).any()


def test_cameras_at_the_same_coordinates_share_a_pole_even_without_a_site() -> None:
    index = CameraIndex.of([camera("a"), camera("b"), camera("c", 30, 0), camera("d", kind="ptz")])
    site = index.columns.site
    assert site[0] == site[1] == site[3] != site[2]
    # The PTZ has no fixed view, so it takes no share of the circle.
    assert index.columns.blind_at_site.tolist() == [2, 2, 1, 2]


def test_distances_are_true_at_both_ends_of_the_city() -> None:
    """The tree has one scale for all; what is returned is measured at the place itself."""
    south, north = Point(37.42, 127.0), Point(37.70, 127.0)
    crowd = [
        SeeingCamera(f"c{number}", end.lat, end.lon + 0.0055)
        for number, end in enumerate((south, north))
    ]
    index = CameraIndex.of(crowd)
    for end, one in zip((south, north), crowd, strict=True):
        _, away = index.near(end, 500)
        assert np.allclose(away, distance_m(end, Point(one.lat, one.lon)))
