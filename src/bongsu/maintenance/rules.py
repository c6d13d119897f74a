"""What becomes of a fault when the machine speaks or a person decides. Pure."""

from dataclasses import replace
from datetime import datetime, timedelta

from bongsu.kernel.failures import Kind
from bongsu.kernel.told import Told, ToldFailure
from bongsu.maintenance.fault import Fault
from bongsu.maintenance.settings import MaintenanceSettings
from bongsu.maintenance.words import MACHINE, FaultState, Remedy, Step

_NOT_NEW = Told("신규 장애만 확인할 수 있습니다.", "Only a new fault can be confirmed.")
_NOT_OPEN = Told("이미 끝난 장애입니다.", "This fault is already over.")
_OPEN_ALREADY = Told(
    "이 카메라에는 같은 종류의 장애가 이미 열려 있습니다.",
    "This camera has an open fault of this kind already.",
)


class NotNow(ToldFailure):
    """The fault's state does not allow this."""

    kind = Kind.CONFLICT
    code = "not_in_this_state"


class OpenAlready(ToldFailure):
    """One open fault for a camera and kind."""

    kind = Kind.CONFLICT
    code = "open_already"


def heard_ailing(
    last: Fault | None, now: datetime, settings: MaintenanceSettings
) -> tuple[Step | None, Fault | None]:
    """Of the last fault of this camera and kind: what is to be done, and the fault after it. `OPENED` makes a new one."""
    if last is None:
        return Step.OPENED, None
    if last.state.is_open:
        if last.gone_at is None:
            return None, last
        return Step.AGAIN, replace(last, gone_at=None, again=last.again + 1, changed_at=now)
    ended = last.closed_at or last.changed_at
    if last.state is FaultState.DISMISSED:
        is_kept_out = now - ended < timedelta(hours=settings.dismissed_for_h)
        return (None, last) if is_kept_out else (Step.OPENED, None)
    is_same = last.closed_by == MACHINE and now - ended < timedelta(hours=settings.same_within_h)
    if not is_same:
        return Step.OPENED, None
    reopened = replace(
        last,
        state=FaultState.NEW,
        closed_at=None,
        closed_by=None,
        remedy=None,
        gone_at=None,
        again=last.again + 1,
        changed_at=now,
    )
    return Step.AGAIN, reopened


def heard_well(
    last: Fault | None, now: datetime, settings: MaintenanceSettings
) -> tuple[Step | None, Fault | None]:
    """What nobody confirmed the machine closes; what a person confirmed, entered, or what keeps coming back, it does not."""
    if last is None or not last.state.is_open or last.gone_at is not None:
        return None, last
    gone = replace(last, gone_at=now, changed_at=now)
    is_peoples = last.state is FaultState.CONFIRMED or not last.is_by_machine
    if is_peoples or last.again >= settings.flaps:
        return Step.GONE, gone
    closed = replace(
        gone,
        state=FaultState.CLOSED,
        closed_at=now,
        closed_by=MACHINE,
        remedy=Remedy.BY_ITSELF,
    )
    return Step.CLOSED, closed


def confirmed(fault: Fault, now: datetime, by: str) -> Fault:
    """Raises `NotNow`."""
    if fault.state is not FaultState.NEW:
        raise NotNow(_NOT_NEW)
    return replace(
        fault, state=FaultState.CONFIRMED, confirmed_at=now, confirmed_by=by, changed_at=now
    )


def dismissed(fault: Fault, now: datetime, by: str) -> Fault:
    """Raises `NotNow`."""
    _check_open(fault)
    return replace(fault, state=FaultState.DISMISSED, closed_at=now, closed_by=by, changed_at=now)


def closed(fault: Fault, now: datetime, by: str, remedy: Remedy) -> Fault:
    """Raises `NotNow`."""
    _check_open(fault)
    return replace(
        fault,
        state=FaultState.CLOSED,
        closed_at=now,
        closed_by=by,
        remedy=remedy,
        changed_at=now,
    )


def check_none_open(last: Fault | None) -> None:
    """Raises `OpenAlready`."""
    if last is not None and last.state.is_open:
        raise OpenAlready(_OPEN_ALREADY, field="kind")


def _check_open(fault: Fault) -> None:
    if not fault.state.is_open:
        raise NotNow(_NOT_OPEN)
