"""One thing stays one track while it is seen, and two things never become one."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from bongsu.monitoring.detectors.found import NOTHING, THINGS, Found, Thing
from bongsu.monitoring.tracks.settings import TrackerSettings, settings_for
from bongsu.monitoring.tracks.tracker import Tracker
from tests.monitoring.tracks.made import One, found, standing, walk


@pytest.mark.parametrize("rate", [15.0, 5.0, 2.0, 1.0])
def test_who_walks_is_one_track_at_any_rate(rate: float) -> None:
    tracker = Tracker()
    numbers = set()
    for at_ms, box in walk((0.1, 0.8), (0.5, 0.8), 8, rate):
        tracks = tracker.update(at_ms, found(One(box)))
        numbers |= {track.number for track in tracks}
    assert numbers == {1}
    assert tracks[0].is_sure
    assert tracks[0].began_at_ms == 0
    assert tracks[0].last.box == pytest.approx(standing(0.5, 0.8), abs=1e-6)


@pytest.mark.parametrize("gap_s", [0.2, 2.0, 4.0, 10.0])
def test_who_stands_still_is_one_track_at_any_gap(gap_s: float) -> None:
    tracker = Tracker()
    for look in range(20):
        tracks = tracker.update(look * gap_s * 1_000, found(One(standing(0.5, 0.8))))
    assert [track.number for track in tracks] == [1]


def test_two_who_pass_each_other_keep_their_numbers() -> None:
    tracker = Tracker()
    there = walk((0.2, 0.8), (0.6, 0.8), 6, 5)
    back = walk((0.6, 0.84), (0.2, 0.84), 6, 5)
    for (at_ms, one), (_, other) in zip(there, back, strict=True):
        tracks = tracker.update(at_ms, found(One(one), One(other)))
    right = max(tracks, key=lambda track: track.last.foot[0])
    assert len(tracks) == 2
    assert right.path[0].foot[0] < 0.3


def test_a_walker_hidden_for_a_second_goes_on_where_the_walk_leads() -> None:
    tracker = Tracker()
    for look, (at_ms, box) in enumerate(walk((0.1, 0.8), (0.5, 0.8), 8, 5)):
        hidden = 15 <= look < 20
        tracks = tracker.update(at_ms, NOTHING if hidden else found(One(box)))
        assert [track.number for track in tracks] == [1]
        assert (tracks[0].missed > 0) == hidden


def test_who_is_half_hidden_and_scores_low_prolongs_a_track_but_begins_none() -> None:
    box = standing(0.5, 0.8)
    tracker = Tracker()
    assert tracker.update(0, found(One(box, 0.35))) == ()
    for look in range(1, 4):
        tracker.update(look * 200, found(One(box, 0.6)))
    (track,) = tracker.update(800, found(One(box, 0.35)))
    assert track.missed == 0
    assert track.last.score == pytest.approx(0.35)


def test_a_rule_that_asks_for_less_has_tracks_that_begin_with_less() -> None:
    keen = Tracker(settings_for(0.25))
    for look in range(3):
        tracks = keen.update(look * 200, found(One(standing(0.5, 0.8), 0.27)))
    assert [track.is_sure for track in tracks] == [True]
    assert settings_for(0.9) == TrackerSettings()
    assert settings_for(0.0).low_score > 0.05


def test_a_low_find_far_from_the_track_does_not_move_it() -> None:
    tracker = Tracker()
    for look in range(3):
        tracker.update(look * 200, found(One(standing(0.5, 0.8))))
    (track,) = tracker.update(600, found(One(standing(0.53, 0.9), 0.35)))
    assert track.missed == 1


def test_one_sighting_is_not_sure_and_goes_at_once() -> None:
    tracker = Tracker()
    (track,) = tracker.update(0, found(One(standing(0.5, 0.8))))
    assert not track.is_sure
    tracker.update(200, NOTHING)
    assert tracker.update(400, NOTHING) == ()


def test_a_track_ends_after_its_time_and_is_dropped() -> None:
    tracker = Tracker()
    for look in range(5):
        tracker.update(look * 200, found(One(standing(0.5, 0.8))))
    assert tracker.update(2_000, NOTHING)
    assert tracker.update(2_900, NOTHING) == ()


def test_one_missed_key_picture_does_not_end_a_track() -> None:
    tracker = Tracker()
    for at_ms in (0, 4_000):
        tracker.update(at_ms, found(One(standing(0.5, 0.8))))
    assert tracker.update(8_000, NOTHING)
    (track,) = tracker.update(12_000, found(One(standing(0.5, 0.8))))
    assert track.number == 1


def test_beyond_the_longest_gap_whoever_stands_there_is_somebody_new() -> None:
    tracker = Tracker()
    for at_ms in (0, 200):
        tracker.update(at_ms, found(One(standing(0.5, 0.8))))
    (track,) = tracker.update(20_000, found(One(standing(0.5, 0.8))))
    assert track.number == 2


@pytest.mark.parametrize("other", [Thing.CAR, Thing.BAG])
def test_things_of_different_kinds_never_join(other: Thing) -> None:
    tracker = Tracker()
    for look in range(10):
        thing = Thing.PERSON if look % 2 else other
        for track in tracker.update(look * 200, found(One(standing(0.5, 0.8), thing=thing))):
            assert all(sighted.at_ms % 400 == track.began_at_ms % 400 for sighted in track.path)


def test_a_car_once_taken_for_a_lorry_is_the_same_and_called_by_the_better_score() -> None:
    box = (0.3, 0.5, 0.5, 0.7)
    tracker = Tracker()
    tracker.update(0, found(One(box, 0.5, Thing.CAR)))
    (track,) = tracker.update(200, found(One(box, 0.46, Thing.TRUCK)))
    assert (track.number, track.thing) == (1, Thing.CAR)
    (track,) = tracker.update(400, found(One(box, 0.8, Thing.BUS)))
    assert (track.number, track.thing) == (1, Thing.BUS)


def test_a_thing_found_twice_is_one_track() -> None:
    tracker = Tracker()
    left, top, right, bottom = standing(0.5, 0.8)
    for look in range(4):
        tracks = tracker.update(
            look * 200,
            found(One((left, top, right, bottom)), One((left, top + 0.01, right, bottom), 0.5)),
        )
    assert len(tracks) == 1


def test_far_larger_is_another_thing() -> None:
    tracker = Tracker()
    tracker.update(0, found(One(standing(0.5, 0.8, 0.1))))
    tracks = tracker.update(200, found(One(standing(0.5, 0.85, 0.3))))
    assert len(tracks) == 2


def test_the_same_picture_twice_or_a_little_late_changes_nothing() -> None:
    tracker = Tracker()
    tracker.update(1_000, found(One(standing(0.5, 0.8))))
    for at_ms in (1_000, 400, float("nan"), float("inf")):
        (track,) = tracker.update(at_ms, found(One(standing(0.1, 0.8))))
        assert len(track.path) == 1


def test_a_stream_begun_anew_begins_with_new_tracks() -> None:
    tracker = Tracker()
    for look in range(3):
        tracker.update(100_000 + look * 200, found(One(standing(0.5, 0.8))))
    (track,) = tracker.update(500, found(One(standing(0.5, 0.8))))
    assert track.number == 2
    assert track.began_at_ms == 500


def test_the_path_is_bounded_and_keeps_its_beginning() -> None:
    tracker = Tracker(TrackerSettings(path_at_most=20))
    for look in range(200):
        (track,) = tracker.update(look * 200, found(One(standing(0.5, 0.8))))
        assert len(track.path) <= 20
    assert track.began_at_ms == 0
    assert [now.at_ms for now in track.path[-5:]] == [look * 200 for look in range(195, 200)]


def test_no_sense_in_a_find_is_passed_over() -> None:
    nan = float("nan")
    tracks = Tracker().update(
        0,
        found(
            One((nan, 0.1, 0.2, 0.3)),
            One((0.2, 0.2, 0.2, 0.4)),
            One((0.3, 0.4, 0.2, 0.2)),
            One((1.1, 0.1, 1.2, 0.3)),
            One((0.1, 0.1, 0.2, 0.4), nan),
        ),
    )
    assert tracks == ()


def test_two_cameras_share_nothing() -> None:
    one, other = Tracker(), Tracker()
    one.update(0, found(One(standing(0.5, 0.8))))
    assert other.update(0, NOTHING) == ()


_finds = st.integers(0, 6).flatmap(
    lambda n: st.builds(
        Found,
        arrays.arrays(np.float32, (n, 4), elements=st.floats(-0.5, 1.5, width=32)),
        arrays.arrays(np.float32, (n,), elements=st.floats(0, 1, width=32)),
        arrays.arrays(np.int8, (n,), elements=st.integers(0, len(THINGS) - 1)),
    )
)


@settings(max_examples=40)
@given(st.lists(st.tuples(st.floats(-1e5, 1e5), _finds), max_size=15))
def test_whatever_comes_the_promises_hold(looks: list[tuple[float, Found]]) -> None:
    tracker = Tracker(replace(TrackerSettings(), path_at_most=6))
    for at_ms, finds in looks:
        tracks = tracker.update(at_ms, finds)
        assert len({track.number for track in tracks}) == len(tracks)
        for track in tracks:
            assert 1 <= len(track.path) <= 6
            assert all(one.at_ms < other.at_ms for one, other in pairwise(track.path))
            assert all(np.isfinite(sighted.box).all() for sighted in track.path)
            assert (track.missed == 0) == (track.last.at_ms == tracks_time(tracker))


def tracks_time(tracker: Tracker) -> float:
    return tracker._at_ms
