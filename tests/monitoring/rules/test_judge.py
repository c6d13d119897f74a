"""The judge: hours, streams that begin anew, several rules, and nothing but what it was given."""

from datetime import datetime

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bongsu.monitoring.detectors.found import Thing
from bongsu.monitoring.pictures.frame import Frame
from bongsu.monitoring.rules.judge import Judge
from bongsu.monitoring.rules.raised import Phase, Raised
from bongsu.monitoring.rules.rule import Hours, Rule
from bongsu.monitoring.tracks.tracker import Tracker
from bongsu.monitoring.words import RuleKind
from tests.monitoring.rules.made import Looked, begun, ended, every, seoul, watch
from tests.monitoring.tracks.made import One, found, standing

YARD = Rule(rule_id="yard", kind=RuleKind.INTRUSION)
STAYS = One(standing(0.5, 0.8))


def _of_each_kind() -> list[Rule]:
    points: dict[RuleKind, tuple[tuple[float, float], ...]] = {
        RuleKind.LINE_CROSSING: ((0.5, 0.9), (0.5, 0.1)),
        RuleKind.WRONG_WAY: ((0.5, 0.9), (0.5, 0.1)),
    }
    return [
        Rule(
            rule_id=kind,
            kind=kind,
            points=points.get(kind, ((0.2, 0.2), (0.9, 0.2), (0.9, 0.95), (0.2, 0.95))),
            things=frozenset(Thing),
            seconds=3,
            count=2,
        )
        for kind in RuleKind
    ]


def test_a_rule_is_held_only_in_its_hours() -> None:
    evening = Rule(
        rule_id="r",
        kind=RuleKind.INTRUSION,
        hours=(Hours(from_minute=12 * 60 + 1, to_minute=12 * 60 + 2),),
    )
    said = watch(evening, every(0.2, 180, STAYS))
    assert begun(said)[0].at_ms == 60_000
    assert [raised.at_ms for raised in ended(said)] == [120_000]
    assert begun(said)[1:] == []


def test_dwell_begins_with_the_hours() -> None:
    rule = Rule(
        rule_id="r",
        kind=RuleKind.LOITERING,
        seconds=30,
        hours=(Hours(from_minute=12 * 60 + 1, to_minute=13 * 60),),
    )
    (began,) = begun(watch(rule, every(0.2, 120, STAYS)))
    assert began.at_ms == pytest.approx(90_000, abs=500)


def test_without_hours_nobody_asks_for_the_time() -> None:
    def never(at_ms: float) -> datetime:
        raise AssertionError(at_ms)

    assert Judge([YARD], never).look(0, []) == ()


def test_a_stream_begun_anew_ends_what_was_open_and_begins_again() -> None:
    judge, tracker = Judge([YARD], seoul), Tracker()
    said: list[Raised] = []
    for at_ms in (50_000, 50_200, 50_400, 1_000, 1_200, 1_400):
        said += judge.look(at_ms, tracker.update(at_ms, found(STAYS)))
    assert [(raised.phase, raised.occasion) for raised in said] == [
        (Phase.BEGAN, 1),
        (Phase.ENDED, 1),
        (Phase.BEGAN, 2),
    ]


def test_the_same_time_twice_and_no_time_say_nothing() -> None:
    judge, tracker = Judge([YARD], seoul), Tracker()
    for at_ms in (0.0, 4_000.0):
        judge.look(at_ms, tracker.update(at_ms, found(STAYS)))
    for at_ms in (4_000.0, 3_500.0, float("nan"), float("inf")):
        assert judge.look(at_ms, tracker.tracks) == ()


def test_when_nobody_looks_any_more_what_is_open_ends() -> None:
    judge, tracker = Judge([YARD], seoul), Tracker()
    for at_ms in (0, 200, 400):
        judge.look(at_ms, tracker.update(at_ms, found(STAYS)))
    assert [raised.phase for raised in judge.finish(500)] == [Phase.ENDED]
    assert judge.finish(600) == ()


def test_rules_of_one_camera_count_their_occasions_together() -> None:
    said = watch(
        [YARD, Rule(rule_id="stay", kind=RuleKind.LOITERING, seconds=10)], every(0.2, 15, STAYS)
    )
    assert [(raised.rule_id, raised.occasion) for raised in begun(said)] == [
        ("yard", 1),
        ("stay", 2),
    ]


def test_no_rule_says_nothing() -> None:
    assert not watch([], every(0.2, 5, STAYS))


def test_the_picture_s_own_shape_is_taken() -> None:
    """A box as high as wide in shares lies in a picture of 16:9 and stands in one held upright."""
    fall = Rule(rule_id="r", kind=RuleKind.FALL_CANDIDATE, seconds=3)
    tall, low = One((0.45, 0.5, 0.55, 0.8)), One((0.43, 0.72, 0.57, 0.82))

    def said(width: int, height: int) -> list[Raised]:
        picture, is_key = np.zeros((1, 1, 3), np.uint8), False
        frame = Frame("cam", 0, is_key, width, height, picture, picture[:, :, 0])
        judge, tracker = Judge([fall], seoul), Tracker()
        told: list[Raised] = []
        for at_ms, ones in every(0.2, 6, tall) + every(0.2, 6, low, start_s=6):
            told += judge.look(at_ms, tracker.update(at_ms, found(*ones)), frame)
        return told

    assert begun(said(1280, 720))
    assert not begun(said(720, 2560))


_ones = st.lists(
    st.builds(
        One,
        st.tuples(
            st.floats(0, 0.9), st.floats(0, 0.8), st.floats(0.02, 0.2), st.floats(0.02, 0.3)
        ).map(lambda b: (b[0], b[1], b[0] + b[2], b[1] + b[3])),
        st.floats(0, 1),
        st.sampled_from(Thing),
    ),
    max_size=6,
)


@settings(max_examples=40)
@given(
    st.lists(
        st.tuples(st.sampled_from([0.0, 0.2, 1.0, 4.0, 12.0, -0.5, -20.0]), _ones), max_size=40
    )
)
def test_whatever_is_seen_what_is_said_has_its_order(
    steps: list[tuple[float, list[One]]],
) -> None:
    looks: list[Looked] = []
    at_ms = 100_000.0
    for step_s, ones in steps:
        at_ms += step_s * 1_000
        looks.append((at_ms, ones))
    rules = _of_each_kind()
    said = watch(rules, looks)
    open_now: dict[str, int] = {}
    for raised in said:
        assert 0 <= raised.score <= 1
        assert raised.since_ms <= raised.at_ms
        assert raised.count >= 1
        if raised.phase is Phase.BEGAN:
            assert raised.rule_id not in open_now
            assert raised.boxes
            open_now[raised.rule_id] = raised.occasion
        else:
            assert open_now[raised.rule_id] == raised.occasion
        if raised.phase is Phase.ENDED:
            del open_now[raised.rule_id]
    assert said == watch(rules, looks)
