"""A camera is looked at by its key pictures, then closely, then by its key pictures again: rules do not notice."""

import pytest

from bongsu.monitoring.detectors.found import Thing
from bongsu.monitoring.rules.rule import Rule
from bongsu.monitoring.words import RuleKind
from tests.monitoring.rules.made import Looked, begun, ended, every, watch
from tests.monitoring.tracks.made import One, standing

STAYS = One(standing(0.5, 0.8))
YARD = Rule(rule_id="r", kind=RuleKind.INTRUSION)
LONG = Rule(rule_id="r", kind=RuleKind.LOITERING, seconds=60)


def mixed(*ones: One, key_s: float = 4.0) -> list[Looked]:
    """Key pictures for 20 s, closely for 30 s, key pictures again."""
    looks = every(key_s, 20, *ones) + every(0.2, 30, *ones, start_s=20)
    return looks + every(key_s, 60, *ones, start_s=50)


@pytest.mark.parametrize("key_s", [2.0, 4.0, 10.0])
def test_an_intrusion_is_one_occasion_at_any_mix_of_rates(key_s: float) -> None:
    said = watch(YARD, mixed(STAYS, key_s=key_s))
    assert len(begun(said)) == 1
    assert not ended(said)


@pytest.mark.parametrize("key_s", [2.0, 4.0, 10.0])
def test_a_stay_is_counted_through_any_mix_of_rates(key_s: float) -> None:
    (began,) = begun(watch(LONG, mixed(STAYS, key_s=key_s)))
    assert began.since_ms == 0
    assert began.at_ms == pytest.approx(60_000, abs=key_s * 1_000)


@pytest.mark.parametrize("key_s", [2.0, 4.0, 10.0])
def test_a_car_stands_through_any_mix_of_rates(key_s: float) -> None:
    rule = Rule(
        rule_id="r",
        kind=RuleKind.VEHICLE_STOPPED,
        seconds=60,
        things=frozenset({Thing.CAR}),
    )
    (began,) = begun(watch(rule, mixed(One((0.4, 0.6, 0.56, 0.75), 0.7, Thing.CAR), key_s=key_s)))
    assert began.at_ms == pytest.approx(60_000, abs=key_s * 1_000)


def test_confirmation_follows_the_key_picture_at_once_when_looked_at_closely() -> None:
    """Seen weakly on a key picture, the camera is escalated: told within half a second of the first close look."""
    weak = One(STAYS.box, 0.5)
    looks = [*every(4.0, 8), (8_000, [weak]), *every(0.2, 2, weak, start_s=8.4)]
    (began,) = begun(watch(YARD, looks))
    assert began.at_ms <= 8_900


def test_pictures_at_uneven_times_are_all_the_same() -> None:
    gaps = [0.2, 0.31, 0.05, 1.2, 0.2, 0.0, 2.9, 0.4, 0.2, 6.0]
    at_s, looks = 0.0, list[Looked]()
    for place in range(80):
        at_s += gaps[place % len(gaps)]
        looks.append((round(at_s * 1_000), [STAYS]))
    (began,) = begun(watch(LONG, looks))
    assert began.at_ms == pytest.approx(60_000, abs=6_500)


def test_a_long_outage_is_no_stay() -> None:
    """The camera was dark for a minute: who stands there after it may be anybody."""
    assert not watch(LONG, every(0.2, 20, STAYS) + every(0.2, 30, STAYS, start_s=80))
