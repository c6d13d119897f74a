"""What becomes of a survey row: the newest day holds, whatever the order in which sheets come in."""

from datetime import date, timedelta
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from bongsu.registry.import_survey.decide import Outcome, Surveyed, decide
from bongsu.registry.import_survey.sheet import Stated

TODAY = date(2026, 3, 1)
DAYS = st.integers(0, 3).map(lambda back: TODAY - timedelta(days=back))
FINDINGS = st.dictionaries(
    st.sampled_from(["bearing_deg", "hfov_deg", "height_m"]), st.sampled_from([10.0, 20.0])
)


def day(back: int) -> date:
    return TODAY - timedelta(days=back)


def hand_in(known: Surveyed, on: date | None, findings: dict[str, float]) -> Outcome:
    outcome, counts_for = decide(Stated(1, "A", on, findings), known, TODAY)
    if outcome in (Outcome.APPLIED, Outcome.SUPERSEDED):
        known.take(counts_for, findings)
    return outcome


def holds(known: Surveyed) -> dict[str, object]:
    return {name: finding.value for name, finding in known.in_force.items()}


def test_an_older_survey_is_kept_and_does_not_hold() -> None:
    known = Surveyed()
    assert hand_in(known, day(1), {"bearing_deg": 90.0}) is Outcome.APPLIED
    assert hand_in(known, day(9), {"bearing_deg": 10.0}) is Outcome.SUPERSEDED
    assert holds(known) == {"bearing_deg": 90.0}
    assert len(known.taken) == 2


def test_an_older_survey_holds_where_the_newer_one_was_silent() -> None:
    known = Surveyed()
    hand_in(known, day(1), {"bearing_deg": 90.0})
    assert hand_in(known, day(9), {"bearing_deg": 10.0, "height_m": 4.0}) is Outcome.APPLIED
    assert holds(known) == {"bearing_deg": 90.0, "height_m": 4.0}
    assert hand_in(known, day(9), {"bearing_deg": 10.0, "height_m": 4.0}) is Outcome.KNOWN


def test_a_correction_of_the_same_day_holds_and_may_be_taken_back() -> None:
    known = Surveyed()
    for bearing in (90.0, 180.0, 90.0):
        assert hand_in(known, day(1), {"bearing_deg": bearing}) is Outcome.APPLIED
        assert holds(known) == {"bearing_deg": bearing}


def test_a_later_survey_that_finds_the_same_is_kept_as_its_proof() -> None:
    known = Surveyed()
    hand_in(known, day(9), {"bearing_deg": 90.0})
    assert hand_in(known, day(1), {"bearing_deg": 90.0}) is Outcome.APPLIED
    assert known.in_force["bearing_deg"].on == day(1)


def test_a_row_without_a_day_counts_for_today_unless_it_says_nothing_new() -> None:
    known = Surveyed()
    hand_in(known, day(9), {"bearing_deg": 90.0})
    assert hand_in(known, None, {"bearing_deg": 90.0}) is Outcome.KNOWN
    assert hand_in(known, None, {"bearing_deg": 91.0}) is Outcome.APPLIED
    assert known.in_force["bearing_deg"].on == TODAY


def test_a_row_without_findings_is_silent() -> None:
    assert hand_in(Surveyed(), day(1), {}) is Outcome.SILENT


@given(st.lists(st.tuples(st.none() | DAYS, FINDINGS), max_size=6))
def test_handing_in_a_row_again_at_once_changes_nothing(
    rows: list[tuple[date | None, dict[str, float]]],
) -> None:
    known = Surveyed()
    for on, findings in rows:
        hand_in(known, on, findings)
        before = (holds(known), len(known.taken))
        assert hand_in(known, on, findings) in (Outcome.KNOWN, Outcome.SILENT)
        assert (holds(known), len(known.taken)) == before


@given(st.lists(st.tuples(DAYS, FINDINGS), max_size=4, unique_by=lambda row: row[0]))
def test_surveys_of_different_days_hold_alike_in_whatever_order_they_come(
    rows: list[tuple[date, dict[str, float]]],
) -> None:
    ends = []
    for order in permutations(rows):
        known = Surveyed()
        for on, findings in order:
            hand_in(known, on, findings)
        ends.append(holds(known))
    assert all(end == ends[0] for end in ends)
