"""The bench of health checks counts what it says it counts."""

from bongsu.bench.monitoring.health import Tally, figures, inject, watch_normal, wilson


def test_a_handful_of_faults_and_normal_pictures_is_counted() -> None:
    tally = Tally()
    inject([], 5, tally)
    watch_normal([], 1, tally)
    assert tally.injected == 5
    assert tally.found + len(tally.missed) == 5
    assert tally.looked == 200
    made = figures(tally)
    assert made["health_found"].beside["injected"] == 5.0
    assert made["health_false"].value == float(len(tally.false))


def test_an_interval_of_a_share_lies_about_it() -> None:
    low, high = wilson(297, 300)
    assert 0.97 < low < 0.99 < high < 1.0
    assert wilson(0, 0) == (0.0, 1.0)
