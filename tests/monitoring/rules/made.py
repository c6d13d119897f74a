"""Rules held against made finds, through the real tracker: what was said, and when."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta

from bongsu.monitoring.rules.judge import Judge
from bongsu.monitoring.rules.raised import Phase, Raised
from bongsu.monitoring.rules.rule import Rule
from bongsu.monitoring.tracks.tracker import Tracker
from tests.monitoring.tracks.made import One, found

Looked = tuple[float, Sequence[One]]
"""When, and what was found."""
MONDAY_NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def seoul(at_ms: float) -> datetime:
    """Time 0 of the made looks is noon of a Monday in Seoul."""
    return MONDAY_NOON + timedelta(milliseconds=at_ms)


def watch(rules: Rule | Sequence[Rule], looks: Iterable[Looked]) -> list[Raised]:
    judge = Judge([rules] if isinstance(rules, Rule) else rules, seoul)
    tracker = Tracker()
    said: list[Raised] = []
    for at_ms, ones in looks:
        said += judge.look(at_ms, tracker.update(at_ms, found(*ones)))
    return said


def begun(said: Iterable[Raised]) -> list[Raised]:
    return [raised for raised in said if raised.phase is Phase.BEGAN]


def ended(said: Iterable[Raised]) -> list[Raised]:
    return [raised for raised in said if raised.phase is Phase.ENDED]


def every(gap_s: float, seconds: float, *ones: One, start_s: float = 0.0) -> list[Looked]:
    """The same finds at each look."""
    looks = round(seconds / gap_s)
    return [(round((start_s + look * gap_s) * 1_000), ones) for look in range(looks)]
