"""`/api/maintenance`: the list of faults, one with its history, and what people do with it."""

from typing import Annotated

from litestar import Router, get, post
from litestar.datastructures import State
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter
from msgspec import Meta

from bongsu.identity.people import Role
from bongsu.identity.routes import SIGNED_IN, Who, require
from bongsu.maintenance.decide import (
    Close,
    Confirm,
    Dismiss,
    NewFault,
    close,
    confirm,
    dismiss,
    enter,
)
from bongsu.maintenance.views import FaultDetail, FaultList, Wanted, list_faults, read_fault
from bongsu.maintenance.words import FaultKind, FaultState

_DECIDES = (Role.OPERATOR, Role.SHIFT_LEAD, Role.CENTRE_HEAD, Role.ASSET_MGR)
_READS = (*_DECIDES, Role.MAINT_VENDOR)
Limit = Annotated[int, Meta(ge=1, le=500)]


@get("/faults", guards=[require(*_READS)], operation_id="ListFaults")
async def list_here(
    signed_in: Who,
    state: State,
    *,
    fault_state: Annotated[FaultState | None, QueryParameter(name="state")] = None,
    kind: FromQuery[FaultKind | None] = None,
    camera_id: FromQuery[str | None] = None,
    dong: FromQuery[str | None] = None,
    after: FromQuery[str] = "",
    limit: FromQuery[Limit] = 100,
) -> FaultList:
    """Newest first; a maintenance company (유지보수업체) sees what was confirmed, and never a picture."""
    wanted = Wanted(
        state=fault_state,
        kind=kind,
        camera_id=camera_id,
        dong=dong,
        after=after,
        limit=limit,
        only_ordered=signed_in.role is Role.MAINT_VENDOR,
    )
    return await list_faults(state.maintenance, wanted)


@post("/faults", guards=[require(*_DECIDES)], operation_id="EnterFault", status_code=201)
async def enter_here(data: JSONBody[NewFault], signed_in: Who, state: State) -> FaultDetail:
    """What a person saw; 409 `open_already` where such a fault is open."""
    fault_id = await enter(state.maintenance, data, signed_in.person_id)
    return await read_fault(state.maintenance, fault_id, signed_in.person_id, only_ordered=False)


@get("/faults/{fault_id:str}", guards=[require(*_READS)], operation_id="ReadFault")
async def read_here(fault_id: FromPath[str], signed_in: Who, state: State) -> FaultDetail:
    """With its steps, and the last gaps of the camera's picture."""
    is_vendor = signed_in.role is Role.MAINT_VENDOR
    return await read_fault(
        state.maintenance, fault_id, signed_in.person_id, only_ordered=is_vendor
    )


@post(
    "/faults/{fault_id:str}/confirm",
    guards=[require(*_DECIDES)],
    operation_id="ConfirmFault",
    status_code=204,
)
async def confirm_here(
    fault_id: FromPath[str], data: JSONBody[Confirm], signed_in: Who, state: State
) -> None:
    """A person looked; it is a fault."""
    await confirm(state.maintenance, fault_id, data, signed_in.person_id)


@post(
    "/faults/{fault_id:str}/dismiss",
    guards=[require(*_DECIDES)],
    operation_id="DismissFault",
    status_code=204,
)
async def dismiss_here(
    fault_id: FromPath[str], data: JSONBody[Dismiss], signed_in: Who, state: State
) -> None:
    """A person looked; it is none. For a day the machine does not open it again."""
    await dismiss(state.maintenance, fault_id, data, signed_in.person_id)


@post(
    "/faults/{fault_id:str}/close",
    guards=[require(*_DECIDES)],
    operation_id="CloseFault",
    status_code=204,
)
async def close_here(
    fault_id: FromPath[str], data: JSONBody[Close], signed_in: Who, state: State
) -> None:
    """Mended, with what was done."""
    await close(state.maintenance, fault_id, data, signed_in.person_id)


def maintenance_router() -> Router:
    """`app.state.maintenance` is the `MaintenanceDesk`."""
    return Router(
        "/api/maintenance",
        route_handlers=[
            list_here,
            enter_here,
            read_here,
            confirm_here,
            dismiss_here,
            close_here,
        ],
        dependencies={"signed_in": SIGNED_IN},
        tags=["maintenance"],
    )
