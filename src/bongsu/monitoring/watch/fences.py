"""By what right a worker speaks of a camera: of its present job only, and of no delivery before the last one heard of."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from bongsu.monitoring.worker.messages import Fence

# far beyond what a queue ever delivers; what no database can keep would keep all others from being kept
MOST_DELIVERIES = 1_000_000


@dataclass(frozen=True, slots=True)
class Standing:
    """The job of one camera as it stands. `digest`: of all that it says. `delivery` 0: nobody has spoken of it yet."""

    camera_id: str
    job: int
    digest: str
    delivery: int = 0
    worker: str = ""


# a camera is handed on unheard of when shares change or a worker dies at once, hardly ever oftener than once a second
_UNHEARD = 8


class FenceBook:
    """In the node's memory; `changed` holds what the database does not know yet. A camera without a job admits nobody."""

    def __init__(
        self, standings: Iterable[Standing] = (), now_s: Callable[[], float] = time.monotonic
    ) -> None:
        """`now_s`: the node's monotonic clock."""
        self._now_s = now_s
        self._since_s: dict[str, float] = {}
        self._standings = {one.camera_id: one for one in standings}
        self.changed: set[str] = set()
        self.refused = 0

    def admit(self, fence: Fence) -> bool:
        """Whether what is told under this fence counts. A later delivery shuts out the earlier ones at once."""
        standing = self._standings.get(fence.camera_id)
        if (
            standing is None
            or fence.job != standing.job
            or not standing.delivery <= fence.delivery <= self._most(standing)
        ):
            self.refused += 1
            return False
        if fence.delivery == standing.delivery:
            # one delivery is one worker's
            is_its_own = fence.worker == standing.worker
            self.refused += not is_its_own
            return is_its_own
        self._keep(
            Standing(fence.camera_id, standing.job, standing.digest, fence.delivery, fence.worker)
        )
        return True

    def _most(self, standing: Standing) -> float:
        """No delivery can be later: JetStream does not say who holds which, so that a number made up would shut out every
        honest worker. After a restart nobody knows how long it was."""
        since_s = self._since_s.get(standing.camera_id)
        if since_s is None:
            return MOST_DELIVERIES
        most = standing.delivery + _UNHEARD + (self._now_s() - since_s)
        return min(most, MOST_DELIVERIES)

    def restore(self, standing: Standing) -> None:
        """As it stood when the node ended."""
        self._standings[standing.camera_id] = standing

    def begin(self, camera_id: str, job: int, digest: str) -> None:
        """A new job stands; whoever held the one before is shut out."""
        self._keep(Standing(camera_id, job, digest))

    def end(self, camera_id: str) -> None:
        """No job: nobody may speak of the camera."""
        self._since_s.pop(camera_id, None)
        if self._standings.pop(camera_id, None) is not None:
            self.changed.add(camera_id)

    def standing(self, camera_id: str) -> Standing | None:
        return self._standings.get(camera_id)

    def standings(self) -> tuple[Standing, ...]:
        return tuple(self._standings.values())

    @property
    def highest_job(self) -> int:
        return max((one.job for one in self._standings.values()), default=0)

    def _keep(self, standing: Standing) -> None:
        self._standings[standing.camera_id] = standing
        self._since_s[standing.camera_id] = self._now_s()
        self.changed.add(standing.camera_id)
