"""A watch in memory (`ports.Watch`), for tests and benches without a node."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from msgspec.structs import replace

from bongsu.kernel.database import Work
from bongsu.monitoring.alarms.ports import RuleInUse, WatchCounts
from bongsu.monitoring.rules.rule import Rule
from bongsu.monitoring.worker.messages import Fence

SINCE = datetime(2026, 11, 1, tzinfo=UTC)


class MemoryWatch:
    """Admits every fence of the job that stands; a changed score is a new job."""

    def __init__(self, rules: Iterable[tuple[str, Rule]] = (), by: str = "per_head") -> None:
        self.rules = {(camera_id, rule.rule_id): rule for camera_id, rule in rules}
        self.jobs = {camera_id: 1 for camera_id, _ in self.rules}
        self.incidents: set[str] = set()
        self._by = by

    def admit(self, fence: Fence) -> bool:
        return self.jobs.get(fence.camera_id) == fence.job

    def goes_on(self, camera_id: str, job: int, _delivery: int) -> bool:
        return self.jobs.get(camera_id) == job

    def rule(self, camera_id: str, rule_id: str) -> Rule | None:
        return self.rules.get((camera_id, rule_id))

    async def retune_rule(self, _work: Work, camera_id: str, rule_id: str, score: float) -> bool:
        rule = self.rules.get((camera_id, rule_id))
        if rule is None:
            return False
        self.rules[camera_id, rule_id] = replace(rule, score=score)
        self.jobs[camera_id] += 1
        return True

    def in_use(self) -> Sequence[RuleInUse]:
        return [
            RuleInUse(camera_id=camera_id, rule=rule, since=SINCE, by=self._by)
            for (camera_id, _), rule in sorted(self.rules.items())
        ]

    def has_incident(self, camera_id: str) -> bool:
        return camera_id in self.incidents

    def counts(self) -> WatchCounts:
        return WatchCounts(watched=len(self.jobs), workers=1)
