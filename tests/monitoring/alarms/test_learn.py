"""Verdicts change what is put up next: each change with its verdicts, its expectation and a way back."""

import pytest

from bongsu.monitoring.alarms.failures import TuningUndone, UnknownTuning
from bongsu.monitoring.alarms.learn import undo_tuning
from bongsu.monitoring.alarms.learned.store import tunings_of
from bongsu.monitoring.alarms.tuned import Tuning, What, floor_of
from bongsu.monitoring.rules.raised import Phase
from bongsu.monitoring.tracks.track import Box
from bongsu.monitoring.words import AlarmState, FalseReason
from tests.monitoring.alarms.queue import (
    ENTERS,
    HEAD,
    HERE,
    NOW,
    THERE,
    Queue,
    camera,
    catalogue_of,
)


async def told(
    queue: Queue,
    number: int,
    *,
    score: float = 0.5,
    box: Box = HERE,
    reason: FalseReason = FalseReason.PLANT,
    is_real: bool = False,
) -> list[str]:
    """So many alarms, each answered and over before the next."""
    ids = []
    for _ in range(number):
        alarm = await queue.raised(score=score, boxes=(box,))
        said = alarm.occasion.number
        if is_real:
            await queue.answered(alarm)
        else:
            await queue.waved(alarm, reason)
        await queue.raised(occasion=said, phase=Phase.ENDED, boxes=(), job=alarm.occasion.job)
        ids.append(alarm.alarm_id)
        await queue.wait(400)
    return ids


async def changes(queue: Queue) -> list[Tuning]:
    async with queue.desk.database.read() as connection:
        return await tunings_of(connection, "SB-1", ENTERS)


async def test_the_third_flag_silences_its_place(queue: Queue) -> None:
    ids = await told(queue, 3)
    (place,) = await changes(queue)
    assert (place.what, place.verdicts, place.holds) == (What.PLACE, tuple(ids), True)
    assert place.expected["lost"] == 0.0
    alarm = await queue.raised(score=0.5)
    assert alarm.silenced_by == place.tuning_id
    assert (await changes(queue))[0].silenced == 1
    assert "retune" in await queue.trail()


async def test_what_is_silenced_lapses_by_itself_and_is_counted(queue: Queue) -> None:
    queue.enters()
    await told(queue, 3)
    alarm = await queue.raised()
    await queue.wait(601)
    assert queue.now(alarm).state is AlarmState.LAPSED


async def test_somebody_elsewhere_is_put_up_as_ever(queue: Queue) -> None:
    queue.enters()
    await told(queue, 3)
    assert (await queue.raised(boxes=(THERE,))).state is AlarmState.SHOWN


async def test_what_was_silenced_and_then_moves_away_is_put_up(queue: Queue) -> None:
    queue.enters()
    await told(queue, 3)
    alarm = await queue.raised(occasion=900)
    assert alarm.silenced_by is not None
    moved = await queue.raised(occasion=900, phase=Phase.GOES_ON, boxes=(THERE,))
    assert (moved.alarm_id, moved.state) == (alarm.alarm_id, AlarmState.SHOWN)


async def test_two_are_not_enough_and_other_reasons_teach_no_place(queue: Queue) -> None:
    await told(queue, 2)
    await told(queue, 3, reason=FalseReason.ALLOWED)
    assert await changes(queue) == []


async def test_a_place_is_taken_back_and_not_done_again_by_the_same_verdicts(queue: Queue) -> None:
    await told(queue, 3)
    (place,) = await changes(queue)
    silenced = await queue.raised()
    await undo_tuning(queue.desk, place.tuning_id, "다시 본다", HEAD)
    assert queue.now(silenced).silenced_by is None
    (undone,) = await changes(queue)
    assert (undone.undone_by, undone.undo_reason) == (HEAD, "다시 본다")
    await queue.waved(queue.now(silenced))
    await queue.wait(60)
    assert [one for one in await changes(queue) if one.holds] == []


async def test_what_was_taken_back_is_not_taken_back_twice(queue: Queue) -> None:
    await told(queue, 3)
    (place,) = await changes(queue)
    await undo_tuning(queue.desk, place.tuning_id, "다시 본다", HEAD)
    with pytest.raises(TuningUndone):
        await undo_tuning(queue.desk, place.tuning_id, "다시 본다", HEAD)
    with pytest.raises(UnknownTuning):
        await undo_tuning(queue.desk, "tun_none", "다시 본다", HEAD)


