"""A process's time never runs backwards, whatever is done to the machine's clock."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bongsu.kernel.clock import SystemClock

START_NS = 1_790_000_000_000_000_000
S = 1_000_000_000


class Machine:
    """A wall clock that somebody sets, and a monotonic one that nobody can."""

    def __init__(self) -> None:
        self.wall = START_NS
        self.steady = 5 * S

    def clock(self) -> SystemClock:
        return SystemClock(lambda: self.wall, lambda: self.steady)

    def go(self, ns: int, *, set_by: int = 0) -> None:
        self.steady += ns
        self.wall += ns + set_by


def test_it_tells_the_machines_time() -> None:
    machine = Machine()
    clock = machine.clock()
    machine.go(90 * S)
    assert clock.now() == datetime.fromtimestamp((START_NS + 90 * S) // S, UTC)
    assert abs(SystemClock().now() - datetime.now(UTC)) < timedelta(seconds=5)


def test_set_back_it_goes_on_from_where_it_was() -> None:
    machine = Machine()
    clock = machine.clock()
    before = clock.now()
    machine.go(2 * S, set_by=-3600 * S)
    assert clock.now() == before + timedelta(seconds=2)


def test_set_forward_it_follows_and_does_not_come_back() -> None:
    machine = Machine()
    clock = machine.clock()
    before = clock.now()
    machine.go(1 * S, set_by=600 * S)
    assert clock.now() == before + timedelta(seconds=601)
    machine.go(1 * S, set_by=-600 * S)
    assert clock.now() == before + timedelta(seconds=602)


@given(st.lists(st.tuples(st.integers(0, 10 * S), st.integers(-5000 * S, 5000 * S)), max_size=30))
def test_it_never_runs_backwards(steps: list[tuple[int, int]]) -> None:
    machine = Machine()
    clock = machine.clock()
    last = clock.now()
    for ns, set_by in steps:
        machine.go(ns, set_by=set_by)
        now = clock.now()
        assert now >= last
        last = now
