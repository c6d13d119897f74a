"""What every use case of the watch list stands on."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any  # Any: the application's state

from bongsu.kernel.clock import Clock
from bongsu.kernel.database import Database
from bongsu.kernel.failures import Failure, Kind
from bongsu.kernel.settings import load
from bongsu.monitoring.settings import MonitoringSettings
from bongsu.monitoring.watch.attention import AttentionBook
from bongsu.monitoring.watch.fences import FenceBook
from bongsu.monitoring.watch.watched import WatchedBook
from bongsu.monitoring.watch.workers import WorkerBook
from bongsu.monitoring.worker.messages import SearchOrder
from bongsu.registry.camera import CameraRow
from bongsu.registry.catalogue import Catalogue

CHANGED = "monitoring.watch"
"""The bell that is rung when what is to be watched has changed."""


class UnknownCamera(Failure):
    """No camera of ours in service has this code."""

    kind = Kind.NOT_FOUND
    code = "unknown_camera"


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchDesk:
    """`searches`: camera → the attribute search that runs there (`search/`); whoever changes it rings `CHANGED`."""

    database: Database
    clock: Clock
    catalogue: Catalogue
    settings: MonitoringSettings
    fences: FenceBook = field(default_factory=FenceBook)
    attention: AttentionBook = field(default_factory=AttentionBook)
    workers: WorkerBook = field(default_factory=WorkerBook)
    watched: WatchedBook = field(default_factory=WatchedBook)
    searches: dict[str, SearchOrder] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        state: Mapping[str, Any],
        is_quiet: Callable[[str], bool],
        is_told: Callable[[str], bool],
    ) -> "WatchDesk":
        """As the node's state has it."""
        return cls(
            database=state["database"],
            clock=state["clock"],
            catalogue=state["catalogue"],
            settings=load(MonitoringSettings, "monitoring"),
            attention=AttentionBook(is_quiet, is_told),
        )

    def camera(self, camera_id: str) -> CameraRow:
        """Of our own, in service, reserved for nobody. Raises `UnknownCamera`."""
        row = self.catalogue.rows.get(camera_id)
        if row is None:
            raise UnknownCamera(f"{camera_id}: no such camera of ours", field="camera_id")
        return row

    def searches_now(self) -> dict[str, SearchOrder]:
        """Camera → the search that runs there."""
        now = self.clock.now()
        return {key: one for key, one in self.searches.items() if one.ends_at > now}

    def may_watch(self, camera_id: str) -> bool:
        """Switched on or searched, and still ours to look at."""
        if camera_id not in self.catalogue.rows:
            return False
        return self.watched.is_on(camera_id) or camera_id in self.searches_now()
