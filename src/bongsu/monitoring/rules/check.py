"""What no rule can be: refused by field, in Korean and English. Pure; the node asks before it keeps one."""

import math
from collections.abc import Sequence

from bongsu.kernel.plain_text import is_plain
from bongsu.kernel.told import Faulty, Told
from bongsu.monitoring.detectors.found import VEHICLES, Thing
from bongsu.monitoring.rules.geometry import area_of, is_simple
from bongsu.monitoring.rules.rule import Hours, Rule
from bongsu.monitoring.words import RuleKind

MOST_RULES = 16
MOST_HOURS = 14
MOST_CORNERS = 32
LEAST_AREA = 0.001
"""Of the picture: some 30 by 30 pixels of 1280 by 720; a smaller zone holds no foot surely."""
LEAST_LINE = 0.03
"""Of the picture's width or height."""
LINES = frozenset({RuleKind.LINE_CROSSING, RuleKind.WRONG_WAY})
LEAST_SECONDS = {
    RuleKind.LOITERING: 10.0,
    RuleKind.VEHICLE_STOPPED: 10.0,
    RuleKind.FALL_CANDIDATE: 3.0,
    RuleKind.ABANDONED_CANDIDATE: 30.0,
}
MOST_SECONDS = 86_400.0
_ALL = frozenset(Thing)
FITTING = {
    RuleKind.VEHICLE_STOPPED: VEHICLES,
    RuleKind.FALL_CANDIDATE: frozenset({Thing.PERSON}),
    RuleKind.ABANDONED_CANDIDATE: frozenset({Thing.BAG}),
}
"""What a kind can speak of; the others of anything."""


def check_all(rules: Sequence[Rule], field: str = "rules") -> None:
    """All rules of one camera; `Faulty` names the place as `rules.2.points`."""
    if len(rules) > MOST_RULES:
        raise Faulty(
            Told(f"규칙은 {MOST_RULES}개까지입니다.", f"At most {MOST_RULES} rules."), field=field
        )
    numbers: set[str] = set()
    for place, rule in enumerate(rules):
        check(rule, f"{field}.{place}")
        if rule.rule_id in numbers:
            raise Faulty(
                Told("같은 규칙 번호가 두 번 있습니다.", "This rule's number is there twice."),
                field=f"{field}.{place}.rule_id",
            )
        numbers.add(rule.rule_id)


def check(rule: Rule, field: str) -> None:
    """`Faulty` says which part of the rule cannot be; `field` is where the rule stands (`rules.2`)."""
    for part, fault in (
        ("rule_id", _id_fault(rule)),
        ("name", _name_fault(rule)),
        ("points", _line_fault(rule) if rule.kind in LINES else _zone_fault(rule)),
        ("things", _things_fault(rule)),
        ("seconds", _seconds_fault(rule)),
        ("count", _count_fault(rule)),
        ("both_ways", _both_ways_fault(rule)),
        ("score", _score_fault(rule)),
    ):
        if fault:
            raise Faulty(fault, field=f"{field}.{part}")
    if len(rule.hours) > MOST_HOURS:
        raise Faulty(
            Told(f"시간대는 {MOST_HOURS}개까지입니다.", f"At most {MOST_HOURS} spans of hours."),
            field=f"{field}.hours",
        )
    for place, hours in enumerate(rule.hours):
        _check_hours(hours, f"{field}.hours.{place}")


def _id_fault(rule: Rule) -> Told | None:
    if rule.rule_id and len(rule.rule_id) <= 64 and is_plain(rule.rule_id):
        return None
    return Told("규칙 번호가 없거나 너무 깁니다.", "A rule's number has 1 to 64 letters.")


def _name_fault(rule: Rule) -> Told | None:
    if len(rule.name) > 40:
        return Told("이름은 40자까지입니다.", "A name has at most 40 letters.")
    if rule.name and not is_plain(rule.name):
        return Told("이름에 보이지 않는 글자가 있습니다.", "The name holds letters nobody can see.")
    return None


def _outside(rule: Rule) -> Told | None:
    if all(math.isfinite(share) and 0 <= share <= 1 for point in rule.points for share in point):
        return None
    return Told("화면 밖에 있는 점이 있습니다.", "A point lies outside of the picture.")


def _line_fault(rule: Rule) -> Told | None:
    if len(rule.points) != 2:
        return Told("선은 점 두 개로 그립니다.", "A line has two ends.")
    if outside := _outside(rule):
        return outside
    if math.dist(*rule.points) < LEAST_LINE:
        return Told("선이 너무 짧습니다.", "The line is too short.")
    return None


def _zone_fault(rule: Rule) -> Told | None:
    if not rule.points:
        return None
    if not 3 <= len(rule.points) <= MOST_CORNERS:
        return Told(
            f"구역은 꼭짓점 3~{MOST_CORNERS}개로 그립니다.",
            f"A zone has 3 to {MOST_CORNERS} corners.",
        )
    if outside := _outside(rule):
        return outside
    if not is_simple(rule.points):
        return Told("구역의 변이 서로 겹칩니다.", "The zone's sides cross or touch each other.")
    if area_of(rule.points) < LEAST_AREA:
        return Told("구역이 너무 작습니다.", "The zone is too small.")
    return None


def _things_fault(rule: Rule) -> Told | None:
    if not rule.things:
        return Told("대상을 하나 이상 고르십시오.", "Choose at least one kind of thing.")
    if not rule.things <= FITTING.get(rule.kind, _ALL):
        return Told("이 규칙에 맞지 않는 대상입니다.", "This rule cannot speak of such a thing.")
    return None


def _seconds_fault(rule: Rule) -> Told | None:
    least = LEAST_SECONDS.get(rule.kind, 0.0)
    if math.isfinite(rule.seconds) and least <= rule.seconds <= MOST_SECONDS:
        return None
    return Told(
        f"지속 시간은 {least:.0f}초에서 {MOST_SECONDS:.0f}초까지입니다.",
        f"From {least:.0f} to {MOST_SECONDS:.0f} seconds.",
    )


def _count_fault(rule: Rule) -> Told | None:
    least = 2 if rule.kind is RuleKind.CROWD else 1
    if least <= rule.count <= 1_000:
        return None
    return Told(f"인원은 {least}명에서 1,000명까지입니다.", f"From {least} to 1,000.")


def _both_ways_fault(rule: Rule) -> Told | None:
    if not (rule.both_ways and rule.kind is RuleKind.WRONG_WAY):
        return None
    return Told("역방향에는 방향이 하나여야 합니다.", "A wrong way is one of the two ways.")


def _score_fault(rule: Rule) -> Told | None:
    if 0 < rule.score <= 1:
        return None
    return Told("신뢰도 기준은 0보다 크고 1 이하입니다.", "A score is above 0 and at most 1.")


def _check_hours(hours: Hours, field: str) -> None:
    if not all(0 <= day <= 6 for day in hours.days):
        raise Faulty(
            Told("요일은 0(월)에서 6(일)까지입니다.", "Days are 0 (Monday) to 6 (Sunday)."),
            field=f"{field}.days",
        )
    for part, minute, most in (
        ("from_minute", hours.from_minute, 1439),
        ("to_minute", hours.to_minute, 1440),
    ):
        if not 0 <= minute <= most:
            raise Faulty(
                Told(
                    f"하루의 분은 0에서 {most}까지입니다.", f"A minute of the day is 0 to {most}."
                ),
                field=f"{field}.{part}",
            )
