"""What the queue asks of the watch list (`alarms/ports.Watch`)."""

from collections.abc import Sequence

from bongsu.kernel.database import Work
from bongsu.monitoring.alarms.ports import RuleInUse, WatchCounts
from bongsu.monitoring.rules.rule import Rule
from bongsu.monitoring.watch.change_rules import retune_rule
from bongsu.monitoring.watch.desk import WatchDesk
from bongsu.monitoring.watch.rules_in_force import rules_in_force
from bongsu.monitoring.watch.views import counts
from bongsu.monitoring.worker.messages import Fence

_VERDICTS = "verdicts"


class WatchAnswers:
    """Nothing of its own."""

    def __init__(self, desk: WatchDesk) -> None:
        self._desk = desk

    def admit(self, fence: Fence) -> bool:
        return self._desk.may_watch(fence.camera_id) and self._desk.fences.admit(fence)

    def goes_on(self, camera_id: str, job: int, delivery: int) -> bool:
        standing = self._desk.fences.standing(camera_id)
        return standing is not None and (standing.job, standing.delivery) == (job, delivery)

    def rule(self, camera_id: str, rule_id: str) -> Rule | None:
        row, camera = (
            self._desk.watched.rows.get(camera_id),
            self._desk.catalogue.rows.get(camera_id),
        )
        if camera is None:
            return None
        rules = rules_in_force(row, camera)
        return next((rule for rule in rules if rule.rule_id == rule_id), None)

    async def retune_rule(self, work: Work, camera_id: str, rule_id: str, score: float) -> bool:
        return await retune_rule(work, self._desk, camera_id, rule_id, score, _VERDICTS)

    def in_use(self) -> Sequence[RuleInUse]:
        desk = self._desk
        return [
            RuleInUse(camera_id=camera_id, rule=rule, since=row.since, by=row.by)
            for camera_id, row in sorted(desk.watched.rows.items())
            if row.is_on and camera_id in desk.catalogue.rows
            for rule in rules_in_force(row, desk.catalogue.rows[camera_id])
        ]

    def has_incident(self, camera_id: str) -> bool:
        return self._desk.attention.has_incident(camera_id, self._desk.clock.now())

    def counts(self) -> WatchCounts:
        counted = counts(self._desk)
        return WatchCounts(
            watched=counted.watched,
            late=counted.late,
            isolated=counted.isolated,
            workers=counted.workers,
        )
