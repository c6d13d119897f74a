"""What people do with faults: enter one, confirm, dismiss, close. Each is a row of the trail."""

from collections.abc import Callable
from datetime import datetime
from typing import Annotated

import msgspec
from msgspec import Meta

from bongsu.audit.entry import Entry
from bongsu.audit.kinds import TrailKind
from bongsu.audit.record import record
from bongsu.kernel.database import Work
from bongsu.kernel.ids import new_id
from bongsu.kernel.plain_text import SOME_LINES
from bongsu.kernel.told import Faulty, Told
from bongsu.maintenance import rules, store
from bongsu.maintenance.desk import MaintenanceDesk, check_camera, found
from bongsu.maintenance.fault import Fault, FaultStep
from bongsu.maintenance.words import FaultKind, FaultState, Remedy, Step

Note = Annotated[str, Meta(max_length=300, pattern=SOME_LINES)]
_WHY = Told("까닭을 적으십시오.", "Say why.")


class NewFault(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    camera_id: Annotated[str, Meta(max_length=40)]
    kind: FaultKind
    note: Note = ""


class Confirm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    note: Note = ""


class Dismiss(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    reason: Note


class Close(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    remedy: Remedy
    note: Note = ""


async def enter(desk: MaintenanceDesk, new: NewFault, by: str) -> str:
    """A fault that a person saw: confirmed from the first. Raises `UnknownCamera`, `OpenAlready`."""
    check_camera(desk, new.camera_id)
    now = desk.clock.now()
    async with desk.database.work() as work:
        rules.check_none_open(await store.last_of(work.connection, new.camera_id, new.kind))
        fault = Fault(
            fault_id=new_id("fault"),
            camera_id=new.camera_id,
            kind=new.kind,
            state=FaultState.CONFIRMED,
            opened_at=now,
            opened_by=by,
            changed_at=now,
            confirmed_at=now,
            confirmed_by=by,
            note=new.note.strip(),
        )
        await _keep(work, fault, Step.OPENED, now, by, new.note)
    return fault.fault_id


async def confirm(desk: MaintenanceDesk, fault_id: str, said: Confirm, by: str) -> None:
    """Raises `UnknownFault`, `NotNow`."""
    await _step(desk, fault_id, Step.CONFIRMED, said.note, by, rules.confirmed)


async def dismiss(desk: MaintenanceDesk, fault_id: str, said: Dismiss, by: str) -> None:
    """It is none. Raises `UnknownFault`, `NotNow`, `Faulty` without a reason."""
    if not said.reason.strip():
        raise Faulty(_WHY, field="reason")
    await _step(desk, fault_id, Step.DISMISSED, said.reason, by, rules.dismissed)


async def close(desk: MaintenanceDesk, fault_id: str, said: Close, by: str) -> None:
    """Raises `UnknownFault`, `NotNow`."""

    def closing(fault: Fault, now: datetime, who: str) -> Fault:
        return rules.closed(fault, now, who, said.remedy)

    await _step(desk, fault_id, Step.CLOSED, said.note, by, closing)


async def _step(
    desk: MaintenanceDesk,
    fault_id: str,
    step: Step,
    note: str,
    by: str,
    change: Callable[[Fault, datetime, str], Fault],
) -> None:
    now = desk.clock.now()
    async with desk.database.work() as work:
        fault = change(await found(desk, work.connection, fault_id), now, by)
        await _keep(work, fault, step, now, by, note)


async def _keep(work: Work, fault: Fault, step: Step, now: datetime, by: str, note: str) -> None:
    what = FaultStep(fault.fault_id, now, step, by, note.strip())
    await store.keep_fault(work.connection, fault, what)
    body = {
        "fault_id": fault.fault_id,
        "kind": fault.kind.value,
        "step": step.value,
        "remedy": fault.remedy.value if fault.remedy else None,
        "note": note.strip(),
    }
    entry = Entry(kind=TrailKind.CAMERA_FAULT, actor=by, camera_id=fault.camera_id, body=body)
    await record(work, now, entry)
