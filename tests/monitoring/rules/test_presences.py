"""A presence is one thing at a place: it outlives its track's number, and ends with whoever goes."""

from collections.abc import Iterable

import pytest

from bongsu.monitoring.rules.presence import Presence
from bongsu.monitoring.rules.presences import Presences
from bongsu.monitoring.rules.settings import JudgeSettings
from bongsu.monitoring.tracks.track import Box
from tests.monitoring.rules.walkers import Numbered
from tests.monitoring.tracks.made import standing

ASPECT = 16 / 9


def follow(
    looks: Iterable[tuple[float, list[tuple[int, Box]]]],
) -> tuple[Presence, ...]:
    presences, numbered = Presences(JudgeSettings()), Numbered()
    before = 0.0
    told: tuple[Presence, ...] = ()
    for at_ms, ones in looks:
        told = presences.look(at_ms, (at_ms - before) / 1_000, numbered.look(at_ms, ones), ASPECT)
        before = at_ms
    return told


def walking(
    number: int, start: float, end: float, start_s: float, seconds: float, y: float = 0.8
) -> list[tuple[float, list[tuple[int, Box]]]]:
    looks = round(seconds * 5)
    return [
        (
            round((start_s + look / 5) * 1_000),
            [(number, standing(start + (end - start) * look / looks, y))],
        )
        for look in range(looks)
    ]


def nobody(start_s: float, seconds: float) -> list[tuple[float, list[tuple[int, Box]]]]:
    return [(round((start_s + look / 5) * 1_000), []) for look in range(round(seconds * 5))]


def test_it_begins_with_its_track_s_first_sighting() -> None:
    (one,) = follow(walking(1, 0.5, 0.5, 0, 2))
    assert (one.first.at_ms, one.looks) == (0, 9)


@pytest.mark.parametrize("unseen_s", [0.2, 1.0, 4.0, 7.0])
def test_another_number_at_the_same_place_is_the_same(unseen_s: float) -> None:
    looks = walking(1, 0.5, 0.5, 0, 4) + nobody(4, unseen_s)
    looks += walking(2, 0.5, 0.5, 4 + unseen_s, 2)
    (one,) = follow(looks)
    assert (one.number, one.track) == (1, 2)


def test_after_its_time_another_number_is_somebody_else() -> None:
    (one,) = follow(walking(1, 0.5, 0.5, 0, 4) + nobody(4, 10) + walking(2, 0.5, 0.5, 14, 2))
    assert one.number == 2


def test_a_walker_goes_on_where_the_walk_led() -> None:
    looks = walking(1, 0.2, 0.4, 0, 4) + walking(2, 0.425, 0.6, 4.5, 4)
    (one,) = follow(looks)
    assert one.number == 1


def test_who_comes_the_other_way_is_somebody_else() -> None:
    looks = walking(1, 0.2, 0.5, 0, 4) + walking(2, 0.52, 0.3, 4.6, 3)
    assert max(one.number for one in follow(looks)) == 2


def test_who_walked_out_of_the_picture_does_not_come_back_as_who_comes_in() -> None:
    looks = walking(1, 0.7, 1.0, 0, 4) + nobody(4, 1) + walking(2, 1.0, 0.7, 5, 3)
    (one,) = follow(looks)
    assert one.number == 2


def test_a_number_that_jumps_is_somebody_else() -> None:
    looks = walking(1, 0.2, 0.2, 0, 2) + walking(1, 0.7, 0.7, 2, 2)
    assert {one.number for one in follow(looks)} == {1, 2}


def test_at_key_pictures_only_who_hardly_moves_is_the_same() -> None:
    stays = [(look * 4_000.0, [(1, standing(0.5 + 0.01 * (look % 2), 0.8))]) for look in range(6)]
    walks = [(look * 4_000.0, [(1, standing(0.1 + 0.15 * look, 0.8))]) for look in range(6)]
    assert [one.number for one in follow(stays)] == [1]
    assert len(follow(walks)) > 1


def test_near_and_far_are_not_the_same() -> None:
    near = [(at_ms + 2_200, [(2, standing(0.5, 0.8, 0.5))]) for at_ms, _ in walking(1, 0, 0, 0, 2)]
    assert len(follow(walking(1, 0.5, 0.5, 0, 2) + near)) == 2
