"""A rule speaks: one alarm for one thing, whatever is said of it, and nothing that is said is lost."""

from datetime import timedelta
from typing import Any  # Any: by name

import pytest
from msgspec.structs import replace

from bongsu.monitoring.alarms.alarm import Occasion
from bongsu.monitoring.alarms.arrive import arrive
from bongsu.monitoring.rules.raised import Phase
from bongsu.monitoring.words import AlarmState, FalseReason, RuleKind, Verdict
from tests.monitoring.alarms.queue import (
    ENTERS,
    HERE,
    JPEG,
    LOITERS,
    NOW,
    THERE,
    Queue,
    camera,
    catalogue_of,
)


async def test_what_began_is_an_alarm_with_its_rule_and_place(queue: Queue) -> None:
    alarm = await queue.raised(score=0.71, escalated=True, count=2)
    assert (alarm.camera_id, alarm.rule_id, alarm.rule_name) == ("SB-1", ENTERS, "출입 금지")
    assert (alarm.state, alarm.kind, alarm.score) == (AlarmState.WAITING, RuleKind.INTRUSION, 0.71)
    assert (alarm.boxes, alarm.people, alarm.threshold) == ((HERE,), 2, 0.45)
    assert (alarm.first_at, alarm.keep_until) == (NOW, NOW + timedelta(hours=72))
    assert alarm.escalated
    (row,) = await queue.rows("monitoring_alarms")
    assert (row["alarm_id"], row["state"]) == (alarm.alarm_id, "waiting")


async def test_what_goes_on_is_the_same_alarm_and_costs_no_write(queue: Queue) -> None:
    alarm = await queue.raised(occasion=1, score=0.5)
    before = await queue.rows("monitoring_alarms")
    queue.clock.advance(3)
    seen = await queue.raised(occasion=1, phase=Phase.GOES_ON, score=0.8, boxes=(THERE,))
    assert seen.alarm_id == alarm.alarm_id
    assert (seen.score, seen.boxes, seen.count) == (0.8, (THERE,), 1)
    assert seen.moment_boxes == (HERE,), "the moment stays where it was"
    assert await queue.rows("monitoring_alarms") == before
    await queue.wait(5)
    (row,) = await queue.rows("monitoring_alarms")
    assert row["score"] == 0.8


async def test_sixty_cameras_that_go_on_are_one_transaction(queue: Queue) -> None:
    for number, one in enumerate(("SB-1", "SB-2", "SB-3"), 1):
        await queue.raised(one, occasion=number)
    await queue.wait(5)
    told = len(await queue.rows("outbox"))
    for number, one in enumerate(("SB-1", "SB-2", "SB-3"), 1):
        await queue.raised(one, occasion=number, phase=Phase.GOES_ON)
    assert len(await queue.rows("outbox")) == told
    await queue.wait(5)
    assert len(await queue.rows("outbox")) == told + 1


async def test_its_end_is_written_at_once(queue: Queue) -> None:
    await queue.raised(occasion=1)
    queue.clock.advance(8)
    ended = await queue.raised(occasion=1, phase=Phase.ENDED, boxes=())
    assert ended.ended_at == NOW + timedelta(seconds=8)
    assert ended.boxes == (HERE,)
    (row,) = await queue.rows("monitoring_alarms")
    assert row["ended_at"] is not None


async def test_the_next_occasion_of_an_open_alarm_is_counted_into_it(queue: Queue) -> None:
    first = await queue.raised(occasion=1)
    await queue.raised(occasion=1, phase=Phase.ENDED)
    queue.clock.advance(500)
    again = await queue.raised(occasion=2)
    assert (again.alarm_id, again.count, again.ended_at) == (first.alarm_id, 2, None)
    assert again.occasion == Occasion(1, 1, 2)


async def test_another_rule_and_another_camera_are_other_alarms(queue: Queue) -> None:
    ids = {
        (await queue.raised()).alarm_id,
        (await queue.raised(rule_id=LOITERS)).alarm_id,
        (await queue.raised("SB-2")).alarm_id,
    }
    assert len(ids) == 3


