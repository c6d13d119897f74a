"""What an operator asks of one camera: a kind, a zone or line drawn on the picture, and when."""

from typing import Annotated

import msgspec
from msgspec import Meta

from bongsu.monitoring.words import RuleKind, Thing

Share = Annotated[float, Meta(ge=0.0, le=1.0)]
Point = tuple[Share, Share]
Minute = Annotated[int, Meta(ge=0, le=1440)]


class Hours(msgspec.Struct, frozen=True, kw_only=True):
    """Seoul time. `days`: 0 = Monday; empty: every day. `from_minute` == `to_minute`: the whole day; a later `from`
    runs over midnight and belongs to the day on which it began."""

    days: frozenset[Annotated[int, Meta(ge=0, le=6)]] = frozenset()
    from_minute: Minute = 0
    to_minute: Minute = 0


class Rule(msgspec.Struct, frozen=True, kw_only=True):
    """`points`: a polygon of 3 to 32 corners (empty: the whole picture); for LINE_CROSSING and WRONG_WAY the line's two
    ends, crossed wrongly from its left to its right (`both_ways`: either). `check.py` refuses by field what cannot be."""

    rule_id: str
    kind: RuleKind
    name: Annotated[str, Meta(max_length=40)] = ""
    points: Annotated[tuple[Point, ...], Meta(max_length=32)] = ()
    hours: tuple[Hours, ...] = ()
    """Any of them; empty: always."""
    things: frozenset[Thing] = frozenset({Thing.PERSON})
    seconds: Annotated[float, Meta(ge=0.0, le=86_400.0)] = 0.0
    """LOITERING, VEHICLE_STOPPED, FALL_CANDIDATE, ABANDONED_CANDIDATE: for so long."""
    count: Annotated[int, Meta(ge=1, le=1_000)] = 1
    """CROWD: so many."""
    both_ways: bool = False
    score: Share = 0.3
    """The least score that counts; verdicts move it for this camera (`alarms/tuning`)."""