async def test_a_change_at_a_camera_nobody_may_see_is_unknown(queue: Queue) -> None:
    await told(queue, 3)
    (place,) = await changes(queue)
    queue.desk.catalogue.rows = catalogue_of(camera("SB-2")).rows
    with pytest.raises(UnknownTuning):
        await undo_tuning(queue.desk, place.tuning_id, "다시 본다", HEAD)


async def test_somebody_as_unsure_who_was_really_there_ends_the_place(queue: Queue) -> None:
    await told(queue, 3)
    real = await queue.opened(await queue.raised(score=0.5))
    await queue.answered(real)
    await queue.wait(60)
    (place,) = await changes(queue)
    assert (place.holds, place.undo_reason) == (False, "confirmed there")
    assert queue.desk.book.places == {}


SPREAD: list[Box] = [(0.05 * one, 0.0, 0.05 * one + 0.04, 0.2) for one in range(12)]


async def test_scattered_false_ones_raise_the_score_as_far_as_confirmed_ones_allow(
    queue: Queue,
) -> None:
    for box in SPREAD[:6]:
        await told(queue, 4, score=0.85, box=box, is_real=True)
    for box in SPREAD[6:]:
        await told(queue, 1, score=0.47, box=box)
    steps = [one for one in await changes(queue) if one.what is What.SCORE]
    assert steps
    rule = queue.watch.rule("SB-1", ENTERS)
    assert rule is not None
    assert 0.47 < rule.score < 0.85
    assert rule.score == steps[0].after
    assert floor_of(rule.score, await changes(queue)) == 0.45
    assert steps[0].expected["lost"] == 0.0


async def test_the_way_back_is_step_by_step(queue: Queue) -> None:
    for box in SPREAD[:6]:
        await told(queue, 4, score=0.85, box=box, is_real=True)
    for box in SPREAD[6:]:
        await told(queue, 1, score=0.47, box=box)
    steps = [one for one in await changes(queue) if one.what is What.SCORE]
    for number, one in enumerate(steps):
        for earlier in steps[number + 1 :]:
            with pytest.raises(TuningUndone):
                await undo_tuning(queue.desk, earlier.tuning_id, "되돌림", HEAD)
        await undo_tuning(queue.desk, one.tuning_id, "되돌림", HEAD)
    rule = queue.watch.rule("SB-1", ENTERS)
    assert rule is not None
    assert rule.score == 0.45
    await queue.wait(60)
    assert rule.score == 0.45


async def test_who_may_be_there_proposes_hours_once(queue: Queue) -> None:
    for _ in range(6):
        await told(queue, 1, reason=FalseReason.ALLOWED)
        queue.clock.advance(86_400 - 400)
    hours = [one for one in await changes(queue) if one.what is What.HOURS]
    assert [one.hours for one in hours] == [(11, 12)]
    rule = queue.watch.rule("SB-1", ENTERS)
    assert rule is not None
    assert rule.score == 0.45


async def test_nothing_is_learned_before_it_can_no_longer_be_taken_back(queue: Queue) -> None:
    alarm = await queue.waved(await queue.raised())
    await queue.keeper.look()
    assert not queue.now(alarm).is_learned
    await queue.wait(11)
    assert queue.now(alarm).is_learned


async def test_a_rule_that_is_no_more_is_not_retuned(queue: Queue) -> None:
    for box in SPREAD[:6]:
        await told(queue, 1, score=0.47, box=box)
    queue.watch.rules.clear()
    await queue.wait(60)
    assert [one for one in await changes(queue) if one.what is What.SCORE] == []


def tuning(before: float, after: float, what: What = What.SCORE) -> Tuning:
    return Tuning(
        tuning_id="t",
        camera_id="SB-1",
        rule_id=ENTERS,
        what=what,
        at=NOW,
        by="system",
        verdicts=(),
        expected={},
        before=before,
        after=after,
    )


def test_the_floor_is_what_the_row_of_changes_began_with() -> None:
    chain = [tuning(0.5, 0.55), tuning(0.2, 0.3, What.PLACE), tuning(0.45, 0.5)]
    assert floor_of(0.55, chain) == 0.45


def test_a_score_the_operator_set_anew_is_the_floor() -> None:
    assert floor_of(0.4, [tuning(0.45, 0.5)]) == 0.4
    assert floor_of(0.4, []) == 0.4
