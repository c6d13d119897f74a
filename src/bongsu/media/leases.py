"""Which media process pulls which camera: one lease per camera, which stays where it is while it is used. No IO."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from hashlib import sha256

GIVEN_S = 15.0
PULLED_S = 3.0


@dataclass(frozen=True, slots=True)
class Lease:
    """`until_s` on the node's monotonic clock."""

    process: str
    until_s: float


class Leases:
    """Owned by the placement."""

    def __init__(self) -> None:
        self._leases: dict[str, Lease] = {}

    def holder(self, camera_id: str, now_s: float) -> str | None:
        lease = self._leases.get(camera_id)
        return lease.process if lease is not None and now_s < lease.until_s else None

    def held(self, now_s: float) -> Counter[str]:
        """How many cameras each process holds."""
        return Counter(one.process for one in self._leases.values() if now_s < one.until_s)

    def give(self, camera_id: str, capacities: Mapping[str, int], now_s: float) -> str | None:
        """To its holder again, else to the least loaded of the live processes (name → capacity); None when none lives."""
        process = self.holder(camera_id, now_s)
        if process not in capacities:
            process = least_loaded(camera_id, capacities, self.held(now_s))
        if process is not None:
            self._keep(camera_id, process, now_s + GIVEN_S)
        return process

    def pulled(
        self, process: str, camera_ids: Collection[str], now_s: float
    ) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """A live process says what it pulls: what is nobody's becomes its own.

        Answers what it may keep, and what another process holds."""
        elsewhere = []
        for camera_id in camera_ids:
            if self.holder(camera_id, now_s) in (None, process):
                self._keep(camera_id, process, now_s + PULLED_S)
            else:
                elsewhere.append(camera_id)
        foreign = frozenset(elsewhere)
        return tuple(one for one in camera_ids if one not in foreign), tuple(elsewhere)

    def lose(self, process: str) -> frozenset[str]:
        """The process is gone; answers the cameras that it held."""
        gone = frozenset(one for one, lease in self._leases.items() if lease.process == process)
        for camera_id in gone:
            del self._leases[camera_id]
        return gone

    def forget_old(self, now_s: float) -> None:
        self._leases = {
            camera_id: lease for camera_id, lease in self._leases.items() if now_s < lease.until_s
        }

    def _keep(self, camera_id: str, process: str, until_s: float) -> None:
        lease = self._leases.get(camera_id)
        if lease is not None and lease.process == process:
            until_s = max(until_s, lease.until_s)
        self._leases[camera_id] = Lease(process, until_s)


def least_loaded(
    camera_id: str, capacities: Mapping[str, int], held: Mapping[str, int]
) -> str | None:
    """By share of the capacity; among equals by rendezvous hashing, so that a camera tends to come back where it was."""
    return min(
        capacities,
        key=lambda process: (
            held.get(process, 0) / max(capacities[process], 1),
            sha256(f"{camera_id}\0{process}".encode()).digest(),
        ),
        default=None,
    )
