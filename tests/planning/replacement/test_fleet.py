"""Ages that are surely known, time under observation, criticality."""

from datetime import date
from typing import Any  # Any: whatever field a case says

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bongsu.planning.config import Replacement
from bongsu.planning.replacement.camera import FleetCamera, Known
from bongsu.planning.replacement.fleet import Fleet, fleet_of
from tests.planning.replacement.little_fleet import RULE, TODAY, camera, failed_at, years_ago


def fleet(*cameras: FleetCamera, rule: Replacement = RULE) -> Fleet:
    return fleet_of(cameras, rule, TODAY)


def test_an_age_is_counted_in_years() -> None:
    made = fleet(camera(1, 8.0))
    assert made.age[0] == pytest.approx(8.0, abs=0.01)
    assert made.least_age[0] == made.age[0]


@pytest.mark.parametrize(
    ("precision", "age", "least"),
    [(Known.DAY, 6.585, 6.585), (Known.MONTH, 6.54, 6.5), (Known.YEAR, 6.5, 6.0)],
)
def test_a_coarse_date_counts_from_its_middle_and_at_the_least_from_its_end(
    precision: Known, age: float, least: float
) -> None:
    put_up = date(2017, 6, 1)
    made = fleet(camera(1, installed_on=put_up, installed_precision=precision))
    assert made.age[0] == pytest.approx(age, abs=0.01)
    assert made.least_age[0] == pytest.approx(least, abs=0.01)


@pytest.mark.parametrize("month", range(1, 13))
def test_a_month_ends_before_the_next_begins(month: int) -> None:
    put_up = date(2019, month, 15)
    made = fleet(camera(1, installed_on=put_up, installed_precision=Known.MONTH))
    spread = (made.age[0] - made.least_age[0]) * 365.25 * 2
    assert 27 <= round(spread) <= 30


def test_a_year_that_still_runs_ends_today() -> None:
    made = fleet(camera(1, installed_on=date(2024, 1, 1), installed_precision=Known.YEAR))
    assert made.least_age[0] == 0.0


@pytest.mark.parametrize(
    "said",
    [
        {"installed_on": None},
        {"installed_precision": Known.NONE},
        {"installed_trusted": False},
        {"installed_on": date(2024, 5, 1)},
    ],
)
def test_a_date_that_cannot_be_true_gives_no_age(said: dict[str, Any]) -> None:
    made = fleet(camera(1, 9.0, **said))
    assert np.isnan(made.age[0])
    assert not made.usable[0]
    assert made.observed[0] == 0.0


def test_who_came_under_observation_late_is_not_counted_before() -> None:
    made = fleet(camera(1, 10.0, observed_from=years_ago(4)))
    assert made.entered[0] == pytest.approx(6.0, abs=0.01)
    assert made.observed[0] == pytest.approx(4.0, abs=0.01)


def test_observation_begins_no_earlier_than_the_camera() -> None:
    made = fleet(camera(1, 2.0, observed_from=years_ago(9)))
    assert made.entered[0] == 0.0


def test_a_camera_taken_down_by_a_plan_is_no_failure() -> None:
    taken = camera(1, 10.0, removed_on=years_ago(2))
    made = fleet(taken, failed_at(2, 10.0, 8.0), camera(3, 10.0, failed_on=years_ago(1)))
    assert made.failed.tolist() == [False, True, True]
    assert made.standing.tolist() == [False, False, True]
    assert made.left == pytest.approx([8.0, 8.0, 9.0], abs=0.01)


def test_what_happens_after_the_day_of_reckoning_has_not_happened() -> None:
    later = date(2024, 6, 1)
    made = fleet(camera(1, 5.0, failed_on=later, removed_on=later))
    assert made.standing[0]
    assert not made.failed[0]
    assert made.left[0] == pytest.approx(5.0, abs=0.01)


def test_a_camera_used_three_times_weighs_four_times_an_unused_one() -> None:
    made = fleet(camera(1, lent=0), camera(2, lent=3))
    assert made.criticality[1] == pytest.approx(4 * made.criticality[0])
    assert made.criticality.mean() == pytest.approx(1.0)


def test_place_and_purpose_weigh() -> None:
    rule = Replacement(won=1, purpose_weight={"dumping": 0.5})
    made = fleet(camera(1), camera(2, purpose="dumping"), camera(3, weight=3.0), rule=rule)
    assert made.criticality.tolist() == [1.0, 0.5, 3.0]


def test_without_any_use_and_without_watching_all_weigh_alike() -> None:
    made = fleet(camera(1), camera(2), rule=Replacement(won=1, watching=0.0))
    assert made.criticality.tolist() == [0.0, 0.0]


def test_a_price_is_the_cameras_own_or_its_kinds() -> None:
    made = fleet(camera(1, won=5), camera(2, kind="ptz"), camera(3), camera(4, kind="lpr"))
    assert made.won.tolist() == [5, 2_400_000, 1_700_000, 1_700_000]


def test_what_is_not_known_is_not_lacking() -> None:
    made = fleet(
        camera(1, pixels_10k=None),
        camera(2, pixels_10k=130, certified=False, analytics=False),
        camera(3, pixels_10k=200, certified=True, analytics=True),
    )
    for lacking in (made.low_pixels, made.uncertified, made.no_analytics):
        assert lacking.tolist() == [False, True, False]


@given(st.dates(date(1990, 1, 1), date(2030, 12, 31)), st.sampled_from(Known))
def test_no_age_is_negative_and_none_is_surer_than_it_is(put_up: date, precision: Known) -> None:
    made = fleet(camera(1, installed_on=put_up, installed_precision=precision))
    if np.isfinite(made.age[0]):
        assert 0.0 <= made.least_age[0] <= made.age[0]
    else:
        assert put_up > TODAY or precision is Known.NONE
