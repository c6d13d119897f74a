"""With which rules a camera begins that is newly switched on, by what it was put up for; an operator changes them all.

Chosen so that one operator can answer for hundreds of cameras before anybody has drawn a zone: who merely passes by day is
no alarm; who stays at night is, and who is there at all in the dead hours between the last bus and the first. What needs a
drawn line or zone to mean anything (wrong way, stopped vehicles among parked ones), and the unmeasured candidates, begin
switched off.
"""

from bongsu.monitoring.rules.rule import Hours, Rule
from bongsu.monitoring.words import RuleKind
from bongsu.registry.camera import Purpose

NIGHT = Hours(from_minute=22 * 60, to_minute=6 * 60)
DEAD_HOURS = Hours(from_minute=1 * 60, to_minute=5 * 60)
CLOSED = Hours(from_minute=20 * 60, to_minute=6 * 60)
_LOITERS_S = 120.0
_CROWD = 30

_AT_NIGHT = Rule(
    rule_id="standard-loitering",
    kind=RuleKind.LOITERING,
    name="야간 배회",
    hours=(NIGHT,),
    seconds=_LOITERS_S,
)
_IN_DEAD_HOURS = Rule(
    rule_id="standard-intrusion", kind=RuleKind.INTRUSION, name="심야 보행자", hours=(DEAD_HOURS,)
)
_AFTER_CLOSING = Rule(
    rule_id="standard-intrusion", kind=RuleKind.INTRUSION, name="폐쇄 시간 침입", hours=(CLOSED,)
)
_MANY = Rule(rule_id="standard-crowd", kind=RuleKind.CROWD, name="인파 밀집", count=_CROWD)
_AT_THE_HEAP = Rule(
    rule_id="standard-loitering", kind=RuleKind.LOITERING, name="투기 의심 체류", seconds=30.0
)

STANDARD: dict[Purpose, tuple[Rule, ...]] = {
    Purpose.CRIME_PREVENTION: (_IN_DEAD_HOURS, _AT_NIGHT),
    Purpose.MULTI: (_IN_DEAD_HOURS, _AT_NIGHT, _MANY),
    Purpose.CHILDREN: (_IN_DEAD_HOURS, _AT_NIGHT),
    Purpose.FACILITY: (_AFTER_CLOSING,),
    Purpose.DUMPING: (_AT_THE_HEAP,),
    Purpose.DISASTER: (_MANY,),
    Purpose.TRAFFIC_ENFORCEMENT: (),
    Purpose.TRAFFIC_INFORMATION: (_MANY,),
    Purpose.VEHICLE_CRIME_PREVENTION: (),
    Purpose.OTHER: (_AT_NIGHT,),
}


def default_rules(purpose: Purpose) -> tuple[Rule, ...]:
    """Whole picture, at the default score. None for cameras that look at vehicles: they begin when a line is drawn."""
    return STANDARD[purpose]