async def test_what_goes_on_without_a_beginning_is_a_beginning(queue: Queue) -> None:
    """The node was away when it began."""
    alarm = await queue.raised(phase=Phase.GOES_ON)
    assert alarm.state is AlarmState.WAITING


async def test_an_end_without_a_beginning_is_nothing(queue: Queue) -> None:
    await arrive(queue.desk, queue.says(phase=Phase.ENDED))
    assert queue.desk.book.alarms == {}


async def test_heard_twice_is_once(queue: Queue) -> None:
    said = queue.says(occasion=5)
    await arrive(queue.desk, said)
    await arrive(queue.desk, said)
    assert queue.of(said).count == 1
    assert len(await queue.rows("monitoring_alarms")) == 1


async def test_a_word_of_an_older_job_counts_for_nothing(queue: Queue) -> None:
    await arrive(queue.desk, queue.says(job=0))
    assert queue.desk.book.alarms == {}
    assert queue.desk.book.dropped == {"fence": 1}


async def test_a_camera_that_is_reserved_by_now_raises_nothing(queue: Queue) -> None:
    queue.desk.catalogue.rows = {}
    await arrive(queue.desk, queue.says())
    assert queue.desk.book.dropped == {"camera": 1}


async def test_another_centres_camera_raises_nothing(queue: Queue) -> None:
    queue.desk.catalogue.rows = catalogue_of(camera("SB-1", owner="GANGBUK")).rows
    await arrive(queue.desk, queue.says())
    assert queue.desk.book.alarms == {}


async def test_a_word_from_long_ago_is_no_alarm_of_now(queue: Queue) -> None:
    await arrive(queue.desk, queue.says(at=NOW - timedelta(minutes=11)))
    assert queue.desk.book.dropped == {"late": 1}


async def test_a_worker_whose_clock_is_ahead_sees_nothing_in_the_future(queue: Queue) -> None:
    ahead = NOW + timedelta(hours=1)
    alarm = await queue.raised(at=ahead, since=ahead)
    assert (alarm.first_at, alarm.last_at) == (NOW, NOW)


async def test_the_picture_of_the_moment_is_kept_sealed(queue: Queue) -> None:
    alarm = await queue.raised(picture=JPEG)
    assert alarm.has_picture
    assert queue.desk.files.read(alarm.alarm_id, "picture") == JPEG


@pytest.mark.parametrize("data", [b"GIF89a", b"\xff\xd8\xff" + b"x" * 60_000])
async def test_what_is_no_small_jpeg_is_left_out(queue: Queue, data: bytes) -> None:
    alarm = await queue.raised(picture=data)
    assert not alarm.has_picture
    assert queue.desk.book.dropped == {"picture": 1}


async def test_what_was_answered_as_real_takes_in_what_follows(queue: Queue) -> None:
    alarm = await queue.raised(occasion=1)
    await queue.answered(alarm)
    await queue.raised(occasion=1, phase=Phase.ENDED)
    queue.clock.advance(200)
    again = await queue.raised(occasion=2, boxes=(THERE,))
    assert (again.alarm_id, again.count, again.state) == (alarm.alarm_id, 2, AlarmState.REAL)


async def test_after_five_minutes_it_is_another_alarm(queue: Queue) -> None:
    alarm = await queue.raised(occasion=1)
    await queue.answered(alarm)
    await queue.raised(occasion=1, phase=Phase.ENDED)
    queue.clock.advance(301)
    assert (await queue.raised(occasion=2)).alarm_id != alarm.alarm_id


async def test_somebody_walking_past_a_flag_that_was_waved_away_is_an_alarm(queue: Queue) -> None:
    flag = await queue.waved(await queue.raised(occasion=1), FalseReason.PLANT)
    await queue.raised(occasion=1, phase=Phase.ENDED)
    queue.clock.advance(30)
    same = await queue.raised(occasion=2)
    assert (same.alarm_id, same.count) == (flag.alarm_id, 2)
    walker = await queue.raised(occasion=3, boxes=(THERE,))
    assert walker.alarm_id != flag.alarm_id
    assert walker.state is AlarmState.WAITING


