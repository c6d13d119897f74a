"""What the scheduler is made of: the budget, the turns, what is usual, what is unusual."""

from hypothesis import given
from hypothesis import strategies as st

from bongsu.monitoring.schedule.budget import Budget, Costs
from bongsu.monitoring.schedule.prior import HOURS, HourPrior
from bongsu.monitoring.schedule.surprise import Surprise
from bongsu.monitoring.schedule.turns import Group, Turns, group_of


def test_a_budget_fills_evenly_up_to_its_burst() -> None:
    budget = Budget(2.0, burst_s=0.5)
    budget.fill(0.0)
    budget.spend(3.0)
    assert not budget.has(0.1)
    assert budget.in_s(0.1) > 1.0
    budget.fill(1.6)
    assert budget.has(1.0)
    budget.fill(100.0)
    assert budget.in_s(0.9) == 0.0


def test_time_that_goes_back_fills_nothing() -> None:
    budget = Budget(1.0)
    budget.fill(10.0)
    budget.spend(0.5)
    budget.fill(5.0)
    budget.fill(10.0)
    assert not budget.has(0.1)


def test_what_costs_more_than_ever_lies_ready_is_done_and_paid_afterwards() -> None:
    budget = Budget(0.1, burst_s=0.5)
    budget.fill(0.0)
    assert budget.has(1.0)
    budget.spend(1.0)
    budget.fill(9.0)
    assert not budget.has(1.0)
    budget.fill(10.0)
    assert budget.has(1.0)


def test_a_budget_of_nothing_is_never_due() -> None:
    budget = Budget(0.0)
    budget.spend(0.1)
    assert budget.in_s(0.1) == float("inf")


def test_costs_are_expected_until_they_are_seen() -> None:
    costs = Costs({"look": 0.02})
    assert costs.of("look") == 0.02
    costs.see("look", 0.01)
    assert costs.of("look") == 0.01
    costs.see("look", 0.02)
    assert 0.01 < costs.of("look") < 0.02
    assert costs.of("never") == 0.0
    assert set(costs.measured()) == {"look"}


Waiting = st.lists(
    st.tuples(st.integers(0, 12), st.floats(1.0, 60.0), st.floats(0.0, 1.0), st.floats(0.0, 100.0)),
    max_size=60,
)


@given(Waiting)
def test_the_best_turn_is_the_most_overdue_else_the_most_promising(
    waiting: list[tuple[int, float, float, float]],
) -> None:
    """Against the plain sum over all, on the same grid."""
    turns, now = Turns(), 100.0
    known: dict[int, tuple[Group, float]] = {}
    for number, interval_s, worth, looked_at in waiting:
        group = group_of(interval_s, worth)
        before = known.get(number)
        at = before[1] if before else looked_at
        turns.wait(str(number), group, at)
        known[number] = (group, at)
    assert len(turns) == len(known)
    best = turns.best(now)
    if not known:
        assert best is None
        return
    urgency = {}
    for number, (group, at) in known.items():
        since_s = now - at
        late = since_s >= group.interval_s
        urgency[str(number)] = (late, since_s / group.interval_s if late else since_s * group.worth)
    assert best is not None
    assert best[1] == max(urgency.values())[0]
    assert urgency[best[0]] == max(urgency.values())


@given(st.floats(0.5, 3600.0), st.floats(0.0, 10.0))
def test_the_grid_never_makes_an_interval_longer(interval_s: float, worth: float) -> None:
    group = group_of(interval_s, worth)
    assert interval_s / 1.06 < group.interval_s <= interval_s * (1 + 1e-6)


def test_cameras_that_leave_and_return_leave_nothing_behind() -> None:
    turns = Turns()
    group = group_of(10.0, 0.1)
    for _ in range(1000):
        turns.wait("a", group, 0.0)
        turns.leave("a")
    turns.leave("a")
    turns.wait("a", group, 5.0)
    assert turns.best(6.0) == ("a", False)
    assert len(turns._queues[group].waiting) < 64


def test_an_hour_is_learned_slowly_and_apart_from_the_others() -> None:
    prior = HourPrior()
    before = prior.chance(3)
    for _ in range(400):
        prior.learn(3, 0.8)
        prior.learn(4, 0.0)
    assert prior.chance(3) > 0.75
    assert prior.chance(4) < 0.05
    assert before < prior.chance(100) < 0.6


def test_one_look_hardly_moves_what_is_usual() -> None:
    prior = HourPrior()
    prior.learn(0, 1.0)
    assert prior.chance(0) < 0.1
    assert 0.0 < prior.chance(HOURS - 1) < 0.1


def test_only_what_is_far_above_the_usual_surprises() -> None:
    surprise = Surprise()
    for number in range(50):
        surprise.see(1000.0 + number % 5 * 10)
    assert surprise.now < 0.2
    surprise.see(10_000.0)
    assert surprise.now == 1.0
    surprise.see(0.0)
    assert surprise.now == 0.0


def test_a_constant_bitrate_never_surprises() -> None:
    surprise = Surprise()
    for _ in range(50):
        surprise.see(1000.0)
    assert surprise.now == 0.0
