"""Which media processes live, and where a camera is pulled: asked by whoever hands out a ticket. In the node, in memory."""

import time
from collections.abc import Callable, Collection
from dataclasses import dataclass

import structlog

from bongsu.kernel.events import Event
from bongsu.kernel.ids import new_secret
from bongsu.media.leases import Leases
from bongsu.media.present import CamerasPlaced, MediaPresent, PresenceHeard, ProcessChanged

log = structlog.get_logger()
LOST_AFTER_S = 3.0
# a process that was started again says so before it would have been missed: one missed beat is enough then
TAKEN_OVER_AFTER_S = 1.5


@dataclass(frozen=True, slots=True)
class MediaProcess:
    """One live media process as browsers and other centres reach it."""

    name: str
    instance: str
    scheme: str
    port: int
    public_url: str
    peer_url: str
    capacity: int
    viewers: int
    camera_ids: tuple[str, ...]

    def url(self, host: str) -> str:
        """By the page's own host name unless a proxy or another machine is named."""
        return self.public_url or f"{self.scheme}://{host}:{self.port}/live"


@dataclass(slots=True)
class _Known:
    process: MediaProcess
    heard_s: float


class Placement:
    """`sources`: where pages may open live pictures (None: anywhere). Time is the node's monotonic clock."""

    def __init__(
        self,
        sources: Collection[str] | None = None,
        now_s: Callable[[], float] = time.monotonic,
    ) -> None:
        self._sources = sources
        self._now_s = now_s
        self._run = new_secret()[:8]
        self._known: dict[str, _Known] = {}
        self._leases = Leases()
        self.untold: list[Event] = []

    def processes(self) -> tuple[MediaProcess, ...]:
        """The live ones."""
        return tuple(known.process for known in self._known.values())

    def is_live(self, instance: str) -> bool:
        return any(known.process.instance == instance for known in self._known.values())

    def place(self, camera_id: str) -> MediaProcess | None:
        """The process that pulls this camera, or is to pull it; None while no process lives."""
        capacities = {name: known.process.capacity for name, known in self._known.items()}
        name = self._leases.give(camera_id, capacities, self._now_s())
        return self._known[name].process if name is not None else None

    def warm(self, camera_ids: Collection[str]) -> None:
        """Somebody is about to watch these: their processes are told to begin."""
        by_process: dict[str, list[str]] = {}
        for camera_id in camera_ids:
            if (process := self.place(camera_id)) is not None:
                by_process.setdefault(process.name, []).append(camera_id)
        for name, ids in by_process.items():
            self.untold.append(CamerasPlaced(process=name, camera_ids=tuple(ids)))

    def hear(self, present: MediaPresent) -> PresenceHeard:
        """A process says that it is there."""
        now_s = self._now_s()
        stamp = f"{self._run} {now_s:.3f}"
        if refused := self._refusal(present, now_s):
            return PresenceHeard(stamp=stamp, refused=refused)
        if present.is_leaving:
            self._leave(present)
            return PresenceHeard(stamp=stamp)
        if not self._is_fresh(present.stamp, now_s):
            # lay in a queue, or comes from a process that stood still: it must show that it is awake
            return PresenceHeard(stamp=stamp, say_again=True)
        self._keep(present, now_s)
        _, elsewhere = self._leases.pulled(present.process, present.camera_ids, now_s)
        return PresenceHeard(stamp=stamp, elsewhere=elsewhere)

    def sweep(self) -> None:
        """Whoever has been silent for three seconds is lost."""
        now_s = self._now_s()
        for name, known in list(self._known.items()):
            if now_s - known.heard_s >= LOST_AFTER_S:
                self._lose(name)
        self._leases.forget_old(now_s)

    def _refusal(self, present: MediaPresent, now_s: float) -> str:
        known = self._known.get(present.process)
        is_other = known is not None and known.process.instance != present.instance
        if known is not None and is_other and now_s - known.heard_s < TAKEN_OVER_AFTER_S:
            return (
                f"another media process is called {present.process}: give this one a name of its "
                "own (--process)"
            )
        source = _source_of(present.public_url)
        if source and self._sources is not None and source not in self._sources:
            return (
                f"{present.process} says that browsers reach it at {source}, where the console's pages may "
                "not go: add it to BONGSU_NODE_MEDIA_SOURCES of the node"
            )
        return ""

    def _is_fresh(self, stamp: str, now_s: float) -> bool:
        run, _, said_s = stamp.partition(" ")
        if run != self._run:
            return False
        try:
            return 0 <= now_s - float(said_s) + 0.001 < LOST_AFTER_S
        except ValueError:
            return False

    def _keep(self, present: MediaPresent, now_s: float) -> None:
        known = self._known.get(present.process)
        if known is not None and known.process.instance != present.instance:
            self._lose(present.process)
            known = None
        process = MediaProcess(
            name=present.process,
            instance=present.instance,
            scheme=present.scheme,
            port=present.port,
            public_url=present.public_url,
            peer_url=present.peer_url,
            capacity=present.capacity,
            viewers=present.viewers,
            camera_ids=present.camera_ids,
        )
        self._known[present.process] = _Known(process, now_s)
        if known is None:
            log.info("media process is there", process=present.process)
            self.untold.append(ProcessChanged(process=present.process, is_live=True))

    def _leave(self, present: MediaPresent) -> None:
        known = self._known.get(present.process)
        if known is not None and known.process.instance == present.instance:
            self._lose(present.process)

    def _lose(self, name: str) -> None:
        pulled = self._known.pop(name).process.camera_ids
        lost = self._leases.lose(name)
        log.warning("media process is gone", process=name, cameras=len(lost))
        self.untold.append(ProcessChanged(process=name, is_live=False))
        # a pull takes a key picture's time to show anything: it begins before the screens come
        self.warm([one for one in pulled if one in lost])


def _source_of(url: str) -> str:
    scheme, _, rest = url.partition("://")
    return f"{scheme}://{rest.partition('/')[0]}" if url else ""
