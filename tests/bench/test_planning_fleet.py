"""The simulated fleet, and the promise that stands on it."""

from datetime import date

import pytest

from bongsu.bench.planning.fleet import (
    AS_OF,
    CAMERAS,
    LOG_BEGAN,
    MOST,
    WON,
    replacement_gain,
    simulated_fleet,
)


def test_so_many_cameras_stand_as_the_district_has() -> None:
    made = simulated_fleet(seed=1)
    assert made.standing == CAMERAS == sum(camera.removed_on is None for camera in made.cameras)
    assert len({camera.camera_id for camera in made.cameras}) == len(made.cameras)


def test_who_failed_before_the_log_is_in_no_list() -> None:
    failed = [camera.failed_on for camera in simulated_fleet(seed=2).cameras if camera.failed_on]
    assert min(failed) > LOG_BEGAN
    assert max(failed) <= AS_OF


def test_the_same_seed_gives_the_same_fleet() -> None:
    assert simulated_fleet(seed=3, count=50) == simulated_fleet(seed=3, count=50)
    assert simulated_fleet(seed=3, count=50) != simulated_fleet(seed=4, count=50)


def test_about_a_third_is_over_age() -> None:
    seven = date(AS_OF.year - 7, AS_OF.month, AS_OF.day)
    made = simulated_fleet(seed=1)
    over = sum(
        c.removed_on is None and c.installed_on < seven for c in made.cameras if c.installed_on
    )
    assert 0.25 < over / made.standing < 0.45


@pytest.mark.parametrize("seed", [1, 2])
def test_thirty_per_cent_more_weighted_risk_goes_than_by_age_alone(seed: int) -> None:
    gain, drawn = replacement_gain(seed)
    assert gain >= 0.30
    assert drawn.ours.cameras <= MOST
    assert drawn.ours.won <= WON
    assert drawn.ours.over_age == drawn.ours.cameras
    assert drawn.gap <= 1e-3
