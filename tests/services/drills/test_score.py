"""The score sheet: what happened is counted, what did not is not made up."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from bongsu.services.drills.score import Scored, after_s, sheet
from tests.incidents.stage import NOW


def line(**more: object) -> Scored:
    values: dict[str, object] = {
        "incident_id": "inc_1",
        "service": "P112_DISPATCH",
        "category": "ROBBERY",
        "received_at": NOW,
        "recognised_s": None,
        "first_picture_s": None,
        "lent": 0,
        "used": 0,
        "refused": 0,
        "reasons": [],
        **more,
    }
    return Scored(**values)  # type: ignore[arg-type]  # checked by name


def test_an_exercise_in_which_nothing_happened_has_no_times() -> None:
    score = sheet([], 3)
    assert (score.people, score.recognised, score.pictured) == (3, 0, 0)
    assert score.recognised_median_s is None
    assert score.first_picture_worst_s is None


def test_medians_and_the_worst_are_over_what_happened() -> None:
    score = sheet(
        [
            line(recognised_s=2.0, first_picture_s=1.0, lent=2, used=1),
            line(recognised_s=8.0, lent=1, refused=1, reasons=["category_not_listed"]),
            line(),
        ],
        5,
    )
    assert (score.recognised, score.recognised_median_s, score.recognised_worst_s) == (2, 5.0, 8.0)
    assert (score.pictured, score.first_picture_median_s) == (1, 1.0)
    assert (score.lent, score.used, score.refused) == (3, 1, 1)


def test_a_clock_that_runs_behind_makes_no_time_negative() -> None:
    assert after_s(NOW, []) is None
    assert after_s(NOW, [NOW + timedelta(seconds=9), NOW + timedelta(seconds=4)]) == 4.0
    assert after_s(NOW, [NOW - timedelta(seconds=1)]) == 0.0


times = st.one_of(st.none(), st.floats(0.0, 1000.0).map(lambda seconds: round(seconds, 1)))
counts = st.integers(0, 9)
lines = st.builds(
    line, recognised_s=times, first_picture_s=times, lent=counts, used=counts, refused=counts
)


@given(st.lists(lines, max_size=12), st.integers(0, 50))
def test_whatever_happened_the_sheet_adds_up(of: list[Scored], people: int) -> None:
    score = sheet(of, people)
    assert score.incidents == of
    assert score.people == people
    assert score.lent == sum(one.lent for one in of)
    for happened, middle, worst, said in (
        (score.recognised, score.recognised_median_s, score.recognised_worst_s, "recognised_s"),
        (
            score.pictured,
            score.first_picture_median_s,
            score.first_picture_worst_s,
            "first_picture_s",
        ),
    ):
        known = [getattr(one, said) for one in of if getattr(one, said) is not None]
        assert happened == len(known)
        assert worst == (max(known) if known else None)
        assert (middle is None) is (not known)
        assert middle is None or min(known) - 0.1 <= middle <= max(known) + 0.1


@given(st.permutations([line(recognised_s=float(one)) for one in (1, 4, 9, 16)]))
def test_the_order_in_which_they_came_changes_no_number(of: list[Scored]) -> None:
    score = sheet(of, 1)
    assert (score.recognised_median_s, score.recognised_worst_s) == (6.5, 16.0)


def test_a_time_of_nothing_is_a_time() -> None:
    """Seen in the second of the message: that it took no time is not that it did not happen."""
    score = sheet([line(recognised_s=0.0, first_picture_s=0.0)], 1)
    assert (score.recognised, score.recognised_median_s, score.pictured) == (1, 0.0, 1)
    assert after_s(NOW, [NOW]) == 0.0
