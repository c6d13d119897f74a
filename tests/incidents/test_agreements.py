"""What is agreed changes while calls run: lendings end in the same transaction, and every running call is judged again."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bongsu.incidents.settle_open import settle_open
from bongsu.incidents.timers import Timers
from bongsu.kernel.database import Database
from bongsu.kernel.memory_bus import MemoryBus
from bongsu.sharing.agreement import Agreement, ClauseKind, Pilot
from bongsu.sharing.agreement import Stage as PilotStage
from bongsu.sharing.agreements.seongbuk import CENTRE, POLICE_SEONGBUK, SEONGBUK_2023_08
from bongsu.sharing.failures import TooLate
from bongsu.sharing.grants import State
from bongsu.sharing.keeping.suspend import resume, suspend
from bongsu.sharing.rules import Reason
from bongsu.sharing.withdraw import undo, withdraw
from tests.incidents.stage import NOW, SHIFT_LEAD, YES, Stage, actor, signed_book, stage_on
from tests.sharing.keeping.shelf import HEAD, ID, Shelf, next_version


@pytest.fixture
async def shelf(stage: Stage) -> Shelf:
    """The stage's own book, with tables behind it."""
    shelf = Shelf(stage.desk.database, stage.clock, stage.desk.centre.agreements)
    await shelf.in_force()
    return shelf


async def suspended(shelf: Shelf) -> int:
    async with shelf.book.change(shelf.database) as work:
        return await suspend(work, ID, "점검", HEAD, shelf.clock.now())


async def test_suspending_ends_what_runs_and_what_waits_at_once(stage: Stage, shelf: Shelf) -> None:
    running = await stage.open(stage.call())
    waiting = await stage.open(stage.call("THEFT", "C2"))
    assert await suspended(shelf) == 2
    for incident, was_shown in ((running, True), (waiting, False)):
        grant = await stage.grant(incident)
        assert (grant.state, grant.reason) == (State.CLOSED, Reason.SUSPENDED)
        assert (grant.opened_at is not None) == was_shown
    told = await stage.told("sharing.grant_ended")
    assert [(one["reason"], one["by"]) for one in told] == [("suspended", HEAD)]
    assert [one["why"] for one in await stage.told("sharing.agreement_changed")][-1] == "suspend"


async def test_the_centres_own_view_goes_on(stage: Stage, shelf: Shelf) -> None:
    incident = await stage.open(stage.call())
    await suspended(shelf)
    await settle_open(stage.desk, "suspend")
    assert (await stage.grant(incident, CENTRE)).state is State.ACTIVE


async def test_a_suspended_call_keeps_its_reason_and_is_lent_anew_after_resuming(
    stage: Stage, shelf: Shelf
) -> None:
    incident = await stage.open(stage.call())
    first = await stage.grant(incident)
    await suspended(shelf)
    await settle_open(stage.desk, "suspend")
    ended = await stage.grant(incident)
    assert (ended.grant_id, ended.reason) == (first.grant_id, Reason.SUSPENDED)
    late = await stage.open(stage.call())
    assert (await stage.grant(late)).reason == Reason.SUSPENDED
    async with shelf.book.change(shelf.database) as work:
        await resume(work, ID, "확인 끝", HEAD, stage.clock.now())
    await settle_open(stage.desk, "resume")
    again = await stage.grant(incident)
    assert again.state is State.ACTIVE
    assert again.grant_id != first.grant_id
    assert (await stage.grant(late)).state is State.ACTIVE


async def test_a_cut_cannot_be_undone_once_its_ground_is_gone(stage: Stage, shelf: Shelf) -> None:
    incident = await stage.open(stage.call())
    async with stage.work() as work:
        await withdraw(work, await stage.grant(incident), "per_1", stage.clock.now())
    await suspended(shelf)
    async with stage.work() as work:
        with pytest.raises(TooLate):
            await undo(work, await stage.grant(incident), "per_1", stage.clock.now())


async def test_a_withdrawn_key_ends_what_it_held_up(stage: Stage, shelf: Shelf) -> None:
    incident = await stage.open(stage.call())
    await shelf.withdraw(POLICE_SEONGBUK)
    grant = await stage.grant(incident)
    assert (grant.state, grant.reason) == (State.CLOSED, Reason.KEY_WITHDRAWN)
    await settle_open(stage.desk, "key")
    assert (await stage.grant(incident)).grant_id == grant.grant_id
    fresh = await stage.grant(await stage.open(stage.call()))
    assert fresh.reason == Reason.KEY_WITHDRAWN


async def test_a_lending_names_its_agreement_version_and_clause(stage: Stage, shelf: Shelf) -> None:
    incident = await stage.open(stage.call())
    grant = await stage.grant(incident)
    assert (grant.agreement_id, grant.agreement_version, grant.clause) == (ID, 1, "3.2")
    view = await stage.view(incident, SHIFT_LEAD)
    assert view is not None
    lending = next(one for one in view.lendings if one.organisation == POLICE_SEONGBUK)
    assert (lending.agreement_id, lending.agreement_version, lending.clause) == (ID, 1, "3.2")


