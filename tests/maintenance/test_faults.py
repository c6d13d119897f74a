"""A fault is told by machine or person, confirmed, dismissed or closed, and comes back as the same one."""

import pytest

from bongsu.kernel.told import Faulty
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
from bongsu.maintenance.desk import UnknownCamera, UnknownFault
from bongsu.maintenance.rules import NotNow, OpenAlready
from bongsu.maintenance.views import Wanted, list_faults, read_fault
from bongsu.maintenance.words import FaultKind, FaultState, Remedy, Step
from tests.maintenance.stage import FIRST, QUIET, SECOND, Stage

PERSON = "per_operator"


async def test_what_the_machine_says_twice_is_one_fault(stage: Stage) -> None:
    await stage.say(ailing=True)
    await stage.say(ailing=True)
    fault = await stage.one()
    assert (fault.state, fault.by_machine, fault.figure) == (FaultState.NEW, True, 0.9)


async def test_a_camera_may_have_faults_of_two_kinds(stage: Stage) -> None:
    await stage.say(ailing=True)
    await stage.say(ailing=True, kind=FaultKind.MOVED)
    assert len(await stage.faults()) == 2


async def test_all_well_without_a_fault_writes_nothing(stage: Stage) -> None:
    await stage.say(ailing=False)
    assert await stage.faults() == ()


async def test_the_machine_closes_what_nobody_confirmed(stage: Stage) -> None:
    await stage.say(ailing=True)
    stage.later(minutes=5)
    await stage.say(ailing=False)
    fault = await stage.one()
    assert (fault.state, fault.remedy) == (FaultState.CLOSED, Remedy.BY_ITSELF)
    assert fault.closed_by_machine


async def test_the_machine_never_closes_what_a_person_confirmed(stage: Stage) -> None:
    await stage.say(ailing=True)
    await confirm(stage.desk, (await stage.one()).fault_id, Confirm(), PERSON)
    await stage.say(ailing=False)
    fault = await stage.one()
    assert fault.state is FaultState.CONFIRMED
    assert fault.gone_at is not None


async def test_what_comes_back_within_hours_is_the_same_fault(stage: Stage) -> None:
    await stage.say(ailing=True)
    await stage.say(ailing=False)
    stage.later(hours=5)
    await stage.say(ailing=True)
    fault = await stage.one()
    assert (fault.state, fault.again, fault.closed_at) == (FaultState.NEW, 1, None)


async def test_what_comes_back_a_day_later_is_another(stage: Stage) -> None:
    await stage.say(ailing=True)
    await stage.say(ailing=False)
    stage.later(hours=25)
    await stage.say(ailing=True)
    assert [one.state for one in await stage.faults()] == [FaultState.NEW, FaultState.CLOSED]


async def test_a_flapping_fault_stays_open_until_a_person_closes_it(stage: Stage) -> None:
    for _ in range(5):
        await stage.say(ailing=True)
        await stage.say(ailing=False)
    fault = await stage.one()
    assert (fault.state, fault.again) == (FaultState.NEW, 4)
    await close(stage.desk, fault.fault_id, Close(remedy=Remedy.LINE_MENDED), PERSON)
    assert (await stage.one()).state is FaultState.CLOSED


async def test_what_a_person_found_to_be_none_is_left_alone_for_a_day(stage: Stage) -> None:
    await stage.say(ailing=True)
    await dismiss(stage.desk, (await stage.one()).fault_id, Dismiss("공사 가림막"), PERSON)
    stage.later(hours=23)
    await stage.say(ailing=True)
    assert len(await stage.faults()) == 1
    stage.later(hours=2)
    await stage.say(ailing=True)
    assert [one.state for one in await stage.faults()] == [FaultState.NEW, FaultState.DISMISSED]


async def test_what_a_person_closed_comes_back_as_another(stage: Stage) -> None:
    await stage.say(ailing=True)
    await close(stage.desk, (await stage.one()).fault_id, Close(remedy=Remedy.CLEANED), PERSON)
    await stage.say(ailing=True)
    assert len(await stage.faults()) == 2


async def test_a_person_enters_a_confirmed_fault_once(stage: Stage) -> None:
    new = NewFault(camera_id=FIRST, kind=FaultKind.DIRTY, note=" 거미줄 ")
    await enter(stage.desk, new, PERSON)
    fault = await stage.one()
    assert (fault.state, fault.by_machine, fault.note) == (FaultState.CONFIRMED, False, "거미줄")
    with pytest.raises(OpenAlready):
        await enter(stage.desk, new, PERSON)


