"""One key each; the first word counts; ten seconds to take it back."""

from datetime import timedelta

import pytest

from bongsu.kernel.failures import Failure, Invalid
from bongsu.monitoring.alarms.answer import Answer, answer, check, undo
from bongsu.monitoring.alarms.failures import (
    AlarmOver,
    AnsweredByAnother,
    OpenedByAnother,
    TooLateToUndo,
    UnknownAlarm,
)
from bongsu.monitoring.words import AlarmState, FalseReason, Verdict
from tests.monitoring.alarms.queue import KIM, LEE, NOW, Queue, camera, catalogue_of


@pytest.mark.parametrize("verdict", [Verdict.REAL, Verdict.HOLD])
def test_only_what_was_wrong_has_a_reason(verdict: Verdict) -> None:
    check(Answer(verdict=verdict))
    with pytest.raises(Invalid) as refused:
        check(Answer(verdict=verdict, reason=FalseReason.LIGHT))
    assert refused.value.field == "reason"


def test_what_was_wrong_needs_its_reason() -> None:
    check(Answer(verdict=Verdict.FALSE, reason=FalseReason.LIGHT))
    with pytest.raises(Invalid) as refused:
        check(Answer(verdict=Verdict.FALSE))
    assert refused.value.field == "reason"


async def test_a_confirmed_one_is_kept_as_long_as_recordings(queue: Queue) -> None:
    queue.enters()
    alarm = await queue.answered(await queue.opened(await queue.raised()))
    assert (alarm.state, alarm.verdict, alarm.answered_by) == (AlarmState.REAL, Verdict.REAL, KIM)
    assert alarm.keep_until == NOW + timedelta(days=30)
    assert (await queue.trail())[-2:] == ["open_alarm", "answer_alarm"]
    (row,) = await queue.rows("monitoring_shown")
    assert (row["outcome"], row["answered_at"] is not None) == ("real", True)


async def test_a_false_one_keeps_its_own_day(queue: Queue) -> None:
    alarm = await queue.waved(await queue.raised(), FalseReason.RAIN_SNOW)
    assert (alarm.state, alarm.reason) == (AlarmState.FALSE, FalseReason.RAIN_SNOW)
    assert alarm.keep_until == NOW + timedelta(hours=72)


async def test_the_second_word_comes_too_late(queue: Queue) -> None:
    alarm = await queue.answered(await queue.raised())
    with pytest.raises(AnsweredByAnother):
        await queue.waved(alarm, by=LEE)
    with pytest.raises(AlarmOver):
        await queue.waved(alarm, by=KIM)
    assert queue.now(alarm).state is AlarmState.REAL


async def test_the_same_word_again_is_no_other_word(queue: Queue) -> None:
    alarm = await queue.answered(await queue.raised())
    rows = len(await queue.trail())
    await queue.answered(alarm)
    assert len(await queue.trail()) == rows


async def test_who_opens_it_owns_it(queue: Queue) -> None:
    queue.enters(KIM)
    queue.enters(LEE)
    alarm = await queue.opened(await queue.raised(), LEE)
    assert (alarm.opened_by, alarm.opened_at) == (LEE, NOW)
    for act in (queue.opened(alarm, KIM), queue.waved(alarm, by=KIM)):
        with pytest.raises(OpenedByAnother):
            await act
    assert (await queue.answered(alarm, by=LEE)).answered_by == LEE


async def test_what_a_colleague_left_open_may_be_answered(queue: Queue) -> None:
    queue.enters(LEE)
    alarm = await queue.opened(await queue.raised(), LEE)
    await queue.wait(60)
    queue.leaves(LEE)
    queue.clock.advance(31)
    assert (await queue.answered(alarm, by=KIM)).answered_by == KIM


async def test_one_that_waits_may_be_taken_by_hand_and_counts_as_shown(queue: Queue) -> None:
    alarm = await queue.opened(await queue.raised())
    assert (alarm.state, alarm.shown_to, alarm.shown_at) == (AlarmState.SHOWN, (KIM,), NOW)
    (row,) = await queue.rows("monitoring_shown")
    assert row["opened_at"] is not None


