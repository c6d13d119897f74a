"""Alarms are put before who is at work, at their pace; what nobody answers lapses and stays counted."""

from datetime import timedelta
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bongsu.identity.people import Role
from bongsu.monitoring.alarms.alarm import Alarm
from bongsu.monitoring.alarms.deal import is_anything_due
from bongsu.monitoring.rules.raised import Phase
from bongsu.monitoring.settings import MonitoringSettings
from bongsu.monitoring.words import AlarmState, Verdict
from tests.monitoring.alarms.queue import (
    CAMERAS,
    ENTERS,
    HEAD,
    KIM,
    LEAD,
    LEE,
    LOITERS,
    NOW,
    Queue,
    camera,
    catalogue_of,
    new_queue,
)

EVERY_RULE = [(one, rule) for one in CAMERAS for rule in (ENTERS, LOITERS)]


async def test_it_is_before_who_is_at_work_at_once(queue: Queue) -> None:
    queue.enters()
    alarm = await queue.raised()
    assert (alarm.state, alarm.shown_to, alarm.shown_at) == (AlarmState.SHOWN, (KIM,), NOW)
    (row,) = await queue.rows("monitoring_shown")
    assert (row["alarm_id"], row["person_id"]) == (alarm.alarm_id, KIM)


async def test_with_nobody_at_work_it_waits_and_comes_with_the_first(queue: Queue) -> None:
    alarm = await queue.raised()
    await queue.wait(5)
    assert queue.now(alarm).state is AlarmState.WAITING
    queue.enters()
    await queue.wait(1)
    assert queue.now(alarm).state is AlarmState.SHOWN


async def test_the_best_two_are_before_somebody_and_the_next_when_they_answer(queue: Queue) -> None:
    for camera_id, rule_id in EVERY_RULE:
        await queue.raised(camera_id, rule_id)
    queue.enters()
    await queue.wait(1)
    shown = lying(queue)
    waiting = [one for one in queue.desk.book.open() if one.waits]
    assert (len(shown), len(waiting)) == (2, 4)
    assert min(one.rank for one in shown) >= max(one.rank for one in waiting)
    await queue.answered(shown[0])
    assert len(lying(queue)) == 2


def lying(queue: Queue) -> list[Alarm]:
    return [one for one in queue.desk.book.open() if one.state is AlarmState.SHOWN]


async def test_no_more_than_four_in_ten_minutes_however_fast_they_answer(queue: Queue) -> None:
    queue.enters()
    for camera_id, rule_id in EVERY_RULE:
        await queue.raised(camera_id, rule_id)
    while found := lying(queue):
        await queue.answered(found[0])
    await queue.wait(590)
    assert sum(one.waits for one in queue.desk.book.open()) == 2


async def test_what_waits_comes_when_ten_minutes_are_over(queue: Queue) -> None:
    queue.enters()
    said = [queue.says(camera_id, rule_id) for camera_id, rule_id in EVERY_RULE]
    for one in said:
        await queue.raised(one.fence.camera_id, one.rule_id, occasion=one.occasion)
    while found := lying(queue):
        await queue.answered(found[0])
    queue.clock.advance(590)
    for one in said:
        await queue.raised(
            one.fence.camera_id, one.rule_id, occasion=one.occasion, phase=Phase.GOES_ON
        )
    assert lying(queue) == []
    await queue.wait(11)
    assert len(lying(queue)) == 2


async def test_the_surer_it_gets_the_higher_it_stands(queue: Queue) -> None:
    first = await queue.raised(occasion=1, score=0.5)
    surer = await queue.raised(occasion=1, phase=Phase.GOES_ON, score=0.9)
    assert surer.rank > first.rank


async def test_two_operators_share_what_comes(queue: Queue) -> None:
    queue.enters(KIM)
    queue.enters(LEE)
    first = await queue.raised("SB-1")
    second = await queue.raised("SB-2")
    assert {*first.shown_to, *second.shown_to} == {KIM, LEE}


