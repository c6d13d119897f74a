"""The load page's answer: figures of a span, of everybody or of oneself alone, beside what EEMUA 191 calls manageable."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import msgspec

from bongsu.kernel.failures import Invalid
from bongsu.kernel.moments import check_moment
from bongsu.monitoring.alarms.desk import AlarmDesk
from bongsu.monitoring.alarms.learned.store import missed_between
from bongsu.monitoring.alarms.load import (
    Figures,
    OperatorFigures,
    RuleFigures,
    SlotFigures,
    figures_of,
    numbered,
    operators_of,
    reasons_of,
    rules_of,
    slots_of,
)
from bongsu.monitoring.alarms.loads.store import raised_between, shown_between
from bongsu.monitoring.alarms.views import MissedView, missed_view
from bongsu.monitoring.words import FalseReason

_USUAL = timedelta(hours=12)
LONGEST = timedelta(days=31)


class RuleLoad(RuleFigures, frozen=True, kw_only=True):
    """With its camera's name."""

    camera_name: str


class LoadView(msgspec.Struct, frozen=True, kw_only=True):
    """`manageable`: alarms an operator can answer in ten minutes; `flood`: from which on it is a flood. `mine_only`: this
    reader sees their own figures, and neither others' nor rules'."""

    begins: datetime
    ends: datetime
    mine_only: bool
    manageable: int
    flood: int
    figures: Figures
    operators: list[OperatorFigures]
    slots: list[SlotFigures]
    rules: list[RuleLoad]
    reasons: dict[FalseReason, int]
    missed: list[MissedView]
    arrivals: int
    silenced: int
    dropped: dict[str, int]
    """What was told since the start and counts for nothing: `fence` (of another lease), `camera`, `late`, `nonsense`,
    `picture`, `unread`."""


@dataclass(frozen=True, slots=True)
class Span:
    begins: datetime
    ends: datetime


def span_of(begins: datetime | None, ends: datetime | None, now: datetime) -> Span:
    """The last twelve hours where nothing is said. Raises `Invalid` with the field."""
    check_moment(begins, "from")
    check_moment(ends, "to")
    until = ends or now
    since = begins or until - _USUAL
    if since >= until:
        raise Invalid("The end comes after the beginning", field="to")
    if until - since > LONGEST:
        raise Invalid("A month at most", field="from")
    return Span(since, until)


async def load_of(desk: AlarmDesk, span: Span, person_id: str, *, mine_only: bool) -> LoadView:
    """Nobody's name is told: operators are numbers within the answer."""
    begins, ends = span.begins, span.ends
    async with desk.database.read() as connection:
        shown = await shown_between(connection, begins, ends, person_id if mine_only else None)
        raised = [] if mine_only else await raised_between(connection, begins, ends)
        missed = await missed_between(connection, begins, ends)
    raised = [one for one in raised if desk.is_shown(one.camera_id)]
    numbers = numbered(shown)
    return LoadView(
        begins=begins,
        ends=ends,
        mine_only=mine_only,
        manageable=desk.settings.per_operator_10min,
        flood=desk.settings.flood_per_10min,
        figures=figures_of(shown),
        operators=operators_of(shown, numbers, person_id),
        slots=slots_of(shown, numbers),
        rules=[_named(desk, one) for one in rules_of(raised)],
        reasons=reasons_of(raised),
        missed=[
            missed_view(one)
            for one in missed
            if desk.is_shown(one.camera_id) and (one.by == person_id or not mine_only)
        ],
        arrivals=sum(one.count for one in raised),
        silenced=sum(one.silenced for one in raised),
        dropped={} if mine_only else dict(desk.book.dropped),
    )


def _named(desk: AlarmDesk, one: RuleFigures) -> RuleLoad:
    row = desk.camera(one.camera_id)
    return RuleLoad(**msgspec.structs.asdict(one), camera_name=row.name if row else "")
