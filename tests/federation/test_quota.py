"""A quota bounds one centre and touches no other."""

from bongsu.federation.quota import Quota


class Seconds:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def test_a_burst_may_come_at_once_and_then_the_rate() -> None:
    seconds = Seconds()
    quota = Quota(3, 0.5, seconds)
    assert [quota.take("GURO") for _ in range(4)] == [True, True, True, False]
    seconds.now += 2
    assert quota.take("GURO")
    assert not quota.take("GURO")


def test_each_centre_has_its_own_and_what_is_refused_costs_nothing() -> None:
    seconds = Seconds()
    quota = Quota(3, 0.5, seconds)
    assert not quota.take("GURO", 4)
    assert quota.take("GURO", 3)
    assert quota.take("GANGBUK", 3)


def test_a_clock_that_stands_still_fills_nothing_and_a_long_pause_no_more_than_the_burst() -> None:
    seconds = Seconds()
    quota = Quota(3, 0.5, seconds)
    assert quota.take("GURO", 3)
    assert not quota.take("GURO")
    seconds.now += 1_000_000
    assert not quota.take("GURO", 4)
    assert quota.take("GURO", 3)