async def test_a_lead_gets_alarms_only_where_no_operator_is(queue: Queue) -> None:
    queue.enters(LEAD, Role.SHIFT_LEAD)
    queue.enters(HEAD, Role.CENTRE_HEAD)
    assert (await queue.raised("SB-1")).shown_to == (LEAD,)
    queue.enters(KIM)
    assert (await queue.raised("SB-2")).shown_to == (KIM,)


async def test_who_only_loads_the_page_anew_has_not_left(queue: Queue) -> None:
    queue.enters()
    alarm = await queue.raised()
    await queue.wait(60)
    queue.leaves()
    await queue.wait(20)
    assert queue.now(alarm).shown_to == (KIM,)
    queue.enters()
    await queue.wait(60)
    assert queue.now(alarm).state is AlarmState.SHOWN


async def test_what_lies_before_somebody_who_left_goes_to_another(queue: Queue) -> None:
    queue.enters(KIM)
    alarm = await queue.raised()
    await queue.opened(alarm)
    await queue.wait(60)
    queue.enters(LEE)
    queue.leaves(KIM)
    await queue.wait(31)
    assert (queue.now(alarm).shown_to, queue.now(alarm).opened_by) == ((LEE,), None)


async def test_a_node_that_has_just_started_takes_nothing_from_anybody(queue: Queue) -> None:
    queue.enters()
    alarm = await queue.raised()
    fresh = await queue.again()
    await fresh.wait(10)
    assert fresh.now(alarm).shown_to == (KIM,)
    await fresh.wait(21)
    assert fresh.now(alarm).state is AlarmState.WAITING


async def test_what_was_shown_before_a_restart_still_counts(queue: Queue) -> None:
    queue.enters()
    for camera_id, rule_id in EVERY_RULE:
        await queue.raised(camera_id, rule_id)
    fresh = await queue.again()
    fresh.enters()
    await fresh.wait(1)
    assert len(lying(fresh)) == 2


async def test_nobody_answered_in_time(queue: Queue) -> None:
    queue.enters()
    alarm = await queue.raised(occasion=1)
    queue.clock.advance(300)
    await queue.raised(occasion=1, phase=Phase.GOES_ON)
    await queue.wait(599)
    assert queue.now(alarm).state is AlarmState.SHOWN
    await queue.wait(1)
    assert queue.now(alarm).state is AlarmState.LAPSED
    (row,) = await queue.rows("monitoring_shown")
    assert row["outcome"] == "lapsed"


async def test_what_is_held_comes_back_after_ten_minutes(queue: Queue) -> None:
    queue.enters()
    alarm = await queue.answered(await queue.raised(), Verdict.HOLD)
    assert alarm.held_until == NOW + timedelta(minutes=10)
    await queue.wait(599)
    assert queue.now(alarm).state is AlarmState.HELD
    await queue.wait(1)
    again = queue.now(alarm)
    assert (again.state, again.verdict, again.opened_by) == (AlarmState.SHOWN, None, None)


async def test_a_camera_that_becomes_reserved_is_nobodys_to_see(queue: Queue) -> None:
    queue.enters()
    alarm = await queue.raised()
    queue.desk.catalogue.rows = catalogue_of(camera("SB-2")).rows
    await queue.wait(1)
    assert queue.now(alarm).state is AlarmState.LAPSED


async def test_an_urgent_kind_borrows_for_a_running_incident(queue: Queue) -> None:
    queue.enters()
    for camera_id, rule_id in EVERY_RULE[:4]:
        await queue.raised(camera_id, rule_id)
    queue.watch.incidents.add("SB-3")
    alarm = await queue.raised("SB-3", ENTERS)
    assert alarm.state is AlarmState.SHOWN


async def test_a_flood_is_one_and_ends_when_it_is_calm(queue: Queue) -> None:
    queue.enters()
    for number in range(11):
        queue.desk.book.arrived(("SB-3", f"r{number}"), NOW, counts=True)
    await queue.raised()
    assert queue.desk.book.flood.since == NOW
    await queue.wait(601)
    assert queue.desk.book.flood.is_on
    await queue.wait(601)
    assert not queue.desk.book.flood.is_on


