"""Chance to fail within the next year, and the fit that it stands on."""

import numpy as np
import pytest

from bongsu.bench.planning.fleet import AS_OF, SCALE_YEARS, SHAPE, simulated_fleet
from bongsu.planning.config import Replacement
from bongsu.planning.replacement.fleet import Fleet, fleet_of
from bongsu.planning.replacement.lifetime import (
    assumed,
    hazard_between,
    next_year,
    of_a_new_one,
    own_record,
)
from bongsu.planning.replacement.listed import Lifetime
from bongsu.planning.replacement.survival import fit
from tests.planning.replacement.little_fleet import RULE, TODAY, camera, failed_at, years_ago

LIFE = assumed(RULE, 0, 0)


def of(*cameras: object) -> Fleet:
    return fleet_of(cameras, RULE, TODAY)  # type: ignore[arg-type]  # cameras


def test_half_have_failed_after_the_assumed_half_life() -> None:
    ten, zero = np.array([10.0]), np.array([0.0])
    hazard = hazard_between(zero, ten, LIFE.shape, np.array([LIFE.scale_years]))
    assert np.exp(-hazard[0]) == pytest.approx(0.5)


def test_the_older_fails_sooner() -> None:
    risk = next_year(of(camera(1, 1), camera(2, 5), camera(3, 15)), LIFE)
    assert risk[0] < risk[1] < risk[2] < 1.0


def test_with_shape_one_age_does_not_matter() -> None:
    flat = assumed(Replacement(won=1, shape=1.0), 0, 0)
    risk = next_year(of(camera(1, 1), camera(2, 15)), flat)
    assert risk[0] == pytest.approx(risk[1])


def test_an_unknown_age_has_the_fleets_mean_risk() -> None:
    risk = next_year(of(camera(1, 2), camera(2, 8), camera(3, installed_on=None)), LIFE)
    assert risk[2] == pytest.approx((risk[0] + risk[1]) / 2)


def test_a_fleet_without_any_age_has_no_risk_to_speak_of() -> None:
    assert next_year(of(camera(1, installed_on=None)), LIFE).tolist() == [0.0]


def test_what_has_failed_and_still_hangs_there_is_certain() -> None:
    assert next_year(of(camera(1, 3, failed_on=years_ago(1))), LIFE)[0] == 1.0


def test_a_new_camera_hardly_fails() -> None:
    assert 0.0 < of_a_new_one(LIFE) < 0.01


def test_a_property_shortens_a_life() -> None:
    told = Lifetime(
        **{f: getattr(LIFE, f) for f in LIFE.__struct_fields__} | {"factors": {"low_pixels": 0.5}}
    )
    risk = next_year(of(camera(1, 5), camera(2, 5, pixels_10k=41)), told)
    assert risk[1] > 2 * risk[0]


def test_faults_beyond_the_mean_raise_the_risk_and_none_at_all_lowers_it() -> None:
    record = own_record(of(camera(1, 5, faults=0), camera(2, 5, faults=2), camera(3, 5, faults=10)))
    assert record[0] < 1.0 < record[2]
    assert record[0] < record[1] < record[2]


def test_one_fault_alone_says_little() -> None:
    record = own_record(of(*[camera(n, 5, faults=0) for n in range(9)], camera(9, 5, faults=1)))
    assert record[9] < 1.25


@pytest.mark.parametrize("faults", [None, 0])
def test_without_a_log_or_without_faults_all_are_alike(faults: int | None) -> None:
    assert own_record(of(camera(1, 5, faults=faults), camera(2, 9))).tolist() == [1.0, 1.0]


def test_a_camera_without_a_log_is_taken_for_the_mean() -> None:
    assert own_record(of(camera(1, 5, faults=4), camera(2, 5)))[1] == 1.0


def test_too_few_failures_leave_the_assumption_and_say_so() -> None:
    made = of(*[failed_at(n, 10, 5 + n / 10) for n in range(29)], camera(99, 3))
    life = fit(made, RULE)
    assert not life.fitted
    assert (life.failures, life.cameras) == (29, 30)
    assert (life.shape, life.shape_low) == (RULE.shape, RULE.shape)


def test_enough_failures_are_learned_from() -> None:
    made = of(*[failed_at(n, 20, 5 + n / 10) for n in range(30)], camera(99, 3))
    life = fit(made, RULE)
    assert life.fitted
    assert life.shape_low < life.shape < life.shape_high
    assert 5 < life.scale_years < 9


def test_failures_before_the_log_are_not_counted() -> None:
    made = of(*[failed_at(n, 20, 5, observed_from=years_ago(3)) for n in range(40)])
    assert fit(made, RULE).failures == 0


@pytest.fixture(scope="module")
def simulated() -> Fleet:
    return fleet_of(simulated_fleet(seed=1).cameras, RULE, AS_OF)


def test_the_fit_finds_the_true_lifetime(simulated: Fleet) -> None:
    life = fit(simulated, RULE)
    assert life.shape_low <= SHAPE <= life.shape_high
    assert life.scale_low <= SCALE_YEARS <= life.scale_high
    assert life.shape_high - life.shape_low < 0.25
    assert life.factors == {}


def test_without_left_truncation_the_fit_would_be_wrong(simulated: Fleet) -> None:
    blind = Fleet(
        **{name: getattr(simulated, name) for name in Fleet.__slots__}
        | {"entered": np.zeros(len(simulated.cameras))}
    )
    life = fit(blind, RULE)
    assert not (
        life.shape_low <= SHAPE <= life.shape_high
        and life.scale_low <= SCALE_YEARS <= life.scale_high
    )


def test_a_property_that_matters_is_found() -> None:
    random = np.random.default_rng(5)
    cameras = []
    for number in range(400):
        low = number % 2 == 0
        lasts = float(random.weibull(2.5) * (5.0 if low else 10.0))
        put_up = float(random.uniform(4, 14))
        said = {"pixels_10k": 41 if low else 200}
        cameras.append(
            failed_at(number, put_up, lasts, **said)
            if lasts < put_up
            else camera(number, put_up, **said)
        )
    life = fit(of(*cameras), RULE)
    assert list(life.factors) == ["low_pixels"]
    assert life.factors["low_pixels"] == pytest.approx(0.5, abs=0.1)
    assert life.scale_years == pytest.approx(10.0, rel=0.15)
