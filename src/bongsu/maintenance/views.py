"""Faults as pages read them."""

from collections import Counter
from datetime import datetime

import msgspec

from bongsu.kernel.geometry import Point
from bongsu.maintenance import store
from bongsu.maintenance.desk import MaintenanceDesk, found
from bongsu.maintenance.fault import Fault, FaultStep
from bongsu.maintenance.words import MACHINE, FaultKind, FaultState, Remedy, Step
from bongsu.registry.camera import CameraRow

# what a maintenance company may know of: what somebody of the centre confirmed
_ORDERED = (FaultState.CONFIRMED, FaultState.CLOSED)


class FaultView(msgspec.Struct, frozen=True, kw_only=True):
    """`by_machine`: who told it; people are named to nobody here. `gone_at`: the machine sees it no longer."""

    fault_id: str
    camera_id: str
    camera_name: str
    dong_code: str
    dong: str
    kind: FaultKind
    state: FaultState
    opened_at: datetime
    by_machine: bool
    confirmed_at: datetime | None
    closed_at: datetime | None
    closed_by_machine: bool
    remedy: Remedy | None
    note: str
    figure: float | None
    limit: float | None
    again: int
    gone_at: datetime | None
    camera_state: str


class StepView(msgspec.Struct, frozen=True, kw_only=True):
    at: datetime
    step: Step
    by_machine: bool
    by_me: bool
    note: str
    figure: float | None


class OutageView(msgspec.Struct, frozen=True, kw_only=True):
    began_at: datetime
    ended_at: datetime | None
    state: str


class FaultDetail(msgspec.Struct, frozen=True, kw_only=True):
    """`outages`: the last ten gaps of the camera's picture, newest first."""

    fault: FaultView
    steps: tuple[StepView, ...]
    outages: tuple[OutageView, ...]


class FaultList(msgspec.Struct, frozen=True, kw_only=True):
    """Newest first. `next`: what to ask with as `after` for more; empty: that was all. `counts`: of all, by state."""

    faults: tuple[FaultView, ...]
    next: str
    counts: dict[FaultState, int]


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    state: FaultState | None = None
    kind: FaultKind | None = None
    camera_id: str | None = None
    dong: str | None = None
    after: str = ""
    limit: int = 100
    only_ordered: bool = False


async def list_faults(desk: MaintenanceDesk, wanted: Wanted) -> FaultList:
    allowed = _ORDERED if wanted.only_ordered else tuple(FaultState)
    states = tuple(one for one in allowed if wanted.state in (None, one))
    shown: list[FaultView] = []
    after, is_all = wanted.after, not states
    async with desk.database.read() as connection:
        counts = Counter[FaultState]()
        for camera_id, state, count in await store.counted(connection):
            counts[state] += count if desk.knows(camera_id) else 0
        while not is_all and len(shown) < wanted.limit:
            rows = await store.listed(
                connection, states, wanted.camera_id, wanted.kind, after, wanted.limit
            )
            is_all = len(rows) < wanted.limit
            for row in rows:
                if len(shown) == wanted.limit:
                    is_all = False
                    break
                after = row.fault_id
                if desk.knows(row.camera_id) and _is_in(desk, row, wanted.dong):
                    shown.append(view_of(desk, row))
    told = {one: counts[one] for one in allowed}
    return FaultList(faults=tuple(shown), next="" if is_all else after, counts=told)


async def read_fault(
    desk: MaintenanceDesk, fault_id: str, by: str, *, only_ordered: bool
) -> FaultDetail:
    """Raises `UnknownFault`."""
    async with desk.database.read() as connection:
        fault = await found(desk, connection, fault_id, _ORDERED if only_ordered else None)
        steps = await store.steps_of(connection, fault_id)
        outages = await store.outages_of(connection, fault.camera_id)
    return FaultDetail(
        fault=view_of(desk, fault),
        steps=tuple(_step(one, by) for one in steps),
        outages=tuple(
            OutageView(began_at=one.began_at, ended_at=one.ended_at, state=one.state)
            for one in reversed(outages[-10:])
        ),
    )


def view_of(desk: MaintenanceDesk, fault: Fault) -> FaultView:
    row = desk.catalogue.rows.get(fault.camera_id)
    dong_code = (row.dong_code if row else None) or ""
    return FaultView(
        fault_id=fault.fault_id,
        camera_id=fault.camera_id,
        camera_name=row.name if row else "",
        dong_code=dong_code,
        dong=_dong(desk, row),
        kind=fault.kind,
        state=fault.state,
        opened_at=fault.opened_at,
        by_machine=fault.is_by_machine,
        confirmed_at=fault.confirmed_at,
        closed_at=fault.closed_at,
        closed_by_machine=fault.closed_by == MACHINE,
        remedy=fault.remedy,
        note=fault.note,
        figure=fault.figure,
        limit=fault.limit,
        again=fault.again,
        gone_at=fault.gone_at,
        camera_state=desk.catalogue.shown_state_of(fault.camera_id).state,
    )


def _dong(desk: MaintenanceDesk, row: CameraRow | None) -> str:
    area = desk.catalogue.dongs.dong_of(Point(row.lat, row.lon)) if row else None
    return area.name if area else ""


def _is_in(desk: MaintenanceDesk, fault: Fault, dong: str | None) -> bool:
    row = desk.catalogue.rows.get(fault.camera_id)
    return not dong or (row is not None and row.dong_code == dong)


def _step(step: FaultStep, by: str) -> StepView:
    return StepView(
        at=step.at,
        step=step.step,
        by_machine=step.by == MACHINE,
        by_me=step.by == by,
        note=step.note,
        figure=step.figure,
    )
