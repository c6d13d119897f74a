"""What becomes of an alarm, whatever is said of it."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from bongsu.monitoring.alarms.alarm import Alarm, Occasion
from bongsu.monitoring.alarms.rules import (
    HELD_FOR,
    MERGED_WITHIN,
    answered,
    back,
    comes_back,
    is_forgotten,
    joined,
    joins,
    lapses,
    may_undo,
    merged,
    quiet_since,
    undone,
)
from bongsu.monitoring.rules.raised import Phase
from bongsu.monitoring.words import AlarmState, FalseReason, RuleKind, Verdict
from tests.monitoring.alarms.queue import HERE, KIM, LEE, NOW, THERE

TEN = timedelta(minutes=10)
OTHER = Occasion(1, 1, 2)
KEEP = timedelta(days=30)


def alarm(**more: object) -> Alarm:
    values = {
        "alarm_id": "alm_1",
        "camera_id": "SB-1",
        "rule_id": "r",
        "rule_name": "",
        "kind": RuleKind.INTRUSION,
        "state": AlarmState.WAITING,
        "score": 0.5,
        "first_at": NOW,
        "last_at": NOW,
        "keep_until": NOW + timedelta(hours=72),
        "boxes": (HERE,),
        "occasion": Occasion(1, 1, 1),
    }
    return Alarm(**{**values, **more})  # type: ignore[arg-type]  # checked by name


def later(seconds: float) -> datetime:
    return NOW + timedelta(seconds=seconds)


words = st.lists(
    st.tuples(
        st.sampled_from(list(Phase)),
        st.integers(1, 3),
        st.integers(-100, 400),
        st.floats(0, 1),
        st.sampled_from([(), (HERE,), (THERE,)]),
    ),
    max_size=20,
)


@given(words)
def test_what_is_merged_loses_nothing(said: list[tuple[Phase, int, int, float, tuple[()]]]) -> None:
    one, turns = alarm(), 0
    for phase, number, at_s, score, boxes in said:
        turns += one.occasion.number != number
        one = merged(one, phase, Occasion(1, 1, number), later(at_s), score, boxes, 1)
    assert one.count == 1 + turns
    assert one.score == max([0.5, *(score for _, _, _, score, _ in said)])
    assert one.last_at == max([NOW, *(later(at_s) for _, _, at_s, _, _ in said)])
    assert one.boxes
    assert one.first_at == NOW


def test_its_end_is_known_until_it_begins_again() -> None:
    over = merged(alarm(), Phase.ENDED, Occasion(1, 1, 1), later(9), 0.5, (), 1)
    assert over.ended_at == later(9)
    assert merged(over, Phase.BEGAN, OTHER, later(20), 0.5, (), 1).ended_at is None


@pytest.mark.parametrize("state", [one for one in AlarmState if one.is_open])
def test_an_open_one_takes_in_everything_of_its_rule(state: AlarmState) -> None:
    assert joins(alarm(state=state), OTHER, (THERE,), later(9999))


def test_an_answered_one_takes_in_the_same_thing_however_long_it_goes_on() -> None:
    done = alarm(state=AlarmState.REAL, answered_at=NOW)
    assert joins(done, done.occasion, (THERE,), later(9999))


@pytest.mark.parametrize(
    ("state", "reason", "boxes", "expected"),
    [
        (AlarmState.REAL, None, (THERE,), True),
        (AlarmState.FALSE, FalseReason.PLANT, (HERE,), True),
        (AlarmState.FALSE, FalseReason.PLANT, (THERE,), False),
        (AlarmState.FALSE, FalseReason.PLANT, (), False),
        (AlarmState.FALSE, FalseReason.ALLOWED, (THERE,), True),
        (AlarmState.LAPSED, None, (HERE,), False),
    ],
)
def test_what_begins_again_after_an_answer(
    state: AlarmState, reason: FalseReason | None, boxes: tuple[()], expected: bool
) -> None:
    done = alarm(state=state, reason=reason, answered_at=NOW, ended_at=NOW)
    assert joins(done, OTHER, boxes, NOW + MERGED_WITHIN) is expected
    assert not joins(done, OTHER, boxes, NOW + MERGED_WITHIN + timedelta(seconds=1))


def test_an_open_one_is_joined_before_an_answered_one() -> None:
    done = alarm(alarm_id="alm_0", state=AlarmState.REAL, answered_at=NOW, first_at=later(5))
    found = joined([done, alarm()], OTHER, (), later(10))
    assert found is not None
    assert found.alarm_id == "alm_1"
    assert joined([], OTHER, (), NOW) is None


@given(st.integers(0, 2000), st.integers(0, 2000), st.integers(0, 4000))
def test_it_lapses_so_long_after_it_was_last_heard_of(last: int, opened: int, now: int) -> None:
    one = alarm(last_at=later(last), opened_at=later(opened), state=AlarmState.SHOWN)
    assert quiet_since(one) == later(max(last, opened))
    assert lapses(one, later(now), TEN) is (now - max(last, opened) >= 600)


@pytest.mark.parametrize(
    "state", [AlarmState.HELD, AlarmState.REAL, AlarmState.FALSE, AlarmState.LAPSED]
)
def test_what_waits_for_nobody_does_not_lapse(state: AlarmState) -> None:
    assert not lapses(alarm(state=state), later(9999), TEN)


def test_on_a_shelf_it_waits_at_a_silenced_place_it_lapses() -> None:
    assert not lapses(alarm(silenced_by="shl_1"), later(9999), TEN)
    assert lapses(alarm(silenced_by="tun_1"), later(9999), TEN)


@pytest.mark.parametrize(
    ("verdict", "reason", "state"),
    [
        (Verdict.REAL, None, AlarmState.REAL),
        (Verdict.FALSE, FalseReason.LIGHT, AlarmState.FALSE),
        (Verdict.HOLD, None, AlarmState.HELD),
    ],
)
def test_each_word_has_its_state_and_its_way_back(
    verdict: Verdict, reason: FalseReason | None, state: AlarmState
) -> None:
    shown = alarm(state=AlarmState.SHOWN, shown_at=NOW, opened_at=NOW, opened_by=KIM)
    done = answered(shown, verdict, reason, "", KIM, later(3), KEEP)
    assert (done.state, done.reason, done.answered_by) == (state, reason, KIM)
    assert undone(done, shown.keep_until) == shown


def test_held_it_comes_back_after_ten_minutes() -> None:
    held = answered(alarm(), Verdict.HOLD, None, "", KIM, NOW, KEEP)
    assert not comes_back(held, NOW + HELD_FOR - timedelta(seconds=1))
    assert comes_back(held, NOW + HELD_FOR)
    again = back(held, NOW + HELD_FOR)
    assert (again.state, again.back_at, again.answered_by) == (
        AlarmState.WAITING,
        NOW + HELD_FOR,
        None,
    )
    assert not lapses(again, NOW + HELD_FOR, TEN)


@pytest.mark.parametrize(
    ("change", "by", "after_s", "may"),
    [
        ({}, KIM, 9.9, True),
        ({}, KIM, 10.0, False),
        ({}, LEE, 1.0, False),
        ({"incident_id": "inc_1"}, KIM, 1.0, False),
        ({"is_learned": True}, KIM, 1.0, False),
    ],
)
def test_who_may_take_a_word_back(
    change: dict[str, object], by: str, after_s: float, may: bool
) -> None:
    done = answered(alarm(), Verdict.REAL, None, "", KIM, NOW, KEEP)
    assert may_undo(replace(done, **change), by, later(after_s)) is may


def test_what_nothing_can_join_any_more_is_forgotten() -> None:
    done = answered(alarm(), Verdict.REAL, None, "", KIM, later(60), KEEP)
    assert not is_forgotten(done, later(60 + 900))
    assert is_forgotten(done, later(60 + 901))
    assert not is_forgotten(alarm(), later(999_999))