async def test_opened_twice_is_once(queue: Queue) -> None:
    alarm = await queue.opened(await queue.raised())
    queue.clock.advance(5)
    again = await queue.opened(alarm)
    assert again.opened_at == NOW
    assert (await queue.trail()).count("open_alarm") == 1


async def test_an_answered_one_may_be_looked_at_again(queue: Queue) -> None:
    alarm = await queue.answered(await queue.raised())
    assert (await queue.opened(alarm, LEE)).state is AlarmState.REAL


async def test_a_held_one_may_be_opened_by_whoever_comes(queue: Queue) -> None:
    alarm = await queue.answered(await queue.raised(), Verdict.HOLD)
    assert (await queue.opened(alarm, LEE)).state is AlarmState.HELD


async def test_an_unknown_one_is_unknown(queue: Queue) -> None:
    with pytest.raises(UnknownAlarm):
        await answer(queue.desk, "alm_nothing", Answer(verdict=Verdict.REAL), KIM)


async def test_one_at_a_camera_that_is_reserved_is_unknown(queue: Queue) -> None:
    alarm = await queue.raised()
    queue.desk.catalogue.rows = catalogue_of(camera("SB-2")).rows
    with pytest.raises(UnknownAlarm):
        await queue.answered(alarm)


async def test_within_ten_seconds_it_is_taken_back(queue: Queue) -> None:
    queue.enters()
    alarm = await queue.answered(await queue.opened(await queue.raised()))
    queue.clock.advance(9)
    await undo(queue.desk, alarm.alarm_id, KIM)
    back = queue.now(alarm)
    assert (back.state, back.verdict, back.opened_by) == (AlarmState.SHOWN, None, KIM)
    assert back.keep_until == NOW + timedelta(hours=72)
    (row,) = await queue.rows("monitoring_shown")
    assert (row["outcome"], row["answered_at"]) == (None, None)
    assert (await queue.trail())[-1] == "undo"
    assert (await queue.waved(back)).state is AlarmState.FALSE


@pytest.mark.parametrize(("by", "after_s"), [(LEE, 1.0), (KIM, 10.0)])
async def test_by_another_or_later_it_stands(queue: Queue, by: str, after_s: float) -> None:
    alarm = await queue.answered(await queue.raised())
    queue.clock.advance(after_s)
    with pytest.raises(TooLateToUndo):
        await undo(queue.desk, alarm.alarm_id, by)
    assert queue.now(alarm).state is AlarmState.REAL


async def test_what_was_never_answered_cannot_be_taken_back(queue: Queue) -> None:
    alarm = await queue.raised()
    with pytest.raises(TooLateToUndo):
        await undo(queue.desk, alarm.alarm_id, KIM)


async def test_what_lapsed_is_answered_no_more(queue: Queue) -> None:
    alarm = await queue.raised()
    await queue.wait(601)
    with pytest.raises(AlarmOver):
        await queue.answered(alarm)


async def test_a_transaction_that_fails_leaves_the_queue_as_it_was(queue: Queue) -> None:
    alarm = await queue.raised()
    with pytest.raises(Failure):
        async with queue.desk.change() as change:
            change.put(await change.alarm(alarm.alarm_id))
            raise UnknownAlarm("something failed")
    assert queue.now(alarm) == alarm
    (row,) = await queue.rows("monitoring_alarms")
    assert row["state"] == "waiting"


async def test_what_was_broken_off_in_its_commit_is_read_anew(queue: Queue) -> None:
    """The word stands in the rows, and memory had not heard of it."""
    alarm = await queue.raised()
    await queue.answered(alarm)
    queue.desk.book.keep(alarm)
    queue.desk.book.unsaved.add(alarm.alarm_id)
    queue.desk.book.unsure.add(alarm.alarm_id)
    with pytest.raises(AnsweredByAnother):
        await queue.waved(alarm, by=LEE)
    assert queue.now(alarm).state is AlarmState.REAL
    assert not queue.desk.book.unsaved