async def test_a_draft_changes_nothing(stage: Stage, shelf: Shelf) -> None:
    incident = await stage.open(stage.call())
    await shelf.add(next_version(clauses=SEONGBUK_2023_08.clauses[3:4], examples=()))
    await settle_open(stage.desk, "version")
    assert (await stage.grant(incident)).state is State.ACTIVE


async def test_the_trail_of_all_this_holds_together(stage: Stage, shelf: Shelf) -> None:
    await stage.open(stage.call())
    await suspended(shelf)
    await settle_open(stage.desk, "suspend")
    assert (await stage.verified()).ok


async def test_without_any_agreement_nothing_is_lent(database: Database) -> None:
    stage = stage_on(database, book=signed_book())
    incident = await stage.open(stage.call())
    assert (await stage.grant(incident)).reason == Reason.NO_AGREEMENT


def pilot(**limits: object) -> Agreement:
    """길음1동 apart: the strips of the stage are 성북동 and 종암동."""
    values = {
        "hours": ("00:00-24:00",),
        "dongs": frozenset({"1129052500"}),
        "calls_a_day": 2,
        "calls_in_all": 3,
        "report_due": date(2027, 1, 1),
        **limits,
    }
    return replace(SEONGBUK_2023_08, stage=PilotStage.PILOT, pilot=Pilot(**values))  # type: ignore[arg-type] # by name


async def test_a_pilot_lends_as_many_calls_as_agreed(database: Database) -> None:
    stage = stage_on(database, book=signed_book(pilot()))
    first, second, third = [await stage.open(stage.call()) for _ in range(3)]
    assert (await stage.grant(third)).reason == Reason.OUTSIDE_PILOT
    for incident in (first, second):
        await settle_open(stage.desk, "again")
        assert (await stage.grant(incident)).state is State.ACTIVE
    stage.clock.advance(24 * 3600)
    assert (await stage.grant(await stage.open(stage.call()))).state is State.ACTIVE
    assert (await stage.grant(await stage.open(stage.call()))).reason == Reason.OUTSIDE_PILOT


async def test_a_call_that_nobody_outside_was_shown_uses_up_no_pilot(database: Database) -> None:
    """The centre watches its own scene while the approver thinks: that is no call of the pilot."""
    stage = stage_on(database, book=signed_book(pilot(calls_a_day=1)))
    waiting = await stage.open(stage.call("THEFT", "C2"))
    assert (await stage.grant(waiting, CENTRE)).opened_at is not None
    assert (await stage.grant(await stage.open(stage.call()))).state is State.ACTIVE


@pytest.mark.parametrize("hours", [("09:00-18:00",), ("03:00-09:00",)])
async def test_a_pilot_outside_its_hours_lends_nothing(
    database: Database, hours: tuple[str, ...]
) -> None:
    """It is ten past two at night in Seoul."""
    stage = stage_on(database, book=signed_book(pilot(hours=hours)))
    assert (await stage.grant(await stage.open(stage.call()))).reason == Reason.OUTSIDE_PILOT


async def test_a_clauses_own_approver_and_time_count(database: Database) -> None:
    clauses = tuple(
        replace(one, approver_roles=frozenset({"CENTRE_HEAD"}), approve_within_s=30)
        if one.number == "3.2"
        else one
        for one in SEONGBUK_2023_08.clauses
    )
    stage = stage_on(database, book=signed_book(replace(SEONGBUK_2023_08, clauses=clauses)))
    grant = await stage.grant(await stage.open(stage.call("THEFT", "C2")))
    assert grant.deadline == NOW + timedelta(seconds=30)
    with pytest.raises(Exception, match="Only the approver"):
        await stage.decide(grant, YES, actor(SHIFT_LEAD))


async def test_a_lending_does_not_outlive_its_agreement(database: Database) -> None:
    ends = NOW + timedelta(seconds=100)
    stage = stage_on(database, book=signed_book(replace(SEONGBUK_2023_08, ends=ends)))
    incident = await stage.open(stage.call())
    assert (await stage.grant(incident)).ends_at == ends


async def test_cameras_of_a_forbidden_purpose_are_not_asked_for(database: Database) -> None:
    ban = replace(
        SEONGBUK_2023_08.clauses[-1], kind=ClauseKind.FORBID, purposes=frozenset({"children"})
    )
    other = replace(SEONGBUK_2023_08, agreement_id="SB-BAN", clauses=(ban,))
    stage = stage_on(database, book=signed_book(SEONGBUK_2023_08, other))
    await stage.open(stage.call())
    assert "children" not in stage.chooser.asked[0].purposes


async def test_a_clock_set_back_ends_lendings_until_it_has_caught_up(stage: Stage) -> None:
    incident = await stage.open(stage.call())
    book, bus = stage.desk.centre.agreements, MemoryBus()
    timers = Timers(stage.desk, bus)
    book.trust_nothing_before(stage.clock.now() + timedelta(seconds=600))
    await timers.do_once()
    assert (await stage.grant(incident)).reason == Reason.CLOCK_SET_BACK
    stage.clock.advance(601)
    await timers.do_once()
    assert (await stage.grant(incident)).state is State.ACTIVE
