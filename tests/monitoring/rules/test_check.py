"""A rule that cannot be is refused by the field that is to blame, in both languages."""

from contextlib import suppress

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bongsu.kernel.told import Faulty
from bongsu.monitoring.detectors.found import VEHICLES, Thing
from bongsu.monitoring.rules.check import MOST_HOURS, MOST_RULES, check, check_all
from bongsu.monitoring.rules.rule import Hours, Point, Rule
from bongsu.monitoring.rules.standard import STANDARD, default_rules
from bongsu.monitoring.words import RuleKind
from bongsu.registry.camera import Purpose

SQUARE: tuple[Point, ...] = ((0.2, 0.2), (0.8, 0.2), (0.8, 0.8), (0.2, 0.8))
BOW: tuple[Point, ...] = ((0.2, 0.2), (0.8, 0.8), (0.8, 0.2), (0.2, 0.8))
LINE: tuple[Point, ...] = ((0.2, 0.5), (0.8, 0.5))


def rule(kind: RuleKind = RuleKind.INTRUSION, **given: object) -> Rule:
    return msgspec.structs.replace(Rule(rule_id="r", kind=kind, points=SQUARE), **given)


GOOD = {
    RuleKind.INTRUSION: rule(),
    RuleKind.LOITERING: rule(RuleKind.LOITERING, seconds=60.0),
    RuleKind.LINE_CROSSING: rule(RuleKind.LINE_CROSSING, points=LINE, both_ways=True),
    RuleKind.CROWD: rule(RuleKind.CROWD, count=20),
    RuleKind.WRONG_WAY: rule(RuleKind.WRONG_WAY, points=LINE, things=VEHICLES),
    RuleKind.VEHICLE_STOPPED: rule(RuleKind.VEHICLE_STOPPED, seconds=60.0, things=VEHICLES),
    RuleKind.FALL_CANDIDATE: rule(RuleKind.FALL_CANDIDATE, seconds=5.0),
    RuleKind.ABANDONED_CANDIDATE: rule(
        RuleKind.ABANDONED_CANDIDATE, seconds=60.0, things=frozenset({Thing.BAG})
    ),
}


@pytest.mark.parametrize("kind", RuleKind)
def test_a_sound_rule_of_each_kind_passes(kind: RuleKind) -> None:
    check(GOOD[kind], "rules.0")
    check(msgspec.structs.replace(GOOD[kind], hours=(Hours(from_minute=60, to_minute=1440),)), "r")


_NAN = float("nan")


@pytest.mark.parametrize(
    ("kind", "part", "given"),
    [
        (RuleKind.INTRUSION, "points", SQUARE[:2]),
        (RuleKind.INTRUSION, "points", SQUARE * 9),
        (RuleKind.INTRUSION, "points", BOW),
        (RuleKind.INTRUSION, "points", (*SQUARE, SQUARE[1])),
        (RuleKind.INTRUSION, "points", ((0.2, 0.2), (0.22, 0.2), (0.22, 0.22))),
        (RuleKind.INTRUSION, "points", ((0.2, 0.2), (0.5, 0.5), (0.8, 0.8))),
        (RuleKind.INTRUSION, "points", ((0.2, 0.2), (1.2, 0.2), (0.8, 0.8))),
        (RuleKind.INTRUSION, "points", ((0.2, 0.2), (_NAN, 0.2), (0.8, 0.8))),
        (RuleKind.LINE_CROSSING, "points", ()),
        (RuleKind.LINE_CROSSING, "points", SQUARE),
        (RuleKind.LINE_CROSSING, "points", (LINE[0], LINE[0])),
        (RuleKind.WRONG_WAY, "points", (LINE[0], (1.5, 0.5))),
        (RuleKind.WRONG_WAY, "both_ways", True),
        (RuleKind.INTRUSION, "things", frozenset()),
        (RuleKind.VEHICLE_STOPPED, "things", frozenset({Thing.PERSON})),
        (RuleKind.FALL_CANDIDATE, "things", frozenset({Thing.PERSON, Thing.CAR})),
        (RuleKind.ABANDONED_CANDIDATE, "things", frozenset({Thing.PERSON})),
        (RuleKind.LOITERING, "seconds", 0.0),
        (RuleKind.LOITERING, "seconds", _NAN),
        (RuleKind.VEHICLE_STOPPED, "seconds", 100_000.0),
        (RuleKind.FALL_CANDIDATE, "seconds", 1.0),
        (RuleKind.ABANDONED_CANDIDATE, "seconds", 5.0),
        (RuleKind.INTRUSION, "seconds", -1.0),
        (RuleKind.CROWD, "count", 1),
        (RuleKind.CROWD, "count", 5_000),
        (RuleKind.INTRUSION, "score", 0.0),
        (RuleKind.INTRUSION, "score", _NAN),
        (RuleKind.INTRUSION, "name", "가" * 41),
        (RuleKind.INTRUSION, "name", "문\u202e앞"),
        (RuleKind.INTRUSION, "rule_id", ""),
        (RuleKind.INTRUSION, "hours", (Hours(),) * (MOST_HOURS + 1)),
    ],
)
def test_what_cannot_be_is_refused_by_its_field(kind: RuleKind, part: str, given: object) -> None:
    with pytest.raises(Faulty) as refused:
        check(msgspec.structs.replace(GOOD[kind], **{part: given}), "rules.2")
    assert refused.value.field == f"rules.2.{part}"
    assert refused.value.told[0].ko
    assert refused.value.told[0].en


@pytest.mark.parametrize(
    ("hours", "part"),
    [
        (Hours(days=frozenset({7})), "days"),
        (Hours(from_minute=1440, to_minute=60), "from_minute"),
        (Hours(to_minute=1441), "to_minute"),
    ],
)
def test_hours_no_day_has_are_refused_by_their_place(hours: Hours, part: str) -> None:
    with pytest.raises(Faulty) as refused:
        check(rule(hours=(Hours(), hours)), "rules.0")
    assert refused.value.field == f"rules.0.hours.1.{part}"


def test_all_rules_of_a_camera_are_checked_each_at_its_place() -> None:
    with pytest.raises(Faulty) as refused:
        check_all((GOOD[RuleKind.CROWD], rule(rule_id="other", points=BOW)))
    assert refused.value.field == "rules.1.points"


def test_two_rules_of_one_number_and_too_many_are_refused() -> None:
    with pytest.raises(Faulty) as refused:
        check_all((rule(), rule()))
    assert refused.value.field == "rules.1.rule_id"
    with pytest.raises(Faulty) as refused:
        check_all([rule(rule_id=str(place)) for place in range(MOST_RULES + 1)])
    assert refused.value.field == "rules"


@pytest.mark.parametrize("purpose", Purpose)
def test_what_a_camera_begins_with_is_sound(purpose: Purpose) -> None:
    rules = default_rules(purpose)
    check_all(rules)
    assert not any(each.kind.is_candidate for each in rules)
    assert all(not each.points for each in rules)


def test_each_purpose_has_its_standard() -> None:
    assert set(STANDARD) == set(Purpose)


@given(st.from_type(Rule))
def test_whatever_is_given_is_taken_or_refused(given: Rule) -> None:
    with suppress(Faulty):
        check(given, "rules.0")
