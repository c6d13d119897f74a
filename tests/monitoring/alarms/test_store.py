"""What is written is what is read."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from bongsu.monitoring.alarms.alarm import Missed, Occasion
from bongsu.monitoring.alarms.learned.store import (
    add_missed,
    add_shelf,
    add_tuning,
    count_silenced,
    missed_between,
    save_shelf,
    standing_places,
    standing_shelves,
    tuning_of,
    tunings_of,
)
from bongsu.monitoring.alarms.loads.store import shown_between, verdict_counts
from bongsu.monitoring.alarms.store import (
    add_alarm,
    add_event,
    add_shown,
    alarm_of,
    due_for_destruction,
    events_of,
    forget_shown,
    in_states,
    listed,
    note_shown,
    raised_since,
    remembered,
    save_alarm,
    shown_since,
    to_learn_from,
    verdicts_of,
    with_files,
)
from bongsu.monitoring.alarms.tuned import What
from bongsu.monitoring.words import AlarmState, FalseReason, RuleKind, Verdict
from tests.monitoring.alarms.queue import HERE, KIM, LEE, NOW, THERE, Queue
from tests.monitoring.alarms.test_book import place
from tests.monitoring.alarms.test_rules import alarm
from tests.monitoring.alarms.test_shelving import shelf

HOUR = timedelta(hours=1)
WHOLE = alarm(
    state=AlarmState.FALSE,
    rule_name="출입 금지",
    count=3,
    people=2,
    boxes=(HERE, THERE),
    occasion=Occasion(7, 2, 9),
    threshold=0.45,
    rank=0.75,
    ended_at=NOW,
    back_at=NOW,
    shown_at=NOW,
    shown_to=(KIM, LEE),
    opened_at=NOW,
    opened_by=KIM,
    held_until=NOW,
    verdict=Verdict.FALSE,
    reason=FalseReason.ANIMAL,
    note="고양이",
    answered_at=NOW,
    answered_by=KIM,
    is_learned=True,
    incident_id="inc_1",
    escalated=True,
    silenced_by="tun_1",
    has_clip=True,
    has_picture=True,
)


@pytest.mark.parametrize("one", [alarm(), WHOLE], ids=["bare", "whole"])
async def test_an_alarm_is_read_as_it_was_written(queue: Queue, one: object) -> None:
    assert isinstance(one, type(WHOLE))
    async with queue.desk.database.work() as work:
        await add_alarm(work.connection, one)
        assert await alarm_of(work.connection, "alm_1") == one
        changed = replace(one, count=9, verdict=Verdict.REAL, boxes=())
        await save_alarm(work.connection, changed)
        assert await alarm_of(work.connection, "alm_1") == changed
        assert await alarm_of(work.connection, "alm_2") is None


async def test_what_is_listed(queue: Queue) -> None:
    times = [NOW, NOW + HOUR, NOW + 2 * HOUR]
    async with queue.desk.database.work() as work:
        for number, at in enumerate(times):
            state = AlarmState.REAL if number else AlarmState.WAITING
            await add_alarm(
                work.connection,
                alarm(
                    alarm_id=f"alm_{number}", first_at=at, last_at=at, state=state, answered_at=at
                ),
            )
        read = work.connection
        assert [one.alarm_id for one in await listed(read)] == ["alm_2", "alm_1", "alm_0"]
        assert [one.alarm_id for one in await listed(read, limit=1)] == ["alm_2"]
        assert [one.alarm_id for one in await listed(read, before=times[1])] == ["alm_0"]
        real = await listed(read, states=in_states("real"))
        assert [one.alarm_id for one in real] == ["alm_2", "alm_1"]
        assert [one.alarm_id for one in await remembered(read, times[2])] == ["alm_0", "alm_2"]
        assert len(await raised_since(read, times[1])) == 2
        learned = await to_learn_from(read, times[1], 10)
        assert [one.alarm_id for one in learned] == ["alm_1"]
        verdicts = await verdicts_of(read, "SB-1", "r", NOW, 10)
        assert [one.alarm_id for one in verdicts] == ["alm_2", "alm_1"]
        assert await verdict_counts(read) == {("SB-1", "r"): {"waiting": 1, "real": 2}}


def test_open_is_all_that_wait_for_an_answer() -> None:
    assert set(in_states("open")) == {AlarmState.WAITING, AlarmState.SHOWN, AlarmState.HELD}
    assert in_states(None) == ()
    assert in_states("lapsed") == (AlarmState.LAPSED,)


async def test_files_are_known_until_their_day(queue: Queue) -> None:
    async with queue.desk.database.work() as work:
        await add_alarm(work.connection, WHOLE)
        await add_alarm(work.connection, alarm(alarm_id="alm_2"))
        assert await with_files(work.connection) == {"alm_1": (True, True)}
        assert await due_for_destruction(work.connection, NOW, 10) == []
        due = await due_for_destruction(work.connection, WHOLE.keep_until, 10)
        assert [one.alarm_id for one in due] == ["alm_1"]


async def test_who_did_what_is_in_order(queue: Queue) -> None:
    async with queue.desk.database.work() as work:
        for what, by in (("raised", None), ("shown", KIM), ("real", KIM)):
            await add_event(work.connection, "alm_1", NOW, what, by, "")
        found = await events_of(work.connection, "alm_1")
        assert [(what, by) for _, what, by, _ in found] == [
            ("raised", None),
            ("shown", KIM),
            ("real", KIM),
        ]
        assert await events_of(work.connection, "alm_2") == []


async def test_what_was_shown_twice_is_noted_at_the_last_time(queue: Queue) -> None:
    async with queue.desk.database.work() as work:
        read = work.connection
        await add_shown(read, "alm_1", KIM, NOW)
        await add_shown(read, "alm_1", KIM, NOW + HOUR)
        await add_shown(read, "alm_1", LEE, NOW)
        await note_shown(read, "alm_1", KIM, opened_at=NOW + HOUR, outcome="real")
        rows = await shown_between(read, NOW, NOW + 2 * HOUR)
        assert [one.outcome for one in rows] == [None, "real", None]
        await note_shown(read, "alm_1", None, outcome="lapsed")
        rows = await shown_between(read, NOW, NOW + 2 * HOUR)
        assert [one.outcome for one in rows] == ["lapsed", "real", "lapsed"]
        assert len(await shown_between(read, NOW, NOW + 2 * HOUR, LEE)) == 1
        assert await shown_since(read, NOW + HOUR) == [(KIM, NOW + HOUR)]
        await forget_shown(read, NOW + HOUR)
        assert len(await shown_between(read, NOW, NOW + 2 * HOUR)) == 1


async def test_shelves_places_and_what_was_missed(queue: Queue) -> None:
    async with queue.desk.database.work() as work:
        read = work.connection
        one = shelf("r")
        await add_shelf(read, one)
        assert await standing_shelves(read, NOW) == [one]
        await save_shelf(read, replace(one, ended_at=NOW, ended_by=KIM, arrivals=4))
        assert await standing_shelves(read, NOW) == []
        await add_tuning(read, place())
        await count_silenced(read, "tun_1", 2)
        (held,) = await standing_places(read)
        assert (held, held.silenced) == (replace(place(), silenced=2), 2)
        assert await tuning_of(read, "tun_1") == held
        assert await tuning_of(read, "tun_2") is None
        hours = replace(place(), tuning_id="tun_2", what=What.HOURS, box=None, hours=(6, 7))
        await add_tuning(read, hours)
        assert await tunings_of(read, "SB-1", "r") == [hours, held]
        assert await tunings_of(read, "SB-2") == []
        missed = Missed(
            missed_id="mis_1",
            camera_id="SB-1",
            at=NOW,
            kind=RuleKind.CROWD,
            note="",
            by=KIM,
            entered_at=NOW + HOUR,
        )
        await add_missed(read, missed)
        assert await missed_between(read, NOW, NOW + HOUR) == [missed]
        assert await missed_between(read, NOW + HOUR, NOW + 2 * HOUR) == []