async def test_whoever_may_be_there_is_not_put_up_again_at_once(queue: Queue) -> None:
    alarm = await queue.waved(await queue.raised(occasion=1), FalseReason.ALLOWED)
    again = await queue.raised(occasion=2, boxes=(THERE,))
    assert again.alarm_id == alarm.alarm_id


async def test_what_lapsed_takes_nothing_in(queue: Queue) -> None:
    alarm = await queue.raised(occasion=1)
    await queue.wait(601)
    assert queue.now(alarm).state is AlarmState.LAPSED
    assert (await queue.raised(occasion=2)).alarm_id != alarm.alarm_id


async def test_what_is_held_takes_in_what_follows(queue: Queue) -> None:
    alarm = await queue.raised(occasion=1)
    await queue.answered(alarm, Verdict.HOLD)
    again = await queue.raised(occasion=2)
    assert (again.alarm_id, again.state) == (alarm.alarm_id, AlarmState.HELD)


async def test_a_node_that_starts_again_knows_its_alarms(queue: Queue) -> None:
    alarm = await queue.raised(occasion=1)
    fresh = await queue.again()
    assert fresh.desk.book.alarms == {alarm.alarm_id: alarm}
    assert (await fresh.raised(occasion=1, phase=Phase.GOES_ON)).alarm_id == alarm.alarm_id
    assert fresh.desk.book.a_day(alarm.rule, NOW) == 1


async def test_the_more_often_the_lower(queue: Queue) -> None:
    ranks = []
    for number in range(4):
        alarm = await queue.raised(occasion=number)
        ranks.append(alarm.rank)
        await queue.raised(occasion=number, phase=Phase.ENDED)
        await queue.wait(601)
    assert ranks == sorted(ranks, reverse=True)
    assert ranks[0] > ranks[-1]


@pytest.mark.parametrize(
    "change",
    [
        {"score": 1.5},
        {"score": -0.1},
        {"boxes": ((0.0, 0.0, 1.0, 1.2),)},
        {"boxes": (HERE,) * 201},
        {"boxes": ((0.9, 0.9, 0.1, 0.1),)},
        {"count": -1},
        {"kind": RuleKind.CROWD},
    ],
)
async def test_what_cannot_be_seen_is_no_alarm(queue: Queue, change: dict[str, Any]) -> None:
    await arrive(queue.desk, queue.says(**change))
    assert queue.desk.book.alarms == {}
    assert queue.desk.book.dropped == {"nonsense": 1}


async def test_nobody_is_shown_what_is_said_to_have_begun_in_another_century(queue: Queue) -> None:
    said = queue.says()
    await arrive(queue.desk, replace(said, since=said.at.replace(year=1)))
    (alarm,) = queue.desk.book.alarms.values()
    assert alarm.first_at == alarm.last_at - timedelta(days=1)


async def test_who_says_thousands_of_one_camera_is_not_heard_and_others_are(queue: Queue) -> None:
    for _ in range(1000):
        if queue.desk.book.is_too_much("SB-1"):
            break
    await arrive(queue.desk, queue.says("SB-1"))
    assert queue.desk.book.alarms == {}
    assert queue.desk.book.dropped == {"flood": 1}
    await arrive(queue.desk, queue.says("SB-2"))
    assert len(queue.desk.book.alarms) == 1


async def test_a_rule_that_is_no_more_raises_nothing(queue: Queue) -> None:
    said = queue.says()
    queue.watch.rules.clear()
    await arrive(queue.desk, said)
    assert queue.desk.book.dropped == {"nonsense": 1}


async def test_one_at_a_camera_reserved_a_moment_ago_holds_up_no_other(queue: Queue) -> None:
    await queue.raised("SB-1")
    queue.enters()
    queue.desk.catalogue.rows = catalogue_of(camera("SB-2")).rows
    assert (await queue.raised("SB-2")).state is AlarmState.SHOWN
    await queue.wait(1)
    assert [one.camera_id for one in queue.desk.book.open()] == ["SB-2"]
