"""What the console is shown of the watch list and of the workers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache

import msgspec

from bongsu.monitoring.detectors.measured import Measured, measured
from bongsu.monitoring.watch.desk import WatchDesk
from bongsu.monitoring.watch.rules_in_force import rules_in_force
from bongsu.monitoring.worker.messages import CameraWork, WorkerPresent
from bongsu.registry.camera import CameraRow


class WatchState(StrEnum):
    """`UNHELD`: switched on, and no worker has it. The others as its worker says (`CameraWork`)."""

    OFF = "off"
    UNHELD = "unheld"
    WAITING = "waiting"
    WATCHED = "watched"
    ESCALATED = "escalated"
    LATE = "late"
    ISOLATED = "isolated"


class WatchedCameraView(msgspec.Struct, frozen=True, kw_only=True):
    """`since`, `by`, `reason`: of the last switch. `interval_s`: the longest stated; `seen_interval_s`: as it is."""

    camera_id: str
    camera_name: str
    dong: str
    state: WatchState
    since: datetime | None = None
    by: str = ""
    reason: str = ""
    weight: float = 1.0
    interval_s: float
    seen_interval_s: float | None = None
    looked_at: datetime | None = None
    rules: int
    rules_version: int = 0
    worker: str = ""
    escalated_for: str = ""
    problem: str = ""
    problems: int = 0


class WatchCounts(msgspec.Struct, frozen=True, kw_only=True):
    """`watched`: all that are switched on. The others are of these."""

    cameras: int
    watched: int
    held: int
    late: int
    isolated: int
    escalated: int
    workers: int


class WatchedCameras(msgspec.Struct, frozen=True):
    """`after`: where the next page begins; empty on the last one."""

    cameras: tuple[WatchedCameraView, ...]
    counts: WatchCounts
    after: str = ""


class WorkerView(msgspec.Struct, frozen=True, kw_only=True):
    """`load`: share of its cores that it spends. `detector`: which one runs (name, digest, licence, …)."""

    worker: str
    cores: float
    load: float
    capacity: int
    held: int
    late: int
    isolated: int
    escalated: int
    detector: dict[str, object]
    costs_ms: dict[str, float]
    problem: str = ""
    measured: tuple[Measured, ...] = ()
    """How well these weights did on the clips that we have."""


class WorkersView(msgspec.Struct, frozen=True):
    """`unheld`: cameras that are switched on and that nobody looks at."""

    workers: tuple[WorkerView, ...]
    share: int
    counts: WatchCounts
    unheld: int
    cameras: tuple[WatchedCameraView, ...]
    """Those with something to tell: late, isolated, unheld; at most 200."""


_MOST_TOLD = 200
_TO_TELL = frozenset({WatchState.LATE, WatchState.ISOLATED, WatchState.UNHELD})


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which cameras a page shows. `on`: only those that are switched on, or only the others."""

    search: str = ""
    on: bool | None = None
    state: WatchState | None = None
    after: str = ""
    limit: int = 100


def counts(desk: WatchDesk) -> WatchCounts:
    states = [work.state for _, work in desk.workers.work() if desk.watched.is_on(work.camera_id)]
    return WatchCounts(
        cameras=len(desk.catalogue.rows),
        watched=sum(1 for key in desk.catalogue.rows if desk.watched.is_on(key)),
        held=len(states),
        late=states.count("late"),
        isolated=states.count("isolated"),
        escalated=states.count("escalated"),
        workers=len(desk.workers.workers()),
    )


def watched_cameras(desk: WatchDesk, wanted: Wanted) -> WatchedCameras:
    """By code; all of our own, so that those not watched can be chosen."""
    found: list[WatchedCameraView] = []
    for view in _views(desk, wanted):
        if len(found) == wanted.limit:
            return WatchedCameras(tuple(found), counts(desk), found[-1].camera_id)
        found.append(view)
    return WatchedCameras(tuple(found), counts(desk))


def workers_view(desk: WatchDesk) -> WorkersView:
    told = [view for view in _views(desk, Wanted()) if view.state in _TO_TELL]
    counted = counts(desk)
    return WorkersView(
        workers=tuple(_worker(present) for present in desk.workers.workers()),
        share=desk.workers.share(counted.watched),
        counts=counted,
        unheld=sum(1 for view in told if view.state is WatchState.UNHELD),
        cameras=tuple(told[:_MOST_TOLD]),
    )


def _views(desk: WatchDesk, wanted: Wanted) -> Iterator[WatchedCameraView]:
    work = {one.camera_id: (present, one) for present, one in desk.workers.work()}
    text = wanted.search.strip().casefold()
    for camera_id, camera in sorted(desk.catalogue.rows.items()):
        if camera_id <= wanted.after:
            continue
        if wanted.on is not None and wanted.on is not desk.watched.is_on(camera_id):
            continue
        if text and text not in camera_id.casefold() and text not in camera.name.casefold():
            continue
        view = _view(desk, camera, work.get(camera_id))
        if wanted.state is None or view.state is wanted.state:
            yield view


def _view(
    desk: WatchDesk, camera: CameraRow, held: tuple[WorkerPresent, CameraWork] | None
) -> WatchedCameraView:
    row = desk.watched.rows.get(camera.camera_id)
    longest_s = desk.settings.longest_interval_s
    blank = WatchedCameraView(
        camera_id=camera.camera_id,
        camera_name=camera.name,
        dong=camera.dong_code or "",
        state=WatchState.OFF,
        interval_s=longest_s,
        rules=len(rules_in_force(row, camera)),
    )
    if row is None:
        return blank
    view = msgspec.structs.replace(
        blank,
        state=WatchState.UNHELD if row.is_on else WatchState.OFF,
        since=row.since,
        by=row.by,
        reason=row.reason,
        weight=row.weight,
        interval_s=row.interval_s or longest_s,
        rules_version=row.rules_version,
    )
    return _held(view, *held) if held is not None and row.is_on else view


def _held(view: WatchedCameraView, present: WorkerPresent, work: CameraWork) -> WatchedCameraView:
    return msgspec.structs.replace(
        view,
        state=WatchState(work.state),
        worker=present.worker,
        looked_at=work.looked_at,
        seen_interval_s=work.interval_s or None,
        escalated_for=work.escalated_for,
        problem=work.problem,
        problems=work.problems,
    )


def _worker(present: WorkerPresent) -> WorkerView:
    states: Sequence[str] = [one.state for one in present.cameras]
    return WorkerView(
        worker=present.worker,
        cores=present.cores,
        load=present.load,
        capacity=present.capacity,
        held=len(states),
        late=states.count("late"),
        isolated=states.count("isolated"),
        escalated=states.count("escalated"),
        detector=present.detector,
        costs_ms=present.costs_ms,
        problem=present.problem,
        measured=_measured(str(present.detector.get("digest", ""))),
    )


@cache
def _measured(digest: str) -> tuple[Measured, ...]:
    """Comes with the package: it does not change while the node runs."""
    return measured(digest)
