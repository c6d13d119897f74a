"""What every use case of a fault stands on, and the two ways a fault is told: by the machine and by a person."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any  # Any: the application's state

from bongsu.kernel.clock import Clock
from bongsu.kernel.database import Database, Work
from bongsu.kernel.failures import Kind
from bongsu.kernel.ids import new_id
from bongsu.kernel.settings import load
from bongsu.kernel.told import Told, ToldFailure
from bongsu.maintenance import store
from bongsu.maintenance.fault import Fault, FaultStep
from bongsu.maintenance.rules import heard_ailing, heard_well
from bongsu.maintenance.settings import MaintenanceSettings
from bongsu.maintenance.words import MACHINE, FaultKind, FaultState, Step
from bongsu.registry.catalogue import Catalogue

_NO_FAULT = Told("그런 장애가 없습니다.", "No such fault.")
_NO_CAMERA = Told("그런 카메라가 없습니다.", "No such camera.")


class UnknownFault(ToldFailure):
    """None, or of a camera that this person may not know of."""

    kind = Kind.NOT_FOUND
    code = "unknown_fault"


class UnknownCamera(ToldFailure):
    """None of ours; a reserved one does not exist here."""

    kind = Kind.NOT_FOUND
    code = "unknown_camera"


@dataclass(frozen=True, slots=True)
class Said:
    """What the machine says of one camera. `at`: when it was seen; `since`: when it began."""

    camera_id: str
    kind: FaultKind
    is_ailing: bool
    since: datetime
    figure: float | None = None
    limit: float | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class MaintenanceDesk:
    """`is_quiet`: cameras of which nobody may learn that they are pulled now."""

    database: Database
    clock: Clock
    catalogue: Catalogue
    settings: MaintenanceSettings
    is_quiet: Callable[[str], bool]

    @classmethod
    def of(cls, state: Mapping[str, Any], is_quiet: Callable[[str], bool]) -> "MaintenanceDesk":
        """As the node's state has it."""
        settings = load(MaintenanceSettings, "maintenance")
        return cls(state["database"], state["clock"], state["catalogue"], settings, is_quiet)

    def knows(self, camera_id: str) -> bool:
        """Of ours, and not reserved: those do not exist here."""
        return camera_id in self.catalogue.rows


async def hear(desk: MaintenanceDesk, said: Said) -> None:
    """The machine's word: opens, opens again, closes, or changes nothing."""
    if not desk.knows(said.camera_id) or desk.is_quiet(said.camera_id):
        return
    now = desk.clock.now()
    async with desk.database.read() as connection:
        last = await store.last_of(connection, said.camera_id, said.kind)
    if _next(desk, last, said, now)[0] is None:
        return
    async with desk.database.work() as work:
        last = await store.last_of(work.connection, said.camera_id, said.kind)
        step, fault = _next(desk, last, said, now)
        if step is not None:
            await _keep_heard(work, fault or _opened(said, now), step, said, now)


def _next(
    desk: MaintenanceDesk, last: Fault | None, said: Said, now: datetime
) -> tuple[Step | None, Fault | None]:
    rule = heard_ailing if said.is_ailing else heard_well
    return rule(last, now, desk.settings)


def _opened(said: Said, now: datetime) -> Fault:
    return Fault(
        fault_id=new_id("fault"),
        camera_id=said.camera_id,
        kind=said.kind,
        state=FaultState.NEW,
        opened_at=min(said.since, now),
        opened_by=MACHINE,
        changed_at=now,
    )


async def _keep_heard(work: Work, fault: Fault, step: Step, said: Said, now: datetime) -> None:
    if said.is_ailing:
        fault = replace(fault, figure=said.figure, limit=said.limit)
    what = FaultStep(fault.fault_id, now, step, MACHINE, said.note, said.figure)
    await store.keep_fault(work.connection, fault, what)


async def found(
    desk: MaintenanceDesk,
    connection: store.Connection,
    fault_id: str,
    states: tuple[FaultState, ...] | None = None,
) -> Fault:
    """Raises `UnknownFault`, also for one in none of the states."""
    fault = await store.fault_of(connection, fault_id)
    is_told = fault is not None and (states is None or fault.state in states)
    if fault is None or not is_told or not desk.knows(fault.camera_id):
        raise UnknownFault(_NO_FAULT, field="fault_id")
    return fault


def check_camera(desk: MaintenanceDesk, camera_id: str) -> None:
    """Raises `UnknownCamera`."""
    if not desk.knows(camera_id):
        raise UnknownCamera(_NO_CAMERA, field="camera_id")