async def test_reserved_unknown_and_quiet_cameras_have_no_faults(stage: Stage) -> None:
    await stage.say(ailing=True, camera_id="SB-9999")
    await stage.say(ailing=True, camera_id=QUIET)
    assert await stage.faults() == ()
    with pytest.raises(UnknownCamera):
        await enter(stage.desk, NewFault(camera_id="SB-9999", kind=FaultKind.OTHER), PERSON)


async def test_a_fault_of_a_camera_reserved_since_is_no_longer_there(stage: Stage) -> None:
    await stage.say(ailing=True)
    fault = await stage.one()
    stage.catalogue.rows = {}
    assert await stage.faults() == ()
    with pytest.raises(UnknownFault):
        await confirm(stage.desk, fault.fault_id, Confirm(), PERSON)


async def test_what_is_over_cannot_be_decided_again(stage: Stage) -> None:
    await stage.say(ailing=True)
    fault_id = (await stage.one()).fault_id
    await close(stage.desk, fault_id, Close(remedy=Remedy.CLEANED), PERSON)
    with pytest.raises(NotNow):
        await confirm(stage.desk, fault_id, Confirm(), PERSON)
    with pytest.raises(NotNow):
        await close(stage.desk, fault_id, Close(remedy=Remedy.CLEANED), PERSON)
    with pytest.raises(NotNow):
        await dismiss(stage.desk, fault_id, Dismiss("x"), PERSON)


async def test_dismissing_says_why(stage: Stage) -> None:
    await stage.say(ailing=True)
    with pytest.raises(Faulty) as refused:
        await dismiss(stage.desk, (await stage.one()).fault_id, Dismiss("  "), PERSON)
    assert refused.value.field == "reason"


async def test_what_people_do_is_in_the_trail_and_what_machines_do_in_the_history(
    stage: Stage,
) -> None:
    await stage.say(ailing=True)
    fault_id = (await stage.one()).fault_id
    await confirm(stage.desk, fault_id, Confirm("현장 확인"), PERSON)
    await close(stage.desk, fault_id, Close(remedy=Remedy.CLEANED, note="청소"), PERSON)
    assert await stage.trail_kinds() == ["camera_fault", "camera_fault"]
    detail = await read_fault(stage.desk, fault_id, PERSON, only_ordered=False)
    assert [(one.step, one.by_machine, one.by_me) for one in detail.steps] == [
        (Step.OPENED, True, False),
        (Step.CONFIRMED, False, True),
        (Step.CLOSED, False, True),
    ]


async def test_a_maintenance_company_sees_what_was_confirmed(stage: Stage) -> None:
    await stage.say(ailing=True)
    await enter(stage.desk, NewFault(camera_id=SECOND, kind=FaultKind.POWER), PERSON)
    listed = await list_faults(stage.desk, Wanted(only_ordered=True))
    assert [one.camera_id for one in listed.faults] == [SECOND]
    assert set(listed.counts) == {FaultState.CONFIRMED, FaultState.CLOSED}
    new = next(one for one in await stage.faults() if one.camera_id == FIRST)
    with pytest.raises(UnknownFault):
        await read_fault(stage.desk, new.fault_id, "per_vendor", only_ordered=True)


async def test_the_list_is_read_in_pages_newest_first(stage: Stage) -> None:
    for kind in (FaultKind.DIRTY, FaultKind.POWER, FaultKind.LINE):
        await enter(stage.desk, NewFault(camera_id=FIRST, kind=kind), PERSON)
        stage.later(seconds=1)
    first = await list_faults(stage.desk, Wanted(limit=2))
    second = await list_faults(stage.desk, Wanted(limit=2, after=first.next))
    kinds = [one.kind for one in (*first.faults, *second.faults)]
    assert sorted(kinds) == sorted([FaultKind.LINE, FaultKind.POWER, FaultKind.DIRTY])
    assert second.next == ""


async def test_the_list_is_filtered_by_state_kind_and_dong(stage: Stage) -> None:
    await stage.say(ailing=True)
    for wanted, many in (
        (Wanted(kind=FaultKind.COVERED), 1),
        (Wanted(kind=FaultKind.BLACK), 0),
        (Wanted(dong="1129066000"), 1),
        (Wanted(dong="1129099000"), 0),
        (Wanted(state=FaultState.CLOSED), 0),
        (Wanted(camera_id=FIRST), 1),
    ):
        assert len((await list_faults(stage.desk, wanted)).faults) == many
