"""The score sheet: what happened is counted, what did not is not made up."""

from datetime import timedelta

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