async def test_where_nothing_is_due_no_transaction_is_begun(queue: Queue) -> None:
    assert not is_anything_due(queue.desk, NOW)
    queue.enters()
    await queue.raised()
    assert not is_anything_due(queue.desk, queue.clock.now())


deeds = st.lists(
    st.tuples(
        st.sampled_from(["raise", "end", "wait", "real", "false", "hold", "open", "in", "out"]),
        st.integers(0, 5),
    ),
    max_size=25,
)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deeds)
async def test_whatever_happens_every_arrival_is_counted(
    queue: Queue, done: list[tuple[str, int]]
) -> None:
    queue.clock.advance(7200)
    await queue.keeper.look()
    before = sum(row["count"] for row in await queue.rows("monitoring_alarms"))
    raised = 0
    for what, which in done:
        camera_id, rule_id = EVERY_RULE[which]
        if what == "raise":
            await queue.raised(camera_id, rule_id)
            raised += 1
        elif what == "wait":
            await queue.wait(100.0 * (which + 1))
        elif what == "in":
            queue.enters(KIM if which % 2 else LEE)
        elif what == "out":
            queue.leaves(KIM if which % 2 else LEE)
        else:
            await _act(queue, what, which)
    await queue.wait(0)
    rows = await queue.rows("monitoring_alarms")
    assert sum(row["count"] for row in rows) - before == raised
    assert len(queue.desk.book.alarms) <= len(rows)


async def _act(queue: Queue, what: str, which: int) -> None:
    alarms = sorted(queue.desk.book.open(), key=lambda one: one.alarm_id)
    if not alarms:
        return
    alarm = alarms[which % len(alarms)]
    if what == "end":
        said = queue.says(alarm.camera_id, alarm.rule_id, occasion=alarm.occasion.number)
        await queue.raised(
            said.fence.camera_id, said.rule_id, occasion=said.occasion, phase=Phase.ENDED
        )
    elif what == "open" and alarm.opened_by is None:
        await queue.opened(alarm)
    elif alarm.opened_by in (None, KIM) and alarm.answered_by in (None, KIM):
        if what == "false":
            await queue.waved(alarm)
        elif what in ("real", "hold"):
            await queue.answered(alarm, Verdict(what))


async def test_a_centre_may_set_its_own_pace(queue: Queue, tmp_path: Path) -> None:
    slow = MonitoringSettings(per_operator_10min=1)
    one = new_queue(queue.desk.database, tmp_path, slow)
    one.enters()
    await one.raised("SB-1")
    assert (await one.raised("SB-2")).state is AlarmState.WAITING


async def test_what_an_older_job_saw_going_on_has_ended(queue: Queue) -> None:
    alarm = await queue.raised()
    queue.watch.jobs["SB-1"] += 1
    await queue.wait(1)
    assert queue.now(alarm).ended_at == alarm.last_at
    assert queue.now(alarm).is_open


async def test_what_a_silent_worker_saw_going_on_ends_when_it_was_last_heard_of(
    queue: Queue,
) -> None:
    alarm = await queue.raised(occasion=1)
    await queue.wait(119)
    assert queue.now(alarm).ended_at is None
    await queue.wait(1)
    assert queue.now(alarm).ended_at == alarm.last_at
    again = await queue.raised(occasion=1, phase=Phase.GOES_ON)
    assert (again.alarm_id, again.ended_at) == (alarm.alarm_id, None)


async def test_what_was_answered_does_not_go_on_for_ever(queue: Queue) -> None:
    queue.enters()
    alarm = await queue.raised()
    await queue.answered(alarm)
    await queue.wait(120)
    (row,) = await queue.rows("monitoring_alarms")
    assert row["ended_at"] is not None


async def test_after_an_arrival_only_what_is_urgent_passes_those_who_have_no_room(
    queue: Queue,
) -> None:
    queue.enters()
    for camera_id, rule_id in EVERY_RULE:
        await queue.raised(camera_id, rule_id)
    before = {one.alarm_id for one in lying(queue)}
    queue.watch.incidents.add("SB-3")
    await queue.raised("SB-3", ENTERS)
    new = [one for one in lying(queue) if one.alarm_id not in before]
    assert [one.rule for one in new] == [("SB-3", ENTERS)]
