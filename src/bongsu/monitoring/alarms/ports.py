"""What the queue needs of its neighbours: the rules of a camera, which cameras show a running incident, how the watch
stands. `watch/` answers; `NoWatch` where nothing is watched."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

import msgspec

from bongsu.kernel.database import Work
from bongsu.monitoring.rules.rule import Rule
from bongsu.monitoring.worker.messages import Fence


class WatchCounts(msgspec.Struct, frozen=True, kw_only=True):
    """How the watch stands now."""

    watched: int = 0
    late: int = 0
    isolated: int = 0
    workers: int = 0


class RuleInUse(msgspec.Struct, frozen=True, kw_only=True):
    """One rule on one camera, for the register of AI use: since when, and who set it."""

    camera_id: str
    rule: Rule
    since: datetime
    by: str


class Watch(Protocol):
    """The cameras that are watched."""

    def admit(self, fence: Fence) -> bool:
        """Whether what is told under this fence counts."""
        ...

    def goes_on(self, camera_id: str, job: int, delivery: int) -> bool:
        """Whether more may still be told of what was seen under this job and delivery."""
        ...

    def rule(self, camera_id: str, rule_id: str) -> Rule | None: ...

    async def retune_rule(self, work: Work, camera_id: str, rule_id: str, score: float) -> bool:
        """The least score that counts; False where the rule is no more. A changed rule is a new job."""
        ...

    def in_use(self) -> Sequence[RuleInUse]: ...

    def has_incident(self, camera_id: str) -> bool: ...

    def counts(self) -> WatchCounts: ...


class NoWatch:
    """Nothing is watched, nothing admitted."""

    def admit(self, _fence: Fence) -> bool:
        return False

    def goes_on(self, _camera_id: str, _job: int, _delivery: int) -> bool:
        return False

    def rule(self, _camera_id: str, _rule_id: str) -> Rule | None:
        return None

    async def retune_rule(self, _work: Work, _camera_id: str, _rule_id: str, _score: float) -> bool:
        return False

    def in_use(self) -> Sequence[RuleInUse]:
        return ()

    def has_incident(self, _camera_id: str) -> bool:
        return False

    def counts(self) -> WatchCounts:
        return WatchCounts()
